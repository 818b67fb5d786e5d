/* recto-metadata-words.c: claims in the user's language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *label;
} groups[RECTO_CLAIM_N_GROUPS] = {
  { "camera", N_ ("Camera or scanner") }, { "scan", N_ ("Resolution and size") }, { "file", N_ ("File and software") },
  { "colour", N_ ("Colour") },            { "text", N_ ("Words in the file") },
};

static const struct
{
  const char *id;
  const char *label;
} labels[] = {
  { "exif-make", N_ ("Make") },
  { "exif-model", N_ ("Model") },
  { "exif-lens", N_ ("Lens") },
  { "exif-serial", N_ ("Serial number") },
  { "exif-date-original", N_ ("Taken") },
  { "exif-date-digitized", N_ ("Digitised") },
  { "exif-time-offset", N_ ("Time zone") },
  { "exif-exposure-time", N_ ("Exposure time") },
  { "exif-aperture", N_ ("Aperture") },
  { "exif-iso", N_ ("Sensitivity") },
  { "exif-focal-length", N_ ("Focal length") },
  { "exif-flash", N_ ("Flash") },
  { "exif-source", N_ ("Source") },
  { "exif-place", N_ ("Place") },
  { "exif-maker-note", N_ ("Maker’s notes") },
  { "exif-software", N_ ("Software") },
  { "exif-date-modified", N_ ("File changed") },
  { "exif-computer", N_ ("Computer") },
  { "exif-width", N_ ("EXIF width") },
  { "exif-height", N_ ("EXIF height") },
  { "exif-unique-id", N_ ("Unique number") },
  { "exif-colour-space", N_ ("EXIF colour space") },
  { "exif-description", N_ ("Description") },
  { "exif-artist", N_ ("Author") },
  { "exif-copyright", N_ ("Copyright") },
  { "exif-comment", N_ ("Comment") },
  { "exif-dpi-x", N_ ("Resolution across") },
  { "exif-dpi-y", N_ ("Resolution down") },
  { "exif-orientation", N_ ("Orientation") },
  { "jfif-dpi-x", N_ ("JFIF resolution across") },
  { "jfif-dpi-y", N_ ("JFIF resolution down") },
  { "png-dpi-x", N_ ("Resolution across") },
  { "png-dpi-y", N_ ("Resolution down") },
  { "size-mm", N_ ("Size by that") },
  { "size-like", N_ ("As large as") },
  { "dpi-if", N_ ("By its shape") },
  { "xmp-creator-tool", N_ ("Made with") },
  { "xmp-history-software", N_ ("History names") },
  { "xmp-date-created", N_ ("Made (XMP)") },
  { "xmp-date-modified", N_ ("Changed (XMP)") },
  { "xmp-original-document", N_ ("First document") },
  { "xmp-source-type", N_ ("Kind of source") },
  { "xmp-credit", N_ ("Credit") },
  { "iptc", N_ ("IPTC entries") },
  { "iptc-program", N_ ("Program (IPTC)") },
  { "iptc-caption", N_ ("Caption (IPTC)") },
  { "photoshop-block", N_ ("Photoshop entries") },
  { "content-credentials", N_ ("Content credentials") },
  { "png-software", N_ ("Software") },
  { "png-creation-time", N_ ("Made") },
  { "png-time", N_ ("File changed") },
  { "png-text", N_ ("Text") },
  { "png-type", N_ ("Kind of samples") },
  { "png-interlace", N_ ("Interlace") },
  { "png-profile-name", N_ ("Name in the file") },
  { "png-srgb", N_ ("Colour space") },
  { "png-gamma", N_ ("Gamma") },
  { "bits", N_ ("Bits per sample") },
  { "jpeg-process", N_ ("Process") },
  { "jpeg-subsampling", N_ ("Colour subsampling") },
  { "jpeg-quality", N_ ("JPEG quality") },
  { "jpeg-quality-chroma", N_ ("JPEG quality of colour") },
  { "jpeg-quality-like", N_ ("JPEG quality, nearest") },
  { "jpeg-tables", N_ ("JPEG tables") },
  { "jpeg-scans", N_ ("JPEG scans") },
  { "jpeg-restart", N_ ("Restart interval") },
  { "jpeg-comment", N_ ("Comment") },
  { "jpeg-grid", N_ ("8 × 8 grid begins at") },
  { "jpeg-grid-measure", N_ ("Grid by chance") },
  { "adobe-transform", N_ ("Adobe colour transform") },
  { "tiff-compression", N_ ("Compression") },
  { "webp-coding", N_ ("Compression") },
  { "tiff-pages", N_ ("Pictures in the file") },
  { "tiff-document", N_ ("Document") },
  { "tiff-page", N_ ("Page") },
  { "trailing-bytes", N_ ("Bytes behind the end") },
  { "thumbnail", N_ ("Small picture inside") },
  { "thumbnail-difference", N_ ("Differs by") },
  { "profile-name", N_ ("Profile") },
  { "profile-space", N_ ("Profile is for") },
  { "profile-class", N_ ("Kind of profile") },
};

/* Values that are words, and what a number means. */
static const struct
{
  const char *id, *value, *label;
} values[] = {
  { "exif-source", "1", N_ ("film scanner") },
  { "exif-source", "2", N_ ("flatbed scanner") },
  { "exif-source", "3", N_ ("digital camera") },
  { "exif-colour-space", "65535", N_ ("not sRGB") },
  { "exif-colour-space", "1", "sRGB" },
  { "exif-maker-note", "present", N_ ("present") },
  { "content-credentials", "present", N_ ("present, not checked") },
  { "jpeg-tables", "not-ijg", N_ ("the maker’s own, not IJG tables") },
  { "jpeg-process", "baseline", N_ ("baseline") },
  { "jpeg-process", "extended", N_ ("extended") },
  { "jpeg-process", "progressive", N_ ("progressive") },
  { "jpeg-process", "arithmetic", N_ ("arithmetic-coded") },
  { "jpeg-process", "arithmetic-progressive", N_ ("arithmetic-coded, progressive") },
  { "jpeg-process", "lossless", N_ ("lossless") },
  { "webp-coding", "lossless", N_ ("lossless") },
  { "webp-coding", "lossy", N_ ("with loss (WebP)") },
  { "jpeg-grid", "none", N_ ("none found") },
  { "png-type", "grey", N_ ("grey") },
  { "png-type", "rgb", N_ ("RGB") },
  { "png-type", "palette", N_ ("palette") },
  { "png-type", "grey-alpha", N_ ("grey with alpha") },
  { "png-type", "rgb-alpha", N_ ("RGB with alpha") },
  { "profile-class", "mntr", N_ ("monitor") },
  { "profile-class", "scnr", N_ ("scanner or camera") },
  { "profile-class", "prtr", N_ ("printer") },
  { "profile-class", "spac", N_ ("colour space") },
  { "profile-space", "GRAY", N_ ("grey") },
};

static const struct
{
  const char *id, *format;
} units[] = {
  { "exif-dpi-x", N_ ("%s dpi") },
  { "exif-dpi-y", N_ ("%s dpi") },
  { "jfif-dpi-x", N_ ("%s dpi") },
  { "jfif-dpi-y", N_ ("%s dpi") },
  { "png-dpi-x", N_ ("%s dpi") },
  { "png-dpi-y", N_ ("%s dpi") },
  { "exif-width", N_ ("%s px") },
  { "exif-height", N_ ("%s px") },
  { "exif-exposure-time", N_ ("%s s") },
  { "exif-aperture", N_ ("f/%s") },
  { "exif-iso", N_ ("ISO %s") },
  { "exif-focal-length", N_ ("%s mm") },
  { "jpeg-quality", N_ ("%s of 100") },
  { "jpeg-quality-chroma", N_ ("%s of 100") },
  { "jpeg-quality-like", N_ ("%s of 100") },
  { "jpeg-restart", N_ ("%s blocks") },
  { "thumbnail-difference", N_ ("%s of 255") },
  { "thumbnail", N_ ("%s px") },
};

const char *
recto_claim_group_to_string (RectoClaimGroup group)
{
  g_return_val_if_fail ((guint) group < RECTO_CLAIM_N_GROUPS, NULL);

  return groups[group].name;
}

gboolean
recto_claim_group_from_string (const char *text, RectoClaimGroup *group)
{
  for (guint i = 0; i < RECTO_CLAIM_N_GROUPS; i++)
    if (g_str_equal (groups[i].name, text))
      {
        *group = i;
        return TRUE;
      }
  return FALSE;
}

const char *
recto_claim_group_get_label (RectoClaimGroup group)
{
  g_return_val_if_fail ((guint) group < RECTO_CLAIM_N_GROUPS, NULL);

  return _ (groups[group].label);
}

const char *
recto_claim_get_label (const RectoClaim *claim)
{
  /* A PNG text's keyword says more than the word for all of them. */
  if (claim->name != NULL && g_str_equal (claim->id, "png-text"))
    return claim->name;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].id, claim->id))
      return _ (labels[i].label);
  return claim->name != NULL ? claim->name : claim->id;
}

/* Exposure times are known as fractions. */
static char *
dup_exposure (const RectoClaim *claim)
{
  if (claim->number > 0 && claim->number < 0.3)
    return g_strdup_printf (_ ("1/%.0f s"), 1 / claim->number);
  return g_strdup_printf (_ ("%s s"), claim->value);
}

char *
recto_claim_dup_text (const RectoClaim *claim)
{
  if (g_str_equal (claim->id, "exif-exposure-time"))
    return dup_exposure (claim);
  if (g_str_equal (claim->id, "jpeg-grid-measure") && isfinite (claim->number))
    return claim->number < -99 ? g_strdup ("< 10^-99") : g_strdup_printf ("10^%.0f", claim->number);
  if (g_str_equal (claim->id, "exif-flash") && isfinite (claim->number))
    return g_strdup (((guint) claim->number & 1) != 0 ? _ ("fired") : _ ("not fired"));
  if (g_str_equal (claim->id, "size-like") && recto_metadata_get_size_label (claim->value) != NULL)
    return g_strdup (recto_metadata_get_size_label (claim->value));
  if (g_str_equal (claim->id, "dpi-if"))
    {
      const char *comma = strstr (claim->value, ", ");
      const char *size = comma != NULL ? recto_metadata_get_size_label (comma + 2) : NULL;

      if (size != NULL)
        return g_strdup_printf (_ ("%.0f dpi if it is: %s"), claim->number, size);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].id, claim->id) && g_str_equal (values[i].value, claim->value))
      return g_strdup (_ (values[i].label));
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (units[i].id, claim->id))
      return g_strdup_printf (_ (units[i].format), claim->value);
  return g_strdup (claim->value);
}

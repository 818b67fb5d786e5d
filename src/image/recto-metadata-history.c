/* recto-metadata-history.c: software that is named, and dates that do not fit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <string.h>

/* Programs made to change pictures. That one is named proves nothing: many only crop and save. */
static const char *const editors[] = {
  "photoshop", "lightroom", "camera raw", "firefly", "gimp", "affinity", "paint.net", "paintshop", "paint shop", "photo-paint",
  "photopaint", "coreldraw", "pixelmator", "snapseed", "picasa", "acdsee", "capture one", "darktable", "rawtherapee", "krita",
  "photopea", "canva", "fotor", "pixlr", "picsart", "facetune", "faceapp", "meitu", "beautycam", "luminar", "photoscape", "picmonkey",
  "polarr", "vsco", "inkscape", "illustrator", "photo editor", "photofiltre", "microsoft paint", "paint 3d", "remini", "topaz",
};

/* Programs that make pictures up. */
static const char *const generators[] = {
  "stable diffusion", "midjourney", "dall-e", "dall·e", "dalle", "comfyui", "automatic1111", "novelai", "imagen", "flux.1",
  "trainedalgorithmicmedia", "compositesynthetic", "compositewithtrainedalgorithmicmedia",
};

/* Programs that convert; what stood in the original may be gone. */
static const char *const converters[] = {
  "imagemagick", "graphicsmagick", "irfanview", "xnview", "ghostscript", "ffmpeg", "lavc", "gdk-pixbuf", "opencv", "matplotlib",
  "windows photo", "whatsapp", "libvips", "acrobat", "pdf",
};

static const char *const sources[] = {
  "exif-software", "xmp-creator-tool", "xmp-history-software", "png-software", "iptc-program", "xmp-source-type", "jpeg-comment",
  "exif-computer", "exif-description", "exif-comment", "png-text",
};

static gboolean
names_one (const char *value, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strcasestr (value, list[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_said (RectoMetadata *self, const char *value)
{
  for (guint i = 0; i < self->doubts->len; i++)
    {
      const RectoDoubt *doubt = self->doubts->pdata[i];

      if (g_str_has_prefix (doubt->id, "software-") && g_strcmp0 (doubt->values[0], value) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_source (const char *id, guint first, guint n)
{
  for (guint i = first; i < n; i++)
    if (g_str_equal (sources[i], id))
      return TRUE;
  return FALSE;
}

void
recto_metadata_doubt_software (RectoMetadata *self)
{
  for (guint i = 0; i < self->claims->len; i++)
    {
      const RectoClaim *claim = self->claims->pdata[i];
      g_autofree char *value = NULL;

      if (!is_source (claim->id, 0, G_N_ELEMENTS (sources)))
        continue;
      value = recto_metadata_dup_clean (claim->value, -1, 80);
      if (value == NULL || is_said (self, value))
        continue;
      if (names_one (claim->value, generators, G_N_ELEMENTS (generators)))
        recto_metadata_add_doubt (self, "software-generator", value, NULL);
      /* Free text may speak of any program; only fields that name the writing program count. */
      else if (!is_source (claim->id, 0, 5))
        continue;
      else if (names_one (claim->value, editors, G_N_ELEMENTS (editors)))
        recto_metadata_add_doubt (self, "software-editor", value, NULL);
      else if (names_one (claim->value, converters, G_N_ELEMENTS (converters)))
        recto_metadata_add_doubt (self, "software-converter", value, NULL);
    }
  if (recto_metadata_find_claim (self, "photoshop-block") != NULL && recto_metadata_find_doubt (self, "software-editor") == NULL)
    recto_metadata_add_doubt (self, "software-editor", "Photoshop", NULL);
}

/* "2026-11-24 09:41:27", with T, with zone or without: then zone is unknown and up to 14 hours are allowed for it. */
static GDateTime *
parse_date (const char *text, gboolean *zoned)
{
  g_autofree char *iso = g_strdup (text);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  GDateTime *date;
  char *tail;

  if (strlen (iso) < 19)
    return NULL;
  iso[10] = 'T';
  tail = iso + 19;
  *zoned = strpbrk (tail, "Z+-") != NULL;
  date = g_date_time_new_from_iso8601 (iso, utc);
  if (date == NULL)
    {
      iso[19] = '\0';
      *zoned = FALSE;
      date = g_date_time_new_from_iso8601 (iso, utc);
    }
  return date;
}

static void
check_date (RectoMetadata *self, const RectoClaim *claim, GDateTime *now)
{
  gboolean zoned = FALSE;
  g_autoptr (GDateTime) date = parse_date (claim->value, &zoned);
  GTimeSpan ahead;

  if (date == NULL || g_date_time_get_year (date) < 1990)
    {
      recto_metadata_add_doubt (self, "date-implausible", claim->value, NULL);
      return;
    }
  ahead = g_date_time_difference (date, now);
  if (ahead > (zoned ? 10 * G_TIME_SPAN_MINUTE : 15 * G_TIME_SPAN_HOUR))
    recto_metadata_add_doubt (self, "date-future", claim->value, NULL);
}

void
recto_metadata_doubt_dates (RectoMetadata *self, GDateTime *now)
{
  static const char *const ids[] = { "exif-date-original", "exif-date-digitized", "exif-date-modified", "xmp-date-created",
                                     "xmp-date-modified", "png-time" };
  static const char *const modified_ids[] = { "exif-date-modified", "xmp-date-modified" };
  const RectoClaim *original = recto_metadata_find_claim (self, "exif-date-original");
  gboolean any = FALSE;

  if (original == NULL)
    original = recto_metadata_find_claim (self, "exif-date-digitized");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const RectoClaim *claim = recto_metadata_find_claim (self, ids[i]);

      if (claim == NULL)
        continue;
      any = TRUE;
      check_date (self, claim, now);
    }
  if (!any && recto_metadata_find_claim (self, "png-creation-time") == NULL)
    recto_metadata_add_doubt (self, "date-missing", NULL);
  for (guint i = 0; original != NULL && i < G_N_ELEMENTS (modified_ids); i++)
    {
      const RectoClaim *modified = recto_metadata_find_claim (self, modified_ids[i]);
      gboolean zoned = FALSE, other = FALSE;
      g_autoptr (GDateTime) from = parse_date (original->value, &zoned);
      g_autoptr (GDateTime) to = modified != NULL ? parse_date (modified->value, &other) : NULL;
      GTimeSpan later;

      if (from == NULL || to == NULL)
        continue;
      later = g_date_time_difference (to, from);
      /* A camera writes both within seconds; where only one date has a zone, they may differ by it. */
      if (later > (zoned != other ? 15 * G_TIME_SPAN_HOUR : 5 * G_TIME_SPAN_SECOND))
        {
          recto_metadata_add_doubt (self, "date-modified", original->value, modified->value, NULL);
          return;
        }
    }
}

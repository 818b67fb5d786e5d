/* recto-colour.c: colour profiles and what is computed through them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every profile has a Little CMS context of its own, so that its messages are caught and no state is shared.
 */

#include "config.h"
#include "recto-colour.h"

#include <glib/gi18n.h>
#include <math.h>
#include <lcms2.h>
#include <string.h>

#define GRID 17

struct _RectoColourProfile
{
  gatomicrefcount ref_count;
  cmsContext context;
  cmsHPROFILE profile;
  cmsHPROFILE srgb; /* of the same number of channels */
  cmsHTRANSFORM lab8;
  cmsHTRANSFORM lab16;
  char *description;
  guint channels;
  gboolean is_srgb;
};

struct _RectoColourTransform
{
  gatomicrefcount ref_count;
  RectoColourProfile *profile; /* its context is used */
  cmsHTRANSFORM transform;
  guint depth;
};

const char *
recto_colour_get_engine (void)
{
  static gsize once;
  static char name[40];

  if (g_once_init_enter (&once))
    {
      int version = cmsGetEncodedCMMversion ();

      g_snprintf (name, sizeof name, "Little CMS %d.%d", version / 1000, version % 1000 / 10);
      g_once_init_leave (&once, 1);
    }
  return name;
}

/* What is wrong is told in our own words. */
static void
log_cb (cmsContext context, cmsUInt32Number code, const char *text)
{
}

/* ----- what sRGB is ----- */

/* IEC 61966-2-1 as a parametric curve of type 4: the numbers of the standard. */
static cmsToneCurve *
new_srgb_curve (cmsContext context)
{
  const cmsFloat64Number numbers[5] = { 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045 };

  return cmsBuildParametricToneCurve (context, 4, numbers);
}

static cmsHPROFILE
new_srgb (cmsContext context, guint channels)
{
  cmsToneCurve *curve;
  cmsHPROFILE profile;

  if (channels == 3)
    return cmsCreate_sRGBProfileTHR (context);
  curve = new_srgb_curve (context);
  profile = cmsCreateGrayProfileTHR (context, cmsD50_xyY (), curve);
  cmsFreeToneCurve (curve);
  return profile;
}

GBytes *
recto_colour_get_srgb_bytes (guint channels)
{
  static GBytes *bytes[2];
  static gsize once;

  g_return_val_if_fail (channels == 1 || channels == 3, NULL);
  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < 2; i++)
        {
          cmsContext context = cmsCreateContext (NULL, NULL);
          cmsHPROFILE profile = new_srgb (context, i == 0 ? 1 : 3);
          cmsUInt32Number size = 0;
          guint8 *data;

          cmsSaveProfileToMem (profile, NULL, &size);
          data = g_malloc0 (size);
          cmsSaveProfileToMem (profile, data, &size);
          if (size >= 36)
            memset (data + 24, 0, 12); /* no time of making: the same bytes every day */
          bytes[i] = g_bytes_new_take (data, size);
          cmsCloseProfile (profile);
          cmsDeleteContext (context);
        }
      g_once_init_leave (&once, 1);
    }
  return bytes[channels == 1 ? 0 : 1];
}

/* ----- opening ----- */

static guint32
read_32 (const guint8 *at)
{
  return (guint32) at[0] << 24 | (guint32) at[1] << 16 | (guint32) at[2] << 8 | at[3];
}

/* The header and the list of tags, before Little CMS sees a byte. */
static gboolean
check_bytes (const guint8 *data, gsize size, GError **error)
{
  guint32 n_tags;

  if (size > RECTO_COLOUR_MAX_PROFILE)
    {
      g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                   _ ("The colour profile is larger than %d MB and is not read. The stored numbers are shown."),
                   RECTO_COLOUR_MAX_PROFILE / 1024 / 1024);
      return FALSE;
    }
  if (size < 132 || read_32 (data) > size || read_32 (data) < 132 || memcmp (data + 36, "acsp", 4) != 0)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                           _ ("The colour profile is damaged or cut off. The stored numbers are shown."));
      return FALSE;
    }
  n_tags = read_32 (data + 128);
  if (n_tags > 100 || 132 + (gsize) n_tags * 12 > size)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                           _ ("The colour profile’s list of contents is damaged. The stored numbers are shown."));
      return FALSE;
    }
  for (guint32 i = 0; i < n_tags; i++)
    {
      const guint8 *tag = data + 132 + (gsize) i * 12;
      guint64 offset = read_32 (tag + 4), length = read_32 (tag + 8);

      if (offset < 132 || offset + length > size)
        {
          g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                               _ ("The colour profile’s list of contents is damaged. The stored numbers are shown."));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
check_kind (cmsHPROFILE profile, guint channels, GError **error)
{
  cmsProfileClassSignature class = cmsGetDeviceClass (profile);
  cmsColorSpaceSignature space = cmsGetColorSpace (profile);
  cmsColorSpaceSignature pcs = cmsGetPCS (profile);

  if (class != cmsSigInputClass && class != cmsSigDisplayClass && class != cmsSigColorSpaceClass)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
                           _ ("The colour profile is not one of a scanner, a display or a colour space. The stored numbers are shown."));
      return FALSE;
    }
  if ((space != cmsSigGrayData && space != cmsSigRgbData) || (pcs != cmsSigXYZData && pcs != cmsSigLabData))
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
                           _ ("The colour profile is neither for grey nor for RGB. The stored numbers are shown."));
      return FALSE;
    }
  if ((space == cmsSigGrayData) != (channels == 1))
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
                           channels == 1 ? _ ("The picture is grey and its colour profile is for RGB. The stored numbers are shown.")
                                         : _ ("The picture is RGB and its colour profile is for grey. The stored numbers are shown."));
      return FALSE;
    }
  return TRUE;
}

static char *
dup_description (cmsHPROFILE profile)
{
  char text[400] = "";
  g_autofree char *valid = NULL;
  GString *line = g_string_new (NULL);
  glong n = 0;

  cmsGetProfileInfoASCII (profile, cmsInfoDescription, "en", "US", text, sizeof text);
  text[sizeof text - 1] = '\0';
  valid = g_utf8_make_valid (text, -1);
  for (const char *p = valid; *p != '\0' && n < 80; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_isprint (c) ? c : ' ');
    }
  g_strstrip (line->str);
  if (line->str[0] == '\0')
    g_string_assign (line, _ ("unnamed profile"));
  return g_string_free (line, FALSE);
}

static cmsUInt32Number
get_format (guint channels, guint depth)
{
  if (channels == 1)
    return depth == 8 ? TYPE_GRAY_8 : TYPE_GRAY_16;
  return depth == 8 ? TYPE_RGB_8 : TYPE_RGB_16;
}

static cmsHTRANSFORM
new_transform (RectoColourProfile *self, guint depth, RectoIntent intent, gboolean black_point)
{
  static const cmsUInt32Number intents[]
      = { INTENT_RELATIVE_COLORIMETRIC, INTENT_PERCEPTUAL, INTENT_SATURATION, INTENT_ABSOLUTE_COLORIMETRIC };
  cmsUInt32Number format = get_format (self->channels, depth);
  cmsHPROFILE profiles[2] = { self->profile, self->srgb };
  cmsBool points[2] = { black_point, black_point };
  cmsUInt32Number both[2] = { intents[intent], intents[intent] };
  cmsFloat64Number adaptation[2] = { 1, 1 };
  cmsUInt32Number flags = cmsFLAGS_NOCACHE;

  /* What Little CMS makes ahead for 8-bit RGB with a matrix is right to half a level. Otherwise it would interpolate between 33 points a
   * side, and be wrong by several levels. */
  if (depth == 16 || self->channels == 1 || !cmsIsMatrixShaper (self->profile) || cmsIsTag (self->profile, cmsSigAToB0Tag))
    flags |= cmsFLAGS_NOOPTIMIZE;
  return cmsCreateExtendedTransform (self->context, 2, profiles, points, both, adaptation, NULL, 0, format, format,
                                     flags);
}

static gboolean
is_near (const guint16 *a, const guint16 *b, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (ABS ((int) a[i] - (int) b[i]) > 257)
      return FALSE;
  return TRUE;
}

/* Also finds out whether a transform can be made at all. */
static gboolean
compare_with_srgb (RectoColourProfile *self)
{
  gsize n = self->channels == 1 ? 256 : GRID * GRID * GRID;
  g_autofree guint16 *in = g_new (guint16, n * 3);
  g_autofree guint16 *out = g_new (guint16, n * 3);
  cmsHTRANSFORM transform = new_transform (self, 16, RECTO_INTENT_RELATIVE, TRUE);

  if (transform == NULL)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (self->channels == 1)
      in[i] = (guint16) (i * 257);
    else
      for (guint k = 0; k < 3; k++)
        in[i * 3 + k] = (guint16) ((k == 0 ? i / (GRID * GRID) : k == 1 ? i / GRID % GRID : i % GRID) * 65535 / (GRID - 1));
  cmsDoTransform (transform, in, out, (cmsUInt32Number) n);
  cmsDeleteTransform (transform);
  self->is_srgb = is_near (in, out, n * self->channels);
  return TRUE;
}

/* Takes over context and profile (NULL when it could not be opened). */
static RectoColourProfile *
new_from_handle (cmsContext context, cmsHPROFILE profile, guint channels, GError **error)
{
  RectoColourProfile *self = g_new0 (RectoColourProfile, 1);
  cmsHPROFILE lab;

  g_atomic_ref_count_init (&self->ref_count);
  self->context = context;
  self->profile = profile;
  self->channels = channels;
  if (profile == NULL)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                           _ ("The colour profile is damaged or cut off. The stored numbers are shown."));
      recto_colour_profile_unref (self);
      return NULL;
    }
  if (!check_kind (profile, channels, error))
    {
      recto_colour_profile_unref (self);
      return NULL;
    }
  self->srgb = new_srgb (context, channels);
  self->description = dup_description (profile);
  lab = cmsCreateLab4ProfileTHR (context, NULL); /* D50 */
  self->lab8 = cmsCreateTransformTHR (context, profile, get_format (channels, 8), lab, TYPE_Lab_DBL,
                                      INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE);
  self->lab16 = cmsCreateTransformTHR (context, profile, get_format (channels, 16), lab, TYPE_Lab_DBL,
                                       INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOCACHE | cmsFLAGS_NOOPTIMIZE);
  cmsCloseProfile (lab);
  if (self->lab8 == NULL || self->lab16 == NULL || !compare_with_srgb (self))
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                           _ ("The colour profile lacks curves or tables that it needs, or they are damaged. The stored numbers are shown."));
      recto_colour_profile_unref (self);
      return NULL;
    }
  return self;
}

static cmsContext
new_context (void)
{
  cmsContext context = cmsCreateContext (NULL, NULL);

  cmsSetLogErrorHandlerTHR (context, log_cb);
  return context;
}

RectoColourProfile *
recto_colour_profile_new (GBytes *bytes, guint channels, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  cmsContext context;

  g_return_val_if_fail (channels == 1 || channels == 3, NULL);

  if (!check_bytes (data, size, error))
    return NULL;
  context = new_context ();
  return new_from_handle (context, cmsOpenProfileFromMemTHR (context, data, (cmsUInt32Number) size), channels, error);
}

RectoColourProfile *
recto_colour_profile_new_srgb (guint channels)
{
  cmsContext context = new_context ();

  g_return_val_if_fail (channels == 1 || channels == 3, NULL);

  return new_from_handle (context, new_srgb (context, channels), channels, NULL);
}

RectoColourProfile *
recto_colour_profile_new_for_image (RectoImage *image, gboolean *calibrated)
{
  GBytes *bytes = recto_image_get_icc_profile (image);
  guint channels = recto_image_get_channels (image);
  RectoColourProfile *self = bytes != NULL ? recto_colour_profile_new (bytes, channels, NULL) : NULL;

  *calibrated = self != NULL;
  return self != NULL ? self : recto_colour_profile_new_srgb (channels);
}

char *
recto_colour_dup_obstacle (RectoImage *image)
{
  GBytes *bytes = recto_image_get_icc_profile (image);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoColourProfile) profile = NULL;

  if (bytes == NULL)
    return g_strdup (_ ("The picture has no embedded colour profile. The stored numbers are shown."));
  profile = recto_colour_profile_new (bytes, recto_image_get_channels (image), &error);
  if (profile == NULL)
    return g_strdup (error->message);
  if (profile->is_srgb)
    return g_strdup (_ ("The embedded colour profile is sRGB already. The stored numbers are shown."));
  return NULL;
}

RectoColourProfile *
recto_colour_profile_ref (RectoColourProfile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_colour_profile_unref (RectoColourProfile *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->lab8, cmsDeleteTransform);
  g_clear_pointer (&self->lab16, cmsDeleteTransform);
  g_clear_pointer (&self->srgb, cmsCloseProfile);
  g_clear_pointer (&self->profile, cmsCloseProfile);
  g_clear_pointer (&self->context, cmsDeleteContext);
  g_free (self->description);
  g_free (self);
}

const char *
recto_colour_profile_get_description (const RectoColourProfile *self)
{
  return self->description;
}

guint
recto_colour_profile_get_channels (const RectoColourProfile *self)
{
  return self->channels;
}

gboolean
recto_colour_profile_is_srgb (const RectoColourProfile *self)
{
  return self->is_srgb;
}

/* ----- conversion ----- */

RectoColourTransform *
recto_colour_transform_new (RectoColourProfile *self, guint depth, RectoIntent intent, gboolean black_point,
                            GError **error)
{
  RectoColourTransform *transform;
  cmsHTRANSFORM handle;

  g_return_val_if_fail (depth == 8 || depth == 16, NULL);
  g_return_val_if_fail (intent <= RECTO_INTENT_ABSOLUTE, NULL);

  handle = new_transform (self, depth, intent, black_point);
  if (handle == NULL)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
                           _ ("The colour profile cannot be converted to sRGB in this way. Choose another rendering intent."));
      return NULL;
    }
  transform = g_new0 (RectoColourTransform, 1);
  g_atomic_ref_count_init (&transform->ref_count);
  transform->profile = recto_colour_profile_ref (self);
  transform->transform = handle;
  transform->depth = depth;
  return transform;
}

RectoColourTransform *
recto_colour_transform_ref (RectoColourTransform *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_colour_transform_unref (RectoColourTransform *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  cmsDeleteTransform (self->transform);
  recto_colour_profile_unref (self->profile);
  g_free (self);
}

void
recto_colour_transform_run (const RectoColourTransform *self, gconstpointer in, gpointer out, gsize n)
{
  gsize bytes = self->profile->channels * (self->depth / 8);

  while (n > 0)
    {
      gsize now = MIN (n, 1 << 24); /* Little CMS counts in 32 bits */

      cmsDoTransform (self->transform, in, out, (cmsUInt32Number) now);
      in = (const guint8 *) in + now * bytes;
      out = (guint8 *) out + now * bytes;
      n -= now;
    }
}

/* ----- L*a*b* ----- */

RectoLab
recto_colour_profile_get_lab (const RectoColourProfile *self, const guint *samples, guint depth)
{
  cmsCIELab lab = { 0 };
  guint8 small[3];
  guint16 large[3];

  for (guint i = 0; i < self->channels; i++)
    {
      small[i] = (guint8) samples[i];
      large[i] = (guint16) samples[i];
    }
  if (depth == 8)
    cmsDoTransform (self->lab8, small, &lab, 1);
  else
    cmsDoTransform (self->lab16, large, &lab, 1);
  /* A profile made to do harm may leave the range of numbers for some colours. */
  if (!isfinite (lab.L) || !isfinite (lab.a) || !isfinite (lab.b))
    return (RectoLab) { 0, 0, 0 };
  return (RectoLab) { lab.L, lab.a, lab.b };
}

/* recto-image.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image.h"

#include "recto-scratch.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RectoImage
{
  gatomicrefcount ref_count;
  guint64 serial;
  guint width;
  guint height;
  guint channels;
  guint depth;
  RectoScratch *scratch;
  RectoScratch *alpha_scratch;
  guint8 *data; /* of scratch */
  guint8 *alpha;
  RectoImageFormat format;
  gboolean has_dpi;
  double dpi_x;
  double dpi_y;
  guint orientation;
  char *icc_name;
  GBytes *icc_profile;
  char *decoder;
  GPtrArray *warnings; /* char*, NULL-terminated */
};

G_DEFINE_QUARK (recto-image-error-quark, recto_image_error)
G_DEFINE_BOXED_TYPE (RectoImage, recto_image, recto_image_ref, recto_image_unref)

/* Of the picture made last. */
static gpointer last_serial;

RectoImage *
recto_image_new (guint width, guint height, guint channels, guint depth, gboolean with_alpha,
                 GError **error)
{
  RectoImage *self;
  g_autoptr (RectoScratch) scratch = NULL;
  g_autoptr (RectoScratch) alpha_scratch = NULL;
  gsize stride, size;

  g_return_val_if_fail (width > 0 && height > 0, NULL);
  g_return_val_if_fail (channels == 1 || channels == 3, NULL);
  g_return_val_if_fail (depth == 8 || depth == 16, NULL);

  if (!g_size_checked_mul (&stride, width, channels * (depth / 8))
      || !g_size_checked_mul (&size, stride, height) || size > G_MAXSSIZE)
    {
      g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                   _("There is not enough memory for a picture of %u × %u pixels. Close other "
                     "programs, or ask for a smaller scan."),
                   width, height);
      return NULL;
    }
  scratch = recto_scratch_new (size, error);
  if (scratch == NULL)
    return NULL;
  if (with_alpha && (alpha_scratch = recto_scratch_new (size / channels, error)) == NULL)
    return NULL;

  self = g_new0 (RectoImage, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->serial = (guint64) g_atomic_pointer_add (&last_serial, 1) + 1;
  self->width = width;
  self->height = height;
  self->channels = channels;
  self->depth = depth;
  self->data = recto_scratch_get_data (scratch);
  self->scratch = g_steal_pointer (&scratch);
  if (alpha_scratch != NULL)
    self->alpha = recto_scratch_get_data (alpha_scratch);
  self->alpha_scratch = g_steal_pointer (&alpha_scratch);
  self->orientation = 1;
  self->warnings = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  return self;
}

RectoImage *
recto_image_ref (RectoImage *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_image_unref (RectoImage *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  recto_scratch_free (self->scratch);
  g_clear_pointer (&self->alpha_scratch, recto_scratch_free);
  g_free (self->icc_name);
  g_clear_pointer (&self->icc_profile, g_bytes_unref);
  g_free (self->decoder);
  g_ptr_array_unref (self->warnings);
  g_free (self);
}

guint64
recto_image_get_serial (const RectoImage *self)
{
  return self->serial;
}

guint
recto_image_get_width (const RectoImage *self)
{
  return self->width;
}

guint
recto_image_get_height (const RectoImage *self)
{
  return self->height;
}

guint
recto_image_get_channels (const RectoImage *self)
{
  return self->channels;
}

guint
recto_image_get_depth (const RectoImage *self)
{
  return self->depth;
}

gboolean
recto_image_has_alpha (const RectoImage *self)
{
  return self->alpha != NULL;
}

gsize
recto_image_get_stride (const RectoImage *self)
{
  return (gsize) self->width * self->channels * (self->depth / 8);
}

const guint8 *
recto_image_get_data (const RectoImage *self)
{
  return self->data;
}

guint8 *
recto_image_get_data_mutable (RectoImage *self)
{
  return self->data;
}

const guint8 *
recto_image_get_alpha (const RectoImage *self)
{
  return self->alpha;
}

guint8 *
recto_image_get_alpha_mutable (RectoImage *self)
{
  return self->alpha;
}

RectoImageFormat
recto_image_get_format (const RectoImage *self)
{
  return self->format;
}

const char *
recto_image_format_to_string (RectoImageFormat format)
{
  switch (format)
    {
    case RECTO_IMAGE_FORMAT_PNG:
      return "png";
    case RECTO_IMAGE_FORMAT_JPEG:
      return "jpeg";
    case RECTO_IMAGE_FORMAT_TIFF:
      return "tiff";
    case RECTO_IMAGE_FORMAT_WEBP:
      return "webp";
    case RECTO_IMAGE_FORMAT_BMP:
      return "bmp";
    case RECTO_IMAGE_FORMAT_NONE:
    default:
      return "none";
    }
}

gboolean
recto_image_get_dpi (const RectoImage *self, double *x, double *y)
{
  if (!self->has_dpi)
    return FALSE;
  if (x != NULL)
    *x = self->dpi_x;
  if (y != NULL)
    *y = self->dpi_y;
  return TRUE;
}

guint
recto_image_get_orientation (const RectoImage *self)
{
  return self->orientation;
}

const char *
recto_image_get_icc_name (const RectoImage *self)
{
  return self->icc_name;
}

GBytes *
recto_image_get_icc_profile (const RectoImage *self)
{
  return self->icc_profile;
}

const char *
recto_image_get_decoder (const RectoImage *self)
{
  return self->decoder;
}

const char *const *
recto_image_get_warnings (const RectoImage *self)
{
  static const char *const none[] = { NULL };

  return self->warnings->len > 0 ? (const char *const *) self->warnings->pdata : none;
}

void
recto_image_set_format (RectoImage *self, RectoImageFormat format)
{
  self->format = format;
}

void
recto_image_set_dpi (RectoImage *self, double x, double y)
{
  self->has_dpi = x > 0 && y > 0;
  self->dpi_x = x;
  self->dpi_y = y;
}

void
recto_image_set_orientation (RectoImage *self, guint orientation)
{
  g_return_if_fail (orientation >= 1 && orientation <= 8);
  self->orientation = orientation;
}

void
recto_image_set_icc_name (RectoImage *self, const char *name)
{
  g_free (self->icc_name);
  self->icc_name = g_strdup (name);
}

void
recto_image_set_icc_profile (RectoImage *self, GBytes *profile)
{
  GBytes *old = self->icc_profile;

  self->icc_profile = profile != NULL ? g_bytes_ref (profile) : NULL;
  g_clear_pointer (&old, g_bytes_unref);
}

void
recto_image_set_decoder (RectoImage *self, const char *decoder)
{
  g_free (self->decoder);
  self->decoder = g_strdup (decoder);
}

void
recto_image_add_warning (RectoImage *self, const char *warning)
{
  g_ptr_array_add (self->warnings, g_strdup (warning));
}

char *
recto_image_dup_pixel_sha256 (const RectoImage *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *head = g_strdup_printf ("%ux%ux%ux%u\n", self->width, self->height,
                                           self->channels, self->depth);
  gsize stride = recto_image_get_stride (self);

  g_checksum_update (sum, (const guchar *) head, strlen (head));
  if (self->depth == 8)
    {
      for (guint y = 0; y < self->height; y++)
        {
          g_checksum_update (sum, self->data + y * stride, stride);
          if (y % 64 == 0)
            recto_scratch_tidy ();
        }
    }
  else
    {
      g_autofree guint16 *row = g_malloc (stride);
      gsize n = (gsize) self->width * self->channels;

      for (guint y = 0; y < self->height; y++)
        {
          const guint16 *samples = (const guint16 *) (self->data + y * stride);

          for (gsize i = 0; i < n; i++)
            row[i] = GUINT16_TO_BE (samples[i]);
          g_checksum_update (sum, (const guchar *) row, stride);
          if (y % 64 == 0)
            recto_scratch_tidy ();
        }
    }
  return g_strdup (g_checksum_get_string (sum));
}

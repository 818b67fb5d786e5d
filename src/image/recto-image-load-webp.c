/* recto-image-load-webp.c: WebP, lossless and lossy, through libwebp
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decoded piece by piece, so that it can be cancelled and the rows of a file that ends too early can be kept. Lossy pictures
 * are decoded as libwebp does by default: with fancy upsampling and without dithering. Layout of the file: RFC 9649.
 */

#include "config.h"
#include "recto-image-load-private.h"

#include "recto-scratch.h"

#include <glib/gi18n.h>
#include <string.h>
#include <webp/decode.h>

/* How many bytes of the file are handed over between two looks at the cancellable. */
#define PIECE (256 * 1024)

/* libwebp has all pixels of a lossless picture in memory while it reads, and a few bytes of a file are enough for any number of them. */
#define MOST_PIXELS (G_GUINT64_CONSTANT (64) * 1000 * 1000)

static guint32
read_little (const guint8 *data)
{
  return data[0] | (guint32) data[1] << 8 | (guint32) data[2] << 16 | (guint32) data[3] << 24;
}

static gboolean
read_features (const guint8 *data, gsize size, WebPBitstreamFeatures *features, GError **error)
{
  VP8StatusCode status = WebPGetFeatures (data, size, features);

  if (status == VP8_STATUS_NOT_ENOUGH_DATA)
    recto_image_set_truncated_error (error, 0, 1, FALSE);
  else if (status != VP8_STATUS_OK)
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                 _("The WebP picture is damaged (%s). Ask the sender for it again."), _("its header breaks the rules"));
  else if (features->has_animation)
    g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
                         _("This WebP file is an animation, which Recto does not read. Ask for the scan itself."));
  else
    return TRUE;
  return FALSE;
}

void
recto_image_describe_webp (const guint8 *data, gsize size, RectoImageFrame *frame)
{
  WebPBitstreamFeatures features;
  g_autoptr (GError) error = NULL;

  if (!read_features (data, size, &features, &error))
    {
      frame->problem = g_strdup (error->message);
      return;
    }
  frame->width = (guint) features.width;
  frame->height = (guint) features.height;
  frame->channels = 3;
  frame->depth = 8;
  frame->alpha = features.has_alpha != 0;
}

/* Profile and EXIF stand in chunks of their own. */
static void
read_claims (const guint8 *data, gsize size, RectoImage *image)
{
  int version = WebPGetDecoderVersion ();
  g_autofree char *decoder
      = g_strdup_printf ("libwebp %d.%d.%d", version >> 16, version >> 8 & 255, version & 255);
  guint orientation = 1;
  double dpi_x = 0, dpi_y = 0;
  gboolean has_exif = FALSE;

  recto_image_set_format (image, RECTO_IMAGE_FORMAT_WEBP);
  recto_image_set_decoder (image, decoder);
  for (gsize at = 12; at <= size && size - at >= 8;)
    {
      gsize length = read_little (data + at + 4);
      const guint8 *body = data + at + 8;

      if (length > size - at - 8)
        break;
      if (memcmp (data + at, "ICCP", 4) == 0 && length > 0 && recto_image_get_icc_profile (image) == NULL)
        {
          g_autofree char *name = recto_image_dup_icc_name (body, length);
          g_autoptr (GBytes) copy = g_bytes_new (body, length);

          recto_image_set_icc_name (image, name != NULL ? name : "ICC");
          recto_image_set_icc_profile (image, copy);
        }
      else if (memcmp (data + at, "EXIF", 4) == 0 && !has_exif)
        {
          gsize skip = length > 6 && memcmp (body, "Exif\0\0", 6) == 0 ? 6 : 0;

          has_exif = TRUE;
          recto_image_read_exif (body + skip, length - skip, &orientation, &dpi_x, &dpi_y);
        }
      at += 8 + length + (length & 1);
    }
  recto_image_set_orientation (image, orientation);
  recto_image_set_dpi (image, dpi_x, dpi_y);
}

static void
split_rows (RectoImage *image, const guint8 *rgba, guint first, guint last)
{
  guint width = recto_image_get_width (image);
  guint8 *to = recto_image_get_data_mutable (image);
  guint8 *alpha = recto_image_get_alpha_mutable (image);

  for (gsize i = (gsize) first * width; i < (gsize) last * width; i++)
    {
      memcpy (to + i * 3, rgba + i * 4, 3);
      alpha[i] = rgba[i * 4 + 3];
    }
}

static void
clear_rows (RectoImage *image, guint rows_done)
{
  gsize stride = recto_image_get_stride (image);
  guint width = recto_image_get_width (image);
  guint rest = recto_image_get_height (image) - rows_done;

  memset (recto_image_get_data_mutable (image) + rows_done * stride, 0, rest * stride);
  if (recto_image_has_alpha (image))
    memset (recto_image_get_alpha_mutable (image) + (gsize) rows_done * width, 0, (gsize) rest * width);
}

static gboolean
decode (const guint8 *data, gsize size, RectoImage *image, guint8 *rgba, const RectoImageLoadOptions *options,
        GCancellable *cancellable, GError **error)
{
  guint height = recto_image_get_height (image);
  gsize stride = rgba != NULL ? (gsize) recto_image_get_width (image) * 4 : recto_image_get_stride (image);
  WebPIDecoder *decoder
      = WebPINewRGB (rgba != NULL ? MODE_RGBA : MODE_RGB, rgba != NULL ? rgba : recto_image_get_data_mutable (image),
                     stride * height, (int) stride);
  VP8StatusCode status = decoder != NULL ? VP8_STATUS_SUSPENDED : VP8_STATUS_OUT_OF_MEMORY;
  guint rows_done = 0;
  gsize given = 0;

  while (status == VP8_STATUS_SUSPENDED && given < size)
    {
      int last = 0;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          WebPIDelete (decoder);
          return FALSE;
        }
      given += MIN (PIECE, size - given);
      status = WebPIUpdate (decoder, data, given);
      if (WebPIDecGetRGB (decoder, &last, NULL, NULL, NULL) != NULL && last > (int) rows_done)
        {
          if (rgba != NULL)
            split_rows (image, rgba, rows_done, (guint) last);
          rows_done = (guint) last;
          recto_scratch_tidy ();
          recto_image_load_tell_rows (options, rows_done, height);
        }
    }
  if (decoder != NULL)
    WebPIDelete (decoder);
  if (status == VP8_STATUS_OK && rows_done == height)
    return TRUE;
  if (status == VP8_STATUS_SUSPENDED || status == VP8_STATUS_NOT_ENOUGH_DATA)
    {
      g_autofree char *warning = recto_image_dup_truncated_warning (rows_done, height, FALSE);

      if (options == NULL || !options->accept_truncated)
        {
          recto_image_set_truncated_error (error, rows_done, height, FALSE);
          return FALSE;
        }
      clear_rows (image, rows_done);
      recto_image_add_warning (image, warning);
      return TRUE;
    }
  if (status == VP8_STATUS_OUT_OF_MEMORY)
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                 _("There is not enough memory for a picture of %u × %u pixels. Close other "
                   "programs, or ask for a smaller scan."),
                 recto_image_get_width (image), height);
  else
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                 _("The WebP picture is damaged (%s). Ask the sender for it again."), _("its data break the rules"));
  return FALSE;
}

/* What the decoder will take: its own copy of the pixels, and the one with alpha. FALSE and words when that is too much. */
static gboolean
check_memory (const WebPBitstreamFeatures *features, GError **error)
{
  guint64 pixels = (guint64) features->width * (guint64) features->height;
  guint64 bytes = pixels * 4 * (features->has_alpha ? 2 : 1);
  g_autofree char *needed = NULL;

  if (pixels > MOST_PIXELS)
    {
      g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                   _("This WebP picture has %d × %d pixels. Recto reads WebP up to %d megapixels, as all of them are in "
                     "memory at once. Ask for the scan as PNG, TIFF or JPEG."),
                   features->width, features->height, (int) (MOST_PIXELS / 1000000));
      return FALSE;
    }
  if (bytes <= recto_scratch_get_free_memory () / 2)
    return TRUE;
  needed = g_format_size (bytes);
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
               _("This WebP picture needs %s of memory while it is read, which is too much for this computer now. "
                 "Close other programs, or ask for the scan as PNG, TIFF or JPEG."),
               needed);
  return FALSE;
}

RectoImage *
recto_image_load_webp (GBytes *bytes, const RectoImageLoadOptions *options, GCancellable *cancellable, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  WebPBitstreamFeatures features;
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoScratch) rgba = NULL;

  if (!read_features (data, size, &features, error)
      || !recto_image_check_limit ((guint64) features.width, (guint64) features.height, options, error)
      || !check_memory (&features, error))
    return NULL;
  image = recto_image_new ((guint) features.width, (guint) features.height, 3, 8, features.has_alpha != 0, error);
  if (image == NULL)
    return NULL;
  if (features.has_alpha)
    {
      rgba = recto_scratch_new ((gsize) features.width * (gsize) features.height * 4, error);
      if (rgba == NULL)
        return NULL;
    }
  read_claims (data, size, image);
  recto_image_load_tell_started (options, image);
  if (!decode (data, size, image, rgba != NULL ? recto_scratch_get_data (rgba) : NULL, options, cancellable, error))
    return NULL;
  return g_steal_pointer (&image);
}

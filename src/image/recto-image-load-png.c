/* recto-image-load-png.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load-private.h"

#include <glib/gi18n.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

/* Deflate's best is 1032 : 1. A file whose picture needs more than it can hold must not cost the room for it. Counted by half, so
 * that a file that was cut may still be kept. */
#define MOST_BYTES_PER_BYTE (2 * 1032)

typedef struct
{
  const guint8 *data;
  gsize size;
  gsize at;
  gboolean ended;
  char *message;
} Reader;

static void
read_cb (png_structp png, png_bytep out, size_t n)
{
  Reader *reader = png_get_io_ptr (png);

  if (reader->size - reader->at < n)
    {
      reader->ended = TRUE;
      png_error (png, "the data end");
    }
  memcpy (out, reader->data + reader->at, n);
  reader->at += n;
}

static void
error_cb (png_structp png, png_const_charp message)
{
  Reader *reader = png_get_error_ptr (png);

  if (reader->message == NULL)
    reader->message = g_utf8_make_valid (message, -1);
  png_longjmp (png, 1);
}

static void
warning_cb (png_structp png, png_const_charp message)
{
}

static void
read_claims (png_structp png, png_infop info, RectoImage *image)
{
  png_uint_32 x, y;
  int unit, compression;
  png_charp name;
  png_bytep profile;
  png_uint_32 size;

  recto_image_set_format (image, RECTO_IMAGE_FORMAT_PNG);
  recto_image_set_decoder (image, "libpng " PNG_LIBPNG_VER_STRING);
  if (png_get_pHYs (png, info, &x, &y, &unit) != 0 && unit == PNG_RESOLUTION_METER && x > 0 && y > 0)
    recto_image_set_dpi (image, x * 0.0254, y * 0.0254);
  if (png_get_iCCP (png, info, &name, &compression, &profile, &size) != 0)
    {
      g_autofree char *description = recto_image_dup_icc_name (profile, size);
      g_autofree char *valid = g_utf8_make_valid (name, -1);
      g_autoptr (GBytes) copy = g_bytes_new (profile, size);

      recto_image_set_icc_name (image, description != NULL && !g_str_equal (description, "ICC")
                                           ? description
                                           : valid);
      recto_image_set_icc_profile (image, copy);
    }
  else if (png_get_valid (png, info, PNG_INFO_sRGB) != 0)
    recto_image_set_icc_name (image, "sRGB");
}

/* Every palette entry in use by the file's own table is grey. */
static gboolean
palette_is_grey (png_structp png, png_infop info)
{
  png_colorp palette;
  int n;

  if (png_get_PLTE (png, info, &palette, &n) == 0)
    return FALSE;
  for (int i = 0; i < n; i++)
    if (palette[i].red != palette[i].green || palette[i].green != palette[i].blue)
      return FALSE;
  return TRUE;
}

/* Splits a decoded row (grey or RGB, with or without alpha, 8 or 16 bit) into samples and alpha. */
static void
store_row (RectoImage *image, guint y, const guint8 *row, guint file_channels, gboolean alpha)
{
  guint width = recto_image_get_width (image);
  guint channels = recto_image_get_channels (image);
  guint step = file_channels + (alpha ? 1 : 0);
  guint8 *to = recto_image_get_data_mutable (image) + (gsize) y * recto_image_get_stride (image);

  if (recto_image_get_depth (image) == 8)
    {
      guint8 *plane = alpha ? recto_image_get_alpha_mutable (image) + (gsize) y * width : NULL;

      if (step == channels)
        {
          memcpy (to, row, (gsize) width * channels);
          return;
        }
      for (guint x = 0; x < width; x++)
        {
          for (guint c = 0; c < channels; c++)
            to[x * channels + c] = row[x * step + c];
          if (plane != NULL)
            plane[x] = row[x * step + file_channels];
        }
    }
  else
    {
      const guint16 *from = (const guint16 *) row;
      guint16 *samples = (guint16 *) to;
      guint16 *plane
          = alpha ? (guint16 *) recto_image_get_alpha_mutable (image) + (gsize) y * width : NULL;

      for (guint x = 0; x < width; x++)
        {
          for (guint c = 0; c < channels; c++)
            samples[x * channels + c] = from[x * step + c];
          if (plane != NULL)
            plane[x] = from[x * step + file_channels];
        }
    }
}

/* What stands behind the last row changes no pixel, but the checksums of the last rows are there, and a file
 * that is cut there is not as it was written. */
static void
read_tail (png_structp png, Reader *reader, RectoImage *image)
{
  if (setjmp (png_jmpbuf (png)))
    {
      g_autofree char *warning
          = g_strdup_printf (_("All rows are there, but the file is cut or damaged behind them (%s). Compare it "
                               "with the sender’s."),
                             reader->message != NULL ? reader->message : _("unknown"));

      recto_image_add_warning (image, warning);
      return;
    }
  png_read_end (png, NULL);
}

RectoImage *
recto_image_load_png (GBytes *bytes, const RectoImageLoadOptions *options,
                      GCancellable *cancellable, GError **error)
{
  Reader reader = { 0 };
  png_structp png = NULL;
  png_infop info = NULL;
  /* Changed between setjmp and longjmp. */
  RectoImage *volatile image = NULL;
  guint8 *volatile buffer = NULL;
  volatile guint rows_done = 0;
  volatile guint height = 0;
  volatile gboolean cancelled = FALSE;
  volatile gboolean known = FALSE;
  png_uint_32 width, rows;
  int depth, type, interlace;
  volatile int passes = 1;
  volatile guint file_channels = 0;
  volatile gboolean alpha = FALSE;
  volatile gboolean direct = FALSE; /* libpng's rows are laid out as the Image's */
  volatile gsize stride = 0;
  static const char texts[] = "tEXt\0zTXt\0iTXt\0sPLT";

  reader.data = g_bytes_get_data (bytes, &reader.size);
  png = png_create_read_struct (PNG_LIBPNG_VER_STRING, &reader, error_cb, warning_cb);
  info = png_create_info_struct (png);
  if (setjmp (png_jmpbuf (png)))
    goto failed;

  png_set_read_fn (png, &reader, read_cb);
  png_set_user_limits (png, G_MAXINT32, G_MAXINT32);
  /* No profile is near so large. Texts are not needed here, and a thousand small ones may each be inflated to a thousand times
   * their size: they are passed over unread. */
  png_set_chunk_malloc_max (png, 16 * 1024 * 1024);
  png_set_chunk_cache_max (png, 100);
  png_set_keep_unknown_chunks (png, PNG_HANDLE_CHUNK_NEVER, (png_const_bytep) texts,
                               (int) (sizeof texts / 5));
  /* Of a file that ends too early no more than one such piece is lost. */
  png_set_compression_buffer_size (png, reader.size < 1024 * 1024 ? 256 : 4096);
#ifdef PNG_BENIGN_ERRORS_SUPPORTED
  png_set_benign_errors (png, 1);
#endif
  png_read_info (png, info);
  png_get_IHDR (png, info, &width, &rows, &depth, &type, &interlace, NULL, NULL);
  if (!recto_image_check_limit (width, rows, options, error))
    {
      png_destroy_read_struct (&png, &info, NULL);
      g_free (reader.message);
      return NULL;
    }

  if ((guint64) png_get_rowbytes (png, info) * rows / MOST_BYTES_PER_BYTE > reader.size)
    {
      recto_image_set_truncated_error (error, 0, 1, FALSE);
      png_destroy_read_struct (&png, &info, NULL);
      g_free (reader.message);
      return NULL;
    }

  alpha = (type & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid (png, info, PNG_INFO_tRNS) != 0;
  file_channels = (type & PNG_COLOR_MASK_COLOR) != 0 ? 3 : 1;
  if (type == PNG_COLOR_TYPE_PALETTE)
    png_set_palette_to_rgb (png);
  else if (type == PNG_COLOR_TYPE_GRAY && depth < 8)
    png_set_expand_gray_1_2_4_to_8 (png);
  if (png_get_valid (png, info, PNG_INFO_tRNS) != 0)
    png_set_tRNS_to_alpha (png);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  if (depth == 16)
    png_set_swap (png);
#endif
  passes = png_set_interlace_handling (png);
  {
    gboolean grey = file_channels == 1 || (type == PNG_COLOR_TYPE_PALETTE && palette_is_grey (png, info));

    image = recto_image_new (width, rows, grey ? 1 : 3, depth == 16 ? 16 : 8, alpha, error);
  }
  if (image == NULL)
    {
      png_destroy_read_struct (&png, &info, NULL);
      g_free (reader.message);
      return NULL;
    }
  height = rows;
  read_claims (png, info, image);
  png_read_update_info (png, info);
  stride = png_get_rowbytes (png, info);
  known = TRUE;

  direct = !alpha && file_channels == recto_image_get_channels (image);
  if (!direct && passes == 1)
    buffer = g_malloc (stride);
  else if (!direct)
    {
      gsize total;

      buffer = g_size_checked_mul (&total, stride, rows) ? g_try_malloc0 (total) : NULL;
      if (buffer == NULL)
        {
          g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                               _("There is not enough memory for this interlaced picture. Close other "
                                 "programs, or ask for a smaller scan."));
          recto_image_unref (image);
          png_destroy_read_struct (&png, &info, NULL);
          g_free (reader.message);
          return NULL;
        }
    }
  recto_image_load_tell_started (options, image);
  for (int pass = 0; pass < passes; pass++)
    for (guint y = 0; y < rows; y++)
      {
        guint8 *to = direct        ? recto_image_get_data_mutable (image) + (gsize) y * stride
                     : passes == 1 ? buffer
                                   : buffer + (gsize) y * stride;

        if (y % RECTO_IMAGE_ROWS_AT_ONCE == 0)
          {
            if (g_cancellable_is_cancelled (cancellable))
              {
                cancelled = TRUE;
                goto failed;
              }
            if (pass == passes - 1 && (direct || passes == 1))
              recto_image_load_tell_final (options, y);
            recto_image_load_tell_progress (options, (guint) (((guint64) pass * rows + y) / passes), rows);
          }
        png_read_row (png, to, NULL);
        if (passes == 1 && !direct)
          store_row (image, y, to, file_channels, alpha);
        if (pass == passes - 1)
          rows_done = y + 1;
      }
  if (passes > 1 && !direct)
    for (guint y = 0; y < rows; y++)
      {
        if (y % RECTO_IMAGE_ROWS_AT_ONCE == 0)
          recto_image_load_tell_final (options, y);
        store_row (image, y, buffer + (gsize) y * stride, file_channels, alpha);
      }
  g_clear_pointer ((guint8 **) &buffer, g_free);
  read_tail (png, &reader, image);
  png_destroy_read_struct (&png, &info, NULL);
  g_free (reader.message);
  return image;

failed:
  if (known && reader.ended && !cancelled && options != NULL && options->accept_truncated)
    {
      g_autofree char *warning = recto_image_dup_truncated_warning (rows_done, height, passes > 1);

      if (passes > 1 && buffer != NULL)
        for (guint y = 0; y < height; y++)
          store_row (image, y, buffer + (gsize) y * stride, file_channels, alpha);
      recto_image_add_warning (image, warning);
      g_free (buffer);
      png_destroy_read_struct (&png, &info, NULL);
      g_free (reader.message);
      return image;
    }
  g_free (buffer);
  if (image != NULL)
    recto_image_unref (image);
  png_destroy_read_struct (&png, &info, NULL);
  if (cancelled)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Reading was cancelled."));
  else if (reader.ended)
    recto_image_set_truncated_error (error, rows_done, height, passes > 1 && known);
  else
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                 _("The PNG picture is damaged (%s). Ask the sender for it again."),
                 reader.message != NULL ? reader.message : _("unknown"));
  g_free (reader.message);
  return NULL;
}

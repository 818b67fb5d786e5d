/* recto-image-load-tiff-rows.c: strips and tiles become rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that ends too early is decoded twice side by side, with one made-up continuation and with another. What both
 * give alike came from the file; the first row that differs, or of which the decoder complains, is not there.
 */

#include "config.h"
#include "recto-image-load-tiff-private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  RectoTiff *tiff;
  RectoTiff *twin; /* with another continuation, or NULL */
  const RectoTiffLayout *layout;
  RectoImage *image;
  const RectoImageLoadOptions *options;
  GCancellable *cancellable;
  guint8 *buffer;
  guint8 *twin_buffer;
  gsize size; /* of a buffer */
} Decoder;

/* How a step went. */
typedef enum
{
  THERE,
  ENDED, /* the file does not hold it */
  FAILED,
} Step;

static gboolean
is_cancelled (Decoder *self, GError **error)
{
  if (!g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Reading was cancelled."));
  return TRUE;
}

static gboolean
take_buffers (Decoder *self, guint64 size, GError **error)
{
  self->size = (gsize) size;
  self->buffer = size > 0 && size <= G_MAXSSIZE ? g_try_malloc0 (self->size) : NULL;
  if (self->twin != NULL && self->buffer != NULL)
    self->twin_buffer = g_try_malloc0 (self->size);
  if (self->buffer != NULL && (self->twin == NULL || self->twin_buffer != NULL))
    return TRUE;
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
               _("There is not enough memory for a picture of %u × %u pixels. Close other "
                 "programs, or ask for a smaller scan."),
               self->layout->width, self->layout->height);
  return FALSE;
}

/* Of a whole file any failure is damage; of one that ends too early it is the end. */
static Step
judge (Decoder *self, gboolean done, gboolean twin_done, GError **error)
{
  if (self->twin != NULL)
    return done && twin_done && self->tiff->n_messages == 0 && self->twin->n_messages == 0
                   && memcmp (self->buffer, self->twin_buffer, self->size) == 0
               ? THERE
               : ENDED;
  if (done)
    return THERE;
  recto_tiff_set_error (self->tiff, error);
  return FAILED;
}

static Step
read_row (Decoder *self, guint32 y, guint16 sample, GError **error)
{
  gboolean done = TIFFReadScanline (self->tiff->tiff, self->buffer, y, sample) == 1;
  gboolean twin_done
      = self->twin == NULL || TIFFReadScanline (self->twin->tiff, self->twin_buffer, y, sample) == 1;

  return judge (self, done, twin_done, error);
}

static Step
read_tile (Decoder *self, guint32 x, guint32 y, guint16 sample, GError **error)
{
  TIFF *tiff = self->tiff->tiff;
  guint32 tile = TIFFComputeTile (tiff, x, y, 0, sample);
  gboolean done = TIFFReadEncodedTile (tiff, tile, self->buffer, (tmsize_t) self->size) == (tmsize_t) self->size;
  gboolean twin_done = self->twin == NULL
                       || TIFFReadEncodedTile (self->twin->tiff, tile, self->twin_buffer, (tmsize_t) self->size)
                              == (tmsize_t) self->size;

  return judge (self, done, twin_done, error);
}

/* The file's row is laid out as the Image's. */
static gboolean
is_plain (const RectoTiffLayout *layout)
{
  return layout->samples == layout->channels && layout->bits == layout->depth
         && (layout->photometric == PHOTOMETRIC_MINISBLACK || layout->photometric == PHOTOMETRIC_RGB
             || layout->photometric == PHOTOMETRIC_YCBCR);
}

static void
store (Decoder *self, guint x, guint y, guint n, const guint8 *row)
{
  const RectoTiffLayout *layout = self->layout;

  if (is_plain (layout))
    {
      gsize pixel = (gsize) layout->channels * (layout->depth / 8);

      memcpy (recto_image_get_data_mutable (self->image) + (gsize) y * recto_image_get_stride (self->image) + x * pixel,
              row, n * pixel);
      return;
    }
  for (guint s = 0; s < layout->samples; s++)
    recto_tiff_store (layout, self->image, x, y, n, row, s, layout->samples, s);
}

static Step
decode_strips (Decoder *self, guint *rows_done, GError **error)
{
  const RectoTiffLayout *layout = self->layout;

  for (guint y = 0; y < layout->height; y++)
    {
      Step step;

      if (y % RECTO_IMAGE_ROWS_AT_ONCE == 0)
        {
          if (is_cancelled (self, error))
            return FAILED;
          recto_image_load_tell_rows (self->options, y, layout->height);
        }
      step = read_row (self, y, 0, error);
      if (step != THERE)
        return step;
      store (self, 0, y, layout->width, self->buffer);
      *rows_done = y + 1;
    }
  return THERE;
}

static Step
decode_planes (Decoder *self, guint *rows_done, GError **error)
{
  const RectoTiffLayout *layout = self->layout;
  guint most = layout->height;

  for (guint s = 0; s < layout->samples; s++)
    for (guint y = 0; y < most; y++)
      {
        Step step;

        if (recto_tiff_layout_get_role (layout, s) == RECTO_TIFF_UNUSED)
          break;
        if (y % RECTO_IMAGE_ROWS_AT_ONCE == 0)
          {
            if (is_cancelled (self, error))
              return FAILED;
            recto_image_load_tell_progress (
                self->options, (guint) (((guint64) s * layout->height + y) / layout->samples), layout->height);
          }
        step = read_row (self, y, (guint16) s, error);
        if (step == FAILED)
          return FAILED;
        if (step == ENDED)
          {
            most = y;
            recto_tiff_forget_messages (self->tiff);
            recto_tiff_forget_messages (self->twin);
            break;
          }
        recto_tiff_store (layout, self->image, 0, y, layout->width, self->buffer, 0, 1, s);
      }
  *rows_done = most;
  return most == layout->height ? THERE : ENDED;
}

static Step
decode_tile (Decoder *self, guint32 x, guint32 y, GError **error)
{
  const RectoTiffLayout *layout = self->layout;
  guint32 n = MIN (layout->block_width, layout->width - x);
  guint32 rows = MIN (layout->block_height, layout->height - y);
  gsize stride = (gsize) TIFFTileRowSize (self->tiff->tiff);

  for (guint s = 0; s < (layout->separate ? layout->samples : 1); s++)
    {
      Step step;

      if (layout->separate && recto_tiff_layout_get_role (layout, s) == RECTO_TIFF_UNUSED)
        continue;
      step = read_tile (self, x, y, (guint16) s, error);
      if (step != THERE)
        return step;
      for (guint32 j = 0; j < rows; j++)
        if (layout->separate)
          recto_tiff_store (layout, self->image, x, y + j, n, self->buffer + j * stride, 0, 1, s);
        else
          store (self, x, y + j, n, self->buffer + j * stride);
    }
  return THERE;
}

static Step
decode_tiles (Decoder *self, guint *rows_done, GError **error)
{
  const RectoTiffLayout *layout = self->layout;

  /* In 64 bits, because a tile may end far behind the picture. */
  for (guint64 y = 0; y < layout->height; y += layout->block_height)
    {
      for (guint64 x = 0; x < layout->width; x += layout->block_width)
        {
          Step step;

          if (is_cancelled (self, error))
            return FAILED;
          step = decode_tile (self, (guint32) x, (guint32) y, error);
          if (step != THERE)
            return step;
        }
      *rows_done = (guint) MIN (y + layout->block_height, layout->height);
      recto_image_load_tell_rows (self->options, *rows_done, layout->height);
    }
  return THERE;
}

/* YCbCr that is not JPEG: libtiff's own conversion, strip by strip or tile by tile, lowest row first. */
static Step
decode_rgba (Decoder *self, guint *rows_done, GError **error)
{
  const RectoTiffLayout *layout = self->layout;
  TIFF *tiff = self->tiff->tiff;

  /* libtiff would turn each strip and tile as the tag says. The tag is a claim, which was read; rows stay as they are stored. */
  TIFFSetField (tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  for (guint64 y = 0; y < layout->height; y += layout->block_height)
    {
      guint rows = (guint) MIN (layout->block_height, layout->height - y);

      for (guint64 x = 0; x < layout->width; x += layout->block_width)
        {
          guint n = (guint) MIN (layout->block_width, layout->width - x);
          const guint32 *raster = (const guint32 *) (gconstpointer) self->buffer;
          gboolean done = layout->tiled
                              ? TIFFReadRGBATileExt (tiff, (guint32) x, (guint32) y, (guint32 *) (gpointer) self->buffer, 1)
                              : TIFFReadRGBAStripExt (tiff, (guint32) y, (guint32 *) (gpointer) self->buffer, 1);

          if (is_cancelled (self, error))
            return FAILED;
          if (!done)
            {
              recto_tiff_set_error (self->tiff, error);
              return FAILED;
            }
          for (guint j = 0; j < rows; j++)
            {
              gsize last = layout->tiled ? layout->block_height - 1 : rows - 1;
              const guint32 *from = raster + (last - j) * layout->block_width;
              guint8 *to = recto_image_get_data_mutable (self->image)
                           + (gsize) (y + j) * recto_image_get_stride (self->image) + x * 3;

              for (guint i = 0; i < n; i++)
                {
                  to[i * 3] = (guint8) TIFFGetR (from[i]);
                  to[i * 3 + 1] = (guint8) TIFFGetG (from[i]);
                  to[i * 3 + 2] = (guint8) TIFFGetB (from[i]);
                }
            }
        }
      *rows_done = (guint) y + rows;
      recto_image_load_tell_rows (self->options, *rows_done, layout->height);
    }
  return THERE;
}

gboolean
recto_tiff_decode (RectoTiff *self, RectoTiff *twin, const RectoTiffLayout *layout, RectoImage *image,
                   const RectoImageLoadOptions *options, GCancellable *cancellable, guint *rows_done,
                   GError **error)
{
  Decoder decoder = { self, twin, layout, image, options, cancellable, NULL, NULL, 0 };
  guint64 size = layout->through_rgba ? (guint64) layout->block_width * layout->block_height * 4
                 : layout->tiled      ? TIFFTileSize64 (self->tiff)
                                      : TIFFScanlineSize64 (self->tiff);
  Step step = FAILED;

  *rows_done = 0;
  if (take_buffers (&decoder, size, error))
    step = layout->through_rgba ? decode_rgba (&decoder, rows_done, error)
           : layout->tiled      ? decode_tiles (&decoder, rows_done, error)
           : layout->separate   ? decode_planes (&decoder, rows_done, error)
                                : decode_strips (&decoder, rows_done, error);
  g_free (decoder.buffer);
  g_free (decoder.twin_buffer);
  return step != FAILED;
}

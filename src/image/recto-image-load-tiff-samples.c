/* recto-image-load-tiff-samples.c: from the file's samples to the Image's
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples of fewer than 8 bits become v × 255 / (2^bits - 1), which is a whole number. White as zero is inverted, so that 0 is
 * black. CMYK becomes R = (M - C)(M - K) / M, rounded, with M the largest value, plane after plane. Alpha stays apart, and samples that
 * were multiplied by it stay as they are stored.
 */

#include "config.h"
#include "recto-image-load-tiff-private.h"

/* One value of the file, in its own range. */
static inline guint
value_at (const guint8 *from, guint bits, gsize index)
{
  if (bits == 8)
    return from[index];
  if (bits == 16)
    return ((const guint16 *) (gconstpointer) from)[index];
  return (from[index * bits / 8] >> (8 - bits - index * bits % 8)) & ((1u << bits) - 1);
}

static void
store_8 (const RectoTiffLayout *layout, guint8 *to, gsize to_step, guint n, const guint8 *from, gsize first,
         gsize step, RectoTiffRole role)
{
  guint bits = layout->bits;
  guint scale = 255 / ((1u << bits) - 1);
  guint flip = role == RECTO_TIFF_INK || (role == RECTO_TIFF_GREY && layout->photometric == PHOTOMETRIC_MINISWHITE)
                   ? 255
                   : 0;

  if (bits == 8)
    for (guint i = 0; i < n; i++)
      to[i * to_step] = (guint8) (from[first + i * step] ^ flip);
  else
    for (guint i = 0; i < n; i++)
      to[i * to_step] = (guint8) ((value_at (from, bits, first + i * step) * scale) ^ flip);
}

static void
store_16 (const RectoTiffLayout *layout, guint16 *to, gsize to_step, guint n, const guint16 *from, gsize first,
          gsize step, RectoTiffRole role)
{
  guint flip = role == RECTO_TIFF_INK || (role == RECTO_TIFF_GREY && layout->photometric == PHOTOMETRIC_MINISWHITE)
                   ? 65535
                   : 0;

  for (guint i = 0; i < n; i++)
    to[i * to_step] = (guint16) (from[first + i * step] ^ flip);
}

static void
look_up (const RectoTiffLayout *layout, guint8 *to, guint n, const guint8 *from, gsize first, gsize step)
{
  for (guint i = 0; i < n; i++)
    {
      const guint8 *entry = &layout->palette[value_at (from, layout->bits, first + i * step) * 3];

      for (guint c = 0; c < layout->channels; c++)
        to[i * layout->channels + c] = entry[c];
    }
}

static void
darken (guint8 *to, guint depth, guint n, const guint8 *from, gsize first, gsize step)
{
  guint16 *deep = (guint16 *) (gpointer) to;

  for (guint i = 0; i < n; i++)
    for (guint c = 0; c < 3; c++)
      {
        guint value = value_at (from, depth, first + i * step);

        if (depth == 8)
          to[i * 3 + c] = (guint8) ((to[i * 3 + c] * (255 - value) + 127) / 255);
        else
          deep[i * 3 + c] = (guint16) (((guint64) deep[i * 3 + c] * (65535 - value) + 32767) / 65535);
      }
}

void
recto_tiff_store (const RectoTiffLayout *layout, RectoImage *image, guint x, guint y, guint n, const guint8 *from,
                  gsize first, gsize step, guint sample)
{
  RectoTiffRole role = recto_tiff_layout_get_role (layout, sample);
  gsize bytes = layout->depth / 8;
  gsize to_step = role == RECTO_TIFF_ALPHA ? 1 : layout->channels;
  guint8 *to;

  if (role == RECTO_TIFF_UNUSED)
    return;
  if (role == RECTO_TIFF_ALPHA)
    to = recto_image_get_alpha_mutable (image) + ((gsize) y * layout->width + x) * bytes;
  else
    to = recto_image_get_data_mutable (image) + (gsize) y * recto_image_get_stride (image)
         + (gsize) x * layout->channels * bytes;
  if (role == RECTO_TIFF_INDEX)
    look_up (layout, to, n, from, first, step);
  else if (role == RECTO_TIFF_BLACK)
    darken (to, layout->depth, n, from, first, step);
  else
    {
      if (role == RECTO_TIFF_COLOUR || role == RECTO_TIFF_INK)
        to += sample * bytes;
      if (layout->depth == 8)
        store_8 (layout, to, to_step, n, from, first, step, role);
      else
        store_16 (layout, (guint16 *) (gpointer) to, to_step, n, (const guint16 *) (gconstpointer) from, first, step,
                  role);
    }
}

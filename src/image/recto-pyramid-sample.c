/* recto-pyramid-sample.c: from a pyramid to output pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three kernels: nearest (at and above 100 %), exact box mean (pure scale and shift with quarter turns
 * and mirror, below 100 %; recto-pyramid-box.c) and bilinear on a level (other transforms, below 100 %). Positions are
 * computed from the absolute output index in IEEE doubles, weights are integers, so the bytes do not depend on tiles
 * or threads.
 */

#include "config.h"
#include "recto-pyramid-private.h"

#include <math.h>
#include <string.h>

static RectoPyramidSource
source_of (RectoImage *image)
{
  return (RectoPyramidSource) { recto_image_get_data (image),          recto_image_get_stride (image),
                    (int) recto_image_get_width (image),   (int) recto_image_get_height (image),
                    recto_image_get_channels (image),      recto_image_get_depth (image) };
}

/* to_source is a scale and shift of each axis, perhaps with the axes exchanged. */
static gboolean
is_axis_aligned (const RectoMatrix3 *m, gboolean *swapped)
{
  if (m->m[6] != 0 || m->m[7] != 0 || m->m[8] == 0)
    return FALSE;
  if (m->m[1] == 0 && m->m[3] == 0)
    {
      *swapped = FALSE;
      return TRUE;
    }
  if (m->m[0] == 0 && m->m[4] == 0)
    {
      *swapped = TRUE;
      return TRUE;
    }
  return FALSE;
}

/* Nearest stored index, floor (position + 0.5), where that is inside, and -1 outside. Ties go to the higher index. */
static inline int
nearest (double position, int size)
{
  double index = position + 0.5;

  return index >= 0 && index < size ? (int) index : -1;
}

static gboolean
sample_nearest_aligned (const RectoPyramidSource *s, const RectoMatrix3 *m, gboolean swapped,
                        const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  gsize bytes = s->channels * (s->depth / 8);
  g_autofree int *along = g_new (int, region->width);
  double scale = swapped ? m->m[3] : m->m[0];
  double shift = swapped ? m->m[5] : m->m[2];
  gboolean any = FALSE;

  for (int i = 0; i < region->width; i++)
    along[i] = nearest ((scale * (region->x + i) + shift) / m->m[8], swapped ? s->height : s->width);

  for (int j = 0; j < region->height; j++)
    {
      guint8 *row = out + (gsize) j * out_stride;
      guint8 *cover = coverage != NULL ? coverage + (gsize) j * region->width : NULL;
      double across = swapped ? m->m[1] * (region->y + j) + m->m[2]
                              : m->m[4] * (region->y + j) + m->m[5];
      int fixed = nearest (across / m->m[8], swapped ? s->width : s->height);

      if (fixed < 0)
        {
          memset (row, 0, (gsize) region->width * bytes);
          if (cover != NULL)
            memset (cover, 0, region->width);
          continue;
        }
      for (int i = 0; i < region->width; i++)
        {
          int moving = along[i];
          const guint8 *from;

          if (cover != NULL)
            cover[i] = moving < 0 ? 0 : 255;
          if (moving < 0)
            {
              memset (row + i * bytes, 0, bytes);
              continue;
            }
          any = TRUE;
          from = swapped ? s->data + (gsize) moving * s->stride + (gsize) fixed * bytes
                         : s->data + (gsize) fixed * s->stride + (gsize) moving * bytes;
          if (bytes == 3)
            {
              row[i * 3] = from[0];
              row[i * 3 + 1] = from[1];
              row[i * 3 + 2] = from[2];
            }
          else if (bytes == 1)
            row[i] = from[0];
          else
            memcpy (row + i * bytes, from, bytes);
        }
    }
  return any;
}

/* One row of output: what recto_matrix3_map does along it, with the row's own terms computed once. */
typedef struct
{
  const double *m;
  double x;
  double y;
  double w;
} Row;

static inline Row
row_of (const RectoMatrix3 *m, int y)
{
  return (Row) { m->m, m->m[1] * y, m->m[4] * y, m->m[7] * y };
}

static inline __attribute__ ((always_inline)) RectoPoint
map_along (const Row *row, int at, gboolean divides)
{
  const double *m = row->m;
  RectoPoint p = { m[0] * at + row->x + m[2], m[3] * at + row->y + m[5] };

  if (divides)
    {
      double w = m[6] * at + row->w + m[8];

      p.x /= w;
      p.y /= w;
    }
  return p;
}

/* An affine transform with a unit corner needs no division, and dividing by 1 changes nothing. */
static gboolean
divides (const RectoMatrix3 *m)
{
  return m->m[6] != 0 || m->m[7] != 0 || m->m[8] != 1;
}

static inline __attribute__ ((always_inline)) gboolean
nearest_row (const RectoPyramidSource *s, const Row *map, gboolean by_division, int x0, int width,
             gsize bytes, guint8 *row, guint8 *cover)
{
  gboolean any = FALSE;

  for (int i = 0; i < width; i++, row += bytes)
    {
      RectoPoint p = map_along (map, x0 + i, by_division);
      int x = nearest (p.x, s->width);
      int y = nearest (p.y, s->height);
      gboolean inside = (x | y) >= 0;

      if (cover != NULL)
        cover[i] = inside ? 255 : 0;
      if (inside)
        memcpy (row, s->data + (gsize) y * s->stride + (gsize) x * bytes, bytes);
      else
        memset (row, 0, bytes);
      any |= inside;
    }
  return any;
}

static gboolean
sample_nearest (const RectoPyramidSource *s, const RectoMatrix3 *m, const RectoRect *region,
                guint8 *out, gsize out_stride, guint8 *coverage)
{
  gsize bytes = s->channels * (s->depth / 8);
  gboolean by_division = divides (m);
  gboolean any = FALSE;

  for (int j = 0; j < region->height; j++)
    {
      Row map = row_of (m, region->y + j);
      guint8 *row = out + (gsize) j * out_stride;
      guint8 *cover = coverage != NULL ? coverage + (gsize) j * region->width : NULL;

      if (bytes == 3 && !by_division)
        any |= nearest_row (s, &map, FALSE, region->x, region->width, 3, row, cover);
      else if (bytes == 1 && !by_division)
        any |= nearest_row (s, &map, FALSE, region->x, region->width, 1, row, cover);
      else if (bytes == 3)
        any |= nearest_row (s, &map, TRUE, region->x, region->width, 3, row, cover);
      else
        any |= nearest_row (s, &map, by_division, region->x, region->width, bytes, row, cover);
    }
  return any;
}

/* A position on a level in 1/256 of a sample, kept inside. */
static inline int
level_position (double position, double scale, int size)
{
  double at = ((position + 0.5) * scale - 0.5) * 256 + 0.5;
  double most = (double) (size - 1) * 256;

  return at <= 0 ? 0 : at >= most ? (int) most : (int) at;
}

#define BLEND(Sample, Wide)                                                                         \
  G_STMT_START                                                                                      \
  {                                                                                                 \
    const Sample *a = (const Sample *) (s->data + (gsize) y0 * s->stride);                          \
    const Sample *b = (const Sample *) (s->data + (gsize) y1 * s->stride);                          \
                                                                                                    \
    for (guint c = 0; c < channels; c++)                                                            \
      {                                                                                             \
        Wide top = (Wide) a[x0 * channels + c] * (256 - wx) + (Wide) a[x1 * channels + c] * wx;     \
        Wide low = (Wide) b[x0 * channels + c] * (256 - wx) + (Wide) b[x1 * channels + c] * wx;     \
                                                                                                    \
        ((Sample *) to)[c] = (Sample) ((top * (256 - wy) + low * wy + 32768) >> 16);                \
      }                                                                                             \
  }                                                                                                 \
  G_STMT_END

static inline __attribute__ ((always_inline)) gboolean
linear_row (const RectoPyramidSource *s, const RectoPyramidSource *full, double scale, const Row *map,
            gboolean by_division, int first, int width, guint channels, guint depth, guint8 *row,
            guint8 *cover)
{
  gsize bytes = channels * (depth / 8);
  gboolean any = FALSE;

  for (int i = 0; i < width; i++)
    {
      RectoPoint p = map_along (map, first + i, by_division);
      gboolean inside = (nearest (p.x, full->width) | nearest (p.y, full->height)) >= 0;
      guint8 *to = row + i * bytes;
      int fx, fy;
      gsize x0, y0, x1, y1;
      guint32 wx, wy;

      if (cover != NULL)
        cover[i] = inside ? 255 : 0;
      if (!inside)
        {
          memset (to, 0, bytes);
          continue;
        }
      any = TRUE;
      fx = level_position (p.x, scale, s->width);
      fy = level_position (p.y, scale, s->height);
      x0 = (gsize) fx >> 8;
      y0 = (gsize) fy >> 8;
      wx = (guint32) fx & 255;
      wy = (guint32) fy & 255;
      x1 = MIN (x0 + 1, (gsize) s->width - 1);
      y1 = MIN (y0 + 1, (gsize) s->height - 1);
      if (depth == 8)
        BLEND (guint8, guint32);
      else
        BLEND (guint16, guint64);
    }
  return any;
}

/* Bilinear with 8-bit weights on a level whose coordinates are level-0 ones times scale. */
static gboolean
sample_linear (const RectoPyramidSource *s, const RectoMatrix3 *m, const RectoPyramidSource *full,
               double scale, const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  gboolean by_division = divides (m);
  gboolean any = FALSE;

  for (int j = 0; j < region->height; j++)
    {
      Row map = row_of (m, region->y + j);
      guint8 *row = out + (gsize) j * out_stride;
      guint8 *cover = coverage != NULL ? coverage + (gsize) j * region->width : NULL;

      if (s->depth == 8 && s->channels == 3 && !by_division)
        any |= linear_row (s, full, scale, &map, FALSE, region->x, region->width, 3, 8, row, cover);
      else if (s->depth == 8 && s->channels == 3)
        any |= linear_row (s, full, scale, &map, TRUE, region->x, region->width, 3, 8, row, cover);
      else if (s->depth == 8)
        any |= linear_row (s, full, scale, &map, by_division, region->x, region->width, 1, 8, row,
                           cover);
      else
        any |= linear_row (s, full, scale, &map, by_division, region->x, region->width, s->channels,
                           16, row, cover);
    }
  return any;
}

gboolean
recto_pyramid_sample (const RectoPyramid *self, const RectoMatrix3 *to_source,
                      const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  RectoPyramidSource full = source_of (recto_pyramid_get_level (self, 0));
  double reduction = recto_matrix3_scale_at (to_source, (RectoPoint) { 0, 0 });
  gboolean swapped = FALSE;
  gboolean aligned = is_axis_aligned (to_source, &swapped);
  guint level = 0;
  RectoPyramidSource source;
  double scale = 1;

  if (!(reduction > 1 + 1e-9))
    return aligned ? sample_nearest_aligned (&full, to_source, swapped, region, out, out_stride,
                                             coverage)
                   : sample_nearest (&full, to_source, region, out, out_stride, coverage);

  /* A box mean leaves a reduction of at least 2 to itself; bilinear takes the level next finer. */
  while (level + 1 < recto_pyramid_get_n_levels (self)
         && reduction * scale / 2 >= (aligned ? 2 : 1) - 1e-9)
    {
      level++;
      scale /= 2;
    }
  source = source_of (recto_pyramid_get_level (self, level));
  return aligned ? recto_pyramid_sample_box (&source, to_source, swapped, scale, region, out, out_stride, coverage)
                 : sample_linear (&source, to_source, &full, scale, region, out, out_stride,
                                  coverage);
}

RectoImage *
recto_pyramid_dup_scaled (const RectoPyramid *self, guint width, guint height, GError **error)
{
  RectoImage *full = recto_pyramid_get_level (self, 0);
  double w = recto_image_get_width (full);
  double h = recto_image_get_height (full);
  double zoom = MIN (width / w, height / h);
  RectoImage *scaled;
  RectoMatrix3 to_source;
  RectoPyramidSource source;
  guint out_width, out_height;
  double x, y;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  if (zoom >= 1)
    return recto_image_ref (full);
  out_width = (guint) MAX (1, floor (w * zoom + 0.5));
  out_height = (guint) MAX (1, floor (h * zoom + 0.5));
  scaled = recto_image_new (out_width, out_height, recto_image_get_channels (full),
                            recto_image_get_depth (full), FALSE, error);
  if (scaled == NULL)
    return NULL;
  x = w / out_width;
  y = h / out_height;
  to_source = (RectoMatrix3) { { x, 0, x / 2 - 0.5, 0, y, y / 2 - 0.5, 0, 0, 1 } };
  /* From level 0: a picture that is kept is the exact mean, at any reduction. */
  source = source_of (full);
  recto_pyramid_sample_box (&source, &to_source, FALSE, 1, &(RectoRect) { 0, 0, (int) out_width, (int) out_height },
              recto_image_get_data_mutable (scaled), recto_image_get_stride (scaled), NULL);
  if (recto_image_get_dpi (full, &x, &y))
    recto_image_set_dpi (scaled, x * out_width / w, y * out_height / h);
  return scaled;
}

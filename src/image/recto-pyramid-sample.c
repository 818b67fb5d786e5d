/* recto-pyramid-sample.c: from a pyramid to output pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three kernels: nearest (at and above 100 %), exact box mean (pure scale and shift with quarter turns
 * and mirror, below 100 %) and bilinear on a level (other transforms, below 100 %). Positions are computed from the
 * absolute output index in IEEE doubles, weights are integers, so the bytes do not depend on tiles or threads.
 */

#include "config.h"
#include "recto-pyramid-private.h"

#include <math.h>
#include <string.h>

#define UNIT 65536 /* fixed point of box weights */

typedef struct
{
  const guint8 *data;
  gsize stride;
  int width;
  int height;
  guint channels;
  guint depth;
} Source;

static Source
source_of (RectoImage *image)
{
  return (Source) { recto_image_get_data (image),          recto_image_get_stride (image),
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

/* Nearest stored index; -1 outside. Ties go to the higher index. */
static inline int
nearest (double position, int size)
{
  double index = floor (position + 0.5);

  return index >= 0 && index < size ? (int) index : -1;
}

static inline void
put_pixel (const Source *s, int x, int y, guint8 *out)
{
  gsize bytes = s->channels * (s->depth / 8);

  memcpy (out, s->data + (gsize) y * s->stride + (gsize) x * bytes, bytes);
}

static gboolean
sample_nearest_aligned (const Source *s, const RectoMatrix3 *m, gboolean swapped,
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

static gboolean
sample_nearest (const Source *s, const RectoMatrix3 *m, const RectoRect *region, guint8 *out,
                gsize out_stride, guint8 *coverage)
{
  gsize bytes = s->channels * (s->depth / 8);
  gboolean any = FALSE;

  for (int j = 0; j < region->height; j++)
    {
      guint8 *row = out + (gsize) j * out_stride;
      guint8 *cover = coverage != NULL ? coverage + (gsize) j * region->width : NULL;

      for (int i = 0; i < region->width; i++)
        {
          RectoPoint p = recto_matrix3_map (m, (RectoPoint) { region->x + i, region->y + j });
          int x = nearest (p.x, s->width);
          int y = nearest (p.y, s->height);
          gboolean inside = x >= 0 && y >= 0;

          if (cover != NULL)
            cover[i] = inside ? 255 : 0;
          if (inside)
            put_pixel (s, x, y, row + i * bytes);
          else
            memset (row + i * bytes, 0, bytes);
          any |= inside;
        }
    }
  return any;
}

/* Bilinear with 8-bit weights on a level whose coordinates are level-0 ones times scale. */
static gboolean
sample_linear (const Source *s, const RectoMatrix3 *m, const Source *full, double scale,
               const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  gsize bytes = s->channels * (s->depth / 8);
  gboolean any = FALSE;

  for (int j = 0; j < region->height; j++)
    {
      guint8 *row = out + (gsize) j * out_stride;
      guint8 *cover = coverage != NULL ? coverage + (gsize) j * region->width : NULL;

      for (int i = 0; i < region->width; i++)
        {
          RectoPoint p = recto_matrix3_map (m, (RectoPoint) { region->x + i, region->y + j });
          gboolean inside = nearest (p.x, full->width) >= 0 && nearest (p.y, full->height) >= 0;
          guint8 *to = row + i * bytes;
          gint64 fx, fy;
          int x0, y0, x1, y1;
          guint32 wx, wy;

          if (cover != NULL)
            cover[i] = inside ? 255 : 0;
          if (!inside)
            {
              memset (to, 0, bytes);
              continue;
            }
          any = TRUE;
          fx = (gint64) floor (((p.x + 0.5) * scale - 0.5) * 256 + 0.5);
          fy = (gint64) floor (((p.y + 0.5) * scale - 0.5) * 256 + 0.5);
          fx = CLAMP (fx, 0, (gint64) (s->width - 1) * 256);
          fy = CLAMP (fy, 0, (gint64) (s->height - 1) * 256);
          x0 = (int) (fx >> 8);
          y0 = (int) (fy >> 8);
          wx = (guint32) (fx & 255);
          wy = (guint32) (fy & 255);
          x1 = MIN (x0 + 1, s->width - 1);
          y1 = MIN (y0 + 1, s->height - 1);
          if (s->depth == 8)
            {
              const guint8 *a = s->data + (gsize) y0 * s->stride;
              const guint8 *b = s->data + (gsize) y1 * s->stride;

              for (guint c = 0; c < s->channels; c++)
                {
                  guint32 top = a[x0 * s->channels + c] * (256 - wx) + a[x1 * s->channels + c] * wx;
                  guint32 low = b[x0 * s->channels + c] * (256 - wx) + b[x1 * s->channels + c] * wx;

                  to[c] = (guint8) ((top * (256 - wy) + low * wy + 32768) >> 16);
                }
            }
          else
            {
              const guint16 *a = (const guint16 *) (s->data + (gsize) y0 * s->stride);
              const guint16 *b = (const guint16 *) (s->data + (gsize) y1 * s->stride);

              for (guint c = 0; c < s->channels; c++)
                {
                  guint64 top = (guint64) a[x0 * s->channels + c] * (256 - wx)
                                + (guint64) a[x1 * s->channels + c] * wx;
                  guint64 low = (guint64) b[x0 * s->channels + c] * (256 - wx)
                                + (guint64) b[x1 * s->channels + c] * wx;

                  ((guint16 *) to)[c] = (guint16) ((top * (256 - wy) + low * wy + 32768) >> 16);
                }
            }
        }
    }
  return any;
}

/* The source samples that one output pixel covers along an axis, with integer weights. */
typedef struct
{
  int first;
  int last; /* < first: nothing */
  guint32 first_weight;
  guint32 last_weight;
  guint64 sum;
} Span;

static Span
span_of (double from, double to, int size)
{
  double low = MIN (from, to);
  double high = MAX (from, to);
  gint64 a, b;
  Span span = { 0, -1, 0, 0, 0 };

  low = CLAMP (low, 0, size);
  high = CLAMP (high, 0, size);
  a = (gint64) floor (low * UNIT + 0.5);
  b = (gint64) floor (high * UNIT + 0.5);
  if (b <= a)
    return span;
  span.first = (int) (a / UNIT);
  span.last = (int) ((b - 1) / UNIT);
  if (span.first == span.last)
    span.first_weight = span.last_weight = (guint32) (b - a);
  else
    {
      span.first_weight = (guint32) ((gint64) (span.first + 1) * UNIT - a);
      span.last_weight = (guint32) (b - (gint64) span.last * UNIT);
    }
  span.sum = (guint64) (b - a);
  return span;
}

static inline guint32
weight_at (const Span *span, int index)
{
  if (index == span->first)
    return span->first_weight;
  return index == span->last ? span->last_weight : UNIT;
}

/* Exact mean over the footprint. The vertical pass sums rows into columns with 16-bit-fraction weights reduced to 8 bits, so that
 * sums stay inside 64 bits; both passes are integer. */
static gboolean
sample_box (const Source *s, const RectoMatrix3 *m, gboolean swapped, double scale,
            const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  gsize bytes = s->channels * (s->depth / 8);
  g_autofree Span *along = g_new (Span, region->width);
  g_autofree guint64 *columns = NULL;
  double step_x = (swapped ? m->m[3] : m->m[0]) / m->m[8];
  double shift_x = (swapped ? m->m[5] : m->m[2]) / m->m[8];
  double step_y = (swapped ? m->m[1] : m->m[4]) / m->m[8];
  double shift_y = (swapped ? m->m[2] : m->m[5]) / m->m[8];
  int size_x = swapped ? s->height : s->width;
  int size_y = swapped ? s->width : s->height;
  int lowest = G_MAXINT, highest = -1;
  gboolean any = FALSE;

  for (int i = 0; i < region->width; i++)
    {
      double u = region->x + i;

      along[i] = span_of ((step_x * (u - 0.5) + shift_x + 0.5) * scale,
                          (step_x * (u + 0.5) + shift_x + 0.5) * scale, size_x);
      if (along[i].last >= along[i].first)
        {
          lowest = MIN (lowest, along[i].first);
          highest = MAX (highest, along[i].last);
        }
    }
  if (highest >= lowest)
    columns = g_new (guint64, (gsize) (highest - lowest + 1) * s->channels);

  for (int j = 0; j < region->height; j++)
    {
      double v = region->y + j;
      guint8 *row = out + (gsize) j * out_stride;
      guint8 *cover = coverage != NULL ? coverage + (gsize) j * region->width : NULL;
      Span across = span_of ((step_y * (v - 0.5) + shift_y + 0.5) * scale,
                             (step_y * (v + 0.5) + shift_y + 0.5) * scale, size_y);

      if (across.last < across.first || columns == NULL)
        {
          memset (row, 0, (gsize) region->width * bytes);
          if (cover != NULL)
            memset (cover, 0, region->width);
          continue;
        }
      memset (columns, 0, (gsize) (highest - lowest + 1) * s->channels * sizeof (guint64));
      for (int k = across.first; k <= across.last; k++)
        {
          guint64 weight = weight_at (&across, k);
          gsize n = (gsize) (highest - lowest + 1) * s->channels;

          if (!swapped && s->depth == 8)
            {
              const guint8 *from = s->data + (gsize) k * s->stride + (gsize) lowest * s->channels;

              for (gsize i = 0; i < n; i++)
                columns[i] += weight * from[i];
            }
          else if (!swapped)
            {
              const guint16 *from
                  = (const guint16 *) (s->data + (gsize) k * s->stride) + (gsize) lowest * s->channels;

              for (gsize i = 0; i < n; i++)
                columns[i] += weight * from[i];
            }
          else
            for (int line = lowest; line <= highest; line++)
              for (guint c = 0; c < s->channels; c++)
                {
                  const guint8 *from = s->data + (gsize) line * s->stride;
                  guint32 sample = s->depth == 8
                                       ? from[(gsize) k * s->channels + c]
                                       : ((const guint16 *) from)[(gsize) k * s->channels + c];

                  columns[(gsize) (line - lowest) * s->channels + c] += weight * sample;
                }
        }
      for (int i = 0; i < region->width; i++)
        {
          const Span *span = &along[i];

          if (cover != NULL)
            cover[i] = span->last < span->first ? 0 : 255;
          if (span->last < span->first)
            {
              memset (row + i * bytes, 0, bytes);
              continue;
            }
          any = TRUE;
          for (guint c = 0; c < s->channels; c++)
            {
              guint64 total = 0;
              guint64 area = (across.sum * span->sum) >> 16;
              guint64 value;

              for (int k = span->first; k <= span->last; k++)
                total += (columns[(gsize) (k - lowest) * s->channels + c] * weight_at (span, k)) >> 16;
              area = MAX (area, 1);
              value = (total + area / 2) / area;
              if (s->depth == 8)
                row[i * s->channels + c] = (guint8) MIN (value, 255);
              else
                ((guint16 *) row)[i * s->channels + c] = (guint16) MIN (value, 65535);
            }
        }
    }
  return any;
}

gboolean
recto_pyramid_sample (const RectoPyramid *self, const RectoMatrix3 *to_source,
                      const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  Source full = source_of (recto_pyramid_get_level (self, 0));
  double reduction = recto_matrix3_scale_at (to_source, (RectoPoint) { 0, 0 });
  gboolean swapped = FALSE;
  gboolean aligned = is_axis_aligned (to_source, &swapped);
  guint level = 0;
  Source source;
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
  return aligned ? sample_box (&source, to_source, swapped, scale, region, out, out_stride, coverage)
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
  Source source;
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
  sample_box (&source, &to_source, FALSE, 1, &(RectoRect) { 0, 0, (int) out_width, (int) out_height },
              recto_image_get_data_mutable (scaled), recto_image_get_stride (scaled), NULL);
  if (recto_image_get_dpi (full, &x, &y))
    recto_image_set_dpi (scaled, x * out_width / w, y * out_height / h);
  return scaled;
}

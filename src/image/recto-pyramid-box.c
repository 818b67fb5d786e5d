/* recto-pyramid-box.c: the exact area average
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Footprints are cut to 1/65536 of a sample and everything after that is integer arithmetic: rows are summed into
 * columns, columns into pixels, and one division rounds half up. A quarter turn is averaged unturned and then
 * turned, so that it shows the same pixels.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-pyramid-average.h"
#include "recto-pyramid-private.h"

#include <string.h>

#define UNIT 65536 /* fixed point of footprints */

/* Rows that fit into the narrow sums: 255 × 65536 × 256 < 2³² and 255 × 256 < 2¹⁶. */
#define NARROW_ROWS 256

typedef RectoSpan Span;

static Span
span_of (double from, double to, int size)
{
  double low = MIN (from, to);
  double high = MAX (from, to);
  gint64 a, b;
  Span span = { 0, -1, 0, 0, 0 };

  if (!(low < size && high > 0))
    return span;
  low = MAX (low, 0);
  high = MIN (high, size);
  /* Not negative, so that cutting is floor(). */
  a = (gint64) (low * UNIT + 0.5);
  b = (gint64) (high * UNIT + 0.5);
  if (b <= a)
    return span;
  span.first = (int) (a / UNIT);
  span.last = (int) ((b - 1) / UNIT);
  if (span.first == span.last)
    span.first_weight = (guint32) (b - a);
  else
    {
      span.first_weight = (guint32) ((gint64) (span.first + 1) * UNIT - a);
      span.last_weight = (guint32) (b - (gint64) span.last * UNIT);
    }
  span.sum = (guint64) (b - a);
  return span;
}

/* Weighted sum of a footprint's rows, 8 bit, at most NARROW_ROWS of them. inner is room for n sums. */
RECTO_LOOP void
sum_rows_narrow_body (const guint8 *rows, gsize stride, const Span *across, gsize n, guint16 *restrict inner,
                      guint32 *restrict columns)
{
  const guint8 *first = rows;
  const guint8 *last = rows + (gsize) (across->last - across->first) * stride;
  guint32 first_weight = across->first_weight;
  guint32 last_weight = across->last_weight;

  if (across->last - across->first < 2)
    {
      for (gsize i = 0; i < n; i++)
        columns[i] = first_weight * first[i] + last_weight * last[i];
      return;
    }
  /* The usual heights in one pass. */
  if (across->last - across->first <= 4)
    {
      const guint8 *a = rows + stride;
      const guint8 *b = a + stride;
      const guint8 *c = b + stride;

      if (across->last - across->first == 2)
        for (gsize i = 0; i < n; i++)
          columns[i] = first_weight * first[i] + last_weight * last[i] + ((guint32) a[i] << 16);
      else if (across->last - across->first == 3)
        for (gsize i = 0; i < n; i++)
          columns[i] = first_weight * first[i] + last_weight * last[i] + ((guint32) (a[i] + b[i]) << 16);
      else
        for (gsize i = 0; i < n; i++)
          columns[i] = first_weight * first[i] + last_weight * last[i] + ((guint32) (a[i] + b[i] + c[i]) << 16);
      return;
    }
  for (gsize i = 0; i < n; i++)
    inner[i] = rows[stride + i];
  for (int k = across->first + 2; k < across->last; k++)
    {
      const guint8 *row = rows + (gsize) (k - across->first) * stride;

      for (gsize i = 0; i < n; i++)
        inner[i] = (guint16) (inner[i] + row[i]);
    }
  for (gsize i = 0; i < n; i++)
    columns[i] = first_weight * first[i] + last_weight * last[i] + ((guint32) inner[i] << 16);
}

RECTO_DEFINE_FORMS (sum_rows_narrow,
                    (const guint8 *rows, gsize stride, const Span *across, gsize n, guint16 *inner,
                     guint32 *columns),
                    (rows, stride, across, n, inner, columns))

/* The same for many rows, and for 16 bit. */
#define DEFINE_SUM_ROWS(Sample)                                                                     \
  RECTO_LOOP void sum_rows_##Sample##_body (const guint8 *rows, gsize stride, const Span *across,   \
                                            gsize n, guint64 *columns)                              \
  {                                                                                                 \
    memset (columns, 0, n * sizeof (guint64));                                                      \
    for (int k = across->first; k <= across->last; k++)                                             \
      {                                                                                             \
        const Sample *row = (const Sample *) (rows + (gsize) (k - across->first) * stride);         \
        guint32 weight = k == across->first  ? across->first_weight                                 \
                         : k == across->last ? across->last_weight                                  \
                                             : UNIT;                                                \
                                                                                                    \
        for (gsize i = 0; i < n; i++)                                                               \
          columns[i] += (guint64) weight * row[i];                                                  \
      }                                                                                             \
  }                                                                                                 \
  RECTO_DEFINE_FORMS (sum_rows_##Sample,                                                            \
                      (const guint8 *rows, gsize stride, const Span *across, gsize n,               \
                       guint64 *columns),                                                           \
                      (rows, stride, across, n, columns))

DEFINE_SUM_ROWS (guint8)
DEFINE_SUM_ROWS (guint16)

/* n / area rounded half up. The reciprocal may miss by one, which the remainder tells. */
static inline guint32
divide (guint64 total, guint64 area, double reciprocal)
{
  guint64 n = total + area / 2;
  gint64 quotient = (gint64) ((double) (gint64) n * reciprocal);
  gint64 rest = (gint64) (n - (guint64) quotient * area);

  if (rest < 0)
    quotient--;
  else if ((guint64) rest >= area)
    quotient++;
  return (guint32) quotient;
}

/* Sums columns into pixels. A footprint of 2¹⁵ samples or more is summed in coarser units, so that the largest
 * sample's sum stays under 2⁶³. */
#define DEFINE_AVERAGE(name, Sample, Column)                                                        \
  static inline __attribute__ ((always_inline)) void average_##name##_channels (                    \
      const Column *columns, int lowest, guint channels, const Span *along, int width,              \
      guint64 across, Sample *out, guint8 *cover)                                                   \
  {                                                                                                 \
    for (int i = 0; i < width; i++, out += channels)                                                \
      {                                                                                             \
        const Span *span = &along[i];                                                               \
        const Column *from;                                                                         \
        int inner = span->last - span->first - 1;                                                   \
        guint64 area = across * span->sum;                                                          \
        guint shift = area >> 47 != 0 ? 16 : 0;                                                     \
        double reciprocal;                                                                          \
                                                                                                    \
        if (span->last < span->first)                                                               \
          {                                                                                         \
            memset (out, 0, channels * sizeof (Sample));                                            \
            if (cover != NULL)                                                                      \
              cover[i] = 0;                                                                         \
            continue;                                                                               \
          }                                                                                         \
        if (cover != NULL)                                                                          \
          cover[i] = 255;                                                                           \
        from = columns + (gsize) (span->first - lowest) * channels;                                 \
        area >>= shift;                                                                             \
        reciprocal = 1.0 / (double) (gint64) area;                                                  \
        for (guint c = 0; c < channels; c++)                                                        \
          {                                                                                         \
            guint64 total = ((guint64) from[c] * span->first_weight) >> shift;                      \
            guint64 middle = 0;                                                                     \
                                                                                                    \
            for (int k = 1; k <= inner; k++)                                                        \
              middle += from[(gsize) k * channels + c];                                             \
            total += middle << (16 - shift);                                                        \
            if (inner >= 0)                                                                         \
              total += ((guint64) from[(gsize) (inner + 1) * channels + c] * span->last_weight)     \
                       >> shift;                                                                    \
            out[c] = (Sample) MIN (divide (total, area, reciprocal), (Sample) -1);                  \
          }                                                                                         \
      }                                                                                             \
  }                                                                                                 \
                                                                                                    \
  static void average_##name (const Column *columns, int lowest, guint channels, const Span *along, \
                              int width, guint64 across, Sample *out, guint8 *cover)                \
  {                                                                                                 \
    if (channels == 3)                                                                              \
      average_##name##_channels (columns, lowest, 3, along, width, across, out, cover);             \
    else                                                                                            \
      average_##name##_channels (columns, lowest, 1, along, width, across, out, cover);             \
  }

DEFINE_AVERAGE (narrow, guint8, guint32)
DEFINE_AVERAGE (guint8, guint8, guint64)
DEFINE_AVERAGE (guint16, guint16, guint64)

static gboolean
sample_straight (const RectoPyramidSource *s, double step_x, double shift_x, double step_y,
                 double shift_y, double scale, const RectoRect *region, guint8 *out,
                 gsize out_stride, guint8 *coverage)
{
  gsize bytes = s->channels * (s->depth / 8);
  g_autofree Span *along = g_new (Span, region->width);
  g_autofree guint64 *columns = NULL;
  g_autofree guint16 *inner = NULL;
  g_autoptr (RectoAverage) average = NULL;
  int lowest = G_MAXINT, highest = -1;
  int start = region->width, end = 0; /* the covered pixels of a row */
  gsize n = 0;
  gboolean any = FALSE;

  for (int i = 0; i < region->width; i++)
    {
      double u = region->x + i;

      along[i] = span_of ((step_x * (u - 0.5) + shift_x + 0.5) * scale,
                          (step_x * (u + 0.5) + shift_x + 0.5) * scale, s->width);
      if (along[i].last >= along[i].first)
        {
          start = MIN (start, i);
          end = i + 1;
          lowest = MIN (lowest, along[i].first);
          highest = MAX (highest, along[i].last);
        }
    }
  if (highest >= lowest)
    {
      n = (gsize) (highest - lowest + 1) * s->channels;
      columns = g_new (guint64, n + 1);
      inner = g_new (guint16, n);
      if (s->depth == 8)
        average = recto_average_new (along + start, end - start, lowest, s->channels);
    }

  for (int j = 0; j < region->height; j++)
    {
      double v = region->y + j;
      guint8 *row = out + (gsize) j * out_stride;
      guint8 *cover = coverage != NULL ? coverage + (gsize) j * region->width : NULL;
      Span across = span_of ((step_y * (v - 0.5) + shift_y + 0.5) * scale,
                             (step_y * (v + 0.5) + shift_y + 0.5) * scale, s->height);
      const guint8 *rows;

      if (across.last < across.first || n == 0)
        {
          memset (row, 0, (gsize) region->width * bytes);
          if (cover != NULL)
            memset (cover, 0, region->width);
          continue;
        }
      any = TRUE;
      rows = s->data + (gsize) across.first * s->stride + (gsize) lowest * bytes;
      if (s->depth == 16)
        {
          sum_rows_guint16 (rows, s->stride, &across, n, columns);
          average_guint16 (columns, lowest, s->channels, along, region->width, across.sum,
                           (guint16 *) row, cover);
        }
      else if (across.last - across.first < NARROW_ROWS)
        {
          sum_rows_narrow (rows, s->stride, &across, n, inner, (guint32 *) columns);
          if (average != NULL && recto_average_fits (average, across.sum))
            {
              memset (row, 0, (gsize) start * bytes);
              recto_average_row (average, (const guint32 *) columns, across.sum, row + (gsize) start * bytes);
              memset (row + (gsize) end * bytes, 0, (gsize) (region->width - end) * bytes);
              if (cover != NULL)
                {
                  memset (cover, 0, region->width);
                  memset (cover + start, 255, (gsize) (end - start));
                }
            }
          else
            average_narrow ((const guint32 *) columns, lowest, s->channels, along, region->width,
                            across.sum, row, cover);
        }
      else
        {
          sum_rows_guint8 (rows, s->stride, &across, n, columns);
          average_guint8 (columns, lowest, s->channels, along, region->width, across.sum, row, cover);
        }
    }
  return any;
}

/* Exchanges rows and columns in blocks that stay in the cache. */
static void
transpose (const guint8 *from, gsize from_stride, guint8 *to, gsize to_stride, int width, int height,
           gsize bytes)
{
  const int block = 32;

  for (int top = 0; top < height; top += block)
    for (int left = 0; left < width; left += block)
      for (int y = top; y < MIN (top + block, height); y++)
        {
          const guint8 *in = from + (gsize) left * from_stride + (gsize) y * bytes;
          guint8 *at = to + (gsize) y * to_stride + (gsize) left * bytes;

          for (int x = left; x < MIN (left + block, width); x++, in += from_stride, at += bytes)
            for (gsize b = 0; b < bytes; b++)
              at[b] = in[b];
        }
}

gboolean
recto_pyramid_sample_box (const RectoPyramidSource *s, const RectoMatrix3 *m, gboolean swapped,
                          double scale, const RectoRect *region, guint8 *out, gsize out_stride,
                          guint8 *coverage)
{
  gsize bytes = s->channels * (s->depth / 8);
  gsize stride = (gsize) region->height * bytes;
  const RectoRect turned = { region->y, region->x, region->height, region->width };
  g_autofree guint8 *pixels = NULL;
  g_autofree guint8 *cover = NULL;
  gboolean any;

  if (!swapped)
    return sample_straight (s, m->m[0] / m->m[8], m->m[2] / m->m[8], m->m[4] / m->m[8],
                            m->m[5] / m->m[8], scale, region, out, out_stride, coverage);
  pixels = g_malloc (stride * (gsize) region->width);
  if (coverage != NULL)
    cover = g_malloc ((gsize) region->width * (gsize) region->height);
  any = sample_straight (s, m->m[1] / m->m[8], m->m[2] / m->m[8], m->m[3] / m->m[8],
                         m->m[5] / m->m[8], scale, &turned, pixels, stride, cover);
  transpose (pixels, stride, out, out_stride, region->width, region->height, bytes);
  if (coverage != NULL)
    transpose (cover, (gsize) region->height, coverage, (gsize) region->width, region->width,
               region->height, 1);
  return any;
}

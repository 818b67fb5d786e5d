/* recto-pyramid-average.c: sums of columns to pixels, many at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sums and the footprint's area are integers that a double holds exactly. The quotient total / area, rounded half up, is the whole part
 * of (total + area / 2 + 1/4) / area: the quarter keeps it at least 1 / (4 area) away from whole numbers, and the
 * four roundings of the reciprocals and their product move it by less than 256 × 2^-51, which is less than that as long as the area is at
 * most 2^39.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-pyramid-average.h"

#include <string.h>

#if RECTO_CPU_X86
#include <immintrin.h>
#endif

#define MOST_AREA ((guint64) 1 << 39)
/* Sums of columns must fit in 31 bits: 255 × 65536 × 128 < 2^31. */
#define MOST_ACROSS ((guint64) 128 * 65536)

typedef struct
{
  double first_weight;
  double last_weight;
  double half;       /* of the span's sum */
  double reciprocal; /* of the span's sum */
  guint32 offset;    /* of the first column */
  gint32 inner;      /* columns between the first and the last; −1: there is no last */
} Pixel;

struct _RectoAverage
{
  int width;
  guint channels;
  guint64 most_sum;
  Pixel pixels[];
};

RectoAverage *
recto_average_new (const RectoSpan *along, int width, int lowest, guint channels)
{
  RectoAverage *self = g_malloc (sizeof (RectoAverage) + (gsize) width * sizeof (Pixel));

  *self = (RectoAverage) { width, channels, 0 };
  for (int i = 0; i < width; i++)
    {
      const RectoSpan *span = &along[i];

      if (span->last < span->first || span->sum > MOST_ACROSS)
        {
          g_free (self);
          return NULL;
        }
      self->most_sum = MAX (self->most_sum, span->sum);
      self->pixels[i] = (Pixel) { span->first_weight,
                                  span->last_weight,
                                  (double) span->sum / 2,
                                  1 / (double) span->sum,
                                  (guint32) (span->first - lowest) * channels,
                                  span->last - span->first - 1 };
    }
  return self;
}

gboolean
recto_average_fits (const RectoAverage *self, guint64 across)
{
  return across <= MOST_ACROSS && across * self->most_sum <= MOST_AREA;
}

RECTO_LOOP void
average_body (const RectoAverage *self, guint channels, const guint32 *columns, guint64 across, guint8 *out)
{
  double height = (double) (gint64) across;
  double by_height = 1 / height;

  for (int i = 0; i < self->width; i++, out += channels)
    {
      const Pixel *p = &self->pixels[i];
      const guint32 *from = columns + p->offset;
      double add = p->half * height + 0.25;
      double reciprocal = p->reciprocal * by_height;

      for (guint c = 0; c < channels; c++)
        {
          double total = (gint32) from[c] * p->first_weight;
          gint64 middle = 0;

          for (int k = 1; k <= p->inner; k++)
            middle += from[(guint32) k * channels + c];
          total += (double) middle * 65536;
          if (p->inner >= 0)
            total += (gint32) from[(guint32) (p->inner + 1) * channels + c] * p->last_weight;
          out[c] = (guint8) (int) ((total + add) * reciprocal);
        }
    }
}

static void
average_plain (const RectoAverage *self, const guint32 *columns, guint64 across, guint8 *out)
{
  if (self->channels == 3)
    average_body (self, 3, columns, across, out);
  else
    average_body (self, 1, columns, across, out);
}

#if RECTO_CPU_X86
/* One pixel's three sums side by side; the fourth is not looked at. */
RECTO_TARGET_AVX2 static void
average_rgb_avx2 (const RectoAverage *self, const guint32 *columns, guint64 across, guint8 *out)
{
  const __m256d unit = _mm256_set1_pd (65536);
  const __m128i ends = _mm_setr_epi8 (0, 4, 8, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  double height = (double) (gint64) across;
  double by_height = 1 / height;

  for (int i = 0; i < self->width; i++, out += 3)
    {
      const Pixel *p = &self->pixels[i];
      const guint32 *from = columns + p->offset;
      __m256d total = _mm256_mul_pd (_mm256_cvtepi32_pd (_mm_loadu_si128 ((const __m128i *) from)),
                                     _mm256_set1_pd (p->first_weight));
      guint32 pixel;

      for (int k = p->inner; k > 0; k--)
        {
          from += 3;
          total = _mm256_add_pd (total, _mm256_mul_pd (_mm256_cvtepi32_pd (_mm_loadu_si128 ((const __m128i *) from)), unit));
        }
      if (p->inner >= 0)
        total = _mm256_add_pd (total, _mm256_mul_pd (_mm256_cvtepi32_pd (_mm_loadu_si128 ((const __m128i *) (from + 3))),
                                                     _mm256_set1_pd (p->last_weight)));
      total = _mm256_add_pd (total, _mm256_set1_pd (p->half * height + 0.25));
      total = _mm256_mul_pd (total, _mm256_set1_pd (p->reciprocal * by_height));
      pixel = (guint32) _mm_cvtsi128_si32 (_mm_shuffle_epi8 (_mm256_cvttpd_epi32 (total), ends));
      memcpy (out, &pixel, i < self->width - 1 ? 4 : 3);
    }
}
#endif

void
recto_average_row (const RectoAverage *self, const guint32 *columns, guint64 across, guint8 *out)
{
#if RECTO_CPU_X86
  if (self->channels == 3 && recto_cpu_get () >= RECTO_CPU_AVX2)
    {
      average_rgb_avx2 (self, columns, across, out);
      return;
    }
#endif
  average_plain (self, columns, across, out);
}

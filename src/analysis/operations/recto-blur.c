/* recto-blur.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-blur.h"

#include <math.h>
#include <string.h>
#include "recto-cpu.h"
#include "recto-operations.h"

/* exp (−1) */
#define INVERSE_E 0.36787944117144233

void
recto_blur_init (RectoBlur *self, double sigma)
{
  g_autofree double *exact = NULL;
  double sum = 0;
  guint32 given = 0;

  self->radius = (guint) MAX (1, ceil (sigma * 3));
  self->weights = g_new (guint32, self->radius + 1);
  exact = g_new (double, self->radius + 1);
  for (guint i = 0; i <= self->radius; i++)
    {
      exact[i] = i == 0 ? 1 : recto_exact_power (INVERSE_E, i * (double) i / (2 * sigma * sigma));
      sum += i == 0 ? exact[i] : 2 * exact[i];
    }
  for (guint i = 1; i <= self->radius; i++)
    {
      self->weights[i] = (guint32) floor (exact[i] / sum * 65536 + 0.5);
      given += 2 * self->weights[i];
    }
  self->weights[0] = 65536 - given;
}

void
recto_blur_clear (RectoBlur *self)
{
  g_clear_pointer (&self->weights, g_free);
}

gsize
recto_blur_get_scratch (const RectoBlur *self, const RectoPixels *in)
{
  /* The row with its edges, and sums. */
  return ((gsize) in->width + 2 * self->radius) * in->channels + 1 + 2 * (gsize) in->width * in->channels;
}

RECTO_LOOP void
add_bytes_body (guint32 *sums, const guint8 *a, const guint8 *b, guint32 weight, gsize n)
{
  for (gsize i = 0; i < n; i++)
    sums[i] += weight * ((guint32) a[i] + b[i]);
}
RECTO_DEFINE_FORMS (add_bytes, (guint32 *sums, const guint8 *a, const guint8 *b, guint32 weight, gsize n), (sums, a, b, weight, n))

RECTO_LOOP void
add_words_body (guint32 *sums, const guint16 *a, const guint16 *b, guint32 weight, gsize n)
{
  for (gsize i = 0; i < n; i++)
    sums[i] += weight * ((guint32) a[i] + b[i]);
}
RECTO_DEFINE_FORMS (add_words, (guint32 *sums, const guint16 *a, const guint16 *b, guint32 weight, gsize n), (sums, a, b, weight, n))

/* Sums have 16 binary places more than the samples; some are kept. */
static void
round_sums (const guint32 *sums, guint places, guint16 *out, gsize n)
{
  for (gsize i = 0; i < n; i++)
    out[i] = (guint16) MIN (((guint64) sums[i] + (1u << (places - 1))) >> places, 65535);
}

static const guint8 *
row_at (const RectoPixels *in, gint64 y)
{
  return in->data + (gsize) CLAMP (y, 0, (gint64) in->height - 1) * in->stride;
}

void
recto_blur_row (const RectoBlur *self, const RectoPixels *in, guint y, guint16 *scratch, guint16 *out)
{
  guint channels = in->channels;
  gsize n = (gsize) in->width * channels;
  gsize edge = (gsize) self->radius * channels;
  guint16 *wide = scratch;
  guint32 *sums = (guint32 *) (void *) (scratch + ((n + 2 * edge + 1) & ~(gsize) 1));

  /* Down the columns. */
  for (gsize i = 0; i < n; i++)
    sums[i] = self->weights[0] * (in->depth == 8 ? row_at (in, y)[i] : ((const guint16 *) row_at (in, y))[i]);
  for (guint k = 1; k <= self->radius; k++)
    {
      const guint8 *above = row_at (in, (gint64) y - k);
      const guint8 *below = row_at (in, (gint64) y + k);

      if (in->depth == 8)
        add_bytes (sums, above, below, self->weights[k], n);
      else
        add_words (sums, (const guint16 *) above, (const guint16 *) below, self->weights[k], n);
    }
  round_sums (sums, in->depth == 8 ? 8 : 16, wide + edge, n);

  /* Along the row, with its ends repeated. */
  for (gsize i = 0; i < edge; i++)
    {
      wide[i] = wide[edge + i % channels];
      wide[edge + n + i] = wide[edge + n - channels + i % channels];
    }
  for (gsize i = 0; i < n; i++)
    sums[i] = self->weights[0] * wide[edge + i];
  for (guint k = 1; k <= self->radius; k++)
    add_words (sums, wide + edge - (gsize) k * channels, wide + edge + (gsize) k * channels, self->weights[k], n);
  round_sums (sums, 16, out, n);
}

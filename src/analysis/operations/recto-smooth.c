/* recto-smooth.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-smooth.h"

#include <math.h>
#include <string.h>
#include "recto-cpu.h"

/* The smallest standard deviation that is left for the small picture. */
#define LEAST 8.0
#define LEAST_OTHER 4.0

typedef struct
{
  RectoSmooth *self;
  RectoPixels from; /* small picture, 16 bit */
  RectoPixels to;
  guint radius;     /* of a minimum or maximum */
  gboolean most;
} Job;

static void
clear_pixels (RectoPixels *pixels)
{
  g_clear_pointer (&pixels->data, g_free);
}

static gboolean
new_pixels (RectoPixels *pixels, guint width, guint height, guint channels)
{
  *pixels = (RectoPixels) { NULL, (gsize) width * channels * 2, width, height, channels, 16 };
  pixels->data = g_try_malloc (pixels->stride * height);
  return pixels->data != NULL;
}

static inline guint16 *
row_of (const RectoPixels *pixels, gint64 y)
{
  return (guint16 *) (void *) (pixels->data + (gsize) CLAMP (y, 0, (gint64) pixels->height - 1) * pixels->stride);
}

RECTO_LOOP void
add_up_8_body (guint32 *sums, const guint8 *row, gsize n)
{
  for (gsize i = 0; i < n; i++)
    sums[i] += row[i];
}
RECTO_DEFINE_FORMS (add_up_8, (guint32 *sums, const guint8 *row, gsize n), (sums, row, n))

RECTO_LOOP void
add_up_16_body (guint32 *sums, const guint16 *row, gsize n)
{
  for (gsize i = 0; i < n; i++)
    sums[i] += row[i];
}
RECTO_DEFINE_FORMS (add_up_16, (guint32 *sums, const guint16 *row, gsize n), (sums, row, n))

/* Means of blocks, and around them one more of the edge alone, which is what repeats beyond. 8-bit samples come with 8 binary
 * places. */
static void
reduce_rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  const RectoPixels *in = job->self->in;
  guint factor = job->self->factor, channels = in->channels;
  gsize n_in = (gsize) in->width * channels;
  g_autofree guint32 *sums = g_new (guint32, n_in);
  guint64 area = (guint64) factor * factor;
  guint64 scale = in->depth == 8 ? 256 : 1;

  for (guint y = first; y < first + n; y++)
    {
      guint16 *to = row_of (&job->to, y);

      memset (sums, 0, sizeof (guint32) * n_in);
      for (guint k = 0; k < factor; k++)
        {
          gint64 at = CLAMP (((gint64) y - 1) * factor + k, 0, (gint64) in->height - 1);
          const guint8 *row = in->data + (gsize) at * in->stride;

          if (in->depth == 8)
            add_up_8 (sums, row, n_in);
          else
            add_up_16 (sums, (const guint16 *) (const void *) row, n_in);
        }
      for (guint x = 0; x < job->to.width; x++)
        for (guint c = 0; c < channels; c++)
          {
            guint64 sum = 0;

            for (guint k = 0; k < factor; k++)
              sum += sums[(gsize) CLAMP (((gint64) x - 1) * factor + k, 0, (gint64) in->width - 1) * channels + c];
            to[x * channels + c] = (guint16) ((sum * scale + area / 2) / area);
          }
    }
}

RECTO_LOOP void
extreme_body (guint16 *to, const guint16 *from, gboolean most, gsize n)
{
  if (most)
    for (gsize i = 0; i < n; i++)
      to[i] = to[i] > from[i] ? to[i] : from[i];
  else
    for (gsize i = 0; i < n; i++)
      to[i] = to[i] < from[i] ? to[i] : from[i];
}
RECTO_DEFINE_FORMS (extreme, (guint16 *to, const guint16 *from, gboolean most, gsize n), (to, from, most, n))

/* The least or greatest of the square; repeated edges change nothing of it. */
static void
extreme_rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  gsize step = job->from.channels;
  gsize n_samples = job->from.width * step, edge = job->radius * step;
  g_autofree guint16 *wide = g_new (guint16, n_samples + 2 * edge);

  for (guint y = first; y < first + n; y++)
    {
      guint16 *to = row_of (&job->to, y);

      memcpy (wide + edge, row_of (&job->from, y), n_samples * 2);
      for (guint k = 1; k <= job->radius; k++)
        {
          extreme (wide + edge, row_of (&job->from, (gint64) y - k), job->most, n_samples);
          extreme (wide + edge, row_of (&job->from, (gint64) y + k), job->most, n_samples);
        }
      for (gsize i = 0; i < edge; i++)
        {
          wide[i] = wide[edge + i % step];
          wide[edge + n_samples + i] = wide[edge + n_samples - step + i % step];
        }
      memcpy (to, wide, n_samples * 2);
      for (guint k = 1; k <= 2 * job->radius; k++)
        extreme (to, wide + k * step, job->most, n_samples);
    }
}

static void
blur_rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  g_autofree guint16 *scratch = g_new (guint16, recto_blur_get_scratch (&job->self->blur, &job->from));

  for (guint y = first; y < first + n; y++)
    recto_blur_row (&job->self->blur, &job->from, y, scratch, row_of (&job->to, y));
}

static gboolean
fill (RectoSmooth *self, double sigma, RectoSmoothKind kind, RectoWork *work)
{
  Job job = { .self = self };
  gboolean done;

  self->width = (self->in->width + self->factor - 1) / self->factor + 2;
  self->height = (self->in->height + self->factor - 1) / self->factor + 2;
  if (!new_pixels (&job.from, self->width, self->height, self->in->channels))
    return FALSE;
  if (!new_pixels (&job.to, self->width, self->height, self->in->channels))
    {
      clear_pixels (&job.from);
      return FALSE;
    }
  done = recto_work_rows (work, self->height, reduce_rows, &job);
  for (guint pass = 0; done && pass < 2 && kind != RECTO_SMOOTH_ONLY; pass++)
    {
      RectoPixels other = job.from;

      job.from = job.to;
      job.to = other;
      job.radius = (guint) floor (sigma / self->factor + 0.5);
      job.most = (kind == RECTO_SMOOTH_CLOSED) == (pass == 0);
      done = recto_work_rows (work, self->height, extreme_rows, &job);
    }
  if (done)
    {
      RectoPixels other = job.from;

      job.from = job.to;
      job.to = other;
      done = recto_work_rows (work, self->height, blur_rows, &job);
    }
  clear_pixels (&job.from);
  if (done)
    self->small = (guint16 *) (void *) g_steal_pointer (&job.to.data);
  clear_pixels (&job.to);
  return done;
}

gboolean
recto_smooth_init (RectoSmooth *self, const RectoPixels *in, double sigma, RectoSmoothKind kind, RectoWork *work)
{
  double least = kind == RECTO_SMOOTH_ONLY ? LEAST : LEAST_OTHER;
  double left;

  *self = (RectoSmooth) { .in = in, .factor = 1 };
  while (sigma / (2 * self->factor) >= least)
    self->factor *= 2;
  /* Variance of a block, (f² − 1) / 12, and on the mean of the straight lines, f² / 6. */
  left = sigma * sigma / ((double) self->factor * self->factor);
  if (self->factor > 1)
    left -= (1 - 1 / ((double) self->factor * self->factor)) / 12 + 1.0 / 6;
  recto_blur_init (&self->blur, sqrt (left));
  if (self->factor == 1 && kind == RECTO_SMOOTH_ONLY)
    return TRUE;
  if (fill (self, sigma, kind, work))
    return TRUE;
  recto_smooth_clear (self);
  return FALSE;
}

void
recto_smooth_clear (RectoSmooth *self)
{
  recto_blur_clear (&self->blur);
  g_clear_pointer (&self->small, g_free);
}

gsize
recto_smooth_get_scratch (const RectoSmooth *self)
{
  if (self->small == NULL)
    return recto_blur_get_scratch (&self->blur, self->in);
  return (gsize) self->width * self->in->channels;
}

RECTO_LOOP void
between_body (const guint16 *a, const guint16 *b, guint32 part, guint32 whole, guint shift, guint16 *to, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] = (guint16) ((a[i] * (whole - part) + b[i] * part + whole / 2) >> shift);
}
RECTO_DEFINE_FORMS (between, (const guint16 *a, const guint16 *b, guint32 part, guint32 whole, guint shift, guint16 *to, gsize n),
                    (a, b, part, whole, shift, to, n))

void
recto_smooth_row (const RectoSmooth *self, guint y, guint16 *scratch, guint16 *out)
{
  guint channels = self->in->channels;
  gsize n = (gsize) self->width * channels;
  guint factor = self->factor;
  guint whole = 2 * factor; /* in half pixels, as the middles of blocks lie between two pixels */
  guint shift = (guint) g_bit_storage (whole) - 1;
  guint at = 2 * y + 1 + factor; /* below the middle of the first block, which lies outside */

  if (self->small == NULL)
    {
      recto_blur_row (&self->blur, self->in, y, scratch, out);
      return;
    }
  if (factor == 1)
    {
      memcpy (out, self->small + (y + 1) * n + channels, (gsize) self->in->width * channels * 2);
      return;
    }
  between (self->small + at / whole * n, self->small + (at / whole + 1) * n, at % whole, whole, shift, scratch, n);
  for (guint x = 0; x < self->in->width; x++)
    {
      guint across = 2 * x + 1 + factor;
      guint32 part = across % whole;
      const guint16 *a = scratch + (gsize) (across / whole) * channels;

      for (guint c = 0; c < channels; c++)
        out[(gsize) x * channels + c] = (guint16) ((a[c] * (whole - part) + a[channels + c] * part + whole / 2) >> shift);
    }
}

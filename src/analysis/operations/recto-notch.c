/* recto-notch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-notch.h"

#include <math.h>
#include <string.h>
#include "recto-cpu.h"
#include "recto-fft.h"
#include "recto-operations.h"

/* Lines of the spectrum around a peak that go whole, and where nothing goes. */
#define WHOLE 2
#define NOTHING 4

typedef struct
{
  const RectoPixels *in;
  RectoPixels *out;
  guint side;
  guint across; /* squares */
  guint down;
  guint parity; /* rows of squares of this time: those of one parity do not overlap */
  double *window;
  double *mask;  /* what goes, times 1 / side² */
  gint32 *taken; /* of each sample, times scale */
  double scale;
  double strength;
} Job;

static gboolean
is_within (double x, double y)
{
  return x >= -0.5 && x <= 0.5 && y >= -0.5 && y <= 0.5;
}

static void
add_peak (double *mask, guint side, double x, double y)
{
  x *= side;
  y *= side;
  for (int j = (int) floor (y) - NOTHING; j <= (int) floor (y) + NOTHING + 1; j++)
    for (int i = (int) floor (x) - NOTHING; i <= (int) floor (x) + NOTHING + 1; i++)
      {
        double *to = mask + ((guint) j & (side - 1)) * side + ((guint) i & (side - 1));
        double t = (NOTHING - sqrt ((i - x) * (i - x) + (j - y) * (j - y))) / (NOTHING - WHOLE);

        t = CLAMP (t, 0, 1);
        *to = MAX (*to, t * t * (3 - 2 * t));
      }
}

/* Square k of a row, or item k where the channels of a square are items by themselves; edges repeat. */
static void
load (const Job *job, guint item, gint64 top, double *values)
{
  const RectoPixels *in = job->in;
  guint side = job->side, channels = in->channels, c = item % channels;
  gint64 left = ((gint64) (item / channels) - 1) * (side / 2);
  double sum = 0, mean;

  for (guint y = 0; y < side; y++)
    {
      const guint8 *row = in->data + (gsize) CLAMP (top + y, 0, (gint64) in->height - 1) * in->stride;

      for (guint x = 0; x < side; x++)
        {
          gsize at = (gsize) CLAMP (left + x, 0, (gint64) in->width - 1) * channels + c;

          values[y * side + x] = in->depth == 8 ? row[at] : ((const guint16 *) (const void *) row)[at];
          sum += values[y * side + x]; /* exact, being integers */
        }
    }
  mean = sum / ((double) side * side);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      values[y * side + x] = (values[y * side + x] - mean) * (job->window[y] * job->window[x]);
}

static void
store (const Job *job, guint item, gint64 top, const double *values)
{
  const RectoPixels *in = job->in;
  guint side = job->side, channels = in->channels, c = item % channels;
  gint64 left = ((gint64) (item / channels) - 1) * (side / 2);
  gint64 from = MAX (-left, 0), to = MIN ((gint64) in->width - left, side);

  for (gint64 y = MAX (-top, 0); y < MIN ((gint64) in->height - top, side); y++)
    {
      gint32 *taken = job->taken + ((gsize) (top + y) * in->width) * channels + c;

      for (gint64 x = from; x < to; x++)
        taken[(gsize) (left + x) * channels]
            += (gint32) floor (values[y * side + x] * (job->window[y] * job->window[x] * job->scale) + 0.5);
    }
}

static void
square_row (guint part, gpointer data)
{
  const Job *job = data;
  guint side = job->side, n_items = job->across * job->in->channels;
  gsize n = (gsize) side * side;
  gint64 top = ((gint64) (2 * part + job->parity) - 1) * (side / 2);
  g_autofree double *re = g_new (double, 2 * n);
  double *im = re + n;
  RectoFft fft;

  recto_fft_init (&fft, side);
  for (guint k = 0; k < n_items; k += 2)
    {
      load (job, k, top, re);
      if (k + 1 < n_items)
        load (job, k + 1, top, im);
      else
        memset (im, 0, sizeof (double) * n);
      recto_fft_run (&fft, re, im);
      for (gsize i = 0; i < n; i++)
        {
          re[i] *= job->mask[i];
          im[i] *= job->mask[i];
        }
      recto_fft_run (&fft, im, re);
      store (job, k, top, re);
      if (k + 1 < n_items)
        store (job, k + 1, top, im);
    }
  recto_fft_clear (&fft);
}

static void
take_rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  gsize n_samples = (gsize) job->in->width * job->in->channels;
  double top = job->in->depth == 8 ? 255 : 65535, share = job->strength / job->scale;

  for (guint y = first; y < first + n; y++)
    {
      const guint8 *from = job->in->data + y * job->in->stride;
      guint8 *to = job->out->data + y * job->out->stride;
      const gint32 *taken = job->taken + y * n_samples;

      for (gsize i = 0; i < n_samples; i++)
        {
          double v = job->in->depth == 8 ? from[i] : ((const guint16 *) (const void *) from)[i];

          v = CLAMP (v - taken[i] * share + 0.5, 0, top);
          if (job->in->depth == 8)
            to[i] = (guint8) v;
          else
            ((guint16 *) (void *) to)[i] = (guint16) v;
        }
    }
}

gboolean
recto_notch_run (const RectoPixels *in, RectoPixels *out, const RectoPeak *peaks, guint n_peaks, double strength, RectoWork *work)
{
  guint side = recto_spectrum_get_side (in->width, in->height);
  gsize n = (gsize) side * side, n_samples = (gsize) in->width * in->channels * in->height;
  g_autofree double *window = g_new (double, side);
  g_autofree double *mask = g_new0 (double, n);
  g_autofree gint32 *taken = NULL;
  Job job = { .in = in, .out = out, .side = side, .window = window, .mask = mask, .strength = strength };
  guint n_used = 0;

  /* Fewer places where samples are larger, so that the sum of two's complement holds them. */
  job.scale = in->depth == 8 ? 65536 : 4096;
  job.across = (in->width - 1) / (side / 2) + 2;
  job.down = (in->height - 1) / (side / 2) + 2;
  for (guint i = 0; i < side; i++)
    {
      double cosine;

      recto_exact_sine (180.0 * (i + 0.5) / side, &window[i], &cosine);
    }
  for (guint i = 0; i < n_peaks; i++)
    if (is_within (peaks[i].x, peaks[i].y))
      {
        add_peak (mask, side, peaks[i].x, peaks[i].y);
        add_peak (mask, side, -peaks[i].x, -peaks[i].y);
        n_used++;
      }
  if (n_used == 0)
    {
      for (guint y = 0; y < in->height; y++)
        memcpy (out->data + y * out->stride, in->data + y * in->stride, (gsize) in->width * in->channels * (in->depth / 8));
      return !recto_work_is_cancelled (work);
    }
  for (gsize i = 0; i < n; i++)
    mask[i] /= (double) n;
  taken = g_try_new0 (gint32, n_samples);
  if (taken == NULL)
    return FALSE;
  job.taken = taken;
  for (job.parity = 0; job.parity < 2; job.parity++)
    if (!recto_work_parts (work, (job.down + 1 - job.parity) / 2, square_row, &job))
      return FALSE;
  return recto_work_rows (work, in->height, take_rows, &job);
}

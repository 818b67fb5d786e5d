/* recto-spectrum.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-spectrum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "recto-fft.h"
#include "recto-operations.h"

/* Squares along each axis: more do not make it better. */
#define MOST_SQUARES 24
/* Half the surroundings of a peak, and what of them is its own. */
#define AROUND 7
#define OWN 2
/* Nearer to 0 is the shape of the page. */
#define LEAST_LINES 6

typedef struct
{
  const RectoPixels *in;
  RectoRect region;
  guint side;
  guint across; /* squares */
  guint down;
  double *window;
  double *powers; /* of each row of squares */
} Job;

guint
recto_spectrum_get_side (guint width, guint height)
{
  guint side = 16;

  while (side < 512 && 2 * side <= MIN (width, height))
    side *= 2;
  return side;
}

void
recto_spectrum_clear (RectoSpectrum *self)
{
  g_clear_pointer (&self->power, g_free);
}

static guint
n_squares (guint length, guint side)
{
  return length <= side ? 1 : MIN ((length - side + side / 2 - 1) / (side / 2) + 1, MOST_SQUARES);
}

/* Where square k of n begins: evenly over length. */
static int
start_of (guint k, guint n, guint length, guint side)
{
  return n == 1 ? 0 : (int) ((guint64) k * (length - side) / (n - 1));
}

static void
load (const Job *job, int left, int top, double *values)
{
  const RectoPixels *in = job->in;
  guint side = job->side, channels = in->channels;
  gint64 total = 0;
  double mean;

  for (guint y = 0; y < side; y++)
    {
      int row_at = job->region.y + MIN (top + (int) y, job->region.height - 1);
      const guint8 *row = in->data + (gsize) row_at * in->stride;

      for (guint x = 0; x < side; x++)
        {
          gsize at = (gsize) (job->region.x + MIN (left + (int) x, job->region.width - 1)) * channels;
          gint64 sum = 0;

          for (guint c = 0; c < channels; c++)
            sum += in->depth == 8 ? row[at + c] : ((const guint16 *) (const void *) row)[at + c];
          total += sum;
          values[y * side + x] = (double) sum;
        }
    }
  mean = (double) total / ((double) side * side);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      values[y * side + x] = (values[y * side + x] - mean) * (job->window[y] * job->window[x]);
}

/* A row of squares, two at a time: one is the real part, the other the imaginary one. */
static void
square_row (guint row, gpointer data)
{
  const Job *job = data;
  guint side = job->side;
  gsize n = (gsize) side * side;
  g_autofree double *re = g_new (double, 2 * n);
  double *im = re + n;
  double *power = job->powers + row * n;
  int top = start_of (row, job->down, (guint) job->region.height, side);
  RectoFft fft;

  recto_fft_init (&fft, side);
  memset (power, 0, sizeof (double) * n);
  for (guint k = 0; k < job->across; k += 2)
    {
      load (job, start_of (k, job->across, (guint) job->region.width, side), top, re);
      if (k + 1 < job->across)
        load (job, start_of (k + 1, job->across, (guint) job->region.width, side), top, im);
      else
        memset (im, 0, sizeof (double) * n);
      recto_fft_run (&fft, re, im);
      for (gsize i = 0; i < n; i++)
        power[i] += re[i] * re[i] + im[i] * im[i];
    }
  recto_fft_clear (&fft);
}

gboolean
recto_spectrum_init (RectoSpectrum *self, const RectoPixels *in, const RectoRect *region, RectoWork *work)
{
  guint side = recto_spectrum_get_side ((guint) region->width, (guint) region->height);
  gsize n = (gsize) side * side;
  Job job = { in, *region, side, n_squares ((guint) region->width, side), n_squares ((guint) region->height, side), NULL, NULL };
  g_autofree double *window = g_new (double, side);
  g_autofree double *powers = g_try_new (double, n * job.down);
  double top = in->depth == 8 ? 255 : 65535;
  double scale = 1 / (2.0 * job.across * job.down * top * top * in->channels * in->channels);

  *self = (RectoSpectrum) { side, NULL };
  if (powers == NULL)
    return FALSE;
  for (guint i = 0; i < side; i++)
    {
      double sine, cosine;

      recto_exact_sine (180.0 * (i + 0.5) / side, &sine, &cosine);
      window[i] = sine * sine;
    }
  job.window = window;
  job.powers = powers;
  if (!recto_work_parts (work, job.down, square_row, &job))
    return FALSE;
  for (guint row = 1; row < job.down; row++)
    for (gsize i = 0; i < n; i++)
      powers[i] += powers[row * n + i];
  /* The power of two real pictures, one of them as the imaginary part, is the mean of those at f and −f. */
  self->power = g_new (double, n);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      self->power[y * side + x]
          = (powers[y * side + x] + powers[((side - y) & (side - 1)) * side + ((side - x) & (side - 1))]) * scale;
  return TRUE;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
at (const double *logs, guint side, int x, int y)
{
  return logs[((guint) y & (side - 1)) * side + ((guint) x & (side - 1))];
}

static gboolean
is_highest (const double *logs, guint side, int x, int y)
{
  double here = at (logs, side, x, y);

  for (int dy = -OWN; dy <= OWN; dy++)
    for (int dx = -OWN; dx <= OWN; dx++)
      {
        double other = at (logs, side, x + dx, y + dy);

        /* Of equals the first. */
        if (other > here || (other == here && (dy < 0 || (dy == 0 && dx < 0))))
          return FALSE;
      }
  return TRUE;
}

static double
surroundings (const double *logs, guint side, int x, int y)
{
  double values[(2 * AROUND + 1) * (2 * AROUND + 1)];
  guint n = 0;

  for (int dy = -AROUND; dy <= AROUND; dy++)
    for (int dx = -AROUND; dx <= AROUND; dx++)
      if (ABS (dx) > OWN || ABS (dy) > OWN)
        values[n++] = at (logs, side, x + dx, y + dy);
  qsort (values, n, sizeof (double), compare_doubles);
  return values[n / 2];
}

/* Where between its neighbours the top of a parabola lies. */
static double
top_between (double before, double here, double after)
{
  double bend = before - 2 * here + after;

  return bend < 0 ? CLAMP ((before - after) / (2 * bend), -0.5, 0.5) : 0;
}

guint
recto_spectrum_find_peaks (const RectoSpectrum *self, double lowest, double highest, double strength, RectoPeak *peaks, guint n_most)
{
  guint side = self->side;
  int half = (int) side / 2;
  gsize n = (gsize) side * side;
  g_autofree double *logs = g_new (double, n);
  double least = MAX (lowest, (double) LEAST_LINES / side);
  guint n_peaks = 0;

  for (gsize i = 0; i < n; i++)
    logs[i] = 10 / 2.302585092994045684 * recto_exact_log (self->power[i] + 1e-12);
  for (int y = 0; y < half; y++)
    for (int x = y == 0 ? 1 : -half + 1; x < half; x++)
      {
        double length = sqrt ((double) x * x + (double) y * y) / side;
        RectoPeak peak;
        guint place;

        if (length < least || length > highest || !is_highest (logs, side, x, y))
          continue;
        peak.strength = at (logs, side, x, y) - surroundings (logs, side, x, y);
        if (peak.strength < strength)
          continue;
        peak.x = (x + top_between (at (logs, side, x - 1, y), at (logs, side, x, y), at (logs, side, x + 1, y))) / side;
        peak.y = (y + top_between (at (logs, side, x, y - 1), at (logs, side, x, y), at (logs, side, x, y + 1))) / side;
        for (place = n_peaks; place > 0 && peaks[place - 1].strength < peak.strength; place--)
          if (place < n_most)
            peaks[place] = peaks[place - 1];
        if (place < n_most)
          peaks[place] = peak;
        n_peaks = MIN (n_peaks + 1, n_most);
      }
  return n_peaks;
}

/* recto-operation-spectrum.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The power spectrum as a picture of the same size: frequency 0 in the middle, ½ cycle per pixel at the edges of either axis, white the strongest line
 * and black so many dB below it, straight lines between. Its peaks are drawn like those of the raster: x and y in cycles per stored pixel, and
 * the strength in dB above the surroundings.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-spectrum.h"

#include <glib/gi18n.h>
#include <math.h>

#define MOST_PEAKS 16
/* Lines around 0 that do not count for white. */
#define MIDDLE 3

enum
{
  RANGE,
  THRESHOLD,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "range", N_ ("Range"), N_ ("How far below the strongest line black is"), "dB", RECTO_PARAM_DOUBLE, 10, 120, 60, 1, 0, NULL },
  { "threshold", N_ ("Threshold"), N_ ("How far a peak must stand above its surroundings to be named"), "dB", RECTO_PARAM_DOUBLE, 3, 60, 13, 0.5, 1, NULL },
};

typedef struct
{
  RectoPixels *out;
  guint side;
  double *shares; /* 0 to 1, as the lines of the spectrum */
} Job;

static guint
one_channel (const double *values, guint channels)
{
  return 1;
}

static guint
n_drawn (const double *values, guint channels, guint depth)
{
  return 3 * MOST_PEAKS;
}

static gboolean
draw (const double *values, const RectoPixels *in, const RectoRect *region, double *drawn, RectoWork *work)
{
  double reduction = recto_work_get_reduction (work);
  RectoPeak peaks[MOST_PEAKS];
  RectoSpectrum spectrum;
  guint n;

  if (!recto_spectrum_init (&spectrum, in, region, work))
    return FALSE;
  n = recto_spectrum_find_peaks (&spectrum, 0, 1, values[THRESHOLD], peaks, MOST_PEAKS);
  recto_spectrum_clear (&spectrum);
  for (guint i = 0; i < n; i++)
    {
      drawn[3 * i] = peaks[i].x / reduction;
      drawn[3 * i + 1] = peaks[i].y / reduction;
      drawn[3 * i + 2] = peaks[i].strength;
    }
  return TRUE;
}

static void
rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  RectoPixels *out = job->out;
  guint side = job->side;
  double top = out->depth == 8 ? 255 : 65535;

  for (guint y = first; y < first + n; y++)
    {
      double v = ((double) y - out->height / 2) / out->height * side;
      double below = floor (v), part_y = v - below;
      const double *a = job->shares + ((guint) (gint) below & (side - 1)) * side;
      const double *b = job->shares + ((guint) ((gint) below + 1) & (side - 1)) * side;

      for (guint x = 0; x < out->width; x++)
        {
          double u = ((double) x - out->width / 2) / out->width * side;
          double left = floor (u), part_x = u - left;
          guint i = (guint) (gint) left & (side - 1), k = (guint) ((gint) left + 1) & (side - 1);
          double above = a[i] + (a[k] - a[i]) * part_x;
          double under = b[i] + (b[k] - b[i]) * part_x;
          guint value = (guint) floor ((above + (under - above) * part_y) * top + 0.5);

          if (out->depth == 8)
            out->data[y * out->stride + x] = (guint8) value;
          else
            ((guint16 *) (void *) (out->data + y * out->stride))[x] = (guint16) value;
        }
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  RectoRect all = { 0, 0, (int) in->width, (int) in->height };
  RectoSpectrum spectrum;
  double most = -G_MAXDOUBLE;
  Job job = { .out = out };
  gboolean done;

  if (!recto_spectrum_init (&spectrum, in, &all, work))
    return FALSE;
  job.side = spectrum.side;
  job.shares = spectrum.power;
  for (guint y = 0; y < job.side; y++)
    for (guint x = 0; x < job.side; x++)
      {
        double *share = &job.shares[y * job.side + x];

        *share = 10 / 2.302585092994045684 * recto_exact_log (*share + 1e-12);
        if (MIN (x, job.side - x) > MIDDLE || MIN (y, job.side - y) > MIDDLE)
          most = MAX (most, *share);
      }
  for (gsize i = 0; i < (gsize) job.side * job.side; i++)
    job.shares[i] = CLAMP ((job.shares[i] - most) / values[RANGE] + 1, 0, 1);
  done = recto_work_rows (work, out->height, rows, &job);
  recto_spectrum_clear (&spectrum);
  return done;
}

const RectoOperation recto_operation_spectrum_1 = {
  .name = "spectrum",
  .version = 1,
  .label = N_ ("Spectrum"),
  .help = N_ ("Shows which patterns repeat, as points around the middle: a print raster, screen or inkjet steps show here, with their period and direction."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_GROUND,
  .keywords = N_ ("fft fourier frequency line pairs raster screen halftone"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = one_channel,
  .n_drawn = n_drawn,
  .draw = draw,
  .run_picture = run_picture,
};

/* recto-operation-raster.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Patterns that repeat over the page are found as peaks of its spectrum and taken out. The peaks are drawn from the picture or a region of it: x and y
 * in cycles per stored pixel and the strength in dB, the strongest first, zeros where there are no more.
 */

#include "config.h"
#include "recto-notch.h"
#include "recto-operations.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_PEAKS 64

enum
{
  STRENGTH,
  SHORTEST,
  LONGEST,
  THRESHOLD,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "strength", N_ ("Strength"), N_ ("How much of the pattern is taken out"), "", RECTO_PARAM_DOUBLE, 0, 1, 1, 0.05, 2, NULL },
  { "shortest", N_ ("Shortest period"), N_ ("Patterns that repeat within less stay"), "px", RECTO_PARAM_DOUBLE, 1.4, 50, 2, 0.1, 1, NULL },
  { "longest", N_ ("Longest period"), N_ ("Patterns that repeat within more stay: keep it below the distance of letters and lines"), "px", RECTO_PARAM_DOUBLE, 2, 100, 20, 0.5, 1, NULL },
  { "threshold", N_ ("Threshold"), N_ ("How far a peak must stand above its surroundings to count as a pattern"), "dB", RECTO_PARAM_DOUBLE, 3, 60, 13, 0.5, 1, NULL },
};

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
  n = recto_spectrum_find_peaks (&spectrum, reduction / values[LONGEST], reduction / values[SHORTEST], values[THRESHOLD], peaks, MOST_PEAKS);
  recto_spectrum_clear (&spectrum);
  for (guint i = 0; i < n; i++)
    {
      drawn[3 * i] = peaks[i].x / reduction;
      drawn[3 * i + 1] = peaks[i].y / reduction;
      drawn[3 * i + 2] = peaks[i].strength;
    }
  return TRUE;
}

static gpointer
prepare (const RectoStepInput *input)
{
  return g_memdup2 (input->drawn, sizeof (double) * 3 * MOST_PEAKS);
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  const double *drawn = prepared;
  double reduction = recto_work_get_reduction (work);
  RectoPeak peaks[MOST_PEAKS];
  guint n = 0;

  for (guint i = 0; i < MOST_PEAKS; i++)
    if (drawn[3 * i] != 0 || drawn[3 * i + 1] != 0)
      peaks[n++] = (RectoPeak) { drawn[3 * i] * reduction, drawn[3 * i + 1] * reduction, drawn[3 * i + 2] };
  return recto_notch_run (in, out, peaks, n, values[STRENGTH], work);
}

static gboolean
is_neutral (const double *values)
{
  return values[STRENGTH] == 0;
}

const RectoOperation recto_operation_raster_1 = {
  .name = "raster",
  .version = 1,
  .label = N_ ("Remove raster"),
  .help = N_ ("Takes out what repeats over the page, such as a halftone screen, a weave or moiré, so that writing and stamps over it can be read."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_GROUND,
  .keywords = N_ ("descreen halftone screen moiré periodic pattern fft notch"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .n_drawn = n_drawn,
  .draw = draw,
  .prepare = prepare,
  .run_picture = run_picture,
  .is_neutral = is_neutral,
};

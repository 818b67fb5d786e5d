/* recto-operation-tone.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * v in 0 … 1 becomes clamp ((v − black) / (white − black)) ^ (1 / gamma), then contrast about the middle by the slope
 * (1 + c) / (1 − c), then brightness is added. One table per depth.
 */

#include "config.h"
#include "recto-operations.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  BLACK,
  WHITE,
  GAMMA,
  BRIGHTNESS,
  CONTRAST,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "black", N_ ("Black point"), N_ ("Values up to this become black"), "", RECTO_PARAM_DOUBLE, 0, 1, 0, 0.005, 3, NULL },
  { "white", N_ ("White point"), N_ ("Values from this on become white"), "", RECTO_PARAM_DOUBLE, 0, 1, 1, 0.005, 3, NULL },
  { "gamma", N_ ("Gamma"), N_ ("Above 1 opens the shadows, below 1 the highlights"), "", RECTO_PARAM_DOUBLE, 0.1, 10, 1, 0.05, 2, NULL },
  { "brightness", N_ ("Brightness"), N_ ("Added to every value"), "", RECTO_PARAM_DOUBLE, -1, 1, 0, 0.01, 2, NULL },
  { "contrast", N_ ("Contrast"), N_ ("Steepens or flattens about the middle"), "", RECTO_PARAM_DOUBLE, -1, 1, 0, 0.01, 2, NULL },
};

static double
tone (const double *values, double v)
{
  double range = values[WHITE] - values[BLACK];
  double slope;

  if (range > 0)
    v = (v - values[BLACK]) / range;
  else
    v = v >= values[BLACK] ? 1 : 0;
  v = CLAMP (v, 0, 1);
  v = recto_exact_power (v, 1 / values[GAMMA]);
  if (values[CONTRAST] >= 1)
    slope = 1e6;
  else
    slope = (1 + values[CONTRAST]) / (1 - values[CONTRAST]);
  v = (v - 0.5) * slope + 0.5 + values[BRIGHTNESS];
  return CLAMP (v, 0, 1);
}

static gpointer
prepare (const RectoStepInput *input)
{
  const double *values = input->values;
  guint depth = input->depth;

  if (depth == 8)
    {
      guint8 *table = g_new (guint8, 256);

      for (guint i = 0; i < 256; i++)
        table[i] = (guint8) floor (tone (values, i / 255.0) * 255 + 0.5);
      return table;
    }
  else
    {
      guint16 *table = g_new (guint16, 65536);

      for (guint i = 0; i < 65536; i++)
        table[i] = (guint16) floor (tone (values, i / 65535.0) * 65535 + 0.5);
      return table;
    }
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  recto_table_run (prepared, in, out);
}

static gboolean
is_neutral (const double *values)
{
  for (guint i = 0; i < N_PARAMS; i++)
    if (values[i] != params[i].default_value)
      return FALSE;
  return TRUE;
}

const RectoOperation recto_operation_tone_1 = {
  .name = "tone",
  .version = 1,
  .label = N_ ("Tone"),
  .help = N_ ("Black and white point, gamma, brightness and contrast: brings out faint print, erasures and weak "
              "fluorescence."),
  .group = RECTO_GROUP_TONE,
  .keywords = N_ ("brightness contrast gamma levels black white"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .prepare = prepare,
  .run = run,
  .is_neutral = is_neutral,
  .per_sample = TRUE,
};

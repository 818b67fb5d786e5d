/* recto-operation-white-balance.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picked patch becomes grey of its own luminance: each channel is multiplied by luminance / channel of the patch. On linear light (samples taken as sRGB, IEC
 * 61966-2-1; right for a cast of the lamp) or on the stored values as they are. Factors are at most 16. A grey picture has no cast and stays as it is.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"

#include <glib/gi18n.h>

enum
{
  RED,
  GREEN,
  BLUE,
  ON,
  N_PARAMS,
};

enum
{
  LINEAR,
  STORED,
};

static const RectoParamChoice ways[] = {
  { "linear", N_ ("Linear light") },
  { "stored", N_ ("Stored values") },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "r", N_ ("Red of the patch"), N_ ("Mean of the place that is to be grey"), "", RECTO_PARAM_DOUBLE, 0, 1, 1, 0.001, 4, NULL, TRUE },
  { "g", N_ ("Green of the patch"), N_ ("Mean of the place that is to be grey"), "", RECTO_PARAM_DOUBLE, 0, 1, 1, 0.001, 4, NULL, TRUE },
  { "b", N_ ("Blue of the patch"), N_ ("Mean of the place that is to be grey"), "", RECTO_PARAM_DOUBLE, 0, 1, 1, 0.001, 4, NULL, TRUE },
  { "on", N_ ("Balanced on"), N_ ("Linear light is right for the colour of a lamp; stored values suit pictures that are no sRGB"), "", RECTO_PARAM_CHOICE, 0, 1, LINEAR, 1, 0, ways },
};

#define MOST 16

static double
srgb_of_linear (double v)
{
  return v <= 0.0031308 ? 12.92 * v : 1.055 * recto_exact_power (v, 1 / 2.4) - 0.055;
}

/* A table for each channel, one behind the other. */
static gpointer
prepare (const RectoStepInput *input)
{
  const double *values = input->values;
  gboolean linear = values[ON] == LINEAR;
  guint top = recto_sample_top (input->depth);
  guint8 *tables = g_malloc ((gsize) input->channels * (top + 1) * (input->depth / 8));
  g_autofree double *light = g_new (double, top + 1);
  double patch[3], luminance;

  for (guint c = 0; c < 3; c++)
    patch[c] = linear ? recto_exact_srgb_to_linear (values[RED + c]) : values[RED + c];
  luminance = 0.2126 * patch[0] + 0.7152 * patch[1] + 0.0722 * patch[2];
  for (guint i = 0; i <= top; i++)
    light[i] = linear ? recto_exact_srgb_to_linear (i / (double) top) : i / (double) top;
  for (guint c = 0; c < input->channels; c++)
    {
      /* Black holds no colour to go by. */
      double factor = luminance <= 0 ? 1 : patch[c] * MOST <= luminance ? MOST : luminance / patch[c];

      if (input->channels == 1 || patch[c] == luminance)
        factor = 1;
      for (guint i = 0; i <= top; i++)
        {
          double v = MIN (light[i] * factor, 1);

          recto_sample_put (tables, (gsize) c * (top + 1) + i, input->depth,
                            factor == 1 ? i : recto_sample_from (linear ? srgb_of_linear (v) : v, top));
        }
    }
  return tables;
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  recto_tables_run (prepared, in, out);
}

static gboolean
is_neutral (const double *values)
{
  return values[RED] == values[GREEN] && values[GREEN] == values[BLUE];
}

const RectoOperation recto_operation_white_balance_1 = {
  .name = "white-balance",
  .version = 1,
  .label = N_ ("White balance"),
  .help = N_ ("Takes the colour of the lamp away by a place that is known to be grey or white, so that pictures of different devices can be compared. A grey picture stays as it is."),
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("grey point colour cast neutral temperature"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .prepare = prepare,
  .run = run,
  .is_neutral = is_neutral,
};

/* recto-operation-auto-levels.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A black and a white point drawn from the picture or a region of it: the black point is the lowest value that more than the given percentage of the samples
 * do not exceed, the white point the highest that more than the given percentage do not fall below; between them the values are stretched evenly. All channels
 * are counted together, so that colours keep their balance, or each by itself. A grey picture has but one channel.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"

#include <glib/gi18n.h>

enum
{
  LOW,
  HIGH,
  CHANNELS,
  N_PARAMS,
};

enum
{
  TOGETHER,
  SEPARATE,
};

static const RectoParamChoice ways[] = {
  { "together", N_ ("All together") },
  { "separate", N_ ("Each by itself") },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "low", N_ ("Clipped dark"), N_ ("So many of the darkest samples may become black"), "%", RECTO_PARAM_DOUBLE, 0, 49, 0.5, 0.1, 2, NULL },
  { "high", N_ ("Clipped bright"), N_ ("So many of the brightest samples may become white"), "%", RECTO_PARAM_DOUBLE, 0, 49, 0.5, 0.1, 2, NULL },
  { "channels", N_ ("Channels"), N_ ("Each by itself also takes away a colour cast, and changes colours"), "", RECTO_PARAM_CHOICE, 0, 1, TOGETHER, 1, 0, ways },
};

static guint
n_drawn (const double *values, guint channels, guint depth)
{
  return values[CHANNELS] == SEPARATE ? 2 * channels : 2;
}

static gboolean
draw (const double *values, const RectoPixels *in, const RectoRect *region, double *drawn, RectoWork *work)
{
  guint top = recto_sample_top (in->depth);
  guint n = n_drawn (values, in->channels, in->depth) / 2;
  g_autofree guint64 *counts = g_new (guint64, top + 1);

  for (guint c = 0; c < n; c++)
    {
      for (guint i = 0; i <= top; i++)
        counts[i] = 0;
      if (!recto_count_samples (in, region, values[CHANNELS] == SEPARATE ? (int) c : RECTO_COUNT_ALL, counts, work))
        return FALSE;
      drawn[2 * c] = recto_count_low (counts, top + 1, values[LOW]) / (double) top;
      drawn[2 * c + 1] = recto_count_high (counts, top + 1, values[HIGH]) / (double) top;
    }
  return TRUE;
}

/* A table for each channel, one behind the other. Points that do not part anything leave the values alone. */
static gpointer
prepare (const RectoStepInput *input)
{
  guint top = recto_sample_top (input->depth);
  guint8 *tables = g_malloc ((gsize) input->channels * (top + 1) * (input->depth / 8));

  for (guint c = 0; c < input->channels; c++)
    {
      const double *points = input->drawn + (input->values[CHANNELS] == SEPARATE ? 2 * c : 0);
      guint black = recto_sample_from (points[0], top);
      guint white = recto_sample_from (points[1], top);
      guint range = white - black;

      for (guint i = 0; i <= top; i++)
        recto_sample_put (tables, (gsize) c * (top + 1) + i, input->depth,
                          white <= black ? i : i <= black ? 0 : i >= white ? top : ((guint64) (i - black) * top * 2 + range) / (2 * range));
    }
  return tables;
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  recto_tables_run (prepared, in, out);
}

const RectoOperation recto_operation_auto_levels_1 = {
  .name = "auto-levels",
  .version = 1,
  .label = N_ ("Auto levels"),
  .help = N_ ("Stretches what is there over the whole range, by the picture or a region of it: brings up a dark exposure or weak fluorescence without guessing."),
  .group = RECTO_GROUP_TONE,
  .keywords = N_ ("percentile stretch normalise contrast black white point automatic"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .n_drawn = n_drawn,
  .draw = draw,
  .prepare = prepare,
  .run = run,
};

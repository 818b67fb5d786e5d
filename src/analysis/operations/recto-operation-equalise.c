/* recto-operation-equalise.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histogram equalisation (R. A. Hummel, 1977; K. R. Castleman, Digital Image Processing, 1996): a value goes to the share of samples that
 * are no brighter, (c(v) − c(lowest)) / (1 − c(lowest)). All channels are counted together and treated alike, so that grey stays grey. The shares
 * are drawn from the picture or a region of it: one for each value at 8 bit, one for each 16 values at 16 bit, straight lines between.
 */

#include "config.h"
#include "recto-operations.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  AMOUNT,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "amount", N_ ("Amount"), N_ ("How much of the equalised picture is mixed in"), "", RECTO_PARAM_DOUBLE, 0, 1, 1, 0.01, 2, NULL },
};

static guint
n_drawn (const double *values, guint channels, guint depth)
{
  return depth == 8 ? 256 : 4096;
}

static gboolean
draw (const double *values, const RectoPixels *in, const RectoRect *region, double *drawn, RectoWork *work)
{
  guint n = in->depth == 8 ? 256 : 4096;
  g_autofree guint64 *counts = g_new0 (guint64, n);
  gsize first = (gsize) region->x * in->channels;
  gsize last = first + (gsize) region->width * in->channels;
  guint64 total = 0, sum = 0, lowest = 0;

  for (int y = region->y; y < region->y + region->height; y++)
    {
      const guint8 *row = in->data + (gsize) y * in->stride;

      if ((y & 63) == 0 && recto_work_is_cancelled (work))
        return FALSE;
      if (in->depth == 8)
        for (gsize i = first; i < last; i++)
          counts[row[i]]++;
      else
        for (gsize i = first; i < last; i++)
          counts[((const guint16 *) row)[i] >> 4]++;
    }
  for (guint i = 0; i < n; i++)
    {
      if (total == 0)
        lowest = counts[i];
      total += counts[i];
    }
  for (guint i = 0; i < n; i++)
    {
      sum += counts[i];
      /* A picture of one value stays as it is. */
      drawn[i] = total == lowest ? (double) i / (n - 1) : sum <= lowest ? 0 : (double) (sum - lowest) / (double) (total - lowest);
    }
  return TRUE;
}

static gpointer
prepare (const RectoStepInput *input)
{
  double amount = input->values[AMOUNT];
  guint n = input->depth == 8 ? 256 : 65536;
  gpointer table = g_malloc ((gsize) n * (input->depth / 8));

  for (guint i = 0; i < n; i++)
    {
      double v = i / (double) (n - 1);
      double share;

      if (input->depth == 8)
        share = input->drawn[i];
      else
        {
          double before = i < 16 ? 0 : input->drawn[(i >> 4) - 1];

          share = before + (input->drawn[i >> 4] - before) * ((i & 15) + 1) / 16;
        }
      v = v + (CLAMP (share, 0, 1) - v) * amount;
      if (input->depth == 8)
        ((guint8 *) table)[i] = (guint8) floor (v * 255 + 0.5);
      else
        ((guint16 *) table)[i] = (guint16) floor (v * 65535 + 0.5);
    }
  return table;
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  recto_table_run (prepared, in, out);
}

static gboolean
is_neutral (const double *values)
{
  return values[AMOUNT] == 0;
}

const RectoOperation recto_operation_equalise_1 = {
  .name = "equalise",
  .version = 1,
  .label = N_ ("Equalise"),
  .help = N_ ("Spreads the values that are most common over the whole range: a quick look for anything faint, at the price of noise."),
  .group = RECTO_GROUP_TONE,
  .keywords = N_ ("histogram contrast stretch"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .n_drawn = n_drawn,
  .draw = draw,
  .prepare = prepare,
  .run = run,
  .is_neutral = is_neutral,
  .per_sample = TRUE,
};

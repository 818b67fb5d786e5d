/* recto-operation-threshold.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * White where the luminance exceeds a level, black elsewhere. The level is given; or drawn from the picture or a region of it by N. Otsu (1979: the level
 * that parts the values into two groups with the greatest variance between them); or found for each place from a square window about it:
 * its mean less an offset, or J. Sauvola and M. Pietikäinen's (2000) mean × (1 + k × (deviation / R − 1)) with R half of the range. Beyond the edge the outermost
 * pixels repeat. Window sums are whole numbers.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"
#include "recto-square.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  METHOD,
  LEVEL,
  WINDOW,
  OFFSET,
  K,
  N_PARAMS,
};

enum
{
  MANUAL,
  OTSU,
  MEAN,
  SAUVOLA,
};

static const RectoParamChoice methods[] = {
  { "manual", N_ ("Fixed level") },
  { "otsu", N_ ("Otsu (automatic)") },
  { "mean", N_ ("Local mean") },
  { "sauvola", N_ ("Sauvola (local)") },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "method", N_ ("Method"), N_ ("Local methods follow uneven light and shaded ground"), "", RECTO_PARAM_CHOICE, 0, 3, OTSU, 1, 0, methods },
  { "level", N_ ("Level"), N_ ("Brighter than this becomes white; for the fixed level"), "", RECTO_PARAM_DOUBLE, 0, 1, 0.5, 0.005, 3, NULL },
  { "window", N_ ("Window"), N_ ("Half the side of the square that a local method looks at: some stroke widths"), "px", RECTO_PARAM_INT, 1, 500, 20, 1, 0, NULL },
  { "offset", N_ ("Offset"), N_ ("So much below the local mean a place must be to become black"), "", RECTO_PARAM_DOUBLE, -0.5, 0.5, 0.05, 0.005, 3, NULL },
  { "k", N_ ("k (Sauvola)"), N_ ("Higher leaves faint traces white, and noise with them"), "", RECTO_PARAM_DOUBLE, -1, 1, 0.2, 0.01, 2, NULL },
};

static guint
one_channel (const double *values, guint channels)
{
  return 1;
}

static guint
n_drawn (const double *values, guint channels, guint depth)
{
  return values[METHOD] == OTSU ? 1 : 0;
}

/* The highest value of the lower group. Where several are as good, the lowest. */
static guint
otsu (const guint64 *counts, guint n)
{
  double total = 0, sum = 0, below = 0, below_sum = 0, best = -1;
  guint level = 0;

  for (guint i = 0; i < n; i++)
    {
      total += (double) counts[i];
      sum += (double) counts[i] * i;
    }
  for (guint i = 0; i < n; i++)
    {
      double apart, between;

      below += (double) counts[i];
      below_sum += (double) counts[i] * i;
      if (counts[i] == 0 || below >= total)
        continue;
      apart = below_sum / below - (sum - below_sum) / (total - below);
      between = below / total * ((total - below) / total) * apart * apart;
      if (between > best)
        {
          best = between;
          level = i;
        }
    }
  return level;
}

static gboolean
draw (const double *values, const RectoPixels *in, const RectoRect *region, double *drawn, RectoWork *work)
{
  guint top = recto_sample_top (in->depth);
  g_autofree guint64 *counts = g_new0 (guint64, top + 1);

  if (!recto_count_samples (in, region, RECTO_COUNT_LUMINANCE, counts, work))
    return FALSE;
  drawn[0] = otsu (counts, top + 1) / (double) top;
  return TRUE;
}

/* The drawn level: run_picture() is not handed the numbers. */
static gpointer
prepare (const RectoStepInput *input)
{
  guint top = recto_sample_top (input->depth);
  guint *level = g_new (guint, 1);
  double share = input->values[METHOD] == OTSU ? input->drawn[0] : input->values[LEVEL];

  *level = recto_sample_from (share, top);
  return level;
}

typedef struct
{
  const RectoPixels *in;
  RectoPixels *out;
  const double *values;
  guint level;
} Job;

static inline void
level_row (const guint8 *row, guint8 *to, guint width, guint channels, guint depth, guint level)
{
  guint top = recto_sample_top (depth);

  for (guint x = 0; x < width; x++)
    recto_sample_put (to, x, depth, recto_sample_grey (row, x, channels, depth) > level ? top : 0);
}

static void
level_rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  guint width = job->in->width, channels = job->in->channels;

  for (guint y = first; y < first + n; y++)
    {
      const guint8 *row = job->in->data + (gsize) y * job->in->stride;
      guint8 *to = job->out->data + (gsize) y * job->out->stride;

      if (job->in->depth == 8 && channels == 1)
        level_row (row, to, width, 1, 8, job->level);
      else if (job->in->depth == 8)
        level_row (row, to, width, 3, 8, job->level);
      else
        level_row (row, to, width, channels, 16, job->level);
    }
}

/* Row y of the columns from x on, with the sums of the windows about them. */
static void
local_row (guint x, guint y, guint n, const guint64 *sums, const guint64 *squares, guint64 area, gpointer data)
{
  const Job *job = data;
  guint depth = job->in->depth, channels = job->in->channels, top = recto_sample_top (depth);
  const guint8 *row = job->in->data + (gsize) y * job->in->stride;
  guint8 *to = job->out->data + (gsize) y * job->out->stride;
  double k = job->values[K];
  double offset = job->values[OFFSET] * top;
  double half = (top + 1) / 2;
  double share = 1 / (double) area;

  if (job->values[METHOD] == MEAN)
    {
      for (guint i = 0; i < n; i++)
        {
          double level = (double) (gint64) sums[i] * share - offset;

          recto_sample_put (to, x + i, depth, recto_sample_grey (row, x + i, channels, depth) > level ? top : 0);
        }
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      double mean = (double) (gint64) sums[i] * share;
      double variance = (double) (gint64) squares[i] * share - mean * mean;
      double level = mean * (1 + k * (sqrt (MAX (variance, 0)) / half - 1));

      recto_sample_put (to, x + i, depth, recto_sample_grey (row, x + i, channels, depth) > level ? top : 0);
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  Job job = { in, out, values, *(const guint *) prepared };
  double radius = floor (values[WINDOW] / recto_work_get_reduction (work) + 0.5);

  if (values[METHOD] == MANUAL || values[METHOD] == OTSU)
    return recto_work_rows (work, in->height, level_rows, &job);
  return recto_square_run (in, (guint) MAX (radius, 1), values[METHOD] == SAUVOLA, local_row, &job, work);
}

const RectoOperation recto_operation_threshold_1 = {
  .name = "threshold",
  .version = 1,
  .label = N_ ("Threshold"),
  .help = N_ ("Black and white by luminance: frees the shape of strokes, stamps and perforations from their ground for comparing and measuring."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_TONE,
  .keywords = N_ ("binarise black and white otsu sauvola adaptive bilevel"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = one_channel,
  .n_drawn = n_drawn,
  .draw = draw,
  .prepare = prepare,
  .run_picture = run_picture,
};

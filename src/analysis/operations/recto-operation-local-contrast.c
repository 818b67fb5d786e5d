/* recto-operation-local-contrast.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unsharp masking of the luminance over a large radius: v + amount × (luminance − smoothed luminance), the same for every channel, so that colour
 * differences stay. Smoothed is the luminance averaged three times over squares of 2 × radius + 1 pixels a side (W. M. Wells, 1986: near to a Gaussian whose standard deviation is
 * the radius), where at each time the outermost values repeat beyond the edge. Sums are whole numbers; the average is rounded once along rows and once down columns.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  RADIUS,
  AMOUNT,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "radius", N_ ("Radius"), N_ ("Size of what gains contrast: larger than a stroke, smaller than a page"), "px", RECTO_PARAM_DOUBLE, 5, 400, 40, 1, 0, NULL },
  { "amount", N_ ("Amount"), N_ ("How strongly; below 0 it smooths"), "", RECTO_PARAM_DOUBLE, -1, 5, 0.7, 0.05, 2, NULL },
};

typedef struct
{
  const RectoPixels *in;
  RectoPixels *out;
  guint radius;
  gint64 amount; /* in 1/4096 */
  guint16 *smooth; /* luminance, then smoothed */
} Job;

/* One average, as a sum, of n values of width columns each. sums: width values of room. */
static void
add_up (const guint64 *from, guint64 *to, guint64 *sums, guint n, guint width, guint radius)
{
  guint last = n - 1;

  for (guint c = 0; c < width; c++)
    sums[c] = from[c] * (radius + 1);
  for (guint i = 1; i <= radius; i++)
    {
      const guint64 *row = from + (gsize) MIN (i, last) * width;

      for (guint c = 0; c < width; c++)
        sums[c] += row[c];
    }
  for (guint i = 0; i < n; i++)
    {
      const guint64 *next = from + (gsize) MIN (i + radius + 1, last) * width;
      const guint64 *gone = from + (gsize) (i > radius ? i - radius : 0) * width;
      guint64 *result = to + (gsize) i * width;

      for (guint c = 0; c < width; c++)
        {
          result[c] = sums[c];
          sums[c] += next[c] - gone[c];
        }
    }
}

/* Three times: what it was is in values, and comes back there. */
static void
smooth (guint64 *values, guint64 *other, guint64 *sums, guint n, guint width, guint radius)
{
  add_up (values, other, sums, n, width, radius);
  add_up (other, values, sums, n, width, radius);
  add_up (values, other, sums, n, width, radius);
}

static double
share_of (guint radius)
{
  double side = 2.0 * radius + 1;

  return 1 / (side * side * side);
}

static void
smooth_rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  guint width = job->in->width;
  g_autofree guint64 *values = g_new (guint64, 2 * (gsize) width);
  double share = share_of (job->radius);
  guint64 sum;

  for (guint y = first; y < first + n; y++)
    {
      guint16 *row = job->smooth + (gsize) y * width;

      for (guint x = 0; x < width; x++)
        values[x] = row[x];
      smooth (values, values + width, &sum, width, 1, job->radius);
      for (guint x = 0; x < width; x++)
        row[x] = (guint16) (gint64) ((double) (gint64) values[width + x] * share + 0.5);
    }
}

static void
smooth_columns (guint first, guint n, gpointer data)
{
  const Job *job = data;
  guint width = job->in->width, height = job->in->height;
  gsize values_of_all = (gsize) height * n;
  g_autofree guint64 *values = g_new (guint64, 2 * values_of_all + n);
  double share = share_of (job->radius);

  for (guint y = 0; y < height; y++)
    for (guint c = 0; c < n; c++)
      values[(gsize) y * n + c] = job->smooth[(gsize) y * width + first + c];
  smooth (values, values + values_of_all, values + 2 * values_of_all, height, n, job->radius);
  for (guint y = 0; y < height; y++)
    for (guint c = 0; c < n; c++)
      job->smooth[(gsize) y * width + first + c] = (guint16) (gint64) ((double) (gint64) values[values_of_all + (gsize) y * n + c] * share + 0.5);
}

static inline void
sharpen_row (const Job *job, guint y, guint channels, guint depth)
{
  const guint8 *from = job->in->data + (gsize) y * job->in->stride;
  guint8 *to = job->out->data + (gsize) y * job->out->stride;
  const guint16 *smoothed = job->smooth + (gsize) y * job->in->width;
  guint shift = depth == 8 ? 8 : 0;
  gint64 most = depth == 8 ? 65280 : 65535;
  gint64 half = depth == 8 ? 128 : 0;

  for (gsize x = 0; x < job->in->width; x++)
    {
      gint64 luminance = (gint64) recto_sample_grey (from, x, channels, depth) << shift;
      gint64 more = (luminance - smoothed[x]) * job->amount / 4096;

      for (guint c = 0; c < channels; c++)
        {
          gint64 v = ((gint64) recto_sample_get (from, x * channels + c, depth) << shift) + more;

          recto_sample_put (to, x * channels + c, depth, (guint) ((CLAMP (v, 0, most) + half) >> shift));
        }
    }
}

static void
sharpen_rows (guint first, guint n, gpointer data)
{
  const Job *job = data;

  for (guint y = first; y < first + n; y++)
    if (job->in->depth == 8 && job->in->channels == 3)
      sharpen_row (job, y, 3, 8);
    else
      sharpen_row (job, y, job->in->channels, job->in->depth);
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  double radius = floor (values[RADIUS] / recto_work_get_reduction (work) + 0.5);
  Job job = { in, out, (guint) MAX (radius, 1), (gint64) floor (values[AMOUNT] * 4096 + 0.5), NULL };
  gboolean done;

  job.smooth = recto_luminance_plane (in, work);
  if (job.smooth == NULL)
    return FALSE;
  done = recto_work_rows (work, in->height, smooth_rows, &job) && recto_work_rows (work, in->width, smooth_columns, &job)
         && recto_work_rows (work, in->height, sharpen_rows, &job);
  free (job.smooth);
  return done;
}

static gboolean
is_neutral (const double *values)
{
  return values[AMOUNT] == 0;
}

const RectoOperation recto_operation_local_contrast_1 = {
  .name = "local-contrast",
  .version = 1,
  .label = N_ ("Local contrast"),
  .help = N_ ("Lifts the contrast of larger things over slow changes of light: for embossing, watermarks, folds and guilloches. Colours keep their differences."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_DETAIL,
  .keywords = N_ ("clarity large radius unsharp relief"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
  .is_neutral = is_neutral,
};

/* recto-operation-median.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each sample becomes the middle one of the square around it, channel by channel.
 */

#include "config.h"
#include "recto-median.h"
#include "recto-operations.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum
{
  RADIUS,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "radius", N_ ("Radius"), N_ ("Half the side of the square: specks narrower than this vanish, and so do strokes"), "px", RECTO_PARAM_INT, 1, RECTO_MEDIAN_MAX_RADIUS, 1, 1, 0, NULL },
};

typedef struct
{
  guint radius;
  const RectoPixels *in;
  RectoPixels *out;
} Job;

static void
rows (guint first, guint n, gpointer data)
{
  const Job *job = data;

  if (job->radius > 0)
    recto_median_rows (job->in, job->out, job->radius, first, n);
  else
    for (guint y = first; y < first + n; y++)
      memcpy (job->out->data + y * job->out->stride, job->in->data + y * job->in->stride,
              (gsize) job->in->width * job->in->channels * (job->in->depth / 8));
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  Job job = { (guint) floor (values[RADIUS] / recto_work_get_reduction (work) + 0.5), in, out };

  return recto_work_rows (work, in->height, rows, &job);
}

const RectoOperation recto_operation_median_1 = {
  .name = "median",
  .version = 1,
  .label = N_ ("Median"),
  .help = N_ ("Takes away dust, specks and single wrong pixels and leaves edges where they are; thin strokes and microprint go with them."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_DETAIL,
  .keywords = N_ ("noise dust specks despeckle smooth"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
};

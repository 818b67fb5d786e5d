/* recto-operation-blur.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gaussian smoothing; the radius is the standard deviation.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-smooth.h"

#include <glib/gi18n.h>
#include <string.h>

enum
{
  RADIUS,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "radius", N_ ("Radius"), N_ ("Detail smaller than this vanishes"), "px", RECTO_PARAM_DOUBLE, 0.3, RECTO_SMOOTH_MAX_SIGMA, 2, 0.1, 1, NULL },
};

typedef struct
{
  RectoSmooth smooth;
  const RectoPixels *in;
  RectoPixels *out;
} Job;

static void
rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  gsize n_samples = (gsize) job->in->width * job->in->channels;
  g_autofree guint16 *scratch = g_new (guint16, recto_smooth_get_scratch (&job->smooth));
  g_autofree guint16 *smooth = g_new (guint16, n_samples);

  for (guint y = first; y < first + n; y++)
    {
      guint8 *to = job->out->data + y * job->out->stride;

      recto_smooth_row (&job->smooth, y, scratch, smooth);
      if (job->in->depth == 8)
        for (gsize i = 0; i < n_samples; i++)
          to[i] = (guint8) ((smooth[i] + 128u) >> 8);
      else
        memcpy (to, smooth, n_samples * 2);
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  Job job = { .in = in, .out = out };
  gboolean done;

  if (!recto_smooth_init (&job.smooth, in, MAX (values[RADIUS] / recto_work_get_reduction (work), 0.2), RECTO_SMOOTH_ONLY, work))
    return FALSE;
  done = recto_work_rows (work, in->height, rows, &job);
  recto_smooth_clear (&job.smooth);
  return done;
}

const RectoOperation recto_operation_blur_1 = {
  .name = "blur",
  .version = 1,
  .label = N_ ("Blur"),
  .help = N_ ("Smooths everything alike: takes out grain and print raster so that large tints, stains and shading can be compared."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_DETAIL,
  .keywords = N_ ("gaussian smooth soften low pass"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
};

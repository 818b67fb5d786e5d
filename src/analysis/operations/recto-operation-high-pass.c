/* recto-operation-high-pass.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is left of a picture when its smoothed form is taken away, about mid grey: ½ + amount × (v − smoothed). The radius is the standard
 * deviation of the Gaussian.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-smooth.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  RADIUS,
  AMOUNT,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "radius", N_ ("Radius"), N_ ("What is wider than this goes: some strokes wide for writing, a few pixels for paper grain"), "px", RECTO_PARAM_DOUBLE, 0.5, RECTO_SMOOTH_MAX_SIGMA, 10, 0.5, 1, NULL },
  { "amount", N_ ("Amount"), N_ ("How strongly what is left is shown"), "", RECTO_PARAM_DOUBLE, 0.1, 20, 2, 0.1, 1, NULL },
};

typedef struct
{
  RectoSmooth smooth;
  gint64 amount; /* 1/4096 */
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
      const guint8 *from = job->in->data + y * job->in->stride;
      guint8 *to = job->out->data + y * job->out->stride;

      recto_smooth_row (&job->smooth, y, scratch, smooth);
      if (job->in->depth == 8)
        for (gsize i = 0; i < n_samples; i++)
          to[i] = (guint8) CLAMP ((128 * 1048576 + (((gint64) from[i] << 8) - smooth[i]) * job->amount + 524288) >> 20, 0, 255);
      else
        for (gsize i = 0; i < n_samples; i++)
          ((guint16 *) (void *) to)[i]
              = (guint16) CLAMP ((G_GINT64_CONSTANT (32768) * 4096 + ((gint64) ((const guint16 *) (const void *) from)[i] - smooth[i]) * job->amount + 2048) >> 12,
                                 0, 65535);
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  Job job = { .amount = (gint64) floor (values[AMOUNT] * 4096 + 0.5), .in = in, .out = out };
  gboolean done;

  if (!recto_smooth_init (&job.smooth, in, MAX (values[RADIUS] / recto_work_get_reduction (work), 0.3), RECTO_SMOOTH_ONLY, work))
    return FALSE;
  done = recto_work_rows (work, in->height, rows, &job);
  recto_smooth_clear (&job.smooth);
  return done;
}

const RectoOperation recto_operation_high_pass_1 = {
  .name = "high-pass",
  .version = 1,
  .label = N_ ("High-pass"),
  .help = N_ ("Shows only detail, about mid grey: erasures, faint strokes and paper structure stand out from shading and large areas."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_DETAIL,
  .keywords = N_ ("high pass detail filter erasure structure"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
};

/* recto-operation-unsharp.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Unsharp masking: v + amount × (v − smoothed), where the smoothed picture is a Gaussian of the given radius (its standard deviation), and only where the
 * difference exceeds the threshold.
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
  THRESHOLD,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "radius", N_ ("Radius"), N_ ("Size of the detail that is sharpened: about the width of a stroke"), "px", RECTO_PARAM_DOUBLE, 0.5, 30, 2, 0.1, 1, NULL },
  { "amount", N_ ("Amount"), N_ ("How strongly"), "", RECTO_PARAM_DOUBLE, 0, 5, 1, 0.05, 2, NULL },
  { "threshold", N_ ("Threshold"), N_ ("Differences up to this are left alone, as noise"), "", RECTO_PARAM_DOUBLE, 0, 0.2, 0, 0.002, 3, NULL },
};

typedef struct
{
  RectoSmooth smooth;
  const double *values;
  const RectoPixels *in;
  RectoPixels *out;
} Job;

/* Amount and threshold in integers: 1/4096, and units of the smoothed values. */
static void
sharpen (const Job *job, guint y, const guint16 *smooth)
{
  gsize n = (gsize) job->in->width * job->in->channels;
  gint64 amount = (gint64) floor (job->values[AMOUNT] * 4096 + 0.5);
  gint32 threshold = (gint32) floor (job->values[THRESHOLD] * (job->in->depth == 8 ? 65280 : 65535) + 0.5);

  for (gsize i = 0; i < n; i++)
    {
      gint32 v = job->in->depth == 8 ? job->in->data[y * job->in->stride + i] << 8
                                     : ((const guint16 *) (job->in->data + y * job->in->stride))[i];
      gint32 difference = v - smooth[i];
      gint64 sharp = v;

      if (ABS (difference) > threshold)
        sharp += (difference * amount) / 4096;
      if (job->in->depth == 8)
        job->out->data[y * job->out->stride + i] = (guint8) (CLAMP (sharp + 128, 0, 65280 + 128) >> 8);
      else
        ((guint16 *) (job->out->data + y * job->out->stride))[i] = (guint16) CLAMP (sharp, 0, 65535);
    }
}

static void
rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  g_autofree guint16 *scratch = g_new (guint16, recto_smooth_get_scratch (&job->smooth));
  g_autofree guint16 *smooth = g_new (guint16, (gsize) job->in->width * job->in->channels);

  for (guint y = first; y < first + n; y++)
    {
      recto_smooth_row (&job->smooth, y, scratch, smooth);
      sharpen (job, y, smooth);
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  Job job = { .values = values, .in = in, .out = out };
  gboolean done;

  if (!recto_smooth_init (&job.smooth, in, MAX (values[RADIUS] / recto_work_get_reduction (work), 0.3), RECTO_SMOOTH_ONLY, work))
    return FALSE;
  done = recto_work_rows (work, in->height, rows, &job);
  recto_smooth_clear (&job.smooth);
  return done;
}

static gboolean
is_neutral (const double *values)
{
  return values[AMOUNT] == 0;
}

const RectoOperation recto_operation_unsharp_1 = {
  .name = "unsharp",
  .version = 1,
  .label = N_ ("Sharpen"),
  .help = N_ ("Unsharp masking: makes edges of print, strokes and microprint steeper; it cannot add what the scan does not hold."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_DETAIL,
  .keywords = N_ ("unsharp mask edges focus"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
  .is_neutral = is_neutral,
};

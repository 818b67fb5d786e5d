/* recto-operation-relief.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brightness taken for height and lit from one side: ½ + amount × (v (p − d) − v (p + d)), d the distance towards the light. Between pixels v
 * is read by straight lines along both axes, in 256ths of a pixel; edges repeat.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-operations.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum
{
  ANGLE,
  DISTANCE,
  AMOUNT,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "angle", N_ ("Light from"), N_ ("Where the light seems to come from: 0 is the right, 90 above, 180 the left"), "°", RECTO_PARAM_DOUBLE, 0, 360, 135, 1, 0, NULL },
  { "distance", N_ ("Distance"), N_ ("Size of the detail that stands out"), "px", RECTO_PARAM_DOUBLE, 0.5, 10, 1, 0.1, 1, NULL },
  { "amount", N_ ("Amount"), N_ ("How strongly"), "", RECTO_PARAM_DOUBLE, 0.1, 20, 2, 0.1, 1, NULL },
};

/* A place beside the pixel: whole steps and 256ths. */
typedef struct
{
  gint64 x;
  gint64 y;
  guint32 part_x;
  guint32 part_y;
} Offset;

typedef struct
{
  Offset plus;
  Offset minus;
  gint64 amount; /* 1/256 */
  guint reach;
  const RectoPixels *in;
  RectoPixels *out;
} Job;

static Offset
offset (double x, double y)
{
  gint64 fixed_x = (gint64) floor (x * 256 + 0.5), fixed_y = (gint64) floor (y * 256 + 0.5);
  Offset result = { fixed_x >> 8, fixed_y >> 8, (guint32) (fixed_x & 255), (guint32) (fixed_y & 255) };

  return result;
}

/* A row of the picture with its ends repeated. */
static void
widen (const Job *job, gint64 y, guint16 *wide)
{
  const RectoPixels *in = job->in;
  const guint8 *row = in->data + (gsize) CLAMP (y, 0, (gint64) in->height - 1) * in->stride;
  gsize n = (gsize) in->width * in->channels, edge = (gsize) job->reach * in->channels;

  if (in->depth == 8)
    for (gsize i = 0; i < n; i++)
      wide[edge + i] = row[i];
  else
    memcpy (wide + edge, row, n * 2);
  for (gsize i = 0; i < edge; i++)
    {
      wide[i] = wide[edge + i % in->channels];
      wide[edge + n + i] = wide[edge + n - in->channels + i % in->channels];
    }
}

/* Adds or takes away, in 65536ths. */
RECTO_LOOP void
gather_body (gint64 *sums, const guint16 *above, const guint16 *below, guint step, gint64 x, gint64 y, gint64 sign, gsize n)
{
  gint64 a = sign * (256 - x) * (256 - y), b = sign * x * (256 - y), c = sign * (256 - x) * y, d = sign * x * y;

  for (gsize i = 0; i < n; i++)
    sums[i] += a * above[i] + b * above[i + step] + c * below[i] + d * below[i + step];
}
RECTO_DEFINE_FORMS (gather, (gint64 *sums, const guint16 *above, const guint16 *below, guint step, gint64 x, gint64 y, gint64 sign, gsize n),
                    (sums, above, below, step, x, y, sign, n))

static void
gather_offset (const Job *job, guint y, const Offset *o, gint64 sign, guint16 *above, guint16 *below, gint64 *sums)
{
  guint step = job->in->channels;
  gsize left = (gsize) ((gint64) job->reach + o->x) * step;

  widen (job, (gint64) y + o->y, above);
  widen (job, (gint64) y + o->y + 1, below);
  gather (sums, above + left, below + left, step, o->part_x, o->part_y, sign, (gsize) job->in->width * step);
}

static void
rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  gsize n_samples = (gsize) job->in->width * job->in->channels;
  gsize n_wide = n_samples + 2 * (gsize) job->reach * job->in->channels;
  g_autofree guint16 *above = g_new (guint16, n_wide);
  g_autofree guint16 *below = g_new (guint16, n_wide);
  g_autofree gint64 *sums = g_new (gint64, n_samples);
  gint64 top = job->in->depth == 8 ? 255 : 65535;
  gint64 middle = (top + 1) / 2 * 16777216 + 8388608;

  for (guint y = first; y < first + n; y++)
    {
      guint8 *to = job->out->data + y * job->out->stride;

      memset (sums, 0, sizeof (gint64) * n_samples);
      gather_offset (job, y, &job->minus, 1, above, below, sums);
      gather_offset (job, y, &job->plus, -1, above, below, sums);
      for (gsize i = 0; i < n_samples; i++)
        {
          gint64 v = (middle + sums[i] * job->amount) >> 24;

          v = CLAMP (v, 0, top);
          if (job->in->depth == 8)
            to[i] = (guint8) v;
          else
            ((guint16 *) (void *) to)[i] = (guint16) v;
        }
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  double distance = values[DISTANCE] / recto_work_get_reduction (work);
  Job job = { .amount = (gint64) floor (values[AMOUNT] * 256 + 0.5), .in = in, .out = out };
  double sine, cosine;

  recto_exact_sine (values[ANGLE], &sine, &cosine);
  job.plus = offset (distance * cosine, -distance * sine);
  job.minus = offset (-distance * cosine, distance * sine);
  job.reach = (guint) ceil (distance) + 2;
  return recto_work_rows (work, in->height, rows, &job);
}

const RectoOperation recto_operation_relief_1 = {
  .name = "relief",
  .version = 1,
  .label = N_ ("Relief"),
  .help = N_ ("Takes brightness for height and lights it from one side: embossing, indented writing and scratches along other directions stand out."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_DETAIL,
  .keywords = N_ ("emboss direction oblique indented writing"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
};

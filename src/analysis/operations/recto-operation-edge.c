/* recto-operation-edge.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The length of the gradient, channel by channel, by the 3 × 3 operators of Sobel (1968) or Scharr (2000), after smoothing if wanted. An edge between
 * two areas comes out as bright as they differ. Sums are integers; the square root is IEEE's, which is correctly rounded everywhere.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-operations.h"
#include "recto-smooth.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum
{
  OPERATOR,
  SMOOTHING,
  AMOUNT,
  N_PARAMS,
};

enum
{
  SOBEL,
  SCHARR,
};

static const RectoParamChoice operators[] = {
  { "sobel", N_ ("Sobel") },
  { "scharr", N_ ("Scharr") },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "operator", N_ ("Operator"), N_ ("How the slope is measured; Scharr is more even between directions"), "", RECTO_PARAM_CHOICE, 0, 1, SCHARR, 1, 0, operators },
  { "smoothing", N_ ("Smoothing"), N_ ("Grain smaller than this makes no edges; 0 takes the pixels as they are"), "px", RECTO_PARAM_DOUBLE, 0, 20, 1, 0.1, 1, NULL },
  { "amount", N_ ("Amount"), N_ ("How strongly"), "", RECTO_PARAM_DOUBLE, 0.1, 20, 2, 0.1, 1, NULL },
};

typedef struct
{
  gboolean smoothed;
  RectoSmooth smooth;
  gint32 side;   /* weights of the rows beside the middle, and of the middle */
  gint32 middle;
  double scale;  /* from the length of the sums to samples */
  const RectoPixels *in;
  RectoPixels *out;
} Job;

/* A row with one pixel more at both ends; 8-bit samples with 8 binary places. */
static void
get_row (const Job *job, gint64 y, guint16 *scratch, guint16 *wide)
{
  const RectoPixels *in = job->in;
  gsize step = in->channels, n = in->width * step;
  guint at = (guint) CLAMP (y, 0, (gint64) in->height - 1);
  const guint8 *row = in->data + at * in->stride;

  if (job->smoothed)
    recto_smooth_row (&job->smooth, at, scratch, wide + step);
  else if (in->depth == 8)
    for (gsize i = 0; i < n; i++)
      wide[step + i] = (guint16) (row[i] << 8);
  else
    memcpy (wide + step, row, n * 2);
  for (gsize c = 0; c < step; c++)
    {
      wide[c] = wide[step + c];
      wide[step + n + c] = wide[n + c];
    }
}

RECTO_LOOP void
slope_body (const guint16 *a, const guint16 *b, const guint16 *c, gsize s, const Job *job, guint16 *to, gsize n)
{
  gint32 side = job->side, middle = job->middle;
  double scale = job->scale, top = job->in->depth == 8 ? 255 : 65535;

  for (gsize i = 0; i < n; i++)
    {
      gint32 across = side * (a[i + 2 * s] - a[i]) + middle * (b[i + 2 * s] - b[i]) + side * (c[i + 2 * s] - c[i]);
      gint32 down = side * (c[i] - a[i]) + middle * (c[i + s] - a[i + s]) + side * (c[i + 2 * s] - a[i + 2 * s]);
      double length = sqrt ((double) across * across + (double) down * down) * scale + 0.5;

      to[i] = (guint16) (gint32) (length < top ? length : top);
    }
}
RECTO_DEFINE_FORMS (slope, (const guint16 *a, const guint16 *b, const guint16 *c, gsize s, const Job *job, guint16 *to, gsize n),
                    (a, b, c, s, job, to, n))

static void
rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  gsize step = job->in->channels, n_samples = job->in->width * step;
  gsize n_wide = n_samples + 2 * step;
  g_autofree guint16 *scratch = job->smoothed ? g_new (guint16, recto_smooth_get_scratch (&job->smooth)) : NULL;
  g_autofree guint16 *wide = g_new (guint16, 3 * n_wide);
  g_autofree guint16 *lengths = g_new (guint16, n_samples);
  guint16 *ring[3] = { wide, wide + n_wide, wide + 2 * n_wide };

  get_row (job, (gint64) first - 1, scratch, ring[0]);
  get_row (job, first, scratch, ring[1]);
  for (guint y = first; y < first + n; y++)
    {
      guint8 *to = job->out->data + y * job->out->stride;
      guint16 *above = ring[0];

      get_row (job, (gint64) y + 1, scratch, ring[2]);
      slope (ring[0], ring[1], ring[2], step, job, lengths, n_samples);
      if (job->in->depth == 8)
        for (gsize i = 0; i < n_samples; i++)
          to[i] = (guint8) lengths[i];
      else
        memcpy (to, lengths, n_samples * 2);
      ring[0] = ring[1];
      ring[1] = ring[2];
      ring[2] = above;
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  gboolean scharr = values[OPERATOR] == SCHARR;
  Job job = { .side = scharr ? 3 : 1, .middle = scharr ? 10 : 2, .in = in, .out = out };
  double smoothing = values[SMOOTHING] / recto_work_get_reduction (work);
  gboolean done;

  job.scale = values[AMOUNT] / (scharr ? 16 : 4) / (in->depth == 8 ? 256 : 1);
  job.smoothed = smoothing >= 0.2;
  if (job.smoothed && !recto_smooth_init (&job.smooth, in, smoothing, RECTO_SMOOTH_ONLY, work))
    return FALSE;
  done = recto_work_rows (work, in->height, rows, &job);
  if (job.smoothed)
    recto_smooth_clear (&job.smooth);
  return done;
}

const RectoOperation recto_operation_edge_1 = {
  .name = "edge",
  .version = 1,
  .label = N_ ("Edges"),
  .help = N_ ("Shows how steep each place is, whatever its brightness: the outlines of print, cuts and replaced areas."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_DETAIL,
  .keywords = N_ ("sobel scharr gradient outline contour"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
};

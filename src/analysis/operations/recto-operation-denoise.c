/* recto-operation-denoise.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guided filter with each channel as its own guide (K. He, J. Sun and X. Tang, Guided Image Filtering, ECCV 2010): in each square the picture
 * is a line a × v + b, where a = variance / (variance + noise²), and each sample takes the mean of the lines of all squares it is in. The sums are
 * integers; a has 16 binary places, b 12 (8-bit samples) or 4.
 */

#include "config.h"
#include "recto-box.h"
#include "recto-cpu.h"
#include "recto-operations.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

enum
{
  RADIUS,
  NOISE,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "radius", N_ ("Radius"), N_ ("Half the side of the square that is averaged"), "px", RECTO_PARAM_INT, 1, RECTO_BOX_MAX_RADIUS, 3, 1, 0, NULL },
  { "noise", N_ ("Noise"), N_ ("Differences smaller than this are smoothed, larger ones are kept as edges"), "", RECTO_PARAM_DOUBLE, 0.002, 0.3, 0.03, 0.002, 3, NULL },
};

typedef struct
{
  const RectoPixels *in;
  RectoPixels *out;
  guint radius;
  double samples;  /* of the square */
  double epsilon;  /* noise² × samples² */
  double b_places; /* 2 to the number of b's binary places */
} Job;

RECTO_LOOP void
lines_body (const Job *job, const guint32 *sums, const guint64 *squares, guint32 *a, guint32 *b, gsize n)
{
  double epsilon = job->epsilon, scale = job->b_places / (65536 * job->samples);
  gint64 samples = (gint64) job->samples;

  for (gsize i = 0; i < n; i++)
    {
      double variance = (double) (samples * (gint64) squares[i] - (gint64) sums[i] * sums[i]);
      double share = variance / (variance + epsilon);

      a[i] = (guint32) (gint32) (share * 65536 + 0.5);
      b[i] = (guint32) (gint32) ((double) (gint32) (65536 - a[i]) * (gint32) sums[i] * scale + 0.5);
    }
}
RECTO_DEFINE_FORMS (lines, (const Job *job, const guint32 *sums, const guint64 *squares, guint32 *a, guint32 *b, gsize n),
                    (job, sums, squares, a, b, n))

RECTO_LOOP void
slide_body (guint32 *columns, const guint32 *comes, const guint32 *goes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    columns[i] += comes[i] - goes[i];
}
RECTO_DEFINE_FORMS (slide, (guint32 *columns, const guint32 *comes, const guint32 *goes, gsize n), (columns, comes, goes, n))

RECTO_LOOP void
mix_body (const Job *job, gpointer to, gconstpointer from, const guint32 *a, const guint32 *b, gsize n)
{
  double scale = 1 / (65536 * job->samples), b_scale = 65536 / job->b_places;

  if (job->in->depth == 8)
    for (gsize i = 0; i < n; i++)
      {
        double v = ((double) (gint32) a[i] * ((const guint8 *) from)[i] + (double) (gint32) b[i] * b_scale) * scale + 0.5;

        ((guint8 *) to)[i] = (guint8) (gint32) (v < 255 ? v : 255);
      }
  else
    for (gsize i = 0; i < n; i++)
      {
        double v = ((double) (gint32) a[i] * ((const guint16 *) from)[i] + (double) (gint32) b[i] * b_scale) * scale + 0.5;

        ((guint16 *) to)[i] = (guint16) (gint32) (v < 65535 ? v : 65535);
      }
}
RECTO_DEFINE_FORMS (mix, (const Job *job, gpointer to, gconstpointer from, const guint32 *a, const guint32 *b, gsize n),
                    (job, to, from, a, b, n))

/* The lines of all rows that the band looks at, a and b by turns. */
static guint32 *
make_lines (const Job *job, guint from, guint to)
{
  gsize n = (gsize) job->in->width * job->in->channels;
  guint32 *all = g_new (guint32, 2 * n * (to - from + 1));
  g_autofree guint32 *sums = g_new (guint32, n);
  g_autofree guint64 *squares = g_new (guint64, n);
  RectoBox box;

  recto_box_init (&box, job->in, job->radius);
  for (guint y = from; y <= to; y++)
    {
      recto_box_row (&box, y, sums, squares);
      lines (job, sums, squares, all + 2 * n * (y - from), all + 2 * n * (y - from) + n, n);
    }
  recto_box_clear (&box);
  return all;
}

static void
rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  gint64 radius = job->radius, last = (gint64) job->in->height - 1;
  gint64 from = MAX ((gint64) first - radius, 0), to = MIN ((gint64) first + n - 1 + radius, last);
  gsize n_samples = (gsize) job->in->width * job->in->channels;
  g_autofree guint32 *all = make_lines (job, (guint) from, (guint) to);
  g_autofree guint32 *columns = g_new0 (guint32, 2 * n_samples);
  g_autofree guint32 *sums = g_new (guint32, 2 * n_samples);
  g_autofree guint32 *nothing = g_new0 (guint32, 2 * n_samples);

  for (gint64 k = (gint64) first - radius; k <= (gint64) first + radius; k++)
    slide (columns, all + 2 * n_samples * (gsize) (CLAMP (k, 0, last) - from), nothing, 2 * n_samples);
  for (guint y = first; y < first + n; y++)
    {
      if (y > first)
        slide (columns, all + 2 * n_samples * (gsize) (MIN (y + radius, last) - from),
               all + 2 * n_samples * (gsize) (MAX ((gint64) y - 1 - radius, 0) - from), 2 * n_samples);
      recto_box_along (columns, n_samples, job->in->channels, job->radius, sums);
      recto_box_along (columns + n_samples, n_samples, job->in->channels, job->radius, sums + n_samples);
      mix (job, job->out->data + y * job->out->stride, job->in->data + y * job->in->stride, sums, sums + n_samples, n_samples);
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  Job job = { .in = in, .out = out };
  double noise = values[NOISE] * (in->depth == 8 ? 255 : 65535);
  guint side;

  job.radius = (guint) MAX (floor (values[RADIUS] / recto_work_get_reduction (work) + 0.5), 1);
  side = 2 * job.radius + 1;
  job.samples = side * side;
  job.epsilon = noise * noise * job.samples * job.samples;
  job.b_places = in->depth == 8 ? 4096 : 16;
  return recto_work_rows (work, in->height, rows, &job);
}

const RectoOperation recto_operation_denoise_1 = {
  .name = "denoise",
  .version = 1,
  .label = N_ ("Smooth, keeping edges"),
  .help = N_ ("Takes grain and sensor noise out of even areas and leaves strong edges sharp: before stretching a faint picture; weak strokes may go too."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_DETAIL,
  .keywords = N_ ("noise reduction denoise guided bilateral filter grain"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
};

/* recto-operation-background.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ground of a picture is estimated from the picture itself and taken out. The estimate is the smoothed picture, or the smoothed closing (opening) of a
 * reduced one, in which marks darker (lighter) than the ground and narrower than twice the size are filled (S. R. Sternberg, Biomedical Image
 * Processing, 1983). Channel by channel, so that the ground's colour goes too.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-operations.h"
#include "recto-smooth.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  SIZE,
  MARKS,
  METHOD,
  LEVEL,
  N_PARAMS,
};

enum
{
  MARKS_DARK,
  MARKS_LIGHT,
  MARKS_BOTH,
};

enum
{
  METHOD_DIVIDE,
  METHOD_SUBTRACT,
};

static const RectoParamChoice marks[] = {
  { "dark", N_ ("Darker than the ground") },
  { "light", N_ ("Lighter than the ground") },
  { "both", N_ ("Both") },
  { NULL, NULL },
};

static const RectoParamChoice methods[] = {
  { "divide", N_ ("Divide by it") },
  { "subtract", N_ ("Subtract it") },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "size", N_ ("Size"), N_ ("Wider than half of any mark that is to stay, and smaller than the patches of light"), "px", RECTO_PARAM_DOUBLE, 4, RECTO_SMOOTH_MAX_SIGMA, 40, 1, 0, NULL },
  { "marks", N_ ("Marks"), N_ ("What stands on the ground and must not count for it"), "", RECTO_PARAM_CHOICE, 0, 2, MARKS_DARK, 1, 0, marks },
  { "method", N_ ("Ground"), N_ ("Dividing is right for uneven light, subtracting for stray light and glow"), "", RECTO_PARAM_CHOICE, 0, 1, METHOD_DIVIDE, 1, 0, methods },
  { "level", N_ ("Level"), N_ ("What the ground becomes"), "", RECTO_PARAM_DOUBLE, 0, 1, 0.8, 0.01, 2, NULL },
};

typedef struct
{
  RectoSmooth smooth;
  gboolean divide;
  double level; /* in the units of the smoothed values */
  const RectoPixels *in;
  RectoPixels *out;
} Job;

/* 8-bit samples come with 8 binary places. Each value is held to what a sample may be, then rounded. */
RECTO_LOOP void
even_8_body (const guint8 *from, const guint16 *ground, double level, gboolean divide, guint8 *to, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      double g = ground[i] > 256 ? ground[i] : 256;
      double v = divide ? from[i] * level / g : (from[i] * 256.0 - ground[i] + level) * (1 / 256.0);

      v = v + 0.5;
      v = v > 0 ? v : 0;
      to[i] = (guint8) (gint32) (v < 255 ? v : 255);
    }
}
RECTO_DEFINE_FORMS (even_8, (const guint8 *from, const guint16 *ground, double level, gboolean divide, guint8 *to, gsize n),
                    (from, ground, level, divide, to, n))

RECTO_LOOP void
even_16_body (const guint16 *from, const guint16 *ground, double level, gboolean divide, guint16 *to, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      double g = ground[i] > 256 ? ground[i] : 256;
      double v = divide ? from[i] * level / g : from[i] - (double) ground[i] + level;

      v = v + 0.5;
      v = v > 0 ? v : 0;
      to[i] = (guint16) (gint32) (v < 65535 ? v : 65535);
    }
}
RECTO_DEFINE_FORMS (even_16, (const guint16 *from, const guint16 *ground, double level, gboolean divide, guint16 *to, gsize n),
                    (from, ground, level, divide, to, n))

static void
rows (guint first, guint n, gpointer data)
{
  const Job *job = data;
  gsize n_samples = (gsize) job->in->width * job->in->channels;
  g_autofree guint16 *scratch = g_new (guint16, recto_smooth_get_scratch (&job->smooth));
  g_autofree guint16 *ground = g_new (guint16, n_samples);

  for (guint y = first; y < first + n; y++)
    {
      const guint8 *from = job->in->data + y * job->in->stride;
      guint8 *to = job->out->data + y * job->out->stride;

      recto_smooth_row (&job->smooth, y, scratch, ground);
      if (job->in->depth == 8)
        even_8 (from, ground, job->level, job->divide, to, n_samples);
      else
        even_16 ((const guint16 *) (const void *) from, ground, job->level, job->divide, (guint16 *) (void *) to, n_samples);
    }
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  static const RectoSmoothKind kinds[] = { RECTO_SMOOTH_CLOSED, RECTO_SMOOTH_OPENED, RECTO_SMOOTH_ONLY };
  double size = MAX (values[SIZE] / recto_work_get_reduction (work), 0.5);
  Job job = { .divide = values[METHOD] == METHOD_DIVIDE, .in = in, .out = out };
  gboolean done;

  job.level = values[LEVEL] * (in->depth == 8 ? 65280 : 65535);
  if (!recto_smooth_init (&job.smooth, in, size, kinds[(int) values[MARKS]], work))
    return FALSE;
  done = recto_work_rows (work, in->height, rows, &job);
  recto_smooth_clear (&job.smooth);
  return done;
}

const RectoOperation recto_operation_background_1 = {
  .name = "background",
  .version = 1,
  .label = N_ ("Even out the ground"),
  .help = N_ ("Estimates the ground under print and writing and takes it out: for uneven light, shadows of a fold, stains and a tinted paper."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_GROUND,
  .keywords = N_ ("background flat field shading illumination vignette paper"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
};

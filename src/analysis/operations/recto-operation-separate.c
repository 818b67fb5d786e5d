/* recto-operation-separate.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grey from the projection of R, G, B that parts two regions best: R. A. Fisher's linear discriminant (1936), w = S⁻¹ (m₂ − m₁), with S the mean of both
 * covariances and the variance of rounding to 8 bit (1/12 of a level squared) on its diagonal. The first region is the one that is drawn from; it becomes dark. The second
 * stands in the parameters; without one it is the whole picture. The means come to lie spread apart about the middle. Regions that do not differ give luminance; a grey
 * picture has but one direction, that is stretched likewise.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"
#include "recto-spread.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  SPREAD,
  X,
  Y,
  WIDTH,
  HEIGHT,
  N_PARAMS,
};

#define SIDE(name, label) { name, label, N_ ("Where the second region lies, in stored pixels"), "px", RECTO_PARAM_INT, 0, 1000000, 0, 1, 0, NULL, TRUE }

static const RectoParam params[N_PARAMS] = {
  { "spread", N_ ("Spread"), N_ ("How far the two regions come to lie apart, as a share of the range"), "", RECTO_PARAM_DOUBLE, 0.05, 1, 0.5, 0.05, 2, NULL },
  SIDE ("x", N_ ("Second region, left")),
  SIDE ("y", N_ ("Second region, top")),
  SIDE ("width", N_ ("Second region, width")),
  SIDE ("height", N_ ("Second region, height")),
};

#define ROUNDING (1.0 / (12.0 * 255 * 255))

enum
{
  FIRST,           /* mean */
  SECOND = FIRST + 3,
  POOLED = SECOND + 3, /* covariance */
  N_DRAWN = POOLED + 6,
};

typedef struct
{
  double weights[3];
  double shift; /* added to the sum */
} Projection;

static guint
one_channel (const double *values, guint channels)
{
  return 1;
}

static guint
n_drawn (const double *values, guint channels, guint depth)
{
  return N_DRAWN;
}

/* The second region on the pixels that are worked on. */
static RectoRect
second_region (const double *values, const RectoPixels *in, RectoWork *work)
{
  double reduction = recto_work_get_reduction (work);
  RectoRect all = { 0, 0, (int) in->width, (int) in->height };
  RectoRect wanted = { (int) (values[X] / reduction), (int) (values[Y] / reduction),
                       (int) ceil (values[WIDTH] / reduction), (int) ceil (values[HEIGHT] / reduction) };
  RectoRect found;

  return recto_rect_intersect (&wanted, &all, &found) ? found : all;
}

static gboolean
draw (const double *values, const RectoPixels *in, const RectoRect *region, double *drawn, RectoWork *work)
{
  RectoRect other = second_region (values, in, work);
  RectoSpread a, b;

  if (!recto_spread_draw (&a, in, region, NULL, work) || !recto_spread_draw (&b, in, &other, NULL, work))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      drawn[FIRST + i] = a.mean[i];
      drawn[SECOND + i] = b.mean[i];
    }
  for (guint i = 0; i < 6; i++)
    drawn[POOLED + i] = (a.covariance[i] + b.covariance[i]) / 2;
  return TRUE;
}

static gpointer
prepare (const RectoStepInput *input)
{
  const double *drawn = input->drawn;
  Projection *self = g_new0 (Projection, 1);
  double matrix[6], apart[3], w[3], distance = 0, middle = 0;

  for (guint i = 0; i < 6; i++)
    matrix[i] = drawn[POOLED + i] + (i == 0 || i == 3 || i == 5 ? ROUNDING : 0);
  for (guint i = 0; i < 3; i++)
    apart[i] = drawn[SECOND + i] - drawn[FIRST + i];
  if (recto_spread_solve (matrix, apart, w))
    for (guint i = 0; i < 3; i++)
      {
        distance += w[i] * apart[i];
        middle += w[i] * (drawn[FIRST + i] + drawn[SECOND + i]) / 2;
      }
  if (distance > 1e-12 && isfinite (distance) && isfinite (middle))
    {
      double gain = input->values[SPREAD] / distance;

      for (guint i = 0; i < 3; i++)
        self->weights[i] = w[i] * gain;
      self->shift = 0.5 - middle * gain;
      return self;
    }
  self->weights[0] = input->channels == 1 ? 1 : 0.2126;
  self->weights[1] = 0.7152;
  self->weights[2] = 0.0722;
  return self;
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  const Projection *self = prepared;
  guint depth = in->depth, top = recto_sample_top (depth);
  double unit = 1.0 / top;
  double r = self->weights[0] * unit, g = self->weights[1] * unit, b = self->weights[2] * unit;

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize x = 0; x < in->width; x++)
        {
          double v = in->channels == 1 ? r * recto_sample_get (from, x, depth)
                                       : r * recto_sample_get (from, 3 * x, depth) + g * recto_sample_get (from, 3 * x + 1, depth)
                                             + b * recto_sample_get (from, 3 * x + 2, depth);

          recto_sample_put (to, x, depth, recto_sample_from (v + self->shift, top));
        }
    }
}

const RectoOperation recto_operation_separate_1 = {
  .name = "separate",
  .version = 1,
  .label = N_ ("Separate two inks"),
  .help = N_ ("Grey from the mixture of channels that parts two regions best: one ink from another, writing from a stamp or from the ground. Draw the first region, and pick the second. On grey it stretches the contrast between them."),
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("fisher discriminant lda projection ink two regions best grey"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = one_channel,
  .n_drawn = n_drawn,
  .draw = draw,
  .prepare = prepare,
  .run = run,
};

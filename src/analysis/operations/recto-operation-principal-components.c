/* recto-operation-principal-components.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One principal component (K. Pearson, 1901) of the stored R, G, B as grey. Mean and covariance are drawn from the picture or a region of it, and so
 * are the percentiles of the component that become black and white, from its counts in 65536 steps over 16 standard deviations either side. The largest weight is positive. A
 * grey picture has one component; the others are middle grey.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"
#include "recto-spread.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  COMPONENT,
  LOW,
  HIGH,
  N_PARAMS,
};

static const RectoParamChoice components[] = {
  { "1", N_ ("First") },
  { "2", N_ ("Second") },
  { "3", N_ ("Third") },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "component", N_ ("Component"), N_ ("The first holds what is common to all channels, the third the rarest difference, and noise"), "", RECTO_PARAM_CHOICE, 0, 2, 1, 1, 0, components },
  { "low", N_ ("Clipped dark"), N_ ("So many of the lowest values become black"), "%", RECTO_PARAM_DOUBLE, 0, 49, 0.5, 0.1, 2, NULL },
  { "high", N_ ("Clipped bright"), N_ ("So many of the highest values become white"), "%", RECTO_PARAM_DOUBLE, 0, 49, 0.5, 0.1, 2, NULL },
};

#define STEPS 65536
#define REACH 16 /* standard deviations */
#define N_DRAWN 11 /* mean, covariance, black, white */

typedef struct
{
  double weights[3];
  double shift; /* taken away: the mean's component */
  double black;
  double white;
} Axis;

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

/* From mean and covariance; also the deviation along it. */
static double
find_axis (Axis *self, guint component, const double *drawn)
{
  double axes[3], vectors[3][3];

  recto_spread_axes (drawn + 3, axes, vectors);
  self->shift = 0;
  for (guint c = 0; c < 3; c++)
    {
      self->weights[c] = vectors[component][c];
      self->shift += self->weights[c] * drawn[c];
    }
  return sqrt (axes[component]);
}

static inline double
project (const Axis *self, const guint8 *row, gsize x, guint channels, guint depth, double unit)
{
  if (channels == 1)
    return self->weights[0] * (recto_sample_get (row, x, depth) * unit) - self->shift;
  return self->weights[0] * (recto_sample_get (row, 3 * x, depth) * unit) + self->weights[1] * (recto_sample_get (row, 3 * x + 1, depth) * unit)
         + self->weights[2] * (recto_sample_get (row, 3 * x + 2, depth) * unit) - self->shift;
}

typedef struct
{
  const RectoPixels *in;
  const RectoRect *region;
  const Axis *axis;
  double steps; /* per unit of the component */
  guint64 *counts;
  GMutex mutex;
} Count;

static void
count_rows (guint first, guint n, gpointer data)
{
  Count *count = data;
  g_autofree guint32 *own = g_new0 (guint32, STEPS);
  double unit = 1.0 / recto_sample_top (count->in->depth);

  for (guint i = first; i < first + n; i++)
    {
      const guint8 *row = count->in->data + ((gsize) count->region->y + i) * count->in->stride;

      for (gsize x = (gsize) count->region->x; x < (gsize) count->region->x + (gsize) count->region->width; x++)
        {
          double at = project (count->axis, row, x, count->in->channels, count->in->depth, unit) * count->steps + STEPS / 2;

          own[(guint) CLAMP (at, 0, STEPS - 1)]++;
        }
    }
  g_mutex_lock (&count->mutex);
  for (guint i = 0; i < STEPS; i++)
    count->counts[i] += own[i];
  g_mutex_unlock (&count->mutex);
}

static gboolean
draw (const double *values, const RectoPixels *in, const RectoRect *region, double *drawn, RectoWork *work)
{
  g_autofree guint64 *counts = g_new0 (guint64, STEPS);
  RectoSpread spread;
  Axis axis;
  Count count = { in, region, &axis, 0, counts, { 0 } };
  double deviation;
  gboolean done;

  if (!recto_spread_draw (&spread, in, region, NULL, work))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    drawn[i] = spread.mean[i];
  for (guint i = 0; i < 6; i++)
    drawn[3 + i] = spread.covariance[i];
  deviation = find_axis (&axis, (guint) values[COMPONENT], drawn);
  /* Nothing to see along this axis: both ends are one. */
  if (deviation < 1e-9)
    return TRUE;
  count.steps = STEPS / 2 / (REACH * deviation);
  g_mutex_init (&count.mutex);
  done = recto_work_rows (work, (guint) region->height, count_rows, &count);
  g_mutex_clear (&count.mutex);
  drawn[9] = (recto_count_low (counts, STEPS, values[LOW]) + 0.5 - STEPS / 2) / count.steps;
  drawn[10] = (recto_count_high (counts, STEPS, values[HIGH]) + 0.5 - STEPS / 2) / count.steps;
  return done;
}

static gpointer
prepare (const RectoStepInput *input)
{
  Axis *self = g_new0 (Axis, 1);

  find_axis (self, (guint) input->values[COMPONENT], input->drawn);
  self->black = input->drawn[9];
  self->white = input->drawn[10];
  return self;
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  const Axis *self = prepared;
  guint depth = in->depth, top = recto_sample_top (depth);
  double unit = 1.0 / top;
  double range = self->white - self->black;
  double slope = range > 0 ? 1 / range : 0;
  double middle = range > 0 ? 0 : 0.5;

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize x = 0; x < in->width; x++)
        recto_sample_put (to, x, depth,
                          recto_sample_from ((project (self, from, x, in->channels, depth, unit) - self->black) * slope + middle, top));
    }
}

const RectoOperation recto_operation_principal_components_1 = {
  .name = "principal-components",
  .version = 1,
  .label = N_ ("Principal components"),
  .help = N_ ("Shows what the channels do not have in common as grey: the second and third component part inks, and bring up erasures and overwriting. A grey picture has only the first."),
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("pca karhunen loeve component ink difference"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = one_channel,
  .n_drawn = n_drawn,
  .draw = draw,
  .prepare = prepare,
  .run = run,
};

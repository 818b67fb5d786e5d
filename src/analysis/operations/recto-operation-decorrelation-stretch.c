/* recto-operation-decorrelation-stretch.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decorrelation stretch (A. R. Gillespie, A. B. Kahle and R. E. Walker, 1986; J. Harman's DStretch for rock art): colours are turned to the main axes of their
 * covariance, each axis is stretched to the same deviation, and turned back. Mean and covariance are drawn from the picture or a region of it, in stored
 * R, G, B or in L*, a*, b* (in hundredths). An axis whose deviation is below 1/1020, a quarter of an 8-bit level, is taken to have that much, so that rounding is not
 * blown up without end. A grey picture has one axis: it is stretched to the deviation.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"
#include "recto-spread.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  SPACE,
  SPREAD,
  KEEP,
  N_PARAMS,
};

enum
{
  RGB,
  LAB,
};

static const RectoParamChoice spaces[] = {
  { "rgb", N_ ("R, G, B") },
  { "lab", N_ ("L*, a*, b*") },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "space", N_ ("Colours as"), N_ ("L*, a*, b* often parts inks of one hue better"), "", RECTO_PARAM_CHOICE, 0, 1, RGB, 1, 0, spaces },
  { "spread", N_ ("Spread"), N_ ("Standard deviation of each axis afterwards, as a share of the range"), "", RECTO_PARAM_DOUBLE, 0.01, 1, 0.2, 0.01, 2, NULL },
  { "keep", N_ ("Keep the mean colour"), N_ ("Without this the mean becomes middle grey"), "", RECTO_PARAM_BOOLEAN, 0, 1, 0, 1, 0, NULL },
};

#define SMALLEST (1.0 / 1020)

typedef struct
{
  RectoLab *lab; /* NULL: R, G, B */
  double matrix[3][3];
  double shift[3]; /* added afterwards */
} Stretch;

static guint
n_drawn (const double *values, guint channels, guint depth)
{
  return channels == 1 ? 2 : 9;
}

static gboolean
draw (const double *values, const RectoPixels *in, const RectoRect *region, double *drawn, RectoWork *work)
{
  g_autofree RectoLab *lab = values[SPACE] == LAB && in->channels == 3 ? recto_lab_new (in->depth) : NULL;
  RectoSpread spread;

  if (!recto_spread_draw (&spread, in, region, lab, work))
    return FALSE;
  if (in->channels == 1)
    {
      drawn[0] = spread.mean[0];
      drawn[1] = spread.covariance[0];
      return TRUE;
    }
  for (guint i = 0; i < 3; i++)
    drawn[i] = spread.mean[i];
  for (guint i = 0; i < 6; i++)
    drawn[3 + i] = spread.covariance[i];
  return TRUE;
}

static gpointer
prepare (const RectoStepInput *input)
{
  const double *drawn = input->drawn;
  double spread = input->values[SPREAD];
  Stretch *self = g_new0 (Stretch, 1);
  double axes[3], vectors[3][3];

  if (input->channels == 1)
    {
      self->matrix[0][0] = spread / MAX (sqrt (MAX (drawn[1], 0)), SMALLEST);
      self->shift[0] = (input->values[KEEP] != 0 ? drawn[0] : 0.5) - self->matrix[0][0] * drawn[0];
      return self;
    }
  if (input->values[SPACE] == LAB)
    self->lab = recto_lab_new (input->depth);
  recto_spread_axes (drawn + 3, axes, vectors);
  for (guint k = 0; k < 3; k++)
    {
      double gain = spread / MAX (sqrt (axes[k]), SMALLEST);

      for (guint a = 0; a < 3; a++)
        for (guint b = 0; b < 3; b++)
          self->matrix[a][b] += vectors[k][a] * vectors[k][b] * gain;
    }
  for (guint a = 0; a < 3; a++)
    {
      double middle = self->lab != NULL && a > 0 ? 0 : 0.5;

      self->shift[a] = input->values[KEEP] != 0 ? drawn[a] : middle;
      for (guint b = 0; b < 3; b++)
        self->shift[a] -= self->matrix[a][b] * drawn[b];
    }
  return self;
}

static void
free_prepared (gpointer prepared)
{
  Stretch *self = prepared;

  g_free (self->lab);
  g_free (self);
}

static inline void
stretch_pixel (const Stretch *self, const double *from, double *to)
{
  for (guint a = 0; a < 3; a++)
    to[a] = self->matrix[a][0] * from[0] + self->matrix[a][1] * from[1] + self->matrix[a][2] * from[2] + self->shift[a];
}

static void
run_rgb (const Stretch *self, const RectoPixels *in, RectoPixels *out)
{
  guint depth = in->depth, top = recto_sample_top (depth);

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize x = 0; x < in->width; x++)
        {
          double v[3], stretched[3];

          for (guint c = 0; c < 3; c++)
            v[c] = recto_sample_get (from, 3 * x + c, depth) / (double) top;
          stretch_pixel (self, v, stretched);
          for (guint c = 0; c < 3; c++)
            recto_sample_put (to, 3 * x + c, depth, recto_sample_from (stretched[c], top));
        }
    }
}

static void
run_lab (const Stretch *self, const RectoPixels *in, RectoPixels *out)
{
  guint depth = in->depth, top = recto_sample_top (depth);

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize x = 0; x < in->width; x++)
        {
          double v[3], stretched[3];

          recto_lab_from_samples (self->lab, recto_sample_get (from, 3 * x, depth), recto_sample_get (from, 3 * x + 1, depth),
                                  recto_sample_get (from, 3 * x + 2, depth), v);
          for (guint c = 0; c < 3; c++)
            v[c] *= 0.01;
          stretch_pixel (self, v, stretched);
          for (guint c = 0; c < 3; c++)
            stretched[c] *= 100;
          recto_lab_to_srgb (self->lab, stretched, v);
          for (guint c = 0; c < 3; c++)
            recto_sample_put (to, 3 * x + c, depth, recto_sample_from (v[c], top));
        }
    }
}

static void
run_grey (const Stretch *self, const RectoPixels *in, RectoPixels *out)
{
  guint depth = in->depth, top = recto_sample_top (depth);

  for (guint y = 0; y < in->height; y++)
    for (gsize x = 0; x < in->width; x++)
      recto_sample_put (out->data + y * out->stride, x, depth,
                        recto_sample_from (self->matrix[0][0] * (recto_sample_get (in->data + y * in->stride, x, depth) / (double) top) + self->shift[0], top));
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  const Stretch *self = prepared;

  if (in->channels == 1)
    run_grey (self, in, out);
  else if (self->lab != NULL)
    run_lab (self, in, out);
  else
    run_rgb (self, in, out);
}

const RectoOperation recto_operation_decorrelation_stretch_1 = {
  .name = "decorrelation-stretch",
  .version = 1,
  .label = N_ ("Decorrelation stretch"),
  .help = N_ ("Drives colours apart that differ a little: inks, overwriting and washed-out stamps that look alike. Draw it from the region that matters; colours do not stay true. On grey it stretches the contrast."),
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("dstretch decorrelate colour difference ink covariance"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .n_drawn = n_drawn,
  .draw = draw,
  .prepare = prepare,
  .free_prepared = free_prepared,
  .run = run,
};

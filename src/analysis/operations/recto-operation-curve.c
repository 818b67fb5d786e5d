/* recto-operation-curve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A curve through up to eight points: cubic Hermite pieces with the tangents of F. N. Fritsch and R. E. Carlson (1980), so that it never turns between two points.
 * Points are taken in the order of x; of several at one x the last counts. Before the first point and behind the last it is level.
 * On luminance, every channel of a pixel moves by what its luminance moves, so that colour differences stay. A grey picture has but one channel,
 * and every choice means it.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_POINTS 8

enum
{
  CHANNEL,
  COUNT,
  POINTS, /* x1, y1, x2 … */
  N_PARAMS = POINTS + 2 * MAX_POINTS,
};

enum
{
  ALL,
  RED,
  GREEN,
  BLUE,
  LUMINANCE,
};

static const RectoParamChoice channels_of[] = {
  { "all", N_ ("All channels") },
  { "red", N_ ("Red") },
  { "green", N_ ("Green") },
  { "blue", N_ ("Blue") },
  { "luminance", N_ ("Luminance") },
  { NULL, NULL },
};

#define POINT(n, value) \
  { "x" #n, N_ ("Value before"), N_ ("Where this point of the curve stands"), "", RECTO_PARAM_DOUBLE, 0, 1, value, 0.005, 3, NULL, TRUE }, \
  { "y" #n, N_ ("Value after"), N_ ("What the curve makes of it"), "", RECTO_PARAM_DOUBLE, 0, 1, value, 0.005, 3, NULL, TRUE }

static const RectoParam params[N_PARAMS] = {
  { "channel", N_ ("Channel"), N_ ("What the curve changes; a grey picture has but one channel"), "", RECTO_PARAM_CHOICE, 0, 4, ALL, 1, 0, channels_of },
  { "points", N_ ("Points"), N_ ("How many points the curve goes through"), "", RECTO_PARAM_INT, 1, MAX_POINTS, 2, 1, 0, NULL, TRUE },
  POINT (1, 0),
  POINT (2, 1),
  POINT (3, 1),
  POINT (4, 1),
  POINT (5, 1),
  POINT (6, 1),
  POINT (7, 1),
  POINT (8, 1),
};

/* The points in use, rising in x. */
static guint
sort_points (const double *values, double *x, double *y)
{
  guint n = 0;

  for (guint i = 0; i < (guint) values[COUNT]; i++)
    {
      double px = values[POINTS + 2 * i], py = values[POINTS + 2 * i + 1];
      guint at = n;

      while (at > 0 && x[at - 1] > px)
        at--;
      if (at > 0 && x[at - 1] == px)
        {
          y[at - 1] = py;
          continue;
        }
      for (guint k = n; k > at; k--)
        {
          x[k] = x[k - 1];
          y[k] = y[k - 1];
        }
      x[at] = px;
      y[at] = py;
      n++;
    }
  return n;
}

static void
find_tangents (const double *x, const double *y, guint n, double *tangents)
{
  double secants[MAX_POINTS];

  for (guint i = 0; i + 1 < n; i++)
    secants[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
  tangents[0] = n > 1 ? secants[0] : 0;
  tangents[n - 1] = n > 1 ? secants[n - 2] : 0;
  for (guint i = 1; i + 1 < n; i++)
    tangents[i] = secants[i - 1] * secants[i] <= 0 ? 0 : (secants[i - 1] + secants[i]) / 2;
  for (guint i = 0; i + 1 < n; i++)
    {
      double a, b, square;

      if (secants[i] == 0)
        {
          tangents[i] = tangents[i + 1] = 0;
          continue;
        }
      a = tangents[i] / secants[i];
      b = tangents[i + 1] / secants[i];
      square = a * a + b * b;
      if (square > 9)
        {
          double t = 3 / sqrt (square);

          tangents[i] = t * a * secants[i];
          tangents[i + 1] = t * b * secants[i];
        }
    }
}

static double
curve_at (const double *x, const double *y, const double *tangents, guint n, double v)
{
  guint i = 0;
  double width, t;

  if (v <= x[0])
    return y[0];
  if (v >= x[n - 1])
    return y[n - 1];
  while (v > x[i + 1])
    i++;
  width = x[i + 1] - x[i];
  t = (v - x[i]) / width;
  return y[i] * ((1 + 2 * t) * (1 - t) * (1 - t)) + width * tangents[i] * (t * (1 - t) * (1 - t))
         + y[i + 1] * (t * t * (3 - 2 * t)) + width * tangents[i + 1] * (t * t * (t - 1));
}

static gpointer
prepare (const RectoStepInput *input)
{
  guint top = recto_sample_top (input->depth);
  guint8 *table = g_malloc ((gsize) (top + 1) * (input->depth / 8));
  double x[MAX_POINTS], y[MAX_POINTS], tangents[MAX_POINTS];
  guint n = sort_points (input->values, x, y);

  find_tangents (x, y, n, tangents);
  for (guint i = 0; i <= top; i++)
    recto_sample_put (table, i, input->depth, recto_sample_from (curve_at (x, y, tangents, n, i / (double) top), top));
  return table;
}

static void
run_channel (gconstpointer table, guint channel, const RectoPixels *in, RectoPixels *out)
{
  guint depth = in->depth;

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize i = 0; i < 3 * (gsize) in->width; i++)
        {
          guint v = recto_sample_get (from, i, depth);

          recto_sample_put (to, i, depth, i % 3 == channel ? recto_sample_get (table, v, depth) : v);
        }
    }
}

static void
run_luminance (gconstpointer table, const RectoPixels *in, RectoPixels *out)
{
  guint depth = in->depth;
  int top = (int) recto_sample_top (depth);

  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize x = 0; x < in->width; x++)
        {
          guint luminance = recto_sample_grey (from, x, 3, depth);
          int move = (int) recto_sample_get (table, luminance, depth) - (int) luminance;

          for (guint c = 0; c < 3; c++)
            {
              int v = (int) recto_sample_get (from, 3 * x + c, depth) + move;

              recto_sample_put (to, 3 * x + c, depth, (guint) CLAMP (v, 0, top));
            }
        }
    }
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  if (in->channels == 1 || values[CHANNEL] == ALL)
    recto_table_run (prepared, in, out);
  else if (values[CHANNEL] == LUMINANCE)
    run_luminance (prepared, in, out);
  else
    run_channel (prepared, (guint) values[CHANNEL] - RED, in, out);
}

/* From 0 to 1, and straight. */
static gboolean
is_neutral (const double *values)
{
  double x[MAX_POINTS], y[MAX_POINTS];
  guint n = sort_points (values, x, y);

  for (guint i = 0; i < n; i++)
    if (x[i] != y[i])
      return FALSE;
  return x[0] == 0 && x[n - 1] == 1;
}

const RectoOperation recto_operation_curve_1 = {
  .name = "curve",
  .version = 1,
  .label = N_ ("Curve"),
  .help = N_ ("Bends the tone by points on the histogram: gives contrast to just the values where faint print or an erasure lies."),
  .group = RECTO_GROUP_TONE,
  .keywords = N_ ("curves spline gradation contrast"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .prepare = prepare,
  .run = run,
  .is_neutral = is_neutral,
};

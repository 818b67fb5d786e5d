/* test-operations.c: every operation against arithmetic written out here
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "operations/recto-operations.h"
#include "recto-recipe.h"

#include <math.h>
#include <string.h>

static guint32 state = 1;

static guint32
random_bits (void)
{
  state = state * 1664525u + 1013904223u;
  return state >> 8;
}

/* Runs one operation over n pixels. */
static void
run (const char *name, const double *values, guint channels, guint depth, guint n, const void *in, void *out)
{
  const RectoOperation *operation = recto_operation_find (name, 1);
  guint out_channels = operation->output_channels (values, channels);
  RectoStepInput input = { values, NULL, channels, depth, NULL };
  g_autofree void *prepared = operation->prepare != NULL ? operation->prepare (&input) : NULL;
  RectoPixels from = { (guint8 *) in, (gsize) n * channels * (depth / 8), n, 1, channels, depth };
  RectoPixels to = { out, (gsize) n * out_channels * (depth / 8), n, 1, out_channels, depth };

  operation->run (prepared, values, &from, &to);
}

static void
test_list (void)
{
  const RectoOperation *const *list = recto_operation_list ();

  g_assert_nonnull (list[0]);
  for (; *list != NULL; list++)
    {
      const RectoOperation *o = *list;

      g_assert_true (recto_operation_find (o->name, o->version) == o);
      g_assert_nonnull (recto_operation_find (o->name, 0));
      g_assert_cmpuint (o->n_params, <=, RECTO_OPERATION_MAX_PARAMS);
      g_assert_nonnull (o->label);
      g_assert_nonnull (o->help);
      for (guint i = 0; i < o->n_params; i++)
        {
          const RectoParam *p = &o->params[i];

          g_assert_cmpfloat (p->minimum, <, p->maximum);
          g_assert_cmpfloat (p->default_value, >=, p->minimum);
          g_assert_cmpfloat (p->default_value, <=, p->maximum);
          if (p->type == RECTO_PARAM_CHOICE)
            {
              for (int k = 0; k <= (int) p->maximum; k++)
                g_assert_nonnull (p->choices[k].id);
              g_assert_null (p->choices[(int) p->maximum + 1].id);
            }
        }
    }
  g_assert_null (recto_operation_find ("tone", 99));
  g_assert_null (recto_operation_find ("no-such", 0));
}

/* The stated formula with libm's pow. */
static double
tone (const double *v, double x)
{
  double slope = v[4] >= 1 ? 1e6 : (1 + v[4]) / (1 - v[4]);

  x = v[1] > v[0] ? (x - v[0]) / (v[1] - v[0]) : (x >= v[0] ? 1 : 0);
  x = fmin (fmax (x, 0), 1);
  x = pow (x, 1 / v[2]);
  x = (x - 0.5) * slope + 0.5 + v[3];
  return fmin (fmax (x, 0), 1);
}

static void
test_tone (void)
{
  const double settings[][5] = {
    { 0, 1, 1, 0, 0 },     { 0.2, 0.7, 1, 0, 0 },      { 0, 1, 2.2, 0, 0 },      { 0, 1, 0.45, 0, 0 },
    { 0, 1, 10, 0, 0 },    { 0, 1, 0.1, 0, 0 },        { 0, 1, 1, 0.25, 0 },     { 0, 1, 1, -0.4, 0 },
    { 0, 1, 1, 0, 0.6 },   { 0, 1, 1, 0, -0.8 },       { 0, 1, 1, 0, 1 },        { 0, 1, 1, 0, -1 },
    { 0.6, 0.4, 1, 0, 0 }, { 0.305, 0.305, 1, 0, 0 },  { 0.1, 0.85, 1.7, -0.05, 0.33 },
  };
  g_autofree guint16 *deep_in = g_new (guint16, 65536);
  g_autofree guint16 *deep_out = g_new (guint16, 65536);
  guint8 in[256], out[256];

  for (guint i = 0; i < 65536; i++)
    deep_in[i] = (guint16) i;
  for (guint i = 0; i < 256; i++)
    in[i] = (guint8) i;
  for (guint k = 0; k < G_N_ELEMENTS (settings); k++)
    {
      const double *v = settings[k];

      run ("tone", v, 1, 8, 256, in, out);
      for (guint i = 0; i < 256; i++)
        g_assert_cmpfloat_with_epsilon (out[i], tone (v, i / 255.0) * 255, 0.5 + 1e-6);
      run ("tone", v, 1, 16, 65536, deep_in, deep_out);
      for (guint i = 0; i < 65536; i++)
        g_assert_cmpfloat_with_epsilon (deep_out[i], tone (v, i / 65535.0) * 65535, 0.5 + 1e-4);
    }
  /* Without a setting nothing changes, and three channels are three times one. */
  run ("tone", settings[0], 1, 16, 65536, deep_in, deep_out);
  g_assert_cmpmem (deep_in, 131072, deep_out, 131072);
  g_assert_true (recto_operation_find ("tone", 1)->is_neutral (settings[0]));
  run ("tone", settings[14], 1, 8, 255, in, out);
  {
    guint8 colour[255];

    run ("tone", settings[14], 3, 8, 85, in, colour);
    g_assert_cmpmem (out, 255, colour, 255);
  }
  for (guint k = 1; k < G_N_ELEMENTS (settings); k++)
    g_assert_false (recto_operation_find ("tone", 1)->is_neutral (settings[k]));
}

static void
test_invert (void)
{
  for (guint i = 0; i < 65536; i += 3)
    {
      guint16 deep[3] = { (guint16) i, (guint16) (i / 2), 7 }, deep_out[3];
      guint8 in[3] = { (guint8) i, (guint8) (i >> 8), 0 }, out[3];

      run ("invert", NULL, 3, 16, 1, deep, deep_out);
      run ("invert", NULL, 3, 8, 1, in, out);
      for (guint c = 0; c < 3; c++)
        {
          g_assert_cmpuint (deep[c] + deep_out[c], ==, 65535);
          g_assert_cmpuint (in[c] + out[c], ==, 255);
        }
    }
}

/* HSV as Python's colorsys writes it (0 to 1). */
static void
to_hsv (double r, double g, double b, double *h, double *s, double *v)
{
  double high = fmax (r, fmax (g, b)), low = fmin (r, fmin (g, b));
  double rc, gc, bc;

  *v = high;
  *h = *s = 0;
  if (high == low)
    return;
  *s = (high - low) / high;
  rc = (high - r) / (high - low);
  gc = (high - g) / (high - low);
  bc = (high - b) / (high - low);
  *h = r == high ? bc - gc : g == high ? 2 + rc - bc : 4 + gc - rc;
  *h = *h / 6 - floor (*h / 6);
}

static double
linear (double v)
{
  return v <= 0.04045 ? v / 12.92 : pow ((v + 0.055) / 1.055, 2.4);
}

static double
lab_f (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

static void
to_lab (double r, double g, double b, double lab[3])
{
  double fx, fy, fz;

  r = linear (r);
  g = linear (g);
  b = linear (b);
  fx = lab_f ((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  fy = lab_f (0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
  fz = lab_f ((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
  lab[0] = 116 * fy - 16;
  lab[1] = 500 * (fx - fy);
  lab[2] = 200 * (fy - fz);
}

/* The ten channels of one colour, as shares of the range. */
static void
expected (double r, double g, double b, double out[10])
{
  double lab[3];

  to_lab (r, g, b, lab);
  out[0] = r;
  out[1] = g;
  out[2] = b;
  out[3] = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  to_hsv (r, g, b, &out[4], &out[5], &out[6]);
  out[7] = lab[0] / 100;
  out[8] = (lab[1] + 128) / 255;
  out[9] = (lab[2] + 128) / 255;
}

static void
check_colour (guint depth, guint r, guint g, guint b)
{
  double top = depth == 8 ? 255 : 65535;
  double wanted[10];

  expected (r / top, g / top, b / top, wanted);
  for (guint channel = 0; channel < 10; channel++)
    {
      double value = channel;
      /* Rounding, and for 16 bit the steps of the tables: one value. */
      double slack = channel >= 7 && depth == 16 ? 1.0 : channel == 3 ? 0.51 + top / 65536 : 0.501;
      guint8 in[3] = { (guint8) r, (guint8) g, (guint8) b }, out;
      guint16 deep[3] = { (guint16) r, (guint16) g, (guint16) b }, deep_out;
      double got, want = fmin (fmax (wanted[channel], 0), 1) * top;

      if (depth == 8)
        run ("channel", &value, 3, 8, 1, in, &out);
      else
        run ("channel", &value, 3, 16, 1, deep, &deep_out);
      got = depth == 8 ? out : deep_out;
      g_assert_cmpfloat_with_epsilon (got, want, slack);
    }
}

/* A row of colours through every channel at once; the tables are made once. */
static void
test_channel_colours (void)
{
  const guint n = 20000;

  for (guint depth = 8; depth <= 16; depth += 8)
    {
      g_autofree guint8 *in = g_malloc (n * 3);
      g_autofree guint8 *out = g_malloc (n);
      g_autofree guint16 *deep = g_new (guint16, n * 3);
      g_autofree guint16 *deep_out = g_new (guint16, n);
      double top = depth == 8 ? 255 : 65535;

      for (guint i = 0; i < n * 3; i++)
        {
          /* Dark values often, where CIELAB bends. */
          guint bits = random_bits () >> (random_bits () % 9);

          in[i] = (guint8) (bits & 255);
          deep[i] = (guint16) (bits & 65535);
        }
      for (guint channel = 0; channel < 10; channel++)
        {
          double value = channel;
          double slack = channel >= 7 && depth == 16 ? 1.0 : channel == 3 ? 0.51 + top / 65536 : 0.501;

          if (depth == 8)
            run ("channel", &value, 3, 8, n, in, out);
          else
            run ("channel", &value, 3, 16, n, deep, deep_out);
          for (guint i = 0; i < n; i++)
            {
              double wanted[10];
              guint at = i * 3;

              if (depth == 8)
                expected (in[at] / top, in[at + 1] / top, in[at + 2] / top, wanted);
              else
                expected (deep[at] / top, deep[at + 1] / top, deep[at + 2] / top, wanted);
              g_assert_cmpfloat_with_epsilon (depth == 8 ? out[i] : deep_out[i],
                                              fmin (fmax (wanted[channel], 0), 1) * top, slack);
            }
        }
    }
  check_colour (8, 0, 0, 0);
  check_colour (8, 255, 255, 255);
  check_colour (8, 255, 0, 1);
  check_colour (16, 65535, 65534, 65535);
}

/* sRGB primaries and secondaries in CIELAB (D65), as Lindbloom's calculator gives them. */
static void
test_channel_published (void)
{
  const struct
  {
    guint8 rgb[3];
    double lab[3];
  } vectors[] = {
    { { 255, 0, 0 }, { 53.2408, 80.0925, 67.2032 } },    { { 0, 255, 0 }, { 87.7347, -86.1827, 83.1793 } },
    { { 0, 0, 255 }, { 32.2970, 79.1875, -107.8602 } },  { { 0, 255, 255 }, { 91.1132, -48.0875, -14.1312 } },
    { { 255, 0, 255 }, { 60.3242, 98.2343, -60.8249 } }, { { 255, 255, 0 }, { 97.1393, -21.5537, 94.4780 } },
    { { 255, 255, 255 }, { 100, 0, 0 } },                { { 0, 0, 0 }, { 0, 0, 0 } },
    { { 128, 128, 128 }, { 53.5850, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    for (guint k = 0; k < 3; k++)
      {
        double channel = 7 + k;
        double wanted = k == 0 ? vectors[i].lab[0] * 2.55 : vectors[i].lab[k] + 128;
        guint8 out;

        run ("channel", &channel, 3, 8, 1, vectors[i].rgb, &out);
        g_assert_cmpfloat_with_epsilon (out, wanted, 0.51);
      }
}

static void
test_channel_grey (void)
{
  for (guint channel = 0; channel < 10; channel++)
    for (guint i = 0; i < 256; i++)
      {
        guint8 grey = (guint8) i, rgb[3] = { grey, grey, grey }, a, b;
        double value = channel;

        run ("channel", &value, 1, 8, 1, &grey, &a);
        run ("channel", &value, 3, 8, 1, rgb, &b);
        g_assert_cmpuint (a, ==, b);
        if (channel <= 3 || channel == 6)
          g_assert_cmpuint (a, ==, i);
        else if (channel <= 5)
          g_assert_cmpuint (a, ==, 0);
        else if (channel >= 8)
          g_assert_cmpuint (a, ==, 128);
      }
}

static void
test_power (void)
{
  const double exponents[] = { 0.1, 1 / 3.0, 0.45, 0.5, 1, 1.7, 2.2, 2.4, 10 };

  for (guint k = 0; k < G_N_ELEMENTS (exponents); k++)
    for (guint i = 0; i <= 20000; i++)
      {
        double x = i / 20000.0, wanted = pow (x, exponents[k]);

        g_assert_cmpfloat_with_epsilon (recto_exact_power (x, exponents[k]), wanted, 1e-12);
        x = ldexp (x, -(int) (i % 60));
        wanted = pow (x, exponents[k]);
        g_assert_cmpfloat (fabs (recto_exact_power (x, exponents[k]) - wanted), <=, wanted * 1e-9);
      }
  g_assert_cmpfloat (recto_exact_power (0, 2), ==, 0);
  g_assert_cmpfloat (recto_exact_power (1, 0.3), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operations/list", test_list);
  g_test_add_func ("/operations/tone", test_tone);
  g_test_add_func ("/operations/invert", test_invert);
  g_test_add_func ("/operations/channel/colours", test_channel_colours);
  g_test_add_func ("/operations/channel/published", test_channel_published);
  g_test_add_func ("/operations/channel/grey", test_channel_grey);
  g_test_add_func ("/operations/power", test_power);
  return g_test_run ();
}

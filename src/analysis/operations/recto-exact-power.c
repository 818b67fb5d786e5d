/* recto-exact-power.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The C library's pow may differ in its last bit between machines. This one uses only IEEE + − × ÷ in a fixed order
 * (the build switches contraction off): ln x by the series of 2 artanh ((m − 1) / (m + 1)) for the mantissa m
 * in [√½, √2), e^z by its Taylor series on |z| ≤ ln 2 / 2 (Abramowitz and Stegun, 4.1.27 and 4.2.1).
 */

#include "config.h"
#include "recto-operations.h"

#include <math.h>

#define LN2 0.693147180559945309417232121458

static double
natural_log (double x)
{
  int exponent;
  double m = frexp (x, &exponent); /* exact */
  double t, square, sum, term;

  if (m < 0.70710678118654752440)
    {
      m *= 2;
      exponent--;
    }
  t = (m - 1) / (m + 1);
  square = t * t;
  sum = 0;
  term = t;
  for (int k = 1; k <= 31; k += 2)
    {
      sum += term / k;
      term *= square;
    }
  return 2 * sum + exponent * LN2;
}

static double
exponential (double z)
{
  double n = floor (z / LN2 + 0.5);
  double r = z - n * LN2;
  double sum = 1, term = 1;

  for (int k = 1; k <= 18; k++)
    {
      term = term * r / k;
      sum += term;
    }
  return ldexp (sum, (int) n); /* exact */
}

double
recto_exact_power (double x, double y)
{
  double z;

  if (x <= 0)
    return 0;
  if (x >= 1 || y == 0)
    return 1;
  if (y == 1)
    return x;
  z = y * natural_log (x);
  if (z < -700)
    return 0;
  return exponential (z);
}

void
recto_table_run (gconstpointer table, const RectoPixels *in, RectoPixels *out)
{
  gsize n = (gsize) in->width * in->channels;

  for (guint y = 0; y < in->height; y++)
    if (in->depth == 8)
      {
        const guint8 *map = table;
        const guint8 *from = in->data + y * in->stride;
        guint8 *to = out->data + y * out->stride;

        for (gsize i = 0; i < n; i++)
          to[i] = map[from[i]];
      }
    else
      {
        const guint16 *map = table;
        const guint16 *from = (const guint16 *) (in->data + y * in->stride);
        guint16 *to = (guint16 *) (out->data + y * out->stride);

        for (gsize i = 0; i < n; i++)
          to[i] = map[from[i]];
      }
}

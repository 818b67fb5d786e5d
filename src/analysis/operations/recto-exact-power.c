/* recto-exact-power.c: power and sine with the same bits on every machine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The C library's pow may differ in its last bit between machines. This one uses only IEEE + − × ÷ in a fixed order
 * (the build switches contraction off): ln x by the series of 2 artanh ((m − 1) / (m + 1)) for the mantissa m
 * in [√½, √2), e^z by its Taylor series on |z| ≤ ln 2 / 2 (Abramowitz and Stegun, 4.1.27 and 4.2.1). Sine and
 * cosine are Taylor series within 45° of a multiple of 90° (4.3.65 and 4.3.66).
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
recto_exact_log (double x)
{
  return natural_log (x);
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

double
recto_exact_srgb_to_linear (double v)
{
  return v <= 0.04045 ? v / 12.92 : recto_exact_power ((v + 0.055) / 1.055, 2.4);
}

void
recto_exact_sine (double degrees, double *sine, double *cosine)
{
  double quarters = floor (degrees / 90 + 0.5);
  double x = (degrees - quarters * 90) * (G_PI / 180);
  double square = x * x;
  double s = 0, c = 0, s_term = x, c_term = 1;
  int quarter = (int) (quarters - 4 * floor (quarters / 4));

  for (int k = 1; k <= 21; k += 2)
    {
      s += s_term;
      c += c_term;
      c_term = -c_term * square / (k * (k + 1));
      s_term = -s_term * square / ((k + 1) * (k + 2));
    }
  *sine = quarter == 0 ? s : quarter == 1 ? c : quarter == 2 ? -s : -c;
  *cosine = quarter == 0 ? c : quarter == 1 ? -s : quarter == 2 ? -c : s;
  *sine += 0.0; /* no negative zero */
  *cosine += 0.0;
}

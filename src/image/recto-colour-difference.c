/* recto-colour-difference.c: how far two colours are apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-colour.h"

#include <math.h>

static double
to_radians (double degrees)
{
  return degrees * (G_PI / 180);
}

/* 0 to 360; 0 for a neutral colour, which has no hue. */
static double
hue (double a, double b)
{
  double h;

  if (a == 0 && b == 0)
    return 0;
  h = atan2 (b, a) * (180 / G_PI);
  return h < 0 ? h + 360 : h;
}

static double
seventh_power_share (double c)
{
  double seventh = pow (c, 7);

  return sqrt (seventh / (seventh + 6103515625.0)); /* 25^7 */
}

double
recto_lab_delta_e76 (const RectoLab *reference, const RectoLab *sample)
{
  double l = sample->l - reference->l;
  double a = sample->a - reference->a;
  double b = sample->b - reference->b;

  return sqrt (l * l + a * a + b * b);
}

RectoLabParts
recto_lab_parts (const RectoLab *reference, const RectoLab *sample)
{
  double c1 = hypot (reference->a, reference->b);
  double c2 = hypot (sample->a, sample->b);
  double a = sample->a - reference->a;
  double b = sample->b - reference->b;
  double c = c2 - c1;
  double h = sqrt (MAX (0, a * a + b * b - c * c));

  if (reference->a * sample->b < sample->a * reference->b)
    h = -h;
  return (RectoLabParts) { sample->l - reference->l, c, h };
}

/* The numbers in brackets are the equations of Sharma, Wu and Dalal. */
double
recto_lab_delta_e2000 (const RectoLab *reference, const RectoLab *sample)
{
  const RectoLab *one = reference, *two = sample;
  double c_mean = (hypot (one->a, one->b) + hypot (two->a, two->b)) / 2; /* (2), (3) */
  double g = 0.5 * (1 - seventh_power_share (c_mean));                   /* (4) */
  double a1 = (1 + g) * one->a, a2 = (1 + g) * two->a;                   /* (5) */
  double c1 = hypot (a1, one->b), c2 = hypot (a2, two->b);               /* (6) */
  double h1 = hue (a1, one->b), h2 = hue (a2, two->b);                   /* (7) */
  double dl = two->l - one->l;                                           /* (8) */
  double dc = c2 - c1;                                                   /* (9) */
  double dh, dH, l, c, h, t, turn, sl, sc, sh, rt, away;

  dh = c1 * c2 == 0 ? 0 : h2 - h1; /* (10) */
  if (dh > 180)
    dh -= 360;
  else if (dh < -180)
    dh += 360;
  dH = 2 * sqrt (c1 * c2) * sin (to_radians (dh / 2)); /* (11) */

  l = (one->l + two->l) / 2; /* (12) */
  c = (c1 + c2) / 2;         /* (13) */
  h = h1 + h2;               /* (14) */
  if (c1 * c2 != 0)
    {
      if (fabs (h1 - h2) > 180)
        h += h < 360 ? 360 : -360;
      h /= 2;
    }
  t = 1 - 0.17 * cos (to_radians (h - 30)) + 0.24 * cos (to_radians (2 * h))
      + 0.32 * cos (to_radians (3 * h + 6)) - 0.20 * cos (to_radians (4 * h - 63)); /* (15) */
  turn = 30 * exp (-((h - 275) / 25) * ((h - 275) / 25));                           /* (16) */
  away = (l - 50) * (l - 50);
  sl = 1 + 0.015 * away / sqrt (20 + away);                           /* (18) */
  sc = 1 + 0.045 * c;                                                 /* (19) */
  sh = 1 + 0.015 * c * t;                                             /* (20) */
  rt = -sin (to_radians (2 * turn)) * 2 * seventh_power_share (c);    /* (17), (21) */
  dl /= sl;
  dc /= sc;
  dH /= sh;
  return sqrt (MAX (0, dl * dl + dc * dc + dH * dH + rt * dc * dH)); /* (22) */
}

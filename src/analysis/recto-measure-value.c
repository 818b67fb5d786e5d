/* recto-measure-value.c: plane geometry of measurements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-measure-private.h"

#include <math.h>
#include <stdlib.h>

static double
distance (RectoPoint a, RectoPoint b)
{
  return hypot (b.x - a.x, b.y - a.y);
}

static double
cross (RectoPoint origin, RectoPoint a, RectoPoint b)
{
  return (a.x - origin.x) * (b.y - origin.y) - (a.y - origin.y) * (b.x - origin.x);
}

static double
angle (const RectoPoint *p)
{
  RectoPoint a = { p[0].x - p[1].x, p[0].y - p[1].y }, b = { p[2].x - p[1].x, p[2].y - p[1].y };

  if ((a.x == 0 && a.y == 0) || (b.x == 0 && b.y == 0))
    return NAN;
  return atan2 (a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y);
}

/* From the first corner, so that the numbers stay small. */
static double
area (const RectoPoint *p, guint n)
{
  double sum = 0;

  for (guint i = 1; i + 1 < n; i++)
    sum += cross (p[0], p[i], p[i + 1]);
  return sum / 2;
}

static double
perimeter (const RectoPoint *p, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += distance (p[i], p[(i + 1) % n]);
  return sum;
}

/* Direction of least squared distance, of length 1: points of a group about the group's own mean. */
static RectoPoint
main_direction (const RectoPoint *p, guint n, guint group)
{
  double xx = 0, yy = 0, xy = 0, a;

  for (guint g = 0; g < n; g += group)
    {
      RectoPoint mean = { 0, 0 };

      for (guint i = g; i < g + group; i++)
        {
          mean.x += p[i].x / group;
          mean.y += p[i].y / group;
        }
      for (guint i = g; i < g + group; i++)
        {
          double dx = p[i].x - mean.x, dy = p[i].y - mean.y;

          xx += dx * dx;
          yy += dy * dy;
          xy += dx * dy;
        }
    }
  a = atan2 (2 * xy, xx - yy) / 2;
  return (RectoPoint) { cos (a), sin (a) };
}

/* Slope of places over 0, 1, 2 …, by least squares. */
static double
slope (const double *places, guint n)
{
  double sum = 0, middle = (n - 1) / 2.0;

  for (guint i = 0; i < n; i++)
    sum += (i - middle) * places[i];
  return sum / (n * ((double) n * n - 1) / 12);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* In a row: how far from one to the next along the line through all, in any order. */
static double
row_spacing (const RectoPoint *p, guint n, double *residual)
{
  RectoPoint d = main_direction (p, n, n);
  g_autofree double *along = g_new (double, n);
  double pitch, mean = 0, sum = 0;

  for (guint i = 0; i < n; i++)
    {
      along[i] = (p[i].x - p[0].x) * d.x + (p[i].y - p[0].y) * d.y;
      mean += along[i] / n;
    }
  qsort (along, n, sizeof *along, compare_places);
  pitch = slope (along, n);
  for (guint i = 0; i < n; i++)
    {
      double off = along[i] - mean - pitch * (i - (n - 1) / 2.0);

      sum += off * off;
    }
  *residual = sqrt (sum / n);
  return pitch;
}

/* Two points on each of n / 2 parallel lines: how far from one to the next across them. */
static double
line_spacing (const RectoPoint *p, guint n, double *residual)
{
  RectoPoint d = main_direction (p, n, 2);
  g_autofree double *across = g_new (double, n / 2);
  double spacing, mean = 0, sum = 0;

  for (guint i = 0; i < n / 2; i++)
    {
      RectoPoint middle = { (p[2 * i].x + p[2 * i + 1].x) / 2, (p[2 * i].y + p[2 * i + 1].y) / 2 };

      if (distance (p[2 * i], p[2 * i + 1]) == 0)
        return NAN;
      across[i] = (middle.y - p[0].y) * d.x - (middle.x - p[0].x) * d.y;
      mean += across[i] / (n / 2);
    }
  spacing = slope (across, n / 2);
  for (guint i = 0; i < n; i++)
    {
      double off = (p[i].y - p[0].y) * d.x - (p[i].x - p[0].x) * d.y - mean - spacing * (i / 2 - (n / 2 - 1) / 2.0);

      sum += off * off;
    }
  *residual = sqrt (sum / n);
  return spacing;
}

RectoMeasureValue
recto_measure_value (RectoMeasureKind kind, const RectoPoint *points, guint n_points)
{
  RectoMeasureValue result = { NAN, -1, { 0, 0 } };
  double radius, rms;

  switch (kind)
    {
    case RECTO_MEASURE_DISTANCE:
      result.value = distance (points[0], points[1]);
      break;
    case RECTO_MEASURE_ANGLE:
      result.value = angle (points);
      break;
    case RECTO_MEASURE_AREA:
      result.value = area (points, n_points);
      break;
    case RECTO_MEASURE_PERIMETER:
      result.value = perimeter (points, n_points);
      break;
    case RECTO_MEASURE_CIRCLE:
      if (recto_fit_circle (points, n_points, &result.centre, &radius, &rms))
        {
          result.value = 2 * radius;
          result.residual = n_points > 3 ? rms : -1;
        }
      break;
    case RECTO_MEASURE_PERFORATION:
      result.value = row_spacing (points, n_points, &result.residual);
      break;
    case RECTO_MEASURE_LINE_SPACING:
    case RECTO_MEASURE_FONT_HEIGHT:
      result.value = line_spacing (points, n_points, &result.residual);
      break;
    case RECTO_MEASURE_COUNT:
    default:
      result.value = n_points;
      break;
    }
  return result;
}

static gboolean
between (double a, double b, double c)
{
  return (a <= b && b <= c) || (c <= b && b <= a);
}

static int
side (RectoPoint a, RectoPoint b, RectoPoint p)
{
  double c = cross (a, b, p);

  return (c > 0) - (c < 0);
}

static gboolean
meet (RectoPoint a, RectoPoint b, RectoPoint c, RectoPoint d)
{
  int s1 = side (a, b, c), s2 = side (a, b, d), s3 = side (c, d, a), s4 = side (c, d, b);

  if (s1 != s2 && s3 != s4)
    return TRUE;
  return s1 == 0 && s2 == 0 && s3 == 0 && s4 == 0
         && ((between (a.x, c.x, b.x) && between (a.y, c.y, b.y)) || (between (a.x, d.x, b.x) && between (a.y, d.y, b.y))
             || (between (c.x, a.x, d.x) && between (c.y, a.y, d.y)));
}

gboolean
recto_outline_crosses_itself (const RectoPoint *points, guint n_points)
{
  for (guint i = 0; i < n_points; i++)
    for (guint k = i + 2; k < n_points; k++)
      if ((i != 0 || k != n_points - 1)
          && meet (points[i], points[i + 1], points[k], points[(k + 1) % n_points]))
        return TRUE;
  return FALSE;
}

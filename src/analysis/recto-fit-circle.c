/* recto-fit-circle.c: the circle through points, by least squares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * G. Taubin's fit minimises Σ(z + Bx + Cy + D)² by Σ|gradient|², z = x² + y². With the moments of points about their centroid, its multiplier is the smallest
 * root of a cubic, found by Newton's method from 0, which never oversteps it (N. Chernov: Circular and Linear Regression, 2010, 5.9). The geometric fit minimises
 * the distances themselves. Both work on points moved to their centroid and scaled to a mean square of 1.
 */

#include "config.h"
#include "recto-measure.h"

#include <math.h>

typedef struct
{
  double xx, yy, xy, xz, yz, zz;
} Moments;

/* FALSE: all on one place. */
static gboolean
normalise (const RectoPoint *points, guint n, RectoPoint *middle, double *size)
{
  double sum = 0;

  *middle = (RectoPoint) { 0, 0 };
  for (guint i = 0; i < n; i++)
    {
      middle->x += points[i].x / n;
      middle->y += points[i].y / n;
    }
  for (guint i = 0; i < n; i++)
    sum += (points[i].x - middle->x) * (points[i].x - middle->x) + (points[i].y - middle->y) * (points[i].y - middle->y);
  *size = sqrt (sum / n);
  return *size > 1e-9;
}

static RectoPoint
normalised (RectoPoint p, RectoPoint middle, double size)
{
  return (RectoPoint) { (p.x - middle.x) / size, (p.y - middle.y) / size };
}

static double
smallest_root (const Moments *m, double covariance)
{
  double mz = m->xx + m->yy;
  double a3 = 4 * mz, a2 = -3 * mz * mz - m->zz;
  double a1 = m->zz * mz + 4 * covariance * mz - m->xz * m->xz - m->yz * m->yz - mz * mz * mz;
  double a0 = m->xz * m->xz * m->yy + m->yz * m->yz * m->xx - m->zz * covariance - 2 * m->xz * m->yz * m->xy
              + mz * mz * covariance;
  double x = 0, y = a0;

  for (guint i = 0; i < 50; i++)
    {
      double next = x - y / (a1 + x * (2 * a2 + 3 * x * a3));
      double value = a0 + next * (a1 + next * (a2 + next * a3));

      if (!isfinite (next) || next == x || fabs (value) >= fabs (y))
        break;
      x = next;
      y = value;
    }
  return x;
}

gboolean
recto_fit_circle_taubin (const RectoPoint *points, guint n_points, RectoPoint *centre, double *radius)
{
  RectoPoint middle;
  double size, covariance, root, d, x, y;
  Moments m = { 0 };

  if (n_points < 3 || !normalise (points, n_points, &middle, &size))
    return FALSE;
  for (guint i = 0; i < n_points; i++)
    {
      RectoPoint p = normalised (points[i], middle, size);
      double z = p.x * p.x + p.y * p.y;

      m.xx += p.x * p.x / n_points;
      m.yy += p.y * p.y / n_points;
      m.xy += p.x * p.y / n_points;
      m.xz += p.x * z / n_points;
      m.yz += p.y * z / n_points;
      m.zz += z * z / n_points;
    }
  covariance = m.xx * m.yy - m.xy * m.xy;
  if (!(covariance > 1e-12)) /* on a line: of a mean square of 1, none is left across it */
    return FALSE;
  root = smallest_root (&m, covariance);
  d = root * root - root * (m.xx + m.yy) + covariance;
  x = (m.xz * (m.yy - root) - m.yz * m.xy) / d / 2;
  y = (m.yz * (m.xx - root) - m.xz * m.xy) / d / 2;
  if (!isfinite (x) || !isfinite (y) || hypot (x, y) > 1e6)
    return FALSE;
  *centre = (RectoPoint) { middle.x + x * size, middle.y + y * size };
  *radius = size * sqrt (x * x + y * y + m.xx + m.yy);
  return TRUE;
}

/* Sum of squares of distances of points (normalised) from the circle v: x, y, radius; its normal equations. */
static double
squares (const RectoPoint *points, guint n, RectoPoint middle, double size, const double *v, double normal[3][3],
         double *right)
{
  double sum = 0;

  for (guint i = 0; i < 3; i++)
    {
      right[i] = 0;
      for (guint k = 0; k < 3; k++)
        normal[i][k] = 0;
    }
  for (guint i = 0; i < n; i++)
    {
      RectoPoint p = normalised (points[i], middle, size);
      double dx = p.x - v[0], dy = p.y - v[1], r = hypot (dx, dy), off = r - v[2];
      double slope[3] = { r > 0 ? -dx / r : 0, r > 0 ? -dy / r : 0, -1 };

      sum += off * off;
      for (guint a = 0; a < 3; a++)
        {
          right[a] -= slope[a] * off;
          for (guint b = 0; b < 3; b++)
            normal[a][b] += slope[a] * slope[b];
        }
    }
  return sum;
}

/* By Cramer's rule; the matrix is symmetric and, with damping, positive. */
static gboolean
solve (double a[3][3], const double *b, double *x)
{
  double c0 = a[1][1] * a[2][2] - a[1][2] * a[2][1], c1 = a[1][2] * a[2][0] - a[1][0] * a[2][2];
  double c2 = a[1][0] * a[2][1] - a[1][1] * a[2][0];
  double d = a[0][0] * c0 + a[0][1] * c1 + a[0][2] * c2;

  x[0] = (b[0] * c0 + a[0][1] * (a[1][2] * b[2] - b[1] * a[2][2]) + a[0][2] * (b[1] * a[2][1] - a[1][1] * b[2])) / d;
  x[1] = (a[0][0] * (b[1] * a[2][2] - a[1][2] * b[2]) + b[0] * c1 + a[0][2] * (a[1][0] * b[2] - b[1] * a[2][0])) / d;
  x[2] = (a[0][0] * (a[1][1] * b[2] - b[1] * a[2][1]) + a[0][1] * (b[1] * a[2][0] - a[1][0] * b[2]) + b[0] * c2) / d;
  return isfinite (x[0]) && isfinite (x[1]) && isfinite (x[2]);
}

gboolean
recto_fit_circle (const RectoPoint *points, guint n_points, RectoPoint *centre, double *radius, double *rms)
{
  RectoPoint middle;
  double size, v[3], sum, damping = 1e-3;
  double normal[3][3], right[3];

  if (!recto_fit_circle_taubin (points, n_points, centre, radius))
    return FALSE;
  normalise (points, n_points, &middle, &size);
  v[0] = (centre->x - middle.x) / size;
  v[1] = (centre->y - middle.y) / size;
  v[2] = *radius / size;
  sum = squares (points, n_points, middle, size, v, normal, right);
  for (guint i = 0; i < 200 && damping < 1e12; i++)
    {
      double damped[3][3], step[3], moved[3], next_normal[3][3], next_right[3], next;

      for (guint a = 0; a < 3; a++)
        for (guint b = 0; b < 3; b++)
          damped[a][b] = normal[a][b] * (a == b ? 1 + damping : 1);
      next = INFINITY;
      if (solve (damped, right, step))
        {
          for (guint a = 0; a < 3; a++)
            moved[a] = v[a] + step[a];
          next = squares (points, n_points, middle, size, moved, next_normal, next_right);
        }
      if (!(next <= sum))
        {
          damping *= 10;
          continue;
        }
      damping /= 10;
      sum = next;
      for (guint a = 0; a < 3; a++)
        {
          v[a] = moved[a];
          right[a] = next_right[a];
          for (guint b = 0; b < 3; b++)
            normal[a][b] = next_normal[a][b];
        }
      if (hypot (step[0], hypot (step[1], step[2])) < 1e-13 * v[2])
        break;
    }
  if (!(v[2] > 0) || !(v[2] < 1e6))
    return FALSE;
  *centre = (RectoPoint) { middle.x + v[0] * size, middle.y + v[1] * size };
  *radius = v[2] * size;
  if (rms != NULL)
    *rms = sqrt (sum / n_points) * size;
  return TRUE;
}

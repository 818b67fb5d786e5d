/* recto-geometry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-geometry.h"

#include <math.h>

const RectoMatrix3 recto_matrix3_identity = { { 1, 0, 0, 0, 1, 0, 0, 0, 1 } };

RectoPoint
recto_matrix3_map (const RectoMatrix3 *self, RectoPoint point)
{
  const double *m = self->m;
  double w = m[6] * point.x + m[7] * point.y + m[8];

  return (RectoPoint) { (m[0] * point.x + m[1] * point.y + m[2]) / w,
                        (m[3] * point.x + m[4] * point.y + m[5]) / w };
}

RectoMatrix3
recto_matrix3_multiply (const RectoMatrix3 *a, const RectoMatrix3 *b)
{
  RectoMatrix3 product;

  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      product.m[row * 3 + column] = a->m[row * 3] * b->m[column]
                                    + a->m[row * 3 + 1] * b->m[3 + column]
                                    + a->m[row * 3 + 2] * b->m[6 + column];
  return product;
}

static double
determinant (const double *m)
{
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6])
         + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

gboolean
recto_matrix3_invert (const RectoMatrix3 *self, RectoMatrix3 *inverse)
{
  const double *m = self->m;
  double d = determinant (m);
  RectoMatrix3 result;

  if (!isfinite (d) || fabs (d) < 1e-30)
    return FALSE;
  result.m[0] = (m[4] * m[8] - m[5] * m[7]) / d;
  result.m[1] = (m[2] * m[7] - m[1] * m[8]) / d;
  result.m[2] = (m[1] * m[5] - m[2] * m[4]) / d;
  result.m[3] = (m[5] * m[6] - m[3] * m[8]) / d;
  result.m[4] = (m[0] * m[8] - m[2] * m[6]) / d;
  result.m[5] = (m[2] * m[3] - m[0] * m[5]) / d;
  result.m[6] = (m[3] * m[7] - m[4] * m[6]) / d;
  result.m[7] = (m[1] * m[6] - m[0] * m[7]) / d;
  result.m[8] = (m[0] * m[4] - m[1] * m[3]) / d;
  *inverse = result;
  return TRUE;
}

gboolean
recto_matrix3_is_identity (const RectoMatrix3 *self)
{
  for (int i = 0; i < 9; i++)
    if (self->m[i] != recto_matrix3_identity.m[i])
      return FALSE;
  return TRUE;
}

gboolean
recto_matrix3_is_usable (const RectoMatrix3 *self, double width, double height)
{
  const RectoPoint corners[4] = { { 0, 0 }, { width, 0 }, { width, height }, { 0, height } };
  double first = 0;

  for (int i = 0; i < 9; i++)
    if (!isfinite (self->m[i]))
      return FALSE;
  if (fabs (determinant (self->m)) < 1e-12)
    return FALSE;
  for (int i = 0; i < 4; i++)
    {
      double w = self->m[6] * corners[i].x + self->m[7] * corners[i].y + self->m[8];

      if (fabs (w) < 1e-9)
        return FALSE;
      if (i == 0)
        first = w;
      else if ((w > 0) != (first > 0))
        return FALSE;
    }
  return TRUE;
}

double
recto_matrix3_scale_at (const RectoMatrix3 *self, RectoPoint point)
{
  double w = self->m[6] * point.x + self->m[7] * point.y + self->m[8];

  return sqrt (fabs (determinant (self->m) / (w * w * w)));
}

double
recto_matrix3_corner_distance (const RectoMatrix3 *a, const RectoMatrix3 *b, double width,
                               double height)
{
  const RectoPoint corners[4]
      = { { 0, 0 }, { width - 1, 0 }, { width - 1, height - 1 }, { 0, height - 1 } };
  double sum = 0;

  for (int i = 0; i < 4; i++)
    {
      RectoPoint p = recto_matrix3_map (a, corners[i]);
      RectoPoint q = recto_matrix3_map (b, corners[i]);

      sum += hypot (p.x - q.x, p.y - q.y);
    }
  return sum / 4;
}

gboolean
recto_rect_is_empty (const RectoRect *self)
{
  return self->width <= 0 || self->height <= 0;
}

gboolean
recto_rect_intersect (const RectoRect *a, const RectoRect *b, RectoRect *result)
{
  int x0 = MAX (a->x, b->x);
  int y0 = MAX (a->y, b->y);
  gint64 x1 = MIN ((gint64) a->x + a->width, (gint64) b->x + b->width);
  gint64 y1 = MIN ((gint64) a->y + a->height, (gint64) b->y + b->height);

  *result = (RectoRect) { x0, y0, (int) CLAMP (x1 - x0, 0, G_MAXINT), (int) CLAMP (y1 - y0, 0, G_MAXINT) };
  return !recto_rect_is_empty (result);
}

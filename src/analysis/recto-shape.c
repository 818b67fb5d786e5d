/* recto-shape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-shape-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (RectoShape, recto_shape, recto_shape_ref, recto_shape_unref)

static const char *const type_names[] = { "rectangle", "ellipse", "arrow", "polygon", "freehand", "point" };

const char *
recto_shape_type_to_string (RectoShapeType type)
{
  return type_names[type];
}

gboolean
recto_shape_is_box (RectoShapeType type)
{
  return type == RECTO_SHAPE_RECTANGLE || type == RECTO_SHAPE_ELLIPSE;
}

guint
recto_shape_fewest_points (RectoShapeType type)
{
  switch (type)
    {
    case RECTO_SHAPE_POINT:
      return 1;
    case RECTO_SHAPE_POLYGON:
      return 3;
    default:
      return 2;
    }
}

RectoShape *
recto_shape_new_box (RectoShapeType type, double x, double y, double width, double height,
                     double rotation)
{
  RectoShape *self;

  g_return_val_if_fail (recto_shape_is_box (type), NULL);

  if (width < 0)
    {
      x += width;
      width = -width;
    }
  if (height < 0)
    {
      y += height;
      height = -height;
    }
  rotation = fmod (rotation, 360);
  if (rotation < 0)
    rotation += 360;
  self = g_new0 (RectoShape, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;
  self->x = x;
  self->y = y;
  self->width = width;
  self->height = height;
  /* A hair below 0 becomes 360 by rounding. */
  self->rotation = rotation < 360 ? rotation : 0;
  return self;
}

RectoShape *
recto_shape_new_points (RectoShapeType type, const RectoPoint *points, guint n_points)
{
  RectoShape *self;

  g_return_val_if_fail (!recto_shape_is_box (type), NULL);
  g_return_val_if_fail (n_points >= recto_shape_fewest_points (type), NULL);

  self = g_new0 (RectoShape, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;
  self->points = g_memdup2 (points, n_points * sizeof (RectoPoint));
  self->n_points = n_points;
  return self;
}

RectoShape *
recto_shape_ref (RectoShape *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_shape_unref (RectoShape *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->points);
  g_free (self);
}

RectoShapeType
recto_shape_get_shape_type (const RectoShape *self)
{
  return self->type;
}

void
recto_shape_get_box (const RectoShape *self, double *x, double *y, double *width, double *height,
                     double *rotation)
{
  g_return_if_fail (recto_shape_is_box (self->type));
  *x = self->x;
  *y = self->y;
  *width = self->width;
  *height = self->height;
  if (rotation != NULL)
    *rotation = self->rotation;
}

const RectoPoint *
recto_shape_get_points (const RectoShape *self, guint *n_points)
{
  *n_points = self->n_points;
  return self->points;
}

/* ----- geometry ----- */

static RectoPoint
turn (RectoPoint p, RectoPoint centre, double degrees)
{
  double a = degrees * G_PI / 180;
  double c = cos (a), s = sin (a);
  double dx = p.x - centre.x, dy = p.y - centre.y;

  return (RectoPoint) { centre.x + c * dx - s * dy, centre.y + s * dx + c * dy };
}

static RectoPoint
centre_of (const RectoShape *self)
{
  return (RectoPoint) { self->x + self->width / 2, self->y + self->height / 2 };
}

/* Place in the box, in halves of its sides from the middle: handle 0 upper left, then clockwise. */
static const RectoPoint box_places[8]
    = { { -1, -1 }, { 0, -1 }, { 1, -1 }, { 1, 0 }, { 1, 1 }, { 0, 1 }, { -1, 1 }, { -1, 0 } };

void
recto_shape_get_bounds (const RectoShape *self, double *x, double *y, double *width, double *height)
{
  double x0 = G_MAXDOUBLE, y0 = G_MAXDOUBLE, x1 = -G_MAXDOUBLE, y1 = -G_MAXDOUBLE;

  if (self->type == RECTO_SHAPE_ELLIPSE)
    {
      RectoPoint c = centre_of (self);
      double a = self->rotation * G_PI / 180;
      double hw = hypot (self->width / 2 * cos (a), self->height / 2 * sin (a));
      double hh = hypot (self->width / 2 * sin (a), self->height / 2 * cos (a));

      *x = c.x - hw;
      *y = c.y - hh;
      *width = 2 * hw;
      *height = 2 * hh;
      return;
    }
  if (self->type == RECTO_SHAPE_RECTANGLE)
    for (guint i = 0; i < 8; i += 2)
      {
        RectoPoint p = recto_shape_get_handle (self, i, 0);

        x0 = MIN (x0, p.x);
        y0 = MIN (y0, p.y);
        x1 = MAX (x1, p.x);
        y1 = MAX (y1, p.y);
      }
  for (guint i = 0; i < self->n_points; i++)
    {
      x0 = MIN (x0, self->points[i].x);
      y0 = MIN (y0, self->points[i].y);
      x1 = MAX (x1, self->points[i].x);
      y1 = MAX (y1, self->points[i].y);
    }
  *x = x0;
  *y = y0;
  *width = x1 - x0;
  *height = y1 - y0;
}

static double
segment_distance (RectoPoint p, RectoPoint a, RectoPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double length = dx * dx + dy * dy;
  double t = length > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length : 0;

  t = CLAMP (t, 0, 1);
  return hypot (p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/* Crossing number (Shimrat, 1962). */
static gboolean
is_inside (const RectoPoint *points, guint n, RectoPoint p)
{
  gboolean inside = FALSE;

  for (guint i = 0, j = n - 1; i < n; j = i++)
    if ((points[i].y > p.y) != (points[j].y > p.y)
        && p.x < (points[j].x - points[i].x) * (p.y - points[i].y) / (points[j].y - points[i].y)
                     + points[i].x)
      inside = !inside;
  return inside;
}

/* From (x, y) ≥ 0 in the first quadrant to an ellipse with semi-axes a ≥ b > 0, by bisection of the one root that gives the nearest
 * point (D. Eberly, Distance from a Point to an Ellipse, Geometric Tools, 2013). */
static double
ellipse_distance (double a, double b, double x, double y)
{
  double ratio = (a / b) * (a / b);
  double u = x / a, v = y / b;
  double low, high, t = 0, nx, ny;

  if (y == 0)
    {
      double c = (a * a - b * b) / a;

      /* Inside the evolute the nearest point lies beside the axis. */
      if (x < c)
        {
          nx = a * x / c;
          return hypot (nx - x, b * sqrt (MAX (0, 1 - (x / c) * (x / c))));
        }
      return fabs (x - a);
    }
  low = v - 1;
  high = hypot (ratio * u, v) - 1;
  for (guint i = 0; i < 200; i++)
    {
      double p, q, g;

      t = (low + high) / 2;
      if (t == low || t == high)
        break;
      p = ratio * u / (t + ratio);
      q = v / (t + 1);
      g = p * p + q * q - 1;
      if (g > 0)
        low = t;
      else if (g < 0)
        high = t;
      else
        break;
    }
  nx = ratio * x / (t + ratio);
  ny = y / (t + 1);
  return hypot (nx - x, ny - y);
}

/* The point in the box's own axes, about its middle. */
static RectoPoint
to_own (const RectoShape *self, RectoPoint point)
{
  RectoPoint c = centre_of (self);
  RectoPoint own = self->rotation != 0 ? turn (point, c, -self->rotation) : point;

  return (RectoPoint) { own.x - c.x, own.y - c.y };
}

static double
box_distance (const RectoShape *self, RectoPoint point, gboolean *inside)
{
  RectoPoint own = to_own (self, point);
  double a = self->width / 2, b = self->height / 2;
  double x = fabs (own.x), y = fabs (own.y);

  if (self->type == RECTO_SHAPE_RECTANGLE)
    {
      *inside = x <= a && y <= b;
      return *inside ? MIN (a - x, b - y) : hypot (MAX (x - a, 0), MAX (y - b, 0));
    }
  /* A flat ellipse is its longer axis. */
  if (a < 1e-6 || b < 1e-6)
    {
      *inside = FALSE;
      return hypot (MAX (x - a, 0), MAX (y - b, 0));
    }
  *inside = (x / a) * (x / a) + (y / b) * (y / b) <= 1;
  return a >= b ? ellipse_distance (a, b, x, y) : ellipse_distance (b, a, y, x);
}

double
recto_shape_distance (const RectoShape *self, RectoPoint point, gboolean *inside)
{
  const RectoPoint *points = self->points;
  guint n = self->n_points;
  gboolean within = FALSE;
  double best = G_MAXDOUBLE;

  if (recto_shape_is_box (self->type))
    best = box_distance (self, point, &within);
  else if (n == 1)
    best = hypot (point.x - points[0].x, point.y - points[0].y);
  for (guint i = 0; i + 1 < n; i++)
    best = MIN (best, segment_distance (point, points[i], points[i + 1]));
  if (self->type == RECTO_SHAPE_POLYGON)
    {
      best = MIN (best, segment_distance (point, points[n - 1], points[0]));
      within = is_inside (points, n, point);
    }
  if (inside != NULL)
    *inside = within;
  return best;
}

RectoShape *
recto_shape_translated (const RectoShape *self, double dx, double dy)
{
  g_autofree RectoPoint *points = NULL;

  if (recto_shape_is_box (self->type))
    return recto_shape_new_box (self->type, self->x + dx, self->y + dy, self->width, self->height,
                                self->rotation);
  points = g_memdup2 (self->points, self->n_points * sizeof (RectoPoint));
  for (guint i = 0; i < self->n_points; i++)
    {
      points[i].x += dx;
      points[i].y += dy;
    }
  return recto_shape_new_points (self->type, points, self->n_points);
}

guint
recto_shape_get_n_handles (const RectoShape *self)
{
  if (recto_shape_is_box (self->type))
    return 9;
  /* A freehand line has too many points for handles: it is moved as a whole. */
  return self->type == RECTO_SHAPE_FREEHAND ? 0 : self->n_points;
}

RectoPoint
recto_shape_get_handle (const RectoShape *self, guint handle, double turn_offset)
{
  RectoPoint c, p;

  if (!recto_shape_is_box (self->type))
    {
      g_return_val_if_fail (handle < self->n_points, ((RectoPoint) { 0, 0 }));
      return self->points[handle];
    }
  c = centre_of (self);
  if (handle == 8)
    p = (RectoPoint) { c.x, self->y - turn_offset };
  else
    p = (RectoPoint) { c.x + box_places[handle].x * self->width / 2,
                       c.y + box_places[handle].y * self->height / 2 };
  return self->rotation != 0 ? turn (p, c, self->rotation) : p;
}

RectoShape *
recto_shape_with_handle_moved (const RectoShape *self, guint handle, RectoPoint to)
{
  if (!recto_shape_is_box (self->type))
    {
      g_autofree RectoPoint *points = g_memdup2 (self->points, self->n_points * sizeof (RectoPoint));

      g_return_val_if_fail (handle < self->n_points, NULL);
      points[handle] = to;
      return recto_shape_new_points (self->type, points, self->n_points);
    }
  if (handle == 8)
    {
      RectoPoint c = centre_of (self);
      double angle = atan2 (to.y - c.y, to.x - c.x) * 180 / G_PI + 90;

      return recto_shape_new_box (self->type, self->x, self->y, self->width, self->height, angle);
    }
  {
    /* The opposite handle keeps its place on the page; the box is measured along its own axes. */
    RectoPoint c = centre_of (self);
    RectoPoint fixed = recto_shape_get_handle (self, (handle + 4) % 8, 0);
    RectoPoint own_to = turn (to, c, -self->rotation);
    RectoPoint own_fixed = turn (fixed, c, -self->rotation);
    RectoPoint place = box_places[handle];
    double x0 = place.x != 0 ? own_fixed.x : self->x;
    double x1 = place.x != 0 ? own_to.x : self->x + self->width;
    double y0 = place.y != 0 ? own_fixed.y : self->y;
    double y1 = place.y != 0 ? own_to.y : self->y + self->height;
    RectoPoint own_middle = { (x0 + x1) / 2, (y0 + y1) / 2 };
    RectoPoint middle = turn (own_middle, c, self->rotation);
    double width = fabs (x1 - x0), height = fabs (y1 - y0);

    return recto_shape_new_box (self->type, middle.x - width / 2, middle.y - height / 2, width,
                                height, self->rotation);
  }
}

gboolean
recto_shape_equal (const RectoShape *a, const RectoShape *b)
{
  g_autofree char *first = recto_shape_to_text (a);
  g_autofree char *second = recto_shape_to_text (b);

  return g_str_equal (first, second);
}

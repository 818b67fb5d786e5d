/* recto-shape.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-shape.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_POINTS 100000

struct _RectoShape
{
  gatomicrefcount ref_count;
  RectoShapeType type;
  double x, y, width, height, rotation; /* rectangle, ellipse */
  RectoPoint *points;                   /* the others */
  guint n_points;
};

G_DEFINE_BOXED_TYPE (RectoShape, recto_shape, recto_shape_ref, recto_shape_unref)

static const char *const type_names[] = { "rectangle", "ellipse", "arrow", "polygon", "freehand", "point" };

const char *
recto_shape_type_to_string (RectoShapeType type)
{
  return type_names[type];
}

static gboolean
is_box (RectoShapeType type)
{
  return type == RECTO_SHAPE_RECTANGLE || type == RECTO_SHAPE_ELLIPSE;
}

static guint
fewest_points (RectoShapeType type)
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

  g_return_val_if_fail (is_box (type), NULL);

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
  self = g_new0 (RectoShape, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;
  self->x = x;
  self->y = y;
  self->width = width;
  self->height = height;
  self->rotation = rotation < 0 ? rotation + 360 : rotation;
  return self;
}

RectoShape *
recto_shape_new_points (RectoShapeType type, const RectoPoint *points, guint n_points)
{
  RectoShape *self;

  g_return_val_if_fail (!is_box (type), NULL);
  g_return_val_if_fail (n_points >= fewest_points (type), NULL);

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
  g_return_if_fail (is_box (self->type));
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

double
recto_shape_distance (const RectoShape *self, RectoPoint point, gboolean *inside)
{
  RectoPoint outline[96];
  const RectoPoint *points = self->points;
  guint n = self->n_points;
  gboolean closed = self->type == RECTO_SHAPE_POLYGON;
  double best = G_MAXDOUBLE;

  if (inside != NULL)
    *inside = FALSE;
  if (self->type == RECTO_SHAPE_RECTANGLE)
    {
      n = 4;
      for (guint i = 0; i < 4; i++)
        outline[i] = recto_shape_get_handle (self, i * 2, 0);
      points = outline;
      closed = TRUE;
    }
  else if (self->type == RECTO_SHAPE_ELLIPSE)
    {
      RectoPoint c = centre_of (self);

      n = G_N_ELEMENTS (outline);
      for (guint i = 0; i < n; i++)
        {
          double a = 2 * G_PI * i / n;

          outline[i] = turn ((RectoPoint) { c.x + self->width / 2 * cos (a),
                                            c.y + self->height / 2 * sin (a) },
                             c, self->rotation);
        }
      points = outline;
      closed = TRUE;
    }
  if (n == 1)
    return hypot (point.x - points[0].x, point.y - points[0].y);
  for (guint i = 0; i + 1 < n; i++)
    best = MIN (best, segment_distance (point, points[i], points[i + 1]));
  if (closed)
    {
      best = MIN (best, segment_distance (point, points[n - 1], points[0]));
      if (inside != NULL)
        *inside = is_inside (points, n, point);
    }
  return best;
}

RectoShape *
recto_shape_translated (const RectoShape *self, double dx, double dy)
{
  g_autofree RectoPoint *points = NULL;

  if (is_box (self->type))
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
  if (is_box (self->type))
    return 9;
  /* A freehand line has too many points for handles: it is moved as a whole. */
  return self->type == RECTO_SHAPE_FREEHAND ? 0 : self->n_points;
}

RectoPoint
recto_shape_get_handle (const RectoShape *self, guint handle, double turn_offset)
{
  RectoPoint c, p;

  if (!is_box (self->type))
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
  if (!is_box (self->type))
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

/* ----- JSON ----- */

char *
recto_shape_to_text (const RectoShape *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type_names[self->type]);
  if (is_box (self->type))
    {
      json_object_set_double_member (object, "x", self->x);
      json_object_set_double_member (object, "y", self->y);
      json_object_set_double_member (object, "width", self->width);
      json_object_set_double_member (object, "height", self->height);
      if (self->rotation != 0)
        json_object_set_double_member (object, "rotation", self->rotation);
    }
  else if (self->type == RECTO_SHAPE_POINT)
    {
      json_object_set_double_member (object, "x", self->points[0].x);
      json_object_set_double_member (object, "y", self->points[0].y);
    }
  else
    {
      JsonArray *points = json_array_new ();

      for (guint i = 0; i < self->n_points; i++)
        {
          JsonArray *point = json_array_new ();

          json_array_add_double_element (point, self->points[i].x);
          json_array_add_double_element (point, self->points[i].y);
          json_array_add_array_element (points, point);
        }
      json_object_set_array_member (object, "points", points);
    }
  json_node_take_object (node, object);
  return recto_json_canonical (node);
}

static gboolean
read_number (JsonNode *node, double *value)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_DOUBLE
          && json_node_get_value_type (node) != G_TYPE_INT64))
    return FALSE;
  *value = json_node_get_double (node);
  return isfinite (*value) && fabs (*value) < 1e9;
}

static RectoShape *
read_points (JsonObject *object, RectoShapeType type)
{
  JsonNode *node = json_object_get_member (object, "points");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autofree RectoPoint *points = NULL;

  if (n < fewest_points (type) || n > MAX_POINTS || (type == RECTO_SHAPE_ARROW && n != 2))
    return NULL;
  points = g_new (RectoPoint, n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *pair = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_ARRAY (pair) || json_array_get_length (json_node_get_array (pair)) != 2
          || !read_number (json_array_get_element (json_node_get_array (pair), 0), &points[i].x)
          || !read_number (json_array_get_element (json_node_get_array (pair), 1), &points[i].y))
        return NULL;
    }
  return recto_shape_new_points (type, points, n);
}

RectoShape *
recto_shape_new_from_text (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = recto_json_parse (json, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name
      = object != NULL ? json_object_get_string_member_with_default (object, "type", NULL) : NULL;
  RectoShape *shape = NULL;

  for (guint type = 0; type < G_N_ELEMENTS (type_names) && name != NULL; type++)
    {
      double x, y, width, height, rotation = 0;

      if (!g_str_equal (name, type_names[type]))
        continue;
      if (is_box (type))
        {
          if (read_number (json_object_get_member (object, "x"), &x)
              && read_number (json_object_get_member (object, "y"), &y)
              && read_number (json_object_get_member (object, "width"), &width)
              && read_number (json_object_get_member (object, "height"), &height)
              && (!json_object_has_member (object, "rotation")
                  || read_number (json_object_get_member (object, "rotation"), &rotation)))
            shape = recto_shape_new_box (type, x, y, width, height, rotation);
        }
      else if (type == RECTO_SHAPE_POINT)
        {
          RectoPoint point;

          if (read_number (json_object_get_member (object, "x"), &point.x)
              && read_number (json_object_get_member (object, "y"), &point.y))
            shape = recto_shape_new_points (type, &point, 1);
        }
      else
        shape = read_points (object, type);
    }
  if (shape == NULL)
    g_set_error_literal (
        error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
        _("This is no shape. A rectangle or ellipse has x, y, width and height; an arrow, polygon or "
          "freehand line has points; a point has x and y."));
  return shape;
}

/* recto-shape-json.c: a shape as JSON and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-json-private.h"
#include "recto-shape-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_POINTS 100000
#define MAX_PLACE 1e9

char *
recto_shape_to_text (const RectoShape *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", recto_shape_type_to_string (self->type));
  if (recto_shape_is_box (self->type))
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
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
has_all (JsonObject *object, const char *const *names, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!json_object_has_member (object, names[i]))
      {
        g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                     _("The shape lacks “%s”."), names[i]);
        return FALSE;
      }
  return TRUE;
}

static RectoShape *
read_box (JsonObject *object, RectoShapeType type, GError **error)
{
  static const char *const names[] = { "type", "x", "y", "width", "height", "rotation", NULL };
  static const char *const needed[] = { "x", "y", "width", "height", NULL };
  double x = 0, y = 0, width = 0, height = 0, rotation = 0;

  if (!recto_json_check_members (object, N_ ("shape"), names, error) || !has_all (object, needed, error)
      || !recto_json_read_number (object, "x", -MAX_PLACE, MAX_PLACE, &x, error)
      || !recto_json_read_number (object, "y", -MAX_PLACE, MAX_PLACE, &y, error)
      || !recto_json_read_number (object, "width", -MAX_PLACE, MAX_PLACE, &width, error)
      || !recto_json_read_number (object, "height", -MAX_PLACE, MAX_PLACE, &height, error)
      || !recto_json_read_number (object, "rotation", -MAX_PLACE, MAX_PLACE, &rotation, error))
    return NULL;
  return recto_shape_new_box (type, x, y, width, height, rotation);
}

static RectoShape *
read_place (JsonObject *object, GError **error)
{
  static const char *const names[] = { "type", "x", "y", NULL };
  static const char *const needed[] = { "x", "y", NULL };
  RectoPoint point = { 0, 0 };

  if (!recto_json_check_members (object, N_ ("shape"), names, error) || !has_all (object, needed, error)
      || !recto_json_read_number (object, "x", -MAX_PLACE, MAX_PLACE, &point.x, error)
      || !recto_json_read_number (object, "y", -MAX_PLACE, MAX_PLACE, &point.y, error))
    return NULL;
  return recto_shape_new_points (RECTO_SHAPE_POINT, &point, 1);
}

static gboolean
read_coordinate (JsonNode *node, double *value)
{
  if (!recto_json_is_number (node))
    return FALSE;
  *value = json_node_get_double (node);
  return fabs (*value) <= MAX_PLACE;
}

static RectoShape *
read_line (JsonObject *object, RectoShapeType type, GError **error)
{
  static const char *const names[] = { "type", "points", NULL };
  static const char *const needed[] = { "points", NULL };
  JsonNode *node = json_object_get_member (object, "points");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autofree RectoPoint *points = NULL;

  if (!recto_json_check_members (object, N_ ("shape"), names, error) || !has_all (object, needed, error))
    return NULL;
  if (n < recto_shape_fewest_points (type) || n > MAX_POINTS || (type == RECTO_SHAPE_ARROW && n != 2))
    {
      invalid (error, type == RECTO_SHAPE_ARROW     ? _("An arrow has two “points”: its tail and its head.")
                      : type == RECTO_SHAPE_POLYGON ? _("A polygon has three “points” or more.")
                                                    : _("A freehand line has two “points” or more."));
      return NULL;
    }
  points = g_new (RectoPoint, n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;

      if (pair == NULL || json_array_get_length (pair) != 2
          || !read_coordinate (json_array_get_element (pair, 0), &points[i].x)
          || !read_coordinate (json_array_get_element (pair, 1), &points[i].y))
        {
          g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                       _("Point %u of the shape is not a pair of numbers [x, y]."), i + 1);
          return NULL;
        }
    }
  return recto_shape_new_points (type, points, n);
}

RectoShape *
recto_shape_new_from_text (const char *json, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = recto_json_parse (json, &local);
  const char *name = NULL;
  JsonObject *object;

  if (node == NULL)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, _("The shape is not JSON (%s)."),
                   local->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      invalid (error, _("A shape must be an object with “type” and its place."));
      return NULL;
    }
  object = json_node_get_object (node);
  if (!recto_json_read_string (object, "type", &name, error))
    return NULL;
  for (int type = RECTO_SHAPE_RECTANGLE; name != NULL && type <= RECTO_SHAPE_POINT; type++)
    if (g_str_equal (name, recto_shape_type_to_string (type)))
      {
        if (recto_shape_is_box (type))
          return read_box (object, type, error);
        return type == RECTO_SHAPE_POINT ? read_place (object, error) : read_line (object, type, error);
      }
  invalid (error, _("A shape's “type” is rectangle, ellipse, arrow, polygon, freehand or point."));
  return NULL;
}

/* recto-calibration-json.c: a calibration as JSON and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-calibration-private.h"
#include "recto-json-private.h"

#include <glib/gi18n.h>

#define MAX_SCALES 50
#define ANY 1e9 /* recto_scale_check() has the last word */

static JsonArray *
numbers_to_json (const double *values, guint n)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_double_element (array, values[i]);
  return array;
}

static JsonObject *
scale_to_json (const RectoScale *scale)
{
  JsonObject *object = json_object_new ();
  guint n_points = recto_scale_get_n_points (scale->source);

  json_object_set_string_member (object, "source", recto_scale_source_to_string (scale->source));
  json_object_set_double_member (object, "tolerance", scale->tolerance);
  if (n_points > 0)
    {
      JsonArray *points = json_array_new ();

      for (guint i = 0; i < n_points; i++)
        json_array_add_array_element (points, numbers_to_json (&scale->points[i].x, 2));
      json_object_set_array_member (object, n_points == 4 ? "corners" : "points", points);
      json_object_set_double_member (object, "pointing", scale->pointing_px);
    }
  if (n_points == 2)
    json_object_set_double_member (object, "aspect", scale->aspect);
  switch (scale->source)
    {
    case RECTO_SCALE_PAGE_SIZE:
      json_object_set_double_member (object, "width", scale->size[0]);
      json_object_set_double_member (object, "height", scale->size[1]);
      break;
    case RECTO_SCALE_MRZ_PITCH:
      json_object_set_double_member (object, "pitch", scale->size[0]);
      json_object_set_int_member (object, "pitches", scale->n_pitches);
      break;
    case RECTO_SCALE_RULER:
      json_object_set_double_member (object, "length", scale->size[0]);
      break;
    case RECTO_SCALE_DPI:
    default:
      json_object_set_array_member (object, "dpi", numbers_to_json (scale->size, 2));
      break;
    }
  return object;
}

char *
recto_calibration_to_text (const RectoCalibration *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *scales = json_array_new ();

  json_object_set_int_member (object, "recto-calibration", 1);
  json_object_set_int_member (object, "chosen", recto_calibration_get_chosen (self));
  for (guint i = 0; i < recto_calibration_get_n_scales (self); i++)
    json_array_add_object_element (scales, scale_to_json (recto_calibration_get_scale (self, i)));
  json_object_set_array_member (object, "scales", scales);
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
read_points (JsonObject *object, const char *name, RectoPoint *points, guint n, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint found = 0;

  if (array != NULL && json_array_get_length (array) == n)
    for (; found < n; found++)
      {
        JsonNode *element = json_array_get_element (array, found);
        JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;

        if (pair == NULL || json_array_get_length (pair) != 2 || !recto_json_is_number (json_array_get_element (pair, 0))
            || !recto_json_is_number (json_array_get_element (pair, 1)))
          break;
        points[found] = (RectoPoint) { json_array_get_double_element (pair, 0), json_array_get_double_element (pair, 1) };
      }
  if (found < n || array == NULL)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“%s” must be a list of %u points [x, y]."), name, n);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_scale (JsonObject *object, RectoScale *scale, GError **error)
{
  static const char *const members[][10] = {
    { "source", "corners", "width", "height", "tolerance", "pointing", NULL },
    { "source", "points", "pitches", "pitch", "tolerance", "pointing", "aspect", NULL },
    { "source", "points", "length", "tolerance", "pointing", "aspect", NULL },
    { "source", "dpi", "tolerance", NULL },
  };
  static const double tolerances[] = { RECTO_PAGE_TOLERANCE_MM, RECTO_MRZ_TOLERANCE_MM, -1, RECTO_DPI_TOLERANCE };
  const char *name = NULL;
  gint64 pitches = 0;
  guint source = 0, n_points;

  if (!recto_json_read_string (object, "source", &name, error))
    return FALSE;
  while (name != NULL && source <= RECTO_SCALE_DPI && !g_str_equal (name, recto_scale_source_to_string (source)))
    source++;
  if (name == NULL || source > RECTO_SCALE_DPI)
    return invalid (error, _("The “source” of a scale is page-size, mrz-pitch, ruler or dpi."));
  *scale = (RectoScale) { .source = source, .tolerance = tolerances[source], .pointing_px = RECTO_POINTING_PX, .aspect = 1 };
  n_points = recto_scale_get_n_points (source);
  if (!recto_json_check_members (object, N_("scale"), members[source], error)
      || (n_points > 0 && !read_points (object, n_points == 4 ? "corners" : "points", scale->points, n_points, error))
      || !recto_json_read_number (object, "tolerance", 0, ANY, &scale->tolerance, error)
      || !recto_json_read_number (object, "pointing", 0, ANY, &scale->pointing_px, error)
      || !recto_json_read_number (object, "aspect", 0, ANY, &scale->aspect, error))
    return FALSE;
  if (scale->tolerance < 0)
    return invalid (error, _("A ruler needs its “tolerance” in millimetres."));
  switch (source)
    {
    case RECTO_SCALE_PAGE_SIZE:
      if (!recto_json_read_number (object, "width", 0, ANY, &scale->size[0], error)
          || !recto_json_read_number (object, "height", 0, ANY, &scale->size[1], error))
        return FALSE;
      break;
    case RECTO_SCALE_MRZ_PITCH:
      scale->size[0] = RECTO_MRZ_PITCH_MM;
      if (!recto_json_read_number (object, "pitch", 0, ANY, &scale->size[0], error)
          || !recto_json_read_integer (object, "pitches", 1, 1000, &pitches, error))
        return FALSE;
      scale->n_pitches = (guint) pitches;
      break;
    case RECTO_SCALE_RULER:
      if (!recto_json_read_number (object, "length", 0, ANY, &scale->size[0], error))
        return FALSE;
      break;
    case RECTO_SCALE_DPI:
    default:
      scale->pointing_px = 0;
      if (!recto_json_read_numbers (object, "dpi", 2, scale->size, error))
        return FALSE;
      break;
    }
  return recto_scale_check (scale, error);
}

RectoCalibration *
recto_calibration_new_from_text (const char *json, GError **error)
{
  static const char *const members[] = { "recto-calibration", "chosen", "scales", NULL };
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = recto_json_parse (json, &local);
  g_autofree RectoScale *scales = NULL;
  JsonObject *object;
  JsonNode *list;
  gint64 version = 0, chosen = 0;
  guint n;

  if (node == NULL)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, _("The calibration is not JSON (%s)."),
                   local->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      invalid (error, _("A calibration must be an object with “recto-calibration” and “scales”."));
      return NULL;
    }
  object = json_node_get_object (node);
  if (!recto_json_check_members (object, N_("calibration"), members, error)
      || !recto_json_read_integer (object, "recto-calibration", 0, G_MAXINT, &version, error)
      || !recto_json_read_integer (object, "chosen", 0, MAX_SCALES, &chosen, error))
    return NULL;
  list = json_object_get_member (object, "scales");
  n = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_array_get_length (json_node_get_array (list)) : 0;
  if (version != 1)
    {
      invalid (error, _("This calibration is of a version that this Recto does not read: it reads “recto-calibration” 1."));
      return NULL;
    }
  if (n < 1 || n > MAX_SCALES || chosen >= n)
    {
      invalid (error, _("A calibration needs a list “scales” with 1 to 50 scales, and “chosen” counts them from 0."));
      return NULL;
    }
  scales = g_new0 (RectoScale, n);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (list), i);

      if (!JSON_NODE_HOLDS_OBJECT (element))
        {
          invalid (error, _("A scale must be an object with “source”."));
          return NULL;
        }
      if (!read_scale (json_node_get_object (element), &scales[i], error))
        return NULL;
    }
  return recto_calibration_new (scales, n, (guint) chosen);
}

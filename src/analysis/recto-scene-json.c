/* recto-scene-json.c: a scene as JSON and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-json-private.h"
#include "recto-scene.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_EXPOSURES 64
#define MAX_PAGE 1000000
#define MAX_LENGTH 1e6

static void
set_point (JsonObject *object, const char *name, RectoPoint point)
{
  JsonArray *array = json_array_new ();

  json_array_add_double_element (array, point.x);
  json_array_add_double_element (array, point.y);
  json_object_set_array_member (object, name, array);
}

static JsonObject *
composition_to_json (const RectoComposition *c)
{
  JsonObject *mode = json_object_new ();

  json_object_set_string_member (mode, "name", recto_mode_to_string (c->mode));
  json_object_set_int_member (mode, "a", c->a);
  json_object_set_int_member (mode, "b", c->b);
  switch (c->mode)
    {
    case RECTO_MODE_CURTAIN:
      json_object_set_double_member (mode, "angle", c->curtain_angle);
      set_point (mode, "line", c->curtain);
      break;
    case RECTO_MODE_TORCH:
      set_point (mode, "center", c->torch);
      json_object_set_double_member (mode, "radius", c->torch_radius);
      json_object_set_double_member (mode, "edge", c->torch_edge);
      break;
    case RECTO_MODE_OVERLAY:
      json_object_set_double_member (mode, "opacity", c->opacity);
      break;
    case RECTO_MODE_BLINK:
      json_object_set_double_member (mode, "rate", c->blink_rate);
      json_object_set_string_member (mode, "shown", c->blink_b ? "b" : "a");
      break;
    case RECTO_MODE_DIFFERENCE:
    case RECTO_MODE_SIGNED_DIFFERENCE:
      json_object_set_double_member (mode, "gain", c->gain);
      break;
    case RECTO_MODE_COMPOSITE:
      {
        JsonArray *array = json_array_new ();

        for (guint i = 0; i < 3; i++)
          json_array_add_int_element (array, c->composite[i]);
        json_object_set_array_member (mode, "rgb", array);
        break;
      }
    case RECTO_MODE_CHECKERBOARD:
      json_object_set_double_member (mode, "size", c->checker_size);
      break;
    case RECTO_MODE_SINGLE:
    case RECTO_MODE_SIDE_BY_SIDE:
    case RECTO_MODE_TWO_COLOUR:
    default:
      break;
    }
  return mode;
}

char *
recto_scene_to_text (const RectoScene *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonObject *page = json_object_new ();
  JsonArray *list = json_array_new ();
  guint width, height;

  recto_scene_get_page_size (self, &width, &height);
  json_object_set_int_member (root, "recto-scene", 1);
  json_object_set_int_member (page, "width", width);
  json_object_set_int_member (page, "height", height);
  json_object_set_object_member (root, "page", page);
  for (guint i = 0; i < recto_scene_get_n_exposures (self); i++)
    {
      const RectoSceneExposure *exposure = recto_scene_get_exposure (self, i);
      JsonObject *object = json_object_new ();
      JsonArray *matrix = json_array_new ();

      if (exposure->id != NULL)
        json_object_set_string_member (object, "id", exposure->id);
      if (exposure->light != NULL)
        json_object_set_string_member (object, "light", exposure->light);
      if (exposure->image != NULL)
        json_object_set_string_member (object, "image", exposure->image);
      if (exposure->pixel_sha256 != NULL)
        json_object_set_string_member (object, "pixel_sha256", exposure->pixel_sha256);
      json_object_set_member (object, "recipe", recto_recipe_to_json (exposure->recipe));
      for (guint k = 0; k < 9; k++)
        json_array_add_double_element (matrix, exposure->registration.m[k]);
      json_object_set_array_member (object, "registration", matrix);
      json_array_add_object_element (list, object);
    }
  json_object_set_array_member (root, "exposures", list);
  json_object_set_object_member (root, "mode", composition_to_json (recto_scene_get_composition (self)));
  json_node_take_object (node, root);
  return recto_json_canonical (node);
}

/* ----- reading ----- */

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, message);
  return FALSE;
}

/* An index of one of n exposures. */
static gboolean
read_index (JsonObject *object, const char *name, guint n, guint *index, GError **error)
{
  gint64 value = *index;

  if (!recto_json_read_integer (object, name, 0, n - 1, &value, error))
    return FALSE;
  *index = (guint) value;
  return TRUE;
}

static gboolean
read_point (JsonObject *object, const char *name, RectoPoint *point, GError **error)
{
  double values[2] = { point->x, point->y };

  if (!recto_json_read_numbers (object, name, 2, values, error))
    return FALSE;
  *point = (RectoPoint) { values[0], values[1] };
  return TRUE;
}

static gboolean
read_rgb (JsonObject *object, guint n, guint indices[3], GError **error)
{
  double values[3] = { indices[0], indices[1], indices[2] };

  if (!recto_json_read_numbers (object, "rgb", 3, values, error))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      if (values[i] < 0 || values[i] >= n || values[i] != floor (values[i]))
        return invalid (error, _("“rgb” in the scene names an exposure that is not there."));
      indices[i] = (guint) values[i];
    }
  return TRUE;
}

static gboolean
read_composition (JsonObject *mode, guint n, RectoComposition *c, GError **error)
{
  static const char *const names[]
      = { "name",   "a",    "b",    "angle", "line", "center", "radius", "edge",
          "opacity", "rate", "shown", "gain", "rgb",  "size",   NULL };
  const char *name = NULL;
  const char *shown = "a";

  if (!recto_json_check_members (mode, N_ ("mode"), names, error)
      || !recto_json_read_string (mode, "name", &name, error))
    return FALSE;
  if (!recto_mode_from_string (name, &c->mode))
    return invalid (error, _("The scene's mode has no known “name” (single, curtain, difference …)."));
  if (!read_index (mode, "a", n, &c->a, error) || !read_index (mode, "b", n, &c->b, error)
      || !recto_json_read_number (mode, "angle", -360, 360, &c->curtain_angle, error)
      || !read_point (mode, "line", &c->curtain, error)
      || !read_point (mode, "center", &c->torch, error)
      || !recto_json_read_number (mode, "radius", 0, MAX_LENGTH, &c->torch_radius, error)
      || !recto_json_read_number (mode, "edge", 0, MAX_LENGTH, &c->torch_edge, error)
      || !recto_json_read_number (mode, "opacity", 0, 1, &c->opacity, error)
      || !recto_json_read_number (mode, "rate", 0, 60, &c->blink_rate, error)
      || !recto_json_read_string (mode, "shown", &shown, error)
      || !recto_json_read_number (mode, "gain", 1, 16, &c->gain, error)
      || !recto_json_read_number (mode, "size", 1, MAX_LENGTH, &c->checker_size, error)
      || !read_rgb (mode, n, c->composite, error))
    return FALSE;
  c->blink_b = g_str_equal (shown, "b");
  if (!c->blink_b && !g_str_equal (shown, "a"))
    return invalid (error, _("“shown” in the scene must be “a” or “b”."));
  return TRUE;
}

/* Strings are borrowed from node. */
static gboolean
read_exposure (JsonNode *node, double width, double height, RectoSceneExposure *exposure,
               GError **error)
{
  static const char *const names[] = { "id", "light", "image", "pixel_sha256", "recipe", "registration", NULL };
  JsonObject *object;
  JsonNode *recipe;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return invalid (error, _("An exposure of the scene is not an object."));
  object = json_node_get_object (node);
  exposure->registration = recto_matrix3_identity;
  if (!recto_json_check_members (object, N_ ("exposure"), names, error)
      || !recto_json_read_string (object, "id", &exposure->id, error)
      || !recto_json_read_string (object, "light", &exposure->light, error)
      || !recto_json_read_string (object, "image", &exposure->image, error)
      || !recto_json_read_string (object, "pixel_sha256", &exposure->pixel_sha256, error)
      || !recto_json_read_numbers (object, "registration", 9, exposure->registration.m, error))
    return FALSE;
  if (!recto_matrix3_is_usable (&exposure->registration, width, height))
    return invalid (error, _("The “registration” of an exposure in the scene is no usable transform."));
  recipe = json_object_get_member (object, "recipe");
  exposure->recipe
      = recipe != NULL ? recto_recipe_new_from_json (recipe, error) : recto_recipe_new ();
  return exposure->recipe != NULL;
}

static gboolean
read_page (JsonObject *root, guint *width, guint *height, GError **error)
{
  static const char *const names[] = { "width", "height", NULL };
  JsonNode *node = json_object_get_member (root, "page");
  gint64 w = 0, h = 0;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return invalid (error, _("The scene's “page” has no “width” and “height”."));
  if (!recto_json_check_members (json_node_get_object (node), N_ ("page"), names, error)
      || !recto_json_read_integer (json_node_get_object (node), "width", 1, MAX_PAGE, &w, error)
      || !recto_json_read_integer (json_node_get_object (node), "height", 1, MAX_PAGE, &h, error))
    return FALSE;
  if (w == 0 || h == 0)
    return invalid (error, _("The scene's “page” has no “width” and “height”."));
  *width = (guint) w;
  *height = (guint) h;
  return TRUE;
}

static RectoScene *
read_scene (JsonObject *root, JsonArray *list, guint n, RectoSceneExposure *exposures, GError **error)
{
  JsonNode *mode = json_object_get_member (root, "mode");
  RectoComposition composition;
  guint width, height;

  if (!read_page (root, &width, &height, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    if (!read_exposure (json_array_get_element (list, i), width, height, &exposures[i], error))
      {
        g_prefix_error (error, _("Exposure %u: "), i);
        return NULL;
      }
  recto_composition_init (&composition, n, width, height);
  if (mode != NULL && !read_composition (json_node_get_object (mode), n, &composition, error))
    return NULL;
  return recto_scene_new (width, height, exposures, n, &composition);
}

RectoScene *
recto_scene_new_from_json (JsonNode *node, GError **error)
{
  static const char *const names[] = { "recto-scene", "page", "exposures", "mode", NULL };
  JsonObject *root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *list, *mode;
  guint n;
  gint64 format = 0;
  g_autofree RectoSceneExposure *exposures = NULL;
  RectoScene *self;

  if (root == NULL || !recto_json_read_integer (root, "recto-scene", 1, 1, &format, NULL) || format != 1)
    {
      invalid (error, _("This is no scene: it must be an object with “recto-scene”: 1."));
      return NULL;
    }
  list = json_object_get_member (root, "exposures");
  mode = json_object_get_member (root, "mode");
  if (!json_object_has_member (root, "page") || list == NULL || !JSON_NODE_HOLDS_ARRAY (list)
      || (mode != NULL && !JSON_NODE_HOLDS_OBJECT (mode)))
    {
      invalid (error, _("The scene needs a “page” with its size and a list of “exposures”."));
      return NULL;
    }
  if (!recto_json_check_members (root, N_ ("scene"), names, error))
    return NULL;
  n = json_array_get_length (json_node_get_array (list));
  if (n < 1 || n > MAX_EXPOSURES)
    {
      invalid (error, _("A scene has between 1 and 64 exposures."));
      return NULL;
    }
  exposures = g_new0 (RectoSceneExposure, n);
  self = read_scene (root, json_node_get_array (list), n, exposures, error);
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&exposures[i].recipe, recto_recipe_unref);
  return self;
}

RectoScene *
recto_scene_new_from_text (const char *json, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = recto_json_parse (json, &local);

  if (node == NULL)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("The scene is not JSON (%s)."), local->message);
      return NULL;
    }
  return recto_scene_new_from_json (node, error);
}

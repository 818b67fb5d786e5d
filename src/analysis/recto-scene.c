/* recto-scene.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-scene.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_EXPOSURES 64

struct _RectoScene
{
  gatomicrefcount ref_count;
  guint page_width;
  guint page_height;
  GArray *exposures; /* RectoSceneExposure, strings owned */
  RectoComposition composition;
  char *hash;
};

G_DEFINE_BOXED_TYPE (RectoScene, recto_scene, recto_scene_ref, recto_scene_unref)

static const char *const mode_names[] = {
  "single",     "side-by-side", "curtain",   "torch",        "overlay",           "blink",
  "difference", "two-colour",   "composite", "checkerboard", "signed-difference",
};

const char *
recto_mode_to_string (RectoMode mode)
{
  return mode_names[mode];
}

gboolean
recto_mode_from_string (const char *name, RectoMode *mode)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_names); i++)
    if (g_strcmp0 (mode_names[i], name) == 0)
      {
        *mode = (RectoMode) i;
        return TRUE;
      }
  return FALSE;
}

void
recto_composition_init (RectoComposition *self, guint n_exposures, double page_width,
                        double page_height)
{
  *self = (RectoComposition) {
    .mode = RECTO_MODE_SINGLE,
    .a = 0,
    .b = n_exposures > 1 ? 1 : 0,
    .curtain_angle = 90,
    .curtain = { floor (page_width / 2), floor (page_height / 2) },
    .torch = { floor (page_width / 2), floor (page_height / 2) },
    .torch_radius = floor (page_width / 6),
    .opacity = 0.5,
    .blink_rate = 1,
    .gain = 1,
    .composite = { 0, n_exposures > 1 ? 1 : 0, n_exposures > 2 ? 2 : 0 },
    .checker_size = MAX (1, floor (page_width / 16)),
  };
}

static void
clear_exposure (gpointer data)
{
  RectoSceneExposure *exposure = data;

  g_free ((char *) exposure->id);
  g_free ((char *) exposure->light);
  g_free ((char *) exposure->image);
  g_free ((char *) exposure->pixel_sha256);
  g_clear_pointer (&exposure->recipe, recto_recipe_unref);
}

static void
append_exposure (GArray *array, const RectoSceneExposure *exposure)
{
  RectoSceneExposure copy = {
    .id = g_strdup (exposure->id),
    .light = g_strdup (exposure->light),
    .image = g_strdup (exposure->image),
    .pixel_sha256 = g_strdup (exposure->pixel_sha256),
    .recipe = exposure->recipe != NULL ? recto_recipe_ref (exposure->recipe) : recto_recipe_new (),
    .registration = exposure->registration,
  };

  g_array_append_val (array, copy);
}

RectoScene *
recto_scene_new (guint page_width, guint page_height, const RectoSceneExposure *exposures,
                 guint n_exposures, const RectoComposition *composition)
{
  RectoScene *self;
  g_autofree char *text = NULL;

  g_return_val_if_fail (n_exposures > 0, NULL);
  g_return_val_if_fail (composition->a < n_exposures && composition->b < n_exposures, NULL);

  self = g_new0 (RectoScene, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->page_width = page_width;
  self->page_height = page_height;
  self->exposures = g_array_new (FALSE, TRUE, sizeof (RectoSceneExposure));
  g_array_set_clear_func (self->exposures, clear_exposure);
  for (guint i = 0; i < n_exposures; i++)
    append_exposure (self->exposures, &exposures[i]);
  self->composition = *composition;
  for (guint i = 0; i < 3; i++)
    self->composition.composite[i] = MIN (self->composition.composite[i], n_exposures - 1);
  text = recto_scene_to_text (self);
  self->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return self;
}

RectoScene *
recto_scene_ref (RectoScene *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_scene_unref (RectoScene *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->exposures);
  g_free (self->hash);
  g_free (self);
}

void
recto_scene_get_page_size (const RectoScene *self, guint *width, guint *height)
{
  if (width != NULL)
    *width = self->page_width;
  if (height != NULL)
    *height = self->page_height;
}

guint
recto_scene_get_n_exposures (const RectoScene *self)
{
  return self->exposures->len;
}

const RectoSceneExposure *
recto_scene_get_exposure (const RectoScene *self, guint index)
{
  g_return_val_if_fail (index < self->exposures->len, NULL);
  return &g_array_index (self->exposures, RectoSceneExposure, index);
}

const RectoComposition *
recto_scene_get_composition (const RectoScene *self)
{
  return &self->composition;
}

RectoScene *
recto_scene_with_composition (const RectoScene *self, const RectoComposition *composition)
{
  return recto_scene_new (self->page_width, self->page_height,
                          (const RectoSceneExposure *) self->exposures->data, self->exposures->len,
                          composition);
}

const char *
recto_scene_get_hash (const RectoScene *self)
{
  return self->hash;
}

/* ----- JSON ----- */

static JsonNode *
recipe_node (const RectoRecipe *recipe)
{
  g_autofree char *text = recto_recipe_to_text (recipe);

  return json_from_string (text, NULL);
}

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

  json_object_set_int_member (root, "recto-scene", 1);
  json_object_set_int_member (page, "width", self->page_width);
  json_object_set_int_member (page, "height", self->page_height);
  json_object_set_object_member (root, "page", page);
  for (guint i = 0; i < self->exposures->len; i++)
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
      json_object_set_member (object, "recipe", recipe_node (exposure->recipe));
      for (guint k = 0; k < 9; k++)
        json_array_add_double_element (matrix, exposure->registration.m[k]);
      json_object_set_array_member (object, "registration", matrix);
      json_array_add_object_element (list, object);
    }
  json_object_set_array_member (root, "exposures", list);
  json_object_set_object_member (root, "mode", composition_to_json (&self->composition));
  json_node_take_object (node, root);
  return recto_json_canonical (node);
}

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_number (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_DOUBLE
             || json_node_get_value_type (node) == G_TYPE_INT64)
         && isfinite (json_node_get_double (node));
}

/* Leaves *value when the member is absent. */
static gboolean
read_number (JsonObject *object, const char *name, double minimum, double maximum, double *value,
             GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return TRUE;
  if (!is_number (node) || json_node_get_double (node) < minimum
      || json_node_get_double (node) > maximum)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“%s” in the scene must be a number between %g and %g."), name, minimum, maximum);
      return FALSE;
    }
  *value = json_node_get_double (node);
  return TRUE;
}

static gboolean
read_numbers (JsonObject *object, const char *name, guint n, double *values, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (array != NULL && json_array_get_length (array) == n)
    {
      gboolean all = TRUE;

      for (guint i = 0; i < n; i++)
        all = all && is_number (json_array_get_element (array, i));
      if (all)
        {
          for (guint i = 0; i < n; i++)
            values[i] = json_array_get_double_element (array, i);
          return TRUE;
        }
    }
  g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
               _("“%s” in the scene must be a list of %u numbers."), name, n);
  return FALSE;
}

static gboolean
read_index (JsonObject *object, const char *name, guint n, guint *index, GError **error)
{
  double value = *index;

  if (!read_number (object, name, 0, n - 1.0, &value, error))
    return FALSE;
  if (value != floor (value))
    return invalid (error, _("An exposure's index in the scene is no whole number."));
  *index = (guint) value;
  return TRUE;
}

static gboolean
read_composition (JsonObject *mode, guint n, RectoComposition *c, GError **error)
{
  const char *name = json_object_get_string_member_with_default (mode, "name", NULL);
  double rgb[3] = { c->composite[0], c->composite[1], c->composite[2] };
  double line[2] = { c->curtain.x, c->curtain.y };
  double center[2] = { c->torch.x, c->torch.y };
  const char *shown;

  if (!recto_mode_from_string (name, &c->mode))
    return invalid (error, _("The scene's mode has no known “name” (single, curtain, difference …)."));
  if (!read_index (mode, "a", n, &c->a, error) || !read_index (mode, "b", n, &c->b, error)
      || !read_number (mode, "angle", -360, 360, &c->curtain_angle, error)
      || !read_numbers (mode, "line", 2, line, error)
      || !read_numbers (mode, "center", 2, center, error)
      || !read_number (mode, "radius", 0, 1e6, &c->torch_radius, error)
      || !read_number (mode, "edge", 0, 1e6, &c->torch_edge, error)
      || !read_number (mode, "opacity", 0, 1, &c->opacity, error)
      || !read_number (mode, "rate", 0, 60, &c->blink_rate, error)
      || !read_number (mode, "gain", 1, 16, &c->gain, error)
      || !read_number (mode, "size", 1, 1e6, &c->checker_size, error)
      || !read_numbers (mode, "rgb", 3, rgb, error))
    return FALSE;
  c->curtain = (RectoPoint) { line[0], line[1] };
  c->torch = (RectoPoint) { center[0], center[1] };
  shown = json_object_get_string_member_with_default (mode, "shown", "a");
  if (g_strcmp0 (shown, "a") != 0 && g_strcmp0 (shown, "b") != 0)
    return invalid (error, _("“shown” in the scene must be “a” or “b”."));
  c->blink_b = shown[0] == 'b';
  for (guint i = 0; i < 3; i++)
    {
      if (rgb[i] < 0 || rgb[i] >= n || rgb[i] != floor (rgb[i]))
        return invalid (error, _("“rgb” in the scene names an exposure that is not there."));
      c->composite[i] = (guint) rgb[i];
    }
  return TRUE;
}

static gboolean
read_exposure (JsonNode *node, double width, double height, RectoSceneExposure *exposure,
               GError **error)
{
  JsonObject *object;
  RectoMatrix3 matrix = recto_matrix3_identity;
  JsonNode *recipe;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return invalid (error, _("An exposure of the scene is not an object."));
  object = json_node_get_object (node);
  if (!read_numbers (object, "registration", 9, matrix.m, error))
    return FALSE;
  if (!recto_matrix3_is_usable (&matrix, width, height))
    return invalid (error, _("The “registration” of an exposure in the scene is no usable transform."));
  recipe = json_object_get_member (object, "recipe");
  exposure->recipe
      = recipe != NULL ? recto_recipe_new_from_json (recipe, error) : recto_recipe_new ();
  if (exposure->recipe == NULL)
    return FALSE;
  exposure->registration = matrix;
  exposure->id = json_object_get_string_member_with_default (object, "id", NULL);
  exposure->light = json_object_get_string_member_with_default (object, "light", NULL);
  exposure->image = json_object_get_string_member_with_default (object, "image", NULL);
  exposure->pixel_sha256 = json_object_get_string_member_with_default (object, "pixel_sha256", NULL);
  return TRUE;
}

RectoScene *
recto_scene_new_from_json (JsonNode *node, GError **error)
{
  JsonObject *root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *page, *list, *mode;
  JsonArray *array;
  double width = 0, height = 0;
  guint n;
  g_autofree RectoSceneExposure *exposures = NULL;
  RectoComposition composition;
  RectoScene *self = NULL;
  gboolean good = TRUE;

  if (root == NULL || json_object_get_int_member_with_default (root, "recto-scene", 0) != 1)
    {
      invalid (error, _("This is no scene: it must be an object with “recto-scene”: 1."));
      return NULL;
    }
  page = json_object_get_member (root, "page");
  list = json_object_get_member (root, "exposures");
  mode = json_object_get_member (root, "mode");
  if (page == NULL || !JSON_NODE_HOLDS_OBJECT (page) || list == NULL || !JSON_NODE_HOLDS_ARRAY (list)
      || (mode != NULL && !JSON_NODE_HOLDS_OBJECT (mode)))
    {
      invalid (error, _("The scene needs a “page” with its size and a list of “exposures”."));
      return NULL;
    }
  if (!read_number (json_node_get_object (page), "width", 1, G_MAXINT32, &width, error)
      || !read_number (json_node_get_object (page), "height", 1, G_MAXINT32, &height, error))
    return NULL;
  if (width < 1 || height < 1 || width != floor (width) || height != floor (height))
    {
      invalid (error, _("The scene's “page” has no “width” and “height”."));
      return NULL;
    }
  array = json_node_get_array (list);
  n = json_array_get_length (array);
  if (n < 1 || n > MAX_EXPOSURES)
    {
      invalid (error, _("A scene has between 1 and 64 exposures."));
      return NULL;
    }
  exposures = g_new0 (RectoSceneExposure, n);
  for (guint i = 0; i < n && good; i++)
    good = read_exposure (json_array_get_element (array, i), width, height, &exposures[i], error);
  recto_composition_init (&composition, n, width, height);
  if (good && mode != NULL)
    good = read_composition (json_node_get_object (mode), n, &composition, error);
  if (good)
    self = recto_scene_new ((guint) width, (guint) height, exposures, n, &composition);
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&exposures[i].recipe, recto_recipe_unref);
  return self;
}

RectoScene *
recto_scene_new_from_text (const char *json, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = recto_json_parse (json, &local);

  if (local != NULL)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("The scene is not JSON (%s)."), local->message);
      return NULL;
    }
  return recto_scene_new_from_json (node, error);
}

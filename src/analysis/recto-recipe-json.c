/* recto-recipe-json.c: recipes as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-json-private.h"
#include "recto-recipe-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MAX_STEPS 1000
#define MAX_VERSION (G_GINT64_CONSTANT (1) << 53)

static void
append_param (JsonObject *object, const RectoParam *param, double value)
{
  switch (param->type)
    {
    case RECTO_PARAM_BOOLEAN:
      json_object_set_boolean_member (object, param->name, value != 0);
      break;
    case RECTO_PARAM_CHOICE:
      json_object_set_string_member (object, param->name, param->choices[(int) value].id);
      break;
    case RECTO_PARAM_INT:
      json_object_set_int_member (object, param->name, (gint64) value);
      break;
    case RECTO_PARAM_DOUBLE:
    default:
      json_object_set_double_member (object, param->name, value);
      break;
    }
}

static JsonObject *
drawn_to_json (const RectoDrawn *drawn)
{
  JsonObject *object = json_object_new ();

  if (!recto_rect_is_empty (&drawn->region))
    {
      JsonArray *region = json_array_new ();

      json_array_add_int_element (region, drawn->region.x);
      json_array_add_int_element (region, drawn->region.y);
      json_array_add_int_element (region, drawn->region.width);
      json_array_add_int_element (region, drawn->region.height);
      json_object_set_array_member (object, "region", region);
    }
  if (drawn->n > 0)
    {
      JsonArray *numbers = json_array_new ();

      for (guint i = 0; i < drawn->n; i++)
        json_array_add_double_element (numbers, drawn->numbers[i]);
      json_object_set_array_member (object, "numbers", numbers);
    }
  return object;
}

JsonNode *
recto_recipe_to_json (const RectoRecipe *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonArray *steps = json_array_new ();

  json_object_set_int_member (root, "recto-recipe", 1);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const RectoStep *step = &g_array_index (self->steps, RectoStep, i);
      JsonObject *object = json_object_new ();
      JsonObject *params = json_object_new ();

      json_object_set_string_member (object, "op", step->operation->name);
      json_object_set_int_member (object, "version", step->operation->version);
      for (guint p = 0; p < step->operation->n_params; p++)
        append_param (params, &step->operation->params[p], step->values[p]);
      json_object_set_object_member (object, "params", params);
      if (!step->enabled)
        json_object_set_boolean_member (object, "enabled", FALSE);
      if (step->drawn != NULL)
        json_object_set_object_member (object, "drawn", drawn_to_json (step->drawn));
      json_array_add_object_element (steps, object);
    }
  json_object_set_array_member (root, "steps", steps);
  json_node_take_object (node, root);
  return node;
}

char *
recto_recipe_to_text (const RectoRecipe *self)
{
  g_autoptr (JsonNode) node = recto_recipe_to_json (self);

  return recto_json_canonical (node);
}

static gboolean
read_choice (const RectoOperation *operation, const RectoParam *param, JsonObject *values, double *value,
             GError **error)
{
  const char *id = NULL;
  GString *known;

  if (!recto_json_read_string (values, param->name, &id, error))
    return FALSE;
  for (int i = 0; param->choices[i].id != NULL; i++)
    if (g_strcmp0 (param->choices[i].id, id) == 0)
      {
        *value = i;
        return TRUE;
      }
  known = g_string_new (param->choices[0].id);
  for (int i = 1; param->choices[i].id != NULL; i++)
    g_string_append_printf (known, ", %s", param->choices[i].id);
  g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
               _("“%s” is no %s of the operation “%s”. There is: %s."), id, param->name,
               operation->name, known->str);
  g_string_free (known, TRUE);
  return FALSE;
}

/* An absent parameter keeps its default. */
static gboolean
read_param (const RectoOperation *operation, const RectoParam *param, JsonObject *values, double *value,
            GError **error)
{
  gint64 integer = (gint64) *value;
  gboolean boolean = *value != 0;

  switch (param->type)
    {
    case RECTO_PARAM_CHOICE:
      return !json_object_has_member (values, param->name)
             || read_choice (operation, param, values, value, error);
    case RECTO_PARAM_BOOLEAN:
      if (!recto_json_read_boolean (values, param->name, &boolean, error))
        return FALSE;
      *value = boolean ? 1 : 0;
      return TRUE;
    case RECTO_PARAM_INT:
      if (!recto_json_read_integer (values, param->name, (gint64) param->minimum,
                                    (gint64) param->maximum, &integer, error))
        return FALSE;
      *value = (double) integer;
      return TRUE;
    case RECTO_PARAM_DOUBLE:
    default:
      if (!recto_json_read_number (values, param->name, param->minimum, param->maximum, value, error))
        return FALSE;
      *value += 0.0; /* no negative zero */
      return TRUE;
    }
}

static gboolean
read_params (RectoStep *step, JsonObject *values, GError **error)
{
  const RectoOperation *operation = step->operation;
  const char *names[RECTO_OPERATION_MAX_PARAMS + 1] = { NULL };
  g_autoptr (GList) members = json_object_get_members (values);

  for (guint i = 0; i < operation->n_params; i++)
    names[i] = operation->params[i].name;
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (names, l->data))
      {
        g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                     _("The operation “%s” has no parameter “%s”. recto-cli operations lists them."),
                     operation->name, (const char *) l->data);
        return FALSE;
      }
  for (guint i = 0; i < operation->n_params; i++)
    if (!read_param (operation, &operation->params[i], values, &step->values[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
read_number (JsonNode *node, double *number)
{
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;
  *number = json_node_get_double (node);
  return isfinite (*number);
}

/* All of an array's numbers, or NULL. */
static double *
read_numbers (JsonObject *object, const char *name, guint at_least, guint at_most, guint *n)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array;
  g_autofree double *numbers = NULL;

  *n = 0;
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  *n = json_array_get_length (array);
  if (*n < at_least || *n > at_most)
    return NULL;
  numbers = g_new (double, *n);
  for (guint i = 0; i < *n; i++)
    if (!read_number (json_array_get_element (array, i), &numbers[i]))
      return NULL;
  return g_steal_pointer (&numbers);
}

static gboolean
read_drawn (RectoStep *step, JsonNode *node, GError **error)
{
  static const char *const names[] = { "region", "numbers", NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  RectoRect region = { 0 };
  g_autofree double *numbers = NULL;
  gboolean good = object != NULL && step->operation->n_drawn != NULL && json_object_get_size (object) > 0;
  guint n = 0;

  if (good && !recto_json_check_members (object, N_ ("drawn"), names, error))
    return FALSE;
  if (good && json_object_has_member (object, "region"))
    {
      g_autofree double *r = read_numbers (object, "region", 4, 4, &n);

      good = r != NULL;
      for (guint i = 0; good && i < 4; i++)
        good = r[i] == floor (r[i]) && r[i] >= (i < 2 ? 0 : 1) && r[i] <= 1e6;
      if (good)
        region = (RectoRect) { (int) r[0], (int) r[1], (int) r[2], (int) r[3] };
    }
  n = 0;
  if (good && json_object_has_member (object, "numbers"))
    {
      numbers = read_numbers (object, "numbers", 1, RECTO_MAX_DRAWN, &n);
      good = numbers != NULL;
    }
  if (!good)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“drawn” of the step “%s” is not what this operation draws from a picture: “numbers”, and the “region” they "
                     "are from."),
                   step->operation->name);
      return FALSE;
    }
  step->drawn = recto_drawn_new (&region, numbers, n);
  return TRUE;
}

static gboolean
read_step (JsonNode *node, RectoStep *step, GError **error)
{
  static const char *const names[] = { "op", "version", "params", "enabled", "drawn", NULL };
  JsonObject *object;
  const char *name = NULL;
  /* A step without a version means the first, so that its meaning never changes. */
  gint64 version = 1;
  JsonNode *params;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                           _("A step of the recipe is not an object with “op”, “version” and “params”."));
      return FALSE;
    }
  object = json_node_get_object (node);
  step->enabled = TRUE;
  if (!recto_json_check_members (object, N_ ("step"), names, error)
      || !recto_json_read_integer (object, "version", -MAX_VERSION, MAX_VERSION, &version, error)
      || !recto_json_read_boolean (object, "enabled", &step->enabled, error))
    return FALSE;
  recto_json_read_string (object, "op", &name, NULL);
  step->operation = name != NULL && version >= 1 && version <= G_MAXUINT
                        ? recto_operation_find (name, (guint) version)
                        : NULL;
  if (step->operation == NULL)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("This Recto knows no operation “%s” version %" PRId64
                     ". recto-cli operations lists those it has."),
                   name != NULL ? name : "", version);
      return FALSE;
    }
  recto_step_set_defaults (step);
  if (json_object_has_member (object, "drawn")
      && !read_drawn (step, json_object_get_member (object, "drawn"), error))
    return FALSE;
  params = json_object_get_member (object, "params");
  if (params == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (params))
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“params” of the step “%s” is not an object."), name);
      return FALSE;
    }
  return read_params (step, json_node_get_object (params), error);
}

RectoRecipe *
recto_recipe_new_from_json (JsonNode *node, GError **error)
{
  static const char *const names[] = { "recto-recipe", "steps", NULL };
  JsonObject *root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *list;
  JsonArray *array;
  gint64 format = 0;
  g_autoptr (GArray) steps = recto_steps_new ();

  if (root == NULL || !recto_json_read_integer (root, "recto-recipe", 1, 1, &format, NULL) || format != 1)
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                           _("This is no recipe: it must be an object with “recto-recipe”: 1 and “steps”."));
      return NULL;
    }
  if (!recto_json_check_members (root, N_ ("recipe"), names, error))
    return NULL;
  list = json_object_get_member (root, "steps");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                           _("The recipe has no list of “steps”."));
      return NULL;
    }
  array = json_node_get_array (list);
  if (json_array_get_length (array) > MAX_STEPS)
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                           _("The recipe has more than 1000 steps."));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      RectoStep step = { 0 };

      if (!read_step (json_array_get_element (array, i), &step, error))
        {
          recto_step_clear (&step);
          g_prefix_error (error, _("Step %u: "), i + 1);
          return NULL;
        }
      g_array_append_val (steps, step);
    }
  return recto_recipe_take (g_steal_pointer (&steps));
}

RectoRecipe *
recto_recipe_new_from_text (const char *json, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = recto_json_parse (json, &local);

  if (node == NULL)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("The recipe is not JSON (%s)."), local->message);
      return NULL;
    }
  return recto_recipe_new_from_json (node, error);
}

/* recto-recipe.c: the recipe as a value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-json-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#define MAX_STEPS 1000
#define MAX_VERSION (G_GINT64_CONSTANT (1) << 53)

struct _RectoRecipe
{
  gatomicrefcount ref_count;
  GArray *steps; /* RectoStep */
  char *hash;
};

G_DEFINE_QUARK (recto-analysis-error-quark, recto_analysis_error)
G_DEFINE_BOXED_TYPE (RectoRecipe, recto_recipe, recto_recipe_ref, recto_recipe_unref)

static RectoRecipe *
recipe_take (GArray *steps)
{
  RectoRecipe *self = g_new0 (RectoRecipe, 1);
  g_autofree char *text = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->steps = steps;
  text = recto_recipe_to_text (self);
  self->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return self;
}

static GArray *
copy_steps (const RectoRecipe *self)
{
  GArray *steps = g_array_sized_new (FALSE, TRUE, sizeof (RectoStep), self->steps->len + 1);

  g_array_append_vals (steps, self->steps->data, self->steps->len);
  return steps;
}

RectoRecipe *
recto_recipe_new (void)
{
  return recipe_take (g_array_new (FALSE, TRUE, sizeof (RectoStep)));
}

RectoRecipe *
recto_recipe_ref (RectoRecipe *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_recipe_unref (RectoRecipe *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->steps);
  g_free (self->hash);
  g_free (self);
}

guint
recto_recipe_get_n_steps (const RectoRecipe *self)
{
  return self->steps->len;
}

const RectoStep *
recto_recipe_get_step (const RectoRecipe *self, guint index)
{
  g_return_val_if_fail (index < self->steps->len, NULL);
  return &g_array_index (self->steps, RectoStep, index);
}

gboolean
recto_recipe_is_empty (const RectoRecipe *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (g_array_index (self->steps, RectoStep, i).enabled)
      return FALSE;
  return TRUE;
}

gboolean
recto_recipe_equal (const RectoRecipe *a, const RectoRecipe *b)
{
  return g_str_equal (a->hash, b->hash);
}

const char *
recto_recipe_get_hash (const RectoRecipe *self)
{
  return self->hash;
}

static void
set_defaults (RectoStep *step)
{
  for (guint i = 0; i < step->operation->n_params; i++)
    step->values[i] = step->operation->params[i].default_value;
}

RectoRecipe *
recto_recipe_with_step_added (const RectoRecipe *self, const RectoOperation *operation, int position)
{
  GArray *steps = copy_steps (self);
  RectoStep step = { operation, TRUE, { 0 } };

  set_defaults (&step);
  if (position < 0 || position > (int) steps->len)
    position = (int) steps->len;
  g_array_insert_val (steps, (guint) position, step);
  return recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_step_removed (const RectoRecipe *self, guint index)
{
  GArray *steps = copy_steps (self);

  g_return_val_if_fail (index < steps->len, recipe_take (steps));
  g_array_remove_index (steps, index);
  return recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_step_moved (const RectoRecipe *self, guint from, guint to)
{
  GArray *steps = copy_steps (self);
  RectoStep step;

  g_return_val_if_fail (from < steps->len && to < steps->len, recipe_take (steps));
  step = g_array_index (steps, RectoStep, from);
  g_array_remove_index (steps, from);
  g_array_insert_val (steps, to, step);
  return recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_step_enabled (const RectoRecipe *self, guint index, gboolean enabled)
{
  GArray *steps = copy_steps (self);

  g_return_val_if_fail (index < steps->len, recipe_take (steps));
  g_array_index (steps, RectoStep, index).enabled = enabled;
  return recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_value (const RectoRecipe *self, guint index, guint param, double value)
{
  GArray *steps = copy_steps (self);
  RectoStep *step;
  const RectoParam *descriptor;

  g_return_val_if_fail (index < steps->len, recipe_take (steps));
  step = &g_array_index (steps, RectoStep, index);
  g_return_val_if_fail (param < step->operation->n_params && isfinite (value), recipe_take (steps));
  descriptor = &step->operation->params[param];
  value = CLAMP (value, descriptor->minimum, descriptor->maximum);
  if (descriptor->type != RECTO_PARAM_DOUBLE)
    value = floor (value + 0.5);
  else
    value += 0.0; /* no negative zero */
  step->values[param] = value;
  return recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_defaults (const RectoRecipe *self, guint index)
{
  GArray *steps = copy_steps (self);

  g_return_val_if_fail (index < steps->len, recipe_take (steps));
  set_defaults (&g_array_index (steps, RectoStep, index));
  return recipe_take (steps);
}

guint
recto_recipe_get_output_channels (const RectoRecipe *self, guint channels)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const RectoStep *step = &g_array_index (self->steps, RectoStep, i);

      if (step->enabled)
        channels = step->operation->output_channels (step->values, channels);
    }
  return channels;
}

/* ----- JSON ----- */

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
read_step (JsonNode *node, RectoStep *step, GError **error)
{
  static const char *const names[] = { "op", "version", "params", "enabled", NULL };
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
  set_defaults (step);
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
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (RectoStep));

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
          g_prefix_error (error, _("Step %u: "), i + 1);
          return NULL;
        }
      g_array_append_val (steps, step);
    }
  return recipe_take (g_steal_pointer (&steps));
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

/* recto-registration-json.c: a registration as JSON text and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Besides its own form the reader takes a bare list of nine numbers and an object with nothing but a "transform": a
 * transform given from outside.
 */

#include "config.h"
#include "recto-registration-private.h"

#include <glib/gi18n.h>

static const char *const status_names[] = { "not-aligned", "aligned", "reference", NULL };
static const char *const source_names[] = { "none", "auto", "hand", NULL };
static const char *const model_names[] = { "similarity", "affine", "homography", NULL };

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (value < 0)
    json_builder_add_null_value (builder);
  else
    json_builder_add_double_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value == NULL)
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, value);
}

JsonNode *
recto_registration_to_json (const RectoRegistration *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean placed;

  g_return_val_if_fail (self != NULL, NULL);

  placed = self->status != RECTO_REGISTRATION_NOT_ALIGNED;
  json_builder_begin_object (builder);
  add_string (builder, "status", status_names[self->status]);
  add_string (builder, "reason", self->reason);
  add_string (builder, "reason_code", self->reason_code);
  add_string (builder, "model", placed ? model_names[self->model] : NULL);
  add_string (builder, "source", source_names[self->source]);

  json_builder_set_member_name (builder, "transform");
  if (placed)
    {
      json_builder_begin_array (builder);
      for (guint i = 0; i < 9; i++)
        json_builder_add_double_value (builder, self->transform.m[i]);
      json_builder_end_array (builder);
    }
  else
    json_builder_add_null_value (builder);

  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  add_number (builder, "rms_px", self->rms_px);
  add_number (builder, "max_px", self->max_px);
  add_number (builder, "rms_mm", self->rms_mm);
  json_builder_set_member_name (builder, "held_out");
  json_builder_add_int_value (builder, self->n_held_out);
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "agreeing");
  json_builder_add_int_value (builder, self->n_agreeing);
  json_builder_set_member_name (builder, "pairs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->n_pairs; i++)
    {
      const RectoPointPair *pair = &self->pairs[i];

      json_builder_begin_array (builder);
      json_builder_add_double_value (builder, pair->reference.x);
      json_builder_add_double_value (builder, pair->reference.y);
      json_builder_add_double_value (builder, pair->moving.x);
      json_builder_add_double_value (builder, pair->moving.y);
      json_builder_add_double_value (builder, pair->residual_px);
      json_builder_add_boolean_value (builder, pair->held_out);
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* Reading. Each helper fails with words in error and leaves the value alone where the member is null or absent. */

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, message);
  return FALSE;
}

static JsonNode *
member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

static gboolean
node_number (JsonNode *node, double *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *value = json_node_get_double (node);
  return *value == *value && *value - *value == 0; /* neither NaN nor infinite */
}

static gboolean
read_number (JsonObject *object, const char *name, double *value, GError **error)
{
  JsonNode *node = member (object, name);

  if (node != NULL && !node_number (node, value))
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“%s” of the registration is not a number."), name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_count (JsonObject *object, const char *name, guint *count, GError **error)
{
  double value = *count;

  if (!read_number (object, name, &value, error))
    return FALSE;
  if (value < 0 || value > G_MAXINT)
    return invalid (error, _("A count of the registration is out of range."));
  *count = (guint) value;
  return TRUE;
}

static gboolean
read_choice (JsonObject *object, const char *name, const char *const *names, guint *index,
             GError **error)
{
  JsonNode *node = member (object, name);

  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    for (guint i = 0; names[i] != NULL; i++)
      if (g_str_equal (names[i], json_node_get_string (node)))
        {
          *index = i;
          return TRUE;
        }
  g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
               _("“%s” of the registration has an unknown value."), name);
  return FALSE;
}

static gboolean
read_string (JsonObject *object, const char *name, char **value, GError **error)
{
  JsonNode *node = member (object, name);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“%s” of the registration is not a text."), name);
      return FALSE;
    }
  g_free (*value);
  *value = json_node_dup_string (node);
  return TRUE;
}

static gboolean
read_transform (JsonNode *node, RectoMatrix3 *transform, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) != 9)
    return invalid (error, _("The transform is not a list of nine numbers."));
  for (guint i = 0; i < 9; i++)
    if (!node_number (json_array_get_element (array, i), &transform->m[i]))
      return invalid (error, _("The transform is not a list of nine numbers."));
  if (!recto_matrix3_is_usable (transform, 1, 1))
    return invalid (error, _("The transform cannot be inverted, so no picture can be placed by it."));
  return TRUE;
}

static gboolean
read_pairs (RectoRegistration *self, JsonNode *node, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return invalid (error, _("“pairs” of the registration is not a list."));
  self->n_pairs = json_array_get_length (array);
  self->pairs = g_new0 (RectoPointPair, self->n_pairs);
  for (guint i = 0; i < self->n_pairs; i++)
    {
      RectoPointPair *pair = &self->pairs[i];
      double *numbers[] = { &pair->reference.x, &pair->reference.y, &pair->moving.x,
                            &pair->moving.y, &pair->residual_px };
      JsonNode *element = json_array_get_element (array, i);
      JsonArray *values = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
      JsonNode *held_out;

      if (values == NULL || json_array_get_length (values) != 6)
        return invalid (error, _("A point pair of the registration does not have six values."));
      for (guint k = 0; k < 5; k++)
        if (!node_number (json_array_get_element (values, k), numbers[k]))
          return invalid (error, _("A point pair of the registration has a value that is no number."));
      held_out = json_array_get_element (values, 5);
      if (!JSON_NODE_HOLDS_VALUE (held_out)
          || json_node_get_value_type (held_out) != G_TYPE_BOOLEAN)
        return invalid (error, _("A point pair of the registration does not end with true or false."));
      pair->held_out = json_node_get_boolean (held_out);
    }
  return TRUE;
}

static gboolean
read_object (RectoRegistration *self, JsonObject *object, GError **error)
{
  JsonNode *node;
  guint status = self->status, source = self->source, model = self->model;

  if (!read_choice (object, "status", status_names, &status, error)
      || !read_choice (object, "source", source_names, &source, error)
      || !read_choice (object, "model", model_names, &model, error)
      || !read_string (object, "reason", &self->reason, error)
      || !read_string (object, "reason_code", &self->reason_code, error)
      || !read_count (object, "agreeing", &self->n_agreeing, error))
    return FALSE;
  self->status = status;
  self->source = source;
  self->model = model;

  node = member (object, "transform");
  if (node != NULL && !read_transform (node, &self->transform, error))
    return FALSE;
  if (node == NULL && self->status == RECTO_REGISTRATION_ALIGNED)
    return invalid (error, _("The registration has no transform."));

  node = member (object, "error");
  if (node != NULL)
    {
      JsonObject *values = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (values == NULL)
        return invalid (error, _("“error” of the registration is not an object."));
      if (!read_number (values, "rms_px", &self->rms_px, error)
          || !read_number (values, "max_px", &self->max_px, error)
          || !read_number (values, "rms_mm", &self->rms_mm, error)
          || !read_count (values, "held_out", &self->n_held_out, error))
        return FALSE;
    }

  node = member (object, "pairs");
  if (node != NULL && !read_pairs (self, node, error))
    return FALSE;

  /* What the status promises holds whatever the text said. */
  if (self->status == RECTO_REGISTRATION_NOT_ALIGNED)
    {
      self->transform = recto_matrix3_identity;
      if (self->reason == NULL)
        self->reason = g_strdup (_("The picture has not been aligned."));
      if (self->reason_code == NULL)
        self->reason_code = g_strdup ("not-tried");
    }
  else
    {
      g_clear_pointer (&self->reason, g_free);
      g_clear_pointer (&self->reason_code, g_free);
      if (self->status == RECTO_REGISTRATION_REFERENCE)
        self->transform = recto_matrix3_identity;
    }
  return TRUE;
}

RectoRegistration *
recto_registration_new_from_json (JsonNode *node, GError **error)
{
  g_autoptr (RectoRegistration) self = NULL;
  JsonNode *given = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  if (JSON_NODE_HOLDS_ARRAY (node))
    given = node;
  else if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      invalid (error, _("The registration is neither an object nor a list of nine numbers."));
      return NULL;
    }
  else if (member (json_node_get_object (node), "status") == NULL)
    {
      given = member (json_node_get_object (node), "transform");
      if (given == NULL)
        {
          invalid (error, _("The registration has neither a status nor a transform."));
          return NULL;
        }
    }
  if (given != NULL)
    {
      RectoMatrix3 transform;

      return read_transform (given, &transform, error) ? recto_registration_new_given (&transform)
                                                       : NULL;
    }

  self = recto_registration_new_empty (RECTO_REGISTRATION_NOT_ALIGNED, RECTO_REGISTRATION_BY_NONE);
  if (!read_object (self, json_node_get_object (node), error))
    return NULL;
  return g_steal_pointer (&self);
}

char *
recto_registration_to_text (const RectoRegistration *self)
{
  g_autoptr (JsonNode) node = recto_registration_to_json (self);

  return node != NULL ? recto_json_canonical (node) : NULL;
}

RectoRegistration *
recto_registration_new_from_text (const char *json, GError **error)
{
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  node = recto_json_parse (json, &parse_error);
  if (node == NULL)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("The registration is not JSON (%s)."), parse_error->message);
      return NULL;
    }
  return recto_registration_new_from_json (node, error);
}

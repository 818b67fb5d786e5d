/* recto-metadata-json.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-json-private.h"
#include "recto-metadata-json.h"

#include <glib/gi18n.h>
#include <math.h>

#define VERSION 1

static JsonObject *
claim_to_json (const RectoClaim *claim, gboolean worded)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "group", recto_claim_group_to_string (claim->group));
  json_object_set_string_member (object, "id", claim->id);
  if (claim->name != NULL)
    json_object_set_string_member (object, "name", claim->name);
  json_object_set_string_member (object, "value", claim->value);
  if (isfinite (claim->number))
    json_object_set_double_member (object, "number", claim->number);
  if (worded)
    {
      g_autofree char *text = recto_claim_dup_text (claim);

      json_object_set_string_member (object, "label", recto_claim_get_label (claim));
      json_object_set_string_member (object, "text", text);
    }
  return object;
}

static JsonObject *
doubt_to_json (const RectoDoubt *doubt, gboolean worded)
{
  JsonObject *object = json_object_new ();
  JsonArray *values = json_array_new ();

  json_object_set_string_member (object, "id", doubt->id);
  for (guint i = 0; doubt->values[i] != NULL; i++)
    json_array_add_string_element (values, doubt->values[i]);
  json_object_set_array_member (object, "values", values);
  if (worded)
    {
      g_autofree char *text = recto_doubt_dup_text (doubt);

      json_object_set_string_member (object, "severity", recto_doubt_severity_to_string (doubt->severity));
      json_object_set_string_member (object, "text", text);
    }
  return object;
}

static JsonNode *
to_json (const RectoMetadata *self, gboolean worded)
{
  JsonObject *root = json_object_new ();
  JsonArray *claims = json_array_new ();
  JsonArray *doubts = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < recto_metadata_get_n_claims (self); i++)
    json_array_add_object_element (claims, claim_to_json (recto_metadata_get_claim (self, i), worded));
  for (guint i = 0; i < recto_metadata_get_n_doubts (self); i++)
    json_array_add_object_element (doubts, doubt_to_json (recto_metadata_get_doubt (self, i), worded));
  json_object_set_int_member (root, "recto-metadata", VERSION);
  json_object_set_array_member (root, "claims", claims);
  json_object_set_array_member (root, "doubts", doubts);
  json_node_take_object (node, root);
  return node;
}

JsonNode *
recto_metadata_to_json (const RectoMetadata *self)
{
  return to_json (self, FALSE);
}

JsonNode *
recto_metadata_to_worded_json (const RectoMetadata *self)
{
  return to_json (self, TRUE);
}

char *
recto_metadata_to_text (const RectoMetadata *self)
{
  g_autoptr (JsonNode) node = recto_metadata_to_json (self);

  return recto_json_canonical (node);
}

char *
recto_metadata_dup_text_of (GBytes *bytes, guint frame, RectoImage *image)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (RectoMetadata) metadata = recto_metadata_read (bytes, frame, image, now);

  return recto_metadata_to_text (metadata);
}

static gboolean
invalid (GError **error, const char *words)
{
  g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, words);
  return FALSE;
}

static JsonObject *
object_of (JsonNode *node, const char *const *members, GError **error)
{
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      invalid (error, _ ("The metadata must be a JSON object with lists of objects."));
      return NULL;
    }
  return recto_json_check_members (json_node_get_object (node), N_ ("metadata"), members, error) ? json_node_get_object (node) : NULL;
}

static gboolean
read_claim (RectoMetadata *self, JsonNode *node, GError **error)
{
  static const char *const members[] = { "group", "id", "name", "number", "value", NULL };
  JsonObject *object = object_of (node, members, error);
  const char *group_name = NULL, *id = NULL, *name = NULL, *value = NULL;
  double number = NAN;
  RectoClaimGroup group;

  if (object == NULL || !recto_json_read_string (object, "group", &group_name, error)
      || !recto_json_read_string (object, "id", &id, error) || !recto_json_read_string (object, "name", &name, error)
      || !recto_json_read_string (object, "value", &value, error)
      || !recto_json_read_number (object, "number", -G_MAXDOUBLE, G_MAXDOUBLE, &number, error))
    return FALSE;
  if (group_name == NULL || id == NULL || value == NULL || !recto_claim_group_from_string (group_name, &group)
      || !recto_metadata_take_claim (self, group, id, name, value, number))
    return invalid (error, _ ("A claim of the metadata lacks its group, identifier or value, or one of them is not valid."));
  return TRUE;
}

static gboolean
read_doubt (RectoMetadata *self, JsonNode *node, GError **error)
{
  static const char *const members[] = { "id", "values", NULL };
  JsonObject *object = object_of (node, members, error);
  const char *id = NULL;
  const char *values[RECTO_DOUBT_MAX_VALUES + 1] = { NULL };
  JsonNode *list;
  guint n = 0;

  if (object == NULL || !recto_json_read_string (object, "id", &id, error))
    return FALSE;
  list = json_object_get_member (object, "values");
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list) && json_array_get_length (json_node_get_array (list)) <= RECTO_DOUBT_MAX_VALUES)
    for (n = 0; n < json_array_get_length (json_node_get_array (list)); n++)
      {
        JsonNode *value = json_array_get_element (json_node_get_array (list), n);

        if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
          return invalid (error, _ ("The values of a doubt must be texts."));
        values[n] = json_node_get_string (value);
      }
  else
    return invalid (error, _ ("The values of a doubt must be texts."));
  if (id == NULL || !recto_metadata_take_doubt (self, id, values))
    return invalid (error, _ ("A doubt of the metadata is not known, or its values do not fit."));
  return TRUE;
}

typedef gboolean (*ReadFunc) (RectoMetadata *self, JsonNode *node, GError **error);

static gboolean
read_list (RectoMetadata *self, JsonObject *root, const char *name, ReadFunc read, GError **error)
{
  JsonNode *node = json_object_get_member (root, name);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return invalid (error, _ ("The metadata must be a JSON object with lists of objects."));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read (self, json_array_get_element (array, i), error))
      return FALSE;
  return TRUE;
}

RectoMetadata *
recto_metadata_new_from_json (JsonNode *node, GError **error)
{
  static const char *const members[] = { "claims", "doubts", "recto-metadata", NULL };
  g_autoptr (RectoMetadata) self = recto_metadata_new ();
  JsonObject *root = object_of (node, members, error);
  gint64 version = 0;

  if (root == NULL || !recto_json_read_integer (root, "recto-metadata", VERSION, VERSION, &version, error))
    return NULL;
  if (version != VERSION)
    {
      invalid (error, _ ("“recto-metadata” with the version of the layout is missing."));
      return NULL;
    }
  if (!read_list (self, root, "claims", read_claim, error) || !read_list (self, root, "doubts", read_doubt, error))
    return NULL;
  return g_steal_pointer (&self);
}

RectoMetadata *
recto_metadata_new_from_text (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = recto_json_parse (json, error);

  return node != NULL ? recto_metadata_new_from_json (node, error) : NULL;
}

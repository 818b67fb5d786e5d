/* recto-json-read.c: members of JSON objects, strictly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-json-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

gboolean
recto_json_check_members (JsonObject *object, const char *what, const char *const *allowed,
                          GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (allowed, l->data))
      {
        g_autofree char *names = g_strjoinv (", ", (char **) allowed);

        g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                     _("“%s” is not known in the %s. There may be: %s."), (const char *) l->data,
                     _ (what), names);
        return FALSE;
      }
  return TRUE;
}

static GType
type_of (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
}

gboolean
recto_json_is_number (JsonNode *node)
{
  return node != NULL && (type_of (node) == G_TYPE_DOUBLE || type_of (node) == G_TYPE_INT64)
         && isfinite (json_node_get_double (node));
}

static gboolean
invalid (GError **error, const char *format, const char *name)
{
  g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, format, name);
  return FALSE;
}

gboolean
recto_json_read_string (JsonObject *object, const char *name, const char **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return TRUE;
  if (type_of (node) != G_TYPE_STRING)
    return invalid (error, _("“%s” must be a text."), name);
  *value = json_node_get_string (node);
  return TRUE;
}

gboolean
recto_json_read_boolean (JsonObject *object, const char *name, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return TRUE;
  if (type_of (node) != G_TYPE_BOOLEAN)
    return invalid (error, _("“%s” must be true or false."), name);
  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
recto_json_read_number (JsonObject *object, const char *name, double minimum, double maximum,
                        double *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return TRUE;
  if (!recto_json_is_number (node) || json_node_get_double (node) < minimum
      || json_node_get_double (node) > maximum)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“%s” must be a number between %g and %g."), name, minimum, maximum);
      return FALSE;
    }
  *value = json_node_get_double (node);
  return TRUE;
}

gboolean
recto_json_read_integer (JsonObject *object, const char *name, gint64 minimum, gint64 maximum,
                         gint64 *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  double number;

  if (node == NULL)
    return TRUE;
  number = recto_json_is_number (node) ? json_node_get_double (node) : NAN;
  if (!(number >= (double) minimum && number <= (double) maximum) || number != floor (number))
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“%s” must be a whole number between %" PRId64 " and %" PRId64 "."),
                   name, minimum, maximum);
      return FALSE;
    }
  *value = (gint64) number;
  return TRUE;
}

gboolean
recto_json_read_numbers (JsonObject *object, const char *name, guint n, double *values,
                         GError **error)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *array;
  guint found = 0;

  if (node == NULL)
    return TRUE;
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (array != NULL && json_array_get_length (array) == n)
    while (found < n && recto_json_is_number (json_array_get_element (array, found)))
      found++;
  if (found < n)
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   _("“%s” must be a list of %u numbers."), name, n);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    values[i] = json_array_get_double_element (array, i);
  return TRUE;
}

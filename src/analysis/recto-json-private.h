/* recto-json-private.h: strict reading of JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * json-glib forgives a good deal (comments, numbers read as truth values, unknown members). What decides about a picture is
 * read strictly instead: a slip of the pen is an error with words and not a silent default. All errors are
 * RECTO_ANALYSIS_ERROR_INVALID. Any thread.
 */

#pragma once

#include "recto-recipe.h"

G_BEGIN_DECLS

/* Deepest nesting of lists and objects that is read. */
#define RECTO_JSON_MAX_DEPTH 100

/* Fails for a member that is not in allowed (NULL-terminated). what: N_() words for the message, "scene". */
gboolean recto_json_check_members (JsonObject *object, const char *what,
                                   const char *const *allowed, GError **error);

gboolean recto_json_is_number (JsonNode *node); /* finite; NULL is none */

/* Each leaves *value alone when the member is absent, and fails with words when it is of another kind. */
gboolean recto_json_read_string (JsonObject *object, const char *name, const char **value,
                                 GError **error);
gboolean recto_json_read_boolean (JsonObject *object, const char *name, gboolean *value,
                                  GError **error);
gboolean recto_json_read_number (JsonObject *object, const char *name, double minimum,
                                 double maximum, double *value, GError **error);
gboolean recto_json_read_integer (JsonObject *object, const char *name, gint64 minimum,
                                  gint64 maximum, gint64 *value, GError **error);
gboolean recto_json_read_numbers (JsonObject *object, const char *name, guint n, double *values,
                                  GError **error);

G_END_DECLS

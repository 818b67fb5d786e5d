/* recto-casebook-verify.c: is everything as it was recorded?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Four looks: every original's bytes against its name; the chain of events, link by link; every row against what its events say; the database's
 * own check.
 */

#include "config.h"
#include "recto-casebook-private.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

typedef struct
{
  const char *case_id; /* NULL: all */
  const char *directory;
  GPtrArray *events;
  GPtrArray *exposures;
  RectoVerification *verification;
} Request;

static const RectoTable *const tables[]
    = { &recto_table_cases, &recto_table_pages, &recto_table_exposures, &recto_table_findings };

void
recto_verification_free (RectoVerification *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->problems);
  g_ptr_array_unref (self->changed_exposures);
  g_free (self->head);
  g_free (self);
}

gboolean
recto_verification_is_intact (const RectoVerification *self)
{
  return self->n_originals_intact == self->n_originals && self->chain_intact && self->rows_intact
         && self->database_intact;
}

static void G_GNUC_PRINTF (2, 3)
add_problem (RectoVerification *self, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, list));
  va_end (list);
}

static gboolean
check_database (RectoStore *store, RectoVerification *self, GError **error)
{
  sqlite3_stmt *statement = recto_store_prepare (store, error, "PRAGMA quick_check(10)", NULL);
  int code;

  if (statement == NULL)
    return FALSE;
  self->database_intact = TRUE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *words = (const char *) sqlite3_column_text (statement, 0);

      if (g_strcmp0 (words, "ok") == 0)
        continue;
      self->database_intact = FALSE;
      add_problem (self, _("The database is damaged: %s."), words);
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    return recto_store_fail (store, code, error);
  statement = recto_store_prepare (store, error, "PRAGMA foreign_key_check", NULL);
  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      self->database_intact = FALSE;
      add_problem (self, _("A row of “%s” refers to one that is not there."),
                   (const char *) sqlite3_column_text (statement, 0));
    }
  sqlite3_finalize (statement);
  return code == SQLITE_DONE ? TRUE : recto_store_fail (store, code, error);
}

static void
check_chain (RectoVerification *self, GPtrArray *events)
{
  const char *previous = RECTO_NO_HASH;

  self->chain_intact = TRUE;
  self->n_events = events->len;
  for (guint i = 0; i < events->len; i++)
    {
      const RectoEvent *event = events->pdata[i];
      g_autofree char *hash = recto_event_dup_hash (event);

      if (event->sequence != (gint64) i + 1)
        {
          add_problem (self, _("Event %u is missing from the record (after %s)."), i + 1,
                       i > 0 ? ((RectoEvent *) events->pdata[i - 1])->time : _("the beginning"));
          self->chain_intact = FALSE;
          break;
        }
      if (!g_str_equal (event->previous, previous))
        {
          add_problem (self, _("Event %" PRId64 " of %s does not follow the one before it."),
                       event->sequence, event->time);
          self->chain_intact = FALSE;
        }
      else if (g_strcmp0 (hash, event->hash) != 0)
        {
          add_problem (self, _("Event %" PRId64 " (%s, %s) was changed after it was written."),
                       event->sequence, event->kind, event->time);
          self->chain_intact = FALSE;
        }
      previous = event->hash;
    }
  self->head = g_strdup (previous);
}

/* What the events say each row is: "table/id" to an object of columns. */
static GHashTable *
replay (RectoVerification *self, GPtrArray *events)
{
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);

  for (guint i = 0; i < events->len; i++)
    {
      const RectoEvent *event = events->pdata[i];
      g_autoptr (JsonNode) node = json_from_string (event->data, NULL);
      JsonObject *data = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *table
          = data != NULL ? json_object_get_string_member_with_default (data, "table", NULL) : NULL;
      g_autofree char *key = NULL;

      if (table == NULL || event->object_id == NULL)
        continue;
      key = g_strconcat (table, "/", event->object_id, NULL);
      if (json_object_has_member (data, "row")
          && JSON_NODE_HOLDS_OBJECT (json_object_get_member (data, "row")))
        g_hash_table_insert (rows, g_steal_pointer (&key),
                             json_object_ref (json_object_get_object_member (data, "row")));
      else if (json_object_has_member (data, "set")
               && JSON_NODE_HOLDS_OBJECT (json_object_get_member (data, "set")))
        {
          JsonObject *row = g_hash_table_lookup (rows, key);
          JsonObject *set = json_object_get_object_member (data, "set");
          g_autoptr (GList) names = json_object_get_members (set);

          for (GList *l = names; row != NULL && l != NULL; l = l->next)
            {
              JsonNode *pair = json_object_get_member (set, l->data);

              if (JSON_NODE_HOLDS_ARRAY (pair) && json_array_get_length (json_node_get_array (pair)) == 2)
                json_object_set_member (row, l->data,
                                        json_node_copy (json_array_get_element (json_node_get_array (pair), 1)));
            }
        }
    }
  return rows;
}

static gboolean
is_unset (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node)
         || (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
             && json_node_get_int (node) == 0);
}

/* 600 and 600.0 are one number. */
static gboolean
same_value (JsonNode *a, JsonNode *b)
{
  GType first, second;

  /* An event from before a column was added does not speak of it: it is NULL, or 0 where it is a number. */
  if (a == NULL || b == NULL)
    return is_unset (a) && is_unset (b);
  if (!JSON_NODE_HOLDS_VALUE (a) || !JSON_NODE_HOLDS_VALUE (b))
    return JSON_NODE_HOLDS_NULL (a) && JSON_NODE_HOLDS_NULL (b);
  first = json_node_get_value_type (a);
  second = json_node_get_value_type (b);
  if (first == G_TYPE_STRING || second == G_TYPE_STRING)
    return first == second && g_str_equal (json_node_get_string (a), json_node_get_string (b));
  return json_node_get_double (a) == json_node_get_double (b);
}

/* Whether a row, "table/id", is of the case that is verified. */
static gboolean
is_concerned (const Request *request, const char *name, JsonObject *row)
{
  const char *owner = json_object_get_string_member_with_default (
      row, g_str_has_prefix (name, "cases/") ? "id" : "case_id", NULL);

  return request->case_id == NULL || g_strcmp0 (owner, request->case_id) == 0;
}

static gboolean
check_rows (RectoStore *store, Request *request, GHashTable *said, GError **error)
{
  RectoVerification *self = request->verification;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key, value;

  self->rows_intact = TRUE;
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", tables[t]->name);
      g_autoptr (GPtrArray) records
          = recto_store_read (store, tables[t], recto_store_prepare (store, error, sql, NULL), error);

      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        {
          g_autoptr (JsonObject) row = recto_table_to_json (tables[t], records->pdata[i]);
          const char *id = json_object_get_string_member (row, "id");
          g_autofree char *name = g_strconcat (tables[t]->name, "/", id, NULL);
          JsonObject *wanted = g_hash_table_lookup (said, name);

          g_hash_table_add (seen, g_strdup (name));
          if (!is_concerned (request, name, row) && (wanted == NULL || !is_concerned (request, name, wanted)))
            continue;
          if (wanted == NULL)
            {
              self->rows_intact = FALSE;
              add_problem (self, _("The %s %s is in no event: it was added from outside."),
                           _(tables[t]->title), id);
              continue;
            }
          for (const RectoField *field = tables[t]->fields; field->name != NULL; field++)
            if (field->in_record
                && !same_value (json_object_get_member (row, field->name),
                                json_object_get_member (wanted, field->name)))
              {
                self->rows_intact = FALSE;
                add_problem (self, _("“%s” of the %s %s is not what the record of events says."), field->name,
                             _(tables[t]->title), id);
              }
        }
    }
  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (seen, key) && is_concerned (request, key, value))
      {
        self->rows_intact = FALSE;
        add_problem (self, _("The row %s was removed from the database."), (const char *) key);
      }
  return TRUE;
}

static gboolean
verify_database (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (GHashTable) said = NULL;

  if (!check_database (store, request->verification, error))
    return FALSE;
  /* One moment in time for events and rows, though another process may be writing. */
  if (!recto_store_execute (store, "BEGIN", error))
    return FALSE;
  request->events = recto_store_list_events (store, NULL, error);
  if (request->events != NULL)
    {
      check_chain (request->verification, request->events);
      said = replay (request->verification, request->events);
      if (check_rows (store, request, said, error))
        request->exposures = recto_store_read (
            store, &recto_table_exposures,
            request->case_id != NULL
                ? recto_store_prepare (store, error, "SELECT * FROM exposures WHERE case_id = ?1 ORDER BY position",
                                       request->case_id, NULL)
                : recto_store_prepare (store, error, "SELECT * FROM exposures ORDER BY position", NULL),
            error);
    }
  sqlite3_exec (store->db, "COMMIT", NULL, NULL, NULL);
  return request->exposures != NULL;
}

RectoVerification *
recto_casebook_verify (RectoCasebook *self, const char *case_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (RectoVerification) verification = g_new0 (RectoVerification, 1);
  const char *directory = recto_casebook_get_directory (self);
  Request request = { .case_id = case_id, .directory = directory, .verification = verification };
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean done;

  verification->problems = g_ptr_array_new_with_free_func (g_free);
  verification->changed_exposures = g_ptr_array_new_with_free_func (g_free);
  done = recto_casebook_run (self, verify_database, &request, error);
  g_clear_pointer (&request.events, g_ptr_array_unref);
  if (!done)
    return NULL;

  /* Hashing large files does not hold up the database's thread. */
  for (guint i = 0; i < request.exposures->len; i++)
    {
      const RectoExposure *exposure = request.exposures->pdata[i];
      g_autoptr (GError) local = NULL;
      const char *hash;

      if (!g_hash_table_contains (hashes, exposure->sha256))
        g_hash_table_insert (hashes, g_strdup (exposure->sha256),
                             recto_evidence_dup_hash (directory, exposure->sha256, cancellable, &local));
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          g_ptr_array_unref (request.exposures);
          return NULL;
        }
      hash = g_hash_table_lookup (hashes, exposure->sha256);
      verification->n_originals++;
      if (g_strcmp0 (hash, exposure->sha256) == 0)
        {
          verification->n_originals_intact++;
          continue;
        }
      g_ptr_array_add (verification->changed_exposures, g_strdup (exposure->id));
      if (hash == NULL)
        add_problem (verification, _("The original of %s (%s, imported %s) is missing or cannot be read. Copy it back "
                                     "from a bundle or a backup."),
                     exposure->file_name, exposure->light, exposure->imported);
      else
        add_problem (verification, _("The original of %s (%s, imported %s) has changed: recorded %s, now %s."),
                     exposure->file_name, exposure->light, exposure->imported, exposure->sha256, hash);
    }
  g_ptr_array_unref (request.exposures);
  return g_steal_pointer (&verification);
}

/* recto-casebook-events.c: the append-only chain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * hash = SHA-256 (previous hash as 64 hexadecimal digits, followed by the canonical JSON of {author, case, data, kind, object, sequence, time}).
 * The chain shows changes and gaps; it cannot show that its end was cut off: the head has to be kept elsewhere as well.
 */

#include "config.h"
#include "recto-casebook-private.h"

#include <string.h>

char *
recto_casebook_now (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *start = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *offset = g_date_time_format (now, "%:z");

  return g_strdup_printf ("%s.%03d%s", start, g_date_time_get_microsecond (now) / 1000, offset);
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

char *
recto_event_dup_hash (const RectoEvent *event)
{
  g_autoptr (JsonNode) data = json_from_string (event->data, NULL);
  g_autofree char *text = data != NULL ? recto_casebook_canonical (data) : NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  g_autofree char *line = NULL;
  g_autofree char *whole = NULL;

  /* Another spelling of the same data was not written here. */
  if (g_strcmp0 (text, event->data) != 0)
    return NULL;
  object = json_object_new ();
  set_text (object, "author", event->author);
  set_text (object, "case", event->case_id);
  json_object_set_member (object, "data", g_steal_pointer (&data));
  set_text (object, "kind", event->kind);
  set_text (object, "object", event->object_id);
  json_object_set_int_member (object, "sequence", event->sequence);
  set_text (object, "time", event->time);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  line = recto_casebook_canonical (node);
  whole = g_strconcat (event->previous, line, NULL);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);
}

gboolean
recto_store_append_event (RectoStore *store, const char *author, const char *kind, const char *case_id,
                          const char *object_id, JsonObject *data, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (RectoEvent) event = g_new0 (RectoEvent, 1);
  sqlite3_stmt *statement;
  int code;

  json_node_take_object (node, data);
  statement = recto_store_prepare (
      store, error, "SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1", NULL);
  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      recto_store_fail (store, code, error);
      sqlite3_finalize (statement);
      return FALSE;
    }
  event->sequence = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) + 1 : 1;
  event->previous
      = g_strdup (code == SQLITE_ROW ? (const char *) sqlite3_column_text (statement, 1) : RECTO_NO_HASH);
  sqlite3_finalize (statement);

  event->time = recto_casebook_now ();
  event->author = g_strdup (author);
  event->kind = g_strdup (kind);
  event->case_id = g_strdup (case_id);
  event->object_id = g_strdup (object_id);
  event->data = recto_casebook_canonical (node);
  event->hash = recto_event_dup_hash (event);

  statement = recto_store_prepare (store, error,
                                   "INSERT INTO events (time, author, kind, data, previous, hash, sequence, "
                                   "case_id, object_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                                   event->time, author, kind, event->data, event->previous, event->hash, NULL);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 7, event->sequence);
  sqlite3_bind_text (statement, 8, case_id, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 9, object_id, -1, SQLITE_TRANSIENT);
  return recto_store_finish (store, statement, error);
}

GPtrArray *
recto_store_list_events (RectoStore *store, const char *case_id, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_event_free);
  sqlite3_stmt *statement
      = case_id != NULL
            ? recto_store_prepare (store, error,
                                   "SELECT sequence, time, author, kind, case_id, object_id, data, previous, "
                                   "hash FROM events WHERE case_id = ?1 ORDER BY sequence",
                                   case_id, NULL)
            : recto_store_prepare (store, error,
                                   "SELECT sequence, time, author, kind, case_id, object_id, data, previous, "
                                   "hash FROM events ORDER BY sequence",
                                   NULL);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      RectoEvent *event = g_new0 (RectoEvent, 1);
      char **texts[] = { &event->time, &event->author,    &event->kind,     &event->case_id,
                         &event->object_id, &event->data, &event->previous, &event->hash };

      event->sequence = sqlite3_column_int64 (statement, 0);
      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          const char *text = (const char *) sqlite3_column_text (statement, (int) i + 1);

          *texts[i] = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
        }
      g_ptr_array_add (events, event);
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    {
      recto_store_fail (store, code, error);
      return NULL;
    }
  return g_steal_pointer (&events);
}

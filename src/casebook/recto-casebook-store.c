/* recto-casebook-store.c: records in and out of SQLite, each edit with its event
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-casebook-private.h"

#include <glib/gi18n.h>
#include <stddef.h>
#include <string.h>

#define STRING(type, member) { #member, offsetof (type, member), RECTO_FIELD_STRING, TRUE }
#define NUMBER(type, member) { #member, offsetof (type, member), RECTO_FIELD_INT, TRUE }
#define LARGE(type, member) { #member, offsetof (type, member), RECTO_FIELD_INT64, TRUE }
#define REAL(type, member) { #member, offsetof (type, member), RECTO_FIELD_DOUBLE, TRUE }
#define ASIDE(type, member) { #member, offsetof (type, member), RECTO_FIELD_STRING, FALSE }

static const RectoField case_fields[] = {
  STRING (RectoCase, id),      STRING (RectoCase, reference), STRING (RectoCase, title),
  STRING (RectoCase, state),   STRING (RectoCase, created),   STRING (RectoCase, author),
  STRING (RectoCase, withdrawn), ASIDE (RectoCase, changed),  ASIDE (RectoCase, view),
  { NULL },
};

static const RectoField page_fields[] = {
  STRING (RectoPage, id),    STRING (RectoPage, case_id),  STRING (RectoPage, role),
  STRING (RectoPage, label), NUMBER (RectoPage, position), STRING (RectoPage, calibration),
  { NULL },
};

static const RectoField exposure_fields[] = {
  STRING (RectoExposure, id),           STRING (RectoExposure, case_id),
  STRING (RectoExposure, page_id),      NUMBER (RectoExposure, position),
  NUMBER (RectoExposure, is_reference), STRING (RectoExposure, light),
  STRING (RectoExposure, file_name),    STRING (RectoExposure, sha256),
  STRING (RectoExposure, pixel_sha256), LARGE (RectoExposure, n_bytes),
  STRING (RectoExposure, format),       NUMBER (RectoExposure, width),
  NUMBER (RectoExposure, height),       NUMBER (RectoExposure, channels),
  NUMBER (RectoExposure, depth),        REAL (RectoExposure, dpi_x),
  REAL (RectoExposure, dpi_y),          NUMBER (RectoExposure, orientation),
  STRING (RectoExposure, icc_name),     STRING (RectoExposure, decoder),
  STRING (RectoExposure, warnings),     STRING (RectoExposure, recipe),
  STRING (RectoExposure, registration), STRING (RectoExposure, imported),
  STRING (RectoExposure, author),       STRING (RectoExposure, withdrawn),
  STRING (RectoExposure, metadata),     STRING (RectoExposure, output_sha256),
  NUMBER (RectoExposure, frame),
  { NULL },
};

static const RectoField finding_fields[] = {
  STRING (RectoFinding, id),          STRING (RectoFinding, case_id),
  STRING (RectoFinding, page_id),     STRING (RectoFinding, exposure_id),
  NUMBER (RectoFinding, number),      STRING (RectoFinding, shape),
  STRING (RectoFinding, feature),     STRING (RectoFinding, result),
  STRING (RectoFinding, methods),     STRING (RectoFinding, text),
  STRING (RectoFinding, light),       STRING (RectoFinding, scene),
  STRING (RectoFinding, viewport),    STRING (RectoFinding, author),
  STRING (RectoFinding, created),     STRING (RectoFinding, changed),
  NUMBER (RectoFinding, locked),      STRING (RectoFinding, withdrawn),
  STRING (RectoFinding, withdrawn_reason), STRING (RectoFinding, output_sha256),
  { NULL },
};

const RectoTable recto_table_cases = { "cases", N_ ("case"), sizeof (RectoCase), case_fields,
                                       (GDestroyNotify) recto_case_free };
const RectoTable recto_table_pages = { "pages", N_ ("page"), sizeof (RectoPage), page_fields,
                                       (GDestroyNotify) recto_page_free };
const RectoTable recto_table_exposures = { "exposures", N_ ("exposure"), sizeof (RectoExposure),
                                           exposure_fields, (GDestroyNotify) recto_exposure_free };
const RectoTable recto_table_findings = { "findings", N_ ("finding"), sizeof (RectoFinding),
                                          finding_fields, (GDestroyNotify) recto_finding_free };

gboolean
recto_store_fail (RectoStore *store, int code, GError **error)
{
  RectoCasebookError kind = RECTO_CASEBOOK_ERROR_FAILED;
  const char *words = _("The casebook's database reported a fault. Close Recto and open it again; nothing "
                        "that was saved is lost.");
  g_autofree char *own = NULL;

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      kind = RECTO_CASEBOOK_ERROR_BUSY;
      words = _("Another program is using the casebook. Nothing was lost; try again in a moment.");
      break;
    case SQLITE_FULL:
      kind = RECTO_CASEBOOK_ERROR_FULL;
      words = _("The disk is full. Make room and try again; this edit was not saved.");
      break;
    case SQLITE_IOERR:
      if (sqlite3_extended_errcode (store->db) == SQLITE_IOERR_WRITE)
        {
          /* A quota or a limit on file sizes comes so, and not as a full disk. */
          kind = RECTO_CASEBOOK_ERROR_FULL;
          words = _("The disk takes no more. Make room, or check the disk, and try again; this edit was not saved.");
        }
      else
        words = _("The disk cannot be read or written. Check it, then try again; this edit was not saved.");
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      kind = RECTO_CASEBOOK_ERROR_READ_ONLY;
      words = _("The casebook's folder cannot be written. Check its permissions, or copy it to a disk that "
                "can be written.");
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      kind = RECTO_CASEBOOK_ERROR_DAMAGED;
      words = _("The casebook's database is damaged. Do not go on with it: restore it from a backup.");
      break;
    default:
      break;
    }
  /* The connection's own words, unless it has gone on to something else. Those about a damaged database quote from it,
   * which may be anything. */
  own = g_utf8_make_valid ((sqlite3_errcode (store->db) & 0xff) == (code & 0xff) ? sqlite3_errmsg (store->db)
                                                                                 : sqlite3_errstr (code),
                           -1);
  g_set_error (error, RECTO_CASEBOOK_ERROR, kind, "%s (%s)", words, own);
  return FALSE;
}

sqlite3_stmt *
recto_store_prepare (RectoStore *store, GError **error, const char *sql, ...)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (store->db, sql, -1, &statement, NULL);
  int index = 1;
  va_list list;
  const char *text;

  if (code != SQLITE_OK)
    {
      recto_store_fail (store, code, error);
      return NULL;
    }
  va_start (list, sql);
  while ((text = va_arg (list, const char *)) != NULL)
    sqlite3_bind_text (statement, index++, text, -1, SQLITE_TRANSIENT);
  va_end (list);
  return statement;
}

gboolean
recto_store_finish (RectoStore *store, sqlite3_stmt *statement, GError **error)
{
  int code;

  do
    code = sqlite3_step (statement);
  while (code == SQLITE_ROW);
  if (code != SQLITE_DONE)
    recto_store_fail (store, code, error);
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

gboolean
recto_store_execute (RectoStore *store, const char *sql, GError **error)
{
  int code = sqlite3_exec (store->db, sql, NULL, NULL, NULL);

  return code == SQLITE_OK ? TRUE : recto_store_fail (store, code, error);
}

static void
fill_field (const RectoField *field, gpointer record, sqlite3_stmt *statement, int column)
{
  gpointer at = (guint8 *) record + field->offset;

  switch (field->type)
    {
    case RECTO_FIELD_STRING:
      {
        const char *text = (const char *) sqlite3_column_text (statement, column);
        /* The file may hold anything once somebody has changed it from outside. */
        *(char **) at = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
        break;
      }
    case RECTO_FIELD_INT:
      *(gint *) at = sqlite3_column_int (statement, column);
      break;
    case RECTO_FIELD_INT64:
      *(gint64 *) at = sqlite3_column_int64 (statement, column);
      break;
    case RECTO_FIELD_DOUBLE:
    default:
      *(double *) at = sqlite3_column_double (statement, column);
      break;
    }
}

GPtrArray *
recto_store_read (RectoStore *store, const RectoTable *table, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (table->free_record);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gpointer record = g_malloc0 (table->size);

      for (int column = 0; column < sqlite3_column_count (statement); column++)
        {
          const char *name = sqlite3_column_name (statement, column);

          for (const RectoField *field = table->fields; field->name != NULL; field++)
            if (g_str_equal (field->name, name))
              {
                fill_field (field, record, statement, column);
                break;
              }
        }
      g_ptr_array_add (records, record);
    }
  sqlite3_finalize (statement);
  if (code != SQLITE_DONE)
    {
      recto_store_fail (store, code, error);
      return NULL;
    }
  return g_steal_pointer (&records);
}

gpointer
recto_store_get (RectoStore *store, const RectoTable *table, const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s WHERE id = ?1", table->name);
  g_autoptr (GPtrArray) records
      = recto_store_read (store, table, recto_store_prepare (store, error, sql, id, NULL), error);

  if (records == NULL)
    return NULL;
  if (records->len == 0)
    {
      g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND,
                   _("The casebook has no %s “%s”. Check the identifier."), _(table->title), id);
      return NULL;
    }
  return g_ptr_array_steal_index (records, 0);
}

static JsonNode *
field_to_json (const RectoField *field, gconstpointer record)
{
  const guint8 *at = (const guint8 *) record + field->offset;
  JsonNode *node;

  switch (field->type)
    {
    case RECTO_FIELD_STRING:
      {
        const char *text = *(char *const *) at;

        if (text == NULL)
          return json_node_new (JSON_NODE_NULL);
        node = json_node_new (JSON_NODE_VALUE);
        json_node_set_string (node, text);
        return node;
      }
    case RECTO_FIELD_INT:
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_int (node, *(const gint *) at);
      return node;
    case RECTO_FIELD_INT64:
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_int (node, *(const gint64 *) at);
      return node;
    case RECTO_FIELD_DOUBLE:
    default:
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_double (node, *(const double *) at);
      return node;
    }
}

JsonObject *
recto_table_to_json (const RectoTable *table, gconstpointer record)
{
  JsonObject *object = json_object_new ();

  for (const RectoField *field = table->fields; field->name != NULL; field++)
    if (field->in_record)
      json_object_set_member (object, field->name, field_to_json (field, record));
  return object;
}

static void
bind_field (sqlite3_stmt *statement, int index, const RectoField *field, gconstpointer record)
{
  const guint8 *at = (const guint8 *) record + field->offset;

  switch (field->type)
    {
    case RECTO_FIELD_STRING:
      sqlite3_bind_text (statement, index, *(char *const *) at, -1, SQLITE_TRANSIENT);
      break;
    case RECTO_FIELD_INT:
      sqlite3_bind_int (statement, index, *(const gint *) at);
      break;
    case RECTO_FIELD_INT64:
      sqlite3_bind_int64 (statement, index, *(const gint64 *) at);
      break;
    case RECTO_FIELD_DOUBLE:
    default:
      sqlite3_bind_double (statement, index, *(const double *) at);
      break;
    }
}

static const char *
record_id (gconstpointer record)
{
  return *(char *const *) record; /* "id" is the first member of every record */
}

/* When something in the case last changed; no part of the record. */
static gboolean
touch_case (RectoStore *store, const char *case_id, GError **error)
{
  g_autofree char *now = recto_casebook_now ();
  sqlite3_stmt *statement
      = recto_store_prepare (store, error, "UPDATE cases SET changed = ?1 WHERE id = ?2", now, case_id, NULL);

  return statement != NULL && recto_store_finish (store, statement, error);
}

gboolean
recto_store_insert (RectoStore *store, const RectoTable *table, gconstpointer record,
                    const char *author, const char *kind, const char *case_id, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) marks = g_string_new (NULL);
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;
  JsonObject *data;
  int index = 1;

  for (const RectoField *field = table->fields; field->name != NULL; field++)
    {
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", field->name);
      g_string_append (marks, marks->len > 0 ? ", ?" : "?");
    }
  sql = g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", table->name, names->str, marks->str);
  statement = recto_store_prepare (store, error, sql, NULL);
  if (statement == NULL)
    return FALSE;
  for (const RectoField *field = table->fields; field->name != NULL; field++)
    bind_field (statement, index++, field, record);
  if (!recto_store_finish (store, statement, error))
    return FALSE;

  data = json_object_new ();
  json_object_set_object_member (data, "row", recto_table_to_json (table, record));
  json_object_set_string_member (data, "table", table->name);
  return recto_store_append_event (store, author, kind, case_id, record_id (record), data, error)
         && touch_case (store, case_id, error);
}

gboolean
recto_store_update (RectoStore *store, const RectoTable *table, gconstpointer old_record,
                    gconstpointer new_record, const char *author, const char *kind,
                    const char *case_id, const char *reason, GError **error)
{
  g_autoptr (GString) sets = g_string_new (NULL);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autofree char *sql = NULL;
  g_autoptr (JsonObject) data = json_object_new ();
  JsonObject *changes = json_object_new ();
  sqlite3_stmt *statement;

  g_return_val_if_fail (g_str_equal (record_id (old_record), record_id (new_record)), FALSE);

  for (const RectoField *field = table->fields; field->name != NULL; field++)
    {
      g_autoptr (JsonNode) before = field_to_json (field, old_record);
      g_autoptr (JsonNode) after = field_to_json (field, new_record);
      JsonArray *pair;

      if (!field->in_record || json_node_equal (before, after))
        continue;
      pair = json_array_new ();
      json_array_add_element (pair, g_steal_pointer (&before));
      json_array_add_element (pair, g_steal_pointer (&after));
      json_object_set_array_member (changes, field->name, pair);
      g_string_append_printf (sets, "%s%s = ?", sets->len > 0 ? ", " : "", field->name);
      g_ptr_array_add (fields, (gpointer) field);
    }
  json_object_set_object_member (data, "set", changes);
  json_object_set_string_member (data, "table", table->name);
  if (reason != NULL)
    json_object_set_string_member (data, "reason", reason);
  if (fields->len == 0)
    return TRUE;
  sql = g_strdup_printf ("UPDATE %s SET %s WHERE id = ?", table->name, sets->str);
  statement = recto_store_prepare (store, error, sql, NULL);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < fields->len; i++)
    bind_field (statement, (int) i + 1, fields->pdata[i], new_record);
  sqlite3_bind_text (statement, (int) fields->len + 1, record_id (new_record), -1, SQLITE_TRANSIENT);
  return recto_store_finish (store, statement, error)
         && recto_store_append_event (store, author, kind, case_id, record_id (new_record),
                                      g_steal_pointer (&data), error)
         && touch_case (store, case_id, error);
}

/* recto-casebook-schema.c: opening the database, and bringing it up to date
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-casebook-private.h"
#include "recto-casebook-resources.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static int
read_pragma (sqlite3 *db, const char *name)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA %s", name);
  sqlite3_stmt *statement = NULL;
  int value = -1;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    value = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

static char *
read_pragma_text (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

/* A copy by SQLite's own backup, before the schema changes. */
static gboolean
back_up (RectoStore *store, int version, GError **error)
{
  g_autofree char *name = g_strdup_printf ("casebook-schema-%d.sqlite", version);
  g_autofree char *path = g_build_filename (store->directory, name, NULL);
  sqlite3 *copy = NULL;
  sqlite3_backup *backup;
  int code = sqlite3_open (path, &copy);

  if (code == SQLITE_OK)
    {
      backup = sqlite3_backup_init (copy, "main", store->db, "main");
      if (backup != NULL)
        {
          sqlite3_backup_step (backup, -1);
          sqlite3_backup_finish (backup);
        }
      code = sqlite3_errcode (copy);
    }
  sqlite3_close (copy);
  g_chmod (path, 0600);
  if (code == SQLITE_OK)
    return TRUE;
  g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FAILED,
               _("The casebook cannot be backed up before it is brought up to date (%s). Make room on the "
                 "disk and try again; nothing was changed."),
               sqlite3_errstr (code));
  return FALSE;
}

static gboolean
migrate (RectoStore *store, int from, GError **error)
{
  for (int version = from + 1; version <= RECTO_SCHEMA_VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf ("/org/recto/Recto/migrations/%d.sql", version);
      g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d; PRAGMA application_id = %d", version,
                                                RECTO_APPLICATION_ID);
      g_autoptr (GBytes) sql = g_resource_lookup_data (recto_casebook_get_resource (), path,
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, error);
      int present;

      if (sql == NULL || !recto_store_execute (store, "BEGIN IMMEDIATE", error))
        return FALSE;
      /* Another process may have done it while this one waited. */
      present = read_pragma (store->db, "user_version");
      if (present >= version)
        {
          if (!recto_store_execute (store, "COMMIT", error))
            return FALSE;
          continue;
        }
      if (!recto_store_execute (store, g_bytes_get_data (sql, NULL), error)
          || !recto_store_execute (store, stamp, error) || !recto_store_execute (store, "COMMIT", error))
        {
          sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
prepare (RectoStore *store, GError **error)
{
  int version, application, tables;
  g_autofree char *check = NULL;
  g_autofree char *mode = NULL;

  sqlite3_busy_timeout (store->db, 10000);
  sqlite3_db_config (store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (!recto_store_execute (store, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON", error))
    return FALSE;
  version = read_pragma (store->db, "user_version");
  application = read_pragma (store->db, "application_id");
  {
    g_autofree char *count = read_pragma_text (store->db, "SELECT count(*) FROM sqlite_schema");
    int code = sqlite3_errcode (store->db);

    if (count == NULL)
      return recto_store_fail (store, code, error);
    tables = atoi (count);
  }
  if (tables > 0 && application != RECTO_APPLICATION_ID)
    {
      g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_DAMAGED,
                           _("The file casebook.sqlite in this folder is a database of another program. Choose "
                             "another folder for the casebook."));
      return FALSE;
    }
  if (version > RECTO_SCHEMA_VERSION)
    {
      g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NEWER,
                   _("This casebook was written by a newer Recto (schema %d; this one knows %d). Open it with "
                     "that version; nothing was changed."),
                   version, RECTO_SCHEMA_VERSION);
      return FALSE;
    }
  check = read_pragma_text (store->db, "PRAGMA quick_check(1)");
  if (g_strcmp0 (check, "ok") != 0)
    {
      g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_DAMAGED,
                   _("The casebook's database is damaged (%s). Restore it from a backup; the originals in the "
                     "evidence folder are not touched."),
                   check != NULL ? check : sqlite3_errmsg (store->db));
      return FALSE;
    }
  mode = read_pragma_text (store->db, "PRAGMA journal_mode = WAL");
  if (g_strcmp0 (mode, "wal") != 0
      && !recto_store_execute (store, "PRAGMA journal_mode = DELETE", error))
    return FALSE;
  if (!recto_store_execute (store, "PRAGMA synchronous = FULL", error))
    return FALSE;
  if (version > 0 && version < RECTO_SCHEMA_VERSION && !back_up (store, version, error))
    return FALSE;
  return migrate (store, version, error);
}

sqlite3 *
recto_schema_open (const char *directory, gboolean create, GError **error)
{
  g_autofree char *path = g_build_filename (directory, "casebook.sqlite", NULL);
  RectoStore store = { NULL, (char *) directory };
  int code;

  if (create && g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_READ_ONLY,
                   _("The casebook's folder cannot be made (%s). Choose a folder that you may write to."),
                   g_strerror (errno));
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      int fd;

      if (!create)
        {
          g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND,
                               _("There is no casebook in this folder. Check the folder, or begin a new "
                                 "casebook there."));
          return NULL;
        }
      fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
      if (fd < 0)
        {
          g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_READ_ONLY,
                       _("The casebook cannot be written in this folder (%s). Choose a folder that you may "
                         "write to."),
                       g_strerror (errno));
          return NULL;
        }
      close (fd);
    }
  code = sqlite3_open_v2 (path, &store.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, NULL);
  if (code != SQLITE_OK)
    recto_store_fail (&store, code, error);
  else if (prepare (&store, error))
    return store.db;
  sqlite3_close (store.db);
  return NULL;
}

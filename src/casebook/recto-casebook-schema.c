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
#include <sys/vfs.h>
#include <unistd.h>

/* File systems of other machines, where WAL's shared memory does not work, though SQLite may not notice. */
static const gulong remote_systems[] = {
  0x6969,     /* NFS */
  0x517b,     /* SMB */
  0xff534d42, /* CIFS */
  0xfe534d42, /* SMB 2 */
  0x01021997, /* 9p */
  0x5346414f, /* AFS */
  0x00c36400, /* Ceph */
  0x65735546, /* FUSE: sshfs and others */
};

static gboolean
is_remote (const char *directory)
{
  struct statfs info;

  if (statfs (directory, &info) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (remote_systems); i++)
    if (((gulong) info.f_type & 0xffffffff) == remote_systems[i])
      return TRUE;
  return FALSE;
}

static GBytes *
get_migration (int version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/org/recto/Recto/migrations/%d.sql", version);

  return g_resource_lookup_data (recto_casebook_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

const RectoSchema recto_schema = { RECTO_SCHEMA_VERSION, get_migration };

/* The first column of the first row as text. */
static char *
read_text (RectoStore *store, const char *sql, GError **error)
{
  sqlite3_stmt *statement = recto_store_prepare (store, error, sql, NULL);
  char *text = NULL;
  int code;

  if (statement == NULL)
    return NULL;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      const char *column = (const char *) sqlite3_column_text (statement, 0);

      text = g_utf8_make_valid (column != NULL ? column : "", -1);
    }
  else
    recto_store_fail (store, code, error);
  sqlite3_finalize (statement);
  return text;
}

static gboolean
read_number (RectoStore *store, const char *sql, int *number, GError **error)
{
  g_autofree char *text = read_text (store, sql, error);

  if (text != NULL)
    *number = (int) g_ascii_strtoll (text, NULL, 10);
  return text != NULL;
}

static int
copy_database (sqlite3 *from, const char *path)
{
  sqlite3 *to = NULL;
  sqlite3_backup *backup;
  int fd = g_open (path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
  int code;

  if (fd < 0)
    return SQLITE_CANTOPEN;
  close (fd);
  code = sqlite3_open_v2 (path, &to, SQLITE_OPEN_READWRITE, NULL);
  backup = code == SQLITE_OK ? sqlite3_backup_init (to, "main", from, "main") : NULL;
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      code = sqlite3_backup_finish (backup);
    }
  else if (code == SQLITE_OK)
    code = sqlite3_errcode (to);
  sqlite3_close (to);
  return code;
}

/* A copy by SQLite's own backup, before the schema changes. An earlier copy stays until this one is whole. */
static gboolean
back_up (RectoStore *store, int version, GError **error)
{
  g_autofree char *name = g_strdup_printf ("casebook-schema-%d.sqlite", version);
  g_autofree char *path = g_build_filename (store->directory, name, NULL);
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  int code = copy_database (store->db, temporary);

  if (code == SQLITE_OK && (g_rename (temporary, path) != 0 || !recto_sync_folder (store->directory)))
    code = SQLITE_IOERR;
  if (code == SQLITE_OK)
    return TRUE;
  g_unlink (temporary);
  g_set_error (error, RECTO_CASEBOOK_ERROR,
               code == SQLITE_FULL ? RECTO_CASEBOOK_ERROR_FULL : RECTO_CASEBOOK_ERROR_FAILED,
               _("The casebook cannot be backed up before it is brought up to date (%s). Make room on the "
                 "disk and try again; nothing was changed."),
               sqlite3_errstr (code));
  return FALSE;
}

static gboolean
migrate_by_one (RectoStore *store, const RectoSchema *schema, int version, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d; PRAGMA application_id = %d", version,
                                            RECTO_APPLICATION_ID);
  g_autoptr (GBytes) sql = schema->get_migration (version, error);
  int present = 0;

  if (sql == NULL || !recto_store_execute (store, "BEGIN IMMEDIATE", error))
    return FALSE;
  /* Another process may have done it while this one waited. */
  if (read_number (store, "PRAGMA user_version", &present, error)
      && (present >= version
          || (recto_store_execute (store, g_bytes_get_data (sql, NULL), error)
              && recto_store_execute (store, stamp, error)))
      && recto_store_execute (store, "COMMIT", error))
    return TRUE;
  sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

static gboolean
set_journal (RectoStore *store, GError **error)
{
  g_autofree char *mode = NULL;

  if (!is_remote (store->directory))
    {
      mode = read_text (store, "PRAGMA journal_mode = WAL", error);
      if (mode == NULL)
        return FALSE;
    }
  if (g_strcmp0 (mode, "wal") != 0)
    {
      g_free (mode);
      mode = read_text (store, "PRAGMA journal_mode = DELETE", error);
      if (mode == NULL)
        return FALSE;
      if (!g_str_equal (mode, "delete"))
        return recto_store_fail (store, SQLITE_BUSY, error);
    }
  return recto_store_execute (store, "PRAGMA synchronous = FULL", error);
}

static gboolean
check_damage (RectoStore *store, gboolean empty, GError **error)
{
  g_autofree char *check = read_text (store, "PRAGMA quick_check(1)", error);

  if (check == NULL)
    return FALSE;
  if (empty && recto_evidence_is_there (store->directory))
    {
      g_free (check);
      check = g_strdup (_("it is empty, though there are originals"));
    }
  else if (g_str_equal (check, "ok"))
    return TRUE;
  g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_DAMAGED,
               _("The casebook's database is damaged (%s). Restore it from a backup; the originals in the "
                 "evidence folder are not touched."),
               check);
  return FALSE;
}

/* SQLite takes a file of less than a page for an empty database and would write over it. Read through SQLite's own handle: to open and close the
 * file once more would drop the locks that this process has on it. */
static gboolean
check_header (RectoStore *store, GError **error)
{
  static const char magic[16] = "SQLite format 3";
  g_autofree char *journal = g_build_filename (store->directory, "casebook.sqlite-journal", NULL);
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  char start[16] = "";
  int code = sqlite3_file_control (store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);

  if (code == SQLITE_OK)
    code = file->pMethods->xFileSize (file, &size);
  if (code != SQLITE_OK)
    return recto_store_fail (store, code, error);
  /* Whoever was killed while making the file has left a journal that empties it again. */
  if (size == 0 || g_file_test (journal, G_FILE_TEST_EXISTS))
    return TRUE;
  code = file->pMethods->xRead (file, start, sizeof start, 0);
  if (code == SQLITE_OK && size >= 512 && memcmp (start, magic, sizeof magic) == 0)
    return TRUE;
  return recto_store_fail (store, code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ ? SQLITE_NOTADB : code, error);
}

static gboolean
prepare (RectoStore *store, const RectoSchema *schema, GError **error)
{
  int version = 0, application = 0, tables = 0;

  sqlite3_busy_timeout (store->db, 10000);
  sqlite3_db_config (store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  /* SQLite opens for reading what it may not write, without a word. */
  if (sqlite3_db_readonly (store->db, "main") == 1)
    return recto_store_fail (store, SQLITE_READONLY, error);
  if (!check_header (store, error)
      || !recto_store_execute (store, "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON", error)
      || !read_number (store, "PRAGMA user_version", &version, error)
      || !read_number (store, "PRAGMA application_id", &application, error)
      || !read_number (store, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  if (tables > 0 && application != RECTO_APPLICATION_ID)
    {
      g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_DAMAGED,
                           _("The file casebook.sqlite in this folder is a database of another program. Choose "
                             "another folder for the casebook."));
      return FALSE;
    }
  if (version > schema->newest)
    {
      g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NEWER,
                   _("This casebook was written by a newer Recto (schema %d; this one knows %d). Open it with "
                     "that version; nothing was changed."),
                   version, schema->newest);
      return FALSE;
    }
  if (!check_damage (store, tables == 0, error) || !set_journal (store, error)
      || (version > 0 && version < schema->newest && !back_up (store, version, error)))
    return FALSE;
  while (version < schema->newest)
    if (!migrate_by_one (store, schema, ++version, error))
      return FALSE;
  return TRUE;
}

sqlite3 *
recto_schema_open (const RectoSchema *schema, const char *directory, gboolean create, GError **error)
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
      recto_sync_folder (directory);
    }
  code = sqlite3_open_v2 (path, &store.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, NULL);
  if (code != SQLITE_OK)
    recto_store_fail (&store, code, error);
  else if (prepare (&store, schema, error))
    return store.db;
  sqlite3_close (store.db);
  return NULL;
}

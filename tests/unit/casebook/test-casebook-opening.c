/* test-casebook-opening.c: what is opened, what is refused, and how a casebook is brought up to date
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fixture.h"
#include "recto-casebook-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <grp.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

/* A closed casebook with a case, an exposure and findings; returns the case's id. */
static char *
make_casebook (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, &error);
  g_autofree char *text = g_strnfill (500, 'x');
  g_autofree char *page_id = NULL;
  char *case_id;

  g_assert_no_error (error);
  case_id = recto_casebook_create_case (casebook, "tester", NULL, "Passport UTO", NULL);
  page_id = recto_casebook_add_page (casebook, "tester", case_id, "DATA_PAGE", NULL, NULL);
  g_free (fixture_add_exposure (casebook, page_id, "white", "white bytes"));
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (RectoFinding) finding = fixture_finding (page_id, text);
      g_autofree char *id = recto_casebook_add_finding (casebook, "tester", finding, NULL);

      g_assert_nonnull (id);
    }
  recto_casebook_close (casebook);
  return case_id;
}

static void
assert_refused (const char *folder, gboolean create, int code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, create, &error);

  g_assert_null (casebook);
  g_assert_error (error, RECTO_CASEBOOK_ERROR, code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, error->message);
}

/* Each page of the database in turn is overwritten, then the file is cut, then emptied. */
static void
test_damaged (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *case_id = make_casebook (folder);
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  g_autofree char *whole = NULL;
  gsize size;
  guint n_refused = 0;

  g_assert_true (g_file_get_contents (path, &whole, &size, NULL));
  g_assert_cmpuint (size / 4096, >, 10);
  for (gsize at = 0; at < size; at += 4096)
    {
      g_autofree char *damaged = g_memdup2 (whole, size);
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoCasebook) casebook = NULL;

      memset (damaged + at, 0xa5, 4096);
      g_assert_true (g_file_set_contents (path, damaged, (gssize) size, NULL));
      casebook = recto_casebook_open (folder, FALSE, &error);
      if (casebook == NULL)
        {
          g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_DAMAGED);
          n_refused++;
          continue;
        }
      /* A page of text only, or an index: the check of the structure does not see it, verification does. */
      {
        g_autoptr (RectoVerification) verification = recto_casebook_verify (casebook, NULL, NULL, &error);

        g_assert_true (verification == NULL || !recto_verification_is_intact (verification));
      }
    }
  g_assert_cmpuint (n_refused, >, 10);
  g_assert_true (g_file_set_contents (path, whole, (gssize) size / 2, NULL));
  assert_refused (folder, FALSE, RECTO_CASEBOOK_ERROR_DAMAGED, "damaged");
  /* SQLite itself would take these for an empty database and begin a new one in their place. */
  for (gsize n = 1; n < 600; n += n < 20 ? 1 : 97)
    {
      g_autofree char *kept = NULL;
      gsize length;

      g_assert_true (g_file_set_contents (path, whole, (gssize) n, NULL));
      assert_refused (folder, TRUE, RECTO_CASEBOOK_ERROR_DAMAGED, "damaged");
      g_assert_true (g_file_get_contents (path, &kept, &length, NULL));
      g_assert_cmpmem (kept, length, whole, n);
    }
  /* Originals without a database are not the beginning of a new casebook. */
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_refused (folder, TRUE, RECTO_CASEBOOK_ERROR_DAMAGED, "empty");
  g_assert_cmpint (g_unlink (path), ==, 0);
  assert_refused (folder, TRUE, RECTO_CASEBOOK_ERROR_DAMAGED, "empty");

  g_assert_true (g_file_set_contents (path, whole, (gssize) size, NULL));
  {
    g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, FALSE, NULL);
    g_autoptr (RectoVerification) verification = recto_casebook_verify (casebook, NULL, NULL, NULL);

    g_assert_true (recto_verification_is_intact (verification));
  }
}

/* What an ordinary user sees; root may write everywhere, so the child is nobody. Returns to the parent's exit status. */
static void
be_refused (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  g_autofree char *below = g_build_filename (folder, "below", NULL);

  if (geteuid () == 0 && (setgroups (0, NULL) != 0 || setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
    g_error ("cannot become nobody");
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  assert_refused (folder, FALSE, RECTO_CASEBOOK_ERROR_READ_ONLY, "cannot be written");
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  assert_refused (folder, FALSE, RECTO_CASEBOOK_ERROR_READ_ONLY, "cannot be written");
  assert_refused (below, TRUE, RECTO_CASEBOOK_ERROR_READ_ONLY, "cannot be made");
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  assert_refused (folder, FALSE, RECTO_CASEBOOK_ERROR_READ_ONLY, "cannot be written");
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  g_assert_cmpint (g_chmod (path, 0600), ==, 0);
}

static void
test_read_only (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("recto-casebook-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  pid_t pid;
  int status;

  g_assert_no_error (error);
  {
    g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, &error);

    g_assert_no_error (error);
  }
  if (geteuid () == 0)
    {
      g_assert_cmpint (chown (folder, NOBODY, NOBODY), ==, 0);
      g_assert_cmpint (chown (path, NOBODY, NOBODY), ==, 0);
    }
  pid = fork ();
  if (pid == 0)
    {
      be_refused (folder);
      _exit (0);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static GBytes *
get_good (int version, GError **error)
{
  static const char sql[] = "ALTER TABLE cases ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;";

  return version == RECTO_SCHEMA_VERSION + 1 ? g_bytes_new_static (sql, sizeof sql)
                                            : recto_schema.get_migration (version, error);
}

static GBytes *
get_bad (int version, GError **error)
{
  static const char sql[] = "ALTER TABLE cases ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0; CREATE TABLE cases (x);";

  return version == RECTO_SCHEMA_VERSION + 1 ? g_bytes_new_static (sql, sizeof sql)
                                            : recto_schema.get_migration (version, error);
}

static int
read_int (const char *path, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  int value;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return value;
}

static void
test_migration (void)
{
  const RectoSchema good = { RECTO_SCHEMA_VERSION + 1, get_good };
  const RectoSchema bad = { RECTO_SCHEMA_VERSION + 1, get_bad };
  g_autofree char *folder = fixture_folder ();
  g_autofree char *case_id = make_casebook (folder);
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  g_autofree char *name = g_strdup_printf ("casebook-schema-%d.sqlite", RECTO_SCHEMA_VERSION);
  g_autofree char *copy = g_build_filename (folder, name, NULL);
  g_autofree char *half = g_strconcat (copy, ".new", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;
  sqlite3 *db;

  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  /* One transaction: what fails in the middle has done nothing. */
  g_assert_null (recto_schema_open (&bad, folder, FALSE, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (read_int (path, "PRAGMA user_version"), ==, RECTO_SCHEMA_VERSION);
  g_assert_cmpint (read_int (path, "SELECT count(*) FROM pragma_table_info('cases') WHERE name = 'restricted'"), ==, 0);

  db = recto_schema_open (&good, folder, FALSE, &error);
  g_assert_no_error (error);
  sqlite3_close (db);
  g_assert_cmpint (read_int (path, "PRAGMA user_version"), ==, RECTO_SCHEMA_VERSION + 1);
  g_assert_cmpint (read_int (path, "SELECT restricted FROM cases"), ==, 0);
  g_assert_cmpint (g_stat (copy, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_false (g_file_test (half, G_FILE_TEST_EXISTS));
  g_assert_cmpint (read_int (copy, "PRAGMA user_version"), ==, RECTO_SCHEMA_VERSION);
  g_assert_cmpint (read_int (copy, "SELECT count(*) FROM findings"), ==, 20);
  /* The Recto of today refuses what that one wrote, and does not touch it. */
  assert_refused (folder, TRUE, RECTO_CASEBOOK_ERROR_NEWER, "newer Recto");
  g_assert_cmpint (read_int (path, "PRAGMA user_version"), ==, RECTO_SCHEMA_VERSION + 1);
}

/* The casebook as the first Recto wrote it, kept as SQL. Returns its folder. */
static char *
make_first_casebook (void)
{
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "unit", "casebook", "casebook-1.sql", NULL);
  g_autofree char *sql = NULL;
  char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  const char text[] = "white bytes";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (source, &sql, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  fixture_tamper (folder, sql);
  g_assert_true (recto_evidence_store (folder, hash, bytes, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_int (path, "PRAGMA user_version"), ==, 1);
  return folder;
}

/* What it recorded is there and verifies, the new columns are empty, and it can be worked on. */
static void
test_first_schema (void)
{
  g_autofree char *folder = make_first_casebook ();
  g_autofree char *copy = g_build_filename (folder, "casebook-schema-1.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, FALSE, &error);
  g_autofree char *case_id = NULL;
  g_autoptr (GPtrArray) exposures = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (RectoExposure) exposure = NULL;
  g_autofree char *id = NULL;

  g_assert_no_error (error);
  {
    g_autoptr (RectoVerification) verification = recto_casebook_verify (casebook, NULL, NULL, &error);

    g_assert_no_error (error);
    for (guint i = 0; i < verification->problems->len; i++)
      g_test_message ("%s", (char *) verification->problems->pdata[i]);
    g_assert_true (recto_verification_is_intact (verification));
    /* The head that the first Recto printed. */
    g_assert_cmpstr (verification->head, ==, "71791f16a8eb264c75d0e6b6e5f8a5624dc6423ca145725711840c1c30d66439");
  }
  g_assert_cmpint (read_int (copy, "PRAGMA user_version"), ==, 1);
  case_id = recto_casebook_resolve_case (casebook, "2026-0001", &error);
  g_assert_no_error (error);
  exposures = recto_casebook_list_exposures (casebook, case_id, &error);
  g_assert_cmpuint (exposures->len, ==, 1);
  exposure = recto_exposure_copy (exposures->pdata[0]);
  g_assert_cmpstr (exposure->recipe, ==, "{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\",\"version\":1}]}");
  g_assert_cmpfloat (exposure->dpi_x, ==, 600.1);
  g_assert_null (exposure->metadata);
  g_assert_null (exposure->output_sha256);
  findings = recto_casebook_list_findings (casebook, case_id, TRUE, &error);
  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((RectoFinding *) findings->pdata[0])->text, ==, "seen by an older Recto");
  g_assert_null (((RectoFinding *) findings->pdata[0])->output_sha256);

  g_assert_cmpint (exposure->frame, ==, 0);
  exposure->metadata = g_strdup ("{\"make\":\"Scanner\"}");
  exposure->frame = 2;
  {
    g_autoptr (GBytes) bytes = g_bytes_new_static ("more", 4);
    g_autoptr (RectoExposure) second = NULL;

    id = recto_casebook_add_exposure (casebook, "tester", exposure, bytes, NULL, &error);
    g_assert_no_error (error);
    second = recto_casebook_get_exposure (casebook, id, &error);
    g_assert_cmpstr (second->metadata, ==, exposure->metadata);
    g_assert_cmpint (second->frame, ==, 2);
  }
  {
    g_autoptr (RectoVerification) verification = recto_casebook_verify (casebook, NULL, NULL, &error);

    g_assert_true (recto_verification_is_intact (verification));
  }
  /* The new columns are of the record: what is put there from outside is seen. */
  fixture_tamper (folder, "UPDATE findings SET output_sha256 = 'abc'; UPDATE exposures SET metadata = NULL, frame = frame + 1");
  {
    g_autoptr (RectoVerification) verification = recto_casebook_verify (casebook, NULL, NULL, &error);

    g_assert_false (verification->rows_intact);
    g_assert_cmpuint (verification->problems->len, ==, 4); /* the frame of the old one and of the new one */
  }
}

static void
test_pragmas (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, NULL);
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  GStatBuf info;

  g_assert_cmpint (read_int (path, "PRAGMA application_id"), ==, RECTO_APPLICATION_ID);
  g_assert_cmpint (read_int (path, "PRAGMA user_version"), ==, RECTO_SCHEMA_VERSION);
  g_assert_cmpint (read_int (path, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND NOT strict"), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      const char *const ends[] = { "", "-wal", "-shm" };
      g_autofree char *name = g_strconcat (path, ends[i], NULL);

      if (g_stat (name, &info) == 0)
        g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
}

/* A killed process's half-written original goes; what a living one is writing stays. */
static void
test_sweep (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *case_id = make_casebook (folder);
  g_autofree char *below = g_build_filename (folder, "evidence", "ab", NULL);
  g_autofree char *dead = g_build_filename (below, ".new-dead00", NULL);
  g_autofree char *alive = g_build_filename (below, ".new-alive0", NULL);
  int fd;

  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  g_assert_true (g_file_set_contents (dead, "half", -1, NULL));
  fd = g_open (alive, O_CREAT | O_WRONLY, 0600);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  {
    g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, FALSE, NULL);

    g_assert_nonnull (casebook);
  }
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (alive, G_FILE_TEST_EXISTS));
  close (fd);
  {
    g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, FALSE, NULL);

    g_assert_nonnull (casebook);
  }
  g_assert_false (g_file_test (alive, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* First, while this process has no other thread. */
  g_test_add_func ("/casebook/opening/read-only", test_read_only);
  g_test_add_func ("/casebook/opening/damaged", test_damaged);
  g_test_add_func ("/casebook/opening/migration", test_migration);
  g_test_add_func ("/casebook/opening/first-schema", test_first_schema);
  g_test_add_func ("/casebook/opening/pragmas", test_pragmas);
  g_test_add_func ("/casebook/opening/sweep", test_sweep);
  return g_test_run ();
}

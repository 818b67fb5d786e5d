/* test-casebook.c: the case database keeps what it is given, and notices what was changed behind its back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fixture.h"
#include "recto-vocabulary.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

typedef struct
{
  char *folder;
  RectoCasebook *casebook;
  char *case_id;
  char *page_id;
  char *exposure_id;
  char *finding_id;
} Fixture;

static RectoCasebook *
open_casebook (const char *folder)
{
  g_autoptr (GError) error = NULL;
  RectoCasebook *casebook = recto_casebook_open (folder, TRUE, &error);

  g_assert_no_error (error);
  return casebook;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoFinding) finding = NULL;

  f->folder = fixture_folder ();
  f->casebook = open_casebook (f->folder);
  f->case_id = recto_casebook_create_case (f->casebook, "tester", "2026-0147", "Passport UTO", NULL);
  f->page_id = recto_casebook_add_page (f->casebook, "tester", f->case_id, "DATA_PAGE", NULL, NULL);
  f->exposure_id = fixture_add_exposure (f->casebook, f->page_id, "white", "white bytes");
  finding = fixture_finding (f->page_id, "glows");
  f->finding_id = recto_casebook_add_finding (f->casebook, "tester", finding, NULL);
  g_assert_nonnull (f->finding_id);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->casebook);
  g_free (f->folder);
  g_free (f->case_id);
  g_free (f->page_id);
  g_free (f->exposure_id);
  g_free (f->finding_id);
}

static void
reopen (Fixture *f)
{
  g_clear_object (&f->casebook);
  f->casebook = open_casebook (f->folder);
}

static RectoVerification *
verify (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  RectoVerification *verification = recto_casebook_verify (f->casebook, NULL, NULL, &error);

  g_assert_no_error (error);
  return verification;
}

static void
assert_problem (RectoVerification *verification, const char *part)
{
  g_assert_false (recto_verification_is_intact (verification));
  for (guint i = 0; i < verification->problems->len; i++)
    if (strstr (verification->problems->pdata[i], part) != NULL)
      return;
  g_error ("no problem speaks of “%s”; first is %s", part,
           verification->problems->len > 0 ? (char *) verification->problems->pdata[0] : "none");
}

static void
test_reopen (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GPtrArray) exposures = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GBytes) thumbnail = NULL;
  g_autoptr (RectoVerification) verification = NULL;
  RectoCase *record;
  RectoExposure *exposure;
  RectoFinding *finding;

  g_assert_true (recto_casebook_set_case_view (f->casebook, f->case_id, "{\"a\":1}", NULL));
  reopen (f);
  cases = recto_casebook_list_cases (f->casebook, NULL);
  g_assert_cmpuint (cases->len, ==, 1);
  record = cases->pdata[0];
  g_assert_cmpstr (record->id, ==, f->case_id);
  g_assert_cmpstr (record->reference, ==, "2026-0147");
  g_assert_cmpstr (record->title, ==, "Passport UTO");
  g_assert_cmpstr (record->state, ==, "DRAFT");
  g_assert_cmpstr (record->view, ==, "{\"a\":1}");
  g_assert_cmpstr (record->results, ==, "DEVIATES");
  g_assert_cmpstr (record->lights, ==, "white");
  g_assert_cmpstr (record->cover, ==, f->exposure_id);
  g_assert_cmpuint (record->n_findings, ==, 1);

  exposures = recto_casebook_list_exposures (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (exposures->len, ==, 1);
  exposure = exposures->pdata[0];
  g_assert_true (exposure->is_reference);
  g_assert_cmpfloat (exposure->dpi_x, ==, 600.1);
  g_assert_cmpint (exposure->n_bytes, ==, 11);
  thumbnail = recto_casebook_get_thumbnail (f->casebook, f->exposure_id, NULL);
  g_assert_cmpuint (g_bytes_get_size (thumbnail), ==, 11);

  findings = recto_casebook_list_findings (f->casebook, f->case_id, FALSE, NULL);
  finding = findings->pdata[0];
  g_assert_cmpint (finding->number, ==, 1);
  g_assert_cmpstr (finding->methods, ==, "M20,M22");
  g_assert_cmpstr (finding->text, ==, "glows");

  verification = verify (f);
  g_assert_true (recto_verification_is_intact (verification));
  g_assert_cmpuint (verification->n_originals, ==, 1);
  g_assert_cmpuint (verification->n_events, ==, 4);
}

static void
test_evidence (Fixture *f, gconstpointer data)
{
  /* SHA-256 of "white bytes" by sha256sum. */
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "white bytes", -1);
  g_autofree char *path = recto_casebook_dup_evidence_path (f->casebook, expected);
  g_autofree char *content = NULL;
  g_autofree char *second = fixture_add_exposure (f->casebook, f->page_id, "uv365", "white bytes");
  g_autoptr (RectoExposure) exposure = recto_casebook_get_exposure (f->casebook, second, NULL);
  GStatBuf info;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "white bytes");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0400);
  g_assert_cmpint (g_stat (f->folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_false (exposure->is_reference);
  g_assert_cmpint (exposure->position, ==, 2);
}

static void
test_edit_and_withdraw (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoFinding) finding = recto_casebook_get_finding (f->casebook, f->finding_id, NULL);
  g_autoptr (RectoFinding) after = NULL;
  g_autoptr (RectoFinding) next = fixture_finding (f->page_id, "second");
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (RectoVerification) verification = NULL;
  g_autofree char *second = NULL;
  guint n;

  events = recto_casebook_list_events (f->casebook, f->case_id, NULL);
  n = events->len;
  g_clear_pointer (&events, g_ptr_array_unref);
  g_assert_true (recto_casebook_update_finding (f->casebook, "tester", finding, NULL));
  events = recto_casebook_list_events (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (events->len, ==, n); /* nothing differed */
  g_clear_pointer (&events, g_ptr_array_unref);

  g_free (finding->text);
  finding->text = g_strdup ("glows bluish white — ไทย");
  g_assert_true (recto_casebook_update_finding (f->casebook, "other", finding, NULL));
  events = recto_casebook_list_events (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (events->len, ==, n + 1);
  g_assert_cmpstr (((RectoEvent *) events->pdata[n])->kind, ==, "FINDING_EDIT");
  g_assert_cmpstr (((RectoEvent *) events->pdata[n])->author, ==, "other");
  g_assert_nonnull (strstr (((RectoEvent *) events->pdata[n])->data, "\"glows\""));

  g_assert_true (recto_casebook_withdraw_finding (f->casebook, "tester", f->finding_id, "wrong place", NULL));
  findings = recto_casebook_list_findings (f->casebook, f->case_id, FALSE, NULL);
  g_assert_cmpuint (findings->len, ==, 0);
  second = recto_casebook_add_finding (f->casebook, "tester", next, NULL);
  after = recto_casebook_get_finding (f->casebook, second, NULL);
  g_assert_cmpint (after->number, ==, 2); /* a number is never given twice */
  g_assert_true (recto_casebook_restore_finding (f->casebook, "tester", f->finding_id, NULL));
  g_clear_pointer (&findings, g_ptr_array_unref);
  findings = recto_casebook_list_findings (f->casebook, f->case_id, FALSE, NULL);
  g_assert_cmpuint (findings->len, ==, 2);
  g_assert_cmpstr (((RectoFinding *) findings->pdata[0])->text, ==, "glows bluish white — ไทย");
  verification = verify (f);
  g_assert_true (recto_verification_is_intact (verification));
}

static void
test_refuses_unknown_words (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoFinding) finding = fixture_finding (f->page_id, "x");
  g_autoptr (GError) error = NULL;

  g_free (finding->result);
  finding->result = g_strdup ("FAKE");
  g_assert_null (recto_casebook_add_finding (f->casebook, "tester", finding, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "NOT_ASSESSABLE_IMAGE"));
  g_clear_error (&error);
  g_free (finding->result);
  finding->result = g_strdup ("ABSENT");
  g_free (finding->methods);
  finding->methods = g_strdup ("M20,M77");
  g_assert_null (recto_casebook_add_finding (f->casebook, "tester", finding, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID);
}

static void
test_tampered_row (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoVerification) verification = NULL;

  fixture_tamper (f->folder, "UPDATE findings SET result = 'AS_EXPECTED'");
  verification = verify (f);
  g_assert_false (verification->rows_intact);
  assert_problem (verification, "result");
}

static void
test_tampered_event (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoVerification) verification = NULL;

  fixture_tamper (f->folder, "DROP TRIGGER events_stay; UPDATE events SET author = 'nobody' WHERE sequence = 2");
  verification = verify (f);
  g_assert_false (verification->chain_intact);
  assert_problem (verification, "Event 2");
}

static void
test_dropped_event (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoVerification) verification = NULL;

  fixture_tamper (f->folder, "DROP TRIGGER events_are_kept; DELETE FROM events WHERE sequence = 3");
  verification = verify (f);
  g_assert_false (verification->chain_intact);
  assert_problem (verification, "Event 3 is missing");
}

static void
test_removed_row (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoVerification) verification = NULL;

  fixture_tamper (f->folder, "DELETE FROM findings");
  verification = verify (f);
  g_assert_false (verification->rows_intact);
  assert_problem (verification, "was removed");
}

static void
test_events_stay (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "casebook.sqlite", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE events SET author = 'x'", NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM events", NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
  sqlite3_close (db);
}

static void
test_changed_original (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoExposure) exposure = recto_casebook_get_exposure (f->casebook, f->exposure_id, NULL);
  g_autofree char *path = recto_casebook_dup_evidence_path (f->casebook, exposure->sha256);
  g_autoptr (RectoVerification) changed = NULL;
  g_autoptr (RectoVerification) missing = NULL;

  g_chmod (path, 0600);
  g_assert_true (g_file_set_contents (path, "white byteS", -1, NULL));
  changed = verify (f);
  g_assert_cmpuint (changed->n_originals_intact, ==, 0);
  g_assert_cmpstr (changed->changed_exposures->pdata[0], ==, f->exposure_id);
  assert_problem (changed, exposure->sha256);
  g_assert_cmpint (g_unlink (path), ==, 0);
  missing = verify (f);
  assert_problem (missing, "missing");
}

static void
test_two_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoCasebook) other = open_casebook (f->folder);
  g_autofree char *second = recto_casebook_create_case (other, "other", NULL, NULL, NULL);
  g_autoptr (GPtrArray) cases = recto_casebook_list_cases (f->casebook, NULL);
  g_autoptr (RectoCase) record = recto_casebook_get_case (f->casebook, second, NULL);
  g_autoptr (RectoVerification) verification = NULL;

  g_assert_cmpuint (cases->len, ==, 2);
  g_assert_cmpstr (record->reference + 4, !=, "-0147");
  g_free (recto_casebook_create_case (f->casebook, "tester", NULL, NULL, NULL));
  verification = verify (f);
  g_assert_true (recto_verification_is_intact (verification));
}

static void
test_refuses_newer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&f->casebook);
  fixture_tamper (f->folder, "PRAGMA user_version = 999");
  g_assert_null (recto_casebook_open (f->folder, TRUE, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NEWER);
}

static void
test_refuses_others (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  g_autofree char *garbage = g_strnfill (8192, 'x');
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, garbage, -1, NULL));
  g_assert_null (recto_casebook_open (folder, TRUE, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_DAMAGED);
  g_clear_error (&error);
  g_unlink (path);
  fixture_tamper (folder, "CREATE TABLE t (x)");
  g_assert_null (recto_casebook_open (folder, TRUE, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_null (recto_casebook_open ("/nowhere/at/all", FALSE, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* Nobody, root neither, makes folders there. */
  g_assert_null (recto_casebook_open ("/proc/recto", TRUE, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_READ_ONLY);
}

static void
changed_cb (RectoCasebook *casebook, const char *case_id, char **seen)
{
  g_free (*seen);
  *seen = g_strdup (case_id);
}

static void
test_changed_signal (Fixture *f, gconstpointer data)
{
  g_autofree char *seen = NULL;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect (f->casebook, "changed", G_CALLBACK (changed_cb), &seen);
  g_assert_true (recto_casebook_set_exposure_recipe (f->casebook, "tester", f->exposure_id, "{}", NULL));
  while (seen == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (seen, ==, f->case_id);
}

/* A full disk, played by a limit on file sizes: words, and nothing acknowledged is lost. */
static void
test_full_disk (Fixture *f, gconstpointer data)
{
  g_autofree char *wal = g_build_filename (f->folder, "casebook.sqlite-wal", NULL);
  g_autofree char *large = g_strnfill (300000, 'x');
  g_autofree char *text = g_strnfill (20000, 'y');
  g_autoptr (RectoFinding) finding = fixture_finding (f->page_id, text);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (RectoVerification) verification = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (large, 300000);
  g_autoptr (GError) error = NULL;
  RectoExposure exposure = { .page_id = f->page_id, .light = (char *) "ir", .file_name = (char *) "large.png",
                             .pixel_sha256 = (char *) "-", .format = (char *) "png" };
  struct rlimit before, low;
  GStatBuf info;
  guint n_added = 0;

  g_assert_cmpint (g_stat (wal, &info), ==, 0);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  low = before;
  low.rlim_cur = (rlim_t) info.st_size + 100000;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &low), ==, 0);
  for (guint i = 0; i < 100 && error == NULL; i++)
    {
      g_autofree char *id = recto_casebook_add_finding (f->casebook, "tester", finding, &error);

      n_added += id != NULL;
    }
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FULL);
  g_clear_error (&error);
  g_assert_null (recto_casebook_add_exposure (f->casebook, "tester", &exposure, bytes, NULL, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);

  reopen (f);
  findings = recto_casebook_list_findings (f->casebook, f->case_id, TRUE, NULL);
  g_assert_cmpuint (findings->len, ==, n_added + 1);
  verification = verify (f);
  g_assert_true (recto_verification_is_intact (verification));
  g_clear_pointer (&findings, g_ptr_array_unref);
  g_free (recto_casebook_add_finding (f->casebook, "tester", finding, NULL));
  findings = recto_casebook_list_findings (f->casebook, f->case_id, TRUE, NULL);
  g_assert_cmpuint (findings->len, ==, n_added + 2);
}

/* Another process holds the database: words after the wait, then all goes on. */
static void
test_locked (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "casebook.sqlite", NULL);
  g_autoptr (RectoFinding) finding = fixture_finding (f->page_id, "waits");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  recto_casebook_set_patience (f->casebook, 200);
  g_assert_null (recto_casebook_add_finding (f->casebook, "tester", finding, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_BUSY);
  g_assert_cmpint (sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  id = recto_casebook_add_finding (f->casebook, "tester", finding, NULL);
  g_assert_nonnull (id);
}

static void
test_vocabulary (void)
{
  g_assert_cmpstr (recto_vocabulary_find (recto_vocabulary_features (), "S07")->label, ==, "Fluorescent fibres");
  g_assert_cmpstr (recto_vocabulary_find (recto_vocabulary_methods (), "M20")->label, ==, "Erased mechanically");
  g_assert_null (recto_vocabulary_find (recto_vocabulary_results (), "FAKE"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add ("/casebook/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("reopen", test_reopen);
  ADD ("evidence", test_evidence);
  ADD ("edit-and-withdraw", test_edit_and_withdraw);
  ADD ("unknown-words", test_refuses_unknown_words);
  ADD ("tampered-row", test_tampered_row);
  ADD ("tampered-event", test_tampered_event);
  ADD ("dropped-event", test_dropped_event);
  ADD ("removed-row", test_removed_row);
  ADD ("events-stay", test_events_stay);
  ADD ("changed-original", test_changed_original);
  ADD ("two-at-once", test_two_at_once);
  ADD ("newer", test_refuses_newer);
  ADD ("changed-signal", test_changed_signal);
  ADD ("full-disk", test_full_disk);
  ADD ("locked", test_locked);
  g_test_add_func ("/casebook/others", test_refuses_others);
  g_test_add_func ("/casebook/vocabulary", test_vocabulary);
  return g_test_run ();
}

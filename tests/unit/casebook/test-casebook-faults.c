/* test-casebook-faults.c: a disk that fails at its n-th write or sync, for every n
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same edits are made again and again, the fault one step later each time, until they pass without meeting it. Whatever was acknowledged is
 * there afterwards; whatever was not said so with words; the casebook verifies and can be written on.
 */

#include "config.h"
#include "fault-vfs.h"
#include "fixture.h"

#include <string.h>

typedef struct
{
  const char *name;
  int code;          /* what SQLite is told */
  gboolean for_ever; /* or once */
  int expected;      /* what the caller is told */
} Fault;

static const Fault faults[] = {
  { "full", SQLITE_FULL, TRUE, RECTO_CASEBOOK_ERROR_FULL },
  { "full-once", SQLITE_FULL, FALSE, RECTO_CASEBOOK_ERROR_FULL },
  { "broken", SQLITE_IOERR_FSYNC, TRUE, RECTO_CASEBOOK_ERROR_FAILED },
  { "broken-once", SQLITE_IOERR_FSYNC, FALSE, RECTO_CASEBOOK_ERROR_FAILED },
};

/* What the casebook has acknowledged: finding id to text, and the ids of exposures. */
typedef struct
{
  GHashTable *texts;
  GPtrArray *exposures;
} Said;

static void
expect (gboolean done, GError **error, const Fault *fault)
{
  if (done)
    {
      g_assert_no_error (*error);
      return;
    }
  g_assert_error (*error, RECTO_CASEBOOK_ERROR, fault->expected);
  g_assert_nonnull (strstr ((*error)->message, "try again"));
  g_clear_error (error);
}

static void
edit (RectoCasebook *casebook, const char *page_id, guint n, const Fault *fault, Said *said)
{
  g_autofree char *text = g_strdup_printf ("fault at %u", n);
  g_autofree char *pixels = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (RectoFinding) finding = fixture_finding (page_id, text);
  g_autoptr (GError) error = NULL;
  RectoExposure exposure = { .page_id = (char *) page_id, .light = (char *) "white", .file_name = text, .pixel_sha256 = pixels,
                             .format = (char *) "png" };
  char *id;

  id = recto_casebook_add_exposure (casebook, "tester", &exposure, bytes, bytes, &error);
  expect (id != NULL, &error, fault);
  if (id != NULL)
    g_ptr_array_add (said->exposures, id);
  finding->id = recto_casebook_add_finding (casebook, "tester", finding, &error);
  expect (finding->id != NULL, &error, fault);
  if (finding->id == NULL)
    return;
  g_hash_table_insert (said->texts, g_strdup (finding->id), g_strdup (finding->text));
  g_free (finding->text);
  finding->text = g_strconcat (text, ", edited", NULL);
  if (recto_casebook_update_finding (casebook, "tester", finding, &error))
    g_hash_table_insert (said->texts, g_strdup (finding->id), g_strdup (finding->text));
  else
    expect (FALSE, &error, fault);
}

static void
check (RectoCasebook *casebook, Said *said)
{
  g_autoptr (RectoVerification) verification = recto_casebook_verify (casebook, NULL, NULL, NULL);
  GHashTableIter iter;
  gpointer id, text;

  g_assert_nonnull (verification);
  for (guint i = 0; i < verification->problems->len; i++)
    g_test_message ("%s", (char *) verification->problems->pdata[i]);
  g_assert_true (recto_verification_is_intact (verification));
  for (guint i = 0; i < said->exposures->len; i++)
    {
      g_autoptr (RectoExposure) exposure = recto_casebook_get_exposure (casebook, said->exposures->pdata[i], NULL);

      g_assert_nonnull (exposure);
    }
  g_hash_table_iter_init (&iter, said->texts);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      g_autoptr (RectoFinding) finding = recto_casebook_get_finding (casebook, id, NULL);

      g_assert_nonnull (finding);
      g_assert_true (g_str_has_prefix (finding->text, text));
    }
}

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *folder = fixture_folder ();
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) exposures = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, NULL);
  g_autofree char *case_id = recto_casebook_create_case (casebook, "tester", NULL, NULL, NULL);
  g_autofree char *page_id = recto_casebook_add_page (casebook, "tester", case_id, "DATA_PAGE", NULL, NULL);
  Said said = { texts, exposures };
  guint n = 1;

  for (;; n++)
    {
      gboolean met;

      g_assert_cmpuint (n, <, 500);
      fault_vfs_arm (n, fault->code, fault->for_ever);
      edit (casebook, page_id, n, fault, &said);
      met = fault_vfs_get_n_faults () > 0;
      /* Every other time the casebook is closed while the disk still fails. */
      if (n % 2 == 0)
        fault_vfs_disarm ();
      g_clear_object (&casebook);
      fault_vfs_disarm ();
      casebook = recto_casebook_open (folder, FALSE, NULL);
      g_assert_nonnull (casebook);
      check (casebook, &said);
      if (!met)
        break;
    }
  g_test_message ("%u places to fail, %u findings acknowledged", n - 1, g_hash_table_size (texts));
  g_assert_cmpuint (n, >, 10);
}

/* Two recipes set together, and a page with its exposure: both or neither, wherever the disk fails. */
static void
test_fault_together (gconstpointer data)
{
  const Fault *fault = data;
  g_autofree char *folder = fixture_folder ();
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, NULL);
  g_autofree char *case_id = recto_casebook_create_case (casebook, "tester", NULL, NULL, NULL);
  g_autofree char *page_id = recto_casebook_add_page (casebook, "tester", case_id, "DATA_PAGE", NULL, NULL);
  g_autofree char *a = fixture_add_exposure (casebook, page_id, "white", "white bytes");
  g_autofree char *b = fixture_add_exposure (casebook, page_id, "uv365", "uv bytes");
  guint n_acknowledged = 0;
  guint n = 1;

  for (;; n++)
    {
      g_autofree char *text = g_strdup_printf ("recipe %u", n);
      const char *const pairs[] = { a, text, b, text, NULL };
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      RectoExposure exposure = { .light = (char *) "white", .file_name = text, .pixel_sha256 = text, .format = (char *) "png" };
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoExposure) first = NULL;
      g_autoptr (RectoExposure) second = NULL;
      g_autoptr (GPtrArray) pages = NULL;
      g_autoptr (GPtrArray) exposures = NULL;
      g_autoptr (RectoVerification) verification = NULL;
      g_autofree char *id = NULL;
      gboolean met, done;

      g_assert_cmpuint (n, <, 500);
      fault_vfs_arm (n, fault->code, fault->for_ever);
      done = recto_casebook_set_exposure_recipes (casebook, "tester", pairs, &error);
      expect (done, &error, fault);
      id = recto_casebook_add_page_with_exposure (casebook, "tester", case_id, "OBJECT_PAGE", NULL, &exposure, bytes,
                                                  NULL, NULL, &error);
      expect (id != NULL, &error, fault);
      n_acknowledged += id != NULL;
      met = fault_vfs_get_n_faults () > 0;
      fault_vfs_disarm ();
      g_clear_object (&casebook);
      casebook = recto_casebook_open (folder, FALSE, NULL);
      g_assert_nonnull (casebook);
      first = recto_casebook_get_exposure (casebook, a, NULL);
      second = recto_casebook_get_exposure (casebook, b, NULL);
      g_assert_cmpint (g_str_equal (first->recipe, text), ==, g_str_equal (second->recipe, text));
      if (done)
        g_assert_cmpstr (first->recipe, ==, text);
      pages = recto_casebook_list_pages (casebook, case_id, NULL);
      exposures = recto_casebook_list_exposures (casebook, case_id, NULL);
      /* The first page has two. */
      g_assert_cmpuint (pages->len + 1, ==, exposures->len);
      g_assert_cmpuint (pages->len, >=, 1 + n_acknowledged);
      verification = recto_casebook_verify (casebook, NULL, NULL, NULL);
      g_assert_true (recto_verification_is_intact (verification));
      if (!met)
        break;
    }
  g_assert_cmpuint (n, >, 10);
}

/* The same while the casebook is being made. */
static void
test_fault_making (gconstpointer data)
{
  const Fault *fault = data;
  guint n = 1;

  for (;; n++)
    {
      g_autofree char *folder = fixture_folder ();
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoCasebook) casebook = NULL;
      g_autofree char *case_id = NULL;

      g_assert_cmpuint (n, <, 500);
      fault_vfs_arm (n, fault->code, fault->for_ever);
      casebook = recto_casebook_open (folder, TRUE, &error);
      if (casebook == NULL)
        {
          g_assert_error (error, RECTO_CASEBOOK_ERROR, fault->expected);
          g_assert_cmpuint (fault_vfs_get_n_faults (), >, 0);
        }
      fault_vfs_disarm ();
      g_clear_object (&casebook);
      g_clear_error (&error);
      casebook = recto_casebook_open (folder, TRUE, &error);
      g_assert_no_error (error);
      case_id = recto_casebook_create_case (casebook, "tester", NULL, NULL, &error);
      g_assert_no_error (error);
      if (fault_vfs_get_n_faults () == 0)
        break;
    }
  g_test_message ("%u places to fail", n - 1);
  g_assert_cmpuint (n, >, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fault_vfs_install ();
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *edits = g_strdup_printf ("/casebook/faults/%s/edits", faults[i].name);
      g_autofree char *together = g_strdup_printf ("/casebook/faults/%s/together", faults[i].name);
      g_autofree char *making = g_strdup_printf ("/casebook/faults/%s/making", faults[i].name);

      g_test_add_data_func (edits, &faults[i], test_fault);
      g_test_add_data_func (together, &faults[i], test_fault_together);
      g_test_add_data_func (making, &faults[i], test_fault_making);
    }
  return g_test_run ();
}

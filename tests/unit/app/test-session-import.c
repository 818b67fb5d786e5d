/* test-session-import.c: files into the open case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "session-fixture.h"

static RectoImportEntry *
new_entry (const char *name, guint seed, const char *key)
{
  RectoImportEntry *entry = g_new0 (RectoImportEntry, 1);

  entry->bytes = session_picture (seed, NULL);
  entry->name = g_strdup (name);
  entry->light = g_strdup (g_str_has_prefix (name, "w") ? "white" : "ir");
  entry->page_key = g_strdup (key);
  entry->role = g_strdup ("OBJECT_PAGE");

  return entry;
}

static void
import (SessionFixture *f, GPtrArray *entries)
{
  f->import_finished = FALSE;
  recto_session_import (f->session, entries);
  while (!f->import_finished)
    g_main_context_iteration (NULL, TRUE);
  session_settle (f);
}

/* Files of one key share a new page, another key has its own; what was undone before cannot be done again afterwards. */
static void
test_pages (SessionFixture *f, gconstpointer data)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_import_entry_free);
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GPtrArray) exposures = NULL;

  recto_session_set_case_words (f->session, "2026-0002", "Another");
  recto_session_undo (f->session);
  g_assert_true (session_get (f, "can-redo"));

  g_ptr_array_add (entries, new_entry ("ir.png", 3, "one"));
  g_ptr_array_add (entries, new_entry ("w.png", 4, "one"));
  g_ptr_array_add (entries, new_entry ("w2.png", 5, "two"));
  import (f, entries);
  g_assert_cmpuint (f->n_import_failed, ==, 0);
  g_assert_false (session_get (f, "can-redo"));

  pages = recto_casebook_list_pages (f->casebook, f->case_id, NULL);
  exposures = recto_casebook_list_exposures (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (pages->len, ==, 3);
  g_assert_cmpuint (exposures->len, ==, 5);
  g_assert_cmpuint (g_list_model_get_n_items (recto_session_get_pages (f->session)), ==, 3);
  for (guint i = 2; i < 5; i++)
    {
      const RectoExposure *exposure = g_ptr_array_index (exposures, i);
      const RectoPage *page = g_ptr_array_index (pages, i < 4 ? 1 : 2);

      g_assert_cmpstr (exposure->page_id, ==, page->id);
      /* White is the reference. */
      g_assert_cmpint (exposure->is_reference, ==, g_str_equal (exposure->light, "white"));
    }
}

static gpointer
release_later (gpointer data)
{
  g_usleep (600 * 1000);
  session_release (data);

  return NULL;
}

/* The worker waits longer than the window does. */
static void
test_patience (SessionFixture *f, gconstpointer data)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_import_entry_free);
  g_autoptr (GPtrArray) pages = NULL;
  GThread *thread;

  session_occupy (f);
  g_ptr_array_add (entries, new_entry ("w.png", 6, "one"));
  thread = g_thread_new ("release", release_later, f);
  import (f, entries);
  g_thread_join (thread);
  g_assert_cmpuint (f->n_import_failed, ==, 0);
  pages = recto_casebook_list_pages (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (pages->len, ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/session/import/" path, SessionFixture, NULL, session_set_up, function, session_tear_down)
  ADD ("pages", test_pages);
  ADD ("patience", test_patience);
  return g_test_run ();
}

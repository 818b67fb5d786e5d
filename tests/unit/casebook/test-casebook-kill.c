/* test-casebook-kill.c: a killed process loses nothing that was acknowledged
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The program starts itself again as the child that imports and edits, and says each act on a pipe once the casebook has acknowledged it. It is
 * killed at a random moment, a hundred times over one casebook; each time the casebook opens, verifies, and has everything that was ever said.
 */

#include "config.h"
#include "fixture.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 100

static G_NORETURN void
work (const char *folder, const char *page_id, const char *salt)
{
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, FALSE, NULL);

  for (int i = 0;; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %d", salt, i);
      g_autofree char *exposure = fixture_add_exposure (casebook, page_id, "white", text);
      g_autoptr (RectoFinding) finding = fixture_finding (page_id, text);
      g_autofree char *id = NULL;

      printf ("exposure %s\n", exposure);
      fflush (stdout);
      id = recto_casebook_add_finding (casebook, "child", finding, NULL);
      printf ("finding %s %s\n", id, finding->text);
      fflush (stdout);
      g_free (finding->id);
      finding->id = g_strdup (id);
      g_free (finding->text);
      finding->text = g_strconcat (text, " edited", NULL);
      recto_casebook_update_finding (casebook, "child", finding, NULL);
      printf ("finding %s %s\n", id, finding->text);
      fflush (stdout);
    }
}

static G_NORETURN void
make (const char *folder)
{
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, NULL);

  for (;;)
    g_free (recto_casebook_create_case (casebook, "child", NULL, NULL, NULL));
}

static void
check (RectoCasebook *casebook, const char *line, GHashTable *texts)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);

  if (g_str_equal (words[0], "exposure"))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoExposure) exposure = recto_casebook_get_exposure (casebook, words[1], &error);

      g_assert_no_error (error);
    }
  else
    g_hash_table_insert (texts, g_strdup (words[1]), g_strdup (words[2]));
}

/* Starts the child, lets it work for a moment, kills it, and returns what it said. */
static char *
run_and_kill (const char *program, const char *const *arguments, gboolean wait_for_word, int most)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GString *said = g_string_new (NULL);
  char buffer[4096];
  GPid pid;
  int out, status;
  gssize n;

  g_ptr_array_add (argv, (char *) program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) arguments[i]);
  g_ptr_array_add (argv, NULL);
  g_spawn_async_with_pipes (NULL, (char **) argv->pdata, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, &out, NULL,
                            &error);
  g_assert_no_error (error);
  if (wait_for_word)
    {
      n = read (out, buffer, sizeof buffer);
      g_assert_cmpint (n, >, 0);
      g_string_append_len (said, buffer, n);
    }
  g_usleep ((gulong) g_test_rand_int_range (0, most));
  kill (pid, SIGKILL);
  waitpid (pid, &status, 0);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);
  while ((n = read (out, buffer, sizeof buffer)) > 0)
    g_string_append_len (said, buffer, n);
  close (out);
  return g_string_free (said, FALSE);
}

static RectoCasebook *
open_and_verify (const char *folder, gboolean create)
{
  g_autoptr (GError) error = NULL;
  RectoCasebook *casebook = recto_casebook_open (folder, create, &error);
  g_autoptr (RectoVerification) verification = NULL;

  g_assert_no_error (error);
  verification = recto_casebook_verify (casebook, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < verification->problems->len; i++)
    g_test_message ("%s", (char *) verification->problems->pdata[i]);
  g_assert_true (recto_verification_is_intact (verification));
  return casebook;
}

/* No other connection is open while the child works, so that each opening has to recover what the killed one left. */
static void
test_kill (gconstpointer data)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *case_id = NULL;
  g_autofree char *page_id = NULL;
  g_autoptr (GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint acts = 0;

  {
    g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, NULL);

    case_id = recto_casebook_create_case (casebook, "parent", NULL, NULL, NULL);
    page_id = recto_casebook_add_page (casebook, "parent", case_id, "DATA_PAGE", NULL, NULL);
  }
  for (int round = 0; round < ROUNDS; round++)
    {
      g_autofree char *salt = g_strdup_printf ("round %d", round);
      const char *const arguments[] = { "--child", folder, page_id, salt, NULL };
      /* Sometimes before the first act, mostly in the middle of one. */
      g_autofree char *said = run_and_kill (data, arguments, round % 5 != 0, 15000);
      g_autoptr (RectoCasebook) casebook = open_and_verify (folder, FALSE);
      g_auto (GStrv) lines = g_strsplit (said, "\n", -1);
      GHashTableIter iter;
      gpointer id, text;

      for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
        {
          check (casebook, lines[i], texts);
          acts++;
        }
      /* All that was ever said, not only this round's. */
      g_hash_table_iter_init (&iter, texts);
      while (g_hash_table_iter_next (&iter, &id, &text))
        {
          g_autoptr (RectoFinding) finding = recto_casebook_get_finding (casebook, id, NULL);

          g_assert_nonnull (finding);
          /* An edit may have been made and not yet said. */
          g_assert_true (g_str_has_prefix (finding->text, text));
        }
    }
  g_test_message ("%u acknowledged acts", acts);
  g_assert_cmpuint (acts, >, ROUNDS / 2);
}

/* Killed while the casebook is being made: whatever is left can be opened and used. */
static void
test_kill_making (gconstpointer data)
{
  for (int round = 0; round < 20; round++)
    {
      g_autofree char *folder = fixture_folder ();
      const char *const arguments[] = { "--make", folder, NULL };
      g_autofree char *said = run_and_kill (data, arguments, FALSE, 20000);
      g_autoptr (RectoCasebook) casebook = open_and_verify (folder, TRUE);
      g_autofree char *case_id = recto_casebook_create_case (casebook, "parent", NULL, NULL, NULL);

      g_assert_nonnull (case_id);
    }
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && g_str_equal (argv[1], "--child"))
    work (argv[2], argv[3], argv[4]);
  if (argc == 3 && g_str_equal (argv[1], "--make"))
    make (argv[2]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/casebook/kill/working", argv[0], test_kill);
  g_test_add_data_func ("/casebook/kill/making", argv[0], test_kill_making);
  return g_test_run ();
}

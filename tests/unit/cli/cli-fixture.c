/* cli-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

char *cli_folder;

static void
remove_all (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir != NULL)
    {
      g_chmod (path, 0700);
      while ((name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
            remove_all (child);
          else
            g_remove (child);
        }
      g_dir_close (dir);
    }
  g_remove (path);
}

void
cli_set_up (void)
{
  g_setenv ("LC_ALL", "C", TRUE);
  g_unsetenv ("LANGUAGE");
  cli_folder = g_dir_make_tmp ("recto-cli-XXXXXX", NULL);
  g_assert_nonnull (cli_folder);
  g_assert_nonnull (g_getenv ("RECTO_CLI"));
}

void
cli_tear_down (void)
{
  remove_all (cli_folder);
  g_clear_pointer (&cli_folder, g_free);
}

char *
in_folder (const char *name)
{
  return g_build_filename (cli_folder, name, NULL);
}

CliRun
cli (const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  CliRun run = { 0 };
  va_list list;
  int status;

  g_ptr_array_add (argv, (char *) g_getenv ("RECTO_CLI"));
  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (argv, (char *) argument);
  va_end (list);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (cli_folder, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &run.out, &run.err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  run.status = WEXITSTATUS (status);
  return run;
}

void
cli_run_clear (CliRun *run)
{
  g_clear_pointer (&run->out, g_free);
  g_clear_pointer (&run->err, g_free);
}

JsonNode *
cli_json (const CliRun *run)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  g_assert_true (g_utf8_validate (run->out, -1, NULL));
  node = json_from_string (run->out, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

void
cli_assert_said (const CliRun *run, int status, const char *file, const char *words)
{
  g_test_message ("%s", run->err);
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_true (g_str_has_prefix (run->err, "recto-cli: "));
  if (file != NULL)
    {
      g_autofree char *head = g_strdup_printf ("recto-cli: %s: ", file);

      g_assert_nonnull (strstr (run->err, head));
    }
  g_assert_nonnull (strstr (run->err, words));
}

guint
cli_count (const char *prefix)
{
  GDir *dir = g_dir_open (cli_folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, prefix) || (name[0] == '.' && strstr (name, prefix) != NULL);
  g_dir_close (dir);
  return n;
}

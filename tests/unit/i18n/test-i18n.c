/* test-i18n.c: the translations are whole, keep their placeholders, and are shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "po-file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

/* What translators have finished. A language that is only begun is not listed here. */
static const char *const whole[] = { "th", "vi" };

static char *scratch;

static char *
path_in_root (const char *name)
{
  g_assert_nonnull (g_getenv ("RECTO_ROOT"));
  return g_build_filename (g_getenv ("RECTO_ROOT"), name, NULL);
}

static char *
po_path (const char *language)
{
  g_autofree char *name = g_strdup_printf ("po/%s.po", language);

  return path_in_root (name);
}

static int
run (const char *const *argv, const char *const *envp, char **out, char **err)
{
  g_autoptr (GError) error = NULL;
  GSpawnFlags flags = (out == NULL ? G_SPAWN_STDOUT_TO_DEV_NULL : 0) | (err == NULL ? G_SPAWN_STDERR_TO_DEV_NULL : 0);
  int status;

  g_assert_nonnull (argv[0]);
  g_spawn_sync (g_getenv ("RECTO_ROOT"), (char **) argv, (char **) envp, flags, NULL, NULL, out, err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* ----- the files ----- */

static void
test_whole (gconstpointer data)
{
  g_autofree char *path = po_path (data);
  g_autoptr (GPtrArray) entries = po_file_read (path);
  g_auto (GStrv) envp = g_environ_setenv (g_get_environ (), "LC_ALL", "C", TRUE);
  const char *const argv[] = { g_getenv ("RECTO_MSGFMT"), "--check", "--check-accelerators=_", "--statistics",
                               "-o", "/dev/null", path, NULL };
  g_autofree char *err = NULL;

  envp = g_environ_unsetenv (envp, "LANGUAGE");
  g_assert_cmpuint (entries->len, >, 900);
  for (guint i = 0; i < entries->len; i++)
    {
      const PoEntry *entry = entries->pdata[i];

      g_assert_cmpuint (entry->strings->len, >, 0);
      for (guint j = 0; j < entry->strings->len; j++)
        if (entry->fuzzy || *(char *) entry->strings->pdata[j] == '\0')
          {
            g_test_message ("%s:%u: “%s” is %s", path, entry->line, entry->id, entry->fuzzy ? "fuzzy" : "not translated");
            g_test_fail ();
          }
    }

  if (run (argv, (const char *const *) envp, NULL, &err) != 0)
    g_test_fail_printf ("msgfmt: %s", err);
  if (strstr (err, "untranslated") != NULL || strstr (err, "fuzzy") != NULL)
    g_test_fail_printf ("msgfmt: %s", err);
}

static void
test_placeholders (gconstpointer data)
{
  g_autofree char *path = po_path (data);
  g_autoptr (GPtrArray) entries = po_file_read (path);

  for (guint i = 0; i < entries->len; i++)
    {
      const PoEntry *entry = entries->pdata[i];
      g_autofree char *wanted = po_file_directives (entry->id_plural != NULL ? entry->id_plural : entry->id);

      for (guint j = 0; j < entry->strings->len; j++)
        {
          g_autofree char *got = po_file_directives (entry->strings->pdata[j]);

          if (!g_str_equal (wanted, got))
            {
              g_test_message ("%s:%u: has %s for %s", path, entry->line, got, wanted);
              g_test_fail ();
            }
        }
    }
}

/* The reader of the test is right about what it compares. */
static void
test_directives (void)
{
  const char *const cases[][2] = {
    { "no %% here", "%% " },
    { "%s on %s ±%.1f px (%.3f mm)", "%s %s %.1f %.3f " },
    { "x %d  y %d px", "%d %d " },
    { "%-12s %5.2lf %<PRIu64> %+.1f%%", "%-12s %5.2lf %<PRIu64> %+.1f %% " },
    { "%Y-%m-%d %H.%M.png", "%Y %m %d %H %M " },
    { "50 % of it", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = po_file_directives (cases[i][0]);

      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

/* ----- the list of sources ----- */

static gboolean
has_words (const char *path, const char *text)
{
  if (g_str_has_suffix (path, ".ui"))
    return strstr (text, "translatable=") != NULL;
  if (g_str_has_suffix (path, ".c") || g_str_has_suffix (path, ".h"))
    return g_regex_match_simple ("\\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2)\\s*\\(\\s*\"", text, 0, 0);
  return g_str_has_suffix (path, ".desktop.in") || g_str_has_suffix (path, ".metainfo.xml.in")
         || g_str_has_suffix (path, ".gschema.xml");
}

static void
look_through (const char *folder, GHashTable *listed)
{
  g_autofree char *path = path_in_root (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (folder, name, NULL);
      g_autofree char *file = path_in_root (below);
      g_autofree char *text = NULL;

      if (*name == '.')
        continue;
      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        look_through (below, listed);
      else if (g_file_get_contents (file, &text, NULL, NULL) && has_words (below, text)
               && !g_hash_table_contains (listed, below))
        {
          g_test_message ("%s has words for the user and is missing from po/POTFILES", below);
          g_test_fail ();
        }
    }
}

static void
test_potfiles (void)
{
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *path = path_in_root ("po/POTFILES");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && *lines[i] != '#')
      {
        g_autofree char *file = path_in_root (lines[i]);

        if (!g_file_test (file, G_FILE_TEST_EXISTS))
          g_test_fail_printf ("po/POTFILES names %s, which is not there", lines[i]);
        if (!g_hash_table_add (listed, lines[i]))
          g_test_fail_printf ("po/POTFILES names %s twice", lines[i]);
      }
  look_through ("src", listed);
  look_through ("ui", listed);
  look_through ("resources", listed);
}

/* xgettext reads every listed file, and no sentence is broken by a macro that it cannot see through. */
static void
test_extraction (void)
{
  g_autofree char *pot = g_build_filename (scratch, "recto.pot", NULL);
  const char *const argv[] = { g_getenv ("RECTO_XGETTEXT"), "--from-code=UTF-8", "--keyword=_", "--keyword=N_",
                               "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dngettext:2,3",
                               "--files-from=po/POTFILES", "-o", pot, NULL };
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *err = NULL;

  g_assert_cmpint (run (argv, NULL, NULL, &err), ==, 0);
  entries = po_file_read (pot);
  g_assert_cmpuint (entries->len, >, 900);
  for (guint i = 0; i < entries->len; i++)
    {
      const PoEntry *entry = entries->pdata[i];

      if (g_str_has_suffix (entry->id, "%") && !g_str_has_suffix (entry->id, "%%"))
        g_test_fail_printf ("“%s” ends in the middle of a placeholder: write PRId64 or PRIu64", entry->id);
    }
}

/* ----- what is shown ----- */

/* A locale of that name in a folder of the test: glibc looks at LANGUAGE only when the locale is not C. */
static char **
environment (const char *language)
{
  g_autofree char *locales = g_build_filename (scratch, "locales", NULL);
  g_autofree char *locale = g_build_filename (locales, "en_US.UTF-8", NULL);
  g_autofree char *messages = g_build_filename (scratch, language, "LC_MESSAGES", NULL);
  g_autofree char *mo = g_build_filename (messages, "recto.mo", NULL);
  g_autofree char *po = po_path (language);
  const char *const argv[] = { g_getenv ("RECTO_MSGFMT"), "-o", mo, po, NULL };
  char **envp = g_get_environ ();

  g_assert_true (g_file_test ("/usr/lib/locale/C.utf8", G_FILE_TEST_IS_DIR));
  g_assert_cmpint (g_mkdir_with_parents (locales, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (messages, 0700), ==, 0);
  if (!g_file_test (locale, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GFile) link = g_file_new_for_path (locale);

      g_assert_true (g_file_make_symbolic_link (link, "/usr/lib/locale/C.utf8", NULL, NULL));
    }
  g_assert_cmpint (run (argv, NULL, NULL, NULL), ==, 0);
  envp = g_environ_unsetenv (envp, "LC_ALL");
  envp = g_environ_unsetenv (envp, "LC_MESSAGES");
  envp = g_environ_setenv (envp, "LOCPATH", locales, TRUE);
  envp = g_environ_setenv (envp, "LANG", "en_US.UTF-8", TRUE);
  envp = g_environ_setenv (envp, "LANGUAGE", language, TRUE);
  envp = g_environ_setenv (envp, "RECTO_LOCALEDIR", scratch, TRUE);
  return envp;
}

static void
assert_shows (const char *text, const char *words)
{
  if (strstr (text, words) == NULL)
    g_test_fail_printf ("“%s” is not in:\n%s", words, text);
}

static void
test_shown (void)
{
  g_autofree char *recipe = g_build_filename (scratch, "recipe.json", NULL);
  const char *const help[] = { g_getenv ("RECTO_CLI"), "--help", NULL };
  const char *const options[] = { g_getenv ("RECTO_CLI"), "info", "--help", NULL };
  const char *const operations[] = { g_getenv ("RECTO_CLI"), "operations", NULL };
  const char *const missing[] = { g_getenv ("RECTO_CLI"), "info", "/nowhere/page.png", NULL };
  const char *const render[] = { g_getenv ("RECTO_CLI"), "render", "--recipe", recipe, "page.png", "-o", "out.png", NULL };
  const struct
  {
    const char *language, *commands, *option, *label, *file, *version;
  } cases[] = {
    { "th", "คำสั่ง:", "แสดงเป็น JSON", "โทนภาพ", "ไม่มีไฟล์นี้", "“blur” รุ่น 3 " },
    { "vi", "Các lệnh:", "In JSON", "Tông", "Không có tệp này", "“blur” phiên bản 3." },
    { "en", "Commands:", "Print JSON", "Tone", "There is no such file", "“blur” version 3." },
  };

  g_assert_true (g_file_set_contents (
      recipe, "{\"recto-recipe\": 1, \"steps\": [{\"op\": \"blur\", \"version\": 3, \"params\": {}}]}", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) envp = environment (i < 2 ? cases[i].language : "th");
      const char *const *e;
      g_autofree char *help_text = NULL, *options_text = NULL, *operations_text = NULL, *missing_text = NULL,
                      *render_text = NULL;

      envp = g_environ_setenv (envp, "LANGUAGE", cases[i].language, TRUE);
      e = (const char *const *) envp;
      g_assert_cmpint (run (help, e, &help_text, NULL), ==, 0);
      assert_shows (help_text, cases[i].commands);
      g_assert_cmpint (run (options, e, &options_text, NULL), ==, 0);
      assert_shows (options_text, cases[i].option);
      g_assert_cmpint (run (operations, e, &operations_text, NULL), ==, 0);
      assert_shows (operations_text, cases[i].label);
      g_assert_cmpint (run (missing, e, NULL, &missing_text), !=, 0);
      assert_shows (missing_text, cases[i].file);
      g_assert_cmpint (run (render, e, NULL, &render_text), !=, 0);
      assert_shows (render_text, cases[i].version);
    }
}

/* How many cells of a terminal stand before words in text's line. */
static guint
cells_before (const char *line, const char *words)
{
  const char *end = strstr (line, words);
  guint cells = 0;

  g_assert_nonnull (end);
  for (const char *p = line; p < end; p = g_utf8_next_char (p))
    cells += g_unichar_iszerowidth (g_utf8_get_char (p)) ? 0 : 1;
  return cells;
}

/* Thai marks above and below take bytes but no cell. */
static void
test_columns (void)
{
  g_autofree char *casebook = g_build_filename (scratch, "casebook", NULL);
  const char *const references[] = { "T-1", "ที่-๑", "ผู้อื่น" };
  const char *const list[] = { g_getenv ("RECTO_CLI"), "case", "list", "--casebook", casebook, NULL };
  g_auto (GStrv) envp = environment ("th");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      const char *const argv[] = { g_getenv ("RECTO_CLI"), "case", "new", "--casebook", casebook, "--reference",
                                   references[i], "--title", "passport", NULL };

      g_assert_cmpint (run (argv, (const char *const *) envp, NULL, NULL), ==, 0);
    }
  g_assert_cmpint (run (list, (const char *const *) envp, &text, NULL), ==, 0);
  assert_shows (text, "ฉบับร่าง");
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (cells_before (lines[i], "passport"), ==, 36 + 2 + 12 + 1 + 10 + 1);
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children
      = g_file_enumerate_children (file, "standard::name", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child != NULL)
    {
      if (g_file_query_file_type (child, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY)
        remove_tree (child);
      else
        g_file_delete (child, NULL, NULL);
    }
  g_file_delete (file, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GFile) folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  scratch = g_dir_make_tmp ("recto-i18n-XXXXXX", NULL);
  g_assert_nonnull (scratch);

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      g_autofree char *name = g_strdup_printf ("/i18n/%s/whole", whole[i]);
      g_autofree char *placeholders = g_strdup_printf ("/i18n/%s/placeholders", whole[i]);

      g_test_add_data_func (name, whole[i], test_whole);
      g_test_add_data_func (placeholders, whole[i], test_placeholders);
    }
  g_test_add_func ("/i18n/directives", test_directives);
  g_test_add_func ("/i18n/potfiles", test_potfiles);
  g_test_add_func ("/i18n/extraction", test_extraction);
  g_test_add_func ("/i18n/shown", test_shown);
  g_test_add_func ("/i18n/columns", test_columns);
  status = g_test_run ();

  folder = g_file_new_for_path (scratch);
  remove_tree (folder);
  g_free (scratch);
  return status;
}

/* test-cli-specimen.c: recto-cli specimen as a script sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/wait.h>

static char *directory;

static int
specimen (const char *const *arguments, char **out, char **err)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_nonnull (g_getenv ("RECTO_CLI"));
  g_ptr_array_add (argv, (char *) g_getenv ("RECTO_CLI"));
  g_ptr_array_add (argv, (char *) "specimen");
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) arguments[i]);
  g_ptr_array_add (argv, NULL);
  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, out, err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* Width and height from a PNG's first chunk. */
static void
png_size (const char *path, guint *width, guint *height)
{
  g_autofree char *text = NULL;
  const guint8 *data;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  data = (const guint8 *) text;
  g_assert_cmpuint (length, >, 33);
  g_assert_cmpmem (data, 8, "\x89PNG\r\n\x1a\n", 8);
  *width = (guint) data[16] << 24 | (guint) data[17] << 16 | (guint) data[18] << 8 | data[19];
  *height = (guint) data[20] << 24 | (guint) data[21] << 16 | (guint) data[22] << 8 | data[23];
}

static void
test_draws (void)
{
  static const char *const names[] = { "page-white.png", "page-uv365.png", "page-ir.png", "truth.json" };
  const char *first[] = { "--output-dir", directory, "--dpi", "60", "--seed", "3", "--forgery", "digit,photo",
                          "--json", NULL };
  const char *again[] = { "--output-dir", directory, "--dpi", "60", NULL };
  const char *forced[] = { "--output-dir", directory, "--dpi", "72", "--no-displacement", "--force", NULL };
  g_autofree char *out = NULL, *err = NULL, *err_again = NULL, *out_forced = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  guint width, height;

  g_assert_cmpint (specimen (first, &out, &err), ==, 0);
  g_assert_cmpstr (err, ==, "");
  node = json_from_string (out, NULL);
  g_assert_nonnull (node);
  object = json_node_get_object (node);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "planted")), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
      if (i < 3)
        {
          /* 125 × 88 mm at 60 dpi: 295.3 × 207.9 */
          png_size (path, &width, &height);
          g_assert_cmpuint (width, ==, 295);
          g_assert_cmpuint (height, ==, 208);
        }
    }

  g_assert_cmpint (specimen (again, NULL, &err_again), ==, 1);
  g_assert_true (g_str_has_prefix (err_again, "recto-cli: "));
  g_assert_nonnull (strstr (err_again, "page-white.png"));

  g_assert_cmpint (specimen (forced, &out_forced, NULL), ==, 0);
  {
    g_autofree char *path = g_build_filename (directory, "page-ir.png", NULL);
    g_autofree char *truth = g_build_filename (directory, "truth.json", NULL);
    g_autofree char *text = NULL;
    g_autoptr (JsonNode) answer = NULL;
    JsonArray *transform;

    png_size (path, &width, &height);
    g_assert_cmpuint (width, ==, 354);
    g_assert_true (g_file_get_contents (truth, &text, NULL, NULL));
    answer = json_from_string (text, NULL);
    transform = json_object_get_array_member (
        json_object_get_object_member (json_node_get_object (answer), "transforms"), "uv365");
    for (guint i = 0; i < 9; i++)
      g_assert_cmpfloat (json_array_get_double_element (transform, i), ==, i % 4 == 0 ? 1 : 0);
  }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
test_usage (void)
{
  const char *no_folder[] = { "--dpi", "60", NULL };
  const char *kind[] = { "--output-dir", directory, "--forgery", "colour", NULL };
  const char *dpi[] = { "--output-dir", directory, "--dpi", "20", NULL };
  const char *seed[] = { "--output-dir", directory, "--seed", "-1", NULL };
  const char *extra[] = { "--output-dir", directory, "extra", NULL };
  const char *help[] = { "--help", NULL };
  g_autofree char *err = NULL, *out = NULL;

  g_assert_cmpint (specimen (no_folder, NULL, &err), ==, 2);
  g_assert_nonnull (strstr (err, "--output-dir"));
  g_assert_cmpint (specimen (kind, NULL, NULL), ==, 2);
  g_assert_cmpint (specimen (dpi, NULL, NULL), ==, 2);
  g_assert_cmpint (specimen (seed, NULL, NULL), ==, 2);
  g_assert_cmpint (specimen (extra, NULL, NULL), ==, 2);
  g_assert_cmpint (specimen (help, &out, NULL), ==, 0);
  g_assert_nonnull (strstr (out, "--max-rotation"));
}

/* A file stands where the folder should be. */
static void
test_no_folder (void)
{
  g_autofree char *path = g_build_filename (directory, "file", NULL);
  const char *arguments[] = { "--output-dir", path, "--dpi", "60", NULL };
  g_autofree char *err = NULL;

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_cmpint (specimen (arguments, NULL, &err), ==, 1);
  g_assert_nonnull (strstr (err, path));
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  directory = g_dir_make_tmp ("recto-cli-specimen-XXXXXX", NULL);
  g_assert_nonnull (directory);
  g_test_add_func ("/cli/specimen/draws", test_draws);
  g_test_add_func ("/cli/specimen/usage", test_usage);
  g_test_add_func ("/cli/specimen/no-folder", test_no_folder);
  status = g_test_run ();
  g_rmdir (directory);
  g_free (directory);
  return status;
}

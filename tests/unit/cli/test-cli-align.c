/* test-cli-align.c: recto-cli align as a script sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <cairo.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/wait.h>

#define WIDTH 600
#define HEIGHT 420

static char *directory;

/* A page of strokes moved by whole pixels; inverted, as fluorescence may look. */
static char *
draw (const char *name, guint seed, int dx, int dy, gboolean inverted)
{
  char *path = g_build_filename (directory, name, NULL);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  double ink = inverted ? 0.45 : 0.1, paper = inverted ? 0.2 : 0.9;

  cairo_set_source_rgb (cr, paper, paper, paper);
  cairo_paint (cr);
  cairo_translate (cr, dx, dy);
  cairo_set_source_rgb (cr, ink, ink, ink);
  cairo_set_line_width (cr, 3);
  for (guint i = 0; i < 900; i++)
    {
      double x = g_rand_double_range (rand, 0, WIDTH), y = g_rand_double_range (rand, 0, HEIGHT);

      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + g_rand_double_range (rand, -14, 14), y + g_rand_double_range (rand, -14, 14));
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return path;
}

static int
align (const char *a, const char *b, const char *option, const char *value, char **out, char **err)
{
  g_autoptr (GError) error = NULL;
  const char *argv[] = { g_getenv ("RECTO_CLI"), "align", a, b, option, value, NULL };
  int status;

  g_assert_nonnull (argv[0]);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, out, err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_aligned (void)
{
  g_autofree char *white = draw ("page_W.png", 4, 0, 0, FALSE);
  g_autofree char *uv = draw ("page_UV.png", 4, 7, -5, TRUE);
  g_autofree char *out = NULL, *err = NULL, *words = NULL, *words_err = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  JsonArray *transform;
  const double truth[9] = { 1, 0, -7, 0, 1, 5, 0, 0, 1 }, slack[9] = { 1e-3, 1e-3, 0.5, 1e-3, 1e-3, 0.5, 1e-5, 1e-5, 1e-9 };

  g_assert_cmpint (align (white, uv, "--json", NULL, &out, &err), ==, 0);
  g_assert_cmpstr (err, ==, "");
  node = json_from_string (out, NULL);
  g_assert_nonnull (node);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "status"), ==, "aligned");
  g_assert_true (json_object_get_null_member (object, "reason"));
  g_assert_cmpstr (json_object_get_string_member (object, "model"), ==, "similarity");
  transform = json_object_get_array_member (object, "transform");
  g_assert_cmpuint (json_array_get_length (transform), ==, 9);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat_with_epsilon (json_array_get_double_element (transform, i), truth[i], slack[i]);
  object = json_object_get_object_member (object, "error");
  g_assert_cmpfloat (json_object_get_double_member (object, "rms_px"), <, 1);
  g_assert_cmpfloat (json_object_get_double_member (object, "max_px"), >=, json_object_get_double_member (object, "rms_px"));
  g_assert_true (json_object_get_null_member (object, "rms_mm"));
  g_assert_cmpint (json_object_get_int_member (object, "held_out"), >=, 5);

  g_assert_cmpint (align (white, uv, NULL, NULL, &words, &words_err), ==, 0);
  g_assert_true (g_str_has_prefix (words, "Aligned (similarity)"));

  /* What was printed is a start to refine from. */
  g_autofree char *file = g_build_filename (directory, "transform.json", NULL);
  g_autofree char *again = NULL, *again_err = NULL;

  g_assert_true (g_file_set_contents (file, out, -1, NULL));
  g_assert_cmpint (align (white, uv, "--initial", file, &again, &again_err), ==, 0);
  g_assert_true (g_str_has_prefix (again, "Aligned (similarity)"));
}

static void
test_not_aligned (void)
{
  g_autofree char *white = draw ("page_W.png", 4, 0, 0, FALSE);
  g_autofree char *other = draw ("other.png", 5, 0, 0, FALSE);
  g_autofree char *out = NULL, *err = NULL, *words = NULL, *words_err = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  g_assert_cmpint (align (white, other, "--json", NULL, &out, &err), ==, 3);
  node = json_from_string (out, NULL);
  g_assert_nonnull (node);
  object = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (object, "status"), ==, "not-aligned");
  g_assert_nonnull (json_object_get_string_member (object, "reason"));
  g_assert_true (json_object_get_null_member (object, "transform"));

  g_assert_cmpint (align (white, other, NULL, NULL, &words, &words_err), ==, 3);
  g_assert_true (g_str_has_prefix (words, "Not aligned. "));
}

static void
test_failures (void)
{
  g_autofree char *white = draw ("page_W.png", 4, 0, 0, FALSE);
  g_autofree char *missing = g_build_filename (directory, "missing.png", NULL);
  g_autofree char *out = NULL, *err = NULL, *out2 = NULL, *err2 = NULL;

  g_assert_cmpint (align (white, missing, "--json", NULL, &out, &err), ==, 1);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, missing));
  g_assert_cmpint (align (white, NULL, NULL, NULL, &out2, &err2), ==, 2);
  g_assert_cmpstr (out2, ==, "");
}

int
main (int argc, char *argv[])
{
  int status;

  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("recto-align-XXXXXX", NULL);
  g_assert_nonnull (directory);
  g_test_add_func ("/cli/align/aligned", test_aligned);
  g_test_add_func ("/cli/align/not-aligned", test_not_aligned);
  g_test_add_func ("/cli/align/failures", test_failures);
  status = g_test_run ();

  GDir *dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_remove (path);
    }
  g_dir_close (dir);
  g_rmdir (directory);
  g_free (directory);
  return status;
}

/* test-cli-frames.c: a file of several pages, one exposure of each that is wanted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "cli-fixture.h"

#include <string.h>

/* ImageMagick writes three pages of different sizes into one file. */
static void
make_pages (void)
{
  g_autofree char *path = in_folder ("pages.tif");
  char *argv[] = { (char *) "convert", (char *) "-size", (char *) "40x30", (char *) "gradient:red-blue",
                   (char *) "-size", (char *) "31x20", (char *) "gradient:white-green", (char *) "-size",
                   (char *) "16x9", (char *) "gradient:black-yellow", (char *) "-depth", (char *) "8", path, NULL };
  int status = 1;

  g_assert_true (g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

static JsonObject *
info_of (const CliRun *run, JsonNode **node)
{
  *node = cli_json (run);
  return json_array_get_object_element (json_node_get_array (*node), 0);
}

static void
test_info (void)
{
  g_auto (CliRun) first = cli ("info", "--json", "pages.tif", NULL);
  g_auto (CliRun) third = cli ("info", "--json", "--frame", "2", "pages.tif", NULL);
  g_auto (CliRun) none = cli ("info", "--json", "--frame", "3", "pages.tif", NULL);
  g_auto (CliRun) words = cli ("info", "pages.tif", NULL);
  g_auto (CliRun) wrong = cli ("info", "--frame", "-1", "pages.tif", NULL);
  g_autoptr (JsonNode) a = NULL;
  g_autoptr (JsonNode) b = NULL;
  JsonObject *one = info_of (&first, &a);
  JsonObject *other = info_of (&third, &b);
  JsonArray *frames = json_object_get_array_member (one, "frames");

  g_assert_cmpint (json_object_get_int_member (one, "width"), ==, 40);
  g_assert_cmpint (json_object_get_int_member (other, "width"), ==, 16);
  g_assert_cmpint (json_object_get_int_member (other, "frame"), ==, 2);
  g_assert_cmpuint (json_array_get_length (frames), ==, 3);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (frames, 1), "height"), ==, 20);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (frames, 1), "kind"), ==, "page");
  g_assert_cmpint (none.status, ==, 1);
  g_assert_nonnull (strstr (none.err, "holds 3 pictures"));
  g_assert_nonnull (strstr (words.out, "31 × 20"));
  g_assert_cmpint (wrong.status, ==, 2);
}

static void
test_render (void)
{
  g_auto (CliRun) done = cli ("render", "--frame", "1", "pages.tif", "-o", "second.png", NULL);
  g_auto (CliRun) info = cli ("info", "--json", "second.png", NULL);
  g_auto (CliRun) page = cli ("info", "--json", "--frame", "1", "pages.tif", NULL);
  g_autoptr (JsonNode) a = NULL;
  g_autoptr (JsonNode) b = NULL;

  g_assert_cmpint (done.status, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (info_of (&info, &a), "pixel_sha256"), ==,
                   json_object_get_string_member (info_of (&page, &b), "pixel_sha256"));
}

/* Two exposures of one file: one piece of evidence, two pictures, both verified. */
static void
test_case (void)
{
  g_auto (CliRun) made = cli ("case", "new", "--casebook", "book", NULL);
  const char *id = g_strstrip (made.out);
  g_auto (CliRun) first
      = cli ("case", "add", id, "pages.tif", "--page", "data", "--light", "white", "--casebook", "book", NULL);
  g_auto (CliRun) second = cli ("case", "add", id, "pages.tif", "--frame", "2", "--page", "visa", "--light", "uv365",
                                "--casebook", "book", NULL);
  g_auto (CliRun) verified = cli ("case", "verify", "--json", "--casebook", "book", NULL);
  g_auto (CliRun) shown = cli ("case", "show", id, "--json", "--casebook", "book", NULL);
  g_autoptr (JsonNode) node = cli_json (&verified);
  JsonObject *answer = json_node_get_object (node);

  g_assert_cmpint (first.status, ==, 0);
  g_assert_cmpint (second.status, ==, 0);
  g_assert_true (json_object_get_boolean_member (answer, "intact"));
  g_assert_cmpint (json_object_get_int_member (answer, "pictures_identical"), ==, 2);
  g_assert_nonnull (strstr (shown.out, "\"frame\""));
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  cli_set_up ();
  make_pages ();
  g_test_add_func ("/cli/frames/info", test_info);
  g_test_add_func ("/cli/frames/render", test_render);
  g_test_add_func ("/cli/frames/case", test_case);
  result = g_test_run ();
  cli_tear_down ();
  return result;
}

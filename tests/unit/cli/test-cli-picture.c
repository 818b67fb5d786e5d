/* test-cli-picture.c: info, render and operations as a script sees them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures are written and results read by Cairo, not by Recto.
 */

#include "config.h"
#include "cli-pictures.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <jpeglib.h>

static void
draw_jpeg (const char *name)
{
  g_autofree char *path = in_folder (name);
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr handler;
  FILE *file = fopen (path, "wb");

  jpeg.err = jpeg_std_error (&handler);
  jpeg_create_compress (&jpeg);
  jpeg_stdio_dest (&jpeg, file);
  jpeg.image_width = WIDTH;
  jpeg.image_height = HEIGHT;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg.density_unit = 1;
  jpeg.X_density = 600;
  jpeg.Y_density = 300;
  jpeg_start_compress (&jpeg, TRUE);
  while (jpeg.next_scanline < HEIGHT)
    {
      guint8 line[WIDTH * 3];
      JSAMPROW row = line;

      for (int x = 0; x < WIDTH; x++)
        colour_at (0, x, (int) jpeg.next_scanline, line + x * 3);
      jpeg_write_scanlines (&jpeg, &row, 1);
    }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  fclose (file);
}

static void
test_info (void)
{
  g_auto (CliRun) run = cli ("info", "--json", "a.png", "missing.png", "p.jpg", NULL);
  g_auto (CliRun) words = cli ("info", "a.png", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  JsonArray *list = json_node_get_array (node);
  JsonObject *png, *jpeg;
  g_autofree guint8 *samples = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *path = in_folder ("a.png");
  g_autofree char *bytes = NULL;
  g_autofree char *sha256 = NULL;
  gsize n;
  int width, height;

  g_assert_cmpint (run.status, ==, 1);
  g_assert_cmpstr (run.err, ==, "recto-cli: missing.png: There is no such file. Check the name and the folder.\n");
  g_assert_cmpuint (json_array_get_length (list), ==, 2);
  png = json_array_get_object_element (list, 0);
  jpeg = json_array_get_object_element (list, 1);
  samples = read_picture ("a.png", &width, &height);
  hash = pixel_hash (samples, width, height, 3);
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) bytes, n);
  g_assert_cmpstr (json_object_get_string_member (png, "path"), ==, "a.png");
  g_assert_cmpstr (json_object_get_string_member (png, "format"), ==, "png");
  g_assert_cmpint (json_object_get_int_member (png, "width"), ==, WIDTH);
  g_assert_cmpint (json_object_get_int_member (png, "height"), ==, HEIGHT);
  g_assert_cmpint (json_object_get_int_member (png, "channels"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (png, "depth"), ==, 8);
  g_assert_false (json_object_get_boolean_member (png, "alpha"));
  g_assert_true (json_object_get_null_member (png, "dpi"));
  g_assert_true (json_object_get_null_member (png, "icc"));
  g_assert_cmpint (json_object_get_int_member (png, "orientation"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (png, "sha256"), ==, sha256);
  g_assert_cmpstr (json_object_get_string_member (png, "pixel_sha256"), ==, hash);
  g_assert_nonnull (json_object_get_array_member (png, "warnings"));
  g_assert_cmpstr (json_object_get_string_member (jpeg, "format"), ==, "jpeg");
  g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (jpeg, "dpi"), 0), ==, 600);
  g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (jpeg, "dpi"), 1), ==, 300);
  g_assert_cmpint (words.status, ==, 0);
  g_assert_nonnull (strstr (words.out, hash));
  {
    /* All unreadable: an empty array is still JSON. */
    g_auto (CliRun) none = cli ("info", "--json", "missing.png", NULL);
    g_autoptr (JsonNode) empty = cli_json (&none);

    g_assert_cmpint (none.status, ==, 1);
    g_assert_cmpuint (json_array_get_length (json_node_get_array (empty)), ==, 0);
  }
  {
    /* Names in any script come through in the plain C locale too. */
    const char *name = "\340\270\253\340\270\231\340\271\211\340\270\262.png";
    g_auto (CliRun) thai = { 0 };
    g_autoptr (JsonNode) answer = NULL;

    draw (name, 0);
    thai = cli ("info", "--json", name, NULL);
    answer = cli_json (&thai);
    g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (json_node_get_array (answer), 0), "path"), ==, name);
  }
}

/* Each kind of broken file has a sentence of its own. */
/* After "--" a name may begin with dashes; "--" itself is no name unless it is said twice. */
static void
test_dashes (void)
{
  g_auto (CliRun) dashes = { 0 };
  g_auto (CliRun) plain = { 0 };
  g_auto (CliRun) twice = { 0 };

  draw ("--x", 0);
  dashes = cli ("info", "--json", "--", "--x", NULL);
  g_assert_cmpstr (dashes.err, ==, "");
  g_assert_cmpint (dashes.status, ==, 0);
  plain = cli ("info", "--", "a.png", NULL);
  g_assert_cmpint (plain.status, ==, 0);
  twice = cli ("info", "--", "--", NULL);
  cli_assert_said (&twice, 1, "--", "");
}

static void
test_broken (void)
{
  g_autofree char *png_path = in_folder ("a.png");
  g_autofree char *jpeg_path = in_folder ("p.jpg");
  g_autofree char *png = NULL;
  g_autofree char *jpeg = NULL;
  g_autofree char *folder = in_folder ("folder.png");
  g_autofree char *locked = in_folder ("locked.png");
  gsize png_length, jpeg_length;
  /* A header that claims 100 000 × 100 000, with its right CRC. */
  static const guint8 huge[] = { 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R', 0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0, 8, 2, 0, 0, 0 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const struct
  {
    const char *file, *words;
  } kinds[] = {
    { "short.png", "ends too early" }, { "short.jpg", "ends too early" },  { "text.png", "no PNG, JPEG" },
    { "empty.png", "0 bytes" },        { "huge.png", "100000 × 100000" },  { "folder.png", "folder" },
    { "gone.png", "no such file" },    { "hit.png", "PNG picture is damaged" }, { "locked.png", "permission" },
  };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint32 crc = 0xffffffff;

  g_assert_true (g_file_get_contents (png_path, &png, &png_length, NULL));
  g_assert_true (g_file_get_contents (jpeg_path, &jpeg, &jpeg_length, NULL));
  g_byte_array_append (bytes, huge, sizeof huge);
  for (gsize i = 12; i < sizeof huge; i++)
    {
      crc ^= huge[i];
      for (guint k = 0; k < 8; k++)
        crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xedb88320u : 0);
    }
  crc = GUINT32_TO_BE (~crc);
  g_byte_array_append (bytes, (guint8 *) &crc, 4);
  g_byte_array_append (bytes, (guint8 *) png + 33, (guint) png_length - 33);
  {
    g_autofree char *path = in_folder ("huge.png");
    g_autofree char *short_png = in_folder ("short.png");
    g_autofree char *short_jpeg = in_folder ("short.jpg");
    g_autofree char *hit = in_folder ("hit.png");

    g_assert_true (g_file_set_contents (path, (char *) bytes->data, (gssize) bytes->len, NULL));
    g_assert_true (g_file_set_contents (short_png, png, (gssize) png_length / 2, NULL));
    g_assert_true (g_file_set_contents (short_jpeg, jpeg, (gssize) jpeg_length * 3 / 4, NULL));
    png[png_length / 2] ^= 0x55;
    g_assert_true (g_file_set_contents (hit, png, (gssize) png_length, NULL));
    png[png_length / 2] ^= 0x55;
    g_assert_true (g_file_set_contents (locked, png, (gssize) png_length, NULL));
  }
  write_text ("text.png", "This is no picture.\n");
  write_text ("empty.png", "");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (g_chmod (locked, 0), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (CliRun) info = { 0 };
      g_auto (CliRun) render = { 0 };
      g_auto (CliRun) compare = { 0 };
      g_autofree char *head = g_strdup_printf ("recto-cli: %s: ", kinds[i].file);

      /* To root no file is locked. */
      if (g_str_equal (kinds[i].file, "locked.png") && geteuid () == 0)
        continue;
      info = cli ("info", kinds[i].file, NULL);
      cli_assert_said (&info, 1, kinds[i].file, kinds[i].words);
      g_assert_true (g_hash_table_add (sentences, g_strdup (info.err + strlen (head))));
      render = cli ("render", kinds[i].file, "-o", "broken.png", NULL);
      cli_assert_said (&render, 1, kinds[i].file, kinds[i].words);
      compare = cli ("compare", "a.png", kinds[i].file, "--mode", "difference", "--align", "none", "-o", "broken.png", NULL);
      cli_assert_said (&compare, 1, kinds[i].file, kinds[i].words);
    }
  g_assert_cmpuint (cli_count ("broken"), ==, 0);
}

static void
test_render (void)
{
  g_auto (CliRun) plain = cli ("render", "a.png", "--region", "10,5,20,16", "-o", "part.png", "--json", NULL);
  g_auto (CliRun) toned = { 0 };
  g_auto (CliRun) small = { 0 };
  g_autoptr (JsonNode) node = cli_json (&plain);
  g_autofree guint8 *part = NULL;
  g_autofree guint8 *grey = NULL;
  g_autofree guint8 *half = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *recipe_hash = NULL;
  g_autoptr (JsonNode) answer = NULL;
  const char *canonical = "{\"recto-recipe\":1,\"steps\":[{\"op\":\"channel\",\"params\":{\"channel\":\"green\"},\"version\":1},"
                          "{\"op\":\"invert\",\"params\":{},\"version\":1}]}";
  int width, height;

  g_assert_cmpint (plain.status, ==, 0);
  part = read_picture ("part.png", &width, &height);
  g_assert_true (width == 20 && height == 16);
  for (int y = 0; y < 16; y++)
    for (int x = 0; x < 20; x++)
      {
        guint8 rgb[3];

        colour_at (0, x + 10, y + 5, rgb);
        g_assert_cmpmem (part + (y * 20 + x) * 3, 3, rgb, 3);
      }
  hash = pixel_hash (part, 20, 16, 3);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "pixel_sha256"), ==, hash);

  write_text ("recipe.json", canonical);
  recipe_hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
  toned = cli ("render", "a.png", "--recipe", "recipe.json", "-o", "grey.png", "--json", NULL);
  g_assert_cmpint (toned.status, ==, 0);
  answer = cli_json (&toned);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (answer), "recipe_sha256"), ==, recipe_hash);
  g_assert_nonnull (json_object_get_string_member (json_node_get_object (answer), "input_sha256"));
  grey = read_picture ("grey.png", &width, &height);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint8 rgb[3];

        colour_at (0, x, y, rgb);
        for (int c = 0; c < 3; c++)
          g_assert_cmpuint (grey[(y * WIDTH + x) * 3 + c], ==, 255 - rgb[1]);
      }

  small = cli ("render", "a.png", "--size", "32x100", "-o", "half.png", NULL);
  g_assert_cmpint (small.status, ==, 0);
  half = read_picture ("half.png", &width, &height);
  g_assert_true (width == 32 && height == 24);
  for (int y = 0; y < 24; y++)
    for (int x = 0; x < 32; x++)
      for (int c = 0; c < 3; c++)
        {
          double sum = 0;

          for (int k = 0; k < 4; k++)
            {
              guint8 rgb[3];

              colour_at (0, 2 * x + (k & 1), 2 * y + k / 2, rgb);
              sum += rgb[c];
            }
          g_assert_cmpfloat (half[(y * 32 + x) * 3 + c], ==, floor (sum / 4 + 0.5));
        }
}

static void
test_render_scene (void)
{
  g_auto (CliRun) run = { 0 };
  g_auto (CliRun) wrong = { 0 };
  g_auto (CliRun) nameless = { 0 };
  g_autofree guint8 *seen = NULL;
  int width, height;

  write_text ("scene.json", "{\"recto-scene\":1,\"page\":{\"width\":64,\"height\":48},\"exposures\":[{\"image\":\"a.png\"},"
                            "{\"image\":\"b.png\",\"registration\":[1,0,4,0,1,0,0,0,1]}],\"mode\":{\"name\":\"difference\",\"a\":0,\"b\":1}}");
  run = cli ("render", "--scene", "scene.json", "--zoom", "2", "--region", "10,0,20,12", "-o", "scene.png", NULL);
  g_assert_cmpstr (run.err, ==, "");
  g_assert_cmpint (run.status, ==, 0);
  seen = read_picture ("scene.png", &width, &height);
  g_assert_true (width == 40 && height == 24);
  for (int y = 0; y < 24; y++)
    for (int x = 0; x < 40; x++)
      {
        guint8 a[3], b[3];

        colour_at (0, 10 + x / 2, y / 2, a);
        colour_at (1, 6 + x / 2, y / 2, b);
        for (int c = 0; c < 3; c++)
          g_assert_cmpint (seen[(y * 40 + x) * 3 + c], ==, ABS (a[c] - b[c]));
      }
  write_text ("other.json", "{\"recto-scene\":1,\"page\":{\"width\":64,\"height\":48},\"exposures\":[{\"image\":\"a.png\",\"pixel_sha256\":\"00\"}]}");
  wrong = cli ("render", "--scene", "other.json", "-o", "never.png", NULL);
  cli_assert_said (&wrong, 1, NULL, "another hash");
  write_text ("nameless.json", "{\"recto-scene\":1,\"page\":{\"width\":64,\"height\":48},\"exposures\":[{}]}");
  nameless = cli ("render", "--scene", "nameless.json", "-o", "never.png", NULL);
  cli_assert_said (&nameless, 1, "nameless.json", "image");
  g_assert_cmpuint (cli_count ("never"), ==, 0);
}

static void
test_render_refused (void)
{
  g_auto (CliRun) lossy = cli ("render", "a.png", "-o", "out.jpg", NULL);
  g_auto (CliRun) first = cli ("render", "a.png", "-o", "once.png", NULL);
  g_auto (CliRun) second = cli ("render", "b.png", "-o", "once.png", NULL);
  g_auto (CliRun) outside = cli ("render", "a.png", "--region", "60,0,10,10", "-o", "never.png", NULL);
  g_auto (CliRun) nowhere = cli ("render", "a.png", "-o", "no/such/never.png", NULL);
  g_auto (CliRun) recipe = { 0 };
  g_auto (CliRun) forced = { 0 };
  g_autofree guint8 *kept = read_picture ("once.png", &(int) { 0 }, &(int) { 0 });
  g_autofree guint8 *replaced = NULL;
  guint8 a[3], b[3];

  colour_at (0, 0, 0, a);
  colour_at (1, 0, 0, b);
  cli_assert_said (&lossy, 1, "out.jpg", "without loss");
  g_assert_cmpint (first.status, ==, 0);
  cli_assert_said (&second, 1, "once.png", "--force");
  g_assert_cmpmem (kept, 3, a, 3);
  forced = cli ("render", "b.png", "-o", "once.png", "--force", NULL);
  g_assert_cmpint (forced.status, ==, 0);
  replaced = read_picture ("once.png", &(int) { 0 }, &(int) { 0 });
  g_assert_cmpmem (replaced, 3, b, 3);
  cli_assert_said (&outside, 1, "a.png", "not inside");
  cli_assert_said (&nowhere, 1, "no/such/never.png", "");
  write_text ("bad.json", "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":99}}]}");
  recipe = cli ("render", "a.png", "--recipe", "bad.json", "-o", "never.png", NULL);
  cli_assert_said (&recipe, 1, "bad.json", "between");
  g_assert_cmpuint (cli_count ("never"), ==, 0);
  g_assert_cmpuint (cli_count ("out"), ==, 0);
  g_assert_cmpuint (cli_count ("once"), ==, 1);
}

static void
test_operations (void)
{
  g_auto (CliRun) run = cli ("operations", "--json", NULL);
  g_auto (CliRun) words = cli ("operations", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  JsonArray *list = json_node_get_array (node);
  gboolean tone = FALSE, channel = FALSE;

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpint (words.status, ==, 0);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *operation = json_array_get_object_element (list, i);
      JsonArray *params = json_object_get_array_member (operation, "params");

      g_assert_cmpint (json_object_get_int_member (operation, "version"), >=, 1);
      g_assert_nonnull (strstr (words.out, json_object_get_string_member (operation, "op")));
      for (guint k = 0; k < json_array_get_length (params); k++)
        {
          JsonObject *param = json_array_get_object_element (params, k);

          g_assert_true (json_object_has_member (param, "type"));
          g_assert_true (json_object_has_member (param, "unit"));
          g_assert_true (json_object_has_member (param, "default"));
          if (g_str_equal (json_object_get_string_member (operation, "op"), "tone")
              && g_str_equal (json_object_get_string_member (param, "name"), "gamma"))
            {
              JsonArray *range = json_object_get_array_member (param, "range");

              tone = TRUE;
              g_assert_cmpfloat (json_array_get_double_element (range, 0), ==, 0.1);
              g_assert_cmpfloat (json_array_get_double_element (range, 1), ==, 10);
              g_assert_cmpfloat (json_object_get_double_member (param, "default"), ==, 1);
            }
          if (g_str_equal (json_object_get_string_member (operation, "op"), "channel"))
            {
              channel = TRUE;
              g_assert_cmpuint (json_array_get_length (json_object_get_array_member (param, "choices")), ==, 10);
              g_assert_cmpstr (json_object_get_string_member (param, "default"), ==, "luminance");
            }
        }
    }
  g_assert_true (tone && channel);
}

static void
test_usage (void)
{
  const char *wrong[][10] = {
    { "info" },
    { "info", "--no-such-option", "a.png" },
    { "render", "-o", "x.png" },
    { "render", "a.png" },
    { "render", "a.png", "b.png", "-o", "x.png" },
    { "render", "a.png", "--scene", "scene.json", "-o", "x.png" },
    { "render", "--scene", "scene.json", "--recipe", "recipe.json", "-o", "x.png" },
    { "render", "a.png", "--region", "1,2,3", "-o", "x.png" },
    { "render", "a.png", "--region", "1,2,3,4,5", "-o", "x.png" },
    { "render", "a.png", "--region", "1,2,0,4", "-o", "x.png" },
    { "render", "a.png", "--region", "2147483647,0,10,10", "-o", "x.png" },
    { "render", "a.png", "--size", "0x5", "-o", "x.png" },
    { "render", "a.png", "--size", "ten", "-o", "x.png" },
    { "render", "a.png", "--size", "-5x5", "-o", "x.png" },
    { "render", "a.png", "--zoom", "2", "-o", "x.png" },
    { "render", "--scene", "scene.json", "--zoom", "0", "-o", "x.png" },
    { "compare", "a.png", "--mode", "difference", "-o", "x.png" },
    { "compare", "a.png", "b.png", "--mode", "single", "-o", "x.png" },
    { "compare", "a.png", "b.png", "-o", "x.png" },
    { "compare", "a.png", "b.png", "--mode", "difference" },
    { "compare", "a.png", "b.png", "--mode", "difference", "--gain", "20", "-o", "x.png" },
    { "operations", "tone" },
    { "no-such-command" },
  };
  g_auto (CliRun) none = cli (NULL, NULL);
  g_auto (CliRun) version = cli ("--version", NULL);
  const char *commands[] = { "info", "render", "operations", "align", "compare", "specimen" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *const *w = wrong[i];
      g_auto (CliRun) run = cli (w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], NULL);

      cli_assert_said (&run, 2, NULL, "");
    }
  g_assert_cmpint (none.status, ==, 2);
  g_assert_cmpint (version.status, ==, 0);
  g_assert_true (g_str_has_prefix (version.out, "recto-cli "));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (CliRun) help = cli (commands[i], "--help", NULL);

      g_assert_cmpint (help.status, ==, 0);
      g_assert_nonnull (strstr (help.out, commands[i]));
      g_assert_cmpstr (help.err, ==, "");
    }
  g_assert_cmpuint (cli_count ("x"), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_set_up ();
  draw ("a.png", 0);
  draw ("b.png", 1);
  draw_jpeg ("p.jpg");
  g_test_add_func ("/cli/info", test_info);
  g_test_add_func ("/cli/dashes", test_dashes);
  g_test_add_func ("/cli/broken", test_broken);
  g_test_add_func ("/cli/render/image", test_render);
  g_test_add_func ("/cli/render/scene", test_render_scene);
  g_test_add_func ("/cli/render/refused", test_render_refused);
  g_test_add_func ("/cli/operations", test_operations);
  g_test_add_func ("/cli/usage", test_usage);
  status = g_test_run ();
  cli_tear_down ();
  return status;
}

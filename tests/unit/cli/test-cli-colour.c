/* test-cli-colour.c: the colour of pixels, and conversion from an embedded profile, as a script sees them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "cli-pictures.h"
#include "colour-profiles.h"

#include <png.h>
#include <stdio.h>
#include <string.h>

/* 16 × 8 pixels with a profile: (16 x, 30 y, 255 − 16 x). */
static void
write_with_profile (const char *name, GBytes *profile)
{
  g_autofree char *path = in_folder (name);
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  FILE *file = fopen (path, "wb");
  gsize size;
  const guint8 *data = g_bytes_get_data (profile, &size);

  png_init_io (png, file);
  png_set_IHDR (png, info, 16, 8, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                PNG_FILTER_TYPE_DEFAULT);
  png_set_iCCP (png, info, "test", 0, data, (png_uint_32) size);
  png_write_info (png, info);
  for (guint y = 0; y < 8; y++)
    {
      guint8 row[48];

      for (guint x = 0; x < 16; x++)
        {
          row[x * 3] = (guint8) (x * 16);
          row[x * 3 + 1] = (guint8) (y * 30);
          row[x * 3 + 2] = (guint8) (255 - x * 16);
        }
      png_write_row (png, row);
    }
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  fclose (file);
}

static JsonObject *
object_of (JsonNode *node)
{
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return json_node_get_object (node);
}

static void
assert_ints (JsonObject *object, const char *name, const int *values, guint n)
{
  JsonArray *array = json_object_get_array_member (object, name);

  g_assert_cmpuint (json_array_get_length (array), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (json_array_get_int_element (array, i), ==, values[i]);
}

static RectoLab
lab_of (JsonObject *object)
{
  JsonArray *array = json_object_get_array_member (object, "lab");

  g_assert_cmpuint (json_array_get_length (array), ==, 3);
  return (RectoLab) { json_array_get_double_element (array, 0), json_array_get_double_element (array, 1),
                      json_array_get_double_element (array, 2) };
}

static void
test_pick (void)
{
  g_auto (CliRun) run = cli ("pick", "adobe.png", "3,2", "12,7", "--recipe", "invert.json", "--json", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  JsonObject *first = object_of (node);
  JsonObject *second = json_object_get_object_member (first, "second");
  const double in[2][3] = { { 48 / 255.0, 60 / 255.0, 207 / 255.0 }, { 192 / 255.0, 210 / 255.0, 63 / 255.0 } };
  RectoLab lab[2] = { lab_of (first), lab_of (second) };

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.err, ==, "");
  assert_ints (first, "position", (const int[]) { 3, 2 }, 2);
  assert_ints (first, "stored", (const int[]) { 48, 60, 207 }, 3);
  assert_ints (first, "seen", (const int[]) { 207, 195, 48 }, 3);
  assert_ints (second, "position", (const int[]) { 12, 7 }, 2);
  assert_ints (second, "stored", (const int[]) { 192, 210, 63 }, 3);
  assert_ints (second, "seen", (const int[]) { 63, 45, 192 }, 3);
  g_assert_true (json_object_get_boolean_member (first, "calibrated"));
  g_assert_cmpstr (json_object_get_string_member (first, "profile"), ==, "Adobe-like");
  for (guint i = 0; i < 2; i++)
    {
      RectoLab expected = expected_lab (PROFILE_ADOBE, in[i]);

      g_assert_cmpfloat (recto_lab_delta_e76 (&expected, &lab[i]), <, 0.02);
    }
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (first, "delta_e2000"),
                                  recto_lab_delta_e2000 (&lab[0], &lab[1]), 0.001);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (first, "delta_e76"),
                                  recto_lab_delta_e76 (&lab[0], &lab[1]), 0.001);
}

static void
test_uncalibrated (void)
{
  g_auto (CliRun) run = cli ("pick", "plain.png", "5,6", "--json", NULL);
  g_auto (CliRun) words = cli ("pick", "plain.png", "5,6", "6,6", NULL);
  g_auto (CliRun) bad = cli ("pick", "odd.png", "0,0", NULL);
  g_auto (CliRun) outside = cli ("pick", "plain.png", "5,600", NULL);
  g_auto (CliRun) negative = cli ("pick", "plain.png", "0,0", "3,-1", NULL);
  g_auto (CliRun) none = cli ("pick", "plain.png", NULL);
  g_auto (CliRun) letters = cli ("pick", "plain.png", "1;2", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  JsonObject *object = object_of (node);
  guint8 rgb[3];

  colour_at (0, 5, 6, rgb);
  assert_ints (object, "stored", (const int[]) { rgb[0], rgb[1], rgb[2] }, 3);
  assert_ints (object, "seen", (const int[]) { rgb[0], rgb[1], rgb[2] }, 3);
  g_assert_false (json_object_get_boolean_member (object, "calibrated"));
  g_assert_true (json_object_get_null_member (object, "profile"));
  g_assert_false (json_object_has_member (object, "second"));
  g_assert_false (json_object_has_member (object, "delta_e2000"));
  g_assert_cmpint (words.status, ==, 0);
  g_assert_nonnull (strstr (words.out, "uncalibrated"));
  g_assert_nonnull (strstr (words.out, "ΔE2000"));
  /* A broken profile is told, and the numbers are still given. */
  g_assert_cmpint (bad.status, ==, 0);
  g_assert_nonnull (strstr (bad.err, "recto-cli: odd.png: The colour profile"));
  g_assert_nonnull (strstr (bad.out, "uncalibrated"));
  cli_assert_said (&outside, 1, "plain.png", "no pixel 5,600");
  cli_assert_said (&negative, 1, "plain.png", "no pixel 3,-1");
  g_assert_cmpint (none.status, ==, 2);
  g_assert_cmpint (letters.status, ==, 2);
}

static void
test_render (void)
{
  g_auto (CliRun) run = cli ("render", "adobe.png", "--recipe", "profile.json", "-o", "converted.png", "--json", NULL);
  g_auto (CliRun) part = cli ("render", "adobe.png", "--recipe", "profile.json", "--region", "3,2,5,4", "-o", "part.png", NULL);
  g_auto (CliRun) small = cli ("render", "adobe.png", "--recipe", "profile.json", "--size", "8x4", "-o", "small.png", "--json", NULL);
  g_auto (CliRun) plain = cli ("render", "plain.png", "--recipe", "profile.json", "-o", "unchanged.png", "--json", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  g_autoptr (JsonNode) small_node = cli_json (&small);
  g_autoptr (JsonNode) plain_node = cli_json (&plain);
  g_autofree guint8 *whole_pixels = NULL;
  g_autofree guint8 *part_pixels = NULL;
  int width, height;

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.err, ==, "");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (object_of (node), "colour_engine"), "Little CMS"));
  whole_pixels = read_picture ("converted.png", &width, &height);
  g_assert_cmpint (width, ==, 16);
  for (guint p = 0; p < 128; p++)
    {
      guint x = p % 16, y = p / 16;
      const double in[3] = { x * 16 / 255.0, y * 30 / 255.0, (255 - x * 16) / 255.0 };
      double out[3];

      expected_srgb (PROFILE_ADOBE, in, out);
      for (guint k = 0; k < 3; k++)
        g_assert_cmpfloat_with_epsilon (whole_pixels[p * 3 + k], out[k] * 255, 1);
    }
  /* A part is converted as the whole is, and a smaller picture keeps the profile until it is converted. */
  part_pixels = read_picture ("part.png", &width, &height);
  for (int y = 0; y < 4; y++)
    g_assert_cmpmem (part_pixels + y * 15, 15, whole_pixels + ((y + 2) * 16 + 3) * 3, 15);
  g_assert_cmpstr (small.err, ==, "");
  g_assert_true (json_object_has_member (object_of (small_node), "colour_engine"));
  /* Without a profile the picture is as it was, and that is said. */
  g_assert_cmpint (plain.status, ==, 0);
  g_assert_cmpstr (plain.err, ==, "recto-cli: plain.png: The picture has no embedded colour profile. The stored numbers are shown.\n");
  g_assert_cmpstr (json_object_get_string_member (object_of (plain_node), "pixel_sha256"), ==,
                   json_object_get_string_member (object_of (plain_node), "input_sha256"));
  g_assert_false (json_object_has_member (object_of (plain_node), "colour_engine"));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GBytes) adobe = make_profile (PROFILE_ADOBE);
  gsize size;
  const guint8 *data = g_bytes_get_data (adobe, &size);
  g_autofree guint8 *odd = g_memdup2 (data, size);
  g_autoptr (GBytes) bad = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_set_up ();
  draw ("plain.png", 0);
  write_with_profile ("adobe.png", adobe);
  /* A printer’s. */
  memcpy (odd + 12, "prtr", 4);
  bad = g_bytes_new (odd, size);
  write_with_profile ("odd.png", bad);
  write_text ("profile.json", "{\"recto-recipe\":1,\"steps\":[{\"op\":\"profile\"}]}");
  write_text ("invert.json", "{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\"}]}");

  g_test_add_func ("/cli-colour/pick", test_pick);
  g_test_add_func ("/cli-colour/uncalibrated", test_uncalibrated);
  g_test_add_func ("/cli-colour/render", test_render);

  status = g_test_run ();
  cli_tear_down ();
  return status;
}

/* test-cli-compare.c: every mode of compare against arithmetic written out here, and where its transform comes from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "cli-pictures.h"

#include <math.h>
#include <stdlib.h>

static void
test_compare (void)
{
  const char *modes[] = { "difference", "signed-difference", "two-colour", "overlay", "checkerboard", "curtain", "composite" };

  write_text ("shift.json", "[1,0,3,0,1,0,0,0,1]");
  for (guint m = 0; m < G_N_ELEMENTS (modes); m++)
    {
      g_autofree char *name = g_strdup_printf ("compare-%s.png", modes[m]);
      g_auto (CliRun) run = cli ("compare", "a.png", "b.png", "--mode", modes[m], "--align", "shift.json", "-o", name, "--json", NULL);
      g_autoptr (JsonNode) node = cli_json (&run);
      g_autofree guint8 *seen = NULL;
      g_autofree char *hash = NULL;
      int width, height;

      g_assert_cmpint (run.status, ==, 0);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "status"), ==, "aligned");
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "mode"), ==, modes[m]);
      seen = read_picture (name, &width, &height);
      g_assert_true (width == WIDTH && height == HEIGHT);
      hash = pixel_hash (seen, width, height, 3);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "pixel_sha256"), ==, hash);
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          {
            guint8 a[3], b[3] = { 0 };
            double la, lb;
            gboolean see_b = x >= 3;

            colour_at (0, x, y, a);
            if (see_b)
              colour_at (1, x - 3, y, b);
            la = 0.2126 * a[0] + 0.7152 * a[1] + 0.0722 * a[2];
            lb = 0.2126 * b[0] + 0.7152 * b[1] + 0.0722 * b[2];
            for (int c = 0; c < 3; c++)
              {
                double wanted = 0;

                if (m == 0 && see_b)
                  wanted = abs (a[c] - b[c]);
                else if (m == 1 && see_b)
                  wanted = fmin (fmax (128 + (a[c] - b[c]) / 2.0, 0), 255);
                else if (m == 2 || m == 6)
                  wanted = c == 0 ? la : lb;
                else if (m == 3)
                  wanted = see_b ? (a[c] + b[c]) / 2.0 : a[c];
                else if (m == 4)
                  wanted = (x / 4 + y / 4) % 2 == 0 ? a[c] : b[c];
                else if (m == 5)
                  wanted = x >= WIDTH / 2 ? b[c] : a[c];
                g_assert_cmpfloat_with_epsilon (seen[(y * WIDTH + x) * 3 + c], wanted, 0.51);
              }
          }
    }
}

static void
test_compare_aligned (void)
{
  g_auto (CliRun) drawn = cli ("specimen", "--output-dir", "pair", "--dpi", "150", "--seed", "3", NULL);

  g_auto (CliRun) run = cli ("compare", "pair/page-white.png", "pair/page-uv365.png", "--mode", "two-colour", "-o", "found.png", "--json", NULL);
  g_auto (CliRun) strangers_json = cli ("compare", "a.png", "pair/page-white.png", "--mode", "difference", "-o", "never.png", "--json", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  g_autoptr (JsonNode) no = cli_json (&strangers_json);
  g_autofree char *text = NULL;
  g_auto (CliRun) again = { 0 };

  g_assert_cmpint (drawn.status, ==, 0);
  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "status"), ==, "aligned");
  g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (json_node_get_object (node), "error"), "rms_px"), <, 2);
  g_assert_cmpint (strangers_json.status, ==, 3);
  g_assert_true (g_str_has_prefix (strangers_json.err, "recto-cli: pair/page-white.png: "));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (no), "status"), ==, "not-aligned");
  g_assert_cmpuint (cli_count ("never"), ==, 0);
  {
    /* The result has the reference's resolution, also where every pixel is covered. */
    g_auto (CliRun) same = cli ("compare", "pair/page-white.png", "pair/page-white.png", "--mode", "overlay", "--align", "none", "-o", "same.png", NULL);
    g_auto (CliRun) info = cli ("info", "same.png", "--json", NULL);
    g_autoptr (JsonNode) about = cli_json (&info);
    JsonNode *dpi = json_object_get_member (json_array_get_object_element (json_node_get_array (about), 0), "dpi");

    g_assert_cmpint (same.status, ==, 0);
    g_assert_true (JSON_NODE_HOLDS_ARRAY (dpi));
    g_assert_cmpfloat_with_epsilon (json_array_get_double_element (json_node_get_array (dpi), 0), 150, 0.02);
  }

  /* What was answered is a transform for the next time: the same picture. */
  write_text ("answer.json", run.out);
  again = cli ("compare", "pair/page-white.png", "pair/page-uv365.png", "--mode", "two-colour", "--align", "answer.json", "-o", "again.png", "--json", NULL);
  g_assert_cmpint (again.status, ==, 0);
  {
    g_autoptr (JsonNode) second = cli_json (&again);

    g_assert_cmpstr (json_object_get_string_member (json_node_get_object (second), "pixel_sha256"), ==,
                     json_object_get_string_member (json_node_get_object (node), "pixel_sha256"));
  }
}

static void
test_transforms (void)
{
  const struct
  {
    const char *json;
    int status;
  } cases[] = {
    { "{\"transform\":[1,0,0,0,1,0,0,0,1]}", 0 },
    { "[1,0,0,0,1,0,0,0]", 1 },
    { "[1,0,0,0,1,0,0,0,{}]", 1 },
    { "[0,0,0,0,0,0,0,0,0]", 1 },
    { "[1,0,0,0,1,0,-0.05,0,1]", 1 },
    { "not json", 1 },
    { "{\"status\":\"not-aligned\",\"reason\":\"Too little to go by.\",\"reason_code\":\"few-blocks\"}", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = g_strdup_printf ("moved-%u.png", i);
      g_auto (CliRun) run = { 0 };

      write_text ("transform.json", cases[i].json);
      run = cli ("compare", "a.png", "b.png", "--mode", "difference", "--align", "transform.json", "-o", out, NULL);
      g_test_message ("%s: %s", cases[i].json, run.err);
      g_assert_cmpint (run.status, ==, cases[i].status);
      g_assert_cmpuint (cli_count (out), ==, cases[i].status == 0);
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_set_up ();
  draw ("a.png", 0);
  draw ("b.png", 1);
  g_test_add_func ("/cli/compare/modes", test_compare);
  g_test_add_func ("/cli/compare/aligned", test_compare_aligned);
  g_test_add_func ("/cli/compare/transforms", test_transforms);
  status = g_test_run ();
  cli_tear_down ();
  return status;
}

/* test-cli-measure.c: recto-cli measure, held against what was drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "cli-pictures.h"

#include <math.h>

static void
near (JsonObject *object, const char *name, double expected, double within)
{
  g_assert_cmpfloat (fabs (json_object_get_double_member (object, name) - expected), <=, within);
}

static void
test_distance (void)
{
  g_auto (CliRun) run = cli ("measure", "a.png", "distance", "0,0", "30,40", "--dpi", "254", "--json", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpint (run.status, ==, 0);
  near (object, "value", 5, 1e-9);
  g_assert_cmpstr (json_object_get_string_member (object, "unit"), ==, "mm");
  near (object, "expanded_uncertainty", 2 * hypot (5 * 0.05 / sqrt (3), 0.05 * G_SQRT2), 1e-4);
  g_assert_cmpstr (json_object_get_string_member (object, "dominant"), ==, "scale");
}

/* A page of 125 × 88 mm at 10 px/mm, and a zone on it that is stretched: measured all the same, and said. */
static void
test_calibration (void)
{
  write_text ("cal.json", "{\"recto-calibration\":1,\"scales\":[{\"source\":\"page-size\",\"width\":125,\"height\":88,"
                          "\"corners\":[[0,0],[1250,0],[1250,880],[0,880]]},"
                          "{\"source\":\"mrz-pitch\",\"pitches\":40,\"points\":[[100,800],[1160,800]]}]}");
  g_auto (CliRun) run = cli ("measure", "a.png", "area", "0,0", "100,0", "100,50", "0,50", "--calibration", "cal.json", "--json", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  JsonObject *object = json_node_get_object (node);
  JsonObject *compared = json_array_get_object_element (json_object_get_array_member (object, "compared"), 0);

  g_assert_cmpint (run.status, ==, 0);
  near (object, "value", 50, 1e-9);
  g_assert_cmpstr (json_object_get_string_member (object, "scale"), ==, "page-size");
  g_assert_true (json_object_get_boolean_member (compared, "disagree"));
  g_assert_nonnull (strstr (run.err, "differs"));
}

static void
test_statistics (void)
{
  g_auto (CliRun) run = cli ("measure", "a.png", "statistics", "3,4", "12,8", "--against", "20,20 20,20", "--json", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  JsonObject *object = json_node_get_object (node);
  guint8 rgb[3];

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpint (json_object_get_int_member (object, "n"), ==, 50);
  for (guint k = 0; k < 3; k++)
    {
      double sum = 0;

      for (int y = 4; y <= 8; y++)
        for (int x = 3; x <= 12; x++)
          {
            colour_at (0, x, y, rgb);
            sum += rgb[k];
          }
      near (json_array_get_object_element (json_object_get_array_member (object, "channels"), k), "mean", sum / 50, 1e-9);
    }
  g_assert_true (json_object_has_member (object, "delta_e2000"));
}

static void
test_profile (void)
{
  g_auto (CliRun) run = cli ("measure", "a.png", "profile", "5,7", "14,7", "--json", NULL);
  g_autoptr (JsonNode) node = cli_json (&run);
  JsonArray *samples = json_object_get_array_member (json_node_get_object (node), "samples");
  guint8 rgb[3];

  g_assert_cmpuint (json_array_get_length (samples), ==, 10);
  for (guint i = 0; i < 10; i++)
    {
      colour_at (0, 5 + (int) i, 7, rgb);
      for (guint k = 0; k < 3; k++)
        g_assert_cmpfloat (json_array_get_double_element (json_array_get_array_element (samples, i), k), ==, rgb[k]);
    }
}

static void
test_wrong (void)
{
  g_auto (CliRun) kind = cli ("measure", "a.png", "length", "0,0", "1,1", NULL);
  g_auto (CliRun) point = cli ("measure", "a.png", "distance", "0,0", "1;1", NULL);
  g_auto (CliRun) few = cli ("measure", "a.png", "angle", "0,0", "9,1", NULL);
  g_auto (CliRun) outside = cli ("measure", "a.png", "statistics", "900,900", "910,910", NULL);
  g_auto (CliRun) words = cli ("measure", "a.png", "circle", "0,0", "10,0", "10,10", "0,10", NULL);

  cli_assert_said (&kind, 2, NULL, "line-spacing");
  cli_assert_said (&point, 2, NULL, "X,Y");
  cli_assert_said (&few, 1, "a.png", "takes 3 points");
  cli_assert_said (&outside, 1, "a.png", "no pixel");
  g_assert_cmpint (words.status, ==, 0);
  g_assert_nonnull (strstr (words.out, "pointing"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_set_up ();
  draw ("a.png", 0);
  g_test_add_func ("/cli/measure/distance", test_distance);
  g_test_add_func ("/cli/measure/calibration", test_calibration);
  g_test_add_func ("/cli/measure/statistics", test_statistics);
  g_test_add_func ("/cli/measure/profile", test_profile);
  g_test_add_func ("/cli/measure/wrong", test_wrong);
  status = g_test_run ();
  cli_tear_down ();
  return status;
}

/* test-calibration.c: scales against planted pages, and their JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-calibration.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b, within) g_assert_cmpfloat (fabs ((a) - (b)), <=, within)

/* A page seen through a planted transform comes back in millimetres, also turned and mirrored. */
static void
test_page (void)
{
  const RectoMatrix3 planted[] = {
    { { 11.8, 0.4, 90, -0.3, 12.1, 40, 0, 0, 1 } },
    { { 11.8, 0.4, 90, -0.3, 12.1, 40, 4e-4, -6e-4, 1 } },
    { { -0.4, -12, 2000, 12, 0.2, 100, 3e-4, 2e-4, 1 } },
    { { -12, 0, 2000, 0, 12, 100, 0, 1e-4, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    {
      g_autoptr (GError) error = NULL;
      const RectoPoint page[] = { { 0, 0 }, { 125, 0 }, { 125, 88 }, { 0, 88 } };
      RectoPoint corners[4];
      RectoScale scale;
      RectoMatrix3 transform;

      for (guint k = 0; k < 4; k++)
        corners[k] = recto_matrix3_map (&planted[i], page[k]);
      recto_scale_init_page_size (&scale, corners, 125, 88, RECTO_PAGE_TOLERANCE_MM, 0.5, &error);
      g_assert_no_error (error);
      transform = recto_scale_get_transform (&scale);
      for (double x = 0; x <= 125; x += 25)
        for (double y = 0; y <= 88; y += 22)
          {
            RectoPoint back = recto_matrix3_map (&transform, recto_matrix3_map (&planted[i], (RectoPoint) { x, y }));

            assert_near (back.x, x, 1e-9);
            assert_near (back.y, y, 1e-9);
          }
    }
}

/* Worked out by hand for an upright page: width by the mean of its two sides. */
static void
test_relative_uncertainty (void)
{
  const RectoPoint corners[] = { { 0, 0 }, { 1250, 0 }, { 1250, 880 }, { 0, 880 } };
  RectoScale scale;
  double u;

  g_assert_true (recto_scale_init_page_size (&scale, corners, 125, 88, 0.75, 0, NULL));
  assert_near (recto_scale_get_mm_per_px (&scale, (RectoPoint) { 600, 400 }, (RectoPoint) { 3, 0 }, &u), 0.1, 1e-12);
  assert_near (u, 0.75 / sqrt (3) / 125, 1e-9);
  recto_scale_get_mm_per_px (&scale, (RectoPoint) { 600, 400 }, (RectoPoint) { 0, 1 }, &u);
  assert_near (u, 0.75 / sqrt (3) / 88, 1e-9);
  g_assert_true (recto_scale_init_page_size (&scale, corners, 125, 88, 0, 0.5, NULL));
  recto_scale_get_mm_per_px (&scale, (RectoPoint) { 625, 440 }, (RectoPoint) { 1, 0 }, &u);
  assert_near (u, 0.5 / 1250, 2e-6); /* two sides of u √2 each, their mean */

  g_assert_true (recto_scale_init_mrz_pitch (&scale, (RectoPoint) { 0, 0 }, (RectoPoint) { 0, 1000 }, 40, 0.025, 0.5, 1, NULL));
  assert_near (recto_scale_get_mm_per_px (&scale, (RectoPoint) { 0, 0 }, (RectoPoint) { 1, 1 }, &u), 0.1016, 1e-12);
  assert_near (u, hypot (0.025 / sqrt (3) / 2.54, 0.5 * G_SQRT2 / 1000), 1e-8);

  g_assert_true (recto_scale_init_ruler (&scale, (RectoPoint) { 0, 0 }, (RectoPoint) { 0, 500 }, 100, 0.2, 0.5, 0.5, NULL));
  assert_near (recto_scale_get_mm_per_px (&scale, (RectoPoint) { 0, 0 }, (RectoPoint) { 0, 1 }, &u), 0.2, 1e-12);
  assert_near (recto_scale_get_mm_per_px (&scale, (RectoPoint) { 0, 0 }, (RectoPoint) { 1, 0 }, &u), 0.4, 1e-12);

  g_assert_true (recto_scale_init_dpi (&scale, 300, 600, 0.05, NULL));
  assert_near (recto_scale_get_mm_per_px (&scale, (RectoPoint) { 0, 0 }, (RectoPoint) { 1, 0 }, &u), 25.4 / 300, 1e-12);
  assert_near (u, 0.05 / sqrt (3), 1e-9);
  assert_near (recto_scale_get_mm_per_px (&scale, (RectoPoint) { 0, 0 }, (RectoPoint) { 0, 1 }, &u), 25.4 / 600, 1e-12);
}

static void
test_compare (void)
{
  const RectoPoint corners[] = { { 0, 0 }, { 1250, 0 }, { 1250, 880 }, { 0, 880 } };
  RectoScale page, mrz, dpi;
  RectoScaleComparison comparison;
  g_autofree char *agree = NULL;
  g_autofree char *differ = NULL;
  double u, v;

  g_assert_true (recto_scale_init_page_size (&page, corners, 125, 88, 0.75, 0.5, NULL));
  /* 40 pitches are 101.6 mm: 1016 px on this page. */
  g_assert_true (recto_scale_init_mrz_pitch (&mrz, (RectoPoint) { 100, 800 }, (RectoPoint) { 1116, 800 }, 40, 0.025, 0.5, 1, NULL));
  recto_scale_compare (&page, &mrz, (RectoPoint) { 600, 400 }, &comparison);
  assert_near (comparison.normalised, 0, 1e-9);
  g_assert_false (comparison.disagree);
  agree = recto_scale_dup_comparison_text (&page, &mrz, &comparison);
  g_assert_nonnull (strstr (agree, "agrees"));

  /* A zone stretched by 4 %. */
  mrz.points[1].x = 100 + 1016 * 1.04;
  recto_scale_compare (&page, &mrz, (RectoPoint) { 600, 400 }, &comparison);
  recto_scale_get_mm_per_px (&page, (RectoPoint) { 628, 800 }, (RectoPoint) { 1, 0 }, &u);
  recto_scale_get_mm_per_px (&mrz, (RectoPoint) { 628, 800 }, (RectoPoint) { 1, 0 }, &v);
  assert_near (comparison.normalised, (0.1 - 0.1 / 1.04) / hypot (u * 0.1, v * 0.1 / 1.04), 1e-3);
  g_assert_true (comparison.disagree);
  differ = recto_scale_dup_comparison_text (&page, &mrz, &comparison);
  g_assert_nonnull (strstr (differ, "differs"));
  g_assert_nonnull (strstr (differ, "3.85")); /* 1 - 1 / 1.04 */

  /* A claim that is right along x alone: the worse direction counts. */
  g_assert_true (recto_scale_init_dpi (&dpi, 254, 300, 0.05, NULL));
  recto_scale_compare (&page, &dpi, (RectoPoint) { 600, 400 }, &comparison);
  g_assert_true (comparison.disagree);
  assert_near (comparison.mm_per_px[1], 25.4 / 300, 1e-12);
  /* Nothing is known better than exactly. */
  g_assert_true (recto_scale_init_dpi (&dpi, 254, 254, 0, NULL));
  recto_scale_compare (&dpi, &dpi, (RectoPoint) { 600, 400 }, &comparison);
  g_assert_false (comparison.disagree);
}

#define PAGE "{\"corners\":[[0,0],[1250.5,0],[1250,880],[0,880]],\"height\":88,\"pointing\":0.5,\"source\":\"page-size\",\"tolerance\":0.75,\"width\":125}"
#define MRZ "{\"aspect\":1,\"pitch\":2.54,\"pitches\":40,\"pointing\":0.5,\"points\":[[1,2],[1000,2]],\"source\":\"mrz-pitch\",\"tolerance\":0.025}"
#define RULER "{\"aspect\":1,\"length\":50,\"pointing\":0.25,\"points\":[[1,2],[3,600]],\"source\":\"ruler\",\"tolerance\":0.1}"
#define DPI "{\"dpi\":[300,300],\"source\":\"dpi\",\"tolerance\":0.05}"
#define LIST(chosen, scales) "{\"chosen\":" chosen ",\"recto-calibration\":1,\"scales\":[" scales "]}"

static void
test_json (void)
{
  const char *texts[][2] = {
    { LIST ("1", PAGE "," MRZ "," RULER "," DPI), LIST ("1", PAGE "," MRZ "," RULER "," DPI) },
    { "{\"recto-calibration\":1,\"scales\":[{\"source\":\"page-size\",\"width\":125,\"height\":88,\"corners\":[[0,0],[1250.5,0],[1250,880],[0,880]]}]}",
      LIST ("0", PAGE) },
    { "{\"recto-calibration\":1,\"scales\":[{\"source\":\"mrz-pitch\",\"pitches\":40,\"points\":[[1,2],[1000,2]]},{\"source\":\"dpi\",\"dpi\":[300,300]}]}",
      LIST ("0", MRZ "," DPI) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoCalibration) calibration = recto_calibration_new_from_text (texts[i][0], &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = recto_calibration_to_text (calibration);
      g_assert_cmpstr (text, ==, texts[i][1]);
    }
}

static void
test_bad_json (void)
{
  const char *bad[] = {
    "", "[]", "3", "null", "{", "{}", LIST ("0", ""), LIST ("1", PAGE), LIST ("-1", PAGE), LIST ("0.5", PAGE), LIST ("0", "7"),
    "{\"recto-calibration\":2,\"scales\":[" PAGE "]}", "{\"recto-calibration\":1,\"scales\":{}}",
    "{\"recto-calibration\":1,\"scale\":[" PAGE "]}", LIST ("0", "{\"source\":\"wish\"}"), LIST ("0", "{\"source\":3}"), LIST ("0", "{}"),
    LIST ("0", "{\"source\":\"dpi\"}"), LIST ("0", "{\"source\":\"dpi\",\"dpi\":[300]}"), LIST ("0", "{\"source\":\"dpi\",\"dpi\":[300,0]}"),
    LIST ("0", "{\"source\":\"dpi\",\"dpi\":[300,-300]}"), LIST ("0", "{\"source\":\"dpi\",\"dpi\":[300,300],\"tolerance\":0.5}"),
    LIST ("0", "{\"source\":\"dpi\",\"dpi\":[300,300],\"pointing\":0.5}"),
    LIST ("0", "{\"source\":\"ruler\",\"length\":50,\"points\":[[1,2],[3,600]]}"),
    LIST ("0", "{\"source\":\"ruler\",\"length\":50,\"tolerance\":0.1,\"points\":[[1,2],[1,2]]}"),
    LIST ("0", "{\"source\":\"ruler\",\"length\":50,\"tolerance\":0.1,\"points\":[[1,2]]}"),
    LIST ("0", "{\"source\":\"ruler\",\"length\":50,\"tolerance\":0.1,\"points\":[[1,2],[1,\"2\"]]}"),
    LIST ("0", "{\"source\":\"ruler\",\"tolerance\":0.1,\"points\":[[1,2],[1,200]]}"),
    LIST ("0", "{\"source\":\"ruler\",\"length\":true,\"tolerance\":0.1,\"points\":[[1,2],[1,200]]}"),
    LIST ("0", "{\"source\":\"ruler\",\"length\":50,\"tolerance\":0.1,\"aspect\":0,\"points\":[[1,2],[1,200]]}"),
    LIST ("0", "{\"source\":\"mrz-pitch\",\"points\":[[1,2],[1000,2]]}"), LIST ("0", "{\"source\":\"mrz-pitch\",\"pitches\":0,\"points\":[[1,2],[1000,2]]}"),
    LIST ("0", "{\"source\":\"mrz-pitch\",\"pitches\":4.5,\"points\":[[1,2],[1000,2]]}"),
    /* Crossed, collinear, on one place. */
    LIST ("0", "{\"source\":\"page-size\",\"width\":125,\"height\":88,\"corners\":[[0,0],[1250,0],[0,880],[1250,880]]}"),
    LIST ("0", "{\"source\":\"page-size\",\"width\":125,\"height\":88,\"corners\":[[0,0],[10,0],[20,0],[30,0]]}"),
    LIST ("0", "{\"source\":\"page-size\",\"width\":125,\"height\":88,\"corners\":[[0,0],[0,0],[0,0],[0,0]]}"),
    LIST ("0", "{\"source\":\"page-size\",\"width\":125,\"height\":88,\"corners\":[[0,0],[1250,0],[1e300,880],[0,880]]}"),
    LIST ("0", "{\"source\":\"page-size\",\"width\":125,\"corners\":[[0,0],[1250,0],[1250,880],[0,880]]}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (recto_calibration_new_from_text (bad[i], &error));
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    }
}

static void
test_names (void)
{
  double width, height;

  g_assert_true (recto_page_size_from_name ("td3", &width, &height));
  assert_near (width, 125, 0);
  assert_near (height, 88, 0);
  g_assert_false (recto_page_size_from_name ("A4", &width, &height));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration/page", test_page);
  g_test_add_func ("/calibration/relative-uncertainty", test_relative_uncertainty);
  g_test_add_func ("/calibration/compare", test_compare);
  g_test_add_func ("/calibration/json", test_json);
  g_test_add_func ("/calibration/bad-json", test_bad_json);
  g_test_add_func ("/calibration/names", test_names);
  return g_test_run ();
}

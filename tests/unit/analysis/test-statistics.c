/* test-statistics.c: numbers of areas and lines, worked out another way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-statistics.h"

#include <math.h>
#include <stdlib.h>

#define assert_near(a, b, within) g_assert_cmpfloat (fabs ((a) - (b)), <=, within)

static RectoImage *
noise (guint width, guint height, guint channels, guint depth, gboolean alpha)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  RectoImage *image = recto_image_new (width, height, channels, depth, alpha, NULL);
  guint8 *data = recto_image_get_data_mutable (image);

  for (gsize i = 0; i < (gsize) width * height * channels; i++)
    if (depth == 8)
      data[i] = (guint8) g_rand_int_range (rand, 0, 256);
    else
      ((guint16 *) (gpointer) data)[i] = (guint16) g_rand_int_range (rand, 0, 65536);
  for (gsize i = 0; alpha && i < (gsize) width * height; i++)
    if (depth == 8)
      recto_image_get_alpha_mutable (image)[i] = i % 3 == 0 ? 0 : 255;
    else
      ((guint16 *) (gpointer) recto_image_get_alpha_mutable (image))[i] = i % 3 == 0 ? 0 : 65535;
  return image;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Definition 7 on sorted values. */
static double
sorted_quantile (const double *sorted, guint n, double share)
{
  double place = share * (n - 1);
  guint below = (guint) place;

  return below + 1 < n ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[n - 1];
}

/* inside: whether a page point belongs, said apart from RectoShape. */
static void
check_area (RectoImage *image, const char *json, const RectoMatrix3 *to_page, gboolean (*inside) (double x, double y))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoShape) shape = recto_shape_new_from_text (json, &error);
  guint width = recto_image_get_width (image), channels = recto_image_get_channels (image), depth = recto_image_get_depth (image);
  const guint8 *data = recto_image_get_data (image), *alpha = recto_image_get_alpha (image);
  g_autofree double *values = g_new (double, (gsize) width * recto_image_get_height (image));
  RectoAreaStatistics statistics;

  recto_area_statistics (image, shape, to_page, &statistics, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (statistics.n_channels, ==, channels);
  for (guint k = 0; k < channels; k++)
    {
      const RectoChannelStatistics *c = &statistics.channels[k];
      double sum = 0, squares = 0;
      guint n = 0;

      for (gsize i = 0; i < (gsize) width * recto_image_get_height (image); i++)
        {
          RectoPoint p = { (double) (i % width), (double) (i / width) };

          if (to_page != NULL)
            p = recto_matrix3_map (to_page, p);
          if (inside (p.x, p.y) && (alpha == NULL || i % 3 != 0))
            values[n++] = depth == 8 ? data[i * channels + k] : ((const guint16 *) (gconstpointer) data)[i * channels + k];
        }
      g_assert_cmpuint (n, ==, statistics.n);
      qsort (values, n, sizeof *values, compare);
      for (guint i = 0; i < n; i++)
        sum += values[i];
      for (guint i = 0; i < n; i++)
        squares += (values[i] - sum / n) * (values[i] - sum / n);
      assert_near (c->mean, sum / n, 1e-9);
      assert_near (c->deviation, sqrt (squares / (n - 1)), 1e-7);
      assert_near (c->minimum, values[0], 0);
      assert_near (c->maximum, values[n - 1], 0);
      assert_near (c->p5, sorted_quantile (values, n, 0.05), 1e-9);
      assert_near (c->q1, sorted_quantile (values, n, 0.25), 1e-9);
      assert_near (c->median, sorted_quantile (values, n, 0.5), 1e-9);
      assert_near (c->q3, sorted_quantile (values, n, 0.75), 1e-9);
      assert_near (c->p95, sorted_quantile (values, n, 0.95), 1e-9);
    }
}

static gboolean
in_box (double x, double y)
{
  return x >= 10 && x < 41 && y >= 5 && y < 29;
}

static gboolean
in_half_box (double x, double y)
{
  return x >= 9.5 && x < 40.5 && y >= 4.5 && y < 28.5;
}

static gboolean
in_triangle (double x, double y)
{
  return x >= 0.5 && y >= 0.5 && x + y <= 40.25;
}

static gboolean
in_ellipse (double x, double y)
{
  return (x - 25.3) * (x - 25.3) / (15 * 15) + (y - 20.1) * (y - 20.1) / (10 * 10) <= 1;
}

static gboolean
everywhere (double x, double y)
{
  return x == x && y == y;
}

static void
test_areas (void)
{
  const RectoMatrix3 shrunk = { { 0.5, 0, 0.1, 0, 0.5, 0.2, 0, 0, 1 } };
  const guint depths[] = { 8, 16 };

  for (guint d = 0; d < 2; d++)
    for (guint channels = 1; channels <= 3; channels += 2)
      for (guint alpha = 0; alpha < 2; alpha++)
        {
          g_autoptr (RectoImage) image = noise (67, 43, channels, depths[d], alpha);

          check_area (image, "{\"type\":\"rectangle\",\"x\":10,\"y\":5,\"width\":31,\"height\":24}", NULL, in_box);
          check_area (image, "{\"type\":\"rectangle\",\"x\":9.5,\"y\":4.5,\"width\":31,\"height\":24}", NULL, in_half_box);
          check_area (image, "{\"type\":\"rectangle\",\"x\":-100,\"y\":-100,\"width\":1e6,\"height\":1e6}", NULL, everywhere);
          check_area (image, "{\"type\":\"polygon\",\"points\":[[0.5,0.5],[39.75,0.5],[0.5,39.75]]}", NULL, in_triangle);
          check_area (image, "{\"type\":\"polygon\",\"points\":[[0.5,0.5],[39.75,0.5],[0.5,39.75]]}", &shrunk, in_triangle);
          check_area (image, "{\"type\":\"ellipse\",\"x\":10.3,\"y\":10.1,\"width\":30,\"height\":20}", NULL, in_ellipse);
        }
}

static void
test_lab (void)
{
  g_autoptr (RectoImage) image = recto_image_new (4, 1, 3, 8, FALSE, NULL);
  g_autoptr (RectoShape) left = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, -0.5, -0.5, 2, 1, 0);
  g_autoptr (RectoShape) all = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, -0.5, -0.5, 4, 1, 0);
  const guint8 samples[] = { 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0 };
  RectoAreaStatistics statistics;

  for (guint i = 0; i < sizeof samples; i++)
    recto_image_get_data_mutable (image)[i] = samples[i];
  g_assert_true (recto_area_statistics (image, left, NULL, &statistics, NULL, NULL));
  assert_near (statistics.lab.l, 100, 0.01);
  g_assert_false (statistics.calibrated);
  g_assert_true (recto_area_statistics (image, all, NULL, &statistics, NULL, NULL));
  assert_near (statistics.lab.l, 50, 0.01);
  assert_near (statistics.lab.a, 0, 0.05);
}

static void
check_refused (RectoImage *image, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoShape) shape = recto_shape_new_from_text (json, &error);
  RectoAreaStatistics statistics;

  g_assert_false (recto_area_statistics (image, shape, NULL, &statistics, NULL, &error));
  g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
}

static void
test_refused (void)
{
  g_autoptr (RectoImage) image = noise (20, 20, 1, 8, FALSE);
  g_autoptr (GError) error = NULL;
  const double nowhere[][4] = { { 3, 3, 3, 3 }, { NAN, 0, 5, 5 }, { 0, 0, 1e300, 0 } };

  check_refused (image, "{\"type\":\"point\",\"x\":3,\"y\":3}");
  check_refused (image, "{\"type\":\"rectangle\",\"x\":30,\"y\":3,\"width\":4,\"height\":4}");
  check_refused (image, "{\"type\":\"rectangle\",\"x\":3.1,\"y\":3.1,\"width\":0.5,\"height\":0.5}");
  check_refused (image, "{\"type\":\"polygon\",\"points\":[[-9,-9],[-8,-9],[-8,-8]]}");
  for (guint i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      g_assert_null (recto_line_profile_new (image, (RectoPoint) { nowhere[i][0], nowhere[i][1] },
                                             (RectoPoint) { nowhere[i][2], nowhere[i][3] }, 1, &error));
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
      g_clear_error (&error);
    }
}

/* On a slope all between pixels is known: v = 2 x + 3 y + c. */
static void
test_profile (void)
{
  g_autoptr (RectoImage) image = recto_image_new (50, 40, 3, 8, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  const guint widths[] = { 1, 2, 5 };

  for (guint i = 0; i < 50 * 40 * 3; i++)
    data[i] = (guint8) (2 * (i / 3 % 50) + 3 * (i / 150) + i % 3);
  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    {
      g_autoptr (RectoLineProfile) profile
          = recto_line_profile_new (image, (RectoPoint) { 10.5, 8.25 }, (RectoPoint) { 25.5, 28.25 }, widths[w], NULL);

      g_assert_cmpuint (profile->n, ==, 26);
      g_assert_cmpuint (profile->n_channels, ==, 3);
      for (guint i = 0; i < 26; i++)
        for (guint k = 0; k < 3; k++)
          assert_near (profile->values[i * 3 + k], 2 * (10.5 + 0.6 * i) + 3 * (8.25 + 0.8 * i) + k, 1e-9);
    }
}

/* A step, averaged across: by hand. And what lies outside is not made up. */
static void
test_profile_edges (void)
{
  g_autoptr (RectoImage) image = recto_image_new (6, 3, 1, 16, FALSE, NULL);
  guint16 *data = (guint16 *) (gpointer) recto_image_get_data_mutable (image);
  g_autoptr (RectoLineProfile) profile = NULL;
  const double expected[] = { NAN, NAN, 100, 110, 120, 130, 140, 150, NAN };

  for (guint i = 0; i < 18; i++)
    data[i] = (guint16) (100 + 10 * (i % 6) + 1000 * (i / 6));
  profile = recto_line_profile_new (image, (RectoPoint) { -2, 0 }, (RectoPoint) { 6, 0 }, 1, NULL);
  g_assert_cmpuint (profile->n, ==, 9);
  for (guint i = 0; i < 9; i++)
    g_assert_true (isnan (expected[i]) ? isnan (profile->values[i]) : profile->values[i] == expected[i]);
  g_clear_pointer (&profile, recto_line_profile_free);
  /* Three wide on the upper edge: the row above is not there, the mean is of the two that are. */
  profile = recto_line_profile_new (image, (RectoPoint) { 0, 0 }, (RectoPoint) { 5, 0 }, 3, NULL);
  for (guint i = 0; i < 6; i++)
    assert_near (profile->values[i], 600 + 10 * i, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics/areas", test_areas);
  g_test_add_func ("/statistics/lab", test_lab);
  g_test_add_func ("/statistics/refused", test_refused);
  g_test_add_func ("/statistics/profile", test_profile);
  g_test_add_func ("/statistics/profile-edges", test_profile_edges);
  return g_test_run ();
}

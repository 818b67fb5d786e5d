/* test-pyramid.c: sampling is exact, and the same however the output is cut
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-pyramid.h"

#include <math.h>
#include <string.h>

static RectoImage *
noise (guint width, guint height, guint channels, guint depth)
{
  RectoImage *image = recto_image_new (width, height, channels, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  guint32 state = 12345;

  for (gsize i = 0; i < recto_image_get_stride (image) * height; i++)
    {
      state = state * 1664525u + 1013904223u;
      data[i] = (guint8) (state >> 24);
    }
  return image;
}

static double
stored (RectoImage *image, int x, int y, guint c)
{
  const guint8 *row = recto_image_get_data (image) + (gsize) y * recto_image_get_stride (image);
  gsize at = (gsize) x * recto_image_get_channels (image) + c;

  return recto_image_get_depth (image) == 8 ? row[at] : ((const guint16 *) row)[at];
}

/* Plane pixel centres to source for a zoom, written out here and not taken from the code under test. */
static RectoMatrix3
zoomed (double zoom)
{
  return (RectoMatrix3) { { 1 / zoom, 0, 0.5 / zoom - 0.5, 0, 1 / zoom, 0.5 / zoom - 0.5, 0, 0, 1 } };
}

static void
test_levels (void)
{
  g_autoptr (RectoImage) image = noise (1001, 703, 3, 8);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  RectoImage *half = recto_pyramid_get_level (pyramid, 1);

  g_assert_cmpuint (recto_pyramid_get_n_levels (pyramid), ==, 3);
  g_assert_cmpuint (recto_image_get_width (half), ==, 501);
  g_assert_cmpuint (recto_image_get_height (half), ==, 352);
  for (int y = 0; y < 352; y += 7)
    for (int x = 0; x < 501; x += 5)
      {
        double sum = 0;

        for (int j = 0; j < 2; j++)
          for (int i = 0; i < 2; i++)
            sum += stored (image, MIN (2 * x + i, 1000), MIN (2 * y + j, 702), 1);
        g_assert_cmpfloat (stored (half, x, y, 1), ==, floor (sum / 4 + 0.5));
      }
}

static void
test_nearest (void)
{
  const double zooms[] = { 1, 2, 6.4, 3 };

  for (guint depth = 8; depth <= 16; depth += 8)
    for (guint k = 0; k < G_N_ELEMENTS (zooms); k++)
      {
        g_autoptr (RectoImage) image = noise (40, 30, 3, depth);
        g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
        RectoMatrix3 m = zoomed (zooms[k]);
        int width = (int) (40 * zooms[k]), height = (int) (30 * zooms[k]);
        g_autoptr (RectoImage) out = recto_image_new (width, height, 3, depth, FALSE, NULL);

        g_assert_true (recto_pyramid_sample (pyramid, &m, &(RectoRect) { 0, 0, width, height },
                                             recto_image_get_data_mutable (out), recto_image_get_stride (out), NULL));
        for (int y = 0; y < height; y++)
          for (int x = 0; x < width; x++)
            g_assert_cmpfloat (stored (out, x, y, 2), ==,
                               stored (image, (int) floor ((x + 0.5) / zooms[k]), (int) floor ((y + 0.5) / zooms[k]), 2));
      }
}

/* Mean over the footprint in doubles, against level 0. */
static void
test_area (void)
{
  const double zooms[] = { 1.0 / 3, 0.33, 0.9, 0.26 };

  for (guint depth = 8; depth <= 16; depth += 8)
    for (guint k = 0; k < G_N_ELEMENTS (zooms); k++)
      {
        g_autoptr (RectoImage) image = noise (300, 200, 3, depth);
        g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
        RectoMatrix3 m = zoomed (zooms[k]);
        int width = (int) (300 * zooms[k]), height = (int) (200 * zooms[k]);
        g_autoptr (RectoImage) out = recto_image_new (width, height, 3, depth, FALSE, NULL);

        recto_pyramid_sample (pyramid, &m, &(RectoRect) { 0, 0, width, height }, recto_image_get_data_mutable (out),
                              recto_image_get_stride (out), NULL);
        for (int y = 0; y < height; y++)
          for (int x = 0; x < width; x++)
            {
              double x0 = x / zooms[k], x1 = (x + 1) / zooms[k], y0 = y / zooms[k], y1 = (y + 1) / zooms[k];
              double sum = 0, area = 0;

              for (int j = (int) floor (y0); j < y1; j++)
                for (int i = (int) floor (x0); i < x1; i++)
                  {
                    double w = (MIN (x1, i + 1) - MAX (x0, i)) * (MIN (y1, j + 1) - MAX (y0, j));

                    sum += w * stored (image, i, j, 0);
                    area += w;
                  }
              g_assert_cmpfloat_with_epsilon (stored (out, x, y, 0), sum / area, depth == 8 ? 0.6 : 3);
            }
      }
}

/* A scaled copy is the exact mean at any reduction. */
static void
test_deep_area (void)
{
  g_autoptr (RectoImage) image = noise (2000, 1000, 1, 8);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  g_autoptr (RectoImage) small = recto_pyramid_dup_scaled (pyramid, 100, 100, NULL);

  g_assert_cmpuint (recto_image_get_width (small), ==, 100);
  g_assert_cmpuint (recto_image_get_height (small), ==, 50);
  for (int y = 0; y < 50; y++)
    for (int x = 0; x < 100; x++)
      {
        double sum = 0;

        for (int j = 0; j < 20; j++)
          for (int i = 0; i < 20; i++)
            sum += stored (image, x * 20 + i, y * 20 + j, 0);
        g_assert_cmpfloat_with_epsilon (stored (small, x, y, 0), sum / 400, 0.51);
      }
}

/* A turned view shows the very pixels of the straight one. */
static void
test_turned (void)
{
  const double zooms[] = { 0.07, 0.26, 1.0 / 3, 0.77, 1, 2.7 };

  for (guint depth = 8; depth <= 16; depth += 8)
    for (guint k = 0; k < G_N_ELEMENTS (zooms); k++)
      {
        g_autoptr (RectoImage) image = noise (301, 203, 3, depth);
        g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
        RectoMatrix3 m = zoomed (zooms[k]);
        RectoMatrix3 turned = recto_matrix3_multiply (&m, &(RectoMatrix3) { { 0, 1, 0, 1, 0, 0, 0, 0, 1 } });
        int width = (int) (301 * zooms[k]) + 2, height = (int) (203 * zooms[k]) + 2;
        g_autoptr (RectoImage) a = recto_image_new (width, height, 3, depth, FALSE, NULL);
        g_autoptr (RectoImage) b = recto_image_new (height, width, 3, depth, FALSE, NULL);
        g_autofree guint8 *cover_a = g_malloc ((gsize) width * height);
        g_autofree guint8 *cover_b = g_malloc ((gsize) width * height);

        recto_pyramid_sample (pyramid, &m, &(RectoRect) { -1, -1, width, height }, recto_image_get_data_mutable (a),
                              recto_image_get_stride (a), cover_a);
        recto_pyramid_sample (pyramid, &turned, &(RectoRect) { -1, -1, height, width }, recto_image_get_data_mutable (b),
                              recto_image_get_stride (b), cover_b);
        for (int y = 0; y < height; y++)
          for (int x = 0; x < width; x++)
            {
              for (guint c = 0; c < 3; c++)
                g_assert_cmpfloat (stored (a, x, y, c), ==, stored (b, y, x, c));
              g_assert_cmpuint (cover_a[y * width + x], ==, cover_b[x * height + y]);
            }
      }
}

/* One colour stays that colour wherever the picture covers, down to the last sliver of its edge. */
static void
test_uniform (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (guint depth = 8; depth <= 16; depth += 8)
    {
      g_autoptr (RectoImage) image = recto_image_new (700, 500, 1, depth, FALSE, NULL);
      g_autoptr (RectoPyramid) pyramid = NULL;
      guint8 *out = g_malloc (60 * 60 * 2);
      guint8 *cover = g_malloc (60 * 60);

      memset (recto_image_get_data_mutable (image), 0xc8, recto_image_get_stride (image) * 500);
      pyramid = recto_pyramid_new (image, NULL);
      for (guint round = 0; round < 400; round++)
        {
          double s = pow (2, g_rand_double_range (random, -1, 5));
          double a = round % 2 == 0 ? 0 : g_rand_double_range (random, -0.1, 0.1);
          /* Shifts that put an edge a hair beside a pixel's. */
          double shift = g_rand_int_range (random, -3, 3) + g_rand_double_range (random, -2, 2) / 65536;
          const RectoMatrix3 m = { { s * cos (a), -s * sin (a), shift + s / 2, s * sin (a), s * cos (a), shift + s / 2, 0, 0, 1 } };

          recto_pyramid_sample (pyramid, &m, &(RectoRect) { -3, -3, 60, 60 }, out, 60 * depth / 8, cover);
          for (guint i = 0; i < 60 * 60; i++)
            {
              guint value = depth == 8 ? out[i] : ((guint16 *) out)[i];

              g_assert_cmpuint (value, ==, cover[i] == 0 ? 0 : depth == 8 ? 0xc8 : 0xc8c8);
            }
        }
      g_free (out);
      g_free (cover);
    }
}

static void
test_tiles (void)
{
  /* Zooms with quarter turn, mirror, and a registration of 1.3° and scale 1.01. */
  const double a = 1.3 * G_PI / 180, s = 1.01;
  const double zooms[] = { 0.05, 0.21, 1.0 / 3, 0.5, 0.97, 1, 2.7, 16 };
  const RectoMatrix3 views[] = {
    recto_matrix3_identity,
    { { 0, 1, 0, -1, 0, 399, 0, 0, 1 } },
    { { -1, 0, 499, 0, 1, 0, 0, 0, 1 } },
    { { s * cos (a), -s * sin (a), 11.7, s * sin (a), s * cos (a), -4.2, 0, 0, 1 } },
    { { 1, 0.01, 0, 0.02, 1, 0, 1e-5, 2e-5, 1 } },
  };

  for (guint depth = 8; depth <= 16; depth += 8)
    {
      g_autoptr (RectoImage) image = noise (500, 400, 3, depth);
      g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);

      for (guint v = 0; v < G_N_ELEMENTS (views); v++)
        for (guint k = 0; k < G_N_ELEMENTS (zooms); k++)
          {
            RectoMatrix3 z = zoomed (zooms[k]);
            RectoMatrix3 m = recto_matrix3_multiply (&views[v], &z);
            const RectoRect whole = { -20, -13, 150, 110 };
            gsize stride = (gsize) whole.width * 3 * (depth / 8);
            g_autofree guint8 *all = g_malloc (stride * whole.height);
            g_autofree guint8 *cut = g_malloc (stride * whole.height);
            g_autofree guint8 *cover = g_malloc ((gsize) whole.width * whole.height);

            recto_pyramid_sample (pyramid, &m, &whole, all, stride, cover);
            for (int y = 0; y < whole.height; y += 37)
              for (int x = 0; x < whole.width; x += 41)
                {
                  RectoRect tile = { whole.x + x, whole.y + y, MIN (41, whole.width - x), MIN (37, whole.height - y) };

                  recto_pyramid_sample (pyramid, &m, &tile, cut + y * stride + (gsize) x * 3 * (depth / 8), stride, NULL);
                }
            g_assert_cmpmem (all, stride * whole.height, cut, stride * whole.height);
            if (v < 3 && zooms[k] == 1)
              g_assert_cmpuint (cover[0], ==, 0);
          }
    }
}

static void
test_coverage (void)
{
  g_autoptr (RectoImage) image = noise (10, 10, 1, 8);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  RectoMatrix3 m = zoomed (2);
  guint8 out[24 * 24], cover[24 * 24];

  recto_pyramid_sample (pyramid, &m, &(RectoRect) { -2, -2, 24, 24 }, out, 24, cover);
  for (int y = 0; y < 24; y++)
    for (int x = 0; x < 24; x++)
      g_assert_cmpuint (cover[y * 24 + x], ==, x >= 2 && x < 22 && y >= 2 && y < 22 ? 255 : 0);
  g_assert_false (recto_pyramid_sample (pyramid, &m, &(RectoRect) { 100, 0, 24, 24 }, out, 24, cover));
}

static void
test_odd_sizes (void)
{
  const guint sizes[][2] = { { 1, 1 }, { 3000, 2 }, { 2, 1500 }, { 257, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (RectoImage) image = noise (sizes[i][0], sizes[i][1], 3, 8);
      g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
      g_autoptr (RectoImage) small = recto_pyramid_dup_scaled (pyramid, 20, 20, NULL);

      g_assert_cmpuint (recto_image_get_width (small), <=, 20);
      g_assert_cmpuint (recto_image_get_height (small), >=, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pyramid/levels", test_levels);
  g_test_add_func ("/pyramid/nearest", test_nearest);
  g_test_add_func ("/pyramid/area", test_area);
  g_test_add_func ("/pyramid/deep-area", test_deep_area);
  g_test_add_func ("/pyramid/turned", test_turned);
  g_test_add_func ("/pyramid/uniform", test_uniform);
  g_test_add_func ("/pyramid/tiles", test_tiles);
  g_test_add_func ("/pyramid/coverage", test_coverage);
  g_test_add_func ("/pyramid/odd-sizes", test_odd_sizes);
  return g_test_run ();
}

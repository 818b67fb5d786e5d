/* test-pyramid-rows.c: sampling through transforms against the definition, pixel by pixel, for every kind of processor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The reference below is the definition written as plainly as it can be: one pixel, one map, one sample. The loops of the
 * room must give its bytes whatever instructions they use and however the region is cut.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-pyramid.h"

#include <math.h>
#include <string.h>

static int
index_of (double position, int size)
{
  double index = floor (position + 0.5);

  return index >= 0 && index < size ? (int) index : -1;
}

static guint
sample_of (RectoImage *image, int x, int y, guint c)
{
  guint channels = recto_image_get_channels (image);
  gsize at = ((gsize) y * recto_image_get_width (image) + (gsize) x) * channels + c;

  return recto_image_get_depth (image) == 8 ? recto_image_get_data (image)[at]
                                            : ((const guint16 *) recto_image_get_data (image))[at];
}

static double
level_position (double position, double scale, int size)
{
  double at = floor (((position + 0.5) * scale - 0.5) * 256 + 0.5);

  return CLAMP (at, 0, (size - 1) * 256.0);
}

/* Value of channel c at output pixel (u, v), or -1 where nothing is covered. */
static int
reference (RectoPyramid *pyramid, const RectoMatrix3 *m, int u, int v, guint c)
{
  RectoImage *full = recto_pyramid_get_level (pyramid, 0);
  double reduction = recto_matrix3_scale_at (m, (RectoPoint) { 0, 0 });
  RectoPoint p = recto_matrix3_map (m, (RectoPoint) { u, v });
  int x = index_of (p.x, (int) recto_image_get_width (full));
  int y = index_of (p.y, (int) recto_image_get_height (full));
  RectoImage *level;
  guint n = 0;
  double scale = 1, fx, fy;
  int x0, y0, x1, y1;
  guint64 wx, wy, sum;

  if (x < 0 || y < 0)
    return -1;
  if (!(reduction > 1 + 1e-9))
    return (int) sample_of (full, x, y, c);
  while (n + 1 < recto_pyramid_get_n_levels (pyramid) && reduction * scale / 2 >= 1 - 1e-9)
    {
      n++;
      scale /= 2;
    }
  level = recto_pyramid_get_level (pyramid, n);
  fx = level_position (p.x, scale, (int) recto_image_get_width (level));
  fy = level_position (p.y, scale, (int) recto_image_get_height (level));
  x0 = (int) (fx / 256);
  y0 = (int) (fy / 256);
  wx = (guint64) (fx - x0 * 256.0);
  wy = (guint64) (fy - y0 * 256.0);
  x1 = MIN (x0 + 1, (int) recto_image_get_width (level) - 1);
  y1 = MIN (y0 + 1, (int) recto_image_get_height (level) - 1);
  sum = (sample_of (level, x0, y0, c) * (256 - wx) + sample_of (level, x1, y0, c) * wx) * (256 - wy)
        + (sample_of (level, x0, y1, c) * (256 - wx) + sample_of (level, x1, y1, c) * wx) * wy;
  return (int) ((sum + 32768) / 65536);
}

static RectoPyramid *
random_pyramid (guint width, guint height, guint channels, guint depth)
{
  g_autoptr (RectoImage) image = recto_image_new (width, height, channels, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  gsize n = recto_image_get_stride (image) * height;

  for (gsize i = 0; i < n; i++)
    data[i] = g_test_rand_bit () ? (guint8) g_test_rand_int () : g_test_rand_bit () ? 255 : 0;
  return recto_pyramid_new (image, NULL);
}

/* Samples the region in tiles and compares each pixel. */
static void
check (RectoPyramid *pyramid, const RectoMatrix3 *m, const RectoRect *region)
{
  RectoImage *full = recto_pyramid_get_level (pyramid, 0);
  guint channels = recto_image_get_channels (full), depth = recto_image_get_depth (full);
  gsize bytes = channels * (depth / 8), n = (gsize) region->width * region->height;
  g_autofree int *truth = g_new (int, n * channels);

  for (gsize i = 0; i < n * channels; i++)
    truth[i] = reference (pyramid, m, region->x + (int) (i / channels % region->width),
                          region->y + (int) (i / channels / region->width), (guint) (i % channels));
  for (guint cpu = RECTO_CPU_PLAIN; cpu <= RECTO_CPU_AVX512; cpu++)
    {
      int cut = g_test_rand_int_range (1, region->width + 1);
      gboolean any = FALSE, any_truth = FALSE;
      g_autofree guint8 *out = g_malloc (n * bytes);
      g_autofree guint8 *cover = g_malloc (n);

      if (recto_cpu_limit (cpu) != cpu)
        break;
      for (int x = 0; x < region->width; x += cut)
        {
          RectoRect part = { region->x + x, region->y, MIN (cut, region->width - x), region->height };
          gsize stride = (gsize) part.width * bytes;
          /* Exactly as much as is to be written, so that a byte too many is found. */
          g_autofree guint8 *pixels = g_malloc (stride * part.height);
          g_autofree guint8 *covered = g_malloc ((gsize) part.width * part.height);

          memset (pixels, 77, stride * part.height);
          any |= recto_pyramid_sample (pyramid, m, &part, pixels, stride, covered);
          for (int y = 0; y < part.height; y++)
            {
              memcpy (out + ((gsize) y * region->width + x) * bytes, pixels + y * stride, stride);
              memcpy (cover + (gsize) y * region->width + x, covered + (gsize) y * part.width, part.width);
            }
        }
      for (gsize i = 0; i < n * channels; i++)
        {
          int got = depth == 8 ? out[i] : ((guint16 *) out)[i];

          any_truth |= truth[i] >= 0;
          g_assert_cmpint (got, ==, MAX (truth[i], 0));
          g_assert_cmpint (cover[i / channels], ==, truth[i] >= 0 ? 255 : 0);
        }
      g_assert_cmpint (any, ==, any_truth);
    }
  recto_cpu_limit (RECTO_CPU_AVX512);
}

static const guint kinds[][2] = { { 3, 8 }, { 1, 8 }, { 3, 16 }, { 1, 16 } };

/* zoom: source pixels per output pixel. */
static void
check_transforms (double zoom, gboolean projective)
{
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint round = 0; round < 12; round++)
      {
        guint width = (guint) g_test_rand_int_range (1, 700), height = (guint) g_test_rand_int_range (1, 90);
        g_autoptr (RectoPyramid) pyramid = random_pyramid (width, height, kinds[k][0], kinds[k][1]);
        double turn = round == 0 ? (zoom < 1 ? 0 : 0.001) : round == 1 ? G_PI / 2 : round < 6 ? g_test_rand_double_range (-0.1, 0.1) : g_test_rand_double_range (-4, 4);
        double s = zoom * g_test_rand_double_range (0.9, 1.1);
        double mirror = g_test_rand_bit () ? -1 : 1;
        /* The middle of the source lies near the middle of the region, so that all edges are crossed. */
        RectoRect region = { g_test_rand_int_range (-50, 50), g_test_rand_int_range (-50, 50), g_test_rand_int_range (1, 600), 25 };
        RectoMatrix3 m = { { s * cos (turn), -s * sin (turn), 0, s * sin (turn) * mirror, s * cos (turn) * mirror, 0, 0, 0, 1 } };
        RectoPoint middle = recto_matrix3_map (&m, (RectoPoint) { region.x + region.width / 2, region.y + region.height / 2 });

        m.m[2] = width / 2.0 - middle.x + g_test_rand_double_range (-20, 20);
        m.m[5] = height / 2.0 - middle.y + g_test_rand_double_range (-20, 20);
        if (projective)
          {
            m.m[6] = g_test_rand_double_range (-1e-4, 1e-4);
            m.m[7] = g_test_rand_double_range (-1e-4, 1e-4);
            m.m[8] = round == 3 ? 2 : 1;
            if (round == 3)
              for (guint i = 0; i < 6; i++)
                m.m[i] *= 2;
          }
        check (pyramid, &m, &region);
      }
}

static void
test_nearest (void)
{
  check_transforms (0.4, FALSE);
  check_transforms (0.85, FALSE);
}

static void
test_linear (void)
{
  check_transforms (1.4, FALSE);
  check_transforms (3.3, FALSE);
}

static void
test_projective (void)
{
  check_transforms (0.7, TRUE);
  check_transforms (2.4, TRUE);
}

/* Whole and half numbers, where a tie goes up, at, above and beside 100 %. */
static void
test_aligned (void)
{
  static const double steps[] = { 1, -1, 0.5, -0.5, 0.25, 0.3 };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
      for (guint swapped = 0; swapped < 2; swapped++)
        {
          g_autoptr (RectoPyramid) pyramid = random_pyramid (61, 47, kinds[k][0], kinds[k][1]);
          double s = steps[i], x = steps[i] < 0 ? 58 : 3.5, y = 2.5;
          RectoMatrix3 m = swapped ? (RectoMatrix3) { { 0, s, x, fabs (s), 0, y, 0, 0, 1 } }
                                   : (RectoMatrix3) { { s, 0, x, 0, fabs (s), y, 0, 0, 1 } };

          check (pyramid, &m, &(RectoRect) { -30, -20, 300, 90 });
        }
}

/* The area average, from its definition: footprints cut to 1/65536, everything else whole numbers. */
static guint64
weight_of (double step, double shift, int u, int at, int size)
{
  double low = step * (u - 0.5) + shift + 0.5, high = step * (u + 0.5) + shift + 0.5;
  gint64 a = (gint64) floor (CLAMP (low, 0, size) * 65536 + 0.5), b = (gint64) floor (CLAMP (high, 0, size) * 65536 + 0.5);
  gint64 from = MAX (a, (gint64) at * 65536), to = MIN (b, ((gint64) at + 1) * 65536);

  return (guint64) MAX (to - from, 0);
}

static void
test_average (void)
{
  for (guint round = 0; round < 60; round++)
    {
      guint channels = kinds[round % 4][0], depth = kinds[round % 4][1];
      int width = g_test_rand_int_range (20, 180), height = g_test_rand_int_range (8, 60);
      g_autoptr (RectoPyramid) pyramid = random_pyramid ((guint) width, (guint) height, channels, depth);
      RectoImage *full = recto_pyramid_get_level (pyramid, 0);
      double x = g_test_rand_double_range (1.01, 3.9), y = x * g_test_rand_double_range (0.995, 1.005);
      double left = g_test_rand_double_range (-9, 9), top = g_test_rand_double_range (-9, 9);
      RectoMatrix3 m = { { x, 0, left, 0, y, top, 0, 0, 1 } };
      RectoRect region = { g_test_rand_int_range (-9, 3), g_test_rand_int_range (-3, 3), (int) (width / x) + 12, 7 };
      gsize bytes = channels * (depth / 8), stride = (gsize) region.width * bytes;

      for (guint cpu = RECTO_CPU_PLAIN; cpu <= RECTO_CPU_AVX512; cpu++)
        {
          g_autofree guint8 *out = g_malloc (stride * (gsize) region.height);
          g_autofree guint8 *cover = g_malloc ((gsize) region.width * (gsize) region.height);

          if (recto_cpu_limit (cpu) != cpu)
            break;
          memset (out, 77, stride * (gsize) region.height);
          recto_pyramid_sample (pyramid, &m, &region, out, stride, cover);
          for (int v = 0; v < region.height; v++)
            for (int u = 0; u < region.width; u++)
              for (guint c = 0; c < channels; c++)
                {
                  gsize at = (gsize) v * region.width * channels + (gsize) u * channels + c;
                  guint64 area = 0, sum = 0;
                  guint got = depth == 8 ? out[at] : ((guint16 *) out)[at];

                  for (int j = 0; j < height; j++)
                    {
                      guint64 down = weight_of (y, top, v + region.y, j, height);

                      for (int i = 0; down > 0 && i < width; i++)
                        {
                          guint64 weight = down * weight_of (x, left, u + region.x, i, width);

                          area += weight;
                          sum += weight * sample_of (full, i, j, c);
                        }
                    }
                  g_assert_cmpuint (got, ==, area > 0 ? (sum + area / 2) / area : 0);
                  g_assert_cmpuint (cover[(gsize) v * region.width + u], ==, area > 0 ? 255 : 0);
                }
        }
    }
  recto_cpu_limit (RECTO_CPU_AVX512);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pyramid-rows/aligned", test_aligned);
  g_test_add_func ("/pyramid-rows/nearest", test_nearest);
  g_test_add_func ("/pyramid-rows/linear", test_linear);
  g_test_add_func ("/pyramid-rows/projective", test_projective);
  g_test_add_func ("/pyramid-rows/average", test_average);
  return g_test_run ();
}

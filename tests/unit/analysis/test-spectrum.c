/* test-spectrum.c: the peaks that are drawn from gratings whose frequencies are known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-derive.h"

#include <math.h>

static RectoImage *
gratings (guint width, guint height, guint depth, const double *frequencies, guint n)
{
  RectoImage *image = recto_image_new (width, height, 1, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  double top = depth == 8 ? 255 : 65535;
  guint32 state = 5;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        double v = 0.5;

        state = state * 1664525u + 1013904223u;
        v += 0.05 * (state / 4294967296.0 - 0.5);
        for (guint i = 0; i < n; i++)
          v += (0.12 / (i + 1)) * cos (2 * G_PI * (frequencies[2 * i] * x + frequencies[2 * i + 1] * y) + i);
        if (depth == 8)
          data[(gsize) y * width + x] = (guint8) floor (v * top + 0.5);
        else
          ((guint16 *) data)[(gsize) y * width + x] = (guint16) floor (v * top + 0.5);
      }
  return image;
}

static void
check (const char *name, RectoImage *image, const double *frequencies, guint n, double within)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) recipe = recto_recipe_with_step_added (empty, recto_operation_find (name, 1), -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoRecipe) resolved = recto_recipe_resolve (recipe, image, NULL, &error);
  const RectoDrawn *drawn;

  g_assert_no_error (error);
  drawn = recto_recipe_get_step (resolved, 0)->drawn;
  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s: %.5f %.5f, %.1f dB", name, drawn->numbers[3 * i], drawn->numbers[3 * i + 1], drawn->numbers[3 * i + 2]);
      g_assert_cmpfloat_with_epsilon (drawn->numbers[3 * i], frequencies[2 * i], within);
      g_assert_cmpfloat_with_epsilon (drawn->numbers[3 * i + 1], frequencies[2 * i + 1], within);
      g_assert_cmpfloat (drawn->numbers[3 * i + 2], >, 13);
    }
  /* And no others. */
  for (guint i = 3 * n; i < drawn->n; i++)
    g_assert_cmpfloat (drawn->numbers[i], ==, 0);
}

static void
test_peaks (void)
{
  static const double frequencies[] = { 0.1934, 0.0877, -0.1231, 0.2718, 0.3303, 0 };

  for (guint depth = 8; depth <= 16; depth += 8)
    {
      g_autoptr (RectoImage) large = gratings (720, 640, depth, frequencies, 3);
      g_autoptr (RectoImage) small = gratings (150, 200, depth, frequencies, 2);

      check ("spectrum", large, frequencies, 3, 0.0001);
      check ("raster", large, frequencies, 3, 0.0001);
      check ("spectrum", small, frequencies, 2, 0.0004);
    }
}

static void
test_none (void)
{
  g_autoptr (RectoImage) noise = gratings (300, 260, 8, NULL, 0);
  g_autoptr (RectoImage) flat = recto_image_new (20, 3, 3, 16, FALSE, NULL);

  check ("spectrum", noise, NULL, 0, 0);
  check ("raster", flat, NULL, 0, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/spectrum/peaks", test_peaks);
  g_test_add_func ("/spectrum/none", test_none);
  return g_test_run ();
}

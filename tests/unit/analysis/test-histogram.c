/* test-histogram.c: bins counted here, pixel by pixel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-histogram.h"

#include <math.h>
#include <string.h>

/* L* of an sRGB colour, 0 to 255. */
static double
lightness (double r, double g, double b)
{
  double v[3] = { r / 255, g / 255, b / 255 }, y;

  for (guint i = 0; i < 3; i++)
    v[i] = v[i] <= 0.04045 ? v[i] / 12.92 : pow ((v[i] + 0.055) / 1.055, 2.4);
  y = 0.2126729 * v[0] + 0.7151522 * v[1] + 0.0721750 * v[2];
  y = y > 216.0 / 24389 ? 116 * cbrt (y) - 16 : 24389.0 / 27 * y;
  return y * 2.55;
}

static void
test_counts (void)
{
  for (guint depth = 8; depth <= 16; depth += 8)
    for (guint channels = 1; channels <= 3; channels += 2)
      {
        g_autoptr (RectoImage) image = recto_image_new (97, 53, channels, depth, FALSE, NULL);
        guint8 *data = recto_image_get_data_mutable (image);
        guint16 *deep = (guint16 *) data;
        RectoHistogram found;
        guint64 wanted[3][256] = { { 0 } };
        guint64 dark = 0, full = 0;
        guint32 state = 5, top = depth == 8 ? 255 : 65535;

        for (guint i = 0; i < 97 * 53 * channels; i++)
          {
            guint32 value;

            state = state * 1664525u + 1013904223u;
            /* Often the ends of the range. */
            value = (state >> 28) < 9 ? 0 : (state >> 28) == 15 ? top : (state >> 8) % (top + 1);
            if (depth == 8)
              data[i] = (guint8) value;
            else
              deep[i] = (guint16) value;
          }
        for (guint i = 0; i < 97 * 53; i++)
          {
            gboolean all_dark = TRUE, any_full = FALSE;

            for (guint c = 0; c < 3; c++)
              {
                guint v = depth == 8 ? data[i * channels + c % channels] : deep[i * channels + c % channels];

                wanted[c][depth == 8 ? v : (guint) floor (v / 257.0 + 0.5)]++;
                all_dark = all_dark && v == 0;
                any_full = any_full || v == top;
              }
            dark += all_dark;
            full += any_full;
          }
        recto_histogram_compute (image, &found);
        g_assert_cmpmem (found.bins, sizeof wanted, wanted, sizeof wanted);
        g_assert_cmpuint (found.n_pixels, ==, 97 * 53);
        g_assert_cmpfloat_with_epsilon (found.dark_percent, 100.0 * dark / (97 * 53), 1e-9);
        g_assert_cmpfloat_with_epsilon (found.saturated_percent, 100.0 * full / (97 * 53), 1e-9);
        g_assert_cmpuint (dark, >, 0);
        g_assert_cmpuint (full, >, 0);
      }
}

/* One colour at a time: its L* falls into the right bin or the next. */
static void
test_lightness (void)
{
  for (guint r = 0; r < 256; r += 15)
    for (guint g = 0; g < 256; g += 17)
      for (guint b = 0; b < 256; b += 51)
        {
          g_autoptr (RectoImage) image = recto_image_new (1, 1, 3, 8, FALSE, NULL);
          guint8 *data = recto_image_get_data_mutable (image);
          RectoHistogram found;
          guint bin = 0;

          data[0] = (guint8) r;
          data[1] = (guint8) g;
          data[2] = (guint8) b;
          recto_histogram_compute (image, &found);
          while (found.bins[3][bin] == 0)
            bin++;
          g_assert_cmpfloat_with_epsilon (bin, lightness (r, g, b), 1.2);
          if (r + g + b == 0)
            g_assert_cmpuint (bin, ==, 0);
          if (r + g + b == 765)
            g_assert_cmpuint (bin, ==, 255);
        }
}

static void
test_percentile (void)
{
  g_autoptr (RectoImage) image = recto_image_new (100, 1, 1, 8, FALSE, NULL);
  RectoHistogram found;

  for (guint i = 0; i < 100; i++)
    recto_image_get_data_mutable (image)[i] = (guint8) (50 + i);
  recto_histogram_compute (image, &found);
  for (guint channel = 0; channel < 3; channel++)
    {
      g_assert_cmpfloat (recto_histogram_get_percentile (&found, channel, 0), ==, 50 / 255.0);
      g_assert_cmpfloat (recto_histogram_get_percentile (&found, channel, 0.05), ==, 54 / 255.0);
      g_assert_cmpfloat (recto_histogram_get_percentile (&found, channel, 0.5), ==, 99 / 255.0);
      g_assert_cmpfloat (recto_histogram_get_percentile (&found, channel, 1), ==, 149 / 255.0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/histogram/counts", test_counts);
  g_test_add_func ("/histogram/lightness", test_lightness);
  g_test_add_func ("/histogram/percentile", test_percentile);
  return g_test_run ();
}

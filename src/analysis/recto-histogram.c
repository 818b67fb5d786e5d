/* recto-histogram.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-histogram.h"
#include "operations/recto-operations.h"

#include <math.h>
#include <string.h>

#define LIGHTNESS_STEPS 4096

/* sRGB value to linear light in 1/65536, and linear light to an L* bin. */
typedef struct
{
  guint32 linear[256];
  guint8 lightness[LIGHTNESS_STEPS + 1];
} Tables;

static const Tables *
get_tables (void)
{
  static Tables tables;
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < 256; i++)
        {
          double v = i / 255.0;

          v = v <= 0.04045 ? v / 12.92 : recto_exact_power ((v + 0.055) / 1.055, 2.4);
          tables.linear[i] = (guint32) floor (v * 65536 + 0.5);
        }
      for (guint i = 0; i <= LIGHTNESS_STEPS; i++)
        {
          double t = (double) i / LIGHTNESS_STEPS;
          double f = t > 216.0 / 24389 ? recto_exact_power (t, 1.0 / 3)
                                       : (24389.0 / 27 * t + 16) / 116;

          tables.lightness[i] = (guint8) floor (CLAMP ((116 * f - 16) / 100, 0, 1) * 255 + 0.5);
        }
      g_once_init_leave (&ready, 1);
    }
  return &tables;
}

void
recto_histogram_compute (const RectoImage *image, RectoHistogram *histogram)
{
  const Tables *tables = get_tables ();
  guint width = recto_image_get_width (image);
  guint height = recto_image_get_height (image);
  guint channels = recto_image_get_channels (image);
  gboolean deep = recto_image_get_depth (image) == 16;
  gboolean colour = channels == 3;
  guint top = deep ? 65535 : 255;
  guint64 dark = 0, saturated = 0;

  memset (histogram, 0, sizeof *histogram);
  for (guint y = 0; y < height; y++)
    {
      const guint8 *row = recto_image_get_data (image) + (gsize) y * recto_image_get_stride (image);
      const guint16 *row16 = (const guint16 *) row;

      for (guint x = 0; x < width; x++)
        {
          guint value[3], bin[3];
          guint32 light;

          for (guint c = 0; c < 3; c++)
            {
              gsize at = (gsize) x * channels + (colour ? c : 0);

              value[c] = deep ? row16[at] : row[at];
              bin[c] = deep ? (value[c] + 128) / 257 : value[c];
              histogram->bins[c][bin[c]]++;
            }
          light = (guint32) ((13938ull * tables->linear[bin[0]] + 46868ull * tables->linear[bin[1]]
                              + 4730ull * tables->linear[bin[2]])
                             >> 16);
          histogram->bins[3][tables->lightness[MIN (light * LIGHTNESS_STEPS / 65536, LIGHTNESS_STEPS)]]++;
          dark += (value[0] | value[1] | value[2]) == 0;
          saturated += value[0] == top || value[1] == top || value[2] == top;
        }
    }
  histogram->n_pixels = (guint64) width * height;
  histogram->dark_percent = 100.0 * dark / histogram->n_pixels;
  histogram->saturated_percent = 100.0 * saturated / histogram->n_pixels;
}

double
recto_histogram_get_percentile (const RectoHistogram *self, guint channel, double fraction)
{
  double wanted = fraction * self->n_pixels;
  guint64 sum = 0;

  g_return_val_if_fail (channel < 4, 0);
  for (guint i = 0; i < 256; i++)
    {
      sum += self->bins[channel][i];
      if (sum >= wanted && sum > 0)
        return i / 255.0;
    }
  return 1;
}

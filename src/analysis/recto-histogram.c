/* recto-histogram.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * L* is CIELAB's for samples taken as sRGB (IEC 61966-2-1, D65). Linear light is summed in 1/65536 and looked up, so that every
 * machine counts the same.
 */

#include "config.h"
#include "recto-histogram.h"
#include "recto-scratch.h"
#include "operations/recto-operations.h"

#include <math.h>
#include <string.h>

#define LIGHT_SHIFT 2 /* linear light is looked up in 1/16384 */
#define LIGHT_STEPS (65536 >> LIGHT_SHIFT)
/* Counters of 32 bits are emptied before they can run over. */
#define MAX_BATCH 0x40000000u

/* The share of linear light of each channel, and the L* bin of their sum. */
typedef struct
{
  guint32 light[3][256];
  guint8 bin[LIGHT_STEPS + 2];
} Tables;

typedef struct
{
  guint32 bins[4][256];
  guint32 dark;
  guint32 saturated;
} Counts;

static const Tables *
get_tables (void)
{
  static const double share[3] = { 0.2126729, 0.7151522, 0.0721750 };
  static Tables tables;
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < 256; i++)
        for (guint c = 0; c < 3; c++)
          tables.light[c][i]
              = (guint32) floor (recto_exact_srgb_to_linear (i / 255.0) * share[c] * 65536 + 0.5);
      for (guint i = 0; i < G_N_ELEMENTS (tables.bin); i++)
        {
          double t = MIN (1, (double) i / LIGHT_STEPS);
          double lightness = t > 216.0 / 24389 ? 116 * recto_exact_power (t, 1.0 / 3) - 16
                                               : 24389.0 / 27 * t;

          tables.bin[i] = (guint8) floor (lightness / 100 * 255 + 0.5);
        }
      g_once_init_leave (&ready, 1);
    }
  return &tables;
}

static inline void
count_colour (Counts *counts, const Tables *tables, guint r, guint g, guint b)
{
  guint32 light = tables->light[0][r] + tables->light[1][g] + tables->light[2][b];

  counts->bins[0][r]++;
  counts->bins[1][g]++;
  counts->bins[2][b]++;
  counts->bins[3][tables->bin[(light + (1 << LIGHT_SHIFT >> 1)) >> LIGHT_SHIFT]]++;
}

/* Neighbours are mostly alike; two sets of counters in turn do not wait for each other. */
static void
count_row8 (Counts counts[2], const Tables *tables, const guint8 *row, guint width, gboolean colour)
{
  if (!colour)
    {
      for (guint x = 0; x < width; x++)
        counts[x & 1].bins[0][row[x]]++;
      return;
    }
  for (guint x = 0; x < width; x++, row += 3)
    {
      guint r = row[0], g = row[1], b = row[2];

      count_colour (&counts[x & 1], tables, r, g, b);
      counts->dark += (r | g | b) == 0;
      counts->saturated += (r == 255) | (g == 255) | (b == 255);
    }
}

static inline guint
bin_of (guint value)
{
  return (value + 128) / 257;
}

static void
count_row16 (Counts counts[2], const Tables *tables, const guint16 *row, guint width, gboolean colour)
{
  if (!colour)
    {
      for (guint x = 0; x < width; x++)
        {
          counts[x & 1].bins[0][bin_of (row[x])]++;
          counts->dark += row[x] == 0;
          counts->saturated += row[x] == 65535;
        }
      return;
    }
  for (guint x = 0; x < width; x++, row += 3)
    {
      guint r = row[0], g = row[1], b = row[2];

      count_colour (&counts[x & 1], tables, bin_of (r), bin_of (g), bin_of (b));
      counts->dark += (r | g | b) == 0;
      counts->saturated += (r == 65535) | (g == 65535) | (b == 65535);
    }
}

typedef struct
{
  guint64 dark;
  guint64 saturated;
} Extremes;

static void
empty (Counts counts[2], RectoHistogram *histogram, Extremes *extremes)
{
  for (guint i = 0; i < 2; i++)
    {
      for (guint c = 0; c < 4; c++)
        for (guint v = 0; v < 256; v++)
          histogram->bins[c][v] += counts[i].bins[c][v];
      extremes->dark += counts[i].dark;
      extremes->saturated += counts[i].saturated;
    }
  memset (counts, 0, 2 * sizeof *counts);
}

void
recto_histogram_compute (const RectoImage *image, RectoHistogram *histogram)
{
  const Tables *tables = get_tables ();
  guint width = recto_image_get_width (image);
  guint height = recto_image_get_height (image);
  gboolean deep = recto_image_get_depth (image) == 16;
  gboolean colour = recto_image_get_channels (image) == 3;
  Counts counts[2] = { 0 };
  Extremes extremes = { 0, 0 };
  guint64 batch = 0;

  memset (histogram, 0, sizeof *histogram);
  for (guint y = 0; y < height; y++)
    {
      const guint8 *row = recto_image_get_data (image) + (gsize) y * recto_image_get_stride (image);

      if (y % 64 == 63)
        recto_scratch_tidy ();
      if (batch + width > MAX_BATCH)
        {
          empty (counts, histogram, &extremes);
          batch = 0;
        }
      batch += width;
      if (deep)
        count_row16 (counts, tables, (const guint16 *) row, width, colour);
      else
        count_row8 (counts, tables, row, width, colour);
    }
  empty (counts, histogram, &extremes);
  if (!colour)
    {
      for (guint c = 1; c < 4; c++)
        memcpy (histogram->bins[c], histogram->bins[0], sizeof histogram->bins[0]);
      if (!deep)
        extremes = (Extremes) { histogram->bins[0][0], histogram->bins[0][255] };
    }
  histogram->n_pixels = (guint64) width * height;
  histogram->dark_percent = 100.0 * (double) extremes.dark / (double) histogram->n_pixels;
  histogram->saturated_percent = 100.0 * (double) extremes.saturated / (double) histogram->n_pixels;
}

double
recto_histogram_get_percentile (const RectoHistogram *self, guint channel, double fraction)
{
  double wanted = fraction * (double) self->n_pixels;
  guint64 sum = 0;

  g_return_val_if_fail (channel < 4, 0);
  for (guint i = 0; i < 256; i++)
    {
      sum += self->bins[channel][i];
      if (sum > 0 && (double) sum >= wanted)
        return i / 255.0;
    }
  return 1;
}

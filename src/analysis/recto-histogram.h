/* recto-histogram.h: how many samples have which value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 256 bins per channel: red, green, blue and CIE L* (grey images fill all with the same). 16-bit samples go into bin value / 257 rounded.
 * Counted over the whole image, alpha ignored. Any thread.
 */

#pragma once

#include "recto-image.h"

G_BEGIN_DECLS

typedef struct
{
  guint64 bins[4][256]; /* R, G, B, L* */
  guint64 n_pixels;
  double dark_percent;      /* pixels whose every channel is at the lowest value */
  double saturated_percent; /* pixels with any channel at the highest value */
} RectoHistogram;

void recto_histogram_compute (const RectoImage *image, RectoHistogram *histogram);

/* Value (0 to 1) below which fraction of the channel's samples lie. */
double recto_histogram_get_percentile (const RectoHistogram *self, guint channel, double fraction);

G_END_DECLS

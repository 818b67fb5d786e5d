/* recto-spectrum.h: which patterns repeat in a picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The power spectrum of P. D. Welch (1967): the mean over overlapping squares of up to 512 px, each without its mean and under a Hann window. A raster
 * that goes over the whole page stands out of the chance of one place. Channels are averaged first. A peak is as strong as it stands
 * above the median of its surroundings, and lies where a parabola through the logarithms says, to some hundredths of a line of the spectrum.
 */

#pragma once

#include "recto-operation.h"

G_BEGIN_DECLS

typedef struct
{
  guint side;
  double *power; /* side × side, [fy × side + fx], frequencies from 0 up, the negative ones behind */
} RectoSpectrum;

typedef struct
{
  double x; /* cycles per pixel */
  double y;
  double strength; /* dB above its surroundings */
} RectoPeak;

/* FALSE when cancelled or without memory; then self is empty. */
gboolean recto_spectrum_init (RectoSpectrum *self, const RectoPixels *in, const RectoRect *region, RectoWork *work);
void recto_spectrum_clear (RectoSpectrum *self);

/* The strongest first, at most n_most of them; of each pair at ±f the one with y > 0, or x > 0 where y is 0. lowest and highest in cycles per pixel;
 * what is nearer to 0 than six lines of the spectrum is never a peak. Returns how many. */
guint recto_spectrum_find_peaks (const RectoSpectrum *self, double lowest, double highest, double strength, RectoPeak *peaks, guint n_most);

/* The largest power of two up to 512 that fits, at least 16. */
guint recto_spectrum_get_side (guint width, guint height);

G_END_DECLS

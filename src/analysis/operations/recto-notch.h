/* recto-notch.h: takes periodic patterns out of a picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Squares that overlap by half, under a sine window before and after the transform (whose squares sum to one), so that the pattern may change over
 * the page. What lies within two lines of the spectrum around a peak is taken out whole, up to four lines less and less. What is taken from a
 * sample is rounded to an integer for each square before it is summed, so that the sum does not depend on the order.
 */

#pragma once

#include "recto-spectrum.h"

G_BEGIN_DECLS

/* peaks in cycles per pixel of in; those beyond ½ are left out. FALSE when cancelled or without memory. */
gboolean recto_notch_run (const RectoPixels *in, RectoPixels *out, const RectoPeak *peaks, guint n_peaks, double strength, RectoWork *work);

G_END_DECLS

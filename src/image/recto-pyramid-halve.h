/* recto-pyramid-halve.h: the mean of 2 × 2 samples, a row at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A row of (width + 1) / 2 pixels from two rows of width pixels, channels 1 or 3: the mean of four samples rounded half
 * up; of an odd width the last column averages what is there. upper and lower may be the same row. out must not overlap them. */
void recto_pyramid_halve_row_8 (const guint8 *upper, const guint8 *lower, guint width, guint channels,
                                guint8 *out);
void recto_pyramid_halve_row_16 (const guint16 *upper, const guint16 *lower, guint width,
                                 guint channels, guint16 *out);

G_END_DECLS

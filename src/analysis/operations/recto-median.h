/* recto-median.h: the middle value of a square, in integers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Squares of 3 × 3 and 5 × 5 are sorted by networks of minimum and maximum, many samples at once. Larger ones are counted: 8-bit samples in
 * histograms of the columns, whose cost per sample does not grow with the square (S. Perreault and P. Hébert, Median Filtering in Constant Time,
 * 2007); 16-bit samples in one histogram of three levels that slides along the row (T. S. Huang, 1979). Edges repeat. Every way gives the
 * median itself, so the bytes do not depend on which is taken.
 */

#pragma once

#include "recto-operation.h"

G_BEGIN_DECLS

#define RECTO_MEDIAN_MAX_RADIUS 10

/* Rows first to first + n - 1 of out from in; radius 1 to RECTO_MEDIAN_MAX_RADIUS. Any thread. */
void recto_median_rows (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n);

/* The parts of it. */
void recto_median_sort_rows (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n);
void recto_median_count_rows (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n);

G_END_DECLS

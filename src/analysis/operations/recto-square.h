/* recto-square.h: sums of the luminance in a square window about each pixel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole numbers, kept up to date from place to place, so that the cost does not grow with the window and no split changes the result. Beyond the edge the
 * outermost pixels repeat.
 */

#pragma once

#include "recto-operation.h"

G_BEGIN_DECLS

/* Row y, n columns from x on. squares: sums of squares, NULL where they were not asked for. area: pixels in a window. Runs in any thread. */
typedef void (*RectoSquareRow) (guint x, guint y, guint n, const guint64 *sums, const guint64 *squares, guint64 area, gpointer data);

/* Windows have 2 × radius + 1 pixels a side; radius at most 4000. FALSE when cancelled. */
gboolean recto_square_run (const RectoPixels *in, guint radius, gboolean squares, RectoSquareRow row, gpointer data, RectoWork *work);

G_END_DECLS

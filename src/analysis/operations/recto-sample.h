/* recto-sample.h: single samples, counts of them and shares of the counts, for the operations that need them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Luminance is Rec. 709 on stored values (0.2126 R + 0.7152 G + 0.0722 B, in 1/65536), as in the channel operation. Any thread.
 */

#pragma once

#include "recto-operation.h"

G_BEGIN_DECLS

static inline guint
recto_sample_top (guint depth)
{
  return depth == 8 ? 255 : 65535;
}

static inline guint
recto_sample_get (const guint8 *row, gsize i, guint depth)
{
  return depth == 8 ? row[i] : ((const guint16 *) row)[i];
}

static inline void
recto_sample_put (guint8 *row, gsize i, guint depth, guint value)
{
  if (depth == 8)
    row[i] = (guint8) value;
  else
    ((guint16 *) row)[i] = (guint16) value;
}

/* v, 0 to 1 or beyond or no number at all, as a sample. */
static inline guint
recto_sample_from (double v, guint top)
{
  v = v * top + 0.5;
  return v >= top ? top : v > 0 ? (guint) v : 0;
}

static inline guint
recto_sample_luminance (guint r, guint g, guint b)
{
  return (13933u * r + 46871u * g + 4732u * b + 32768u) >> 16;
}

/* The luminance of pixel x; of grey the sample itself. */
static inline guint
recto_sample_grey (const guint8 *row, gsize x, guint channels, guint depth)
{
  if (channels == 1)
    return recto_sample_get (row, x, depth);
  return recto_sample_luminance (recto_sample_get (row, 3 * x, depth), recto_sample_get (row, 3 * x + 1, depth),
                                 recto_sample_get (row, 3 * x + 2, depth));
}

/* What recto_count_samples() counts beside a channel from 0 on. */
#define RECTO_COUNT_ALL -1       /* the samples of all channels together */
#define RECTO_COUNT_LUMINANCE -2

/* Adds to counts (one for each value) the samples of region. FALSE when cancelled. */
gboolean recto_count_samples (const RectoPixels *in, const RectoRect *region, int what, guint64 *counts, RectoWork *work);

/* The lowest value that more than percent of all counts do not exceed, and the highest that more than percent do not fall below. */
guint recto_count_low (const guint64 *counts, guint n, double percent);
guint recto_count_high (const guint64 *counts, guint n, double percent);

/* The luminance of the whole picture, width samples per row without gaps; 8-bit ones with 8 binary places. NULL when cancelled or without memory. Free
 * with free(). */
guint16 *recto_luminance_plane (const RectoPixels *in, RectoWork *work);

G_END_DECLS

/* recto-pyramid-average.h: sums of columns to pixels, many at once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The source samples that one output pixel covers along an axis, with integer weights. */
typedef struct
{
  int first;
  int last; /* < first: nothing */
  guint32 first_weight;
  guint32 last_weight; /* 0 when first is last */
  guint64 sum;
} RectoSpan;

/* What recto_average_rows() needs of a row's spans. */
typedef struct _RectoAverage RectoAverage;

/* NULL when the footprints are too large for it. lowest: the source column that columns[0] belongs to. Everything of the
 * row is covered by a span that is not empty. */
RectoAverage *recto_average_new (const RectoSpan *along, int width, int lowest, guint channels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoAverage, g_free)
/* Whether a row whose weights are across together (of at most rows rows) can be done. */
gboolean recto_average_fits (const RectoAverage *self, guint64 across);
/* columns: weighted sums of 8-bit samples, channels each, and one more that may be read. Mean, rounded half up. */
void recto_average_row (const RectoAverage *self, const guint32 *columns, guint64 across, guint8 *out);

G_END_DECLS

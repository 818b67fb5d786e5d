/* recto-pyramid-rows.h: rows of samples through a transform
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-pyramid-private.h"

G_BEGIN_DECLS

/* One row of output: what recto_matrix3_map() does along it, with the row's own terms computed once. */
typedef struct
{
  const double *m;
  double x;
  double y;
  double w;
  gboolean divides; /* an affine transform with a unit corner needs no division, and dividing by 1 changes nothing */
} RectoRowMap;

RectoRowMap recto_row_map (const RectoMatrix3 *to_source, int y);

/* Fill width pixels from output column first on; where the source has none, 0. cover may be NULL. TRUE when
 * anything is covered. */
gboolean recto_row_nearest (const RectoPyramidSource *source, const RectoRowMap *map, int first, int width,
                            guint8 *out, guint8 *cover);
/* Bilinear with 8-bit weights on a level whose coordinates are those of level 0 (full) times scale. */
gboolean recto_row_linear (const RectoPyramidSource *source, const RectoPyramidSource *full, double scale,
                           const RectoRowMap *map, int first, int width, guint8 *out, guint8 *cover);

/* Offsets are 32 bits wide where the source has no more bytes than that. */
gboolean recto_source_has_offsets (const RectoPyramidSource *source);
/* n pixels of so many bytes each, from byte offsets into data, which has size bytes. */
void recto_gather (const guint8 *data, gsize size, const guint32 *offsets, int n, gsize bytes, guint8 *out);

G_END_DECLS

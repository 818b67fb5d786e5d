/* recto-pyramid-private.h: shared by the pyramid and its sampling
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-pyramid.h"

G_BEGIN_DECLS

struct _RectoPyramid
{
  gatomicrefcount ref_count;
  GPtrArray *levels; /* RectoImage, level 0 first */
};

/* What a kernel needs of the level it reads. */
typedef struct
{
  const guint8 *data;
  gsize stride;
  int width;
  int height;
  guint channels;
  guint depth;
} RectoPyramidSource;

/* Exact mean over each output pixel's footprint. to_source is a scale and shift of each axis, with the axes
 * exchanged when swapped; source is the level whose coordinates are those of level 0 times scale. */
gboolean recto_pyramid_sample_box (const RectoPyramidSource *source, const RectoMatrix3 *to_source,
                                   gboolean swapped, double scale, const RectoRect *region,
                                   guint8 *out, gsize out_stride, guint8 *coverage);

G_END_DECLS

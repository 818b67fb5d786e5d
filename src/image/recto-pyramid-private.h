/* recto-pyramid-private.h: shared by the pyramid, its making and its sampling
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-pyramid.h"

G_BEGIN_DECLS

/* Enough for any size of 31 bit. */
#define RECTO_PYRAMID_MAX_LEVELS 32

struct _RectoPyramid
{
  gatomicrefcount ref_count;
  guint width;
  guint height;
  guint channels;
  guint depth;
  guint64 serial;    /* 0: complete */
  GPtrArray *levels; /* RectoImage, level 0 first */
  gsize alpha_known; /* a once: alpha is NULL where the picture is opaque */
  RectoPyramid *alpha;

  /* Only of a preview. */
  guint valid[RECTO_PYRAMID_MAX_LEVELS]; /* rows of each level that may be read */
  double scale_x; /* of level 0 to the picture: 1 while it grows, less for a coarse image */
  double scale_y;
  RectoPyramid *lower; /* shown where this one covers nothing, or NULL */
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

/* Level 0 and empty images for all others; NULL with an error when there is no memory. */
GPtrArray *recto_pyramid_make_levels (RectoImage *image, GError **error);
/* Takes levels, all of them filled. */
RectoPyramid *recto_pyramid_new_complete (GPtrArray *levels);
/* Fills rows from (inclusive) to to (exclusive) of half, whose sources are there. */
void recto_pyramid_halve (RectoImage *image, RectoImage *half, guint from, guint to);

/* Exact mean over each output pixel's footprint. to_source is a scale and shift of each axis, with the axes
 * exchanged when swapped; source is the level whose coordinates are those of level 0 times scale. */
gboolean recto_pyramid_sample_box (const RectoPyramidSource *source, const RectoMatrix3 *to_source,
                                   gboolean swapped, double scale, const RectoRect *region,
                                   guint8 *out, gsize out_stride, guint8 *coverage);

/* Samples levels, of which valid (NULL: all) tells the rows that may be read. */
gboolean recto_pyramid_sample_levels (GPtrArray *levels, const guint *valid,
                                      const RectoMatrix3 *to_source, const RectoRect *region,
                                      guint8 *out, gsize out_stride, guint8 *coverage);

/* Preview of levels that are being filled, with as many rows of each as valid says; they are those of a picture of width × height
 * reduced by scale. */
RectoPyramid *recto_pyramid_new_growing (GPtrArray *levels, const guint *valid, guint width,
                                         guint height, double scale);
gboolean recto_pyramid_sample_preview (const RectoPyramid *self, const RectoMatrix3 *to_source,
                                       const RectoRect *region, guint8 *out, gsize out_stride,
                                       guint8 *coverage);

G_END_DECLS

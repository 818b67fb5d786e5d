/* recto-pyramid.h: an Image and its halvings, and how they are sampled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Level 0 is the image itself; level n + 1 halves level n by the mean of 2 × 2 samples, rounded half
 * up, odd edges averaging what is there; the last level fits in 256 × 256. Sampling gives the same bytes for
 * any split of the output into tiles, any number of threads and any instruction set: every output pixel is
 * computed from its absolute position.
 *
 * Reference-counted and immutable: any thread.
 */

#pragma once

#include "recto-image.h"

G_BEGIN_DECLS

#define RECTO_TYPE_PYRAMID (recto_pyramid_get_type ())
typedef struct _RectoPyramid RectoPyramid;
GType recto_pyramid_get_type (void);

/* Takes a reference on image and builds all levels in the calling thread. */
RectoPyramid *recto_pyramid_new (RectoImage *image, GError **error);
RectoPyramid *recto_pyramid_ref (RectoPyramid *self);
void recto_pyramid_unref (RectoPyramid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoPyramid, recto_pyramid_unref)

/* A preview stands for a picture that is still being read: it has the picture's size and kind and can be sampled at any
 * zoom, but shows only what is there so far (coverage 0 elsewhere), and it has no levels to give away. Here: a coarse
 * image of the whole picture, of whose rows the first valid_rows are there; it is converted to channels and depth. NULL without memory. */
RectoPyramid *recto_pyramid_new_preview (guint width, guint height, guint channels, guint depth,
                                         RectoImage *coarse, guint valid_rows);
/* The preview upper, and lower (of the same size; may be NULL) where upper shows nothing. A complete upper needs nothing under it. */
RectoPyramid *recto_pyramid_new_over (RectoPyramid *upper, RectoPyramid *lower);
gboolean recto_pyramid_is_complete (const RectoPyramid *self);
/* 0 when complete; otherwise another number for each preview. */
guint64 recto_pyramid_get_serial (const RectoPyramid *self);

/* Of the picture, also in a preview. */
guint recto_pyramid_get_width (const RectoPyramid *self);
guint recto_pyramid_get_height (const RectoPyramid *self);
guint recto_pyramid_get_channels (const RectoPyramid *self);
guint recto_pyramid_get_depth (const RectoPyramid *self);
/* Borrowed; NULL without one, and in a preview as long as it is not known. */
GBytes *recto_pyramid_get_icc_profile (const RectoPyramid *self);

/* Only of a complete pyramid; a preview has 0 levels. */
guint recto_pyramid_get_n_levels (const RectoPyramid *self);
RectoImage *recto_pyramid_get_level (const RectoPyramid *self, guint level); /* borrowed */

/* Resamples. to_source maps an output pixel's centre (integer coordinates of the infinite output
 * plane) to level-0 pixel coordinates. region is the part of the output plane to fill.
 *
 * Where to_source magnifies or keeps size (at least one output pixel per source pixel, by
 * recto_matrix3_scale_at of its inverse at the region's plane origin, within 1e-9) the nearest stored sample is taken;
 * below, the area average: for a pure scale and shift (with quarter turns and mirror) the exact mean over the output
 * pixel's footprint on the finest level that leaves a reduction of at least 2 (level 0 down to 25 %), for other
 * transforms the bilinear sample of the level next finer than the reduction.
 *
 * out: region->height rows of out_stride bytes, channels and depth as level 0, samples as in RectoImage.
 * coverage: region->height rows of region->width bytes, 255 where the source has the pixel, 0 outside (where out is
 * 0); may be NULL. Returns FALSE when nothing of the region is covered. */
gboolean recto_pyramid_sample (const RectoPyramid *self, const RectoMatrix3 *to_source,
                               const RectoRect *region, guint8 *out, gsize out_stride,
                               guint8 *coverage);

/* Some pixel of the picture is not opaque. FALSE for a preview, of which it is not known yet. The first call looks at the whole plane
 * and keeps its halvings. */
gboolean recto_pyramid_has_alpha (RectoPyramid *self);
/* How opaque each output pixel of recto_pyramid_sample is, by the same kernels over the alpha plane (of 16 bits the nearest of 8): 255 opaque,
 * 0 transparent or outside. Samples are not weighted by it: they are the mean of what is stored. Returns FALSE without touching
 * alpha when recto_pyramid_has_alpha() is. */
gboolean recto_pyramid_sample_alpha (RectoPyramid *self, const RectoMatrix3 *to_source,
                                     const RectoRect *region, guint8 *alpha, gsize stride);

/* The whole image (complete) scaled by area average to fit within width × height (never enlarged). */
RectoImage *recto_pyramid_dup_scaled (const RectoPyramid *self, guint width, guint height,
                                      GError **error);

G_END_DECLS

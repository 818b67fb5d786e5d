/* recto-pyramid-builder.h: a pyramid that grows while its picture is decoded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread, the decoder's, tells which rows are final; the builder halves them at once, or in a thread of its own when
 * there is another core. The bytes are those of recto_pyramid_new().
 */

#pragma once

#include "recto-pyramid.h"

G_BEGIN_DECLS

typedef struct _RectoPyramidBuilder RectoPyramidBuilder;

/* Takes a reference on image, whose rows are not there yet. */
RectoPyramidBuilder *recto_pyramid_builder_new (RectoImage *image, gboolean threaded, GError **error);
/* Stops, and frees without a pyramid. */
void recto_pyramid_builder_free (RectoPyramidBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoPyramidBuilder, recto_pyramid_builder_free)

RectoImage *recto_pyramid_builder_get_image (RectoPyramidBuilder *self); /* borrowed */

/* The rows above n are final; n never falls. */
void recto_pyramid_builder_add_rows (RectoPyramidBuilder *self, guint n);

/* What is there now; width, height: of the picture of which self's is one reduced by scale. NULL before there is anything. Any thread. */
RectoPyramid *recto_pyramid_builder_dup_preview (RectoPyramidBuilder *self, guint width, guint height,
                                                 double scale);

/* All rows are final: frees self and returns the pyramid. */
RectoPyramid *recto_pyramid_builder_finish (RectoPyramidBuilder *self);

G_END_DECLS

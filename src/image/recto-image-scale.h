/* recto-image-scale.h: a smaller picture, and one straight from a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-image-load.h"

G_BEGIN_DECLS

/* The whole image scaled to fit within width × height (never enlarged): each pixel the exact mean over its footprint
 * on the stored samples, at any reduction. */
RectoImage *recto_image_dup_scaled (RectoImage *self, guint width, guint height, GError **error);

/* The same bytes from a file; rows are averaged in a thread beside the one that decodes. full may be NULL; it receives the
 * picture as stored. */
RectoImage *recto_image_load_scaled_file (const char *path, const RectoImageLoadOptions *options, guint width,
                                          guint height, RectoImage **full, GCancellable *cancellable, GError **error);

G_END_DECLS

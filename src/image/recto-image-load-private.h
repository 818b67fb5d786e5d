/* recto-image-load-private.h: what the loaders of the image room share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-image-load.h"

G_BEGIN_DECLS

/* Refuses sizes over the limit, before memory is taken. */
gboolean recto_image_check_limit (guint64 width, guint64 height,
                                  const RectoImageLoadOptions *options, GError **error);

/* The error for a file that ends after done of total rows; coarse when the others are there in part, as in
 * an interlaced or progressive file. */
void recto_image_set_truncated_error (GError **error, guint done, guint total, gboolean coarse);
char *recto_image_dup_truncated_warning (guint done, guint total, gboolean coarse);

/* The name of an ICC profile from its description tag; NULL when there is none to read. */
char *recto_image_dup_icc_name (const guint8 *data, gsize size);

/* Orientation and resolution from an EXIF block (after "Exif\0\0"); leaves what is absent. */
void recto_image_read_exif (const guint8 *data, gsize size, guint *orientation, double *dpi_x,
                            double *dpi_y);

RectoImage *recto_image_load_png (GBytes *bytes, const RectoImageLoadOptions *options,
                                  GCancellable *cancellable, GError **error);
RectoImage *recto_image_load_jpeg (GBytes *bytes, const RectoImageLoadOptions *options,
                                   GCancellable *cancellable, GError **error);

G_END_DECLS

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

/* How often a loader looks whether it is cancelled and tells what is final: few enough rows that those that were just decoded are
 * still in the cache when they are halved. */
#define RECTO_IMAGE_ROWS_AT_ONCE 16

/* A loader calls tell_started once, as soon as the image is made, and then tell_rows every RECTO_IMAGE_ROWS_AT_ONCE rows
 * (done only ever rises; total is the height) where rows come from top to bottom, or tell_progress where a pass does
 * not finish rows, and tell_final where rows become final but the progress is another. The rows that were not told are final when the loader returns. All of them in the decoding thread; options may be NULL. */
void recto_image_load_tell_started (const RectoImageLoadOptions *options, RectoImage *image);
void recto_image_load_tell_rows (const RectoImageLoadOptions *options, guint done, guint total);
void recto_image_load_tell_final (const RectoImageLoadOptions *options, guint done);
void recto_image_load_tell_progress (const RectoImageLoadOptions *options, guint done, guint total);

/* The error for a file that ends after done of total rows; coarse when the others are there in part, as in
 * an interlaced or progressive file. */
void recto_image_set_truncated_error (GError **error, guint done, guint total, gboolean coarse);
/* The same for a file of which nothing can be kept: no row is there, or its kind cannot be read in part. */
void recto_image_set_hollow_error (GError **error);
char *recto_image_dup_truncated_warning (guint done, guint total, gboolean coarse);

/* The name of an ICC profile from its description tag; NULL when there is none to read. */
char *recto_image_dup_icc_name (const guint8 *data, gsize size);

/* Orientation and resolution from an EXIF block (after "Exif\0\0"); leaves what is absent. */
void recto_image_read_exif (const guint8 *data, gsize size, guint *orientation, double *dpi_x,
                            double *dpi_y);

/* A large JPEG with one pixel for RECTO_IMAGE_COARSE × RECTO_IMAGE_COARSE of its own, the last ones for what is left. started is called with
 * the size of the whole picture; then rows as by a loader. FALSE when there is nothing to gain or it cannot be done. */
#define RECTO_IMAGE_COARSE 8
typedef void (*RectoImageCoarseStarted) (RectoImage *image, guint width, guint height,
                                         gpointer user_data);
gboolean recto_image_load_jpeg_coarse (GBytes *bytes, const RectoImageLoadOptions *options,
                                       RectoImageCoarseStarted started, RectoImageRows rows,
                                       gpointer user_data, GCancellable *cancellable);

RectoImage *recto_image_load_png (GBytes *bytes, const RectoImageLoadOptions *options,
                                  GCancellable *cancellable, GError **error);
RectoImage *recto_image_load_jpeg (GBytes *bytes, const RectoImageLoadOptions *options,
                                   GCancellable *cancellable, GError **error);
RectoImage *recto_image_load_tiff (GBytes *bytes, const RectoImageLoadOptions *options,
                                   GCancellable *cancellable, GError **error);
RectoImage *recto_image_load_webp (GBytes *bytes, const RectoImageLoadOptions *options,
                                   GCancellable *cancellable, GError **error);
RectoImage *recto_image_load_bmp (GBytes *bytes, const RectoImageLoadOptions *options,
                                  GCancellable *cancellable, GError **error);

/* The frames of a TIFF file. */
GPtrArray *recto_image_list_frames_tiff (GBytes *bytes, GError **error);

/* The one frame of a format, from its header; what cannot be told stays 0, or is a problem in words. */
void recto_image_describe_webp (const guint8 *data, gsize size, RectoImageFrame *frame);
void recto_image_describe_bmp (const guint8 *data, gsize size, RectoImageFrame *frame);

/* The format by content; NONE: no known picture. */
RectoImageFormat recto_image_sniff (const guint8 *data, gsize size);
/* The error for content that is no known picture, or none at all. */
void recto_image_set_unknown_error (GError **error, gsize size);

G_END_DECLS

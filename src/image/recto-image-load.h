/* recto-image-load.h: from file to Image
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * PNG (every colour type, 1 to 16 bit, interlaced) through libpng, JPEG (baseline, progressive, arithmetic-coded,
 * grey, YCbCr, CMYK, YCCK) through libjpeg-turbo, TIFF (what recto-image-load-tiff.c lists) through libtiff, WebP
 * through libwebp, and plain BMP; recognised by content and not by name.
 * JPEG decoding is pinned to JDCT_ISLOW with fancy upsampling so that it repeats. Limits are checked
 * against the header before memory is taken. Messages are whole sentences in the user's language that say what
 * is wrong and what to do; they do not contain the file's name, which the caller adds once.
 *
 * Synchronous functions may run in any thread and are meant for a worker.
 */

#pragma once

#include <gio/gio.h>
#include "recto-image.h"

G_BEGIN_DECLS

/* The limit of all reading whose options name none, in the whole program; 0: the default again. Any thread. */
void recto_image_set_max_megapixels (guint megapixels);
guint64 recto_image_get_max_pixels (void);

/* Largest picture read unless the limit is raised: pixels in all. */
#define RECTO_IMAGE_DEFAULT_MAX_PIXELS (G_GUINT64_CONSTANT (512) * 1000 * 1000)

/* Called now and then in the decoding thread; done of total rows' worth of work. */
typedef void (*RectoImageProgress) (guint done, guint total, gpointer user_data);

/* Called once in the decoding thread: the header is read, size and depth are known and the memory is taken, but no row is
 * there. The image may be kept by a reference and its rows read in any thread as they become final. */
typedef void (*RectoImageStarted) (RectoImage *image, gpointer user_data);

/* Called in the decoding thread every few rows: the rows above done are final and written no more. It never falls; after
 * an interlaced picture's last pass it rises quickly. */
typedef void (*RectoImageRows) (guint done, gpointer user_data);

typedef struct
{
  guint64 max_pixels;          /* 0: recto_image_get_max_pixels() */
  guint frame;                 /* which picture of a file that holds several (TIFF), from 0 */
  gboolean accept_truncated;   /* keep the rows that are there; the rest is 0, with a warning */
  RectoImageProgress progress; /* may be NULL */
  gpointer progress_data;
  RectoImageStarted started;   /* may be NULL */
  RectoImageRows rows;         /* may be NULL */
  gpointer growth_data;        /* of started and rows */
} RectoImageLoadOptions;

/* Reads a whole file into memory (regular files only), with the errors EMPTY and NOT_READABLE. */
GBytes *recto_image_read_file (const char *path, GCancellable *cancellable, GError **error);

/* Decodes. options may be NULL. Returns a new reference. When error is TRUNCATED its message tells how many
 * per cent of the rows are there. Cancelling gives G_IO_ERROR_CANCELLED. */
RectoImage *recto_image_load_bytes (GBytes *bytes, const RectoImageLoadOptions *options,
                                    GCancellable *cancellable, GError **error);

/* read_file and load_bytes in one. */
RectoImage *recto_image_load_file (const char *path, const RectoImageLoadOptions *options,
                                   GCancellable *cancellable, GError **error);

/* More pictures in one file than this are refused. */
#define RECTO_IMAGE_MOST_FRAMES 1000

typedef enum
{
  RECTO_IMAGE_FRAME_PAGE,    /* a picture in its own right */
  RECTO_IMAGE_FRAME_REDUCED, /* a smaller copy of another picture (TIFF NewSubfileType bit 0) */
  RECTO_IMAGE_FRAME_MASK,    /* a transparency mask of another picture (bit 2) */
} RectoImageFrameKind;

typedef struct
{
  RectoImageFrameKind kind;
  guint width;
  guint height;
  guint channels; /* as load_bytes would give them; 0 when problem says why it would not */
  guint depth;
  gboolean alpha;
  char *name;    /* TIFF PageName, made fit to be shown; NULL without one */
  char *problem; /* why this picture cannot be read, in words; NULL: it can, as far as its header tells */
} RectoImageFrame;

void recto_image_frame_free (RectoImageFrame *frame);

/* The pictures of a file in their order, RectoImageFrame each; only headers are read. The index is options.frame. A chain of
 * directories that turns back, overlaps or has more than RECTO_IMAGE_MOST_FRAMES is refused as DAMAGED. Files that hold one picture give one frame. */
GPtrArray *recto_image_list_frames (GBytes *bytes, GError **error);

/* SHA-256 of bytes, lower-case hex. */
char *recto_image_dup_bytes_sha256 (GBytes *bytes);

G_END_DECLS

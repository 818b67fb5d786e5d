/* recto-image-load-tiff-private.h: the parts of the TIFF reader
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-image-load-private.h"

#include <tiffio.h>

G_BEGIN_DECLS

/* The file as libtiff sees it. Errors and warnings come to this reader alone: nothing is global. */
typedef struct
{
  TIFF *tiff;
  const guint8 *data;
  gsize size;
  gsize at;
  guint64 padded;   /* bytes behind the end that are made up; 0: none */
  guint8 padding;   /* what they are */
  guint n_messages; /* complaints since the directory was read */
  char *message;    /* the first of them */
} RectoTiff;

/* Which part of the picture a sample of the file belongs to. */
typedef enum
{
  RECTO_TIFF_GREY,   /* copied, or inverted */
  RECTO_TIFF_COLOUR, /* copied */
  RECTO_TIFF_INDEX,  /* looked up in the palette */
  RECTO_TIFF_INK,    /* C, M or Y */
  RECTO_TIFF_BLACK,  /* K, which darkens what the inks left */
  RECTO_TIFF_ALPHA,
  RECTO_TIFF_UNUSED,
} RectoTiffRole;

/* What a directory says, checked. */
typedef struct
{
  guint32 width;
  guint32 height;
  guint samples; /* per pixel in the file */
  guint bits;    /* per sample in the file */
  guint photometric;
  guint compression;
  gboolean separate;  /* planes one after the other */
  gboolean tiled;
  gboolean through_rgba; /* YCbCr without JPEG: libtiff converts */
  guint32 block_width;
  guint32 block_height;
  guint channels; /* of the Image */
  guint depth;
  int alpha;         /* index of the sample, -1: none */
  gboolean premultiplied;
  guint n_unused;
  guint8 palette[256 * 3];
  gboolean fine_palette; /* its entries have more than 8 bits */
} RectoTiffLayout;

gboolean recto_tiff_open (RectoTiff *self, GBytes *bytes, GError **error);
void recto_tiff_close (RectoTiff *self);
void recto_tiff_forget_messages (RectoTiff *self);
/* Sets the error for what libtiff complained of. */
void recto_tiff_set_error (RectoTiff *self, GError **error);

/* Offsets of the directories, guint64 each; NULL when they are not sound. complete is FALSE when the chain goes on behind the file's end. */
GArray *recto_tiff_list_directories (const guint8 *data, gsize size, gboolean *complete, GError **error);
/* Whether the values of a directory's tags, which libtiff copies, fit the file and the bytes that are made up behind its end. The
 * list above has done so for each page of the file as it is. weight: their bytes. */
gboolean recto_tiff_check_weight (const guint8 *data, gsize size, guint64 padded, guint64 at, guint64 *weight,
                                  GError **error);
/* Makes the directory current. */
gboolean recto_tiff_go_to (RectoTiff *self, guint64 offset, GError **error);

/* Reads the current directory. width and height are set as soon as they are known, also when it is refused. */
gboolean recto_tiff_read_layout (RectoTiff *self, RectoTiffLayout *layout, GError **error);
RectoTiffRole recto_tiff_layout_get_role (const RectoTiffLayout *self, guint sample);

/* Stores n pixels of one sample of the file at (x, y): value i is at index i × step + first of from, as it
 * is in the file with bits per sample. Samples of a pixel must come in rising order. */
void recto_tiff_store (const RectoTiffLayout *layout, RectoImage *image, guint x, guint y, guint n,
                       const guint8 *from, gsize first, gsize step, guint sample);

/* Decodes all rows, or with a twin (the same file with another continuation) as many as are there; rows_done tells.
 * FALSE with error: damaged or cancelled. */
gboolean recto_tiff_decode (RectoTiff *self, RectoTiff *twin, const RectoTiffLayout *layout, RectoImage *image,
                            const RectoImageLoadOptions *options, GCancellable *cancellable, guint *rows_done,
                            GError **error);

G_END_DECLS

/* recto-image.h: an immutable decoded raster
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An Image holds the stored samples of a picture, 8 or 16 bit, grey (1 channel) or RGB
 * (3 channels, interleaved), row by row without padding. 16-bit samples are guint16 in
 * host order. Alpha, when the file has it, is kept apart in a plane of its own with the same depth and
 * never mixed into the samples. What the file claims about itself (resolution, profile,
 * orientation) is kept as a claim and changes no sample.
 *
 * Reference-counted and immutable once built: any thread may read it.
 */

#pragma once

#include "recto-geometry.h"

G_BEGIN_DECLS

/* Errors of the image room; the codes are those a caller acts on. */
#define RECTO_IMAGE_ERROR (recto_image_error_quark ())
GQuark recto_image_error_quark (void);

typedef enum
{
  RECTO_IMAGE_ERROR_FAILED,       /* any other failure, with words */
  RECTO_IMAGE_ERROR_NOT_AN_IMAGE, /* content is no known picture format (text named .png …) */
  RECTO_IMAGE_ERROR_EMPTY,        /* the file has 0 bytes */
  RECTO_IMAGE_ERROR_TRUNCATED,    /* the file ends before the picture does */
  RECTO_IMAGE_ERROR_DAMAGED,      /* the content breaks the format's rules */
  RECTO_IMAGE_ERROR_TOO_LARGE,    /* over the limit; nothing was allocated */
  RECTO_IMAGE_ERROR_UNSUPPORTED,  /* a known format in a variant Recto does not read (yet) */
  RECTO_IMAGE_ERROR_NOT_READABLE, /* missing, a directory, no permission, I/O error */
} RectoImageError;

typedef enum
{
  RECTO_IMAGE_FORMAT_NONE, /* made in memory */
  RECTO_IMAGE_FORMAT_PNG,
  RECTO_IMAGE_FORMAT_JPEG,
  RECTO_IMAGE_FORMAT_TIFF,
  RECTO_IMAGE_FORMAT_WEBP,
  RECTO_IMAGE_FORMAT_BMP,
} RectoImageFormat;

#define RECTO_TYPE_IMAGE (recto_image_get_type ())
typedef struct _RectoImage RectoImage;
GType recto_image_get_type (void);

/* A zeroed image to be filled before it is shared: write through recto_image_get_data_mutable()
 * while the caller holds the only reference. width, height ≥ 1; channels 1 or 3; depth 8 or 16.
 * Large ones live in a file that the kernel can page out (see recto-scratch.h).
 * Returns NULL with RECTO_IMAGE_ERROR_TOO_LARGE when the room cannot be had. */
RectoImage *recto_image_new (guint width, guint height, guint channels, guint depth,
                             gboolean with_alpha, GError **error);

RectoImage *recto_image_ref (RectoImage *self);
void recto_image_unref (RectoImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoImage, recto_image_unref)

/* A number that no other image of this process has or had: names the pixels in caches. */
guint64 recto_image_get_serial (const RectoImage *self);

guint recto_image_get_width (const RectoImage *self);
guint recto_image_get_height (const RectoImage *self);
guint recto_image_get_channels (const RectoImage *self);
guint recto_image_get_depth (const RectoImage *self);
gboolean recto_image_has_alpha (const RectoImage *self);

/* Bytes from one row of samples to the next: width × channels × depth / 8. */
gsize recto_image_get_stride (const RectoImage *self);
const guint8 *recto_image_get_data (const RectoImage *self);
guint8 *recto_image_get_data_mutable (RectoImage *self);

/* The alpha plane, stride width × depth / 8; NULL without alpha. 0 is transparent. */
const guint8 *recto_image_get_alpha (const RectoImage *self);
guint8 *recto_image_get_alpha_mutable (RectoImage *self);

/* Claims of the file. */
RectoImageFormat recto_image_get_format (const RectoImage *self);
const char *recto_image_format_to_string (RectoImageFormat format); /* "png", "jpeg", "tiff", "webp", "bmp", "none" */
gboolean recto_image_get_dpi (const RectoImage *self, double *x, double *y); /* FALSE: no claim */
guint recto_image_get_orientation (const RectoImage *self);                 /* EXIF 1 to 8 */
const char *recto_image_get_icc_name (const RectoImage *self);              /* NULL: no profile */
/* The embedded ICC profile as stored in the file, borrowed; NULL without one (also where a name alone is known,
 * as with PNG's sRGB chunk). Not checked: treat it as hostile. */
GBytes *recto_image_get_icc_profile (const RectoImage *self);
const char *recto_image_get_decoder (const RectoImage *self); /* "libjpeg-turbo 2.1.5", NULL in memory */

/* What a person should know about the file (CMYK was converted, dpi missing …); NULL-terminated. */
const char *const *recto_image_get_warnings (const RectoImage *self);

/* Setters for loaders and generators, before the image is shared. Strings are copied. */
void recto_image_set_format (RectoImage *self, RectoImageFormat format);
void recto_image_set_dpi (RectoImage *self, double x, double y);
void recto_image_set_orientation (RectoImage *self, guint orientation);
void recto_image_set_icc_name (RectoImage *self, const char *name);
void recto_image_set_icc_profile (RectoImage *self, GBytes *profile);
void recto_image_set_decoder (RectoImage *self, const char *decoder);
void recto_image_add_warning (RectoImage *self, const char *warning);

/* SHA-256, lower-case hex, of the ASCII line "WIDTHxHEIGHTxCHANNELSxDEPTH\n" and the samples row
 * by row, 16-bit ones big-endian, alpha left out. Computed at each call. */
char *recto_image_dup_pixel_sha256 (const RectoImage *self);

G_END_DECLS

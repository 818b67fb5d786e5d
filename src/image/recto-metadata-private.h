/* recto-metadata-private.h: what the readers of metadata share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>
#include "recto-metadata.h"

G_BEGIN_DECLS

/* At most this much of a block of text (XMP, a PNG text) is looked at, inflated or not. */
#define RECTO_METADATA_MAX_BLOCK (1024 * 1024)

struct _RectoMetadata
{
  gatomicrefcount ref_count;
  GPtrArray *claims; /* RectoClaim */
  GPtrArray *doubts; /* RectoDoubt */
  GBytes *thumbnail;
  gboolean has_exif; /* a block of it was met */
  gboolean cut;      /* more was there than is kept */
};

/* Clean text of at most max characters: Latin-1 where it is not UTF-8, without control and other unprintable characters, runs of
 * white space as one blank, cut with “…”. NULL when nothing is left. size < 0: up to the NUL, which also ends it otherwise. */
char *recto_metadata_dup_clean (const char *data, gssize size, guint max);

/* Nothing is added for an empty text or a number that is not finite. */
void recto_metadata_add (RectoMetadata *self, RectoClaimGroup group, const char *id, const char *data, gssize size);
void recto_metadata_add_named (RectoMetadata *self, RectoClaimGroup group, const char *id, const char *name, const char *data,
                               gssize size);
void recto_metadata_add_number (RectoMetadata *self, RectoClaimGroup group, const char *id, double number);
void recto_metadata_add_date (RectoMetadata *self, RectoClaimGroup group, const char *id, const char *data, gssize size);

/* Values up to NULL. */
void recto_metadata_add_doubt (RectoMetadata *self, const char *id, ...) G_GNUC_NULL_TERMINATED;

/* severity and number of values of a doubt; FALSE: not known. */
gboolean recto_doubt_describe (const char *id, RectoDoubtSeverity *severity, guint *n_values);

/* "125.0" and the like, with a point in every language. */
char *recto_metadata_dup_number (double number, int decimals);

/* ----- readers of blocks ----- */

/* An EXIF block, after "Exif\0\0"; only its first 64 kB, which is what a JPEG segment holds. A file has one: where a second is met
 * it is not read, and the metadata are cut. */
void recto_metadata_read_exif (RectoMetadata *self, const guint8 *data, gsize size);
void recto_metadata_read_xmp (RectoMetadata *self, const char *data, gsize size);
void recto_metadata_read_photoshop (RectoMetadata *self, const guint8 *data, gsize size);
void recto_metadata_read_iptc (RectoMetadata *self, const guint8 *data, gsize size);
void recto_metadata_read_profile (RectoMetadata *self, const guint8 *data, gsize size);

/* ----- readers of files ----- */
void recto_metadata_read_jpeg (RectoMetadata *self, const guint8 *data, gsize size);
void recto_metadata_read_png (RectoMetadata *self, const guint8 *data, gsize size);
void recto_metadata_read_tiff (RectoMetadata *self, const guint8 *data, gsize size, guint frame);
void recto_metadata_read_webp (RectoMetadata *self, const guint8 *data, gsize size); /* size at least 12 */

/* ----- JPEG tables ----- */

/* A quantisation table in natural order against those of T.81 annex K as the IJG's programs scale them. */
typedef struct
{
  guint exact;    /* quality 1 to 100 that gives exactly this table; 0: none does */
  guint nearest;  /* the quality whose table differs least, by the sum of differences */
} RectoJpegQuality;
RectoJpegQuality recto_metadata_jpeg_quality (const guint16 table[64], gboolean chroma);

/* ----- pixels ----- */

/* Votes for the origins of an 8 × 8 grid of JPEG blocks. See recto-metadata-grid.c for the method. */
typedef struct
{
  gint x, y;        /* offset 0 to 7 of the grid; -1: none is meaningful */
  double log10_nfa; /* expected number of such outcomes by chance, as a power of ten */
  double share;     /* of the blocks that vote */
} RectoGrid;
RectoGrid recto_metadata_find_grid (const RectoImage *image);
void recto_metadata_read_grid (RectoMetadata *self, const RectoImage *image);
void recto_metadata_read_thumbnail (RectoMetadata *self, const RectoImage *image);

/* ----- judgement ----- */

/* The document a picture of that size in mm would be, within 3 %: "td3-page" …; NULL: none. */
const char *recto_metadata_find_size (double width_mm, double height_mm);
/* "passport page, 125 × 88 mm", in the user's language; NULL for an unknown name. */
const char *recto_metadata_get_size_label (const char *name);
void recto_metadata_read_scale (RectoMetadata *self, const RectoImage *image);
void recto_metadata_doubt_software (RectoMetadata *self);
void recto_metadata_doubt_dates (RectoMetadata *self, GDateTime *now);
void recto_metadata_doubt_colour (RectoMetadata *self, const RectoImage *image);

G_END_DECLS

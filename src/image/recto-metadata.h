/* recto-metadata.h: what a file says about itself, and what of it is doubtful
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A claim is something the file says (camera, date, resolution, software) or something its bytes or pixels show (JPEG quality, an 8 × 8
 * grid). Nobody vouches for it: any program can write any of it. A doubt is a reason not to lean on a claim, or a trace that deserves a
 * second look. Neither is a verdict about the document.
 *
 * Identifiers are stable and language-free, and so are the stored values; recto_claim_get_label(), recto_claim_dup_text() and
 * recto_doubt_dup_text() put them into the user's language, so that a case stored in Thai reads in English.
 *
 * The file is treated as hostile: counts, lengths and inflated sizes are bounded, text is valid UTF-8 without control
 * characters, and what goes beyond the bounds is left out with the doubt "cut". Sources: Exif 2.32 (by libexif), PNG third
 * edition, ITU-T T.81, TIFF 6.0 (by libtiff), the WebP container, XMP part 1 (bounded search, no full parser), IPTC-IIM 4.
 *
 * Reference-counted and immutable once built: any thread.
 */

#pragma once

#include <gio/gio.h>
#include "recto-image.h"

G_BEGIN_DECLS

#define RECTO_METADATA_MAX_CLAIMS 200
#define RECTO_METADATA_MAX_DOUBTS 40
#define RECTO_METADATA_MAX_VALUE 1000 /* characters of a value */
#define RECTO_METADATA_MAX_NAME 80    /* characters of a name */
#define RECTO_DOUBT_MAX_VALUES 4

typedef enum
{
  RECTO_CLAIM_CAMERA, /* "camera": who and what made the picture, when and where */
  RECTO_CLAIM_SCAN,   /* "scan": resolution, size on paper, orientation */
  RECTO_CLAIM_FILE,   /* "file": how it is coded, what edited it */
  RECTO_CLAIM_COLOUR, /* "colour" */
  RECTO_CLAIM_TEXT,   /* "text": words in the file */
  RECTO_CLAIM_N_GROUPS
} RectoClaimGroup;

typedef enum
{
  RECTO_DOUBT_NOTE,    /* worth knowing */
  RECTO_DOUBT_WARNING, /* a measurement or a conclusion may go wrong by it */
} RectoDoubtSeverity;

typedef struct
{
  RectoClaimGroup group;
  char *id;      /* "exif-make"; several claims may share one */
  char *name;    /* the file's own word for it (a PNG text's keyword), or NULL */
  char *value;   /* clean UTF-8, language-free: "2026-11-24 09:41:27", "4:2:0" */
  double number; /* NAN when the value is no number */
} RectoClaim;

typedef struct
{
  char *id; /* "dpi-default" */
  RectoDoubtSeverity severity;
  char *values[RECTO_DOUBT_MAX_VALUES + 1]; /* what goes into the sentence; NULL-terminated */
} RectoDoubt;

#define RECTO_TYPE_METADATA (recto_metadata_get_type ())
typedef struct _RectoMetadata RectoMetadata;
GType recto_metadata_get_type (void);

/* Reads the claims of a file, of a TIFF file those of the page numbered frame, from 0. image is the same file and frame decoded; with it, what pixels show is examined as well (grid, thumbnail against
 * picture, size on paper); NULL: only the bytes. now is the time that dates are held against. Never fails: what cannot be read
 * gives no claim. Takes under half a second for 50 megapixels, and no more for larger ones; a worker's work. */
RectoMetadata *recto_metadata_read (GBytes *bytes, guint frame, RectoImage *image, GDateTime *now);

RectoMetadata *recto_metadata_ref (RectoMetadata *self);
void recto_metadata_unref (RectoMetadata *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoMetadata, recto_metadata_unref)

guint recto_metadata_get_n_claims (const RectoMetadata *self);
const RectoClaim *recto_metadata_get_claim (const RectoMetadata *self, guint i);
guint recto_metadata_get_n_doubts (const RectoMetadata *self);
const RectoDoubt *recto_metadata_get_doubt (const RectoMetadata *self, guint i); /* warnings first */

/* First claim or doubt with that identifier, or NULL. */
const RectoClaim *recto_metadata_find_claim (const RectoMetadata *self, const char *id);
const RectoDoubt *recto_metadata_find_doubt (const RectoMetadata *self, const char *id);

/* The small picture embedded in the file, a JPEG as stored there; NULL without one. Borrowed. */
GBytes *recto_metadata_get_thumbnail (const RectoMetadata *self);

/* Building one from what was stored. FALSE when a bound is exceeded, an identifier is malformed, a text is not clean or the doubt
 * is not known or lacks values. */
RectoMetadata *recto_metadata_new (void);
gboolean recto_metadata_take_claim (RectoMetadata *self, RectoClaimGroup group, const char *id, const char *name, const char *value,
                                    double number);
gboolean recto_metadata_take_doubt (RectoMetadata *self, const char *id, const char *const *values);

/* "camera" … and back; FALSE for an unknown name. */
const char *recto_claim_group_to_string (RectoClaimGroup group);
gboolean recto_claim_group_from_string (const char *text, RectoClaimGroup *group);
const char *recto_doubt_severity_to_string (RectoDoubtSeverity severity); /* "note", "warning" */

/* In the user's language. */
const char *recto_claim_group_get_label (RectoClaimGroup group); /* "Camera" */
const char *recto_claim_get_label (const RectoClaim *claim);     /* "Make"; the file's own word where there is one */
char *recto_claim_dup_text (const RectoClaim *claim);            /* value with its unit, or put into words */
char *recto_doubt_dup_text (const RectoDoubt *doubt);            /* whole sentences: what, why, what to do */

G_END_DECLS

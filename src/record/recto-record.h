/* recto-record.h: what a casebook records of pictures, and whether it still holds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The casebook knows no pixels and the image room knows no case; here both are seen, so that the window and the command line record and check the same.
 *
 * Recorded hashes of pixels are those of recto_image_dup_pixel_sha256():
 *   pixel_sha256 of an exposure: the original as decoded, at import;
 *   output_sha256 of an exposure: the whole picture after its recipe. Without a step it is the original's, known at import. After an edit the window computes it
 *     in a worker once the edit has settled, since a large picture takes longer than an edit may; what was not computed when the window closed
 *     is computed when the case is opened next. Until then it is NULL and verification counts it as not recorded;
 *   output_sha256 of a finding: 1024 × 768 pixels about the viewport's centre of what its Scene shows, without the checker that stands for transparency; it is no
 *     hash of all that was on the screen, see recto_record_hash_view().
 *
 * Verification decodes the originals again on the command line and when the examiner asks for it. The window's own checks, after opening a case and after an
 * import, take the pictures that are in memory, decoded since the case was opened, for their originals; the bytes of every file are hashed each time.
 *
 * Thumbnails are no part of the record. They are for the eye alone, are made from the original at import, and nothing is decided or verified by them.
 *
 * Any thread; an object is used by one at a time.
 */

#pragma once

#include "recto-casebook.h"
#include "recto-pyramid.h"
#include "recto-renderer.h"
#include "recto-shape.h"

G_BEGIN_DECLS

/* ----- import ----- */

/* Sets what an exposure tells of its picture: frame, pixel_sha256, format, size, claims, decoder, warnings, metadata, output_sha256. The caller's part is page, light and file
 * name. bytes: the file, image: that frame of it. Strings are new. */
void recto_record_fill_exposure (RectoExposure *exposure, GBytes *bytes, guint frame, RectoImage *image);
/* As PNG, at most 512 pixels wide and high. */
GBytes *recto_record_make_thumbnail (RectoPyramid *pyramid, GError **error);

/* ----- findings ----- */

/* RECTO_ANALYSIS_ERROR_INVALID with words when the shape lies wholly outside the page. */
gboolean recto_record_check_shape (const RectoShape *shape, double page_width, double page_height, GError **error);

/* ----- outputs ----- */

/* n_threads 0: as many as processors. */
char *recto_record_hash_recipe (const char *recipe, RectoImage *image, guint n_threads, GError **error);

/* The size of the window through which a view is hashed, whatever the size of the canvas was. */
#define RECTO_RECORD_VIEW_WIDTH 1024
#define RECTO_RECORD_VIEW_HEIGHT 768

/* Whether what the scene shows comes from this exposure too. */
gboolean recto_record_view_needs (const RectoScene *scene, guint exposure);
/* The hash of 1024 × 768 pixels about the viewport's centre, at its zoom, turned and mirrored as it says; viewport NULL: the whole page fitted in. Side by
 * side, both panes count: it is the hash of the two panes' hashes, each followed by a newline. pyramids: as for recto_renderer_new(); those that the view needs are not NULL. */
char *recto_record_hash_view (RectoScene *scene, const char *viewport, RectoPyramid *const *pyramids,
                              GCancellable *cancellable, GError **error);

/* ----- pictures ----- */

/* Decoded originals of a casebook; a few are kept. */
typedef struct _RectoRecordPictures RectoRecordPictures;

/* strict: an original whose pixels are not those recorded at import is an error, so that nothing is recorded from it. */
RectoRecordPictures *recto_record_pictures_new (RectoCasebook *casebook, gboolean strict);
void recto_record_pictures_free (RectoRecordPictures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoRecordPictures, recto_record_pictures_free)
/* One that is in memory already: it is not decoded again. */
void recto_record_pictures_give (RectoRecordPictures *self, const char *sha256, guint frame, RectoPyramid *pyramid);
RectoImage *recto_record_pictures_dup_image (RectoRecordPictures *self, const RectoExposure *exposure,
                                             GCancellable *cancellable, GError **error);
RectoPyramid *recto_record_pictures_dup_pyramid (RectoRecordPictures *self, const RectoExposure *exposure,
                                                 GCancellable *cancellable, GError **error);

/* Slow. The hash for output_sha256 of the finding. exposures: RectoExposure, all of its case. NULL without error: it has no scene. */
char *recto_record_hash_finding (RectoRecordPictures *pictures, GPtrArray *exposures, const RectoFinding *finding,
                                 GCancellable *cancellable, GError **error);

/* ----- verification ----- */

typedef struct
{
  guint n_pictures; /* withdrawn ones too */
  guint n_pictures_same;
  guint n_recipes;
  guint n_recipes_run;
  guint n_recipes_recorded; /* with a hash to compare with */
  guint n_recipes_same;
  guint n_findings;
  guint n_findings_recorded;
  guint n_findings_same;
} RectoRecordCheck;

gboolean recto_record_check_is_intact (const RectoRecordCheck *self);

typedef void (*RectoRecordProgress) (const char *words, double fraction, gpointer user_data);

/* Slow. After recto_casebook_verify(): decodes each original of the case again, runs each recipe and draws each finding's view again, and compares with what was recorded.
 * Adds to check, and to verification's problems and changed_exposures. FALSE when the casebook could not be read or it was cancelled. */
gboolean recto_record_check_case (RectoCasebook *casebook, const char *case_id, RectoRecordPictures *pictures,
                                  guint n_threads, RectoVerification *verification, RectoRecordCheck *check,
                                  RectoRecordProgress progress, gpointer user_data, GCancellable *cancellable,
                                  GError **error);

G_END_DECLS

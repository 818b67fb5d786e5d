/* recto-casebook.h: the case database
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A casebook is a folder (0700) with casebook.sqlite (0600) and the evidence store beside it: evidence/ab/abcdef…,
 * read-only files named by the SHA-256 of their bytes. Every edit is one transaction with its event in a SHA-256 chain; when a
 * function has returned TRUE the edit is on disk. Nothing is deleted: withdrawing sets a time and a reason.
 *
 * One thread of the casebook's own holds the connection; every function here may be called from any thread and waits for that thread. Those
 * marked "slow" (hashing, copying) belong in a worker. "changed" is emitted in the main context in which the casebook was opened.
 * Every writing function records the act under @author.
 */

#pragma once

#include "recto-records.h"

G_BEGIN_DECLS

#define RECTO_CASEBOOK_ERROR (recto_casebook_error_quark ())
GQuark recto_casebook_error_quark (void);

typedef enum
{
  RECTO_CASEBOOK_ERROR_FAILED,    /* with words */
  RECTO_CASEBOOK_ERROR_NOT_FOUND, /* no such case, exposure … */
  RECTO_CASEBOOK_ERROR_NEWER,     /* written by a newer Recto: refused */
  RECTO_CASEBOOK_ERROR_DAMAGED,   /* not a casebook, or the database is damaged */
  RECTO_CASEBOOK_ERROR_BUSY,      /* locked by another process */
  RECTO_CASEBOOK_ERROR_READ_ONLY, /* folder or disk cannot be written */
  RECTO_CASEBOOK_ERROR_FULL,      /* disk full */
  RECTO_CASEBOOK_ERROR_INVALID,   /* a value that is not allowed (unknown vocabulary …) */
} RectoCasebookError;

#define RECTO_TYPE_CASEBOOK (recto_casebook_get_type ())
G_DECLARE_FINAL_TYPE (RectoCasebook, recto_casebook, RECTO, CASEBOOK, GObject)

/* Signal "changed" (const char *case_id): something in that case changed, by whomever in this process. */

/* The default folder: $XDG_DATA_HOME/recto/casebook. */
char *recto_casebook_dup_default_path (void);

/* Opens, and makes the folder and schema when create and not there. */
RectoCasebook *recto_casebook_open (const char *directory, gboolean create, GError **error);
void recto_casebook_close (RectoCasebook *self); /* finishes pending work; also at the last unref */
const char *recto_casebook_get_directory (RectoCasebook *self);
/* How long an edit waits for another process that is writing before it fails with BUSY; 10 s at first. */
void recto_casebook_set_patience (RectoCasebook *self, guint milliseconds);

/* ----- cases ----- */
/* reference NULL: the next number of this year, "2026-0001". Returns the id. */
char *recto_casebook_create_case (RectoCasebook *self, const char *author, const char *reference,
                                  const char *title, GError **error);
GPtrArray *recto_casebook_list_cases (RectoCasebook *self, GError **error); /* RectoCase, last changed first */
RectoCase *recto_casebook_get_case (RectoCasebook *self, const char *case_id, GError **error);
/* A unique beginning of an id, or a reference, for the command line. */
char *recto_casebook_resolve_case (RectoCasebook *self, const char *text, GError **error);
gboolean recto_casebook_set_case_words (RectoCasebook *self, const char *author, const char *case_id,
                                        const char *reference, const char *title, GError **error);
/* How the table was left: replaces, leaves no event (it is no part of the record). */
gboolean recto_casebook_set_case_view (RectoCasebook *self, const char *case_id, const char *view,
                                       GError **error);

/* ----- pages ----- */
char *recto_casebook_add_page (RectoCasebook *self, const char *author, const char *case_id,
                               const char *role, const char *label, GError **error);
GPtrArray *recto_casebook_list_pages (RectoCasebook *self, const char *case_id, GError **error);
gboolean recto_casebook_set_page_words (RectoCasebook *self, const char *author, const char *page_id,
                                        const char *role, const char *label, GError **error);
gboolean recto_casebook_set_page_calibration (RectoCasebook *self, const char *author, const char *page_id,
                                              const char *calibration, GError **error);

/* ----- exposures ----- */
/* Slow. Stores bytes in the evidence store, then the row. Of @exposure are read: page_id, light, file_name, pixel_sha256, format,
 * width … warnings, metadata, recipe (may be NULL), output_sha256; the rest is filled in here. The first exposure of a page is its reference. thumbnail: PNG, may be NULL; it
 * is for the eye alone and no part of the record: no event tells of it, verification does not look at it, and it can be made again from the original.
 * Returns the exposure's id. */
char *recto_casebook_add_exposure (RectoCasebook *self, const char *author, const RectoExposure *exposure,
                                   GBytes *bytes, GBytes *thumbnail, GError **error);
/* Slow. The same with a new page, which the exposure is the reference of, in one transaction: both or neither. The exposure's page_id is not read.
 * new_page_id: the page that was made, so that it is known without reading the exposure back; may be NULL. Set only on success. */
char *recto_casebook_add_page_with_exposure (RectoCasebook *self, const char *author, const char *case_id,
                                             const char *role, const char *label, const RectoExposure *exposure,
                                             GBytes *bytes, GBytes *thumbnail, char **new_page_id, GError **error);
GPtrArray *recto_casebook_list_exposures (RectoCasebook *self, const char *case_id, GError **error); /* by page, position; withdrawn left out */
GPtrArray *recto_casebook_list_all_exposures (RectoCasebook *self, const char *case_id, GError **error); /* withdrawn ones after the others */
RectoExposure *recto_casebook_get_exposure (RectoCasebook *self, const char *exposure_id, GError **error);
GBytes *recto_casebook_get_thumbnail (RectoCasebook *self, const char *exposure_id, GError **error); /* PNG; NULL without error: none */
char *recto_casebook_dup_evidence_path (RectoCasebook *self, const char *sha256);
gboolean recto_casebook_set_exposure_light (RectoCasebook *self, const char *author, const char *exposure_id,
                                            const char *light, GError **error);
gboolean recto_casebook_set_exposure_recipe (RectoCasebook *self, const char *author, const char *exposure_id,
                                             const char *recipe, GError **error);
/* Several in one transaction, all or none. ids_and_recipes: id, recipe, id, recipe …, NULL; exposures of one case. */
gboolean recto_casebook_set_exposure_recipes (RectoCasebook *self, const char *author,
                                              const char *const *ids_and_recipes, GError **error);
/* The hash of the whole picture's pixels after @recipe. Computing it takes longer than an edit may, so it is recorded by an event of its own (OUTPUT_SET)
 * once the edit has settled. When another recipe is stored meanwhile: TRUE and nothing is recorded. Setting a recipe takes the hash away. */
gboolean recto_casebook_set_exposure_output (RectoCasebook *self, const char *author, const char *exposure_id,
                                             const char *recipe, const char *output_sha256, GError **error);
gboolean recto_casebook_set_exposure_registration (RectoCasebook *self, const char *author, const char *exposure_id,
                                                   const char *registration, GError **error);
gboolean recto_casebook_withdraw_exposure (RectoCasebook *self, const char *author, const char *exposure_id,
                                           const char *reason, GError **error);
gboolean recto_casebook_restore_exposure (RectoCasebook *self, const char *author, const char *exposure_id, GError **error);

/* ----- findings ----- */
/* Of @finding are read: page_id, exposure_id, shape, feature, result, methods, text, light, scene, viewport, output_sha256. Returns the id. */
char *recto_casebook_add_finding (RectoCasebook *self, const char *author, const RectoFinding *finding,
                                  GError **error);
GPtrArray *recto_casebook_list_findings (RectoCasebook *self, const char *case_id, gboolean with_withdrawn,
                                         GError **error); /* by number */
RectoFinding *recto_casebook_get_finding (RectoCasebook *self, const char *finding_id, GError **error);
/* Replaces shape, feature, result, methods, text, light, exposure_id, scene, viewport, locked by those of @finding (by its id); the event carries old
 * and new of what differs; nothing differs: TRUE and no event. Another scene or viewport takes output_sha256 away. */
gboolean recto_casebook_update_finding (RectoCasebook *self, const char *author, const RectoFinding *finding,
                                        GError **error);
/* The hash of the pixels that @scene and @viewport gave; as with recto_casebook_set_exposure_output(). */
gboolean recto_casebook_set_finding_output (RectoCasebook *self, const char *author, const char *finding_id,
                                            const char *scene, const char *viewport, const char *output_sha256,
                                            GError **error);
gboolean recto_casebook_withdraw_finding (RectoCasebook *self, const char *author, const char *finding_id,
                                          const char *reason, GError **error);
gboolean recto_casebook_restore_finding (RectoCasebook *self, const char *author, const char *finding_id, GError **error);

/* ----- record ----- */
GPtrArray *recto_casebook_list_events (RectoCasebook *self, const char *case_id /* NULL: all */, GError **error);

/* What a verification saw. */
typedef struct
{
  guint n_originals;        /* evidence files looked at */
  guint n_originals_intact;
  guint n_events;
  gboolean chain_intact;
  gboolean rows_intact;     /* every row is what its events say */
  gboolean database_intact; /* quick_check, foreign keys */
  GPtrArray *problems;      /* char*: whole sentences: what, where, since when */
  GPtrArray *changed_exposures; /* char*: ids whose original is missing or changed */
  char *head;               /* hash of the last event */
} RectoVerification;
void recto_verification_free (RectoVerification *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoVerification, recto_verification_free)
gboolean recto_verification_is_intact (const RectoVerification *self);

/* Slow. case_id NULL: the whole casebook. Re-hashes evidence, checks the chain, replays events against rows, checks the database.
 * Decoded pixels and recipes are checked by the caller, who knows pictures. */
RectoVerification *recto_casebook_verify (RectoCasebook *self, const char *case_id,
                                          GCancellable *cancellable, GError **error);

G_END_DECLS

/* recto-session.h: the open case, between the casebook and the widgets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds what the light table shows (page, exposures A and B, composition, viewport, selection) and does every edit: at once in memory, durably in the
 * casebook, undoable. Panels call it and follow its signals; none of them touches the casebook. The table as it is left is stored (debounced, 300 ms, and
 * at close) so that the next start shows the same. Main thread; long work runs in workers.
 *
 * Signals
 *   "table-changed" (): page, A, B, composition, a recipe, a registration, or a picture that arrived: the renderer is another
 *   "selection-changed" (): selected finding
 *   "saved" (const char *time): an edit is durable ("09:41:27")
 *   "problem" (const char *heading, const char *body): something failed; said where the user looks
 *   "announce" (const char *words, gboolean with_undo): a passing message (toast), e.g. "Finding 4 withdrawn"
 *   "case-changed" (): reference, title or state
 * Properties: "page" (RectoPageItem), "exposure-a", "exposure-b" (RectoExposureItem), "target" (RectoExposureItem the Adjust panel works on),
 * "linked" (bool: recipe edits go to A and B), "selected" (RectoFindingItem), "annotations-visible" (bool), "show-original" (bool, the held key),
 * "can-undo", "can-redo" (bool), "undo-words", "redo-words" (string), "verification" (string state: "running", "intact", "failed", "none"), "working" (bool: a recipe is being worked out, for more than 300 ms).
 */

#pragma once

#include "recto-items.h"
#include "recto-viewport.h"

G_BEGIN_DECLS

#define RECTO_TYPE_SESSION (recto_session_get_type ())
G_DECLARE_FINAL_TYPE (RectoSession, recto_session, RECTO, SESSION, GObject)

/* How long an edit in the window waits for another program that is writing to the casebook. Then it fails with words and can be tried again: a window
 * that stands still longer looks broken. */
#define RECTO_SESSION_PATIENCE_MS 250

/* Reads the case and the table as it was left; pictures load in workers, the ones on the table first; verification starts. */
RectoSession *recto_session_new (RectoCasebook *casebook, const char *case_id, const char *author, GError **error);
void recto_session_close (RectoSession *self); /* stores the table, cancels workers */

RectoCasebook *recto_session_get_casebook (RectoSession *self);
const RectoCase *recto_session_get_case (RectoSession *self);
const char *recto_session_get_author (RectoSession *self);
void recto_session_set_case_words (RectoSession *self, const char *reference, const char *title);

GListModel *recto_session_get_pages (RectoSession *self);       /* of RectoPageItem */
GListModel *recto_session_get_findings (RectoSession *self);    /* of RectoFindingItem, current case, without withdrawn, by number */
GListModel *recto_session_get_annotations (RectoSession *self); /* of RectoAnnotation, of the current page */
RectoExposureItem *recto_session_find_exposure (RectoSession *self, const char *id);
RectoPageItem *recto_session_find_page (RectoSession *self, const char *id);

/* ----- pages and exposures ----- */
void recto_session_set_page_words (RectoSession *self, RectoPageItem *page, const char *role, const char *label);
void recto_session_set_exposure_light (RectoSession *self, RectoExposureItem *exposure, const char *light);
/* Refused with words for the reference of a page that has other exposures: the page's coordinates are its own. */
void recto_session_withdraw_exposure (RectoSession *self, RectoExposureItem *exposure, const char *reason);

/* ----- table ----- */
RectoPageItem *recto_session_get_page (RectoSession *self);
void recto_session_set_page (RectoSession *self, RectoPageItem *page);
RectoExposureItem *recto_session_get_a (RectoSession *self);
RectoExposureItem *recto_session_get_b (RectoSession *self); /* NULL with one exposure */
void recto_session_set_a (RectoSession *self, RectoExposureItem *exposure); /* changes the page too when it is on another */
void recto_session_set_b (RectoSession *self, RectoExposureItem *exposure);
void recto_session_swap (RectoSession *self);
RectoViewport *recto_session_get_viewport (RectoSession *self);
const RectoComposition *recto_session_get_composition (RectoSession *self);
void recto_session_set_composition (RectoSession *self, const RectoComposition *composition);
void recto_session_set_mode (RectoSession *self, RectoMode mode);
/* The renderer of what is on the table; pane 1 of side by side shows B alone; 2: A and B even while a step is shown. NULL while there is no picture. New
 * reference. Quick: what must be worked out is coarse first, and "table-changed" comes again. */
RectoRenderer *recto_session_dup_renderer (RectoSession *self, guint pane);
/* Stored samples of an exposure of the page at a page position; FALSE outside it, while it is not loaded, or
 * when it is not aligned. */
gboolean recto_session_pick (RectoSession *self, RectoExposureItem *exposure, RectoPoint page, guint *depth,
                             guint *channels, guint values[3]);
/* Canonical JSON of the Scene. */
char *recto_session_dup_scene (RectoSession *self);
void recto_session_set_annotations_visible (RectoSession *self, gboolean visible);
gboolean recto_session_get_annotations_visible (RectoSession *self);
void recto_session_set_show_original (RectoSession *self, gboolean original); /* untouched pictures while TRUE */

/* ----- recipes ----- */
RectoExposureItem *recto_session_get_target (RectoSession *self);
void recto_session_set_target (RectoSession *self, RectoExposureItem *exposure);
gboolean recto_session_get_linked (RectoSession *self);
void recto_session_set_linked (RectoSession *self, gboolean linked);
/* While a slider is dragged: shown at once, not stored. */
void recto_session_preview_recipe (RectoSession *self, RectoExposureItem *exposure, RectoRecipe *recipe);
/* Stored, one undo step worded by @words ("Gamma"). Numbers that its steps draw from the picture are drawn first, in a worker; edits are stored in their order, and
 * Undo takes back one that waits. */
void recto_session_commit_recipe (RectoSession *self, RectoExposureItem *exposure, RectoRecipe *recipe, const char *words);
/* The recipe of exposure for others of its page (RectoExposureItem); their numbers are drawn from them. One undo step. */
void recto_session_copy_recipe (RectoSession *self, RectoExposureItem *exposure, GPtrArray *others);
/* Step index of exposure's recipe instead of A and B: RECTO_MODE_CURTAIN, the picture before it and after it; RECTO_MODE_DIFFERENCE, what it changes.
 * Composition and mode are those of this view as long as it lasts: until the mode or the table is changed. exposure NULL: ends it. */
void recto_session_show_step (RectoSession *self, RectoExposureItem *exposure, guint index, RectoMode mode);
/* FALSE: no step is shown. */
gboolean recto_session_get_step (RectoSession *self, RectoExposureItem **exposure, guint *index);
/* Between a rectangle of the page and one of the exposure's stored pixels; FALSE: beside the picture, or it is not aligned. */
gboolean recto_session_page_to_exposure (RectoSession *self, RectoExposureItem *exposure, RectoShape *shape, RectoRect *region);

/* ----- registration ----- */
void recto_session_align (RectoSession *self, RectoExposureItem *exposure, const RectoMatrix3 *initial); /* in a worker */
void recto_session_commit_registration (RectoSession *self, RectoExposureItem *exposure, RectoRegistration *registration);

/* ----- findings ----- */
/* Makes a finding of shape on the current page with the Scene and Viewport now on the table; selects it. NULL, with words, over a picture that is
 * not aligned. */
RectoFindingItem *recto_session_add_finding (RectoSession *self, RectoShape *shape);
/* record: an edited copy; the same id. words: for undo. */
void recto_session_update_finding (RectoSession *self, RectoFindingItem *finding, const RectoFinding *record, const char *words);
void recto_session_withdraw_finding (RectoSession *self, RectoFindingItem *finding, const char *reason);
void recto_session_select (RectoSession *self, RectoFindingItem *finding);
RectoFindingItem *recto_session_get_selected (RectoSession *self);
/* Restores the exact Scene (page, exposures, recipes, composition) and Viewport in which it was seen. Recipes are shown, not stored, when they differ. */
void recto_session_show_finding (RectoSession *self, RectoFindingItem *finding);
void recto_session_take_view (RectoSession *self, RectoFindingItem *finding); /* replaces them by what is on the table */
RectoFindingItem *recto_session_find_finding (RectoSession *self, const char *id);

/* ----- import ----- */
typedef struct
{
  char *path;     /* or NULL when bytes are given (paste) */
  GBytes *bytes;  /* or NULL */
  char *name;     /* file name shown and stored */
  char *light;    /* identifier */
  char *page_id;  /* existing page, or NULL: the new page named page_key */
  char *page_key; /* files with the same key go to the same new page */
  char *role;     /* page role of a new page */
  guint frame;    /* which picture of a file that holds several */
  gboolean accept_truncated;
} RectoImportEntry;
void recto_import_entry_free (RectoImportEntry *entry);
const char *recto_import_heading (const GError *error); /* "The file ends too early", in the user's language */
/* Reads, stores, shows and aligns one after another in a worker; each failure is reported through "import-failed" (path, heading, body, entry index) and the others go on.
 * "import-progress" (double fraction, const char *words); "import-finished" (guint n_done, guint n_failed). Takes entries. */
void recto_session_import (RectoSession *self, GPtrArray *entries);
void recto_session_cancel_import (RectoSession *self);

/* ----- undo ----- */
void recto_session_undo (RectoSession *self);
void recto_session_redo (RectoSession *self);

/* ----- verification ----- */
/* In a worker: evidence hashes, decoded pixels, events. Every original is decoded again, also those that are in memory. */
void recto_session_verify (RectoSession *self);
const RectoVerification *recto_session_get_verification (RectoSession *self); /* NULL until done */
char *recto_session_dup_verified_time (RectoSession *self); /* "09:12" */
/* Decoded pictures whose pixels are those recorded at import, of how many. */
void recto_session_get_pixel_check (RectoSession *self, guint *n_pictures, guint *n_same);
/* SHA-256 of the original as it is now; NULL when it is missing or was not looked at. */
const char *recto_session_get_present_sha256 (RectoSession *self, const char *exposure_id);

G_END_DECLS

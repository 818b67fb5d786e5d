/* recto-session-private.h: what the recto-session*.c files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-items-private.h"
#include "recto-record.h"
#include "recto-session.h"

G_BEGIN_DECLS

/* How a page of the case lies on the table; kept for every page that was looked at. */
typedef struct
{
  char *a;
  char *b;
  RectoComposition composition;
  gboolean has_composition;
  char *viewport; /* JSON, or NULL: fit */
} RectoTablePage;

/* What became of an edit. */
typedef enum
{
  RECTO_EDIT_DONE,   /* it is in the casebook */
  RECTO_EDIT_FAILED, /* it is not, for now (busy, disk full …), and that was said; it can be tried again */
  RECTO_EDIT_GONE,   /* what it would change is no longer there */
} RectoEdit;

/* One step of undo. run() does it (redo) or takes it back. */
typedef struct _RectoUndoStep RectoUndoStep;
typedef RectoEdit (*RectoUndoRun) (RectoSession *self, RectoUndoStep *step, gboolean redo);
struct _RectoUndoStep
{
  char *words;
  char *id; /* of what was changed */
  RectoUndoRun run;
  gpointer before;
  gpointer after;
  GDestroyNotify free_value;
};

/* Recipes that are worked out: an edit that waits to be stored, or what is shown. */
typedef struct _RectoSessionWork RectoSessionWork;

struct _RectoSession
{
  GObject parent_instance;

  RectoCasebook *casebook;
  RectoCase *record;
  char *author;
  GCancellable *cancellable; /* every worker; cancelled at close */
  gboolean closing;
  gboolean closed;

  GListStore *pages;
  GListStore *findings;
  GtkCustomFilter *page_filter; /* findings of the current page */
  GListModel *page_findings;    /* through that filter */
  GListStore *annotations;      /* their marks, in the same order */

  /* table */
  RectoPageItem *page;
  RectoExposureItem *a;
  RectoExposureItem *b;
  RectoExposureItem *target;
  RectoFindingItem *selected;
  RectoViewport *viewport;
  RectoComposition composition;
  gboolean linked;
  gboolean annotations_visible;
  gboolean show_original;
  GHashTable *table_pages; /* page id → RectoTablePage */
  RectoRenderer *renderers[3]; /* of the panes, and of A and B while a step is shown */
  guint freeze;
  gboolean change_pending;
  guint store_source;

  /* loading: exposures wait in a queue, at most two are decoded at once */
  GQueue load_queue;
  guint n_loading;

  /* alignment, one at a time */
  GQueue align_queue;
  gboolean aligning;

  /* undo */
  GPtrArray *undo_steps;
  GPtrArray *redo_steps;
  gboolean replaying; /* a step is being taken back or done again */

  /* recipes being worked out, one at a time */
  GQueue commits;               /* edits in their order */
  RectoSessionWork *working_on; /* borrowed; its task holds it */
  RectoSessionWork *wanted;     /* what is shown, when nothing else is to be done */
  RectoSessionWork *exact;      /* what was worked out of it last */
  char *failed_scene;           /* hash of one that cannot be worked out */
  gboolean coarse;              /* the table shows a coarse picture */
  gboolean working;             /* for so long that it is said */
  guint working_source;

  /* a step of a recipe before and after, instead of A and B */
  RectoExposureItem *step_exposure; /* NULL: not shown */
  guint step_index;
  const RectoOperation *step_operation;
  RectoComposition step_composition;

  /* import */
  GCancellable *import_cancellable;

  /* outputs */
  guint record_source;
  gboolean recording;
  GHashTable *unrecordable; /* ids of exposures and findings whose hash cannot be had now */

  /* verification */
  const char *verification_state;
  RectoVerification *verification;
  char *verified_time;
  RectoRecordCheck pixels;
  GHashTable *present_hashes;
  gboolean verify_again;  /* asked for while one was running */
  gboolean verify_decoding; /* and that one decodes the originals again */
  gboolean verify_wanted; /* when the pictures on the table are there */
};

enum
{
  RECTO_SESSION_PROP_0,
  RECTO_SESSION_PROP_PAGE,
  RECTO_SESSION_PROP_EXPOSURE_A,
  RECTO_SESSION_PROP_EXPOSURE_B,
  RECTO_SESSION_PROP_TARGET,
  RECTO_SESSION_PROP_LINKED,
  RECTO_SESSION_PROP_SELECTED,
  RECTO_SESSION_PROP_ANNOTATIONS_VISIBLE,
  RECTO_SESSION_PROP_SHOW_ORIGINAL,
  RECTO_SESSION_PROP_CAN_UNDO,
  RECTO_SESSION_PROP_CAN_REDO,
  RECTO_SESSION_PROP_UNDO_WORDS,
  RECTO_SESSION_PROP_REDO_WORDS,
  RECTO_SESSION_PROP_VERIFICATION,
  RECTO_SESSION_PROP_WORKING,
  RECTO_SESSION_N_PROPS
};

enum
{
  RECTO_SESSION_TABLE_CHANGED,
  RECTO_SESSION_SELECTION_CHANGED,
  RECTO_SESSION_SAVED,
  RECTO_SESSION_PROBLEM,
  RECTO_SESSION_ANNOUNCE,
  RECTO_SESSION_CASE_CHANGED,
  RECTO_SESSION_IMPORT_FAILED,
  RECTO_SESSION_IMPORT_PROGRESS,
  RECTO_SESSION_IMPORT_FINISHED,
  RECTO_SESSION_N_SIGNALS
};

extern GParamSpec *recto_session_props[RECTO_SESSION_N_PROPS];
extern guint recto_session_signals[RECTO_SESSION_N_SIGNALS];

void recto_session_notify (RectoSession *self, guint prop);
void recto_session_emit_saved (RectoSession *self);
/* "Gamma could not be saved": heading; error says why. */
void recto_session_emit_problem (RectoSession *self, const char *heading, const GError *error);
void recto_session_emit_announce (RectoSession *self, const char *words, gboolean with_undo);
gboolean recto_session_read (RectoSession *self, GError **error);
/* Puts a page or exposure just stored into the lists. */
RectoPageItem *recto_session_insert_page (RectoSession *self, RectoPage *record);
RectoExposureItem *recto_session_insert_exposure (RectoSession *self, RectoExposure *record,
                                                  GBytes *thumbnail);
void recto_session_remove_exposure (RectoSession *self, RectoExposureItem *exposure);

/* table */
void recto_table_page_free (RectoTablePage *self);
void recto_session_freeze (RectoSession *self);
void recto_session_thaw (RectoSession *self);
void recto_session_table_changed (RectoSession *self); /* renderers are stale; emits; stores later */
void recto_session_picture_grew (RectoSession *self);  /* renderers are stale; emits; there is nothing to store */
void recto_session_store_later (RectoSession *self);
void recto_session_store_now (RectoSession *self);
void recto_session_restore_table (RectoSession *self);
void recto_session_choose_defaults (RectoSession *self); /* A and B of the page where there are none */
/* Ends showing the recipes and registrations of a finding. */
void recto_session_end_shown (RectoSession *self);
RectoScene *recto_session_build_scene (RectoSession *self, gboolean for_screen, RectoPyramid **pyramids);

/* recipes */
void recto_session_show_recipe (RectoSession *self, RectoExposureItem *exposure, RectoRecipe *recipe);
void recto_session_show_stored_recipe (RectoSession *self, const char *id);
/* One transaction and one undo step; all have their numbers. */
void recto_session_store_recipes (RectoSession *self, GPtrArray *exposures, GPtrArray *recipes, const char *words);

/* steps */
void recto_session_check_step (RectoSession *self); /* ends showing one that is no longer there */
/* New references. */
void recto_session_get_step_recipes (RectoSession *self, RectoRecipe **before, RectoRecipe **after);
/* mapped is empty where the other has no such place. */
void recto_session_map_region (RectoSession *self, RectoExposureItem *from, RectoExposureItem *to, const RectoRect *region,
                               RectoRect *mapped);
/* Exposure pixels to page, as shown. */
void recto_session_get_exposure_matrix (RectoExposureItem *item, RectoMatrix3 *matrix);

/* work */
void recto_session_work_unref (RectoSessionWork *work);
/* Stored at once when no numbers must be drawn and no other edit waits; otherwise after the work. */
void recto_session_commit_recipes (RectoSession *self, GPtrArray *exposures, GPtrArray *recipes, const char *words);
/* Exact where that is quick; coarse otherwise. shown: what is coarse is worked out in a worker, and the table told. */
RectoRenderer *recto_session_make_renderer (RectoSession *self, RectoScene *scene, RectoPyramid *const *pyramids,
                                            gboolean shown);
/* The item's recipe with its numbers, drawn at once if need be; borrowed. */
RectoRecipe *recto_session_resolve_now (RectoSession *self, RectoExposureItem *item);
/* Of the last edit that waits to be stored; NULL: none does. */
const char *recto_session_get_waiting_words (RectoSession *self);
/* Takes it back; FALSE: none waits. */
gboolean recto_session_drop_waiting (RectoSession *self);
void recto_session_end_work (RectoSession *self); /* stores the edits that wait, breaks off the rest */
void recto_session_clear_work (RectoSession *self);

/* loading */
void recto_session_load_page (RectoSession *self); /* the page's pictures, those on the table first */
void recto_session_load_next (RectoSession *self);

/* verification */
/* As recto_session_verify(), but pictures that are in memory stand for their originals: the check after opening and after an import. */
void recto_session_verify_shown (RectoSession *self);

/* alignment */
void recto_session_queue_align (RectoSession *self, RectoExposureItem *exposure, gboolean undoable,
                                const RectoMatrix3 *initial);
void recto_session_align_next (RectoSession *self);
void recto_session_clear_align_queue (RectoSession *self);

/* findings */
RectoFindingItem *recto_session_insert_finding (RectoSession *self, RectoFinding *record);

/* outputs: the hashes of what recipes and views give, recorded in a worker once the edits have settled */
void recto_session_record_later (RectoSession *self);

/* undo */
/* Says why an edit was not stored, and whether it can be tried again. */
RectoEdit recto_session_edit_failed (RectoSession *self, const char *heading, const GError *error);
/* The end of every edit: done, it can be undone; failed, it can be tried again by Redo, so that nothing the examiner did is lost. What was undone
 * before cannot be done again. Takes before and after, which free_value frees. */
void recto_session_finish_edit (RectoSession *self, RectoEdit edit, const char *words, const char *id,
                                RectoUndoRun run, gpointer before, gpointer after,
                                GDestroyNotify free_value);
void recto_session_clear_redo (RectoSession *self);
void recto_session_notify_undo (RectoSession *self);
void recto_undo_step_free (RectoUndoStep *self);

G_END_DECLS

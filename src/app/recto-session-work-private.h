/* recto-session-work-private.h: what the worker of recipes and the edits that wait for it share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-session-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  RectoRecipe *recipe;
  RectoExposure *record;  /* to decode it where it is not in memory */
  RectoPyramid *pyramid;  /* or NULL */
  RectoRecipe *resolved;  /* NULL: its numbers are not drawn yet */
} RectoSessionPart;

struct _RectoSessionWork
{
  GPtrArray *parts; /* RectoSessionPart */
  char *words;      /* of an edit; NULL: of what is shown */
  RectoScene *scene;
  GPtrArray *pyramids;
  RectoRenderer *renderer;
  RectoCasebook *casebook;
  GCancellable *cancellable;
  GError *error;
  GMutex lock;
  GCond cond;
  gboolean ended; /* under the lock */
};

RectoSessionWork *recto_session_work_new (RectoSession *self, const char *words);
RectoSessionPart *recto_session_work_add_part (RectoSessionWork *work, const char *id, RectoRecipe *recipe,
                                               RectoPyramid *pyramid);
gboolean recto_session_work_is_resolved (const RectoSessionWork *work);
/* Its pixels need not be looked at any more. */
gboolean recto_session_has_numbers (RectoExposureItem *item, RectoRecipe *recipe);
/* Any thread. */
void recto_session_do_work (RectoSessionWork *work);
void recto_session_store_work (RectoSession *self, RectoSessionWork *work);
void recto_session_say_failed (RectoSession *self, const GError *error);
/* The next of what waits, when nothing is being worked out. */
void recto_session_start_work (RectoSession *self);

G_END_DECLS

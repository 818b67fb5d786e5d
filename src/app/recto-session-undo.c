/* recto-session-undo.c: steps taken back and done again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every step knows how to write the state before and after it; the casebook records both as new events.
 */

#include "config.h"
#include "recto-session-private.h"

#include <glib/gi18n.h>

/* More steps than anyone walks back; the record itself keeps them all. */
#define MAX_STEPS 200

void
recto_undo_step_free (RectoUndoStep *self)
{
  g_free (self->words);
  g_free (self->id);
  if (self->free_value != NULL)
    {
      g_clear_pointer (&self->before, self->free_value);
      g_clear_pointer (&self->after, self->free_value);
    }
  g_free (self);
}

static void
notify_undo (RectoSession *self)
{
  recto_session_notify (self, RECTO_SESSION_PROP_CAN_UNDO);
  recto_session_notify (self, RECTO_SESSION_PROP_CAN_REDO);
  recto_session_notify (self, RECTO_SESSION_PROP_UNDO_WORDS);
  recto_session_notify (self, RECTO_SESSION_PROP_REDO_WORDS);
}

void
recto_session_push_undo (RectoSession *self, const char *words, const char *id,
                         gboolean (*run) (RectoSession *, RectoUndoStep *, gboolean),
                         gpointer before, gpointer after, GDestroyNotify free_value)
{
  RectoUndoStep *step = g_new0 (RectoUndoStep, 1);

  step->words = g_strdup (words);
  step->id = g_strdup (id);
  step->run = run;
  step->before = before;
  step->after = after;
  step->free_value = free_value;

  g_ptr_array_set_size (self->redo_steps, 0);
  g_ptr_array_add (self->undo_steps, step);
  if (self->undo_steps->len > MAX_STEPS)
    g_ptr_array_remove_index (self->undo_steps, 0);
  notify_undo (self);
}

static void
replay (RectoSession *self, GPtrArray *from, GPtrArray *to, gboolean redo)
{
  RectoUndoStep *step;

  if (from->len == 0)
    return;

  step = g_ptr_array_steal_index (from, from->len - 1);
  if (step->run (self, step, redo))
    {
      g_autofree char *words
          = g_strdup_printf (redo ? _ ("Done again: %s") : _ ("Taken back: %s"), step->words);

      g_ptr_array_add (to, step);
      recto_session_emit_announce (self, words, FALSE);
    }
  else
    {
      /* What it would change is no longer there; keeping it would block the steps before it. */
      recto_undo_step_free (step);
    }
  notify_undo (self);
}

void
recto_session_undo (RectoSession *self)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  replay (self, self->undo_steps, self->redo_steps, FALSE);
}

void
recto_session_redo (RectoSession *self)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  replay (self, self->redo_steps, self->undo_steps, TRUE);
}

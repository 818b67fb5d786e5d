/* recto-session-undo.c: steps taken back and done again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every step knows how to write the state before and after it; the casebook records both as new events. A step that cannot be written now stays where
 * it is.
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

void
recto_session_notify_undo (RectoSession *self)
{
  recto_session_notify (self, RECTO_SESSION_PROP_CAN_UNDO);
  recto_session_notify (self, RECTO_SESSION_PROP_CAN_REDO);
  recto_session_notify (self, RECTO_SESSION_PROP_UNDO_WORDS);
  recto_session_notify (self, RECTO_SESSION_PROP_REDO_WORDS);
}

RectoEdit
recto_session_edit_failed (RectoSession *self, const char *heading, const GError *error)
{
  g_autofree char *body = NULL;

  if (g_error_matches (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND)
      || g_error_matches (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID))
    {
      recto_session_emit_problem (self, heading, error);
      return RECTO_EDIT_GONE;
    }
  /* A step that is taken back or done again stays where it was: the same button tries it again. */
  if (self->replaying)
    body = g_strdup (error->message);
  else
    body = g_strdup_printf (_ ("%s Redo does it once more."), error->message);
  g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0, heading, body);

  return RECTO_EDIT_FAILED;
}

void
recto_session_clear_redo (RectoSession *self)
{
  if (self->redo_steps->len == 0)
    return;
  g_ptr_array_set_size (self->redo_steps, 0);
  recto_session_notify_undo (self);
}

void
recto_session_finish_edit (RectoSession *self, RectoEdit edit, const char *words, const char *id,
                           RectoUndoRun run, gpointer before, gpointer after,
                           GDestroyNotify free_value)
{
  RectoUndoStep *step = g_new0 (RectoUndoStep, 1);

  step->words = g_strdup (words);
  step->id = g_strdup (id);
  step->run = run;
  step->before = before;
  step->after = after;
  step->free_value = free_value;

  if (edit == RECTO_EDIT_GONE)
    {
      recto_undo_step_free (step);
      return;
    }
  g_ptr_array_set_size (self->redo_steps, 0);
  g_ptr_array_add (edit == RECTO_EDIT_DONE ? self->undo_steps : self->redo_steps, step);
  if (self->undo_steps->len > MAX_STEPS)
    g_ptr_array_remove_index (self->undo_steps, 0);
  recto_session_notify_undo (self);
  recto_session_record_later (self);
}

static void
replay (RectoSession *self, GPtrArray *from, GPtrArray *to, gboolean redo)
{
  g_autofree char *words = NULL;
  RectoUndoStep *step;
  RectoEdit edit;

  if (from->len == 0 || self->replaying)
    return;

  step = g_ptr_array_index (from, from->len - 1);
  self->replaying = TRUE;
  edit = step->run (self, step, redo);
  self->replaying = FALSE;
  switch (edit)
    {
    case RECTO_EDIT_DONE:
      words = g_strdup_printf (redo ? _ ("Done again: %s") : _ ("Taken back: %s"), step->words);
      g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
      recto_session_emit_announce (self, words, FALSE);
      recto_session_record_later (self);
      break;
    case RECTO_EDIT_GONE:
      /* Kept, it would block the steps before it. */
      words = g_strdup_printf (redo ? _ ("“%s” cannot be done again") : _ ("“%s” cannot be taken back"),
                               step->words);
      g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0, words,
                     _ ("What it changed is no longer there. The step was left out; those before it can still be "
                        "taken back."));
      g_ptr_array_remove_index (from, from->len - 1);
      break;
    case RECTO_EDIT_FAILED:
    default:
      break;
    }
  recto_session_notify_undo (self);
}

void
recto_session_undo (RectoSession *self)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  if (!recto_session_drop_waiting (self))
    replay (self, self->undo_steps, self->redo_steps, FALSE);
}

void
recto_session_redo (RectoSession *self)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  replay (self, self->redo_steps, self->undo_steps, TRUE);
}

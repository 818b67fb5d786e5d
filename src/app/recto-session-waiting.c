/* recto-session-waiting.c: edits of recipes that wait for their numbers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-work-private.h"

#include <glib/gi18n.h>

typedef RectoSessionPart Part;
typedef RectoSessionWork Work;

void
recto_session_commit_recipes (RectoSession *self, GPtrArray *exposures, GPtrArray *recipes, const char *words)
{
  Work *work = recto_session_work_new (self, words);
  Work *running = self->working_on;

  for (guint i = 0; i < exposures->len; i++)
    {
      RectoExposureItem *item = g_ptr_array_index (exposures, i);
      RectoRecipe *recipe = g_ptr_array_index (recipes, i);
      Part *part = recto_session_work_add_part (work, item->record->id, recipe, item->pyramid);

      part->record = recto_exposure_copy (item->record);
      if (recto_session_has_numbers (item, recipe))
        part->resolved = recto_recipe_ref (recipe);
    }
  g_queue_push_tail (&self->commits, work);
  /* What is worked out for the screen already gives the edit its numbers; otherwise the edit goes first. */
  if (!recto_session_work_is_resolved (work) && running != NULL && running->scene != NULL)
    {
      gboolean same = FALSE;

      for (guint i = 0; i < running->parts->len; i++)
        for (guint k = 0; k < work->parts->len; k++)
          {
            Part *a = g_ptr_array_index (running->parts, i);
            Part *b = g_ptr_array_index (work->parts, k);

            same = same || (g_str_equal (a->id, b->id) && recto_recipe_equal (a->recipe, b->recipe));
          }
      if (!same)
        g_cancellable_cancel (running->cancellable);
    }
  recto_session_start_work (self);
  if (!g_queue_is_empty (&self->commits))
    {
      recto_session_clear_redo (self);
      recto_session_notify_undo (self);
    }
}

const char *
recto_session_get_waiting_words (RectoSession *self)
{
  Work *last = g_queue_peek_tail (&self->commits);

  return last != NULL ? last->words : NULL;
}

gboolean
recto_session_drop_waiting (RectoSession *self)
{
  Work *last = g_queue_pop_tail (&self->commits);
  g_autofree char *words = NULL;

  if (last == NULL)
    return FALSE;
  g_cancellable_cancel (last->cancellable);
  recto_session_freeze (self);
  for (guint i = 0; i < last->parts->len; i++)
    {
      const char *id = ((Part *) g_ptr_array_index (last->parts, i))->id;
      RectoRecipe *earlier = NULL;

      for (GList *l = self->commits.tail; l != NULL && earlier == NULL; l = l->prev)
        {
          Work *work = l->data;

          for (guint k = 0; k < work->parts->len; k++)
            {
              Part *part = g_ptr_array_index (work->parts, k);

              if (g_str_equal (part->id, id))
                earlier = part->recipe;
            }
        }
      if (earlier != NULL && recto_session_find_exposure (self, id) != NULL)
        recto_session_show_recipe (self, recto_session_find_exposure (self, id), earlier);
      else
        recto_session_show_stored_recipe (self, id);
    }
  recto_session_thaw (self);
  words = g_strdup_printf (_ ("Taken back: %s"), last->words);
  recto_session_emit_announce (self, words, FALSE);
  recto_session_work_unref (last);
  recto_session_notify_undo (self);

  return TRUE;
}

void
recto_session_end_work (RectoSession *self)
{
  Work *work;

  if (self->working_on != NULL && self->working_on->scene != NULL)
    g_cancellable_cancel (self->working_on->cancellable);
  g_clear_pointer (&self->wanted, recto_session_work_unref);
  /* An edit that was made is stored, even when the window has to wait for it. */
  while ((work = g_queue_pop_head (&self->commits)) != NULL)
    {
      if (work == self->working_on)
        {
          g_mutex_lock (&work->lock);
          while (!work->ended)
            g_cond_wait (&work->cond, &work->lock);
          g_mutex_unlock (&work->lock);
        }
      else
        recto_session_do_work (work);
      if (work->error == NULL)
        recto_session_store_work (self, work);
      else
        recto_session_say_failed (self, work->error);
      recto_session_work_unref (work);
    }
  self->working_on = NULL;
  g_clear_handle_id (&self->working_source, g_source_remove);
}

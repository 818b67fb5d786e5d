/* recto-session-registration.c: exposures laid on their page, one after another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-private.h"

#include <glib/gi18n.h>

typedef struct
{
  RectoSession *session;
  RectoExposureItem *exposure;
  gboolean undoable;
  gboolean has_initial;
  RectoMatrix3 initial;
  char *before; /* what was stored when it was asked for */
} Align;

static void
align_free (Align *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->exposure);
  g_free (self->before);
  g_free (self);
}

void
recto_session_clear_align_queue (RectoSession *self)
{
  g_queue_clear_full (&self->align_queue, (GDestroyNotify) align_free);
}

/* text NULL: not tried. */
static RectoEdit
store_registration (RectoSession *self, const char *id, const char *text)
{
  RectoExposureItem *exposure = recto_session_find_exposure (self, id);
  g_autoptr (RectoRegistration) registration = NULL;
  g_autoptr (GError) error = NULL;

  if (exposure == NULL)
    return RECTO_EDIT_GONE;
  if (text != NULL)
    registration = recto_registration_new_from_text (text, &error);
  if (error != NULL
      || !recto_casebook_set_exposure_registration (self->casebook, self->author, id, text, &error))
    {
      /* What is stored holds. */
      recto_exposure_item_set_align_state (exposure, exposure->registration != NULL
                                                         ? RECTO_ALIGN_DONE
                                                         : RECTO_ALIGN_NONE);
      return recto_session_edit_failed (self, _ ("The alignment could not be saved"), error);
    }
  g_free (exposure->record->registration);
  exposure->record->registration = g_strdup (text);
  recto_exposure_item_set_registration (exposure, registration);
  recto_exposure_item_set_align_state (exposure,
                                       text != NULL ? RECTO_ALIGN_DONE : RECTO_ALIGN_NONE);
  if (exposure == self->a || exposure == self->b
      || self->composition.mode == RECTO_MODE_COMPOSITE)
    recto_session_table_changed (self);
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
undo_registration (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  return store_registration (self, step->id, redo ? step->after : step->before);
}

static void
commit (RectoSession *self, RectoExposureItem *exposure, RectoRegistration *registration,
        gboolean undoable)
{
  const char *id = recto_exposure_item_get_id (exposure);
  g_autofree char *before = g_strdup (exposure->record->registration);
  g_autofree char *after = recto_registration_to_text (registration);

  RectoEdit edit = store_registration (self, id, after);

  /* One that came by itself is no step of the examiner's, but it can be stored again without computing it again. */
  if (undoable || edit == RECTO_EDIT_FAILED)
    recto_session_finish_edit (self, edit, _ ("Alignment"), id, undo_registration,
                               g_steal_pointer (&before), g_steal_pointer (&after), g_free);
}

void
recto_session_commit_registration (RectoSession *self, RectoExposureItem *exposure,
                                   RectoRegistration *registration)
{
  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure));
  g_return_if_fail (registration != NULL);
  g_return_if_fail (!recto_exposure_item_is_reference (exposure));

  commit (self, exposure, registration, TRUE);
}

/* What came of a start given by hand; it may take a while, and the panel that asked is gone. */
static void
tell_refined (RectoSession *self, RectoExposureItem *exposure, RectoRegistration *registration)
{
  const char *light = _ (recto_exposure_item_get_light (exposure)->label);
  g_autofree char *words = NULL;
  guint n = recto_registration_get_n_agreeing (registration);

  if (recto_registration_get_status (registration) == RECTO_REGISTRATION_ALIGNED)
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s aligned from your pairs: ±%.1f px, %u block agrees.",
                                          "%s aligned from your pairs: ±%.1f px, %u blocks agree.", n),
                             light, recto_registration_get_rms_px (registration), n);
  else
    words = g_strdup_printf (_ ("%s could not be refined from your pairs. %s"), light,
                             recto_registration_get_reason (registration));
  recto_session_emit_announce (self, words, TRUE);
}

static void
aligned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Align *align = user_data;
  RectoSession *self = align->session;
  g_autoptr (RectoRegistration) registration = NULL;
  g_autoptr (GError) error = NULL;

  registration = recto_register_images_finish (result, &error);
  self->aligning = FALSE;
  if (!self->closed)
    {
      /* What the examiner set meanwhile stays. */
      if (registration != NULL
          && recto_session_find_exposure (self, recto_exposure_item_get_id (align->exposure)) != NULL
          && g_strcmp0 (align->before, align->exposure->record->registration) == 0)
        {
          commit (self, align->exposure, registration, align->undoable);
          if (align->has_initial)
            tell_refined (self, align->exposure, registration);
        }
      else
        recto_exposure_item_set_align_state (align->exposure,
                                             align->exposure->registration != NULL
                                                 ? RECTO_ALIGN_DONE
                                                 : RECTO_ALIGN_NONE);
      recto_session_align_next (self);
    }
  align_free (align);
}

static RectoExposureItem *
get_reference_of (RectoSession *self, RectoExposureItem *exposure)
{
  RectoPageItem *page = recto_session_find_page (self, exposure->record->page_id);

  return page != NULL ? recto_page_item_get_reference (page) : NULL;
}

static gboolean
is_there (RectoSession *self, RectoExposureItem *item)
{
  if (item->pyramid != NULL)
    return TRUE;
  if (item->load_state == RECTO_LOAD_IDLE && g_queue_find (&self->load_queue, item) == NULL)
    {
      g_queue_push_tail (&self->load_queue, g_object_ref (item));
      recto_session_load_next (self);
    }

  return FALSE;
}

void
recto_session_align_next (RectoSession *self)
{
  GList *link = self->align_queue.head;

  while (link != NULL && !self->aligning && !self->closed)
    {
      GList *next = link->next;
      Align *align = link->data;
      RectoExposureItem *exposure = align->exposure;
      RectoExposureItem *reference = get_reference_of (self, exposure);

      if (reference == NULL || reference == exposure
          || reference->load_state == RECTO_LOAD_FAILED
          || exposure->load_state == RECTO_LOAD_FAILED)
        {
          g_queue_delete_link (&self->align_queue, link);
          recto_exposure_item_set_align_state (
              exposure, exposure->registration != NULL ? RECTO_ALIGN_DONE : RECTO_ALIGN_NONE);
          align_free (align);
        }
      else if (is_there (self, reference) && is_there (self, exposure))
        {
          g_queue_delete_link (&self->align_queue, link);
          self->aligning = TRUE;
          recto_register_images_async (recto_pyramid_get_level (reference->pyramid, 0),
                                       recto_pyramid_get_level (exposure->pyramid, 0),
                                       reference->record->dpi_x,
                                       align->has_initial ? &align->initial : NULL,
                                       self->cancellable, aligned_cb, align);
        }
      link = next;
    }
}

void
recto_session_queue_align (RectoSession *self, RectoExposureItem *exposure, gboolean undoable,
                           const RectoMatrix3 *initial)
{
  Align *align;

  for (GList *link = self->align_queue.head; link != NULL; link = link->next)
    {
      align = link->data;
      if (align->exposure == exposure)
        return;
    }

  align = g_new0 (Align, 1);
  align->session = g_object_ref (self);
  align->exposure = g_object_ref (exposure);
  align->undoable = undoable;
  align->before = g_strdup (exposure->record->registration);
  if (initial != NULL)
    {
      align->has_initial = TRUE;
      align->initial = *initial;
    }
  g_queue_push_tail (&self->align_queue, align);
  recto_exposure_item_set_align_state (exposure, RECTO_ALIGN_RUNNING);
}

void
recto_session_align (RectoSession *self, RectoExposureItem *exposure, const RectoMatrix3 *initial)
{
  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure));
  g_return_if_fail (!recto_exposure_item_is_reference (exposure));

  recto_session_queue_align (self, exposure, TRUE, initial);
  recto_session_align_next (self);
}

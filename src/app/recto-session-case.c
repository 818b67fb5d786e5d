/* recto-session-case.c: pages and exposures of the open case, read and edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-private.h"

#include <glib/gi18n.h>

RectoPageItem *
recto_session_find_page (RectoSession *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->pages));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (G_LIST_MODEL (self->pages), i);

      if (g_strcmp0 (recto_page_item_get_id (page), id) == 0)
        return page;
    }

  return NULL;
}

RectoExposureItem *
recto_session_find_exposure (RectoSession *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->pages));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (G_LIST_MODEL (self->pages), i);
      RectoExposureItem *exposure = recto_page_item_find_exposure (page, id);

      if (exposure != NULL)
        return exposure;
    }

  return NULL;
}

RectoPageItem *
recto_session_insert_page (RectoSession *self, RectoPage *record)
{
  g_autoptr (RectoPageItem) page = recto_page_item_new (record);

  g_list_store_append (self->pages, page);

  return page;
}

RectoExposureItem *
recto_session_insert_exposure (RectoSession *self, RectoExposure *record, GBytes *thumbnail)
{
  RectoPageItem *page = recto_session_find_page (self, record->page_id);
  g_autoptr (RectoExposureItem) exposure = recto_exposure_item_new (record);
  guint n, at;

  g_return_val_if_fail (page != NULL, NULL);

  recto_exposure_item_set_thumbnail (exposure, thumbnail);
  n = g_list_model_get_n_items (G_LIST_MODEL (page->exposures));
  for (at = n; at > 0; at--)
    {
      g_autoptr (RectoExposureItem) before
          = g_list_model_get_item (G_LIST_MODEL (page->exposures), at - 1);

      if (before->record->position <= record->position)
        break;
    }
  g_list_store_insert (page->exposures, at, exposure);

  return exposure;
}

void
recto_session_remove_exposure (RectoSession *self, RectoExposureItem *exposure)
{
  RectoPageItem *page = recto_session_find_page (self, exposure->record->page_id);
  guint at;

  if (page != NULL && g_list_store_find (page->exposures, exposure, &at))
    g_list_store_remove (page->exposures, at);
}

gboolean
recto_session_read (RectoSession *self, GError **error)
{
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GPtrArray) exposures = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  pages = recto_casebook_list_pages (self->casebook, self->record->id, error);
  if (pages == NULL)
    return FALSE;
  exposures = recto_casebook_list_exposures (self->casebook, self->record->id, error);
  if (exposures == NULL)
    return FALSE;
  findings = recto_casebook_list_findings (self->casebook, self->record->id, FALSE, error);
  if (findings == NULL)
    return FALSE;

  for (guint i = 0; i < pages->len; i++)
    recto_session_insert_page (self, recto_page_copy (g_ptr_array_index (pages, i)));
  for (guint i = 0; i < exposures->len; i++)
    {
      const RectoExposure *record = g_ptr_array_index (exposures, i);
      g_autoptr (GBytes) thumbnail
          = recto_casebook_get_thumbnail (self->casebook, record->id, NULL);

      recto_session_insert_exposure (self, recto_exposure_copy (record), thumbnail);
    }
  for (guint i = 0; i < findings->len; i++)
    recto_session_insert_finding (self, recto_finding_copy (g_ptr_array_index (findings, i)));

  return TRUE;
}

/* ----- words of the case and its pages ----- */

static RectoEdit
store_case_words (RectoSession *self, const char *reference, const char *title)
{
  g_autoptr (GError) error = NULL;

  if (!recto_casebook_set_case_words (self->casebook, self->author, self->record->id, reference,
                                      title, &error))
    return recto_session_edit_failed (self, _ ("The case’s words could not be saved"), error);
  g_free (self->record->reference);
  self->record->reference = g_strdup (reference);
  g_free (self->record->title);
  self->record->title = g_strdup (title);
  g_signal_emit (self, recto_session_signals[RECTO_SESSION_CASE_CHANGED], 0);
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
undo_case_words (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  char **words = redo ? step->after : step->before;

  return store_case_words (self, words[0], words[1]);
}

static char **
new_words (const char *first, const char *second)
{
  char **words = g_new0 (char *, 3);

  words[0] = g_strdup (first != NULL ? first : "");
  words[1] = g_strdup (second != NULL ? second : "");

  return words;
}

void
recto_session_set_case_words (RectoSession *self, const char *reference, const char *title)
{
  char **before;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (reference != NULL);

  if (g_strcmp0 (reference, self->record->reference) == 0
      && g_strcmp0 (title, self->record->title) == 0)
    return;

  before = new_words (self->record->reference, self->record->title);
  recto_session_finish_edit (self, store_case_words (self, reference, title),
                             _ ("Reference and title"), self->record->id, undo_case_words, before,
                             new_words (reference, title), (GDestroyNotify) g_strfreev);
}

static RectoEdit
store_page_words (RectoSession *self, const char *page_id, const char *role, const char *label)
{
  RectoPageItem *page = recto_session_find_page (self, page_id);
  g_autoptr (GError) error = NULL;

  if (page == NULL)
    return RECTO_EDIT_GONE;
  if (label != NULL && *label == '\0')
    label = NULL;
  if (!recto_casebook_set_page_words (self->casebook, self->author, page_id, role, label, &error))
    return recto_session_edit_failed (self, _ ("The page’s words could not be saved"), error);
  recto_page_item_set_words (page, role, label);
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
undo_page_words (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  char **words = redo ? step->after : step->before;

  return store_page_words (self, step->id, words[0], words[1]);
}

void
recto_session_set_page_words (RectoSession *self, RectoPageItem *page, const char *role,
                              const char *label)
{
  char **before;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_PAGE_ITEM (page));

  before = new_words (page->record->role, page->record->label);
  recto_session_finish_edit (self,
                             store_page_words (self, recto_page_item_get_id (page), role, label),
                             _ ("Page name"), recto_page_item_get_id (page), undo_page_words,
                             before, new_words (role, label), (GDestroyNotify) g_strfreev);
}

/* ----- exposures ----- */

static RectoEdit
store_light (RectoSession *self, const char *id, const char *light)
{
  RectoExposureItem *exposure = recto_session_find_exposure (self, id);
  g_autoptr (GError) error = NULL;

  if (exposure == NULL)
    return RECTO_EDIT_GONE;
  if (!recto_casebook_set_exposure_light (self->casebook, self->author, id, light, &error))
    return recto_session_edit_failed (self, _ ("The light could not be saved"), error);
  recto_exposure_item_set_light (exposure, light);
  recto_session_emit_saved (self);
  recto_session_table_changed (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
undo_light (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  return store_light (self, step->id, redo ? step->after : step->before);
}

void
recto_session_set_exposure_light (RectoSession *self, RectoExposureItem *exposure,
                                  const char *light)
{
  char *before;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure));

  if (g_strcmp0 (exposure->record->light, light) == 0)
    return;
  before = g_strdup (exposure->record->light);
  recto_session_finish_edit (self, store_light (self, recto_exposure_item_get_id (exposure), light),
                             _ ("Light"), recto_exposure_item_get_id (exposure), undo_light,
                             before, g_strdup (light), g_free);
}

/* Takes an exposure off the table before it leaves the list. */
static void
take_off (RectoSession *self, RectoExposureItem *exposure)
{
  g_object_ref (exposure);
  recto_session_freeze (self);
  if (exposure == self->b)
    recto_session_set_b (self, NULL);
  if (exposure == self->a)
    recto_session_set_a (self, NULL);
  recto_session_remove_exposure (self, exposure);
  recto_session_choose_defaults (self);
  recto_session_table_changed (self);
  recto_session_thaw (self);
  g_object_unref (exposure);
}

static RectoEdit
withdraw_exposure (RectoSession *self, const char *id, const char *reason)
{
  RectoExposureItem *exposure = recto_session_find_exposure (self, id);
  g_autoptr (GError) error = NULL;

  if (exposure == NULL)
    return RECTO_EDIT_GONE;
  if (!recto_casebook_withdraw_exposure (self->casebook, self->author, id, reason, &error))
    return recto_session_edit_failed (self, _ ("The picture could not be withdrawn"), error);
  take_off (self, exposure);
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
put_back_exposure (RectoSession *self, const char *id)
{
  RectoExposure *record;
  g_autoptr (GBytes) thumbnail = NULL;
  g_autoptr (GError) error = NULL;

  if (!recto_casebook_restore_exposure (self->casebook, self->author, id, &error))
    return recto_session_edit_failed (self, _ ("The picture could not be put back"), error);
  record = recto_casebook_get_exposure (self->casebook, id, &error);
  if (record == NULL)
    return recto_session_edit_failed (self, _ ("The picture could not be put back"), error);
  thumbnail = recto_casebook_get_thumbnail (self->casebook, id, NULL);
  recto_session_insert_exposure (self, record, thumbnail);
  recto_session_choose_defaults (self);
  recto_session_load_page (self);
  recto_session_table_changed (self);
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
undo_withdraw_exposure (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  return redo ? withdraw_exposure (self, step->id, step->after) : put_back_exposure (self, step->id);
}

static gboolean
has_findings (RectoSession *self, const char *page_id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->findings)); i++)
    {
      g_autoptr (RectoFindingItem) finding = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      if (g_strcmp0 (recto_finding_item_get_record (finding)->page_id, page_id) == 0)
        return TRUE;
    }

  return FALSE;
}

void
recto_session_withdraw_exposure (RectoSession *self, RectoExposureItem *exposure,
                                 const char *reason)
{
  g_autofree char *words = NULL;
  g_autofree char *id = NULL;
  RectoPageItem *page;
  RectoEdit edit;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure));
  g_return_if_fail (reason != NULL);

  page = recto_session_find_page (self, exposure->record->page_id);
  if (page != NULL && recto_exposure_item_is_reference (exposure)
      && (g_list_model_get_n_items (G_LIST_MODEL (page->exposures)) > 1
          || has_findings (self, exposure->record->page_id)))
    {
      g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0,
                     _ ("The page rests on this picture"),
                     _ ("The other pictures of the page are aligned to it and findings are drawn in "
                        "its coordinates. Withdraw those first."));
      return;
    }
  id = g_strdup (recto_exposure_item_get_id (exposure));
  words = g_strdup_printf (_ ("%s withdrawn"), exposure->record->file_name);
  edit = withdraw_exposure (self, id, reason);
  recto_session_finish_edit (self, edit, _ ("Withdraw picture"), id, undo_withdraw_exposure, NULL,
                             g_strdup (reason), g_free);
  if (edit == RECTO_EDIT_DONE)
    recto_session_emit_announce (self, words, TRUE);
}

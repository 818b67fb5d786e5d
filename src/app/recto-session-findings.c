/* recto-session-findings.c: findings made, edited, withdrawn and shown again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-private.h"

#include <glib/gi18n.h>
#include <math.h>

RectoFindingItem *
recto_session_find_finding (RectoSession *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->findings));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoFindingItem) finding
          = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      if (g_strcmp0 (finding->record->id, id) == 0)
        return finding;
    }

  return NULL;
}

RectoFindingItem *
recto_session_insert_finding (RectoSession *self, RectoFinding *record)
{
  g_autoptr (RectoFindingItem) finding = recto_finding_item_new (record);
  guint at = g_list_model_get_n_items (G_LIST_MODEL (self->findings));

  for (; at > 0; at--)
    {
      g_autoptr (RectoFindingItem) before
          = g_list_model_get_item (G_LIST_MODEL (self->findings), at - 1);

      if (before->record->number <= record->number)
        break;
    }
  g_list_store_insert (self->findings, at, finding);

  return finding;
}

static void
remove_finding (RectoSession *self, RectoFindingItem *finding)
{
  guint at;

  if (self->selected == finding)
    recto_session_select (self, NULL);
  if (g_list_store_find (self->findings, finding, &at))
    g_list_store_remove (self->findings, at);
}

RectoFindingItem *
recto_session_get_selected (RectoSession *self)
{
  return self->selected;
}

void
recto_session_select (RectoSession *self, RectoFindingItem *finding)
{
  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (finding == NULL || RECTO_IS_FINDING_ITEM (finding));

  if (!g_set_object (&self->selected, finding))
    return;
  recto_session_notify (self, RECTO_SESSION_PROP_SELECTED);
  g_signal_emit (self, recto_session_signals[RECTO_SESSION_SELECTION_CHANGED], 0);
}

/* ----- withdrawing and putting back, by hand and by undo ----- */

static RectoEdit
withdraw (RectoSession *self, const char *id, const char *reason)
{
  RectoFindingItem *finding = recto_session_find_finding (self, id);
  g_autoptr (GError) error = NULL;

  if (finding == NULL)
    return RECTO_EDIT_GONE;
  if (!recto_casebook_withdraw_finding (self->casebook, self->author, id, reason, &error))
    return recto_session_edit_failed (self, _ ("The finding could not be withdrawn"), error);
  remove_finding (self, finding);
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
put_back (RectoSession *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  RectoFinding *record = NULL;

  if (recto_casebook_restore_finding (self->casebook, self->author, id, &error))
    record = recto_casebook_get_finding (self->casebook, id, &error);
  if (record == NULL)
    return recto_session_edit_failed (self, _ ("The finding could not be put back"), error);
  recto_session_insert_finding (self, record);
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
undo_withdraw (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  return redo ? withdraw (self, step->id, step->after) : put_back (self, step->id);
}

void
recto_session_withdraw_finding (RectoSession *self, RectoFindingItem *finding, const char *reason)
{
  g_autofree char *words = NULL;
  g_autofree char *id = NULL;
  RectoEdit edit;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_FINDING_ITEM (finding));
  g_return_if_fail (reason != NULL);

  words = g_strdup_printf (_ ("Finding %d withdrawn"), finding->record->number);
  id = g_strdup (finding->record->id);
  edit = withdraw (self, id, reason);
  recto_session_finish_edit (self, edit, words, id, undo_withdraw, NULL, g_strdup (reason), g_free);
  if (edit == RECTO_EDIT_DONE)
    recto_session_emit_announce (self, words, TRUE);
}

/* ----- making ----- */

/* The exposure in whose light the shape was seen: the one shown under its centre. */
static RectoExposureItem *
get_exposure_under (RectoSession *self, RectoShape *shape)
{
  const RectoComposition *c = recto_session_get_composition (self);
  double x, y, width, height, angle, side;

  if (self->b == NULL)
    return self->a;

  recto_shape_get_bounds (shape, &x, &y, &width, &height);
  x += width / 2;
  y += height / 2;
  switch (c->mode)
    {
    case RECTO_MODE_SINGLE:
    case RECTO_MODE_COMPOSITE:
      return self->a;
    case RECTO_MODE_BLINK:
      return c->blink_b ? self->b : self->a;
    case RECTO_MODE_CURTAIN:
      angle = c->curtain_angle * G_PI / 180;
      side = (x - c->curtain.x) * sin (angle) + (y - c->curtain.y) * cos (angle);
      return side < 0 ? self->a : self->b;
    case RECTO_MODE_TORCH:
      return hypot (x - c->torch.x, y - c->torch.y) <= c->torch_radius ? self->b : self->a;
    case RECTO_MODE_SIDE_BY_SIDE:
    case RECTO_MODE_CHECKERBOARD:
      return self->target != NULL ? self->target : self->a;
    case RECTO_MODE_OVERLAY:
    case RECTO_MODE_DIFFERENCE:
    case RECTO_MODE_SIGNED_DIFFERENCE:
    case RECTO_MODE_TWO_COLOUR:
    default:
      return self->b;
    }
}

/* A finding somewhere off the page could never be seen; FALSE: said. */
static gboolean
check_place (RectoSession *self, RectoShape *shape, const char *page_id)
{
  RectoPageItem *page = recto_session_find_page (self, page_id);
  RectoExposureItem *reference = page != NULL ? recto_page_item_get_reference (page) : NULL;
  g_autoptr (GError) error = NULL;

  if (reference == NULL
      || recto_record_check_shape (shape, reference->record->width, reference->record->height, &error))
    return TRUE;
  recto_session_emit_problem (self, _ ("The finding is off the page"), error);

  return FALSE;
}

static RectoEdit
store_new (RectoSession *self, const RectoFinding *given, char **id)
{
  g_autoptr (GError) error = NULL;
  RectoFinding *record;

  *id = recto_casebook_add_finding (self->casebook, self->author, given, &error);
  if (*id == NULL)
    return recto_session_edit_failed (self, _ ("The finding could not be saved"), error);
  record = recto_casebook_get_finding (self->casebook, *id, &error);
  if (record == NULL)
    {
      record = recto_finding_copy (given);
      record->id = g_strdup (*id);
      record->case_id = g_strdup (self->record->id);
    }
  recto_session_select (self, recto_session_insert_finding (self, record));
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

/* after: what was to be stored. A finding that could not be stored when it was drawn has no id until it is. */
static RectoEdit
undo_add (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  if (!redo)
    return withdraw (self, step->id, _ ("Taken back"));
  if (step->id == NULL)
    return store_new (self, step->after, &step->id);

  return put_back (self, step->id);
}

RectoFindingItem *
recto_session_add_finding (RectoSession *self, RectoShape *shape)
{
  RectoExposureItem *exposure;
  RectoFindingItem *finding = NULL;
  RectoFinding *given;
  RectoEdit edit;
  g_autofree char *id = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (RECTO_IS_SESSION (self), NULL);
  g_return_val_if_fail (shape != NULL, NULL);

  /* A finding is seen in exposures as they are. */
  recto_session_show_step (self, NULL, 0, RECTO_MODE_SINGLE);
  if (self->page == NULL || self->a == NULL
      || !check_place (self, shape, recto_page_item_get_id (self->page)))
    return NULL;

  exposure = get_exposure_under (self, shape);
  /* Both lie over each other: the one that is aligned says where. */
  if (!recto_exposure_item_is_placed (exposure) && self->composition.mode >= RECTO_MODE_OVERLAY
      && recto_exposure_item_is_placed (self->a))
    exposure = self->a;
  if (!recto_exposure_item_is_placed (exposure))
    {
      words = g_strdup_printf (_ ("%s is not aligned, so a place in it is no place on the page. Align it first."),
                               _ (recto_exposure_item_get_light (exposure)->label));
      recto_session_emit_announce (self, words, FALSE);
      return NULL;
    }
  given = g_new0 (RectoFinding, 1);
  given->page_id = g_strdup (recto_page_item_get_id (self->page));
  given->exposure_id = g_strdup (exposure->record->id);
  given->shape = recto_shape_to_text (shape);
  /* Nothing is said until the examiner says it. */
  given->result = g_strdup ("NOT_EXAMINED");
  given->text = g_strdup ("");
  given->light = g_strdup (exposure->record->light);
  given->scene = recto_session_dup_scene (self);
  given->viewport = recto_viewport_to_text (self->viewport);
  edit = store_new (self, given, &id);
  if (edit == RECTO_EDIT_DONE)
    finding = recto_session_find_finding (self, id);
  words = finding != NULL ? g_strdup_printf (_ ("Finding %d"), finding->record->number)
                          : g_strdup (_ ("New finding"));
  recto_session_finish_edit (self, edit, words, id, undo_add, NULL, given,
                             (GDestroyNotify) recto_finding_free);

  return finding;
}

/* ----- editing ----- */

static RectoEdit
store_record (RectoSession *self, const RectoFinding *record)
{
  RectoFindingItem *finding = recto_session_find_finding (self, record->id);
  g_autoptr (GError) error = NULL;
  RectoFinding *stored;

  if (finding == NULL)
    return RECTO_EDIT_GONE;
  if (!recto_casebook_update_finding (self->casebook, self->author, record, &error))
    {
      /* The fields show again what is stored. */
      recto_finding_item_set_record (finding, recto_finding_copy (finding->record));
      return recto_session_edit_failed (self, _ ("The finding could not be saved"), error);
    }
  stored = recto_casebook_get_finding (self->casebook, record->id, NULL);
  recto_finding_item_set_record (finding, stored != NULL ? stored : recto_finding_copy (record));
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
undo_update (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  return store_record (self, redo ? step->after : step->before);
}

void
recto_session_update_finding (RectoSession *self, RectoFindingItem *finding,
                              const RectoFinding *record, const char *words)
{
  g_autoptr (RectoShape) shape = NULL;
  RectoFinding *before;
  RectoFinding *after;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_FINDING_ITEM (finding));
  g_return_if_fail (record != NULL && g_strcmp0 (record->id, finding->record->id) == 0);
  g_return_if_fail (words != NULL);

  if (g_strcmp0 (record->shape, finding->record->shape) != 0)
    shape = recto_shape_new_from_text (record->shape, NULL);
  if (shape != NULL && !check_place (self, shape, record->page_id))
    {
      /* The shape goes back to where it is stored. */
      recto_finding_item_set_record (finding, recto_finding_copy (finding->record));
      return;
    }

  before = recto_finding_copy (finding->record);
  after = recto_finding_copy (record);
  recto_session_finish_edit (self, store_record (self, after), words, before->id, undo_update, before,
                             after, (GDestroyNotify) recto_finding_free);
}

void
recto_session_take_view (RectoSession *self, RectoFindingItem *finding)
{
  g_autoptr (RectoFinding) record = NULL;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_FINDING_ITEM (finding));

  recto_session_show_step (self, NULL, 0, RECTO_MODE_SINGLE);
  record = recto_finding_copy (finding->record);
  g_free (record->scene);
  record->scene = recto_session_dup_scene (self);
  g_free (record->viewport);
  record->viewport = recto_viewport_to_text (self->viewport);
  recto_session_update_finding (self, finding, record, _ ("View of the finding"));
}

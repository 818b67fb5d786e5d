/* recto-session.c: the open case, its lists and signals
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-private.h"

#include <glib/gi18n.h>

GParamSpec *recto_session_props[RECTO_SESSION_N_PROPS];
guint recto_session_signals[RECTO_SESSION_N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoSession, recto_session, G_TYPE_OBJECT)

static void
recto_session_dispose (GObject *object)
{
  RectoSession *self = RECTO_SESSION (object);

  if (self->casebook != NULL)
    recto_session_close (self);

  G_OBJECT_CLASS (recto_session_parent_class)->dispose (object);
}

static void
recto_session_finalize (GObject *object)
{
  RectoSession *self = RECTO_SESSION (object);

  g_clear_object (&self->page);
  g_clear_object (&self->a);
  g_clear_object (&self->b);
  g_clear_object (&self->target);
  g_clear_object (&self->selected);
  g_clear_object (&self->viewport);
  if (self->page_findings != NULL)
    g_signal_handlers_disconnect_by_data (self->page_findings, self);
  g_clear_object (&self->page_findings);
  g_clear_object (&self->annotations);
  g_clear_object (&self->page_filter);
  g_clear_object (&self->findings);
  g_clear_object (&self->pages);
  g_clear_object (&self->casebook);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->import_cancellable);
  g_clear_pointer (&self->record, recto_case_free);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->table_pages, g_hash_table_unref);
  g_clear_pointer (&self->present_hashes, g_hash_table_unref);
  g_clear_pointer (&self->unrecordable, g_hash_table_unref);
  g_clear_pointer (&self->undo_steps, g_ptr_array_unref);
  g_clear_pointer (&self->redo_steps, g_ptr_array_unref);
  g_clear_pointer (&self->verification, recto_verification_free);
  g_clear_pointer (&self->verified_time, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->renderers); i++)
    g_clear_pointer (&self->renderers[i], recto_renderer_unref);
  g_queue_clear_full (&self->load_queue, g_object_unref);
  recto_session_clear_work (self);
  g_clear_object (&self->step_exposure);

  G_OBJECT_CLASS (recto_session_parent_class)->finalize (object);
}

static const char *
last_words (GPtrArray *steps)
{
  RectoUndoStep *step;

  if (steps->len == 0)
    return NULL;
  step = g_ptr_array_index (steps, steps->len - 1);

  return step->words;
}

static void
recto_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RectoSession *self = RECTO_SESSION (object);

  switch (id)
    {
    case RECTO_SESSION_PROP_PAGE:
      g_value_set_object (value, self->page);
      break;
    case RECTO_SESSION_PROP_EXPOSURE_A:
      g_value_set_object (value, self->a);
      break;
    case RECTO_SESSION_PROP_EXPOSURE_B:
      g_value_set_object (value, self->b);
      break;
    case RECTO_SESSION_PROP_TARGET:
      g_value_set_object (value, self->target);
      break;
    case RECTO_SESSION_PROP_LINKED:
      g_value_set_boolean (value, self->linked);
      break;
    case RECTO_SESSION_PROP_SELECTED:
      g_value_set_object (value, self->selected);
      break;
    case RECTO_SESSION_PROP_ANNOTATIONS_VISIBLE:
      g_value_set_boolean (value, self->annotations_visible);
      break;
    case RECTO_SESSION_PROP_SHOW_ORIGINAL:
      g_value_set_boolean (value, self->show_original);
      break;
    case RECTO_SESSION_PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo_steps->len > 0 || recto_session_get_waiting_words (self) != NULL);
      break;
    case RECTO_SESSION_PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo_steps->len > 0);
      break;
    case RECTO_SESSION_PROP_UNDO_WORDS:
      g_value_set_string (value, recto_session_get_waiting_words (self) != NULL ? recto_session_get_waiting_words (self)
                                                                                : last_words (self->undo_steps));
      break;
    case RECTO_SESSION_PROP_REDO_WORDS:
      g_value_set_string (value, last_words (self->redo_steps));
      break;
    case RECTO_SESSION_PROP_VERIFICATION:
      g_value_set_string (value, self->verification_state);
      break;
    case RECTO_SESSION_PROP_WORKING:
      g_value_set_boolean (value, self->working);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
recto_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RectoSession *self = RECTO_SESSION (object);

  switch (id)
    {
    case RECTO_SESSION_PROP_PAGE:
      recto_session_set_page (self, g_value_get_object (value));
      break;
    case RECTO_SESSION_PROP_EXPOSURE_A:
      recto_session_set_a (self, g_value_get_object (value));
      break;
    case RECTO_SESSION_PROP_EXPOSURE_B:
      recto_session_set_b (self, g_value_get_object (value));
      break;
    case RECTO_SESSION_PROP_TARGET:
      recto_session_set_target (self, g_value_get_object (value));
      break;
    case RECTO_SESSION_PROP_LINKED:
      recto_session_set_linked (self, g_value_get_boolean (value));
      break;
    case RECTO_SESSION_PROP_SELECTED:
      recto_session_select (self, g_value_get_object (value));
      break;
    case RECTO_SESSION_PROP_ANNOTATIONS_VISIBLE:
      recto_session_set_annotations_visible (self, g_value_get_boolean (value));
      break;
    case RECTO_SESSION_PROP_SHOW_ORIGINAL:
      recto_session_set_show_original (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamSpec **props = recto_session_props;

  props[RECTO_SESSION_PROP_PAGE]
      = g_param_spec_object ("page", NULL, NULL, RECTO_TYPE_PAGE_ITEM, both);
  props[RECTO_SESSION_PROP_EXPOSURE_A]
      = g_param_spec_object ("exposure-a", NULL, NULL, RECTO_TYPE_EXPOSURE_ITEM, both);
  props[RECTO_SESSION_PROP_EXPOSURE_B]
      = g_param_spec_object ("exposure-b", NULL, NULL, RECTO_TYPE_EXPOSURE_ITEM, both);
  props[RECTO_SESSION_PROP_TARGET]
      = g_param_spec_object ("target", NULL, NULL, RECTO_TYPE_EXPOSURE_ITEM, both);
  props[RECTO_SESSION_PROP_LINKED] = g_param_spec_boolean ("linked", NULL, NULL, FALSE, both);
  props[RECTO_SESSION_PROP_SELECTED]
      = g_param_spec_object ("selected", NULL, NULL, RECTO_TYPE_FINDING_ITEM, both);
  props[RECTO_SESSION_PROP_ANNOTATIONS_VISIBLE]
      = g_param_spec_boolean ("annotations-visible", NULL, NULL, TRUE, both);
  props[RECTO_SESSION_PROP_SHOW_ORIGINAL]
      = g_param_spec_boolean ("show-original", NULL, NULL, FALSE, both);
  props[RECTO_SESSION_PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, read);
  props[RECTO_SESSION_PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, read);
  props[RECTO_SESSION_PROP_UNDO_WORDS] = g_param_spec_string ("undo-words", NULL, NULL, NULL, read);
  props[RECTO_SESSION_PROP_REDO_WORDS] = g_param_spec_string ("redo-words", NULL, NULL, NULL, read);
  props[RECTO_SESSION_PROP_VERIFICATION]
      = g_param_spec_string ("verification", NULL, NULL, "none", read);
  props[RECTO_SESSION_PROP_WORKING] = g_param_spec_boolean ("working", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, RECTO_SESSION_N_PROPS, props);
}

static guint
new_signal (const char *name, guint n_params, ...)
{
  va_list args;
  guint id;

  va_start (args, n_params);
  id = g_signal_new_valist (name, RECTO_TYPE_SESSION, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                            G_TYPE_NONE, n_params, args);
  va_end (args);

  return id;
}

static void
recto_session_class_init (RectoSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  guint *signals = recto_session_signals;

  object_class->dispose = recto_session_dispose;
  object_class->finalize = recto_session_finalize;
  object_class->get_property = recto_session_get_property;
  object_class->set_property = recto_session_set_property;
  install_properties (object_class);

  signals[RECTO_SESSION_TABLE_CHANGED] = new_signal ("table-changed", 0);
  signals[RECTO_SESSION_SELECTION_CHANGED] = new_signal ("selection-changed", 0);
  signals[RECTO_SESSION_SAVED] = new_signal ("saved", 1, G_TYPE_STRING);
  signals[RECTO_SESSION_PROBLEM] = new_signal ("problem", 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[RECTO_SESSION_ANNOUNCE] = new_signal ("announce", 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[RECTO_SESSION_CASE_CHANGED] = new_signal ("case-changed", 0);
  signals[RECTO_SESSION_IMPORT_FAILED]
      = new_signal ("import-failed", 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
  signals[RECTO_SESSION_IMPORT_PROGRESS]
      = new_signal ("import-progress", 2, G_TYPE_DOUBLE, G_TYPE_STRING);
  signals[RECTO_SESSION_IMPORT_FINISHED]
      = new_signal ("import-finished", 2, G_TYPE_UINT, G_TYPE_UINT);
}

static gboolean
finding_on_page_cb (gpointer item, gpointer user_data)
{
  RectoSession *self = user_data;
  RectoFindingItem *finding = item;

  return self->page != NULL
         && g_strcmp0 (finding->record->page_id, recto_page_item_get_id (self->page)) == 0;
}

/* GtkMapListModel of GTK 4.8 goes on giving the mark of a finding that was taken out and put back, so the marks are kept in step here. */
static void
page_findings_changed_cb (GListModel *findings, guint position, guint removed, guint added, RectoSession *self)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();

  for (guint i = 0; i < added; i++)
    {
      g_autoptr (RectoFindingItem) finding = g_list_model_get_item (findings, position + i);

      g_ptr_array_add (marks, recto_finding_item_get_annotation (finding));
    }
  g_list_store_splice (self->annotations, position, removed, marks->pdata, added);
}

static void
viewport_changed_cb (RectoSession *self)
{
  recto_session_store_later (self);
}

static void
recto_session_init (RectoSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->pages = g_list_store_new (RECTO_TYPE_PAGE_ITEM);
  self->findings = g_list_store_new (RECTO_TYPE_FINDING_ITEM);
  self->page_filter = gtk_custom_filter_new (finding_on_page_cb, self, NULL);
  self->page_findings = G_LIST_MODEL (gtk_filter_list_model_new (
      g_object_ref (G_LIST_MODEL (self->findings)), GTK_FILTER (g_object_ref (self->page_filter))));
  self->annotations = g_list_store_new (RECTO_TYPE_ANNOTATION);
  g_signal_connect (self->page_findings, "items-changed", G_CALLBACK (page_findings_changed_cb), self);
  self->viewport = recto_viewport_new ();
  self->annotations_visible = TRUE;
  self->table_pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) recto_table_page_free);
  self->unrecordable = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->present_hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->undo_steps = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_undo_step_free);
  self->redo_steps = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_undo_step_free);
  self->verification_state = "none";
  g_queue_init (&self->load_queue);
  g_queue_init (&self->align_queue);
  g_queue_init (&self->commits);
  recto_composition_init (&self->composition, 0, 1, 1);
  g_signal_connect_object (self->viewport, "changed", G_CALLBACK (viewport_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

RectoSession *
recto_session_new (RectoCasebook *casebook, const char *case_id, const char *author, GError **error)
{
  g_autoptr (RectoSession) self = NULL;
  g_autoptr (RectoCase) record = NULL;

  g_return_val_if_fail (RECTO_IS_CASEBOOK (casebook), NULL);
  g_return_val_if_fail (case_id != NULL, NULL);
  g_return_val_if_fail (author != NULL, NULL);

  record = recto_casebook_get_case (casebook, case_id, error);
  if (record == NULL)
    return NULL;

  self = g_object_new (RECTO_TYPE_SESSION, NULL);
  self->record = g_steal_pointer (&record);
  self->author = g_strdup (author);
  self->casebook = g_object_ref (casebook);
  recto_casebook_set_patience (casebook, RECTO_SESSION_PATIENCE_MS);
  if (!recto_session_read (self, error))
    return NULL;

  recto_session_restore_table (self);
  self->verify_wanted = TRUE;
  recto_session_load_page (self);

  return g_steal_pointer (&self);
}

static void
forget_derived (RectoSession *self)
{
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));

  for (guint p = 0; p < n_pages; p++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (G_LIST_MODEL (self->pages), p);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (page->exposures));

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (RectoExposureItem) item = g_list_model_get_item (G_LIST_MODEL (page->exposures), i);

          recto_exposure_item_forget_derived (item);
        }
    }
}

void
recto_session_close (RectoSession *self)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  if (self->closed)
    return;
  self->closing = TRUE;
  recto_session_store_now (self);
  recto_session_end_work (self);
  self->closed = TRUE;
  g_clear_handle_id (&self->store_source, g_source_remove);
  g_clear_handle_id (&self->record_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  recto_session_cancel_import (self);
  g_queue_clear_full (&self->load_queue, g_object_unref);
  recto_session_clear_align_queue (self);
  forget_derived (self);
}

RectoCasebook *
recto_session_get_casebook (RectoSession *self)
{
  return self->casebook;
}

const RectoCase *
recto_session_get_case (RectoSession *self)
{
  return self->record;
}

const char *
recto_session_get_author (RectoSession *self)
{
  return self->author;
}

GListModel *
recto_session_get_pages (RectoSession *self)
{
  return G_LIST_MODEL (self->pages);
}

GListModel *
recto_session_get_findings (RectoSession *self)
{
  return G_LIST_MODEL (self->findings);
}

GListModel *
recto_session_get_annotations (RectoSession *self)
{
  return G_LIST_MODEL (self->annotations);
}

void
recto_session_notify (RectoSession *self, guint prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), recto_session_props[prop]);
}

void
recto_session_emit_saved (RectoSession *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");

  g_signal_emit (self, recto_session_signals[RECTO_SESSION_SAVED], 0, time);
}

void
recto_session_emit_problem (RectoSession *self, const char *heading, const GError *error)
{
  g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0, heading,
                 error != NULL ? error->message : "");
}

void
recto_session_emit_announce (RectoSession *self, const char *words, gboolean with_undo)
{
  g_signal_emit (self, recto_session_signals[RECTO_SESSION_ANNOUNCE], 0, words, with_undo);
}

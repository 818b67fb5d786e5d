/* recto-session-load.c: pictures from the evidence store, decoded in workers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures on the table come first; at most two are decoded at once. What is there of a picture so far is shown over its
 * thumbnail until it is whole; everything that reads values waits for that.
 */

#include "config.h"
#include "recto-session-private.h"

#include "recto-pyramid-load.h"
#include <glib/gi18n.h>

#define MAX_LOADING 2

typedef struct
{
  RectoExposureItem *exposure;
  char *path;
  gint percent; /* atomic */
  gint posted;  /* atomic: a progress call is on its way */
  GMutex lock;
  RectoPyramid *preview; /* the newest that was not shown yet, under the lock */
  RectoPyramid *pyramid;
  RectoHistogram *histogram;
  guint frame;
} Load;

static void
load_free (Load *self)
{
  g_clear_object (&self->exposure);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->preview, recto_pyramid_unref);
  g_mutex_clear (&self->lock);
  g_clear_pointer (&self->pyramid, recto_pyramid_unref);
  g_clear_pointer (&self->histogram, g_free);
  g_free (self);
}

static gboolean
is_on_table (RectoSession *self, RectoExposureItem *exposure)
{
  return exposure == self->a || exposure == self->b
         || self->composition.mode == RECTO_MODE_COMPOSITE;
}

static gboolean
progress_idle_cb (gpointer user_data)
{
  GTask *task = user_data;
  RectoSession *self = g_task_get_source_object (task);
  Load *load = g_task_get_task_data (task);
  g_autoptr (RectoPyramid) preview = NULL;

  g_atomic_int_set (&load->posted, 0);
  g_mutex_lock (&load->lock);
  preview = g_steal_pointer (&load->preview);
  g_mutex_unlock (&load->lock);
  if (self->closed || load->exposure->load_state != RECTO_LOAD_RUNNING)
    return G_SOURCE_REMOVE;

  recto_exposure_item_set_loading (load->exposure, g_atomic_int_get (&load->percent) / 100.0);
  if (preview != NULL)
    {
      recto_exposure_item_set_preview (load->exposure, preview);
      if (is_on_table (self, load->exposure))
        recto_session_picture_grew (self);
    }

  return G_SOURCE_REMOVE;
}

static void
post_progress (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (g_atomic_int_compare_and_exchange (&load->posted, 0, 1))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, progress_idle_cb, g_object_ref (task), g_object_unref);
}

static void
progress_cb (guint done, guint total, gpointer user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);
  gint percent = total > 0 ? (gint) ((guint64) done * 100 / total) : 0;

  if (percent <= g_atomic_int_get (&load->percent))
    return;
  g_atomic_int_set (&load->percent, percent);
  post_progress (task);
}

static void
preview_cb (RectoPyramid *preview, gpointer user_data)
{
  GTask *task = user_data;
  Load *load = g_task_get_task_data (task);

  g_mutex_lock (&load->lock);
  g_clear_pointer (&load->preview, recto_pyramid_unref);
  load->preview = recto_pyramid_ref (preview);
  g_mutex_unlock (&load->lock);
  post_progress (task);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Load *load = task_data;
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;
  /* What was kept of a truncated file was agreed to at import. */
  RectoImageLoadOptions options = {
    .accept_truncated = TRUE,
    .frame = load->frame,
    .progress = progress_cb,
    .progress_data = task,
  };

  bytes = recto_image_read_file (load->path, cancellable, &error);
  if (bytes != NULL)
    load->pyramid = recto_pyramid_load_bytes (bytes, &options, preview_cb, task, cancellable, &error);
  if (load->pyramid == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  load->histogram = g_new0 (RectoHistogram, 1);
  recto_histogram_compute (recto_pyramid_get_level (load->pyramid, 0), load->histogram);
  g_task_return_boolean (task, TRUE);
}

static gboolean
is_waiting (RectoExposureItem *item)
{
  return item != NULL
         && (item->load_state == RECTO_LOAD_IDLE || item->load_state == RECTO_LOAD_RUNNING);
}

static void
verify_when_shown (RectoSession *self)
{
  if (!self->verify_wanted || self->closed || is_waiting (self->a) || is_waiting (self->b))
    return;
  self->verify_wanted = FALSE;
  recto_session_verify_shown (self);
}

static void
load_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RectoSession *self = RECTO_SESSION (source);
  Load *load = g_task_get_task_data (G_TASK (result));
  RectoExposureItem *exposure = load->exposure;
  g_autoptr (GError) error = NULL;

  self->n_loading--;
  if (self->closed)
    return;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    recto_exposure_item_set_ready (exposure, g_steal_pointer (&load->pyramid),
                                   g_steal_pointer (&load->histogram));
  else
    {
      g_autofree char *problem = NULL;

      /* It was read once, at import: what is wrong now is wrong with the stored file. */
      if (g_error_matches (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE))
        problem = g_strdup_printf (_ ("%s cannot be shown. %s"), exposure->record->file_name,
                                   error->message);
      else
        problem = g_strdup_printf (
            _ ("%s cannot be shown: its original in the casebook is missing or damaged. Put it back from a "
               "backup of the casebook."),
            exposure->record->file_name);
      recto_exposure_item_set_failed (exposure, problem);
      g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0,
                     _ ("A picture is missing from the table"), problem);
    }

  if (is_on_table (self, exposure))
    recto_session_table_changed (self);
  recto_session_load_next (self);
  recto_session_align_next (self);
  recto_session_record_later (self);
  verify_when_shown (self);
}

void
recto_session_load_next (RectoSession *self)
{
  while (!self->closed && self->n_loading < MAX_LOADING && !g_queue_is_empty (&self->load_queue))
    {
      g_autoptr (RectoExposureItem) exposure = g_queue_pop_head (&self->load_queue);
      g_autoptr (GTask) task = NULL;
      Load *load;

      if (exposure->load_state != RECTO_LOAD_IDLE)
        continue;
      load = g_new0 (Load, 1);
      g_mutex_init (&load->lock);
      load->exposure = g_object_ref (exposure);
      load->path = recto_casebook_dup_evidence_path (self->casebook, exposure->record->sha256);
      load->frame = (guint) exposure->record->frame;
      recto_exposure_item_set_loading (exposure, 0);
      self->n_loading++;
      task = g_task_new (self, self->cancellable, load_done_cb, NULL);
      g_task_set_task_data (task, load, (GDestroyNotify) load_free);
      g_task_run_in_thread (task, load_thread);
    }
}

static void
want (RectoSession *self, RectoExposureItem *exposure)
{
  if (exposure != NULL && exposure->load_state == RECTO_LOAD_IDLE
      && g_queue_find (&self->load_queue, exposure) == NULL)
    g_queue_push_tail (&self->load_queue, g_object_ref (exposure));
}

void
recto_session_load_page (RectoSession *self)
{
  guint n;

  if (self->closed || self->page == NULL)
    {
      verify_when_shown (self);
      return;
    }

  /* What waited for another page waits no longer. */
  g_queue_clear_full (&self->load_queue, g_object_unref);
  want (self, self->a);
  want (self, self->b);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->page->exposures));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoExposureItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->page->exposures), i);

      want (self, item);
      if (!item->record->is_reference && item->registration == NULL
          && item->align_state == RECTO_ALIGN_NONE)
        recto_session_queue_align (self, item, FALSE, NULL);
    }
  recto_session_load_next (self);
  recto_session_align_next (self);
  verify_when_shown (self);
}

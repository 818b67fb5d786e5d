/* recto-session-record.c: hashes of what recipes and views give
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Computing one takes longer than an edit may, so it is done in a worker when the edits have settled, one after another, and recorded by an
 * event of its own. What was not recorded when the case was closed is recorded when it is opened next.
 */

#include "config.h"
#include "recto-session-private.h"

#define SETTLE_MS 1500
#define AGAIN_S 3

typedef struct
{
  RectoCasebook *casebook;
  RectoRecordPictures *pictures;
  RectoExposure *exposure; /* of a recipe */
  RectoFinding *finding;   /* or of a view */
  char *output;
} Job;

static void record_next (RectoSession *self);

static void
job_free (Job *job)
{
  g_clear_object (&job->casebook);
  g_clear_pointer (&job->pictures, recto_record_pictures_free);
  g_clear_pointer (&job->exposure, recto_exposure_free);
  g_clear_pointer (&job->finding, recto_finding_free);
  g_free (job->output);
  g_free (job);
}

static void
job_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;

  if (job->exposure != NULL)
    {
      g_autoptr (RectoImage) image
          = recto_record_pictures_dup_image (job->pictures, job->exposure, cancellable, NULL);

      if (image != NULL)
        job->output = recto_record_hash_recipe (job->exposure->recipe, image, 1, NULL);
    }
  else
    {
      g_autoptr (GPtrArray) exposures
          = recto_casebook_list_all_exposures (job->casebook, job->finding->case_id, NULL);

      if (exposures != NULL)
        job->output = recto_record_hash_finding (job->pictures, exposures, job->finding,
                                                 cancellable, NULL);
    }
  g_task_return_boolean (task, job->output != NULL);
}

static void
replace (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

/* The items follow what is stored. */
static void
note_output (RectoSession *self, const Job *job)
{
  RectoExposureItem *exposure
      = job->exposure != NULL ? recto_session_find_exposure (self, job->exposure->id) : NULL;
  RectoFindingItem *finding
      = job->finding != NULL ? recto_session_find_finding (self, job->finding->id) : NULL;

  if (exposure != NULL && g_strcmp0 (exposure->record->recipe, job->exposure->recipe) == 0)
    replace (&exposure->record->output_sha256, job->output);
  if (finding != NULL && g_strcmp0 (finding->record->scene, job->finding->scene) == 0
      && g_strcmp0 (finding->record->viewport, job->finding->viewport) == 0)
    replace (&finding->record->output_sha256, job->output);
}

static gboolean
record_cb (gpointer user_data)
{
  RectoSession *self = user_data;

  self->record_source = 0;
  record_next (self);

  return G_SOURCE_REMOVE;
}

static void
job_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RectoSession *self = RECTO_SESSION (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  const char *id = job->exposure != NULL ? job->exposure->id : job->finding->id;
  g_autoptr (GError) error = NULL;
  gboolean stored = FALSE;

  self->recording = FALSE;
  if (self->closed)
    return;
  if (job->output != NULL && job->exposure != NULL)
    stored = recto_casebook_set_exposure_output (self->casebook, self->author, id,
                                                 job->exposure->recipe, job->output, &error);
  else if (job->output != NULL)
    stored = recto_casebook_set_finding_output (self->casebook, self->author, id,
                                                job->finding->scene, job->finding->viewport,
                                                job->output, &error);
  if (stored)
    note_output (self, job);
  else if (g_error_matches (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_BUSY))
    {
      g_clear_handle_id (&self->record_source, g_source_remove);
      self->record_source = g_timeout_add_seconds (AGAIN_S, record_cb, self);
      return;
    }
  else
    /* Nothing that the examiner did is lost: verification counts it as not recorded. */
    g_hash_table_add (self->unrecordable, g_strdup (id));
  record_next (self);
}

static gboolean
is_wanted (RectoSession *self, const char *id, const char *output)
{
  return output == NULL && !g_hash_table_contains (self->unrecordable, id);
}

/* Gives what is in memory; the worker decodes what is not. */
static Job *
job_new (RectoSession *self)
{
  Job *job = g_new0 (Job, 1);
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  guint n_findings = g_list_model_get_n_items (G_LIST_MODEL (self->findings));

  job->casebook = g_object_ref (self->casebook);
  job->pictures = recto_record_pictures_new (self->casebook, TRUE);
  for (guint p = 0; p < n_pages; p++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (G_LIST_MODEL (self->pages), p);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (page->exposures));

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (RectoExposureItem) item
              = g_list_model_get_item (G_LIST_MODEL (page->exposures), i);

          if (item->pyramid == NULL)
            continue;
          recto_record_pictures_give (job->pictures, item->record->sha256,
                                      (guint) item->record->frame, item->pyramid);
          if (job->exposure == NULL
              && is_wanted (self, item->record->id, item->record->output_sha256))
            job->exposure = recto_exposure_copy (item->record);
        }
    }
  for (guint i = 0; i < n_findings && job->exposure == NULL && job->finding == NULL; i++)
    {
      g_autoptr (RectoFindingItem) finding
          = g_list_model_get_item (G_LIST_MODEL (self->findings), i);

      if (finding->record->scene != NULL
          && is_wanted (self, finding->record->id, finding->record->output_sha256))
        job->finding = recto_finding_copy (finding->record);
    }

  return job;
}

static void
record_next (RectoSession *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (self->closed || self->recording)
    return;
  job = job_new (self);
  if (job->exposure == NULL && job->finding == NULL)
    {
      job_free (job);
      return;
    }
  self->recording = TRUE;
  task = g_task_new (self, self->cancellable, job_done_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_priority (task, G_PRIORITY_LOW);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, job_thread);
}

void
recto_session_record_later (RectoSession *self)
{
  if (self->closed)
    return;
  g_clear_handle_id (&self->record_source, g_source_remove);
  self->record_source = g_timeout_add (SETTLE_MS, record_cb, self);
}

/* recto-session-work.c: recipes that look at the whole picture are worked out in a worker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thing at a time: first the edits that wait to be stored, in their order, each with the numbers that its steps draw from the
 * pictures; then what is shown. Of what is shown only the latest counts. Until it is worked out the table has a coarse picture of it.
 */

#include "config.h"
#include "recto-session-work-private.h"

#include "recto-derive.h"
#include <glib/gi18n.h>

/* Shorter work is not worth a word. */
#define SAY_AFTER_MS 300

typedef RectoSessionPart Part;
typedef RectoSessionWork Work;

static void
part_free (Part *part)
{
  g_free (part->id);
  recto_recipe_unref (part->recipe);
  g_clear_pointer (&part->record, recto_exposure_free);
  g_clear_pointer (&part->pyramid, recto_pyramid_unref);
  g_clear_pointer (&part->resolved, recto_recipe_unref);
  g_free (part);
}

static void
work_clear (gpointer data)
{
  Work *work = data;

  g_ptr_array_unref (work->parts);
  g_free (work->words);
  g_clear_pointer (&work->scene, recto_scene_unref);
  g_clear_pointer (&work->pyramids, g_ptr_array_unref);
  g_clear_pointer (&work->renderer, recto_renderer_unref);
  g_clear_object (&work->casebook);
  g_clear_object (&work->cancellable);
  g_clear_error (&work->error);
  g_mutex_clear (&work->lock);
  g_cond_clear (&work->cond);
}

void
recto_session_work_unref (RectoSessionWork *work)
{
  g_atomic_rc_box_release_full (work, work_clear);
}

Work *
recto_session_work_new (RectoSession *self, const char *words)
{
  Work *work = g_atomic_rc_box_new0 (Work);

  work->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  work->words = g_strdup (words);
  work->casebook = g_object_ref (self->casebook);
  work->cancellable = g_cancellable_new ();
  g_mutex_init (&work->lock);
  g_cond_init (&work->cond);

  return work;
}

Part *
recto_session_work_add_part (Work *work, const char *id, RectoRecipe *recipe, RectoPyramid *pyramid)
{
  Part *part = g_new0 (Part, 1);

  part->id = g_strdup (id);
  part->recipe = recto_recipe_ref (recipe);
  part->pyramid = pyramid != NULL ? recto_pyramid_ref (pyramid) : NULL;
  g_ptr_array_add (work->parts, part);

  return part;
}

/* Its pixels need not be looked at any more. */
gboolean
recto_session_has_numbers (RectoExposureItem *item, RectoRecipe *recipe)
{
  if (item->pyramid != NULL)
    return recto_recipe_is_resolved (recipe, recto_pyramid_get_channels (item->pyramid),
                                     recto_pyramid_get_depth (item->pyramid));

  return recto_recipe_is_resolved (recipe, item->record->channels == 1 ? 1 : 3, item->record->depth == 16 ? 16 : 8);
}

/* ----- the worker ----- */

static gboolean
work_out (Part *part, RectoRecordPictures *pictures, RectoWork *how, GCancellable *cancellable, GError **error)
{
  if (part->pyramid != NULL)
    {
      g_autoptr (RectoDerived) derived = recto_derive (part->recipe, part->pyramid, how, error);

      if (derived == NULL)
        return FALSE;
      part->resolved = recto_recipe_ref (derived->recipe);
    }
  else
    {
      g_autoptr (RectoImage) image = recto_record_pictures_dup_image (pictures, part->record, cancellable, error);

      if (image == NULL)
        return FALSE;
      part->resolved = recto_recipe_resolve (part->recipe, image, how, error);
    }

  return part->resolved != NULL;
}

/* The renderer is made here too: should what was worked out not be kept, it is worked out again in the worker. */
static void
make_renderer (Work *work)
{
  guint n = recto_scene_get_n_exposures (work->scene);
  g_autofree RectoSceneExposure *exposures = g_new0 (RectoSceneExposure, n);
  g_autoptr (RectoScene) resolved = NULL;
  guint width, height;
  guint at = 0;

  for (guint i = 0; i < n; i++)
    {
      exposures[i] = *recto_scene_get_exposure (work->scene, i);
      if (g_ptr_array_index (work->pyramids, i) != NULL)
        {
          Part *part = g_ptr_array_index (work->parts, at++);

          exposures[i].recipe = part->resolved;
        }
    }
  recto_scene_get_page_size (work->scene, &width, &height);
  resolved = recto_scene_new (width, height, exposures, n, recto_scene_get_composition (work->scene));
  work->renderer = recto_renderer_new (resolved, (RectoPyramid *const *) work->pyramids->pdata);
}

void
recto_session_do_work (Work *work)
{
  g_autoptr (RectoWork) how = recto_work_new (0, work->cancellable);
  g_autoptr (RectoRecordPictures) pictures = recto_record_pictures_new (work->casebook, TRUE);
  gboolean done = TRUE;

  for (guint i = 0; done && i < work->parts->len; i++)
    {
      Part *part = g_ptr_array_index (work->parts, i);

      if (part->resolved == NULL)
        done = work_out (part, pictures, how, work->cancellable, &work->error);
    }
  if (done && work->scene != NULL)
    make_renderer (work);
}

static void
work_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;

  recto_session_do_work (work);
  g_mutex_lock (&work->lock);
  work->ended = TRUE;
  g_cond_broadcast (&work->cond);
  g_mutex_unlock (&work->lock);
  g_task_return_boolean (task, work->error == NULL);
}

/* ----- its end ----- */

/* What waits or is shown with the recipe has its numbers now. */
static void
note_resolved (RectoSession *self, const char *id, RectoRecipe *recipe, RectoRecipe *resolved)
{
  RectoExposureItem *item = recto_session_find_exposure (self, id);

  if (recto_recipe_equal (recipe, resolved))
    return;
  for (GList *l = self->commits.head; l != NULL; l = l->next)
    {
      Work *work = l->data;

      for (guint i = 0; work != self->working_on && i < work->parts->len; i++)
        {
          Part *part = g_ptr_array_index (work->parts, i);

          if (part->resolved == NULL && g_str_equal (part->id, id) && recto_recipe_equal (part->recipe, recipe))
            part->resolved = recto_recipe_ref (resolved);
        }
    }
  if (item != NULL && recto_recipe_equal (item->recipe, recipe))
    recto_exposure_item_set_recipe (item, resolved);
}

static void
update_working (RectoSession *self)
{
  if (self->working_on != NULL)
    return;
  g_clear_handle_id (&self->working_source, g_source_remove);
  if (self->working)
    {
      self->working = FALSE;
      recto_session_notify (self, RECTO_SESSION_PROP_WORKING);
    }
}

void
recto_session_say_failed (RectoSession *self, const GError *error)
{
  g_autofree char *body = g_strdup_printf (_ ("%s What is stored is unchanged."), error->message);

  g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0, _ ("The recipe could not be worked out"), body);
}

/* The edits behind it were made on top of it. */
static void
give_up (RectoSession *self, Work *work)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < work->parts->len; i++)
    g_ptr_array_add (ids, g_strdup (((Part *) g_ptr_array_index (work->parts, i))->id));
  g_queue_clear_full (&self->commits, (GDestroyNotify) recto_session_work_unref);
  for (guint i = 0; i < ids->len; i++)
    recto_session_show_stored_recipe (self, g_ptr_array_index (ids, i));
  recto_session_notify_undo (self);
}

void
recto_session_store_work (RectoSession *self, Work *work)
{
  g_autoptr (GPtrArray) exposures = g_ptr_array_new ();
  g_autoptr (GPtrArray) recipes = g_ptr_array_new ();

  for (guint i = 0; i < work->parts->len; i++)
    {
      Part *part = g_ptr_array_index (work->parts, i);
      RectoExposureItem *item = recto_session_find_exposure (self, part->id);

      /* Withdrawn meanwhile. */
      if (item == NULL)
        continue;
      g_ptr_array_add (exposures, item);
      g_ptr_array_add (recipes, part->resolved);
    }
  if (exposures->len > 0)
    recto_session_store_recipes (self, exposures, recipes, work->words);
}

gboolean
recto_session_work_is_resolved (const Work *work)
{
  for (guint i = 0; i < work->parts->len; i++)
    if (((Part *) g_ptr_array_index (work->parts, i))->resolved == NULL)
      return FALSE;

  return TRUE;
}

static void
end_shown (RectoSession *self, Work *work)
{
  if (work->error != NULL)
    {
      if (!g_error_matches (work->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_free (self->failed_scene);
          self->failed_scene = g_strdup (recto_scene_get_hash (work->scene));
          g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0,
                         _ ("The picture could not be worked out; it is shown coarse"), work->error->message);
        }
      return;
    }
  for (guint i = 0; i < work->parts->len; i++)
    {
      Part *part = g_ptr_array_index (work->parts, i);

      note_resolved (self, part->id, part->recipe, part->resolved);
    }
  g_clear_pointer (&self->exact, recto_session_work_unref);
  self->exact = g_atomic_rc_box_acquire (work);
}

static void
end_edit (RectoSession *self, Work *work)
{
  /* Taken back while it was worked out. */
  if (g_queue_find (&self->commits, work) == NULL)
    return;
  if (work->error != NULL)
    {
      recto_session_say_failed (self, work->error);
      give_up (self, work);
      return;
    }
  g_queue_remove (&self->commits, work);
  recto_session_store_work (self, work);
  recto_session_work_unref (work);
}

static void
work_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RectoSession *self = RECTO_SESSION (source);
  Work *work = g_task_get_task_data (G_TASK (result));

  if (self->closed || self->working_on != work)
    return;
  self->working_on = NULL;
  if (work->scene != NULL)
    end_shown (self, work);
  else
    end_edit (self, work);
  recto_session_start_work (self);
  /* The exact picture takes the place of the coarse one. */
  if (self->working_on == NULL && self->coarse)
    recto_session_picture_grew (self);
  update_working (self);
}

/* ----- its beginning ----- */

static gboolean
say_cb (gpointer user_data)
{
  RectoSession *self = user_data;

  self->working_source = 0;
  self->working = TRUE;
  recto_session_notify (self, RECTO_SESSION_PROP_WORKING);

  return G_SOURCE_REMOVE;
}

static void
start (RectoSession *self, Work *work)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, work_done_cb, NULL);

  self->working_on = work;
  if (self->working_source == 0 && !self->working)
    self->working_source = g_timeout_add (SAY_AFTER_MS, say_cb, self);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (work), (GDestroyNotify) recto_session_work_unref);
  g_task_run_in_thread (task, work_thread);
}

void
recto_session_start_work (RectoSession *self)
{
  Work *work;

  while ((work = g_queue_peek_head (&self->commits)) != NULL && work != self->working_on && recto_session_work_is_resolved (work))
    {
      g_queue_pop_head (&self->commits);
      recto_session_store_work (self, work);
      recto_session_work_unref (work);
    }
  if (self->closed || self->working_on != NULL)
    return;
  if (work != NULL)
    start (self, work);
  else if (self->wanted != NULL)
    {
      start (self, self->wanted);
      g_clear_pointer (&self->wanted, recto_session_work_unref);
    }
}

/* ----- what is shown ----- */

static gboolean
shows (const Work *work, RectoScene *scene, RectoPyramid *const *pyramids)
{
  const char *hash = recto_scene_get_hash (scene);

  if (!g_str_equal (recto_scene_get_hash (work->scene), hash)
      && (work->renderer == NULL || !g_str_equal (recto_scene_get_hash (recto_renderer_get_scene (work->renderer)), hash)))
    return FALSE;
  for (guint i = 0; i < work->pyramids->len; i++)
    if (g_ptr_array_index (work->pyramids, i) != pyramids[i])
      return FALSE;

  return TRUE;
}

static void
unref_pyramid (gpointer pyramid)
{
  if (pyramid != NULL)
    recto_pyramid_unref (pyramid);
}

static void
prepare (RectoSession *self, RectoScene *scene, RectoPyramid *const *pyramids)
{
  Work *work;

  if (self->closed || g_strcmp0 (self->failed_scene, recto_scene_get_hash (scene)) == 0)
    return;
  g_clear_pointer (&self->wanted, recto_session_work_unref);
  if (self->working_on != NULL && self->working_on->scene != NULL)
    {
      if (!g_cancellable_is_cancelled (self->working_on->cancellable) && shows (self->working_on, scene, pyramids))
        return;
      g_cancellable_cancel (self->working_on->cancellable);
    }
  work = recto_session_work_new (self, NULL);
  work->scene = recto_scene_ref (scene);
  work->pyramids = g_ptr_array_new_with_free_func (unref_pyramid);
  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    {
      const RectoSceneExposure *exposure = recto_scene_get_exposure (scene, i);

      g_ptr_array_add (work->pyramids, pyramids[i] != NULL ? recto_pyramid_ref (pyramids[i]) : NULL);
      if (pyramids[i] != NULL)
        recto_session_work_add_part (work, exposure->id, exposure->recipe, pyramids[i]);
    }
  self->wanted = work;
  recto_session_start_work (self);
}

RectoRenderer *
recto_session_make_renderer (RectoSession *self, RectoScene *scene, RectoPyramid *const *pyramids, gboolean shown)
{
  gboolean ready = recto_renderer_is_prepared (scene, pyramids);

  if (self->exact != NULL && shows (self->exact, scene, pyramids))
    {
      self->coarse = self->coarse && !shown;
      return recto_renderer_ref (self->exact->renderer);
    }
  /* It would keep pictures that are not on the table any more. */
  if (shown)
    g_clear_pointer (&self->exact, recto_session_work_unref);
  if (shown)
    self->coarse = FALSE;
  if (ready)
    return recto_renderer_new (scene, pyramids);
  if (shown)
    {
      self->coarse = g_strcmp0 (self->failed_scene, recto_scene_get_hash (scene)) != 0;
      prepare (self, scene, pyramids);
    }

  return recto_renderer_new_coarse (scene, pyramids);
}

RectoRecipe *
recto_session_resolve_now (RectoSession *self, RectoExposureItem *item)
{
  g_autoptr (RectoRecipe) resolved = NULL;

  if (item->pyramid == NULL || recto_session_has_numbers (item, item->recipe))
    return item->recipe;
  resolved = recto_recipe_resolve (item->recipe, recto_pyramid_get_level (item->pyramid, 0), NULL, NULL);
  if (resolved != NULL)
    {
      g_autoptr (RectoRecipe) recipe = recto_recipe_ref (item->recipe);

      note_resolved (self, item->record->id, recipe, resolved);
    }

  return item->recipe;
}

void
recto_session_clear_work (RectoSession *self)
{
  g_clear_pointer (&self->wanted, recto_session_work_unref);
  g_clear_pointer (&self->exact, recto_session_work_unref);
  g_clear_pointer (&self->failed_scene, g_free);
  g_queue_clear_full (&self->commits, (GDestroyNotify) recto_session_work_unref);
  g_clear_handle_id (&self->working_source, g_source_remove);
}

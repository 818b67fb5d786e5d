/* recto-session-verify.c: is everything still what it was?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The casebook checks files, events and rows; the pictures are decoded here and their pixels compared with those recorded at import.
 */

#include "config.h"
#include "recto-session-private.h"

#include "recto-image-load.h"
#include <glib/gi18n.h>

typedef struct
{
  char *id;
  char *file_name;
  char *path;
  char *sha256;
  char *pixel_sha256;
  guint frame;
  RectoImage *image; /* decoded from the original since the case was opened, or NULL */
} Original;

typedef struct
{
  RectoCasebook *casebook;
  char *case_id;
  GPtrArray *originals;

  RectoVerification *verification;
  guint n_same;
  GHashTable *present; /* exposure id → hash */
} Check;

static void
original_free (Original *self)
{
  g_free (self->id);
  g_free (self->file_name);
  g_free (self->path);
  g_free (self->sha256);
  g_free (self->pixel_sha256);
  g_clear_pointer (&self->image, recto_image_unref);
  g_free (self);
}

static void
check_free (Check *self)
{
  g_clear_object (&self->casebook);
  g_free (self->case_id);
  g_clear_pointer (&self->originals, g_ptr_array_unref);
  g_clear_pointer (&self->verification, recto_verification_free);
  g_clear_pointer (&self->present, g_hash_table_unref);
  g_free (self);
}

static gboolean
is_changed (Check *check, const char *id)
{
  for (guint i = 0; i < check->verification->changed_exposures->len; i++)
    if (g_strcmp0 (g_ptr_array_index (check->verification->changed_exposures, i), id) == 0)
      return TRUE;

  return FALSE;
}

static void
check_pixels (Check *check, Original *original, GCancellable *cancellable)
{
  gboolean changed = is_changed (check, original->id);
  g_autoptr (RectoImage) image = NULL;
  g_autofree char *pixels = NULL;

  if (original->image == NULL || changed)
    {
      g_autoptr (GBytes) bytes = recto_image_read_file (original->path, cancellable, NULL);
      RectoImageLoadOptions options = { .accept_truncated = TRUE, .frame = original->frame };

      if (bytes == NULL)
        return;
      if (changed)
        g_hash_table_replace (check->present, g_strdup (original->id),
                              recto_image_dup_bytes_sha256 (bytes));
      image = recto_image_load_bytes (bytes, &options, cancellable, NULL);
    }
  else
    image = recto_image_ref (original->image);

  if (image != NULL)
    pixels = recto_image_dup_pixel_sha256 (image);
  if (g_strcmp0 (pixels, original->pixel_sha256) == 0)
    check->n_same++;
  else if (!changed && !g_cancellable_is_cancelled (cancellable))
    {
      /* The file is what it was and decodes differently: another decoder. */
      g_ptr_array_add (check->verification->problems,
                       g_strdup_printf (_ ("The pixels of %s are not those recorded at import, though the file "
                                           "is the same. Another version of the decoder may have read it."),
                                        original->file_name));
      g_ptr_array_add (check->verification->changed_exposures, g_strdup (original->id));
    }
}

static void
check_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Check *check = task_data;
  GError *error = NULL;

  check->verification
      = recto_casebook_verify (check->casebook, check->case_id, cancellable, &error);
  if (check->verification == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < check->originals->len; i++)
    {
      if (g_task_return_error_if_cancelled (task))
        return;
      check_pixels (check, g_ptr_array_index (check->originals, i), cancellable);
    }
  g_task_return_boolean (task, TRUE);
}

static void
set_state (RectoSession *self, const char *state)
{
  self->verification_state = state;
  recto_session_notify (self, RECTO_SESSION_PROP_VERIFICATION);
}

static void
mark_exposures (RectoSession *self, Check *check)
{
  for (guint i = 0; i < check->originals->len; i++)
    {
      Original *original = g_ptr_array_index (check->originals, i);
      RectoExposureItem *item = recto_session_find_exposure (self, original->id);

      if (item != NULL)
        recto_exposure_item_set_intact (item, !is_changed (check, original->id));
    }
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RectoSession *self = RECTO_SESSION (source);
  Check *check = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = NULL;
  gboolean intact;

  if (self->closed)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      set_state (self, "none");
      recto_session_emit_problem (self, _ ("The case could not be verified"), error);
      return;
    }

  now = g_date_time_new_now_local ();
  g_free (self->verified_time);
  self->verified_time = g_date_time_format (now, "%H:%M");
  mark_exposures (self, check);
  g_clear_pointer (&self->present_hashes, g_hash_table_unref);
  self->present_hashes = g_steal_pointer (&check->present);
  self->n_pictures = check->originals->len;
  self->n_pictures_same = check->n_same;
  g_clear_pointer (&self->verification, recto_verification_free);
  self->verification = g_steal_pointer (&check->verification);
  intact = recto_verification_is_intact (self->verification)
           && self->n_pictures == self->n_pictures_same;
  set_state (self, intact ? "intact" : "failed");
  if (self->verify_again)
    {
      self->verify_again = FALSE;
      recto_session_verify (self);
    }
}

void
recto_session_verify (RectoSession *self)
{
  g_autoptr (GTask) task = NULL;
  Check *check;
  guint n_pages;

  g_return_if_fail (RECTO_IS_SESSION (self));

  if (self->closed)
    return;
  if (g_str_equal (self->verification_state, "running"))
    {
      self->verify_again = TRUE;
      return;
    }

  check = g_new0 (Check, 1);
  check->casebook = g_object_ref (self->casebook);
  check->case_id = g_strdup (self->record->id);
  check->originals = g_ptr_array_new_with_free_func ((GDestroyNotify) original_free);
  check->present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  for (guint p = 0; p < n_pages; p++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (G_LIST_MODEL (self->pages), p);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (page->exposures));

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (RectoExposureItem) item
              = g_list_model_get_item (G_LIST_MODEL (page->exposures), i);
          Original *original = g_new0 (Original, 1);

          original->id = g_strdup (item->record->id);
          original->file_name = g_strdup (item->record->file_name);
          original->path = recto_casebook_dup_evidence_path (self->casebook, item->record->sha256);
          original->sha256 = g_strdup (item->record->sha256);
          original->pixel_sha256 = g_strdup (item->record->pixel_sha256);
          original->frame = (guint) item->record->frame;
          if (item->pyramid != NULL)
            original->image = recto_image_ref (recto_pyramid_get_level (item->pyramid, 0));
          g_ptr_array_add (check->originals, original);
        }
    }

  set_state (self, "running");
  task = g_task_new (self, self->cancellable, checked_cb, NULL);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  g_task_run_in_thread (task, check_thread);
}

const RectoVerification *
recto_session_get_verification (RectoSession *self)
{
  return self->verification;
}

char *
recto_session_dup_verified_time (RectoSession *self)
{
  return g_strdup (self->verified_time);
}

void
recto_session_get_pixel_check (RectoSession *self, guint *n_pictures, guint *n_same)
{
  *n_pictures = self->n_pictures;
  *n_same = self->n_pictures_same;
}

const char *
recto_session_get_present_sha256 (RectoSession *self, const char *exposure_id)
{
  return self->present_hashes != NULL ? g_hash_table_lookup (self->present_hashes, exposure_id)
                                      : NULL;
}

/* recto-session-verify.c: is everything still what it was?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The casebook checks files, events and rows; the record room decodes the pictures, runs the recipes and draws the views of the findings again.
 */

#include "config.h"
#include "recto-session-private.h"

#include "recto-image-load.h"
#include <glib/gi18n.h>

/* A picture of the case; pyramid: decoded from the original since the case was opened, or NULL: it is decoded for the check. */
typedef struct
{
  char *id;
  char *path;
  char *sha256;
  guint frame;
  RectoPyramid *pyramid;
} Original;

typedef struct
{
  RectoCasebook *casebook;
  char *case_id;
  GPtrArray *originals;

  RectoVerification *verification;
  RectoRecordCheck pixels;
  GHashTable *present; /* exposure id → hash, of those that have changed */
} Check;

static void
original_free (Original *self)
{
  g_free (self->id);
  g_free (self->path);
  g_free (self->sha256);
  g_clear_pointer (&self->pyramid, recto_pyramid_unref);
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
  return g_ptr_array_find_with_equal_func (check->verification->changed_exposures, id, g_str_equal,
                                           NULL);
}

static void
note_present_hash (Check *check, Original *original, GCancellable *cancellable)
{
  g_autoptr (GBytes) bytes = recto_image_read_file (original->path, cancellable, NULL);

  if (bytes != NULL)
    g_hash_table_replace (check->present, g_strdup (original->id),
                          recto_image_dup_bytes_sha256 (bytes));
}

static void
check_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Check *check = task_data;
  g_autoptr (RectoRecordPictures) pictures = recto_record_pictures_new (check->casebook, FALSE);
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
      Original *original = g_ptr_array_index (check->originals, i);

      if (is_changed (check, original->id))
        note_present_hash (check, original, cancellable);
      else if (original->pyramid != NULL)
        recto_record_pictures_give (pictures, original->sha256, original->frame, original->pyramid);
    }
  /* One thread: the examiner is at work meanwhile. */
  if (recto_record_check_case (check->casebook, check->case_id, pictures, 1, check->verification,
                               &check->pixels, NULL, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
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
  gboolean again = FALSE;

  for (guint i = 0; i < check->originals->len; i++)
    {
      Original *original = g_ptr_array_index (check->originals, i);
      RectoExposureItem *item = recto_session_find_exposure (self, original->id);

      if (item == NULL)
        continue;
      recto_exposure_item_set_intact (item, !is_changed (check, original->id));
      /* Put back from a backup: it can be read now. */
      if (item->load_state == RECTO_LOAD_FAILED && !is_changed (check, original->id))
        {
          recto_exposure_item_set_idle (item);
          again = TRUE;
        }
    }
  if (again)
    recto_session_load_page (self);
}

static void verify (RectoSession *self, gboolean decoding);

/* What was imported, or asked for, while the last check was running: also when that one came to nothing. */
static void
run_again (RectoSession *self)
{
  gboolean decoding = self->verify_decoding;

  if (!self->verify_again)
    return;
  self->verify_again = FALSE;
  self->verify_decoding = FALSE;
  verify (self, decoding);
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
      run_again (self);
      return;
    }

  now = g_date_time_new_now_local ();
  g_free (self->verified_time);
  self->verified_time = g_date_time_format (now, "%H:%M");
  mark_exposures (self, check);
  g_clear_pointer (&self->present_hashes, g_hash_table_unref);
  self->present_hashes = g_steal_pointer (&check->present);
  self->pixels = check->pixels;
  g_clear_pointer (&self->verification, recto_verification_free);
  self->verification = g_steal_pointer (&check->verification);
  intact = recto_verification_is_intact (self->verification)
           && recto_record_check_is_intact (&self->pixels);
  set_state (self, intact ? "intact" : "failed");
  run_again (self);
}

static void
verify (RectoSession *self, gboolean decoding)
{
  g_autoptr (GTask) task = NULL;
  Check *check;
  guint n_pages;

  if (self->closed)
    return;
  if (g_str_equal (self->verification_state, "running"))
    {
      self->verify_again = TRUE;
      self->verify_decoding |= decoding;
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
          original->path = recto_casebook_dup_evidence_path (self->casebook, item->record->sha256);
          original->sha256 = g_strdup (item->record->sha256);
          original->frame = (guint) item->record->frame;
          if (item->pyramid != NULL && !decoding)
            original->pyramid = recto_pyramid_ref (item->pyramid);
          g_ptr_array_add (check->originals, original);
        }
    }

  set_state (self, "running");
  task = g_task_new (self, self->cancellable, checked_cb, NULL);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  g_task_run_in_thread (task, check_thread);
}

void
recto_session_verify (RectoSession *self)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  verify (self, TRUE);
}

void
recto_session_verify_shown (RectoSession *self)
{
  verify (self, FALSE);
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
  *n_pictures = self->pixels.n_pictures;
  *n_same = self->pixels.n_pictures_same;
}

const char *
recto_session_get_present_sha256 (RectoSession *self, const char *exposure_id)
{
  return self->present_hashes != NULL ? g_hash_table_lookup (self->present_hashes, exposure_id)
                                      : NULL;
}

/* recto-session-import.c: files into the case, one after another in a worker
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each file is stored before the next is read, so that what was stored stays stored whatever happens to the others.
 */

#include "config.h"
#include "recto-session-private.h"

#include "recto-pyramid-load.h"
#include "recto-record.h"
#include <glib/gi18n.h>

/* Everything the worker needs; nothing of the session is touched there. */
typedef struct
{
  RectoCasebook *casebook;
  char *case_id;
  char *author;
  GPtrArray *entries;  /* RectoImportEntry, in the order given */
  GArray *order;       /* guint: white light first within a page */
  GHashTable *new_pages; /* page key → id */
  GMainContext *context;
  RectoSession *session;
  GCancellable *cancellable;

  guint current; /* in order */
  gint percent;
  char *current_name;
  guint n_done;
  guint n_failed;
} Import;

void
recto_import_entry_free (RectoImportEntry *entry)
{
  g_free (entry->path);
  g_clear_pointer (&entry->bytes, g_bytes_unref);
  g_free (entry->name);
  g_free (entry->light);
  g_free (entry->page_id);
  g_free (entry->page_key);
  g_free (entry->role);
  g_free (entry);
}

static void
import_free (Import *self)
{
  g_clear_object (&self->casebook);
  g_free (self->case_id);
  g_free (self->author);
  g_free (self->current_name);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->order);
  g_hash_table_unref (self->new_pages);
  g_main_context_unref (self->context);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* ----- messages to the main thread ----- */

typedef struct
{
  RectoSession *session;
  /* a stored picture */
  RectoPage *page;
  RectoExposure *exposure;
  GBytes *thumbnail;
  RectoPyramid *pyramid;
  RectoHistogram *histogram;
  /* or a failure */
  char *path;
  char *heading;
  char *body;
  guint index;
  /* or stored and not read back */
  GError *error;
  /* or progress */
  double fraction;
  char *words;
} Message;

static void
message_free (Message *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->page, recto_page_free);
  g_clear_pointer (&self->exposure, recto_exposure_free);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  g_clear_pointer (&self->pyramid, recto_pyramid_unref);
  g_clear_pointer (&self->histogram, g_free);
  g_free (self->path);
  g_free (self->heading);
  g_clear_error (&self->error);
  g_free (self->body);
  g_free (self->words);
  g_free (self);
}

static gboolean
stored_cb (gpointer user_data)
{
  Message *message = user_data;
  RectoSession *self = message->session;
  RectoExposureItem *exposure;

  if (self->closed)
    return G_SOURCE_REMOVE;

  recto_session_clear_redo (self);
  recto_session_freeze (self);
  if (message->page != NULL && recto_session_find_page (self, message->page->id) == NULL)
    recto_session_insert_page (self, g_steal_pointer (&message->page));
  exposure = recto_session_insert_exposure (self, g_steal_pointer (&message->exposure),
                                            message->thumbnail);
  recto_exposure_item_set_ready (exposure, g_steal_pointer (&message->pyramid),
                                 g_steal_pointer (&message->histogram));
  recto_session_choose_defaults (self);
  if (!recto_exposure_item_is_reference (exposure))
    recto_session_queue_align (self, exposure, FALSE, NULL);
  recto_session_table_changed (self);
  recto_session_thaw (self);
  recto_session_align_next (self);
  recto_session_emit_saved (self);

  return G_SOURCE_REMOVE;
}

static gboolean
failed_cb (gpointer user_data)
{
  Message *message = user_data;

  if (!message->session->closed)
    g_signal_emit (message->session, recto_session_signals[RECTO_SESSION_IMPORT_FAILED], 0,
                   message->path, message->heading, message->body, message->index);

  return G_SOURCE_REMOVE;
}

static gboolean
not_shown_cb (gpointer user_data)
{
  Message *message = user_data;
  RectoSession *self = message->session;

  if (!self->closed)
    recto_session_emit_problem (
        self, _ ("The picture is in the case, but it cannot be shown until the case is opened again"), message->error);

  return G_SOURCE_REMOVE;
}

static gboolean
progress_idle_cb (gpointer user_data)
{
  Message *message = user_data;

  if (!message->session->closed)
    g_signal_emit (message->session, recto_session_signals[RECTO_SESSION_IMPORT_PROGRESS], 0,
                   message->fraction, message->words);

  return G_SOURCE_REMOVE;
}

static void
post (Import *import, GSourceFunc func, Message *message)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  message->session = g_object_ref (import->session);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, message, (GDestroyNotify) message_free);
  g_source_attach (source, import->context);
}

static void
post_progress (Import *import)
{
  Message *message = g_new0 (Message, 1);

  message->fraction = (import->current + import->percent / 100.0) / import->order->len;
  message->words = g_strdup_printf (_ ("Reading %s"), import->current_name);
  post (import, progress_idle_cb, message);
}

static void
load_progress_cb (guint done, guint total, gpointer user_data)
{
  Import *import = user_data;
  /* Decoding is most of the work; storing and halving take the rest. */
  gint percent = total > 0 ? (gint) ((guint64) done * 80 / total) : 0;

  if (percent < import->percent + 4)
    return;
  import->percent = percent;
  post_progress (import);
}

/* ----- one file ----- */

const char *
recto_import_heading (const GError *error)
{
  if (error->domain == RECTO_IMAGE_ERROR)
    switch ((RectoImageError) error->code)
      {
      case RECTO_IMAGE_ERROR_NOT_AN_IMAGE:
        return _ ("The file is not a picture");
      case RECTO_IMAGE_ERROR_EMPTY:
        return _ ("The file is empty");
      case RECTO_IMAGE_ERROR_TRUNCATED:
        return _ ("The file ends too early");
      case RECTO_IMAGE_ERROR_DAMAGED:
        return _ ("The file is damaged");
      case RECTO_IMAGE_ERROR_TOO_LARGE:
        return _ ("The picture is too large");
      case RECTO_IMAGE_ERROR_UNSUPPORTED:
        return _ ("The format is not read yet");
      case RECTO_IMAGE_ERROR_NOT_READABLE:
        return _ ("The file cannot be read");
      case RECTO_IMAGE_ERROR_FAILED:
      default:
        break;
      }

  return _ ("The picture was not imported");
}

/* Longer than the window waits: nobody does, and the file need not be read again. */
#define PATIENCE_MS 10000

/* The picture, with a new page when it is the first of one. */
static char *
store (Import *import, const RectoImportEntry *entry, RectoExposure *given, GBytes *bytes,
       GBytes *thumbnail, GError **error)
{
  const char *key = entry->page_key != NULL ? entry->page_key : "";
  char *new_page_id = NULL;
  char *id;

  g_free (given->page_id);
  given->page_id = g_strdup (entry->page_id != NULL
                                 ? entry->page_id
                                 : g_hash_table_lookup (import->new_pages, key));
  if (given->page_id != NULL)
    return recto_casebook_add_exposure (import->casebook, import->author, given, bytes, thumbnail,
                                        error);

  id = recto_casebook_add_page_with_exposure (import->casebook, import->author, import->case_id,
                                              entry->role != NULL ? entry->role : "DATA_PAGE", NULL,
                                              given, bytes, thumbnail, &new_page_id, error);
  /* At once: the next file belongs there whatever becomes of showing this one. */
  if (id != NULL)
    g_hash_table_replace (import->new_pages, g_strdup (key), new_page_id);

  return id;
}

/* The window has its turn at the casebook. FALSE: it is no use to try again. */
static gboolean
wait_for_turn (Import *import, const GError *error, gint64 end)
{
  if (!g_error_matches (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_BUSY)
      || g_get_monotonic_time () >= end || g_cancellable_is_cancelled (import->cancellable))
    return FALSE;
  g_usleep (50 * 1000);

  return TRUE;
}

static char *
store_patiently (Import *import, const RectoImportEntry *entry, RectoExposure *given, GBytes *bytes,
                 GBytes *thumbnail, GError **error)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

  for (;;)
    {
      g_autoptr (GError) local = NULL;
      char *id = store (import, entry, given, bytes, thumbnail, &local);

      if (id != NULL)
        return id;
      if (!wait_for_turn (import, local, end))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
}

static RectoExposure *
read_back_patiently (Import *import, const char *id, GError **error)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

  for (;;)
    {
      g_autoptr (GError) local = NULL;
      RectoExposure *exposure = recto_casebook_get_exposure (import->casebook, id, &local);

      if (exposure != NULL)
        return exposure;
      if (!wait_for_turn (import, local, end))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
}

static RectoPage *
find_page_record (Import *import, const char *id)
{
  g_autoptr (GPtrArray) pages
      = recto_casebook_list_pages (import->casebook, import->case_id, NULL);

  for (guint i = 0; pages != NULL && i < pages->len; i++)
    {
      const RectoPage *page = g_ptr_array_index (pages, i);

      if (g_strcmp0 (page->id, id) == 0)
        return recto_page_copy (page);
    }

  return NULL;
}

static gboolean
import_one (Import *import, RectoImportEntry *entry, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) thumbnail = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoPyramid) pyramid = NULL;
  g_autoptr (RectoExposure) given = NULL;
  g_autofree char *id = NULL;
  RectoImageLoadOptions options = {
    .frame = entry->frame,
    .accept_truncated = entry->accept_truncated,
    .progress = load_progress_cb,
    .progress_data = import,
  };
  Message *message;

  if (entry->bytes != NULL)
    bytes = g_bytes_ref (entry->bytes);
  else
    bytes = recto_image_read_file (entry->path, import->cancellable, error);
  if (bytes == NULL)
    return FALSE;
  pyramid = recto_pyramid_load_bytes (bytes, &options, NULL, NULL, import->cancellable, error);
  if (pyramid == NULL)
    return FALSE;
  image = recto_image_ref (recto_pyramid_get_level (pyramid, 0));
  thumbnail = recto_record_make_thumbnail (pyramid, NULL);
  given = g_new0 (RectoExposure, 1);
  recto_record_fill_exposure (given, bytes, entry->frame, image);
  given->light = g_strdup (entry->light);
  given->file_name = g_strdup (entry->name);
  id = store_patiently (import, entry, given, bytes, thumbnail, error);
  if (id == NULL)
    return FALSE;

  message = g_new0 (Message, 1);
  message->exposure = read_back_patiently (import, id, &message->error);
  if (message->exposure == NULL)
    {
      /* It is imported all the same: importing it again would store it twice. */
      post (import, not_shown_cb, message);
      return TRUE;
    }
  message->page = find_page_record (import, message->exposure->page_id);
  message->thumbnail = g_steal_pointer (&thumbnail);
  message->pyramid = g_steal_pointer (&pyramid);
  message->histogram = g_new0 (RectoHistogram, 1);
  recto_histogram_compute (image, message->histogram);
  post (import, stored_cb, message);

  return TRUE;
}

static void
import_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Import *import = task_data;

  for (guint i = 0; i < import->order->len; i++)
    {
      guint index = g_array_index (import->order, guint, i);
      RectoImportEntry *entry = g_ptr_array_index (import->entries, index);
      g_autoptr (GError) error = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        break;
      import->current = i;
      import->percent = 0;
      g_free (import->current_name);
      import->current_name = g_strdup (entry->name);
      post_progress (import);
      if (import_one (import, entry, &error))
        {
          import->n_done++;
        }
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          Message *message = g_new0 (Message, 1);

          import->n_failed++;
          message->path = g_strdup (entry->path != NULL ? entry->path : entry->name);
          message->heading = g_strdup (recto_import_heading (error));
          message->body = g_strdup_printf ("%s: %s", entry->name, error->message);
          message->index = index;
          post (import, failed_cb, message);
        }
    }
  g_task_return_boolean (task, TRUE);
}

/* ----- the session's side ----- */

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RectoSession *self = RECTO_SESSION (source);
  Import *import = g_task_get_task_data (G_TASK (result));

  g_clear_object (&self->import_cancellable);
  if (self->closed)
    return;
  g_signal_emit (self, recto_session_signals[RECTO_SESSION_IMPORT_FINISHED], 0, import->n_done,
                 import->n_failed);
  if (import->n_done > 0)
    recto_session_verify_shown (self);
}

/* White, then ultraviolet, infrared and the others, as examiners lay them out. */
static int
light_rank (const RectoImportEntry *entry)
{
  const RectoLight *light = entry->light != NULL ? recto_light_find (entry->light) : NULL;

  return light != NULL ? (int) light->kind : RECTO_LIGHT_KIND_OTHER;
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  GPtrArray *entries = user_data;
  guint i = *(const guint *) a;
  guint j = *(const guint *) b;
  int rank = light_rank (g_ptr_array_index (entries, i)) - light_rank (g_ptr_array_index (entries, j));

  return rank != 0 ? rank : (i > j) - (i < j);
}

void
recto_session_import (RectoSession *self, GPtrArray *entries)
{
  g_autoptr (GTask) task = NULL;
  Import *import;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (entries != NULL);

  if (self->import_cancellable != NULL)
    {
      g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0,
                     _ ("Another import is still running"),
                     _ ("Wait until it has ended or cancel it, then add these images again."));
      g_ptr_array_unref (entries);
      return;
    }

  import = g_new0 (Import, 1);
  import->casebook = g_object_ref (self->casebook);
  import->session = g_object_ref (self);
  import->case_id = g_strdup (self->record->id);
  import->author = g_strdup (self->author);
  import->entries = entries;
  import->order = g_array_new (FALSE, FALSE, sizeof (guint));
  import->new_pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  import->context = g_main_context_ref_thread_default ();
  import->cancellable = g_cancellable_new ();
  for (guint i = 0; i < entries->len; i++)
    g_array_append_val (import->order, i);
  /* The page's coordinates are those of its first picture: white light where there is any. */
  g_array_sort_with_data (import->order, compare_entries, entries);

  self->import_cancellable = g_object_ref (import->cancellable);
  task = g_task_new (self, import->cancellable, imported_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, import, (GDestroyNotify) import_free);
  g_task_run_in_thread (task, import_thread);
}

void
recto_session_cancel_import (RectoSession *self)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  if (self->import_cancellable != NULL)
    g_cancellable_cancel (self->import_cancellable);
}

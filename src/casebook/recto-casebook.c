/* recto-casebook.c: the object and its thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-casebook-private.h"

#include "recto-vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

struct _RectoCasebook
{
  GObject parent_instance;
  RectoStore store; /* only the thread uses db */
  GThread *thread;
  GAsyncQueue *calls;
  GMainContext *context; /* in which "changed" is emitted */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (recto-casebook-error-quark, recto_casebook_error)
G_DEFINE_FINAL_TYPE (RectoCasebook, recto_casebook, G_TYPE_OBJECT)

/* One piece of work on its way through the thread. */
typedef struct
{
  RectoStoreWork work; /* NULL: end the thread */
  gpointer data;
  GError *error;
  gboolean result;
  gboolean done;
  GMutex lock;
  GCond finished;
} Call;

static gpointer
thread_main (gpointer data)
{
  RectoCasebook *self = data;
  gboolean last = FALSE;

  while (!last)
    {
      Call *call = g_async_queue_pop (self->calls);

      last = call->work == NULL;
      if (!last)
        call->result = call->work (&self->store, call->data, &call->error);
      else
        {
          sqlite3_close_v2 (self->store.db);
          self->store.db = NULL;
        }
      g_mutex_lock (&call->lock);
      call->done = TRUE;
      g_cond_signal (&call->finished);
      g_mutex_unlock (&call->lock);
    }
  return NULL;
}

static gboolean
send_call (RectoCasebook *self, RectoStoreWork work, gpointer data, GError **error)
{
  Call call = { .work = work, .data = data };

  g_mutex_init (&call.lock);
  g_cond_init (&call.finished);
  g_async_queue_push (self->calls, &call);
  g_mutex_lock (&call.lock);
  while (!call.done)
    g_cond_wait (&call.finished, &call.lock);
  g_mutex_unlock (&call.lock);
  g_mutex_clear (&call.lock);
  g_cond_clear (&call.finished);
  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.result;
}

gboolean
recto_casebook_run (RectoCasebook *self, RectoStoreWork work, gpointer data, GError **error)
{
  g_return_val_if_fail (RECTO_IS_CASEBOOK (self), FALSE);

  if (self->thread == NULL)
    {
      g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FAILED,
                           _("The casebook is closed."));
      return FALSE;
    }
  return send_call (self, work, data, error);
}

typedef struct
{
  RectoStoreWork work;
  gpointer data;
} Edit;

static gboolean
run_edit (RectoStore *store, gpointer data, GError **error)
{
  Edit *edit = data;

  if (!recto_store_execute (store, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (edit->work (store, edit->data, error) && recto_store_execute (store, "COMMIT", error))
    return TRUE;
  sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

typedef struct
{
  RectoCasebook *casebook;
  char *case_id;
} Change;

static gboolean
emit_changed_cb (gpointer data)
{
  Change *change = data;

  g_signal_emit (change->casebook, signals[CHANGED], 0, change->case_id);
  return G_SOURCE_REMOVE;
}

static void
free_change (gpointer data)
{
  Change *change = data;

  g_object_unref (change->casebook);
  g_free (change->case_id);
  g_free (change);
}

gboolean
recto_casebook_run_edit (RectoCasebook *self, RectoStoreWork work, gpointer data,
                         const char *const *case_id, GError **error)
{
  Edit edit = { work, data };

  if (!recto_casebook_run (self, run_edit, &edit, error))
    return FALSE;
  if (case_id != NULL && *case_id != NULL)
    {
      Change *change = g_new0 (Change, 1);
      g_autoptr (GSource) source = g_idle_source_new ();

      change->casebook = g_object_ref (self);
      change->case_id = g_strdup (*case_id);
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, emit_changed_cb, change, free_change);
      g_source_attach (source, self->context);
    }
  return TRUE;
}

char *
recto_casebook_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "recto", "casebook", NULL);
}

const char *
recto_casebook_get_directory (RectoCasebook *self)
{
  return self->store.directory;
}

char *
recto_casebook_dup_evidence_path (RectoCasebook *self, const char *sha256)
{
  return recto_evidence_path (self->store.directory, sha256);
}

static gboolean
set_patience (RectoStore *store, gpointer data, GError **error)
{
  sqlite3_busy_timeout (store->db, (int) GPOINTER_TO_UINT (data));
  return TRUE;
}

void
recto_casebook_set_patience (RectoCasebook *self, guint milliseconds)
{
  recto_casebook_run (self, set_patience, GUINT_TO_POINTER (milliseconds), NULL);
}

gboolean
recto_casebook_check_words (const char *ids, gboolean optional, gboolean many, gconstpointer list,
                            const char *what, GError **error)
{
  g_auto (GStrv) words = NULL;

  if (ids == NULL || *ids == '\0')
    {
      if (optional)
        return TRUE;
      ids = "";
    }
  words = many ? g_strsplit (ids, ",", -1) : g_strsplit (ids, "\n", 1);
  for (guint i = 0; words[i] != NULL || i == 0; i++)
    {
      const char *word = words[i] != NULL ? words[i] : "";

      if (recto_vocabulary_find (list, word) == NULL)
        {
          g_autoptr (GString) allowed = g_string_new (NULL);

          for (const RectoTerm *term = list; term->id != NULL; term++)
            g_string_append_printf (allowed, "%s%s", allowed->len > 0 ? ", " : "", term->id);
          g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID,
                       _("“%s” is not a known %s. Allowed are: %s."), word, what, allowed->str);
          return FALSE;
        }
      if (words[i] == NULL)
        break;
    }
  return TRUE;
}

RectoCasebook *
recto_casebook_open (const char *directory, gboolean create, GError **error)
{
  sqlite3 *db = recto_schema_open (directory, create, error);
  RectoCasebook *self;

  if (db == NULL)
    return NULL;
  recto_evidence_sweep (directory);
  self = g_object_new (RECTO_TYPE_CASEBOOK, NULL);
  self->store.db = db;
  self->store.directory = g_strdup (directory);
  self->thread = g_thread_new ("recto-casebook", thread_main, self);
  return self;
}

void
recto_casebook_close (RectoCasebook *self)
{
  if (self->thread == NULL)
    return;
  send_call (self, NULL, NULL, NULL);
  g_thread_join (g_steal_pointer (&self->thread));
}

static void
recto_casebook_finalize (GObject *object)
{
  RectoCasebook *self = RECTO_CASEBOOK (object);

  recto_casebook_close (self);
  g_async_queue_unref (self->calls);
  g_main_context_unref (self->context);
  g_free (self->store.directory);
  G_OBJECT_CLASS (recto_casebook_parent_class)->finalize (object);
}

static void
recto_casebook_class_init (RectoCasebookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = recto_casebook_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
recto_casebook_init (RectoCasebook *self)
{
  self->calls = g_async_queue_new ();
  self->context = g_main_context_ref_thread_default ();
}

/* recto-casebook.c: the object, opening and closing
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
  RectoThread *thread;
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

gboolean
recto_casebook_run (RectoCasebook *self, RectoStoreWork work, gpointer data, GError **error)
{
  g_return_val_if_fail (RECTO_IS_CASEBOOK (self), FALSE);

  return recto_thread_run (self->thread, work, data, error);
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
  sqlite3 *db = recto_schema_open (&recto_schema, directory, create, error);
  RectoCasebook *self;

  if (db == NULL)
    return NULL;
  recto_evidence_sweep (directory);
  self = g_object_new (RECTO_TYPE_CASEBOOK, NULL);
  self->store.db = db;
  self->store.directory = g_strdup (directory);
  self->thread = recto_thread_new (&self->store);
  return self;
}

void
recto_casebook_close (RectoCasebook *self)
{
  g_return_if_fail (RECTO_IS_CASEBOOK (self));

  recto_thread_stop (self->thread);
}

static void
recto_casebook_finalize (GObject *object)
{
  RectoCasebook *self = RECTO_CASEBOOK (object);

  g_clear_pointer (&self->thread, recto_thread_free);
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
  self->context = g_main_context_ref_thread_default ();
}

/* recto-casebook-thread.c: the one thread that holds the connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A call is put into a queue and waited for. Closing puts the last call there: what came before it is finished, what comes after it is refused,
 * from whichever thread.
 */

#include "config.h"
#include "recto-casebook-private.h"

#include <glib/gi18n.h>

struct _RectoThread
{
  RectoStore *store; /* only the thread uses its db */
  GThread *thread;
  GAsyncQueue *calls;
  GMutex lock; /* of closed, and of putting a call into the queue */
  gboolean closed;
};

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
  RectoThread *self = data;
  gboolean last = FALSE;

  while (!last)
    {
      Call *call = g_async_queue_pop (self->calls);

      last = call->work == NULL;
      if (!last)
        call->result = call->work (self->store, call->data, &call->error);
      else
        {
          sqlite3_close_v2 (self->store->db);
          self->store->db = NULL;
        }
      g_mutex_lock (&call->lock);
      call->done = TRUE;
      g_cond_signal (&call->finished);
      g_mutex_unlock (&call->lock);
    }
  return NULL;
}

/* FALSE, and nothing is done, when the thread has been told to end. */
static gboolean
send_call (RectoThread *self, Call *call)
{
  gboolean open;

  g_mutex_init (&call->lock);
  g_cond_init (&call->finished);
  g_mutex_lock (&self->lock);
  open = !self->closed;
  if (open)
    {
      self->closed = call->work == NULL;
      g_async_queue_push (self->calls, call);
    }
  g_mutex_unlock (&self->lock);
  if (open)
    {
      g_mutex_lock (&call->lock);
      while (!call->done)
        g_cond_wait (&call->finished, &call->lock);
      g_mutex_unlock (&call->lock);
    }
  g_mutex_clear (&call->lock);
  g_cond_clear (&call->finished);
  return open;
}

RectoThread *
recto_thread_new (RectoStore *store)
{
  RectoThread *self = g_new0 (RectoThread, 1);

  self->store = store;
  self->calls = g_async_queue_new ();
  g_mutex_init (&self->lock);
  self->thread = g_thread_new ("recto-casebook", thread_main, self);
  return self;
}

gboolean
recto_thread_run (RectoThread *self, RectoStoreWork work, gpointer data, GError **error)
{
  Call call = { .work = work, .data = data };

  /* Work that asks for more work is in the right place already. */
  if (g_thread_self () == self->thread)
    return work (self->store, data, error);
  if (!send_call (self, &call))
    {
      g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FAILED,
                           _("The casebook is closed."));
      return FALSE;
    }
  if (call.error != NULL)
    g_propagate_error (error, call.error);
  return call.result;
}

void
recto_thread_stop (RectoThread *self)
{
  Call last = { 0 };

  send_call (self, &last);
}

void
recto_thread_free (RectoThread *self)
{
  recto_thread_stop (self);
  g_thread_join (self->thread);
  g_async_queue_unref (self->calls);
  g_mutex_clear (&self->lock);
  g_free (self);
}

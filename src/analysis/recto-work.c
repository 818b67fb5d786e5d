/* recto-work.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-work.h"

/* Rows between two looks at the cancellable. */
#define BAND 32

struct _RectoWork
{
  guint n_threads;
  double reduction;
  GCancellable *cancellable;
};

typedef struct
{
  RectoWork *work;
  guint height;
  guint band; /* rows at a time */
  gint next; /* atomic */
  RectoWorkRows rows;
  gpointer data;
} Job;

RectoWork *
recto_work_new (guint n_threads, GCancellable *cancellable)
{
  RectoWork *self = g_new0 (RectoWork, 1);

  self->n_threads = n_threads > 0 ? n_threads : g_get_num_processors ();
  self->reduction = 1;
  g_set_object (&self->cancellable, cancellable);
  return self;
}

void
recto_work_free (RectoWork *self)
{
  g_clear_object (&self->cancellable);
  g_free (self);
}

double
recto_work_get_reduction (const RectoWork *self)
{
  return self->reduction;
}

void
recto_work_set_reduction (RectoWork *self, double reduction)
{
  g_return_if_fail (reduction >= 1);
  self->reduction = reduction;
}

gboolean
recto_work_is_cancelled (const RectoWork *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

guint
recto_work_get_n_threads (const RectoWork *self)
{
  return self->n_threads;
}

static gpointer
work_thread (gpointer data)
{
  Job *job = data;

  while (!recto_work_is_cancelled (job->work))
    {
      guint first = (guint) g_atomic_int_add (&job->next, (gint) job->band);

      if (first >= job->height)
        break;
      job->rows (first, MIN (job->band, job->height - first), job->data);
    }
  return NULL;
}

static gboolean
run (RectoWork *self, guint height, guint band, RectoWorkRows rows, gpointer data)
{
  Job job = { self, height, band, 0, rows, data };
  guint n = CLAMP (self->n_threads, 1, (height + band - 1) / band);
  g_autofree GThread **threads = g_new0 (GThread *, n);

  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_try_new ("recto-work", work_thread, &job, NULL);
  /* When no more threads can be had, those that are there do all of it. */
  work_thread (&job);
  for (guint i = 1; i < n; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
  return !recto_work_is_cancelled (self);
}

gboolean
recto_work_rows (RectoWork *self, guint height, RectoWorkRows rows, gpointer data)
{
  return run (self, height, BAND, rows, data);
}

typedef struct
{
  RectoWorkPart part;
  gpointer data;
} Part;

static void
do_part (guint first, guint n, gpointer data)
{
  Part *part = data;

  part->part (first, part->data);
}

gboolean
recto_work_parts (RectoWork *self, guint n, RectoWorkPart part, gpointer data)
{
  Part one = { part, data };

  return n == 0 || run (self, n, 1, do_part, &one);
}

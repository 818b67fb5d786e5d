/* recto-register-parallel.c: the same work for many indices on a few threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-register-private.h"

#define MAX_THREADS 8

typedef struct
{
  gint next;
  gint n;
  RectoRegisterWork work;
  gpointer data;
  GCancellable *cancellable;
} Crew;

static gpointer
crew_thread (gpointer data)
{
  Crew *crew = data;
  gint index;

  while (!g_cancellable_is_cancelled (crew->cancellable)
         && (index = g_atomic_int_add (&crew->next, 1)) < crew->n)
    crew->work (index, crew->data);
  return NULL;
}

void
recto_register_parallel (guint n, RectoRegisterWork work, gpointer data, GCancellable *cancellable)
{
  Crew crew = { 0, n, work, data, cancellable };
  GThread *threads[MAX_THREADS] = { NULL };
  guint n_threads = MIN (MIN (g_get_num_processors (), MAX_THREADS), n);

  /* A thread that cannot be had leaves its work to the others. */
  for (guint i = 1; i < n_threads; i++)
    threads[i] = g_thread_try_new ("recto-register", crew_thread, &crew, NULL);
  crew_thread (&crew);
  for (guint i = 1; i < n_threads; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

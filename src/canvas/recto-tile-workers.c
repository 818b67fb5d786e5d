/* recto-tile-workers.c: the pool that renders tiles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Workers take the job of lowest rank among all clients. A job is checked before it starts (it is no longer in the list when it is obsolete)
 * and cancelled while it runs. Finished jobs wait in an inbox that one idle source empties on the main thread.
 */

#include "config.h"
#include "recto-tile-workers.h"

typedef struct
{
  RectoTileClient *client;
  RectoRenderer *renderer;
  RectoProjection projection;
  RectoTileAsk ask;
  GCancellable *cancellable;
  GBytes *bytes;
  int width;
  int height;
} Job;

struct _RectoTileClient
{
  gatomicrefcount ref_count;
  RectoTileArrived arrived; /* main thread; NULL when freed */
  gpointer data;
  GPtrArray *pending; /* of Job, the first to do at the end; under the lock */
  GPtrArray *running; /* of Job, borrowed; under the lock */
};

static GMutex lock;
static GCond wanted;
static GPtrArray *clients; /* under the lock */
static guint turn;         /* under the lock: which client is asked first */
static GPtrArray *inbox;   /* under the lock */
static gboolean inbox_scheduled;

static void
client_unref (RectoTileClient *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->pending);
  g_ptr_array_unref (self->running);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_object (&job->cancellable);
  recto_renderer_unref (job->renderer);
  client_unref (job->client);
  g_free (job);
}

static Job *
job_new (RectoTileClient *client, RectoRenderer *renderer, const RectoProjection *projection,
         const RectoTileAsk *ask)
{
  Job *job = g_new0 (Job, 1);

  job->client = client;
  g_atomic_ref_count_inc (&client->ref_count);
  job->renderer = recto_renderer_ref (renderer);
  job->projection = *projection;
  job->ask = *ask;
  job->cancellable = g_cancellable_new ();
  return job;
}

/* Runs without the lock. FALSE when cancelled. */
static gboolean
render (Job *job)
{
  RectoProjection projection = job->projection;
  RectoRect region = { 0, 0, 0, 0 };
  gsize stride, offset = 0;
  guint8 *pixels;
  gboolean done = TRUE;

  if (job->ask.kind == RECTO_TILE_COARSE)
    {
      recto_tile_coarse_projection (job->renderer, &job->projection, RECTO_COARSE_SIZE, &projection,
                                    &region.width, &region.height);
      job->width = region.width;
      job->height = region.height;
    }
  else
    {
      RectoRect tile = { job->ask.tx * RECTO_TILE_SIZE, job->ask.ty * RECTO_TILE_SIZE,
                         RECTO_TILE_SIZE, RECTO_TILE_SIZE };
      RectoRect page = { 0, 0, 0, 0 };
      guint page_width, page_height;

      recto_scene_get_page_size (recto_renderer_get_scene (job->renderer), &page_width,
                                 &page_height);
      recto_projection_get_size (&projection, page_width, page_height, &page.width, &page.height);
      /* Beyond the page nothing is shown and nothing is rendered. */
      if (!recto_rect_intersect (&tile, &page, &region))
        region = (RectoRect) { tile.x, tile.y, 0, 0 };
      job->width = tile.width;
      job->height = tile.height;
      offset = ((gsize) (region.y - tile.y) * (gsize) tile.width + (gsize) (region.x - tile.x)) * 4;
    }
  stride = (gsize) job->width * 4;
  pixels = g_malloc0_n (stride, (gsize) job->height);
  if (!recto_rect_is_empty (&region))
    done = recto_renderer_render_bgra (job->renderer, &projection, &region, job->cancellable,
                                       pixels + offset, stride);
  if (done)
    job->bytes = g_bytes_new_take (pixels, stride * (gsize) job->height);
  else
    g_free (pixels);
  return done;
}

static gboolean
deliver_cb (gpointer unused)
{
  g_autoptr (GPtrArray) jobs = NULL;

  g_mutex_lock (&lock);
  jobs = g_steal_pointer (&inbox);
  inbox_scheduled = FALSE;
  g_mutex_unlock (&lock);

  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);
      const char *key = recto_renderer_get_key (job->renderer);
      g_autoptr (GdkTexture) texture
          = gdk_memory_texture_new (job->width, job->height, GDK_MEMORY_DEFAULT, job->bytes,
                                    (gsize) job->width * 4);

      if (job->ask.kind == RECTO_TILE_EXACT)
        recto_tile_store_keep (key, &job->projection, job->ask.tx, job->ask.ty, texture);
      if (job->client->arrived != NULL)
        job->client->arrived (job->client->data, key, &job->projection, &job->ask, texture);
    }
  return G_SOURCE_REMOVE;
}

/* Under the lock: the pending job of lowest rank; clients of equal rank take turns. */
static Job *
take_job (void)
{
  RectoTileClient *best = NULL;
  guint best_rank = G_MAXUINT;
  Job *job;

  for (guint i = 0; i < clients->len; i++)
    {
      RectoTileClient *client = g_ptr_array_index (clients, (i + turn) % clients->len);
      const Job *first;

      if (client->pending->len == 0)
        continue;
      first = g_ptr_array_index (client->pending, client->pending->len - 1);
      if (best == NULL || first->ask.rank < best_rank)
        {
          best = client;
          best_rank = first->ask.rank;
        }
    }
  if (best == NULL)
    return NULL;
  turn++;
  job = g_ptr_array_steal_index (best->pending, best->pending->len - 1);
  g_ptr_array_add (best->running, job);
  return job;
}

static gpointer
work (gpointer unused)
{
  g_mutex_lock (&lock);
  while (TRUE)
    {
      Job *job = take_job ();
      gboolean done;

      if (job == NULL)
        {
          g_cond_wait (&wanted, &lock);
          continue;
        }
      g_mutex_unlock (&lock);
      done = render (job);
      g_mutex_lock (&lock);

      g_ptr_array_remove_fast (job->client->running, job);
      if (!done || g_cancellable_is_cancelled (job->cancellable))
        {
          job_free (job);
          continue;
        }
      if (inbox == NULL)
        inbox = g_ptr_array_new_with_free_func (job_free);
      g_ptr_array_add (inbox, job);
      if (!inbox_scheduled)
        {
          inbox_scheduled = TRUE;
          g_idle_add_full (G_PRIORITY_DEFAULT, deliver_cb, NULL, NULL);
        }
    }
  return NULL;
}

static void
start_workers (void)
{
  static gsize started;

  if (!g_once_init_enter (&started))
    return;
  clients = g_ptr_array_new ();
  for (guint i = 0; i < g_get_num_processors (); i++)
    g_thread_unref (g_thread_new ("recto-tile", work, NULL));
  g_once_init_leave (&started, 1);
}

RectoTileClient *
recto_tile_client_new (RectoTileArrived arrived, gpointer data)
{
  RectoTileClient *self = g_new0 (RectoTileClient, 1);

  start_workers ();
  g_atomic_ref_count_init (&self->ref_count);
  self->arrived = arrived;
  self->data = data;
  self->pending = g_ptr_array_new_with_free_func (job_free);
  self->running = g_ptr_array_new ();
  g_mutex_lock (&lock);
  g_ptr_array_add (clients, self);
  g_mutex_unlock (&lock);
  return self;
}

void
recto_tile_client_free (RectoTileClient *self)
{
  recto_tile_client_request (self, NULL, NULL, NULL, 0);
  self->arrived = NULL;
  g_mutex_lock (&lock);
  g_ptr_array_remove_fast (clients, self);
  g_mutex_unlock (&lock);
  client_unref (self);
}

static gboolean
same_job (const Job *job, const char *key, const RectoProjection *projection,
          const RectoTileAsk *ask)
{
  return job->ask.kind == ask->kind && job->ask.tx == ask->tx && job->ask.ty == ask->ty
         && recto_projection_equal (&job->projection, projection)
         && g_str_equal (recto_renderer_get_key (job->renderer), key);
}

static gint
compare_rank (gconstpointer one, gconstpointer other)
{
  const Job *a = *(const Job *const *) one;
  const Job *b = *(const Job *const *) other;

  return a->ask.rank < b->ask.rank ? 1 : a->ask.rank > b->ask.rank ? -1 : 0;
}

void
recto_tile_client_request (RectoTileClient *self, RectoRenderer *renderer,
                           const RectoProjection *projection, const RectoTileAsk *asks,
                           guint n_asks)
{
  const char *key = renderer != NULL ? recto_renderer_get_key (renderer) : NULL;
  GPtrArray *pending = g_ptr_array_new_with_free_func (job_free);
  GPtrArray *obsolete;

  g_mutex_lock (&lock);
  for (guint r = 0; r < self->running->len; r++)
    {
      Job *job = g_ptr_array_index (self->running, r);
      gboolean still = FALSE;

      for (guint i = 0; i < n_asks && !still; i++)
        still = same_job (job, key, projection, &asks[i]);
      if (!still)
        g_cancellable_cancel (job->cancellable);
    }
  for (guint i = 0; i < n_asks; i++)
    {
      gboolean running = FALSE;

      for (guint r = 0; r < self->running->len && !running; r++)
        {
          const Job *job = g_ptr_array_index (self->running, r);

          running = same_job (job, key, projection, &asks[i])
                    && !g_cancellable_is_cancelled (job->cancellable);
        }
      if (!running)
        g_ptr_array_add (pending, job_new (self, renderer, projection, &asks[i]));
    }
  g_ptr_array_sort (pending, compare_rank);
  obsolete = self->pending;
  self->pending = pending;
  if (pending->len > 0)
    g_cond_broadcast (&wanted);
  g_mutex_unlock (&lock);
  /* Renderers may go with the last job; not under the lock. */
  g_ptr_array_unref (obsolete);
}

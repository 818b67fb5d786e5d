/* recto-pyramid-builder.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-pyramid-builder.h"

#include "recto-pyramid-private.h"
#include <string.h>

/* About so much of the picture is halved at once: enough that waking the thread costs nothing beside it, and little enough
 * that it comes out of the cache. */
#define BATCH_BYTES (256 * 1024)

struct _RectoPyramidBuilder
{
  GPtrArray *levels;
  guint batch;                          /* rows, even */
  guint done[RECTO_PYRAMID_MAX_LEVELS]; /* rows that are there; of whoever halves */

  GMutex lock;
  GCond wake;
  guint ready;                           /* final rows of the picture */
  gboolean stop;
  guint valid[RECTO_PYRAMID_MAX_LEVELS]; /* done, for others to see */
  GThread *thread;
};

static guint
height_of (RectoPyramidBuilder *self, guint level)
{
  return recto_image_get_height (self->levels->pdata[level]);
}

/* Halves what ready rows of the picture allow, level by level. */
static void
advance (RectoPyramidBuilder *self, guint ready)
{
  self->done[0] = ready;
  for (guint i = 1; i < self->levels->len; i++)
    {
      guint rows = self->done[i - 1] == height_of (self, i - 1) ? height_of (self, i)
                                                                : self->done[i - 1] / 2;

      if (rows == self->done[i])
        return;
      recto_pyramid_halve (self->levels->pdata[i - 1], self->levels->pdata[i], self->done[i], rows);
      self->done[i] = rows;
    }
}

static gpointer
halve_thread (gpointer data)
{
  RectoPyramidBuilder *self = data;
  guint height = height_of (self, 0);

  g_mutex_lock (&self->lock);
  while (!self->stop && self->done[0] < height)
    {
      guint ready = self->ready;

      if (ready < height && ready < self->done[0] + self->batch)
        {
          g_cond_wait (&self->wake, &self->lock);
          continue;
        }
      g_mutex_unlock (&self->lock);
      advance (self, MIN (ready, self->done[0] + self->batch));
      g_mutex_lock (&self->lock);
      memcpy (self->valid, self->done, sizeof self->valid);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

RectoPyramidBuilder *
recto_pyramid_builder_new (RectoImage *image, gboolean threaded, GError **error)
{
  GPtrArray *levels = recto_pyramid_make_levels (image, error);
  RectoPyramidBuilder *self;

  if (levels == NULL)
    return NULL;
  self = g_new0 (RectoPyramidBuilder, 1);
  self->levels = levels;
  self->batch = (guint) MAX (2, BATCH_BYTES / recto_image_get_stride (image) & ~(gsize) 1);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  /* Without a thread it is only slower. */
  if (threaded && levels->len > 1)
    self->thread = g_thread_try_new ("recto-halve", halve_thread, self, NULL);
  return self;
}

RectoImage *
recto_pyramid_builder_get_image (RectoPyramidBuilder *self)
{
  return self->levels->pdata[0];
}

void
recto_pyramid_builder_add_rows (RectoPyramidBuilder *self, guint n)
{
  gboolean alone = self->thread == NULL;

  g_assert (n >= self->ready && n <= height_of (self, 0));

  if (alone)
    advance (self, n);
  g_mutex_lock (&self->lock);
  if (alone)
    memcpy (self->valid, self->done, sizeof self->valid);
  else if (n == height_of (self, 0) || n / self->batch != self->ready / self->batch)
    g_cond_signal (&self->wake);
  self->ready = n;
  g_mutex_unlock (&self->lock);
}

RectoPyramid *
recto_pyramid_builder_dup_preview (RectoPyramidBuilder *self, guint width, guint height, double scale)
{
  guint valid[RECTO_PYRAMID_MAX_LEVELS];

  g_mutex_lock (&self->lock);
  memcpy (valid, self->valid, sizeof valid);
  valid[0] = self->ready;
  g_mutex_unlock (&self->lock);
  return valid[0] > 0 ? recto_pyramid_new_growing (self->levels, valid, width, height, scale) : NULL;
}

static void
end (RectoPyramidBuilder *self)
{
  g_clear_pointer (&self->thread, g_thread_join);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_clear_pointer (&self->levels, g_ptr_array_unref);
  g_free (self);
}

void
recto_pyramid_builder_free (RectoPyramidBuilder *self)
{
  g_mutex_lock (&self->lock);
  self->stop = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->lock);
  end (self);
}

RectoPyramid *
recto_pyramid_builder_finish (RectoPyramidBuilder *self)
{
  RectoPyramid *pyramid;

  recto_pyramid_builder_add_rows (self, height_of (self, 0));
  pyramid = recto_pyramid_new_complete (g_ptr_array_ref (self->levels));
  end (self);
  return pyramid;
}

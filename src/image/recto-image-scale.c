/* recto-image-scale.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-scale.h"
#include "recto-pyramid-private.h"
#include "recto-scratch.h"

#include <math.h>

/* Rows of output averaged at once: what is computed per column serves all of them. */
#define BATCH 16

typedef struct
{
  RectoImage *full;
  RectoImage *scaled;
  RectoMatrix3 to_source;
  guint next; /* the first row that is not averaged yet */
} Scaling;

/* FALSE with no error set: nothing is to be reduced. */
static gboolean
start (Scaling *self, RectoImage *full, guint width, guint height, GError **error)
{
  double w = recto_image_get_width (full);
  double h = recto_image_get_height (full);
  double zoom = MIN (width / w, height / h);
  guint out_width, out_height;
  double x, y;

  if (zoom >= 1)
    return FALSE;
  out_width = (guint) MAX (1, floor (w * zoom + 0.5));
  out_height = (guint) MAX (1, floor (h * zoom + 0.5));
  self->scaled = recto_image_new (out_width, out_height, recto_image_get_channels (full),
                                  recto_image_get_depth (full), FALSE, error);
  if (self->scaled == NULL)
    return FALSE;
  x = w / out_width;
  y = h / out_height;
  self->to_source = (RectoMatrix3) { { x, 0, x / 2 - 0.5, 0, y, y / 2 - 0.5, 0, 0, 1 } };
  self->full = recto_image_ref (full);
  self->next = 0;
  return TRUE;
}

/* How many rows of output need no row of the source from done on. */
static guint
ready_rows (const Scaling *self, guint done)
{
  guint rows = recto_image_get_height (self->scaled);

  if (done >= recto_image_get_height (self->full))
    return rows;
  /* One row to spare, so that no rounding of the footprint matters. */
  return (guint) CLAMP (floor ((done - 1.0) / self->to_source.m[4]), 0, rows);
}

static void
average_to (Scaling *self, guint end)
{
  RectoImage *full = self->full;
  const RectoPyramidSource source
      = { recto_image_get_data (full),        recto_image_get_stride (full),
          (int) recto_image_get_width (full), (int) recto_image_get_height (full),
          recto_image_get_channels (full),    recto_image_get_depth (full) };
  gsize stride = recto_image_get_stride (self->scaled);

  /* By batches, so that of a large picture little is resident. */
  while (self->next < end)
    {
      guint rows = MIN (BATCH, end - self->next);
      RectoRect region = { 0, (int) self->next, (int) recto_image_get_width (self->scaled), (int) rows };

      recto_pyramid_sample_box (&source, &self->to_source, FALSE, 1, &region,
                                recto_image_get_data_mutable (self->scaled) + self->next * stride, stride, NULL);
      self->next += rows;
      recto_scratch_tidy ();
    }
}

/* Takes the picture with the claims that still hold. */
static RectoImage *
finish (Scaling *self)
{
  double x, y;

  average_to (self, recto_image_get_height (self->scaled));
  if (recto_image_get_dpi (self->full, &x, &y))
    recto_image_set_dpi (self->scaled, x * recto_image_get_width (self->scaled) / recto_image_get_width (self->full),
                         y * recto_image_get_height (self->scaled) / recto_image_get_height (self->full));
  recto_image_set_icc_name (self->scaled, recto_image_get_icc_name (self->full));
  recto_image_set_icc_profile (self->scaled, recto_image_get_icc_profile (self->full));
  return g_steal_pointer (&self->scaled);
}

static void
clear_scaling (Scaling *self)
{
  g_clear_pointer (&self->full, recto_image_unref);
  g_clear_pointer (&self->scaled, recto_image_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Scaling, clear_scaling)

RectoImage *
recto_image_dup_scaled (RectoImage *self, guint width, guint height, GError **error)
{
  g_auto (Scaling) scaling = { 0 };
  GError *failure = NULL;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  if (start (&scaling, self, width, height, &failure))
    return finish (&scaling);
  if (failure == NULL)
    return recto_image_ref (self);
  g_propagate_error (error, failure);
  return NULL;
}

/* ----- while the rows arrive ----- */

typedef struct
{
  const RectoImageLoadOptions *options;
  guint width;
  guint height;
  Scaling scaling; /* full is NULL: nothing is averaged meanwhile */
  GThread *thread;
  GMutex lock;
  GCond arrived;
  guint done;     /* under the lock */
  gboolean ended; /* under the lock: no more rows come */
} Loader;

static gpointer
average_thread (gpointer data)
{
  Loader *self = data;
  guint rows = recto_image_get_height (self->scaling.scaled);

  g_mutex_lock (&self->lock);
  while (!self->ended && self->scaling.next < rows)
    {
      guint ready = ready_rows (&self->scaling, self->done);

      if (ready < MIN (self->scaling.next + BATCH, rows))
        {
          g_cond_wait (&self->arrived, &self->lock);
          continue;
        }
      g_mutex_unlock (&self->lock);
      average_to (&self->scaling, MIN (ready, self->scaling.next + BATCH));
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

static void
started_cb (RectoImage *image, gpointer user_data)
{
  Loader *self = user_data;

  if (self->options != NULL && self->options->started != NULL)
    self->options->started (image, self->options->growth_data);
  /* Without memory now it is tried again, and said, when the picture is there. */
  if (self->scaling.full == NULL && start (&self->scaling, image, self->width, self->height, NULL))
    self->thread = g_thread_try_new ("recto-scale", average_thread, self, NULL);
}

static void
rows_cb (guint done, gpointer user_data)
{
  Loader *self = user_data;

  if (self->options != NULL && self->options->rows != NULL)
    self->options->rows (done, self->options->growth_data);
  g_mutex_lock (&self->lock);
  self->done = done;
  g_cond_signal (&self->arrived);
  g_mutex_unlock (&self->lock);
}

RectoImage *
recto_image_load_scaled_file (const char *path, const RectoImageLoadOptions *options, guint width, guint height,
                              RectoImage **full, GCancellable *cancellable, GError **error)
{
  RectoImageLoadOptions own = options != NULL ? *options : (RectoImageLoadOptions) { 0 };
  Loader loader = { .options = options, .width = width, .height = height };
  g_autoptr (RectoImage) image = NULL;
  RectoImage *scaled = NULL;

  g_return_val_if_fail (width > 0 && height > 0, NULL);

  own.started = started_cb;
  own.rows = rows_cb;
  own.growth_data = &loader;
  g_mutex_init (&loader.lock);
  g_cond_init (&loader.arrived);
  image = recto_image_load_file (path, &own, cancellable, error);
  g_mutex_lock (&loader.lock);
  loader.ended = TRUE;
  g_cond_signal (&loader.arrived);
  g_mutex_unlock (&loader.lock);
  g_clear_pointer (&loader.thread, g_thread_join);
  if (image != NULL)
    scaled = loader.scaling.full == image ? finish (&loader.scaling)
                                          : recto_image_dup_scaled (image, width, height, error);
  if (scaled != NULL && full != NULL)
    *full = g_steal_pointer (&image);
  clear_scaling (&loader.scaling);
  g_cond_clear (&loader.arrived);
  g_mutex_clear (&loader.lock);
  return scaled;
}

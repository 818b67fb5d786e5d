/* recto-pyramid-load.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-pyramid-load.h"

#include "recto-image-load-private.h"
#include "recto-pyramid-builder.h"
#include <string.h>

#define PREVIEW_INTERVAL (150 * G_TIME_SPAN_MILLISECOND)

/* Below these the whole is there before a second thread would be worth its start. */
#define THREAD_MIN_PIXELS (G_GUINT64_CONSTANT (1000) * 1000)
#define COARSE_MIN_BYTES (2 * 1024 * 1024)

/* A picture whose rows arrive, and its halvings. */
typedef struct
{
  RectoPyramidBuilder *builder; /* set once, under the loader's lock */
  gint64 shown;                 /* when its last preview was */
} Growth;

typedef struct
{
  const RectoImageLoadOptions *options;
  RectoPyramidPreview callback;
  gpointer callback_data;
  gboolean threaded;
  GBytes *bytes;
  GCancellable *stop_coarse;

  GMutex lock; /* of the growths and of calling back */
  Growth exact;
  Growth coarse;
  guint width; /* of the picture of which coarse is an eighth */
  guint height;
  GError *error;
} Loader;

/* Shows what is there, exact over coarse. Called with the lock. */
static void
show (Loader *self, Growth *growth)
{
  g_autoptr (RectoPyramid) exact = NULL;
  g_autoptr (RectoPyramid) coarse = NULL;

  growth->shown = g_get_monotonic_time ();
  if (self->exact.builder != NULL)
    {
      RectoImage *image = recto_pyramid_builder_get_image (self->exact.builder);

      exact = recto_pyramid_builder_dup_preview (self->exact.builder, recto_image_get_width (image),
                                                 recto_image_get_height (image), 1);
    }
  if (self->coarse.builder != NULL)
    coarse = recto_pyramid_builder_dup_preview (self->coarse.builder, self->width, self->height,
                                                1.0 / RECTO_IMAGE_COARSE);
  if (exact != NULL)
    {
      g_autoptr (RectoPyramid) both = recto_pyramid_new_over (exact, coarse);

      self->callback (both, self->callback_data);
    }
  else if (coarse != NULL)
    self->callback (coarse, self->callback_data);
}

static void
add_rows (Loader *self, Growth *growth, guint done)
{
  if (growth->builder == NULL)
    return;
  recto_pyramid_builder_add_rows (growth->builder, done);
  if (self->callback == NULL || done == 0
      || g_get_monotonic_time () - growth->shown < PREVIEW_INTERVAL)
    return;
  g_mutex_lock (&self->lock);
  show (self, growth);
  g_mutex_unlock (&self->lock);
}

static void
exact_started_cb (RectoImage *image, gpointer user_data)
{
  Loader *self = user_data;
  guint64 pixels = (guint64) recto_image_get_width (image) * recto_image_get_height (image);
  RectoPyramidBuilder *builder = recto_pyramid_builder_new (
      image, self->threaded && pixels >= THREAD_MIN_PIXELS, &self->error);

  g_mutex_lock (&self->lock);
  self->exact.builder = builder;
  g_mutex_unlock (&self->lock);
  if (self->options != NULL && self->options->started != NULL)
    self->options->started (image, self->options->growth_data);
}

static void
exact_rows_cb (guint done, gpointer user_data)
{
  Loader *self = user_data;

  add_rows (self, &self->exact, done);
  recto_image_load_tell_final (self->options, done);
}

static void
coarse_started_cb (RectoImage *image, guint width, guint height, gpointer user_data)
{
  Loader *self = user_data;
  RectoPyramidBuilder *builder = recto_pyramid_builder_new (image, FALSE, NULL);

  g_mutex_lock (&self->lock);
  self->width = width;
  self->height = height;
  self->coarse.builder = builder;
  g_mutex_unlock (&self->lock);
}

static void
coarse_rows_cb (guint done, gpointer user_data)
{
  Loader *self = user_data;

  add_rows (self, &self->coarse, done);
}

static gpointer
coarse_thread (gpointer data)
{
  Loader *self = data;

  if (recto_image_load_jpeg_coarse (self->bytes, self->options, coarse_started_cb, coarse_rows_cb,
                                    self, self->stop_coarse))
    {
      g_mutex_lock (&self->lock);
      if (!g_cancellable_is_cancelled (self->stop_coarse))
        show (self, &self->coarse);
      g_mutex_unlock (&self->lock);
    }
  return NULL;
}

RectoPyramid *
recto_pyramid_load_bytes (GBytes *bytes, const RectoImageLoadOptions *options,
                          RectoPyramidPreview callback, gpointer callback_data,
                          GCancellable *cancellable, GError **error)
{
  RectoImageLoadOptions own = options != NULL ? *options : (RectoImageLoadOptions) { 0 };
  Loader loader = {
    .options = options,
    .callback = callback,
    .callback_data = callback_data,
    .threaded = g_get_num_processors () > 1,
    .bytes = bytes,
    .exact = { NULL, g_get_monotonic_time () },
    .coarse = { NULL, g_get_monotonic_time () },
  };
  g_autoptr (GThread) coarse = NULL;
  g_autoptr (RectoImage) image = NULL;
  RectoPyramid *pyramid = NULL;

  own.started = exact_started_cb;
  own.rows = exact_rows_cb;
  own.growth_data = &loader;
  g_mutex_init (&loader.lock);
  loader.stop_coarse = g_cancellable_new ();
  if (callback != NULL && loader.threaded && g_bytes_get_size (bytes) >= COARSE_MIN_BYTES)
    coarse = g_thread_try_new ("recto-coarse", coarse_thread, &loader, NULL);

  image = recto_image_load_bytes (bytes, &own, cancellable, error);

  g_cancellable_cancel (loader.stop_coarse);
  if (coarse != NULL)
    g_thread_join (g_steal_pointer (&coarse));
  if (image != NULL && loader.exact.builder != NULL
      && recto_pyramid_builder_get_image (loader.exact.builder) == image)
    pyramid = recto_pyramid_builder_finish (g_steal_pointer (&loader.exact.builder));
  else if (image != NULL && loader.error == NULL)
    pyramid = recto_pyramid_new (image, error);
  else if (image != NULL)
    g_propagate_error (error, g_steal_pointer (&loader.error));

  g_clear_pointer (&loader.exact.builder, recto_pyramid_builder_free);
  g_clear_pointer (&loader.coarse.builder, recto_pyramid_builder_free);
  g_clear_error (&loader.error);
  g_object_unref (loader.stop_coarse);
  g_mutex_clear (&loader.lock);
  return pyramid;
}

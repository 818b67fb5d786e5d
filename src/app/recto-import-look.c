/* recto-import-look.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-import-look.h"

#include "recto-pyramid.h"
#include <glib/gi18n.h>

#define PREVIEW 96

void
recto_import_look_free (RectoImportLook *self)
{
  g_free (self->path);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->frames, g_ptr_array_unref);
  g_clear_object (&self->texture);
  g_free (self);
}

/* In a worker. */
static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RectoImportLook *look = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoPyramid) pyramid = NULL;
  g_autoptr (RectoImage) small = NULL;
  g_autoptr (GBytes) pixels = NULL;
  const RectoImageLoadOptions options = { .frame = look->frame };
  guint8 *rgb;
  guint width, height, channels, shift;

  if (look->bytes == NULL && look->path != NULL && g_file_test (look->path, G_FILE_TEST_IS_DIR))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY,
                               _ ("This folder holds no pictures that Recto reads (PNG, JPEG, TIFF, WebP, BMP)."));
      return;
    }
  if (look->bytes == NULL)
    look->bytes = recto_image_read_file (look->path, cancellable, &error);
  if (look->bytes != NULL)
    {
      look->n_bytes = g_bytes_get_size (look->bytes);
      look->frames = recto_image_list_frames (look->bytes, NULL);
      image = recto_image_load_bytes (look->bytes, &options, cancellable, &error);
    }
  if (image != NULL)
    pyramid = recto_pyramid_new (image, &error);
  if (pyramid != NULL)
    small = recto_pyramid_dup_scaled (pyramid, PREVIEW, PREVIEW, &error);
  if (small == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  look->width = recto_image_get_width (image);
  look->height = recto_image_get_height (image);
  width = recto_image_get_width (small);
  height = recto_image_get_height (small);
  channels = recto_image_get_channels (small);
  shift = recto_image_get_depth (small) == 16 ? 8 : 0;
  rgb = g_malloc ((gsize) width * height * 3);
  for (gsize i = 0; i < (gsize) width * height; i++)
    for (guint c = 0; c < 3; c++)
      {
        gsize at = i * channels + (channels == 3 ? c : 0);

        rgb[i * 3 + c] = shift != 0 ? (guint8) (((const guint16 *) recto_image_get_data (small))[at] >> 8)
                                    : recto_image_get_data (small)[at];
      }
  pixels = g_bytes_new_take (rgb, (gsize) width * height * 3);
  look->texture = gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_R8G8B8, pixels, (gsize) width * 3);
  g_task_return_boolean (task, TRUE);
}

void
recto_import_look_start (RectoImportLook *self, gpointer source, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_task_data (task, self, (GDestroyNotify) recto_import_look_free);
  g_task_run_in_thread (task, look_thread);
}

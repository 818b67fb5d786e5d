/* cli-pictures.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "cli-pictures.h"

#include <cairo.h>

void
colour_at (guint picture, int x, int y, guint8 rgb[3])
{
  for (int c = 0; c < 3; c++)
    rgb[c] = (guint8) (picture == 0 ? x * 3 + y + c * 40 : (x * 7 + y * 5 + c * 90) % 256);
}

void
draw (const char *name, guint picture)
{
  g_autofree char *path = in_folder (name);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint8 rgb[3];

        colour_at (picture, x, y, rgb);
        ((guint32 *) (data + y * stride))[x] = (guint32) rgb[0] << 16 | rgb[1] << 8 | rgb[2];
      }
  cairo_surface_mark_dirty (surface);
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

void
write_text (const char *name, const char *text)
{
  g_autofree char *path = in_folder (name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

guint8 *
read_picture (const char *name, int *width, int *height)
{
  g_autofree char *path = in_folder (name);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  guint8 *rgb;

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  *width = cairo_image_surface_get_width (surface);
  *height = cairo_image_surface_get_height (surface);
  rgb = g_malloc ((gsize) *width * *height * 3);
  for (int i = 0; i < *width * *height; i++)
    {
      guint32 v = ((guint32 *) (cairo_image_surface_get_data (surface)
                                + i / *width * cairo_image_surface_get_stride (surface)))[i % *width];

      rgb[i * 3] = (guint8) (v >> 16);
      rgb[i * 3 + 1] = (guint8) (v >> 8);
      rgb[i * 3 + 2] = (guint8) v;
    }
  cairo_surface_destroy (surface);
  return rgb;
}

char *
pixel_hash (const guint8 *samples, int width, int height, int channels)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *head = g_strdup_printf ("%dx%dx%dx8\n", width, height, channels);

  g_checksum_update (sum, (guchar *) head, -1);
  g_checksum_update (sum, samples, (gssize) width * height * channels);
  return g_strdup (g_checksum_get_string (sum));
}

/* bench-memory.c: the largest resident memory and the time for one large picture, each in a process of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 100 megapixels, or 400 where RECTO_BENCH_400 is set. The files are made in the folder of temporary files and removed.
 */

#include "config.h"
#include "recto-image-load.h"
#include "recto-pyramid-load.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <jpeglib.h>
#include <png.h>

#define LIMIT_MB 700

static void
draw_row (guint8 *row, guint width, guint y)
{
  guint32 noise = y * 2654435761u + 1;

  for (guint x = 0; x < width; x++)
    {
      guint8 base = (guint8) (96 + ((x >> 5) + (y >> 5)) % 64);

      noise = noise * 1664525 + 1013904223;
      for (guint c = 0; c < 3; c++)
        row[3 * x + c] = (guint8) (base + 9 * c + (noise >> (24 + c) & 7));
    }
}

static void
write_jpeg (FILE *file, guint side)
{
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  g_autofree guint8 *row = g_malloc (3 * (gsize) side);

  info.err = jpeg_std_error (&errors);
  jpeg_create_compress (&info);
  jpeg_stdio_dest (&info, file);
  info.image_width = side;
  info.image_height = side;
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults (&info);
  jpeg_set_quality (&info, 90, TRUE);
  jpeg_start_compress (&info, TRUE);
  for (guint y = 0; y < side; y++)
    {
      draw_row (row, side, y);
      jpeg_write_scanlines (&info, &row, 1);
    }
  jpeg_finish_compress (&info);
  jpeg_destroy_compress (&info);
}

static void
write_png (FILE *file, guint side)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  g_autofree guint8 *row = g_malloc (3 * (gsize) side);

  png_init_io (png, file);
  png_set_IHDR (png, info, side, side, 8, PNG_COLOR_TYPE_RGB, 0, 0, 0);
  png_set_compression_level (png, 1);
  png_write_info (png, info);
  for (guint y = 0; y < side; y++)
    {
      draw_row (row, side, y);
      png_write_row (png, row);
    }
  png_write_end (png, NULL);
  png_destroy_write_struct (&png, &info);
}

static gsize
peak_mb (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  return (gsize) g_ascii_strtoull (strstr (text, "VmHWM:") + 6, NULL, 10) / 1024;
}

/* What import does with a picture: read, decode, halve, hash, thumbnail. */
static int
read_one (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = recto_image_read_file (path, NULL, &error);
  g_autoptr (RectoPyramid) pyramid = NULL;
  g_autoptr (RectoImage) small = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *pixels = NULL;
  gint64 start = g_get_monotonic_time ();
  double opened;

  if (bytes != NULL)
    pyramid = recto_pyramid_load_bytes (bytes, NULL, NULL, NULL, NULL, &error);
  if (pyramid == NULL)
    g_error ("%s", error->message);
  opened = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  hash = recto_image_dup_bytes_sha256 (bytes);
  pixels = recto_image_dup_pixel_sha256 (recto_pyramid_get_level (pyramid, 0));
  small = recto_pyramid_dup_scaled (pyramid, 256, 256, NULL);
  printf ("opened in %5.1f s, with hashes and thumbnail %5.1f s, at most %4" G_GSIZE_FORMAT " MB resident (limit %d MB)\n",
          opened, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, peak_mb (), LIMIT_MB);
  return peak_mb () < LIMIT_MB ? 0 : 1;
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*write) (FILE *file, guint side);
  } kinds[] = { { "JPEG", write_jpeg }, { "PNG", write_png } };
  guint side = g_getenv ("RECTO_BENCH_400") != NULL ? 20000 : 10000;
  int result = 0;

  if (argc == 2)
    return read_one (argv[1]);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *out = NULL;
      int fd = g_file_open_tmp ("recto-bench-XXXXXX", &path, NULL);
      FILE *file = fd >= 0 ? fdopen (fd, "wb") : NULL;
      const char *const words[] = { argv[0], path, NULL };
      int status = 1;

      g_assert_nonnull (file);
      kinds[i].write (file, side);
      fclose (file);
      g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, NULL);
      printf ("%-4s of %u × %u: %s", kinds[i].name, side, side, out != NULL ? out : "\n");
      g_unlink (path);
      if (status != 0)
        result = 1;
    }
  return result;
}

/* bench-decode.c: what decoding, the pyramid and sampling cost beside the bare libraries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws a page of 24 megapixels (or as many as the first argument says), encodes it, and prints the best of a few
 * rounds: the bare library's loop into one buffer, Recto's loader, the halvings, and a viewport's worth of samples.
 * Ratios are what to compare between machines.
 */

#include "config.h"
#include "recto-image-save.h"
#include "recto-pyramid.h"

#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <jpeglib.h>

#define ROUNDS 5

/* This thread's own time in microseconds, which a busy machine disturbs less than the clock on the wall. */
static gint64
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* A page-like picture: slow shading, fine lines, grain. */
static RectoImage *
draw (guint width, guint height)
{
  RectoImage *image = recto_image_new (width, height, 3, 8, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  guint32 state = 1;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint line = ((x + y / 3) % 37 < 3 || (y * 2 + x / 5) % 53 < 4) ? 60 : 0;

        for (guint c = 0; c < 3; c++)
          {
            state = state * 1664525u + 1013904223u;
            *data++ = (guint8) (150 + 60 * y / height + 10 * c - line + (state >> 29));
          }
      }
  return image;
}

static GBytes *
encode_jpeg (RectoImage *image, gboolean progressive)
{
  struct jpeg_compress_struct info = { 0 };
  struct jpeg_error_mgr errors;
  unsigned char *out = NULL;
  unsigned long size = 0;
  GBytes *bytes;

  info.err = jpeg_std_error (&errors);
  jpeg_create_compress (&info);
  jpeg_mem_dest (&info, &out, &size);
  info.image_width = recto_image_get_width (image);
  info.image_height = recto_image_get_height (image);
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults (&info);
  jpeg_set_quality (&info, 90, TRUE);
  if (progressive)
    jpeg_simple_progression (&info);
  jpeg_start_compress (&info, TRUE);
  while (info.next_scanline < info.image_height)
    {
      JSAMPROW row = recto_image_get_data_mutable (image)
                     + info.next_scanline * recto_image_get_stride (image);

      jpeg_write_scanlines (&info, &row, 1);
    }
  jpeg_finish_compress (&info);
  jpeg_destroy_compress (&info);
  bytes = g_bytes_new (out, size);
  free (out);
  return bytes;
}

static void
bare_jpeg (GBytes *bytes)
{
  struct jpeg_decompress_struct info = { 0 };
  struct jpeg_error_mgr errors;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize stride;
  guint8 *pixels;

  info.err = jpeg_std_error (&errors);
  jpeg_create_decompress (&info);
  jpeg_mem_src (&info, data, size);
  jpeg_read_header (&info, TRUE);
  info.dct_method = JDCT_ISLOW;
  jpeg_start_decompress (&info);
  stride = (gsize) info.output_width * 3;
  pixels = malloc (stride * info.output_height);
  while (info.output_scanline < info.output_height)
    {
      JSAMPROW row = pixels + info.output_scanline * stride;

      jpeg_read_scanlines (&info, &row, 1);
    }
  jpeg_finish_decompress (&info);
  jpeg_destroy_decompress (&info);
  free (pixels);
}

typedef struct
{
  const guint8 *data;
  gsize at;
} Reader;

static void
read_cb (png_structp png, png_bytep out, size_t n)
{
  Reader *reader = png_get_io_ptr (png);

  memcpy (out, reader->data + reader->at, n);
  reader->at += n;
}

static void
bare_png (GBytes *bytes)
{
  Reader reader = { g_bytes_get_data (bytes, NULL), 0 };
  png_structp png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  gsize stride;
  guint height;
  guint8 *pixels;

  png_set_read_fn (png, &reader, read_cb);
  png_read_info (png, info);
  stride = png_get_rowbytes (png, info);
  height = png_get_image_height (png, info);
  pixels = malloc (stride * height);
  for (guint y = 0; y < height; y++)
    png_read_row (png, pixels + y * stride, NULL);
  png_read_end (png, NULL);
  png_destroy_read_struct (&png, &info, NULL);
  free (pixels);
}

static void
load (GBytes *bytes)
{
  g_autoptr (RectoImage) image = recto_image_load_bytes (bytes, NULL, NULL, NULL);

  g_assert_nonnull (image);
}

static void
load_and_halve (GBytes *bytes)
{
  g_autoptr (RectoImage) image = recto_image_load_bytes (bytes, NULL, NULL, NULL);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);

  g_assert_nonnull (pyramid);
}

/* Best of a few rounds, in milliseconds. */
static double
best (void (*work) (GBytes *bytes), GBytes *bytes)
{
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = now ();

      work (bytes);
      least = MIN (least, now () - start);
    }
  return least / 1000.0;
}

static void
compare (const char *name, void (*bare) (GBytes *bytes), GBytes *bytes)
{
  double base = best (bare, bytes);
  double image = best (load, bytes);
  double whole = best (load_and_halve, bytes);

  printf ("%-18s bare %7.1f ms, Recto %7.1f ms (%.2f), with its pyramid %7.1f ms (%.2f)\n", name, base, image,
          image / base, whole, whole / base);
}

static void
sample (const char *name, RectoPyramid *pyramid, const RectoMatrix3 *to_source)
{
  const RectoRect region = { 0, 0, 1600, 1000 };
  gsize stride = 1600 * 3;
  g_autofree guint8 *out = g_malloc (stride * 1000);
  g_autofree guint8 *copy = g_malloc (stride * 1000);
  g_autofree guint8 *coverage = g_malloc (1600 * 1000);
  gint64 least = G_MAXINT64, least_copy = G_MAXINT64;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = now ();
      gint64 middle;

      recto_pyramid_sample (pyramid, to_source, &region, out, stride, coverage);
      middle = now ();
      memcpy (copy, out, stride * 1000);
      least_copy = MIN (least_copy, now () - middle);
      least = MIN (least, middle - start);
    }
  printf ("%-34s 1600 × 1000 in %6.2f ms (%.1f × memcpy)\n", name, least / 1000.0,
          (double) least / MAX (least_copy, 1));
}

int
main (int argc, char *argv[])
{
  double megapixels = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 24;
  guint height = (guint) sqrt (megapixels * 1e6 * 88 / 125);
  guint width = height * 125 / 88;
  g_autoptr (RectoImage) page = draw (width, height);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (page, NULL);
  const double a = 1.3 * G_PI / 180;
  const double zooms[] = { 6.4, 2, 1, 0.9, 0.5, 1.0 / 3, 0.26, 0.2, 0.1, 0.05 };
  gint64 least = G_MAXINT64;

  printf ("%u × %u RGB\n", width, height);
  {
    g_autoptr (GBytes) jpeg = encode_jpeg (page, FALSE);
    g_autoptr (GBytes) progressive = encode_jpeg (page, TRUE);
    g_autoptr (GBytes) png = recto_image_encode_png (page, NULL);

    compare ("JPEG", bare_jpeg, jpeg);
    compare ("progressive JPEG", bare_jpeg, progressive);
    compare ("PNG", bare_png, png);
  }
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = now ();
      g_autoptr (RectoPyramid) again = recto_pyramid_new (page, NULL);

      least = MIN (least, now () - start);
    }
  printf ("pyramid %.1f ms\n", least / 1000.0);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      double s = 1 / zooms[i];
      const RectoMatrix3 straight = { { s, 0, s / 2 - 0.5, 0, s, s / 2 - 0.5, 0, 0, 1 } };
      const RectoMatrix3 turned = { { 0, s, 0, -s, 0, height - 1, 0, 0, 1 } };
      const RectoMatrix3 registered
          = { { s * cos (a), -s * sin (a), 300, s * sin (a), s * cos (a), 20, 0, 0, 1 } };
      g_autofree char *first = g_strdup_printf ("%.4g %%", zooms[i] * 100);
      g_autofree char *second = g_strdup_printf ("%.4g %%, quarter turn", zooms[i] * 100);
      g_autofree char *third = g_strdup_printf ("%.4g %%, registered", zooms[i] * 100);

      sample (first, pyramid, &straight);
      sample (second, pyramid, &turned);
      sample (third, pyramid, &registered);
    }
  return 0;
}

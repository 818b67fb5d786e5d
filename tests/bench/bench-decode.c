/* bench-decode.c: what decoding, the pyramid and sampling cost beside the bare libraries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws specimen pages of 24 and 49 megapixels (or as many as the arguments say) and a page of lines and grain, encodes them, and
 * prints the best of a few rounds, in turn: the bare library's loop into one buffer, Recto's loader, and the same with the
 * pyramid that is built meanwhile; when something could first be looked at; and a viewport's worth of samples. Ratios, each with
 * its limit, are what to compare between machines. Decoding is timed by the clock on the wall, since it uses two cores.
 */

#include "config.h"
#include "recto-image-save.h"
#include "recto-pyramid-load.h"
#include "recto-specimen.h"

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

/* All threads' time in microseconds: on a busy machine the ratio of these is the firmer one. */
static gint64
processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
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
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_load_bytes (bytes, NULL, NULL, NULL, NULL, NULL);

  g_assert_nonnull (pyramid);
}

typedef struct
{
  gint64 start;
  gint64 first; /* something is seen */
  gint64 whole; /* the last corner is, too */
  guint n;
} Previews;

static void
preview_cb (RectoPyramid *preview, gpointer user_data)
{
  Previews *previews = user_data;
  double step = recto_pyramid_get_height (preview) - 1;
  const RectoMatrix3 corner = { { 1, 0, 0, 0, 1, step, 0, 0, 1 } };
  guint8 pixels[6];
  guint8 cover = 0;

  recto_pyramid_sample (preview, &corner, &(RectoRect) { 0, 0, 1, 1 }, pixels, 6, &cover);
  if (previews->n++ == 0)
    previews->first = g_get_monotonic_time () - previews->start;
  if (previews->whole == 0 && cover != 0)
    previews->whole = g_get_monotonic_time () - previews->start;
}

static void
load_with_previews (GBytes *bytes)
{
  Previews previews = { .start = g_get_monotonic_time () };
  g_autoptr (RectoPyramid) pyramid
      = recto_pyramid_load_bytes (bytes, NULL, preview_cb, &previews, NULL, NULL);

  printf ("%-18s first preview after %.0f ms, of the whole page %.0f ms (limit 500), %u in all, exact after %.0f ms\n", "",
          previews.first / 1000.0, previews.whole / 1000.0, previews.n,
          (g_get_monotonic_time () - previews.start) / 1000.0);
}

static void
compare (const char *name, void (*bare) (GBytes *bytes), GBytes *bytes, double limit)
{
  void (*const work[]) (GBytes *bytes) = { bare, load, load_and_halve };
  double least[] = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE };
  double least_work[] = { G_MAXDOUBLE, G_MAXDOUBLE, G_MAXDOUBLE };

  for (guint i = 0; i < ROUNDS; i++)
    for (guint k = 0; k < G_N_ELEMENTS (work); k++)
      {
        gint64 start = g_get_monotonic_time ();
        gint64 start_work = processor_time ();

        work[k] (bytes);
        least[k] = MIN (least[k], (g_get_monotonic_time () - start) / 1000.0);
        least_work[k] = MIN (least_work[k], (processor_time () - start_work) / 1000.0);
      }
  printf ("%-18s bare %7.1f ms, Recto %7.1f ms (%.2f), with its pyramid %7.1f ms (%.2f, limit %.2f)\n", name,
          least[0], least[1], least[1] / least[0], least[2], least[2] / least[0], limit);
  printf ("%-18s processor time of both cores: %.2f, with its pyramid %.2f\n", "",
          least_work[1] / least_work[0], least_work[2] / least_work[0]);
  load_with_previews (bytes);
}

/* The specimen's page, several times beside and below itself where one cannot be drawn so large. */
static RectoImage *
draw_specimen (double megapixels)
{
  guint times = megapixels > 90 ? (guint) ceil (sqrt (megapixels / 90)) : 1;
  RectoSpecimenOptions options;
  g_autoptr (RectoImage) page = NULL;
  RectoImage *image;
  gsize stride;

  recto_specimen_options_init (&options);
  options.dpi = sqrt (megapixels / times / times * 1e6 * 25.4 * 25.4 / (125 * 88));
  page = recto_specimen_draw (&options, RECTO_SPECIMEN_WHITE, NULL, NULL);
  if (times == 1)
    return g_steal_pointer (&page);
  stride = recto_image_get_stride (page);
  image = recto_image_new (recto_image_get_width (page) * times, recto_image_get_height (page) * times, 3, 8,
                           FALSE, NULL);
  for (guint y = 0; y < recto_image_get_height (image); y++)
    for (guint i = 0; i < times; i++)
      memcpy (recto_image_get_data_mutable (image) + ((gsize) y * times + i) * stride,
              recto_image_get_data (page) + y % recto_image_get_height (page) * stride, stride);
  return image;
}

static void
decode (const char *what, RectoImage *page)
{
  gboolean huge = (guint64) recto_image_get_width (page) * recto_image_get_height (page) > 100000000;
  g_autoptr (GBytes) jpeg = encode_jpeg (page, FALSE);

  printf ("%s, %u × %u RGB\n", what, recto_image_get_width (page), recto_image_get_height (page));
  compare ("JPEG", bare_jpeg, jpeg, 1.25);
  if (!huge)
    {
      g_autoptr (GBytes) progressive = encode_jpeg (page, TRUE);
      g_autoptr (GBytes) png = recto_image_encode_png (page, NULL);

      compare ("progressive JPEG", bare_jpeg, progressive, 1.25);
      compare ("PNG", bare_png, png, 1.15);
    }
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
  const char *usual[] = { "24", "49" };
  guint height = (guint) sqrt (24e6 * 88 / 125);
  guint width = height * 125 / 88;
  g_autoptr (RectoImage) page = draw (width, height);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (page, NULL);
  const double a = 1.3 * G_PI / 180;
  const double zooms[] = { 6.4, 2, 1, 0.9, 0.5, 1.0 / 3, 0.26, 0.2, 0.1, 0.05 };
  gint64 least = G_MAXINT64;

  for (int i = 0; i < (argc > 1 ? argc - 1 : 2); i++)
    {
      double megapixels = g_ascii_strtod (argc > 1 ? argv[1 + i] : usual[i], NULL);
      g_autoptr (RectoImage) specimen = draw_specimen (megapixels);

      decode ("specimen", specimen);
    }
  if (argc > 1)
    return 0;
  decode ("lines and grain", page);
  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 start = now ();
      g_autoptr (RectoPyramid) again = recto_pyramid_new (page, NULL);

      least = MIN (least, now () - start);
    }
  printf ("pyramid alone, of lines and grain, %.1f ms\n", least / 1000.0);
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

/* test-pyramid-load.c: a pyramid built while rows arrive is the same, and its previews only ever grow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-image-load-private.h"
#include "recto-image-save.h"
#include "recto-pyramid-builder.h"
#include "recto-pyramid-load.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>

static RectoImage *
noise (guint width, guint height, guint channels, guint depth)
{
  RectoImage *image = recto_image_new (width, height, channels, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  guint32 state = width * 31 + height;

  for (gsize i = 0; i < recto_image_get_stride (image) * height; i++)
    {
      state = state * 1664525u + 1013904223u;
      data[i] = (guint8) (state >> 24);
    }
  return image;
}

/* Slow shading with a little grain: compresses, and its blocks have means worth comparing. */
static RectoImage *
shading (guint width, guint height, guint channels)
{
  RectoImage *image = noise (width, height, channels, 8);
  guint8 *data = recto_image_get_data_mutable (image);
  gsize stride = recto_image_get_stride (image);

  for (guint y = 0; y < height; y++)
    for (guint i = 0; i < stride; i++)
      data[y * stride + i] = (guint8) (60 + 70 * y / height + 70 * i / stride
                                       + (data[y * stride + i] >> 3));
  return image;
}

static GBytes *
encode_jpeg (RectoImage *image, gboolean progressive)
{
  struct jpeg_compress_struct info = { 0 };
  struct jpeg_error_mgr errors;
  unsigned char *out = NULL;
  unsigned long size = 0;

  info.err = jpeg_std_error (&errors);
  jpeg_create_compress (&info);
  jpeg_mem_dest (&info, &out, &size);
  info.image_width = recto_image_get_width (image);
  info.image_height = recto_image_get_height (image);
  info.input_components = (int) recto_image_get_channels (image);
  info.in_color_space = info.input_components == 3 ? JCS_RGB : JCS_GRAYSCALE;
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
  return g_bytes_new_with_free_func (out, size, free, out);
}

static void
assert_same_image (RectoImage *a, RectoImage *b)
{
  g_assert_cmpuint (recto_image_get_width (a), ==, recto_image_get_width (b));
  g_assert_cmpuint (recto_image_get_channels (a), ==, recto_image_get_channels (b));
  g_assert_cmpuint (recto_image_get_depth (a), ==, recto_image_get_depth (b));
  g_assert_cmpmem (recto_image_get_data (a),
                   recto_image_get_stride (a) * recto_image_get_height (a),
                   recto_image_get_data (b),
                   recto_image_get_stride (b) * recto_image_get_height (b));
}

static void
assert_same (RectoPyramid *a, RectoPyramid *b)
{
  g_assert_true (recto_pyramid_is_complete (a));
  g_assert_cmpuint (recto_pyramid_get_n_levels (a), ==, recto_pyramid_get_n_levels (b));
  for (guint i = 0; i < recto_pyramid_get_n_levels (a); i++)
    assert_same_image (recto_pyramid_get_level (a, i), recto_pyramid_get_level (b, i));
}

static const guint sizes[][2] = { { 1, 1 },     { 257, 1 },   { 1, 259 },   { 256, 256 }, { 300, 257 },
                                  { 513, 700 }, { 64, 1031 }, { 1031, 65 }, { 522, 514 } };

/* Rows are told by ones, by sixteens, and all at the end. */
static void
test_builder (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint kind = 0; kind < 4; kind++)
      for (guint way = 0; way < 6; way++)
        {
          const guint steps[] = { 1, 16, G_MAXUINT };
          g_autoptr (RectoImage) image
              = noise (sizes[i][0], sizes[i][1], kind & 1 ? 3 : 1, kind & 2 ? 16 : 8);
          g_autoptr (RectoPyramid) truth = recto_pyramid_new (image, NULL);
          g_autoptr (RectoPyramid) pyramid = NULL;
          RectoPyramidBuilder *builder = recto_pyramid_builder_new (image, way >= 3, NULL);

          for (guint64 n = 0; n < sizes[i][1]; n += steps[way % 3])
            recto_pyramid_builder_add_rows (builder, (guint) n);
          pyramid = recto_pyramid_builder_finish (builder);
          assert_same (pyramid, truth);
        }
}

static void
test_load (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint kind = 0; kind < 4; kind++)
      {
        g_autoptr (RectoImage) image
            = noise (sizes[i][0], sizes[i][1], kind & 1 ? 3 : 1, kind & 2 ? 16 : 8);
        g_autoptr (RectoPyramid) truth = recto_pyramid_new (image, NULL);
        g_autoptr (GBytes) bytes = recto_image_encode_png (image, NULL);
        g_autoptr (RectoPyramid) pyramid
            = recto_pyramid_load_bytes (bytes, NULL, NULL, NULL, NULL, NULL);

        g_assert_nonnull (pyramid);
        assert_same (pyramid, truth);
      }
}

/* With a thread of its own, from each decoder. */
static void
test_load_large (void)
{
  g_autoptr (RectoImage) image = shading (1207, 1009, 3);
  GBytes *files[] = { recto_image_encode_png (image, NULL), encode_jpeg (image, FALSE),
                      encode_jpeg (image, TRUE) };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (RectoImage) decoded = recto_image_load_bytes (files[i], NULL, NULL, NULL);
      g_autoptr (RectoPyramid) truth = recto_pyramid_new (decoded, NULL);
      g_autoptr (RectoPyramid) pyramid
          = recto_pyramid_load_bytes (files[i], NULL, NULL, NULL, NULL, NULL);

      assert_same (pyramid, truth);
      g_bytes_unref (files[i]);
    }
}

/* Halving and averaging in each form of the loops, and the halving against its definition. */
static void
test_forms (void)
{
  for (guint kind = 0; kind < 4; kind++)
    for (guint width = 250; width < 254; width++)
      {
        guint channels = kind & 1 ? 3 : 1;
        guint depth = kind & 2 ? 16 : 8;
        g_autoptr (RectoImage) image = noise (width * 2 + 15, 301, channels, depth);
        guint8 *first = NULL, *first_box = NULL;
        gsize size = 0;

        for (RectoCpu cpu = RECTO_CPU_PLAIN; cpu <= RECTO_CPU_AVX512; cpu++)
          {
            const RectoMatrix3 third = { { 3.1, 0, 1, 0, 3.1, 1, 0, 0, 1 } };
            const RectoRect region = { -2, -2, 170, 100 };
            g_autoptr (RectoPyramid) pyramid = NULL;
            g_autofree guint8 *box = NULL;
            RectoImage *half;

            recto_cpu_limit (cpu);
            pyramid = recto_pyramid_new (image, NULL);
            half = recto_pyramid_get_level (pyramid, 1);
            size = recto_image_get_stride (half) * recto_image_get_height (half);
            box = g_malloc0 (170 * 100 * 6);
            recto_pyramid_sample (pyramid, &third, &region, box, 170 * 6, NULL);
            if (first == NULL)
              {
                first = g_memdup2 (recto_image_get_data (half), size);
                first_box = g_steal_pointer (&box);
                continue;
              }
            g_assert_cmpmem (recto_image_get_data (half), size, first, size);
            g_assert_cmpmem (box, 170 * 100 * 6, first_box, 170 * 100 * 6);
          }
        for (guint y = 0; y < 151; y++)
          for (guint i = 0; i < (width * 2 + 16) / 2 * channels; i++)
            {
              guint last = width * 2 + 14;
              guint c = i % channels, x = i / channels;
              guint64 sum = 2;

              for (guint k = 0; k < 4; k++)
                {
                  gsize at = ((gsize) MIN (2 * y + k / 2, 300) * (last + 1) + MIN (2 * x + k % 2, last))
                                 * channels + c;
                  const guint8 *data = recto_image_get_data (image);

                  sum += depth == 8 ? data[at] : ((const guint16 *) data)[at];
                }
              {
                gsize at = (gsize) y * ((width * 2 + 16) / 2) * channels + i;
                guint have = depth == 8 ? first[at] : ((const guint16 *) first)[at];

                g_assert_cmpuint (have, ==, sum / 4);
              }
            }
        g_free (first);
        g_free (first_box);
      }
  recto_cpu_limit (RECTO_CPU_AVX512);
}

#define VIEW 300

/* What one looks at: the whole enlarged, at size, reduced, and reduced and turned a little. */
static const RectoMatrix3 views[] = {
  { { 0.5, 0, -0.25, 0, 0.5, -0.25, 0, 0, 1 } },
  { { 1, 0, 0, 0, 1, 0, 0, 0, 1 } },
  { { 4, 0, 1.5, 0, 4, 1.5, 0, 0, 1 } },
  { { 2.5, 0.1, 3, -0.1, 2.5, 40, 0, 0, 1 } },
};

typedef struct
{
  guint8 pixels[G_N_ELEMENTS (views)][VIEW * VIEW * 3];
  guint8 cover[G_N_ELEMENTS (views)][VIEW * VIEW];
  guint64 serial;
  guint n;
} Seen;

static void
look (RectoPyramid *pyramid, Seen *seen)
{
  const RectoRect region = { 0, 0, VIEW, VIEW };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    recto_pyramid_sample (pyramid, &views[i], &region, seen->pixels[i], VIEW * 3, seen->cover[i]);
  seen->serial = recto_pyramid_get_serial (pyramid);
  seen->n++;
}

static void
assert_grown (const Seen *before, const Seen *after)
{
  g_assert_cmpuint (before->serial, !=, after->serial);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    for (guint k = 0; k < VIEW * VIEW; k++)
      {
        g_assert_cmpuint (before->cover[i][k], <=, after->cover[i][k]);
        if (after->cover[i][k] == 0)
          g_assert_cmpuint (after->pixels[i][k * 3] | after->pixels[i][k * 3 + 1]
                                | after->pixels[i][k * 3 + 2],
                            ==, 0);
      }
}

static void
assert_exact_where_covered (const Seen *preview, const Seen *whole, guint view)
{
  for (guint k = 0; k < VIEW * VIEW; k++)
    if (preview->cover[view][k] != 0)
      g_assert_cmpmem (preview->pixels[view] + k * 3, 3, whole->pixels[view] + k * 3, 3);
}

static guint
count_covered (const Seen *seen, guint view)
{
  guint n = 0;

  for (guint k = 0; k < VIEW * VIEW; k++)
    n += seen->cover[view][k] != 0;
  return n;
}

static void
test_previews_grow (void)
{
  for (guint threaded = 0; threaded < 2; threaded++)
    {
      g_autoptr (RectoImage) image = noise (1100, 903, 3, 8);
      g_autoptr (RectoPyramid) whole = recto_pyramid_new (image, NULL);
      RectoPyramidBuilder *builder = recto_pyramid_builder_new (image, threaded != 0, NULL);
      g_autofree Seen *end = g_new0 (Seen, 1);
      g_autofree Seen *last = g_new0 (Seen, 1);
      g_autofree Seen *now = g_new0 (Seen, 1);

      look (whole, end);
      g_assert_cmpuint (end->serial, ==, 0);
      g_assert_null (recto_pyramid_builder_dup_preview (builder, 1100, 903, 1));
      for (guint n = 16; n < 903; n += 151)
        {
          g_autoptr (RectoPyramid) preview = NULL;

          recto_pyramid_builder_add_rows (builder, n);
          preview = recto_pyramid_builder_dup_preview (builder, 1100, 903, 1);
          g_assert_false (recto_pyramid_is_complete (preview));
          g_assert_cmpuint (recto_pyramid_get_n_levels (preview), ==, 0);
          g_assert_cmpuint (recto_pyramid_get_height (preview), ==, 903);
          look (preview, now);
          if (last->n > 0)
            assert_grown (last, now);
          /* What is not reduced is there as it will stay. */
          assert_exact_where_covered (now, end, 0);
          assert_exact_where_covered (now, end, 1);
          g_assert_cmpuint (count_covered (now, 1), ==, VIEW * MIN (VIEW, n));
          if (!threaded)
            g_assert_cmpuint (count_covered (now, 2), >=, (n / 4 - 1) * 275);
          memcpy (last, now, sizeof *last);
        }
      recto_pyramid_unref (recto_pyramid_builder_finish (builder));
    }
}

/* A thumbnail stands for the whole; a growing picture is laid over it. */
static void
test_over (void)
{
  g_autoptr (RectoImage) image = shading (1100, 900, 3);
  g_autoptr (RectoPyramid) whole = recto_pyramid_new (image, NULL);
  g_autoptr (RectoImage) small = recto_pyramid_dup_scaled (whole, 110, 90, NULL);
  g_autoptr (RectoPyramid) coarse = recto_pyramid_new_preview (1100, 900, 3, 8, small, 90);
  g_autoptr (RectoPyramid) half = recto_pyramid_new_preview (1100, 900, 3, 8, small, 15);
  g_autoptr (RectoPyramid) deep = recto_pyramid_new_preview (1100, 900, 1, 16, small, 90);
  g_autoptr (RectoPyramid) growing = NULL;
  g_autoptr (RectoPyramid) over = NULL;
  g_autoptr (RectoPyramid) same = NULL;
  RectoPyramidBuilder *builder = recto_pyramid_builder_new (image, FALSE, NULL);
  g_autofree Seen *truth = g_new0 (Seen, 1);
  g_autofree Seen *seen = g_new0 (Seen, 1);
  g_autofree Seen *top = g_new0 (Seen, 1);
  guint16 pixel = 0;
  guint8 cover = 0;

  look (whole, truth);
  look (coarse, seen);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_assert_cmpuint (count_covered (seen, i), ==, count_covered (truth, i));
      for (guint k = 0; k < VIEW * VIEW * 3; k++)
        g_assert_cmpint (abs (seen->pixels[i][k] - truth->pixels[i][k]), <=, 32);
    }
  look (half, seen);
  g_assert_cmpuint (count_covered (seen, 1), ==, VIEW * 150);

  /* 0x42 × 257, as every reader widens 8 bit. */
  g_assert_true (recto_pyramid_sample (deep, &views[1], &(RectoRect) { 57, 23, 1, 1 },
                                       (guint8 *) &pixel, 2, &cover));
  g_assert_cmpuint (pixel, ==, 257 * recto_image_get_data (small)[(2 * 110 + 5) * 3 + 1]);

  recto_pyramid_builder_add_rows (builder, 100);
  growing = recto_pyramid_builder_dup_preview (builder, 1100, 900, 1);
  over = recto_pyramid_new_over (growing, deep);
  g_assert_cmpuint (recto_pyramid_get_channels (over), ==, 3);
  g_assert_cmpuint (recto_pyramid_get_serial (over), !=, recto_pyramid_get_serial (growing));
  look (over, seen);
  look (growing, top);
  g_assert_cmpuint (count_covered (top, 1), ==, VIEW * 100);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_assert_cmpuint (count_covered (seen, i), ==, count_covered (truth, i));
      assert_exact_where_covered (top, seen, i);
    }
  same = recto_pyramid_new_over (whole, coarse);
  g_assert_true (same == whole);
  recto_pyramid_builder_free (builder);
}

typedef struct
{
  GCancellable *cancellable;
  guint at; /* rows after which it is cancelled */
  GThread *thread;
  RectoPyramid *kept;
  Seen *last;
  gboolean inside;
} Run;

static gpointer
cancel_thread (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
rows_cb (guint done, gpointer user_data)
{
  Run *run = user_data;

  if (run->last != NULL)
    g_usleep (12000);
  if (run->cancellable == NULL || done < run->at || run->thread != NULL)
    return;
  run->thread = g_thread_new ("cancel", cancel_thread, run->cancellable);
  if (run->at % 2 != 0)
    g_cancellable_cancel (run->cancellable);
}

static void
preview_cb (RectoPyramid *preview, gpointer user_data)
{
  Run *run = user_data;
  g_autofree Seen *now = g_new0 (Seen, 1);

  g_assert_false (run->inside);
  run->inside = TRUE;
  g_clear_pointer (&run->kept, recto_pyramid_unref);
  run->kept = recto_pyramid_ref (preview);
  if (run->last != NULL)
    {
      look (preview, now);
      if (run->last->n > 0)
        assert_grown (run->last, now);
      memcpy (run->last->cover, now->cover, sizeof now->cover);
      run->last->n++;
      run->last->serial = now->serial;
    }
  run->inside = FALSE;
}

/* A slow decoder: the rows take longer than the time between two previews. */
static void
test_previews_called (void)
{
  g_autoptr (RectoImage) image = shading (640, 640, 3);
  g_autoptr (GBytes) bytes = recto_image_encode_png (image, NULL);
  g_autoptr (RectoPyramid) truth = recto_pyramid_new (image, NULL);
  g_autoptr (RectoPyramid) pyramid = NULL;
  g_autofree Seen *last = g_new0 (Seen, 1);
  Run run = { .last = last };
  RectoImageLoadOptions options = { .rows = rows_cb, .growth_data = &run };

  pyramid = recto_pyramid_load_bytes (bytes, &options, preview_cb, &run, NULL, NULL);
  assert_same (pyramid, truth);
  g_assert_cmpuint (last->n, >=, 2);
  recto_pyramid_unref (run.kept);
}

static void
test_cancel (void)
{
  g_autoptr (RectoImage) image = shading (1300, 1300, 3);
  GBytes *files[] = { recto_image_encode_png (image, NULL), encode_jpeg (image, FALSE) };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (files); i++)
    for (guint at = 0; at < 1200; at += 433)
      {
        g_autoptr (GCancellable) cancellable = g_cancellable_new ();
        g_autoptr (GError) error = NULL;
        Run run = { .cancellable = cancellable, .at = at };
        RectoImageLoadOptions options = { .rows = rows_cb, .growth_data = &run };
        g_autoptr (RectoPyramid) pyramid = recto_pyramid_load_bytes (
            files[i / 2], &options, i % 2 == 0 ? preview_cb : NULL, &run, cancellable, &error);

        /* Another thread may come too late. */
        if (pyramid == NULL)
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
        else
          g_assert_cmpuint (at % 2, ==, 0);
        g_thread_join (run.thread);
        g_clear_pointer (&run.kept, recto_pyramid_unref);
      }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_bytes_unref (files[i]);
}

static void
test_broken (void)
{
  g_autoptr (RectoImage) image = shading (1300, 1100, 3);
  GBytes *files[] = { recto_image_encode_png (image, NULL), encode_jpeg (image, FALSE),
                      encode_jpeg (image, TRUE) };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (files[i], 0, g_bytes_get_size (files[i]) * 2 / 3);
      g_autoptr (GError) error = NULL;
      RectoImageLoadOptions keep = { .accept_truncated = TRUE };
      g_autoptr (RectoPyramid) pyramid
          = recto_pyramid_load_bytes (part, NULL, NULL, NULL, NULL, &error);
      g_autoptr (RectoImage) rest = recto_image_load_bytes (part, &keep, NULL, NULL);
      g_autoptr (RectoPyramid) truth = recto_pyramid_new (rest, NULL);
      Run run = { 0 };

      g_assert_null (pyramid);
      g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TRUNCATED);
      pyramid = recto_pyramid_load_bytes (part, &keep, preview_cb, &run, NULL, NULL);
      assert_same (pyramid, truth);
      g_clear_pointer (&run.kept, recto_pyramid_unref);
      g_bytes_unref (files[i]);
    }
}

typedef struct
{
  RectoImage *image;
  guint width;
  guint height;
  guint rows;
} Coarse;

static void
coarse_started_cb (RectoImage *image, guint width, guint height, gpointer user_data)
{
  *(Coarse *) user_data = (Coarse) { recto_image_ref (image), width, height, 0 };
}

static void
coarse_rows_cb (guint done, gpointer user_data)
{
  Coarse *coarse = user_data;

  g_assert_cmpuint (done, >=, coarse->rows);
  coarse->rows = done;
}

/* Each pixel is the mean of its block of the picture as it was before it was compressed. */
static void
test_coarse (void)
{
  g_autoptr (RectoImage) image = shading (4003, 3003, 1);
  const guint8 *data = recto_image_get_data (image);

  for (guint progressive = 0; progressive < 2; progressive++)
    {
      g_autoptr (GBytes) bytes = encode_jpeg (image, progressive != 0);
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 8);
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();
      Coarse coarse = { 0 };

      g_assert_true (recto_image_load_jpeg_coarse (bytes, NULL, coarse_started_cb, coarse_rows_cb,
                                                   &coarse, NULL));
      g_assert_cmpuint (coarse.width, ==, 4003);
      g_assert_cmpuint (coarse.height, ==, 3003);
      g_assert_cmpuint (coarse.rows, ==, 376);
      g_assert_cmpuint (recto_image_get_width (coarse.image), ==, 501);
      for (guint y = 0; y < 3003 / 8; y += 5)
        for (guint x = 0; x < 4003 / 8; x += 3)
          {
            guint sum = 0;

            for (guint k = 0; k < 64; k++)
              sum += data[(y * 8 + k / 8) * 4003 + x * 8 + k % 8];
            g_assert_cmpint (abs ((int) recto_image_get_data (coarse.image)[y * 501 + x]
                                  - (int) (sum + 32) / 64),
                             <=, 1);
          }
      g_clear_pointer (&coarse.image, recto_image_unref);

      if (!progressive)
        {
          g_assert_false (recto_image_load_jpeg_coarse (part, NULL, coarse_started_cb,
                                                        coarse_rows_cb, &coarse, NULL));
          g_clear_pointer (&coarse.image, recto_image_unref);
        }
      g_cancellable_cancel (cancelled);
      g_assert_false (recto_image_load_jpeg_coarse (bytes, NULL, coarse_started_cb, coarse_rows_cb,
                                                    &coarse, cancelled));
      g_clear_pointer (&coarse.image, recto_image_unref);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pyramid-load/builder", test_builder);
  g_test_add_func ("/pyramid-load/small", test_load);
  g_test_add_func ("/pyramid-load/large", test_load_large);
  g_test_add_func ("/pyramid-load/forms", test_forms);
  g_test_add_func ("/pyramid-load/previews-grow", test_previews_grow);
  g_test_add_func ("/pyramid-load/over", test_over);
  g_test_add_func ("/pyramid-load/previews-called", test_previews_called);
  g_test_add_func ("/pyramid-load/cancel", test_cancel);
  g_test_add_func ("/pyramid-load/broken", test_broken);
  g_test_add_func ("/pyramid-load/coarse", test_coarse);
  return g_test_run ();
}

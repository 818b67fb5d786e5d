/* test-image-scale.c: a picture made smaller while it is read has the bytes of one made smaller afterwards
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-save.h"
#include "recto-image-scale.h"

#include <glib/gstdio.h>
#include <string.h>

static RectoImage *
noise (guint width, guint height, guint channels, guint depth)
{
  RectoImage *image = recto_image_new (width, height, channels, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  gsize n = recto_image_get_stride (image) * height;

  for (gsize i = 0; i < n; i++)
    data[i] = (guint8) g_test_rand_int ();
  recto_image_set_dpi (image, 1200, 1200);
  return image;
}

static void
assert_same (RectoImage *a, RectoImage *b)
{
  g_assert_cmpuint (recto_image_get_width (a), ==, recto_image_get_width (b));
  g_assert_cmpuint (recto_image_get_height (a), ==, recto_image_get_height (b));
  g_assert_cmpmem (recto_image_get_data (a), recto_image_get_stride (a) * recto_image_get_height (a),
                   recto_image_get_data (b), recto_image_get_stride (b) * recto_image_get_height (b));
}

/* Rounded mean over whole samples, where the sizes divide. */
static void
assert_mean (RectoImage *full, RectoImage *small, guint step)
{
  const guint8 *in = recto_image_get_data (full), *out = recto_image_get_data (small);
  gsize stride = recto_image_get_stride (full);
  guint channels = recto_image_get_channels (full);

  for (guint y = 0; y < recto_image_get_height (small); y++)
    for (guint x = 0; x < recto_image_get_width (small); x++)
      for (guint c = 0; c < channels; c++)
        {
          guint sum = 0;

          for (guint j = 0; j < step; j++)
            for (guint i = 0; i < step; i++)
              sum += in[(y * step + j) * stride + (x * step + i) * channels + c];
          g_assert_cmpuint (*out++, ==, (sum + step * step / 2) / (step * step));
        }
}

static void
test_load (void)
{
  static const guint sizes[][4] = { { 1207, 1009, 400, 300 }, { 900, 600, 300, 200 }, { 640, 31, 63, 63 },
                                    { 3, 700, 50, 50 },       { 97, 89, 96, 96 },     { 50, 40, 60, 60 },
                                    { 1, 1, 1, 1 },           { 800, 800, 1, 1 } };
  g_autofree char *folder = g_dir_make_tmp ("recto-scale-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "picture.png", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint kind = 0; kind < 4; kind++)
      {
        g_autoptr (RectoImage) image = noise (sizes[i][0], sizes[i][1], kind & 1 ? 3 : 1, kind & 2 ? 16 : 8);
        g_autoptr (RectoImage) truth = recto_image_dup_scaled (image, sizes[i][2], sizes[i][3], NULL);
        g_autoptr (RectoImage) full = NULL;
        g_autoptr (RectoImage) small = NULL;
        double x, y;

        g_assert_true (recto_image_save (image, path, TRUE, NULL));
        small = recto_image_load_scaled_file (path, NULL, sizes[i][2], sizes[i][3], &full, NULL, NULL);
        g_assert_nonnull (small);
        assert_same (full, image);
        assert_same (small, truth);
        if (i == 1)
          {
            g_assert_true (recto_image_get_dpi (small, &x, &y));
            g_assert_cmpfloat_with_epsilon (x, 400, 1);
            if ((kind & 2) == 0)
              assert_mean (image, small, 3);
          }
        g_remove (path);
      }
  g_rmdir (folder);
}

/* A file that ends too soon is an error, and nothing waits for its rows. */
static void
test_damaged (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-scale-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "picture.png", NULL);
  g_autoptr (RectoImage) image = noise (400, 300, 3, 8);
  g_autoptr (GBytes) bytes = recto_image_encode_png (image, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) missing = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes) / 2, NULL));
  g_assert_null (recto_image_load_scaled_file (path, NULL, 60, 60, NULL, NULL, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TRUNCATED);
  g_remove (path);
  g_assert_null (recto_image_load_scaled_file (path, NULL, 60, 60, NULL, NULL, &missing));
  g_assert_error (missing, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_READABLE);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-scale/load", test_load);
  g_test_add_func ("/image-scale/damaged", test_damaged);
  return g_test_run ();
}

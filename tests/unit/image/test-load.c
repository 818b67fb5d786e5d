/* test-load.c: what we decode is what another decoder decodes, and broken files are refused with words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-save.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static RectoImage *
load (const char *name)
{
  g_autofree char *path = path_of (name);
  g_autoptr (GError) error = NULL;
  RectoImage *image = recto_image_load_file (path, NULL, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static void
test_like_others (void)
{
  g_autofree char *path = path_of ("expected.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (; lines[n] != NULL; n++)
    {
      g_auto (GStrv) words = g_strsplit (lines[n], " ", -1);
      g_autoptr (RectoImage) image = load (words[0]);
      g_autofree char *hash = recto_image_dup_pixel_sha256 (image);
      g_autofree char *size
          = g_strdup_printf ("%u %u %u %u", recto_image_get_width (image), recto_image_get_height (image),
                             recto_image_get_channels (image), recto_image_get_depth (image));
      g_autofree char *expected = g_strjoin (" ", words[1], words[2], words[3], words[4], NULL);

      g_test_message ("%s", words[0]);
      g_assert_cmpstr (size, ==, expected);
      g_assert_cmpstr (hash, ==, words[5]);
    }
  g_assert_cmpuint (n, >=, 28);
}

static void
test_alpha (void)
{
  g_autofree char *path = path_of ("alphas.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (; lines[n] != NULL; n++)
    {
      g_auto (GStrv) words = g_strsplit (lines[n], " ", -1);
      g_autoptr (RectoImage) image = load (words[0]);
      gsize size = (gsize) recto_image_get_width (image) * recto_image_get_height (image);
      g_autofree guint16 *deep = g_new (guint16, size);
      g_autofree char *hash = NULL;

      g_test_message ("%s", words[0]);
      g_assert_true (recto_image_has_alpha (image));
      if (recto_image_get_depth (image) == 16)
        {
          for (gsize i = 0; i < size; i++)
            deep[i] = GUINT16_TO_BE (((const guint16 *) recto_image_get_alpha (image))[i]);
          hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) deep, size * 2);
        }
      else
        hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, recto_image_get_alpha (image), size);
      g_assert_cmpstr (hash, ==, words[1]);
    }
  g_assert_cmpuint (n, >=, 7);
}

static void
test_exif (void)
{
  double x, y;
  g_autoptr (RectoImage) jfif = load ("jfif-cm.jpg");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  for (guint i = 1; i <= 8; i++)
    {
      g_autofree char *file = g_strdup_printf ("exif-%u.jpg", i);
      g_autoptr (RectoImage) image = load (file);

      g_assert_cmpuint (recto_image_get_orientation (image), ==, i);
      g_assert_cmpuint (recto_image_get_width (image), ==, 13); /* not turned */
      g_assert_true (recto_image_get_dpi (image, &x, &y));
      g_assert_cmpfloat_with_epsilon (x, i > 4 ? 762 : 300, 1e-9);
      g_assert_cmpfloat_with_epsilon (y, i > 4 ? 635 : 250, 1e-9);
    }
  g_assert_true (recto_image_get_dpi (jfif, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, 254, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, 508, 1e-9);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "exif-cut-"))
      {
        g_autoptr (RectoImage) image = load (name);

        g_assert_cmpuint (recto_image_get_orientation (image), <=, 8);
      }
}

static void
test_profile (void)
{
  g_autoptr (RectoImage) jpeg = load ("icc.jpg");
  g_autoptr (RectoImage) png = load ("icc.png");
  g_autoptr (RectoImage) old = load ("icc-old.jpg");
  g_autoptr (RectoImage) none = load ("rgb8.png");

  g_assert_cmpstr (recto_image_get_icc_name (jpeg), ==, "sRGB built-in");
  g_assert_cmpstr (recto_image_get_icc_name (png), ==, "sRGB built-in");
  /* What a terminal would obey is left out. */
  g_assert_cmpstr (recto_image_get_icc_name (old), ==, "Scanner [31m7");
  g_assert_null (recto_image_get_icc_name (none));
}

static void
test_claims (void)
{
  g_autoptr (RectoImage) progressive = load ("progressive.jpg");
  g_autoptr (RectoImage) rgba = load ("rgba.png");
  g_autoptr (RectoImage) palette = load ("palette.png");
  g_autoptr (RectoImage) cmyk = load ("cmyk.jpg");
  g_autoptr (RectoImage) rgb = load ("rgb8.png");
  double x, y;
  gint64 sum = 0;

  g_assert_true (recto_image_get_dpi (progressive, &x, &y));
  g_assert_cmpfloat (x, ==, 600);
  g_assert_cmpfloat (y, ==, 600);
  g_assert_cmpint (recto_image_get_format (progressive), ==, RECTO_IMAGE_FORMAT_JPEG);
  g_assert_nonnull (strstr (recto_image_get_decoder (progressive), "libjpeg"));
  g_assert_false (recto_image_get_dpi (rgba, NULL, NULL));
  g_assert_true (recto_image_has_alpha (rgba));
  g_assert_true (recto_image_has_alpha (palette));
  g_assert_cmpuint (recto_image_get_orientation (rgba), ==, 1);

  /* CMYK at the best quality is near the RGB it was made of, and says that it was converted. */
  g_assert_nonnull (recto_image_get_warnings (cmyk)[0]);
  for (gsize i = 0; i < 83 * 61 * 3; i++)
    sum += ABS (recto_image_get_data (cmyk)[i] - recto_image_get_data (rgb)[i]);
  g_assert_cmpint (sum / (83 * 61 * 3), <=, 2);
}

static void
refuses (const char *name, RectoImageError code, const char *part)
{
  g_autofree char *path = path_of (name);
  g_autoptr (GError) error = NULL;

  g_assert_null (recto_image_load_file (path, NULL, NULL, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, (gint) code);
  if (part != NULL)
    g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strstr (error->message, name));
}

static void
test_refuses (void)
{
  refuses ("truncated.png", RECTO_IMAGE_ERROR_TRUNCATED, "%");
  refuses ("truncated.jpg", RECTO_IMAGE_ERROR_TRUNCATED, "%");
  refuses ("truncated-progressive.jpg", RECTO_IMAGE_ERROR_TRUNCATED, "%");
  refuses ("truncated-interlaced.png", RECTO_IMAGE_ERROR_TRUNCATED, "%");
  refuses ("first-scan-progressive.jpg", RECTO_IMAGE_ERROR_TRUNCATED, ": 0 % of its rows are there whole");
  refuses ("first-scan-sequential.jpg", RECTO_IMAGE_ERROR_TRUNCATED, ": 0 % of its rows are there whole");
  refuses ("bomb.jpg", RECTO_IMAGE_ERROR_TRUNCATED, "%");
  refuses ("twelve-bit.jpg", RECTO_IMAGE_ERROR_UNSUPPORTED, "12");
  refuses ("wrong-sum.png", RECTO_IMAGE_ERROR_DAMAGED, "CRC");
  refuses ("text.png", RECTO_IMAGE_ERROR_NOT_AN_IMAGE, NULL);
  refuses ("empty.png", RECTO_IMAGE_ERROR_EMPTY, "0 bytes");
  refuses ("huge.png", RECTO_IMAGE_ERROR_TOO_LARGE, "100000");
  refuses ("folder.png", RECTO_IMAGE_ERROR_NOT_READABLE, "folder");
  refuses ("nothing.png", RECTO_IMAGE_ERROR_NOT_READABLE, NULL);
  refuses ("tiff.png", RECTO_IMAGE_ERROR_DAMAGED, "TIFF");
}

static void
test_keeps_rows (void)
{
  const RectoImageLoadOptions options = { .accept_truncated = TRUE };
  const char *names[] = { "truncated.png", "truncated.jpg" };
  const char *wholes[] = { "rgb8.png", "baseline.jpg" };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = path_of (names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoImage) part = recto_image_load_file (path, &options, NULL, &error);
      g_autoptr (RectoImage) whole = load (wholes[i]);
      gsize stride = recto_image_get_stride (whole);

      g_assert_no_error (error);
      g_assert_nonnull (recto_image_get_warnings (part)[0]);
      g_test_message ("%s: %s", names[i], recto_image_get_warnings (part)[0]);
      /* The first twelve rows are surely there and right; the end is empty. */
      g_assert_cmpmem (recto_image_get_data (part), stride * 12, recto_image_get_data (whole), stride * 12);
      for (gsize k = 0; k < stride; k++)
        g_assert_cmpuint (recto_image_get_data (part)[60 * stride + k], ==, 0);
    }
}

/* Of a progressive picture cut in a late pass the whole is there, near what it would have been. */
static void
test_keeps_coarse (void)
{
  const RectoImageLoadOptions options = { .accept_truncated = TRUE };
  const char *names[] = { "truncated-progressive.jpg", "truncated-interlaced.png" };

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = path_of (names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoImage) part = recto_image_load_file (path, &options, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (recto_image_get_warnings (part)[0]);
      if (i == 0)
        {
          g_autoptr (RectoImage) whole = load ("progressive.jpg");
          gsize size = recto_image_get_stride (whole) * recto_image_get_height (whole);
          guint64 sum = 0;

          for (gsize k = 0; k < size; k++)
            sum += (guint64) ABS (recto_image_get_data (part)[k] - recto_image_get_data (whole)[k]);
          g_assert_cmpuint (sum / size, <=, 16);
        }
    }
}

/* No row is called whole whose other colours or finer detail come in a scan behind the cut. */
static void
test_first_scan (void)
{
  const RectoImageLoadOptions options = { .accept_truncated = TRUE };
  const char *names[] = { "first-scan-progressive.jpg", "first-scan-sequential.jpg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoImage) part = recto_image_load_file (path, &options, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (strstr (recto_image_get_warnings (part)[0], "only 0 % of the rows are there whole"));
    }
}

/* The rows are there, but the file is not as it was written, and that is said. */
static void
test_tail (void)
{
  const char *names[] = { "no-end.png", "half-end.png" };
  g_autoptr (RectoImage) whole = load ("rgb8.png");
  g_autofree char *expected = recto_image_dup_pixel_sha256 (whole);

  g_assert_null (recto_image_get_warnings (whole)[0]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RectoImage) image = load (names[i]);
      g_autofree char *hash = recto_image_dup_pixel_sha256 (image);

      g_assert_cmpstr (hash, ==, expected);
      g_assert_nonnull (recto_image_get_warnings (image)[0]);
    }
}

static void
test_limit (void)
{
  const RectoImageLoadOptions options = { .max_pixels = 83 * 61 - 1 };
  g_autofree char *path = path_of ("rgb8.png");
  g_autoptr (GError) error = NULL;

  g_assert_null (recto_image_load_file (path, &options, NULL, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = path_of ("progressive.jpg");
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (recto_image_load_file (path, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_save (void)
{
  const char *names[] = { "rgb8.png", "rgb16.png", "grey16.png", "rgba.png", "palette-grey.png", "grey-alpha16.png" };
  const char *outs[] = { "out.png", "out.tif" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; k < G_N_ELEMENTS (outs); k++)
      {
        g_autoptr (RectoImage) image = load (names[i]);
        g_autofree char *path = path_of (outs[k]);
        g_autofree char *hash = recto_image_dup_pixel_sha256 (image);
        g_autofree char *again = NULL;
        g_autoptr (GError) error = NULL;

        g_unlink (path);
        g_assert_true (recto_image_save (image, path, FALSE, &error));
        g_assert_no_error (error);
        g_assert_false (recto_image_save (image, path, FALSE, &error));
        g_clear_error (&error);
        if (k == 0)
          {
            g_autoptr (RectoImage) read = load (outs[k]);

            again = recto_image_dup_pixel_sha256 (read);
          }
        else
          {
            /* ImageMagick reads the TIFF and writes it as PNG; alpha is left out by the hash. */
            g_autofree char *png = path_of ("from-tiff.png");
            g_autofree char *depth = g_strdup_printf ("%u", recto_image_get_depth (image));
            char *argv[] = { (char *) "convert", path, (char *) "-depth", depth, (char *) "-define",
                             recto_image_get_channels (image) == 1 ? (char *) "png:color-type=0"
                             : recto_image_has_alpha (image)       ? (char *) "png:color-type=6"
                                                                   : (char *) "png:color-type=2",
                             png, NULL };
            g_autoptr (RectoImage) read = NULL;
            int status = 1;

            g_assert_true (g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
            g_assert_cmpint (status, ==, 0);
            read = load ("from-tiff.png");
            again = recto_image_dup_pixel_sha256 (read);
          }
        g_assert_cmpstr (again, ==, hash);
      }
}

static void
test_save_refuses (void)
{
  g_autoptr (RectoImage) image = load ("rgb8.png");
  g_autofree char *jpeg = path_of ("out.jpg");
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_false (recto_image_save (image, jpeg, FALSE, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (recto_image_save (image, "/nowhere/at/all.png", FALSE, &error));
  g_assert_nonnull (error);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".recto-")); /* nothing half-written is left */
}

/* Cut and damaged files end in a picture or in words, never in a crash. */
static void
test_damaged (void)
{
  const char *names[] = { "rgb8.png", "interlaced.png", "palette.png", "baseline.jpg", "progressive.jpg", "cmyk.jpg" };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = path_of (names[i]);
      g_autofree char *content = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      for (guint round = 0; round < 150; round++)
        {
          guint8 *copy = g_memdup2 (content, size);
          gsize length = round % 3 == 0 ? (gsize) g_rand_int_range (random, 1, (gint32) size) : size;
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (GError) error = NULL;
          g_autoptr (RectoImage) image = NULL;
          const RectoImageLoadOptions options = { .max_pixels = 1000000, .accept_truncated = round % 2 == 0 };

          for (guint k = 0; k < round % 7; k++)
            copy[g_rand_int_range (random, 0, (gint32) size)] = (guint8) g_rand_int (random);
          bytes = g_bytes_new_take (copy, length);
          image = recto_image_load_bytes (bytes, &options, NULL, &error);
          g_assert_true ((image != NULL) == (error == NULL));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *script = NULL;
  char *make[] = { (char *) "/usr/bin/python3", NULL, NULL, NULL };
  int status = 1, result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("recto-load-XXXXXX", NULL);
  make[1] = script = g_test_build_filename (G_TEST_DIST, "unit", "image", "make-pictures.py", NULL);
  make[2] = folder;
  if (!g_spawn_sync (NULL, make, NULL, 0, NULL, NULL, NULL, NULL, &status, NULL) || status != 0)
    g_error ("make-pictures.py failed: run tests/run, which installs what it needs");
  g_test_add_func ("/load/like-others", test_like_others);
  g_test_add_func ("/load/alpha", test_alpha);
  g_test_add_func ("/load/claims", test_claims);
  g_test_add_func ("/load/exif", test_exif);
  g_test_add_func ("/load/profile", test_profile);
  g_test_add_func ("/load/refuses", test_refuses);
  g_test_add_func ("/load/keeps-rows", test_keeps_rows);
  g_test_add_func ("/load/keeps-coarse", test_keeps_coarse);
  g_test_add_func ("/load/first-scan", test_first_scan);
  g_test_add_func ("/load/tail", test_tail);
  g_test_add_func ("/load/limit", test_limit);
  g_test_add_func ("/load/cancel", test_cancel);
  g_test_add_func ("/load/save", test_save);
  g_test_add_func ("/load/save-refuses", test_save_refuses);
  g_test_add_func ("/load/damaged", test_damaged);
  result = g_test_run ();
  {
    char *remove[] = { (char *) "rm", (char *) "-rf", folder, NULL };

    g_spawn_sync (NULL, remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    g_free (folder);
  }
  return result;
}

/* test-formats.c: TIFF, WebP, BMP and odd JPEG files are what another decoder makes of them, or are refused with words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load.h"

#include <string.h>

static char *folder;

static GBytes *
read_bytes (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = recto_image_read_file (path, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static RectoImage *
load (const char *name, guint frame)
{
  g_autoptr (GBytes) bytes = read_bytes (name);
  const RectoImageLoadOptions options = { .frame = frame };
  g_autoptr (GError) error = NULL;
  RectoImage *image = recto_image_load_bytes (bytes, &options, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static char *
dup_alpha_hash (RectoImage *image)
{
  gsize size = (gsize) recto_image_get_width (image) * recto_image_get_height (image);
  g_autofree guint16 *deep = NULL;

  if (!recto_image_has_alpha (image))
    return g_strdup ("-");
  if (recto_image_get_depth (image) == 8)
    return g_compute_checksum_for_data (G_CHECKSUM_SHA256, recto_image_get_alpha (image), size);
  deep = g_new (guint16, size);
  for (gsize i = 0; i < size; i++)
    deep[i] = GUINT16_TO_BE (((const guint16 *) recto_image_get_alpha (image))[i]);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) deep, size * 2);
}

static void
test_like_others (void)
{
  g_autofree char *path = g_build_filename (folder, "expected.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (; lines[n] != NULL; n++)
    {
      g_auto (GStrv) words = g_strsplit (lines[n], " ", -1);
      guint frame = (guint) g_ascii_strtoull (words[1], NULL, 10);
      g_autoptr (RectoImage) image = NULL;
      g_autoptr (GBytes) bytes = read_bytes (words[0]);
      g_autoptr (GPtrArray) frames = NULL;
      g_autofree char *hash = NULL;
      g_autofree char *alpha = NULL;
      g_autofree char *size = NULL;
      g_autofree char *expected = g_strjoin (" ", words[2], words[3], words[4], words[5], NULL);
      const RectoImageFrame *told;

      g_test_message ("%s", words[0]);
      image = load (words[0], frame);
      hash = recto_image_dup_pixel_sha256 (image);
      alpha = dup_alpha_hash (image);
      size = g_strdup_printf ("%u %u %u %u", recto_image_get_width (image), recto_image_get_height (image),
                              recto_image_get_channels (image), recto_image_get_depth (image));
      g_assert_cmpstr (size, ==, expected);
      g_assert_cmpstr (hash, ==, words[6]);
      g_assert_cmpstr (alpha, ==, words[7]);
      g_assert_nonnull (recto_image_get_decoder (image));
      /* The list of frames says the same from the headers alone. */
      frames = recto_image_list_frames (bytes, NULL);
      g_assert_nonnull (frames);
      g_assert_cmpuint (frames->len, >, frame);
      told = frames->pdata[frame];
      g_assert_null (told->problem);
      g_assert_cmpuint (told->width, ==, recto_image_get_width (image));
      g_assert_cmpuint (told->height, ==, recto_image_get_height (image));
      g_assert_cmpuint (told->channels, ==, recto_image_get_channels (image));
      g_assert_cmpuint (told->depth, ==, recto_image_get_depth (image));
      g_assert_cmpint (told->alpha, ==, recto_image_has_alpha (image));
    }
  g_assert_cmpuint (n, >=, 130);
}

static void
test_claims (void)
{
  g_autoptr (RectoImage) image = load ("claims.tif", 0);
  g_autoptr (GBytes) bytes = read_bytes ("claims.tif");
  g_autoptr (GPtrArray) frames = recto_image_list_frames (bytes, NULL);
  double x, y;

  g_assert_cmpint (recto_image_get_format (image), ==, RECTO_IMAGE_FORMAT_TIFF);
  g_assert_true (g_str_has_prefix (recto_image_get_decoder (image), "libtiff 4."));
  g_assert_cmpuint (recto_image_get_orientation (image), ==, 6);
  g_assert_true (recto_image_get_dpi (image, &x, &y));
  g_assert_cmpfloat_with_epsilon (x, 762, 1e-3);
  g_assert_cmpfloat_with_epsilon (y, 299.974, 1e-3);
  /* What a terminal would obey is left out of the page's name. */
  g_assert_cmpstr (((RectoImageFrame *) frames->pdata[0])->name, ==, "Page [31m2");
}

static void
test_warnings (void)
{
  const char *const cases[][2] = {
    { "white8.tif", "White" },           { "cmyk8-0-0.tif", "CMYK" },     { "extra.tif", "2 more channels" },
    { "alpha-premultiplied-0-0.tif", "transparency" }, { "huffman-no-end.jpg", "All rows" },
    { "progressive-no-end.jpg", "All rows" },          { "bare-cmyk.jpg", "CMYK" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RectoImage) image = load (cases[i][0], 0);
      const char *const *warnings = recto_image_get_warnings (image);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpuint (g_strv_length ((char **) warnings), ==, 1);
      g_assert_nonnull (strstr (warnings[0], cases[i][1]));
    }
}

static void
test_refuses (void)
{
  const struct
  {
    const char *name;
    RectoImageError code;
    const char *words;
  } cases[] = {
    { "circle.tif", RECTO_IMAGE_ERROR_DAMAGED, "circle" },
    { "overlap.tif", RECTO_IMAGE_ERROR_DAMAGED, "overlap" },
    { "endless.tif", RECTO_IMAGE_ERROR_DAMAGED, "thousand" },
    { "twelve.tif", RECTO_IMAGE_ERROR_UNSUPPORTED, "12 bits" },
    { "float.tif", RECTO_IMAGE_ERROR_UNSUPPORTED, "floating" },
    { "signed.tif", RECTO_IMAGE_ERROR_UNSUPPORTED, "below zero" },
    { "old-jpeg.tif", RECTO_IMAGE_ERROR_UNSUPPORTED, "old-style" },
    { "jbig.tif", RECTO_IMAGE_ERROR_UNSUPPORTED, "JBIG" },
    { "lab.tif", RECTO_IMAGE_ERROR_UNSUPPORTED, "L*a*b*" },
    { "huge.tif", RECTO_IMAGE_ERROR_TOO_LARGE, "100000" },
    { "bomb.tif", RECTO_IMAGE_ERROR_TRUNCATED, "cannot be kept" },
    { "tile-bomb.tif", RECTO_IMAGE_ERROR_TOO_LARGE, "tiles" },
    { "cut-none.tif", RECTO_IMAGE_ERROR_TRUNCATED, "52 %" },
    { "cut-ycbcr.tif", RECTO_IMAGE_ERROR_TRUNCATED, "cannot be kept" },
    { "cut-directory.tif", RECTO_IMAGE_ERROR_TRUNCATED, "directory" },
    { "cut-lossless.webp", RECTO_IMAGE_ERROR_TRUNCATED, "%" },
    { "cut-lossy.webp", RECTO_IMAGE_ERROR_TRUNCATED, "%" },
    { "cut-24.bmp", RECTO_IMAGE_ERROR_TRUNCATED, "59 %" },
    { "rle.bmp", RECTO_IMAGE_ERROR_UNSUPPORTED, "run-length" },
    { "animation.webp", RECTO_IMAGE_ERROR_UNSUPPORTED, "animation" },
    { "lossless.jpg", RECTO_IMAGE_ERROR_UNSUPPORTED, "JPEG" },
    { "huffman-cut.jpg", RECTO_IMAGE_ERROR_TRUNCATED, "%" },
    { "progressive-cut.jpg", RECTO_IMAGE_ERROR_TRUNCATED, "coarsely" },
    { "progressive-no-last-scan.jpg", RECTO_IMAGE_ERROR_TRUNCATED, "coarsely" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = read_bytes (cases[i].name);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_null (recto_image_load_bytes (bytes, NULL, NULL, &error));
      g_assert_error (error, RECTO_IMAGE_ERROR, (gint) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

/* Of a file that ends too early the rows that it holds are kept, exactly, and the others are 0. */
static void
test_keeps_rows (void)
{
  const struct
  {
    const char *cut;
    const char *whole;
    guint least;
    guint most;
    gboolean bottom_up;
  } cases[] = {
    { "cut-none.tif", "front-none.tif", 36, 36, FALSE },
    { "cut-deflate.tif", "front-deflate.tif", 30, 45, FALSE },
    { "cut-planar.tif", "front-planar.tif", 42, 42, FALSE },
    { "cut-tiles.tif", "front-tiles.tif", 32, 32, FALSE },
    { "cut-24.bmp", "24.bmp", 36, 36, TRUE },
    { "cut-lossless.webp", "lossless.webp", 10, 60, FALSE },
    { "huffman-cut.jpg", "huffman.jpg", 32, 60, FALSE },
  };
  const RectoImageLoadOptions options = { .accept_truncated = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = read_bytes (cases[i].cut);
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoImage) part = recto_image_load_bytes (bytes, &options, NULL, &error);
      g_autoptr (RectoImage) whole = load (cases[i].whole, 0);
      gsize stride = recto_image_get_stride (whole);
      guint height = recto_image_get_height (whole);
      guint n = 0;

      g_assert_no_error (error);
      g_assert_nonnull (recto_image_get_warnings (part)[0]);
      for (guint k = 0; k < height; k++)
        {
          gsize at = (cases[i].bottom_up ? height - 1 - k : k) * stride;

          if (n == k && memcmp (recto_image_get_data (part) + at, recto_image_get_data (whole) + at, stride) == 0)
            n++;
          else
            for (gsize b = 0; b < stride; b++)
              g_assert_cmpuint (recto_image_get_data (part)[at + b], ==, 0);
        }
      g_test_message ("%s: %u rows", cases[i].cut, n);
      g_assert_cmpuint (n, >=, cases[i].least);
      g_assert_cmpuint (n, <=, cases[i].most);
    }
}

static void
test_frames (void)
{
  g_autoptr (GBytes) bytes = read_bytes ("pages.tif");
  g_autoptr (GBytes) png = read_bytes ("rgb.ppm");
  g_autoptr (GBytes) circle = read_bytes ("circle.tif");
  g_autoptr (GBytes) deep = read_bytes ("float.tif");
  g_autoptr (GPtrArray) frames = recto_image_list_frames (bytes, NULL);
  g_autoptr (GPtrArray) one = recto_image_list_frames (deep, NULL);
  g_autoptr (GError) error = NULL;
  const RectoImageLoadOptions options = { .frame = 3 };

  g_assert_cmpuint (frames->len, ==, 3);
  g_assert_cmpuint (((RectoImageFrame *) frames->pdata[1])->depth, ==, 16);
  g_assert_null (recto_image_load_bytes (bytes, &options, NULL, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (recto_image_list_frames (png, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_AN_IMAGE);
  g_clear_error (&error);
  g_assert_null (recto_image_list_frames (circle, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED);
  /* What is not read is listed with the reason. */
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_nonnull (strstr (((RectoImageFrame *) one->pdata[0])->problem, "floating"));
}

typedef struct
{
  GCancellable *cancellable;
  guint last;
  guint n;
} Follow;

static void
rows_cb (guint done, gpointer data)
{
  Follow *follow = data;

  g_assert_cmpuint (done, >=, follow->last);
  follow->last = done;
  follow->n++;
  if (follow->cancellable != NULL && follow->n == 2)
    g_cancellable_cancel (follow->cancellable);
}

/* Rows are told as they come, and a cancelled load stops. */
static void
test_rows (void)
{
  const char *const names[] = { "classic-le-rgb8.tif", "cp-zip-t-w32-l16.tif", "24.bmp" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = read_bytes (names[i]);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Follow follow = { 0 };
      RectoImageLoadOptions options = { .rows = rows_cb, .growth_data = &follow };
      g_autoptr (RectoImage) image = recto_image_load_bytes (bytes, &options, NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (image);
      g_assert_cmpuint (follow.n, >=, 4);
      follow = (Follow){ .cancellable = cancellable };
      g_assert_null (recto_image_load_bytes (bytes, &options, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

/* Broken bytes anywhere give a picture or words, never more. */
static void
test_damaged (void)
{
  const char *const names[] = { "claims.tif", "cp-lzw2.tif", "cp-jpeg90.tif", "fax-g32d-lsb2msb.tif", "front-tiles.tif",
                                "classic-be-rgb16.tif", "big-le-rgb8.tif", "pages.tif", "palette4-full.tif", "cmyk8-1-16.tif", "ycbcr.tif",
                                "lossless-alpha.webp", "lossy.webp", "8.bmp", "masks.bmp", "arithmetic-progressive.jpg" };
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) whole = read_bytes (names[i]);
      gsize size;
      const guint8 *content = g_bytes_get_data (whole, &size);

      for (guint round = 0; round < 60; round++)
        {
          guint8 *copy = g_memdup2 (content, size);
          gsize length = round % 3 == 0 ? (gsize) g_rand_int_range (random, 1, (gint32) size) : size;
          /* The directory of most of them is at the end. */
          gsize from = round % 2 == 0 ? 0 : size - MIN (size - 1, 260);
          const RectoImageLoadOptions options = { .max_pixels = 1000000, .accept_truncated = round % 4 < 2 };
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (GError) error = NULL;
          g_autoptr (GError) other = NULL;
          g_autoptr (RectoImage) image = NULL;
          g_autoptr (GPtrArray) frames = NULL;

          for (guint k = 0; k < 1 + round % 5; k++)
            copy[g_rand_int_range (random, (gint32) from, (gint32) size)] = (guint8) g_rand_int (random);
          bytes = g_bytes_new_take (copy, length);
          image = recto_image_load_bytes (bytes, &options, NULL, &error);
          g_assert_true ((image != NULL) == (error == NULL));
          frames = recto_image_list_frames (bytes, &other);
          g_assert_true ((frames != NULL) == (other == NULL));
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
  folder = g_dir_make_tmp ("recto-formats-XXXXXX", NULL);
  make[1] = script = g_test_build_filename (G_TEST_DIST, "unit", "image", "make-formats.py", NULL);
  make[2] = folder;
  if (!g_spawn_sync (NULL, make, NULL, 0, NULL, NULL, NULL, NULL, &status, NULL) || status != 0)
    g_error ("make-formats.py failed: run tests/run, which installs what it needs");
  g_test_add_func ("/formats/like-others", test_like_others);
  g_test_add_func ("/formats/claims", test_claims);
  g_test_add_func ("/formats/warnings", test_warnings);
  g_test_add_func ("/formats/refuses", test_refuses);
  g_test_add_func ("/formats/keeps-rows", test_keeps_rows);
  g_test_add_func ("/formats/frames", test_frames);
  g_test_add_func ("/formats/rows", test_rows);
  g_test_add_func ("/formats/damaged", test_damaged);
  result = g_test_run ();
  {
    char *remove[] = { (char *) "rm", (char *) "-rf", folder, NULL };

    g_spawn_sync (NULL, remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    g_free (folder);
  }
  return result;
}

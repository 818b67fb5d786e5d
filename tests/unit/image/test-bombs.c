/* test-bombs.c: files that are small and claim much are refused, or read, in bounded memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each case runs in a process of its own and tells by how much its largest resident memory rose.
 */

#include "config.h"
#include "recto-image-load.h"
#include "recto-metadata.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>
#include <jpeglib.h>

#define MB ((gsize) 1024 * 1024)

/* In bytes, as the kernel counts it for this process. */
static gsize
peak (void)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  return (gsize) g_ascii_strtoull (strstr (text, "VmHWM:") + 6, NULL, 10) * 1024;
}

static void
add_32 (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guint8 *) &big, 4);
}

static void
add_chunk (GByteArray *out, const char *type, const guint8 *data, gsize size)
{
  guint start;

  add_32 (out, (guint32) size);
  start = out->len;
  g_byte_array_append (out, (const guint8 *) type, 4);
  if (size > 0)
    g_byte_array_append (out, data, (guint) size);
  add_32 (out, (guint32) crc32 (0, out->data + start, out->len - start));
}

static GByteArray *
begin_png (guint32 width, guint32 height)
{
  GByteArray *out = g_byte_array_new ();
  GByteArray *header = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  add_32 (header, width);
  add_32 (header, height);
  g_byte_array_append (header, (const guint8 *) "\x08\x02\0\0\0", 5);
  add_chunk (out, "IHDR", header->data, header->len);
  g_byte_array_unref (header);
  return out;
}

/* prefix and then size zeroes, deflated. */
static void
add_deflated_chunk (GByteArray *out, const char *type, const char *prefix, gsize n_prefix, gsize size)
{
  g_autofree guint8 *zeroes = g_malloc0 (size);
  uLongf n = compressBound (size);
  g_autofree guint8 *data = g_malloc (n_prefix + n);

  memcpy (data, prefix, n_prefix);
  g_assert_cmpint (compress2 (data + n_prefix, &n, zeroes, size, 9), ==, Z_OK);
  add_chunk (out, type, data, n_prefix + n);
}

static GBytes *
end_png (GByteArray *out, gsize raw)
{
  add_deflated_chunk (out, "IDAT", "", 0, raw);
  add_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (out);
}

/* A grey progressive JPEG whose last scan is there n more times. */
static GBytes *
make_scans (guint width, guint height, guint n)
{
  static const jpeg_scan_info script[] = { { 1, { 0 }, 0, 0, 0, 0 }, { 1, { 0 }, 1, 63, 0, 0 } };
  struct jpeg_compress_struct info;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long size = 0;
  g_autofree guint8 *row = g_malloc0 (width);
  GByteArray *out = g_byte_array_new ();
  gsize last = 0;

  info.err = jpeg_std_error (&errors);
  jpeg_create_compress (&info);
  jpeg_mem_dest (&info, &data, &size);
  info.image_width = width;
  info.image_height = height;
  info.input_components = 1;
  info.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults (&info);
  info.scan_info = script;
  info.num_scans = 2;
  jpeg_start_compress (&info, TRUE);
  while (info.next_scanline < height)
    jpeg_write_scanlines (&info, &row, 1);
  jpeg_finish_compress (&info);
  jpeg_destroy_compress (&info);

  for (gsize i = 0; i + 1 < size; i++)
    if (data[i] == 0xff && data[i + 1] == 0xda)
      last = i;
  g_byte_array_append (out, data, (guint) size - 2);
  for (guint i = 0; i < n; i++)
    g_byte_array_append (out, data + last, (guint) (size - 2 - last));
  g_byte_array_append (out, data + size - 2, 2);
  free (data);
  return g_byte_array_free_to_bytes (out);
}

static void
add_little (GByteArray *out, guint64 value, guint n)
{
  for (guint i = 0; i < n; i++)
    g_byte_array_append (out, &(guint8){ (guint8) (value >> (8 * i)) }, 1);
}

static void
add_entry (GByteArray *out, guint tag, guint type, guint32 count, guint32 value)
{
  add_little (out, tag, 2);
  add_little (out, type, 2);
  add_little (out, count, 4);
  add_little (out, value, 4);
}

/* A grey TIFF picture of 8 × 8 with n_tags unknown tags, all of which name the same bytes; in_exif: of its EXIF directory. */
static GBytes *
make_tags (guint n_tags, guint32 size, gboolean in_exif)
{
  static const guint values[][3] = { { 256, 3, 8 }, { 257, 3, 8 }, { 258, 3, 8 }, { 259, 3, 1 }, { 262, 3, 1 },
                                     { 273, 4, 0 }, { 277, 3, 1 }, { 278, 3, 8 }, { 279, 4, 64 } };
  GByteArray *out = g_byte_array_new ();
  guint n = G_N_ELEMENTS (values);
  guint n_first = n + (in_exif ? 1 : n_tags);
  guint32 second = 8 + 2 + 12 * n_first + 4;
  guint32 start = second + (in_exif ? 2 + 12 * n_tags + 4 : 0);

  g_byte_array_append (out, (const guint8 *) "II*\0\10\0\0\0", 8);
  add_little (out, n_first, 2);
  for (guint i = 0; i < n; i++)
    add_entry (out, values[i][0], values[i][1], 1, values[i][0] != 273 ? values[i][2] : start);
  if (in_exif)
    {
      add_entry (out, 34665, 4, 1, second);
      add_little (out, 0, 4);
      add_little (out, n_tags, 2);
    }
  for (guint i = 0; i < n_tags; i++)
    add_entry (out, 40000 + i, 1, size, start);
  add_little (out, 0, 4);
  g_byte_array_set_size (out, start + size);
  memset (out->data + start, 0, size);
  return g_byte_array_free_to_bytes (out);
}

/* Loads in a process of its own that may take so much more memory; code < 0: it must succeed. */
static void
load_within (GBytes *(*make) (void), gsize most, int code, const char *words)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (GError) error = NULL;
  gsize before;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  bytes = make ();
  before = peak ();
  for (int keep = 0; keep < 2; keep++)
    {
      const RectoImageLoadOptions options = { .accept_truncated = keep == 1 };

      g_clear_error (&error);
      g_clear_pointer (&image, recto_image_unref);
      image = recto_image_load_bytes (bytes, &options, NULL, &error);
      if (code < 0)
        g_assert_no_error (error);
      else
        {
          g_assert_null (image);
          g_assert_error (error, RECTO_IMAGE_ERROR, code);
          g_assert_nonnull (strstr (error->message, words));
        }
    }
  g_assert_cmpuint (peak () - before, <, most);
}

static GBytes *
make_lying (void)
{
  return end_png (begin_png (100000, 100000), 10);
}

static void
test_lying (void)
{
  load_within (make_lying, 8 * MB, RECTO_IMAGE_ERROR_TOO_LARGE, "512 megapixels");
}

/* Under the limit, but the file has not the bytes for it. */
static GBytes *
make_hollow (void)
{
  return end_png (begin_png (20000, 20000), 10);
}

static void
test_hollow (void)
{
  load_within (make_hollow, 8 * MB, RECTO_IMAGE_ERROR_TRUNCATED, "ends too early");
}

static GBytes *
make_hollow_jpeg (void)
{
  g_autoptr (GBytes) small = make_scans (64, 64, 0);
  gsize size;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&small), &size);

  for (gsize i = 0; i + 8 < size; i++)
    if (data[i] == 0xff && data[i + 1] == 0xc2)
      memcpy (data + i + 5, "\x4e\x20\x4e\x20", 4); /* 20000 × 20000 */
  return g_bytes_new_take (data, size);
}

static void
test_hollow_jpeg (void)
{
  load_within (make_hollow_jpeg, 8 * MB, RECTO_IMAGE_ERROR_TRUNCATED, "ends too early");
}

/* Two hundred texts of 2 kB, each of 2 MB when inflated. */
static GBytes *
make_texts (void)
{
  GByteArray *out = begin_png (2, 1);

  for (int i = 0; i < 100; i++)
    {
      add_deflated_chunk (out, "zTXt", "Comment\0", 9, 2 * MB);
      add_deflated_chunk (out, "iTXt", "Comment\0\1\0\0", 12, 2 * MB);
    }
  return end_png (out, 7);
}

static void
test_texts (void)
{
  load_within (make_texts, 8 * MB, -1, NULL);
}

/* A profile of 48 MB from 48 kB: the picture is there, the profile is not. */
static GBytes *
make_profile (void)
{
  GByteArray *out = begin_png (2, 1);

  add_deflated_chunk (out, "iCCP", "huge\0", 6, 48 * MB);
  return end_png (out, 7);
}

static void
test_profile (void)
{
  load_within (make_profile, 20 * MB, -1, NULL);
}

static GBytes *
make_many_scans (void)
{
  return make_scans (8, 8, 600);
}

static void
test_many_scans (void)
{
  load_within (make_many_scans, 8 * MB, RECTO_IMAGE_ERROR_DAMAGED, "too many scans");
}

/* The most an encoder writes is read. */
static GBytes *
make_some_scans (void)
{
  return make_scans (640, 480, 100);
}

static void
test_some_scans (void)
{
  load_within (make_some_scans, 8 * MB, -1, NULL);
}

/* 65 thousand bytes of nothing in each marker that is kept. */
static GBytes *
make_markers (void)
{
  g_autoptr (GBytes) small = make_scans (8, 8, 0);
  gsize size;
  const guint8 *data = g_bytes_get_data (small, &size);
  GByteArray *out = g_byte_array_new ();
  g_autofree guint8 *marker = g_malloc0 (2 + 0xffff);

  g_byte_array_append (out, data, 2);
  for (int i = 0; i < 200; i++)
    {
      memcpy (marker, i % 2 == 0 ? "\xff\xe1\xff\xff" "Exif" : "\xff\xe2\xff\xff" "ICC_PROFILE\0\1\1", i % 2 == 0 ? 8 : 18);
      g_byte_array_append (out, marker, 2 + 0xffff);
    }
  g_byte_array_append (out, data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (out);
}

static void
test_markers (void)
{
  load_within (make_markers, 40 * MB, -1, NULL);
}

static GBytes *
make_shared_tags (void)
{
  return make_tags (200, 2 * MB, FALSE);
}

static void
test_shared_tags (void)
{
  load_within (make_shared_tags, 8 * MB, RECTO_IMAGE_ERROR_DAMAGED, "made to do harm");
}

/* One large tag that nobody knows is nobody's harm. */
static GBytes *
make_one_tag (void)
{
  return make_tags (1, 2 * MB, FALSE);
}

static void
test_one_tag (void)
{
  load_within (make_one_tag, 20 * MB, -1, NULL);
}

/* What is said about the files is bounded as well. */
static void
test_tags_metadata (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 1, 1, 12, 0, 0);
  gsize before;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  for (int in_exif = 0; in_exif < 2; in_exif++)
    {
      g_autoptr (GBytes) bytes = make_tags (200, 2 * MB, in_exif == 1);
      g_autoptr (RectoMetadata) metadata = NULL;

      before = peak ();
      metadata = recto_metadata_read (bytes, 0, NULL, now);
      g_assert_nonnull (recto_metadata_find_doubt (metadata, "cut"));
      g_assert_cmpuint (peak () - before, <, 8 * MB);
    }
}

/* A lossless WebP picture of one colour, with the mark of transparency, is 38 bytes whatever its size (RFC 9649, 3.4). */
static GBytes *
make_webp (guint32 width, guint32 height)
{
  static const guint8 colour[] = { 0x07, 0x50, 0xc0, 0x02, 0x16, 0xb0, 0x80, 0x81, 0x88, 0xe8, 0x7f, 0, 0 };
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) "RIFF\36\0\0\0WEBPVP8L\21\0\0\0\57", 21);
  add_little (out, (width - 1) | (height - 1) << 14 | 1u << 28, 4);
  g_byte_array_append (out, colour, sizeof colour);
  return g_byte_array_free_to_bytes (out);
}

static GBytes *
make_large_webp (void)
{
  return make_webp (16000, 16000);
}

static void
test_large_webp (void)
{
  load_within (make_large_webp, 8 * MB, RECTO_IMAGE_ERROR_TOO_LARGE, "64 megapixels");
}

static GBytes *
make_small_webp (void)
{
  return make_webp (500, 500);
}

static void
test_small_webp (void)
{
  load_within (make_small_webp, 8 * MB, -1, NULL);
}

/* An EXIF block with a maker and an orientation. */
static GByteArray *
make_exif (const char *maker, guint orientation)
{
  GByteArray *out = g_byte_array_new ();
  guint32 text;

  memcpy (&text, maker, 4);
  g_byte_array_append (out, (const guint8 *) "II*\0\10\0\0\0\2\0", 10);
  add_entry (out, 0x010f, 2, 4, GUINT32_FROM_LE (text));
  add_entry (out, 0x0112, 3, 1, orientation);
  add_little (out, 0, 4);
  return out;
}

/* The first is read, and that there are more is said. */
static void
check_exif (GBytes *bytes, gboolean more)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 1, 1, 12, 0, 0);
  g_autoptr (RectoMetadata) metadata = recto_metadata_read (bytes, 0, NULL, now);
  guint n_makers = 0;
  gboolean cut = FALSE;

  for (guint i = 0; i < recto_metadata_get_n_claims (metadata); i++)
    if (g_str_equal (recto_metadata_get_claim (metadata, i)->id, "exif-make"))
      {
        g_assert_cmpstr (recto_metadata_get_claim (metadata, i)->value, ==, "One");
        n_makers++;
      }
  for (guint i = 0; i < recto_metadata_get_n_doubts (metadata); i++)
    cut = cut || g_str_equal (recto_metadata_get_doubt (metadata, i)->id, "cut");
  g_assert_cmpuint (n_makers, ==, 1);
  g_assert_cmpint (cut, ==, more);
}

static GBytes *
make_exif_jpeg (GByteArray *const blocks[], guint n)
{
  g_autoptr (GBytes) small = make_scans (8, 8, 0);
  gsize size;
  const guint8 *data = g_bytes_get_data (small, &size);
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, data, 2);
  for (guint i = 0; i < n; i++)
    {
      g_byte_array_append (out, (const guint8 *) "\xff\xe1", 3);
      g_byte_array_append (out, &(guint8){ (guint8) (blocks[i]->len + 8) }, 1);
      g_byte_array_append (out, (const guint8 *) "Exif\0", 6);
      g_byte_array_append (out, blocks[i]->data, blocks[i]->len);
    }
  g_byte_array_append (out, data + 2, (guint) size - 2);
  return g_byte_array_free_to_bytes (out);
}

static GBytes *
make_exif_webp (GByteArray *const blocks[], guint n)
{
  g_autoptr (GBytes) small = make_webp (8, 8);
  GByteArray *out = g_bytes_unref_to_array (g_steal_pointer (&small));

  for (guint i = 0; i < n; i++)
    {
      g_byte_array_append (out, (const guint8 *) "EXIF", 4);
      add_little (out, blocks[i]->len, 4);
      g_byte_array_append (out, blocks[i]->data, blocks[i]->len);
    }
  out->data[4] = (guint8) (out->len - 8);
  return g_byte_array_free_to_bytes (out);
}

static void
test_second_exif (void)
{
  g_autoptr (GByteArray) one = make_exif ("One", 6);
  g_autoptr (GByteArray) two = make_exif ("Two", 3);
  GByteArray *const blocks[] = { one, two };

  for (guint n = 1; n <= 2; n++)
    {
      GByteArray *chunks = begin_png (2, 1);
      g_autoptr (GBytes) jpeg = make_exif_jpeg (blocks, n);
      g_autoptr (GBytes) webp = make_exif_webp (blocks, n);
      g_autoptr (GBytes) png = NULL;
      g_autoptr (RectoImage) image = recto_image_load_bytes (jpeg, NULL, NULL, NULL);

      for (guint i = 0; i < n; i++)
        add_chunk (chunks, "eXIf", blocks[i]->data, blocks[i]->len);
      png = end_png (chunks, 7);
      check_exif (png, n > 1);
      check_exif (jpeg, n > 1);
      check_exif (webp, n > 1);
      g_assert_cmpuint (recto_image_get_orientation (image), ==, 6);
    }
}

/* The limit of the whole program, and that of one reading over it. */
static void
test_limit (void)
{
  g_autoptr (GBytes) bytes = end_png (begin_png (2000, 600), 600 * 6001);
  const RectoImageLoadOptions own = { .max_pixels = 2000 * 600 };
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (recto_image_get_max_pixels (), ==, RECTO_IMAGE_DEFAULT_MAX_PIXELS);
  recto_image_set_max_megapixels (1);
  g_assert_null (recto_image_load_bytes (bytes, NULL, NULL, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "limit of 1 megapixels"));
  g_assert_nonnull (strstr (error->message, "--max-megapixels"));
  g_clear_error (&error);
  image = recto_image_load_bytes (bytes, &own, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&image, recto_image_unref);
  recto_image_set_max_megapixels (2);
  image = recto_image_load_bytes (bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  recto_image_set_max_megapixels (0);
  g_assert_cmpuint (recto_image_get_max_pixels (), ==, RECTO_IMAGE_DEFAULT_MAX_PIXELS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bombs/lying-header", test_lying);
  g_test_add_func ("/bombs/hollow", test_hollow);
  g_test_add_func ("/bombs/hollow-jpeg", test_hollow_jpeg);
  g_test_add_func ("/bombs/texts", test_texts);
  g_test_add_func ("/bombs/profile", test_profile);
  g_test_add_func ("/bombs/many-scans", test_many_scans);
  g_test_add_func ("/bombs/some-scans", test_some_scans);
  g_test_add_func ("/bombs/markers", test_markers);
  g_test_add_func ("/bombs/shared-tags", test_shared_tags);
  g_test_add_func ("/bombs/one-tag", test_one_tag);
  g_test_add_func ("/bombs/tags-metadata", test_tags_metadata);
  g_test_add_func ("/bombs/large-webp", test_large_webp);
  g_test_add_func ("/bombs/small-webp", test_small_webp);
  g_test_add_func ("/bombs/second-exif", test_second_exif);
  g_test_add_func ("/bombs/limit", test_limit);
  return g_test_run ();
}

/* test-hollow.c: uncompressed files that claim a large picture and hold no row of it do not cost its memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load.h"

#include <string.h>

#define MOST (8 * 1024 * 1024) /* bytes */

/* In bytes, as the kernel counts it for this process. */
static gsize
peak (void)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  return (gsize) g_ascii_strtoull (strstr (text, "VmHWM:") + 6, NULL, 10) * 1024;
}

static void
add_little (GByteArray *out, guint64 value, guint n)
{
  for (guint i = 0; i < n; i++)
    g_byte_array_append (out, &(guint8){ (guint8) (value >> (8 * i)) }, 1);
}

/* Loads in a process of its own that may take so much more memory, and is refused. */
static void
refuses_within (GBytes *(*make) (void))
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
      g_assert_null (image);
      g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TRUNCATED);
      g_assert_nonnull (strstr (error->message, "cannot be kept"));
    }
  g_assert_cmpuint (peak () - before, <, MOST);
}

/* A header for 400 megapixels and not one row. */
static GBytes *
make_hollow_bmp (void)
{
  GByteArray *out = g_byte_array_new ();
  const guint32 head[][2] = { { 0, 4 }, { 0, 4 }, { 54, 4 }, { 40, 4 }, { 20000, 4 }, { 20000, 4 }, { 1, 2 }, { 24, 2 },
                              { 0, 4 }, { 0, 4 }, { 0, 4 },  { 0, 4 },  { 0, 4 },     { 0, 4 } };

  g_byte_array_append (out, (const guint8 *) "BM", 2);
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    add_little (out, head[i][0], head[i][1]);
  for (guint i = 0; i < 100; i++) /* less than a row */
    add_little (out, i, 4);
  return g_byte_array_free_to_bytes (out);
}

static void
test_hollow_bmp (void)
{
  refuses_within (make_hollow_bmp);
}

/* Grey, in one strip that begins where the file nearly ends. */
static GBytes *
make_hollow_tiff (void)
{
  GByteArray *out = g_byte_array_new ();
  const guint32 tags[][2] = { { 256, 20000 }, { 257, 20000 }, { 258, 8 }, { 259, 1 }, { 262, 1 }, { 273, 8 + 2 + 9 * 12 + 4 },
                              { 277, 1 }, { 278, 20000 }, { 279, 400000000 } };

  g_byte_array_append (out, (const guint8 *) "II*\0\10\0\0\0", 8);
  add_little (out, G_N_ELEMENTS (tags), 2);
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      add_little (out, tags[i][0], 2);
      add_little (out, 4, 2);
      add_little (out, 1, 4);
      add_little (out, tags[i][1], 4);
    }
  add_little (out, 0, 4);
  for (guint i = 0; i < 100; i++)
    add_little (out, i, 4);
  return g_byte_array_free_to_bytes (out);
}

static void
test_hollow_tiff (void)
{
  refuses_within (make_hollow_tiff);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hollow/bmp", test_hollow_bmp);
  g_test_add_func ("/hollow/tiff", test_hollow_tiff);
  return g_test_run ();
}

/* test-scratch.c: where large blocks live, that their bytes stay, and what is said when there is no room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-scratch.h"

#include "recto-image.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MB ((gsize) 1024 * 1024)
#define LARGE (200 * MB)

static char *cache;

static RectoScratch *
make (gsize size)
{
  g_autoptr (GError) error = NULL;
  RectoScratch *scratch = recto_scratch_new (size, &error);

  g_assert_no_error (error);
  g_assert_nonnull (scratch);
  g_assert_cmpuint (recto_scratch_get_size (scratch), ==, size);
  return scratch;
}

/* What the kernel says of this process, in bytes. */
static gsize
status (const char *field)
{
  g_autofree char *text = NULL;
  const char *at;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  at = strstr (text, field);
  g_assert_nonnull (at);
  return (gsize) g_ascii_strtoull (at + strlen (field), NULL, 10) * 1024;
}

static void
test_places (void)
{
  g_autoptr (RectoScratch) small = make (RECTO_SCRATCH_SMALL);
  g_autoptr (RectoScratch) first = make (90 * MB);
  g_autoptr (RectoScratch) second = make (90 * MB);
  g_autoptr (RectoScratch) third = make (90 * MB);
  g_autoptr (RectoScratch) again = NULL;
  g_autoptr (RectoScratch) large = NULL;

  g_assert_false (recto_scratch_is_in_file (small));
  g_assert_false (recto_scratch_is_in_file (first));
  g_assert_false (recto_scratch_is_in_file (second));
  g_assert_true (recto_scratch_is_in_file (third));
  g_clear_pointer (&first, recto_scratch_free);
  again = make (90 * MB);
  g_assert_false (recto_scratch_is_in_file (again));
  large = make (RECTO_SCRATCH_HEAP + 1);
  g_assert_true (recto_scratch_is_in_file (large));
}

/* The file has no name, its folder is for the user alone, and it starts as zeroes. */
static void
test_file (void)
{
  g_autoptr (RectoScratch) scratch = make (LARGE);
  g_autofree char *folder = g_build_filename (cache, "recto", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  struct stat info;
  const guint8 *data = recto_scratch_get_data (scratch);

  g_assert_true (recto_scratch_is_in_file (scratch));
  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
  g_assert_cmpint (stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  for (gsize i = 0; i < LARGE; i += 1000 * 1000)
    g_assert_cmpuint (data[i], ==, 0);
}

static guint8
pattern (gsize at)
{
  return (guint8) (at * 2654435761u >> 23);
}

/* What was written is read again after its pages were given back. */
static void
test_bytes_stay (void)
{
  g_autoptr (RectoScratch) scratch = make (LARGE);
  guint8 *data = recto_scratch_get_data (scratch);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < 24 * MB; i++)
    data[i] = pattern (i);
  data[LARGE - 1] = 77;
  g_assert_cmpint (madvise (data, LARGE, MADV_DONTNEED), ==, 0);
  for (gsize i = 0; i < 24 * MB; i++)
    if (data[i] != pattern (i))
      g_error ("byte %" G_GSIZE_FORMAT " is another", i);
  g_assert_cmpuint (data[24 * MB], ==, 0);
  bytes = recto_scratch_free_to_bytes (g_steal_pointer (&scratch));
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, LARGE);
  g_assert_cmpuint (((const guint8 *) g_bytes_get_data (bytes, NULL))[LARGE - 1], ==, 77);
}

/* Touching all of a block does not keep all of it resident. */
static void
test_resident_is_bounded (void)
{
  gsize size = 2 * RECTO_SCRATCH_RESIDENT;
  g_autoptr (RectoScratch) scratch = make (size);
  guint8 *data = recto_scratch_get_data (scratch);

  for (gsize i = 0; i < size; i += 4096)
    data[i] = pattern (i);
  for (int tries = 0; status ("RssFile:") + status ("RssShmem:") > RECTO_SCRATCH_RESIDENT; tries++)
    {
      g_assert_cmpint (tries, <, 3000);
      g_usleep (10 * 1000);
    }
  for (gsize i = 0; i < size; i += 4096)
    if (data[i] != pattern (i))
      g_error ("page %" G_GSIZE_FORMAT " is another", i / 4096);
}

static void
test_unusable_folder (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (RectoScratch) scratch = make (LARGE);

      g_assert_false (recto_scratch_is_in_file (scratch));
      recto_scratch_get_data (scratch)[LARGE - 1] = 1;
      return;
    }
  g_setenv ("XDG_CACHE_HOME", "/dev/null/cache", TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*kept in memory*/dev/null/cache/recto*cannot be used*");
}

/* A file that may not grow stands for a full disk. */
static void
limit (int what, rlim_t most)
{
  struct rlimit value = { most, most };

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (what, &value), ==, 0);
}

static void
test_full_disk (void)
{
  if (g_test_subprocess ())
    {
      RectoScratch *scratch;

      limit (RLIMIT_FSIZE, MB);
      scratch = make (LARGE);
      g_assert_false (recto_scratch_is_in_file (scratch));
      recto_scratch_free (scratch);
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*kept in memory*Room for the picture cannot be had*");
}

static void
test_no_room_at_all (void)
{
  g_autoptr (GError) error = NULL;
  RectoImage *image;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  limit (RLIMIT_FSIZE, MB);
  image = recto_image_new (2000000, 2000000, 3, 8, FALSE, &error);
  g_assert_null (image);
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "12.0"));
}

int
main (int argc, char *argv[])
{
  const char *own = g_getenv ("RECTO_TEST_CACHE");
  int result;

  /* On a disk: a folder in memory is not used for blocks. */
  cache = own != NULL ? g_strdup (own) : g_build_filename (g_get_current_dir (), "scratch-XXXXXX", NULL);
  if (own == NULL)
    {
      g_assert_nonnull (g_mkdtemp (cache));
      g_setenv ("RECTO_TEST_CACHE", cache, TRUE);
      g_setenv ("XDG_CACHE_HOME", cache, TRUE);
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scratch/places", test_places);
  g_test_add_func ("/scratch/file", test_file);
  g_test_add_func ("/scratch/bytes-stay", test_bytes_stay);
  g_test_add_func ("/scratch/resident-is-bounded", test_resident_is_bounded);
  g_test_add_func ("/scratch/unusable-folder", test_unusable_folder);
  g_test_add_func ("/scratch/full-disk", test_full_disk);
  g_test_add_func ("/scratch/no-room-at-all", test_no_room_at_all);
  result = g_test_run ();
  if (own == NULL)
    {
      g_autofree char *folder = g_build_filename (cache, "recto", NULL);

      g_rmdir (folder);
      g_rmdir (cache);
    }
  g_free (cache);
  return result;
}

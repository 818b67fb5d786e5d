/* replay.c: runs one fuzz target over its corpus, and over damaged copies of it, as an ordinary test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: fuzz-replay-NAME FOLDER N   N damaged copies of each file, the same ones each time: cut, with bytes changed, with parts repeated.
 */

#include "config.h"
#include "fuzz-target.h"

#include <string.h>

static guint n_copies;

static void
damage (GRand *rand, GByteArray *bytes)
{
  guint n = g_rand_int_range (rand, 1, 9);

  for (guint i = 0; i < n && bytes->len > 4; i++)
    {
      guint at = g_rand_int_range (rand, 0, bytes->len);

      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          g_byte_array_set_size (bytes, MAX (at, 1));
          break;
        case 1:
          bytes->data[at] ^= (guint8) (1 << g_rand_int_range (rand, 0, 8));
          break;
        case 2:
          bytes->data[at] = (guint8) (g_rand_boolean (rand) ? 0xff : 0);
          break;
        case 3:
          {
            guint length = (guint) g_rand_int_range (rand, 1, 17);

            g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, length));
            break;
          }
        case 4:
          {
            guint wanted = (guint) g_rand_int_range (rand, 1, 65);
            guint length = MIN (bytes->len - at, wanted);
            g_autofree guint8 *part = g_memdup2 (bytes->data + at, length);

            g_byte_array_append (bytes, part, length);
            break;
          }
        default:
          bytes->data[at] = (guint8) g_rand_int_range (rand, 0, 256);
          break;
        }
    }
}

static void
test_file (gconstpointer user_data)
{
  const char *path = user_data;
  g_autofree char *content = NULL;
  gsize size;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  LLVMFuzzerTestOneInput ((const guint8 *) content, size);
  for (guint i = 0; i < n_copies; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) content, (guint) size);
      damage (rand, bytes);
      LLVMFuzzerTestOneInput (bytes->data, bytes->len);
    }
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

int
main (int argc, char **argv)
{
  GDir *dir;
  const char *name;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_cmpint (argc, ==, 3);
  n_copies = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  dir = g_dir_open (argv[1], 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_dir_close (dir);
  g_assert_cmpuint (names->len, >, 0);
  g_ptr_array_sort (names, by_name);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *test = g_strdup_printf ("/fuzz/%s", (char *) names->pdata[i]);

      g_test_add_data_func_full (test, g_build_filename (argv[1], names->pdata[i], NULL), test_file, g_free);
    }
  return g_test_run ();
}

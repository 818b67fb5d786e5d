/* test-metadata.c: files claim what another reader finds in them, planted traces are found, and hostile files do no harm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load.h"
#include "recto-metadata.h"

#include <math.h>
#include <string.h>

static char *folder;

static RectoMetadata *
read_bytes (GBytes *bytes)
{
  g_autoptr (RectoImage) image = recto_image_load_bytes (bytes, NULL, NULL, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 1, 1, 12, 0, 0);

  return recto_metadata_read (bytes, 0, image, now);
}

static GBytes *
bytes_of (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = recto_image_read_file (path, NULL, &error);

  g_assert_no_error (error);
  return bytes;
}

static gboolean
has_claim (const RectoMetadata *metadata, const char *id, const char *value)
{
  for (guint i = 0; i < recto_metadata_get_n_claims (metadata); i++)
    {
      const RectoClaim *claim = recto_metadata_get_claim (metadata, i);

      if (g_str_equal (claim->id, id) && g_str_equal (claim->value, value))
        return TRUE;
    }
  return FALSE;
}

/* Calls check for each line of a list, with the file's metadata read once for all lines in a row about it. */
static guint
each_line (const char *list, void (*check) (const RectoMetadata *metadata, char **words))
{
  g_autofree char *path = g_build_filename (folder, list, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *current = NULL;
  g_autoptr (RectoMetadata) metadata = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (; lines[n] != NULL; n++)
    {
      g_auto (GStrv) words = g_strsplit (lines[n], "\t", -1);

      if (g_strcmp0 (current, words[0]) != 0)
        {
          g_autoptr (GBytes) bytes = bytes_of (words[0]);

          g_free (current);
          current = g_strdup (words[0]);
          g_clear_pointer (&metadata, recto_metadata_unref);
          metadata = read_bytes (bytes);
        }
      check (metadata, words);
    }
  return n;
}

static void
check_claim (const RectoMetadata *metadata, char **words)
{
  if (words[1][0] == '-')
    {
      if (recto_metadata_find_claim (metadata, words[1] + 1) != NULL)
        g_error ("%s claims %s", words[0], words[1] + 1);
      return;
    }
  if (!has_claim (metadata, words[1], words[2]))
    {
      const RectoClaim *claim = recto_metadata_find_claim (metadata, words[1]);

      g_error ("%s does not claim %s “%s” but “%s”", words[0], words[1], words[2], claim != NULL ? claim->value : "nothing");
    }
}

static void
test_claims (void)
{
  g_assert_cmpuint (each_line ("claims.txt", check_claim), >=, 100);
}

static void
check_doubt (const RectoMetadata *metadata, char **words)
{
  gboolean wanted = words[1][0] != '-';
  const RectoDoubt *doubt = recto_metadata_find_doubt (metadata, words[1] + (wanted ? 0 : 1));

  if ((doubt != NULL) != wanted)
    g_error ("%s: %s is %s", words[0], words[1] + (wanted ? 0 : 1), doubt != NULL ? doubt->values[0] : "missing");
}

static void
test_doubts (void)
{
  g_assert_cmpuint (each_line ("doubts.txt", check_doubt), >=, 60);
}

/* Each page speaks for itself; a page that is not there says nothing. */
static void
test_pages (void)
{
  const char *const said[][2] = { { "white page", "300" }, { "second scan", "72" } };
  g_autoptr (GBytes) bytes = bytes_of ("two.tif");
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 1, 1, 12, 0, 0);
  g_autoptr (RectoMetadata) none = recto_metadata_read (bytes, 2, NULL, now);

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      const RectoImageLoadOptions options = { .frame = i };
      g_autoptr (RectoImage) image = recto_image_load_bytes (bytes, &options, NULL, NULL);
      g_autoptr (RectoMetadata) metadata = recto_metadata_read (bytes, i, image, now);

      g_assert_nonnull (image);
      g_assert_cmpstr (recto_metadata_find_claim (metadata, "exif-description")->value, ==, said[i][0]);
      g_assert_cmpstr (recto_metadata_find_claim (metadata, "exif-dpi-x")->value, ==, said[i][1]);
      g_assert_cmpstr (recto_metadata_find_claim (metadata, "tiff-pages")->value, ==, "2");
    }
  g_assert_cmpuint (recto_metadata_get_n_claims (none), ==, 0);
}

static void
check_clean (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, RECTO_METADATA_MAX_VALUE + 1);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_assert_true (g_unichar_isprint (c) || c == 0x200c || c == 0x200d);
    }
}

/* Whatever was read keeps the promises of the header, and comes back as it was through the checked setters. */
static void
check_promises (const RectoMetadata *metadata)
{
  g_autoptr (RectoMetadata) copy = recto_metadata_new ();
  RectoDoubtSeverity last = RECTO_DOUBT_WARNING;

  g_assert_cmpuint (recto_metadata_get_n_claims (metadata), <=, RECTO_METADATA_MAX_CLAIMS);
  g_assert_cmpuint (recto_metadata_get_n_doubts (metadata), <=, RECTO_METADATA_MAX_DOUBTS);
  for (guint i = 0; i < recto_metadata_get_n_claims (metadata); i++)
    {
      const RectoClaim *claim = recto_metadata_get_claim (metadata, i);
      g_autofree char *words = recto_claim_dup_text (claim);

      check_clean (claim->value);
      g_assert_true (words[0] != '\0' && recto_claim_get_label (claim)[0] != '\0');
      /* A label of our own for each identifier. */
      g_assert_true (claim->name != NULL || g_strcmp0 (recto_claim_get_label (claim), claim->id) != 0);
      g_assert_true (recto_metadata_take_claim (copy, claim->group, claim->id, claim->name, claim->value, claim->number));
    }
  for (guint i = 0; i < recto_metadata_get_n_doubts (metadata); i++)
    {
      const RectoDoubt *doubt = recto_metadata_get_doubt (metadata, i);
      g_autofree char *words = recto_doubt_dup_text (doubt);

      g_assert_cmpint (doubt->severity, <=, last);
      last = doubt->severity;
      g_assert_true (g_str_has_suffix (words, "."));
      g_assert_true (recto_metadata_take_doubt (copy, doubt->id, (const char *const *) doubt->values));
    }
}

static void
test_hostile (void)
{
  static const char *const names[] = { "camera.jpg", "camera.png", "texts.png", "xmp.jpg", "scan.tif", "small-face.jpg", "bomb.png", "many.png",
                                       "long.png", "profile.jpg", "camera.webp" };
  g_autoptr (GRand) random = g_rand_new_with_seed (29);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 1, 1, 12, 0, 0);

  for (guint f = 0; f < G_N_ELEMENTS (names); f++)
    {
      g_autoptr (GBytes) whole = bytes_of (names[f]);
      g_autoptr (RectoMetadata) good = recto_metadata_read (whole, 0, NULL, now);
      gsize size;
      const guint8 *data = g_bytes_get_data (whole, &size);
      gsize head = MIN (size, 6000);

      check_promises (good);
      for (guint round = 0; round < 100; round++)
        {
          gsize length = round % 3 == 0 ? (gsize) g_rand_int_range (random, 0, (gint32) size) : size;
          guint8 *copy = g_memdup2 (data, size);
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (RectoMetadata) metadata = NULL;

          for (guint k = 0; k < 1 + round % 9; k++)
            copy[g_rand_int_range (random, 0, (gint32) head)] = (guint8) (round % 2 ? g_rand_int (random) : 0xff);
          bytes = g_bytes_new_take (copy, length);
          metadata = recto_metadata_read (bytes, 0, NULL, now);
          check_promises (metadata);
        }
    }
}

static void
test_setters (void)
{
  g_autoptr (RectoMetadata) metadata = recto_metadata_new ();
  const char *const one[] = { "72", NULL };
  const char *const none[] = { NULL };
  const char *const dirty[] = { "\033[2J", NULL };

  g_assert_true (recto_metadata_take_claim (metadata, RECTO_CLAIM_FILE, "exif-make", NULL, "U", NAN));
  g_assert_false (recto_metadata_take_claim (metadata, RECTO_CLAIM_FILE, "Exif Make", NULL, "U", NAN));
  g_assert_false (recto_metadata_take_claim (metadata, RECTO_CLAIM_FILE, "exif-make", NULL, "", NAN));
  g_assert_false (recto_metadata_take_claim (metadata, RECTO_CLAIM_FILE, "exif-make", NULL, "a\nb", NAN));
  g_assert_false (recto_metadata_take_claim (metadata, RECTO_CLAIM_FILE, "exif-make", "\t", "b", NAN));
  g_assert_false (recto_metadata_take_claim (metadata, (RectoClaimGroup) 9, "exif-make", NULL, "b", NAN));
  g_assert_true (recto_metadata_take_doubt (metadata, "dpi-default", one));
  g_assert_false (recto_metadata_take_doubt (metadata, "dpi-default", none));
  g_assert_false (recto_metadata_take_doubt (metadata, "dpi-default", dirty));
  g_assert_false (recto_metadata_take_doubt (metadata, "forged", none));
  for (guint i = 1; i < RECTO_METADATA_MAX_CLAIMS; i++)
    g_assert_true (recto_metadata_take_claim (metadata, RECTO_CLAIM_FILE, "exif-make", NULL, "U", i));
  g_assert_false (recto_metadata_take_claim (metadata, RECTO_CLAIM_FILE, "exif-make", NULL, "U", NAN));
}

int
main (int argc, char *argv[])
{
  g_autofree char *script = NULL;
  char *make[] = { (char *) "/usr/bin/python3", NULL, NULL, NULL };
  int status = 1, result;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("recto-metadata-XXXXXX", NULL);
  make[1] = script = g_test_build_filename (G_TEST_DIST, "unit", "image", "make-metadata.py", NULL);
  make[2] = folder;
  if (!g_spawn_sync (NULL, make, NULL, 0, NULL, NULL, NULL, NULL, &status, NULL) || status != 0)
    g_error ("make-metadata.py failed: run tests/run, which installs what it needs");
  g_test_add_func ("/metadata/claims", test_claims);
  g_test_add_func ("/metadata/doubts", test_doubts);
  g_test_add_func ("/metadata/pages", test_pages);
  g_test_add_func ("/metadata/hostile", test_hostile);
  g_test_add_func ("/metadata/setters", test_setters);
  result = g_test_run ();
  {
    char *remove[] = { (char *) "rm", (char *) "-rf", folder, NULL };

    g_spawn_sync (NULL, remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
    g_free (folder);
  }
  return result;
}

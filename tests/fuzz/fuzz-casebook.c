/* fuzz-casebook.c: a casebook's database with bytes overwritten, or cut
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small casebook is made once. The input overwrites parts of its database: each four bytes are a place (three bytes, modulo the file's
 * size) and the value to put there; a first byte under 64 cuts the file to that many 64ths before. A damaged database is refused with words or
 * found out; it never crashes the reader, and what is written after it was opened is told of honestly.
 */

#include "config.h"
#include "fuzz-target.h"

#include <glib/gstdio.h>
#include <string.h>
#include "recto-casebook.h"

static char *base;
static gsize base_size;

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}

static void
make_base (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, NULL);
  g_autofree char *case_id = recto_casebook_create_case (casebook, "examiner", "2026-1", "Passport", NULL);
  g_autofree char *page_id = recto_casebook_add_page (casebook, "examiner", case_id, "DATA_PAGE", NULL, NULL);
  g_autoptr (GBytes) scan = g_bytes_new_static ("scan", 4);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, scan);
  RectoExposure exposure = {
    .page_id = page_id, .light = (char *) "white", .file_name = (char *) "scan.png", .pixel_sha256 = sum,
    .format = (char *) "png", .width = 4, .height = 3, .channels = 3, .depth = 8, .orientation = 1,
  };
  g_autofree char *exposure_id = recto_casebook_add_exposure (casebook, "examiner", &exposure, scan, NULL, NULL);
  RectoFinding finding = {
    .page_id = page_id, .exposure_id = exposure_id, .shape = (char *) "{\"type\":\"point\",\"x\":1,\"y\":2}",
    .feature = (char *) "S07", .result = (char *) "DEVIATES", .text = (char *) "Digit overwritten",
  };
  g_autofree char *finding_id = recto_casebook_add_finding (casebook, "examiner", &finding, NULL);

  g_assert_nonnull (finding_id);
  recto_casebook_close (casebook);
  g_assert_true (g_file_get_contents (path, &base, &base_size, NULL));
  remove_folder (folder);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  gsize content_size;
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCasebook) casebook = NULL;

  if (base == NULL)
    make_base ();
  content = g_memdup2 (base, base_size);
  content_size = size > 0 && data[0] < 64 ? base_size * data[0] / 64 : base_size;
  for (gsize at = 1; at + 4 <= size && content_size > 0; at += 4)
    content[(data[at] | data[at + 1] << 8 | data[at + 2] << 16) % content_size] = (char) data[at + 3];

  folder = g_dir_make_tmp ("recto-fuzz-XXXXXX", NULL);
  path = g_build_filename (folder, "casebook.sqlite", NULL);
  g_assert_true (g_file_set_contents (path, content, (gssize) content_size, NULL));
  casebook = recto_casebook_open (folder, FALSE, &error);
  if (casebook != NULL)
    {
      g_autoptr (GPtrArray) cases = recto_casebook_list_cases (casebook, NULL);
      g_autoptr (GError) verify_error = NULL;
      g_autoptr (RectoVerification) verification = recto_casebook_verify (casebook, NULL, NULL, &verify_error);

      g_assert_true (verification != NULL || verify_error != NULL);
      for (guint i = 0; cases != NULL && i < cases->len; i++)
        {
          RectoCase *found = cases->pdata[i];
          g_autoptr (GPtrArray) pages = recto_casebook_list_pages (casebook, found->id, NULL);
          g_autoptr (GPtrArray) exposures = recto_casebook_list_exposures (casebook, found->id, NULL);
          g_autoptr (GPtrArray) findings = recto_casebook_list_findings (casebook, found->id, TRUE, NULL);
          g_autoptr (GPtrArray) events = recto_casebook_list_events (casebook, found->id, NULL);
        }
      recto_casebook_close (casebook);
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  remove_folder (folder);
  return 0;
}

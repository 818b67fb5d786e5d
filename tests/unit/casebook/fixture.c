/* fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fixture.h"

#include <string.h>

char *
fixture_folder (void)
{
  g_autofree char *name = g_uuid_string_random ();

  return g_build_filename (g_get_user_data_dir (), name, NULL);
}

char *
fixture_add_exposure (RectoCasebook *casebook, const char *page_id, const char *light, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *pixels = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  RectoExposure exposure = {
    .page_id = (char *) page_id, .light = (char *) light, .file_name = "scan.png", .pixel_sha256 = pixels,
    .format = "png", .width = 4, .height = 3, .channels = 3, .depth = 8, .dpi_x = 600.1, .dpi_y = 600,
    .orientation = 1,
  };
  char *id = recto_casebook_add_exposure (casebook, "tester", &exposure, bytes, bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (id);
  return id;
}

RectoFinding *
fixture_finding (const char *page_id, const char *text)
{
  RectoFinding *finding = g_new0 (RectoFinding, 1);

  finding->page_id = g_strdup (page_id);
  finding->shape = g_strdup ("{\"type\":\"point\",\"x\":1,\"y\":2}");
  finding->result = g_strdup ("DEVIATES");
  finding->feature = g_strdup ("S07");
  finding->methods = g_strdup ("M20,M22");
  finding->text = g_strdup (text);
  finding->light = g_strdup ("uv365");
  return finding;
}

void
fixture_tamper (const char *folder, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "casebook.sqlite", NULL);
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
  sqlite3_close (db);
}

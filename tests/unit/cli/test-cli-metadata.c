/* test-cli-metadata.c: what a file says of itself is told, stored with the exposure and verified
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "cli-pictures.h"

#include <sqlite3.h>
#include <string.h>

/* The picture with a text chunk put behind its header: length, kind, text, checksum (PNG third edition, 5.3; CRC of annex D). */
static void
add_text (const char *name, const char *to, const char *text, gsize size)
{
  g_autofree char *from_path = in_folder (name);
  g_autofree char *to_path = in_folder (to);
  g_autofree char *data = NULL;
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  guint32 length = GUINT32_TO_BE ((guint32) size), crc = 0xffffffff;
  gsize n;

  g_assert_true (g_file_get_contents (from_path, &data, &n, NULL));
  g_byte_array_append (chunk, (const guint8 *) "tEXt", 4);
  g_byte_array_append (chunk, (const guint8 *) text, (guint) size);
  for (guint i = 0; i < chunk->len; i++)
    {
      crc ^= chunk->data[i];
      for (guint k = 0; k < 8; k++)
        crc = crc & 1 ? 0xedb88320 ^ (crc >> 1) : crc >> 1;
    }
  crc = GUINT32_TO_BE (~crc);
  g_byte_array_append (out, (const guint8 *) data, 33);
  g_byte_array_append (out, (const guint8 *) &length, 4);
  g_byte_array_append (out, chunk->data, chunk->len);
  g_byte_array_append (out, (const guint8 *) &crc, 4);
  g_byte_array_append (out, (const guint8 *) data + 33, (guint) (n - 33));
  g_assert_true (g_file_set_contents (to_path, (const char *) out->data, (gssize) out->len, NULL));
}

/* The first element with that identifier, or NULL. */
static JsonObject *
find (JsonObject *metadata, const char *list, const char *id)
{
  JsonArray *array = json_object_get_array_member (metadata, list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_str_equal (json_object_get_string_member (object, "id"), id))
        return object;
    }
  return NULL;
}

static void
test_info (void)
{
  static const char text[] = "Software\0GIMP \x1b[2J 2.10";
  g_auto (CliRun) words = { 0 };
  g_auto (CliRun) json = { 0 };
  g_autoptr (JsonNode) node = NULL;
  JsonObject *metadata, *doubt;

  draw ("plain.png", 0);
  add_text ("plain.png", "edited.png", text, sizeof text - 1);
  json = cli ("info", "--json", "edited.png", NULL);
  g_assert_cmpint (json.status, ==, 0);
  node = cli_json (&json);
  metadata = json_object_get_object_member (json_array_get_object_element (json_node_get_array (node), 0), "metadata");
  g_assert_cmpstr (json_object_get_string_member (find (metadata, "claims", "png-software"), "value"), ==, "GIMP [2J 2.10");
  doubt = find (metadata, "doubts", "software-editor");
  g_assert_cmpstr (json_object_get_string_member (doubt, "severity"), ==, "warning");
  g_assert_nonnull (strstr (json_object_get_string_member (doubt, "text"), "“GIMP [2J 2.10”"));
  g_assert_nonnull (find (metadata, "doubts", "dpi-missing"));
  words = cli ("info", "edited.png", NULL);
  g_assert_cmpint (words.status, ==, 0);
  g_assert_nonnull (strstr (words.out, "! The file names “GIMP [2J 2.10”"));
  g_assert_nonnull (strstr (words.out, "Software: GIMP [2J 2.10"));
  g_assert_null (strchr (words.out, '\x1b'));
}

static void
test_stored (void)
{
  g_auto (CliRun) new = cli ("case", "new", "--casebook", "book", NULL);
  g_auto (CliRun) add = { 0 };
  g_auto (CliRun) show = { 0 };
  g_auto (CliRun) words = { 0 };
  g_auto (CliRun) intact = { 0 };
  g_auto (CliRun) changed = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = in_folder ("book/casebook.sqlite");
  JsonObject *page, *metadata;
  sqlite3 *db = NULL;

  g_strchomp (new.out);
  add = cli ("case", "add", new.out, "edited.png", "--page", "data", "--light", "white", "--casebook", "book", NULL);
  g_assert_cmpint (add.status, ==, 0);
  show = cli ("case", "show", new.out, "--casebook", "book", "--json", NULL);
  node = cli_json (&show);
  page = json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "pages"), 0);
  metadata = json_object_get_object_member (json_array_get_object_element (json_object_get_array_member (page, "exposures"), 0), "metadata");
  g_assert_cmpstr (json_object_get_string_member (find (metadata, "claims", "png-software"), "value"), ==, "GIMP [2J 2.10");
  g_assert_nonnull (find (metadata, "doubts", "software-editor"));
  words = cli ("case", "show", new.out, "--casebook", "book", NULL);
  g_assert_nonnull (strstr (words.out, "! The file names “GIMP [2J 2.10”"));
  intact = cli ("case", "verify", "--casebook", "book", NULL);
  g_assert_cmpint (intact.status, ==, 0);

  /* Another program's name put in its place is noticed. */
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "UPDATE exposures SET metadata = replace (metadata, 'GIMP', 'Scan')", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (db), ==, 1);
  sqlite3_close (db);
  changed = cli ("case", "verify", "--casebook", "book", NULL);
  g_assert_cmpint (changed.status, !=, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_set_up ();
  g_test_add_func ("/cli/metadata/info", test_info);
  g_test_add_func ("/cli/metadata/stored", test_stored);
  status = g_test_run ();
  cli_tear_down ();
  return status;
}

/* test-metadata-json.c: metadata comes back from its JSON as it was, and what is not it is refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-metadata-json.h"
#include "recto-recipe.h"

#include <math.h>

static const char canonical[]
    = "{\"claims\":[{\"group\":\"camera\",\"id\":\"exif-make\",\"value\":\"Zoë “U”\"},"
      "{\"group\":\"text\",\"id\":\"png-text\",\"name\":\"Author\",\"value\":\"a\\\\b\"},"
      "{\"group\":\"scan\",\"id\":\"exif-dpi-x\",\"number\":299.5,\"value\":\"299.5\"}],"
      "\"doubts\":[{\"id\":\"dpi-unequal\",\"values\":[\"299.5\",\"150\"]},{\"id\":\"date-missing\",\"values\":[]}],"
      "\"recto-metadata\":1}";

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoMetadata) metadata = recto_metadata_new_from_text (canonical, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (recto_metadata_get_n_claims (metadata), ==, 3);
  g_assert_cmpuint (recto_metadata_get_n_doubts (metadata), ==, 2);
  g_assert_cmpstr (recto_metadata_get_claim (metadata, 0)->value, ==, "Zoë “U”");
  g_assert_true (isnan (recto_metadata_get_claim (metadata, 0)->number));
  g_assert_cmpstr (recto_metadata_get_claim (metadata, 1)->name, ==, "Author");
  g_assert_cmpfloat (recto_metadata_get_claim (metadata, 2)->number, ==, 299.5);
  g_assert_cmpstr (recto_metadata_get_doubt (metadata, 0)->values[1], ==, "150");
  text = recto_metadata_to_text (metadata);
  g_assert_cmpstr (text, ==, canonical);
}

static void
test_words (void)
{
  g_autoptr (RectoMetadata) metadata = recto_metadata_new_from_text (canonical, NULL);
  g_autoptr (JsonNode) node = recto_metadata_to_worded_json (metadata);
  JsonObject *root = json_node_get_object (node);
  JsonObject *claim = json_array_get_object_element (json_object_get_array_member (root, "claims"), 2);
  JsonObject *doubt = json_array_get_object_element (json_object_get_array_member (root, "doubts"), 0);

  g_assert_cmpstr (json_object_get_string_member (claim, "label"), ==, "Resolution across");
  g_assert_cmpstr (json_object_get_string_member (claim, "text"), ==, "299.5 dpi");
  g_assert_cmpstr (json_object_get_string_member (doubt, "severity"), ==, "warning");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (doubt, "text"), "The file claims 299.5 dpi across and 150 dpi down."));
}

static void
test_refuses (void)
{
  static const char *const bad[] = {
    "", "[]", "{}", "null", "{\"recto-metadata\":1}", "{\"recto-metadata\":1,\"claims\":[],\"doubts\":{}}",
    "{\"recto-metadata\":2,\"claims\":[],\"doubts\":[]}", "{\"claims\":[],\"doubts\":[]}", "{\"recto-metadata\":true,\"claims\":[],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[],\"doubts\":[],\"more\":1}", "{\"recto-metadata\":1,\"claims\":[1],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[{\"group\":\"camera\",\"id\":\"exif-make\"}],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[{\"group\":\"cellar\",\"id\":\"exif-make\",\"value\":\"u\"}],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[{\"group\":\"camera\",\"id\":\"Exif\",\"value\":\"u\"}],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[{\"group\":\"camera\",\"id\":\"exif-make\",\"value\":\"\"}],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[{\"group\":\"camera\",\"id\":\"exif-make\",\"value\":\"a\\nb\"}],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[{\"group\":\"camera\",\"id\":\"exif-make\",\"value\":7}],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[{\"group\":\"camera\",\"id\":\"exif-make\",\"value\":\"u\",\"number\":\"7\"}],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[{\"group\":\"camera\",\"id\":\"exif-make\",\"value\":\"u\",\"label\":\"x\"}],\"doubts\":[]}",
    "{\"recto-metadata\":1,\"claims\":[],\"doubts\":[{\"id\":\"forged\",\"values\":[]}]}",
    "{\"recto-metadata\":1,\"claims\":[],\"doubts\":[{\"id\":\"dpi-default\",\"values\":[]}]}",
    "{\"recto-metadata\":1,\"claims\":[],\"doubts\":[{\"id\":\"dpi-default\",\"values\":[72]}]}",
    "{\"recto-metadata\":1,\"claims\":[],\"doubts\":[{\"id\":\"dpi-default\",\"values\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}]}",
    "{\"recto-metadata\":1,\"claims\":[],\"doubts\":[{\"id\":\"dpi-default\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoMetadata) metadata = recto_metadata_new_from_text (bad[i], &error);

      g_test_message ("%s", bad[i]);
      g_assert_null (metadata);
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metadata-json/round-trip", test_round_trip);
  g_test_add_func ("/metadata-json/words", test_words);
  g_test_add_func ("/metadata-json/refuses", test_refuses);
  return g_test_run ();
}

/* test-cli-case.c: a case from its beginning to its verification, as a script keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define BOX "{\"type\":\"rectangle\",\"x\":100.5,\"y\":50,\"width\":80,\"height\":40}"
#define WORDS "\340\270\245\340\270\262\340\270\242\340\270\231\340\271\211\340\270\263 \342\200\234gone\342\200\235"

static char *case_id;
static char *white_id;
static char *uv_id;

static char *
id_of (const CliRun *run, const char *name)
{
  g_autoptr (JsonNode) node = cli_json (run);

  g_assert_cmpint (run->status, ==, 0);
  return g_strdup (json_object_get_string_member (json_node_get_object (node), name));
}

static JsonNode *
show (void)
{
  g_auto (CliRun) run = cli ("case", "show", case_id, "--casebook", "book", "--json", NULL);

  g_assert_cmpint (run.status, ==, 0);
  return cli_json (&run);
}

static void
test_new (void)
{
  g_auto (CliRun) first = cli ("case", "new", "--casebook", "book", "--reference", "A-17", "--title", "Utopia", "--as", "M. Ito", "--json", NULL);
  g_auto (CliRun) second = cli ("case", "new", "--casebook", "book", NULL);
  g_auto (CliRun) list = cli ("case", "list", "--casebook", "book", "--json", NULL);
  g_autoptr (JsonNode) node = cli_json (&list);
  JsonArray *array = json_node_get_array (node);
  guint found = 0;

  case_id = id_of (&first, "case");
  g_assert_true (g_uuid_string_is_valid (case_id));
  g_strchomp (second.out);
  g_assert_true (g_uuid_string_is_valid (second.out));
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (!g_str_equal (json_object_get_string_member (object, "case"), case_id))
        continue;
      found++;
      g_assert_cmpstr (json_object_get_string_member (object, "reference"), ==, "A-17");
      g_assert_cmpstr (json_object_get_string_member (object, "title"), ==, "Utopia");
      g_assert_cmpstr (json_object_get_string_member (object, "author"), ==, "M. Ito");
      g_assert_cmpint (json_object_get_int_member (object, "exposures"), ==, 0);
    }
  g_assert_cmpuint (found, ==, 1);
}

static void
test_add (void)
{
  g_auto (CliRun) drawn = cli ("specimen", "--output-dir", "pages", "--dpi", "150", "--seed", "4", "--json", NULL);
  g_auto (CliRun) white = cli ("case", "add", case_id, "pages/page-white.png", "--page", "data", "--light", "white", "--casebook", "book", "--json", NULL);
  g_auto (CliRun) uv = cli ("case", "add", case_id, "missing.png", "pages/page-uv365.png", "--page", "data", "--light", "uv365", "--casebook", "book", "--json", NULL);
  g_auto (CliRun) info = cli ("info", "pages/page-white.png", "--json", NULL);
  g_autoptr (JsonNode) added_white = cli_json (&white);
  g_autoptr (JsonNode) added_uv = cli_json (&uv);
  g_autoptr (JsonNode) known = cli_json (&info);
  g_autoptr (JsonNode) shown = show ();
  JsonArray *ids, *pages, *exposures;
  JsonObject *first, *second, *file, *registration;

  g_assert_cmpint (drawn.status, ==, 0);
  g_assert_cmpint (white.status, ==, 0);
  ids = json_object_get_array_member (json_node_get_object (added_white), "exposures");
  g_assert_cmpuint (json_array_get_length (ids), ==, 1);
  white_id = g_strdup (json_array_get_string_element (ids, 0));
  /* The one that is there is imported, the other is said. */
  g_assert_cmpint (uv.status, ==, 1);
  g_assert_cmpstr (uv.err, ==, "recto-cli: missing.png: There is no such file. Check the name and the folder.\n");
  ids = json_object_get_array_member (json_node_get_object (added_uv), "exposures");
  g_assert_cmpuint (json_array_get_length (ids), ==, 1);
  uv_id = g_strdup (json_array_get_string_element (ids, 0));

  pages = json_object_get_array_member (json_node_get_object (shown), "pages");
  g_assert_cmpuint (json_array_get_length (pages), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (pages, 0), "role"), ==, "DATA_PAGE");
  exposures = json_object_get_array_member (json_array_get_object_element (pages, 0), "exposures");
  g_assert_cmpuint (json_array_get_length (exposures), ==, 2);
  first = json_array_get_object_element (exposures, 0);
  second = json_array_get_object_element (exposures, 1);
  file = json_array_get_object_element (json_node_get_array (known), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "exposure"), ==, white_id);
  g_assert_true (json_object_get_boolean_member (first, "reference"));
  g_assert_cmpstr (json_object_get_string_member (first, "file_name"), ==, "page-white.png");
  g_assert_cmpstr (json_object_get_string_member (first, "sha256"), ==, json_object_get_string_member (file, "sha256"));
  g_assert_cmpstr (json_object_get_string_member (first, "pixel_sha256"), ==, json_object_get_string_member (file, "pixel_sha256"));
  g_assert_cmpint (json_object_get_int_member (first, "width"), ==, json_object_get_int_member (file, "width"));
  g_assert_cmpstr (json_object_get_string_member (second, "exposure"), ==, uv_id);
  g_assert_cmpstr (json_object_get_string_member (second, "light"), ==, "uv365");
  g_assert_false (json_object_get_boolean_member (second, "reference"));
  registration = json_object_get_object_member (second, "registration");
  g_assert_cmpstr (json_object_get_string_member (registration, "status"), ==, "aligned");
  /* The original lies in the evidence byte for byte. */
  {
    const char *sha256 = json_object_get_string_member (first, "sha256");
    g_autofree char *name = g_strdup_printf ("book/evidence/%.2s/%s", sha256, sha256);
    g_autofree char *kept = in_folder (name);
    g_autofree char *given = in_folder ("pages/page-white.png");
    g_autofree char *a = NULL;
    g_autofree char *b = NULL;
    gsize na, nb;

    g_assert_true (g_file_get_contents (kept, &a, &na, NULL));
    g_assert_true (g_file_get_contents (given, &b, &nb, NULL));
    g_assert_cmpmem (a, na, b, nb);
  }
}

static void
test_finding (void)
{
  g_auto (CliRun) run = cli ("case", "finding", case_id, "--exposure", uv_id, "--shape", BOX, "--feature", "S07", "--result", "ABSENT", "--method",
                             "M20", "--text", WORDS, "--as", "M. Ito", "--casebook", "book", "--json", NULL);
  g_autofree char *id = id_of (&run, "finding");
  g_autoptr (JsonNode) shown = show ();
  JsonArray *findings = json_object_get_array_member (json_node_get_object (shown), "findings");
  JsonObject *finding, *shape, *scene, *viewport;
  g_autofree char *text = NULL;

  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpuint (json_array_get_length (findings), ==, 1);
  finding = json_array_get_object_element (findings, 0);
  g_assert_cmpstr (json_object_get_string_member (finding, "finding"), ==, id);
  g_assert_cmpstr (json_object_get_string_member (finding, "feature"), ==, "S07");
  g_assert_cmpstr (json_object_get_string_member (finding, "result"), ==, "ABSENT");
  g_assert_cmpstr (json_object_get_string_member (finding, "text"), ==, WORDS);
  g_assert_cmpstr (json_object_get_string_member (finding, "light"), ==, "uv365");
  g_assert_cmpstr (json_object_get_string_member (finding, "author"), ==, "M. Ito");
  shape = json_object_get_object_member (finding, "shape");
  g_assert_cmpfloat (json_object_get_double_member (shape, "x"), ==, 100.5);
  g_assert_cmpfloat (json_object_get_double_member (shape, "height"), ==, 40);
  viewport = json_object_get_object_member (finding, "viewport");
  g_assert_cmpfloat (json_array_get_double_element (json_object_get_array_member (viewport, "center"), 0), ==, 140.5);
  /* Its scene is what render takes, once the picture is named. */
  scene = json_object_get_object_member (finding, "scene");
  g_assert_cmpint (json_object_get_int_member (scene, "recto-scene"), ==, 1);
  json_object_set_string_member (json_array_get_object_element (json_object_get_array_member (scene, "exposures"), 0), "image", "pages/page-uv365.png");
  {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), scene);
    g_autofree char *path = in_folder ("seen.json");
    g_auto (CliRun) render = { 0 };

    text = json_to_string (node, FALSE);
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
    render = cli ("render", "--scene", "seen.json", "--region", "100,50,80,40", "-o", "seen.png", NULL);
    g_assert_cmpstr (render.err, ==, "");
    g_assert_cmpint (render.status, ==, 0);
  }
}

static void
test_refused (void)
{
  const struct
  {
    const char *exposure, *shape, *feature, *result, *words;
    int status;
  } findings[] = {
    { "nobody", BOX, "S07", "ABSENT", "nobody", 1 },
    { NULL, "{\"type\":\"circle\"}", "S07", "ABSENT", "shape", 1 },
    { NULL, "[", "S07", "ABSENT", "not JSON", 1 },
    { NULL, "{\"type\":\"point\",\"x\":1e6,\"y\":10}", "S07", "ABSENT", "outside the page", 1 },
    { NULL, "{\"type\":\"rectangle\",\"x\":-90,\"y\":10,\"width\":80,\"height\":20}", "S07", "ABSENT", "outside the page", 1 },
    { NULL, "{\"type\":\"point\",\"x\":1e999,\"y\":10}", "S07", "ABSENT", "--shape", 1 },
    { NULL, "{\"type\":\"point\",\"x\":NaN,\"y\":10}", "S07", "ABSENT", "--shape", 1 },
    { NULL, BOX, "Z99", "ABSENT", "Z99", 1 },
    { NULL, BOX, "S07", "MAYBE", "MAYBE", 1 },
  };
  g_auto (CliRun) no_book = cli ("case", "show", case_id, "--casebook", "nowhere", NULL);
  g_auto (CliRun) no_case = cli ("case", "show", "not-a-case", "--casebook", "book", NULL);
  g_auto (CliRun) no_light = cli ("case", "add", case_id, "pages/page-ir.png", "--page", "data", "--light", "moon", "--casebook", "book", NULL);
  g_auto (CliRun) no_role = cli ("case", "add", case_id, "pages/page-ir.png", "--page", "lid", "--light", "ir", "--casebook", "book", NULL);
  g_auto (CliRun) short_add = cli ("case", "add", case_id, "--casebook", "nowhere", NULL);
  g_auto (CliRun) short_finding = cli ("case", "finding", case_id, "--casebook", "nowhere", NULL);
  g_auto (CliRun) long_new = cli ("case", "new", "words", "--casebook", "nowhere", NULL);
  g_auto (CliRun) long_verify = cli ("case", "verify", "a", "b", "--casebook", "nowhere", NULL);
  g_auto (CliRun) unknown = cli ("case", "burn", NULL);
  g_auto (CliRun) help = cli ("case", "--help", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_auto (CliRun) run = cli ("case", "finding", case_id, "--exposure", findings[i].exposure != NULL ? findings[i].exposure : uv_id, "--shape",
                                 findings[i].shape, "--feature", findings[i].feature, "--result", findings[i].result, "--casebook", "book", NULL);

      cli_assert_said (&run, findings[i].status, NULL, findings[i].words);
    }
  cli_assert_said (&no_book, 1, "nowhere", "no casebook");
  cli_assert_said (&no_case, 1, "book", "not-a-case");
  cli_assert_said (&no_light, 2, NULL, "uv365");
  cli_assert_said (&no_role, 2, NULL, "cover-front");
  cli_assert_said (&short_add, 2, NULL, "");
  cli_assert_said (&short_finding, 2, NULL, "");
  cli_assert_said (&long_new, 2, NULL, "");
  cli_assert_said (&long_verify, 2, NULL, "");
  cli_assert_said (&unknown, 2, NULL, "“burn”");
  g_assert_cmpint (help.status, ==, 0);
  g_assert_cmpuint (cli_count ("nowhere"), ==, 0);
}

static void
test_verify (void)
{
  g_auto (CliRun) intact = cli ("case", "verify", case_id, "--casebook", "book", "--json", NULL);
  g_auto (CliRun) words = cli ("case", "verify", "--casebook", "book", NULL);
  g_auto (CliRun) broken = { 0 };
  g_auto (CliRun) gone = { 0 };
  g_auto (CliRun) healed = { 0 };
  g_autoptr (JsonNode) good = cli_json (&intact);
  g_autoptr (JsonNode) bad = NULL;
  g_autoptr (JsonNode) shown = show ();
  JsonObject *object = json_node_get_object (good);
  JsonObject *exposure = json_array_get_object_element (
      json_object_get_array_member (json_array_get_object_element (json_object_get_array_member (json_node_get_object (shown), "pages"), 0), "exposures"), 0);
  const char *sha256 = json_object_get_string_member (exposure, "sha256");
  g_autofree char *name = g_strdup_printf ("book/evidence/%.2s/%s", sha256, sha256);
  g_autofree char *path = in_folder (name);
  g_autofree char *bytes = NULL;
  gsize n;

  g_assert_cmpint (intact.status, ==, 0);
  g_assert_cmpint (words.status, ==, 0);
  g_assert_true (json_object_get_boolean_member (object, "intact"));
  g_assert_cmpint (json_object_get_int_member (object, "originals"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "originals_intact"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "pictures_identical"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "recipes_run"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "recipes_recorded"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "recipes_identical"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (object, "findings"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "findings_recorded"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "findings_identical"), ==, 1);
  g_assert_nonnull (strstr (words.out, "identical 1 of 1"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "problems")), ==, 0);
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "head")), ==, 64);

  /* One byte in the middle, as a tool that does not mind permissions would change it. */
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  bytes[n / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) n, NULL));
  broken = cli ("case", "verify", case_id, "--casebook", "book", "--json", NULL);
  g_assert_cmpint (broken.status, ==, 3);
  bad = cli_json (&broken);
  object = json_node_get_object (bad);
  g_assert_false (json_object_get_boolean_member (object, "intact"));
  g_assert_cmpint (json_object_get_int_member (object, "originals_intact"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "pictures_identical"), <=, 1);
  g_assert_true (json_object_get_boolean_member (object, "chain_intact"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "problems")), >=, 1);

  g_assert_cmpint (g_remove (path), ==, 0);
  gone = cli ("case", "verify", "--casebook", "book", NULL);
  g_assert_cmpint (gone.status, ==, 3);
  g_assert_nonnull (strstr (gone.err, "recto-cli: book: "));

  bytes[n / 2] ^= 1;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) n, NULL));
  healed = cli ("case", "verify", "--casebook", "book", NULL);
  g_assert_cmpint (healed.status, ==, 0);
}

/* One --light for each image; and a page whose reference is gone from the evidence. */
static void
test_lights (void)
{
  g_auto (CliRun) new = cli ("case", "new", "--casebook", "lights", "--json", NULL);
  g_autofree char *id = id_of (&new, "case");
  g_auto (CliRun) two = cli ("case", "add", id, "pages/page-white.png", "pages/page-uv365.png", "pages/page-ir.png", "--page", "DATA_PAGE", "--light",
                             "white", "--light", "uv365", "--casebook", "lights", NULL);
  g_auto (CliRun) unknown = cli ("case", "add", id, "pages/page-white.png", "pages/page-uv365.png", "--page", "DATA_PAGE", "--light", "white", "--light",
                                 "moon", "--casebook", "lights", NULL);
  g_auto (CliRun) three = cli ("case", "add", id, "pages/page-white.png", "pages/page-uv365.png", "pages/page-ir.png", "--page", "DATA_PAGE", "--light",
                               "white", "--light", "uv365", "--light", "ir", "--casebook", "lights", NULL);
  g_auto (CliRun) shown = cli ("case", "show", id, "--casebook", "lights", "--json", NULL);
  g_auto (CliRun) late = { 0 };
  g_auto (CliRun) after = { 0 };
  g_autoptr (JsonNode) node = cli_json (&shown);
  g_autoptr (JsonNode) later = NULL;
  const char *const lights[] = { "white", "uv365", "ir" };
  g_auto (GStrv) ids = g_strsplit (three.out, "\n", -1);
  JsonArray *pages = json_object_get_array_member (json_node_get_object (node), "pages");
  JsonArray *exposures = json_object_get_array_member (json_array_get_object_element (pages, 0), "exposures");
  JsonObject *fourth;

  cli_assert_said (&two, 2, NULL, "once for each");
  cli_assert_said (&unknown, 2, NULL, "uv365");
  g_assert_cmpint (three.status, ==, 0);
  g_assert_cmpuint (g_strv_length (ids), ==, 4); /* the last is empty */
  g_assert_cmpuint (json_array_get_length (pages), ==, 1);
  g_assert_cmpuint (json_array_get_length (exposures), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      JsonObject *exposure = json_array_get_object_element (exposures, i);

      g_assert_cmpstr (json_object_get_string_member (exposure, "light"), ==, lights[i]);
      g_assert_cmpstr (json_object_get_string_member (exposure, "exposure"), ==, ids[i]);
      g_assert_true (json_object_get_boolean_member (exposure, "reference") == (i == 0));
    }
  {
    const char *sha256 = json_object_get_string_member (json_array_get_object_element (exposures, 0), "sha256");
    g_autofree char *name = g_strdup_printf ("lights/evidence/%.2s/%s", sha256, sha256);
    g_autofree char *path = in_folder (name);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
  /* It is not taken for the first exposure of its page. */
  late = cli ("case", "add", id, "pages/page-ir.png", "--page", "data", "--light", "ir", "--casebook", "lights", NULL);
  g_assert_cmpint (late.status, ==, 0);
  g_assert_nonnull (strstr (late.err, "not aligned"));
  after = cli ("case", "show", id, "--casebook", "lights", "--json", NULL);
  later = cli_json (&after);
  pages = json_object_get_array_member (json_node_get_object (later), "pages");
  exposures = json_object_get_array_member (json_array_get_object_element (pages, 0), "exposures");
  g_assert_cmpuint (json_array_get_length (exposures), ==, 4);
  fourth = json_array_get_object_element (exposures, 3);
  g_assert_false (json_object_get_boolean_member (fourth, "reference"));
  g_assert_true (json_object_get_null_member (fourth, "registration"));
}

/* A database too damaged to be opened is an answer to verify, and a failure to the others. */
static void
test_damaged (void)
{
  g_auto (CliRun) new = cli ("case", "new", "--casebook", "broken", NULL);
  g_autofree char *path = in_folder ("broken/casebook.sqlite");
  g_auto (CliRun) json = { 0 };
  g_auto (CliRun) words = { 0 };
  g_auto (CliRun) list = { 0 };
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpint (new.status, ==, 0);
  g_assert_true (g_file_set_contents (path, "not a database, but long enough to be looked at as one ................................................", -1, NULL));
  json = cli ("case", "verify", "--casebook", "broken", "--json", NULL);
  words = cli ("case", "verify", "--casebook", "broken", NULL);
  list = cli ("case", "list", "--casebook", "broken", NULL);
  g_assert_cmpint (json.status, ==, 3);
  node = cli_json (&json);
  g_assert_false (json_object_get_boolean_member (json_node_get_object (node), "intact"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "problems")), ==, 1);
  cli_assert_said (&words, 3, "broken", "damaged");
  cli_assert_said (&list, 1, "broken", "damaged");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_set_up ();
  g_test_add_func ("/cli/case/new", test_new);
  g_test_add_func ("/cli/case/add", test_add);
  g_test_add_func ("/cli/case/finding", test_finding);
  g_test_add_func ("/cli/case/refused", test_refused);
  g_test_add_func ("/cli/case/verify", test_verify);
  g_test_add_func ("/cli/case/lights", test_lights);
  g_test_add_func ("/cli/case/damaged", test_damaged);
  status = g_test_run ();
  cli_tear_down ();
  g_free (case_id);
  g_free (white_id);
  g_free (uv_id);
  return status;
}

/* test-scene.c: scenes as JSON, there and back, and what is refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-scene.h"

#include <string.h>

static RectoScene *
make (const RectoComposition *composition)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) invert = recto_recipe_with_step_added (empty, recto_operation_find ("invert", 0), -1);
  RectoSceneExposure exposures[3] = {
    { .id = "one", .light = "white", .image = "a \"b\".png", .recipe = invert, .registration = recto_matrix3_identity },
    { .light = "uv365", .pixel_sha256 = "abc", .recipe = NULL, .registration = { { 1.01, 0.02, -3.5, -0.02, 1.01, 7, 1e-6, 0, 1 } } },
    { .recipe = empty, .registration = recto_matrix3_identity },
  };

  return recto_scene_new (640, 480, exposures, 3, composition);
}

static void
assert_same (const RectoComposition *a, const RectoComposition *b)
{
  g_assert_cmpint (a->mode, ==, b->mode);
  g_assert_cmpuint (a->a, ==, b->a);
  g_assert_cmpuint (a->b, ==, b->b);
  switch (a->mode)
    {
    case RECTO_MODE_CURTAIN:
      g_assert_true (a->curtain_angle == b->curtain_angle && a->curtain.x == b->curtain.x && a->curtain.y == b->curtain.y);
      break;
    case RECTO_MODE_TORCH:
      g_assert_true (a->torch.x == b->torch.x && a->torch.y == b->torch.y && a->torch_radius == b->torch_radius
                     && a->torch_edge == b->torch_edge);
      break;
    case RECTO_MODE_OVERLAY:
      g_assert_true (a->opacity == b->opacity);
      break;
    case RECTO_MODE_BLINK:
      g_assert_true (a->blink_rate == b->blink_rate && a->blink_b == b->blink_b);
      break;
    case RECTO_MODE_DIFFERENCE:
    case RECTO_MODE_SIGNED_DIFFERENCE:
      g_assert_true (a->gain == b->gain);
      break;
    case RECTO_MODE_COMPOSITE:
      g_assert_cmpmem (a->composite, sizeof a->composite, b->composite, sizeof b->composite);
      break;
    case RECTO_MODE_CHECKERBOARD:
      g_assert_true (a->checker_size == b->checker_size);
      break;
    default:
      break;
    }
}

static void
test_round_trip (void)
{
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint mode = RECTO_MODE_SINGLE; mode <= RECTO_MODE_SIGNED_DIFFERENCE; mode++)
    {
      RectoComposition c = {
        .mode = mode, .a = 2, .b = 1, .curtain_angle = 33.3, .curtain = { 100.25, -7 }, .torch = { 3, 4.125 },
        .torch_radius = 77, .torch_edge = 5.5, .opacity = 0.3, .blink_rate = 2.5, .blink_b = TRUE, .gain = 7,
        .composite = { 2, 0, 1 }, .checker_size = 31,
      };
      g_autoptr (RectoScene) scene = make (&c);
      g_autofree char *text = recto_scene_to_text (scene);
      g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoScene) again = recto_scene_new_from_text (text, &error);
      g_autofree char *second = NULL;
      guint width, height;
      RectoMode parsed;

      g_assert_no_error (error);
      second = recto_scene_to_text (again);
      g_assert_cmpstr (second, ==, text);
      g_assert_cmpstr (recto_scene_get_hash (scene), ==, hash);
      g_assert_cmpstr (recto_scene_get_hash (again), ==, hash);
      g_assert_true (g_hash_table_add (hashes, g_strdup (hash)));
      assert_same (recto_scene_get_composition (again), &c);
      recto_scene_get_page_size (again, &width, &height);
      g_assert_true (width == 640 && height == 480);
      g_assert_cmpuint (recto_scene_get_n_exposures (again), ==, 3);
      g_assert_cmpstr (recto_scene_get_exposure (again, 0)->image, ==, "a \"b\".png");
      g_assert_cmpstr (recto_scene_get_exposure (again, 0)->id, ==, "one");
      g_assert_cmpstr (recto_scene_get_exposure (again, 1)->pixel_sha256, ==, "abc");
      g_assert_null (recto_scene_get_exposure (again, 1)->id);
      g_assert_null (recto_scene_get_exposure (again, 2)->light);
      g_assert_cmpuint (recto_recipe_get_n_steps (recto_scene_get_exposure (again, 0)->recipe), ==, 1);
      for (guint k = 0; k < 9; k++)
        g_assert_cmpfloat (recto_scene_get_exposure (again, 1)->registration.m[k], ==,
                           recto_scene_get_exposure (scene, 1)->registration.m[k]);
      g_assert_true (recto_mode_from_string (recto_mode_to_string (mode), &parsed));
      g_assert_cmpint (parsed, ==, mode);
    }
  {
    RectoMode mode;

    g_assert_false (recto_mode_from_string ("no-such", &mode));
    g_assert_false (recto_mode_from_string (NULL, &mode));
  }
}

static void
test_canonical (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoScene) scene = recto_scene_new_from_text (
      " {\"recto-scene\":1, \"page\":{\"height\":20,\"width\":10}, \"exposures\":[{\"image\":\"x.png\"}]}", &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = recto_scene_to_text (scene);
  g_assert_cmpstr (text, ==,
                   "{\"exposures\":[{\"image\":\"x.png\",\"recipe\":{\"recto-recipe\":1,\"steps\":[]},"
                   "\"registration\":[1,0,0,0,1,0,0,0,1]}],\"mode\":{\"a\":0,\"b\":0,\"name\":\"single\"},"
                   "\"page\":{\"height\":20,\"width\":10},\"recto-scene\":1}");
}

/* Records hold these words: they never change. */
static void
test_mode_words (void)
{
  const char *words[] = {
    "{\"a\":2,\"b\":1,\"name\":\"single\"}",
    "{\"a\":2,\"b\":1,\"name\":\"side-by-side\"}",
    "{\"a\":2,\"angle\":33.3,\"b\":1,\"line\":[100.25,-7],\"name\":\"curtain\"}",
    "{\"a\":2,\"b\":1,\"center\":[3,4.125],\"edge\":5.5,\"name\":\"torch\",\"radius\":77}",
    "{\"a\":2,\"b\":1,\"name\":\"overlay\",\"opacity\":0.3}",
    "{\"a\":2,\"b\":1,\"name\":\"blink\",\"rate\":2.5,\"shown\":\"b\"}",
    "{\"a\":2,\"b\":1,\"gain\":7,\"name\":\"difference\"}",
    "{\"a\":2,\"b\":1,\"name\":\"two-colour\"}",
    "{\"a\":2,\"b\":1,\"name\":\"composite\",\"rgb\":[2,0,1]}",
    "{\"a\":2,\"b\":1,\"name\":\"checkerboard\",\"size\":31}",
    "{\"a\":2,\"b\":1,\"gain\":7,\"name\":\"signed-difference\"}",
  };

  for (guint mode = 0; mode < G_N_ELEMENTS (words); mode++)
    {
      RectoComposition c = {
        .mode = mode, .a = 2, .b = 1, .curtain_angle = 33.3, .curtain = { 100.25, -7 }, .torch = { 3, 4.125 },
        .torch_radius = 77, .torch_edge = 5.5, .opacity = 0.3, .blink_rate = 2.5, .blink_b = TRUE, .gain = 7,
        .composite = { 2, 0, 1 }, .checker_size = 31,
      };
      g_autoptr (RectoScene) scene = make (&c);
      g_autofree char *text = recto_scene_to_text (scene);
      g_autofree char *wanted = g_strdup_printf ("\"mode\":%s,\"page\"", words[mode]);

      g_assert_nonnull (strstr (text, wanted));
    }
}

static void
test_with_composition (void)
{
  RectoComposition c, d;
  g_autoptr (RectoScene) scene = NULL;
  g_autoptr (RectoScene) other = NULL;

  recto_composition_init (&c, 3, 640, 480);
  g_assert_true (c.mode == RECTO_MODE_SINGLE && c.a == 0 && c.b == 1 && c.gain == 1);
  g_assert_true (c.composite[0] == 0 && c.composite[1] == 1 && c.composite[2] == 2);
  scene = make (&c);
  d = c;
  d.mode = RECTO_MODE_DIFFERENCE;
  d.gain = 4;
  other = recto_scene_with_composition (scene, &d);
  assert_same (recto_scene_get_composition (other), &d);
  assert_same (recto_scene_get_composition (scene), &c);
  g_assert_cmpstr (recto_scene_get_hash (scene), !=, recto_scene_get_hash (other));
  g_assert_cmpstr (recto_scene_get_exposure (other, 0)->id, ==, "one");
}

#define SCENE(page, exposures, mode) "{\"recto-scene\":1,\"page\":" page ",\"exposures\":" exposures ",\"mode\":" mode "}"
#define PAGE "{\"width\":10,\"height\":10}"
#define MODE(rest) SCENE (PAGE, "[{},{}]", "{" rest "}")
#define ONE(exposure) SCENE (PAGE, "[" exposure "]", "{\"name\":\"single\"}")

static void
test_errors (void)
{
  const struct
  {
    const char *text, *words;
  } bad[] = {
    { "", "not JSON" },
    { "{", "not JSON" },
    { "7", "no scene" },
    { "{\"recto-scene\":2}", "no scene" },
    { "{\"recto-scene\":1}", "page" },
    { SCENE ("7", "[{}]", "{\"name\":\"single\"}"), "page" },
    { SCENE (PAGE, "{}", "{\"name\":\"single\"}"), "exposures" },
    { SCENE (PAGE, "[{}]", "7"), "page" },
    { SCENE ("{}", "[{}]", "{\"name\":\"single\"}"), "width" },
    { SCENE ("{\"width\":0,\"height\":10}", "[{}]", "{\"name\":\"single\"}"), "width" },
    { SCENE ("{\"width\":\"10\",\"height\":10}", "[{}]", "{\"name\":\"single\"}"), "width" },
    { SCENE ("{\"width\":10,\"height\":1e12}", "[{}]", "{\"name\":\"single\"}"), "height" },
    { SCENE ("{\"width\":10,\"height\":9.5}", "[{}]", "{\"name\":\"single\"}"), "height" },
    { SCENE (PAGE, "[]", "{\"name\":\"single\"}"), "64" },
    { ONE ("7"), "exposure" },
    { ONE ("{\"registration\":[1,0,0,0,1,0,0,0]}"), "registration" },
    { ONE ("{\"registration\":[1,0,0,0,1,0,0,0,\"1\"]}"), "registration" },
    { ONE ("{\"registration\":[1,0,0,0,0,0,0,0,1]}"), "registration" },
    { ONE ("{\"registration\":[1,0,0,0,1,0,-0.2,0,1]}"), "registration" },
    { ONE ("{\"registration\":7}"), "registration" },
    { ONE ("{\"recipe\":7}"), "recipe" },
    { ONE ("{\"recipe\":{\"recto-recipe\":1,\"steps\":[{\"op\":\"no-such-step\"}]}}"), "no-such-step" },
    { MODE (""), "name" },
    { MODE ("\"name\":7"), "name" },
    { MODE ("\"name\":\"peek\""), "name" },
    { MODE ("\"name\":\"difference\",\"a\":2"), "a" },
    { MODE ("\"name\":\"difference\",\"a\":-1"), "a" },
    { MODE ("\"name\":\"difference\",\"a\":0.5"), "whole" },
    { MODE ("\"name\":\"difference\",\"b\":\"1\""), "b" },
    { MODE ("\"name\":\"difference\",\"gain\":0"), "gain" },
    { MODE ("\"name\":\"difference\",\"gain\":17"), "gain" },
    { MODE ("\"name\":\"overlay\",\"opacity\":1.5"), "opacity" },
    { MODE ("\"name\":\"curtain\",\"angle\":null"), "angle" },
    { MODE ("\"name\":\"curtain\",\"line\":[1]"), "line" },
    { MODE ("\"name\":\"curtain\",\"line\":[1,[2]]"), "line" },
    { MODE ("\"name\":\"torch\",\"center\":\"x\""), "center" },
    { MODE ("\"name\":\"torch\",\"radius\":-1"), "radius" },
    { MODE ("\"name\":\"torch\",\"edge\":-1"), "edge" },
    { MODE ("\"name\":\"blink\",\"rate\":-1"), "rate" },
    { MODE ("\"name\":\"blink\",\"shown\":3"), "shown" },
    { MODE ("\"name\":\"blink\",\"shown\":\"c\""), "shown" },
    { MODE ("\"name\":\"checkerboard\",\"size\":0"), "size" },
    { MODE ("\"name\":\"composite\",\"rgb\":[0,1]"), "rgb" },
    { MODE ("\"name\":\"composite\",\"rgb\":[0,1,2]"), "rgb" },
    { MODE ("\"name\":\"composite\",\"rgb\":[0,1,-1]"), "rgb" },
    { MODE ("\"name\":\"composite\",\"rgb\":[0,1,0.5]"), "rgb" },
    { MODE ("\"name\":\"overlay\",\"opasity\":0.5"), "“opasity” is not known" },
    { ONE ("{\"registraton\":[1,0,0,0,1,0,0,0,1]}"), "“registraton” is not known" },
    { ONE ("{\"image\":7}"), "“image” must be a text" },
    { SCENE ("{\"width\":10,\"height\":10,\"depth\":1}", "[{}]", "{\"name\":\"single\"}"), "“depth” is not known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i].text);
      g_assert_null (recto_scene_new_from_text (bad[i].text, &error));
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, bad[i].words));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scene/round-trip", test_round_trip);
  g_test_add_func ("/scene/canonical", test_canonical);
  g_test_add_func ("/scene/mode-words", test_mode_words);
  g_test_add_func ("/scene/with-composition", test_with_composition);
  g_test_add_func ("/scene/errors", test_errors);
  return g_test_run ();
}

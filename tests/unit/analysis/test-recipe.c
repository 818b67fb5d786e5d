/* test-recipe.c: recipes as JSON, as values and at work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-recipe.h"

#include <math.h>
#include <string.h>

#define EMPTY "{\"recto-recipe\":1,\"steps\":[]}"
#define TWO                                                                                        \
  "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"params\":{\"black\":0.1,\"brightness\":0,"      \
  "\"contrast\":-0.25,\"gamma\":1.2,\"white\":1},\"version\":1},{\"enabled\":false,\"op\":\"channel\"," \
  "\"params\":{\"channel\":\"b\"},\"version\":1}]}"

static RectoRecipe *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RectoRecipe *recipe = recto_recipe_new_from_text (text, &error);

  g_assert_no_error (error);
  return recipe;
}

static void
test_canonical (void)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) two = parse (
      " { \"steps\" : [ {\"version\":1, \"op\":\"tone\", \"params\":{\"gamma\":1.20, \"contrast\":-2.5e-1,\"black\":0.1}},\n"
      " {\"enabled\":false,\"op\":\"channel\",\"params\":{\"channel\":\"b\"}} ], \"recto-recipe\": 1 } ");
  g_autoptr (RectoRecipe) again = NULL;
  g_autofree char *a = recto_recipe_to_text (empty);
  g_autofree char *b = recto_recipe_to_text (two);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, TWO, -1);

  g_assert_cmpstr (a, ==, EMPTY);
  g_assert_cmpstr (b, ==, TWO);
  again = parse (b);
  g_assert_true (recto_recipe_equal (two, again));
  g_assert_false (recto_recipe_equal (two, empty));
  g_assert_cmpstr (recto_recipe_get_hash (two), ==, hash);
  /* printf '%s' TEXT | sha256sum: must never change, records hold it. */
  g_assert_cmpstr (recto_recipe_get_hash (empty), ==, "21c9847e839092b349d36709300c70226b6083df30f8435d381f41caea49824a");
  g_assert_cmpstr (recto_recipe_get_hash (two), ==, "74ce2015aa59417efd5cf6c3db3e051f307698517c5a2d4aa760a9fbbd1a518b");
}

static void
test_json_numbers (void)
{
  const struct
  {
    const char *in, *out;
  } vectors[] = {
    { "[0.1, 1e-7, 1.0, -0.0, 100000, 1e20, 0.30000000000000004]", "[0.1,1e-07,1,0,100000,1e+20,0.30000000000000004]" },
    { "{\"b\":true,\"a\":null,\"B\":[],\"aa\":{}}", "{\"B\":[],\"a\":null,\"aa\":{},\"b\":true}" },
    { "\"\\u0001\\\"\\\\\\n\\t\\r\\u0e44/\"", "\"\\u0001\\\"\\\\\\n\\t\\r\340\271\204/\"" },
    { "[9007199254740993, -5]", "[9007199254740993,-5]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = json_from_string (vectors[i].in, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = recto_json_canonical (node);
      g_assert_cmpstr (text, ==, vectors[i].out);
    }
}

static void
test_readable (void)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"b\":[0.1,2.0,[]],\"a\":{},\"c\":{\"d\":null}}", NULL);
  g_autofree char *text = recto_json_readable (node);

  g_assert_cmpstr (text, ==, "{\n  \"b\": [\n    0.1,\n    2,\n    []\n  ],\n  \"a\": {},\n  \"c\": {\n    \"d\": null\n  }\n}");
}

static void
test_errors (void)
{
  const struct
  {
    const char *text, *words;
  } bad[] = {
    { "", "empty" },
    { "{", "not JSON" },
    { "[]", "no recipe" },
    { "{\"recto-recipe\":2,\"steps\":[]}", "no recipe" },
    { "{\"recto-recipe\":\"1\",\"steps\":[]}", "no recipe" },
    { "{\"recto-recipe\":1}", "steps" },
    { "{\"recto-recipe\":1,\"steps\":{}}", "steps" },
    { "{\"recto-recipe\":1,\"steps\":[7]}", "step" },
    { "{\"recto-recipe\":1,\"steps\":[{}]}", "operation" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":5}]}", "operation" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"no-such-step\",\"version\":1}]}", "no-such-step" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":2}]}", "version 2" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":-1}]}", "version -1" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":4294967297}]}", "4294967297" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":\"1\"}]}", "version" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1.5}]}", "version" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"enabled\":\"no\"}]}", "enabled" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":[]}]}", "params" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"grey\":1}}]}", "grey" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":11}}]}", "between" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":0.01}}]}", "between" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":\"2\"}}]}", "gamma" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":null}}]}", "gamma" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":[1]}}]}", "gamma" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":true}}]}", "gamma" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"channel\",\"version\":1,\"params\":{\"channel\":\"k\"}}]}", "channel" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"channel\",\"version\":1,\"params\":{\"channel\":3}}]}", "channel" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\",\"version\":1,\"params\":{\"x\":3}}]}", "x" },
    /* A slip of the pen is no default. */
    { "{\"recto-recipe\":1,\"steps\":[],\"name\":\"x\"}", "“name” is not known" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"param\":{\"gamma\":2}}]}", "“param” is not known" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":0}]}", "version 0" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"enabled\":0}]}", "true or false" },
    { "{\"recto-recipe\":1.5,\"steps\":[]}", "no recipe" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"params\":{\"gamma\":1e999}}]}", "between 0.1 and 10" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"channel\",\"params\":{\"channel\":\"x\"}}]}", "There is: red, green" },
    { "{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\"},{\"op\":\"no-such-step\"}]}", "Step 2: " },
    /* More or less than JSON. */
    { "{\"recto-recipe\":1,\"steps\":[]} x", "after its end" },
    { "{\"recto-recipe\":1,\"steps\":[],}", "quotation marks" },
    { "{'recto-recipe':1,\"steps\":[]}", "quotation marks" },
    { "{\"recto-recipe\":1,\n\n\"steps\":[\"\n\"]}", "line 3" },
    { "{\"recto-recipe\":1,\"recto-recipe\":1,\"steps\":[]}", "twice" },
    { "{\"recto-recipe\":01,\"steps\":[]}", "begins with 0" },
    { "{\"recto-recipe\":1.,\"steps\":[]}", "lacks digits" },
    { "{\"recto-recipe\":1,\"steps\":[\"\\ud800\"]}", "surrogate" },
    { "{\"recto-recipe\":1,\"steps\":[\"\\x\"]}", "escape" },
    { "[\"\xff\"]", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      RectoRecipe *recipe = recto_recipe_new_from_text (bad[i].text, &error);
      g_autofree char *shown = g_utf8_make_valid (bad[i].text, -1);

      g_test_message ("%s", shown);
      g_assert_null (recipe);
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, bad[i].words));
    }
  {
    g_autoptr (GString) deep = g_string_new (NULL);
    g_autoptr (GError) error = NULL;

    for (guint i = 0; i < 200000; i++)
      g_string_append (deep, i % 2 == 0 ? "[\"]\"," : "[");
    g_assert_null (recto_recipe_new_from_text (deep->str, &error));
    g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    g_clear_error (&error);
    g_assert_null (recto_recipe_new_from_text ("/* \" */ {\"recto-recipe\":1,\"steps\":[]}", &error));
    g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
  }
  {
    GString *many = g_string_new ("{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\"}");
    g_autoptr (GError) error = NULL;

    for (guint i = 0; i < 1000; i++)
      g_string_append (many, ",{\"op\":\"invert\"}");
    g_string_append (many, "]}");
    g_assert_null (recto_recipe_new_from_text (many->str, &error));
    g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    g_string_free (many, TRUE);
  }
}

static char *
order_of (const RectoRecipe *recipe)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    {
      const RectoStep *step = recto_recipe_get_step (recipe, i);

      g_string_append_printf (text, "%c%s", step->operation->name[0], step->enabled ? "" : "-");
    }
  return g_string_free (text, FALSE);
}

#define assert_order(recipe, order)             \
  G_STMT_START                                  \
  {                                             \
    g_autofree char *found = order_of (recipe); \
    g_assert_cmpstr (found, ==, order);         \
  }                                             \
  G_STMT_END

static void
test_edits (void)
{
  const RectoOperation *tone = recto_operation_find ("tone", 0);
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) t = recto_recipe_with_step_added (empty, tone, -1);
  g_autoptr (RectoRecipe) ti = recto_recipe_with_step_added (t, recto_operation_find ("invert", 0), -1);
  g_autoptr (RectoRecipe) cti = recto_recipe_with_step_added (ti, recto_operation_find ("channel", 0), 0);
  g_autoptr (RectoRecipe) tic = recto_recipe_with_step_moved (cti, 0, 2);
  g_autoptr (RectoRecipe) cti2 = recto_recipe_with_step_moved (tic, 2, 0);
  g_autoptr (RectoRecipe) off = recto_recipe_with_step_enabled (cti, 1, FALSE);
  g_autoptr (RectoRecipe) ci = recto_recipe_with_step_removed (cti, 1);
  g_autoptr (RectoRecipe) set = recto_recipe_with_value (t, 0, 2, 3.5);
  g_autoptr (RectoRecipe) clamped = recto_recipe_with_value (t, 0, 2, 99);
  g_autoptr (RectoRecipe) choice = recto_recipe_with_value (cti, 0, 0, 6.7);
  g_autoptr (RectoRecipe) reset = recto_recipe_with_defaults (set, 0);
  g_autoptr (RectoRecipe) none = recto_recipe_with_step_enabled (t, 0, FALSE);

  assert_order (empty, "");
  assert_order (t, "t");
  assert_order (cti, "cti");
  assert_order (tic, "tic");
  assert_order (off, "ct-i");
  assert_order (ci, "ci");
  g_assert_true (recto_recipe_equal (cti, cti2));
  g_assert_cmpfloat (recto_recipe_get_step (set, 0)->values[2], ==, 3.5);
  g_assert_cmpfloat (recto_recipe_get_step (t, 0)->values[2], ==, 1);
  g_assert_cmpfloat (recto_recipe_get_step (clamped, 0)->values[2], ==, 10);
  g_assert_cmpfloat (recto_recipe_get_step (choice, 0)->values[0], ==, 7);
  g_assert_true (recto_recipe_equal (reset, t));
  g_assert_true (recto_recipe_is_empty (empty));
  g_assert_true (recto_recipe_is_empty (none));
  g_assert_false (recto_recipe_is_empty (t));
  g_assert_cmpuint (recto_recipe_get_output_channels (cti, 3), ==, 1);
  g_assert_cmpuint (recto_recipe_get_output_channels (ti, 3), ==, 3);
  g_assert_cmpuint (recto_recipe_get_output_channels (ti, 1), ==, 1);
}

static RectoImage *
noise (guint width, guint height, guint channels, guint depth)
{
  RectoImage *image = recto_image_new (width, height, channels, depth, TRUE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  guint32 state = 9;

  for (gsize i = 0; i < recto_image_get_stride (image) * height; i++)
    {
      state = state * 1664525u + 1013904223u;
      data[i] = (guint8) (state >> 24);
    }
  for (gsize i = 0; i < (gsize) width * height * depth / 8; i++)
    recto_image_get_alpha_mutable (image)[i] = (guint8) (i * 7);
  recto_image_set_dpi (image, 600, 300);
  recto_image_set_orientation (image, 6);
  return image;
}

/* One thread, many threads, and a runner row by row are the same; steps are run in their order. */
static void
test_apply (void)
{
  g_autoptr (RectoRecipe) recipe
      = parse ("{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"params\":{\"gamma\":2,\"black\":0.1}},{\"op\":\"invert\"},"
               "{\"op\":\"tone\",\"enabled\":false,\"params\":{\"gamma\":9}},{\"op\":\"channel\",\"params\":{\"channel\":\"green\"}}]}");

  for (guint depth = 8; depth <= 16; depth += 8)
    for (guint channels = 1; channels <= 3; channels += 2)
      {
        g_autoptr (RectoImage) image = noise (61, 203, channels, depth);
        g_autoptr (RectoImage) one = recto_recipe_apply (recipe, image, 1, NULL);
        g_autoptr (RectoImage) many = recto_recipe_apply (recipe, image, 7, NULL);
        g_autoptr (RectoImage) all = recto_recipe_apply (recipe, image, 0, NULL);
        g_autoptr (RectoImage) crowd = recto_recipe_apply (recipe, image, 1000, NULL);
        g_autoptr (RectoRecipeRunner) runner = recto_recipe_runner_new (recipe, channels, depth, NULL);
        gsize stride = recto_image_get_stride (one);
        double top = depth == 8 ? 255 : 65535, x, y;

        g_assert_cmpuint (recto_image_get_channels (one), ==, 1);
        g_assert_cmpuint (recto_image_get_depth (one), ==, depth);
        g_assert_cmpuint (recto_recipe_runner_get_output_channels (runner), ==, 1);
        g_assert_cmpmem (recto_image_get_data (one), stride * 203, recto_image_get_data (many), stride * 203);
        g_assert_cmpmem (recto_image_get_data (one), stride * 203, recto_image_get_data (all), stride * 203);
        g_assert_cmpmem (recto_image_get_data (one), stride * 203, recto_image_get_data (crowd), stride * 203);
        g_assert_cmpmem (recto_image_get_alpha (one), stride * 203, recto_image_get_alpha (image), stride * 203);
        g_assert_true (recto_image_get_dpi (one, &x, &y));
        g_assert_cmpfloat (x, ==, 600);
        g_assert_cmpfloat (y, ==, 300);
        g_assert_cmpuint (recto_image_get_orientation (one), ==, 6);
        for (guint row = 0; row < 203; row++)
          {
            guint16 line[61];
            const guint8 *from = recto_image_get_data (image) + row * recto_image_get_stride (image);
            RectoPixels in = { (guint8 *) from, recto_image_get_stride (image), 61, 1, channels, depth };
            RectoPixels out = { (guint8 *) line, sizeof line, 61, 1, 1, depth };

            recto_recipe_runner_run (runner, &in, &out);
            g_assert_cmpmem (line, stride, recto_image_get_data (one) + row * stride, stride);
            for (guint i = 0; i < 61; i++)
              {
                gsize at = (gsize) i * channels + (channels == 3 ? 1 : 0);
                double v = depth == 8 ? from[at] : ((const guint16 *) from)[at];
                double got = depth == 8 ? ((guint8 *) line)[i] : line[i];

                v = (v / top - 0.1) / 0.9;
                g_assert_cmpfloat_with_epsilon (got, top - sqrt (CLAMP (v, 0, 1)) * top, 0.501);
              }
          }
      }
  {
    g_autoptr (RectoRecipe) empty = recto_recipe_new ();
    g_autoptr (RectoImage) image = noise (5, 5, 3, 8);
    g_autoptr (RectoImage) same = recto_recipe_apply (empty, image, 0, NULL);

    g_assert_true (same == image);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/canonical", test_canonical);
  g_test_add_func ("/recipe/json", test_json_numbers);
  g_test_add_func ("/recipe/readable", test_readable);
  g_test_add_func ("/recipe/errors", test_errors);
  g_test_add_func ("/recipe/edits", test_edits);
  g_test_add_func ("/recipe/apply", test_apply);
  return g_test_run ();
}

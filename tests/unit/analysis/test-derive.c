/* test-derive.c: every operation repeats, and what is derived is what is seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-derive.h"
#include "recto-renderer.h"

#include <string.h>

/* A page with light ground, dark strokes, a gradient and noise, the same each time. */
static RectoImage *
page (guint width, guint height, guint channels, guint depth)
{
  RectoImage *image = recto_image_new (width, height, channels, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  guint32 state = 7;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      for (guint c = 0; c < channels; c++)
        {
          gsize at = ((gsize) y * width + x) * channels + c;
          guint v;

          state = state * 1664525u + 1013904223u;
          v = 35000 + x * 60 + y * 30 + c * 1500 + (state >> 21);
          if ((x / 3 + y / 7) % 5 == 0)
            v = 9000 + c * 4000 + (state >> 22);
          v = MIN (v, 65535);
          if (depth == 8)
            data[at] = (guint8) (v >> 8);
          else
            ((guint16 *) data)[at] = (guint16) v;
        }
  return image;
}

/* Recipes with one step each; every operation by its defaults, and with its first numeric parameter changed, so that nothing is neutral. */
static GPtrArray *
recipes (void)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_recipe_unref);
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();

  for (const RectoOperation *const *o = recto_operation_list (); *o != NULL; o++)
    {
      RectoRecipe *recipe = recto_recipe_with_step_added (empty, *o, -1);

      g_ptr_array_add (all, recipe);
      for (guint p = 0; p < (*o)->n_params; p++)
        if ((*o)->params[p].type == RECTO_PARAM_DOUBLE)
          {
            const RectoParam *param = &(*o)->params[p];

            g_ptr_array_add (all, recto_recipe_with_value (recipe, 0, p, (param->default_value + 2 * param->maximum) / 3));
            break;
          }
    }
  return all;
}

static char *
applied (const RectoRecipe *recipe, RectoImage *image, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoImage) result = recto_recipe_apply (recipe, image, n_threads, &error);

  g_assert_no_error (error);
  g_assert_nonnull (result);
  return recto_image_dup_pixel_sha256 (result);
}

static void
test_repeats (void)
{
  g_autoptr (GPtrArray) all = recipes ();
  RectoCpu best = recto_cpu_get ();

  for (guint kind = 0; kind < 4; kind++)
    {
      g_autoptr (RectoImage) image = page (173, 131, kind & 1 ? 3 : 1, kind & 2 ? 16 : 8);

      for (guint i = 0; i < all->len; i++)
        {
          RectoRecipe *recipe = all->pdata[i];
          g_autofree char *once = applied (recipe, image, 1);
          g_autofree char *threads = applied (recipe, image, 5);
          g_autofree char *plain = NULL;
          g_autofree char *replayed = NULL;
          g_autofree char *text = NULL;
          g_autoptr (RectoRecipe) resolved = recto_recipe_resolve (recipe, image, NULL, NULL);
          g_autoptr (RectoRecipe) read = NULL;
          g_autoptr (GError) error = NULL;

          g_test_message ("%s on %u channels of %u bit", recto_recipe_get_step (recipe, 0)->operation->name,
                          recto_image_get_channels (image), recto_image_get_depth (image));
          g_assert_cmpstr (once, ==, threads);
          recto_cpu_limit (RECTO_CPU_PLAIN);
          plain = applied (recipe, image, 2);
          recto_cpu_limit (best);
          g_assert_cmpstr (once, ==, plain);

          /* With the numbers that were drawn it is the same again, through its text. */
          text = recto_recipe_to_text (resolved);
          read = recto_recipe_new_from_text (text, &error);
          g_assert_no_error (error);
          g_assert_true (recto_recipe_equal (read, resolved));
          replayed = applied (read, image, 3);
          g_assert_cmpstr (once, ==, replayed);
        }
    }
}

/* The picture that is not flat changes by every operation that is not left neutral, and none returns it as it was by mistake. */
static void
test_numbers_replay (void)
{
  const RectoOperation *equalise = recto_operation_find ("equalise", 1);
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) recipe = recto_recipe_with_step_added (empty, equalise, -1);
  g_autoptr (RectoImage) one = page (90, 70, 1, 8);
  g_autoptr (RectoImage) other = recto_image_new (90, 70, 1, 8, FALSE, NULL);
  g_autoptr (RectoRecipe) of_one = recto_recipe_resolve (recipe, one, NULL, NULL);
  g_autoptr (RectoRecipe) again = recto_recipe_resolve (of_one, other, NULL, NULL);
  g_autoptr (RectoRecipe) edited = recto_recipe_with_step_added (of_one, recto_operation_find ("invert", 1), 0);
  RectoRect corner = { 0, 0, 10, 10 };
  g_autoptr (RectoRecipe) regional = recto_recipe_with_region (of_one, 0, &corner);
  g_autoptr (RectoRecipe) of_corner = recto_recipe_resolve (regional, one, NULL, NULL);
  const RectoDrawn *drawn = recto_recipe_get_step (of_one, 0)->drawn;

  g_assert_nonnull (drawn);
  g_assert_cmpuint (drawn->n, ==, 256);
  g_assert_cmpfloat (drawn->numbers[255], ==, 1);
  /* What was drawn is kept on another picture … */
  g_assert_true (recto_recipe_equal (of_one, again));
  /* … but not when the steps before are others, nor for another region. */
  g_assert_null (recto_recipe_get_step (edited, 1)->drawn);
  g_assert_false (recto_recipe_equal (of_corner, of_one));
  g_assert_cmpint (recto_recipe_get_step (of_corner, 0)->drawn->region.width, ==, 10);
}

static void
test_seen (void)
{
  static const char text[] = "{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\"},{\"op\":\"unsharp\",\"params\":{\"amount\":2}},"
                             "{\"op\":\"equalise\"},{\"op\":\"tone\",\"params\":{\"gamma\":1.7}}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoRecipe) recipe = recto_recipe_new_from_text (text, &error);
  g_autoptr (RectoImage) image = page (300, 200, 3, 8);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  g_autoptr (RectoImage) applied_image = recto_recipe_apply (recipe, image, 0, &error);
  RectoSceneExposure exposure = { "a", "white", NULL, NULL, recipe, recto_matrix3_identity };
  RectoComposition composition;
  g_autoptr (RectoScene) scene = NULL;
  g_autoptr (RectoRenderer) renderer = NULL;
  g_autoptr (RectoRenderer) coarse = NULL;
  g_autoptr (RectoImage) seen = NULL;
  g_autofree char *a = NULL, *b = NULL;
  RectoProjection projection = { 1, 0, FALSE };
  RectoRect all = { 0, 0, 300, 200 };
  guint depth, n_stored, n_seen, stored[3], after[3];

  g_assert_no_error (error);
  recto_composition_init (&composition, 1, 300, 200);
  scene = recto_scene_new (300, 200, &exposure, 1, &composition);
  g_assert_false (recto_renderer_is_prepared (scene, &pyramid));
  coarse = recto_renderer_new_coarse (scene, &pyramid);
  renderer = recto_renderer_new (scene, &pyramid);
  g_assert_cmpstr (recto_renderer_get_key (coarse), !=, recto_renderer_get_key (renderer));
  seen = recto_renderer_render (renderer, &projection, &all, NULL, NULL);
  a = recto_image_dup_pixel_sha256 (applied_image);
  b = recto_image_dup_pixel_sha256 (seen);
  g_assert_cmpstr (a, ==, b);

  g_assert_true (recto_renderer_pick (renderer, 0, (RectoPoint) { 41, 67 }, &depth, &n_stored, stored, &n_seen, after));
  g_assert_cmpuint (stored[1], ==, recto_image_get_data (image)[(67 * 300 + 41) * 3 + 1]);
  g_assert_cmpuint (after[1], ==, recto_image_get_data (applied_image)[(67 * 300 + 41) * 3 + 1]);
}

static void
test_cancelled (void)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) recipe = recto_recipe_with_step_added (empty, recto_operation_find ("unsharp", 1), -1);
  g_autoptr (RectoImage) image = page (80, 60, 1, 8);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RectoWork) work = recto_work_new (2, cancellable);
  g_autoptr (GError) error = NULL;
  RectoDerived *derived;

  g_cancellable_cancel (cancellable);
  derived = recto_derive (recipe, pyramid, work, &error);
  g_assert_null (derived);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (recto_derive_is_ready (recipe, pyramid));
}

/* One picture is let go, another one stays. */
static void
test_forget (void)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) recipe = recto_recipe_with_step_added (empty, recto_operation_find ("unsharp", 1), -1);
  g_autoptr (RectoImage) one = page (80, 60, 1, 8);
  g_autoptr (RectoImage) other = page (60, 80, 1, 8);
  g_autoptr (RectoPyramid) first = recto_pyramid_new (one, NULL);
  g_autoptr (RectoPyramid) second = recto_pyramid_new (other, NULL);
  g_autoptr (RectoDerived) a = recto_derive (recipe, first, NULL, NULL);
  g_autoptr (RectoDerived) b = recto_derive (recipe, second, NULL, NULL);

  g_assert_true (recto_derive_is_ready (recipe, first));
  g_assert_true (recto_derive_is_ready (recipe, second));
  recto_derive_forget (recto_image_get_serial (one));
  g_assert_false (recto_derive_is_ready (recipe, first));
  g_assert_true (recto_derive_is_ready (recipe, second));
  /* What is in use is not touched. */
  g_assert_cmpuint (recto_pyramid_get_width (a->pyramid), ==, 80);
}

static void
test_hostile (void)
{
  static const char *const bad[] = {
    "{\"op\":\"equalise\",\"drawn\":{}}",
    "{\"op\":\"equalise\",\"drawn\":{\"numbers\":[]}}",
    "{\"op\":\"equalise\",\"drawn\":{\"numbers\":[1,\"2\"]}}",
    "{\"op\":\"equalise\",\"drawn\":{\"region\":[0,0,0,5]}}",
    "{\"op\":\"equalise\",\"drawn\":{\"region\":[0,0,5]}}",
    "{\"op\":\"equalise\",\"drawn\":{\"region\":[0,0,5,5],\"more\":1}}",
    "{\"op\":\"invert\",\"drawn\":{\"numbers\":[1]}}",
  };
  g_autoptr (RectoRecipe) wrong_count = NULL;
  g_autoptr (RectoImage) image = page (60, 50, 1, 8);
  g_autofree char *before = recto_image_dup_pixel_sha256 (image);
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"recto-recipe\":1,\"steps\":[%s]}", bad[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (recto_recipe_new_from_text (text, &error));
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    }
  /* Numbers that are not as many as this picture needs are drawn anew. */
  wrong_count = recto_recipe_new_from_text (
      "{\"recto-recipe\":1,\"steps\":[{\"op\":\"equalise\",\"drawn\":{\"numbers\":[1,2]}}]}", NULL);
  g_assert_nonnull (wrong_count);
  after = applied (wrong_count, image, 1);
  g_assert_cmpstr (before, !=, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/derive/repeats", test_repeats);
  g_test_add_func ("/derive/numbers-replay", test_numbers_replay);
  g_test_add_func ("/derive/seen", test_seen);
  g_test_add_func ("/derive/cancelled", test_cancelled);
  g_test_add_func ("/derive/forget", test_forget);
  g_test_add_func ("/derive/hostile", test_hostile);
  return g_test_run ();
}

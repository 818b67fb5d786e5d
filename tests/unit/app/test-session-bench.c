/* test-session-bench.c: recipes that look at the whole picture, worked out while the session goes on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "session-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include "recto-derive.h"
#include "recto-image-load.h"
#include "recto-record.h"

#define EQUALISE "{\"recto-recipe\":1,\"steps\":[{\"op\":\"equalise\"}]}"

static RectoRecipe *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RectoRecipe *recipe = recto_recipe_new_from_text (text, &error);

  g_assert_no_error (error);

  return recipe;
}

/* What the recipe comes to for the picture as it is decoded apart. */
static char *
resolve_apart (SessionFixture *f, const char *id, const char *text)
{
  g_autoptr (RectoRecordPictures) pictures = recto_record_pictures_new (f->casebook, TRUE);
  g_autoptr (RectoExposure) record = recto_casebook_get_exposure (f->casebook, id, NULL);
  g_autoptr (RectoImage) image = recto_record_pictures_dup_image (pictures, record, NULL, NULL);
  g_autoptr (RectoRecipe) recipe = parse (text);
  g_autoptr (RectoRecipe) resolved = recto_recipe_resolve (recipe, image, NULL, NULL);
  char *result = recto_recipe_to_text (resolved);

  g_assert_nonnull (strstr (result, "\"numbers\""));

  return result;
}

static char *
dup_stored (SessionFixture *f, const char *id)
{
  g_autoptr (RectoExposure) record = recto_casebook_get_exposure (f->casebook, id, NULL);

  return g_steal_pointer (&record->recipe);
}

static void
wait_for_words (SessionFixture *f, const char *id, const char *words)
{
  for (;;)
    {
      g_autofree char *stored = dup_stored (f, id);

      if (strstr (stored, words) != NULL)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
assert_stored (SessionFixture *f, const char *id, const char *wanted)
{
  g_autofree char *stored = dup_stored (f, id);

  g_assert_cmpstr (stored, ==, wanted);
}

static guint
count_events (SessionFixture *f)
{
  g_autoptr (GPtrArray) events = recto_casebook_list_events (f->casebook, f->case_id, NULL);

  return events->len;
}

/* Stored with its numbers, in one step, and the numbers come back with Redo. */
static void
test_commit (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  g_autoptr (RectoRecipe) recipe = parse (EQUALISE);
  g_autofree char *wanted = resolve_apart (f, f->white, EQUALISE);
  g_autofree char *before = dup_stored (f, f->white);
  g_autofree char *words = NULL;
  g_autofree char *verification = NULL;
  g_autofree char *shown = NULL;
  guint n_events = count_events (f);

  recto_session_commit_recipe (f->session, white, recipe, "Equalise");
  g_assert_true (session_get (f, "can-undo"));
  g_object_get (f->session, "undo-words", &words, NULL);
  g_assert_cmpstr (words, ==, "Equalise");
  wait_for_words (f, f->white, "numbers");
  assert_stored (f, f->white, wanted);
  g_assert_cmpuint (count_events (f), ==, n_events + 1);
  shown = recto_recipe_to_text (recto_exposure_item_get_recipe (white));
  g_assert_cmpstr (shown, ==, wanted);

  recto_session_undo (f->session);
  assert_stored (f, f->white, before);
  g_assert_false (session_get (f, "can-undo"));
  recto_session_redo (f->session);
  assert_stored (f, f->white, wanted);

  recto_session_verify (f->session);
  session_settle (f);
  g_object_get (f->session, "verification", &verification, NULL);
  g_assert_cmpstr (verification, ==, "intact");
}

/* Several edits keep their order, whatever must be drawn for each. */
static void
test_order (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  g_autoptr (RectoRecipe) first = parse (EQUALISE);
  g_autoptr (RectoRecipe) second = recto_recipe_with_step_added (first, recto_operation_find ("invert", 0), -1);
  g_autoptr (RectoRecipe) third = recto_recipe_new ();
  g_autofree char *words = NULL;

  recto_session_commit_recipe (f->session, white, first, "First");
  recto_session_commit_recipe (f->session, white, second, "Second");
  recto_session_commit_recipe (f->session, white, third, "Third");
  g_object_get (f->session, "undo-words", &words, NULL);
  g_assert_cmpstr (words, ==, "Third");
  recto_session_close (f->session);
  assert_stored (f, f->white, "{\"recto-recipe\":1,\"steps\":[]}");
  recto_session_undo (f->session);
  wait_for_words (f, f->white, "invert");
  wait_for_words (f, f->white, "numbers");
  recto_session_undo (f->session);
  {
    g_autofree char *wanted = resolve_apart (f, f->white, EQUALISE);

    assert_stored (f, f->white, wanted);
  }
}

static void
test_close (SessionFixture *f, gconstpointer data)
{
  g_autoptr (RectoRecipe) recipe = parse (EQUALISE);
  g_autofree char *wanted = resolve_apart (f, f->white, EQUALISE);

  recto_session_commit_recipe (f->session, session_find (f, f->white), recipe, "Equalise");
  session_close (f);
  assert_stored (f, f->white, wanted);
}

/* One that waits is taken back before it is stored. */
static void
test_take_back (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  g_autoptr (RectoRecipe) recipe = parse (EQUALISE);
  g_autofree char *before = dup_stored (f, f->white);

  recto_session_commit_recipe (f->session, white, recipe, "Equalise");
  recto_session_undo (f->session);
  g_assert_false (session_get (f, "can-undo"));
  g_assert_cmpuint (recto_recipe_get_n_steps (recto_exposure_item_get_recipe (white)), ==, 0);
  session_close (f);
  assert_stored (f, f->white, before);
}

static RectoImage *
draw (RectoRenderer *renderer)
{
  RectoProjection projection = { 1, 0, FALSE };
  RectoRect region = { 0, 0, 64, 48 };
  RectoImage *image = recto_renderer_render (renderer, &projection, &region, NULL, NULL);

  g_assert_nonnull (image);

  return image;
}

static void
changed_cb (RectoSession *session, guint *n_changed)
{
  (*n_changed)++;
}

/* Shown at once in a way, and soon as it is. */
static void
test_shown (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  g_autoptr (RectoRecipe) recipe
      = parse ("{\"recto-recipe\":1,\"steps\":[{\"op\":\"unsharp\"},{\"op\":\"equalise\"}]}");
  RectoImage *stored = recto_pyramid_get_level (recto_exposure_item_get_pyramid (white), 0);
  g_autoptr (RectoImage) wanted = recto_recipe_apply (recipe, stored, 1, NULL);
  g_autofree char *wanted_hash = recto_image_dup_pixel_sha256 (wanted);
  g_autofree char *hash = NULL;
  g_autoptr (RectoRenderer) first = NULL;
  g_autoptr (RectoRenderer) last = NULL;
  guint n_changed = 0;
  RectoPoint at = { 5, 5 };
  guint depth, n_stored, n_seen, samples[3], seen[3];

  recto_session_set_mode (f->session, RECTO_MODE_SINGLE);
  g_signal_connect (f->session, "table-changed", G_CALLBACK (changed_cb), &n_changed);
  recto_session_preview_recipe (f->session, white, recipe);
  g_assert_cmpuint (n_changed, ==, 1);
  first = recto_session_dup_renderer (f->session, 0);
  g_assert_nonnull (first);
  /* A coarse picture gives no value away. */
  g_assert_false (recto_renderer_pick (first, 0, at, &depth, &n_stored, samples, &n_seen, seen));
  while (n_changed < 2)
    g_main_context_iteration (NULL, TRUE);
  last = recto_session_dup_renderer (f->session, 0);
  g_assert_true (recto_renderer_pick (last, 0, at, &depth, &n_stored, samples, &n_seen, seen));
  {
    g_autoptr (RectoImage) drawn = draw (last);

    hash = recto_image_dup_pixel_sha256 (drawn);
  }
  g_assert_cmpstr (hash, ==, wanted_hash);
  /* And then it rests. */
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_changed, ==, 2);
  /* Nothing was stored. */
  assert_stored (f, f->white, "{\"recto-recipe\":1,\"steps\":[]}");
}

/* Numbers belong to a picture: the other has its own. */
static void
test_copy (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  g_autoptr (RectoRecipe) recipe = parse (EQUALISE);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autofree char *wanted_white = resolve_apart (f, f->white, EQUALISE);
  g_autofree char *wanted_uv = resolve_apart (f, f->uv, EQUALISE);

  g_assert_cmpstr (wanted_white, !=, wanted_uv);
  recto_session_commit_recipe (f->session, white, recipe, "Equalise");
  wait_for_words (f, f->white, "numbers");
  g_ptr_array_add (others, session_find (f, f->uv));
  recto_session_copy_recipe (f->session, white, others);
  wait_for_words (f, f->uv, "numbers");
  assert_stored (f, f->uv, wanted_uv);
  assert_stored (f, f->white, wanted_white);
  recto_session_undo (f->session);
  assert_stored (f, f->uv, "{\"recto-recipe\":1,\"steps\":[]}");
  assert_stored (f, f->white, wanted_white);
}

/* A region comes to lie on the same place of the page. */
static void
test_region (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  RectoExposureItem *uv = session_find (f, f->uv);
  g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, 9.5, 4.5, 20, 10, 0);
  g_autoptr (RectoShape) beside = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, 900, 4, 8, 8, 0);
  g_autoptr (RectoRecipe) plain = parse (EQUALISE);
  g_autoptr (RectoRecipe) recipe = NULL;
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  const RectoStep *step;
  RectoRect region, uv_region;

  g_assert_true (recto_session_page_to_exposure (f->session, white, shape, &region));
  g_assert_cmpint (region.x, ==, 10);
  g_assert_cmpint (region.y, ==, 5);
  g_assert_cmpint (region.width, ==, 20);
  g_assert_cmpint (region.height, ==, 10);
  g_assert_false (recto_session_page_to_exposure (f->session, white, beside, &region));
  g_assert_true (recto_session_page_to_exposure (f->session, white, shape, &region));
  g_assert_true (recto_session_page_to_exposure (f->session, uv, shape, &uv_region));

  recipe = recto_recipe_with_region (plain, 0, &region);
  recto_session_commit_recipe (f->session, white, recipe, "Region");
  wait_for_words (f, f->white, "numbers");
  g_ptr_array_add (others, uv);
  recto_session_copy_recipe (f->session, white, others);
  wait_for_words (f, f->uv, "numbers");
  step = recto_recipe_get_step (recto_exposure_item_get_recipe (uv), 0);
  g_assert_true (memcmp (&step->drawn->region, &uv_region, sizeof uv_region) == 0);
  step = recto_recipe_get_step (recto_exposure_item_get_recipe (white), 0);
  g_assert_true (memcmp (&step->drawn->region, &region, sizeof region) == 0);
}

/* A finding that is made while the numbers are being drawn has them in its scene. */
static void
test_finding (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  g_autoptr (RectoRecipe) recipe = parse (EQUALISE);
  g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, 4, 4, 8, 8, 0);
  RectoFindingItem *finding;

  recto_session_commit_recipe (f->session, white, recipe, "Equalise");
  finding = recto_session_add_finding (f->session, shape);
  g_assert_nonnull (strstr (recto_finding_item_get_record (finding)->scene, "numbers"));
  wait_for_words (f, f->white, "numbers");
}

/* The step before and after, as if the recipe ended there. */
static void
test_step (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  g_autoptr (RectoRecipe) recipe
      = parse ("{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\"},{\"op\":\"channel\",\"params\":{\"channel\":\"red\"}},{\"op\":\"invert\"}]}");
  g_autoptr (RectoRenderer) renderer = NULL;
  RectoComposition composition;
  RectoExposureItem *of;
  guint index;
  RectoScene *scene;

  recto_session_set_mode (f->session, RECTO_MODE_SINGLE);
  recto_session_commit_recipe (f->session, white, recipe, "Recipe");
  recto_session_show_step (f->session, white, 1, RECTO_MODE_DIFFERENCE);
  g_assert_true (recto_session_get_step (f->session, &of, &index));
  g_assert_true (of == white && index == 1);
  composition = *recto_session_get_composition (f->session);
  g_assert_cmpint (composition.mode, ==, RECTO_MODE_DIFFERENCE);
  composition.gain = 7;
  recto_session_set_composition (f->session, &composition);
  renderer = recto_session_dup_renderer (f->session, 0);
  scene = recto_renderer_get_scene (renderer);
  g_assert_cmpuint (recto_scene_get_n_exposures (scene), ==, 2);
  g_assert_cmpuint (recto_recipe_get_n_steps (recto_scene_get_exposure (scene, 0)->recipe), ==, 1);
  g_assert_cmpuint (recto_recipe_get_n_steps (recto_scene_get_exposure (scene, 1)->recipe), ==, 2);
  g_assert_cmpfloat (recto_scene_get_composition (scene)->gain, ==, 7);

  /* Another order of the steps ends it; the table's own composition was not touched. */
  {
    g_autoptr (RectoRecipe) moved = recto_recipe_with_step_moved (recipe, 1, 0);

    recto_session_commit_recipe (f->session, white, moved, "Order");
  }
  g_assert_false (recto_session_get_step (f->session, NULL, NULL));
  g_assert_cmpint (recto_session_get_composition (f->session)->mode, ==, RECTO_MODE_SINGLE);
  g_assert_cmpfloat (recto_session_get_composition (f->session)->gain, !=, 7);

  recto_session_show_step (f->session, white, 0, RECTO_MODE_CURTAIN);
  recto_session_set_mode (f->session, RECTO_MODE_SINGLE);
  g_assert_false (recto_session_get_step (f->session, NULL, NULL));
}

/* An original that is gone: its numbers cannot be drawn, and that is said. */
static void
test_failed (SessionFixture *f, gconstpointer data)
{
  g_autoptr (RectoRecipe) recipe = parse (EQUALISE);
  g_autoptr (RectoExposure) record = recto_casebook_get_exposure (f->casebook, f->white, NULL);
  g_autofree char *path = recto_casebook_dup_evidence_path (f->casebook, record->sha256);
  g_autofree char *aside = g_strconcat (path, ".aside", NULL);
  guint n_problems;

  session_close (f);
  g_assert_cmpint (g_rename (path, aside), ==, 0);
  session_open (f);
  n_problems = f->n_problems;
  recto_session_commit_recipe (f->session, session_find (f, f->white), recipe, "Equalise");
  while (f->n_problems == n_problems)
    g_main_context_iteration (NULL, TRUE);
  session_assert_problem (f, "The recipe could not be worked out", "What is stored is unchanged.");
  g_assert_false (session_get (f, "can-undo"));
  assert_stored (f, f->white, "{\"recto-recipe\":1,\"steps\":[]}");
  g_assert_cmpint (g_rename (aside, path), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/session/bench/" path, SessionFixture, NULL, session_set_up, function, session_tear_down)
  ADD ("commit", test_commit);
  ADD ("order", test_order);
  ADD ("close", test_close);
  ADD ("take-back", test_take_back);
  ADD ("shown", test_shown);
  ADD ("copy", test_copy);
  ADD ("region", test_region);
  ADD ("finding", test_finding);
  ADD ("step", test_step);
  ADD ("failed", test_failed);
  return g_test_run ();
}

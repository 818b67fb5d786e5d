/* test-session-record.c: hashes recorded behind the examiner's back, findings off the page, and pictures that were withdrawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "session-fixture.h"

#include <string.h>
#include "recto-record.h"
#include "recto-session-private.h"

/* Until the exposure's or the finding's hash is in the casebook. */
static char *
wait_for_output (SessionFixture *f, const char *exposure_id, const char *finding_id)
{
  for (;;)
    {
      char *output;

      g_main_context_iteration (NULL, TRUE);
      if (exposure_id != NULL)
        {
          g_autoptr (RectoExposure) record = recto_casebook_get_exposure (f->casebook, exposure_id, NULL);

          output = g_steal_pointer (&record->output_sha256);
        }
      else
        {
          g_autoptr (RectoFinding) record = recto_casebook_get_finding (f->casebook, finding_id, NULL);

          output = g_steal_pointer (&record->output_sha256);
        }
      if (output != NULL)
        return output;
    }
}

static RectoFindingItem *
add_finding (SessionFixture *f, double x)
{
  g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, x, 4, 8, 8, 0);

  return recto_session_add_finding (f->session, shape);
}

/* What is recorded is what the same original gives when it is decoded and computed apart. */
static void
test_outputs (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  g_autoptr (RectoRecipe) inverted = session_inverted ();
  g_autofree char *text = recto_recipe_to_text (inverted);
  g_autoptr (RectoImage) image = recto_image_ref (
      recto_pyramid_get_level (recto_exposure_item_get_pyramid (white), 0));
  g_autofree char *wanted = recto_record_hash_recipe (text, image, 1, NULL);
  g_autofree char *recipe_output = NULL;
  g_autofree char *finding_output = NULL;
  g_autofree char *verification = NULL;
  RectoFindingItem *finding;

  recto_session_commit_recipe (f->session, white, inverted, "Invert");
  finding = add_finding (f, 4);
  recipe_output = wait_for_output (f, f->white, NULL);
  g_assert_cmpstr (recipe_output, ==, wanted);
  finding_output = wait_for_output (f, NULL, recto_finding_item_get_record (finding)->id);
  g_assert_cmpuint (strlen (finding_output), ==, 64);

  recto_session_verify (f->session);
  session_settle (f);
  g_object_get (f->session, "verification", &verification, NULL);
  g_assert_cmpstr (verification, ==, "intact");
  /* A wrong one is found. */
  finding_output[7] = finding_output[7] == '0' ? '1' : '0';
  g_assert_true (recto_casebook_set_finding_output (
      f->casebook, "tester", recto_finding_item_get_record (finding)->id,
      recto_finding_item_get_record (finding)->scene,
      recto_finding_item_get_record (finding)->viewport, finding_output, NULL));
  recto_session_verify (f->session);
  session_settle (f);
  g_free (verification);
  g_object_get (f->session, "verification", &verification, NULL);
  g_assert_cmpstr (verification, ==, "failed");
}

/* A picture in memory that is not the original's: the check that decodes does not look at it, the quick one does. */
static void
test_decoding (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  RectoExposureItem *uv = session_find (f, f->uv);
  g_autofree char *decoded = NULL;
  g_autofree char *shown = NULL;
  RectoPyramid *other = recto_exposure_item_get_pyramid (uv);

  g_assert_nonnull (other);
  recto_exposure_item_set_ready (white, recto_pyramid_ref (other), g_new0 (RectoHistogram, 1));
  recto_session_verify (f->session);
  session_settle (f);
  g_object_get (f->session, "verification", &decoded, NULL);
  g_assert_cmpstr (decoded, ==, "intact");
  recto_session_verify_shown (f->session);
  session_settle (f);
  g_object_get (f->session, "verification", &shown, NULL);
  g_assert_cmpstr (shown, ==, "failed");
}

static void
test_off_page (SessionFixture *f, gconstpointer data)
{
  RectoFindingItem *finding;
  g_autoptr (RectoFinding) record = NULL;

  g_assert_null (add_finding (f, 900));
  session_assert_problem (f, "The finding is off the page", "64 × 48");
  g_assert_false (session_get (f, "can-undo"));

  finding = add_finding (f, 4);
  record = recto_finding_copy (recto_finding_item_get_record (finding));
  g_free (record->shape);
  record->shape = g_strdup ("{\"type\":\"point\",\"x\":-50,\"y\":4}");
  recto_session_update_finding (f->session, finding, record, "Move");
  session_assert_problem (f, "The finding is off the page", "64 × 48");
  g_assert_cmpstr (recto_finding_item_get_record (finding)->shape, !=, record->shape);
}

static void
test_withdrawn (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  RectoExposureItem *uv = session_find (f, f->uv);
  RectoFindingItem *finding;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "was withdrawn on %Y-");

  recto_session_set_a (f->session, white);
  recto_session_set_b (f->session, uv);
  recto_session_set_mode (f->session, RECTO_MODE_DIFFERENCE);
  finding = add_finding (f, 4);
  recto_session_show_finding (f->session, finding);
  g_assert_null (f->heading);

  recto_session_withdraw_exposure (f->session, uv, "blurred");
  g_assert_null (f->heading);
  recto_session_show_finding (f->session, finding);
  g_assert_nonnull (f->body);
  g_assert_nonnull (strstr (f->body, day));
  session_assert_problem (f, "Finding 1 was seen in a picture that was withdrawn", "by tester");
  g_assert_true (recto_session_get_a (f->session) == white);
  g_assert_null (recto_session_get_b (f->session));
  g_assert_cmpint (recto_session_get_composition (f->session)->mode, ==, RECTO_MODE_SINGLE);
  g_assert_true (recto_session_get_selected (f->session) == finding);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/session/record/" path, SessionFixture, NULL, session_set_up, function, session_tear_down)
  ADD ("outputs", test_outputs);
  ADD ("decoding", test_decoding);
  ADD ("off-page", test_off_page);
  ADD ("withdrawn", test_withdrawn);
  return g_test_run ();
}

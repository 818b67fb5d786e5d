/* test-session-busy.c: edits while another program is writing to the casebook
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each is refused with words, leaves the screen as what is stored, and can be tried again.
 */

#include "config.h"
#include "session-fixture.h"

static char *
stored_recipe (SessionFixture *f, const char *id)
{
  g_autoptr (RectoExposure) record = recto_casebook_get_exposure (f->casebook, id, NULL);

  return g_strdup (record->recipe);
}

/* Undo and redo keep the step that could not be written. */
static void
test_undo (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);

  recto_session_set_exposure_light (f->session, white, "ir");
  g_assert_true (session_get (f, "can-undo"));

  session_occupy (f);
  recto_session_undo (f->session);
  session_assert_problem (f, "The light could not be saved", "Another program is using the casebook");
  g_assert_true (session_get (f, "can-undo"));
  g_assert_false (session_get (f, "can-redo"));
  g_assert_cmpstr (recto_exposure_item_get_record (white)->light, ==, "ir");
  session_release (f);
  recto_session_undo (f->session);
  g_assert_null (f->heading);
  g_assert_cmpstr (recto_exposure_item_get_record (white)->light, ==, "white");
  g_assert_false (session_get (f, "can-undo"));

  session_occupy (f);
  recto_session_redo (f->session);
  session_assert_problem (f, "The light could not be saved", "Nothing was lost");
  g_assert_true (session_get (f, "can-redo"));
  session_release (f);
  recto_session_redo (f->session);
  g_assert_cmpstr (recto_exposure_item_get_record (white)->light, ==, "ir");
}

/* What a step would change may have gone: the step goes, with words, and those before it stay. */
static void
test_gone (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *uv = session_find (f, f->uv);
  g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, 4, 4, 8, 8, 0);
  RectoFindingItem *finding;
  g_autofree char *id = NULL;

  recto_session_set_exposure_light (f->session, uv, "ir");
  finding = recto_session_add_finding (f->session, shape);
  id = g_strdup (recto_finding_item_get_record (finding)->id);
  session_close (f);
  session_open (f);
  /* The stacks are the session's; another program withdraws what the second one is about. */
  uv = session_find (f, f->uv);
  recto_session_set_exposure_light (f->session, uv, "uv365");
  finding = recto_session_find_finding (f->session, id);
  {
    g_autoptr (RectoFinding) record = recto_finding_copy (recto_finding_item_get_record (finding));

    g_free (record->text);
    record->text = g_strdup ("seen");
    recto_session_update_finding (f->session, finding, record, "Words");
  }
  g_list_store_remove_all (G_LIST_STORE (recto_session_get_findings (f->session)));
  recto_session_undo (f->session);
  session_assert_problem (f, "“Words” cannot be taken back", "no longer there");
  g_assert_true (session_get (f, "can-undo"));
  recto_session_undo (f->session);
  g_assert_null (f->heading);
  g_assert_cmpstr (recto_exposure_item_get_record (uv)->light, ==, "ir");
}

/* Linked: both exposures or neither, and what was shown while dragging goes back. */
static void
test_recipe (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  RectoExposureItem *uv = session_find (f, f->uv);
  g_autoptr (RectoRecipe) inverted = session_inverted ();
  g_autofree char *before = stored_recipe (f, f->white);
  g_autofree char *now = NULL;
  g_autofree char *other = NULL;
  g_autofree char *text = recto_recipe_to_text (inverted);

  recto_session_set_a (f->session, white);
  recto_session_set_b (f->session, uv);
  recto_session_set_linked (f->session, TRUE);
  session_occupy (f);
  recto_session_preview_recipe (f->session, white, inverted);
  g_assert_false (recto_recipe_is_empty (recto_exposure_item_get_recipe (white)));
  g_assert_false (recto_recipe_is_empty (recto_exposure_item_get_recipe (uv)));
  recto_session_commit_recipe (f->session, white, inverted, "Invert");
  session_assert_problem (f, "The recipe could not be saved", "Redo does it once more");
  g_assert_true (recto_recipe_is_empty (recto_exposure_item_get_recipe (white)));
  g_assert_true (recto_recipe_is_empty (recto_exposure_item_get_recipe (uv)));
  g_assert_false (session_get (f, "can-undo"));
  g_assert_true (session_get (f, "can-redo"));
  session_release (f);

  recto_session_redo (f->session);
  g_assert_null (f->heading);
  now = stored_recipe (f, f->white);
  other = stored_recipe (f, f->uv);
  g_assert_cmpstr (now, ==, text);
  g_assert_cmpstr (other, ==, text);
  g_assert_true (recto_recipe_equal (recto_exposure_item_get_recipe (uv), inverted));
  recto_session_undo (f->session);
  g_free (now);
  now = stored_recipe (f, f->uv);
  g_assert_cmpstr (now, ==, before);
}

/* A drawn shape and typed words are not lost. */
static void
test_finding (SessionFixture *f, gconstpointer data)
{
  g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, 4, 5, 8, 9, 0);
  g_autofree char *text = recto_shape_to_text (shape);
  g_autoptr (RectoFinding) record = NULL;
  g_autofree char *id = NULL;
  RectoFindingItem *finding;

  session_occupy (f);
  g_assert_null (recto_session_add_finding (f->session, shape));
  session_assert_problem (f, "The finding could not be saved", "Redo does it once more");
  session_release (f);
  recto_session_redo (f->session);
  finding = recto_session_get_selected (f->session);
  g_assert_nonnull (finding);
  g_assert_cmpstr (recto_finding_item_get_record (finding)->shape, ==, text);
  id = g_strdup (recto_finding_item_get_record (finding)->id);
  recto_session_undo (f->session);
  g_assert_cmpuint (g_list_model_get_n_items (recto_session_get_findings (f->session)), ==, 0);
  recto_session_redo (f->session);
  g_assert_cmpuint (g_list_model_get_n_items (recto_session_get_findings (f->session)), ==, 1);

  finding = recto_session_find_finding (f->session, id);
  record = recto_finding_copy (recto_finding_item_get_record (finding));
  g_free (record->text);
  record->text = g_strdup ("a fibre is missing");
  session_occupy (f);
  recto_session_update_finding (f->session, finding, record, "Words");
  session_assert_problem (f, "The finding could not be saved", "Nothing was lost");
  g_assert_cmpstr (recto_finding_item_get_record (finding)->text, ==, "");
  recto_session_withdraw_finding (f->session, finding, "by mistake");
  session_assert_problem (f, "The finding could not be withdrawn", "Redo");
  g_assert_cmpuint (g_list_model_get_n_items (recto_session_get_findings (f->session)), ==, 1);
  session_release (f);
}

static void
test_alignment (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *uv = session_find (f, f->uv);
  RectoMatrix3 moved = recto_matrix3_identity;
  g_autoptr (RectoRegistration) registration = NULL;

  moved.m[2] = 3;
  registration = recto_registration_new_given (&moved);
  session_occupy (f);
  recto_session_commit_registration (f->session, uv, registration);
  session_assert_problem (f, "The alignment could not be saved", "Redo");
  g_assert_cmpint (recto_exposure_item_get_align_state (uv), ==, RECTO_ALIGN_DONE);
  session_release (f);
  recto_session_redo (f->session);
  g_assert_cmpfloat (recto_registration_get_transform (recto_exposure_item_get_registration (uv))->m[2], ==, 3);
}

/* The table's state waits without a word. */
static void
test_view (SessionFixture *f, gconstpointer data)
{
  g_autoptr (RectoCase) record = NULL;

  session_occupy (f);
  recto_session_set_annotations_visible (f->session, FALSE);
  for (gint64 end = g_get_monotonic_time () + 700 * 1000; g_get_monotonic_time () < end;)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (f->heading);
  session_release (f);
  session_close (f);
  record = recto_casebook_get_case (f->casebook, f->case_id, NULL);
  g_assert_nonnull (strstr (record->view, "\"annotations\":false"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/session/busy/" path, SessionFixture, NULL, session_set_up, function, session_tear_down)
  ADD ("undo", test_undo);
  ADD ("gone", test_gone);
  ADD ("recipe", test_recipe);
  ADD ("finding", test_finding);
  ADD ("alignment", test_alignment);
  ADD ("view", test_view);
  return g_test_run ();
}

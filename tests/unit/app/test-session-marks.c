/* test-session-marks.c: the marks on the canvas are those of the page's findings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "session-fixture.h"

#include "recto-registration-popover.h"
#include <glib/gstdio.h>

/* Every finding has its own mark, in the same order. */
static void
assert_marks (SessionFixture *f, guint n_expected)
{
  GListModel *findings = recto_session_get_findings (f->session);
  GListModel *marks = recto_session_get_annotations (f->session);

  g_assert_cmpuint (g_list_model_get_n_items (findings), ==, n_expected);
  g_assert_cmpuint (g_list_model_get_n_items (marks), ==, n_expected);
  for (guint i = 0; i < n_expected; i++)
    {
      g_autoptr (RectoFindingItem) finding = g_list_model_get_item (findings, i);
      g_autoptr (RectoAnnotation) mark = g_list_model_get_item (marks, i);

      g_assert_true (mark == recto_finding_item_get_annotation (finding));
    }
}

/* What the canvas keeps: told by the model, not asked of it again. */
static void
mirror_cb (GListModel *model, guint position, guint removed, guint added, GPtrArray *seen)
{
  if (removed > 0)
    g_ptr_array_remove_range (seen, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (seen, (int) (position + i), g_list_model_get_item (model, position + i));
}

static void
test_withdrawn (SessionFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_object_unref);

  session_settle (f);
  g_signal_connect (recto_session_get_annotations (f->session), "items-changed", G_CALLBACK (mirror_cb), seen);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, 4 + 8 * i, 6, 5, 7, 0);

      recto_session_add_finding (f->session, shape);
    }
  assert_marks (f, 4);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (RectoFindingItem) finding = g_list_model_get_item (recto_session_get_findings (f->session), i);

      recto_session_select (f->session, finding);
      recto_session_withdraw_finding (f->session, finding, "Drawn to try");
      assert_marks (f, 3);
      recto_session_undo (f->session);
      assert_marks (f, 4);
      g_assert_cmpuint (seen->len, ==, 4);
    }
  g_signal_handlers_disconnect_by_data (recto_session_get_annotations (f->session), seen);
}

/* A picture that is not aligned tells nothing about a place of the page, and nothing is marked in it. */
static void
test_not_aligned (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *uv = session_find (f, f->uv);
  g_autoptr (RectoRegistration) none = recto_registration_new_not_aligned ("few-blocks", "Too little agrees.");
  g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, 4, 6, 5, 7, 0);
  RectoPoint at = { 10, 10 };
  guint depth, channels, values[3];

  session_settle (f);
  recto_session_set_a (f->session, uv);
  recto_session_set_mode (f->session, RECTO_MODE_SINGLE);
  g_assert_true (recto_exposure_item_is_placed (uv));
  g_assert_true (recto_session_pick (f->session, uv, at, &depth, &channels, values));
  g_assert_nonnull (recto_session_add_finding (f->session, shape));

  recto_session_commit_registration (f->session, uv, none);
  g_assert_false (recto_exposure_item_is_placed (uv));
  g_assert_false (recto_session_pick (f->session, uv, at, &depth, &channels, values));
  g_assert_null (recto_session_add_finding (f->session, shape));
  assert_marks (f, 1);
  g_assert_true (recto_session_pick (f->session, session_find (f, f->white), at, &depth, &channels, values));
}

/* An original that was damaged and put back is seen again when the case is verified, and nothing stands in for it meanwhile. */
static void
test_put_back (SessionFixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  g_autoptr (RectoExposure) record = recto_casebook_get_exposure (f->casebook, f->white, NULL);
  g_autoptr (RectoRenderer) again = NULL;
  gsize length;

  session_close (f);
  path = recto_casebook_dup_evidence_path (f->casebook, record->sha256);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (g_file_set_contents (path, "damaged", -1, NULL));
  session_open (f);
  session_settle (f);
  g_assert_cmpint (recto_exposure_item_get_load_state (session_find (f, f->white)), ==, RECTO_LOAD_FAILED);
  recto_session_set_a (f->session, session_find (f, f->white));
  recto_session_set_b (f->session, NULL);

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  recto_session_verify (f->session);
  session_settle (f);
  g_assert_cmpint (recto_exposure_item_get_load_state (session_find (f, f->white)), ==, RECTO_LOAD_READY);
  again = recto_session_dup_renderer (f->session, 0);
  g_assert_nonnull (again);
}

/* The picture whose place on the page is told: the one that is seen. */
static void
test_subject (SessionFixture *f, gconstpointer data)
{
  RectoExposureItem *white = session_find (f, f->white);
  RectoExposureItem *uv = session_find (f, f->uv);

  session_settle (f);
  recto_session_set_a (f->session, white);
  recto_session_set_b (f->session, uv);
  recto_session_set_mode (f->session, RECTO_MODE_SINGLE);
  g_assert_true (recto_registration_subject (f->session) == uv);
  recto_session_swap (f->session);
  g_assert_true (recto_registration_subject (f->session) == uv);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/session/marks/withdrawn", SessionFixture, NULL, session_set_up, test_withdrawn, session_tear_down);

  g_test_add ("/session/marks/not-aligned", SessionFixture, NULL, session_set_up, test_not_aligned, session_tear_down);
  g_test_add ("/session/marks/put-back", SessionFixture, NULL, session_set_up, test_put_back, session_tear_down);
  g_test_add ("/session/marks/subject", SessionFixture, NULL, session_set_up, test_subject, session_tear_down);

  return g_test_run ();
}

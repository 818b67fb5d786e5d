/* test-registration.c: point pairs, model choice and the stated error
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-registration.h"

#include <math.h>

static const RectoMatrix3 similarity = { { 0.98, -0.05, 31, 0.05, 0.98, -17, 0, 0, 1 } };
static const RectoMatrix3 affine = { { 0.98, -0.02, 31, 0.05, 1.03, -17, 0, 0, 1 } };
static const RectoMatrix3 homography = { { 0.98, -0.02, 31, 0.05, 1.03, -17, 4e-5, -2e-5, 1 } };

static const RectoPoint spots[] = { { 100, 120 }, { 1800, 90 },  { 1750, 1200 }, { 150, 1150 },
                                    { 900, 600 }, { 1300, 300 }, { 400, 800 },   { 1500, 900 } };

static void
plant (RectoPointPair *pairs, guint n_pairs, const RectoMatrix3 *truth)
{
  for (guint i = 0; i < n_pairs; i++)
    {
      pairs[i] = (RectoPointPair) { .moving = spots[i] };
      pairs[i].reference = recto_matrix3_map (truth, spots[i]);
    }
}

static void
check_planted (const RectoMatrix3 *truth, guint n_pairs, RectoModel model)
{
  RectoPointPair pairs[G_N_ELEMENTS (spots)];
  g_autoptr (RectoRegistration) found = NULL;
  guint n = 0;

  plant (pairs, n_pairs, truth);
  found = recto_register_points (pairs, n_pairs, 300, 2000, 1400);
  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_ALIGNED);
  g_assert_cmpint (recto_registration_get_source (found), ==, RECTO_REGISTRATION_BY_HAND);
  g_assert_cmpstr (recto_model_to_string (recto_registration_get_model (found)), ==,
                   recto_model_to_string (model));
  g_assert_cmpfloat (recto_matrix3_corner_distance (recto_registration_get_transform (found), truth,
                                                    2000, 1400), <, 1e-5);
  g_assert_cmpfloat (recto_registration_get_rms_px (found), <, 1e-5);
  g_assert_cmpfloat (recto_registration_get_rms_px (found), >=, 0);
  g_assert_null (recto_registration_get_reason (found));
  g_assert_nonnull (recto_registration_get_pairs (found, &n));
  g_assert_cmpuint (n, ==, n_pairs);
}

static void
test_models (void)
{
  check_planted (&similarity, 3, RECTO_MODEL_SIMILARITY);
  check_planted (&similarity, 8, RECTO_MODEL_SIMILARITY);
  check_planted (&affine, 5, RECTO_MODEL_AFFINE);
  check_planted (&affine, 8, RECTO_MODEL_AFFINE);
  check_planted (&homography, 8, RECTO_MODEL_HOMOGRAPHY);
}

/* Three points by hand: reference (0,0) (100,0) (0,100); moving the same but the third is at (0, 96). The similarity through the
 * first two is the identity, so leaving the third out gives a residual of 4 px. */
static void
test_leave_one_out (void)
{
  RectoPointPair pairs[3] = { { { 0, 0 }, { 0, 0 } }, { { 100, 0 }, { 100, 0 } }, { { 0, 100 }, { 0, 96 } } };
  g_autoptr (RectoRegistration) found = recto_register_points (pairs, 3, 254, 100, 100);
  const RectoPointPair *placed = recto_registration_get_pairs (found, NULL);
  double fit = 0;

  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_ALIGNED);
  g_assert_cmpfloat (recto_registration_get_max_px (found), >=, 4 - 1e-9);
  for (guint i = 0; i < 3; i++)
    {
      RectoPoint mapped = recto_matrix3_map (recto_registration_get_transform (found), placed[i].moving);

      g_assert_cmpfloat_with_epsilon (
          placed[i].residual_px,
          hypot (mapped.x - placed[i].reference.x, mapped.y - placed[i].reference.y), 1e-9);
      fit += placed[i].residual_px * placed[i].residual_px / 3;
    }
  /* What the fit leaves at its own points is less than the error stated. */
  g_assert_cmpfloat (sqrt (fit), <, recto_registration_get_rms_px (found));
  g_assert_cmpfloat_with_epsilon (recto_registration_get_rms_mm (found),
                                  recto_registration_get_rms_px (found) / 10, 1e-12);
}

static void
check_refused (const RectoPointPair *pairs, guint n_pairs, const char *code)
{
  g_autoptr (RectoRegistration) found = recto_register_points (pairs, n_pairs, 0, 2000, 1400);

  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_NOT_ALIGNED);
  g_assert_cmpstr (recto_registration_get_reason_code (found), ==, code);
  g_assert_true (g_str_has_suffix (recto_registration_get_reason (found), "."));
  g_assert_true (recto_matrix3_is_identity (recto_registration_get_transform (found)));
  g_assert_cmpfloat (recto_registration_get_rms_px (found), ==, -1);
}

static void
test_refusals (void)
{
  RectoPointPair pairs[4];

  plant (pairs, 4, &similarity);
  check_refused (NULL, 0, "few-points");
  check_refused (pairs, 2, "few-points");
  /* On a line in the moving picture, and all in one place. */
  for (guint i = 0; i < 4; i++)
    pairs[i].moving = pairs[i].reference = (RectoPoint) { 100 * i, 50 * i + 3 };
  check_refused (pairs, 4, "collinear");
  for (guint i = 0; i < 4; i++)
    pairs[i].moving = (RectoPoint) { 5, 5 };
  check_refused (pairs, 4, "collinear");
  /* Pairs mixed up. */
  plant (pairs, 4, &similarity);
  RectoPoint swap = pairs[0].reference;

  pairs[0].reference = pairs[1].reference;
  pairs[1].reference = swap;
  check_refused (pairs, 3, "points-disagree");
  pairs[0].reference.x = NAN;
  check_refused (pairs, 4, "bad-points");
}

static void
test_json (void)
{
  RectoPointPair pairs[6];
  g_autoptr (RectoRegistration) found = NULL;
  g_autoptr (RectoRegistration) again = NULL;
  g_autoptr (RectoRegistration) refused = NULL;
  g_autoptr (RectoRegistration) reference = recto_registration_new_reference ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *text_again = NULL, *refused_text = NULL, *reference_text = NULL;

  plant (pairs, 6, &affine);
  found = recto_register_points (pairs, 6, 600, 2000, 1400);
  text = recto_registration_to_text (found);
  again = recto_registration_new_from_text (text, &error);
  g_assert_no_error (error);
  text_again = recto_registration_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
  for (guint i = 0; i < 9; i++)
    g_assert_cmpfloat (recto_registration_get_transform (again)->m[i], ==,
                       recto_registration_get_transform (found)->m[i]);

  refused = recto_registration_new_not_aligned ("few-blocks", "Only 7 of 48 blocks agree.");
  refused_text = recto_registration_to_text (refused);
  g_assert_cmpstr (refused_text, ==,
                   "{\"agreeing\":0,\"error\":{\"held_out\":0,\"max_px\":null,\"rms_mm\":null,\"rms_px\":null},"
                   "\"model\":null,\"pairs\":[],\"reason\":\"Only 7 of 48 blocks agree.\",\"reason_code\":\"few-blocks\","
                   "\"source\":\"none\",\"status\":\"not-aligned\",\"transform\":null}");
  g_clear_pointer (&again, recto_registration_unref);
  again = recto_registration_new_from_text (refused_text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recto_registration_get_status (again), ==, RECTO_REGISTRATION_NOT_ALIGNED);
  g_assert_cmpstr (recto_registration_get_reason (again), ==, "Only 7 of 48 blocks agree.");

  reference_text = recto_registration_to_text (reference);
  g_clear_pointer (&again, recto_registration_unref);
  again = recto_registration_new_from_text (reference_text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (recto_registration_get_status (again), ==, RECTO_REGISTRATION_REFERENCE);

  g_clear_pointer (&again, recto_registration_unref);
  again = recto_registration_new_from_text ("[1, 0, 5, 0, 1.5, 6, 0, 0, 1]", &error);
  g_assert_no_error (error);
  g_assert_cmpint (recto_registration_get_source (again), ==, RECTO_REGISTRATION_BY_HAND);
  g_assert_cmpint (recto_registration_get_model (again), ==, RECTO_MODEL_AFFINE);
  g_assert_cmpfloat (recto_registration_get_rms_px (again), ==, -1);
}

static void
test_bad_json (void)
{
  const char *const bad[] = {
    "",
    "nonsense",
    "7",
    "{}",
    "[1, 2, 3]",
    "[1, 0, 0, 0, 1, 0, 0, 0, \"1\"]",
    "[0, 0, 0, 0, 0, 0, 0, 0, 0]",
    "{\"status\": \"aligned\"}",
    "{\"status\": \"almost\", \"transform\": [1, 0, 0, 0, 1, 0, 0, 0, 1]}",
    "{\"status\": \"aligned\", \"transform\": [1, 0, 0, 0, 1, 0, 0, 0, 1], \"error\": {\"rms_px\": \"small\"}}",
    "{\"status\": \"aligned\", \"transform\": [1, 0, 0, 0, 1, 0, 0, 0, 1], \"pairs\": [[1, 2, 3]]}",
    "{\"status\": \"aligned\", \"transform\": [1, 0, 0, 0, 1, 0, 0, 0, 1], \"error\": {\"held_out\": -4}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (recto_registration_new_from_text (bad[i], &error));
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registration/points/models", test_models);
  g_test_add_func ("/registration/points/leave-one-out", test_leave_one_out);
  g_test_add_func ("/registration/points/refusals", test_refusals);
  g_test_add_func ("/registration/json", test_json);
  g_test_add_func ("/registration/json/bad", test_bad_json);
  return g_test_run ();
}

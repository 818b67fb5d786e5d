/* test-register.c: planted transforms found again, strangers refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-registration.h"
#include "drawn-page.h"

#include <math.h>

static void
check_found (const RectoRegistration *found, const RectoMatrix3 *truth, double limit)
{
  double error = recto_matrix3_corner_distance (recto_registration_get_transform (found), truth, DRAWN_WIDTH, DRAWN_HEIGHT);

  g_test_message ("true error %.3f px, stated RMS %.3f, maximum %.3f at %u held-out blocks, %u agree%s%s", error,
                  recto_registration_get_rms_px (found), recto_registration_get_max_px (found),
                  recto_registration_get_n_held_out (found), recto_registration_get_n_agreeing (found),
                  recto_registration_get_reason (found) != NULL ? ": " : "",
                  recto_registration_get_reason (found) != NULL ? recto_registration_get_reason (found) : "");
  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_ALIGNED);
  g_assert_cmpint (recto_registration_get_source (found), ==, RECTO_REGISTRATION_BY_AUTO);
  g_assert_cmpfloat (error, <, limit);
  g_assert_cmpuint (recto_registration_get_n_held_out (found), >=, 5);
  g_assert_cmpfloat (recto_registration_get_max_px (found), >=, recto_registration_get_rms_px (found));
  /* The error stated covers the error there is. */
  g_assert_cmpfloat (error, <, 2 * recto_registration_get_max_px (found) + 0.1);
}

static void
check_refused (RectoRegistration *found)
{
  g_test_message ("%s: %s", recto_registration_get_reason_code (found), recto_registration_get_reason (found));
  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_NOT_ALIGNED);
  g_assert_nonnull (recto_registration_get_reason_code (found));
  g_assert_true (g_str_has_suffix (recto_registration_get_reason (found), "."));
  g_assert_true (recto_matrix3_is_identity (recto_registration_get_transform (found)));
  recto_registration_unref (found);
}

static void
test_planted (void)
{
  const double cases[][4] = { { 6, 1.05, 29, -20 }, { -6, 0.95, -29, 11 }, { 0, 1, 0.37, 0.73 }, { 183, 0.97, 5, 9 },
                              { 97, 1.02, 12, -9 } };
  DrawnPage white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  g_autoptr (RectoImage) reference = drawn_page_new (&white);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DrawnPage uv = { 3, TRUE, 2, 0, 1, drawn_page_move (cases[i][0], cases[i][1], cases[i][2], cases[i][3]) };
      g_autoptr (RectoImage) moving = drawn_page_new (&uv);
      g_autoptr (RectoRegistration) found = recto_register_images (reference, moving, 200, NULL, NULL, NULL);

      check_found (found, &uv.transform, 0.5);
      g_assert_cmpstr (recto_model_to_string (recto_registration_get_model (found)), ==, "similarity");
      g_assert_cmpfloat_with_epsilon (recto_registration_get_rms_mm (found),
                                      recto_registration_get_rms_px (found) * 25.4 / 200, 1e-9);
      if (i == 0)
        {
          g_autoptr (RectoRegistration) again = recto_register_images (reference, moving, 200, NULL, NULL, NULL);
          g_autofree char *one = recto_registration_to_text (found);
          g_autofree char *two = recto_registration_to_text (again);

          g_assert_cmpstr (one, ==, two);
        }
    }
}

static void
test_resolutions (void)
{
  DrawnPage white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  DrawnPage half = { 3, TRUE, 2, 0, 0.5, { { 2, 0, 7.5, 0, 2, -4.5, 0, 0, 1 } } };
  g_autoptr (RectoImage) reference = drawn_page_new (&white);
  g_autoptr (RectoImage) moving = drawn_page_new (&half);
  g_autoptr (RectoRegistration) found = NULL;

  recto_image_set_dpi (reference, 200, 200);
  recto_image_set_dpi (moving, 100, 100);
  found = recto_register_images (reference, moving, 200, NULL, NULL, NULL);
  check_found (found, &half.transform, 1);
}

static void
test_initial (void)
{
  DrawnPage white = { 5, FALSE, 2, 0, 1, recto_matrix3_identity };
  DrawnPage uv = { 5, TRUE, 2, 0, 1, drawn_page_move (40, 1, 15, -8) };
  RectoMatrix3 start = drawn_page_move (40.6, 1.004, 22, -3);
  g_autoptr (RectoImage) reference = drawn_page_new (&white);
  g_autoptr (RectoImage) moving = drawn_page_new (&uv);
  g_autoptr (RectoRegistration) found = recto_register_images (reference, moving, 0, &start, NULL, NULL);

  check_found (found, &uv.transform, 0.5);
  g_assert_cmpfloat (recto_registration_get_rms_mm (found), ==, -1);
}

/* A third of the page is pushed down by 3 pixels: one transform cannot hold, and the maximum must say so. */
static void
test_bent (void)
{
  DrawnPage white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  DrawnPage uv = { 3, TRUE, 2, 3, 1, drawn_page_move (2, 1, 4, 4) };
  g_autoptr (RectoImage) reference = drawn_page_new (&white);
  g_autoptr (RectoImage) moving = drawn_page_new (&uv);
  g_autoptr (RectoRegistration) found = recto_register_images (reference, moving, 0, NULL, NULL, NULL);

  g_test_message ("RMS %.2f, maximum %.2f", recto_registration_get_rms_px (found), recto_registration_get_max_px (found));
  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_ALIGNED);
  g_assert_cmpfloat (recto_registration_get_max_px (found), >, 2.5);
  g_assert_cmpfloat (recto_registration_get_max_px (found), <, 4);
}

static void
test_strangers (void)
{
  DrawnPage white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  DrawnPage other = { 8, TRUE, 2, 0, 1, drawn_page_move (1, 1, 0, 0) };
  g_autoptr (RectoImage) reference = drawn_page_new (&white);
  g_autoptr (RectoImage) moving = drawn_page_new (&other);
  g_autoptr (RectoImage) blank = recto_image_new (DRAWN_WIDTH, DRAWN_HEIGHT, 1, 16, FALSE, NULL);
  g_autoptr (RectoImage) tiny = recto_image_new (20, 900, 1, 8, FALSE, NULL);
  RectoMatrix3 singular = { { 0 } };

  /* The same layout, portrait and light, other words: a few places in common are not enough. */
  for (guint seed = 10; seed < 14; seed++)
    {
      DrawnPage alike = { seed, FALSE, 2, 0, 1, drawn_page_move (-2, 1.01, 5, 0) };
      g_autoptr (RectoImage) picture = drawn_page_new (&alike);

      check_refused (recto_register_images (reference, picture, 300, NULL, NULL, NULL));
    }

  check_refused (recto_register_images (reference, moving, 300, NULL, NULL, NULL));
  check_refused (recto_register_images (reference, blank, 300, &recto_matrix3_identity, NULL, NULL));
  check_refused (recto_register_images (reference, tiny, 300, NULL, NULL, NULL));
  check_refused (recto_register_images (reference, moving, 300, &singular, NULL, NULL));
}

/* Odd shapes of noise: nothing to find, and nothing to fall over. */
static void
test_shapes (void)
{
  const guint sizes[][2] = { { 48, 48 }, { 48, 3000 }, { 3000, 50 }, { 129, 131 }, { 700, 60 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  RectoImage *images[G_N_ELEMENTS (sizes)];

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      gsize n;

      images[i] = recto_image_new (sizes[i][0], sizes[i][1], i % 2 ? 3 : 1, 16, FALSE, NULL);
      n = recto_image_get_stride (images[i]) * sizes[i][1];
      for (gsize k = 0; k < n; k++)
        recto_image_get_data_mutable (images[i])[k] = g_rand_int_range (rand, 0, 256);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    check_refused (recto_register_images (images[i], images[(i + 1) % G_N_ELEMENTS (sizes)], 0, NULL, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    recto_image_unref (images[i]);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_async (void)
{
  DrawnPage white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  DrawnPage uv = { 3, TRUE, 2, 0, 1, drawn_page_move (2, 1, 4, 4) };
  g_autoptr (RectoImage) reference = drawn_page_new (&white);
  g_autoptr (RectoImage) moving = drawn_page_new (&uv);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoRegistration) found = NULL;

  recto_register_images_async (reference, moving, 0, NULL, cancellable, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  found = recto_register_images_finish (result, &error);
  g_assert_no_error (error);
  check_found (found, &uv.transform, 0.5);

  g_clear_object (&result);
  recto_register_images_async (reference, moving, 0, NULL, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (recto_register_images_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register/planted", test_planted);
  g_test_add_func ("/register/resolutions", test_resolutions);
  g_test_add_func ("/register/initial", test_initial);
  g_test_add_func ("/register/bent", test_bent);
  g_test_add_func ("/register/strangers", test_strangers);
  g_test_add_func ("/register/shapes", test_shapes);
  g_test_add_func ("/register/async", test_async);
  return g_test_run ();
}

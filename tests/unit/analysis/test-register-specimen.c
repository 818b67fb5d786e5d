/* test-register-specimen.c: lights of a drawn specimen page brought together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-registration.h"
#include "recto-specimen.h"

static void
test_lights (void)
{
  for (guint32 seed = 1; seed <= 2; seed++)
    {
      RectoSpecimenOptions options;
      g_autoptr (RectoImage) white = NULL;

      recto_specimen_options_init (&options);
      options.dpi = 300;
      options.seed = seed;
      options.displaced = TRUE;
      options.max_rotation = 6;
      options.max_scale = 0.05;
      options.max_shift = 0.03;
      white = recto_specimen_draw (&options, RECTO_SPECIMEN_WHITE, NULL, NULL);
      g_assert_nonnull (white);
      for (guint light = RECTO_SPECIMEN_UV365; light <= RECTO_SPECIMEN_IR; light++)
        {
          RectoMatrix3 truth;
          g_autoptr (RectoImage) moving = recto_specimen_draw (&options, light, &truth, NULL);
          g_autoptr (RectoRegistration) found = recto_register_images (white, moving, 300, NULL, NULL, NULL);
          double error = recto_matrix3_corner_distance (recto_registration_get_transform (found), &truth,
                                                        recto_image_get_width (moving), recto_image_get_height (moving));

          g_test_message ("seed %u, light %u: true error %.3f px, stated RMS %.3f, maximum %.3f, %u held out, %u agree %s", seed,
                          light, error, recto_registration_get_rms_px (found), recto_registration_get_max_px (found),
                          recto_registration_get_n_held_out (found), recto_registration_get_n_agreeing (found),
                          recto_registration_get_reason (found) != NULL ? recto_registration_get_reason (found) : "");
          g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_ALIGNED);
          g_assert_cmpfloat (error, <, 0.7);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register/specimen/lights", test_lights);
  return g_test_run ();
}

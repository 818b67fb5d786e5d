/* test-pseudocolour.c: the legend says what the picture shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-pseudocolour.h"
#include "recto-recipe.h"

static void
test_legend (void)
{
  static const char *const texts[] = {
    "{\"recto-recipe\":1,\"steps\":[{\"op\":\"pseudocolour\"}]}",
    "{\"recto-recipe\":1,\"steps\":[{\"op\":\"pseudocolour\",\"params\":{\"map\":\"inferno\",\"low\":0.25,\"high\":0.8,\"reversed\":true}}]}",
    "{\"recto-recipe\":1,\"steps\":[{\"op\":\"pseudocolour\",\"params\":{\"map\":\"cividis\",\"low\":0.5,\"high\":0.5}}]}",
  };
  g_autoptr (RectoImage) ramp = recto_image_new (256, 1, 1, 8, FALSE, NULL);

  for (guint i = 0; i < 256; i++)
    recto_image_get_data_mutable (ramp)[i] = (guint8) i;
  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoRecipe) recipe = recto_recipe_new_from_text (texts[t], &error);
      g_autoptr (RectoImage) shown = NULL;
      guint8 legend[3 * 256];

      g_assert_no_error (error);
      shown = recto_recipe_apply (recipe, ramp, 1, &error);
      g_assert_no_error (error);
      recto_pseudocolour_legend (recto_recipe_get_step (recipe, 0)->values, 256, legend);
      g_assert_cmpmem (legend, sizeof legend, recto_image_get_data (shown), 3 * 256);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pseudocolour/legend", test_legend);
  return g_test_run ();
}

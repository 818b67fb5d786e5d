/* test-operations-extremes.c: every operation at the ends of its parameters, on the smallest pictures, with numbers nobody drew
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A recipe comes from outside: any value in range and any finite drawn number must give a picture.
 */

#include "config.h"
#include "recto-recipe.h"

static RectoImage *
picture (guint width, guint height, guint channels, guint depth)
{
  RectoImage *image = recto_image_new (width, height, channels, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  gsize n = recto_image_get_stride (image) * height;

  for (gsize i = 0; i < n; i++)
    data[i] = (guint8) (i * 89 + i / 7 * 31);
  return image;
}

static void
check (const RectoRecipe *recipe, RectoImage *image)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoImage) result = recto_recipe_apply (recipe, image, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (recto_image_get_width (result), ==, recto_image_get_width (image));
  g_assert_cmpuint (recto_image_get_channels (result), ==,
                    recto_recipe_get_output_channels (recipe, recto_image_get_channels (image)));
}

/* With each parameter in turn at one of its ends, for each choice of the first one that is a choice. */
static void
check_ends (const RectoOperation *operation, RectoImage *image)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  guint choice = 0;

  while (choice < operation->n_params && operation->params[choice].type != RECTO_PARAM_CHOICE)
    choice++;
  for (double c = 0; c <= (choice < operation->n_params ? operation->params[choice].maximum : 0); c++)
    {
      g_autoptr (RectoRecipe) plain = recto_recipe_with_step_added (empty, operation, -1);
      g_autoptr (RectoRecipe) chosen = choice < operation->n_params ? recto_recipe_with_value (plain, 0, choice, c)
                                                                    : recto_recipe_ref (plain);

      check (chosen, image);
      for (guint p = 0; p < operation->n_params; p++)
        {
          g_autoptr (RectoRecipe) least = recto_recipe_with_value (chosen, 0, p, operation->params[p].minimum);
          g_autoptr (RectoRecipe) most = recto_recipe_with_value (chosen, 0, p, operation->params[p].maximum);

          check (least, image);
          check (most, image);
        }
    }
}

static void
test_ends (gconstpointer data)
{
  static const guint sizes[][2] = { { 1, 1 }, { 1, 9 }, { 13, 2 } };
  const RectoOperation *operation = data;

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    /* 65536 values take long to be made ready for: on one size. */
    for (guint kind = 0; kind < (s == 0 ? 4 : 2); kind++)
      {
        g_autoptr (RectoImage) image = picture (sizes[s][0], sizes[s][1], kind & 1 ? 3 : 1, kind & 2 ? 16 : 8);

        check_ends (operation, image);
      }
}

/* Numbers from a recipe that was made by hand. */
static void
test_numbers (gconstpointer data)
{
  static const double numbers[] = { 0, 1, -1, 1e300, -1e300, 1e-300, 3, 1e9 };
  const RectoOperation *operation = data;
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) recipe = recto_recipe_with_step_added (empty, operation, -1);
  const double *values = recto_recipe_get_step (recipe, 0)->values;

  for (guint kind = 0; kind < 4; kind++)
    {
      guint channels = kind & 1 ? 3 : 1, depth = kind & 2 ? 16 : 8;
      g_autoptr (RectoImage) image = picture (11, 5, channels, depth);
      guint n = operation->n_drawn (values, channels, depth);
      g_autofree double *drawn = g_new (double, MAX (n, 1));

      for (guint round = 0; n > 0 && round < 3 * G_N_ELEMENTS (numbers); round++)
        {
          g_autoptr (RectoRecipe) forged = NULL;

          for (guint i = 0; i < n; i++)
            drawn[i] = numbers[(round < G_N_ELEMENTS (numbers) ? round : i * (round % 5 + 1) + round) % G_N_ELEMENTS (numbers)];
          forged = recto_recipe_with_drawn (recipe, 0, drawn, n);
          check (forged, image);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (const RectoOperation *const *o = recto_operation_list (); *o != NULL; o++)
    {
      g_autofree char *ends = g_strdup_printf ("/extremes/ends/%s", (*o)->name);
      g_autofree char *numbers = g_strdup_printf ("/extremes/numbers/%s", (*o)->name);

      g_test_add_data_func (ends, *o, test_ends);
      if ((*o)->n_drawn != NULL)
        g_test_add_data_func (numbers, *o, test_numbers);
    }
  return g_test_run ();
}

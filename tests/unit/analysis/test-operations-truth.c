/* test-operations-truth.c: channels against numpy and OpenCV, joined steps against single ones, sine against libm
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-recipe.h"
#include "operations/recto-operations.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static RectoRecipe *
recipe_of (const char *steps)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup_printf ("{\"recto-recipe\":1,\"steps\":[%s]}", steps);
  RectoRecipe *recipe = recto_recipe_new_from_text (json, &error);

  g_assert_no_error (error);
  return recipe;
}

static void
test_sine (void)
{
  double sine, cosine;

  for (int i = -3600; i <= 3600; i++)
    {
      double degrees = i / 8.0;

      recto_exact_sine (degrees, &sine, &cosine);
      g_assert_cmpfloat_with_epsilon (sine, sin (degrees * G_PI / 180), 1e-12);
      g_assert_cmpfloat_with_epsilon (cosine, cos (degrees * G_PI / 180), 1e-12);
    }
  recto_exact_sine (90, &sine, &cosine);
  g_assert_true (sine == 1 && cosine == 0);
  recto_exact_sine (-180, &sine, &cosine);
  g_assert_true (sine == 0 && cosine == -1);
}

/* Steps joined to a table give what they give one after the other. */
static void
test_joined (void)
{
  static const char *const steps[] = { "{\"op\":\"tone\",\"params\":{\"black\":0.1,\"gamma\":1.7}}", "{\"op\":\"invert\"}",
                                       "{\"op\":\"channel\",\"params\":{\"channel\":\"lightness\"}}",
                                       "{\"op\":\"tone\",\"params\":{\"contrast\":0.5}}",
                                       "{\"op\":\"channel\",\"params\":{\"channel\":\"a\"}}", "{\"op\":\"invert\"}" };
  g_autofree char *all = g_strjoin (",", steps[0], steps[1], steps[2], steps[3], steps[4], steps[5], NULL);
  g_autoptr (RectoRecipe) together = recipe_of (all);
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (guint channels = 1; channels <= 3; channels += 2)
    for (guint depth = 8; depth <= 16; depth += 8)
      {
        g_autoptr (RectoImage) image = recto_image_new (211, 173, channels, depth, TRUE, NULL);
        g_autoptr (RectoImage) joined = NULL;
        g_autoptr (RectoImage) single = recto_image_ref (image);
        g_autofree char *hash = NULL, *other = NULL;

        for (gsize i = 0; i < recto_image_get_stride (image) * 173; i++)
          recto_image_get_data_mutable (image)[i] = (guint8) g_rand_int (rand);
        memset (recto_image_get_alpha_mutable (image), 77, 211 * 173 * depth / 8);
        recto_image_set_dpi (image, 600, 600);
        joined = recto_recipe_apply (together, image, 1, NULL);
        for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
          {
            g_autoptr (RectoRecipe) one = recipe_of (steps[i]);
            /* The number of threads makes no difference either. */
            RectoImage *next = recto_recipe_apply (one, single, (guint) i + 1, NULL);

            recto_image_unref (single);
            single = next;
          }
        hash = recto_image_dup_pixel_sha256 (joined);
        other = recto_image_dup_pixel_sha256 (single);
        g_assert_cmpstr (hash, ==, other);
        g_assert_cmpuint (recto_image_get_channels (joined), ==, 1);
        g_assert_cmpmem (recto_image_get_alpha (joined), 211 * 173 * depth / 8, recto_image_get_alpha (image), 211 * 173 * depth / 8);
        g_assert_true (recto_image_get_dpi (joined, NULL, NULL));
      }
}

static const char *const channels[] = { "red", "green", "blue", "luminance", "hue", "saturation", "value", "lightness", "a", "b" };

static RectoImage *
channel_of (RectoImage *image, const char *channel)
{
  g_autofree char *step = g_strdup_printf ("{\"op\":\"channel\",\"version\":1,\"params\":{\"channel\":\"%s\"}}", channel);
  g_autoptr (RectoRecipe) recipe = recipe_of (step);

  return recto_recipe_apply (recipe, image, 2, NULL);
}

static void
save_raw (const char *folder, const char *name, RectoImage *image)
{
  g_autofree char *file = g_strdup_printf ("%s-%u.raw", name, recto_image_get_depth (image));
  g_autofree char *path = g_build_filename (folder, file, NULL);

  g_assert_true (g_file_set_contents (path, (const char *) recto_image_get_data (image),
                                      (gssize) (recto_image_get_stride (image) * recto_image_get_height (image)), NULL));
}

static void
remove_raw (const char *folder, const char *name, guint depth)
{
  g_autofree char *file = g_strdup_printf ("%s-%u.raw", name, depth);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_against_python (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-operations-XXXXXX", NULL);
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "unit", "analysis", "operations-truth.py", NULL);
  const char *argv[] = { "/usr/bin/python3", script, folder, NULL };
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  for (guint depth = 8; depth <= 16; depth += 8)
    {
      /* A lattice with its corners, and colours between. */
      g_autoptr (RectoImage) colours = recto_image_new (90, 91, 3, depth, FALSE, NULL);
      g_autoptr (GRand) rand = g_rand_new_with_seed (depth);
      guint top = depth == 8 ? 255 : 65535;

      for (guint i = 0; i < 90 * 91 * 3; i++)
        {
          guint place = i / 3;
          guint step = i % 3 == 0 ? place % 17 : i % 3 == 1 ? place / 17 % 17 : place / 289;
          guint value = place < 17 * 17 * 17 ? step * top / 16 : (guint) g_rand_int_range (rand, 0, (gint32) top + 1);

          if (depth == 8)
            recto_image_get_data_mutable (colours)[i] = (guint8) value;
          else
            ((guint16 *) recto_image_get_data_mutable (colours))[i] = (guint16) value;
        }
      save_raw (folder, "colours", colours);
      for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
        {
          g_autoptr (RectoImage) grey = channel_of (colours, channels[i]);

          g_assert_cmpuint (recto_image_get_channels (grey), ==, 1);
          g_assert_cmpuint (recto_image_get_depth (grey), ==, depth);
          save_raw (folder, channels[i], grey);
        }
    }
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  for (guint depth = 8; depth <= 16; depth += 8)
    {
      remove_raw (folder, "colours", depth);
      for (gsize i = 0; i < G_N_ELEMENTS (channels); i++)
        remove_raw (folder, channels[i], depth);
    }
  g_rmdir (folder);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s\n%s", error->message, out);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/operations/sine", test_sine);
  g_test_add_func ("/operations/joined", test_joined);
  g_test_add_func ("/operations/against-python", test_against_python);
  return g_test_run ();
}

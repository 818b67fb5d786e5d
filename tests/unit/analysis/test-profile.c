/* test-profile.c: the step that converts to sRGB, against ImageMagick
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures are written by libpng with profiles that Little CMS draws up. ImageMagick converts in 16 bit and rounds at the end, by another
 * precalculation than ours, so that the results are equal within one 8-bit level and not to the bit.
 */

#include "config.h"
#include "colour-profiles.h"
#include "recto-image-load.h"
#include "recto-image-save.h"
#include "recto-renderer.h"

#include <glib/gstdio.h>
#include <png.h>
#include <string.h>

#define SIDE 48

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

/* SIDE × SIDE pixels through the whole of the colour space. */
static void
write_png (const char *path, guint channels, guint depth, GBytes *profile)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  FILE *file = fopen (path, "wb");
  guint32 state = 5;

  g_assert_nonnull (file);
  png_init_io (png, file);
  png_set_IHDR (png, info, SIDE, SIDE, (int) depth, channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY,
                PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (profile != NULL)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (profile, &size);

      png_set_iCCP (png, info, "test", 0, data, (png_uint_32) size);
    }
  png_write_info (png, info);
  for (guint y = 0; y < SIDE; y++)
    {
      guint8 row[SIDE * 6];

      for (guint i = 0; i < SIDE * channels * (depth / 8); i++)
        row[i] = (guint8) ((state = state * 1664525u + 1013904223u) >> 24);
      /* The greys and the corners are looked at, too. */
      if (y < 8)
        for (guint x = 0; x < SIDE; x++)
          for (guint k = 0; k < channels * (depth / 8); k++)
            row[x * channels * (depth / 8) + k] = y == 0 ? ((x >> (k / (depth / 8))) & 1) * 255 : (guint8) (((y - 1) * SIDE + x) % 256);
      png_write_row (png, row);
    }
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  fclose (file);
}

static RectoImage *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  RectoImage *image = recto_image_load_file (path, NULL, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static RectoRecipe *
recipe_of (const char *intent, gboolean black_point)
{
  g_autofree char *text
      = g_strdup_printf ("{\"recto-recipe\":1,\"steps\":[{\"op\":\"profile\",\"params\":{\"intent\":\"%s\",\"black_point\":%s}}]}",
                         intent, black_point ? "true" : "false");
  g_autoptr (GError) error = NULL;
  RectoRecipe *recipe = recto_recipe_new_from_text (text, &error);

  g_assert_no_error (error);
  return recipe;
}

static RectoImage *
apply (const RectoRecipe *recipe, RectoImage *image, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  RectoImage *out = recto_recipe_apply (recipe, image, n_threads, &error);

  g_assert_no_error (error);
  return out;
}

static guint
sample (RectoImage *image, gsize pixel, guint channel)
{
  gsize i = pixel * recto_image_get_channels (image) + channel;

  if (recto_image_get_depth (image) == 8)
    return recto_image_get_data (image)[i];
  return ((const guint16 *) (gconstpointer) recto_image_get_data (image))[i];
}

static void
against_magick (guint kind, guint depth, const char *intent, gboolean black_point)
{
  g_autoptr (GBytes) profile = kind < N_PROFILES ? make_profile (kind) : make_table_profile ();
  guint channels = kind < N_PROFILES ? profile_kinds[kind].channels : 3;
  g_autofree char *in = path_of ("in.png");
  g_autofree char *srgb = path_of ("srgb.icc");
  g_autofree char *out = path_of ("out.png");
  g_autofree char *typed = g_strconcat (depth == 8 ? "PNG24:" : "PNG48:", out, NULL);
  const char *argv[] = { "convert", in, "-intent", intent, black_point ? "-black-point-compensation" : "+black-point-compensation",
                         "-profile", srgb, "-depth", depth == 8 ? "8" : "16", typed, NULL };
  gsize size;
  const guint8 *data = g_bytes_get_data (recto_colour_get_srgb_bytes (3), &size);
  g_autoptr (RectoRecipe) recipe = recipe_of (intent, black_point);
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoImage) ours = NULL;
  g_autoptr (RectoImage) theirs = NULL;
  g_autoptr (GError) error = NULL;
  guint worst = 0, changed = 0;
  int status;

  write_png (in, channels, depth, profile);
  g_assert_true (g_file_set_contents (srgb, (const char *) data, (gssize) size, NULL));
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  image = load (in);
  theirs = load (out);
  ours = apply (recipe, image, 0);
  g_assert_cmpuint (recto_image_get_channels (ours), ==, channels);
  g_assert_cmpuint (recto_image_get_channels (theirs), ==, 3);
  g_assert_cmpuint (recto_image_get_depth (theirs), ==, depth);
  g_assert_cmpstr (recto_image_get_icc_name (ours), ==, "sRGB");
  for (gsize p = 0; p < SIDE * SIDE; p++)
    for (guint k = 0; k < channels; k++)
      {
        worst = MAX (worst, (guint) ABS ((int) sample (ours, p, k) - (int) sample (theirs, p, k)));
        changed += sample (ours, p, k) != sample (image, p, k);
      }
  g_test_message ("kind %u, %u bit, %s: %u apart", kind, depth, intent, worst);
  g_assert_cmpuint (worst, <=, depth == 8 ? 1 : 257);
  g_assert_cmpuint (changed, >, SIDE * SIDE / 2);
}

static void
test_against_magick (void)
{
  for (guint kind = 0; kind <= N_PROFILES; kind++)
    {
      against_magick (kind, 8, "relative", TRUE);
      against_magick (kind, 16, "relative", TRUE);
    }
  against_magick (PROFILE_ADOBE, 8, "perceptual", FALSE);
  against_magick (PROFILE_ADOBE, 8, "saturation", TRUE);
  against_magick (PROFILE_PROPHOTO, 8, "absolute", FALSE);
  against_magick (N_PROFILES, 8, "relative", FALSE);
}

static void
assert_same (RectoImage *a, RectoImage *b)
{
  g_autofree char *first = recto_image_dup_pixel_sha256 (a);
  g_autofree char *second = recto_image_dup_pixel_sha256 (b);

  g_assert_cmpstr (first, ==, second);
}

/* Threads, the renderer's blocks, and a pixel alone give the same. */
static void
test_same_everywhere (void)
{
  for (guint depth = 8; depth <= 16; depth += 8)
    {
      g_autoptr (GBytes) profile = make_profile (PROFILE_PROPHOTO);
      g_autofree char *in = path_of ("same.png");
      g_autoptr (RectoRecipe) recipe = recipe_of ("relative", TRUE);
      g_autoptr (RectoImage) image = NULL;
      g_autoptr (RectoImage) one = NULL;
      g_autoptr (RectoImage) many = NULL;
      g_autoptr (RectoImage) rendered = NULL;
      g_autoptr (RectoPyramid) pyramid = NULL;
      g_autoptr (RectoScene) scene = NULL;
      g_autoptr (RectoRenderer) renderer = NULL;
      RectoComposition composition;
      RectoSceneExposure exposure = { .id = "one", .registration = recto_matrix3_identity };
      RectoRect all = { 0, 0, SIDE, SIDE };
      RectoProjection projection = { 1, 0, FALSE };
      guint d, channels, seen_channels, stored[3], seen[3];

      write_png (in, 3, depth, profile);
      image = load (in);
      one = apply (recipe, image, 1);
      many = apply (recipe, image, 7);
      assert_same (one, many);
      pyramid = recto_pyramid_new (image, NULL);
      exposure.recipe = recipe;
      recto_composition_init (&composition, 1, SIDE, SIDE);
      composition.mode = RECTO_MODE_SINGLE;
      scene = recto_scene_new (SIDE, SIDE, &exposure, 1, &composition);
      renderer = recto_renderer_new (scene, &pyramid);
      rendered = recto_renderer_render (renderer, &projection, &all, NULL, NULL);
      assert_same (one, rendered);
      g_assert_true (recto_renderer_pick (renderer, 0, (RectoPoint) { 5, 20 }, &d, &channels, stored, &seen_channels, seen));
      for (guint k = 0; k < 3; k++)
        {
          g_assert_cmpuint (stored[k], ==, sample (image, 20 * SIDE + 5, k));
          g_assert_cmpuint (seen[k], ==, sample (one, 20 * SIDE + 5, k));
        }
      {
        /* Converted once: the second step finds nothing, and neither does a later recipe. */
        g_autoptr (RectoRecipe) two = recto_recipe_with_step_added (recipe, recto_operation_find ("profile", 1), -1);
        g_autoptr (RectoImage) twice = apply (two, image, 1);
        g_autoptr (RectoImage) again = apply (recipe, one, 1);

        assert_same (one, twice);
        assert_same (one, again);
      }
    }
}

static void
test_neutral (void)
{
  g_autoptr (GBytes) adobe = make_profile (PROFILE_ADOBE);
  g_autoptr (GBytes) grey = make_profile (PROFILE_GREY_18);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (adobe, 0, 200);
  g_autoptr (RectoRecipe) recipe = recipe_of ("relative", TRUE);
  g_autofree char *in = path_of ("neutral.png");
  const struct
  {
    GBytes *profile;
    const char *words;
  } cases[] = {
    { NULL, "no embedded colour profile" },
    { recto_colour_get_srgb_bytes (3), "sRGB already" },
    { grey, "is for grey" },
    { cut, "cut off" },
  };
  g_autoptr (RectoImage) image = NULL;

  write_png (in, 3, 8, NULL);
  image = load (in);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RectoImage) out = NULL;
      g_autofree char *obstacle = NULL;
      g_autoptr (RectoRecipeRunner) runner = recto_recipe_runner_new (recipe, 3, 8, cases[i].profile);

      recto_image_set_icc_profile (image, cases[i].profile);
      out = apply (recipe, image, 2);
      assert_same (image, out);
      g_assert_true (recto_image_get_icc_profile (out) == cases[i].profile);
      g_assert_false (recto_recipe_runner_converts (runner));
      obstacle = recto_colour_dup_obstacle (image);
      g_assert_nonnull (strstr (obstacle, cases[i].words));
    }
  recto_image_set_icc_profile (image, adobe);
  g_assert_null (recto_colour_dup_obstacle (image));
  {
    /* After a channel was taken, a profile for RGB says nothing any more. */
    g_autoptr (RectoRecipe) channel = recto_recipe_with_step_added (recipe, recto_operation_find ("channel", 1), 0);
    g_autoptr (RectoRecipe) alone = recto_recipe_with_step_removed (channel, 1);
    g_autoptr (RectoImage) a = apply (channel, image, 1);
    g_autoptr (RectoImage) b = apply (alone, image, 1);

    assert_same (a, b);
  }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("recto-profile-XXXXXX", NULL);

  g_test_add_func ("/profile/against-magick", test_against_magick);
  g_test_add_func ("/profile/same-everywhere", test_same_everywhere);
  g_test_add_func ("/profile/neutral", test_neutral);

  status = g_test_run ();
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = path_of (name);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return status;
}

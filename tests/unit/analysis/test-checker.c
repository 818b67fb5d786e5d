/* test-checker.c: transparency is seen on the screen, and changes nothing else
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-renderer.h"

#include <string.h>

#define SIDE 48

/* Samples count up; each pixel of a block of 2 × 2 has another alpha. */
static RectoPyramid *
draw (guint depth, gboolean opaque)
{
  g_autoptr (RectoImage) image = recto_image_new (SIDE, SIDE, 1, depth, TRUE, NULL);

  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      guint8 value = (guint8) (i * 7 + i / SIDE);
      guint8 alpha = opaque ? 255 : (guint8) (i * 41);

      if (depth == 8)
        {
          recto_image_get_data_mutable (image)[i] = value;
          recto_image_get_alpha_mutable (image)[i] = alpha;
        }
      else
        {
          ((guint16 *) recto_image_get_data_mutable (image))[i] = value * 257;
          ((guint16 *) recto_image_get_alpha_mutable (image))[i] = alpha * 257;
        }
    }
  return recto_pyramid_new (image, NULL);
}

static RectoRenderer *
look_at (RectoPyramid *pyramid)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoScene) scene = NULL;
  RectoSceneExposure exposure = { .id = "a", .light = "white", .recipe = empty, .registration = recto_matrix3_identity };
  RectoComposition composition;

  recto_composition_init (&composition, 1, SIDE, SIDE);
  scene = recto_scene_new (SIDE, SIDE, &exposure, 1, &composition);
  return recto_renderer_new (scene, &pyramid);
}

static guint8
grey_at (int x, int y)
{
  return (x / 8 + y / 8) % 2 == 0 ? 153 : 102;
}

static guint8
over (guint value, guint alpha, guint grey)
{
  return (guint8) ((value * alpha + grey * (255 - alpha) + 127) / 255);
}

static void
test_screen (void)
{
  const guint depths[] = { 8, 16 };

  for (guint d = 0; d < 2; d++)
    {
      g_autoptr (RectoPyramid) pyramid = draw (depths[d], FALSE);
      g_autoptr (RectoRenderer) renderer = look_at (pyramid);
      const RectoProjection one = { 1, 0, FALSE }, half = { 0.5, 0, FALSE };
      RectoRect whole = { 0, 0, SIDE, SIDE };
      guint32 out[SIDE * SIDE];
      guint32 tile[11 * 13];

      g_assert_true (recto_pyramid_has_alpha (pyramid));
      g_assert_true (recto_renderer_render_bgra (renderer, &one, &whole, NULL, (guint8 *) out, SIDE * 4));
      for (int i = 0; i < SIDE * SIDE; i++)
        {
          guint8 value = (guint8) (i * 7 + i / SIDE);
          guint seen = over (value, (guint8) (i * 41), grey_at (i % SIDE, i / SIDE));

          g_assert_cmphex (out[i], ==, 0xff000000u | seen << 16 | seen << 8 | seen);
        }
      /* The checker stands still, however the plane is cut. */
      g_assert_true (recto_renderer_render_bgra (renderer, &one, &(RectoRect) { 5, 9, 11, 13 }, NULL, (guint8 *) tile, 44));
      for (int y = 0; y < 13; y++)
        g_assert_cmpmem (tile + y * 11, 44, out + (y + 9) * SIDE + 5, 44);
      /* Smaller: means of samples and of alpha, each for itself. */
      g_assert_true (recto_renderer_render_bgra (renderer, &half, &(RectoRect) { 0, 0, SIDE / 2, SIDE / 2 }, NULL,
                                                 (guint8 *) out, SIDE / 2 * 4));
      for (int y = 0; y < SIDE / 2; y++)
        for (int x = 0; x < SIDE / 2; x++)
          {
            guint value = 0, alpha = 0, seen;

            for (int k = 0; k < 4; k++)
              {
                int i = (2 * y + k / 2) * SIDE + 2 * x + k % 2;

                value += (guint8) (i * 7 + i / SIDE);
                alpha += (guint8) (i * 41);
              }
            /* Of 16 bits the mean is rounded once, to the screen's 8. */
            seen = over (depths[d] == 8 ? (value + 2) / 4 : ((value * 257 + 2) / 4 + 128) / 257, (alpha + 2) / 4, grey_at (x, y));
            g_assert_cmpint (ABS ((int) (out[y * (SIDE / 2) + x] & 255) - (int) seen), <=, depths[d] == 8 ? 0 : 1);
          }
    }
}

/* What goes to files and into hashes are the samples as stored, and an opaque plane costs nothing. */
static void
test_elsewhere (void)
{
  g_autoptr (RectoPyramid) pyramid = draw (8, FALSE);
  g_autoptr (RectoPyramid) solid = draw (8, TRUE);
  g_autoptr (RectoRenderer) renderer = look_at (pyramid);
  const RectoProjection one = { 1, 0, FALSE };
  RectoRect whole = { 0, 0, SIDE, SIDE };
  g_autoptr (RectoImage) image = recto_renderer_render (renderer, &one, &whole, NULL, NULL);
  guint8 alpha[1] = { 7 };

  g_assert_false (recto_image_has_alpha (image));
  g_assert_cmpmem (recto_image_get_data (image), SIDE * SIDE,
                   recto_image_get_data (recto_pyramid_get_level (pyramid, 0)), SIDE * SIDE);
  g_assert_false (recto_pyramid_has_alpha (solid));
  g_assert_false (recto_pyramid_sample_alpha (solid, &recto_matrix3_identity, &(RectoRect) { 0, 0, 1, 1 }, alpha, 1));
  g_assert_cmpuint (alpha[0], ==, 7);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checker/screen", test_screen);
  g_test_add_func ("/checker/elsewhere", test_elsewhere);
  return g_test_run ();
}

/* test-canvas-exact.c: what is on the screen is what the renderer draws, byte for byte
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "canvas-fixture.h"

#include <math.h>

static void
assert_exact (CanvasFixture *f, RectoRenderer *renderer)
{
  g_autofree guint8 *seen = NULL;
  g_autofree guint8 *expected = NULL;
  int width, height;

  canvas_fixture_settle (f);
  seen = canvas_fixture_pixels (f, &width, &height);
  expected = canvas_fixture_expected (f, renderer, width, height);
  g_assert_cmpuint (canvas_fixture_compare (f, seen, expected, width, height), ==, 0);
}

static void
test_zooms (void)
{
  static const double zooms[] = { 1, 2, 1.0 / 3, 64, 0.1, 0.77, 1.5, 5.3 };
  CanvasFixture f;
  RectoComposition composition;
  g_autoptr (RectoRenderer) renderer = NULL;

  canvas_fixture_open (&f, 700, 600);
  canvas_fixture_make_page (&f, 1500, 1100);
  canvas_fixture_composition (&f, RECTO_MODE_SINGLE, &composition);
  renderer = canvas_fixture_renderer (&f, &composition, NULL);
  recto_canvas_set_renderer (f.canvas, renderer);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      /* Off the middle, so that tile edges cross the view anywhere. */
      recto_viewport_look_at (f.viewport, (RectoPoint) { 517.3, 431.7 }, zooms[i]);
      assert_exact (&f, renderer);
    }
  canvas_fixture_close (&f);
}

static void
test_modes (void)
{
  static const RectoMode modes[]
      = { RECTO_MODE_DIFFERENCE, RECTO_MODE_TWO_COLOUR, RECTO_MODE_OVERLAY,
          RECTO_MODE_CHECKERBOARD, RECTO_MODE_SIGNED_DIFFERENCE, RECTO_MODE_COMPOSITE };
  CanvasFixture f;
  RectoComposition composition;

  canvas_fixture_open (&f, 640, 560);
  canvas_fixture_make_page (&f, 900, 700);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (RectoRenderer) renderer = NULL;

      canvas_fixture_composition (&f, modes[i], &composition);
      renderer = canvas_fixture_renderer (&f, &composition, NULL);
      recto_canvas_set_renderer (f.canvas, renderer);
      recto_viewport_look_at (f.viewport, (RectoPoint) { 300, 200 }, i % 2 == 0 ? 1 : 0.6);
      assert_exact (&f, renderer);
    }
  canvas_fixture_close (&f);
}

/* Through what is transparent a neutral checker is seen, and not the surround. */
static void
test_transparent (void)
{
  CanvasFixture f;
  RectoComposition composition;
  g_autoptr (RectoRenderer) renderer = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autofree guint8 *seen = NULL;
  guint n[2] = { 0 };
  int width, height;

  canvas_fixture_open (&f, 640, 560);
  canvas_fixture_make_page (&f, 900, 700);
  image = recto_image_new (900, 700, 3, 8, TRUE, NULL);
  for (gsize i = 0; i < 900 * 700; i++)
    {
      recto_image_get_data_mutable (image)[i * 3] = 200;
      recto_image_get_alpha_mutable (image)[i] = i % 900 < 450 ? 0 : (guint8) (i / 900);
    }
  recto_pyramid_unref (f.pyramids[0]);
  f.pyramids[0] = recto_pyramid_new (image, NULL);
  canvas_fixture_composition (&f, RECTO_MODE_SINGLE, &composition);
  renderer = canvas_fixture_renderer (&f, &composition, NULL);
  recto_canvas_set_renderer (f.canvas, renderer);
  for (guint i = 0; i < 2; i++)
    {
      recto_viewport_look_at (f.viewport, (RectoPoint) { 450, 350 }, i == 0 ? 1 : 0.4);
      assert_exact (&f, renderer);
    }
  recto_viewport_look_at (f.viewport, (RectoPoint) { 200, 350 }, 4);
  canvas_fixture_settle (&f);
  seen = canvas_fixture_pixels (&f, &width, &height);
  for (gsize i = 0; i < (gsize) width * (gsize) height; i++)
    for (guint k = 0; k < 2; k++)
      if (seen[i * 4] == (k == 0 ? 153 : 102) && seen[i * 4 + 1] == seen[i * 4] && seen[i * 4 + 2] == seen[i * 4])
        n[k]++;
  /* The view is inside the transparent half: half of it is the one grey, half the other. */
  g_assert_cmpuint (n[0] + n[1], ==, (guint) width * (guint) height);
  g_assert_cmpuint (ABS ((int) n[0] - (int) n[1]), <, (guint) width * (guint) height / 10);
  canvas_fixture_close (&f);
}

static void
test_registered_b (void)
{
  static const double zooms[] = { 1, 2, 1.0 / 3 };
  CanvasFixture f;
  RectoComposition composition;
  g_autoptr (RectoRenderer) renderer = NULL;

  canvas_fixture_open (&f, 640, 560);
  canvas_fixture_make_page (&f, 900, 700);
  canvas_fixture_composition (&f, RECTO_MODE_SINGLE, &composition);
  composition.a = 1;
  renderer = canvas_fixture_renderer (&f, &composition, NULL);
  recto_canvas_set_renderer (f.canvas, renderer);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      recto_viewport_look_at (f.viewport, (RectoPoint) { 500, 400 }, zooms[i]);
      assert_exact (&f, renderer);
    }
  canvas_fixture_close (&f);
}

static void
test_turned (void)
{
  CanvasFixture f;
  RectoComposition composition;
  g_autoptr (RectoRenderer) renderer = NULL;

  canvas_fixture_open (&f, 640, 560);
  canvas_fixture_make_page (&f, 900, 700);
  canvas_fixture_composition (&f, RECTO_MODE_DIFFERENCE, &composition);
  renderer = canvas_fixture_renderer (&f, &composition, NULL);
  recto_canvas_set_renderer (f.canvas, renderer);
  recto_viewport_look_at (f.viewport, (RectoPoint) { 200, 300 }, 1.25);
  for (guint turns = 0; turns < 4; turns++)
    for (guint mirrored = 0; mirrored < 2; mirrored++)
      {
        recto_viewport_set_quarter_turns (f.viewport, turns);
        recto_viewport_set_mirrored (f.viewport, mirrored != 0);
        assert_exact (&f, renderer);
      }
  canvas_fixture_close (&f);
}

/* The curtain's line covers four columns; everything else is compared with the renderer's own curtain. */
static void
test_curtain (void)
{
  CanvasFixture f;
  RectoComposition composition;

  canvas_fixture_open (&f, 640, 560);
  canvas_fixture_make_page (&f, 900, 700);
  for (guint way = 0; way < 8; way++)
    {
      g_autoptr (RectoRenderer) renderer = NULL;
      g_autofree guint8 *seen = NULL;
      g_autofree guint8 *expected = NULL;
      gboolean upright;
      RectoPoint line;
      int width, height, scale;

      canvas_fixture_composition (&f, RECTO_MODE_CURTAIN, &composition);
      composition.curtain = (RectoPoint) { 451, 340.25 };
      composition.curtain_angle = way & 1 ? 0 : 90;
      recto_viewport_set_quarter_turns (f.viewport, way / 2);
      recto_viewport_set_mirrored (f.viewport, way >= 4);
      recto_viewport_look_at (f.viewport, (RectoPoint) { 460, 350 }, 1);
      renderer = canvas_fixture_renderer (&f, &composition, NULL);
      recto_canvas_set_renderer (f.canvas, renderer);
      canvas_fixture_settle (&f);
      seen = canvas_fixture_pixels (&f, &width, &height);
      expected = canvas_fixture_expected (&f, renderer, width, height);
      upright = (way & 1) == (way / 2 & 1);
      scale = gtk_widget_get_scale_factor (f.widget);
      line = recto_canvas_page_to_widget (f.canvas, composition.curtain);
      line = (RectoPoint) { line.x * scale, line.y * scale };
      /* The line and its handle lie above the picture. */
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          {
            double across = upright ? x + 0.5 - line.x : y + 0.5 - line.y;
            double along = upright ? y - height / 2.0 : x - width / 2.0;

            if (fabs (across) < 3.1 * scale || (fabs (across) < 27 * scale && fabs (along) < 27 * scale))
              memcpy (seen + ((gsize) y * (gsize) width + (gsize) x) * 4,
                      expected + ((gsize) y * (gsize) width + (gsize) x) * 4, 4);
          }
      g_assert_cmpuint (canvas_fixture_compare (&f, seen, expected, width, height), ==, 0);
    }
  canvas_fixture_close (&f);
}

static void
test_strip (void)
{
  CanvasFixture f;
  RectoComposition composition;
  g_autoptr (RectoRenderer) strip = NULL;
  g_autoptr (RectoRenderer) dot = NULL;

  canvas_fixture_open (&f, 500, 400);
  canvas_fixture_make_page (&f, 12000, 40);
  canvas_fixture_composition (&f, RECTO_MODE_SINGLE, &composition);
  strip = canvas_fixture_renderer (&f, &composition, NULL);
  recto_canvas_set_renderer (f.canvas, strip);
  assert_exact (&f, strip);
  recto_viewport_look_at (f.viewport, (RectoPoint) { 11900, 20 }, 3);
  assert_exact (&f, strip);

  canvas_fixture_make_page (&f, 1, 1);
  canvas_fixture_composition (&f, RECTO_MODE_SINGLE, &composition);
  dot = canvas_fixture_renderer (&f, &composition, NULL);
  recto_canvas_set_renderer (f.canvas, dot);
  recto_viewport_set_fit (f.viewport, TRUE);
  assert_exact (&f, dot);
  canvas_fixture_close (&f);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas/exact/transparent", test_transparent);
  g_test_add_func ("/canvas/exact/zooms", test_zooms);
  g_test_add_func ("/canvas/exact/modes", test_modes);
  g_test_add_func ("/canvas/exact/registered-b", test_registered_b);
  g_test_add_func ("/canvas/exact/turned", test_turned);
  g_test_add_func ("/canvas/exact/curtain", test_curtain);
  g_test_add_func ("/canvas/exact/strip-and-dot", test_strip);
  return g_test_run ();
}

/* test-canvas-view.c: zoom, pan, stand-ins, cache and life of the canvas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "canvas-fixture.h"
#include "recto-tile-store.h"

#include <math.h>

static RectoRenderer *
open_single (CanvasFixture *f, int width, int height, guint page_width, guint page_height)
{
  RectoComposition composition;
  RectoRenderer *renderer;

  canvas_fixture_open (f, width, height);
  canvas_fixture_make_page (f, page_width, page_height);
  canvas_fixture_composition (f, RECTO_MODE_SINGLE, &composition);
  renderer = canvas_fixture_renderer (f, &composition, NULL);
  recto_canvas_set_renderer (f->canvas, renderer);
  return renderer;
}

static void
test_anchor (void)
{
  CanvasFixture f;
  g_autoptr (RectoRenderer) renderer = open_single (&f, 640, 480, 3000, 2100);
  RectoPoint anchor = { 1234.5, 987.25 };
  RectoPoint before, after;

  canvas_fixture_settle (&f);
  for (guint way = 0; way < 8; way++)
    {
      recto_viewport_set_quarter_turns (f.viewport, way / 2);
      recto_viewport_set_mirrored (f.viewport, way & 1);
      recto_viewport_look_at (f.viewport, (RectoPoint) { 1500, 1000 }, 0.5);
      before = recto_canvas_page_to_widget (f.canvas, anchor);
      for (guint i = 0; i < 24; i++)
        {
          recto_viewport_zoom_about (f.viewport, recto_viewport_get_zoom (f.viewport) * 1.19, anchor);
          after = recto_canvas_page_to_widget (f.canvas, anchor);
          g_assert_cmpfloat (fabs (after.x - before.x), <=, 1.0);
          g_assert_cmpfloat (fabs (after.y - before.y), <=, 1.0);
        }
      /* No drift: at the end it stands where it stood, within the rounding of both views. */
      recto_viewport_zoom_about (f.viewport, 0.5, anchor);
      after = recto_canvas_page_to_widget (f.canvas, anchor);
      g_assert_cmpfloat_with_epsilon (after.x, before.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (after.y, before.y, 1e-6);
    }
  canvas_fixture_close (&f);
}

static void
test_pan (void)
{
  static const int moves[][2] = { { 1, 0 }, { 0, -1 }, { 37, -12 }, { -101, 64 } };
  CanvasFixture f;
  g_autoptr (RectoRenderer) renderer = open_single (&f, 500, 400, 1500, 1100);

  recto_viewport_look_at (f.viewport, (RectoPoint) { 700.37, 500.11 }, 0.77);
  for (guint m = 0; m < G_N_ELEMENTS (moves); m++)
    {
      g_autofree guint8 *before = NULL;
      g_autofree guint8 *after = NULL;
      int width, height, dx = moves[m][0], dy = moves[m][1];
      guint differ = 0;

      canvas_fixture_settle (&f);
      before = canvas_fixture_pixels (&f, &width, &height);
      recto_viewport_pan (f.viewport, dx, dy);
      canvas_fixture_settle (&f);
      after = canvas_fixture_pixels (&f, &width, &height);
      for (int y = MAX (dy, 0); y < height + MIN (dy, 0); y++)
        for (int x = MAX (dx, 0); x < width + MIN (dx, 0); x++)
          differ += memcmp (after + (y * width + x) * 4, before + ((y - dy) * width + x - dx) * 4, 4) != 0;
      g_assert_cmpuint (differ, ==, 0);
    }
  canvas_fixture_close (&f);
}

static void
test_fit (void)
{
  CanvasFixture f;
  g_autoptr (RectoRenderer) renderer = open_single (&f, 500, 400, 1500, 1100);
  RectoPoint one, other;

  canvas_fixture_settle (&f);
  g_assert_true (recto_viewport_get_fit (f.viewport));
  for (guint turns = 0; turns < 2; turns++)
    {
      recto_viewport_set_quarter_turns (f.viewport, turns);
      one = recto_canvas_page_to_widget (f.canvas, (RectoPoint) { -0.5, -0.5 });
      other = recto_canvas_page_to_widget (f.canvas, (RectoPoint) { 1499.5, 1099.5 });
      g_assert_cmpfloat (MIN (one.x, other.x), >=, 23);
      g_assert_cmpfloat (MIN (one.y, other.y), >=, 23);
      g_assert_cmpfloat (MAX (one.x, other.x), <=, gtk_widget_get_width (f.widget) - 23);
      g_assert_cmpfloat (MAX (one.y, other.y), <=, gtk_widget_get_height (f.widget) - 23);
      g_assert_true (fabs (other.x - one.x) > gtk_widget_get_width (f.widget) - 50
                     || fabs (other.y - one.y) > gtk_widget_get_height (f.widget) - 50);
    }
  g_assert_true (gtk_widget_activate_action (f.widget, "view.zoom-one", NULL));
  g_assert_cmpfloat (recto_viewport_get_zoom (f.viewport), ==, 1);
  g_assert_false (recto_viewport_get_fit (f.viewport));
  for (guint i = 0; i < 40; i++)
    gtk_widget_activate_action (f.widget, "view.zoom-in", NULL);
  g_assert_cmpfloat (recto_viewport_get_zoom (f.viewport), ==, RECTO_ZOOM_MAX);
  for (guint i = 0; i < 40; i++)
    gtk_widget_activate_action (f.widget, "view.zoom-out", NULL);
  g_assert_cmpfloat (recto_viewport_get_zoom (f.viewport), ==, RECTO_ZOOM_MIN);
  gtk_widget_activate_action (f.widget, "view.zoom-fit", NULL);
  g_assert_true (recto_viewport_get_fit (f.viewport));
  canvas_fixture_close (&f);
}

/* A second pane makes the page smaller while it is seen, and not longer. */
/* Left becomes right as it is seen, turned or not. */
static void
test_mirror (void)
{
  const RectoPoint spot = { 120, 40 };
  CanvasFixture f;
  RectoComposition composition;
  g_autoptr (RectoRenderer) renderer = NULL;

  canvas_fixture_open (&f, 400, 300);
  canvas_fixture_make_page (&f, 300, 200);
  canvas_fixture_composition (&f, RECTO_MODE_SINGLE, &composition);
  renderer = canvas_fixture_renderer (&f, &composition, NULL);
  recto_canvas_set_renderer (f.canvas, renderer);
  for (guint turns = 0; turns < 4; turns++)
    {
      RectoPoint before, after;

      recto_viewport_set_quarter_turns (f.viewport, turns);
      canvas_fixture_settle (&f);
      before = recto_canvas_page_to_widget (f.canvas, spot);
      gtk_widget_activate_action (f.widget, "view.mirror", NULL);
      canvas_fixture_settle (&f);
      after = recto_canvas_page_to_widget (f.canvas, spot);
      g_assert_cmpfloat_with_epsilon (after.x, 399 - before.x, 1.01);
      g_assert_cmpfloat_with_epsilon (after.y, before.y, 1.01);
      gtk_widget_activate_action (f.widget, "view.mirror", NULL);
      g_assert_false (recto_viewport_get_mirrored (f.viewport));
      g_assert_cmpuint (recto_viewport_get_quarter_turns (f.viewport), ==, turns);
    }

  /* Room for what floats at the side. */
  recto_viewport_set_quarter_turns (f.viewport, 0);
  recto_canvas_set_side_margin (f.canvas, 60);
  canvas_fixture_settle (&f);
  g_assert_cmpfloat_with_epsilon (recto_viewport_get_zoom (f.viewport), (400 - 2 * 60) / 300.0, 1e-9);
  canvas_fixture_close (&f);
}

static void
test_fit_of_panes (void)
{
  CanvasFixture f;
  g_autoptr (RectoRenderer) renderer = open_single (&f, 500, 400, 1500, 1100);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *second = recto_canvas_new ();
  double alone;

  canvas_fixture_settle (&f);
  g_object_ref (f.widget);
  gtk_window_set_child (GTK_WINDOW (f.window), NULL);
  gtk_widget_set_hexpand (f.widget, TRUE);
  gtk_widget_set_hexpand (second, TRUE);
  gtk_widget_set_visible (second, FALSE);
  gtk_box_append (GTK_BOX (box), f.widget);
  gtk_box_append (GTK_BOX (box), second);
  g_object_unref (f.widget);
  gtk_window_set_child (GTK_WINDOW (f.window), box);
  recto_canvas_set_viewport (RECTO_CANVAS (second), f.viewport);
  recto_canvas_set_renderer (RECTO_CANVAS (second), renderer);
  recto_viewport_set_fit (f.viewport, TRUE);
  canvas_fixture_settle (&f);
  alone = recto_viewport_get_zoom (f.viewport);
  gtk_widget_set_visible (second, TRUE);
  canvas_fixture_spin (200);
  g_assert_cmpfloat (recto_viewport_get_zoom (f.viewport), <, alone * 0.7);
  gtk_widget_set_visible (second, FALSE);
  canvas_fixture_spin (200);
  g_assert_cmpfloat (recto_viewport_get_zoom (f.viewport), ==, alone);
  canvas_fixture_close (&f);
}

/* Share of the page's pixels in the view that show the bare surround. */
static double
bare_share (CanvasFixture *f)
{
  int width, height;
  g_autofree guint8 *seen = canvas_fixture_pixels (f, &width, &height);
  guint bare = 0;

  for (int i = 0; i < width * height; i++)
    bare += seen[i * 4] == 0x17 && seen[i * 4 + 1] == 0x17 && seen[i * 4 + 2] == 0x17;
  return (double) bare / (width * height);
}

/* While exact tiles are outstanding something stands in for them, from the first frame on. */
static void
test_stand_ins (void)
{
  CanvasFixture f;
  g_autoptr (RectoRenderer) renderer = open_single (&f, 640, 480, 3000, 2100);
  RectoComposition composition;

  recto_viewport_look_at (f.viewport, (RectoPoint) { 1500, 1000 }, 0.9);
  canvas_fixture_draw (&f);
  g_assert_cmpfloat (bare_share (&f), <, 0.01);
  canvas_fixture_settle (&f);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (RectoRenderer) next = NULL;

      recto_viewport_zoom_about (f.viewport, recto_viewport_get_zoom (f.viewport) * 1.31,
                                 (RectoPoint) { 1500, 1000 });
      gtk_test_widget_wait_for_draw (f.widget);
      g_assert_cmpfloat (bare_share (&f), <, 0.01);
      canvas_fixture_composition (&f, i % 2 == 0 ? RECTO_MODE_OVERLAY : RECTO_MODE_SINGLE,
                                  &composition);
      next = canvas_fixture_renderer (&f, &composition, NULL);
      recto_canvas_set_renderer (f.canvas, next);
      gtk_test_widget_wait_for_draw (f.widget);
      g_assert_cmpfloat (bare_share (&f), <, 0.01);
    }
  canvas_fixture_settle (&f);
  canvas_fixture_close (&f);
}

static void
test_cache_bound (void)
{
  CanvasFixture f;
  g_autoptr (RectoRenderer) renderer = open_single (&f, 640, 480, 3000, 2100);
  const gsize limit = 8 << 20;

  recto_canvas_set_cache_limit (limit);
  for (guint i = 0; i < 12; i++)
    {
      recto_viewport_look_at (f.viewport, (RectoPoint) { 300 + 200 * i, 900 }, 1 + i * 0.1);
      canvas_fixture_settle (&f);
      g_assert_cmpuint (recto_tile_store_get_bytes (), <=, limit);
    }
  /* Even a bound smaller than the view settles. */
  recto_canvas_set_cache_limit (1 << 20);
  recto_viewport_look_at (f.viewport, (RectoPoint) { 1000, 1000 }, 1);
  canvas_fixture_settle (&f);
  g_assert_cmpuint (recto_tile_store_get_bytes (), <=, 1 << 20);
  recto_canvas_set_cache_limit (256 << 20);
  canvas_fixture_close (&f);
}

/* A slider that is dragged: many renderers, the last one is shown in the end, and pictures are seen on the way. */
static void
test_replacing (void)
{
  CanvasFixture f;
  g_autoptr (RectoRenderer) renderer = open_single (&f, 640, 480, 1500, 1100);
  g_autoptr (RectoRenderer) last = NULL;
  g_autofree guint8 *seen = NULL;
  g_autofree guint8 *expected = NULL;
  int width, height;

  canvas_fixture_settle (&f);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (RectoRecipe) recipe = NULL;
      RectoComposition composition;
      g_autofree char *text = g_strdup_printf (
          "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":%.2f}}]}",
          1 + i * 0.05);

      recipe = recto_recipe_new_from_text (text, NULL);
      g_assert_nonnull (recipe);
      canvas_fixture_composition (&f, RECTO_MODE_SINGLE, &composition);
      g_clear_pointer (&last, recto_renderer_unref);
      last = canvas_fixture_renderer (&f, &composition, recipe);
      recto_canvas_set_renderer (f.canvas, last);
      canvas_fixture_spin (10);
    }
  g_assert_true (recto_canvas_get_renderer (f.canvas) == last);
  canvas_fixture_settle (&f);
  seen = canvas_fixture_pixels (&f, &width, &height);
  expected = canvas_fixture_expected (&f, last, width, height);
  g_assert_cmpuint (canvas_fixture_compare (&f, seen, expected, width, height), ==, 0);
  canvas_fixture_close (&f);
}

static void
test_closing (void)
{
  for (guint i = 0; i < 8; i++)
    {
      CanvasFixture f;
      g_autoptr (RectoRenderer) renderer = open_single (&f, 640, 480, 2000, 1400);
      gpointer canvas;

      recto_viewport_look_at (f.viewport, (RectoPoint) { 900, 900 }, 0.4 + i * 0.1);
      if (i % 2 == 1)
        canvas_fixture_spin (3 * i);
      canvas = f.canvas;
      g_object_add_weak_pointer (canvas, &canvas);
      canvas_fixture_close (&f);
      canvas_fixture_spin (5);
      g_assert_null (canvas);
    }
}

static void
test_empty (void)
{
  CanvasFixture f;
  g_autoptr (RectoRenderer) renderer = open_single (&f, 300, 200, 1500, 1100);
  g_autofree char *described = NULL;

  canvas_fixture_settle (&f);
  g_assert_cmpfloat (bare_share (&f), <, 0.9);
  recto_canvas_set_renderer (f.canvas, NULL);
  canvas_fixture_settle (&f);
  g_assert_cmpfloat (bare_share (&f), ==, 1);
  recto_canvas_set_renderer (f.canvas, renderer);
  canvas_fixture_settle (&f);
  g_assert_cmpfloat (bare_share (&f), <, 0.9);
  gtk_test_accessible_assert_role (f.widget, GTK_ACCESSIBLE_ROLE_IMG);
  recto_viewport_look_at (f.viewport, (RectoPoint) { 700, 500 }, 2);
  canvas_fixture_settle (&f);
  described = gtk_test_accessible_check_property (GTK_ACCESSIBLE (f.widget),
                                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                                  "zoom 200 %, settled");
  g_assert_null (described);
  canvas_fixture_close (&f);
}

static void
test_viewport_text (void)
{
  g_autoptr (RectoViewport) one = recto_viewport_new ();
  g_autoptr (RectoViewport) other = recto_viewport_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  static const char *const wrong[]
      = { "", "[]", "{}", "{\"center\":[1],\"zoom\":1}", "{\"center\":[1,2],\"zoom\":0}",
          "{\"center\":[1,2],\"zoom\":1,\"quarter_turns\":5}", "{\"center\":[1,\"x\"],\"zoom\":1}",
          "{\"center\":[1,2],\"zoom\":1,\"fit\":3}" };

  recto_viewport_set_page_size (one, 1500, 1100);
  recto_viewport_look_at (one, (RectoPoint) { 1.0 / 3, 217.125 }, 2.5);
  recto_viewport_set_quarter_turns (one, 3);
  recto_viewport_set_mirrored (one, TRUE);
  text = recto_viewport_to_text (one);
  g_assert_true (recto_viewport_restore (other, text, &error));
  g_assert_no_error (error);
  again = recto_viewport_to_text (other);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpfloat (recto_viewport_get_center (other).x, ==, 1.0 / 3);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *kept = NULL;

      g_assert_false (recto_viewport_restore (other, wrong[i], &error));
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
      g_clear_error (&error);
      kept = recto_viewport_to_text (other);
      g_assert_cmpstr (kept, ==, text);
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas/view/anchor", test_anchor);
  g_test_add_func ("/canvas/view/pan", test_pan);
  g_test_add_func ("/canvas/view/fit", test_fit);
  g_test_add_func ("/canvas/view/mirror", test_mirror);
  g_test_add_func ("/canvas/view/fit-of-panes", test_fit_of_panes);
  g_test_add_func ("/canvas/view/stand-ins", test_stand_ins);
  g_test_add_func ("/canvas/view/cache-bound", test_cache_bound);
  g_test_add_func ("/canvas/view/replacing", test_replacing);
  g_test_add_func ("/canvas/view/closing", test_closing);
  g_test_add_func ("/canvas/view/empty", test_empty);
  g_test_add_func ("/canvas/view/viewport-text", test_viewport_text);
  return g_test_run ();
}

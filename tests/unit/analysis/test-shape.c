/* test-shape.c: shapes of findings against geometry worked out by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-shape.h"

#include <math.h>
#include <string.h>

static RectoShape *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RectoShape *shape = recto_shape_new_from_text (text, &error);

  g_assert_no_error (error);
  return shape;
}

static void
test_json (void)
{
  /* Given, and the canonical form. */
  const char *texts[][2] = {
    { "{\"y\":2,\"x\":1,\"type\":\"rectangle\",\"height\":4.5,\"width\":3}", "{\"height\":4.5,\"type\":\"rectangle\",\"width\":3,\"x\":1,\"y\":2}" },
    { "{\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":-3,\"height\":-4}", "{\"height\":4,\"type\":\"rectangle\",\"width\":3,\"x\":-2,\"y\":-2}" },
    { "{\"type\":\"ellipse\",\"x\":1,\"y\":2,\"width\":3,\"height\":4,\"rotation\":-30}", "{\"height\":4,\"rotation\":330,\"type\":\"ellipse\",\"width\":3,\"x\":1,\"y\":2}" },
    { "{\"type\":\"ellipse\",\"x\":1,\"y\":2,\"width\":3,\"height\":4,\"rotation\":720}", "{\"height\":4,\"type\":\"ellipse\",\"width\":3,\"x\":1,\"y\":2}" },
    { "{\"type\":\"arrow\",\"points\":[[0,0],[10,5.25]]}", "{\"points\":[[0,0],[10,5.25]],\"type\":\"arrow\"}" },
    { "{\"type\":\"polygon\",\"points\":[[0,0],[10,0],[0,10]]}", "{\"points\":[[0,0],[10,0],[0,10]],\"type\":\"polygon\"}" },
    { "{\"type\":\"freehand\",\"points\":[[0,0],[1,1],[2,0],[3,1]]}", "{\"points\":[[0,0],[1,1],[2,0],[3,1]],\"type\":\"freehand\"}" },
    { "{\"type\":\"point\",\"x\":7,\"y\":-8}", "{\"type\":\"point\",\"x\":7,\"y\":-8}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RectoShape) shape = parse (texts[i][0]);
      g_autofree char *text = recto_shape_to_text (shape);
      g_autoptr (RectoShape) again = parse (text);

      g_assert_cmpstr (text, ==, texts[i][1]);
      g_assert_true (recto_shape_equal (shape, again));
      g_assert_nonnull (strstr (text, recto_shape_type_to_string (recto_shape_get_shape_type (shape))));
    }
}

static void
test_errors (void)
{
  const char *bad[] = {
    "", "{", "[]", "3", "null", "{}", "{\"type\":5}", "{\"type\":null}", "{\"type\":\"circle\",\"x\":1,\"y\":1}",
    "{\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":3}",
    "{\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":\"3\",\"height\":1}",
    "{\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":3,\"height\":1e300}",
    "{\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":3,\"height\":1,\"rotation\":\"x\"}",
    "{\"type\":\"rectangle\",\"x\":null,\"y\":2,\"width\":3,\"height\":1}",
    "{\"type\":\"rectangle\",\"x\":true,\"y\":2,\"width\":3,\"height\":1}",
    "{\"type\":\"arrow\",\"points\":[[0,0]]}", "{\"type\":\"arrow\",\"points\":[[0,0],[1,1],[2,2]]}",
    "{\"type\":\"polygon\",\"points\":[[0,0],[1,1]]}", "{\"type\":\"polygon\",\"points\":[[0,0],[1,1],[1]]}",
    "{\"type\":\"polygon\",\"points\":[[0,0],[1,1],7]}", "{\"type\":\"polygon\",\"points\":{}}", "{\"type\":\"polygon\"}",
    "{\"type\":\"freehand\",\"points\":[[0,0]]}", "{\"type\":\"freehand\",\"points\":[[0,0],[\"1\",2]]}",
    "{\"type\":\"freehand\",\"points\":[[0,0],[[1],2]]}",
    "{\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":3,\"height\":1,\"rotaton\":3}", "{\"type\":\"point\",\"x\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (recto_shape_new_from_text (bad[i], &error));
      g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    }
}

static void
check_bounds (const char *text, double x, double y, double width, double height)
{
  g_autoptr (RectoShape) shape = parse (text);
  double bx, by, bw, bh;

  recto_shape_get_bounds (shape, &bx, &by, &bw, &bh);
  g_assert_cmpfloat_with_epsilon (bx, x, 1e-9);
  g_assert_cmpfloat_with_epsilon (by, y, 1e-9);
  g_assert_cmpfloat_with_epsilon (bw, width, 1e-9);
  g_assert_cmpfloat_with_epsilon (bh, height, 1e-9);
}

static void
test_bounds (void)
{
  check_bounds ("{\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":30,\"height\":4}", 1, 2, 30, 4);
  /* A quarter turn about (16, 4). */
  check_bounds ("{\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":30,\"height\":4,\"rotation\":90}", 14, -11, 4, 30);
  check_bounds ("{\"type\":\"rectangle\",\"x\":0,\"y\":0,\"width\":2,\"height\":2,\"rotation\":45}", 1 - G_SQRT2, 1 - G_SQRT2,
                2 * G_SQRT2, 2 * G_SQRT2);
  check_bounds ("{\"type\":\"ellipse\",\"x\":0,\"y\":0,\"width\":20,\"height\":20,\"rotation\":33}", 0, 0, 20, 20);
  check_bounds ("{\"type\":\"ellipse\",\"x\":0,\"y\":0,\"width\":20,\"height\":10,\"rotation\":90}", 5, -5, 10, 20);
  check_bounds ("{\"type\":\"polygon\",\"points\":[[3,9],[-1,2],[5,4]]}", -1, 2, 6, 7);
  check_bounds ("{\"type\":\"point\",\"x\":7,\"y\":8}", 7, 8, 0, 0);
}

static void
check_distance (const char *text, double x, double y, double distance, double slack, gboolean inside)
{
  g_autoptr (RectoShape) shape = parse (text);
  gboolean in = !inside;

  g_assert_cmpfloat_with_epsilon (recto_shape_distance (shape, (RectoPoint) { x, y }, &in), distance, slack);
  g_assert_cmpint (in, ==, inside);
  recto_shape_distance (shape, (RectoPoint) { x, y }, NULL);
}

static void
test_distance (void)
{
  const char *box = "{\"type\":\"rectangle\",\"x\":10,\"y\":10,\"width\":30,\"height\":20}";
  const char *turned = "{\"type\":\"rectangle\",\"x\":10,\"y\":10,\"width\":30,\"height\":20,\"rotation\":90}";
  const char *round = "{\"type\":\"ellipse\",\"x\":-100,\"y\":-100,\"width\":200,\"height\":200}";
  const char *arrow = "{\"type\":\"arrow\",\"points\":[[0,0],[10,0]]}";
  const char *dent = "{\"type\":\"polygon\",\"points\":[[0,0],[10,0],[10,10],[5,2],[0,10]]}";

  check_distance (box, 10, 15, 0, 1e-9, TRUE);
  check_distance (box, 20, 13, 3, 1e-9, TRUE);
  check_distance (box, 7, 6, 5, 1e-9, FALSE);
  check_distance (turned, 25, 4, 1, 1e-9, FALSE);
  check_distance (turned, 25, 6, 1, 1e-9, TRUE);
  check_distance (turned, 12, 20, 3, 1e-9, FALSE);
  check_distance (round, 0, 0, 100, 0.1, TRUE);
  check_distance (round, 63, 84, 5, 0.1, FALSE);
  check_distance (round, 120, 160, 100, 0.1, FALSE);
  check_distance (arrow, 5, 4, 4, 1e-9, FALSE);
  check_distance (arrow, 13, 4, 5, 1e-9, FALSE);
  check_distance (dent, 5, 8, 5 * 6 / sqrt (25 + 64), 1e-9, FALSE);
  check_distance (dent, 1, 5, 1, 1e-9, TRUE);
  check_distance ("{\"type\":\"point\",\"x\":1,\"y\":1}", 4, 5, 5, 1e-9, FALSE);
}

static void
assert_point (RectoPoint p, double x, double y)
{
  g_assert_cmpfloat_with_epsilon (p.x, x, 1e-9);
  g_assert_cmpfloat_with_epsilon (p.y, y, 1e-9);
}

static void
test_handles (void)
{
  g_autoptr (RectoShape) box = parse ("{\"type\":\"rectangle\",\"x\":10,\"y\":20,\"width\":40,\"height\":20}");
  g_autoptr (RectoShape) turned = parse ("{\"type\":\"rectangle\",\"x\":10,\"y\":20,\"width\":40,\"height\":20,\"rotation\":90}");
  g_autoptr (RectoShape) arrow = parse ("{\"type\":\"arrow\",\"points\":[[1,2],[10,0]]}");
  g_autoptr (RectoShape) moved = NULL;
  double x, y, width, height, rotation;
  guint n;

  g_assert_cmpuint (recto_shape_get_n_handles (box), ==, 9);
  g_assert_cmpuint (recto_shape_get_n_handles (arrow), ==, 2);
  assert_point (recto_shape_get_handle (box, 0, 5), 10, 20);
  assert_point (recto_shape_get_handle (box, 3, 5), 50, 30);
  assert_point (recto_shape_get_handle (box, 4, 5), 50, 40);
  assert_point (recto_shape_get_handle (box, 8, 5), 30, 15);
  /* About (30, 30), clockwise: the upper left goes to the upper right. */
  assert_point (recto_shape_get_handle (turned, 0, 5), 40, 10);
  assert_point (recto_shape_get_handle (turned, 8, 5), 45, 30);
  assert_point (recto_shape_get_handle (arrow, 1, 5), 10, 0);

  moved = recto_shape_with_handle_moved (box, 4, (RectoPoint) { 70, 60 });
  recto_shape_get_box (moved, &x, &y, &width, &height, &rotation);
  g_assert_true (x == 10 && y == 20 && width == 60 && height == 40 && rotation == 0);
  g_clear_pointer (&moved, recto_shape_unref);
  /* An edge moves along its own axis only; past the other side the box turns about. */
  moved = recto_shape_with_handle_moved (box, 3, (RectoPoint) { 0, 99 });
  recto_shape_get_box (moved, &x, &y, &width, &height, &rotation);
  g_assert_true (x == 0 && y == 20 && width == 10 && height == 20);
  g_clear_pointer (&moved, recto_shape_unref);

  for (guint handle = 0; handle < 8; handle++)
    {
      g_autoptr (RectoShape) slanted = parse ("{\"type\":\"ellipse\",\"x\":10,\"y\":20,\"width\":40,\"height\":20,\"rotation\":33}");
      RectoPoint fixed = recto_shape_get_handle (slanted, (handle + 4) % 8, 0);
      RectoPoint to = recto_shape_get_handle (slanted, handle, 0);
      g_autoptr (RectoShape) result = NULL;
      RectoPoint after;

      to.x += 3;
      to.y -= 2;
      result = recto_shape_with_handle_moved (slanted, handle, to);
      after = recto_shape_get_handle (result, (handle + 4) % 8, 0);
      assert_point (after, fixed.x, fixed.y);
      if (handle % 2 == 0)
        {
          after = recto_shape_get_handle (result, handle, 0);
          assert_point (after, to.x, to.y);
        }
    }
  /* The turning handle drawn to the right is a quarter turn clockwise. */
  moved = recto_shape_with_handle_moved (box, 8, (RectoPoint) { 100, 30 });
  recto_shape_get_box (moved, &x, &y, &width, &height, &rotation);
  g_assert_cmpfloat_with_epsilon (rotation, 90, 1e-9);
  g_assert_true (x == 10 && y == 20 && width == 40 && height == 20);
  g_clear_pointer (&moved, recto_shape_unref);
  moved = recto_shape_with_handle_moved (arrow, 0, (RectoPoint) { 5, 6 });
  assert_point (recto_shape_get_points (moved, &n)[0], 5, 6);
  assert_point (recto_shape_get_points (moved, &n)[1], 10, 0);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_translated (void)
{
  g_autoptr (RectoShape) box = parse ("{\"type\":\"rectangle\",\"x\":10,\"y\":20,\"width\":40,\"height\":20,\"rotation\":5}");
  g_autoptr (RectoShape) line = parse ("{\"type\":\"freehand\",\"points\":[[0,0],[1,1],[2,0]]}");
  g_autoptr (RectoShape) a = recto_shape_translated (box, -3, 4.5);
  g_autoptr (RectoShape) b = recto_shape_translated (line, -3, 4.5);
  g_autofree char *at = recto_shape_to_text (a);
  g_autofree char *bt = recto_shape_to_text (b);

  g_assert_cmpstr (at, ==, "{\"height\":20,\"rotation\":5,\"type\":\"rectangle\",\"width\":40,\"x\":7,\"y\":24.5}");
  g_assert_cmpstr (bt, ==, "{\"points\":[[-3,4.5],[-2,5.5],[-1,4.5]],\"type\":\"freehand\"}");
  g_assert_false (recto_shape_equal (a, box));
}

/* The distance to a turned ellipse against the nearest of very many points on it. */
static void
test_ellipse (void)
{
  g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_ELLIPSE, 100, 50, 300, 80, 33);
  double turn = 33 * G_PI / 180;
  static const RectoPoint places[] = { { 250, 90 }, { 251, 90 }, { 300, 130 }, { 90, 40 }, { 500, 10 }, { 250, 400 },
                                       { 250 + 150 * 0.8386705679454240, 90 + 150 * 0.5446390350150271 } };

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double best = G_MAXDOUBLE;

      for (guint k = 0; k < 200000; k++)
        {
          double t = 2 * G_PI * k / 200000;
          double u = 150 * cos (t), v = 40 * sin (t);

          best = MIN (best, hypot (250 + u * cos (turn) - v * sin (turn) - places[i].x,
                                   90 + u * sin (turn) + v * cos (turn) - places[i].y));
        }
      g_assert_cmpfloat_with_epsilon (recto_shape_distance (shape, places[i], NULL), best, 3e-3);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/shape/json", test_json);
  g_test_add_func ("/shape/errors", test_errors);
  g_test_add_func ("/shape/bounds", test_bounds);
  g_test_add_func ("/shape/distance", test_distance);
  g_test_add_func ("/shape/ellipse", test_ellipse);
  g_test_add_func ("/shape/handles", test_handles);
  g_test_add_func ("/shape/translated", test_translated);
  return g_test_run ();
}

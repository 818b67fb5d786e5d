/* test-geometry.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-geometry.h"

#include <math.h>

#define NEAR(a, b) g_assert_cmpfloat_with_epsilon (a, b, 1e-9)

static void
test_invert (void)
{
  /* A homography and its inverse, worked out by hand: scale 2, shift (3, 5), projective row (0, 0.001, 1). */
  const RectoMatrix3 m = { { 2, 0, 3, 0, 2, 5, 0, 0.001, 1 } };
  RectoMatrix3 inverse;
  RectoPoint p = recto_matrix3_map (&m, (RectoPoint) { 10, 20 });
  RectoPoint back;

  NEAR (p.x, 23 / 1.02);
  NEAR (p.y, 45 / 1.02);
  g_assert_true (recto_matrix3_invert (&m, &inverse));
  back = recto_matrix3_map (&inverse, p);
  NEAR (back.x, 10);
  NEAR (back.y, 20);
  g_assert_false (recto_matrix3_invert (&(RectoMatrix3) { { 1, 2, 3, 2, 4, 6, 0, 0, 1 } }, &inverse));
}

static void
test_multiply (void)
{
  const RectoMatrix3 turn = { { 0, -1, 0, 1, 0, 0, 0, 0, 1 } };
  const RectoMatrix3 shift = { { 1, 0, 5, 0, 1, 0, 0, 0, 1 } };
  RectoMatrix3 both = recto_matrix3_multiply (&turn, &shift); /* first the shift */
  RectoPoint p = recto_matrix3_map (&both, (RectoPoint) { 1, 2 });

  NEAR (p.x, -2);
  NEAR (p.y, 6);
}

static void
test_scale (void)
{
  NEAR (recto_matrix3_scale_at (&(RectoMatrix3) { { 0, -3, 1, 3, 0, 2, 0, 0, 1 } }, (RectoPoint) { 7, 7 }), 3);
  NEAR (recto_matrix3_corner_distance (&recto_matrix3_identity,
                                       &(RectoMatrix3) { { 1, 0, 3, 0, 1, 4, 0, 0, 1 } }, 100, 50),
        5);
}

static void
test_usable (void)
{
  g_assert_true (recto_matrix3_is_usable (&recto_matrix3_identity, 100, 100));
  /* The horizon crosses the picture. */
  g_assert_false (recto_matrix3_is_usable (&(RectoMatrix3) { { 1, 0, 0, 0, 1, 0, -0.02, 0, 1 } }, 100, 100));
  g_assert_false (recto_matrix3_is_usable (&(RectoMatrix3) { { NAN, 0, 0, 0, 1, 0, 0, 0, 1 } }, 100, 100));
}

static void
test_rect (void)
{
  RectoRect out;

  g_assert_true (recto_rect_intersect (&(RectoRect) { 0, 0, 10, 10 }, &(RectoRect) { 8, -5, 10, 7 }, &out));
  g_assert_cmpint (out.x, ==, 8);
  g_assert_cmpint (out.y, ==, 0);
  g_assert_cmpint (out.width, ==, 2);
  g_assert_cmpint (out.height, ==, 2);
  g_assert_false (recto_rect_intersect (&(RectoRect) { 0, 0, 5, 5 }, &(RectoRect) { 5, 0, 5, 5 }, &out));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/invert", test_invert);
  g_test_add_func ("/geometry/multiply", test_multiply);
  g_test_add_func ("/geometry/scale", test_scale);
  g_test_add_func ("/geometry/usable", test_usable);
  g_test_add_func ("/geometry/rect", test_rect);
  return g_test_run ();
}

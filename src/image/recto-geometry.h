/* recto-geometry.h: points, rectangles and 3×3 transforms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain structs for plane geometry. Coordinates follow the whole program: x right,
 * y down, pixel centres at integers, so that the picture of a W × H image covers
 * [-0.5, W - 0.5) × [-0.5, H - 0.5). Every function here is pure and may be called
 * from any thread.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  double x;
  double y;
} RectoPoint;

/* Integer rectangle in pixels; empty when width or height is not positive. */
typedef struct
{
  int x;
  int y;
  int width;
  int height;
} RectoRect;

/* A projective transform, row by row: x' = (m0 x + m1 y + m2) / w, y' = (m3 x + m4 y + m5) / w,
 * w = m6 x + m7 y + m8. */
typedef struct
{
  double m[9];
} RectoMatrix3;

extern const RectoMatrix3 recto_matrix3_identity;

/* Maps a point. A point on the transform's horizon maps to infinity. */
RectoPoint recto_matrix3_map (const RectoMatrix3 *self, RectoPoint point);

/* a ∘ b: first b, then a. */
RectoMatrix3 recto_matrix3_multiply (const RectoMatrix3 *a, const RectoMatrix3 *b);

/* Inverts; FALSE (and *inverse untouched) when the transform is singular. */
gboolean recto_matrix3_invert (const RectoMatrix3 *self, RectoMatrix3 *inverse);

gboolean recto_matrix3_is_identity (const RectoMatrix3 *self);

/* TRUE when all nine numbers are finite, the determinant is not zero and the last row keeps
 * the rectangle (0, 0, width, height) on one side of the horizon. */
gboolean recto_matrix3_is_usable (const RectoMatrix3 *self, double width, double height);

/* Square root of the area magnification at @point: output pixels per input pixel. */
double recto_matrix3_scale_at (const RectoMatrix3 *self, RectoPoint point);

/* Mean distance, in output units, between where a and b put the four corners of a
 * width × height image. The measure used for planted transforms. */
double recto_matrix3_corner_distance (const RectoMatrix3 *a, const RectoMatrix3 *b,
                                      double width, double height);

gboolean recto_rect_is_empty (const RectoRect *self);
gboolean recto_rect_intersect (const RectoRect *a, const RectoRect *b, RectoRect *result);

G_END_DECLS

/* recto-shape-private.h: shared by the files of the shape
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-shape.h"

G_BEGIN_DECLS

struct _RectoShape
{
  gatomicrefcount ref_count;
  RectoShapeType type;
  double x, y, width, height, rotation; /* rectangle, ellipse */
  RectoPoint *points;                   /* the others */
  guint n_points;
};

gboolean recto_shape_is_box (RectoShapeType type);
guint recto_shape_fewest_points (RectoShapeType type);

G_END_DECLS

/* recto-shape.h: the shape of a finding, in page coordinates
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON as the command line has it: {"type": "rectangle"|"ellipse", "x", "y", "width", "height", "rotation"} with
 * rotation in degrees clockwise about the centre (left out when 0), {"type": "arrow"|"polygon"|"freehand", "points": [[x, y], …]}
 * (arrow: tail, head), {"type": "point", "x", "y"}. Coordinates are page pixels. Immutable, reference-counted: any thread.
 */

#pragma once

#include "recto-recipe.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_SHAPE_RECTANGLE,
  RECTO_SHAPE_ELLIPSE,
  RECTO_SHAPE_ARROW,
  RECTO_SHAPE_POLYGON,
  RECTO_SHAPE_FREEHAND,
  RECTO_SHAPE_POINT,
} RectoShapeType;

#define RECTO_TYPE_SHAPE (recto_shape_get_type ())
typedef struct _RectoShape RectoShape;
GType recto_shape_get_type (void);

/* Rectangle or ellipse; negative sizes are turned about. */
RectoShape *recto_shape_new_box (RectoShapeType type, double x, double y, double width,
                                 double height, double rotation);
/* Arrow (2 points), polygon (≥ 3), freehand (≥ 2), point (1). */
RectoShape *recto_shape_new_points (RectoShapeType type, const RectoPoint *points, guint n_points);
RectoShape *recto_shape_new_from_text (const char *json, GError **error); /* RECTO_ANALYSIS_ERROR_INVALID */
RectoShape *recto_shape_ref (RectoShape *self);
void recto_shape_unref (RectoShape *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoShape, recto_shape_unref)

RectoShapeType recto_shape_get_shape_type (const RectoShape *self);
const char *recto_shape_type_to_string (RectoShapeType type);
void recto_shape_get_box (const RectoShape *self, double *x, double *y, double *width,
                          double *height, double *rotation); /* only rectangle and ellipse */
const RectoPoint *recto_shape_get_points (const RectoShape *self, guint *n_points); /* the others */
void recto_shape_get_bounds (const RectoShape *self, double *x, double *y, double *width,
                             double *height); /* upright, of any shape */
gboolean recto_shape_equal (const RectoShape *a, const RectoShape *b);
char *recto_shape_to_text (const RectoShape *self); /* canonical JSON */

/* Distance in page pixels from point to the shape's line; 0 on it. inside (may be NULL): within a closed shape. */
double recto_shape_distance (const RectoShape *self, RectoPoint point, gboolean *inside);

RectoShape *recto_shape_translated (const RectoShape *self, double dx, double dy);

/* Handles that reshape: eight for rectangle and ellipse (from the upper left clockwise) and a ninth that turns; each point of arrow, polygon and point;
 * none for a freehand line, which is moved as a whole.
 * turn_offset: how far above the box, in page pixels, the turning handle stands. */
guint recto_shape_get_n_handles (const RectoShape *self);
RectoPoint recto_shape_get_handle (const RectoShape *self, guint handle, double turn_offset);
RectoShape *recto_shape_with_handle_moved (const RectoShape *self, guint handle, RectoPoint to);

G_END_DECLS

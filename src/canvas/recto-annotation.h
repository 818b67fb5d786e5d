/* recto-annotation.h: what is drawn over the picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A numbered shape in page coordinates with the look of its result. The canvas shows a GListModel of them and knows nothing of findings.
 * Properties notify: "shape", "number", "style". Main thread.
 */

#pragma once

#include "recto-shape.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_STYLE_DEVIATES,       /* #ff7b63, filled marker, solid line */
  RECTO_STYLE_ABSENT,         /* #ff7b63, filled, dashed 6 4 */
  RECTO_STYLE_DISTURBED,      /* #ffbe6f, filled, solid */
  RECTO_STYLE_AS_EXPECTED,    /* #57e389, ring, solid */
  RECTO_STYLE_NOT_ASSESSABLE, /* #c0bfbc, dotted ring, dotted */
  RECTO_STYLE_NO_REFERENCE,   /* #99c1f1, dotted ring, dotted */
} RectoAnnotationStyle;

RectoAnnotationStyle recto_annotation_style_for_result (const char *result); /* "DEVIATES" … */

#define RECTO_TYPE_ANNOTATION (recto_annotation_get_type ())
G_DECLARE_FINAL_TYPE (RectoAnnotation, recto_annotation, RECTO, ANNOTATION, GObject)

RectoAnnotation *recto_annotation_new (const char *id, guint number, RectoShape *shape,
                                       RectoAnnotationStyle style);
const char *recto_annotation_get_id (RectoAnnotation *self);
guint recto_annotation_get_number (RectoAnnotation *self);
void recto_annotation_set_number (RectoAnnotation *self, guint number);
RectoShape *recto_annotation_get_shape (RectoAnnotation *self); /* borrowed */
void recto_annotation_set_shape (RectoAnnotation *self, RectoShape *shape);
RectoAnnotationStyle recto_annotation_get_style (RectoAnnotation *self);
void recto_annotation_set_style (RectoAnnotation *self, RectoAnnotationStyle style);
gboolean recto_annotation_get_locked (RectoAnnotation *self); /* locked ones cannot be moved */
void recto_annotation_set_locked (RectoAnnotation *self, gboolean locked);

G_END_DECLS

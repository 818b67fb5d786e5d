/* recto-canvas.h: shows a Scene through a Viewport
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The CPU renders tiles at exact device resolution in worker threads; snapshot only places them at whole device pixels, so what is on the screen is
 * byte for byte what recto_renderer_render gives. Annotations, cursor and rubber bands are layers above. Knows no case. Main thread.
 *
 * Input: wheel zooms about the pointer (Ctrl or not; Shift pans sideways), drag pans with the select tool on empty ground, middle button and Space-less
 * touch pan always, kinetic; pinch; keys + − Ctrl 0 Ctrl 1 arrows on the canvas. Drawing tools draw. Arrows move the selected shape or point
 * when there is one (Shift ten times), Alt and arrows the curtain or the lens. Class actions: view.zoom-in, -out, -fit, -one, view.rotate-left,
 * -right, view.mirror, view.pan-left, -right, -up, -down, view.blink. The accessible role is IMG; its description tells zoom and "settled".
 *
 * Signals
 *   "settled" (): nothing visible is outstanding
 *   "pointer-moved" (double x, double y, gboolean inside): page coordinates
 *   "shape-drawn" (RectoShape *shape): a tool finished a shape
 *   "shape-changed" (RectoAnnotation *annotation, RectoShape *shape): dragged or nudged to its final place; the owner decides
 *   "annotation-activated" (RectoAnnotation *annotation): clicked; NULL: beside all of them while one was selected
 *   "composition-changed" (): curtain, torch, … moved by the user; see recto_canvas_get_composition
 *   "point-set" (int index, double x, double y): a point of the point-pair tool was placed (index -1: a new one) or moved, in page coordinates of this canvas's scene
 *   "focused" (): this pane took the focus
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-annotation.h"
#include "recto-viewport.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_TOOL_SELECT,
  RECTO_TOOL_RECTANGLE,
  RECTO_TOOL_ELLIPSE,
  RECTO_TOOL_POLYGON, /* click point by point; double click, Enter or the first point closes; Escape drops */
  RECTO_TOOL_ARROW,
  RECTO_TOOL_FREEHAND,
  RECTO_TOOL_POINT,
  RECTO_TOOL_PAIRS, /* places numbered points of the hand registration */
} RectoTool;

#define RECTO_TYPE_CANVAS (recto_canvas_get_type ())
G_DECLARE_FINAL_TYPE (RectoCanvas, recto_canvas, RECTO, CANVAS, GtkWidget)

GtkWidget *recto_canvas_new (void);

void recto_canvas_set_viewport (RectoCanvas *self, RectoViewport *viewport);
RectoViewport *recto_canvas_get_viewport (RectoCanvas *self);
/* NULL: empty surround. A renderer with an equal key keeps the tiles. */
void recto_canvas_set_renderer (RectoCanvas *self, RectoRenderer *renderer);
RectoRenderer *recto_canvas_get_renderer (RectoCanvas *self);

/* The composition as the user has it under the hand (torch centre under the pointer …). */
void recto_canvas_get_composition (RectoCanvas *self, RectoComposition *composition);
/* Torch stays where it is instead of following the pointer. */
void recto_canvas_set_torch_pinned (RectoCanvas *self, gboolean pinned);

void recto_canvas_set_annotations (RectoCanvas *self, GListModel *annotations); /* of RectoAnnotation; NULL: none */
void recto_canvas_set_annotations_visible (RectoCanvas *self, gboolean visible);
/* Whether A and B are aligned to the page: over a picture that is not, annotations would mark places that mean nothing. Default: both. */
void recto_canvas_set_placed (RectoCanvas *self, gboolean a, gboolean b);
void recto_canvas_set_selected (RectoCanvas *self, RectoAnnotation *annotation); /* shows its handles; NULL: none */
void recto_canvas_set_tool (RectoCanvas *self, RectoTool tool);
RectoTool recto_canvas_get_tool (RectoCanvas *self);
/* Points of the hand registration: page coordinates; labels are 1, 2, …; worst is drawn in the warning colour, -1: none. */
void recto_canvas_set_points (RectoCanvas *self, const RectoPoint *points, guint n_points, int selected, int worst);
/* A cross at a page position (the reference of a colour comparison); NULL: none. */
void recto_canvas_set_mark (RectoCanvas *self, const RectoPoint *page);
/* Where the worst point should lie by the others: a line leads there. NULL: none. */
void recto_canvas_set_point_target (RectoCanvas *self, const RectoPoint *target);
/* Half-width of the soft band around annotations, in page px: the registration error; 0: none. */
void recto_canvas_set_error_band (RectoCanvas *self, double error_px);
/* Badges of A and B: text and the CSS class of the light ("light-white", "light-uv" …; the label also has "light-badge"). With the curtain
 * they stand on either side of the line, with the torch B's at the lens, otherwise A's at the pane's upper right, clear of the tools (B's while blinking shows B).
 * A NULL text: none. */
void recto_canvas_set_pane_labels (RectoCanvas *self, const char *a_text, const char *a_class,
                                   const char *b_text, const char *b_class);
/* Colour around the page; default #171717. */
void recto_canvas_set_surround (RectoCanvas *self, const GdkRGBA *colour);
/* Colour of the lens's ring: B's light. Default: that of UV. */
void recto_canvas_set_lens_colour (RectoCanvas *self, const GdkRGBA *colour);
/* Units kept free left and right of a page that is fitted, for what floats there. */
void recto_canvas_set_side_margin (RectoCanvas *self, int units);
/* Shows a scale bar in mm at the lower right; 0: none. */
void recto_canvas_set_px_per_mm (RectoCanvas *self, double px_per_mm);

/* Coordinates: widget units (logical) to page and back. */
RectoPoint recto_canvas_widget_to_page (RectoCanvas *self, double x, double y);
RectoPoint recto_canvas_page_to_widget (RectoCanvas *self, RectoPoint page);

gboolean recto_canvas_is_settled (RectoCanvas *self);
/* Bytes of tiles that may be kept; shared by all canvases. Default 256 MB. */
void recto_canvas_set_cache_limit (gsize bytes);

void recto_canvas_zoom_in (RectoCanvas *self);
void recto_canvas_zoom_out (RectoCanvas *self);
void recto_canvas_zoom_fit (RectoCanvas *self);
void recto_canvas_zoom_one (RectoCanvas *self);

G_END_DECLS

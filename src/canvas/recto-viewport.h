/* recto-viewport.h: where one looks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Centre in page coordinates, zoom in device pixels per page pixel, quarter turns and mirror. One Viewport is shared by every pane
 * that shows the same page, so panes never drift. Properties "center-x", "center-y", "zoom", "quarter-turns", "mirrored" notify; "changed" is
 * emitted once per change of any of them. Main thread.
 */

#pragma once

#include "recto-renderer.h"

G_BEGIN_DECLS

#define RECTO_ZOOM_MIN 0.05
#define RECTO_ZOOM_MAX 64.0

#define RECTO_TYPE_VIEWPORT (recto_viewport_get_type ())
G_DECLARE_FINAL_TYPE (RectoViewport, recto_viewport, RECTO, VIEWPORT, GObject)

RectoViewport *recto_viewport_new (void);

void recto_viewport_set_page_size (RectoViewport *self, double width, double height);
void recto_viewport_get_page_size (RectoViewport *self, double *width, double *height);

RectoPoint recto_viewport_get_center (RectoViewport *self);
double recto_viewport_get_zoom (RectoViewport *self);
guint recto_viewport_get_quarter_turns (RectoViewport *self);
gboolean recto_viewport_get_mirrored (RectoViewport *self);
void recto_viewport_get_projection (RectoViewport *self, RectoProjection *projection);

/* Sets centre and zoom together; zoom is clamped. Ends "fit". */
void recto_viewport_look_at (RectoViewport *self, RectoPoint center, double zoom);
/* Zooms so that the page point @anchor keeps its place on the screen. */
void recto_viewport_zoom_about (RectoViewport *self, double zoom, RectoPoint anchor);
/* Moves by device pixels on the screen. */
void recto_viewport_pan (RectoViewport *self, double dx, double dy);
void recto_viewport_rotate (RectoViewport *self, int quarter_turns); /* relative, clockwise */
void recto_viewport_set_quarter_turns (RectoViewport *self, guint quarter_turns);
void recto_viewport_set_mirrored (RectoViewport *self, gboolean mirrored);
/* Left becomes right as it is seen, however the page is turned. */
void recto_viewport_mirror (RectoViewport *self);
/* While fit is on, the whole page is kept in view as the canvas changes size; look_at, zoom_about and pan end it. */
void recto_viewport_set_fit (RectoViewport *self, gboolean fit);
gboolean recto_viewport_get_fit (RectoViewport *self);

/* {"center": [x, y], "zoom": z, "quarter_turns": n, "mirrored": bool, "fit": bool}: canonical JSON */
char *recto_viewport_to_text (RectoViewport *self);
gboolean recto_viewport_restore (RectoViewport *self, const char *json, GError **error);

G_END_DECLS

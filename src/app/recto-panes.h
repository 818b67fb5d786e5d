/* recto-panes.h: the canvases of the light table, sharing one Viewport
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One pane, or two in side by side. Light badges float over them and follow the curtain and the lens. Blinking is done here: the two
 * pictures are renderers of their own, so their tiles stay.
 *
 * Signals
 *   "pointer-moved" (double x, double y, gboolean inside): page coordinates
 *   "shape-drawn" (RectoShape *shape)
 *   "point-set" (guint pane, int index, double x, double y)
 */

#pragma once

#include "recto-canvas.h"
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_N_PANES 2

#define RECTO_TYPE_PANES (recto_panes_get_type ())
G_DECLARE_FINAL_TYPE (RectoPanes, recto_panes, RECTO, PANES, GtkBox)

GtkWidget *recto_panes_new (void);
void recto_panes_set_session (RectoPanes *self, RectoSession *session);
RectoCanvas *recto_panes_get_canvas (RectoPanes *self, guint pane);
/* The one that has the focus, or the first. */
RectoCanvas *recto_panes_get_active (RectoPanes *self);
void recto_panes_set_tool (RectoPanes *self, RectoTool tool);
void recto_panes_set_stacked (RectoPanes *self, gboolean stacked);
gboolean recto_panes_get_stacked (RectoPanes *self);
void recto_panes_blink (RectoPanes *self); /* by hand */
void recto_panes_set_torch_pinned (RectoPanes *self, gboolean pinned);
gboolean recto_panes_get_torch_pinned (RectoPanes *self);
/* Puts what is under the hand (blink, lens) into the session's composition, so that it is part of the scene that is stored. */
void recto_panes_commit_composition (RectoPanes *self);

/* While aligning by hand: the second pane shows exposure alone in its own pixels, through a viewport of its own. NULL ends it. */
void recto_panes_set_hand (RectoPanes *self, RectoExposureItem *exposure);

G_END_DECLS

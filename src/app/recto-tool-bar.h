/* recto-tool-bar.h: the drawing tools, floating over the canvas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Property "tool" (RectoTool as int).
 */

#pragma once

#include "recto-canvas.h"

G_BEGIN_DECLS

#define RECTO_TYPE_TOOL_BAR (recto_tool_bar_get_type ())
G_DECLARE_FINAL_TYPE (RectoToolBar, recto_tool_bar, RECTO, TOOL_BAR, GtkBox)

GtkWidget *recto_tool_bar_new (void);
void recto_tool_bar_set_tool (RectoToolBar *self, RectoTool tool);
RectoTool recto_tool_bar_get_tool (RectoToolBar *self);

G_END_DECLS

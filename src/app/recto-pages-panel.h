/* recto-pages-panel.h: the film strip: pages and their exposures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 220 wide with words, or a strip of 92. Activating a row lays the exposure on the table as A, with Shift as B.
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_PAGES_PANEL (recto_pages_panel_get_type ())
G_DECLARE_FINAL_TYPE (RectoPagesPanel, recto_pages_panel, RECTO, PAGES_PANEL, GtkWidget)

GtkWidget *recto_pages_panel_new (void);
void recto_pages_panel_set_session (RectoPagesPanel *self, RectoSession *session);
/* The strip; property "compact". */
void recto_pages_panel_set_compact (RectoPagesPanel *self, gboolean compact);
gboolean recto_pages_panel_get_compact (RectoPagesPanel *self);

G_END_DECLS

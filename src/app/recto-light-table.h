/* recto-light-table.h: pages, canvas with its bars, inspector and status bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Actions "table.swap", "table.blink", "table.zoom-in|out|fit|one", "table.turn-left|right", "table.mirror", "table.annotations", "table.new-finding",
 * "table.next-finding", "table.previous-finding", "table.add-step", "table.align-by-hand", "table.inspector-1|2", "table.next-part", "table.focus-canvas".
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_LIGHT_TABLE (recto_light_table_get_type ())
G_DECLARE_FINAL_TYPE (RectoLightTable, recto_light_table, RECTO, LIGHT_TABLE, GtkBox)

GtkWidget *recto_light_table_new (void);
/* NULL: empty. Text being typed is stored with the session there was. */
void recto_light_table_set_session (RectoLightTable *self, RectoSession *session);
/* The film strip as a strip; the user's choice holds until the window's width changes it. */
void recto_light_table_toggle_pages (RectoLightTable *self);
void recto_light_table_focus_canvas (RectoLightTable *self);

G_END_DECLS

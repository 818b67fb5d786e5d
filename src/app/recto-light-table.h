/* recto-light-table.h: the light table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages, canvas and status bar of the open case. Main thread.
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_LIGHT_TABLE (recto_light_table_get_type ())
G_DECLARE_FINAL_TYPE (RectoLightTable, recto_light_table, RECTO, LIGHT_TABLE, GtkWidget)

GtkWidget *recto_light_table_new (void);
void recto_light_table_set_session (RectoLightTable *self, RectoSession *session); /* NULL: none */
void recto_light_table_toggle_pages (RectoLightTable *self); /* list or strip */

G_END_DECLS

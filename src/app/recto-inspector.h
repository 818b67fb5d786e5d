/* recto-inspector.h: the panels on the right and the rail that chooses among them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inspector is the panel; its rail is a widget of its own, put beside it by the light table. Signal "chosen" (gboolean open): a rail button was
 * pressed; open is FALSE when the one already shown was let go.
 */

#pragma once

#include "recto-panes.h"

G_BEGIN_DECLS

#define RECTO_TYPE_INSPECTOR (recto_inspector_get_type ())
G_DECLARE_FINAL_TYPE (RectoInspector, recto_inspector, RECTO, INSPECTOR, GtkBox)

GtkWidget *recto_inspector_new (RectoPanes *panes);
GtkWidget *recto_inspector_get_rail (RectoInspector *self);
void recto_inspector_set_session (RectoInspector *self, RectoSession *session);
/* "adjust", "findings", "hand" */
void recto_inspector_show_page (RectoInspector *self, const char *name);
const char *recto_inspector_get_page (RectoInspector *self);
void recto_inspector_set_rail_words (RectoInspector *self, gboolean words);
void recto_inspector_set_pointer (RectoInspector *self, RectoPoint page, gboolean inside);
/* The enlargements under the pointer, a RectoLoupe. */
GtkWidget *recto_inspector_get_loupe (RectoInspector *self);
void recto_inspector_add_step (RectoInspector *self);
void recto_inspector_flush (RectoInspector *self);
gboolean recto_inspector_align_by_hand (RectoInspector *self);
/* FALSE: it was not running. */
gboolean recto_inspector_stop_hand (RectoInspector *self);

G_END_DECLS

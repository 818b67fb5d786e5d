/* recto-adjust-panel.h: histogram and recipe of the exposure one works on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_ADJUST_PANEL (recto_adjust_panel_get_type ())
G_DECLARE_FINAL_TYPE (RectoAdjustPanel, recto_adjust_panel, RECTO, ADJUST_PANEL, GtkBox)

GtkWidget *recto_adjust_panel_new (void);
void recto_adjust_panel_set_session (RectoAdjustPanel *self, RectoSession *session);
void recto_adjust_panel_add_step (RectoAdjustPanel *self); /* opens the list of operations */
/* The enlargements at the foot, a RectoLoupe. */
GtkWidget *recto_adjust_panel_get_loupe (RectoAdjustPanel *self);
/* Where the pointer is, for the enlargements at the foot. */
void recto_adjust_panel_set_pointer (RectoAdjustPanel *self, RectoPoint page, gboolean inside);

G_END_DECLS

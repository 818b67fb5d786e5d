/* recto-status-bar.h: where the pointer is and what every exposure shows there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signal "registration-activated" (): the registration button was pressed; recto_status_bar_get_registration_button is where a popover belongs.
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_STATUS_BAR (recto_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (RectoStatusBar, recto_status_bar, RECTO, STATUS_BAR, GtkWidget)

GtkWidget *recto_status_bar_new (void);
void recto_status_bar_set_session (RectoStatusBar *self, RectoSession *session);
void recto_status_bar_set_pointer (RectoStatusBar *self, RectoPoint page, gboolean inside);
void recto_status_bar_set_zoom (RectoStatusBar *self, double zoom); /* 1 is 100 % */
GtkWidget *recto_status_bar_get_registration_button (RectoStatusBar *self);

G_END_DECLS

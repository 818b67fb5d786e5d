/* recto-mode-bar.h: compare modes, A and B, zoom, above the canvas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Buttons act through the light table's "table.…" actions, so the bar belongs inside one.
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_MODE_BAR (recto_mode_bar_get_type ())
G_DECLARE_FINAL_TYPE (RectoModeBar, recto_mode_bar, RECTO, MODE_BAR, GtkBox)

GtkWidget *recto_mode_bar_new (void);
void recto_mode_bar_set_session (RectoModeBar *self, RectoSession *session);
/* The way of comparing and what is compared stay; zoom and view go on working. */
void recto_mode_bar_set_locked (RectoModeBar *self, gboolean locked);
void recto_mode_bar_set_short (RectoModeBar *self, gboolean is_short); /* badges of a letter or two */

/* The mode of number key number (1 …), FALSE when there is none. */
gboolean recto_mode_bar_mode_for_key (guint number, RectoMode *mode);

G_END_DECLS

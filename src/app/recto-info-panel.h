/* recto-info-panel.h: what is known of the chosen exposure's file, what it claims, and what of that is doubtful
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows what was stored at import. For an exposure from before metadata was kept, and for the small picture inside a file, the original is read from the evidence
 * store in a worker; nothing is stored then.
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_INFO_PANEL (recto_info_panel_get_type ())
G_DECLARE_FINAL_TYPE (RectoInfoPanel, recto_info_panel, RECTO, INFO_PANEL, GtkBox)

GtkWidget *recto_info_panel_new (void);
void recto_info_panel_set_session (RectoInfoPanel *self, RectoSession *session);

G_END_DECLS

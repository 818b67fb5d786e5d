/* recto-findings-panel.h: the findings of the case, and the chosen one's fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_FINDINGS_PANEL (recto_findings_panel_get_type ())
G_DECLARE_FINAL_TYPE (RectoFindingsPanel, recto_findings_panel, RECTO, FINDINGS_PANEL, GtkBox)

GtkWidget *recto_findings_panel_new (void);
void recto_findings_panel_set_session (RectoFindingsPanel *self, RectoSession *session);
void recto_findings_panel_flush (RectoFindingsPanel *self);

G_END_DECLS

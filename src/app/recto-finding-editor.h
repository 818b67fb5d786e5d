/* recto-finding-editor.h: the fields of one finding; each is saved when left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_FINDING_EDITOR (recto_finding_editor_get_type ())
G_DECLARE_FINAL_TYPE (RectoFindingEditor, recto_finding_editor, RECTO, FINDING_EDITOR, GtkBox)

GtkWidget *recto_finding_editor_new (void);
void recto_finding_editor_set_session (RectoFindingEditor *self, RectoSession *session);
void recto_finding_editor_set_finding (RectoFindingEditor *self, RectoFindingItem *finding);
/* Stores what was typed and not yet saved. */
void recto_finding_editor_flush (RectoFindingEditor *self);

G_END_DECLS

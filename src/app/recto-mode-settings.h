/* recto-mode-settings.h: the settings of the compare mode, floating at the foot of the canvas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fades after 2 s without movement, not while focused or under the pointer; recto_mode_settings_wake brings it back.
 */

#pragma once

#include "recto-panes.h"

G_BEGIN_DECLS

#define RECTO_TYPE_MODE_SETTINGS (recto_mode_settings_get_type ())
G_DECLARE_FINAL_TYPE (RectoModeSettings, recto_mode_settings, RECTO, MODE_SETTINGS, GtkBox)

GtkWidget *recto_mode_settings_new (RectoPanes *panes);
void recto_mode_settings_set_session (RectoModeSettings *self, RectoSession *session);
/* While something else needs the foot of the picture. */
void recto_mode_settings_set_hidden (RectoModeSettings *self, gboolean hidden);
void recto_mode_settings_wake (RectoModeSettings *self);
/* Larger or smaller by a tenth: keys [ and ]. */
void recto_mode_settings_grow_lens (RectoModeSettings *self, gboolean larger);
void recto_mode_settings_toggle_pin (RectoModeSettings *self);

G_END_DECLS

/* recto-verified-button.h: the shield: what was checked and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_VERIFIED_BUTTON (recto_verified_button_get_type ())
G_DECLARE_FINAL_TYPE (RectoVerifiedButton, recto_verified_button, RECTO, VERIFIED_BUTTON, GtkWidget)

void recto_verified_button_set_session (RectoVerifiedButton *self, RectoSession *session);
void recto_verified_button_set_compact (RectoVerifiedButton *self, gboolean compact);
/* "4f1c2d…a902": shortened in the middle. */
char *recto_shorten_hash (const char *hash);

G_END_DECLS

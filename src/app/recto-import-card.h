/* recto-import-card.h: what is going on and what went wrong, over the light table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A progress card while images are imported, and one card for each thing that went wrong, with the ways out as buttons.
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_IMPORT_CARD (recto_import_card_get_type ())
G_DECLARE_FINAL_TYPE (RectoImportCard, recto_import_card, RECTO, IMPORT_CARD, GtkWidget)

GtkWidget *recto_import_card_new (void);
void recto_import_card_set_session (RectoImportCard *self, RectoSession *session);

G_END_DECLS

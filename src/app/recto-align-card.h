/* recto-align-card.h: says over the canvas that B could not be aligned, why, and what to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_ALIGN_CARD (recto_align_card_get_type ())
G_DECLARE_FINAL_TYPE (RectoAlignCard, recto_align_card, RECTO, ALIGN_CARD, GtkBox)

GtkWidget *recto_align_card_new (void);
void recto_align_card_set_session (RectoAlignCard *self, RectoSession *session);
/* Not while points are being set. */
void recto_align_card_set_held_back (RectoAlignCard *self, gboolean held_back);

G_END_DECLS

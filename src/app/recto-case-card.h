/* recto-case-card.h: a case on the start page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-case-item.h"

G_BEGIN_DECLS

#define RECTO_TYPE_CASE_CARD (recto_case_card_get_type ())
G_DECLARE_FINAL_TYPE (RectoCaseCard, recto_case_card, RECTO, CASE_CARD, GtkWidget)

GtkWidget *recto_case_card_new (void);
void recto_case_card_set_item (RectoCaseCard *self, RectoCaseItem *item); /* NULL: none */
/* Dresses a label as the pill of a case state ("DRAFT"). */
void recto_state_pill_set_state (GtkWidget *label, const char *state);

G_END_DECLS

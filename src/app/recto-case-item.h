/* recto-case-item.h: a case in the list of the start page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "changed" (): the record or the picture is another.
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-casebook.h"

G_BEGIN_DECLS

#define RECTO_TYPE_CASE_ITEM (recto_case_item_get_type ())
G_DECLARE_FINAL_TYPE (RectoCaseItem, recto_case_item, RECTO, CASE_ITEM, GObject)

RectoCaseItem *recto_case_item_new (RectoCasebook *casebook, const RectoCase *record);
const RectoCase *recto_case_item_get_record (RectoCaseItem *self);
void recto_case_item_set_record (RectoCaseItem *self, const RectoCase *record);
GdkTexture *recto_case_item_get_picture (RectoCaseItem *self); /* read when first asked for; may be NULL */
/* "9 min ago", "yesterday", "21 Nov": of an ISO 8601 time. */
char *recto_case_dup_age (const char *time);

G_END_DECLS

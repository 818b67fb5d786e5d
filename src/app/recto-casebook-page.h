/* recto-casebook-page.h: the start page: the cases of a casebook
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signal "open-case" (const char *case_id).
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-casebook.h"

G_BEGIN_DECLS

#define RECTO_TYPE_CASEBOOK_PAGE (recto_casebook_page_get_type ())
G_DECLARE_FINAL_TYPE (RectoCasebookPage, recto_casebook_page, RECTO, CASEBOOK_PAGE, GtkWidget)

void recto_casebook_page_set_casebook (RectoCasebookPage *self, RectoCasebook *casebook);
void recto_casebook_page_set_author (RectoCasebookPage *self, const char *author);
void recto_casebook_page_search (RectoCasebookPage *self); /* puts the focus there */
void recto_casebook_page_focus_cases (RectoCasebookPage *self);

G_END_DECLS

/* recto-term-picker.h: a list of words, searched while typing, by word and by code
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signal "picked" (const char *id).
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-vocabulary.h"

G_BEGIN_DECLS

#define RECTO_TYPE_TERM_PICKER (recto_term_picker_get_type ())
G_DECLARE_FINAL_TYPE (RectoTermPicker, recto_term_picker, RECTO, TERM_PICKER, GtkPopover)

/* terms: ended by id NULL, lives as long as the picker. show_codes: the identifier is shown behind the word. */
GtkWidget *recto_term_picker_new (const RectoTerm *terms, gboolean show_codes);
/* Whether term is found by what was typed: every word of it in the label, the code, the name or the group. */
gboolean recto_term_matches (const RectoTerm *term, const char *typed);

G_END_DECLS

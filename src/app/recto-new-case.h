/* recto-new-case.h: asks for the reference and title of a case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RECTO_TYPE_NEW_CASE (recto_new_case_get_type ())
G_DECLARE_FINAL_TYPE (RectoNewCase, recto_new_case, RECTO, NEW_CASE, AdwWindow)

/* Signal "accepted" (const char *reference or NULL for the next number, const char *title); then it closes. */
GtkWidget *recto_new_case_new (GtkWindow *parent);
/* Edits the words of a case that is there. */
GtkWidget *recto_new_case_new_for_edit (GtkWindow *parent, const char *reference, const char *title);

G_END_DECLS

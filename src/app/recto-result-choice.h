/* recto-result-choice.h: the results to choose from, each with its dot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A GtkDropDown in the order of recto_vocabulary_results(). */
GtkWidget *recto_result_choice_new (void);

G_END_DECLS

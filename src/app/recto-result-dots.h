/* recto-result-dots.h: the findings of a case as a row of dots
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filled speaks against, a ring does not, a dotted ring says nothing; the colour says it again.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RECTO_TYPE_RESULT_DOTS (recto_result_dots_get_type ())
G_DECLARE_FINAL_TYPE (RectoResultDots, recto_result_dots, RECTO, RESULT_DOTS, GtkWidget)

GtkWidget *recto_result_dots_new (void);
/* Comma separated: "DEVIATES,AS_EXPECTED"; NULL: none. */
void recto_result_dots_set_results (RectoResultDots *self, const char *results);
/* Draws one dot of a result in a square of size at x, y. */
void recto_result_dots_draw (cairo_t *cr, const char *result, double x, double y, double size);

G_END_DECLS

/* recto-param-row.h: one parameter of a step, built from its descriptor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signal "changed" (double value, gboolean final).
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-operation.h"

G_BEGIN_DECLS

#define RECTO_TYPE_PARAM_ROW (recto_param_row_get_type ())
G_DECLARE_FINAL_TYPE (RectoParamRow, recto_param_row, RECTO, PARAM_ROW, GtkBox)

GtkWidget *recto_param_row_new (const RectoParam *param);
void recto_param_row_set_value (RectoParamRow *self, double value);
/* "1.20", "Blue" */
char *recto_param_format (const RectoParam *param, double value);

G_END_DECLS

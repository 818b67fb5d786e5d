/* recto-step-row.h: one step of a recipe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Handle, switch, name, short values; opened, its parameters. Alt Up and Alt Down move it, so does dragging the handle.
 *
 * Signals
 *   "value-changed" (guint param, double value, gboolean final)
 *   "enabled-changed" (gboolean enabled)
 *   "reset" (), "remove" (), "opened" (gboolean open)
 *   "moved" (guint from, guint to): drag and drop or keys
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-recipe.h"

G_BEGIN_DECLS

#define RECTO_TYPE_STEP_ROW (recto_step_row_get_type ())
G_DECLARE_FINAL_TYPE (RectoStepRow, recto_step_row, RECTO, STEP_ROW, GtkBox)

GtkWidget *recto_step_row_new (const RectoOperation *operation, guint index);
const RectoOperation *recto_step_row_get_operation (RectoStepRow *self);
guint recto_step_row_get_index (RectoStepRow *self);
void recto_step_row_set_step (RectoStepRow *self, const RectoStep *step);
/* Why the step changes nothing in this picture; its settings are insensitive then. NULL: it works. */
void recto_step_row_set_obstacle (RectoStepRow *self, const char *words);
void recto_step_row_set_open (RectoStepRow *self, gboolean open);

G_END_DECLS

/* recto-adjust-panel-steps.c: the rows of the recipe and what they do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-adjust-panel-private.h"

#include "recto-step-row.h"
#include <glib/gi18n.h>

/* ----- the steps' signals ----- */

static void
value_changed_cb (RectoStepRow *row, guint param, double value, gboolean final, RectoAdjustPanel *self)
{
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);
  guint index = recto_step_row_get_index (row);
  g_autoptr (RectoRecipe) next = NULL;

  if (self->updating || recipe == NULL || index >= recto_recipe_get_n_steps (recipe))
    return;
  next = recto_recipe_with_value (recipe, index, param, value);
  if (final)
    recto_adjust_panel_commit (self, next, _ (recto_step_row_get_operation (row)->params[param].label));
  else
    recto_adjust_panel_preview (self, next);
}

static void
enabled_changed_cb (RectoStepRow *row, gboolean enabled, RectoAdjustPanel *self)
{
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);
  g_autoptr (RectoRecipe) next = NULL;

  if (self->updating || recipe == NULL)
    return;
  next = recto_recipe_with_step_enabled (recipe, recto_step_row_get_index (row), enabled);
  recto_adjust_panel_commit (self, next, enabled ? _ ("Step on") : _ ("Step off"));
}

static void
reset_cb (RectoStepRow *row, RectoAdjustPanel *self)
{
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);
  g_autoptr (RectoRecipe) next = NULL;

  if (recipe == NULL)
    return;
  next = recto_recipe_with_defaults (recipe, recto_step_row_get_index (row));
  recto_adjust_panel_commit (self, next, _ ("Reset of a step"));
}

static void
remove_cb (RectoStepRow *row, RectoAdjustPanel *self)
{
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);
  g_autoptr (RectoRecipe) next = NULL;

  if (recipe == NULL)
    return;
  next = recto_recipe_with_step_removed (recipe, recto_step_row_get_index (row));
  self->open_step = -1;
  recto_adjust_panel_commit (self, next, _ ("Removal of a step"));
}

static void
moved_cb (RectoStepRow *row, guint from, guint to, RectoAdjustPanel *self)
{
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);
  g_autoptr (RectoRecipe) next = NULL;
  GtkWidget *child;

  if (recipe == NULL || to >= recto_recipe_get_n_steps (recipe) || from == to)
    return;
  if (self->open_step == (int) from)
    self->open_step = (int) to;
  next = recto_recipe_with_step_moved (recipe, from, to);
  recto_adjust_panel_commit (self, next, _ ("Order of the steps"));

  /* The keys go on with the step that was moved. */
  child = gtk_widget_get_first_child (self->steps);
  for (guint i = 0; child != NULL && i < to; i++)
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

static void
opened_cb (RectoStepRow *row, gboolean open, RectoAdjustPanel *self)
{
  self->open_step = open ? (int) recto_step_row_get_index (row) : -1;
  for (GtkWidget *child = gtk_widget_get_first_child (self->steps); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (child != GTK_WIDGET (row))
      recto_step_row_set_open (RECTO_STEP_ROW (child), FALSE);
}

/* ----- showing ----- */

static gboolean
same_structure (RectoAdjustPanel *self, RectoRecipe *recipe)
{
  GtkWidget *child = gtk_widget_get_first_child (self->steps);
  guint n = recto_recipe_get_n_steps (recipe);

  for (guint i = 0; i < n; i++, child = gtk_widget_get_next_sibling (child))
    if (child == NULL || recto_step_row_get_operation (RECTO_STEP_ROW (child)) != recto_recipe_get_step (recipe, i)->operation)
      return FALSE;

  return child == NULL;
}

static void
rebuild_steps (RectoAdjustPanel *self, RectoRecipe *recipe)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->steps)) != NULL)
    gtk_box_remove (GTK_BOX (self->steps), child);
  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    {
      GtkWidget *row = recto_step_row_new (recto_recipe_get_step (recipe, i)->operation, i);

      g_signal_connect (row, "value-changed", G_CALLBACK (value_changed_cb), self);
      g_signal_connect (row, "enabled-changed", G_CALLBACK (enabled_changed_cb), self);
      g_signal_connect (row, "reset", G_CALLBACK (reset_cb), self);
      g_signal_connect (row, "remove", G_CALLBACK (remove_cb), self);
      g_signal_connect (row, "moved", G_CALLBACK (moved_cb), self);
      g_signal_connect (row, "opened", G_CALLBACK (opened_cb), self);
      recto_step_row_set_open (RECTO_STEP_ROW (row), self->open_step == (int) i);
      gtk_box_append (GTK_BOX (self->steps), row);
    }
}

void
recto_adjust_panel_update_steps (RectoAdjustPanel *self, RectoRecipe *recipe, gboolean another)
{
  if (another)
    self->open_step = recto_recipe_get_n_steps (recipe) > 0 ? 0 : -1;
  if (another || !same_structure (self, recipe))
    rebuild_steps (self, recipe);
  for (GtkWidget *child = gtk_widget_get_first_child (self->steps); child != NULL; child = gtk_widget_get_next_sibling (child))
    recto_step_row_set_step (RECTO_STEP_ROW (child),
                             recto_recipe_get_step (recipe, recto_step_row_get_index (RECTO_STEP_ROW (child))));
}

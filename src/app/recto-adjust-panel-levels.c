/* recto-adjust-panel-levels.c: black, gamma and white by the marks under the histogram
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-adjust-panel-private.h"

#include "recto-tone-step.h"
#include <glib/gi18n.h>

void
recto_adjust_panel_update_levels (RectoAdjustPanel *self, RectoRecipe *recipe)
{
  int tone = recto_tone_step_find (recipe);
  const RectoStep *step;

  recto_histogram_view_set_cuts (RECTO_HISTOGRAM_VIEW (self->histogram), tone >= 0 && recto_tone_step_is_first (recipe, (guint) tone));
  if (tone < 0)
    {
      recto_histogram_view_set_levels (RECTO_HISTOGRAM_VIEW (self->histogram), 0, 1, 1);
      return;
    }
  step = recto_recipe_get_step (recipe, (guint) tone);
  recto_histogram_view_set_levels (RECTO_HISTOGRAM_VIEW (self->histogram),
                                   step->values[recto_tone_step_find_param (step->operation, "black")],
                                   step->values[recto_tone_step_find_param (step->operation, "gamma")],
                                   step->values[recto_tone_step_find_param (step->operation, "white")]);
}

void
recto_adjust_panel_levels_moved_cb (RectoHistogramView *view, double black, double gamma, double white, gboolean final, RectoAdjustPanel *self)
{
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);
  g_autoptr (RectoRecipe) next = NULL;
  const RectoOperation *operation;
  const struct { const char *name; double value; } values[] = { { "black", black }, { "gamma", gamma }, { "white", white } };
  int tone;

  if (recipe == NULL)
    return;
  tone = recto_tone_step_find (recipe);
  if (tone < 0)
    {
      next = recto_recipe_with_step_added (recipe, recto_operation_find ("tone", 0), 0);
      tone = 0;
      if (self->open_step >= 0)
        self->open_step++;
    }
  else
    next = recto_recipe_ref (recipe);
  operation = recto_recipe_get_step (next, (guint) tone)->operation;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      RectoRecipe *with = recto_recipe_with_value (next, (guint) tone, (guint) recto_tone_step_find_param (operation, values[i].name), values[i].value);

      recto_recipe_unref (next);
      next = with;
    }
  if (final)
    recto_adjust_panel_commit (self, next, _ ("Black, gamma and white"));
  else
    recto_adjust_panel_preview (self, next);
}

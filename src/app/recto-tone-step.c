/* recto-tone-step.c: the step that the histogram’s marks belong to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-tone-step.h"

int
recto_tone_step_find_param (const RectoOperation *operation, const char *name)
{
  for (guint i = 0; i < operation->n_params; i++)
    if (g_strcmp0 (operation->params[i].name, name) == 0)
      return (int) i;

  return -1;
}

int
recto_tone_step_find (RectoRecipe *recipe)
{
  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    if (g_strcmp0 (recto_recipe_get_step (recipe, i)->operation->name, "tone") == 0)
      return (int) i;

  return -1;
}

gboolean
recto_tone_step_is_first (RectoRecipe *recipe, guint step)
{
  for (guint i = 0; i < step; i++)
    if (recto_recipe_get_step (recipe, i)->enabled)
      return FALSE;

  return recto_recipe_get_step (recipe, step)->enabled;
}

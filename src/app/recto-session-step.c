/* recto-session-step.c: one step of a recipe before and after, and where steps draw their numbers from
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-private.h"

#include <math.h>

/* ----- before and after ----- */

void
recto_session_check_step (RectoSession *self)
{
  RectoExposureItem *exposure = self->step_exposure;
  gboolean there = FALSE;

  if (exposure == NULL)
    return;
  there = (exposure == self->a || exposure == self->b)
          && self->step_index < recto_recipe_get_n_steps (exposure->recipe)
          && recto_recipe_get_step (exposure->recipe, self->step_index)->operation == self->step_operation;
  if (!there)
    recto_session_show_step (self, NULL, 0, RECTO_MODE_SINGLE);
}

void
recto_session_show_step (RectoSession *self, RectoExposureItem *exposure, guint index, RectoMode mode)
{
  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (exposure == NULL || index < recto_recipe_get_n_steps (exposure->recipe));

  if (exposure == NULL && self->step_exposure == NULL)
    return;
  if (exposure != NULL && exposure != self->a && exposure != self->b)
    return;
  g_set_object (&self->step_exposure, exposure);
  self->step_index = index;
  if (exposure != NULL)
    {
      self->step_operation = recto_recipe_get_step (exposure->recipe, index)->operation;
      /* The line and the gain are where they are for A and B. */
      self->step_composition = self->composition;
      self->step_composition.mode = mode;
      self->step_composition.a = 0;
      self->step_composition.b = 1;
    }
  recto_session_table_changed (self);
}

gboolean
recto_session_get_step (RectoSession *self, RectoExposureItem **exposure, guint *index)
{
  g_return_val_if_fail (RECTO_IS_SESSION (self), FALSE);

  if (exposure != NULL)
    *exposure = self->step_exposure;
  if (index != NULL)
    *index = self->step_index;

  return self->step_exposure != NULL;
}

/* The first n steps, with the numbers they have. */
static RectoRecipe *
first_steps (RectoRecipe *recipe, guint n)
{
  RectoRecipe *first = recto_recipe_ref (recipe);

  while (recto_recipe_get_n_steps (first) > n)
    {
      RectoRecipe *shorter = recto_recipe_with_step_removed (first, recto_recipe_get_n_steps (first) - 1);

      recto_recipe_unref (first);
      first = shorter;
    }

  return first;
}

void
recto_session_get_step_recipes (RectoSession *self, RectoRecipe **before, RectoRecipe **after)
{
  RectoRecipe *recipe = self->step_exposure->recipe;

  *before = first_steps (recipe, self->step_index);
  *after = first_steps (recipe, self->step_index + 1);
  /* Of one that is off it is shown what it would do. */
  if (!recto_recipe_get_step (*after, self->step_index)->enabled)
    {
      RectoRecipe *on = recto_recipe_with_step_enabled (*after, self->step_index, TRUE);

      recto_recipe_unref (*after);
      *after = on;
    }
}

/* ----- regions ----- */

/* The upright rectangle about a mapped one, within width × height. Pixel centres lie at integers. */
static gboolean
map_box (const RectoMatrix3 *matrix, double x, double y, double width, double height, int max_width, int max_height,
         RectoRect *region)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
  int x0, y0, x1, y1;

  for (guint i = 0; i < 4; i++)
    {
      RectoPoint corner = { x + (i & 1 ? width : 0), y + (i & 2 ? height : 0) };
      RectoPoint at = recto_matrix3_map (matrix, corner);

      if (!isfinite (at.x) || !isfinite (at.y))
        return FALSE;
      left = MIN (left, at.x);
      top = MIN (top, at.y);
      right = MAX (right, at.x);
      bottom = MAX (bottom, at.y);
    }
  x0 = (int) CLAMP (floor (left + 0.5), 0, max_width);
  y0 = (int) CLAMP (floor (top + 0.5), 0, max_height);
  x1 = (int) CLAMP (ceil (right + 0.5), 0, max_width);
  y1 = (int) CLAMP (ceil (bottom + 0.5), 0, max_height);
  *region = (RectoRect) { x0, y0, x1 - x0, y1 - y0 };

  return !recto_rect_is_empty (region);
}

gboolean
recto_session_page_to_exposure (RectoSession *self, RectoExposureItem *exposure, RectoShape *shape, RectoRect *region)
{
  RectoMatrix3 to_page, to_exposure;
  double x, y, width, height;

  g_return_val_if_fail (RECTO_IS_SESSION (self), FALSE);
  g_return_val_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure), FALSE);

  recto_session_get_exposure_matrix (exposure, &to_page);
  if (!recto_exposure_item_is_placed (exposure) || !recto_matrix3_invert (&to_page, &to_exposure))
    return FALSE;
  recto_shape_get_bounds (shape, &x, &y, &width, &height);

  return map_box (&to_exposure, x, y, width, height, exposure->record->width, exposure->record->height, region);
}

void
recto_session_map_region (RectoSession *self, RectoExposureItem *from, RectoExposureItem *to, const RectoRect *region,
                          RectoRect *mapped)
{
  RectoMatrix3 from_page, to_page, to_exposure, both;

  recto_session_get_exposure_matrix (from, &from_page);
  recto_session_get_exposure_matrix (to, &to_page);
  *mapped = (RectoRect) { 0 };
  if (!recto_exposure_item_is_placed (from) || !recto_exposure_item_is_placed (to)
      || !recto_matrix3_invert (&to_page, &to_exposure))
    return;
  both = recto_matrix3_multiply (&to_exposure, &from_page);
  if (!map_box (&both, region->x - 0.5, region->y - 0.5, region->width, region->height, to->record->width,
                to->record->height, mapped))
    *mapped = (RectoRect) { 0 };
}

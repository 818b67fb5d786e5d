/* recto-recipe.c: the recipe as a value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-recipe-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (recto-analysis-error-quark, recto_analysis_error)
G_DEFINE_BOXED_TYPE (RectoRecipe, recto_recipe, recto_recipe_ref, recto_recipe_unref)

RectoRecipe *
recto_recipe_take (GArray *steps)
{
  RectoRecipe *self = g_new0 (RectoRecipe, 1);
  g_autofree char *text = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->steps = steps;
  text = recto_recipe_to_text (self);
  self->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return self;
}

void
recto_step_clear (gpointer data)
{
  RectoStep *step = data;

  if (step->drawn != NULL && g_atomic_ref_count_dec (&step->drawn->ref_count))
    g_free (step->drawn);
  step->drawn = NULL;
}

RectoDrawn *
recto_drawn_new (const RectoRect *region, const double *numbers, guint n)
{
  RectoDrawn *drawn = g_malloc0 (sizeof (RectoDrawn) + n * sizeof (double));

  g_atomic_ref_count_init (&drawn->ref_count);
  if (region != NULL && !recto_rect_is_empty (region))
    drawn->region = *region;
  drawn->n = n;
  for (guint i = 0; i < n; i++)
    drawn->numbers[i] = numbers[i] + 0.0; /* no negative zero */
  return drawn;
}

GArray *
recto_steps_new (void)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (RectoStep));

  g_array_set_clear_func (steps, recto_step_clear);
  return steps;
}

static GArray *
copy_range (const RectoRecipe *self, guint first, guint n)
{
  GArray *steps = recto_steps_new ();

  g_array_append_vals (steps, &g_array_index (self->steps, RectoStep, first), n);
  for (guint i = 0; i < n; i++)
    if (g_array_index (steps, RectoStep, i).drawn != NULL)
      g_atomic_ref_count_inc (&g_array_index (steps, RectoStep, i).drawn->ref_count);
  return steps;
}

static GArray *
copy_steps (const RectoRecipe *self)
{
  return copy_range (self, 0, self->steps->len);
}

/* The picture before these steps is another one now: what was drawn from it no longer holds. */
static void
forget_drawn (GArray *steps, guint first)
{
  for (guint i = first; i < steps->len; i++)
    {
      RectoStep *step = &g_array_index (steps, RectoStep, i);
      RectoRect region;

      if (step->drawn == NULL || step->drawn->n == 0)
        continue;
      region = step->drawn->region;
      recto_step_clear (step);
      if (!recto_rect_is_empty (&region))
        step->drawn = recto_drawn_new (&region, NULL, 0);
    }
}

RectoRecipe *
recto_recipe_new (void)
{
  return recto_recipe_take (recto_steps_new ());
}

RectoRecipe *
recto_recipe_ref (RectoRecipe *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_recipe_unref (RectoRecipe *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->steps);
  g_free (self->hash);
  g_free (self);
}

guint
recto_recipe_get_n_steps (const RectoRecipe *self)
{
  return self->steps->len;
}

const RectoStep *
recto_recipe_get_step (const RectoRecipe *self, guint index)
{
  g_return_val_if_fail (index < self->steps->len, NULL);
  return &g_array_index (self->steps, RectoStep, index);
}

gboolean
recto_recipe_is_empty (const RectoRecipe *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    if (g_array_index (self->steps, RectoStep, i).enabled)
      return FALSE;
  return TRUE;
}

gboolean
recto_recipe_equal (const RectoRecipe *a, const RectoRecipe *b)
{
  return g_str_equal (a->hash, b->hash);
}

const char *
recto_recipe_get_hash (const RectoRecipe *self)
{
  return self->hash;
}

void
recto_step_set_defaults (RectoStep *step)
{
  for (guint i = 0; i < step->operation->n_params; i++)
    step->values[i] = step->operation->params[i].default_value;
}

RectoRecipe *
recto_recipe_with_step_added (const RectoRecipe *self, const RectoOperation *operation, int position)
{
  GArray *steps = copy_steps (self);
  RectoStep step = { operation, TRUE, { 0 } };

  recto_step_set_defaults (&step);
  if (position < 0 || position > (int) steps->len)
    position = (int) steps->len;
  g_array_insert_val (steps, (guint) position, step);
  forget_drawn (steps, (guint) position);
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_step_removed (const RectoRecipe *self, guint index)
{
  GArray *steps = copy_steps (self);

  g_return_val_if_fail (index < steps->len, recto_recipe_take (steps));
  g_array_remove_index (steps, index);
  forget_drawn (steps, index);
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_step_moved (const RectoRecipe *self, guint from, guint to)
{
  GArray *steps = copy_steps (self);
  RectoStep step;

  g_return_val_if_fail (from < steps->len && to < steps->len, recto_recipe_take (steps));
  step = g_array_index (steps, RectoStep, from);
  if (step.drawn != NULL)
    g_atomic_ref_count_inc (&step.drawn->ref_count);
  g_array_remove_index (steps, from);
  g_array_insert_val (steps, to, step);
  forget_drawn (steps, MIN (from, to));
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_step_enabled (const RectoRecipe *self, guint index, gboolean enabled)
{
  GArray *steps = copy_steps (self);

  g_return_val_if_fail (index < steps->len, recto_recipe_take (steps));
  g_array_index (steps, RectoStep, index).enabled = enabled;
  forget_drawn (steps, index + 1);
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_value (const RectoRecipe *self, guint index, guint param, double value)
{
  GArray *steps = copy_steps (self);
  RectoStep *step;
  const RectoParam *descriptor;

  g_return_val_if_fail (index < steps->len, recto_recipe_take (steps));
  step = &g_array_index (steps, RectoStep, index);
  g_return_val_if_fail (param < step->operation->n_params && isfinite (value), recto_recipe_take (steps));
  descriptor = &step->operation->params[param];
  value = CLAMP (value, descriptor->minimum, descriptor->maximum);
  if (descriptor->type != RECTO_PARAM_DOUBLE)
    value = floor (value + 0.5);
  else
    value += 0.0; /* no negative zero */
  step->values[param] = value;
  forget_drawn (steps, index);
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_defaults (const RectoRecipe *self, guint index)
{
  GArray *steps = copy_steps (self);

  g_return_val_if_fail (index < steps->len, recto_recipe_take (steps));
  recto_step_set_defaults (&g_array_index (steps, RectoStep, index));
  forget_drawn (steps, index);
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_drawn (const RectoRecipe *self, guint index, const double *numbers, guint n)
{
  GArray *steps = copy_steps (self);
  RectoStep *step;
  RectoDrawn *drawn;

  g_return_val_if_fail (index < steps->len && n <= RECTO_MAX_DRAWN, recto_recipe_take (steps));
  step = &g_array_index (steps, RectoStep, index);
  drawn = recto_drawn_new (step->drawn != NULL ? &step->drawn->region : NULL, numbers, n);
  recto_step_clear (step);
  step->drawn = drawn;
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_region (const RectoRecipe *self, guint index, const RectoRect *region)
{
  GArray *steps = copy_steps (self);
  RectoStep *step;

  g_return_val_if_fail (index < steps->len, recto_recipe_take (steps));
  step = &g_array_index (steps, RectoStep, index);
  recto_step_clear (step);
  if (region != NULL && !recto_rect_is_empty (region))
    step->drawn = recto_drawn_new (region, NULL, 0);
  forget_drawn (steps, index);
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_without_drawn (const RectoRecipe *self)
{
  GArray *steps = copy_steps (self);

  for (guint i = 0; i < steps->len; i++)
    recto_step_clear (&g_array_index (steps, RectoStep, i));
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_with_step_duplicated (const RectoRecipe *self, guint index)
{
  GArray *steps = copy_steps (self);
  RectoStep step;

  g_return_val_if_fail (index < steps->len, recto_recipe_take (steps));
  step = g_array_index (steps, RectoStep, index);
  if (step.drawn != NULL)
    g_atomic_ref_count_inc (&step.drawn->ref_count);
  g_array_insert_val (steps, index + 1, step);
  forget_drawn (steps, index + 1);
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_cut (const RectoRecipe *self, guint index)
{
  GArray *steps = copy_steps (self);

  g_array_remove_index (steps, index);
  return recto_recipe_take (steps);
}

RectoRecipe *
recto_recipe_head (const RectoRecipe *self, guint n)
{
  return recto_recipe_take (copy_range (self, 0, MIN (n, self->steps->len)));
}

RectoRecipe *
recto_recipe_tail (const RectoRecipe *self, guint n)
{
  n = MIN (n, self->steps->len);
  return recto_recipe_take (copy_range (self, n, self->steps->len - n));
}

gboolean
recto_recipe_needs_picture (const RectoRecipe *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const RectoStep *step = &g_array_index (self->steps, RectoStep, i);

      if (step->operation->scope == RECTO_SCOPE_PICTURE && recto_step_is_needed (step))
        return TRUE;
    }
  return FALSE;
}

guint
recto_recipe_get_output_channels (const RectoRecipe *self, guint channels)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const RectoStep *step = &g_array_index (self->steps, RectoStep, i);

      if (step->enabled)
        channels = step->operation->output_channels (step->values, channels);
    }
  return channels;
}

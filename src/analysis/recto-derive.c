/* recto-derive.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-derive-private.h"
#include "recto-recipe-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

void
recto_derived_free (RectoDerived *self)
{
  g_clear_pointer (&self->pyramid, recto_pyramid_unref);
  g_clear_pointer (&self->rest, recto_recipe_unref);
  g_clear_pointer (&self->recipe, recto_recipe_unref);
  g_free (self);
}

static RectoPixels
pixels_of (RectoImage *image)
{
  return (RectoPixels) { (guint8 *) recto_image_get_data (image), recto_image_get_stride (image),
                         recto_image_get_width (image),           recto_image_get_height (image),
                         recto_image_get_channels (image),        recto_image_get_depth (image) };
}

static void
set_error (RectoWork *work, GError **error)
{
  if (recto_work_is_cancelled (work))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The work was cancelled."));
  else
    g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                         _("There is not enough memory for this step. Close other programs, or cut the picture to the part "
                           "that matters."));
}

/* Draws the numbers of step index from image, the picture before it. */
static gboolean
draw (RectoRecipe **recipe, guint index, guint n, RectoImage *image, RectoWork *work, GError **error)
{
  const RectoStep *step = recto_recipe_get_step (*recipe, index);
  RectoPixels in = pixels_of (image);
  RectoRect all = { 0, 0, (int) in.width, (int) in.height };
  RectoRect region = all;
  double reduction = recto_work_get_reduction (work);
  g_autofree double *numbers = g_new0 (double, n);
  RectoRecipe *drawn;

  if (step->drawn != NULL && !recto_rect_is_empty (&step->drawn->region))
    {
      const RectoRect *wanted = &step->drawn->region;
      RectoRect reduced = { (int) (wanted->x / reduction), (int) (wanted->y / reduction),
                            (int) ceil (wanted->width / reduction), (int) ceil (wanted->height / reduction) };

      /* A region beside the picture says nothing of it. */
      if (!recto_rect_intersect (&reduced, &all, &region))
        region = all;
    }
  if (!step->operation->draw (step->values, &in, &region, numbers, work))
    {
      set_error (work, error);
      return FALSE;
    }
  drawn = recto_recipe_with_drawn (*recipe, index, numbers, n);
  recto_recipe_unref (*recipe);
  *recipe = drawn;
  return TRUE;
}

static RectoImage *
run_picture (const RectoStep *step, RectoImage *image, GBytes *profile, RectoWork *work, GError **error)
{
  const RectoOperation *operation = step->operation;
  RectoPixels in = pixels_of (image);
  RectoStepInput input = { step->values, step->drawn != NULL ? step->drawn->numbers : NULL, in.channels, in.depth,
                           profile };
  gpointer prepared = operation->prepare != NULL ? operation->prepare (&input) : NULL;
  RectoImage *result = recto_image_new (in.width, in.height, operation->output_channels (step->values, in.channels),
                                        in.depth, recto_image_has_alpha (image), error);
  gboolean done = FALSE;

  if (result != NULL)
    {
      RectoPixels out = pixels_of (result);

      done = operation->run_picture (prepared, step->values, &in, &out, work);
      if (!done)
        set_error (work, error);
    }
  if (operation->free_prepared != NULL && prepared != NULL)
    operation->free_prepared (prepared);
  else
    g_free (prepared);
  if (!done)
    {
      g_clear_pointer (&result, recto_image_unref);
      return NULL;
    }
  recto_image_take_claims (result, image);
  return result;
}

/* The last step of scope PICTURE whose result was kept, and that result. */
static int
find_kept (const RectoRecipe *recipe, guint64 serial, RectoImage **image)
{
  for (int i = (int) recto_recipe_get_n_steps (recipe) - 1; i >= 0; i--)
    {
      const RectoStep *step = recto_recipe_get_step (recipe, (guint) i);
      g_autoptr (RectoRecipe) head = NULL;

      if (step->operation->scope != RECTO_SCOPE_PICTURE || !recto_step_is_needed (step))
        continue;
      head = recto_recipe_head (recipe, (guint) i + 1);
      *image = recto_kept_image (serial, recto_recipe_get_hash (head));
      if (*image != NULL)
        return i;
    }
  return -1;
}

gboolean
recto_recipe_walk (const RectoRecipe *recipe, RectoImage *image, RectoWork *work, gboolean keep, RectoImage **base,
                   RectoRecipe **rest, RectoRecipe **resolved, GError **error)
{
  g_autoptr (RectoRecipe) whole = recto_recipe_head (recipe, G_MAXUINT);
  g_autoptr (RectoImage) current = recto_image_ref (image); /* before the pending steps */
  guint64 serial = recto_image_get_serial (image);
  guint pending = 0; /* the first step that was not run yet */
  guint channels, depth = recto_image_get_depth (image);

  if (keep)
    {
      RectoImage *found = NULL;
      int last = find_kept (whole, serial, &found);

      if (last >= 0)
        {
          recto_image_unref (current);
          current = found;
          pending = (guint) last + 1;
        }
    }
  channels = recto_image_get_channels (current);
  for (guint i = pending; i < recto_recipe_get_n_steps (whole); i++)
    {
      const RectoStep *step = recto_recipe_get_step (whole, i);
      gboolean picture = step->operation->scope == RECTO_SCOPE_PICTURE;
      gboolean drawn = recto_step_is_drawn (step, channels, depth);

      if (!recto_step_is_needed (step))
        continue;
      if (picture || !drawn)
        {
          /* What stands before the step, without what does not count any more. */
          g_autoptr (RectoRecipe) head = recto_recipe_head (whole, i);
          g_autoptr (RectoRecipe) part = recto_recipe_tail (head, pending);
          g_autoptr (RectoImage) before = recto_recipe_run_pixels (part, current, work, error);

          if (before == NULL)
            return FALSE;
          if (!drawn
              && !draw (&whole, i, step->operation->n_drawn (step->values, channels, depth), before, work, error))
            return FALSE;
          if (picture)
            {
              RectoImage *after;

              step = recto_recipe_get_step (whole, i);
              after = run_picture (step, before, recto_image_get_icc_profile (before), work, error);
              if (after == NULL)
                return FALSE;
              recto_image_unref (current);
              current = after;
              pending = i + 1;
              if (keep)
                {
                  g_autoptr (RectoRecipe) done = recto_recipe_head (whole, i + 1);

                  recto_keep_image (serial, recto_recipe_get_hash (done), current);
                }
            }
        }
      step = recto_recipe_get_step (whole, i);
      channels = step->operation->output_channels (step->values, channels);
    }
  if (rest != NULL)
    *rest = recto_recipe_tail (whole, pending);
  if (base != NULL)
    *base = g_steal_pointer (&current);
  if (resolved != NULL)
    *resolved = g_steal_pointer (&whole);
  return TRUE;
}

RectoRecipe *
recto_recipe_resolve (const RectoRecipe *self, RectoImage *image, RectoWork *work, GError **error)
{
  g_autoptr (RectoWork) own = work == NULL ? recto_work_new (0, NULL) : NULL;
  RectoRecipe *resolved = NULL;

  recto_recipe_walk (self, image, own != NULL ? own : work, TRUE, NULL, NULL, &resolved, error);
  return resolved;
}

/* A preview has no pixels to derive from: only what can be run on parts remains. */
static RectoDerived *
derive_preview (const RectoRecipe *recipe, RectoPyramid *source)
{
  RectoDerived *self = g_new0 (RectoDerived, 1);
  RectoRecipe *rest = recto_recipe_head (recipe, G_MAXUINT);
  guint channels = recto_pyramid_get_channels (source);

  for (guint i = 0; i < recto_recipe_get_n_steps (rest);)
    {
      const RectoStep *step = recto_recipe_get_step (rest, i);

      if (recto_step_is_needed (step)
          && (step->operation->scope == RECTO_SCOPE_PICTURE
              || !recto_step_is_drawn (step, channels, recto_pyramid_get_depth (source))))
        {
          RectoRecipe *without = recto_recipe_cut (rest, i);

          recto_recipe_unref (rest);
          rest = without;
          continue;
        }
      if (recto_step_is_needed (step))
        channels = step->operation->output_channels (step->values, channels);
      i++;
    }
  self->pyramid = recto_pyramid_ref (source);
  self->rest = rest;
  self->recipe = recto_recipe_head (recipe, G_MAXUINT);
  return self;
}

RectoDerived *
recto_derive (const RectoRecipe *recipe, RectoPyramid *source, RectoWork *work, GError **error)
{
  g_autoptr (RectoWork) own = NULL;
  g_autoptr (RectoDerived) self = NULL;
  g_autoptr (RectoImage) base = NULL;
  RectoImage *image;

  if (!recto_pyramid_is_complete (source))
    return derive_preview (recipe, source);
  if (work == NULL)
    work = own = recto_work_new (0, NULL);
  self = g_new0 (RectoDerived, 1);
  image = recto_pyramid_get_level (source, 0);
  if (!recto_recipe_walk (recipe, image, work, TRUE, &base, &self->rest, &self->recipe, error))
    return NULL;
  if (base == image)
    self->pyramid = recto_pyramid_ref (source);
  else
    {
      guint n_done = recto_recipe_get_n_steps (self->recipe) - recto_recipe_get_n_steps (self->rest);
      g_autoptr (RectoRecipe) head = recto_recipe_head (self->recipe, n_done);
      guint64 serial = recto_image_get_serial (image);

      self->pyramid = recto_kept_pyramid (serial, recto_recipe_get_hash (head));
      if (self->pyramid == NULL)
        {
          self->pyramid = recto_pyramid_new (base, error);
          if (self->pyramid == NULL)
            return NULL;
          recto_keep_pyramid (serial, recto_recipe_get_hash (head), self->pyramid);
        }
    }
  return g_steal_pointer (&self);
}

gboolean
recto_recipe_is_resolved (const RectoRecipe *self, guint channels, guint depth)
{
  for (guint i = 0; i < recto_recipe_get_n_steps (self); i++)
    {
      const RectoStep *step = recto_recipe_get_step (self, i);

      if (!recto_step_is_needed (step))
        continue;
      if (!recto_step_is_drawn (step, channels, depth))
        return FALSE;
      channels = step->operation->output_channels (step->values, channels);
    }
  return TRUE;
}

gboolean
recto_derive_is_ready (const RectoRecipe *recipe, RectoPyramid *source)
{
  guint last = 0; /* steps up to the last of scope PICTURE */
  g_autoptr (RectoRecipe) head = NULL;
  g_autoptr (RectoPyramid) pyramid = NULL;

  if (!recto_pyramid_is_complete (source))
    return TRUE;
  if (!recto_recipe_is_resolved (recipe, recto_pyramid_get_channels (source), recto_pyramid_get_depth (source)))
    return FALSE;
  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    {
      const RectoStep *step = recto_recipe_get_step (recipe, i);

      if (recto_step_is_needed (step) && step->operation->scope == RECTO_SCOPE_PICTURE)
        last = i + 1;
    }
  if (last == 0)
    return TRUE;
  head = recto_recipe_head (recipe, last);
  pyramid = recto_kept_pyramid (recto_image_get_serial (recto_pyramid_get_level (source, 0)),
                                recto_recipe_get_hash (head));
  return pyramid != NULL;
}

RectoDerived *
recto_derive_coarse (const RectoRecipe *recipe, RectoPyramid *source, guint side)
{
  g_autoptr (RectoWork) work = recto_work_new (0, NULL);
  g_autoptr (RectoDerived) self = g_new0 (RectoDerived, 1);
  g_autoptr (RectoImage) base = NULL;
  RectoImage *image;
  guint level = 0;

  if (!recto_pyramid_is_complete (source))
    return derive_preview (recipe, source);
  while (level + 1 < recto_pyramid_get_n_levels (source)
         && MAX (recto_image_get_width (recto_pyramid_get_level (source, level)),
                 recto_image_get_height (recto_pyramid_get_level (source, level)))
                > side)
    level++;
  image = recto_pyramid_get_level (source, level);
  recto_work_set_reduction (work, (double) (1u << level));
  if (!recto_recipe_walk (recipe, image, work, FALSE, &base, &self->rest, &self->recipe, NULL))
    return NULL;
  if (base == image)
    self->pyramid = recto_pyramid_ref (source);
  else
    self->pyramid = recto_pyramid_new_preview (recto_pyramid_get_width (source), recto_pyramid_get_height (source),
                                               recto_image_get_channels (base), recto_image_get_depth (base), base,
                                               recto_image_get_height (base));
  return self->pyramid != NULL ? g_steal_pointer (&self) : NULL;
}

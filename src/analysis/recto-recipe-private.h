/* recto-recipe-private.h: what the parts of recipes and the renderer share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-recipe.h"

G_BEGIN_DECLS

struct _RectoRecipe
{
  gatomicrefcount ref_count;
  GArray *steps; /* RectoStep */
  char *hash;
};

/* Takes the steps. */
RectoRecipe *recto_recipe_take (GArray *steps);
GArray *recto_steps_new (void); /* of RectoStep, cleared when dropped */
void recto_step_clear (gpointer step); /* drops what is drawn */
void recto_step_set_defaults (RectoStep *step);
RectoDrawn *recto_drawn_new (const RectoRect *region, const double *numbers, guint n);

/* Enabled, and not neutral. */
gboolean recto_step_is_needed (const RectoStep *step);
/* Draws nothing, or has what it draws for pictures of this kind. */
gboolean recto_step_is_drawn (const RectoStep *step, guint channels, guint depth);
/* The first n steps. */
RectoRecipe *recto_recipe_head (const RectoRecipe *self, guint n);
/* All but the first n steps. */
RectoRecipe *recto_recipe_tail (const RectoRecipe *self, guint n);

/* Without step index, and whatever was drawn stays: for previews, which are not exact. */
RectoRecipe *recto_recipe_cut (const RectoRecipe *self, guint index);
/* Steps of scope PIXEL, with their numbers, over a whole image; image itself when nothing is to be done. */
RectoImage *recto_recipe_run_pixels (const RectoRecipe *self, RectoImage *image, RectoWork *work, GError **error);
/* What an image says of itself and its alpha, from an image of the same size. */
void recto_image_take_claims (RectoImage *self, RectoImage *from);

/* Nothing is changed: the run may be left out. */
gboolean recto_recipe_runner_is_identity (const RectoRecipeRunner *self);
/* The table (256 guint8 or 65536 guint16) when that is all the recipe comes to; otherwise NULL. */
gconstpointer recto_recipe_runner_get_table (const RectoRecipeRunner *self);

G_END_DECLS

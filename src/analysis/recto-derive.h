/* recto-derive.h: what a recipe makes of a whole picture before it is looked at in parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Steps of scope PIXEL are run on what is visible. Steps of scope PICTURE look at neighbours or at all, and mean stored pixels whatever the
 * zoom; they, and what stands before them, are run once over the whole picture, and the result is sampled like a picture of its own.
 * Numbers that a step draws from the picture are drawn on the way where the recipe does not have them yet.
 *
 * What was derived last is kept (named by the picture's serial and the recipe's hash), so that an edit of a later step does not repeat
 * the earlier ones.
 */

#pragma once

#include "recto-pyramid.h"
#include "recto-recipe.h"

G_BEGIN_DECLS

typedef struct
{
  RectoPyramid *pyramid; /* the picture after the last step of scope PICTURE; source itself when there is none */
  RectoRecipe *rest;     /* what remains to be run, PIXEL steps with their numbers */
  RectoRecipe *recipe;   /* the whole recipe with its numbers: this is what is stored */
} RectoDerived;

void recto_derived_free (RectoDerived *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoDerived, recto_derived_free)

/* Slow when it must work. work may be NULL. Any thread. Of a preview (a picture that is still being read) nothing can be derived: its steps of scope PICTURE and
 * those whose numbers are not there are left out. Errors: G_IO_ERROR_CANCELLED; RECTO_IMAGE_ERROR_TOO_LARGE without memory. */
RectoDerived *recto_derive (const RectoRecipe *recipe, RectoPyramid *source, RectoWork *work, GError **error);

/* Lets go of what was derived from the picture whose full level has this serial (recto_image_get_serial()): it is not shown any more. Any thread. What a
 * derivation that is still running keeps afterwards falls out with age. */
void recto_derive_forget (guint64 serial);

/* TRUE when recto_derive() would give its answer at once. */
gboolean recto_derive_is_ready (const RectoRecipe *recipe, RectoPyramid *source);

/* The same on a level that is at most side pixels long, with lengths reduced as much, as a preview pyramid: what is shown while a value is dragged.
 * Not exact. NULL without memory. Any thread. */
RectoDerived *recto_derive_coarse (const RectoRecipe *recipe, RectoPyramid *source, guint side);

/* Every needed step has the numbers that it draws from a picture of channels and depth: the recipe replays without looking again. */
gboolean recto_recipe_is_resolved (const RectoRecipe *self, guint channels, guint depth);

/* The recipe with its numbers for this picture. */
RectoRecipe *recto_recipe_resolve (const RectoRecipe *self, RectoImage *image, RectoWork *work, GError **error);

G_END_DECLS

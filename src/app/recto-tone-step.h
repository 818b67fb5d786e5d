/* recto-tone-step.h: the step that the histogram’s marks belong to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-recipe.h"

G_BEGIN_DECLS

/* -1: the recipe has none. */
int recto_tone_step_find (RectoRecipe *recipe);
/* -1: the operation has no parameter of this name. */
int recto_tone_step_find_param (const RectoOperation *operation, const char *name);
/* Whether this is the first step that is applied. */
gboolean recto_tone_step_is_first (RectoRecipe *recipe, guint step);

G_END_DECLS

/* recto-recipe-private.h: what the renderer needs to know of a runner
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-recipe.h"

G_BEGIN_DECLS

/* Nothing is changed: the run may be left out. */
gboolean recto_recipe_runner_is_identity (const RectoRecipeRunner *self);
/* The table (256 guint8 or 65536 guint16) when that is all the recipe comes to; otherwise NULL. */
gconstpointer recto_recipe_runner_get_table (const RectoRecipeRunner *self);

G_END_DECLS

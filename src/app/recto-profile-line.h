/* recto-profile-line.h: the embedded colour profile, and whether it is used
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hidden where the picture has no profile.
 *
 * Signals
 *   "convert" (): the examiner wants the step that converts to sRGB
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-recipe.h"

G_BEGIN_DECLS

#define RECTO_TYPE_PROFILE_LINE (recto_profile_line_get_type ())
G_DECLARE_FINAL_TYPE (RectoProfileLine, recto_profile_line, RECTO, PROFILE_LINE, GtkBox)

GtkWidget *recto_profile_line_new (void);
/* image NULL: not loaded, or no exposure. */
void recto_profile_line_set (RectoProfileLine *self, RectoImage *image, const RectoRecipe *recipe);
/* The recipe with its step that converts to sRGB switched on, or with one before all others: the profile speaks of the stored numbers. */
RectoRecipe *recto_profile_line_convert (const RectoRecipe *recipe);
/* Why a step that converts to sRGB changes nothing in this picture; NULL when it does, or when the picture is not known. */
const char *recto_profile_line_get_obstacle (RectoProfileLine *self);

G_END_DECLS

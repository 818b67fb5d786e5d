/* recto-cli-picture.h: what render and compare share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-cli.h"
#include "recto-renderer.h"

G_BEGIN_DECLS

/* Reads a recipe's file; says what is wrong. NULL path: an empty recipe. */
RectoRecipe *recto_cli_read_recipe (const char *path);
/* Loads a picture into a pyramid; says what is wrong. */
RectoPyramid *recto_cli_read_pyramid (const char *path);
/* "X,Y,W,H". */
gboolean recto_cli_parse_region (const char *text, RectoRect *region);
/* A copy of image without its alpha plane, uncovered pixels 0; the image itself when it has none. */
RectoImage *recto_cli_without_alpha (RectoImage *image, GError **error);
/* Whether the recipe converts the picture from its embedded profile. Says why, when it has a step to do so and there is nothing to convert. */
gboolean recto_cli_warn_profile (const char *path, const RectoRecipe *recipe, RectoImage *image);
/* Refuses early what recto_image_save would refuse late. FALSE: said. */
gboolean recto_cli_check_output (const char *path, gboolean force);

G_END_DECLS

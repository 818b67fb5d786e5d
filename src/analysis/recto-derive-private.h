/* recto-derive-private.h: shared by deriving and the keeping of what was derived
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-derive.h"

G_BEGIN_DECLS

/* Walks a recipe over a picture. base: the picture after the last step of scope PICTURE (a new reference); rest and resolved as in
 * RectoDerived. Kept pictures are used and kept when keep. */
gboolean recto_recipe_walk (const RectoRecipe *recipe, RectoImage *image, RectoWork *work, gboolean keep, RectoImage **base,
                            RectoRecipe **rest, RectoRecipe **resolved, GError **error);

/* A new reference, or NULL. */
RectoImage *recto_kept_image (guint64 serial, const char *hash);
RectoPyramid *recto_kept_pyramid (guint64 serial, const char *hash);
void recto_keep_image (guint64 serial, const char *hash, RectoImage *image);
/* Beside the image that was kept under this name; nothing when it is gone. */
void recto_keep_pyramid (guint64 serial, const char *hash, RectoPyramid *pyramid);

G_END_DECLS

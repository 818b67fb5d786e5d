/* recto-recipe.h: an ordered list of operations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"recto-recipe": 1, "steps": [{"op": "tone", "version": 1, "params": {…}, "enabled": true}, …]}
 * A step that draws numbers from the whole picture also has "drawn": {"numbers": [n numbers], "region": [x, y, width, height]}; the region (in
 * stored pixels) is left out for the whole picture, the numbers until they are drawn. They belong to the recipe, so that it replays without looking again.
 * "enabled" may be left out when true, "version" when 1; absent parameters take their defaults; unknown members, operations,
 * versions, parameters, or values out of range are errors with words. The canonical form has every parameter, keys sorted by
 * byte order, no white space, numbers as shortest decimals, "enabled" only when false. Its SHA-256 is the recipe's hash.
 *
 * Immutable and reference-counted: any thread. Editing functions return a new recipe.
 */

#pragma once

#include <json-glib/json-glib.h>
#include "recto-operation.h"

G_BEGIN_DECLS

#define RECTO_ANALYSIS_ERROR (recto_analysis_error_quark ())
GQuark recto_analysis_error_quark (void);

typedef enum
{
  RECTO_ANALYSIS_ERROR_INVALID, /* JSON that does not say what it should, with words */
  RECTO_ANALYSIS_ERROR_FAILED,
} RectoAnalysisError;

/* What a step draws from the picture: from where, and, once drawn, what. */
typedef struct
{
  gatomicrefcount ref_count;
  RectoRect region; /* empty: the whole picture */
  guint n;          /* 0: not drawn yet */
  double numbers[];
} RectoDrawn;

typedef struct
{
  const RectoOperation *operation;
  gboolean enabled;
  double values[RECTO_OPERATION_MAX_PARAMS]; /* in the descriptor's order */
  RectoDrawn *drawn;                         /* NULL: nothing yet, whole picture */
} RectoStep;

#define RECTO_TYPE_RECIPE (recto_recipe_get_type ())
typedef struct _RectoRecipe RectoRecipe;
GType recto_recipe_get_type (void);

RectoRecipe *recto_recipe_new (void); /* empty: changes nothing */
RectoRecipe *recto_recipe_new_from_json (JsonNode *node, GError **error);
RectoRecipe *recto_recipe_new_from_text (const char *json, GError **error);
RectoRecipe *recto_recipe_ref (RectoRecipe *self);
void recto_recipe_unref (RectoRecipe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoRecipe, recto_recipe_unref)

guint recto_recipe_get_n_steps (const RectoRecipe *self);
const RectoStep *recto_recipe_get_step (const RectoRecipe *self, guint index);
gboolean recto_recipe_is_empty (const RectoRecipe *self); /* no enabled step */
gboolean recto_recipe_equal (const RectoRecipe *a, const RectoRecipe *b);

JsonNode *recto_recipe_to_json (const RectoRecipe *self);
char *recto_recipe_to_text (const RectoRecipe *self); /* canonical JSON */
const char *recto_recipe_get_hash (const RectoRecipe *self);

/* New recipes from this one. */
RectoRecipe *recto_recipe_with_step_added (const RectoRecipe *self, const RectoOperation *operation,
                                           int position /* -1: last */);
RectoRecipe *recto_recipe_with_step_removed (const RectoRecipe *self, guint index);
RectoRecipe *recto_recipe_with_step_moved (const RectoRecipe *self, guint from, guint to);
RectoRecipe *recto_recipe_with_step_enabled (const RectoRecipe *self, guint index, gboolean enabled);
RectoRecipe *recto_recipe_with_value (const RectoRecipe *self, guint index, guint param, double value);
RectoRecipe *recto_recipe_with_defaults (const RectoRecipe *self, guint index);

/* The same steps with what step index draws. An edit of a step drops the numbers of that step and of all behind it, as their picture is another
 * one; regions stay. */
RectoRecipe *recto_recipe_with_drawn (const RectoRecipe *self, guint index, const double *numbers, guint n);
/* Where step index draws from; NULL or empty: the whole picture. */
RectoRecipe *recto_recipe_with_region (const RectoRecipe *self, guint index, const RectoRect *region);
/* Without any drawn numbers, for another picture. */
RectoRecipe *recto_recipe_without_drawn (const RectoRecipe *self);
/* Has a needed step of scope PICTURE: the recipe must go through recto_derive() before it can be run on parts. */
gboolean recto_recipe_needs_picture (const RectoRecipe *self);
/* Step index twice, the copy behind it. */
RectoRecipe *recto_recipe_with_step_duplicated (const RectoRecipe *self, guint index);

/* Channels that come out when channels go in. */
guint recto_recipe_get_output_channels (const RectoRecipe *self, guint channels);

/* Applies to a whole image, drawing numbers where they are not yet there; a new image (a new reference to image when the recipe is empty). Alpha and claims are
 * carried over. n_threads 0: as many as processors. */
RectoImage *recto_recipe_apply (const RectoRecipe *self, RectoImage *image, guint n_threads,
                                GError **error);

/* A recipe made ready for many small runs on pictures of one kind (tables computed once). The recipe has only needed steps of scope PIXEL, with their numbers
 * drawn: what recto_derive() leaves over. */
typedef struct _RectoRecipeRunner RectoRecipeRunner;
/* profile: the pictures' embedded colour profile (hostile), or NULL. */
RectoRecipeRunner *recto_recipe_runner_new (const RectoRecipe *recipe, guint channels, guint depth, GBytes *profile);
void recto_recipe_runner_free (RectoRecipeRunner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoRecipeRunner, recto_recipe_runner_free)
guint recto_recipe_runner_get_output_channels (const RectoRecipeRunner *self);
/* Whether what comes out was converted to sRGB from the profile. */
gboolean recto_recipe_runner_converts (const RectoRecipeRunner *self);
/* in is not changed; out has the output channels. Any thread, many at once. */
void recto_recipe_runner_run (const RectoRecipeRunner *self, const RectoPixels *in, RectoPixels *out);

/* Reads JSON from outside: RFC 8259 and nothing more (no comments), UTF-8, no member twice in one object, nested at most 100 deep, so that no
 * text can exhaust the stack. RECTO_ANALYSIS_ERROR_INVALID with why and where (no whole sentence). */
JsonNode *recto_json_parse (const char *text, GError **error);

/* Canonical JSON of any node (used for scenes and cases too): keys sorted, no white space, shortest numbers. */
char *recto_json_canonical (JsonNode *node);
/* The same numbers and texts laid out for people, members in their own order. */
char *recto_json_readable (JsonNode *node);

G_END_DECLS

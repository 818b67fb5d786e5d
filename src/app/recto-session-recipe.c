/* recto-session-recipe.c: recipes shown and stored
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-private.h"

#include <glib/gi18n.h>

/* The other exposure that an edit of this one goes to as well, or NULL. */
static RectoExposureItem *
get_linked_with (RectoSession *self, RectoExposureItem *exposure)
{
  if (!self->linked || self->a == NULL || self->b == NULL)
    return NULL;
  if (exposure == self->a)
    return self->b;
  if (exposure == self->b)
    return self->a;

  return NULL;
}

/* The recipe of one exposure for another: what was drawn from the one says nothing of the other, and the regions to draw from lie where the same place
 * of the page is. */
static RectoRecipe *
recipe_for (RectoSession *self, RectoExposureItem *from, RectoExposureItem *to, RectoRecipe *recipe)
{
  RectoRecipe *result = recto_recipe_without_drawn (recipe);

  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    {
      const RectoStep *step = recto_recipe_get_step (recipe, i);
      RectoRect region = { 0 };
      RectoRecipe *next;

      if (step->drawn == NULL || recto_rect_is_empty (&step->drawn->region))
        continue;
      recto_session_map_region (self, from, to, &step->drawn->region, &region);
      next = recto_recipe_with_region (result, i, &region);
      recto_recipe_unref (result);
      result = next;
    }

  return result;
}

void
recto_session_show_recipe (RectoSession *self, RectoExposureItem *exposure, RectoRecipe *recipe)
{
  if (recto_recipe_equal (exposure->recipe, recipe))
    return;
  recto_exposure_item_set_recipe (exposure, recipe);
  recto_session_check_step (self);
  if (exposure == self->a || exposure == self->b
      || self->composition.mode == RECTO_MODE_COMPOSITE)
    recto_session_table_changed (self);
}

void
recto_session_preview_recipe (RectoSession *self, RectoExposureItem *exposure, RectoRecipe *recipe)
{
  RectoExposureItem *other;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure));
  g_return_if_fail (recipe != NULL);

  recto_session_freeze (self);
  recto_session_show_recipe (self, exposure, recipe);
  other = get_linked_with (self, exposure);
  if (other != NULL)
    {
      g_autoptr (RectoRecipe) its = recipe_for (self, exposure, other, recipe);

      recto_session_show_recipe (self, other, its);
    }
  recto_session_thaw (self);
}

void
recto_session_show_stored_recipe (RectoSession *self, const char *id)
{
  RectoExposureItem *exposure = recto_session_find_exposure (self, id);
  g_autoptr (RectoRecipe) stored = NULL;

  if (exposure != NULL)
    stored = recto_recipe_new_from_text (exposure->record->recipe, NULL);
  if (stored != NULL)
    recto_session_show_recipe (self, exposure, stored);
}

/* The recipes that are stored, after others were shown while a slider was dragged. words: as below. */
static void
show_stored (RectoSession *self, char **words)
{
  for (guint i = 0; words[i] != NULL; i += 2)
    recto_session_show_stored_recipe (self, words[i]);
}

/* All of them in one transaction, or none. words: exposure, recipe, exposure, recipe …; NULL-terminated. */
static RectoEdit
store_recipes (RectoSession *self, char **words)
{
  g_autoptr (GPtrArray) recipes = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_recipe_unref);
  g_autoptr (GError) error = NULL;
  RectoEdit edit;

  for (guint i = 0; words[i] != NULL; i += 2)
    {
      RectoRecipe *recipe = recto_recipe_new_from_text (words[i + 1], NULL);

      if (recipe == NULL || recto_session_find_exposure (self, words[i]) == NULL)
        {
          g_clear_pointer (&recipe, recto_recipe_unref);
          return RECTO_EDIT_GONE;
        }
      g_ptr_array_add (recipes, recipe);
    }

  if (!recto_casebook_set_exposure_recipes (self->casebook, self->author,
                                            (const char *const *) words, &error))
    {
      edit = recto_session_edit_failed (self, _ ("The recipe could not be saved"), error);
      recto_session_freeze (self);
      show_stored (self, words);
      recto_session_thaw (self);
      return edit;
    }

  recto_session_freeze (self);
  for (guint i = 0; words[i] != NULL; i += 2)
    {
      RectoExposureItem *exposure = recto_session_find_exposure (self, words[i]);

      if (g_strcmp0 (exposure->record->recipe, words[i + 1]) != 0)
        {
          g_free (exposure->record->recipe);
          exposure->record->recipe = g_strdup (words[i + 1]);
          g_clear_pointer (&exposure->record->output_sha256, g_free);
        }
      recto_session_show_recipe (self, exposure, g_ptr_array_index (recipes, i / 2));
    }
  recto_session_thaw (self);
  recto_session_emit_saved (self);

  return RECTO_EDIT_DONE;
}

static RectoEdit
undo_recipes (RectoSession *self, RectoUndoStep *step, gboolean redo)
{
  return store_recipes (self, redo ? step->after : step->before);
}

void
recto_session_store_recipes (RectoSession *self, GPtrArray *exposures, GPtrArray *recipes, const char *words)
{
  g_autoptr (GStrvBuilder) before_builder = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) after_builder = g_strv_builder_new ();
  RectoExposureItem *first = g_ptr_array_index (exposures, 0);
  g_autofree char *id = g_strdup (recto_exposure_item_get_id (first));
  char **before;
  char **after;
  gboolean differs = FALSE;

  for (guint i = 0; i < exposures->len; i++)
    {
      RectoExposureItem *exposure = g_ptr_array_index (exposures, i);
      g_autofree char *text = recto_recipe_to_text (g_ptr_array_index (recipes, i));

      differs = differs || g_strcmp0 (exposure->record->recipe, text) != 0;
      g_strv_builder_add_many (before_builder, exposure->record->id, exposure->record->recipe, NULL);
      g_strv_builder_add_many (after_builder, exposure->record->id, text, NULL);
    }
  before = g_strv_builder_end (before_builder);
  after = g_strv_builder_end (after_builder);
  if (!differs)
    {
      g_strfreev (before);
      g_strfreev (after);
      return;
    }
  recto_session_finish_edit (self, store_recipes (self, after), words, id, undo_recipes, before, after,
                             (GDestroyNotify) g_strfreev);
}

/* All shown at once; stored when they have their numbers. */
static void
commit (RectoSession *self, GPtrArray *exposures, GPtrArray *recipes, const char *words)
{
  recto_session_freeze (self);
  for (guint i = 0; i < exposures->len; i++)
    recto_session_show_recipe (self, g_ptr_array_index (exposures, i), g_ptr_array_index (recipes, i));
  recto_session_commit_recipes (self, exposures, recipes, words);
  recto_session_thaw (self);
}

void
recto_session_commit_recipe (RectoSession *self, RectoExposureItem *exposure, RectoRecipe *recipe,
                             const char *words)
{
  g_autoptr (GPtrArray) exposures = g_ptr_array_new ();
  g_autoptr (GPtrArray) recipes = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_recipe_unref);
  RectoExposureItem *other;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure));
  g_return_if_fail (recipe != NULL);
  g_return_if_fail (words != NULL);

  g_ptr_array_add (exposures, exposure);
  g_ptr_array_add (recipes, recto_recipe_ref (recipe));
  other = get_linked_with (self, exposure);
  if (other != NULL)
    {
      g_ptr_array_add (exposures, other);
      g_ptr_array_add (recipes, recipe_for (self, exposure, other, recipe));
    }
  commit (self, exposures, recipes, words);
}

void
recto_session_copy_recipe (RectoSession *self, RectoExposureItem *exposure, GPtrArray *others)
{
  g_autoptr (GPtrArray) recipes = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_recipe_unref);

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure));
  g_return_if_fail (others != NULL && others->len > 0);

  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add (recipes, recipe_for (self, exposure, g_ptr_array_index (others, i), exposure->recipe));
  commit (self, others, recipes, _ ("Copy of the recipe"));
}

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

static void
show_recipe (RectoSession *self, RectoExposureItem *exposure, RectoRecipe *recipe)
{
  if (recto_recipe_equal (exposure->recipe, recipe))
    return;
  recto_exposure_item_set_recipe (exposure, recipe);
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
  show_recipe (self, exposure, recipe);
  other = get_linked_with (self, exposure);
  if (other != NULL)
    show_recipe (self, other, recipe);
  recto_session_thaw (self);
}

/* The recipes that are stored, after others were shown while a slider was dragged. words: as below. */
static void
show_stored (RectoSession *self, char **words)
{
  for (guint i = 0; words[i] != NULL; i += 2)
    {
      RectoExposureItem *exposure = recto_session_find_exposure (self, words[i]);
      g_autoptr (RectoRecipe) stored = NULL;

      if (exposure != NULL)
        stored = recto_recipe_new_from_text (exposure->record->recipe, NULL);
      if (stored != NULL)
        show_recipe (self, exposure, stored);
    }
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
      show_recipe (self, exposure, g_ptr_array_index (recipes, i / 2));
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
recto_session_commit_recipe (RectoSession *self, RectoExposureItem *exposure, RectoRecipe *recipe,
                             const char *words)
{
  g_autoptr (GStrvBuilder) before_builder = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) after_builder = g_strv_builder_new ();
  g_autofree char *text = NULL;
  RectoExposureItem *both[2];
  char **before;
  char **after;
  gboolean differs = FALSE;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure));
  g_return_if_fail (recipe != NULL);
  g_return_if_fail (words != NULL);

  text = recto_recipe_to_text (recipe);
  both[0] = exposure;
  both[1] = get_linked_with (self, exposure);
  for (guint i = 0; i < 2 && both[i] != NULL; i++)
    {
      const char *id = recto_exposure_item_get_id (both[i]);
      const char *stored = both[i]->record->recipe;

      differs = differs || g_strcmp0 (stored, text) != 0;
      g_strv_builder_add_many (before_builder, id, stored, NULL);
      g_strv_builder_add_many (after_builder, id, text, NULL);
    }
  if (!differs)
    {
      recto_session_preview_recipe (self, exposure, recipe);
      return;
    }

  before = g_strv_builder_end (before_builder);
  after = g_strv_builder_end (after_builder);
  recto_session_finish_edit (self, store_recipes (self, after), words,
                             recto_exposure_item_get_id (exposure), undo_recipes, before, after,
                             (GDestroyNotify) g_strfreev);
}

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

/* words: exposure, recipe, exposure, recipe …; NULL-terminated. */
static gboolean
store_recipes (RectoSession *self, char **words)
{
  gboolean all = TRUE;

  recto_session_freeze (self);
  for (guint i = 0; all && words[i] != NULL; i += 2)
    {
      RectoExposureItem *exposure = recto_session_find_exposure (self, words[i]);
      g_autoptr (RectoRecipe) recipe = NULL;
      g_autoptr (GError) error = NULL;

      recipe = recto_recipe_new_from_text (words[i + 1], &error);
      if (exposure == NULL || recipe == NULL)
        {
          all = FALSE;
          break;
        }
      if (g_strcmp0 (exposure->record->recipe, words[i + 1]) != 0)
        {
          if (!recto_casebook_set_exposure_recipe (self->casebook, self->author, words[i],
                                                   words[i + 1], &error))
            {
              recto_session_emit_problem (self, _ ("The recipe could not be saved"), error);
              all = FALSE;
              break;
            }
          g_free (exposure->record->recipe);
          exposure->record->recipe = g_strdup (words[i + 1]);
        }
      show_recipe (self, exposure, recipe);
    }
  recto_session_thaw (self);
  if (all)
    recto_session_emit_saved (self);

  return all;
}

static gboolean
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
  if (store_recipes (self, after))
    recto_session_push_undo (self, words, recto_exposure_item_get_id (exposure), undo_recipes,
                             before, after, (GDestroyNotify) g_strfreev);
  else
    {
      g_strfreev (before);
      g_strfreev (after);
    }
}

/* recto-session-scene.c: the table as a Scene, and its renderers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A scene has exposure A as 0 and B as 1, whatever else the page holds, so that a picture that arrives or changes elsewhere leaves the
 * tiles alone. Only a composite needs the others: there the scene's exposures are those of the page in their order.
 */

#include "config.h"
#include "recto-session-private.h"

#include <math.h>

static GPtrArray *
list_exposures (RectoSession *self)
{
  GPtrArray *list = g_ptr_array_new ();

  if (self->page == NULL || self->a == NULL)
    return list;
  if (self->composition.mode == RECTO_MODE_COMPOSITE)
    {
      guint n = g_list_model_get_n_items (G_LIST_MODEL (self->page->exposures));

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (RectoExposureItem) item
              = g_list_model_get_item (G_LIST_MODEL (self->page->exposures), i);

          g_ptr_array_add (list, item);
        }
    }
  else
    {
      g_ptr_array_add (list, self->a);
      if (self->b != NULL)
        g_ptr_array_add (list, self->b);
    }

  return list;
}

/* The composition with the indices of the scene's exposures. */
static void
resolve_composition (RectoSession *self, GPtrArray *list, RectoComposition *composition)
{
  guint index;

  *composition = self->composition;
  composition->a = 0;
  if (g_ptr_array_find (list, self->a, &index))
    composition->a = index;
  composition->b = composition->a;
  if (self->b != NULL && g_ptr_array_find (list, self->b, &index))
    composition->b = index;
  for (guint i = 0; i < 3; i++)
    composition->composite[i] = MIN (composition->composite[i], MAX (list->len, 1) - 1);
}

const RectoComposition *
recto_session_get_composition (RectoSession *self)
{
  g_autoptr (GPtrArray) list = NULL;
  RectoComposition resolved;

  g_return_val_if_fail (RECTO_IS_SESSION (self), NULL);

  if (self->step_exposure != NULL)
    return &self->step_composition;
  list = list_exposures (self);
  resolve_composition (self, list, &resolved);
  self->composition.a = resolved.a;
  self->composition.b = resolved.b;

  return &self->composition;
}

void
recto_session_set_composition (RectoSession *self, const RectoComposition *composition)
{
  RectoComposition next;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (composition != NULL);

  if (self->step_exposure != NULL && composition->mode != RECTO_MODE_CURTAIN && composition->mode != RECTO_MODE_DIFFERENCE
      && composition->mode != RECTO_MODE_SIGNED_DIFFERENCE)
    recto_session_show_step (self, NULL, 0, RECTO_MODE_SINGLE);
  if (self->step_exposure != NULL)
    {
      next = *composition;
      next.a = 0;
      next.b = 1;
      if (memcmp (&next, &self->step_composition, sizeof next) != 0)
        {
          self->step_composition = next;
          recto_session_picture_grew (self);
        }
      return;
    }
  next = *composition;
  /* A and B are chosen through set_a and set_b. */
  next.a = self->composition.a;
  next.b = self->composition.b;
  if (next.mode != RECTO_MODE_COMPOSITE)
    memcpy (next.composite, self->composition.composite, sizeof next.composite);
  if (memcmp (&next, &self->composition, sizeof next) == 0)
    return;
  self->composition = next;
  recto_session_table_changed (self);
}

void
recto_session_get_exposure_matrix (RectoExposureItem *item, RectoMatrix3 *matrix)
{
  *matrix = recto_matrix3_identity;
  if (item->has_shown_matrix)
    *matrix = item->shown_matrix;
  else if (item->registration != NULL
           && recto_registration_get_status (item->registration) == RECTO_REGISTRATION_ALIGNED)
    *matrix = *recto_registration_get_transform (item->registration);
}

/* pyramids: NULL, or room for one pointer per exposure of the page; filled with borrowed ones. */
RectoScene *
recto_session_build_scene (RectoSession *self, gboolean for_screen, RectoPyramid **pyramids)
{
  g_autoptr (GPtrArray) list = list_exposures (self);
  g_autofree RectoSceneExposure *exposures = NULL;
  g_autoptr (RectoRecipe) untouched = recto_recipe_new ();
  RectoExposureItem *reference;
  RectoComposition composition;

  if (list->len == 0)
    return NULL;
  reference = recto_page_item_get_reference (self->page);
  if (reference == NULL)
    return NULL;

  exposures = g_new0 (RectoSceneExposure, list->len);
  for (guint i = 0; i < list->len; i++)
    {
      RectoExposureItem *item = g_ptr_array_index (list, i);
      RectoPyramid *pyramid = item->pyramid;

      exposures[i].id = item->record->id;
      exposures[i].light = item->record->light;
      exposures[i].pixel_sha256 = item->record->pixel_sha256;
      exposures[i].recipe = for_screen && self->show_original ? untouched : item->recipe;
      /* What is recorded of a view replays with its numbers. */
      if (!for_screen)
        exposures[i].recipe = recto_session_resolve_now (self, item);
      recto_session_get_exposure_matrix (item, &exposures[i].registration);
      /* Nothing stands in for a picture that cannot be shown: it would be taken for it. */
      if (for_screen && pyramid == NULL && item->load_state != RECTO_LOAD_FAILED)
        pyramid = recto_exposure_item_get_stand_in (item);
      if (pyramids != NULL)
        pyramids[i] = pyramid;
    }
  resolve_composition (self, list, &composition);

  return recto_scene_new (reference->record->width, reference->record->height, exposures,
                          list->len, &composition);
}

/* One exposure twice, without and with the step. */
static RectoScene *
build_step_scene (RectoSession *self, RectoPyramid **pyramids)
{
  RectoExposureItem *item = self->step_exposure;
  RectoExposureItem *reference = recto_page_item_get_reference (self->page);
  g_autoptr (RectoRecipe) before = NULL;
  g_autoptr (RectoRecipe) after = NULL;
  RectoSceneExposure exposures[2] = { 0 };

  if (reference == NULL)
    return NULL;
  recto_session_get_step_recipes (self, &before, &after);
  for (guint i = 0; i < 2; i++)
    {
      exposures[i].id = item->record->id;
      exposures[i].light = item->record->light;
      exposures[i].pixel_sha256 = item->record->pixel_sha256;
      exposures[i].recipe = i == 0 ? before : after;
      recto_session_get_exposure_matrix (item, &exposures[i].registration);
      pyramids[i] = item->pyramid;
      if (pyramids[i] == NULL && item->load_state != RECTO_LOAD_FAILED)
        pyramids[i] = recto_exposure_item_get_stand_in (item);
    }

  return recto_scene_new (reference->record->width, reference->record->height, exposures, 2, &self->step_composition);
}

static RectoRenderer *
new_renderer (RectoSession *self, gboolean step, gboolean shown)
{
  g_autofree RectoPyramid **pyramids
      = g_new0 (RectoPyramid *, 2 + g_list_model_get_n_items (G_LIST_MODEL (self->page->exposures)));
  g_autoptr (RectoScene) scene = step ? build_step_scene (self, pyramids) : recto_session_build_scene (self, TRUE, pyramids);

  for (guint i = 0; scene != NULL && i < recto_scene_get_n_exposures (scene); i++)
    if (pyramids[i] != NULL)
      return recto_session_make_renderer (self, scene, pyramids, shown);

  return NULL;
}

RectoRenderer *
recto_session_dup_renderer (RectoSession *self, guint pane)
{
  g_return_val_if_fail (RECTO_IS_SESSION (self), NULL);
  g_return_val_if_fail (pane < G_N_ELEMENTS (self->renderers), NULL);

  if (self->page == NULL || self->a == NULL || (pane == 1 && self->b == NULL))
    return NULL;
  if (pane == 2 && self->step_exposure == NULL)
    pane = 0;
  if (self->renderers[pane] == NULL && pane != 1)
    self->renderers[pane] = new_renderer (self, pane == 0 && self->step_exposure != NULL, pane == 0);
  if (self->renderers[pane] == NULL && pane == 1)
    {
      g_autoptr (RectoRenderer) both = recto_session_dup_renderer (self, 2);

      if (both == NULL)
        return NULL;
      self->renderers[1]
          = recto_renderer_new_single (both, recto_scene_get_composition (recto_renderer_get_scene (both))->b);
    }

  return self->renderers[pane] != NULL ? recto_renderer_ref (self->renderers[pane]) : NULL;
}

gboolean
recto_session_pick (RectoSession *self, RectoExposureItem *exposure, RectoPoint page,
                    guint *depth, guint *channels, guint values[3])
{
  RectoMatrix3 to_page, to_exposure;
  RectoImage *image;
  RectoPoint at;
  const guint8 *row;
  guint n;
  gint64 x, y;

  g_return_val_if_fail (RECTO_IS_SESSION (self), FALSE);
  g_return_val_if_fail (RECTO_IS_EXPOSURE_ITEM (exposure), FALSE);

  /* A picture that is not aligned has nothing at a place of the page. */
  if (exposure->pyramid == NULL || !recto_exposure_item_is_placed (exposure))
    return FALSE;
  recto_session_get_exposure_matrix (exposure, &to_page);
  if (!recto_matrix3_invert (&to_page, &to_exposure))
    return FALSE;
  image = recto_pyramid_get_level (exposure->pyramid, 0);
  at = recto_matrix3_map (&to_exposure, page);
  /* The pixel whose square holds the point; centres lie at integers. */
  if (!(at.x >= -0.5 && at.y >= -0.5 && at.x < recto_image_get_width (image) - 0.5
        && at.y < recto_image_get_height (image) - 0.5))
    return FALSE;
  x = (gint64) floor (at.x + 0.5);
  y = (gint64) floor (at.y + 0.5);
  n = recto_image_get_channels (image);
  row = recto_image_get_data (image) + (gsize) y * recto_image_get_stride (image);
  for (guint c = 0; c < n; c++)
    values[c] = recto_image_get_depth (image) == 16 ? ((const guint16 *) row)[x * n + c]
                                                    : row[x * n + c];
  *depth = recto_image_get_depth (image);
  *channels = n;

  return TRUE;
}

char *
recto_session_dup_scene (RectoSession *self)
{
  g_autoptr (RectoScene) scene = NULL;

  g_return_val_if_fail (RECTO_IS_SESSION (self), NULL);

  scene = recto_session_build_scene (self, FALSE, NULL);

  return scene != NULL ? recto_scene_to_text (scene) : NULL;
}

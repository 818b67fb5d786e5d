/* recto-session-table.c: what lies on the light table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-private.h"

/* Pictures of pages that are not on the table are let go above this. */
#define MAX_RESIDENT_BYTES (G_GUINT64_CONSTANT (1536) << 20)

RectoPageItem *
recto_session_get_page (RectoSession *self)
{
  return self->page;
}

RectoExposureItem *
recto_session_get_a (RectoSession *self)
{
  return self->a;
}

RectoExposureItem *
recto_session_get_b (RectoSession *self)
{
  return self->b;
}

RectoViewport *
recto_session_get_viewport (RectoSession *self)
{
  return self->viewport;
}

RectoExposureItem *
recto_session_get_target (RectoSession *self)
{
  return self->target;
}

gboolean
recto_session_get_linked (RectoSession *self)
{
  return self->linked;
}

gboolean
recto_session_get_annotations_visible (RectoSession *self)
{
  return self->annotations_visible;
}

/* ----- change ----- */

void
recto_session_freeze (RectoSession *self)
{
  self->freeze++;
}

void
recto_session_thaw (RectoSession *self)
{
  g_assert (self->freeze > 0);

  self->freeze--;
  if (self->freeze == 0 && self->change_pending)
    {
      self->change_pending = FALSE;
      recto_session_table_changed (self);
    }
}

static void
forget_renderers (RectoSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->renderers); i++)
    g_clear_pointer (&self->renderers[i], recto_renderer_unref);
}

void
recto_session_picture_grew (RectoSession *self)
{
  forget_renderers (self);
  if (self->freeze > 0)
    self->change_pending = TRUE;
  else
    g_signal_emit (self, recto_session_signals[RECTO_SESSION_TABLE_CHANGED], 0);
}

void
recto_session_table_changed (RectoSession *self)
{
  forget_renderers (self);
  if (self->freeze > 0)
    {
      self->change_pending = TRUE;
      return;
    }
  g_signal_emit (self, recto_session_signals[RECTO_SESSION_TABLE_CHANGED], 0);
  recto_session_store_later (self);
}

void
recto_session_end_shown (RectoSession *self)
{
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  gboolean changed = FALSE;

  for (guint p = 0; p < n_pages; p++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (G_LIST_MODEL (self->pages), p);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (page->exposures));

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (RectoExposureItem) item
              = g_list_model_get_item (G_LIST_MODEL (page->exposures), i);
          g_autoptr (RectoRecipe) stored = NULL;

          if (item->has_shown_matrix)
            {
              item->has_shown_matrix = FALSE;
              changed = TRUE;
            }
          if (item->record->recipe != NULL)
            stored = recto_recipe_new_from_text (item->record->recipe, NULL);
          if (stored != NULL && !recto_recipe_equal (stored, item->recipe))
            {
              recto_exposure_item_set_recipe (item, stored);
              changed = TRUE;
            }
        }
    }
  if (changed)
    recto_session_table_changed (self);
}

/* ----- page ----- */

static void
remember_page (RectoSession *self)
{
  RectoTablePage *kept;

  if (self->page == NULL)
    return;

  kept = g_new0 (RectoTablePage, 1);
  kept->a = self->a != NULL ? g_strdup (recto_exposure_item_get_id (self->a)) : NULL;
  kept->b = self->b != NULL ? g_strdup (recto_exposure_item_get_id (self->b)) : NULL;
  kept->composition = self->composition;
  kept->has_composition = TRUE;
  kept->viewport = recto_viewport_to_text (self->viewport);
  g_hash_table_replace (self->table_pages, g_strdup (recto_page_item_get_id (self->page)), kept);
}

/* Turns as the camera's orientation tag says: a display transform, no stored coordinate changes. */
static void
apply_orientation (RectoSession *self, int orientation)
{
  static const struct
  {
    guint turns;
    gboolean mirrored;
  } ways[] = { { 0, FALSE }, { 0, FALSE }, { 0, TRUE }, { 2, FALSE }, { 2, TRUE },
               { 3, TRUE },  { 1, FALSE }, { 1, TRUE }, { 3, FALSE } };

  if (orientation < 1 || orientation > 8)
    orientation = 1;
  recto_viewport_set_quarter_turns (self->viewport, ways[orientation].turns);
  recto_viewport_set_mirrored (self->viewport, ways[orientation].mirrored);
}

/* Sizes the viewport and the composition to the page, as it was left or fresh. */
static void
enter_page (RectoSession *self)
{
  RectoExposureItem *reference
      = self->page != NULL ? recto_page_item_get_reference (self->page) : NULL;
  RectoTablePage *kept = NULL;
  double width, height;

  if (reference == NULL)
    return;
  width = reference->record->width;
  height = reference->record->height;
  recto_viewport_set_page_size (self->viewport, width, height);
  kept = g_hash_table_lookup (self->table_pages, recto_page_item_get_id (self->page));
  if (kept != NULL && kept->has_composition)
    self->composition = kept->composition;
  else
    {
      RectoMode mode = self->composition.mode;

      recto_composition_init (&self->composition, 2, width, height);
      self->composition.mode = mode;
    }
  if (kept == NULL || kept->viewport == NULL
      || !recto_viewport_restore (self->viewport, kept->viewport, NULL))
    {
      apply_orientation (self, reference->record->orientation);
      recto_viewport_set_fit (self->viewport, TRUE);
    }
}

static void
trim_other_pages (RectoSession *self)
{
  guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  guint64 total = 0;

  for (int pass = 0; pass < 2; pass++)
    for (guint p = 0; p < n_pages; p++)
      {
        g_autoptr (RectoPageItem) page = g_list_model_get_item (G_LIST_MODEL (self->pages), p);
        guint n = g_list_model_get_n_items (G_LIST_MODEL (page->exposures));

        for (guint i = 0; i < n; i++)
          {
            g_autoptr (RectoExposureItem) item
                = g_list_model_get_item (G_LIST_MODEL (page->exposures), i);
            RectoImage *image;
            guint64 bytes;

            if (item->pyramid == NULL)
              continue;
            image = recto_pyramid_get_level (item->pyramid, 0);
            bytes = (guint64) recto_image_get_stride (image) * recto_image_get_height (image) * 4 / 3;
            if (pass == 0)
              total += bytes;
            else if (page != self->page && total > MAX_RESIDENT_BYTES)
              {
                recto_exposure_item_set_idle (item);
                total -= bytes;
              }
          }
      }
}

static void
set_slot (RectoSession *self, RectoExposureItem **slot, RectoExposureItem *exposure,
          const char *role, guint prop)
{
  if (*slot == exposure)
    return;
  if (*slot != NULL && g_strcmp0 ((*slot)->role, role) == 0)
    recto_exposure_item_set_role (*slot, NULL);
  g_set_object (slot, exposure);
  if (exposure != NULL)
    recto_exposure_item_set_role (exposure, role);
  /* Another table ends what was shown of a step. */
  g_clear_object (&self->step_exposure);
  recto_session_notify (self, prop);
}

static void
put_a (RectoSession *self, RectoExposureItem *exposure)
{
  set_slot (self, &self->a, exposure, "A", RECTO_SESSION_PROP_EXPOSURE_A);
}

static void
put_b (RectoSession *self, RectoExposureItem *exposure)
{
  set_slot (self, &self->b, exposure, "B", RECTO_SESSION_PROP_EXPOSURE_B);
}

static void
put_target (RectoSession *self, RectoExposureItem *exposure)
{
  if (g_set_object (&self->target, exposure))
    recto_session_notify (self, RECTO_SESSION_PROP_TARGET);
}

void
recto_session_choose_defaults (RectoSession *self)
{
  guint n;

  if (self->page == NULL)
    {
      guint n_pages = g_list_model_get_n_items (G_LIST_MODEL (self->pages));

      for (guint i = 0; i < n_pages; i++)
        {
          g_autoptr (RectoPageItem) page = g_list_model_get_item (G_LIST_MODEL (self->pages), i);

          if (recto_page_item_get_reference (page) != NULL)
            {
              recto_session_set_page (self, page);
              return;
            }
        }
      return;
    }

  n = g_list_model_get_n_items (G_LIST_MODEL (self->page->exposures));
  if (self->a == NULL)
    {
      RectoExposureItem *reference = recto_page_item_get_reference (self->page);

      if (reference != NULL && reference != self->b)
        {
          put_a (self, reference);
          enter_page (self);
        }
      else if (self->b != NULL)
        {
          RectoExposureItem *b = g_object_ref (self->b);

          put_b (self, NULL);
          put_a (self, b);
          g_object_unref (b);
        }
    }
  for (guint i = 0; i < n && self->a != NULL && self->b == NULL; i++)
    {
      g_autoptr (RectoExposureItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->page->exposures), i);

      if (item != self->a)
        put_b (self, item);
    }
  if (self->target == NULL || (self->target != self->a && self->target != self->b))
    put_target (self, self->a);
}

void
recto_session_set_page (RectoSession *self, RectoPageItem *page)
{
  RectoTablePage *kept;

  g_return_if_fail (RECTO_IS_SESSION (self));

  if (self->page == page)
    return;

  recto_session_freeze (self);
  remember_page (self);
  recto_session_end_shown (self);
  put_a (self, NULL);
  put_b (self, NULL);
  g_set_object (&self->page, page);
  if (page != NULL)
    {
      enter_page (self);
      kept = g_hash_table_lookup (self->table_pages, recto_page_item_get_id (page));
      if (kept != NULL && kept->a != NULL)
        put_a (self, recto_page_item_find_exposure (page, kept->a));
      if (kept != NULL && kept->b != NULL && g_strcmp0 (kept->a, kept->b) != 0)
        put_b (self, recto_page_item_find_exposure (page, kept->b));
    }
  recto_session_choose_defaults (self);
  gtk_filter_changed (GTK_FILTER (self->page_filter), GTK_FILTER_CHANGE_DIFFERENT);
  if (self->selected != NULL
      && (page == NULL
          || g_strcmp0 (self->selected->record->page_id, recto_page_item_get_id (page)) != 0))
    recto_session_select (self, NULL);
  trim_other_pages (self);
  recto_session_load_page (self);
  recto_session_notify (self, RECTO_SESSION_PROP_PAGE);
  recto_session_table_changed (self);
  recto_session_thaw (self);
}

/* ----- A and B ----- */

static gboolean
go_to_page_of (RectoSession *self, RectoExposureItem *exposure)
{
  RectoPageItem *page = recto_session_find_page (self, exposure->record->page_id);

  g_return_val_if_fail (page != NULL, FALSE);

  recto_session_set_page (self, page);

  return TRUE;
}

void
recto_session_set_a (RectoSession *self, RectoExposureItem *exposure)
{
  g_autoptr (RectoExposureItem) old = NULL;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (exposure == NULL || RECTO_IS_EXPOSURE_ITEM (exposure));

  if (self->a == exposure)
    return;

  recto_session_freeze (self);
  if (exposure != NULL && !go_to_page_of (self, exposure))
    {
      recto_session_thaw (self);
      return;
    }
  old = self->a != NULL ? g_object_ref (self->a) : NULL;
  if (old != exposure)
    {
      recto_session_end_shown (self);
      if (exposure != NULL && exposure == self->b)
        put_b (self, NULL);
      put_a (self, exposure);
      if (exposure != NULL && self->b == NULL && old != NULL)
        put_b (self, old);
      if (self->target == old || self->target == NULL)
        put_target (self, exposure);
      recto_session_load_page (self);
      recto_session_table_changed (self);
    }
  recto_session_thaw (self);
}

void
recto_session_set_b (RectoSession *self, RectoExposureItem *exposure)
{
  g_autoptr (RectoExposureItem) old = NULL;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (exposure == NULL || RECTO_IS_EXPOSURE_ITEM (exposure));

  if (self->b == exposure)
    return;

  recto_session_freeze (self);
  if (exposure != NULL && !go_to_page_of (self, exposure))
    {
      recto_session_thaw (self);
      return;
    }
  old = self->b != NULL ? g_object_ref (self->b) : NULL;
  if (old != exposure)
    {
      recto_session_end_shown (self);
      if (exposure != NULL && exposure == self->a)
        {
          /* The two change places; a single picture stays A. */
          if (old != NULL)
            {
              put_b (self, NULL);
              put_a (self, old);
              put_b (self, exposure);
            }
        }
      else
        put_b (self, exposure);
      if (self->target == old)
        put_target (self, exposure != NULL ? exposure : self->a);
      recto_session_load_page (self);
      recto_session_table_changed (self);
    }
  recto_session_thaw (self);
}

void
recto_session_swap (RectoSession *self)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  if (self->a != NULL && self->b != NULL)
    recto_session_set_a (self, self->b);
}

void
recto_session_set_target (RectoSession *self, RectoExposureItem *exposure)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  put_target (self, exposure);
}

void
recto_session_set_linked (RectoSession *self, gboolean linked)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  linked = !!linked;
  if (self->linked == linked)
    return;
  self->linked = linked;
  recto_session_notify (self, RECTO_SESSION_PROP_LINKED);
  recto_session_store_later (self);
}

void
recto_session_set_annotations_visible (RectoSession *self, gboolean visible)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  visible = !!visible;
  if (self->annotations_visible == visible)
    return;
  self->annotations_visible = visible;
  recto_session_notify (self, RECTO_SESSION_PROP_ANNOTATIONS_VISIBLE);
  recto_session_store_later (self);
}

void
recto_session_set_show_original (RectoSession *self, gboolean original)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  original = !!original;
  if (self->show_original == original)
    return;
  self->show_original = original;
  recto_session_notify (self, RECTO_SESSION_PROP_SHOW_ORIGINAL);
  recto_session_table_changed (self);
}

void
recto_session_set_mode (RectoSession *self, RectoMode mode)
{
  g_return_if_fail (RECTO_IS_SESSION (self));

  recto_session_show_step (self, NULL, 0, RECTO_MODE_SINGLE);
  if (self->composition.mode == mode)
    return;
  self->composition.mode = mode;
  recto_session_table_changed (self);
}

/* recto-session-view.c: the table as it is left, stored with the case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * {"recto-table": 1, "page", "target", "linked", "annotations", "pages": {PAGE: {"a", "b", "composition", "viewport"}}}
 */

#include "config.h"
#include "recto-session-private.h"

#include <glib/gi18n.h>

#define STORE_DELAY_MS 300
#define STORE_AGAIN_S 3

static const struct
{
  const char *name;
  gsize offset;
} lengths[] = {
  { "curtain_angle", G_STRUCT_OFFSET (RectoComposition, curtain_angle) },
  { "curtain_x", G_STRUCT_OFFSET (RectoComposition, curtain) + G_STRUCT_OFFSET (RectoPoint, x) },
  { "curtain_y", G_STRUCT_OFFSET (RectoComposition, curtain) + G_STRUCT_OFFSET (RectoPoint, y) },
  { "torch_x", G_STRUCT_OFFSET (RectoComposition, torch) + G_STRUCT_OFFSET (RectoPoint, x) },
  { "torch_y", G_STRUCT_OFFSET (RectoComposition, torch) + G_STRUCT_OFFSET (RectoPoint, y) },
  { "torch_radius", G_STRUCT_OFFSET (RectoComposition, torch_radius) },
  { "torch_edge", G_STRUCT_OFFSET (RectoComposition, torch_edge) },
  { "opacity", G_STRUCT_OFFSET (RectoComposition, opacity) },
  { "blink_rate", G_STRUCT_OFFSET (RectoComposition, blink_rate) },
  { "gain", G_STRUCT_OFFSET (RectoComposition, gain) },
  { "checker_size", G_STRUCT_OFFSET (RectoComposition, checker_size) },
};

void
recto_table_page_free (RectoTablePage *self)
{
  g_free (self->a);
  g_free (self->b);
  g_free (self->viewport);
  g_free (self);
}

/* ----- writing ----- */

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

static JsonObject *
composition_to_json (const RectoComposition *composition)
{
  JsonObject *object = json_object_new ();
  JsonArray *composite = json_array_new ();

  json_object_set_string_member (object, "mode", recto_mode_to_string (composition->mode));
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    json_object_set_double_member (object, lengths[i].name,
                                   G_STRUCT_MEMBER (double, composition, lengths[i].offset));
  json_object_set_boolean_member (object, "blink_b", composition->blink_b);
  for (guint i = 0; i < 3; i++)
    json_array_add_int_element (composite, composition->composite[i]);
  json_object_set_array_member (object, "composite", composite);

  return object;
}

static JsonObject *
table_page_to_json (const char *a, const char *b, const RectoComposition *composition,
                    const char *viewport)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = viewport != NULL ? json_from_string (viewport, NULL) : NULL;

  set_string (object, "a", a);
  set_string (object, "b", b);
  if (composition != NULL)
    json_object_set_object_member (object, "composition", composition_to_json (composition));
  if (node != NULL)
    json_object_set_member (object, "viewport", node);

  return object;
}

static char *
table_to_text (RectoSession *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *pages = json_object_new ();
  GHashTableIter iter;
  gpointer key, value;

  json_object_set_int_member (object, "recto-table", 1);
  set_string (object, "page", self->page != NULL ? recto_page_item_get_id (self->page) : NULL);
  set_string (object, "target",
              self->target != NULL ? recto_exposure_item_get_id (self->target) : NULL);
  json_object_set_boolean_member (object, "linked", self->linked);
  json_object_set_boolean_member (object, "annotations", self->annotations_visible);
  g_hash_table_iter_init (&iter, self->table_pages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      RectoTablePage *kept = value;

      json_object_set_object_member (
          pages, key,
          table_page_to_json (kept->a, kept->b, kept->has_composition ? &kept->composition : NULL,
                              kept->viewport));
    }
  if (self->page != NULL)
    {
      g_autofree char *viewport = recto_viewport_to_text (self->viewport);

      json_object_set_object_member (
          pages, recto_page_item_get_id (self->page),
          table_page_to_json (self->a != NULL ? recto_exposure_item_get_id (self->a) : NULL,
                              self->b != NULL ? recto_exposure_item_get_id (self->b) : NULL,
                              &self->composition, viewport));
    }
  json_object_set_object_member (object, "pages", pages);
  json_node_take_object (root, object);

  return recto_json_canonical (root);
}

static gboolean
store_cb (gpointer user_data)
{
  RectoSession *self = user_data;

  self->store_source = 0;
  recto_session_store_now (self);

  return G_SOURCE_REMOVE;
}

void
recto_session_store_now (RectoSession *self)
{
  g_autofree char *view = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->store_source, g_source_remove);
  if (self->closed || self->record == NULL || self->page == NULL)
    return;

  view = table_to_text (self);
  if (g_strcmp0 (view, self->record->view) == 0)
    return;
  if (!recto_casebook_set_case_view (self->casebook, self->record->id, view, &error))
    {
      /* Nobody asked for it just now, and it is stored again at the latest at the end. */
      if (g_error_matches (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_BUSY) && !self->closing)
        {
          self->store_source = g_timeout_add_seconds (STORE_AGAIN_S, store_cb, self);
          return;
        }
      recto_session_emit_problem (self, _ ("The table could not be saved as it lies"), error);
      return;
    }
  g_free (self->record->view);
  self->record->view = g_steal_pointer (&view);
}

void
recto_session_store_later (RectoSession *self)
{
  if (self->closed || self->page == NULL)
    return;
  g_clear_handle_id (&self->store_source, g_source_remove);
  self->store_source = g_timeout_add (STORE_DELAY_MS, store_cb, self);
}

/* ----- reading ----- */

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

static gboolean
get_boolean (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return fallback;

  return json_node_get_boolean (node);
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
composition_from_json (JsonObject *object, RectoComposition *composition)
{
  const char *mode = get_string (object, "mode");
  JsonNode *node;

  if (mode == NULL || !recto_mode_from_string (mode, &composition->mode))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      node = json_object_get_member (object, lengths[i].name);
      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
        return FALSE;
      G_STRUCT_MEMBER (double, composition, lengths[i].offset) = json_node_get_double (node);
    }
  composition->blink_b = get_boolean (object, "blink_b", FALSE);
  node = json_object_get_member (object, "composite");
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node)
      && json_array_get_length (json_node_get_array (node)) == 3)
    for (guint i = 0; i < 3; i++)
      composition->composite[i]
          = (guint) MAX (0, json_array_get_int_element (json_node_get_array (node), i));

  return TRUE;
}

static void
restore_page (RectoSession *self, const char *id, JsonObject *object)
{
  RectoTablePage *kept = g_new0 (RectoTablePage, 1);
  JsonObject *composition = get_object (object, "composition");
  JsonNode *viewport = json_object_get_member (object, "viewport");

  kept->a = g_strdup (get_string (object, "a"));
  kept->b = g_strdup (get_string (object, "b"));
  recto_composition_init (&kept->composition, 2, 1, 1);
  if (composition != NULL)
    kept->has_composition = composition_from_json (composition, &kept->composition);
  if (viewport != NULL)
    kept->viewport = recto_json_canonical (viewport);
  g_hash_table_replace (self->table_pages, g_strdup (id), kept);
}

void
recto_session_restore_table (RectoSession *self)
{
  g_autoptr (JsonNode) root = NULL;
  RectoPageItem *page = NULL;

  if (self->record->view != NULL)
    root = json_from_string (self->record->view, NULL);

  recto_session_freeze (self);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      JsonObject *object = json_node_get_object (root);
      JsonObject *pages = get_object (object, "pages");
      const char *target = get_string (object, "target");

      self->linked = get_boolean (object, "linked", FALSE);
      self->annotations_visible = get_boolean (object, "annotations", TRUE);
      if (pages != NULL)
        {
          JsonObjectIter iter;
          const char *id;
          JsonNode *node;

          json_object_iter_init (&iter, pages);
          while (json_object_iter_next (&iter, &id, &node))
            if (JSON_NODE_HOLDS_OBJECT (node) && recto_session_find_page (self, id) != NULL)
              restore_page (self, id, json_node_get_object (node));
        }
      if (get_string (object, "page") != NULL)
        page = recto_session_find_page (self, get_string (object, "page"));
      if (page != NULL)
        recto_session_set_page (self, page);
      if (target != NULL && self->page != NULL)
        {
          RectoExposureItem *item = recto_page_item_find_exposure (self->page, target);

          if (item != NULL && (item == self->a || item == self->b))
            recto_session_set_target (self, item);
        }
    }
  recto_session_choose_defaults (self);
  recto_session_thaw (self);
}

/* recto-record-output.c: hashes of what recipes and views give
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-record.h"

#include <glib/gi18n.h>
#include <math.h>

/* What a viewport may say; as the canvas has it. */
#define ZOOM_MIN 0.05
#define ZOOM_MAX 64.0
#define MAX_PLACE 1e9

gboolean
recto_record_check_shape (const RectoShape *shape, double page_width, double page_height, GError **error)
{
  double x, y, width, height;

  recto_shape_get_bounds (shape, &x, &y, &width, &height);
  /* Pixel centres lie at integers. */
  if (x <= page_width - 0.5 && y <= page_height - 0.5 && x + width >= -0.5 && y + height >= -0.5)
    return TRUE;
  g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
               _("The shape lies wholly outside the page, which is %.0f × %.0f pixels. Draw it on the page."), page_width,
               page_height);
  return FALSE;
}

char *
recto_record_hash_recipe (const char *text, RectoImage *image, guint n_threads, GError **error)
{
  g_autoptr (RectoRecipe) recipe = recto_recipe_new_from_text (text, error);
  g_autoptr (RectoImage) result = recipe != NULL ? recto_recipe_apply (recipe, image, n_threads, error) : NULL;

  return result != NULL ? recto_image_dup_pixel_sha256 (result) : NULL;
}

gboolean
recto_record_view_needs (const RectoScene *scene, guint exposure)
{
  const RectoComposition *c = recto_scene_get_composition (scene);

  switch (c->mode)
    {
    case RECTO_MODE_SINGLE:
      return exposure == c->a;
    case RECTO_MODE_BLINK:
      return exposure == (c->blink_b ? c->b : c->a);
    case RECTO_MODE_COMPOSITE:
      return exposure == c->composite[0] || exposure == c->composite[1] || exposure == c->composite[2];
    case RECTO_MODE_SIDE_BY_SIDE:
    case RECTO_MODE_CURTAIN:
    case RECTO_MODE_TORCH:
    case RECTO_MODE_OVERLAY:
    case RECTO_MODE_DIFFERENCE:
    case RECTO_MODE_TWO_COLOUR:
    case RECTO_MODE_CHECKERBOARD:
    case RECTO_MODE_SIGNED_DIFFERENCE:
    default:
      return exposure == c->a || exposure == c->b;
    }
}

static gboolean
read_number (JsonNode *node, double minimum, double maximum, double *value)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_DOUBLE && json_node_get_value_type (node) != G_TYPE_INT64))
    return FALSE;
  *value = json_node_get_double (node);
  return *value >= minimum && *value <= maximum;
}

static gboolean
read_viewport (const char *text, RectoProjection *projection, RectoPoint *center, GError **error)
{
  g_autoptr (JsonNode) node = recto_json_parse (text, error);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *place = object != NULL ? json_object_get_member (object, "center") : NULL;
  JsonNode *mirrored = object != NULL ? json_object_get_member (object, "mirrored") : NULL;
  JsonNode *turned = object != NULL ? json_object_get_member (object, "quarter_turns") : NULL;
  double turns = 0;

  if (node == NULL)
    return FALSE;
  if (place == NULL || !JSON_NODE_HOLDS_ARRAY (place) || json_array_get_length (json_node_get_array (place)) != 2
      || !read_number (json_array_get_element (json_node_get_array (place), 0), -MAX_PLACE, MAX_PLACE, &center->x)
      || !read_number (json_array_get_element (json_node_get_array (place), 1), -MAX_PLACE, MAX_PLACE, &center->y)
      || !read_number (json_object_get_member (object, "zoom"), 0, HUGE_VAL, &projection->zoom)
      || (turned != NULL && !read_number (turned, 0, 3, &turns))
      || (mirrored != NULL
          && (!JSON_NODE_HOLDS_VALUE (mirrored) || json_node_get_value_type (mirrored) != G_TYPE_BOOLEAN)))
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                           _("The stored view does not say where one looked."));
      return FALSE;
    }
  projection->zoom = CLAMP (projection->zoom, ZOOM_MIN, ZOOM_MAX);
  projection->quarter_turns = (guint) turns;
  projection->mirrored = mirrored != NULL && json_node_get_boolean (mirrored);
  return TRUE;
}

static char *
hash_pane (RectoScene *scene, const RectoProjection *projection, const RectoRect *region,
           RectoPyramid *const *pyramids, GCancellable *cancellable, GError **error)
{
  g_autoptr (RectoRenderer) renderer = recto_renderer_new (scene, pyramids);
  g_autoptr (RectoImage) image = recto_renderer_render (renderer, projection, region, cancellable, error);

  return image != NULL ? recto_image_dup_pixel_sha256 (image) : NULL;
}

char *
recto_record_hash_view (RectoScene *scene, const char *viewport, RectoPyramid *const *pyramids,
                        GCancellable *cancellable, GError **error)
{
  RectoComposition composition = *recto_scene_get_composition (scene);
  RectoProjection projection = { 1, 0, FALSE };
  RectoRect region = { 0, 0, RECTO_RECORD_VIEW_WIDTH, RECTO_RECORD_VIEW_HEIGHT };
  RectoMatrix3 to_plane;
  RectoPoint center;
  guint width, height;
  g_autoptr (GString) panes = NULL;

  recto_scene_get_page_size (scene, &width, &height);
  center = (RectoPoint) { (width - 1) / 2.0, (height - 1) / 2.0 };
  if (viewport == NULL)
    projection.zoom = CLAMP (MIN ((double) region.width / width, (double) region.height / height), ZOOM_MIN, ZOOM_MAX);
  else if (!read_viewport (viewport, &projection, &center, error))
    return NULL;
  recto_projection_get_matrix (&projection, width, height, &to_plane);
  center = recto_matrix3_map (&to_plane, center);
  region.x = (int) CLAMP (floor (center.x - region.width / 2.0), -MAX_PLACE, MAX_PLACE);
  region.y = (int) CLAMP (floor (center.y - region.height / 2.0), -MAX_PLACE, MAX_PLACE);

  if (composition.mode != RECTO_MODE_SIDE_BY_SIDE)
    return hash_pane (scene, &projection, &region, pyramids, cancellable, error);
  panes = g_string_new (NULL);
  composition.mode = RECTO_MODE_SINGLE;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RectoScene) alone = recto_scene_with_composition (scene, &composition);
      g_autofree char *hash = hash_pane (alone, &projection, &region, pyramids, cancellable, error);

      if (hash == NULL)
        return NULL;
      g_string_append_printf (panes, "%s\n", hash);
      composition.a = composition.b;
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, panes->str, -1);
}

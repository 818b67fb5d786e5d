/* recto-tile-layer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-tile-layer.h"

#include <math.h>

/* Tiles around the view are rendered when all visible ones are there. */
#define RANK_AROUND 100000
#define RANK_COARSE_LATER 50000
/* Rendered at once when there is nothing else to show: a few milliseconds. */
#define FIRST_COARSE_SIZE 256

typedef struct
{
  int tx;
  int ty;
  GdkTexture *exact;
  GdkTexture *stand_in; /* same projection, older picture */
} Tile;

struct _RectoTileLayer
{
  GCallback changed;
  gpointer data;
  RectoTileClient *client;

  RectoRenderer *renderer;
  RectoProjection projection;
  RectoRect view;
  RectoRect page; /* the page's picture in the plane */

  GArray *tiles;    /* of Tile, visible */
  guint outstanding;
  GArray *previous; /* of Tile, of the projection before; NULL when settled */
  RectoProjection previous_projection;

  GdkTexture *coarse;
  char *coarse_key;
  RectoProjection coarse_projection;
  double coarse_zoom;
};

static void
tile_clear (gpointer data)
{
  Tile *tile = data;

  g_clear_object (&tile->exact);
  g_clear_object (&tile->stand_in);
}

static GArray *
tiles_new (void)
{
  GArray *tiles = g_array_new (FALSE, TRUE, sizeof (Tile));

  g_array_set_clear_func (tiles, tile_clear);
  return tiles;
}

static int
floor_div (int a, int b)
{
  return a >= 0 ? a / b : -((-a + b - 1) / b);
}

static Tile *
find_tile (GArray *tiles, int tx, int ty)
{
  for (guint i = 0; i < tiles->len; i++)
    {
      Tile *tile = &g_array_index (tiles, Tile, i);

      if (tile->tx == tx && tile->ty == ty)
        return tile;
    }
  return NULL;
}

/* ----- asking ----- */

static gint
compare_asks (gconstpointer one, gconstpointer other)
{
  const RectoTileAsk *a = one;
  const RectoTileAsk *b = other;

  return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static void
add_ask (GArray *asks, RectoTileLayer *self, int tx, int ty)
{
  RectoTileAsk ask = { RECTO_TILE_EXACT, tx, ty, 0 };
  double dx = (tx + 0.5) * RECTO_TILE_SIZE - (self->view.x + self->view.width / 2.0);
  double dy = (ty + 0.5) * RECTO_TILE_SIZE - (self->view.y + self->view.height / 2.0);

  ask.rank = (guint) MIN (sqrt (dx * dx + dy * dy), G_MAXINT / 2);
  g_array_append_val (asks, ask);
}

static void
ask_around (RectoTileLayer *self, GArray *asks)
{
  RectoRect area = { self->view.x - RECTO_TILE_SIZE, self->view.y - RECTO_TILE_SIZE,
                     self->view.width + 2 * RECTO_TILE_SIZE,
                     self->view.height + 2 * RECTO_TILE_SIZE };
  const char *key = recto_renderer_get_key (self->renderer);

  if (!recto_rect_intersect (&area, &self->page, &area))
    return;
  for (int ty = area.y / RECTO_TILE_SIZE; ty <= (area.y + area.height - 1) / RECTO_TILE_SIZE; ty++)
    for (int tx = area.x / RECTO_TILE_SIZE; tx <= (area.x + area.width - 1) / RECTO_TILE_SIZE; tx++)
      if (find_tile (self->tiles, tx, ty) == NULL
          && recto_tile_store_lookup (key, &self->projection, tx, ty) == NULL)
        add_ask (asks, self, tx, ty);
}

/* Visible tiles first, from the centre outwards; when they are there, those around. */
static void
request (RectoTileLayer *self)
{
  g_autoptr (GArray) asks = g_array_new (FALSE, FALSE, sizeof (RectoTileAsk));
  gboolean bare = FALSE;

  if (self->renderer == NULL)
    {
      recto_tile_client_request (self->client, NULL, NULL, NULL, 0);
      return;
    }
  for (guint i = 0; i < self->tiles->len; i++)
    {
      const Tile *tile = &g_array_index (self->tiles, Tile, i);

      if (tile->exact == NULL)
        {
          add_ask (asks, self, tile->tx, tile->ty);
          bare = bare || tile->stand_in == NULL;
        }
    }
  if (asks->len == 0)
    ask_around (self, asks);
  g_array_sort (asks, compare_asks);
  for (guint i = 0; i < asks->len; i++)
    g_array_index (asks, RectoTileAsk, i).rank = (self->outstanding > 0 ? 1 : RANK_AROUND) + i;
  if (g_strcmp0 (self->coarse_key, recto_renderer_get_key (self->renderer)) != 0)
    {
      RectoTileAsk coarse = { RECTO_TILE_COARSE, 0, 0, bare ? 0 : RANK_COARSE_LATER };

      g_array_append_val (asks, coarse);
    }
  recto_tile_client_request (self->client, self->renderer, &self->projection,
                             (const RectoTileAsk *) (gpointer) asks->data, asks->len);
}

static void
tell (RectoTileLayer *self)
{
  ((void (*) (gpointer)) self->changed) (self->data);
}

static void
arrived_cb (gpointer data, const char *key, const RectoProjection *projection,
            const RectoTileAsk *ask, GdkTexture *texture)
{
  RectoTileLayer *self = data;
  Tile *tile;

  if (self->renderer == NULL || !g_str_equal (key, recto_renderer_get_key (self->renderer))
      || !recto_projection_equal (projection, &self->projection))
    return;
  if (ask->kind == RECTO_TILE_COARSE)
    {
      int width, height;
      RectoProjection coarse;

      g_set_object (&self->coarse, texture);
      g_free (self->coarse_key);
      self->coarse_key = g_strdup (key);
      self->coarse_projection = *projection;
      recto_tile_coarse_projection (self->renderer, projection,
                                    (guint) MAX (gdk_texture_get_width (texture),
                                                 gdk_texture_get_height (texture)),
                                    &coarse, &width, &height);
      self->coarse_zoom = coarse.zoom;
      if (self->outstanding > 0)
        tell (self);
      return;
    }
  tile = find_tile (self->tiles, ask->tx, ask->ty);
  if (tile == NULL || tile->exact != NULL)
    return;
  tile->exact = g_object_ref (texture);
  g_clear_object (&tile->stand_in);
  if (--self->outstanding == 0)
    {
      g_clear_pointer (&self->previous, g_array_unref);
      request (self);
    }
  tell (self);
}

/* ----- life ----- */

RectoTileLayer *
recto_tile_layer_new (GCallback changed, gpointer data)
{
  RectoTileLayer *self = g_new0 (RectoTileLayer, 1);

  self->changed = changed;
  self->data = data;
  self->tiles = tiles_new ();
  self->client = recto_tile_client_new (arrived_cb, self);
  return self;
}

void
recto_tile_layer_free (RectoTileLayer *self)
{
  recto_tile_client_free (self->client);
  recto_tile_layer_forget (self);
  g_array_unref (self->tiles);
  g_clear_pointer (&self->renderer, recto_renderer_unref);
  g_free (self);
}

void
recto_tile_layer_forget (RectoTileLayer *self)
{
  g_array_set_size (self->tiles, 0);
  self->outstanding = 0;
  g_clear_pointer (&self->previous, g_array_unref);
  g_clear_object (&self->coarse);
  g_clear_pointer (&self->coarse_key, g_free);
  self->view = (RectoRect) { 0, 0, 0, 0 };
}

/* Keeps the tiles now shown as stand-ins for another projection, unless those before them show more. */
static void
keep_previous (RectoTileLayer *self)
{
  guint shown = 0;

  for (guint i = 0; i < self->tiles->len; i++)
    if (g_array_index (self->tiles, Tile, i).exact != NULL
        || g_array_index (self->tiles, Tile, i).stand_in != NULL)
      shown++;
  if (shown == 0 || (self->previous != NULL && shown * 2 < self->tiles->len))
    return;
  g_clear_pointer (&self->previous, g_array_unref);
  self->previous = g_array_ref (self->tiles);
  self->previous_projection = self->projection;
}

void
recto_tile_layer_set_target (RectoTileLayer *self, RectoRenderer *renderer,
                             const RectoProjection *projection, const RectoRect *view)
{
  g_autoptr (GArray) old = NULL;
  gboolean same_key, same_projection, anything = FALSE;
  guint page_width, page_height;
  const char *key;
  RectoRect seen;

  if (renderer == NULL)
    {
      if (self->renderer == NULL)
        return;
      recto_tile_layer_forget (self);
      g_clear_pointer (&self->renderer, recto_renderer_unref);
      request (self);
      return;
    }

  key = recto_renderer_get_key (renderer);
  same_key = self->renderer != NULL && g_str_equal (key, recto_renderer_get_key (self->renderer));
  same_projection = self->renderer != NULL && recto_projection_equal (projection, &self->projection);
  if (same_key && same_projection && memcmp (view, &self->view, sizeof *view) == 0)
    return;
  if (self->renderer != NULL && !same_projection)
    keep_previous (self);

  old = g_steal_pointer (&self->tiles);
  self->tiles = tiles_new ();
  if (!same_key)
    {
      recto_renderer_ref (renderer);
      g_clear_pointer (&self->renderer, recto_renderer_unref);
      self->renderer = renderer;
    }
  self->projection = *projection;
  self->view = *view;
  recto_scene_get_page_size (recto_renderer_get_scene (renderer), &page_width, &page_height);
  self->page.x = self->page.y = 0;
  recto_projection_get_size (projection, page_width, page_height, &self->page.width,
                             &self->page.height);
  if (self->coarse != NULL
      && (self->coarse_projection.quarter_turns != projection->quarter_turns
          || self->coarse_projection.mirrored != projection->mirrored))
    {
      g_clear_object (&self->coarse);
      g_clear_pointer (&self->coarse_key, g_free);
    }

  self->outstanding = 0;
  if (recto_rect_intersect (view, &self->page, &seen))
    for (int ty = floor_div (seen.y, RECTO_TILE_SIZE);
         ty <= floor_div (seen.y + seen.height - 1, RECTO_TILE_SIZE); ty++)
      for (int tx = floor_div (seen.x, RECTO_TILE_SIZE);
           tx <= floor_div (seen.x + seen.width - 1, RECTO_TILE_SIZE); tx++)
        {
          Tile tile = { .tx = tx, .ty = ty };
          Tile *before = same_projection ? find_tile (old, tx, ty) : NULL;

          if (before != NULL && same_key)
            {
              tile.exact = g_steal_pointer (&before->exact);
              tile.stand_in = g_steal_pointer (&before->stand_in);
            }
          if (tile.exact == NULL)
            {
              GdkTexture *kept = recto_tile_store_lookup (key, projection, tx, ty);

              if (kept != NULL)
                tile.exact = g_object_ref (kept);
            }
          if (tile.exact == NULL && before != NULL && tile.stand_in == NULL)
            tile.stand_in = before->exact != NULL ? g_steal_pointer (&before->exact)
                                                  : g_steal_pointer (&before->stand_in);
          if (tile.exact == NULL)
            self->outstanding++;
          else
            g_clear_object (&tile.stand_in);
          anything = anything || tile.exact != NULL || tile.stand_in != NULL;
          g_array_append_val (self->tiles, tile);
        }
  if (self->outstanding == 0)
    g_clear_pointer (&self->previous, g_array_unref);

  /* Never an empty view: the first picture of a page is rendered here, small. */
  if (self->outstanding > 0 && !anything && self->coarse == NULL && self->previous == NULL)
    {
      RectoProjection coarse;
      int width, height;

      self->coarse = recto_tile_render_coarse (renderer, projection, FIRST_COARSE_SIZE);
      recto_tile_coarse_projection (renderer, projection, FIRST_COARSE_SIZE, &coarse, &width,
                                    &height);
      self->coarse_projection = *projection;
      self->coarse_zoom = coarse.zoom;
    }
  request (self);
}

gboolean
recto_tile_layer_is_settled (RectoTileLayer *self)
{
  return self->outstanding == 0;
}

RectoRenderer *
recto_tile_layer_get_renderer (RectoTileLayer *self)
{
  return self->renderer;
}

/* ----- placing ----- */

static void
place (RectoTileLayer *self, GtkSnapshot *snapshot, GdkTexture *texture, double x, double y,
       double width, double height, int scale)
{
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((float) ((x - self->view.x) / scale),
                                                    (float) ((y - self->view.y) / scale),
                                                    (float) (width / scale),
                                                    (float) (height / scale)));
}

static void
place_stand_ins (RectoTileLayer *self, GtkSnapshot *snapshot, const Tile *tile, int scale)
{
  double x = (double) tile->tx * RECTO_TILE_SIZE;
  double y = (double) tile->ty * RECTO_TILE_SIZE;
  double factor;

  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT ((float) ((x - self->view.x) / scale),
                                               (float) ((y - self->view.y) / scale),
                                               RECTO_TILE_SIZE / (float) scale,
                                               RECTO_TILE_SIZE / (float) scale));
  if (self->coarse != NULL)
    {
      factor = self->projection.zoom / self->coarse_zoom;
      place (self, snapshot, self->coarse, 0, 0, gdk_texture_get_width (self->coarse) * factor,
             gdk_texture_get_height (self->coarse) * factor, scale);
    }
  if (self->previous != NULL
      && self->previous_projection.quarter_turns == self->projection.quarter_turns
      && self->previous_projection.mirrored == self->projection.mirrored)
    {
      double size;

      factor = self->projection.zoom / self->previous_projection.zoom;
      size = RECTO_TILE_SIZE * factor;
      for (guint i = 0; i < self->previous->len; i++)
        {
          const Tile *other = &g_array_index (self->previous, Tile, i);
          GdkTexture *texture = other->exact != NULL ? other->exact : other->stand_in;

          if (texture != NULL && other->tx * size < x + RECTO_TILE_SIZE
              && (other->tx + 1) * size > x && other->ty * size < y + RECTO_TILE_SIZE
              && (other->ty + 1) * size > y)
            place (self, snapshot, texture, other->tx * size, other->ty * size, size, size, scale);
        }
    }
  gtk_snapshot_pop (snapshot);
}

void
recto_tile_layer_snapshot (RectoTileLayer *self, GtkSnapshot *snapshot, int scale)
{
  if (self->renderer == NULL)
    return;
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (-self->view.x / (float) scale,
                                               -self->view.y / (float) scale,
                                               self->page.width / (float) scale,
                                               self->page.height / (float) scale));
  for (guint i = 0; i < self->tiles->len; i++)
    {
      const Tile *tile = &g_array_index (self->tiles, Tile, i);
      GdkTexture *texture = tile->exact != NULL ? tile->exact : tile->stand_in;

      if (texture != NULL)
        place (self, snapshot, texture, (double) tile->tx * RECTO_TILE_SIZE,
               (double) tile->ty * RECTO_TILE_SIZE, RECTO_TILE_SIZE, RECTO_TILE_SIZE, scale);
      else
        place_stand_ins (self, snapshot, tile, scale);
    }
  gtk_snapshot_pop (snapshot);
}

/* recto-tile-store.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-tile-store.h"
#include "recto-tile-workers.h"

#define DEFAULT_LIMIT ((gsize) 256 << 20)
#define TILE_BYTES ((gsize) RECTO_TILE_SIZE * RECTO_TILE_SIZE * 4)

typedef struct
{
  char *key;
  RectoProjection projection;
  int tx;
  int ty;
  GdkTexture *texture;
  GList link; /* in the order of use, the latest first */
} Entry;

static GHashTable *entries;
static GQueue order = G_QUEUE_INIT;
static gsize limit = DEFAULT_LIMIT;

gboolean
recto_projection_equal (const RectoProjection *a, const RectoProjection *b)
{
  return a->zoom == b->zoom && a->quarter_turns == b->quarter_turns && a->mirrored == b->mirrored;
}

static guint
entry_hash (gconstpointer data)
{
  const Entry *entry = data;
  guint hash = g_str_hash (entry->key) ^ g_double_hash (&entry->projection.zoom);

  hash = hash * 31 + entry->projection.quarter_turns * 2 + (entry->projection.mirrored != FALSE);
  return (hash * 31 + (guint) entry->tx) * 31 + (guint) entry->ty;
}

static gboolean
entry_equal (gconstpointer one, gconstpointer other)
{
  const Entry *a = one;
  const Entry *b = other;

  return a->tx == b->tx && a->ty == b->ty && recto_projection_equal (&a->projection, &b->projection)
         && g_str_equal (a->key, b->key);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->texture);
  g_free (entry->key);
  g_free (entry);
}

static void
trim (void)
{
  while (order.length * TILE_BYTES > limit)
    {
      GList *last = g_queue_peek_tail_link (&order);

      g_queue_unlink (&order, last);
      g_hash_table_remove (entries, last->data);
    }
}

void
recto_tile_store_set_limit (gsize bytes)
{
  limit = bytes;
  trim ();
}

gsize
recto_tile_store_get_bytes (void)
{
  return order.length * TILE_BYTES;
}

GdkTexture *
recto_tile_store_lookup (const char *key, const RectoProjection *projection, int tx, int ty)
{
  Entry wanted = { .key = (char *) key, .projection = *projection, .tx = tx, .ty = ty };
  Entry *entry;

  if (entries == NULL)
    return NULL;
  entry = g_hash_table_lookup (entries, &wanted);
  if (entry == NULL)
    return NULL;
  g_queue_unlink (&order, &entry->link);
  g_queue_push_head_link (&order, &entry->link);
  return entry->texture;
}

/* Called by the workers' idle source for each finished tile. */
void
recto_tile_store_keep (const char *key, const RectoProjection *projection, int tx, int ty,
                       GdkTexture *texture)
{
  Entry *entry;

  if (entries == NULL)
    entries = g_hash_table_new_full (entry_hash, entry_equal, NULL, entry_free);
  if (recto_tile_store_lookup (key, projection, tx, ty) != NULL)
    return;
  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->projection = *projection;
  entry->tx = tx;
  entry->ty = ty;
  entry->texture = g_object_ref (texture);
  entry->link.data = entry;
  g_hash_table_add (entries, entry);
  g_queue_push_head_link (&order, &entry->link);
  trim ();
}

void
recto_tile_coarse_projection (RectoRenderer *renderer, const RectoProjection *projection,
                              guint size, RectoProjection *coarse, int *width, int *height)
{
  guint page_width, page_height;

  recto_scene_get_page_size (recto_renderer_get_scene (renderer), &page_width, &page_height);
  *coarse = *projection;
  coarse->zoom = MIN (1.0, (double) size / MAX (page_width, page_height));
  recto_projection_get_size (coarse, page_width, page_height, width, height);
}

GdkTexture *
recto_tile_render_coarse (RectoRenderer *renderer, const RectoProjection *projection, guint size)
{
  g_autoptr (GBytes) bytes = NULL;
  RectoProjection coarse;
  RectoRect region = { 0, 0, 0, 0 };
  guint8 *pixels;

  recto_tile_coarse_projection (renderer, projection, size, &coarse, &region.width, &region.height);
  pixels = g_malloc0_n ((gsize) region.width * 4, (gsize) region.height);
  recto_renderer_render_bgra (renderer, &coarse, &region, NULL, pixels, (gsize) region.width * 4);
  bytes = g_bytes_new_take (pixels, (gsize) region.width * 4 * (gsize) region.height);
  return gdk_memory_texture_new (region.width, region.height, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize) region.width * 4);
}

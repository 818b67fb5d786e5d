/* recto-tile-store.h: rendered tiles, kept and made
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One store serves all canvases: a cache of textures bounded in bytes (least recently used goes first) and a pool of worker threads. A
 * tile is RECTO_TILE_SIZE device pixels square and named by what is drawn (the renderer's key), the projection (zoom is in device pixels, so the
 * scale factor of the screen is in it) and its place. Each client has one list of tiles it wants; a new list replaces the old one at once, and what
 * is being rendered for nothing is cancelled. Main thread.
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-renderer.h"

G_BEGIN_DECLS

#define RECTO_TILE_SIZE 512

typedef enum
{
  RECTO_TILE_EXACT,
  RECTO_TILE_COARSE, /* the whole page, small: a stand-in, not kept in the cache */
} RectoTileKind;

typedef struct
{
  RectoTileKind kind;
  int tx;
  int ty;
  guint rank; /* small first; compared between clients */
} RectoTileAsk;

typedef struct _RectoTileClient RectoTileClient;

typedef void (*RectoTileArrived) (gpointer data, const char *key, const RectoProjection *projection,
                                  const RectoTileAsk *ask, GdkTexture *texture);

RectoTileClient *recto_tile_client_new (RectoTileArrived arrived, gpointer data);
/* Nothing arrives any more; what is rendered for it is cancelled. */
void recto_tile_client_free (RectoTileClient *self);

/* Replaces the list of wanted tiles. renderer may be NULL with no asks. */
void recto_tile_client_request (RectoTileClient *self, RectoRenderer *renderer,
                                const RectoProjection *projection, const RectoTileAsk *asks,
                                guint n_asks);

/* A kept tile, or NULL; borrowed. Marks it as used. */
GdkTexture *recto_tile_store_lookup (const char *key, const RectoProjection *projection, int tx,
                                     int ty);

void recto_tile_store_set_limit (gsize bytes);
gsize recto_tile_store_get_bytes (void);

/* The projection of the whole page in the orientation of projection, at most size pixels long. */
void recto_tile_coarse_projection (RectoRenderer *renderer, const RectoProjection *projection,
                                   guint size, RectoProjection *coarse, int *width, int *height);
/* Renders the coarse page in the calling thread. */
GdkTexture *recto_tile_render_coarse (RectoRenderer *renderer, const RectoProjection *projection,
                                      guint size);

gboolean recto_projection_equal (const RectoProjection *a, const RectoProjection *b);

G_END_DECLS

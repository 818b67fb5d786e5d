/* recto-tile-layer.h: one renderer's picture, cut to what is visible
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds the visible tiles and, while exact ones are outstanding, what stands in for them: the tile that was there before (another recipe), the
 * last zoom's tiles scaled, the whole page coarse. Knows no widget. Main thread.
 */

#pragma once

#include "recto-tile-store.h"

G_BEGIN_DECLS

typedef struct _RectoTileLayer RectoTileLayer;

/* changed: a tile arrived. */
RectoTileLayer *recto_tile_layer_new (GCallback changed, gpointer data);
void recto_tile_layer_free (RectoTileLayer *self);

/* Drops every stand-in: another page comes. */
void recto_tile_layer_forget (RectoTileLayer *self);

/* What is to be seen: view is in plane pixels. NULL renderer: nothing. */
void recto_tile_layer_set_target (RectoTileLayer *self, RectoRenderer *renderer,
                                  const RectoProjection *projection, const RectoRect *view);
gboolean recto_tile_layer_is_settled (RectoTileLayer *self);
RectoRenderer *recto_tile_layer_get_renderer (RectoTileLayer *self);

/* Places the tiles; (0, 0) is the view's upper left. scale: device pixels per unit. */
void recto_tile_layer_snapshot (RectoTileLayer *self, GtkSnapshot *snapshot, int scale);

G_END_DECLS

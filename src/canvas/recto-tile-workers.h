/* recto-tile-workers.h: what the workers hand to the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-tile-store.h"

/* Longest side of the coarse page. */
#define RECTO_COARSE_SIZE 512

void recto_tile_store_keep (const char *key, const RectoProjection *projection, int tx, int ty,
                            GdkTexture *texture);

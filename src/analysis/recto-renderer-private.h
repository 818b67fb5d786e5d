/* recto-renderer-private.h: shared by the renderer and its composing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-renderer.h"

/* One exposure's part of a region, sampled and with its recipe run. */
typedef struct
{
  guint8 *data;     /* rows without padding */
  guint8 *coverage; /* 255 or 0 per pixel */
  guint channels;
  guint depth;
} RectoPart;

/* What composing needs to know of a region. */
typedef struct
{
  const RectoComposition *composition;
  RectoRect region;
  RectoMatrix3 plane_to_page; /* plane pixel centres (integer indices) to page coordinates */
  double zoom;
} RectoFrame;

/* Composes a and b into out (channels 1 or 3, depth the deeper of both) and cover. Modes that use one exposure do not come here. */
void recto_compose (const RectoFrame *frame, const RectoPart *a, const RectoPart *b, guint channels,
                    guint depth, guint8 *out, guint8 *cover);
/* Three parts to red, green and blue. */
void recto_compose_rgb (const RectoFrame *frame, const RectoPart *const parts[3], guint depth,
                        guint8 *out, guint8 *cover);

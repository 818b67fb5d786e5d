/* recto-renderer-private.h: shared by the renderer, its runs and its composing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A run goes over a region in blocks small enough for the cache. For each block: the places where A and B are seen (modes
 * that choose by place), the sampling of what is needed, the recipe, the lift to common channels and depth, and row by row the
 * composing.
 */

#pragma once

#include "recto-recipe-private.h"
#include "recto-renderer.h"

G_BEGIN_DECLS

/* One exposure made ready. */
typedef struct
{
  RectoPyramid *stored;  /* NULL: not loaded */
  RectoPyramid *pyramid; /* what the recipe's steps of scope PICTURE made of it; NULL as well */
  RectoRecipe *rest;     /* what the runner runs */
  RectoRecipeRunner *runner;
  RectoMatrix3 page_to_exposure;
  guint channels; /* of pyramid */
  guint depth;
  guint output_channels;
} RectoSource;

struct _RectoRenderer
{
  gatomicrefcount ref_count;
  RectoScene *scene;
  GArray *sources; /* RectoSource */
  char *key;
};

/* One exposure's part of a block, lifted to what the mode composes. Rows of rect without padding. */
typedef struct
{
  RectoRect rect;         /* in the plane; may be less than the block, or empty */
  const guint8 *data;
  const guint8 *coverage; /* 255 or 0 per pixel of rect */
  gboolean whole;         /* every pixel of rect is covered */
} RectoPart;

#define RECTO_SHARE_ALL 65536

/* How much of B is seen at each pixel of a block, 0 to RECTO_SHARE_ALL. */
typedef struct
{
  guint32 *shares; /* rows of block->width */
  RectoRect need_a;
  RectoRect need_b;
} RectoPlaces;

gboolean recto_mode_has_places (RectoMode mode);
/* plane_to_page: from pixel centres (integer indices) to page coordinates. */
void recto_places_fill (RectoPlaces *self, const RectoComposition *composition,
                        const RectoMatrix3 *plane_to_page, const RectoRect *block);

/* What composing a row needs. */
typedef struct
{
  const RectoComposition *composition;
  const RectoPart *parts; /* A and B, or R, G and B */
  guint n_parts;
  const RectoPlaces *places;
  RectoRect block;
  guint channels; /* of the result */
  guint depth;
} RectoComposer;

/* Row y of the block; out gets channels × depth / 8 bytes per pixel, cover 255 or 0. Not covered is 0. */
void recto_compose_row (const RectoComposer *self, int y, guint8 *out, guint8 *cover);

/* Sets uncovered pixels of bytes each to 0. */
void recto_compose_clear (const guint8 *cover, gsize n, gsize bytes, guint8 *out);

/* n pixels as opaque 32-bit words for the screen. */
void recto_pack (const guint8 *in, guint channels, guint depth, gsize n, guint32 *out);

/* From channels_in at depth_in to channels_out at depth_out (never less deep); three to one is luminance. */
void recto_lift (const guint8 *in, guint channels_in, guint depth_in, guint8 *out, guint channels_out,
                 guint depth_out, gsize n);

/* Lets n pixels of a row that begins at (x, y) of the output plane be seen over a checker as opaque as alpha says. pixels:
 * 32-bit words of alpha, red, green, blue, 0 where there is no picture. */
void recto_checker_show (const guint8 *alpha, gsize n, int x, int y, guint32 *pixels);

G_END_DECLS

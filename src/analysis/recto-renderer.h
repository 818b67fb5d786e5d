/* recto-renderer.h: the one function that renders Scenes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The view plane: the page is mirrored, then turned by quarter turns clockwise, then enlarged by zoom, so that the page's
 * picture fills [0, W·zoom) × [0, H·zoom) of the plane (W and H change places for odd turns). Plane pixel (u, v)
 * covers [u, u+1) × [v, v+1). The plane does not depend on where one looks, so tiles of it can be kept. For each
 * pixel: resample each exposure through its registration, run its recipe, compose. The result does not depend on the split into
 * regions or on threads.
 *
 * A renderer holds a scene and its pictures ready (tables, inverses). Reference-counted, immutable: any thread, many at once.
 */

#pragma once

#include <gio/gio.h>
#include "recto-pyramid.h"
#include "recto-scene.h"

G_BEGIN_DECLS

typedef struct
{
  double zoom;         /* plane (device) pixels per page pixel, > 0 */
  guint quarter_turns; /* 0 to 3, clockwise */
  gboolean mirrored;   /* left-right, before turning */
} RectoProjection;

/* Page pixel coordinates (centres at integers) to plane coordinates (corner at 0), and back. */
void recto_projection_get_matrix (const RectoProjection *self, double page_width,
                                  double page_height, RectoMatrix3 *page_to_plane);
/* Size of the page's picture in the plane, rounded up. */
void recto_projection_get_size (const RectoProjection *self, double page_width, double page_height,
                                int *width, int *height);

#define RECTO_TYPE_RENDERER (recto_renderer_get_type ())
typedef struct _RectoRenderer RectoRenderer;
GType recto_renderer_get_type (void);

/* pyramids: one per exposure of the scene, borrowed array, references are taken; NULL entries are exposures that are not
 * loaded (drawn as not covered). */
RectoRenderer *recto_renderer_new (RectoScene *scene, RectoPyramid *const *pyramids);
/* The same, and slow only in recto_renderer_prepare(): recipes with steps of scope PICTURE (or numbers not drawn yet) are worked out there, and kept, in any
 * thread. is_prepared: recto_renderer_new() would be quick. new_coarse is quick in any case: where a recipe is not worked out it
 * shows a coarse picture of what will come. Errors as of recto_derive(). */
gboolean recto_renderer_prepare (RectoScene *scene, RectoPyramid *const *pyramids, GCancellable *cancellable, GError **error);
gboolean recto_renderer_is_prepared (RectoScene *scene, RectoPyramid *const *pyramids);
RectoRenderer *recto_renderer_new_coarse (RectoScene *scene, RectoPyramid *const *pyramids);
/* One exposure of self alone: a scene with this exposure and nothing else, so that its key does not change with the others'. */
RectoRenderer *recto_renderer_new_single (const RectoRenderer *self, guint exposure);
RectoRenderer *recto_renderer_ref (RectoRenderer *self);
void recto_renderer_unref (RectoRenderer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoRenderer, recto_renderer_unref)

RectoScene *recto_renderer_get_scene (const RectoRenderer *self); /* borrowed */
/* Names what is drawn: scene hash and which pictures are loaded. Equal keys give equal pixels. */
const char *recto_renderer_get_key (const RectoRenderer *self);

/* Renders region of the plane into a new image: grey when all exposures shown come out grey and the mode keeps it, otherwise
 * RGB; depth the largest of the exposures shown. Alpha: 255 (65535) where there is a picture, 0 elsewhere; no alpha plane when all
 * is covered. Side by side and blink render A or B as the composition says (side by side: A). */
RectoImage *recto_renderer_render (const RectoRenderer *self, const RectoProjection *projection,
                                   const RectoRect *region, GCancellable *cancellable,
                                   GError **error);

/* The same as 8-bit premultiplied BGRA (GDK_MEMORY_DEFAULT, Cairo ARGB32 on little endian), the last step to the screen: 16-bit samples
 * are rounded v / 257; not covered is transparent. Where one exposure is shown and its picture is transparent, a neutral checker (recto-checker.c) is
 * seen through it, here and nowhere else. out has region->height rows of stride bytes. FALSE when cancelled. */
gboolean recto_renderer_render_bgra (const RectoRenderer *self, const RectoProjection *projection,
                                     const RectoRect *region, GCancellable *cancellable,
                                     guint8 *out, gsize stride);

/* Samples of one exposure at a page position, as seen: stored[] before, seen[] after its recipe (n channels each, full depth). FALSE
 * outside the exposure, and while only a preview of it is there. */
gboolean recto_renderer_pick (const RectoRenderer *self, guint exposure, RectoPoint page,
                              guint *depth, guint *stored_channels, guint stored[3],
                              guint *seen_channels, guint seen[3]);

G_END_DECLS

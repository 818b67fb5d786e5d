/* recto-pyramid-load.h: from file to pyramid, with something to look at meanwhile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The levels are built while rows arrive, on another core where there is one. Synchronous; meant for a worker.
 */

#pragma once

#include <gio/gio.h>
#include "recto-image-load.h"
#include "recto-pyramid.h"

G_BEGIN_DECLS

/* A better preview than the one before: never fewer pixels of the picture. preview is borrowed. Called in the decoding thread or
 * one beside it, never twice at a time and never after the loading function has returned. */
typedef void (*RectoPyramidPreview) (RectoPyramid *preview, gpointer user_data);

/* As recto_image_load_bytes(), and the same bytes in every level as recto_pyramid_new(). callback may be NULL; it is called
 * about every 150 ms, and for a large JPEG as soon as the picture reduced to an eighth is there. */
RectoPyramid *recto_pyramid_load_bytes (GBytes *bytes, const RectoImageLoadOptions *options,
                                        RectoPyramidPreview callback, gpointer callback_data,
                                        GCancellable *cancellable, GError **error);

G_END_DECLS

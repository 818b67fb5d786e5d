/* recto-loupe.h: A and B under the pointer, enlarged with nearest neighbour
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_LOUPE (recto_loupe_get_type ())
G_DECLARE_FINAL_TYPE (RectoLoupe, recto_loupe, RECTO, LOUPE, GtkBox)

/* Signal "reference-changed" (): the place that colours are compared with was set, or cleared (also by another page). */

GtkWidget *recto_loupe_new (void);
void recto_loupe_set_session (RectoLoupe *self, RectoSession *session);
void recto_loupe_set_pointer (RectoLoupe *self, RectoPoint page, gboolean inside);

/* The place last under the pointer becomes the reference; FALSE when there was none yet. */
gboolean recto_loupe_set_reference_here (RectoLoupe *self);
void recto_loupe_clear_reference (RectoLoupe *self);
gboolean recto_loupe_get_reference (RectoLoupe *self, RectoPoint *page); /* FALSE: none */

/* The picture of renderer about page, enlarged, width × height device pixels; NULL outside. */
GdkTexture *recto_loupe_render (RectoRenderer *renderer, RectoPoint page, double zoom, int width, int height);

G_END_DECLS

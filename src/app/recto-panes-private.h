/* recto-panes-private.h: what the recto-panes*.c files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-panes.h"

G_BEGIN_DECLS

typedef struct
{
  RectoPanes *owner;
  guint index;
  GtkWidget *overlay;
  RectoCanvas *canvas;
  GtkWidget *badges[2]; /* A and B */
  GtkWidget *original;  /* said while the untouched picture is shown */
  RectoMode mode;       /* that the badges stand for */
} RectoPane;

/* Room for the tools at the left of the first pane. */
#define BESIDE_TOOLS 60

gboolean recto_pane_place_badge_cb (GtkOverlay *overlay, GtkWidget *widget, GdkRectangle *place,
                                    RectoPane *pane);

void recto_pane_add_original (RectoPane *pane);

/* recto-panes-surround.c */
void recto_pane_follow_style (RectoCanvas *canvas);
void recto_pane_accept_exposures (RectoPane *pane);
/* The bar at the foot is drawn where the page's scale is known; own_pixels: the pane does not show page coordinates. */
void recto_pane_follow_scale (RectoPane *pane, gboolean own_pixels);
/* The lens's ring has the colour of B's light. */
void recto_pane_colour_lens (RectoPane *pane, RectoExposureItem *b);
/* One picture in its own pixels, as it is aligned by hand. NULL: not loaded. */
RectoRenderer *recto_pane_new_alone (RectoExposureItem *item);
/* Half-width of the band around marks: the stated error of B; 0: none. */
double recto_pane_error_band (RectoExposureItem *b);
RectoSession *recto_panes_get_session (RectoPanes *self);

G_END_DECLS

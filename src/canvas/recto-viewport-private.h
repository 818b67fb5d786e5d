/* recto-viewport-private.h: what panes tell the viewport they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-viewport.h"

/* Device pixels kept free around a page that is fitted. */
#define RECTO_FIT_MARGIN 24

/* A pane's size in device pixels; the page is fitted to the smallest of all panes, so that it is whole in each.
 * A size of 0 takes the pane out. */
void recto_viewport_set_pane_size (RectoViewport *self, gpointer pane, int width, int height,
                                   int margin_x, int margin_y);

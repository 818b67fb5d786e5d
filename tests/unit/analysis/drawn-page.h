/* drawn-page.h: pages drawn by cairo in two lights, with a planted transform
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture is drawn straight in the moved frame, so that nothing of the code under test takes part in the truth. In
 * "ultraviolet" the paper is dark, faint print keeps its place with little contrast, the portrait is gone
 * and lines and fibres glow that white light does not show.
 */

#pragma once

#include "recto-image.h"

G_BEGIN_DECLS

/* The page is DRAWN_WIDTH × DRAWN_HEIGHT pixels at scale 1: a TD3 page at 200 dpi. */
#define DRAWN_WIDTH 984
#define DRAWN_HEIGHT 692

typedef struct
{
  guint32 seed;   /* of the page: two seeds are two pages */
  gboolean uv;
  double noise;   /* standard deviation in levels */
  double bend;    /* pixels by which the right third is pushed down */
  double scale;   /* picture size; of a reference and the moving picture alike unless they differ in resolution */
  RectoMatrix3 transform; /* this picture's pixels to the page at scale 1 */
} DrawnPage;

RectoImage *drawn_page_new (const DrawnPage *page);

/* A turn about the middle of the page at scale 1, with a scale and a shift. */
RectoMatrix3 drawn_page_move (double degrees, double scale, double dx, double dy);

G_END_DECLS

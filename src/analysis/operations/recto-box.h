/* recto-box.h: sums over the square around each pixel, in integers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Column sums slide from row to row, and a sum over them along the row, so that the cost does not grow with the square. Edges repeat.
 */

#pragma once

#include "recto-operation.h"

G_BEGIN_DECLS

/* Sums of squares of 16-bit samples, times the number of samples, stay below 2⁶³. */
#define RECTO_BOX_MAX_RADIUS 20

typedef struct
{
  const RectoPixels *in;
  guint radius;
  gint64 at;        /* the row that the column sums stand at; -1: none */
  guint32 *columns;
  guint64 *squares;
} RectoBox;

void recto_box_init (RectoBox *self, const RectoPixels *in, guint radius);
void recto_box_clear (RectoBox *self);

/* Sums of samples and of their squares for row y, width × channels of each. Rows one after the other are quick. */
void recto_box_row (RectoBox *self, guint y, guint32 *sums, guint64 *squares);

/* Along a row of n samples that stand step apart from their neighbours. */
void recto_box_along (const guint32 *values, gsize n, guint step, guint radius, guint32 *sums);

G_END_DECLS

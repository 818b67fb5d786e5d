/* recto-spread.h: how the colours of a region lie: mean, covariance, main axes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sums are whole numbers, so that they are the same in any order. Any thread.
 */

#pragma once

#include "recto-lab.h"
#include "recto-operation.h"

G_BEGIN_DECLS

/* In shares of the range (0 to 1); with lab in hundredths of L*, a*, b*, to 1/256 of a unit. Grey fills the first of each alone, the others are 0. */
typedef struct
{
  double mean[3];
  double covariance[6]; /* 00 01 02 11 12 22 */
} RectoSpread;

/* lab NULL: of the stored samples. FALSE when cancelled. */
gboolean recto_spread_draw (RectoSpread *self, const RectoPixels *in, const RectoRect *region, const RectoLab *lab, RectoWork *work);

/* Eigenvalues of a symmetric matrix, falling, none below 0, and their unit vectors (rows) by Jacobi's rotations (C. G. J. Jacobi, 1846): only + − × ÷
 * and square roots in a fixed order. The largest entry of a vector is positive. */
void recto_spread_axes (const double *covariance, double *values, double vectors[3][3]);

/* x where matrix x = b, for a symmetric positive definite matrix (Cramer's rule). FALSE when it has no answer. */
gboolean recto_spread_solve (const double *matrix, const double *b, double *x);

G_END_DECLS

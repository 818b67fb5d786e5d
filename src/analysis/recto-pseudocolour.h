/* recto-pseudocolour.h: what the colours of a pseudocolour step mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any thread.
 */

#pragma once

#include "recto-operation.h"

G_BEGIN_DECLS

/* The colours of n values from black to white, evenly apart, by the parameters of a step of the operation “pseudocolour”: rgb takes 3 × n bytes. n at least 2. */
void recto_pseudocolour_legend (const double *values, guint n, guint8 *rgb);

G_END_DECLS

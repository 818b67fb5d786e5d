/* recto-blur.h: Gaussian smoothing in integers, for the operations that need it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weights are integers of sum 65536, cut at three standard deviations; each row is summed down the columns, then along the row, so that no picture
 * of intermediate results is needed. Edges repeat. Any thread; a row depends on the input alone.
 */

#pragma once

#include "recto-operation.h"

G_BEGIN_DECLS

typedef struct
{
  guint radius;
  guint32 *weights; /* radius + 1 of them, the middle first */
} RectoBlur;

/* sigma in pixels, > 0 and at most 100; recto-smooth.h goes further and faster. */
void recto_blur_init (RectoBlur *self, double sigma);
void recto_blur_clear (RectoBlur *self);

/* Row y of in, smoothed: width × channels values. 8-bit samples come with 8 binary places (0 to 65280), 16-bit ones as they are. scratch: (width + 2 ×
 * radius) × channels values. */
void recto_blur_row (const RectoBlur *self, const RectoPixels *in, guint y, guint16 *scratch, guint16 *out);
gsize recto_blur_get_scratch (const RectoBlur *self, const RectoPixels *in); /* values */

G_END_DECLS

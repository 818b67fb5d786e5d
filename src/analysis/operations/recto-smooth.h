/* recto-smooth.h: Gaussian smoothing of any width, for the operations that need it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Up to a standard deviation of 16 px this is recto-blur.h. Beyond, the picture is first made smaller by a power of two, by the mean of blocks,
 * then smoothed with what is left to do (8 to 16 px), and read between its samples by straight lines; the widths of the blocks and of the lines
 * count for what they smooth. Integers throughout; edges repeat. Rows are computed as they are asked for, so that no second
 * picture of full size is held.
 */

#pragma once

#include "recto-blur.h"

G_BEGIN_DECLS

#define RECTO_SMOOTH_MAX_SIGMA 200

/* What is done to the small picture before it is smoothed. */
typedef enum
{
  RECTO_SMOOTH_ONLY,
  RECTO_SMOOTH_CLOSED, /* what is darker than its surroundings and narrower than twice the standard deviation is filled */
  RECTO_SMOOTH_OPENED, /* what is lighter … is cut off */
} RectoSmoothKind;

typedef struct
{
  RectoBlur blur;
  const RectoPixels *in;
  guint factor;    /* 1: blur alone */
  guint16 *small;  /* smoothed, in the units of recto_blur_row () */
  guint width;     /* of small */
  guint height;
} RectoSmooth;

/* sigma in pixels of in, > 0 and at most RECTO_SMOOTH_MAX_SIGMA. Every kind but ONLY goes by way of the small picture, of which sigma is at least 4
 * samples (a factor of 1 if need be). FALSE when cancelled or without memory; then self is empty. in must stay. */
gboolean recto_smooth_init (RectoSmooth *self, const RectoPixels *in, double sigma, RectoSmoothKind kind, RectoWork *work);
void recto_smooth_clear (RectoSmooth *self);

/* Row y: width × channels values as recto_blur_row () gives them. Any thread; scratch is as long as it says, in values. */
void recto_smooth_row (const RectoSmooth *self, guint y, guint16 *scratch, guint16 *out);
gsize recto_smooth_get_scratch (const RectoSmooth *self);

G_END_DECLS

/* recto-fft.h: the Fourier transform of a square, with the same bits everywhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FFTW chooses its plan and instructions by the machine, and with them the order of its additions, so that last bits may differ. What is
 * derived here goes into pictures whose bytes are hashed and into numbers that are stored, so this is a radix-2 transform of its own (J. W. Cooley
 * and J. W. Tukey, 1965) in IEEE doubles of a fixed order: eight columns side by side, where each is summed as it would be alone.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint side;       /* a power of two, 16 to 512 */
  guint *reversed;  /* the order that the samples are taken in */
  double *cosine;   /* of 2π k / side, k below side / 2 */
  double *sine;
  double *columns;  /* scratch */
  double *apart;
} RectoFft;

/* One per thread. */
void recto_fft_init (RectoFft *self, guint side);
void recto_fft_clear (RectoFft *self);

/* Σ z exp (−2πi (kx + ly) / side) in place, side × side, not scaled. For the inverse give im and re in each other's place, and
 * divide by side². */
void recto_fft_run (RectoFft *self, double *re, double *im);

G_END_DECLS

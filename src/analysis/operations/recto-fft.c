/* recto-fft.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-fft.h"

#include "recto-cpu.h"
#include "recto-operations.h"

/* Columns side by side. */
#define WIDE 8

void
recto_fft_init (RectoFft *self, guint side)
{
  guint bits = (guint) g_bit_storage (side) - 1;

  g_assert (side >= 16 && side <= 512 && (side & (side - 1)) == 0);
  self->side = side;
  self->reversed = g_new (guint, side);
  self->cosine = g_new (double, side / 2);
  self->sine = g_new (double, side / 2);
  self->columns = g_new (double, 2 * WIDE * side);
  for (guint i = 0; i < side; i++)
    {
      guint r = 0;

      for (guint b = 0; b < bits; b++)
        r |= ((i >> b) & 1) << (bits - 1 - b);
      self->reversed[i] = r;
    }
  for (guint k = 0; k < side / 2; k++)
    recto_exact_sine (360.0 * k / side, &self->sine[k], &self->cosine[k]);
}

void
recto_fft_clear (RectoFft *self)
{
  g_clear_pointer (&self->reversed, g_free);
  g_clear_pointer (&self->cosine, g_free);
  g_clear_pointer (&self->sine, g_free);
  g_clear_pointer (&self->columns, g_free);
}

/* Eight columns that were taken in reversed order. */
RECTO_LOOP void
stages_body (const RectoFft *self, double *restrict re, double *restrict im)
{
  guint side = self->side;

  for (guint half = 1; half < side; half *= 2)
    for (guint k = 0; k < half; k++)
      {
        double c = self->cosine[k * (side / 2 / half)], s = -self->sine[k * (side / 2 / half)];

        for (guint j = k; j < side; j += 2 * half)
          {
            double *re_a = re + WIDE * j, *re_b = re + WIDE * (j + half);
            double *im_a = im + WIDE * j, *im_b = im + WIDE * (j + half);

            for (guint l = 0; l < WIDE; l++)
              {
                double re_turned = re_b[l] * c - im_b[l] * s;
                double im_turned = re_b[l] * s + im_b[l] * c;

                re_b[l] = re_a[l] - re_turned;
                im_b[l] = im_a[l] - im_turned;
                re_a[l] = re_a[l] + re_turned;
                im_a[l] = im_a[l] + im_turned;
              }
          }
      }
}
RECTO_DEFINE_FORMS (stages, (const RectoFft *self, double *re, double *im), (self, re, im))

static void
transform_columns (RectoFft *self, double *re, double *im)
{
  guint side = self->side;
  double *column_re = self->columns, *column_im = self->columns + WIDE * side;

  for (guint x = 0; x < side; x += WIDE)
    {
      for (guint y = 0; y < side; y++)
        for (guint l = 0; l < WIDE; l++)
          {
            column_re[WIDE * y + l] = re[self->reversed[y] * side + x + l];
            column_im[WIDE * y + l] = im[self->reversed[y] * side + x + l];
          }
      stages (self, column_re, column_im);
      for (guint y = 0; y < side; y++)
        for (guint l = 0; l < WIDE; l++)
          {
            re[y * side + x + l] = column_re[WIDE * y + l];
            im[y * side + x + l] = column_im[WIDE * y + l];
          }
    }
}

static void
transpose (double *values, guint side)
{
  for (guint top = 0; top < side; top += WIDE)
    for (guint left = top; left < side; left += WIDE)
      for (guint y = top; y < top + WIDE; y++)
        for (guint x = left == top ? y + 1 : left; x < left + WIDE; x++)
          {
            double kept = values[y * side + x];

            values[y * side + x] = values[x * side + y];
            values[x * side + y] = kept;
          }
}

void
recto_fft_run (RectoFft *self, double *re, double *im)
{
  transform_columns (self, re, im);
  transpose (re, self->side);
  transpose (im, self->side);
  transform_columns (self, re, im);
  transpose (re, self->side);
  transpose (im, self->side);
}

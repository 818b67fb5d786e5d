/* recto-fft.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-fft.h"

#include <string.h>
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
  self->apart = g_new (double, 2 * (gsize) (side + WIDE) * side);
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
  g_clear_pointer (&self->apart, g_free);
}

/* Eight samples at once, wherever they lie. Where the processor has no such registers the compiler takes narrower ones; sums stay the same. */
typedef double Wide __attribute__ ((vector_size (WIDE * sizeof (double)), aligned (sizeof (double))));

/* Eight columns that were taken in reversed order. */
RECTO_LOOP void
stages_body (const RectoFft *self, double *re, double *im)
{
  guint side = self->side;

  for (guint half = 1; half < side; half *= 2)
    for (guint k = 0; k < half; k++)
      {
        double c = self->cosine[k * (side / 2 / half)], s = -self->sine[k * (side / 2 / half)];

        for (guint j = k; j < side; j += 2 * half)
          {
            Wide *re_a = (Wide *) (re + WIDE * j), *re_b = (Wide *) (re + WIDE * (j + half));
            Wide *im_a = (Wide *) (im + WIDE * j), *im_b = (Wide *) (im + WIDE * (j + half));
            Wide re_turned = *re_b * c - *im_b * s;
            Wide im_turned = *re_b * s + *im_b * c;
            Wide re_kept = *re_a, im_kept = *im_a;

            *re_b = re_kept - re_turned;
            *im_b = im_kept - im_turned;
            *re_a = re_kept + re_turned;
            *im_a = im_kept + im_turned;
          }
      }
}
RECTO_DEFINE_FORMS (stages, (const RectoFft *self, double *re, double *im), (self, re, im))

/* In a square of a power of two all samples of a column fall on few places of the cache. Between the two passes the rows lie a little
 * further apart. */
static void
transform_rows (RectoFft *self, const double *re, const double *im)
{
  guint side = self->side, pitch = side + WIDE;
  double *column_re = self->columns, *column_im = self->columns + WIDE * side;
  double *apart_re = self->apart, *apart_im = self->apart + (gsize) pitch * side;

  for (guint y = 0; y < side; y += WIDE)
    {
      for (guint l = 0; l < WIDE; l++)
        for (guint x = 0; x < side; x++)
          {
            column_re[WIDE * self->reversed[x] + l] = re[(y + l) * side + x];
            column_im[WIDE * self->reversed[x] + l] = im[(y + l) * side + x];
          }
      stages (self, column_re, column_im);
      for (guint l = 0; l < WIDE; l++)
        for (guint x = 0; x < side; x++)
          {
            apart_re[(y + l) * pitch + x] = column_re[WIDE * x + l];
            apart_im[(y + l) * pitch + x] = column_im[WIDE * x + l];
          }
    }
}

static void
transform_columns (RectoFft *self, double *re, double *im)
{
  guint side = self->side, pitch = side + WIDE;
  double *column_re = self->columns, *column_im = self->columns + WIDE * side;
  double *apart_re = self->apart, *apart_im = self->apart + (gsize) pitch * side;

  for (guint x = 0; x < side; x += WIDE)
    {
      for (guint y = 0; y < side; y++)
        {
          *(Wide *) (column_re + WIDE * self->reversed[y]) = *(const Wide *) (apart_re + y * pitch + x);
          *(Wide *) (column_im + WIDE * self->reversed[y]) = *(const Wide *) (apart_im + y * pitch + x);
        }
      stages (self, column_re, column_im);
      for (guint y = 0; y < side; y++)
        {
          *(Wide *) (apart_re + y * pitch + x) = *(const Wide *) (column_re + WIDE * y);
          *(Wide *) (apart_im + y * pitch + x) = *(const Wide *) (column_im + WIDE * y);
        }
    }
  for (guint y = 0; y < side; y++)
    {
      memcpy (re + y * side, apart_re + y * pitch, sizeof (double) * side);
      memcpy (im + y * side, apart_im + y * pitch, sizeof (double) * side);
    }
}

void
recto_fft_run (RectoFft *self, double *re, double *im)
{
  transform_rows (self, re, im);
  transform_columns (self, re, im);
}

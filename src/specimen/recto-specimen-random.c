/* recto-specimen-random.c: numbers that are the same for the same seed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

void
recto_random_init (RectoRandom *self, guint32 seed, guint stream)
{
  self->state = 0;
  self->increment = ((guint64) stream << 1) | 1;
  recto_random_next (self);
  self->state += seed;
  recto_random_next (self);
}

guint32
recto_random_next (RectoRandom *self)
{
  guint64 old = self->state;
  guint32 shifted = (guint32) (((old >> 18) ^ old) >> 27);
  guint turn = (guint) (old >> 59);

  self->state = old * G_GUINT64_CONSTANT (6364136223846793005) + self->increment;
  return (shifted >> turn) | (shifted << ((32 - turn) & 31));
}

double
recto_random_range (RectoRandom *self, double low, double high)
{
  return low + (high - low) * (recto_random_next (self) / 4294967296.0);
}

guint
recto_random_below (RectoRandom *self, guint bound)
{
  return (guint) (((guint64) recto_random_next (self) * bound) >> 32);
}

/* recto-lab.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-lab.h"
#include "recto-operations.h"

#define CUBE_STEPS 16384
#define GAMMA_STEPS 16384

struct _RectoLab
{
  double cube[CUBE_STEPS + 2];   /* cube roots of i / CUBE_STEPS */
  double gamma[GAMMA_STEPS + 2]; /* sRGB of linear i / GAMMA_STEPS */
  double linear[];               /* of every sample */
};

static double
srgb_of_linear (double v)
{
  return v <= 0.0031308 ? 12.92 * v : 1.055 * recto_exact_power (v, 1 / 2.4) - 0.055;
}

RectoLab *
recto_lab_new (guint depth)
{
  guint n = depth == 8 ? 256 : 65536;
  RectoLab *self = g_malloc (sizeof (RectoLab) + n * sizeof (double));

  for (guint i = 0; i < CUBE_STEPS + 2; i++)
    self->cube[i] = recto_exact_power ((double) i / CUBE_STEPS, 1.0 / 3);
  for (guint i = 0; i < GAMMA_STEPS + 2; i++)
    self->gamma[i] = srgb_of_linear (MIN ((double) i / GAMMA_STEPS, 1));
  for (guint i = 0; i < n; i++)
    self->linear[i] = recto_exact_srgb_to_linear (i / (double) (n - 1));
  return self;
}

/* The cube root is read off the table, to 3e-7. */
static inline double
forward (const RectoLab *self, double t)
{
  double at;
  int i;

  if (t <= 216.0 / 24389)
    return (24389.0 / 27 * t + 16) * (1.0 / 116);
  if (t >= 1)
    return 1;
  at = t * CUBE_STEPS;
  i = (int) at;
  return self->cube[i] + (self->cube[i + 1] - self->cube[i]) * (at - i);
}

static inline double
backward (double f)
{
  return f > 6.0 / 29 ? f * f * f : (116 * f - 16) * (27.0 / 24389);
}

static inline double
gamma_of (const RectoLab *self, double v)
{
  double at;
  int i;

  if (!(v > 0))
    return 0;
  if (v >= 1)
    return 1;
  if (v <= 0.0031308)
    return 12.92 * v;
  at = v * GAMMA_STEPS;
  i = (int) at;
  return self->gamma[i] + (self->gamma[i + 1] - self->gamma[i]) * (at - i);
}

void
recto_lab_from_samples (const RectoLab *self, guint r, guint g, guint b, double *lab)
{
  double red = self->linear[r], green = self->linear[g], blue = self->linear[b];
  double fx = forward (self, (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) * (1 / 0.95047));
  double fy = forward (self, 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
  double fz = forward (self, (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) * (1 / 1.08883));

  lab[0] = 116 * fy - 16;
  lab[1] = 500 * (fx - fy);
  lab[2] = 200 * (fy - fz);
}

void
recto_lab_to_srgb (const RectoLab *self, const double *lab, double *rgb)
{
  double fy = (lab[0] + 16) * (1.0 / 116);
  double x = backward (fy + lab[1] * (1.0 / 500)) * 0.95047;
  double y = backward (fy);
  double z = backward (fy - lab[2] * (1.0 / 200)) * 1.08883;

  rgb[0] = gamma_of (self, 3.2404542 * x - 1.5371385 * y - 0.4985314 * z);
  rgb[1] = gamma_of (self, -0.9692660 * x + 1.8760108 * y + 0.0415560 * z);
  rgb[2] = gamma_of (self, 0.0556434 * x - 0.2040259 * y + 1.0572252 * z);
}

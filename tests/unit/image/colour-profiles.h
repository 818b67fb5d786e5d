/* colour-profiles.h: profiles drawn up by the test, and what they say worked out by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-colour.h"

typedef struct
{
  const char *name;
  guint channels;
  double gamma;           /* a multiple of 1/256, as profiles of version 2 store it */
  double white[2];        /* x, y */
  double primaries[3][2]; /* red, green, blue; x, y */
} ProfileKind;

enum
{
  PROFILE_ADOBE,    /* like Adobe RGB (1998) */
  PROFILE_PROPHOTO, /* like ROMM RGB */
  PROFILE_APPLE,    /* gamma 1.8, small gamut */
  PROFILE_GREY_22,
  PROFILE_GREY_18,
  N_PROFILES,
};

extern const ProfileKind profile_kinds[N_PROFILES];

/* The bytes of an input profile of that kind, or of another class. */
GBytes *make_profile (guint kind);
/* Wide gamut as a table instead of curves: L*a*b* of a 9 × 9 × 9 grid. */
GBytes *make_table_profile (void);

/* sRGB (0 to 1, clipped) and L*a*b* of samples (0 to 1), by the definitions in double precision. */
void expected_srgb (guint kind, const double *in, double *out);
RectoLab expected_lab (guint kind, const double *in);

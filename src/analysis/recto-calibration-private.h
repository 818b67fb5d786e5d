/* recto-calibration-private.h: what a scale rests on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-calibration.h"

G_BEGIN_DECLS

#define RECTO_SCALE_MAX_INPUTS 10

typedef struct
{
  double values[RECTO_SCALE_MAX_INPUTS];
  double u[RECTO_SCALE_MAX_INPUTS]; /* standard uncertainties */
  guint n;
  guint n_marks; /* of the n, how many are coordinates of marks; they stand first */
} RectoScaleInputs;

void recto_scale_get_inputs (const RectoScale *self, RectoScaleInputs *inputs);
/* The transform if the inputs had these values. */
RectoMatrix3 recto_scale_transform_for (const RectoScale *self, const double *values);
/* FALSE with words when no scale can come of it. */
gboolean recto_scale_check (const RectoScale *self, GError **error);
guint recto_scale_get_n_points (RectoScaleSource source);
/* Length of the transform's derivative at place along direction, which has length 1. */
double recto_matrix3_stretch (const RectoMatrix3 *self, RectoPoint place, RectoPoint direction);

G_END_DECLS

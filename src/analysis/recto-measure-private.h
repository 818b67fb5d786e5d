/* recto-measure-private.h: the bare values of measurements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-measure.h"

G_BEGIN_DECLS

typedef struct
{
  double value;    /* signed where the order of points has a sense: areas, angles in radians; NAN: none */
  double residual; /* as in RectoMeasurement */
  RectoPoint centre;
} RectoMeasureValue;

/* Plane geometry on points of one unit, isotropic. */
RectoMeasureValue recto_measure_value (RectoMeasureKind kind, const RectoPoint *points, guint n_points);
/* Whether a side of the closed outline crosses or touches another that is not its neighbour. */
gboolean recto_outline_crosses_itself (const RectoPoint *points, guint n_points);

G_END_DECLS

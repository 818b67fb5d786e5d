/* recto-measure.h: lengths, angles, areas, circles, spacings and counts, each with its uncertainty
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A measurement is a function of the coordinates of its points and of what the scale rests on. Its uncertainty is carried to first order (JCGM 100:2008,
 * 5.1.2), each contribution by moving one input up and down by its standard uncertainty (5.1.3, note 2); the inputs are taken as independent of each
 * other. The expanded uncertainty is U = k u with k = 2. Any thread.
 */

#pragma once

#include "recto-calibration.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_MEASURE_DISTANCE,     /* 2 points */
  RECTO_MEASURE_ANGLE,        /* 3: on one leg, the vertex, on the other; 0 to 180° */
  RECTO_MEASURE_AREA,         /* 3 or more: corners of an outline that does not cross itself */
  RECTO_MEASURE_PERIMETER,    /* 3 or more */
  RECTO_MEASURE_CIRCLE,       /* 3 or more on the line: the diameter, by geometric least squares */
  RECTO_MEASURE_PERFORATION,  /* 3 or more in a row, none left out: centre to centre */
  RECTO_MEASURE_LINE_SPACING, /* 4, 6, 8 …: two on each line, line after line, none left out */
  RECTO_MEASURE_FONT_HEIGHT,  /* 4: two on the base line, two on the upper one */
  RECTO_MEASURE_COUNT,        /* 1 or more markers */
} RectoMeasureKind;
#define RECTO_MEASURE_N_KINDS (RECTO_MEASURE_COUNT + 1)

#define RECTO_MEASURE_MAX_POINTS 1000

typedef enum
{
  RECTO_UNCERTAINTY_SCALE,        /* tolerance of what the scale comes from */
  RECTO_UNCERTAINTY_SCALE_MARKS,  /* where the marks of the scale were set */
  RECTO_UNCERTAINTY_REGISTRATION, /* where the exposure lies on the page */
  RECTO_UNCERTAINTY_POINTING,     /* where the points were set */
} RectoUncertaintySource;
#define RECTO_UNCERTAINTY_N_SOURCES 4

typedef struct
{
  const RectoScale *scale; /* NULL: pixels are the unit */
  double pointing_px;      /* standard uncertainty of each coordinate */
  double registration_px;  /* RMS distance by which the exposure may lie off, 0 on the reference; the same in all directions, taken as independent from
                              point to point */
} RectoMeasureConditions;

typedef struct
{
  RectoMeasureKind kind;
  double value;
  const char *unit; /* "mm", "mm²", "px", "px²", "°", "" */
  double expanded;  /* U, k = 2; 0 for a count */
  double parts[RECTO_UNCERTAINTY_N_SOURCES]; /* U of each source alone; their squares add up to that of expanded */
  int dominant;     /* RectoUncertaintySource of the largest part; -1: none */
  /* By how far the points lie off the line or circle that was put through them, RMS, in mm (px); -1 where nothing was fitted with points to spare. */
  double residual;
  RectoPoint centre; /* of a circle, page pixels */
} RectoMeasurement;

const char *recto_measure_kind_to_string (RectoMeasureKind kind); /* "distance", "line-spacing" … */
const char *recto_measure_kind_get_label (RectoMeasureKind kind); /* translated */
gboolean recto_measure_kind_from_string (const char *name, RectoMeasureKind *kind);
guint recto_measure_kind_fewest_points (RectoMeasureKind kind);
/* Whether n points make one. */
gboolean recto_measure_kind_takes (RectoMeasureKind kind, guint n_points);

const char *recto_uncertainty_source_to_string (RectoUncertaintySource source); /* "scale", "scale-marks" … */
const char *recto_uncertainty_source_get_label (RectoUncertaintySource source); /* translated */

/* Points in page pixels. Errors with words: RECTO_ANALYSIS_ERROR_INVALID (too few, on one place, an outline that crosses itself …). */
gboolean recto_measure (RectoMeasureKind kind, const RectoPoint *points, guint n_points,
                        const RectoMeasureConditions *conditions, RectoMeasurement *measurement, GError **error);

/* "34.02 ± 0.09 mm": U with two significant digits rounded up, the value to the same place; spaces that do not break. */
char *recto_measurement_dup_text (const RectoMeasurement *self);

/* The circle that has the least sum of squared distances to the points. By Levenberg and Marquardt from G. Taubin's algebraic fit (Estimation of
 * planar curves …, IEEE PAMI 13, 1991, 1115–1138) as starting value. FALSE: the points lie on a line or on one place. */
gboolean recto_fit_circle (const RectoPoint *points, guint n_points, RectoPoint *centre, double *radius, double *rms);
/* The algebraic fit alone. */
gboolean recto_fit_circle_taubin (const RectoPoint *points, guint n_points, RectoPoint *centre, double *radius);

G_END_DECLS

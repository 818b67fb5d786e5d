/* recto-measure.c: a value and what it is worth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-calibration-private.h"
#include "recto-measure-private.h"

#include <glib/gi18n.h>
#include <math.h>

static const struct
{
  const char *name;
  const char *label;
  guint fewest;
} kinds[RECTO_MEASURE_N_KINDS] = {
  [RECTO_MEASURE_DISTANCE] = { "distance", N_("Distance"), 2 },
  [RECTO_MEASURE_ANGLE] = { "angle", N_("Angle"), 3 },
  [RECTO_MEASURE_AREA] = { "area", N_("Area"), 3 },
  [RECTO_MEASURE_PERIMETER] = { "perimeter", N_("Perimeter"), 3 },
  [RECTO_MEASURE_CIRCLE] = { "circle", N_("Circle diameter"), 3 },
  [RECTO_MEASURE_PERFORATION] = { "perforation", N_("Perforation spacing"), 3 },
  [RECTO_MEASURE_LINE_SPACING] = { "line-spacing", N_("Line spacing"), 4 },
  [RECTO_MEASURE_FONT_HEIGHT] = { "font-height", N_("Font height"), 4 },
  [RECTO_MEASURE_COUNT] = { "count", N_("Count"), 1 },
};

static const struct
{
  const char *name;
  const char *label;
} sources[RECTO_UNCERTAINTY_N_SOURCES] = {
  [RECTO_UNCERTAINTY_SCALE] = { "scale", N_("scale") },
  [RECTO_UNCERTAINTY_SCALE_MARKS] = { "scale-marks", N_("marks of the scale") },
  [RECTO_UNCERTAINTY_REGISTRATION] = { "registration", N_("registration") },
  [RECTO_UNCERTAINTY_POINTING] = { "pointing", N_("pointing") },
};

const char *
recto_measure_kind_to_string (RectoMeasureKind kind)
{
  return kinds[kind].name;
}

const char *
recto_measure_kind_get_label (RectoMeasureKind kind)
{
  return _ (kinds[kind].label);
}

gboolean
recto_measure_kind_from_string (const char *name, RectoMeasureKind *kind)
{
  for (guint i = 0; i < RECTO_MEASURE_N_KINDS; i++)
    if (g_str_equal (name, kinds[i].name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

guint
recto_measure_kind_fewest_points (RectoMeasureKind kind)
{
  return kinds[kind].fewest;
}

gboolean
recto_measure_kind_takes (RectoMeasureKind kind, guint n_points)
{
  switch (kind)
    {
    case RECTO_MEASURE_DISTANCE:
    case RECTO_MEASURE_ANGLE:
    case RECTO_MEASURE_FONT_HEIGHT:
      return n_points == kinds[kind].fewest;
    case RECTO_MEASURE_LINE_SPACING:
      return n_points >= 4 && n_points % 2 == 0 && n_points <= RECTO_MEASURE_MAX_POINTS;
    case RECTO_MEASURE_AREA:
    case RECTO_MEASURE_PERIMETER:
    case RECTO_MEASURE_CIRCLE:
    case RECTO_MEASURE_PERFORATION:
    case RECTO_MEASURE_COUNT:
    default:
      return n_points >= kinds[kind].fewest && n_points <= RECTO_MEASURE_MAX_POINTS;
    }
}

const char *
recto_uncertainty_source_to_string (RectoUncertaintySource source)
{
  return sources[source].name;
}

const char *
recto_uncertainty_source_get_label (RectoUncertaintySource source)
{
  return _ (sources[source].label);
}

/* ----- the computation ----- */

typedef struct
{
  RectoMeasureKind kind;
  const RectoMeasureConditions *conditions;
  RectoPoint *points; /* page pixels */
  RectoPoint *mapped; /* mm */
  guint n_points;
  RectoScaleInputs inputs;
} Work;

static RectoMeasureValue
evaluate (Work *work)
{
  RectoMatrix3 transform = recto_matrix3_identity;

  if (work->conditions->scale != NULL)
    transform = recto_scale_transform_for (work->conditions->scale, work->inputs.values);
  for (guint i = 0; i < work->n_points; i++)
    work->mapped[i] = recto_matrix3_map (&transform, work->points[i]);
  return recto_measure_value (work->kind, work->mapped, work->n_points);
}

/* What moving one input by its standard uncertainty does to the value; NAN where there is no value near by. */
static double
contribution (Work *work, double *input, double u)
{
  double kept = *input, ends[2], difference;

  if (u == 0)
    return 0;
  *input = kept - u;
  ends[0] = evaluate (work).value;
  *input = kept + u;
  ends[1] = evaluate (work).value;
  *input = kept;
  difference = ends[1] - ends[0];
  if (work->kind == RECTO_MEASURE_ANGLE)
    difference = remainder (difference, 2 * G_PI);
  return difference / 2;
}

static void
add_up (Work *work, double *variances)
{
  const RectoMeasureConditions *conditions = work->conditions;
  double registration = conditions->registration_px / G_SQRT2; /* of one coordinate */

  for (guint i = 0; i < work->inputs.n; i++)
    {
      double c = contribution (work, &work->inputs.values[i], work->inputs.u[i]);

      variances[i < work->inputs.n_marks ? RECTO_UNCERTAINTY_SCALE_MARKS : RECTO_UNCERTAINTY_SCALE] += c * c;
    }
  for (guint i = 0; i < work->n_points; i++)
    {
      double *coordinates[2] = { &work->points[i].x, &work->points[i].y };

      for (guint k = 0; k < 2; k++)
        {
          double c = contribution (work, coordinates[k], conditions->pointing_px);
          double r = contribution (work, coordinates[k], registration);

          variances[RECTO_UNCERTAINTY_POINTING] += c * c;
          variances[RECTO_UNCERTAINTY_REGISTRATION] += r * r;
        }
    }
}

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
check (RectoMeasureKind kind, const RectoPoint *points, guint n_points, const RectoMeasureConditions *conditions,
       GError **error)
{
  if (!recto_measure_kind_takes (kind, n_points))
    {
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                   kind == RECTO_MEASURE_LINE_SPACING
                       ? _("“%s” takes two points on each line: %u or more, not %u.")
                   : recto_measure_kind_takes (kind, recto_measure_kind_fewest_points (kind) + 1)
                       ? _("“%s” takes %u points or more, not %u.")
                       : _("“%s” takes %u points, not %u."),
                   recto_measure_kind_get_label (kind), recto_measure_kind_fewest_points (kind), n_points);
      return FALSE;
    }
  for (guint i = 0; i < n_points; i++)
    if (!(fabs (points[i].x) <= 1e7) || !(fabs (points[i].y) <= 1e7))
      return invalid (error, _("A point lies outside of any picture."));
  if (!(conditions->pointing_px >= 0 && conditions->pointing_px <= 100) || !(conditions->registration_px >= 0 && conditions->registration_px <= 1000))
    return invalid (error, _("The pointing error lies between 0 and 100 pixels, that of a registration between 0 and 1000."));
  if (kind == RECTO_MEASURE_AREA && recto_outline_crosses_itself (points, n_points))
    return invalid (error, _("The outline crosses itself, so it has no area of its own. Set its corners one after the other, around the area."));
  return TRUE;
}

static const char *
find_unit (RectoMeasureKind kind, gboolean mm)
{
  switch (kind)
    {
    case RECTO_MEASURE_ANGLE:
      return "°";
    case RECTO_MEASURE_AREA:
      return mm ? "mm²" : "px²";
    case RECTO_MEASURE_COUNT:
      return "";
    case RECTO_MEASURE_DISTANCE:
    case RECTO_MEASURE_PERIMETER:
    case RECTO_MEASURE_CIRCLE:
    case RECTO_MEASURE_PERFORATION:
    case RECTO_MEASURE_LINE_SPACING:
    case RECTO_MEASURE_FONT_HEIGHT:
    default:
      return mm ? "mm" : "px";
    }
}

/* The centre was fitted in millimetres. */
static RectoPoint
back_to_page (const RectoScale *scale, RectoPoint point)
{
  RectoMatrix3 transform, inverse;

  if (scale == NULL)
    return point;
  transform = recto_scale_get_transform (scale);
  return recto_matrix3_invert (&transform, &inverse) ? recto_matrix3_map (&inverse, point) : point;
}

gboolean
recto_measure (RectoMeasureKind kind, const RectoPoint *points, guint n_points, const RectoMeasureConditions *conditions,
               RectoMeasurement *measurement, GError **error)
{
  double variances[RECTO_UNCERTAINTY_N_SOURCES] = { 0 }, sum = 0;
  double factor = kind == RECTO_MEASURE_ANGLE ? 180 / G_PI : 1;
  g_autofree RectoPoint *copy = NULL;
  g_autofree RectoPoint *mapped = NULL;
  Work work = { .kind = kind, .conditions = conditions, .n_points = n_points };
  RectoMeasureValue result;

  if (!check (kind, points, n_points, conditions, error))
    return FALSE;
  work.points = copy = g_memdup2 (points, n_points * sizeof *points);
  work.mapped = mapped = g_new (RectoPoint, n_points);
  if (conditions->scale != NULL)
    recto_scale_get_inputs (conditions->scale, &work.inputs);
  result = evaluate (&work);
  if (isfinite (result.value) && kind != RECTO_MEASURE_COUNT)
    add_up (&work, variances);
  for (guint i = 0; i < RECTO_UNCERTAINTY_N_SOURCES; i++)
    sum += variances[i];
  if (kind == RECTO_MEASURE_CIRCLE && (!isfinite (result.value) || !isfinite (sum)))
    return invalid (error, _("The points lie so nearly on a line that they tell nothing of a circle. Spread them over more of its line."));
  if (!isfinite (result.value) || !isfinite (sum) || (result.value == 0 && kind != RECTO_MEASURE_ANGLE))
    return invalid (error, _("The points lie on one place or on one line, so there is nothing to measure. Set them apart."));

  *measurement = (RectoMeasurement) { .kind = kind, .value = fabs (result.value) * factor, .unit = find_unit (kind, conditions->scale != NULL),
                                      .expanded = 2 * sqrt (sum) * factor, .dominant = -1, .residual = result.residual };
  if (kind == RECTO_MEASURE_CIRCLE)
    measurement->centre = back_to_page (conditions->scale, result.centre);
  for (guint i = 0; i < RECTO_UNCERTAINTY_N_SOURCES; i++)
    {
      measurement->parts[i] = 2 * sqrt (variances[i]) * factor;
      if (measurement->parts[i] > (measurement->dominant < 0 ? 0 : measurement->parts[measurement->dominant]))
        measurement->dominant = (int) i;
    }
  return TRUE;
}

char *
recto_measurement_dup_text (const RectoMeasurement *self)
{
  const char *space = g_str_equal (self->unit, "°") || *self->unit == '\0' ? "" : "\u00a0";
  int digits;
  double step, expanded;

  if (self->kind == RECTO_MEASURE_COUNT)
    return g_strdup_printf ("%.0f", self->value);
  if (!(self->expanded > 0))
    return g_strdup_printf ("%.6g%s%s", self->value, space, self->unit);
  /* 0.0873 → 0.088: two digits, rounded up (never told to be better than it is). */
  digits = CLAMP (1 - (int) floor (log10 (self->expanded)), 0, 9);
  step = pow (10, -digits);
  expanded = ceil (self->expanded / step - 1e-9) * step;
  return g_strdup_printf ("%.*f\u00a0±\u00a0%.*f%s%s", digits, self->value, digits, expanded, space, self->unit);
}

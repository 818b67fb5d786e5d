/* recto-calibration.c: scales, and the list of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transform of a page by its corners: the unit square to a quadrilateral in closed form (P. S. Heckbert: Fundamentals of Texture
 * Mapping and Image Warping, 1989, 2.2.3), inverted and stretched to the page's size.
 */

#include "config.h"
#include "recto-calibration-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _RectoCalibration
{
  gatomicrefcount ref_count;
  guint n_scales;
  guint chosen;
  RectoScale *scales;
};

G_DEFINE_BOXED_TYPE (RectoCalibration, recto_calibration, recto_calibration_ref, recto_calibration_unref)

static const struct
{
  const char *name;
  double width, height;
} page_sizes[] = {
  { "TD1", 85.6, 54 }, { "TD2", 105, 74 }, { "TD3", 125, 88 }, { "MRV-A", 120, 80 }, { "MRV-B", 105, 74 },
};

gboolean
recto_page_size_from_name (const char *name, double *width_mm, double *height_mm)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_sizes); i++)
    if (g_ascii_strcasecmp (name, page_sizes[i].name) == 0)
      {
        *width_mm = page_sizes[i].width;
        *height_mm = page_sizes[i].height;
        return TRUE;
      }
  return FALSE;
}

static const char *const source_names[] = { "page-size", "mrz-pitch", "ruler", "dpi" };

const char *
recto_scale_source_to_string (RectoScaleSource source)
{
  return source_names[source];
}

const char *
recto_scale_source_get_label (RectoScaleSource source)
{
  switch (source)
    {
    case RECTO_SCALE_PAGE_SIZE:
      return _("page size");
    case RECTO_SCALE_MRZ_PITCH:
      return _("MRZ pitch");
    case RECTO_SCALE_RULER:
      return _("ruler");
    case RECTO_SCALE_DPI:
    default:
      return _("claimed resolution");
    }
}

guint
recto_scale_get_n_points (RectoScaleSource source)
{
  return source == RECTO_SCALE_PAGE_SIZE ? 4 : source == RECTO_SCALE_DPI ? 0 : 2;
}

/* ----- checks ----- */

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, message);
  return FALSE;
}

/* Twice the triangle's area, signed. */
static double
turn (RectoPoint a, RectoPoint b, RectoPoint c)
{
  return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
}

/* All four turns to one side, each of some size: the transform then has no horizon within the page. */
static gboolean
is_page (const RectoPoint *p)
{
  double first = turn (p[0], p[1], p[2]);

  for (guint i = 0; i < 4; i++)
    {
      double t = turn (p[i], p[(i + 1) % 4], p[(i + 2) % 4]);

      if (!(fabs (t) >= 100) || (t > 0) != (first > 0))
        return FALSE;
    }
  return TRUE;
}

gboolean
recto_scale_check (const RectoScale *self, GError **error)
{
  guint n_sizes = self->source == RECTO_SCALE_PAGE_SIZE || self->source == RECTO_SCALE_DPI ? 2 : 1;

  for (guint i = 0; i < recto_scale_get_n_points (self->source); i++)
    if (!(fabs (self->points[i].x) <= 1e7) || !(fabs (self->points[i].y) <= 1e7))
      return invalid (error, _("A mark of the scale lies outside of any picture."));
  for (guint i = 0; i < n_sizes; i++)
    if (!(self->size[i] >= 0.01 && self->size[i] <= 100000))
      return invalid (error, _("A scale needs a size above 0: millimetres, or dots per inch."));
  if (!(self->tolerance >= 0)
      || !(self->tolerance <= 0.3 * (self->source == RECTO_SCALE_DPI ? 1 : MIN (self->size[0], self->size[n_sizes - 1]))))
    return invalid (error, _("The tolerance of a scale lies between 0 and three tenths of its size."));
  if (!(self->pointing_px >= 0 && self->pointing_px <= 100))
    return invalid (error, _("The pointing error lies between 0 and 100 pixels."));
  if (!(self->aspect >= 0.05 && self->aspect <= 20))
    return invalid (error, _("The aspect of a pixel lies between 0.05 and 20."));
  if (self->source == RECTO_SCALE_MRZ_PITCH && (self->n_pitches < 1 || self->n_pitches > 1000))
    return invalid (error, _("Say how many characters lie from the first mark to the second: 1 or more."));
  if (self->source == RECTO_SCALE_PAGE_SIZE && !is_page (self->points))
    return invalid (error, _("The four corners are not those of a page. Set them in order: upper left, upper right, lower right, lower left."));
  if (recto_scale_get_n_points (self->source) == 2
      && !(hypot (self->points[1].x - self->points[0].x, self->points[1].y - self->points[0].y) >= MAX (2, 4 * self->pointing_px)))
    return invalid (error, _("The two marks of the scale are too close to each other. Set them as far apart as the picture allows."));
  return TRUE;
}

gboolean
recto_scale_init_page_size (RectoScale *self, const RectoPoint *corners, double width_mm, double height_mm,
                            double tolerance_mm, double pointing_px, GError **error)
{
  *self = (RectoScale) { .source = RECTO_SCALE_PAGE_SIZE, .size = { width_mm, height_mm }, .tolerance = tolerance_mm,
                         .pointing_px = pointing_px, .aspect = 1 };
  memcpy (self->points, corners, sizeof self->points);
  return recto_scale_check (self, error);
}

gboolean
recto_scale_init_mrz_pitch (RectoScale *self, RectoPoint first, RectoPoint last, guint n_pitches,
                            double tolerance_mm, double pointing_px, double aspect, GError **error)
{
  *self = (RectoScale) { .source = RECTO_SCALE_MRZ_PITCH, .points = { first, last }, .size = { RECTO_MRZ_PITCH_MM },
                         .n_pitches = n_pitches, .tolerance = tolerance_mm, .pointing_px = pointing_px, .aspect = aspect };
  return recto_scale_check (self, error);
}

gboolean
recto_scale_init_ruler (RectoScale *self, RectoPoint from, RectoPoint to, double length_mm,
                        double tolerance_mm, double pointing_px, double aspect, GError **error)
{
  *self = (RectoScale) { .source = RECTO_SCALE_RULER, .points = { from, to }, .size = { length_mm },
                         .tolerance = tolerance_mm, .pointing_px = pointing_px, .aspect = aspect };
  return recto_scale_check (self, error);
}

gboolean
recto_scale_init_dpi (RectoScale *self, double dpi_x, double dpi_y, double tolerance, GError **error)
{
  *self = (RectoScale) { .source = RECTO_SCALE_DPI, .size = { dpi_x, dpi_y }, .tolerance = tolerance, .aspect = 1 };
  return recto_scale_check (self, error);
}

/* ----- the transform and its inputs ----- */

void
recto_scale_get_inputs (const RectoScale *self, RectoScaleInputs *inputs)
{
  guint n_points = recto_scale_get_n_points (self->source);
  double u = self->tolerance / sqrt (3);

  *inputs = (RectoScaleInputs) { .n = 2 * n_points, .n_marks = 2 * n_points };
  for (guint i = 0; i < n_points; i++)
    {
      inputs->values[2 * i] = self->points[i].x;
      inputs->values[2 * i + 1] = self->points[i].y;
      inputs->u[2 * i] = inputs->u[2 * i + 1] = self->pointing_px;
    }
  switch (self->source)
    {
    case RECTO_SCALE_PAGE_SIZE: /* a page is cut in its width and its height by itself */
      for (guint i = 0; i < 2; i++)
        {
          inputs->values[inputs->n] = self->size[i];
          inputs->u[inputs->n++] = u;
        }
      break;
    case RECTO_SCALE_DPI: /* one factor for both directions */
      inputs->values[inputs->n] = 1;
      inputs->u[inputs->n++] = u;
      break;
    case RECTO_SCALE_MRZ_PITCH:
    case RECTO_SCALE_RULER:
    default:
      inputs->values[inputs->n] = self->size[0];
      inputs->u[inputs->n++] = u;
      break;
    }
}

static RectoMatrix3
page_transform (const double *v)
{
  const double *x = v, *y = v + 1; /* corner i at x[2i], y[2i] */
  double dx1 = x[2] - x[4], dx2 = x[6] - x[4], sx = x[0] - x[2] + x[4] - x[6];
  double dy1 = y[2] - y[4], dy2 = y[6] - y[4], sy = y[0] - y[2] + y[4] - y[6];
  double d = dx1 * dy2 - dx2 * dy1;
  double g = (sx * dy2 - dx2 * sy) / d, h = (dx1 * sy - sx * dy1) / d;
  RectoMatrix3 from_square = { { x[2] - x[0] + g * x[2], x[6] - x[0] + h * x[6], x[0],
                                 y[2] - y[0] + g * y[2], y[6] - y[0] + h * y[6], y[0], g, h, 1 } };
  RectoMatrix3 stretch = { { v[8], 0, 0, 0, v[9], 0, 0, 0, 1 } };
  RectoMatrix3 to_square;

  if (!recto_matrix3_invert (&from_square, &to_square))
    return (RectoMatrix3) { { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN } };
  return recto_matrix3_multiply (&stretch, &to_square);
}

RectoMatrix3
recto_scale_transform_for (const RectoScale *self, const double *v)
{
  double x = 1, y = 1;

  switch (self->source)
    {
    case RECTO_SCALE_PAGE_SIZE:
      return page_transform (v);
    case RECTO_SCALE_DPI:
      x = v[0] * 25.4 / self->size[0];
      y = v[0] * 25.4 / self->size[1];
      break;
    case RECTO_SCALE_MRZ_PITCH:
    case RECTO_SCALE_RULER:
    default:
      x = v[4] * (self->source == RECTO_SCALE_MRZ_PITCH ? self->n_pitches : 1)
          / hypot (v[2] - v[0], self->aspect * (v[3] - v[1]));
      y = x * self->aspect;
      break;
    }
  return (RectoMatrix3) { { x, 0, 0, 0, y, 0, 0, 0, 1 } };
}

RectoMatrix3
recto_scale_get_transform (const RectoScale *self)
{
  RectoScaleInputs inputs;

  recto_scale_get_inputs (self, &inputs);
  return recto_scale_transform_for (self, inputs.values);
}

double
recto_matrix3_stretch (const RectoMatrix3 *self, RectoPoint place, RectoPoint direction)
{
  const double *m = self->m;
  double w = m[6] * place.x + m[7] * place.y + m[8];
  double dw = m[6] * direction.x + m[7] * direction.y;
  RectoPoint at = recto_matrix3_map (self, place);

  return hypot (m[0] * direction.x + m[1] * direction.y - at.x * dw, m[3] * direction.x + m[4] * direction.y - at.y * dw)
         / fabs (w);
}

double
recto_scale_get_mm_per_px (const RectoScale *self, RectoPoint place, RectoPoint direction, double *relative_u)
{
  double length = hypot (direction.x, direction.y), value, sum = 0;
  RectoMatrix3 transform = recto_scale_get_transform (self);
  RectoScaleInputs inputs;

  direction = (RectoPoint) { direction.x / length, direction.y / length };
  value = recto_matrix3_stretch (&transform, place, direction);
  recto_scale_get_inputs (self, &inputs);
  for (guint i = 0; i < inputs.n; i++)
    {
      double kept = inputs.values[i], ends[2];

      for (guint k = 0; k < 2; k++)
        {
          inputs.values[i] = k == 0 ? kept - inputs.u[i] : kept + inputs.u[i];
          transform = recto_scale_transform_for (self, inputs.values);
          ends[k] = recto_matrix3_stretch (&transform, place, direction);
        }
      inputs.values[i] = kept;
      sum += (ends[1] - ends[0]) * (ends[1] - ends[0]) / 4;
    }
  if (relative_u != NULL)
    *relative_u = sqrt (sum) / value;
  return value;
}

/* ----- the list ----- */

RectoCalibration *
recto_calibration_new (const RectoScale *scales, guint n_scales, guint chosen)
{
  RectoCalibration *self;

  g_return_val_if_fail (n_scales > 0 && chosen < n_scales, NULL);

  self = g_new0 (RectoCalibration, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->n_scales = n_scales;
  self->chosen = chosen;
  self->scales = g_memdup2 (scales, n_scales * sizeof *scales);
  return self;
}

RectoCalibration *
recto_calibration_ref (RectoCalibration *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_calibration_unref (RectoCalibration *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_free (self->scales);
      g_free (self);
    }
}

guint
recto_calibration_get_n_scales (const RectoCalibration *self)
{
  return self->n_scales;
}

const RectoScale *
recto_calibration_get_scale (const RectoCalibration *self, guint index)
{
  g_return_val_if_fail (index < self->n_scales, NULL);
  return &self->scales[index];
}

guint
recto_calibration_get_chosen (const RectoCalibration *self)
{
  return self->chosen;
}

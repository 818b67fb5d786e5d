/* recto-registration-fit.c: transforms from point pairs by weighted least squares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The three models have the same form: parameters p, two equations per pair. Coordinates are first centred and
 * scaled (Hartley 1997, "In defense of the eight-point algorithm"), which keeps the normal equations well
 * conditioned. Similarity and affine are linear. The homography starts from its linear form and is then
 * improved by Gauss-Newton steps on the distance in the reference picture, which is what the stated error means.
 */

#include "config.h"
#include "recto-registration-private.h"

#include <math.h>

#define MAX_PARAMS 8

typedef struct
{
  guint n;
  double a[MAX_PARAMS][MAX_PARAMS];
  double b[MAX_PARAMS];
} Normal;

guint
recto_model_n_pairs (RectoModel model)
{
  switch (model)
    {
    case RECTO_MODEL_SIMILARITY:
      return 2;
    case RECTO_MODEL_AFFINE:
      return 3;
    case RECTO_MODEL_HOMOGRAPHY:
      return 4;
    default:
      g_return_val_if_reached (2);
    }
}

double
recto_point_pair_distance (const RectoPointPair *pair, const RectoMatrix3 *transform)
{
  RectoPoint mapped = recto_matrix3_map (transform, pair->moving);

  return hypot (mapped.x - pair->reference.x, mapped.y - pair->reference.y);
}

static void
normal_add (Normal *self, const double *row, double value, double weight)
{
  for (guint i = 0; i < self->n; i++)
    {
      for (guint j = 0; j < self->n; j++)
        self->a[i][j] += weight * row[i] * row[j];
      self->b[i] += weight * row[i] * value;
    }
}

/* Gaussian elimination with the largest pivot of each column. */
static gboolean
normal_solve (Normal *self, double *p)
{
  guint n = self->n;

  for (guint c = 0; c < n; c++)
    {
      guint pivot = c;

      for (guint r = c + 1; r < n; r++)
        if (fabs (self->a[r][c]) > fabs (self->a[pivot][c]))
          pivot = r;
      if (!(fabs (self->a[pivot][c]) > 1e-12))
        return FALSE;
      if (pivot != c)
        {
          for (guint k = 0; k < n; k++)
            {
              double swap = self->a[c][k];

              self->a[c][k] = self->a[pivot][k];
              self->a[pivot][k] = swap;
            }
          double swap = self->b[c];

          self->b[c] = self->b[pivot];
          self->b[pivot] = swap;
        }
      for (guint r = c + 1; r < n; r++)
        {
          double factor = self->a[r][c] / self->a[c][c];

          for (guint k = c; k < n; k++)
            self->a[r][k] -= factor * self->a[c][k];
          self->b[r] -= factor * self->b[c];
        }
    }
  for (guint c = n; c-- > 0;)
    {
      double sum = self->b[c];

      for (guint k = c + 1; k < n; k++)
        sum -= self->a[c][k] * p[k];
      p[c] = sum / self->a[c][c];
      if (!isfinite (p[c]))
        return FALSE;
    }
  return TRUE;
}

/* Scale and shift that bring the points to centre 0 and mean distance √2. */
static gboolean
conditioner (const RectoPointPair *pairs, const double *weights, guint n_pairs, gboolean moving,
             RectoMatrix3 *to_unit)
{
  double sum = 0, x = 0, y = 0, spread = 0;

  for (guint i = 0; i < n_pairs; i++)
    {
      RectoPoint p = moving ? pairs[i].moving : pairs[i].reference;
      double w = weights != NULL ? weights[i] : 1;

      sum += w;
      x += w * p.x;
      y += w * p.y;
    }
  if (!(sum > 0))
    return FALSE;
  x /= sum;
  y /= sum;
  for (guint i = 0; i < n_pairs; i++)
    {
      RectoPoint p = moving ? pairs[i].moving : pairs[i].reference;

      spread += (weights != NULL ? weights[i] : 1) * hypot (p.x - x, p.y - y);
    }
  spread /= sum;
  if (!(spread > 1e-9) || !isfinite (spread))
    return FALSE;

  double s = G_SQRT2 / spread;

  *to_unit = (RectoMatrix3) { { s, 0, -s * x, 0, s, -s * y, 0, 0, 1 } };
  return TRUE;
}

static RectoMatrix3
matrix_from_params (RectoModel model, const double *p)
{
  if (model == RECTO_MODEL_SIMILARITY)
    return (RectoMatrix3) { { p[0], -p[1], p[2], p[1], p[0], p[3], 0, 0, 1 } };
  if (model == RECTO_MODEL_AFFINE)
    return (RectoMatrix3) { { p[0], p[1], p[2], p[3], p[4], p[5], 0, 0, 1 } };
  return (RectoMatrix3) { { p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], 1 } };
}

static void
add_linear (Normal *normal, RectoModel model, RectoPoint m, RectoPoint r, double weight)
{
  if (model == RECTO_MODEL_SIMILARITY)
    {
      normal_add (normal, (double[]) { m.x, -m.y, 1, 0 }, r.x, weight);
      normal_add (normal, (double[]) { m.y, m.x, 0, 1 }, r.y, weight);
    }
  else if (model == RECTO_MODEL_AFFINE)
    {
      normal_add (normal, (double[]) { m.x, m.y, 1, 0, 0, 0 }, r.x, weight);
      normal_add (normal, (double[]) { 0, 0, 0, m.x, m.y, 1 }, r.y, weight);
    }
  else
    {
      normal_add (normal, (double[]) { m.x, m.y, 1, 0, 0, 0, -r.x * m.x, -r.x * m.y }, r.x, weight);
      normal_add (normal, (double[]) { 0, 0, 0, m.x, m.y, 1, -r.y * m.x, -r.y * m.y }, r.y, weight);
    }
}

/* One Gauss-Newton step of the homography: the equations of the change of the parameters. */
static void
add_step (Normal *normal, const double *p, RectoPoint m, RectoPoint r, double weight)
{
  double w = p[6] * m.x + p[7] * m.y + 1;
  double u = (p[0] * m.x + p[1] * m.y + p[2]) / w;
  double v = (p[3] * m.x + p[4] * m.y + p[5]) / w;

  normal_add (normal,
              (double[]) { m.x / w, m.y / w, 1 / w, 0, 0, 0, -u * m.x / w, -u * m.y / w },
              r.x - u, weight);
  normal_add (normal,
              (double[]) { 0, 0, 0, m.x / w, m.y / w, 1 / w, -v * m.x / w, -v * m.y / w },
              r.y - v, weight);
}

gboolean
recto_model_fit (RectoModel model, const RectoPointPair *pairs, const double *weights,
                 guint n_pairs, RectoMatrix3 *transform)
{
  RectoMatrix3 unit_moving, unit_reference, back, unit;
  double p[MAX_PARAMS];
  guint n_params = 2 * recto_model_n_pairs (model);

  if (n_pairs < recto_model_n_pairs (model)
      || !conditioner (pairs, weights, n_pairs, TRUE, &unit_moving)
      || !conditioner (pairs, weights, n_pairs, FALSE, &unit_reference)
      || !recto_matrix3_invert (&unit_reference, &back))
    return FALSE;

  Normal normal = { n_params };

  for (guint i = 0; i < n_pairs; i++)
    add_linear (&normal, model, recto_matrix3_map (&unit_moving, pairs[i].moving),
                recto_matrix3_map (&unit_reference, pairs[i].reference),
                weights != NULL ? weights[i] : 1);
  if (!normal_solve (&normal, p))
    return FALSE;

  if (model == RECTO_MODEL_HOMOGRAPHY)
    for (guint step = 0; step < 10; step++)
      {
        double change[MAX_PARAMS], largest = 0;

        normal = (Normal) { n_params };
        for (guint i = 0; i < n_pairs; i++)
          add_step (&normal, p, recto_matrix3_map (&unit_moving, pairs[i].moving),
                    recto_matrix3_map (&unit_reference, pairs[i].reference),
                    weights != NULL ? weights[i] : 1);
        if (!normal_solve (&normal, change))
          break;
        for (guint i = 0; i < n_params; i++)
          {
            p[i] += change[i];
            largest = MAX (largest, fabs (change[i]));
          }
        if (largest < 1e-12)
          break;
      }

  unit = matrix_from_params (model, p);
  unit = recto_matrix3_multiply (&unit, &unit_moving);
  *transform = recto_matrix3_multiply (&back, &unit);
  for (guint i = 0; i < 9; i++)
    if (!isfinite (transform->m[i]))
      return FALSE;
  if (fabs (transform->m[8]) > 1e-12)
    for (guint i = 0; i < 9; i++)
      transform->m[i] /= i == 8 ? 1 : transform->m[8];
  transform->m[8] = fabs (transform->m[8]) > 1e-12 ? 1 : transform->m[8];
  return TRUE;
}

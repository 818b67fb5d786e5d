/* recto-registration-points.c: a registration from point pairs set by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The residual of a fit says little about the error between the points (Fitzpatrick, West and Maurer 1998: fiducial
 * registration error is not target registration error), the less the more parameters there are. So each pair is
 * left out once and measured against the fit of the others; RMS and maximum of these residuals are the
 * stated error and also choose the model.
 */

#include "config.h"
#include "recto-registration-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define MIN_FLATNESS 0.02 /* width of the cloud of points over its length */
#define WORST_SHARE 0.1   /* of the points' spread: what contradicts itself more is no alignment */
#define CLEAR_GAIN 0.75   /* a model with more freedom must lower the error to this part … */
#define CLEAR_PX 0.05     /* … and by this many pixels */

typedef struct
{
  gboolean fits;
  RectoMatrix3 transform;
  double rms;
  double max;
} Trial;

/* Standard deviations along and across the cloud's main direction. */
static void
cloud_axes (const RectoPointPair *pairs, guint n_pairs, gboolean moving, double *length, double *width)
{
  double x = 0, y = 0, xx = 0, xy = 0, yy = 0, mean, root;

  for (guint i = 0; i < n_pairs; i++)
    {
      RectoPoint p = moving ? pairs[i].moving : pairs[i].reference;

      x += p.x / n_pairs;
      y += p.y / n_pairs;
    }
  for (guint i = 0; i < n_pairs; i++)
    {
      RectoPoint p = moving ? pairs[i].moving : pairs[i].reference;

      xx += (p.x - x) * (p.x - x) / n_pairs;
      xy += (p.x - x) * (p.y - y) / n_pairs;
      yy += (p.y - y) * (p.y - y) / n_pairs;
    }
  mean = (xx + yy) / 2;
  root = sqrt ((xx - yy) * (xx - yy) / 4 + xy * xy);
  *length = sqrt (mean + root);
  *width = sqrt (MAX (mean - root, 0));
}

static gboolean
is_line (const RectoPointPair *pairs, guint n_pairs, gboolean moving)
{
  double length, width;

  cloud_axes (pairs, n_pairs, moving, &length, &width);
  return !(length > 1e-6) || width < MIN_FLATNESS * length;
}

static Trial
try_model (RectoModel model, const RectoPointPair *pairs, guint n_pairs, guint width, guint height)
{
  g_autofree RectoPointPair *others = g_new (RectoPointPair, n_pairs);
  Trial trial = { FALSE };
  double sum = 0;

  if (!recto_model_fit (model, pairs, NULL, n_pairs, &trial.transform)
      || !recto_matrix3_is_usable (&trial.transform, width, height))
    return trial;

  for (guint left_out = 0; left_out < n_pairs; left_out++)
    {
      RectoMatrix3 transform = trial.transform;
      double residual;

      if (n_pairs > recto_model_n_pairs (model))
        {
          guint n = 0;

          for (guint i = 0; i < n_pairs; i++)
            if (i != left_out)
              others[n++] = pairs[i];
          /* The others may lie on a line, and then decide nothing. */
          if (!recto_model_fit (model, others, NULL, n, &transform))
            return trial;
        }
      residual = recto_point_pair_distance (&pairs[left_out], &transform);
      if (!isfinite (residual))
        return trial;
      sum += residual * residual;
      trial.max = MAX (trial.max, residual);
    }
  trial.rms = sqrt (sum / n_pairs);
  trial.fits = TRUE;
  return trial;
}

RectoRegistration *
recto_register_points (const RectoPointPair *pairs, guint n_pairs, double dpi, guint moving_width,
                       guint moving_height)
{
  g_autofree RectoPointPair *placed = NULL;
  RectoModel model = RECTO_MODEL_SIMILARITY;
  Trial best = { FALSE };
  double length, width;

  g_return_val_if_fail (pairs != NULL || n_pairs == 0, NULL);
  g_return_val_if_fail (moving_width > 0 && moving_height > 0, NULL);

  for (guint i = 0; i < n_pairs; i++)
    if (!isfinite (pairs[i].reference.x) || !isfinite (pairs[i].reference.y)
        || !isfinite (pairs[i].moving.x) || !isfinite (pairs[i].moving.y))
      return recto_registration_new_not_aligned (
          "bad-points", _("A point has no finite position. Set it again."));
  if (n_pairs < 3)
    {
      g_autofree char *reason = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "%u point pair is set; at least 3 are needed. Set the same point in both pictures.",
                       "%u point pairs are set; at least 3 are needed. Set the same point in both pictures.",
                       n_pairs),
          n_pairs);

      return recto_registration_new_not_aligned ("few-points", reason);
    }
  if (is_line (pairs, n_pairs, FALSE) || is_line (pairs, n_pairs, TRUE))
    return recto_registration_new_not_aligned (
        "collinear", _("The points lie on one line, which leaves the rest of the page undecided. Set a point away from that line."));

  for (guint m = RECTO_MODEL_SIMILARITY; m <= RECTO_MODEL_HOMOGRAPHY; m++)
    {
      Trial trial;

      if ((m == RECTO_MODEL_AFFINE && n_pairs < 4) || (m == RECTO_MODEL_HOMOGRAPHY && n_pairs < 6))
        break;
      trial = try_model (m, pairs, n_pairs, moving_width, moving_height);
      if (trial.fits
          && (!best.fits || (trial.rms < CLEAR_GAIN * best.rms && trial.rms < best.rms - CLEAR_PX)))
        {
          best = trial;
          model = m;
        }
    }

  cloud_axes (pairs, n_pairs, FALSE, &length, &width);
  if (!best.fits || best.rms > WORST_SHARE * length)
    return recto_registration_new_not_aligned (
        "points-disagree", _("The points contradict each other. Check that each pair marks the same spot in both pictures."));

  placed = g_memdup2 (pairs, n_pairs * sizeof *pairs);
  for (guint i = 0; i < n_pairs; i++)
    {
      placed[i].residual_px = recto_point_pair_distance (&placed[i], &best.transform);
      placed[i].held_out = FALSE;
    }
  return recto_registration_new_aligned (RECTO_REGISTRATION_BY_HAND, model, &best.transform,
                                         best.rms, best.max, dpi, 0, n_pairs, placed, n_pairs);
}

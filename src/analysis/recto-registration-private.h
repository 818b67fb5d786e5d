/* recto-registration-private.h: how the files of registration build results and fit transforms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-registration.h"

G_BEGIN_DECLS

struct _RectoRegistration
{
  gatomicrefcount ref_count;
  RectoRegistrationStatus status;
  RectoRegistrationSource source;
  RectoModel model;
  RectoMatrix3 transform;
  char *reason;
  char *reason_code;
  double rms_px;
  double max_px;
  double rms_mm;
  guint n_held_out;
  guint n_agreeing;
  RectoPointPair *pairs;
  guint n_pairs;
};

/* Identity, all errors unknown. */
RectoRegistration *recto_registration_new_empty (RectoRegistrationStatus status,
                                                 RectoRegistrationSource source);

/* An aligned registration. error in REFERENCE pixels, -1 where unknown; pairs are copied. */
RectoRegistration *recto_registration_new_aligned (RectoRegistrationSource source,
                                                   RectoModel model,
                                                   const RectoMatrix3 *transform,
                                                   double rms_px,
                                                   double max_px,
                                                   double dpi,
                                                   guint n_held_out,
                                                   guint n_agreeing,
                                                   const RectoPointPair *pairs,
                                                   guint n_pairs);

/* Pairs that decide a model exactly: 2, 3 and 4. */
guint recto_model_n_pairs (RectoModel model);

/* Weighted least squares of reference ≈ transform (moving). weights: one per pair, ≥ 0, or NULL for 1 each.
 * FALSE when the pairs do not decide the model. */
gboolean recto_model_fit (RectoModel model,
                          const RectoPointPair *pairs,
                          const double *weights,
                          guint n_pairs,
                          RectoMatrix3 *transform);

/* Distance in REFERENCE pixels between where transform puts the pair's moving point and its reference point. */
double recto_point_pair_distance (const RectoPointPair *pair, const RectoMatrix3 *transform);

G_END_DECLS

/* recto-registration.c: the value that says where an exposure lies on the page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-registration-private.h"

G_DEFINE_BOXED_TYPE (RectoRegistration, recto_registration, recto_registration_ref,
                     recto_registration_unref)

RectoRegistration *
recto_registration_new_empty (RectoRegistrationStatus status, RectoRegistrationSource source)
{
  RectoRegistration *self = g_new0 (RectoRegistration, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->status = status;
  self->source = source;
  self->transform = recto_matrix3_identity;
  self->rms_px = self->max_px = self->rms_mm = -1;
  return self;
}

RectoRegistration *
recto_registration_ref (RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_registration_unref (RectoRegistration *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->reason);
  g_free (self->reason_code);
  g_free (self->pairs);
  g_free (self);
}

RectoRegistration *
recto_registration_new_reference (void)
{
  RectoRegistration *self
      = recto_registration_new_empty (RECTO_REGISTRATION_REFERENCE, RECTO_REGISTRATION_BY_NONE);

  self->rms_px = self->max_px = self->rms_mm = 0;
  return self;
}

RectoRegistration *
recto_registration_new_not_aligned (const char *code, const char *reason)
{
  RectoRegistration *self;

  g_return_val_if_fail (code != NULL && reason != NULL, NULL);

  self = recto_registration_new_empty (RECTO_REGISTRATION_NOT_ALIGNED, RECTO_REGISTRATION_BY_NONE);
  self->reason_code = g_strdup (code);
  self->reason = g_strdup (reason);
  return self;
}

RectoRegistration *
recto_registration_new_given (const RectoMatrix3 *transform)
{
  RectoRegistration *self;
  const double *m;

  g_return_val_if_fail (transform != NULL, NULL);

  self = recto_registration_new_empty (RECTO_REGISTRATION_ALIGNED, RECTO_REGISTRATION_BY_HAND);
  m = transform->m;
  self->transform = *transform;
  if (m[6] != 0 || m[7] != 0)
    self->model = RECTO_MODEL_HOMOGRAPHY;
  else if (m[0] != m[4] || m[1] != -m[3])
    self->model = RECTO_MODEL_AFFINE;
  return self;
}

RectoRegistration *
recto_registration_new_aligned (RectoRegistrationSource source, RectoModel model,
                                const RectoMatrix3 *transform, double rms_px, double max_px,
                                double dpi, guint n_held_out, guint n_agreeing,
                                const RectoPointPair *pairs, guint n_pairs)
{
  RectoRegistration *self = recto_registration_new_empty (RECTO_REGISTRATION_ALIGNED, source);

  self->model = model;
  self->transform = *transform;
  self->rms_px = rms_px;
  self->max_px = max_px;
  self->rms_mm = dpi > 0 && rms_px >= 0 ? rms_px * 25.4 / dpi : -1;
  self->n_held_out = n_held_out;
  self->n_agreeing = n_agreeing;
  self->pairs = g_memdup2 (pairs, n_pairs * sizeof *pairs);
  self->n_pairs = n_pairs;
  return self;
}

RectoRegistrationStatus
recto_registration_get_status (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, RECTO_REGISTRATION_NOT_ALIGNED);
  return self->status;
}

RectoRegistrationSource
recto_registration_get_source (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, RECTO_REGISTRATION_BY_NONE);
  return self->source;
}

RectoModel
recto_registration_get_model (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, RECTO_MODEL_SIMILARITY);
  return self->model;
}

const char *
recto_model_to_string (RectoModel model)
{
  switch (model)
    {
    case RECTO_MODEL_SIMILARITY:
      return "similarity";
    case RECTO_MODEL_AFFINE:
      return "affine";
    case RECTO_MODEL_HOMOGRAPHY:
      return "homography";
    default:
      g_return_val_if_reached (NULL);
    }
}

const char *
recto_registration_get_reason (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->reason;
}

const char *
recto_registration_get_reason_code (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->reason_code;
}

const RectoMatrix3 *
recto_registration_get_transform (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, &recto_matrix3_identity);
  return &self->transform;
}

double
recto_registration_get_rms_px (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, -1);
  return self->rms_px;
}

double
recto_registration_get_max_px (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, -1);
  return self->max_px;
}

double
recto_registration_get_rms_mm (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, -1);
  return self->rms_mm;
}

guint
recto_registration_get_n_held_out (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_held_out;
}

guint
recto_registration_get_n_agreeing (const RectoRegistration *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_agreeing;
}

const RectoPointPair *
recto_registration_get_pairs (const RectoRegistration *self, guint *n_pairs)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_pairs != NULL)
    *n_pairs = self->n_pairs;
  return self->pairs;
}

/* recto-registration.h: where an exposure lies on the page, and how sure that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A registration is data: the 3×3 transform that maps MOVING pixels to REFERENCE pixels (the page
 * coordinates), how it was found, and its error measured at held-out blocks that took no part in the fit.
 * When the error cannot be trusted the status is NOT_ALIGNED with the reason and the
 * transform is the identity; a wrong transform is never returned.
 */

#pragma once

#include <gio/gio.h>
#include "recto-recipe.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_REGISTRATION_NOT_ALIGNED,
  RECTO_REGISTRATION_ALIGNED,
  RECTO_REGISTRATION_REFERENCE, /* the page's own exposure: identity, no error */
} RectoRegistrationStatus;

typedef enum
{
  RECTO_MODEL_SIMILARITY,
  RECTO_MODEL_AFFINE,
  RECTO_MODEL_HOMOGRAPHY,
} RectoModel;

typedef enum
{
  RECTO_REGISTRATION_BY_NONE,
  RECTO_REGISTRATION_BY_AUTO,
  RECTO_REGISTRATION_BY_HAND,
} RectoRegistrationSource;

/* A block, or a point pair set by hand. */
typedef struct
{
  RectoPoint reference; /* in REFERENCE pixels */
  RectoPoint moving;    /* in MOVING pixels */
  double residual_px;   /* in REFERENCE pixels, after the transform */
  gboolean held_out;    /* took no part in the fit (blocks only) */
} RectoPointPair;

#define RECTO_TYPE_REGISTRATION (recto_registration_get_type ())
typedef struct _RectoRegistration RectoRegistration;
GType recto_registration_get_type (void);

RectoRegistration *recto_registration_ref (RectoRegistration *self);
void recto_registration_unref (RectoRegistration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoRegistration, recto_registration_unref)

RectoRegistration *recto_registration_new_reference (void);
/* reason: a whole sentence for the examiner; code: a stable word ("few-blocks", "no-structure", "cancelled",
 * "not-tried" …). */
RectoRegistration *recto_registration_new_not_aligned (const char *code, const char *reason);
/* A transform given from outside (TRANSFORM.json, nine numbers): aligned, source BY_HAND, error unknown (-1). */
RectoRegistration *recto_registration_new_given (const RectoMatrix3 *transform);

RectoRegistrationStatus recto_registration_get_status (const RectoRegistration *self);
RectoRegistrationSource recto_registration_get_source (const RectoRegistration *self);
RectoModel recto_registration_get_model (const RectoRegistration *self);
const char *recto_model_to_string (RectoModel model); /* "similarity", "affine", "homography" */
const char *recto_registration_get_reason (const RectoRegistration *self);      /* NULL when aligned */
const char *recto_registration_get_reason_code (const RectoRegistration *self); /* NULL when aligned */
const RectoMatrix3 *recto_registration_get_transform (const RectoRegistration *self);

/* Error in REFERENCE pixels: -1 where unknown. By hand: RMS and maximum of leave-one-out
 * residuals where there are enough pairs, otherwise of the fit's. mm need the reference's dpi, else -1. */
double recto_registration_get_rms_px (const RectoRegistration *self);
double recto_registration_get_max_px (const RectoRegistration *self);
double recto_registration_get_rms_mm (const RectoRegistration *self);
guint recto_registration_get_n_held_out (const RectoRegistration *self);
guint recto_registration_get_n_agreeing (const RectoRegistration *self); /* blocks in the fit */
const RectoPointPair *recto_registration_get_pairs (const RectoRegistration *self, guint *n_pairs);

/* JSON: {"status", "reason", "reason_code", "model", "source", "transform": [9], "error": {"rms_px", "max_px", "rms_mm",
 * "held_out"}, "agreeing", "pairs": [[rx, ry, mx, my, residual, held_out], …]}; null where unknown. Nine numbers alone, or
 * an object with only "transform", are read as recto_registration_new_given(). Errors: RECTO_ANALYSIS_ERROR_INVALID. */
JsonNode *recto_registration_to_json (const RectoRegistration *self);
RectoRegistration *recto_registration_new_from_json (JsonNode *node, GError **error);
char *recto_registration_to_text (const RectoRegistration *self);
RectoRegistration *recto_registration_new_from_text (const char *json, GError **error);

/* Registers moving to reference across lights by the direction of edges (double-angle gradient fields,
 * correlated by FFT over rotations and scales, refined blockwise; see recto-register.c for the method and
 * its sources). dpi: of the reference, ≤ 0 when unknown. initial: a starting transform (from points set by hand) or NULL.
 * Never returns NULL but for cancellation (G_IO_ERROR_CANCELLED). Any thread; uses worker threads itself. */
RectoRegistration *recto_register_images (RectoImage *reference, RectoImage *moving, double dpi,
                                          const RectoMatrix3 *initial, GCancellable *cancellable,
                                          GError **error);
void recto_register_images_async (RectoImage *reference, RectoImage *moving, double dpi,
                                  const RectoMatrix3 *initial, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
RectoRegistration *recto_register_images_finish (GAsyncResult *result, GError **error);

/* Least squares on three or more pairs (residual and held_out of the input are ignored): similarity for 3, affine
 * for 4 or 5, homography from 6, unless a simpler model explains them as well. NOT_ALIGNED when fewer or collinear.
 * size: of the moving image, to check that the transform is usable over it. */
RectoRegistration *recto_register_points (const RectoPointPair *pairs, guint n_pairs, double dpi,
                                          guint moving_width, guint moving_height);

G_END_DECLS

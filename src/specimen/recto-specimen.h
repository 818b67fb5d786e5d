/* recto-specimen.h: draws pages of the State of Utopia in every light
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A TD3 data page (125 × 88 mm) with guilloches, a drawn portrait, data fields, microprint, ghost portrait,
 * signature, MRZ in OCR-B (Debian's fonts-ocr-b) at 2.54 mm pitch and paper texture, as seen in white light, under UV 365 and in IR. The same seed and options give the
 * same pixels. Planted deviations and displacements are told in truth.json. Any thread.
 */

#pragma once

#include "recto-image.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_FORGERY_NONE = 0,
  RECTO_FORGERY_PHOTO = 1 << 0,    /* "photo": portrait substituted; pattern across its edge interrupted, IR and UV differ */
  RECTO_FORGERY_PAPER = 1 << 1,    /* "paper": UV-bright paper */
  RECTO_FORGERY_DIGIT = 1 << 2,    /* "digit": a digit of the printed number erased and overwritten; glow in UV, old digit in IR */
  RECTO_FORGERY_MRZ = 1 << 3,      /* "mrz": MRZ altered, its check digits no longer agree */
  RECTO_FORGERY_FIBRES = 1 << 4,   /* "fibres": fluorescent fibres missing */
} RectoForgery;

/* "none", "photo", "paper", "digit", "mrz", "fibres", "all", or several with commas. */
gboolean recto_forgery_from_string (const char *text, RectoForgery *forgery);

typedef struct
{
  double dpi;            /* 50 to 2400 */
  guint32 seed;          /* holder, number, pattern, fibres, portrait, noise */
  RectoForgery forgery;
  gboolean displaced;    /* UV and IR rotated, scaled and shifted against white, as a real capture is */
  double max_rotation;   /* degrees, with displaced: the planted transform is drawn from ± these by seed; 0: defaults 1.5°, 1 %, 1.5 % */
  double max_scale;      /* fraction */
  double max_shift;      /* fraction of the width */
  double noise;          /* standard deviation in 8-bit levels; 0: light default */
} RectoSpecimenOptions;

void recto_specimen_options_init (RectoSpecimenOptions *options); /* 600 dpi, seed 1, none, displaced */

typedef enum
{
  RECTO_SPECIMEN_WHITE,
  RECTO_SPECIMEN_UV365,
  RECTO_SPECIMEN_IR,
} RectoSpecimenLight;

/* One light of the page, RGB 8 bit (IR grey), with dpi set. transform (may be NULL): true map from this picture's pixels to the
 * white picture's. */
RectoImage *recto_specimen_draw (const RectoSpecimenOptions *options, RectoSpecimenLight light,
                                 RectoMatrix3 *transform, GError **error);

/* truth.json as text: options, document data, MRZ lines, transforms, planted deviations with kind, box in white pixels, feature
 * and method codes, and the lights in which they show. */
char *recto_specimen_dup_truth (const RectoSpecimenOptions *options);

/* page-white.png, page-uv365.png, page-ir.png and truth.json into directory, which is made when missing. */
gboolean recto_specimen_write (const RectoSpecimenOptions *options, const char *directory,
                               gboolean replace, GError **error);

G_END_DECLS

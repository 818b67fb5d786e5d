/* recto-colour.h: colour profiles, L*a*b* and colour differences
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The samples of a picture are numbers. A colour profile (ICC.1:2010 and ICC.1:2001-04, read by Little CMS 2) says which colours they stand
 * for. Recto shows the numbers as stored; converting them is a step of a recipe that the examiner adds.
 *
 * Profiles come from files and are hostile until read: size, class, colour space and connection space are checked before a transform is
 * made, and nothing but words comes out of a bad one. Profiles and transforms are immutable and reference-counted: any thread, many at once.
 *
 * What Little CMS computes (curves by interpolation, powers by the C library) is the same for any split into rows or tiles and for any number of threads,
 * since no pixel is remembered from the one before (cmsFLAGS_NOCACHE). Between versions of Little CMS the last bit may differ;
 * recto_colour_get_engine() names the version for the record.
 */

#pragma once

#include "recto-image.h"

G_BEGIN_DECLS

/* "Little CMS 2.14". */
const char *recto_colour_get_engine (void);

/* ----- profiles ----- */

/* No profile of a scanner or display comes near; printers' stay below 5 MB. */
#define RECTO_COLOUR_MAX_PROFILE (16 * 1024 * 1024)

typedef struct _RectoColourProfile RectoColourProfile;

/* Reads a profile for a picture of channels (1 or 3). Accepted: input, display and colour-space profiles of grey or RGB with XYZ or L*a*b* as
 * connection space. Errors of RECTO_IMAGE_ERROR: DAMAGED, TOO_LARGE, UNSUPPORTED (another class or colour space, or one that does not fit the
 * picture). */
RectoColourProfile *recto_colour_profile_new (GBytes *bytes, guint channels, GError **error);
/* What pictures without a profile are taken for: sRGB (IEC 61966-2-1), or grey with sRGB's tone curve. */
RectoColourProfile *recto_colour_profile_new_srgb (guint channels);
/* The picture's own, or sRGB where it has none that can be used; then calibrated is FALSE. Never NULL. */
RectoColourProfile *recto_colour_profile_new_for_image (RectoImage *image, gboolean *calibrated);
RectoColourProfile *recto_colour_profile_ref (RectoColourProfile *self);
void recto_colour_profile_unref (RectoColourProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoColourProfile, recto_colour_profile_unref)

/* Valid UTF-8 on one line, at most 80 characters; what the profile says of itself. Never empty. */
const char *recto_colour_profile_get_description (const RectoColourProfile *self);
guint recto_colour_profile_get_channels (const RectoColourProfile *self);
/* Whether converting to sRGB would move no 8-bit colour by more than one level (looked at on a grid of 17 values a channel, every value of grey). */
gboolean recto_colour_profile_is_srgb (const RectoColourProfile *self);
/* Why converting the picture to sRGB changes nothing (no profile, an unusable one, sRGB already), as whole sentences; NULL when it does. */
char *recto_colour_dup_obstacle (RectoImage *image);
/* The bytes of an sRGB profile, for pictures that were converted. Borrowed. */
GBytes *recto_colour_get_srgb_bytes (guint channels);

/* ----- conversion to sRGB ----- */

typedef enum
{
  RECTO_INTENT_RELATIVE, /* relative colorimetric: white to white, colours kept */
  RECTO_INTENT_PERCEPTUAL,
  RECTO_INTENT_SATURATION,
  RECTO_INTENT_ABSOLUTE, /* the white of the medium is kept, too */
} RectoIntent;

typedef struct _RectoColourTransform RectoColourTransform;

/* From self to sRGB, channels and depth (8 or 16) unchanged; grey goes to grey with sRGB's tone curve. black_point: black point compensation (Adobe, 2006; ISO
 * 18619), without effect on the absolute intent. Error: UNSUPPORTED when the profile has no way to do it. */
RectoColourTransform *recto_colour_transform_new (RectoColourProfile *self, guint depth, RectoIntent intent,
                                                  gboolean black_point, GError **error);
RectoColourTransform *recto_colour_transform_ref (RectoColourTransform *self);
void recto_colour_transform_unref (RectoColourTransform *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoColourTransform, recto_colour_transform_unref)

/* n pixels of the profile's channels; in and out may be the same. Any thread. */
void recto_colour_transform_run (const RectoColourTransform *self, gconstpointer in, gpointer out, gsize n);

/* ----- CIE 1976 L*a*b* ----- */

typedef struct
{
  double l; /* 0 to 100 */
  double a;
  double b;
} RectoLab;

/* L*a*b* of a stored pixel, relative to D50 (the connection space of ICC.1; media-relative, no black point compensation), through the profile. 0, 0, 0 where
 * the profile gives no number. depth 8 or 16. */
RectoLab recto_colour_profile_get_lab (const RectoColourProfile *self, const guint *samples, guint depth);

/* ----- colour differences ----- */

/* The parts of a difference, sample less reference: ΔE76² = ΔL*² + ΔC*² + ΔH*² (CIE 15:2004, 8.2.1). ΔH* has the sign of the turn of
 * hue, plus for opposite hues. */
typedef struct
{
  double l;
  double c;
  double h;
} RectoLabParts;

/* CIE 1976: the distance in L*a*b*. */
double recto_lab_delta_e76 (const RectoLab *reference, const RectoLab *sample);
/* CIEDE2000 with kL = kC = kH = 1, by G. Sharma, W. Wu, E. N. Dalal: The CIEDE2000 color-difference formula: implementation notes, supplementary
 * test data, and mathematical observations. Color Research and Application 30 (1), 2005, 21–30. Symmetric. */
double recto_lab_delta_e2000 (const RectoLab *reference, const RectoLab *sample);
RectoLabParts recto_lab_parts (const RectoLab *reference, const RectoLab *sample);

G_END_DECLS

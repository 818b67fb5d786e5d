/* recto-calibration.h: how large a pixel of the page is, from what, and how sure that is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Scale is one source of size: the four corners of a page of known size (perspective corrected), the pitch of the machine-readable zone, a ruler in
 * the picture, or the file's claim of a resolution. A Calibration is a list of them: the chosen one measures, the others are held against it.
 *
 * What a source rests on are its inputs: where its marks were set, each coordinate with the pointing error as its standard uncertainty, and the size
 * they stand for, whose tolerance ±t is taken as a rectangular distribution, t / √3 (JCGM 100:2008, the “GUM”, 4.3.7). The transform to millimetres is
 * a function of the inputs, so uncertainty is carried through the very arithmetic that measures. Coordinates are page pixels. Any thread.
 */

#pragma once

#include "recto-recipe.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_SCALE_PAGE_SIZE, /* four corners */
  RECTO_SCALE_MRZ_PITCH, /* the same place of two characters of one line */
  RECTO_SCALE_RULER,     /* two marks of a ruler */
  RECTO_SCALE_DPI,       /* a claim */
} RectoScaleSource;

/* Half widths where nothing else is said. */
#define RECTO_PAGE_TOLERANCE_MM 0.75 /* ICAO Doc 9303-4 to -7, nominal dimensions */
/* Doc 9303-3 gives 10 characters per 25.4 mm and no tolerance of the pitch; this one is assumed, wider than printers are. */
#define RECTO_MRZ_PITCH_MM 2.54
#define RECTO_MRZ_TOLERANCE_MM 0.025
#define RECTO_DPI_TOLERANCE 0.05 /* share; nobody vouches for the claim */
#define RECTO_POINTING_PX 0.5    /* standard uncertainty of a coordinate that was set by hand */

typedef struct
{
  RectoScaleSource source;
  RectoPoint points[4]; /* corners: upper left, then clockwise as the page is printed; or two marks; none for a claim */
  double size[2];       /* mm: page width and height, pitch, length between the marks; or dpi along x and y */
  guint n_pitches;      /* from the first character to the second */
  double tolerance;     /* half width in mm (of the pitch, each side, the length); a share for a claim */
  double pointing_px;
  double aspect;        /* height of a pixel by its width, where the source tells one direction only */
} RectoScale;

/* Nominal sizes of travel documents: "TD1", "TD2", "TD3", "MRV-A", "MRV-B". */
gboolean recto_page_size_from_name (const char *name, double *width_mm, double *height_mm);

/* Points and sizes as in RectoScale. Each fails with words (RECTO_ANALYSIS_ERROR_INVALID) where no scale can come of it. */
gboolean recto_scale_init_page_size (RectoScale *self, const RectoPoint *corners, double width_mm, double height_mm,
                                     double tolerance_mm, double pointing_px, GError **error);
gboolean recto_scale_init_mrz_pitch (RectoScale *self, RectoPoint first, RectoPoint last, guint n_pitches,
                                     double tolerance_mm, double pointing_px, double aspect, GError **error);
gboolean recto_scale_init_ruler (RectoScale *self, RectoPoint from, RectoPoint to, double length_mm,
                                 double tolerance_mm, double pointing_px, double aspect, GError **error);
gboolean recto_scale_init_dpi (RectoScale *self, double dpi_x, double dpi_y, double tolerance, GError **error);

/* Page pixels to millimetres; the origin means nothing but for PAGE_SIZE, where it is the page's upper left corner. */
RectoMatrix3 recto_scale_get_transform (const RectoScale *self);

/* Millimetres per pixel at a place, along a direction in the picture (need not be of length 1), and its relative standard uncertainty. */
double recto_scale_get_mm_per_px (const RectoScale *self, RectoPoint place, RectoPoint direction, double *relative_u);
const char *recto_scale_source_to_string (RectoScaleSource source); /* "page-size", "mrz-pitch", "ruler", "dpi" */
const char *recto_scale_source_get_label (RectoScaleSource source); /* "page size" …, translated */

/* Two sources held against each other where both say something: along the line of a ruler or MRZ, else along x or y at
 * place, whichever differs more. */
typedef struct
{
  double mm_per_px[2];
  double relative_u[2];
  double normalised; /* |difference| by the combined standard uncertainty */
  gboolean disagree; /* normalised > 2 */
} RectoScaleComparison;

void recto_scale_compare (const RectoScale *a, const RectoScale *b, RectoPoint place, RectoScaleComparison *comparison);
/* A whole sentence: whether they agree, by how much they differ and against what. */
char *recto_scale_dup_comparison_text (const RectoScale *a, const RectoScale *b, const RectoScaleComparison *comparison);

#define RECTO_TYPE_CALIBRATION (recto_calibration_get_type ())
typedef struct _RectoCalibration RectoCalibration;
GType recto_calibration_get_type (void);

/* chosen: which of the scales measures. Immutable. */
RectoCalibration *recto_calibration_new (const RectoScale *scales, guint n_scales, guint chosen);
RectoCalibration *recto_calibration_ref (RectoCalibration *self);
void recto_calibration_unref (RectoCalibration *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoCalibration, recto_calibration_unref)

guint recto_calibration_get_n_scales (const RectoCalibration *self);
const RectoScale *recto_calibration_get_scale (const RectoCalibration *self, guint index);
guint recto_calibration_get_chosen (const RectoCalibration *self);

/* {"recto-calibration": 1, "chosen": 0, "scales": [{"source": "page-size", "corners": [[x, y] × 4], "width", "height", "tolerance", "pointing"},
 * {"source": "mrz-pitch", "points": [[x, y] × 2], "pitches", "pitch", "tolerance", "pointing", "aspect"},
 * {"source": "ruler", "points": [[x, y] × 2], "length", "tolerance", "pointing", "aspect"}, {"source": "dpi", "dpi": [x, y], "tolerance"}]}. Read
 * strictly; tolerance (but a ruler's), pointing, pitch, aspect and chosen may be left out. Canonical. Errors: RECTO_ANALYSIS_ERROR_INVALID. */
char *recto_calibration_to_text (const RectoCalibration *self);
RectoCalibration *recto_calibration_new_from_text (const char *json, GError **error);

G_END_DECLS

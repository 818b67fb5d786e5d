/* recto-statistics.h: the numbers of an area and of a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pixel belongs to an area when its centre lies in it. Wholly transparent pixels hold no picture and are left out. Sums are of whole numbers and quantiles
 * come from counts, so the answer does not depend on order. Any thread.
 */

#pragma once

#include "recto-colour.h"
#include "recto-shape.h"

G_BEGIN_DECLS

typedef struct
{
  double mean;
  double deviation; /* standard deviation of the sample, by n - 1; 0 for one pixel */
  guint minimum, maximum;
  /* Quantiles between the two nearest values in proportion (R. J. Hyndman, Y. Fan: Sample quantiles in statistical packages, 1996, definition 7). */
  double p5, q1, median, q3, p95;
} RectoChannelStatistics;

typedef struct
{
  guint64 n;
  guint n_channels;
  guint depth;
  RectoChannelStatistics channels[3]; /* grey, or R G B; stored values */
  RectoLab lab;                       /* mean of the pixels' L*a*b* */
  gboolean calibrated;                /* by the picture's own profile; else sRGB was assumed */
} RectoAreaStatistics;

/* shape: rectangle, ellipse or polygon in page pixels; a rectangle without rotation takes the pixels with x ≤ centre < x + width. to_page: of the picture, NULL: it is the
 * page's own. Errors: RECTO_ANALYSIS_ERROR_INVALID (no area, no pixel in it), G_IO_ERROR_CANCELLED. */
gboolean recto_area_statistics (RectoImage *image, const RectoShape *shape, const RectoMatrix3 *to_page,
                                RectoAreaStatistics *statistics, GCancellable *cancellable, GError **error);

typedef struct
{
  guint n;            /* samples: one for each whole pixel from the first point on */
  guint n_channels;
  double *distances;  /* from the first point, pixels */
  double *values;     /* n × n_channels; NAN outside of the picture */
} RectoLineProfile;

void recto_line_profile_free (RectoLineProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoLineProfile, recto_line_profile_free)

/* Along from → to in the picture's pixels. Each sample is the mean of width (≥ 1) values one pixel apart across the line, each
 * between its four nearest pixels in proportion; those outside are left out of the mean. */
RectoLineProfile *recto_line_profile_new (RectoImage *image, RectoPoint from, RectoPoint to, guint width, GError **error);

G_END_DECLS

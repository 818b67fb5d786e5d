/* recto-calibration-compare.c: two sources of size held against each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The normalised error is the difference by the combined standard uncertainty of both; above 2 (the two intervals for k = 2, combined, do not
 * reach from one to the other) the sources disagree. They are taken as independent.
 */

#include "config.h"
#include "recto-calibration-private.h"

#include <glib/gi18n.h>
#include <math.h>

static void
compare_along (const RectoScale *a, const RectoScale *b, RectoPoint place, RectoPoint direction,
               RectoScaleComparison *result)
{
  const RectoScale *const scales[2] = { a, b };
  double u[2], difference;

  for (guint i = 0; i < 2; i++)
    {
      result->mm_per_px[i] = recto_scale_get_mm_per_px (scales[i], place, direction, &result->relative_u[i]);
      u[i] = result->relative_u[i] * result->mm_per_px[i];
    }
  difference = fabs (result->mm_per_px[0] - result->mm_per_px[1]);
  result->normalised = difference > 0 ? difference / hypot (u[0], u[1]) : 0;
  result->disagree = result->normalised > 2;
}

void
recto_scale_compare (const RectoScale *a, const RectoScale *b, RectoPoint place, RectoScaleComparison *comparison)
{
  const RectoScale *line = recto_scale_get_n_points (a->source) == 2   ? a
                           : recto_scale_get_n_points (b->source) == 2 ? b
                                                                       : NULL;
  RectoScaleComparison along_y;

  if (line != NULL)
    {
      const RectoPoint *p = line->points;

      compare_along (a, b, (RectoPoint) { (p[0].x + p[1].x) / 2, (p[0].y + p[1].y) / 2 },
                     (RectoPoint) { p[1].x - p[0].x, p[1].y - p[0].y }, comparison);
      return;
    }
  compare_along (a, b, place, (RectoPoint) { 1, 0 }, comparison);
  compare_along (a, b, place, (RectoPoint) { 0, 1 }, &along_y);
  if (along_y.normalised > comparison->normalised)
    *comparison = along_y;
}

char *
recto_scale_dup_comparison_text (const RectoScale *a, const RectoScale *b, const RectoScaleComparison *comparison)
{
  const char *first = recto_scale_source_get_label (a->source), *second = recto_scale_source_get_label (b->source);
  double percent = 100 * (comparison->mm_per_px[1] / comparison->mm_per_px[0] - 1);
  double allowed = 200 * hypot (comparison->relative_u[0], comparison->relative_u[1] * comparison->mm_per_px[1] / comparison->mm_per_px[0]);

  if (!comparison->disagree)
    return g_strdup_printf (_("The scale from the %s agrees with the one from the %s: %+.2f %%, within ±%.2f %% (k = 2)."), second, first,
                            percent, allowed);
  return g_strdup_printf (_("The scale from the %s differs from the one from the %s by %+.2f %%, more than their uncertainties explain (±%.2f %%, k = 2). "
                             "Check the marks, the kind of document, and whether one of them was altered."),
                          second, first, percent, allowed);
}

/* recto-histogram-view.h: the histogram of an exposure, with the marks of its tone step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Channels overlaid or one alone, logarithmic or linear. The three marks below are black point, gamma and white point: dragged, or moved by the
 * arrow keys (Up and Down choose the mark). Signal "levels-moved" (double black, double gamma, double white, gboolean final).
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-histogram.h"

G_BEGIN_DECLS

#define RECTO_TYPE_HISTOGRAM_VIEW (recto_histogram_view_get_type ())
G_DECLARE_FINAL_TYPE (RectoHistogramView, recto_histogram_view, RECTO, HISTOGRAM_VIEW, GtkBox)

GtkWidget *recto_histogram_view_new (void);
/* NULL: the picture is not there yet. Copied. */
void recto_histogram_view_set_histogram (RectoHistogramView *self, const RectoHistogram *histogram);
void recto_histogram_view_set_levels (RectoHistogramView *self, double black, double gamma, double white);

/* Whether the marks are applied to the stored samples: not where another step comes before them. Only then it is told what they cut off. */
void recto_histogram_view_set_cuts (RectoHistogramView *self, gboolean cuts);
gboolean recto_histogram_view_get_cuts (RectoHistogramView *self);
/* Percent of the samples of the channels shown that lie beyond the black and the white mark. */
void recto_histogram_view_get_clipped (RectoHistogramView *self, double *dark, double *light);

G_END_DECLS

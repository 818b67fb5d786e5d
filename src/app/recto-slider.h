/* recto-slider.h: a scale that fills from its neutral value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Double click or Delete resets; arrow keys step, with Shift ten times. Signal "moved" (gboolean final): the user changed the value; final when the
 * button was let go or the keys rested for 300 ms.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RECTO_TYPE_SLIDER (recto_slider_get_type ())
G_DECLARE_FINAL_TYPE (RectoSlider, recto_slider, RECTO, SLIDER, GtkScale)

GtkWidget *recto_slider_new (double minimum, double maximum, double step, double neutral);
/* Without a signal. */
void recto_slider_set (RectoSlider *self, double value);
double recto_slider_get (RectoSlider *self);

G_END_DECLS

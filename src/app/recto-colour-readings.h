/* recto-colour-readings.h: the numbers under the pointer, in A and B
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stored values, values after the recipe, L*a*b* of the stored values with the profile it comes from (or "uncalibrated"), and, when a place was
 * set as the reference, the CIEDE2000 difference of each exposure from itself at that place.
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-renderer.h"

G_BEGIN_DECLS

#define RECTO_TYPE_COLOUR_READINGS (recto_colour_readings_get_type ())
G_DECLARE_FINAL_TYPE (RectoColourReadings, recto_colour_readings, RECTO, COLOUR_READINGS, GtkBox)

GtkWidget *recto_colour_readings_new (void);
/* side 0: A, 1: B. renderer: of the one exposure, NULL without; image: its picture, NULL when it is not loaded. */
void recto_colour_readings_set_exposure (RectoColourReadings *self, guint side, RectoRenderer *renderer, RectoImage *image);
/* In page coordinates; NULL: none. */
void recto_colour_readings_set_pointer (RectoColourReadings *self, const RectoPoint *page);
void recto_colour_readings_set_reference (RectoColourReadings *self, const RectoPoint *page);

G_END_DECLS

/* recto-exposure-row.h: one exposure in the film strip
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-items.h"

G_BEGIN_DECLS

#define RECTO_TYPE_EXPOSURE_ROW (recto_exposure_row_get_type ())
G_DECLARE_FINAL_TYPE (RectoExposureRow, recto_exposure_row, RECTO, EXPOSURE_ROW, GtkListBoxRow)

GtkWidget *recto_exposure_row_new (RectoExposureItem *exposure, gboolean compact);
RectoExposureItem *recto_exposure_row_get_exposure (RectoExposureRow *self);
/* "±0.4 px", "not aligned", "reference", "aligning…"; css_class: its colour. */
char *recto_exposure_dup_registration_words (RectoExposureItem *exposure, const char **css_class);

G_END_DECLS

/* recto-finding-marker.h: the number of a finding in the look of its result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-annotation.h"

G_BEGIN_DECLS

#define RECTO_TYPE_FINDING_MARKER (recto_finding_marker_get_type ())
G_DECLARE_FINAL_TYPE (RectoFindingMarker, recto_finding_marker, RECTO, FINDING_MARKER, GtkWidget)

GtkWidget *recto_finding_marker_new (void);
void recto_finding_marker_set (RectoFindingMarker *self, guint number, RectoAnnotationStyle style);

G_END_DECLS

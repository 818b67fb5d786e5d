/* recto-cli-measure.h: what the parts of measure share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-cli.h"
#include "recto-image.h"

G_BEGIN_DECLS

/* The stored values of one area, or of two and their colour difference. Each: 2 points for an upright box, whose pixels are counted
 * with both corners; 3 or more for a polygon. other may be NULL. */
int recto_cli_measure_statistics (const char *path, RectoImage *image, const RectoPoint *points, guint n_points,
                                  const RectoPoint *other, guint n_other, gboolean as_json);
/* The values along a line of 2 points. */
int recto_cli_measure_profile (const char *path, RectoImage *image, const RectoPoint *points, guint width, gboolean as_json);

G_END_DECLS

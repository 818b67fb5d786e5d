/* recto-lab.h: CIELAB of sRGB samples and back, the same bits everywhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For D65; samples are taken as sRGB (IEC 61966-2-1), the matrices are B. Lindbloom's. Constant once made: any thread.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _RectoLab RectoLab;

/* Free with g_free(). */
RectoLab *recto_lab_new (guint depth);
/* L* 0 to 100, a*, b*. Within 2e-4. */
void recto_lab_from_samples (const RectoLab *self, guint r, guint g, guint b, double *lab);
/* sRGB, 0 to 1; beyond the gamut each is clamped. Within 2e-6. */
void recto_lab_to_srgb (const RectoLab *self, const double *lab, double *rgb);

G_END_DECLS

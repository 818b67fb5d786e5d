/* recto-operations.h: the descriptors, and the arithmetic they share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-operation.h"

G_BEGIN_DECLS

extern const RectoOperation recto_operation_tone_1;
extern const RectoOperation recto_operation_channel_1;
extern const RectoOperation recto_operation_invert_1;
extern const RectoOperation recto_operation_profile_1;
extern const RectoOperation recto_operation_equalise_1;
extern const RectoOperation recto_operation_unsharp_1;
extern const RectoOperation recto_operation_auto_levels_1;
extern const RectoOperation recto_operation_threshold_1;
extern const RectoOperation recto_operation_curve_1;
extern const RectoOperation recto_operation_channel_mixer_1;
extern const RectoOperation recto_operation_median_1;
extern const RectoOperation recto_operation_high_pass_1;
extern const RectoOperation recto_operation_relief_1;
extern const RectoOperation recto_operation_edge_1;
extern const RectoOperation recto_operation_background_1;
extern const RectoOperation recto_operation_denoise_1;
extern const RectoOperation recto_operation_blur_1;
extern const RectoOperation recto_operation_clahe_1;
extern const RectoOperation recto_operation_decorrelation_stretch_1;
extern const RectoOperation recto_operation_principal_components_1;
extern const RectoOperation recto_operation_separate_1;
extern const RectoOperation recto_operation_false_colour_1;
extern const RectoOperation recto_operation_white_balance_1;
extern const RectoOperation recto_operation_pseudocolour_1;
extern const RectoOperation recto_operation_local_contrast_1;
extern const RectoOperation recto_operation_raster_1;
extern const RectoOperation recto_operation_spectrum_1;

/* output_channels of an operation that leaves the channels as they are. */
guint recto_same_channels (const double *values, guint channels);

/* Runs a table over every sample; table has 256 guint8 or 65536 guint16. */
void recto_table_run (gconstpointer table, const RectoPixels *in, RectoPixels *out);
/* The same with a table for each channel of in, one behind the other. */
void recto_tables_run (gconstpointer tables, const RectoPixels *in, RectoPixels *out);
/* n bytes through a table of 256; to may be from. */
void recto_table_map (const guint8 *map, const guint8 *from, guint8 *to, gsize n);

/* x^y for x in [0, 1] and y > 0, in IEEE additions, multiplications and divisions of a fixed order, so that every machine
 * gives the same bits. Within 1e-12 of the exact value. */
double recto_exact_power (double x, double y);

/* ln x for x > 0, the same bits everywhere. Within 1e-13 of the exact value or of its size. */
double recto_exact_log (double x);

/* Linear light (0 to 1) of an sRGB value (0 to 1), IEC 61966-2-1. */
double recto_exact_srgb_to_linear (double v);

/* Sine and cosine of an angle in degrees, the same bits everywhere; exact at multiples of 90. */
void recto_exact_sine (double degrees, double *sine, double *cosine);

G_END_DECLS

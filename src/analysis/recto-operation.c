/* recto-operation.c: the list of operations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "operations/recto-operations.h"

static const RectoOperation *const operations[] = {
  &recto_operation_tone_1,
  &recto_operation_channel_1,
  &recto_operation_invert_1,
  &recto_operation_profile_1,
  &recto_operation_equalise_1,
  &recto_operation_unsharp_1,
  &recto_operation_auto_levels_1,
  &recto_operation_threshold_1,
  &recto_operation_curve_1,
  &recto_operation_channel_mixer_1,
  &recto_operation_median_1,
  &recto_operation_high_pass_1,
  &recto_operation_relief_1,
  &recto_operation_edge_1,
  &recto_operation_background_1,
  &recto_operation_denoise_1,
  &recto_operation_blur_1,
  &recto_operation_clahe_1,
  &recto_operation_decorrelation_stretch_1,
  &recto_operation_principal_components_1,
  &recto_operation_separate_1,
  &recto_operation_false_colour_1,
  &recto_operation_white_balance_1,
  &recto_operation_pseudocolour_1,
  &recto_operation_local_contrast_1,
  &recto_operation_raster_1,
  &recto_operation_spectrum_1,
  NULL,
};

const RectoOperation *const *
recto_operation_list (void)
{
  return operations;
}

const RectoOperation *
recto_operation_find (const char *name, guint version)
{
  for (gsize i = 0; operations[i] != NULL; i++)
    if (g_str_equal (operations[i]->name, name)
        && (version == 0 || operations[i]->version == version))
      return operations[i];
  return NULL;
}

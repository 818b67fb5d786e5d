/* recto-operation-profile.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the picture's embedded colour profile to sRGB. Without a profile, with one that cannot be used, or with one that is
 * sRGB in effect, nothing is changed. Each pixel is converted by itself, so that tiles and threads do not matter.
 */

#include "config.h"
#include "recto-colour.h"
#include "recto-operations.h"

#include <glib/gi18n.h>
#include <string.h>

enum
{
  INTENT,
  BLACK_POINT,
  N_PARAMS,
};

/* In the order of RectoIntent. */
static const RectoParamChoice intents[] = {
  { "relative", N_ ("Relative colorimetric") },
  { "perceptual", N_ ("Perceptual") },
  { "saturation", N_ ("Saturation") },
  { "absolute", N_ ("Absolute colorimetric") },
  { NULL, NULL },
};

static const RectoParam params[N_PARAMS] = {
  { "intent", N_ ("Rendering intent"), N_ ("What is kept where sRGB cannot show a colour; relative colorimetric changes least"), "", RECTO_PARAM_CHOICE, 0, 3, 0, 1, 0, intents },
  { "black_point", N_ ("Black point compensation"), N_ ("Maps the darkest black of the profile to the darkest of sRGB, so that shadows keep their steps"), "", RECTO_PARAM_BOOLEAN, 0, 1, 1, 1, 0, NULL },
};

static guint
same_channels (const double *values, guint channels)
{
  return channels;
}

static gpointer
prepare (const double *values, guint channels, guint depth, GBytes *bytes)
{
  g_autoptr (RectoColourProfile) profile = NULL;

  if (bytes == NULL)
    return NULL;
  profile = recto_colour_profile_new (bytes, channels, NULL);
  if (profile == NULL || recto_colour_profile_is_srgb (profile))
    return NULL;
  return recto_colour_transform_new (profile, depth, (RectoIntent) values[INTENT], values[BLACK_POINT] != 0, NULL);
}

static void
free_prepared (gpointer prepared)
{
  recto_colour_transform_unref (prepared);
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  gsize bytes = (gsize) in->width * in->channels * (in->depth / 8);

  for (guint y = 0; y < in->height; y++)
    if (prepared != NULL)
      recto_colour_transform_run (prepared, in->data + y * in->stride, out->data + y * out->stride, in->width);
    else
      memcpy (out->data + y * out->stride, in->data + y * in->stride, bytes);
}

const RectoOperation recto_operation_profile_1 = {
  .name = "profile",
  .version = 1,
  .label = N_ ("Convert profile to sRGB"),
  .help = N_ ("Shows the colours that the picture’s embedded profile says, instead of the stored numbers. It belongs "
              "before every other step."),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = same_channels,
  .prepare = prepare,
  .free_prepared = free_prepared,
  .run = run,
  .to_srgb = TRUE,
};

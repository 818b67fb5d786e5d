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

/* A table profile takes some 50 ms to be made ready, and a slider that is dragged asks at each step: the last few are kept. */
#define N_KEPT 6

typedef struct
{
  GBytes *bytes;
  guint channels;
  guint depth;
  guint intent;
  gboolean black_point;
  RectoColourTransform *transform; /* NULL: nothing to convert */
} Kept;

static GMutex mutex;
static Kept kept[N_KEPT]; /* newest first */

static RectoColourTransform *
make_transform (const Kept *key)
{
  g_autoptr (RectoColourProfile) profile = recto_colour_profile_new (key->bytes, key->channels, NULL);

  if (profile == NULL || recto_colour_profile_is_srgb (profile))
    return NULL;
  return recto_colour_transform_new (profile, key->depth, (RectoIntent) key->intent, key->black_point, NULL);
}

static gboolean
is_same (const Kept *a, const Kept *b)
{
  return a->bytes != NULL && a->channels == b->channels && a->depth == b->depth && a->intent == b->intent
         && a->black_point == b->black_point && g_bytes_equal (a->bytes, b->bytes);
}

static gpointer
prepare (const RectoStepInput *input)
{
  GBytes *bytes = input->profile;
  Kept found = { bytes, input->channels, input->depth, (guint) input->values[INTENT],
                 input->values[BLACK_POINT] != 0, NULL };
  guint at = 0;

  if (bytes == NULL)
    return NULL;
  g_mutex_lock (&mutex);
  while (at < N_KEPT && !is_same (&kept[at], &found))
    at++;
  if (at < N_KEPT)
    found = kept[at];
  else
    {
      at = N_KEPT - 1;
      g_clear_pointer (&kept[at].bytes, g_bytes_unref);
      g_clear_pointer (&kept[at].transform, recto_colour_transform_unref);
      found.transform = make_transform (&found);
      g_bytes_ref (bytes);
    }
  memmove (kept + 1, kept, at * sizeof *kept);
  kept[0] = found;
  if (found.transform != NULL)
    recto_colour_transform_ref (found.transform);
  g_mutex_unlock (&mutex);
  return found.transform;
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
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("ICC colour management"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .prepare = prepare,
  .free_prepared = free_prepared,
  .run = run,
  .to_srgb = TRUE,
};

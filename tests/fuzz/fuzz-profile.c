/* fuzz-profile.c: any bytes as a colour profile
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fuzz-target.h"

#include <math.h>
#include <string.h>
#include "recto-colour.h"

static void
use (RectoColourProfile *profile, guint channels, guint depth, RectoIntent intent)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoColourTransform) transform
      = recto_colour_transform_new (profile, depth, intent, intent == RECTO_INTENT_RELATIVE, &error);
  guint16 in[3 * 64], once[3 * 64], again[3 * 64];
  guint samples[3] = { 200, 100, 50 };
  RectoLab lab;

  if (transform == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (in); i++)
    in[i] = (guint16) (i * 331);
  memset (once, 0, sizeof once);
  memset (again, 0, sizeof again);
  recto_colour_transform_run (transform, in, once, 64);
  /* Pixel by pixel it is the same. */
  for (guint i = 0; i < 64; i++)
    {
      gsize bytes = channels * depth / 8;

      recto_colour_transform_run (transform, (guint8 *) in + i * bytes, (guint8 *) again + i * bytes, 1);
    }
  g_assert_cmpmem (once, sizeof once, again, sizeof again);
  lab = recto_colour_profile_get_lab (profile, samples, depth);
  g_assert_true (isfinite (lab.l) && isfinite (lab.a) && isfinite (lab.b));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  for (guint channels = 1; channels <= 3; channels += 2)
    {
      g_autoptr (GError) error = NULL;
      RectoColourProfile *profile = recto_colour_profile_new (bytes, channels, &error);

      if (profile == NULL)
        {
          g_assert_nonnull (error);
          g_assert_true (g_utf8_validate (error->message, -1, NULL));
          continue;
        }
      g_assert_true (g_utf8_validate (recto_colour_profile_get_description (profile), -1, NULL));
      use (profile, channels, 8, RECTO_INTENT_RELATIVE);
      use (profile, channels, 16, RECTO_INTENT_PERCEPTUAL);
      recto_colour_profile_unref (profile);
    }
  return 0;
}

/* recto-operation-false-colour.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each channel that comes out is a stored channel, its opposite, or the luminance. A grey picture has the same in all of them: where some are turned round and others
 * not it becomes coloured.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"

#include <glib/gi18n.h>

enum
{
  FROM_RED,
  FROM_GREEN,
  FROM_BLUE,
  FROM_LUMINANCE,
  OPPOSITE, /* added */
  N_SOURCES = 2 * OPPOSITE,
};

static const RectoParamChoice sources[] = {
  { "red", N_ ("Red") },
  { "green", N_ ("Green") },
  { "blue", N_ ("Blue") },
  { "luminance", N_ ("Luminance") },
  { "not-red", N_ ("Red, inverted") },
  { "not-green", N_ ("Green, inverted") },
  { "not-blue", N_ ("Blue, inverted") },
  { "not-luminance", N_ ("Luminance, inverted") },
  { NULL, NULL },
};

static const RectoParam params[3] = {
  { "red", N_ ("Shown as red"), N_ ("The channel that is seen as red"), "", RECTO_PARAM_CHOICE, 0, N_SOURCES - 1, FROM_GREEN, 1, 0, sources },
  { "green", N_ ("Shown as green"), N_ ("The channel that is seen as green"), "", RECTO_PARAM_CHOICE, 0, N_SOURCES - 1, FROM_BLUE, 1, 0, sources },
  { "blue", N_ ("Shown as blue"), N_ ("The channel that is seen as blue"), "", RECTO_PARAM_CHOICE, 0, N_SOURCES - 1, FROM_RED, 1, 0, sources },
};

static guint
output_channels (const double *values, guint channels)
{
  gboolean opposite = values[0] >= OPPOSITE;

  /* Grey stays grey as long as all three are alike. */
  if (channels == 1 && (values[1] >= OPPOSITE) == opposite && (values[2] >= OPPOSITE) == opposite)
    return 1;
  return 3;
}

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  guint depth = in->depth, top = recto_sample_top (depth);
  guint second = in->channels == 3 ? 1 : 0, third = in->channels == 3 ? 2 : 0;
  guint source[3];

  for (guint c = 0; c < 3; c++)
    source[c] = (guint) values[c];
  for (guint y = 0; y < in->height; y++)
    {
      const guint8 *from = in->data + y * in->stride;
      guint8 *to = out->data + y * out->stride;

      for (gsize x = 0; x < in->width; x++)
        {
          gsize at = x * in->channels;
          guint v[OPPOSITE] = { recto_sample_get (from, at, depth), recto_sample_get (from, at + second, depth),
                                recto_sample_get (from, at + third, depth), recto_sample_grey (from, x, in->channels, depth) };

          for (guint c = 0; c < out->channels; c++)
            {
              guint sample = v[source[c] % OPPOSITE];

              recto_sample_put (to, x * out->channels + c, depth, source[c] >= OPPOSITE ? top - sample : sample);
            }
        }
    }
}

static gboolean
is_neutral (const double *values)
{
  return values[0] == FROM_RED && values[1] == FROM_GREEN && values[2] == FROM_BLUE;
}

const RectoOperation recto_operation_false_colour_1 = {
  .name = "false-colour",
  .version = 1,
  .label = N_ ("False colour"),
  .help = N_ ("Shows channels as others: what lies in one that the eye sees badly, as weak print in blue, moves to where it sees well. A grey picture changes only where a channel is inverted."),
  .group = RECTO_GROUP_COLOUR,
  .keywords = N_ ("swap channels rotate hue infrared colour"),
  .params = params,
  .n_params = G_N_ELEMENTS (params),
  .output_channels = output_channels,
  .run = run,
  .is_neutral = is_neutral,
};

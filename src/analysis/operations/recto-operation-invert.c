/* recto-operation-invert.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-operations.h"

#include <glib/gi18n.h>

static void
run (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out)
{
  gsize n = (gsize) in->width * in->channels;

  for (guint y = 0; y < in->height; y++)
    if (in->depth == 8)
      {
        const guint8 *from = in->data + y * in->stride;
        guint8 *to = out->data + y * out->stride;

        for (gsize i = 0; i < n; i++)
          to[i] = 255 - from[i];
      }
    else
      {
        const guint16 *from = (const guint16 *) (in->data + y * in->stride);
        guint16 *to = (guint16 *) (out->data + y * out->stride);

        for (gsize i = 0; i < n; i++)
          to[i] = 65535 - from[i];
      }
}

const RectoOperation recto_operation_invert_1 = {
  .name = "invert",
  .version = 1,
  .label = N_ ("Invert"),
  .help = N_ ("Turns light into dark: faint bright traces on dark ground, as under UV, are easier to read as "
              "dark on bright."),
  .group = RECTO_GROUP_TONE,
  .keywords = N_ ("negative"),
  .params = NULL,
  .n_params = 0,
  .output_channels = recto_same_channels,
  .run = run,
  .per_sample = TRUE,
};

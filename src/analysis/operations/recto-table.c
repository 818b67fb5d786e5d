/* recto-table.c: samples through a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-operations.h"

void
recto_table_run (gconstpointer table, const RectoPixels *in, RectoPixels *out)
{
  gsize n = (gsize) in->width * in->channels;

  for (guint y = 0; y < in->height; y++)
    if (in->depth == 8)
      {
        const guint8 *map = table;
        const guint8 *from = in->data + y * in->stride;
        guint8 *to = out->data + y * out->stride;

        for (gsize i = 0; i < n; i++)
          to[i] = map[from[i]];
      }
    else
      {
        const guint16 *map = table;
        const guint16 *from = (const guint16 *) (in->data + y * in->stride);
        guint16 *to = (guint16 *) (out->data + y * out->stride);

        for (gsize i = 0; i < n; i++)
          to[i] = map[from[i]];
      }
}

/* recto-box.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-box.h"

#include <string.h>
#include "recto-cpu.h"

void
recto_box_init (RectoBox *self, const RectoPixels *in, guint radius)
{
  gsize n = (gsize) in->width * in->channels;

  g_assert (radius >= 1 && radius <= RECTO_BOX_MAX_RADIUS);
  *self = (RectoBox) { in, radius, -1, g_new (guint32, n), g_new (guint64, n) };
}

void
recto_box_clear (RectoBox *self)
{
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->squares, g_free);
}

/* by is 1, or −1 in two's complement. */
RECTO_LOOP void
count_8_body (guint32 *columns, guint64 *squares, const guint8 *row, guint32 by, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      columns[i] += row[i] * by;
      squares[i] += (guint64) (gint64) (gint32) ((guint32) row[i] * row[i] * by);
    }
}
RECTO_DEFINE_FORMS (count_8, (guint32 *columns, guint64 *squares, const guint8 *row, guint32 by, gsize n), (columns, squares, row, by, n))

RECTO_LOOP void
count_16_body (guint32 *columns, guint64 *squares, const guint16 *row, guint32 by, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      guint64 square = (guint32) row[i] * row[i];

      columns[i] += row[i] * by;
      squares[i] += by == 1 ? square : 0 - square;
    }
}
RECTO_DEFINE_FORMS (count_16, (guint32 *columns, guint64 *squares, const guint16 *row, guint32 by, gsize n), (columns, squares, row, by, n))

static void
count (RectoBox *self, gint64 y, gint32 by)
{
  const RectoPixels *in = self->in;
  const guint8 *row = in->data + (gsize) CLAMP (y, 0, (gint64) in->height - 1) * in->stride;
  gsize n = (gsize) in->width * in->channels;

  if (in->depth == 8)
    count_8 (self->columns, self->squares, row, (guint32) by, n);
  else
    count_16 (self->columns, self->squares, (const guint16 *) (const void *) row, (guint32) by, n);
}

static void
move_to (RectoBox *self, guint y)
{
  gsize n = (gsize) self->in->width * self->in->channels;

  if (self->at + 1 == y && y > 0)
    {
      count (self, (gint64) y - 1 - self->radius, -1);
      count (self, (gint64) y + self->radius, 1);
    }
  else if (self->at != y)
    {
      memset (self->columns, 0, sizeof (guint32) * n);
      memset (self->squares, 0, sizeof (guint64) * n);
      for (gint64 k = (gint64) y - self->radius; k <= (gint64) y + self->radius; k++)
        count (self, k, 1);
    }
  self->at = y;
}

#define ALONG(type, values, n, step, radius, sums)                                                   \
  for (guint c = 0; c < step; c++)                                                                   \
    {                                                                                                \
      gint64 last = (gint64) (n / step) - 1;                                                         \
      type sum = 0;                                                                                  \
                                                                                                     \
      for (gint64 k = -(gint64) radius; k <= (gint64) radius; k++)                                   \
        sum += values[(gsize) CLAMP (k, 0, last) * step + c];                                        \
      for (gint64 x = 0; x <= last; x++)                                                             \
        {                                                                                            \
          sums[x * step + c] = sum;                                                                  \
          sum += values[(gsize) MIN (x + radius + 1, last) * step + c];                              \
          sum -= values[(gsize) MAX (x - (gint64) radius, 0) * step + c];                            \
        }                                                                                            \
    }

void
recto_box_along (const guint32 *values, gsize n, guint step, guint radius, guint32 *sums)
{
  ALONG (guint32, values, n, step, radius, sums)
}

void
recto_box_row (RectoBox *self, guint y, guint32 *sums, guint64 *squares)
{
  guint step = self->in->channels;
  gsize n = (gsize) self->in->width * step;

  move_to (self, y);
  recto_box_along (self->columns, n, step, self->radius, sums);
  ALONG (guint64, self->squares, n, step, self->radius, squares)
}

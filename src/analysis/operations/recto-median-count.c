/* recto-median-count.c: medians of larger squares by histograms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-median.h"

#include <string.h>
#include "recto-cpu.h"

/* ----- 8 bit ----- */

/* Samples of a strip, so that the histograms of its columns stay in the cache. */
#define STRIP 512

typedef struct
{
  guint16 coarse[16];
  guint16 fine[256];
} Column;

typedef struct
{
  const RectoPixels *in;
  RectoPixels *out;
  guint radius;
  guint left; /* pixels of the strip */
  guint width;
  Column *columns; /* (width + 2 × radius) × channels */
  gsize *from;     /* where each stands in a row */
} Strip;

static void
count_row (const Strip *self, gint64 y, int by)
{
  const guint8 *row = self->in->data + (gsize) CLAMP (y, 0, (gint64) self->in->height - 1) * self->in->stride;
  gsize n = ((gsize) self->width + 2 * self->radius) * self->in->channels;

  for (gsize i = 0; i < n; i++)
    {
      guint8 v = row[self->from[i]];

      self->columns[i].coarse[v >> 4] = (guint16) (self->columns[i].coarse[v >> 4] + by);
      self->columns[i].fine[v] = (guint16) (self->columns[i].fine[v] + by);
    }
}

#define ADD(to, counts)              \
  for (guint n = 0; n < 16; n++)     \
    (to)[n] = (guint16) ((to)[n] + (counts)[n])
#define MOVE(to, plus, minus)        \
  for (guint n = 0; n < 16; n++)     \
    (to)[n] = (guint16) ((to)[n] + (plus)[n] - (minus)[n])

RECTO_LOOP void
middle_row_body (const Strip *self, guint channel, guint8 *to)
{
  guint step = self->in->channels;
  guint side = 2 * self->radius + 1;
  guint half = side * side / 2;
  const Column *columns = self->columns + channel;
  guint16 coarse[16] = { 0 };
  guint16 fine[16][16];
  gint64 last[16]; /* the place that fine was made for */

  for (guint k = 0; k < 16; k++)
    last[k] = -2 * (gint64) side;
  for (guint j = 0; j + 1 < side; j++)
    ADD (coarse, columns[j * step].coarse);
  for (guint x = 0; x < self->width; x++)
    {
      guint below = 0, k = 0, b = 0;
      guint16 *counts;

      ADD (coarse, columns[(x + side - 1) * step].coarse);
      while (below + coarse[k] <= half)
        below += coarse[k++];
      counts = fine[k];
      if (x - last[k] >= side)
        {
          memset (counts, 0, sizeof (fine[0]));
          for (guint j = 0; j < side; j++)
            ADD (counts, columns[(x + j) * step].fine + 16 * k);
        }
      else
        for (guint j = (guint) last[k] + 1; j <= x; j++)
          MOVE (counts, columns[(j + side - 1) * step].fine + 16 * k, columns[(j - 1) * step].fine + 16 * k);
      last[k] = x;
      while (below + counts[b] <= half)
        below += counts[b++];
      to[x * step] = (guint8) (16 * k + b);
      for (guint c = 0; c < 16; c++)
        coarse[c] = (guint16) (coarse[c] - columns[x * step].coarse[c]);
    }
}
RECTO_DEFINE_FORMS (middle_row, (const Strip *self, guint channel, guint8 *to), (self, channel, to))

static void
count_bytes (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n)
{
  guint step = in->channels;
  guint most = STRIP / step;
  gsize n_columns = ((gsize) most + 2 * radius) * step;
  g_autofree Column *columns = g_new (Column, n_columns);
  g_autofree gsize *from = g_new (gsize, n_columns);

  for (guint left = 0; left < in->width; left += most)
    {
      Strip strip = { in, out, radius, left, MIN (most, in->width - left), columns, from };

      for (gsize i = 0; i < n_columns; i++)
        from[i] = (gsize) CLAMP ((gint64) left - radius + (gint64) (i / step), 0, (gint64) in->width - 1) * step + i % step;
      memset (columns, 0, sizeof (Column) * n_columns);
      for (gint64 y = (gint64) first - radius; y <= (gint64) first + radius; y++)
        count_row (&strip, y, 1);
      for (guint y = first; y < first + n; y++)
        {
          if (y > first)
            {
              count_row (&strip, (gint64) y - radius - 1, -1);
              count_row (&strip, (gint64) y + radius, 1);
            }
          for (guint c = 0; c < step; c++)
            middle_row (&strip, c, out->data + y * out->stride + (gsize) left * step + c);
        }
    }
}

/* ----- 16 bit ----- */

typedef struct
{
  guint16 coarse[256];
  guint16 middle[4096];
  guint16 fine[65536];
  guint at;    /* the part of coarse with the median */
  guint below; /* samples before it */
} Deep;

static inline void
deep_add (Deep *self, guint16 v)
{
  self->coarse[v >> 8]++;
  self->middle[v >> 4]++;
  self->fine[v]++;
  self->below += (guint) (v >> 8) < self->at;
}

static inline void
deep_remove (Deep *self, guint16 v)
{
  self->coarse[v >> 8]--;
  self->middle[v >> 4]--;
  self->fine[v]--;
  self->below -= (guint) (v >> 8) < self->at;
}

static inline guint16
deep_median (Deep *self, guint half)
{
  guint below, k;

  while (self->below > half)
    self->below -= self->coarse[--self->at];
  while (self->below + self->coarse[self->at] <= half)
    self->below += self->coarse[self->at++];
  below = self->below;
  for (k = self->at * 16; below + self->middle[k] <= half; k++)
    below += self->middle[k];
  for (k = k * 16; below + self->fine[k] <= half; k++)
    below += self->fine[k];
  return (guint16) k;
}

static void
count_words (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n)
{
  guint side = 2 * radius + 1;
  guint step = in->channels;
  g_autofree Deep *deep = g_new0 (Deep, 1);
  const guint16 *rows[2 * RECTO_MEDIAN_MAX_RADIUS + 1];

  for (guint y = first; y < first + n; y++)
    {
      guint16 *to = (guint16 *) (void *) (out->data + y * out->stride);

      for (guint k = 0; k < side; k++)
        rows[k] = (const guint16 *) (const void *) (in->data
                                                    + (gsize) CLAMP ((gint64) y + k - radius, 0, (gint64) in->height - 1) * in->stride);
      for (guint c = 0; c < step; c++)
        {
          for (gint64 x = -(gint64) radius; x < in->width; x++)
            {
              gsize comes = (gsize) CLAMP (x + radius, 0, (gint64) in->width - 1) * step + c;
              gsize goes = (gsize) CLAMP (x - radius, 0, (gint64) in->width - 1) * step + c;

              for (guint k = 0; k < side; k++)
                deep_add (deep, rows[k][comes]);
              /* The first square is filled column by column. */
              if (x < 0)
                continue;
              if (x == 0)
                for (guint j = 0; j < radius; j++)
                  for (guint k = 0; k < side; k++)
                    deep_add (deep, rows[k][c]);
              to[x * step + c] = deep_median (deep, side * side / 2);
              for (guint k = 0; k < side; k++)
                deep_remove (deep, rows[k][goes]);
            }
          memset (deep, 0, sizeof *deep);
        }
    }
}

void
recto_median_count_rows (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n)
{
  g_assert (radius >= 1 && radius <= RECTO_MEDIAN_MAX_RADIUS);
  if (in->depth == 8)
    count_bytes (in, out, radius, first, n);
  else
    count_words (in, out, radius, first, n);
}

void
recto_median_rows (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n)
{
  if (radius <= 2)
    recto_median_sort_rows (in, out, radius, first, n);
  else
    recto_median_count_rows (in, out, radius, first, n);
}

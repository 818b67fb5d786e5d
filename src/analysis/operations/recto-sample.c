/* recto-sample.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-sample.h"

#include <stdlib.h>

typedef struct
{
  const RectoPixels *in;
  const RectoRect *region;
  int what;
  guint64 *counts;
  GMutex mutex;
} Count;

static inline void
count_row (const Count *count, const guint8 *row, guint depth, guint64 *own)
{
  guint channels = count->in->channels;
  gsize first = (gsize) count->region->x, last = first + (gsize) count->region->width;

  if (count->what == RECTO_COUNT_LUMINANCE && channels == 3)
    for (gsize x = first; x < last; x++)
      own[recto_sample_grey (row, x, 3, depth)]++;
  else if (count->what < 0)
    for (gsize i = first * channels; i < last * channels; i++)
      own[recto_sample_get (row, i, depth)]++;
  else
    for (gsize i = first * channels + (guint) count->what; i < last * channels; i += channels)
      own[recto_sample_get (row, i, depth)]++;
}

/* Sums of whole numbers are the same in any order. */
static void
count_rows (guint first, guint n, gpointer data)
{
  Count *count = data;
  guint values = recto_sample_top (count->in->depth) + 1;
  g_autofree guint64 *own = g_new0 (guint64, values);

  for (guint y = first; y < first + n; y++)
    {
      const guint8 *row = count->in->data + ((gsize) count->region->y + y) * count->in->stride;

      if (count->in->depth == 8)
        count_row (count, row, 8, own);
      else
        count_row (count, row, 16, own);
    }
  g_mutex_lock (&count->mutex);
  for (guint i = 0; i < values; i++)
    count->counts[i] += own[i];
  g_mutex_unlock (&count->mutex);
}

gboolean
recto_count_samples (const RectoPixels *in, const RectoRect *region, int what, guint64 *counts, RectoWork *work)
{
  Count count = { in, region, what, counts, { 0 } };
  gboolean done;

  g_mutex_init (&count.mutex);
  done = recto_work_rows (work, (guint) region->height, count_rows, &count);
  g_mutex_clear (&count.mutex);
  return done;
}

static double
share_of (const guint64 *counts, guint n, double percent)
{
  guint64 total = 0;

  for (guint i = 0; i < n; i++)
    total += counts[i];
  return (double) total * percent / 100;
}

guint
recto_count_low (const guint64 *counts, guint n, double percent)
{
  double share = share_of (counts, n, percent);
  guint64 sum = 0;

  for (guint i = 0; i < n; i++)
    {
      sum += counts[i];
      if ((double) sum > share)
        return i;
    }
  return n - 1;
}

guint
recto_count_high (const guint64 *counts, guint n, double percent)
{
  double share = share_of (counts, n, percent);
  guint64 sum = 0;

  for (guint i = n; i-- > 0;)
    {
      sum += counts[i];
      if ((double) sum > share)
        return i;
    }
  return 0;
}

typedef struct
{
  const RectoPixels *in;
  guint16 *plane;
} Plane;

static void
plane_rows (guint first, guint n, gpointer data)
{
  const Plane *plane = data;
  guint width = plane->in->width, channels = plane->in->channels, depth = plane->in->depth;

  for (guint y = first; y < first + n; y++)
    {
      const guint8 *row = plane->in->data + (gsize) y * plane->in->stride;
      guint16 *to = plane->plane + (gsize) y * width;

      if (depth == 8)
        for (guint x = 0; x < width; x++)
          to[x] = (guint16) (recto_sample_grey (row, x, channels, 8) << 8);
      else
        for (guint x = 0; x < width; x++)
          to[x] = (guint16) recto_sample_grey (row, x, channels, 16);
    }
}

guint16 *
recto_luminance_plane (const RectoPixels *in, RectoWork *work)
{
  Plane plane = { in, malloc ((gsize) in->width * in->height * sizeof (guint16)) };

  if (plane.plane != NULL && !recto_work_rows (work, in->height, plane_rows, &plane))
    g_clear_pointer (&plane.plane, free);
  return plane.plane;
}

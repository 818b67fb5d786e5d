/* recto-square.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture is cut into strips of columns. In each, sums down the columns go from row to row by one row more and one less; along
 * the row likewise.
 */

#include "config.h"
#include "recto-sample.h"
#include "recto-square.h"

#define STRIP 512
/* Threads take up work by some tens of rows: a strip counts as so many. */
#define ROWS_PER_STRIP 64

typedef struct
{
  const RectoPixels *in;
  guint radius;
  gboolean squares;
  RectoSquareRow row;
  gpointer data;
  RectoWork *work;
} Job;

typedef struct
{
  int first; /* column of the leftmost sum; may lie before the picture */
  guint n;
  guint64 *sums; /* down the columns */
  guint64 *squares;
} Columns;

/* Adds row y of the picture (clamped) to the columns, times. */
static void
add_row (const Job *job, Columns *columns, gint64 y, gint64 times)
{
  const RectoPixels *in = job->in;
  const guint8 *row = in->data + (gsize) CLAMP (y, 0, (gint64) in->height - 1) * in->stride;

  for (guint i = 0; i < columns->n; i++)
    {
      gint64 x = columns->first + (gint64) i;
      guint64 v = recto_sample_grey (row, (gsize) CLAMP (x, 0, (gint64) in->width - 1), in->channels, in->depth);

      columns->sums[i] += (guint64) times * v; /* unsigned: taking away wraps and comes right */
      if (job->squares)
        columns->squares[i] += (guint64) times * (v * v);
    }
}

static void
slide (const guint64 *columns, guint radius, guint n, guint64 *sums)
{
  guint64 sum = 0;

  for (guint i = 0; i < 2 * radius + 1; i++)
    sum += columns[i];
  sums[0] = sum;
  for (guint i = 1; i < n; i++)
    {
      sum += columns[i + 2 * radius] - columns[i - 1];
      sums[i] = sum;
    }
}

static void
run_strip (const Job *job, guint x, guint n)
{
  guint radius = job->radius;
  Columns columns = { (int) x - (int) radius, n + 2 * radius, NULL, NULL };
  g_autofree guint64 *down = g_new0 (guint64, 2 * (gsize) columns.n);
  g_autofree guint64 *along = g_new0 (guint64, 2 * (gsize) n);
  guint64 area = (guint64) (2 * radius + 1) * (2 * radius + 1);

  columns.sums = down;
  columns.squares = down + columns.n;
  /* The first row repeats above the picture. */
  add_row (job, &columns, 0, (gint64) radius + 1);
  for (guint y = 1; y <= radius; y++)
    add_row (job, &columns, y, 1);
  for (guint y = 0; y < job->in->height; y++)
    {
      if ((y & 63) == 0 && recto_work_is_cancelled (job->work))
        return;
      slide (columns.sums, radius, n, along);
      if (job->squares)
        slide (columns.squares, radius, n, along + n);
      job->row (x, y, n, along, job->squares ? along + n : NULL, area, job->data);
      add_row (job, &columns, (gint64) y + radius + 1, 1);
      add_row (job, &columns, (gint64) y - radius, -1);
    }
}

static void
strips (guint first, guint n, gpointer data)
{
  const Job *job = data;

  for (guint i = first; i < first + n; i++)
    if (i % ROWS_PER_STRIP == 0)
      {
        guint x = i / ROWS_PER_STRIP * STRIP;

        run_strip (job, x, MIN (STRIP, job->in->width - x));
      }
}

gboolean
recto_square_run (const RectoPixels *in, guint radius, gboolean squares, RectoSquareRow row, gpointer data, RectoWork *work)
{
  Job job = { in, radius, squares, row, data, work };

  return recto_work_rows (work, (in->width + STRIP - 1) / STRIP * ROWS_PER_STRIP, strips, &job);
}

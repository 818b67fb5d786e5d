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
  guint32 *line; /* two rows as they are read */
} Columns;

/* Row y of the picture (clamped) over the columns. */
static void
read_row (const Job *job, const Columns *columns, gint64 y, guint32 *line)
{
  const RectoPixels *in = job->in;
  const guint8 *row = in->data + (gsize) CLAMP (y, 0, (gint64) in->height - 1) * in->stride;
  guint before = (guint) MAX (-columns->first, 0); /* columns left of the picture */
  guint inside = (guint) MIN ((gint64) columns->n, (gint64) in->width - columns->first);
  gsize x = (gsize) (columns->first + (int) before);

  if (in->depth == 8 && in->channels == 1)
    for (guint i = before; i < inside; i++)
      line[i] = row[x + i - before];
  else if (in->depth == 8)
    for (guint i = before; i < inside; i++)
      line[i] = recto_sample_grey (row, x + i - before, 3, 8);
  else
    for (guint i = before; i < inside; i++)
      line[i] = recto_sample_grey (row, x + i - before, in->channels, 16);
  for (guint i = 0; i < before; i++)
    line[i] = line[before];
  for (guint i = inside; i < columns->n; i++)
    line[i] = line[inside - 1];
}

static void
add_row (const Job *job, Columns *columns, gint64 y, guint64 times)
{
  guint32 *line = columns->line;

  read_row (job, columns, y, line);
  for (guint i = 0; i < columns->n; i++)
    columns->sums[i] += times * line[i];
  if (job->squares)
    for (guint i = 0; i < columns->n; i++)
      columns->squares[i] += times * ((guint64) line[i] * line[i]);
}

/* Row y comes in, row gone goes out. */
static void
exchange_rows (const Job *job, Columns *columns, gint64 y, gint64 gone)
{
  guint32 *line = columns->line, *old = columns->line + columns->n;

  read_row (job, columns, y, line);
  read_row (job, columns, gone, old);
  for (guint i = 0; i < columns->n; i++)
    columns->sums[i] += (guint64) line[i] - old[i]; /* unsigned: what wraps comes right */
  if (job->squares)
    for (guint i = 0; i < columns->n; i++)
      columns->squares[i] += (guint64) line[i] * line[i] - (guint64) old[i] * old[i];
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
  Columns columns = { (int) x - (int) radius, n + 2 * radius, NULL, NULL, NULL };
  g_autofree guint64 *down = g_new0 (guint64, 2 * (gsize) columns.n);
  g_autofree guint64 *along = g_new0 (guint64, 2 * (gsize) n);
  g_autofree guint32 *line = g_new (guint32, 2 * (gsize) columns.n);
  guint64 area = (guint64) (2 * radius + 1) * (2 * radius + 1);

  columns.sums = down;
  columns.squares = down + columns.n;
  columns.line = line;
  /* The first row repeats above the picture. */
  add_row (job, &columns, 0, radius + 1);
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
      exchange_rows (job, &columns, (gint64) y + radius + 1, (gint64) y - radius);
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

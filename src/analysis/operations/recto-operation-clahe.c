/* recto-operation-clahe.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Contrast limited adaptive histogram equalisation (K. Zuiderveld, Graphics Gems IV, 1994), by the definition of OpenCV's CLAHE: a table for each of n × n tiles,
 * whose counts are cut at the clip limit times the mean count and what was cut spread evenly; between the middles of tiles the tables are mixed
 * linearly, here in whole numbers. Where the tiles do not divide the picture it is mirrored at the right and below for the counts. 16-bit samples are
 * counted by their upper 12 bits and mapped on straight lines between.
 * In colour the luminance is equalised and every channel of a pixel moves by what its luminance moves.
 */

#include "config.h"
#include "recto-operations.h"
#include "recto-sample.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

enum
{
  CLIP,
  TILES,
  N_PARAMS,
};

static const RectoParam params[N_PARAMS] = {
  { "clip", N_ ("Clip limit"), N_ ("How steep the contrast may become; low values keep noise down"), "", RECTO_PARAM_DOUBLE, 1, 40, 3, 0.1, 1, NULL },
  { "tiles", N_ ("Tiles"), N_ ("Parts along each side: more of them follow smaller things"), "", RECTO_PARAM_INT, 1, 32, 8, 1, 0, NULL },
};

/* Places of a mixing weight; and a value of a table. */
#define WEIGHT_BITS 12
#define COARSE_BITS 12

typedef struct
{
  guint32 tile; /* the one before */
  guint32 next;
  guint32 weight; /* of the one behind, 0 to 1 << WEIGHT_BITS */
} Place;

typedef struct
{
  const RectoPixels *in;
  RectoPixels *out;
  guint tiles;
  guint tile_width;
  guint tile_height;
  guint n_values; /* entries of a table */
  double clip;
  guint16 *tables;
  Place *columns;
} Job;

static guint
mirrored (guint i, guint n)
{
  guint last = n - 1, period = 2 * last;

  if (last == 0)
    return 0;
  i %= period;
  return i <= last ? i : period - i;
}

/* What is over the limit is spread over all values, the rest one by one at even distances. */
static void
cut (guint32 *counts, guint n, guint32 limit)
{
  guint32 over = 0, each, rest, step;

  for (guint i = 0; i < n; i++)
    if (counts[i] > limit)
      {
        over += counts[i] - limit;
        counts[i] = limit;
      }
  each = over / n;
  rest = over - each * n;
  for (guint i = 0; i < n; i++)
    counts[i] += each;
  if (rest == 0)
    return;
  step = MAX (n / rest, 1);
  for (guint i = 0; i < n && rest > 0; i += step, rest--)
    counts[i]++;
}

static void
count_row (const guint8 *row, guint first, guint end, guint channels, guint depth, guint32 *counts)
{
  if (depth == 8 && channels == 1)
    for (guint x = first; x < end; x++)
      counts[row[x]]++;
  else if (depth == 8)
    for (guint x = first; x < end; x++)
      counts[recto_sample_grey (row, x, 3, 8)]++;
  else
    for (guint x = first; x < end; x++)
      counts[recto_sample_grey (row, x, channels, 16) >> (16 - COARSE_BITS)]++;
}

static void
make_table (const Job *job, guint tile)
{
  guint n = job->n_values, depth = job->in->depth, top = recto_sample_top (depth);
  guint shift = depth == 8 ? 0 : 16 - COARSE_BITS;
  guint left = tile % job->tiles * job->tile_width, above = tile / job->tiles * job->tile_height;
  guint64 area = (guint64) job->tile_width * job->tile_height, sum = 0;
  g_autofree guint32 *counts = g_new0 (guint32, n);
  guint16 *table = job->tables + (gsize) tile * n;

  for (guint y = above; y < above + job->tile_height; y++)
    {
      const guint8 *row = job->in->data + (gsize) mirrored (y, job->in->height) * job->in->stride;
      guint end = left + job->tile_width;

      count_row (row, left, MIN (end, job->in->width), job->in->channels, depth, counts);
      for (guint x = MAX (left, job->in->width); x < end; x++)
        counts[recto_sample_grey (row, mirrored (x, job->in->width), job->in->channels, depth) >> shift]++;
    }
  cut (counts, n, (guint32) MAX (floor (job->clip * (double) area / n), 1));
  for (guint i = 0; i < n; i++)
    {
      sum += counts[i];
      table[i] = (guint16) ((sum * top * 2 + area) / (2 * area));
    }
}

#define ROWS_PER_TILE 64

static void
make_tables (guint first, guint n, gpointer data)
{
  for (guint i = first; i < first + n; i++)
    if (i % ROWS_PER_TILE == 0)
      make_table (data, i / ROWS_PER_TILE);
}

/* Between which tiles pixel i stands. */
static Place
place_of (guint i, guint tile_size, guint tiles)
{
  gint64 twice = 2 * (gint64) i - tile_size; /* from the middle of the first tile, in halves of a pixel */
  gint64 tile = twice < 0 ? -1 : twice / (2 * (gint64) tile_size);
  gint64 share = ((twice - tile * 2 * (gint64) tile_size) << WEIGHT_BITS) / (2 * (gint64) tile_size);

  return (Place) { (guint32) MAX (tile, 0), (guint32) MIN (tile + 1, (gint64) tiles - 1), (guint32) share };
}

static inline guint
read_table (const guint16 *table, guint v)
{
  guint at, before, after;

  /* An entry tells the upper end of its values. */
  at = v >> (16 - COARSE_BITS);
  after = table[at];
  before = at > 0 ? table[at - 1] : 0;
  return before + (((after - before) * ((v & ((1u << (16 - COARSE_BITS)) - 1)) + 1)) >> (16 - COARSE_BITS));
}

static inline guint
equalised_deep (const guint16 *upper, const guint16 *lower, guint n, const Place *column, guint row_weight, guint v)
{
  guint one = 1u << WEIGHT_BITS;
  guint64 a = read_table (upper + (gsize) column->tile * n, v) * (one - column->weight)
              + read_table (upper + (gsize) column->next * n, v) * column->weight;
  guint64 b = read_table (lower + (gsize) column->tile * n, v) * (one - column->weight)
              + read_table (lower + (gsize) column->next * n, v) * column->weight;

  return (guint) ((a * (one - row_weight) + b * row_weight + (G_GUINT64_CONSTANT (1) << (2 * WEIGHT_BITS - 1))) >> (2 * WEIGHT_BITS));
}

static inline guint
equalised (guint n, const guint16 *upper, const guint16 *lower, const Place *column, guint row_weight, guint v, guint depth)
{
  guint one = 1u << WEIGHT_BITS;

  /* 8-bit values fill 32 bits just so. */
  if (depth == 8)
    {
      guint above = upper[column->tile * n + v] * (one - column->weight) + upper[column->next * n + v] * column->weight;
      guint below = lower[column->tile * n + v] * (one - column->weight) + lower[column->next * n + v] * column->weight;

      return (above * (one - row_weight) + below * row_weight + (1u << (2 * WEIGHT_BITS - 1))) >> (2 * WEIGHT_BITS);
    }
  return equalised_deep (upper, lower, n, column, row_weight, v);
}

static inline void
run_row (const Job *job, guint y, guint channels, guint depth)
{
  const guint8 *from = job->in->data + (gsize) y * job->in->stride;
  guint8 *to = job->out->data + (gsize) y * job->out->stride;
  Place row = place_of (y, job->tile_height, job->tiles);
  const guint16 *upper = job->tables + (gsize) row.tile * job->tiles * job->n_values;
  const guint16 *lower = job->tables + (gsize) row.next * job->tiles * job->n_values;
  int top = (int) recto_sample_top (depth);

  for (guint x = 0; x < job->in->width; x++)
    {
      guint v = recto_sample_grey (from, x, channels, depth);
      guint now = equalised (depth == 8 ? 256 : 1u << COARSE_BITS, upper, lower, &job->columns[x], row.weight, v, depth);

      if (channels == 1)
        recto_sample_put (to, x, depth, now);
      else
        for (guint c = 0; c < 3; c++)
          {
            int moved = (int) recto_sample_get (from, 3 * (gsize) x + c, depth) + (int) now - (int) v;

            recto_sample_put (to, 3 * (gsize) x + c, depth, (guint) CLAMP (moved, 0, top));
          }
    }
}

static void
run_rows (guint first, guint n, gpointer data)
{
  const Job *job = data;

  for (guint y = first; y < first + n; y++)
    if (job->in->depth == 8 && job->in->channels == 1)
      run_row (job, y, 1, 8);
    else if (job->in->depth == 8)
      run_row (job, y, 3, 8);
    else
      run_row (job, y, job->in->channels, 16);
}

static gboolean
run_picture (gconstpointer prepared, const double *values, const RectoPixels *in, RectoPixels *out, RectoWork *work)
{
  guint tiles = (guint) values[TILES];
  gboolean divides = in->width % tiles == 0 && in->height % tiles == 0;
  Job job = { in, out, tiles,
              divides ? in->width / tiles : in->width / tiles + 1,
              divides ? in->height / tiles : in->height / tiles + 1,
              in->depth == 8 ? 256 : 1u << COARSE_BITS, values[CLIP], NULL, NULL };
  gboolean done;

  job.tables = malloc ((gsize) tiles * tiles * job.n_values * sizeof (guint16));
  if (job.tables == NULL)
    return FALSE;
  job.columns = g_new (Place, in->width);
  for (guint x = 0; x < in->width; x++)
    job.columns[x] = place_of (x, job.tile_width, tiles);
  done = recto_work_rows (work, tiles * tiles * ROWS_PER_TILE, make_tables, &job)
         && recto_work_rows (work, in->height, run_rows, &job);
  free (job.tables);
  g_free (job.columns);
  return done;
}

const RectoOperation recto_operation_clahe_1 = {
  .name = "clahe",
  .version = 1,
  .label = N_ ("Adaptive equalise (CLAHE)"),
  .help = N_ ("Brings out weak contrast everywhere at once, under uneven light too: for embossing, watermarks and obliterated writing. Colours keep their differences."),
  .scope = RECTO_SCOPE_PICTURE,
  .group = RECTO_GROUP_TONE,
  .keywords = N_ ("clahe adaptive histogram equalisation local contrast"),
  .params = params,
  .n_params = N_PARAMS,
  .output_channels = recto_same_channels,
  .run_picture = run_picture,
};

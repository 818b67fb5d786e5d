/* recto-spread.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-sample.h"
#include "recto-spread.h"

#include <math.h>

#define SWEEPS 16

typedef struct
{
  const RectoPixels *in;
  const RectoRect *region;
  const RectoLab *lab;
  gint64 sums[3];
  gint64 products[6];
  GMutex mutex;
} Job;

static inline void
read_vector (const Job *job, const guint8 *row, gsize x, gint64 *v)
{
  guint depth = job->in->depth;
  guint r = recto_sample_get (row, 3 * x, depth);
  guint g = recto_sample_get (row, 3 * x + 1, depth);
  guint b = recto_sample_get (row, 3 * x + 2, depth);
  double lab[3];

  if (job->lab == NULL)
    {
      v[0] = r;
      v[1] = g;
      v[2] = b;
      return;
    }
  recto_lab_from_samples (job->lab, r, g, b, lab);
  for (guint c = 0; c < 3; c++)
    v[c] = (gint32) (lab[c] * 256 + 65536.5) - 65536; /* rounded: never below 0 where it is cut */
}

static void
sum_rows (guint first, guint n, gpointer data)
{
  Job *job = data;
  gint64 sums[3] = { 0 }, products[6] = { 0 };
  guint channels = job->in->channels;

  for (guint i = first; i < first + n; i++)
    {
      const guint8 *row = job->in->data + ((gsize) job->region->y + i) * job->in->stride;

      for (gsize x = (gsize) job->region->x; x < (gsize) job->region->x + (gsize) job->region->width; x++)
        {
          gint64 v[3] = { 0 };

          if (channels == 3)
            read_vector (job, row, x, v);
          else
            v[0] = recto_sample_get (row, x, job->in->depth);
          for (guint a = 0, k = 0; a < 3; a++)
            {
              sums[a] += v[a];
              for (guint b = a; b < 3; b++, k++)
                products[k] += v[a] * v[b];
            }
        }
    }
  g_mutex_lock (&job->mutex);
  for (guint k = 0; k < 3; k++)
    job->sums[k] += sums[k];
  for (guint k = 0; k < 6; k++)
    job->products[k] += products[k];
  g_mutex_unlock (&job->mutex);
}

gboolean
recto_spread_draw (RectoSpread *self, const RectoPixels *in, const RectoRect *region, const RectoLab *lab, RectoWork *work)
{
  Job job = { .in = in, .region = region, .lab = lab };
  double n = (double) region->width * region->height;
  double unit = lab != NULL ? 25600 : recto_sample_top (in->depth);
  gboolean done;

  g_mutex_init (&job.mutex);
  done = recto_work_rows (work, (guint) region->height, sum_rows, &job);
  g_mutex_clear (&job.mutex);
  for (guint a = 0, k = 0; a < 3; a++)
    {
      self->mean[a] = (double) job.sums[a] / n / unit;
      for (guint b = a; b < 3; b++, k++)
        {
          double mean = (double) job.sums[a] / n * ((double) job.sums[b] / n);

          self->covariance[k] = ((double) job.products[k] / n - mean) / (unit * unit);
        }
    }
  return done;
}

/* Turns rows and columns p and q so that their common entry vanishes. */
static void
rotate (double m[3][3], double vectors[3][3], guint p, guint q)
{
  double theta, t, c, s;

  if (m[p][q] == 0)
    return;
  theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
  t = 1 / (fabs (theta) + sqrt (theta * theta + 1));
  if (theta < 0)
    t = -t;
  c = 1 / sqrt (t * t + 1);
  s = t * c;
  for (guint k = 0; k < 3; k++)
    {
      double a = m[k][p], b = m[k][q];

      m[k][p] = c * a - s * b;
      m[k][q] = s * a + c * b;
    }
  for (guint k = 0; k < 3; k++)
    {
      double a = m[p][k], b = m[q][k];

      m[p][k] = c * a - s * b;
      m[q][k] = s * a + c * b;
      a = vectors[p][k];
      b = vectors[q][k];
      vectors[p][k] = c * a - s * b;
      vectors[q][k] = s * a + c * b;
    }
  m[p][q] = m[q][p] = 0;
}

static void
swap_axes (double *values, double vectors[3][3], guint i)
{
  double value = values[i];

  if (values[i] >= values[i + 1])
    return;
  values[i] = values[i + 1];
  values[i + 1] = value;
  for (guint k = 0; k < 3; k++)
    {
      double entry = vectors[i][k];

      vectors[i][k] = vectors[i + 1][k];
      vectors[i + 1][k] = entry;
    }
}

void
recto_spread_axes (const double *covariance, double *values, double vectors[3][3])
{
  double m[3][3];

  for (guint a = 0, k = 0; a < 3; a++)
    for (guint b = a; b < 3; b++, k++)
      {
        m[a][b] = m[b][a] = covariance[k];
        vectors[a][b] = vectors[b][a] = a == b;
      }
  for (guint i = 0; i < SWEEPS; i++)
    {
      rotate (m, vectors, 0, 1);
      rotate (m, vectors, 0, 2);
      rotate (m, vectors, 1, 2);
    }
  for (guint i = 0; i < 3; i++)
    values[i] = MAX (m[i][i], 0);
  swap_axes (values, vectors, 0);
  swap_axes (values, vectors, 1);
  swap_axes (values, vectors, 0);
  for (guint i = 0; i < 3; i++)
    {
      guint largest = 0;

      for (guint k = 1; k < 3; k++)
        if (fabs (vectors[i][k]) > fabs (vectors[i][largest]))
          largest = k;
      if (vectors[i][largest] < 0)
        for (guint k = 0; k < 3; k++)
          vectors[i][k] = -vectors[i][k];
    }
}

gboolean
recto_spread_solve (const double *m, const double *b, double *x)
{
  /* The adjugate of a symmetric matrix is symmetric. */
  double a00 = m[3] * m[5] - m[4] * m[4], a01 = m[2] * m[4] - m[1] * m[5], a02 = m[1] * m[4] - m[2] * m[3];
  double a11 = m[0] * m[5] - m[2] * m[2], a12 = m[1] * m[2] - m[0] * m[4], a22 = m[0] * m[3] - m[1] * m[1];
  double determinant = m[0] * a00 + m[1] * a01 + m[2] * a02;

  if (!(determinant > 0))
    return FALSE;
  x[0] = (a00 * b[0] + a01 * b[1] + a02 * b[2]) / determinant;
  x[1] = (a01 * b[0] + a11 * b[1] + a12 * b[2]) / determinant;
  x[2] = (a02 * b[0] + a12 * b[1] + a22 * b[2]) / determinant;
  return TRUE;
}

/* recto-register-consensus.c: the transform most blocks agree on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A consensus of two-block similarities (RANSAC) finds the blocks that belong together; iteratively reweighted least
 * squares with Tukey's weights fits them. A model with more freedom is taken only when blocks left out of
 * its fit (five-fold) lie clearly better in it.
 */

#include "config.h"
#include "recto-register-private.h"

#include <math.h>

#define N_HYPOTHESES 1500
#define N_ROUNDS 8
#define N_FOLDS 5
#define MIN_BLOCKS 6
#define CLEAR_GAIN 0.9

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y ? 1 : 0;
}

/* The same sequence on every run. */
static guint
next_random (guint32 *state, guint n)
{
  *state = *state * 1664525u + 1013904223u;
  return (guint) (((guint64) *state * n) >> 32);
}

static gboolean
consensus (const RectoPointPair *pairs, guint n, double tolerance, RectoMatrix3 *transform)
{
  double left = HUGE_VAL, right = -HUGE_VAL, top = HUGE_VAL, bottom = -HUGE_VAL, apart, best = 0;
  guint32 state = 1;

  for (guint i = 0; i < n; i++)
    {
      left = MIN (left, pairs[i].reference.x);
      right = MAX (right, pairs[i].reference.x);
      top = MIN (top, pairs[i].reference.y);
      bottom = MAX (bottom, pairs[i].reference.y);
    }
  apart = hypot (right - left, bottom - top) / 5;

  for (guint h = 0; h < N_HYPOTHESES; h++)
    {
      guint i = next_random (&state, n), k = next_random (&state, n);
      RectoPointPair two[2] = { pairs[i], pairs[k] };
      RectoMatrix3 trial;
      double score = 0;

      if (hypot (two[0].reference.x - two[1].reference.x, two[0].reference.y - two[1].reference.y) < apart
          || !recto_model_fit (RECTO_MODEL_SIMILARITY, two, NULL, 2, &trial))
        continue;
      for (guint b = 0; b < n; b++)
        {
          double r = recto_point_pair_distance (&pairs[b], &trial) / tolerance;

          score += r < 1 ? 1 - r * r : 0;
        }
      if (score > best)
        {
          best = score;
          *transform = trial;
        }
    }
  return best > 0;
}

/* Starts from *transform, which decides the first weights. skip: a fold left out, N_FOLDS for none. */
static gboolean
reweighted_fit (RectoModel model, const RectoPointPair *pairs, const double *trust, guint n,
                double tolerance, guint skip, RectoMatrix3 *transform)
{
  g_autofree double *weights = g_new (double, n);
  g_autofree double *sorted = g_new (double, n);

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      double reach = tolerance;
      guint n_used = 0;

      for (guint i = 0; i < n; i++)
        {
          weights[i] = recto_point_pair_distance (&pairs[i], transform);
          if (i % N_FOLDS != skip && weights[i] <= tolerance)
            sorted[n_used++] = weights[i];
        }
      if (n_used < MIN_BLOCKS)
        return FALSE;
      qsort (sorted, n_used, sizeof *sorted, compare_doubles);
      if (round > 0)
        reach = CLAMP (5 * sorted[n_used / 2], tolerance / 4, tolerance);
      for (guint i = 0; i < n; i++)
        {
          double r = weights[i] / reach;

          weights[i] = i % N_FOLDS == skip || !(r < 1) ? 0 : trust[i] * (1 - r * r) * (1 - r * r);
        }
      if (!recto_model_fit (model, pairs, weights, n, transform))
        return FALSE;
    }
  return TRUE;
}

/* Mean squared residual of the left-out blocks, none counting for more than the tolerance. */
static double
left_out_cost (RectoModel model, const RectoPointPair *pairs, const double *trust, guint n,
               double tolerance, const RectoMatrix3 *start)
{
  double cost = 0;

  for (guint fold = 0; fold < N_FOLDS; fold++)
    {
      RectoMatrix3 transform = *start;

      if (!reweighted_fit (model, pairs, trust, n, tolerance, fold, &transform))
        return HUGE_VAL;
      for (guint i = fold; i < n; i += N_FOLDS)
        {
          double r = MIN (recto_point_pair_distance (&pairs[i], &transform), tolerance);

          cost += r * r;
        }
    }
  return cost / n;
}

guint
recto_blocks_fit (RectoBlock *blocks, guint n_blocks, double tolerance, RectoModel most,
                  RectoModel *model, RectoMatrix3 *transform)
{
  g_autofree RectoPointPair *pairs = g_new (RectoPointPair, n_blocks);
  g_autofree double *trust = g_new (double, n_blocks);
  RectoMatrix3 start, best;
  double best_cost = HUGE_VAL;
  guint n = 0, n_agreeing = 0;

  for (guint i = 0; i < n_blocks; i++)
    if (blocks[i].matched && !blocks[i].pair.held_out)
      {
        trust[n] = blocks[i].peak;
        pairs[n++] = blocks[i].pair;
      }
  if (n < MIN_BLOCKS || !consensus (pairs, n, tolerance, &start))
    return 0;

  for (guint m = RECTO_MODEL_SIMILARITY; m <= most; m++)
    {
      RectoMatrix3 fitted = start;
      double cost;

      if (!reweighted_fit (m, pairs, trust, n, tolerance, N_FOLDS, &fitted))
        continue;
      cost = left_out_cost (m, pairs, trust, n, tolerance, &start);
      if (cost < CLEAR_GAIN * best_cost)
        {
          best_cost = cost;
          best = fitted;
          *model = m;
        }
    }
  if (!isfinite (best_cost))
    return 0;

  *transform = best;
  for (guint i = 0; i < n_blocks; i++)
    if (!blocks[i].pair.held_out)
      {
        blocks[i].agrees = FALSE;
        if (!blocks[i].matched)
          continue;
        blocks[i].pair.residual_px = recto_point_pair_distance (&blocks[i].pair, transform);
        blocks[i].agrees = blocks[i].pair.residual_px <= tolerance;
        n_agreeing += blocks[i].agrees;
      }
  return n_agreeing;
}

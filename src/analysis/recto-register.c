/* recto-register.c: automatic registration across lights
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between white light, ultraviolet and infrared the brightness of a page has little in common; what is dark in one may glow in the
 * other. What stays is where edges are and which way they run, whatever their sign. So the pictures are compared by
 * their double-angle fields: the complex gradient squared, which is the same for a dark-to-light and a light-to-dark
 * edge, divided by its magnitude plus a floor, so that faint edges count nearly as much as strong ones.
 *
 *  - Fields of squared complex gradients: Bigün and Granlund 1987, "Optimal orientation detection of linear
 *    symmetry". Correlating gradients as complex numbers: Argyriou and Vlachos 2003, "Estimation of sub-pixel motion
 *    using gradient cross-correlation".
 *  - Coarse search (recto-register-coarse.c): FFT correlation, after Kuglin and Hines 1975; rotations and scales
 *    are tried in steps rather than through the log-polar spectrum of Reddy and Chatterji 1996, which has too little in
 *    common between lights.
 *  - Refinement (recto-register-blocks.c): blocks chosen for structure in two directions (the smaller eigenvalue of the structure
 *    tensor, Förstner and Gülch 1987), measured at growing resolution to a part of a pixel.
 *  - Fit (recto-register-consensus.c): random sample consensus, Fischler and Bolles 1981, then reweighted least squares
 *    (Beaton and Tukey 1974), with the model chosen by cross-validation.
 *
 * The stated error is not the fit's residual, which says little about the error elsewhere (Fitzpatrick, West and Maurer 1998). A
 * quarter of the page, in a fixed chequered pattern, is held out: its blocks take part in no fit at any resolution
 * and are measured once with the final transform. What they show includes their own measuring noise, so the stated error
 * rather exceeds the true one. A held-out block that is far off counts when a neighbour says the same
 * (paper that is bent) and is dropped when it is alone (a false peak).
 *
 * A transform is only returned when enough blocks agree on it, they are the greater part of those that
 * say anything, and they lie all over the common area.
 */

#include "config.h"
#include "recto-register-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define N_CANDIDATES 6
#define MAX_SCALES 3
#define SMALLEST_IMAGE 48
#define VERIFY_SIZE 512      /* longest side at which candidates are verified */
#define VERIFY_BLOCKS 160
#define VERIFY_RADIUS 8
#define VERIFY_TOLERANCE 2.0 /* pixels of the level */
#define N_BLOCKS 260
#define RADIUS 5
#define TOLERANCE 1.5        /* pixels of the level */
#define MIN_AGREEING 16
#define MIN_SHARE_INSIDE 0.25
#define MIN_SHARE_MATCHED 0.4  /* while searching; blocks off by more than the radius match somewhere else */
#define MIN_SHARE_FINAL 0.75   /* in the end; different pages with a few places in common stay below */
#define MIN_SHARE_COARSE 0.85  /* the same where the finest level did not bear the fit out */
#define MIN_INSIDE_COARSE 0.4
#define SURE_SHARE 0.7       /* of the matched: no other candidate need be tried */
#define MIN_HELD_OUT 5
#define MIN_SPREAD 0.45      /* of the agreeing blocks against all, across and down */

/* What the blocks of one level say. */
typedef struct
{
  RectoMatrix3 transform;
  RectoModel model;
  guint level;
  guint n_inside;
  guint n_matched;
  guint n_agreeing;
  guint n_bent;   /* disagree, but two neighbours are off in the same way */
  double share;   /* of the matched blocks that must agree */
  double share_inside; /* of those inside */
  double spread; /* smaller of across and down: deviation of the agreeing blocks over that of all inside */
} Fit;

static guint
fit_needed (const Fit *fit)
{
  guint by_inside = (guint) ceil (fit->share_inside * fit->n_inside);
  guint by_matched = (guint) ceil (fit->share * fit->n_matched);

  return MAX (MIN_AGREEING, MAX (by_inside, by_matched));
}

static gboolean
fit_holds (const Fit *fit)
{
  return fit->n_agreeing + fit->n_bent >= fit_needed (fit) && fit->spread >= MIN_SPREAD;
}

static void
fit_count (Fit *fit, const GArray *blocks, gboolean with_held_out)
{
  double sums[2][5] = { { 0 } };

  fit->n_inside = fit->n_matched = fit->n_agreeing = fit->n_bent = 0;
  fit->share = MIN_SHARE_MATCHED;
  fit->share_inside = MIN_SHARE_INSIDE;
  for (guint i = 0; i < blocks->len; i++)
    {
      const RectoBlock *block = &g_array_index (blocks, RectoBlock, i);
      RectoPoint p = block->pair.reference;

      if (!block->inside || (block->pair.held_out && !with_held_out))
        continue;
      fit->n_inside++;
      fit->n_matched += block->matched;
      fit->n_agreeing += block->agrees;
      for (guint set = 0; set < 1u + block->agrees; set++)
        {
          sums[set][0]++;
          sums[set][1] += p.x;
          sums[set][2] += p.y;
          sums[set][3] += p.x * p.x;
          sums[set][4] += p.y * p.y;
        }
    }

  fit->spread = 0;
  if (sums[1][0] > 0)
    {
      double deviation[2][2];

      for (guint set = 0; set < 2; set++)
        for (guint axis = 0; axis < 2; axis++)
          {
            double mean = sums[set][1 + axis] / sums[set][0];

            deviation[set][axis] = sqrt (MAX (sums[set][3 + axis] / sums[set][0] - mean * mean, 0));
          }
      fit->spread = MIN (deviation[1][0] / (deviation[0][0] + 1e-9),
                         deviation[1][1] / (deviation[0][1] + 1e-9));
    }
}

/* Blocks of a level: smaller ones in smaller pictures, so that there are enough. */
static guint
block_size (const RectoTower *reference, guint level)
{
  const RectoGrey *grey = &reference->levels[level];
  guint longest = MAX (grey->width, grey->height);

  return longest < 320 ? 24 : longest < 900 ? 32 : 64;
}

static GArray *
fit_refine (Fit *fit, const RectoRegisterPair *pair, guint level, guint radius, guint n_max,
            double tolerance, RectoModel most)
{
  guint size = block_size (&pair->reference, level);
  GArray *blocks = recto_blocks_choose (pair, &fit->transform, level, size, n_max);
  RectoBlock *first = (RectoBlock *) (gpointer) blocks->data;

  recto_blocks_measure (pair, &fit->transform, level, size, radius, FALSE, first, blocks->len);
  if (g_cancellable_is_cancelled (pair->cancellable))
    return blocks;
  recto_blocks_fit (first, blocks->len, tolerance * (1u << level), most, &fit->model,
                    &fit->transform);
  fit->level = level;
  fit_count (fit, blocks, FALSE);
  g_debug ("level %u: %u inside, %u matched, %u agree, %s", level, fit->n_inside, fit->n_matched,
           fit->n_agreeing, recto_model_to_string (fit->model));
  return blocks;
}

/* The best of the candidates as their blocks see it. */
static Fit
verify_candidates (const RectoRegisterPair *pair, guint level, const RectoCandidate *candidates,
                   guint n_candidates)
{
  Fit best = { recto_matrix3_identity };

  for (guint i = 0; i < n_candidates && !g_cancellable_is_cancelled (pair->cancellable); i++)
    {
      Fit fit = { candidates[i].transform };
      const double *m = fit.transform.m;

      g_debug ("candidate %u: score %.2f, %.2f degrees, scale %.3f, (%.1f, %.1f)", i, candidates[i].score,
               atan2 (m[3], m[0]) * 180 / G_PI, hypot (m[0], m[3]), m[2], m[5]);
      g_array_unref (fit_refine (&fit, pair, level, VERIFY_RADIUS, VERIFY_BLOCKS, VERIFY_TOLERANCE,
                                 RECTO_MODEL_SIMILARITY));
      if (fit.n_agreeing > 0)
        g_array_unref (fit_refine (&fit, pair, level, RADIUS, VERIFY_BLOCKS, TOLERANCE,
                                   RECTO_MODEL_HOMOGRAPHY));
      if (fit.n_agreeing > best.n_agreeing || i == 0)
        best = fit;
      if (fit_holds (&best) && best.n_agreeing >= SURE_SHARE * best.n_matched)
        break;
    }
  return best;
}

/* Finer levels as long as they bear the fit out: noise can drown the finest. */
static void
refine_to_finest (Fit *best, const RectoRegisterPair *pair, guint finest)
{
  while (best->level > finest && !g_cancellable_is_cancelled (pair->cancellable))
    {
      Fit fit = *best;

      g_array_unref (fit_refine (&fit, pair, best->level - 1, RADIUS, N_BLOCKS, TOLERANCE,
                                 RECTO_MODEL_HOMOGRAPHY));
      if (!fit_holds (&fit))
        break;
      *best = fit;
    }
}

static RectoPoint
displacement (const RectoBlock *block, const RectoMatrix3 *transform)
{
  RectoPoint mapped = recto_matrix3_map (transform, block->pair.moving);

  return (RectoPoint) { mapped.x - block->pair.reference.x, mapped.y - block->pair.reference.y };
}

/* How many neighbours of a block that is off are off in the same way. */
static guint
count_likewise (const GArray *blocks, guint index, const RectoMatrix3 *transform, double near_px, double same_px)
{
  const RectoBlock *block = &g_array_index (blocks, RectoBlock, index);
  RectoPoint d = displacement (block, transform);
  guint n = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const RectoBlock *other = &g_array_index (blocks, RectoBlock, i);
      RectoPoint e;

      if (i == index || !other->matched || other->agrees
          || hypot (other->pair.reference.x - block->pair.reference.x,
                    other->pair.reference.y - block->pair.reference.y)
                 > near_px)
        continue;
      e = displacement (other, transform);
      n += hypot (e.x - d.x, e.y - d.y) < same_px;
    }
  return n;
}

static RectoRegistration *
too_few (const Fit *fit)
{
  g_autofree char *reason = NULL;

  if (fit->n_inside < MIN_AGREEING)
    {
      reason = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE,
                       "Only %u block has structure in both pictures; %u are needed. Set three points in both pictures by hand.",
                       "Only %u blocks have structure in both pictures; %u are needed. Set three points in both pictures by hand.",
                       fit->n_inside),
          fit->n_inside, MIN_AGREEING);
      return recto_registration_new_not_aligned ("no-structure", reason);
    }
  if (fit->n_agreeing + fit->n_bent >= fit_needed (fit))
    return recto_registration_new_not_aligned (
        "one-place", _("The blocks that agree lie in one part of the page and leave the rest undecided. Set three points in both pictures, far apart, and Recto refines from there."));
  reason = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "Only %u of %u blocks agrees on one position; %u are needed. Set three points in both pictures, and Recto refines from there.",
                   "Only %u of %u blocks agree on one position; %u are needed. Set three points in both pictures, and Recto refines from there.",
                   fit->n_agreeing),
      fit->n_agreeing, fit->n_inside, fit_needed (fit));
  return recto_registration_new_not_aligned ("few-blocks", reason);
}

/* The last fit, and what the held-out blocks say of it. */
static RectoRegistration *
conclude (Fit *fit, const RectoRegisterPair *pair, guint finest, double dpi)
{
  guint level = fit->level, size = block_size (&pair->reference, level), n_held_out = 0;
  double pixel = 1u << level, tolerance = TOLERANCE * pixel, sum = 0, max = 0;
  const RectoGrey *page = &pair->reference.levels[0], *moving = &pair->moving.levels[0];
  g_autoptr (GArray) blocks = fit_refine (fit, pair, level, RADIUS, N_BLOCKS, TOLERANCE, RECTO_MODEL_HOMOGRAPHY);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (RectoPointPair));
  RectoBlock *first = (RectoBlock *) (gpointer) blocks->data;
  Fit all;

  if (!recto_matrix3_is_usable (&fit->transform, moving->width, moving->height))
    return recto_registration_new_not_aligned (
        "not-usable", _("The position found would fold the picture over itself. Set three points in both pictures by hand."));

  recto_blocks_measure (pair, &fit->transform, level, size, RADIUS, TRUE, first, blocks->len);
  for (guint i = 0; i < blocks->len; i++)
    if (first[i].matched)
      {
        first[i].pair.residual_px = recto_point_pair_distance (&first[i].pair, &fit->transform);
        first[i].agrees = first[i].pair.residual_px <= tolerance;
      }

  all = *fit;
  fit_count (&all, blocks, TRUE);
  all.share = level > finest ? MIN_SHARE_COARSE : MIN_SHARE_FINAL;
  all.share_inside = level > finest ? MIN_INSIDE_COARSE : MIN_SHARE_INSIDE;
  for (guint i = 0; i < blocks->len; i++)
    {
      guint likewise = 0;

      if (!first[i].matched)
        continue;
      if (!first[i].agrees)
        likewise = count_likewise (blocks, i, &fit->transform, MAX (page->width, page->height) / 8.0, pixel);
      all.n_bent += level == finest && likewise >= 2;
      if (!first[i].agrees && likewise == 0)
        continue;
      g_array_append_val (pairs, first[i].pair);
      if (first[i].pair.held_out)
        {
          n_held_out++;
          sum += first[i].pair.residual_px * first[i].pair.residual_px;
          max = MAX (max, first[i].pair.residual_px);
        }
    }
  g_debug ("level %u with held-out: %u inside, %u matched, %u agree, %u bent, %u held out count", level,
           all.n_inside, all.n_matched, all.n_agreeing, all.n_bent, n_held_out);
  if (!fit_holds (&all))
    return too_few (&all);
  if (n_held_out < MIN_HELD_OUT)
    {
      g_autofree char *reason = g_strdup_printf (
          _("The error cannot be measured: only %u of the held-out blocks can be compared; %u are needed. Set three points in both pictures by hand."),
          n_held_out, MIN_HELD_OUT);

      return recto_registration_new_not_aligned ("few-held-out", reason);
    }
  return recto_registration_new_aligned (
      RECTO_REGISTRATION_BY_AUTO, fit->model, &fit->transform, sqrt (sum / n_held_out), max, dpi,
      n_held_out, fit->n_agreeing, (RectoPointPair *) (gpointer) pairs->data, pairs->len);
}

/* Towers and structure, one picture per thread. */
typedef struct
{
  RectoRegisterPair *pair;
  RectoImage *images[2];
} Preparing;

static void
prepare_one (guint index, gpointer data)
{
  Preparing *p = data;
  RectoTower *tower = index == 0 ? &p->pair->reference : &p->pair->moving;

  recto_tower_init (tower, p->images[index]);
  recto_structure_init (index == 0 ? &p->pair->reference_structure : &p->pair->moving_structure, tower);
}

static double
dpi_ratio (RectoImage *reference, RectoImage *moving, double dpi)
{
  double x, y, own = dpi;

  if (own <= 0 && recto_image_get_dpi (reference, &x, &y))
    own = x;
  if (own > 0 && recto_image_get_dpi (moving, &x, &y) && x > 0)
    return own / x;
  return 0;
}

/* Scales worth trying: what the resolutions claim, none, what the sizes say. Claims are often wrong. */
static guint
likely_scales (const RectoRegisterPair *pair, double claimed, double *scales)
{
  const RectoGrey *r = &pair->reference.levels[0], *m = &pair->moving.levels[0];
  const double wanted[MAX_SCALES] = { claimed > 0 ? claimed : 1, 1,
                                      (double) MAX (r->width, r->height) / MAX (m->width, m->height) };
  guint n = 0;

  for (guint i = 0; i < MAX_SCALES; i++)
    {
      gboolean known = FALSE;

      for (guint k = 0; k < n; k++)
        known = known || fabs (log (wanted[i] / scales[k])) < 0.1;
      if (!known && wanted[i] > 1.0 / 32 && wanted[i] < 32)
        scales[n++] = wanted[i];
    }
  return n;
}

/* Near upright and upside down at every scale first, then all round. */
static Fit
search (RectoRegisterPair *pair, guint level, double claimed)
{
  Fit best = { recto_matrix3_identity };
  double scales[MAX_SCALES];
  guint n_scales = likely_scales (pair, claimed, scales);

  for (guint all_round = 0; all_round < 2; all_round++)
    for (guint i = 0; i < n_scales; i++)
      {
        RectoCandidate candidates[N_CANDIDATES];
        guint n = recto_register_coarse (pair, scales[i], all_round, candidates, N_CANDIDATES);
        Fit fit = verify_candidates (pair, level, candidates, n);

        if (fit.n_agreeing > best.n_agreeing || best.n_inside == 0)
          best = fit;
        if (fit_holds (&best) || g_cancellable_is_cancelled (pair->cancellable))
          return best;
      }
  return best;
}

static RectoRegistration *
register_pair (RectoRegisterPair *pair, double dpi, double ratio, const RectoMatrix3 *initial)
{
  const RectoGrey *moving = &pair->moving.levels[0];
  guint level = recto_tower_find_level (&pair->reference, VERIFY_SIZE), finest;
  double scale;
  Fit best;

  if (initial != NULL)
    best = verify_candidates (pair, level, &(RectoCandidate) { *initial, 0 }, 1);
  else
    best = search (pair, level, ratio);
  if (g_cancellable_is_cancelled (pair->cancellable))
    return NULL;
  if (!fit_holds (&best))
    return too_few (&best);

  /* No finer than the coarser of the two pictures. */
  scale = recto_matrix3_scale_at (&best.transform, (RectoPoint) { moving->width / 2.0, moving->height / 2.0 });
  finest = recto_tower_level_for (&pair->reference, MAX (scale, 1));
  finest = MIN (finest, level);
  refine_to_finest (&best, pair, finest);
  return g_cancellable_is_cancelled (pair->cancellable) ? NULL : conclude (&best, pair, finest, dpi);
}

RectoRegistration *
recto_register_images (RectoImage *reference, RectoImage *moving, double dpi,
                       const RectoMatrix3 *initial, GCancellable *cancellable, GError **error)
{
  RectoRegisterPair pair = { .cancellable = cancellable };
  Preparing preparing = { &pair, { reference, moving } };
  RectoRegistration *registration = NULL;

  g_return_val_if_fail (reference != NULL && moving != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (MIN (recto_image_get_width (reference), recto_image_get_height (reference)) < SMALLEST_IMAGE
      || MIN (recto_image_get_width (moving), recto_image_get_height (moving)) < SMALLEST_IMAGE)
    return recto_registration_new_not_aligned (
        "too-small", _("A picture less than 48 pixels wide or high is too small to be aligned."));
  if (initial != NULL
      && !recto_matrix3_is_usable (initial, recto_image_get_width (moving), recto_image_get_height (moving)))
    return recto_registration_new_not_aligned (
        "bad-start", _("The starting position cannot be used. Set the points again."));

  /* Not through the cancellable: both halves must exist to be cleared. */
  recto_register_parallel (2, prepare_one, &preparing, NULL);
  if (!g_cancellable_is_cancelled (cancellable))
    registration = register_pair (&pair, dpi, dpi_ratio (reference, moving, dpi), initial);
  recto_structure_clear (&pair.reference_structure);
  recto_structure_clear (&pair.moving_structure);
  recto_tower_clear (&pair.reference);
  recto_tower_clear (&pair.moving);

  /* What was found while the work was being cancelled may rest on blocks not measured. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      g_clear_pointer (&registration, recto_registration_unref);
      return NULL;
    }
  return registration;
}

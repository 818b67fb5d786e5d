/* recto-register-coarse.c: where the moving picture may lie, by correlation over rotations and scales
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * At COARSE_SIZE pixels the field of the moving picture is turned and scaled in steps and correlated with the reference's
 * by FFT. A turn by θ turns the double angle by 2θ, so a half turn leaves the field's values as they are and only
 * mirrors the positions: upside down costs one inverse transform and no more.
 */

#include "config.h"
#include "recto-register-private.h"

#include <fftw3.h>
#include <math.h>
#include <string.h>

#define COARSE_SIZE 128
#define OVERSAMPLING 6
#define SURROUNDINGS 12
#define N_PEAKS 2

typedef struct
{
  guint width;
  guint height;
  double factor; /* coarse pixels per level-0 pixel */
  float *re;
  float *im;
} Field;

typedef struct
{
  const Field *moving;
  double angle;
  double scale;
  RectoCandidate peaks[2 * N_PEAKS];
} Trial;

typedef struct
{
  guint size;
  const Field *reference;
  fftwf_complex *reference_spectrum;
  fftwf_plan forward;
  fftwf_plan backward;
  Trial *trials;
} Search;

/* Angles and scales to try. A half circle is enough all round; the half turn gives the rest. */
typedef struct
{
  guint n_angles;
  double angle_step; /* degrees */
  guint n_scales;
  double scale_step;
} Steps;

static const Steps near_steps = { 11, 2.5, 9, 0.0325 };
static const Steps round_steps = { 60, 3.0, 5, 0.05 };

G_LOCK_DEFINE_STATIC (planner);

/* Takes the mean of the surroundings off. A background of lines that all run one way would correlate at
 * every shift and hide the peak. */
static void
take_local_mean (float *data, guint width, guint height)
{
  gsize row = width + 1;
  g_autofree double *sums = g_new0 (double, row * (height + 1));

  for (guint y = 0; y < height; y++)
    {
      double sum = 0;

      for (guint x = 0; x < width; x++)
        {
          sum += data[(gsize) y * width + x];
          sums[(y + 1) * row + x + 1] = sums[y * row + x + 1] + sum;
        }
    }
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint l = x > SURROUNDINGS ? x - SURROUNDINGS : 0, r = MIN (x + SURROUNDINGS + 1, width);
        guint t = y > SURROUNDINGS ? y - SURROUNDINGS : 0, b = MIN (y + SURROUNDINGS + 1, height);
        double sum = sums[b * row + r] - sums[t * row + r] - sums[b * row + l] + sums[t * row + l];

        data[(gsize) y * width + x] -= (float) (sum / ((double) (r - l) * (b - t)));
      }
}

/* The field is computed OVERSAMPLING times finer and then averaged: print too small for the coarse pixels still shows
 * the direction of its strokes. */
static void
field_init (Field *self, const RectoTower *tower, double factor)
{
  guint level = recto_tower_level_for (tower, 1 / (factor * OVERSAMPLING));
  RectoMatrix3 to_level = recto_tower_to_level (level);
  double s = 1 / (factor * OVERSAMPLING), t = (s - 1) / 2;
  RectoMatrix3 to_image = { { s, 0, t, 0, s, t, 0, 0, 1 } };
  guint width = MAX (floor (tower->levels[0].width * factor), 16);
  guint height = MAX (floor (tower->levels[0].height * factor), 16);
  guint fine_width = width * OVERSAMPLING, fine_height = height * OVERSAMPLING;
  guint row = fine_width - 2 * RECTO_FIELD_MARGIN;
  g_autofree float *grey = g_new (float, (gsize) fine_width *fine_height);
  g_autofree float *re = g_new (float, (gsize) fine_width *fine_height);
  g_autofree float *im = g_new (float, (gsize) fine_width *fine_height);

  to_level = recto_matrix3_multiply (&to_level, &to_image);
  recto_tower_sample (tower, level, &to_level, fine_width, fine_height, TRUE, grey);
  recto_field_compute_local (grey, fine_width, fine_height, 16 * OVERSAMPLING, re, im);

  *self = (Field) { width - 2 * RECTO_FIELD_MARGIN, height - 2 * RECTO_FIELD_MARGIN, factor };
  self->re = g_new0 (float, (gsize) self->width * self->height);
  self->im = g_new0 (float, (gsize) self->width * self->height);
  for (guint y = 0; y < self->height * OVERSAMPLING; y++)
    for (guint x = 0; x < self->width * OVERSAMPLING; x++)
      {
        gsize i = (gsize) (y / OVERSAMPLING) * self->width + x / OVERSAMPLING;
        gsize j = (gsize) (y + RECTO_FIELD_MARGIN * (OVERSAMPLING - 1)) * row + x
                  + RECTO_FIELD_MARGIN * (OVERSAMPLING - 1);

        self->re[i] += re[j];
        self->im[i] += im[j];
      }
  take_local_mean (self->re, self->width, self->height);
  take_local_mean (self->im, self->width, self->height);
}

static void
field_clear (Field *self)
{
  g_clear_pointer (&self->re, g_free);
  g_clear_pointer (&self->im, g_free);
}

/* The field about its centre, turned and scaled, into a periodic grid whose index 0 is that centre. */
static void
field_draw (const Field *self, double angle, double scale, double centre_x, double centre_y,
            guint size, fftwf_complex *out)
{
  double c = cos (angle) / scale, s = sin (angle) / scale;
  float twist_re = (float) cos (2 * angle), twist_im = (float) sin (2 * angle);
  int half = size / 2;

  memset (out, 0, sizeof (fftwf_complex) * size * size);
  for (int y = -half; y < half; y++)
    {
      fftwf_complex *row = out + (gsize) ((y + (int) size) % (int) size) * size;

      for (int x = -half; x < half; x++)
        {
          double u = centre_x + c * x + s * y, v = centre_y - s * x + c * y;
          int iu, iv;
          gsize i;
          float fu, fv, re, im, w00, w10, w01, w11;

          if (!(u >= 0 && v >= 0 && u < self->width - 1.0 && v < self->height - 1.0))
            continue;
          iu = (int) u;
          iv = (int) v;
          fu = (float) (u - iu);
          fv = (float) (v - iv);
          w00 = (1 - fu) * (1 - fv);
          w10 = fu * (1 - fv);
          w01 = (1 - fu) * fv;
          w11 = fu * fv;
          i = (gsize) iv * self->width + iu;
          re = self->re[i] * w00 + self->re[i + 1] * w10 + self->re[i + self->width] * w01
               + self->re[i + self->width + 1] * w11;
          im = self->im[i] * w00 + self->im[i + 1] * w10 + self->im[i + self->width] * w01
               + self->im[i + self->width + 1] * w11;
          row[(x + (int) size) % (int) size][0] = re * twist_re - im * twist_im;
          row[(x + (int) size) % (int) size][1] = re * twist_im + im * twist_re;
        }
    }
}

/* reference pixel = to_image (pivot + t + scale · turn (u - centre)), u = coarse moving position. */
static RectoMatrix3
candidate_transform (const Search *search, const Trial *trial, double angle, int tx, int ty)
{
  const Field *r = search->reference, *m = trial->moving;
  double c = cos (angle) * trial->scale, s = sin (angle) * trial->scale;
  double mx = (m->width - 1) / 2.0, my = (m->height - 1) / 2.0;
  double px = (double) (r->width / 2) + tx, py = (double) (r->height / 2) + ty;
  /* u + margin + ½ = (x + ½) factor */
  double moving_shift = m->factor / 2 - 0.5 - RECTO_FIELD_MARGIN;
  double image_shift = (RECTO_FIELD_MARGIN + 0.5) / r->factor - 0.5;
  RectoMatrix3 to_coarse = { { m->factor, 0, moving_shift, 0, m->factor, moving_shift, 0, 0, 1 } };
  RectoMatrix3 turn = { { c, -s, px - c * mx + s * my, s, c, py - s * mx - c * my, 0, 0, 1 } };
  RectoMatrix3 to_image = { { 1 / r->factor, 0, image_shift, 0, 1 / r->factor, image_shift, 0, 0, 1 } };

  turn = recto_matrix3_multiply (&turn, &to_coarse);
  return recto_matrix3_multiply (&to_image, &turn);
}

static void
find_peaks (const Search *search, const Trial *trial, double angle, fftwf_complex *surface,
            RectoCandidate *peaks)
{
  guint size = search->size;
  double square = 0;
  gsize n = (gsize) size * size;

  for (gsize i = 0; i < n; i++)
    square += (double) surface[i][0] * surface[i][0];
  square = sqrt (square / n) + 1e-20;

  for (guint k = 0; k < N_PEAKS; k++)
    {
      gsize best = 0;
      int x, y;

      for (gsize i = 1; i < n; i++)
        if (surface[i][0] > surface[best][0])
          best = i;
      x = best % size;
      y = best / size;
      peaks[k].score = surface[best][0] / square;
      peaks[k].transform
          = candidate_transform (search, trial, angle, x < (int) size / 2 ? x : x - (int) size,
                                 y < (int) size / 2 ? y : y - (int) size);
      for (int dy = -4; dy <= 4; dy++)
        for (int dx = -4; dx <= 4; dx++)
          surface[(gsize) ((y + dy + (int) size) % (int) size) * size
                  + (x + dx + (int) size) % (int) size][0]
              = 0;
    }
}

static void
try_one (guint index, gpointer data)
{
  Search *search = data;
  Trial *trial = &search->trials[index];
  guint size = search->size;
  gsize n = (gsize) size * size;
  fftwf_complex *spectrum = fftwf_malloc (n * sizeof *spectrum);
  fftwf_complex *surface = fftwf_malloc (n * sizeof *surface);

  field_draw (trial->moving, trial->angle, trial->scale, (trial->moving->width - 1) / 2.0,
              (trial->moving->height - 1) / 2.0, size, spectrum);
  fftwf_execute_dft (search->forward, spectrum, spectrum);

  for (guint flip = 0; flip < 2; flip++)
    {
      for (guint y = 0; y < size; y++)
        for (guint x = 0; x < size; x++)
          {
            gsize i = (gsize) y * size + x;
            gsize j = flip ? (gsize) ((size - y) % size) * size + (size - x) % size : i;
            float ar = search->reference_spectrum[i][0], ai = search->reference_spectrum[i][1];
            float br = spectrum[j][0], bi = spectrum[j][1];

            surface[i][0] = ar * br + ai * bi;
            surface[i][1] = ai * br - ar * bi;
          }
      fftwf_execute_dft (search->backward, surface, surface);
      find_peaks (search, trial, trial->angle + flip * G_PI, surface, trial->peaks + flip * N_PEAKS);
    }
  fftwf_free (spectrum);
  fftwf_free (surface);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  double d = ((const RectoCandidate *) b)->score - ((const RectoCandidate *) a)->score;

  return d > 0 ? 1 : d < 0 ? -1 : 0;
}

/* A grid the fields fit in, of a size that FFTW is quick at. */
static guint
grid_size (guint longest)
{
  static const guint sizes[] = { 160, 240 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (longest <= sizes[i] * 4 / 5)
      return sizes[i];
  return 320;
}

guint
recto_register_coarse (RectoRegisterPair *pair, double scale, gboolean all_round,
                       RectoCandidate *candidates, guint n_max)
{
  const RectoGrey *image = &pair->reference.levels[0];
  const RectoGrey *other = &pair->moving.levels[0];
  double longest = MAX (image->width, image->height);
  double longest_moving = scale * MAX (other->width, other->height);
  /* A much larger moving picture (a page on a flatbed's whole glass) makes both a little coarser. */
  double factor = MIN (1.0, MIN (COARSE_SIZE / longest,
                                 MAX (1.5 * COARSE_SIZE / longest_moving, 0.5 * COARSE_SIZE / longest)));
  const Steps *steps = all_round ? &round_steps : &near_steps;
  guint n_trials = steps->n_angles * steps->n_scales, n_found = 0;
  Field reference, moving;
  g_autofree Trial *trials = g_new0 (Trial, n_trials);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (RectoCandidate));
  Search search = { 0 };

  field_init (&reference, &pair->reference, factor);
  field_init (&moving, &pair->moving, factor * scale);
  for (guint i = 0; i < n_trials; i++)
    {
      int angle = (int) (i / steps->n_scales) - (int) (steps->n_angles - 1) / 2;
      int size = (int) (i % steps->n_scales) - (int) (steps->n_scales - 1) / 2;

      trials[i].moving = &moving;
      trials[i].angle = angle * steps->angle_step * G_PI / 180;
      trials[i].scale = 1 + size * steps->scale_step;
    }

  search.size = grid_size (MAX (MAX (reference.width, reference.height), MAX (moving.width, moving.height)));
  search.reference = &reference;
  search.trials = trials;
  search.reference_spectrum
      = fftwf_malloc ((gsize) search.size * search.size * sizeof (fftwf_complex));
  G_LOCK (planner);
  search.forward = fftwf_plan_dft_2d (search.size, search.size, search.reference_spectrum,
                                      search.reference_spectrum, FFTW_FORWARD, FFTW_ESTIMATE);
  search.backward = fftwf_plan_dft_2d (search.size, search.size, search.reference_spectrum,
                                       search.reference_spectrum, FFTW_BACKWARD, FFTW_ESTIMATE);
  G_UNLOCK (planner);
  field_draw (&reference, 0, 1, reference.width / 2, reference.height / 2, search.size,
              search.reference_spectrum);
  fftwf_execute_dft (search.forward, search.reference_spectrum, search.reference_spectrum);

  recto_register_parallel (n_trials, try_one, &search, pair->cancellable);

  for (guint i = 0; i < n_trials; i++)
    g_array_append_vals (all, trials[i].peaks, 2 * N_PEAKS);
  g_array_sort (all, compare_candidates);
  for (guint i = 0; i < all->len && n_found < n_max; i++)
    {
      const RectoCandidate *candidate = &g_array_index (all, RectoCandidate, i);
      gboolean known = candidate->score <= 0;

      /* Neighbouring steps of one peak are one candidate. */
      for (guint k = 0; k < n_found && !known; k++)
        known = recto_matrix3_corner_distance (&candidate->transform, &candidates[k].transform,
                                               pair->moving.levels[0].width,
                                               pair->moving.levels[0].height)
                < 6 / factor;
      if (!known)
        candidates[n_found++] = *candidate;
    }

  G_LOCK (planner);
  fftwf_destroy_plan (search.forward);
  fftwf_destroy_plan (search.backward);
  G_UNLOCK (planner);
  fftwf_free (search.reference_spectrum);
  field_clear (&reference);
  field_clear (&moving);
  return n_found;
}

/* recto-register-private.h: the parts of the automatic registration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-registration-private.h"

G_BEGIN_DECLS

/* Runs work (index, data) for every index below n on a few threads; what each writes must be its own, so that
 * the result does not depend on their timing. Stops early when cancelled. */
typedef void (*RectoRegisterWork) (guint index, gpointer data);
void recto_register_parallel (guint n, RectoRegisterWork work, gpointer data, GCancellable *cancellable);

/* A grey picture of float samples. */
typedef struct
{
  guint width;
  guint height;
  float *data;
} RectoGrey;

#define RECTO_TOWER_MAX_LEVELS 16

/* An image as grey halvings. Level 0 stays in the image (data NULL) and is read where it is needed. */
typedef struct
{
  RectoImage *image;
  guint n_levels;
  RectoGrey levels[RECTO_TOWER_MAX_LEVELS];
} RectoTower;

void recto_tower_init (RectoTower *self, RectoImage *image);
void recto_tower_clear (RectoTower *self);
/* The finest level whose longer side is at most size (or the last). */
guint recto_tower_find_level (const RectoTower *self, guint size);
/* The level on which one pixel is nearest to size pixels of level 0. */
guint recto_tower_level_for (const RectoTower *self, double size);
/* Maps level pixels to level-0 pixels. */
RectoMatrix3 recto_tower_from_level (guint level);
RectoMatrix3 recto_tower_to_level (guint level);
/* Bilinear samples at to_level (column, row) for a grid of width × height. FALSE when the grid leaves the
 * picture and clamp is not set; with clamp the border sample is repeated. */
gboolean recto_tower_sample (const RectoTower *self, guint level, const RectoMatrix3 *to_level,
                             guint width, guint height, gboolean clamp, float *out);

/* Double-angle field of edges: F = g² / (|g|² + ε²), g = gx + i gy. in has width × height samples; out gets
 * (width - 4) × (height - 4). mean_square: ε²; 0 or less: the mean of |g|² over the grid. */
#define RECTO_FIELD_MARGIN 2
void recto_field_compute (const float *in, guint width, guint height, double mean_square,
                          float *re, float *im);
/* The same with ε² the mean of |g|² within radius; for whole pictures of uneven light. */
void recto_field_compute_local (const float *in, guint width, guint height, guint radius,
                                float *re, float *im);

/* Where a picture has corners and crossings, as sums over a reduced field. */
typedef struct
{
  guint level;
  guint width;
  guint height;
  double *sums; /* (width + 1) × (height + 1) × {|F|, re F, im F}, summed from the upper left */
} RectoStructure;

void recto_structure_init (RectoStructure *self, const RectoTower *tower);
void recto_structure_clear (RectoStructure *self);
/* 0 (flat, or edges of one direction only) to 0.5 in the square of side level-0 pixels about centre; -1 outside. */
double recto_structure_at (const RectoStructure *self, RectoPoint centre, double side);

/* The pair of pictures under way. */
typedef struct
{
  RectoTower reference;
  RectoTower moving;
  RectoStructure reference_structure;
  RectoStructure moving_structure;
  GCancellable *cancellable;
} RectoRegisterPair;

/* Coarse search over rotations and scales. */
typedef struct
{
  RectoMatrix3 transform; /* moving to reference, level 0 */
  double score;           /* peak over the standard deviation of its correlation */
} RectoCandidate;

/* Best first, distinct; the number found, at most n_max. scale: about how many reference pixels a moving pixel is. all_round:
 * rotations over the full circle instead of near upright and upside down. */
guint recto_register_coarse (RectoRegisterPair *pair, double scale, gboolean all_round,
                             RectoCandidate *candidates, guint n_max);

/* A block of the reference and where the moving picture has it. */
typedef struct
{
  RectoPointPair pair;
  double structure;
  double peak;      /* correlation, -1 to 1 */
  gboolean inside;  /* both pictures cover it and have structure */
  gboolean matched; /* a distinct peak was found */
  gboolean agrees;  /* … and it agrees with the transform */
} RectoBlock;

/* Up to n_max blocks of size pixels of the reference's level, spread over the page, those with structure first. */
GArray *recto_blocks_choose (const RectoRegisterPair *pair, const RectoMatrix3 *transform,
                             guint level, guint size, guint n_max);
/* Measures each block whose held_out equals the argument, searching ± radius pixels of the level. */
void recto_blocks_measure (const RectoRegisterPair *pair, const RectoMatrix3 *transform,
                           guint level, guint size, guint radius, gboolean held_out,
                           RectoBlock *blocks, guint n_blocks);
/* Fits transform to the matched blocks that are not held out; tolerance in reference pixels. Sets agrees and
 * residual on all of them. The number that agrees; 0 when there is no fit. */
guint recto_blocks_fit (RectoBlock *blocks, guint n_blocks, double tolerance, RectoModel most,
                        RectoModel *model, RectoMatrix3 *transform);

G_END_DECLS

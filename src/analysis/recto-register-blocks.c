/* recto-register-blocks.c: where single blocks of the reference lie in the moving picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The moving picture is sampled in the reference's frame through the transform so far, so that what is left to measure
 * is a small shift, and is measured without a turn or a scale between the two patches. Both patches
 * become double-angle fields; their normalised correlation at every shift within the radius has its
 * peak where edges lie on edges. The peak must stand clear of all others, or the block says nothing.
 */

#include "config.h"
#include "recto-register-private.h"

#include <math.h>
#include <string.h>

#define MIN_STRUCTURE 0.01 /* below, a patch is flat or has edges of one direction only */
#define MIN_PEAK 0.10
#define MIN_CLEARANCE 0.12 /* of the peak over the next, as a part of the peak's height over the mean */
#define MAX_RADIUS 8
#define MAX_SIDE (2 * MAX_RADIUS + 1)

typedef float Vector __attribute__ ((vector_size (32)));

typedef struct
{
  const RectoRegisterPair *pair;
  RectoMatrix3 to_moving;   /* level pixels of the reference to level-0 pixels of the moving picture */
  RectoMatrix3 from_level;  /* level pixels of the reference to its level-0 pixels */
  guint level;
  guint moving_level;
  guint size;
  guint radius;
  gboolean held_out;
  RectoBlock *blocks;
} Measuring;

static double
reference_scale (const RectoMatrix3 *transform, const RectoTower *moving)
{
  return recto_matrix3_scale_at (transform, (RectoPoint) { moving->levels[0].width / 2.0,
                                                           moving->levels[0].height / 2.0 });
}

/* Σ ar·br + ai·bi; n is a multiple of 8. */
static float
dot_row (const float *ar, const float *ai, const float *br, const float *bi, guint n)
{
  Vector sum = { 0 };
  float total = 0;

  for (guint i = 0; i < n; i += 8)
    {
      Vector var, vai, vbr, vbi;

      memcpy (&var, ar + i, sizeof var);
      memcpy (&vai, ai + i, sizeof vai);
      memcpy (&vbr, br + i, sizeof vbr);
      memcpy (&vbi, bi + i, sizeof vbi);
      sum += var * vbr + vai * vbi;
    }
  for (guint i = 0; i < 8; i++)
    total += sum[i];
  return total;
}

/* Correlation at every shift into surface, (2 radius + 1)². */
static void
correlate (const float *ar, const float *ai, const float *br, const float *bi, guint size,
           guint radius, double *surface)
{
  guint wide = size + 2 * radius, side = 2 * radius + 1;
  g_autofree double *energy = g_new0 (double, (gsize) (wide + 1) * (wide + 1));
  double own = 0;

  for (guint y = 0; y < size; y++)
    own += dot_row (ar + y * size, ai + y * size, ar + y * size, ai + y * size, size);
  for (guint y = 0; y < wide; y++)
    {
      double row = 0;

      for (guint x = 0; x < wide; x++)
        {
          guint i = y * wide + x;

          row += br[i] * br[i] + bi[i] * bi[i];
          energy[(y + 1) * (wide + 1) + x + 1] = energy[y * (wide + 1) + x + 1] + row;
        }
    }
  for (guint dy = 0; dy < side; dy++)
    for (guint dx = 0; dx < side; dx++)
      {
        double sum = 0, other;

        for (guint y = 0; y < size; y++)
          {
            guint i = (y + dy) * wide + dx;

            sum += dot_row (ar + y * size, ai + y * size, br + i, bi + i, size);
          }
        other = energy[(dy + size) * (wide + 1) + dx + size] - energy[dy * (wide + 1) + dx + size]
                - energy[(dy + size) * (wide + 1) + dx] + energy[dy * (wide + 1) + dx];
        surface[dy * side + dx] = sum / sqrt (own * other + 1e-12);
      }
}

/* Finds the peak of the smoothed surface and its place to a part of a pixel, by the paraboloid through its
 * neighbours in the least-squares sense. FALSE when the peak is at the edge, low, or not alone. */
static gboolean
find_peak (const double *surface, guint radius, double *dx, double *dy, double *peak)
{
  guint side = 2 * radius + 1;
  double smooth[MAX_SIDE * MAX_SIDE];
  double mean = 0, second = -1, hxx, hyy, hxy, gx, gy, det;
  guint best = side + 1, n = 0;

  for (guint y = 1; y + 1 < side; y++)
    for (guint x = 1; x + 1 < side; x++)
      {
        const double *s = surface + y * side + x;

        smooth[y * side + x]
            = (4 * s[0] + 2 * (s[-1] + s[1] + s[-(int) side] + s[side]) + s[-(int) side - 1]
               + s[-(int) side + 1] + s[side - 1] + s[side + 1])
              / 16;
        mean += smooth[y * side + x];
        n++;
        if (smooth[y * side + x] > smooth[best] || n == 1)
          best = y * side + x;
      }
  mean /= n;
  *peak = smooth[best];

  int bx = best % side, by = best / side;

  if (bx < 2 || by < 2 || bx + 2 >= (int) side || by + 2 >= (int) side)
    return FALSE;
  for (guint y = 2; y + 2 < side; y++)
    for (guint x = 2; x + 2 < side; x++)
      {
        const double *s = smooth + y * side + x;

        if (ABS ((int) x - bx) <= 1 && ABS ((int) y - by) <= 1)
          continue;
        if (s[0] >= s[-1] && s[0] >= s[1] && s[0] >= s[-(int) side] && s[0] >= s[side])
          second = MAX (second, s[0]);
      }
  if (*peak < MIN_PEAK || *peak - MAX (second, mean) < MIN_CLEARANCE * (*peak - mean))
    return FALSE;

  const double *s = smooth + best;
  int w = side;

  gx = (s[1 - w] + s[1] + s[1 + w] - s[-1 - w] - s[-1] - s[-1 + w]) / 6;
  gy = (s[w - 1] + s[w] + s[w + 1] - s[-w - 1] - s[-w] - s[-w + 1]) / 6;
  hxx = (s[1 - w] + s[1] + s[1 + w] + s[-1 - w] + s[-1] + s[-1 + w] - 2 * (s[-w] + s[0] + s[w])) / 3;
  hyy = (s[w - 1] + s[w] + s[w + 1] + s[-w - 1] + s[-w] + s[-w + 1] - 2 * (s[-1] + s[0] + s[1])) / 3;
  hxy = (s[w + 1] + s[-w - 1] - s[w - 1] - s[1 - w]) / 4;
  det = hxx * hyy - hxy * hxy;
  if (!(hxx < 0 && hyy < 0 && det > 0))
    return FALSE;
  *dx = CLAMP (-(hyy * gx - hxy * gy) / det, -1, 1) + bx - (int) radius;
  *dy = CLAMP (-(hxx * gy - hxy * gx) / det, -1, 1) + by - (int) radius;
  return TRUE;
}

static void
measure_one (guint index, gpointer data)
{
  Measuring *m = data;
  RectoBlock *block = &m->blocks[index];
  guint size = m->size, wide = size + 2 * m->radius;
  guint margin = RECTO_FIELD_MARGIN, patch = wide + 2 * margin;
  RectoMatrix3 to_level = recto_tower_to_level (m->level), shift = recto_matrix3_identity, place;
  RectoMatrix3 to_moving_level = recto_tower_to_level (m->moving_level);
  RectoPoint centre, found;
  int left, top;

  if (block->pair.held_out != m->held_out)
    return;
  block->inside = block->matched = block->agrees = FALSE;
  block->pair.residual_px = 0;
  centre = recto_matrix3_map (&to_level, block->pair.reference);
  left = (int) floor (centre.x + 0.5) - (int) size / 2;
  top = (int) floor (centre.y + 0.5) - (int) size / 2;

  g_autofree float *grey = g_new (float, (gsize) patch *patch);
  g_autofree float *fields
      = g_new (float, 2 * ((gsize) size * size + (gsize) wide * wide));
  float *ar = fields, *ai = ar + size * size, *br = ai + size * size, *bi = br + wide * wide;

  shift.m[2] = left - (int) margin;
  shift.m[5] = top - (int) margin;
  if (!recto_tower_sample (&m->pair->reference, m->level, &shift, size + 2 * margin,
                           size + 2 * margin, FALSE, grey))
    return;
  recto_field_compute (grey, size + 2 * margin, size + 2 * margin, 0, ar, ai);

  shift.m[2] -= m->radius;
  shift.m[5] -= m->radius;
  place = recto_matrix3_multiply (&m->to_moving, &shift);
  place = recto_matrix3_multiply (&to_moving_level, &place);
  if (!recto_tower_sample (&m->pair->moving, m->moving_level, &place, patch, patch, FALSE, grey))
    return;
  recto_field_compute (grey, patch, patch, 0, br, bi);
  block->inside = TRUE;

  double surface[MAX_SIDE * MAX_SIDE], dx, dy;

  correlate (ar, ai, br, bi, size, m->radius, surface);
  block->matched = find_peak (surface, m->radius, &dx, &dy, &block->peak);
  if (!block->matched)
    return;
  /* The middle of the patch, not of the block as it was asked for. */
  centre.x = left + (size - 1) / 2.0;
  centre.y = top + (size - 1) / 2.0;
  found = (RectoPoint) { centre.x + dx, centre.y + dy };
  block->pair.reference = recto_matrix3_map (&m->from_level, centre);
  block->pair.moving = recto_matrix3_map (&m->to_moving, found);
}

void
recto_blocks_measure (const RectoRegisterPair *pair, const RectoMatrix3 *transform, guint level,
                      guint size, guint radius, gboolean held_out, RectoBlock *blocks, guint n_blocks)
{
  Measuring m = { pair };
  RectoMatrix3 back;

  g_return_if_fail (size % 8 == 0 && radius >= 3 && radius <= MAX_RADIUS);

  if (!recto_matrix3_invert (transform, &back))
    return;
  m.from_level = recto_tower_from_level (level);
  m.to_moving = recto_matrix3_multiply (&back, &m.from_level);
  m.level = level;
  m.moving_level
      = recto_tower_level_for (&pair->moving, (1u << level) / reference_scale (transform, &pair->moving));
  m.size = size;
  m.radius = radius;
  m.held_out = held_out;
  m.blocks = blocks;
  recto_register_parallel (n_blocks, measure_one, &m, pair->cancellable);
}

/* Choosing */

typedef struct
{
  RectoBlock block;
  guint cell;
} Choice;

#define HELD_OUT_FIELDS 12 /* along the page's longer side */

/* A quarter of the page, in a pattern that is the same at every level. */
static gboolean
is_held_out (const RectoGrey *page, RectoPoint place)
{
  double side = (double) MAX (page->width, page->height) / HELD_OUT_FIELDS;

  return ((guint) MAX (place.x / side, 0) + 2 * (guint) MAX (place.y / side, 0)) % 4 == 0;
}

static int
compare_choices (gconstpointer a, gconstpointer b)
{
  const Choice *x = a, *y = b;

  if (x->cell != y->cell)
    return x->cell < y->cell ? -1 : 1;
  return x->block.structure < y->block.structure ? 1 : x->block.structure > y->block.structure ? -1 : 0;
}

static int
compare_structure (gconstpointer a, gconstpointer b)
{
  const RectoBlock *x = a, *y = b;

  return x->structure < y->structure ? 1 : x->structure > y->structure ? -1 : 0;
}

static int
compare_place (gconstpointer a, gconstpointer b)
{
  const RectoPoint *x = &((const RectoBlock *) a)->pair.reference;
  const RectoPoint *y = &((const RectoBlock *) b)->pair.reference;

  if (x->y != y->y)
    return x->y < y->y ? -1 : 1;
  return x->x < y->x ? -1 : x->x > y->x ? 1 : 0;
}

GArray *
recto_blocks_choose (const RectoRegisterPair *pair, const RectoMatrix3 *transform, guint level,
                     guint size, guint n_max)
{
  const RectoGrey *grey = &pair->reference.levels[level];
  double scale = reference_scale (transform, &pair->moving), side = (double) size * (1u << level);
  RectoMatrix3 from_level = recto_tower_from_level (level), back;
  g_autoptr (GArray) choices = g_array_new (FALSE, TRUE, sizeof (Choice));
  GArray *blocks = g_array_new (FALSE, TRUE, sizeof (RectoBlock));
  guint columns = (grey->width - 2 * RECTO_FIELD_MARGIN) / size;
  guint rows = (grey->height - 2 * RECTO_FIELD_MARGIN) / size;
  guint across, down, per_cell;

  if (columns == 0 || rows == 0 || !recto_matrix3_invert (transform, &back))
    return blocks;
  /* Cells of about equal sides, each giving the same number of blocks at most. */
  across = MAX (1, (guint) sqrt (n_max / 2.0 * columns / rows));
  down = MAX (1, n_max / 2 / across);
  per_cell = columns * rows <= n_max ? columns * rows : 2;

  for (guint row = 0; row < rows; row++)
    for (guint column = 0; column < columns; column++)
      {
        Choice choice = { 0 };
        RectoPoint centre = { (grey->width - columns * size) / 2 + column * size + (size - 1) / 2.0,
                              (grey->height - rows * size) / 2 + row * size + (size - 1) / 2.0 };
        double own, other;

        choice.block.pair.reference = recto_matrix3_map (&from_level, centre);
        choice.block.pair.moving = recto_matrix3_map (&back, choice.block.pair.reference);
        own = recto_structure_at (&pair->reference_structure, choice.block.pair.reference, side);
        other = recto_structure_at (&pair->moving_structure, choice.block.pair.moving, side / scale);
        if (own < MIN_STRUCTURE || other < MIN_STRUCTURE)
          continue;
        choice.block.pair.held_out = is_held_out (&pair->reference.levels[0], choice.block.pair.reference);
        choice.block.structure = sqrt (own * other);
        choice.cell = MIN (row * down / rows, down - 1) * across + MIN (column * across / columns, across - 1);
        g_array_append_val (choices, choice);
      }
  g_array_sort (choices, compare_choices);
  for (guint i = 0, in_cell = 0; i < choices->len; i++)
    {
      const Choice *choice = &g_array_index (choices, Choice, i);

      in_cell = i > 0 && choice[-1].cell == choice->cell ? in_cell + 1 : 0;
      if (in_cell < per_cell)
        g_array_append_val (blocks, choice->block);
    }
  g_array_sort (blocks, compare_structure);
  if (blocks->len > n_max)
    g_array_set_size (blocks, n_max);
  g_array_sort (blocks, compare_place);
  return blocks;
}

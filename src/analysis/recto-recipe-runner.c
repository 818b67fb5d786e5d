/* recto-recipe-runner.c: a recipe made ready for runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Steps that treat each sample by itself are joined: the runner sends every possible value through them once and keeps
 * the answers as a table. Since a table holds what the steps themselves give, the bytes are the same.
 */

#include "config.h"
#include "recto-recipe-private.h"
#include "operations/recto-operations.h"

#include <string.h>

/* Rows that go through all stages before the next ones, so that what lies between stays in the cache. */
#define CHUNK_BYTES 65536

typedef struct
{
  const RectoOperation *operation; /* NULL: a table */
  double values[RECTO_OPERATION_MAX_PARAMS];
  gpointer prepared; /* or the table, once it is made */
  GArray *pending;   /* of Pending: the steps that make up the table; NULL otherwise */
  gsize made;        /* once: the table is there */
  guint output_channels;
} Stage;

/* A step whose table is made when the first run needs it: then it is made in the thread that draws, not in the one that answers the
 * user, for whom 65536 powers take long. */
typedef struct
{
  RectoStep step;
  gpointer prepared; /* NULL: not yet, or nothing */
  GBytes *profile;
} Pending;

struct _RectoRecipeRunner
{
  RectoRecipe *recipe; /* keeps what its steps drew */
  guint channels;
  guint depth;
  guint output_channels;
  gboolean converts;
  GArray *stages;
};

gboolean
recto_step_is_needed (const RectoStep *step)
{
  return step->enabled
         && (step->operation->is_neutral == NULL || !step->operation->is_neutral (step->values));
}

gboolean
recto_step_is_drawn (const RectoStep *step, guint channels, guint depth)
{
  guint n = step->operation->n_drawn != NULL ? step->operation->n_drawn (step->values, channels, depth) : 0;

  return n == 0 || (step->drawn != NULL && step->drawn->n == n);
}

/* Whether the step is a function of one sample: always when there is but one channel and no neighbour is looked at. */
static gboolean
is_table (const RectoStep *step, guint channels)
{
  const RectoOperation *operation = step->operation;

  return operation->scope == RECTO_SCOPE_PIXEL
         && (operation->per_sample
             || (channels == 1 && operation->output_channels (step->values, 1) == 1));
}

static void
free_prepared (const RectoOperation *operation, gpointer prepared)
{
  if (operation != NULL && operation->free_prepared != NULL && prepared != NULL)
    operation->free_prepared (prepared);
  else
    g_free (prepared);
}

/* Sends table through the step: one row of grey with every value. */
static void
extend_table (gpointer table, const RectoStep *step, gconstpointer prepared, guint depth)
{
  gsize n = depth == 8 ? 256 : 65536;
  gsize bytes = n * (depth / 8);
  g_autofree gpointer before = g_memdup2 (table, bytes);
  RectoPixels in = { before, bytes, (guint) n, 1, 1, depth };
  RectoPixels out = { table, bytes, (guint) n, 1, 1, depth };

  step->operation->run (prepared, step->values, &in, &out);
}

static gpointer
identity_table (guint depth)
{
  guint8 *table8;
  guint16 *table16;

  if (depth == 8)
    {
      table8 = g_new (guint8, 256);
      for (guint i = 0; i < 256; i++)
        table8[i] = (guint8) i;
      return table8;
    }
  table16 = g_new (guint16, 65536);
  for (guint i = 0; i < 65536; i++)
    table16[i] = (guint16) i;
  return table16;
}

static gpointer
prepare (const RectoStep *step, guint channels, guint depth, GBytes *profile)
{
  RectoStepInput input = { step->values, step->drawn != NULL ? step->drawn->numbers : NULL, channels, depth, profile };

  return step->operation->prepare (&input);
}

static void
clear_pending (gpointer data)
{
  Pending *pending = data;

  free_prepared (pending->step.operation, pending->prepared);
  g_clear_pointer (&pending->profile, g_bytes_unref);
}

static gpointer
make_table (const Stage *stage, guint depth)
{
  gpointer table = identity_table (depth);

  for (guint i = 0; i < stage->pending->len; i++)
    {
      Pending *pending = &g_array_index (stage->pending, Pending, i);
      const RectoOperation *operation = pending->step.operation;

      if (pending->prepared == NULL && operation->prepare != NULL)
        pending->prepared = prepare (&pending->step, 1, depth, pending->profile);
      extend_table (table, &pending->step, pending->prepared, depth);
    }
  return table;
}

static gconstpointer
get_table (const RectoRecipeRunner *self, Stage *stage)
{
  if (g_once_init_enter (&stage->made))
    {
      stage->prepared = make_table (stage, self->depth);
      g_once_init_leave (&stage->made, 1);
    }
  return stage->prepared;
}

RectoRecipeRunner *
recto_recipe_runner_new (const RectoRecipe *recipe, guint channels, guint depth, GBytes *profile)
{
  RectoRecipeRunner *self = g_new0 (RectoRecipeRunner, 1);

  self->recipe = recto_recipe_ref ((RectoRecipe *) recipe);
  self->channels = channels;
  self->depth = depth;
  self->stages = g_array_new (FALSE, TRUE, sizeof (Stage));
  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    {
      const RectoStep *step = recto_recipe_get_step (recipe, i);
      Stage *last = self->stages->len > 0
                        ? &g_array_index (self->stages, Stage, self->stages->len - 1)
                        : NULL;
      Stage stage = { .output_channels = channels };
      gpointer prepared = NULL;
      gboolean table;

      if (!recto_step_is_needed (step))
        continue;
      g_warn_if_fail (step->operation->scope == RECTO_SCOPE_PIXEL);
      if (step->operation->scope != RECTO_SCOPE_PIXEL || !recto_step_is_drawn (step, channels, depth))
        continue;
      table = is_table (step, channels);
      if (step->operation->prepare != NULL && (!table || step->operation->to_srgb))
        prepared = prepare (step, table ? 1 : channels, depth, profile);
      if (step->operation->to_srgb)
        {
          if (prepared == NULL)
            continue;
          self->converts = TRUE;
          profile = NULL;
        }
      if (table)
        {
          Pending pending = { *step, prepared, profile != NULL ? g_bytes_ref (profile) : NULL };

          if (last == NULL || last->operation != NULL)
            {
              stage.pending = g_array_new (FALSE, TRUE, sizeof (Pending));
              g_array_set_clear_func (stage.pending, clear_pending);
              g_array_append_val (self->stages, stage);
              last = &g_array_index (self->stages, Stage, self->stages->len - 1);
            }
          g_array_append_val (last->pending, pending);
          continue;
        }
      stage.operation = step->operation;
      memcpy (stage.values, step->values, sizeof stage.values);
      stage.output_channels = step->operation->output_channels (step->values, channels);
      stage.prepared = prepared;
      channels = stage.output_channels;
      g_array_append_val (self->stages, stage);
    }
  self->output_channels = channels;
  return self;
}

void
recto_recipe_runner_free (RectoRecipeRunner *self)
{
  for (guint i = 0; i < self->stages->len; i++)
    {
      const Stage *stage = &g_array_index (self->stages, Stage, i);

      free_prepared (stage->operation, stage->prepared);
      if (stage->pending != NULL)
        g_array_unref (stage->pending);
    }
  g_array_unref (self->stages);
  recto_recipe_unref (self->recipe);
  g_free (self);
}

guint
recto_recipe_runner_get_output_channels (const RectoRecipeRunner *self)
{
  return self->output_channels;
}

gboolean
recto_recipe_runner_converts (const RectoRecipeRunner *self)
{
  return self->converts;
}

gboolean
recto_recipe_runner_is_identity (const RectoRecipeRunner *self)
{
  return self->stages->len == 0;
}

gconstpointer
recto_recipe_runner_get_table (const RectoRecipeRunner *self)
{
  Stage *stage = (Stage *) self->stages->data;

  return self->stages->len == 1 && stage->operation == NULL ? get_table (self, stage) : NULL;
}

static void
run_stage (const RectoRecipeRunner *self, Stage *stage, const RectoPixels *in, RectoPixels *out)
{
  if (stage->operation != NULL)
    stage->operation->run (stage->prepared, stage->values, in, out);
  else
    recto_table_run (get_table (self, stage), in, out);
}

static void
copy_pixels (const RectoPixels *in, RectoPixels *out)
{
  gsize n = (gsize) in->width * in->channels * (in->depth / 8);

  for (guint y = 0; y < in->height; y++)
    memcpy (out->data + y * out->stride, in->data + y * in->stride, n);
}

/* All stages over a few rows; scratch has room for two pictures of them. */
static void
run_rows (const RectoRecipeRunner *self, const RectoPixels *in, RectoPixels *out, guint8 *scratch,
          gsize scratch_size)
{
  RectoPixels current = *in;
  guint n = self->stages->len;

  for (guint i = 0; i < n; i++)
    {
      Stage *stage = &g_array_index (self->stages, Stage, i);
      RectoPixels next = *out;

      if (i < n - 1)
        next = (RectoPixels) { scratch + (i & 1) * scratch_size,
                               (gsize) in->width * stage->output_channels * (in->depth / 8),
                               in->width,
                               in->height,
                               stage->output_channels,
                               in->depth };
      run_stage (self, stage, &current, &next);
      current = next;
    }
}

void
recto_recipe_runner_run (const RectoRecipeRunner *self, const RectoPixels *in, RectoPixels *out)
{
  g_autofree guint8 *scratch = NULL;
  gsize row = (gsize) in->width * 3 * (in->depth / 8);
  guint rows = (guint) CLAMP (CHUNK_BYTES / MAX (row, 1), 1, MAX (in->height, 1));

  g_return_if_fail (in->channels == self->channels && in->depth == self->depth);
  g_return_if_fail (out->channels == self->output_channels && out->depth == in->depth);

  if (self->stages->len == 0)
    {
      copy_pixels (in, out);
      return;
    }
  if (self->stages->len == 1)
    rows = MAX (in->height, 1);
  if (self->stages->len > 1)
    scratch = g_malloc (row * rows * 2);
  for (guint y = 0; y < in->height; y += rows)
    {
      guint height = MIN (rows, in->height - y);
      RectoPixels from = { in->data + y * in->stride, in->stride,   in->width,
                           height,                    in->channels, in->depth };
      RectoPixels to = { out->data + y * out->stride, out->stride,   in->width,
                         height,                      out->channels, out->depth };

      run_rows (self, &from, &to, scratch, row * rows);
    }
}

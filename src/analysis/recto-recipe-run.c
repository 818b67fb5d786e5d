/* recto-recipe-run.c: recipes at work on pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-recipe.h"

#include <string.h>

typedef struct
{
  const RectoOperation *operation;
  double values[RECTO_OPERATION_MAX_PARAMS];
  gpointer prepared;
  guint output_channels;
} Stage;

struct _RectoRecipeRunner
{
  guint channels;
  guint depth;
  guint output_channels;
  GArray *stages;
};

RectoRecipeRunner *
recto_recipe_runner_new (const RectoRecipe *recipe, guint channels, guint depth)
{
  RectoRecipeRunner *self = g_new0 (RectoRecipeRunner, 1);

  self->channels = channels;
  self->depth = depth;
  self->stages = g_array_new (FALSE, TRUE, sizeof (Stage));
  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    {
      const RectoStep *step = recto_recipe_get_step (recipe, i);
      Stage stage = { step->operation, { 0 }, NULL, 0 };

      if (!step->enabled
          || (step->operation->is_neutral != NULL && step->operation->is_neutral (step->values)))
        continue;
      memcpy (stage.values, step->values, sizeof stage.values);
      stage.output_channels = step->operation->output_channels (step->values, channels);
      if (step->operation->prepare != NULL)
        stage.prepared = step->operation->prepare (step->values, channels, depth);
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
    g_free (g_array_index (self->stages, Stage, i).prepared);
  g_array_unref (self->stages);
  g_free (self);
}

guint
recto_recipe_runner_get_output_channels (const RectoRecipeRunner *self)
{
  return self->output_channels;
}

static void
copy_pixels (const RectoPixels *in, RectoPixels *out)
{
  gsize n = (gsize) in->width * in->channels * (in->depth / 8);

  for (guint y = 0; y < in->height; y++)
    memcpy (out->data + y * out->stride, in->data + y * in->stride, n);
}

void
recto_recipe_runner_run (const RectoRecipeRunner *self, const RectoPixels *in, RectoPixels *out)
{
  g_autofree guint8 *scratch = NULL;
  gsize row = (gsize) in->width * 3 * (in->depth / 8);
  guint n = self->stages->len;
  RectoPixels current = *in;

  g_return_if_fail (in->channels == self->channels && in->depth == self->depth);
  g_return_if_fail (out->channels == self->output_channels && out->depth == in->depth);

  if (n == 0)
    {
      copy_pixels (in, out);
      return;
    }
  if (n > 1)
    scratch = g_malloc (row * in->height * 2);
  for (guint i = 0; i < n; i++)
    {
      const Stage *stage = &g_array_index (self->stages, Stage, i);
      RectoPixels next;

      if (i == n - 1)
        next = *out;
      else
        next = (RectoPixels) { scratch + (i & 1) * row * in->height, row, in->width, in->height,
                               stage->output_channels, in->depth };
      stage->operation->run (stage->prepared, stage->values, &current, &next);
      current = next;
    }
}

typedef struct
{
  const RectoRecipeRunner *runner;
  RectoImage *in;
  RectoImage *out;
  guint first;
  guint rows;
} Band;

static gpointer
run_band (gpointer data)
{
  Band *band = data;
  gsize in_stride = recto_image_get_stride (band->in);
  gsize out_stride = recto_image_get_stride (band->out);

  for (guint y = band->first; y < band->first + band->rows; y += 64)
    {
      guint rows = MIN (64, band->first + band->rows - y);
      RectoPixels in = { (guint8 *) recto_image_get_data (band->in) + y * in_stride, in_stride,
                         recto_image_get_width (band->in), rows, recto_image_get_channels (band->in),
                         recto_image_get_depth (band->in) };
      RectoPixels out = { recto_image_get_data_mutable (band->out) + y * out_stride, out_stride,
                          in.width, rows, recto_image_get_channels (band->out), in.depth };

      recto_recipe_runner_run (band->runner, &in, &out);
    }
  return NULL;
}

RectoImage *
recto_recipe_apply (const RectoRecipe *self, RectoImage *image, guint n_threads, GError **error)
{
  g_autoptr (RectoRecipeRunner) runner = NULL;
  RectoImage *out;
  guint height = recto_image_get_height (image);
  g_autofree Band *bands = NULL;
  g_autofree GThread **threads = NULL;
  double x, y;

  if (recto_recipe_is_empty (self))
    return recto_image_ref (image);
  runner = recto_recipe_runner_new (self, recto_image_get_channels (image),
                                    recto_image_get_depth (image));
  out = recto_image_new (recto_image_get_width (image), height, runner->output_channels,
                         recto_image_get_depth (image), recto_image_has_alpha (image), error);
  if (out == NULL)
    return NULL;
  if (recto_image_has_alpha (image))
    memcpy (recto_image_get_alpha_mutable (out), recto_image_get_alpha (image),
            (gsize) recto_image_get_width (image) * height * (recto_image_get_depth (image) / 8));
  if (recto_image_get_dpi (image, &x, &y))
    recto_image_set_dpi (out, x, y);
  recto_image_set_orientation (out, recto_image_get_orientation (image));

  if (n_threads == 0)
    n_threads = g_get_num_processors ();
  n_threads = CLAMP (n_threads, 1, height);
  bands = g_new0 (Band, n_threads);
  threads = g_new0 (GThread *, n_threads);
  for (guint i = 0; i < n_threads; i++)
    {
      guint first = (guint) ((guint64) height * i / n_threads);

      bands[i] = (Band) { runner, image, out, first,
                          (guint) ((guint64) height * (i + 1) / n_threads) - first };
      if (i > 0)
        threads[i] = g_thread_new ("recto-recipe", run_band, &bands[i]);
    }
  run_band (&bands[0]);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
  return out;
}

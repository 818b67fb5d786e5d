/* recto-recipe-run.c: a recipe over a whole image
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-colour.h"
#include "recto-recipe.h"
#include "recto-scratch.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE ((guintptr) 8 << 20)

typedef struct
{
  const RectoRecipeRunner *runner;
  RectoImage *in;
  RectoImage *out;
  guint first;
  guint rows;
} Band;

/* New memory comes a page at a time, which costs more than the recipe; large pages are asked for where there are any. */
static void
ask_for_large_pages (RectoImage *image)
{
#ifdef MADV_HUGEPAGE
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  guintptr start = ((guintptr) recto_image_get_data_mutable (image) + page - 1) / page * page;
  guintptr end = ((guintptr) recto_image_get_data (image)
                  + recto_image_get_stride (image) * recto_image_get_height (image)) / page * page;

  if (end > start && end - start >= LARGE)
    madvise ((gpointer) start, end - start, MADV_HUGEPAGE);
#endif
}

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
      recto_scratch_tidy ();
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
                                    recto_image_get_depth (image), recto_image_get_icc_profile (image));
  out = recto_image_new (recto_image_get_width (image), height, recto_recipe_runner_get_output_channels (runner),
                         recto_image_get_depth (image), recto_image_has_alpha (image), error);
  if (out == NULL)
    return NULL;
  ask_for_large_pages (out);
  if (recto_image_has_alpha (image))
    memcpy (recto_image_get_alpha_mutable (out), recto_image_get_alpha (image),
            (gsize) recto_image_get_width (image) * height * (recto_image_get_depth (image) / 8));
  if (recto_image_get_dpi (image, &x, &y))
    recto_image_set_dpi (out, x, y);
  recto_image_set_orientation (out, recto_image_get_orientation (image));
  /* A profile speaks of the channels it was made for. */
  if (recto_recipe_runner_converts (runner))
    {
      recto_image_set_icc_name (out, "sRGB");
      recto_image_set_icc_profile (out, recto_colour_get_srgb_bytes (recto_image_get_channels (out)));
    }
  else if (recto_image_get_channels (out) == recto_image_get_channels (image))
    {
      recto_image_set_icc_name (out, recto_image_get_icc_name (image));
      recto_image_set_icc_profile (out, recto_image_get_icc_profile (image));
    }

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

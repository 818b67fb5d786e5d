/* recto-recipe-run.c: a recipe over a whole image
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-colour.h"
#include "recto-derive-private.h"
#include "recto-recipe-private.h"
#include "recto-scratch.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LARGE ((guintptr) 8 << 20)

typedef struct
{
  const RectoRecipeRunner *runner;
  RectoImage *in;
  RectoImage *out;
} Run;

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

static void
run_rows (guint first, guint n, gpointer data)
{
  Run *run = data;
  gsize in_stride = recto_image_get_stride (run->in);
  gsize out_stride = recto_image_get_stride (run->out);
  RectoPixels in = { (guint8 *) recto_image_get_data (run->in) + first * in_stride, in_stride,
                     recto_image_get_width (run->in), n, recto_image_get_channels (run->in),
                     recto_image_get_depth (run->in) };
  RectoPixels out = { recto_image_get_data_mutable (run->out) + first * out_stride, out_stride,
                      in.width, n, recto_image_get_channels (run->out), in.depth };

  recto_recipe_runner_run (run->runner, &in, &out);
  recto_scratch_tidy ();
}

void
recto_image_take_claims (RectoImage *self, RectoImage *from)
{
  double x, y;

  if (recto_image_has_alpha (from))
    memcpy (recto_image_get_alpha_mutable (self), recto_image_get_alpha (from),
            (gsize) recto_image_get_width (from) * recto_image_get_height (from)
                * (recto_image_get_depth (from) / 8));
  if (recto_image_get_dpi (from, &x, &y))
    recto_image_set_dpi (self, x, y);
  recto_image_set_orientation (self, recto_image_get_orientation (from));
  /* A profile speaks of the channels it was made for. */
  if (recto_image_get_channels (self) == recto_image_get_channels (from))
    {
      recto_image_set_icc_name (self, recto_image_get_icc_name (from));
      recto_image_set_icc_profile (self, recto_image_get_icc_profile (from));
    }
}

RectoImage *
recto_recipe_run_pixels (const RectoRecipe *self, RectoImage *image, RectoWork *work, GError **error)
{
  g_autoptr (RectoRecipeRunner) runner = NULL;
  g_autoptr (RectoImage) out = NULL;
  Run run;

  runner = recto_recipe_runner_new (self, recto_image_get_channels (image),
                                    recto_image_get_depth (image), recto_image_get_icc_profile (image));
  if (recto_recipe_runner_is_identity (runner))
    return recto_image_ref (image);
  out = recto_image_new (recto_image_get_width (image), recto_image_get_height (image),
                         recto_recipe_runner_get_output_channels (runner), recto_image_get_depth (image),
                         recto_image_has_alpha (image), error);
  if (out == NULL)
    return NULL;
  ask_for_large_pages (out);
  recto_image_take_claims (out, image);
  if (recto_recipe_runner_converts (runner))
    {
      recto_image_set_icc_name (out, "sRGB");
      recto_image_set_icc_profile (out, recto_colour_get_srgb_bytes (recto_image_get_channels (out)));
    }
  run = (Run) { runner, image, out };
  if (!recto_work_rows (work, recto_image_get_height (image), run_rows, &run))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The work was cancelled."));
      return NULL;
    }
  return g_steal_pointer (&out);
}

RectoImage *
recto_recipe_apply (const RectoRecipe *self, RectoImage *image, guint n_threads, GError **error)
{
  g_autoptr (RectoWork) work = recto_work_new (n_threads, NULL);
  g_autoptr (RectoImage) base = NULL;
  g_autoptr (RectoRecipe) rest = NULL;

  if (!recto_recipe_walk (self, image, work, FALSE, &base, &rest, NULL, error))
    return NULL;
  return recto_recipe_run_pixels (rest, base, work, error);
}

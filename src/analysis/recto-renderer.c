/* recto-renderer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-renderer-private.h"
#include "recto-derive.h"

#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (RectoRenderer, recto_renderer, recto_renderer_ref, recto_renderer_unref)

void
recto_projection_get_matrix (const RectoProjection *self, double page_width, double page_height,
                             RectoMatrix3 *page_to_plane)
{
  double z = self->zoom;
  double w = page_width;
  double h = page_height;
  /* Corner coordinates: x + ½ from 0 to w. */
  RectoMatrix3 m = { { 1, 0, 0.5, 0, 1, 0.5, 0, 0, 1 } };

  if (self->mirrored)
    m = (RectoMatrix3) { { -1, 0, w - 0.5, 0, 1, 0.5, 0, 0, 1 } };
  for (guint i = 0; i < (self->quarter_turns & 3); i++)
    {
      /* A quarter turn clockwise: (x, y) becomes (h − y, x). */
      RectoMatrix3 next = { { -m.m[3], -m.m[4], h - m.m[5], m.m[0], m.m[1], m.m[2], 0, 0, 1 } };
      double swap = w;

      m = next;
      w = h;
      h = swap;
    }
  for (guint i = 0; i < 6; i++)
    m.m[i] = m.m[i] * z + 0.0;
  *page_to_plane = m;
}

void
recto_projection_get_size (const RectoProjection *self, double page_width, double page_height,
                           int *width, int *height)
{
  gboolean odd = (self->quarter_turns & 1) != 0;

  *width = (int) CLAMP (ceil ((odd ? page_height : page_width) * self->zoom - 1e-9), 0, G_MAXINT);
  *height = (int) CLAMP (ceil ((odd ? page_width : page_height) * self->zoom - 1e-9), 0, G_MAXINT);
}

/* Coarse pictures are as long as a screen is wide. */
#define COARSE_SIDE 1600

static RectoDerived *
derive (const RectoRecipe *recipe, RectoPyramid *pyramid, gboolean coarse)
{
  g_autoptr (GError) error = NULL;
  RectoDerived *derived;

  if (coarse && !recto_derive_is_ready (recipe, pyramid))
    return recto_derive_coarse (recipe, pyramid, COARSE_SIDE);
  derived = recto_derive (recipe, pyramid, NULL, &error);
  if (derived == NULL)
    g_warning ("%s", error->message);
  return derived;
}

static void
source_set (RectoSource *self, RectoPyramid *stored, RectoPyramid *pyramid, RectoRecipe *rest)
{
  self->stored = recto_pyramid_ref (stored);
  self->pyramid = recto_pyramid_ref (pyramid);
  self->rest = recto_recipe_ref (rest);
  self->channels = recto_pyramid_get_channels (pyramid);
  self->depth = recto_pyramid_get_depth (pyramid);
  self->runner = recto_recipe_runner_new (rest, self->channels, self->depth, recto_pyramid_get_icc_profile (pyramid));
  self->output_channels = recto_recipe_runner_get_output_channels (self->runner);
}

static RectoRenderer *
renderer_alloc (RectoScene *scene)
{
  RectoRenderer *self = g_new0 (RectoRenderer, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->scene = recto_scene_ref (scene);
  self->sources = g_array_new (FALSE, TRUE, sizeof (RectoSource));
  return self;
}

static void
name (RectoRenderer *self)
{
  GString *key = g_string_new (recto_scene_get_hash (self->scene));

  for (guint i = 0; i < self->sources->len; i++)
    {
      const RectoSource *source = &g_array_index (self->sources, RectoSource, i);

      if (source->stored == NULL)
        g_string_append (key, ":-");
      else if (recto_pyramid_is_complete (source->pyramid))
        g_string_append_printf (key, ":%" G_GUINT64_FORMAT,
                                recto_image_get_serial (recto_pyramid_get_level (source->stored, 0)));
      else
        g_string_append_printf (key, ":~%" G_GUINT64_FORMAT, recto_pyramid_get_serial (source->pyramid));
    }
  self->key = g_string_free (key, FALSE);
}

static RectoRenderer *
renderer_new (RectoScene *scene, RectoPyramid *const *pyramids, gboolean coarse)
{
  RectoRenderer *self = renderer_alloc (scene);

  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    {
      const RectoSceneExposure *exposure = recto_scene_get_exposure (scene, i);
      g_autoptr (RectoDerived) derived = NULL;
      RectoSource source = { 0 };

      if (pyramids[i] != NULL && recto_matrix3_invert (&exposure->registration, &source.page_to_exposure))
        derived = derive (exposure->recipe, pyramids[i], coarse);
      if (derived != NULL)
        source_set (&source, pyramids[i], derived->pyramid, derived->rest);
      g_array_append_val (self->sources, source);
    }
  name (self);
  return self;
}

RectoRenderer *
recto_renderer_new (RectoScene *scene, RectoPyramid *const *pyramids)
{
  return renderer_new (scene, pyramids, FALSE);
}

RectoRenderer *
recto_renderer_new_coarse (RectoScene *scene, RectoPyramid *const *pyramids)
{
  return renderer_new (scene, pyramids, TRUE);
}

gboolean
recto_renderer_is_prepared (RectoScene *scene, RectoPyramid *const *pyramids)
{
  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    if (pyramids[i] != NULL && !recto_derive_is_ready (recto_scene_get_exposure (scene, i)->recipe, pyramids[i]))
      return FALSE;
  return TRUE;
}

gboolean
recto_renderer_prepare (RectoScene *scene, RectoPyramid *const *pyramids, GCancellable *cancellable, GError **error)
{
  g_autoptr (RectoWork) work = recto_work_new (0, cancellable);

  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    if (pyramids[i] != NULL)
      {
        g_autoptr (RectoDerived) derived
            = recto_derive (recto_scene_get_exposure (scene, i)->recipe, pyramids[i], work, error);

        if (derived == NULL)
          return FALSE;
      }
  return TRUE;
}

/* What was worked out for the exposure, exact or coarse, is used and not worked out again. */
RectoRenderer *
recto_renderer_new_single (const RectoRenderer *self, guint exposure)
{
  const RectoSource *source = &g_array_index (self->sources, RectoSource, exposure);
  g_autoptr (RectoScene) scene = NULL;
  RectoRenderer *single;
  RectoSource only = { 0 };
  RectoComposition composition;
  guint width, height;

  recto_scene_get_page_size (self->scene, &width, &height);
  recto_composition_init (&composition, 1, width, height);
  composition.mode = RECTO_MODE_SINGLE;
  scene = recto_scene_new (width, height, recto_scene_get_exposure (self->scene, exposure), 1,
                           &composition);
  single = renderer_alloc (scene);
  only.page_to_exposure = source->page_to_exposure;
  if (source->stored != NULL)
    source_set (&only, source->stored, source->pyramid, source->rest);
  g_array_append_val (single->sources, only);
  name (single);
  return single;
}

RectoRenderer *
recto_renderer_ref (RectoRenderer *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_renderer_unref (RectoRenderer *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  for (guint i = 0; i < self->sources->len; i++)
    {
      RectoSource *source = &g_array_index (self->sources, RectoSource, i);

      g_clear_pointer (&source->stored, recto_pyramid_unref);
      g_clear_pointer (&source->pyramid, recto_pyramid_unref);
      g_clear_pointer (&source->rest, recto_recipe_unref);
      g_clear_pointer (&source->runner, recto_recipe_runner_free);
    }
  g_array_unref (self->sources);
  recto_scene_unref (self->scene);
  g_free (self->key);
  g_free (self);
}

RectoScene *
recto_renderer_get_scene (const RectoRenderer *self)
{
  return self->scene;
}

const char *
recto_renderer_get_key (const RectoRenderer *self)
{
  return self->key;
}

static void
fetch (RectoImage *image, guint x, guint y, guint16 *samples)
{
  gsize bytes = recto_image_get_channels (image) * (recto_image_get_depth (image) / 8);

  memcpy (samples, recto_image_get_data (image) + y * recto_image_get_stride (image) + x * bytes, bytes);
}

gboolean
recto_renderer_pick (const RectoRenderer *self, guint exposure, RectoPoint page, guint *depth,
                     guint *stored_channels, guint stored[3], guint *seen_channels, guint seen[3])
{
  const RectoSource *source;
  RectoImage *image, *derived;
  RectoPoint at;
  double x, y;
  guint16 raw[4] = { 0 }, in[4] = { 0 }, out[4] = { 0 };
  guint raw_channels;

  g_return_val_if_fail (exposure < self->sources->len, FALSE);
  source = &g_array_index (self->sources, RectoSource, exposure);
  /* What a preview shows is not what is stored. */
  if (source->stored == NULL || !recto_pyramid_is_complete (source->stored)
      || !recto_pyramid_is_complete (source->pyramid))
    return FALSE;
  image = recto_pyramid_get_level (source->stored, 0);
  derived = recto_pyramid_get_level (source->pyramid, 0);
  at = recto_matrix3_map (&source->page_to_exposure, page);
  x = floor (at.x + 0.5);
  y = floor (at.y + 0.5);
  if (!(x >= 0 && y >= 0 && x < recto_image_get_width (image) && y < recto_image_get_height (image)))
    return FALSE;
  raw_channels = recto_image_get_channels (image);
  fetch (image, (guint) x, (guint) y, raw);
  fetch (derived, (guint) x, (guint) y, in);
  {
    gsize bytes = source->channels * (source->depth / 8);
    RectoPixels from = { (guint8 *) in, bytes, 1, 1, source->channels, source->depth };
    RectoPixels to = { (guint8 *) out, source->output_channels * (source->depth / 8), 1, 1,
                       source->output_channels, source->depth };

    recto_recipe_runner_run (source->runner, &from, &to);
  }
  *depth = source->depth;
  *stored_channels = raw_channels;
  *seen_channels = source->output_channels;
  for (guint i = 0; i < 3; i++)
    {
      stored[i] = source->depth == 8 ? ((guint8 *) raw)[i] : raw[i];
      seen[i] = source->depth == 8 ? ((guint8 *) out)[i] : out[i];
    }
  return TRUE;
}

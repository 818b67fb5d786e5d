/* recto-renderer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-renderer-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Rows rendered at a time: a strip's parts stay in the cache. */
#define STRIP 32

typedef struct
{
  RectoPyramid *pyramid; /* NULL: not loaded */
  RectoRecipeRunner *runner;
  RectoMatrix3 page_to_exposure;
  guint channels; /* stored */
  guint depth;
  guint output_channels;
} Source;

struct _RectoRenderer
{
  gatomicrefcount ref_count;
  RectoScene *scene;
  GArray *sources;
  char *key;
};

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

  *width = (int) ceil ((odd ? page_height : page_width) * self->zoom - 1e-9);
  *height = (int) ceil ((odd ? page_width : page_height) * self->zoom - 1e-9);
}

RectoRenderer *
recto_renderer_new (RectoScene *scene, RectoPyramid *const *pyramids)
{
  RectoRenderer *self = g_new0 (RectoRenderer, 1);
  GString *key = g_string_new (recto_scene_get_hash (scene));

  g_atomic_ref_count_init (&self->ref_count);
  self->scene = recto_scene_ref (scene);
  self->sources = g_array_new (FALSE, TRUE, sizeof (Source));
  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    {
      const RectoSceneExposure *exposure = recto_scene_get_exposure (scene, i);
      Source source = { 0 };

      if (pyramids[i] != NULL
          && recto_matrix3_invert (&exposure->registration, &source.page_to_exposure))
        {
          RectoImage *image = recto_pyramid_get_level (pyramids[i], 0);

          source.pyramid = recto_pyramid_ref (pyramids[i]);
          source.channels = recto_image_get_channels (image);
          source.depth = recto_image_get_depth (image);
          source.runner = recto_recipe_runner_new (exposure->recipe, source.channels, source.depth);
          source.output_channels = recto_recipe_runner_get_output_channels (source.runner);
          g_string_append_printf (key, ":%p", (gpointer) image);
        }
      else
        g_string_append (key, ":-");
      g_array_append_val (self->sources, source);
    }
  self->key = g_string_free (key, FALSE);
  return self;
}

RectoRenderer *
recto_renderer_new_single (const RectoRenderer *self, guint exposure)
{
  const Source *source = &g_array_index (self->sources, Source, exposure);
  RectoPyramid *pyramids[] = { source->pyramid };
  g_autoptr (RectoScene) scene = NULL;
  RectoComposition composition;
  guint width, height;

  recto_scene_get_page_size (self->scene, &width, &height);
  recto_composition_init (&composition, 1, width, height);
  composition.mode = RECTO_MODE_SINGLE;
  scene = recto_scene_new (width, height, recto_scene_get_exposure (self->scene, exposure), 1,
                           &composition);
  return recto_renderer_new (scene, pyramids);
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
      Source *source = &g_array_index (self->sources, Source, i);

      g_clear_pointer (&source->pyramid, recto_pyramid_unref);
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

/* ----- rendering ----- */

typedef struct
{
  const RectoRenderer *renderer;
  const Source *sources[3];
  guint n_sources;
  guint channels;
  guint depth;
  RectoMatrix3 plane_to_page;
  RectoMatrix3 plane_to_exposure[3];
  guint8 *sampled; /* one strip before a recipe */
  RectoPart parts[3];
  guint8 *cover;
} Job;

static void
clear_job (Job *job)
{
  g_free (job->sampled);
  g_free (job->cover);
  for (guint i = 0; i < job->n_sources; i++)
    {
      g_free (job->parts[i].data);
      g_free (job->parts[i].coverage);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, clear_job)

static const Source *
source_at (const RectoRenderer *self, guint index)
{
  return &g_array_index (self->sources, Source, index);
}

static void
start_job (Job *job, const RectoRenderer *self, const RectoProjection *projection, int width)
{
  const RectoComposition *c = recto_scene_get_composition (self->scene);
  guint page_width, page_height;
  RectoMatrix3 page_to_plane, centres;
  gboolean colour = FALSE;
  gsize n = (gsize) MAX (width, 1) * STRIP;

  *job = (Job) { .renderer = self, .depth = 8 };
  switch (c->mode)
    {
    case RECTO_MODE_SINGLE:
    case RECTO_MODE_SIDE_BY_SIDE:
      job->sources[job->n_sources++] = source_at (self, c->a);
      break;
    case RECTO_MODE_BLINK:
      job->sources[job->n_sources++] = source_at (self, c->blink_b ? c->b : c->a);
      break;
    case RECTO_MODE_COMPOSITE:
      for (guint i = 0; i < 3; i++)
        job->sources[job->n_sources++] = source_at (self, c->composite[i]);
      colour = TRUE;
      break;
    case RECTO_MODE_TWO_COLOUR:
      colour = TRUE;
      G_GNUC_FALLTHROUGH;
    default:
      job->sources[job->n_sources++] = source_at (self, c->a);
      job->sources[job->n_sources++] = source_at (self, c->b);
      break;
    }

  recto_scene_get_page_size (self->scene, &page_width, &page_height);
  recto_projection_get_matrix (projection, page_width, page_height, &page_to_plane);
  if (!recto_matrix3_invert (&page_to_plane, &job->plane_to_page))
    job->plane_to_page = recto_matrix3_identity;
  /* Plane pixel u has its centre at u + ½. */
  centres = (RectoMatrix3) { { 1, 0, 0.5, 0, 1, 0.5, 0, 0, 1 } };
  job->plane_to_page = recto_matrix3_multiply (&job->plane_to_page, &centres);

  job->cover = g_malloc (n);
  for (guint i = 0; i < job->n_sources; i++)
    {
      const Source *source = job->sources[i];
      guint channels = source->pyramid != NULL ? source->output_channels : 1;
      guint depth = source->pyramid != NULL ? source->depth : 8;

      job->plane_to_exposure[i]
          = recto_matrix3_multiply (&source->page_to_exposure, &job->plane_to_page);
      job->parts[i].channels = channels;
      job->parts[i].depth = depth;
      job->parts[i].data = g_malloc (n * channels * (depth / 8));
      job->parts[i].coverage = g_malloc (n);
      colour = colour || channels == 3;
      job->depth = MAX (job->depth, depth);
    }
  job->channels = colour ? 3 : 1;
  job->sampled = g_malloc (n * 3 * 2);
}

static void
sample_part (Job *job, guint index, const RectoRect *strip)
{
  const Source *source = job->sources[index];
  RectoPart *part = &job->parts[index];
  gsize n = (gsize) strip->width * strip->height;
  gsize bytes = source->depth / 8;
  gsize in_stride = (gsize) strip->width * source->channels * bytes;
  gsize out_stride = (gsize) strip->width * part->channels * (part->depth / 8);

  if (source->pyramid == NULL)
    {
      memset (part->coverage, 0, n);
      memset (part->data, 0, out_stride * strip->height);
      return;
    }
  if (!recto_pyramid_sample (source->pyramid, &job->plane_to_exposure[index], strip, job->sampled,
                             in_stride, part->coverage))
    {
      memset (part->data, 0, out_stride * strip->height);
      return;
    }
  {
    RectoPixels in = { job->sampled, in_stride, (guint) strip->width, (guint) strip->height,
                       source->channels, source->depth };
    RectoPixels out = { part->data, out_stride, (guint) strip->width, (guint) strip->height,
                        part->channels, part->depth };

    recto_recipe_runner_run (source->runner, &in, &out);
  }
}

/* One strip into out (job's channels and depth) and cover. */
static void
render_strip (Job *job, const RectoProjection *projection, const RectoRect *strip, guint8 *out,
              guint8 *cover)
{
  const RectoComposition *composition = recto_scene_get_composition (job->renderer->scene);
  RectoFrame frame = { composition, *strip, job->plane_to_page, projection->zoom };
  gsize n = (gsize) strip->width * strip->height;

  for (guint i = 0; i < job->n_sources; i++)
    sample_part (job, i, strip);
  if (job->n_sources == 1)
    {
      gsize bytes = job->channels * (job->depth / 8);

      memcpy (out, job->parts[0].data, n * bytes);
      memcpy (cover, job->parts[0].coverage, n);
      for (gsize i = 0; i < n; i++)
        if (cover[i] == 0)
          memset (out + i * bytes, 0, bytes);
    }
  else if (job->n_sources == 2)
    recto_compose (&frame, &job->parts[0], &job->parts[1], job->channels, job->depth, out, cover);
  else
    {
      const RectoPart *parts[3] = { &job->parts[0], &job->parts[1], &job->parts[2] };

      recto_compose_rgb (&frame, parts, job->depth, out, cover);
    }
}

RectoImage *
recto_renderer_render (const RectoRenderer *self, const RectoProjection *projection,
                       const RectoRect *region, GCancellable *cancellable, GError **error)
{
  g_auto (Job) job = { 0 };
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoImage) with_alpha = NULL;
  g_autofree guint8 *cover = NULL;
  gsize stride, n;
  gboolean whole = TRUE;

  g_return_val_if_fail (region->width > 0 && region->height > 0, NULL);

  start_job (&job, self, projection, region->width);
  image = recto_image_new ((guint) region->width, (guint) region->height, job.channels, job.depth,
                           FALSE, error);
  if (image == NULL)
    return NULL;
  n = (gsize) region->width * region->height;
  cover = g_try_malloc (n);
  if (cover == NULL)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                           _("There is not enough memory for a picture of this size. Ask for a smaller "
                             "region or size."));
      return NULL;
    }
  stride = recto_image_get_stride (image);
  for (int y = 0; y < region->height; y += STRIP)
    {
      RectoRect strip = { region->x, region->y + y, region->width, MIN (STRIP, region->height - y) };

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      render_strip (&job, projection, &strip, recto_image_get_data_mutable (image) + y * stride,
                    cover + (gsize) y * region->width);
    }
  for (gsize i = 0; i < n && whole; i++)
    whole = cover[i] != 0;
  if (whole)
    return g_steal_pointer (&image);

  with_alpha = recto_image_new ((guint) region->width, (guint) region->height, job.channels,
                                job.depth, TRUE, error);
  if (with_alpha == NULL)
    return NULL;
  memcpy (recto_image_get_data_mutable (with_alpha), recto_image_get_data (image),
          stride * region->height);
  for (gsize i = 0; i < n; i++)
    if (job.depth == 8)
      recto_image_get_alpha_mutable (with_alpha)[i] = cover[i];
    else
      ((guint16 *) recto_image_get_alpha_mutable (with_alpha))[i] = cover[i] * 257;
  return g_steal_pointer (&with_alpha);
}

static void
to_bgra (const guint8 *in, const guint8 *cover, guint channels, guint depth, int width, guint8 *out)
{
  guint32 *pixels = (guint32 *) out;
  gboolean colour = channels == 3;

  if (depth == 8)
    for (int i = 0; i < width; i++, in += channels)
      {
        guint32 value
            = 0xff000000u | (guint32) in[0] << 16 | (guint32) in[colour ? 1 : 0] << 8 | in[colour ? 2 : 0];

        pixels[i] = cover[i] != 0 ? value : 0;
      }
  else
    {
      const guint16 *samples = (const guint16 *) in;

      for (int i = 0; i < width; i++, samples += channels)
        {
          guint32 r = (samples[0] + 128u) / 257;
          guint32 g = (samples[colour ? 1 : 0] + 128u) / 257;
          guint32 b = (samples[colour ? 2 : 0] + 128u) / 257;

          pixels[i] = cover[i] != 0 ? 0xff000000u | r << 16 | g << 8 | b : 0;
        }
    }
}

gboolean
recto_renderer_render_bgra (const RectoRenderer *self, const RectoProjection *projection,
                            const RectoRect *region, GCancellable *cancellable, guint8 *out,
                            gsize stride)
{
  g_auto (Job) job = { 0 };
  g_autofree guint8 *composed = NULL;

  g_return_val_if_fail (region->width > 0 && region->height > 0, FALSE);

  start_job (&job, self, projection, region->width);
  composed = g_malloc ((gsize) region->width * STRIP * job.channels * (job.depth / 8));
  for (int y = 0; y < region->height; y += STRIP)
    {
      RectoRect strip = { region->x, region->y + y, region->width, MIN (STRIP, region->height - y) };
      gsize row = (gsize) region->width * job.channels * (job.depth / 8);

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      render_strip (&job, projection, &strip, composed, job.cover);
      for (int j = 0; j < strip.height; j++)
        to_bgra (composed + j * row, job.cover + (gsize) j * region->width, job.channels, job.depth,
                 region->width, out + (gsize) (y + j) * stride);
    }
  return TRUE;
}

gboolean
recto_renderer_pick (const RectoRenderer *self, guint exposure, RectoPoint page, guint *depth,
                     guint *stored_channels, guint stored[3], guint *seen_channels, guint seen[3])
{
  const Source *source;
  RectoImage *image;
  RectoPoint at;
  double x, y;
  guint16 in[4] = { 0 }, out[4] = { 0 };
  gsize bytes;

  g_return_val_if_fail (exposure < self->sources->len, FALSE);
  source = source_at (self, exposure);
  if (source->pyramid == NULL)
    return FALSE;
  image = recto_pyramid_get_level (source->pyramid, 0);
  at = recto_matrix3_map (&source->page_to_exposure, page);
  x = floor (at.x + 0.5);
  y = floor (at.y + 0.5);
  if (!(x >= 0 && y >= 0 && x < recto_image_get_width (image) && y < recto_image_get_height (image)))
    return FALSE;
  bytes = source->channels * (source->depth / 8);
  memcpy (in,
          recto_image_get_data (image) + (gsize) y * recto_image_get_stride (image) + (gsize) x * bytes,
          bytes);
  {
    RectoPixels from = { (guint8 *) in, bytes, 1, 1, source->channels, source->depth };
    RectoPixels to = { (guint8 *) out, source->output_channels * (source->depth / 8), 1, 1,
                       source->output_channels, source->depth };

    recto_recipe_runner_run (source->runner, &from, &to);
  }
  *depth = source->depth;
  *stored_channels = source->channels;
  *seen_channels = source->output_channels;
  for (guint i = 0; i < 3; i++)
    {
      stored[i] = source->depth == 8 ? ((guint8 *) in)[i] : in[i];
      seen[i] = source->depth == 8 ? ((guint8 *) out)[i] : out[i];
    }
  return TRUE;
}

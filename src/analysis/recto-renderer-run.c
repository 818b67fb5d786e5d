/* recto-renderer-run.c: regions of a scene, block by block
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-renderer-private.h"
#include "operations/recto-operations.h"

#include <glib/gi18n.h>
#include <string.h>

/* A block's parts stay in the cache from sampling to the last step. */
#define BLOCK_WIDTH 1024
#define BLOCK_PIXELS 16384
#define MAX_PARTS 3

/* The memory of one part. */
typedef struct
{
  guint8 *seen;   /* after the recipe */
  guint8 *lifted; /* NULL: seen is composed as it is */
  guint8 *coverage;
} Store;

typedef struct
{
  const RectoRenderer *renderer;
  const RectoComposition *composition;
  const RectoSource *sources[MAX_PARTS];
  RectoMatrix3 plane_to_exposure[MAX_PARTS];
  guint n_sources;
  RectoMatrix3 plane_to_page;
  guint channels; /* of the result */
  guint depth;
  guint part_channels; /* of what is composed */

  guint8 *sampled; /* before the recipe */
  Store stores[MAX_PARTS];
  RectoPart parts[MAX_PARTS];
  RectoPlaces places;
} Job;

static void
clear_job (Job *job)
{
  g_free (job->sampled);
  g_free (job->places.shares);
  for (guint i = 0; i < MAX_PARTS; i++)
    {
      g_free (job->stores[i].seen);
      g_free (job->stores[i].lifted);
      g_free (job->stores[i].coverage);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, clear_job)

static void
add_source (Job *job, guint index)
{
  job->sources[job->n_sources++] = &g_array_index (job->renderer->sources, RectoSource, index);
}

static guint
seen_channels (const RectoSource *source)
{
  return source->pyramid != NULL ? source->output_channels : 1;
}

static guint
seen_depth (const RectoSource *source)
{
  return source->pyramid != NULL ? source->depth : 8;
}

/* Which exposures take part, and what comes out. */
static void
choose_sources (Job *job)
{
  const RectoComposition *c = job->composition;

  switch (c->mode)
    {
    case RECTO_MODE_SINGLE:
    case RECTO_MODE_SIDE_BY_SIDE:
      add_source (job, c->a);
      break;
    case RECTO_MODE_BLINK:
      add_source (job, c->blink_b ? c->b : c->a);
      break;
    case RECTO_MODE_COMPOSITE:
      for (guint i = 0; i < 3; i++)
        add_source (job, c->composite[i]);
      break;
    default:
      add_source (job, c->a);
      add_source (job, c->b);
      break;
    }
  job->channels = 1;
  job->depth = 8;
  for (guint i = 0; i < job->n_sources; i++)
    {
      job->channels = MAX (job->channels, seen_channels (job->sources[i]));
      job->depth = MAX (job->depth, seen_depth (job->sources[i]));
    }
  job->part_channels = job->channels;
  if (c->mode == RECTO_MODE_TWO_COLOUR || c->mode == RECTO_MODE_COMPOSITE)
    {
      job->channels = 3;
      job->part_channels = 1; /* luminance */
    }
}

/* A narrow region goes in higher blocks: what is computed per column serves more rows. */
static int
block_height (const RectoRect *region)
{
  return BLOCK_PIXELS / CLAMP (region->width, 64, BLOCK_WIDTH);
}

static void
start_job (Job *job, const RectoRenderer *self, const RectoProjection *projection,
           const RectoRect *region)
{
  const RectoMatrix3 centres = { { 1, 0, 0.5, 0, 1, 0.5, 0, 0, 1 } };
  gsize n = (gsize) MIN (region->width, BLOCK_WIDTH) * MIN (region->height, block_height (region));
  guint page_width, page_height;
  RectoMatrix3 page_to_plane;

  *job = (Job) { .renderer = self, .composition = recto_scene_get_composition (self->scene) };
  choose_sources (job);
  recto_scene_get_page_size (self->scene, &page_width, &page_height);
  recto_projection_get_matrix (projection, page_width, page_height, &page_to_plane);
  if (!recto_matrix3_invert (&page_to_plane, &job->plane_to_page))
    job->plane_to_page = recto_matrix3_identity;
  /* Plane pixel u has its centre at u + ½. */
  job->plane_to_page = recto_matrix3_multiply (&job->plane_to_page, &centres);

  job->sampled = g_malloc (n * 3 * 2);
  if (recto_mode_has_places (job->composition->mode))
    job->places.shares = g_new (guint32, n);
  for (guint i = 0; i < job->n_sources; i++)
    {
      const RectoSource *source = job->sources[i];
      Store *store = &job->stores[i];

      job->plane_to_exposure[i]
          = recto_matrix3_multiply (&source->page_to_exposure, &job->plane_to_page);
      store->seen = g_malloc (n * 3 * 2);
      store->coverage = g_malloc (n);
      if (seen_channels (source) != job->part_channels || seen_depth (source) != job->depth)
        store->lifted = g_malloc (n * 3 * 2);
    }
}

/* ----- parts ----- */

static gboolean
is_whole (const guint8 *coverage, gsize n)
{
  return memchr (coverage, 0, n) == NULL;
}

/* Samples rect of exposure index into out; FALSE when nothing is covered (out and coverage are 0). */
static gboolean
sample (Job *job, guint index, const RectoRect *rect, guint8 *out, guint8 *coverage)
{
  const RectoSource *source = job->sources[index];
  gsize stride = (gsize) rect->width * source->channels * (source->depth / 8);

  if (source->pyramid != NULL
      && recto_pyramid_sample (source->pyramid, &job->plane_to_exposure[index], rect, out, stride,
                               coverage))
    return TRUE;
  memset (coverage, 0, (gsize) rect->width * rect->height);
  return FALSE;
}

static void
make_part (Job *job, guint index, const RectoRect *rect)
{
  const RectoSource *source = job->sources[index];
  Store *store = &job->stores[index];
  RectoPart *part = &job->parts[index];
  gsize n = (gsize) rect->width * rect->height;
  gsize part_bytes = job->part_channels * (job->depth / 8);
  gboolean plain = source->pyramid != NULL && recto_recipe_runner_is_identity (source->runner);
  const guint8 *table = source->pyramid != NULL && source->depth == 8 ? recto_recipe_runner_get_table (source->runner) : NULL;
  guint8 *data = store->lifted != NULL ? store->lifted : store->seen;

  *part = (RectoPart) { *rect, data, store->coverage, FALSE };
  if (n == 0)
    return;
  if (!sample (job, index, rect, plain || table != NULL ? store->seen : job->sampled, store->coverage))
    {
      memset (data, 0, n * part_bytes);
      return;
    }
  if (table != NULL)
    recto_table_map (table, store->seen, store->seen, n * source->channels);
  else if (!plain)
    {
      gsize in_stride = (gsize) rect->width * source->channels * (source->depth / 8);
      gsize out_stride = (gsize) rect->width * source->output_channels * (source->depth / 8);
      RectoPixels in = { job->sampled,     in_stride,     (guint) rect->width, (guint) rect->height,
                         source->channels, source->depth };
      RectoPixels out = { store->seen,     out_stride, (guint) rect->width, (guint) rect->height,
                          source->output_channels, source->depth };

      recto_recipe_runner_run (source->runner, &in, &out);
    }
  if (store->lifted != NULL)
    recto_lift (store->seen, source->output_channels, source->depth, store->lifted, job->part_channels,
                job->depth, n);
  part->whole = is_whole (store->coverage, n);
  /* A recipe makes something of nothing (white after invert). */
  if (!part->whole)
    recto_compose_clear (store->coverage, n, part_bytes, data);
}

static void
make_parts (Job *job, const RectoRect *block)
{
  gboolean places = job->places.shares != NULL;

  if (places)
    recto_places_fill (&job->places, job->composition, &job->plane_to_page, block);
  for (guint i = 0; i < job->n_sources; i++)
    {
      const RectoRect *rect = !places ? block : i == 0 ? &job->places.need_a : &job->places.need_b;
      guint same = 0;

      while (same < i && job->sources[same] != job->sources[i])
        same++;
      if (same < i && !places)
        job->parts[i] = job->parts[same];
      else
        make_part (job, i, rect);
    }
}

/* Row y of the block into out (the job's channels and depth) and cover. */
static void
make_row (const Job *job, const RectoRect *block, int y, guint8 *out, guint8 *cover)
{
  RectoComposer composer = { job->composition, job->parts, job->n_sources,  &job->places,
                             *block,           job->channels, job->depth };
  gsize n = block->width;

  if (job->n_sources > 1)
    {
      recto_compose_row (&composer, y, out, cover);
      return;
    }
  memcpy (out, job->parts[0].data + (gsize) y * n * job->channels * (job->depth / 8),
          n * job->channels * (job->depth / 8));
  memcpy (cover, job->parts[0].coverage + (gsize) y * n, n);
}

/* The block at (x, y) of region; FALSE when there is none left. Goes along rows of blocks. */
static gboolean
next_block (const RectoRect *region, int *x, int *y, RectoRect *block)
{
  if (*x >= region->width)
    {
      *x = 0;
      *y += block_height (region);
    }
  if (*y >= region->height)
    return FALSE;
  *block = (RectoRect) { region->x + *x, region->y + *y, MIN (BLOCK_WIDTH, region->width - *x),
                         MIN (block_height (region), region->height - *y) };
  *x += BLOCK_WIDTH;
  return TRUE;
}

/* ----- to an image ----- */

static RectoImage *
with_alpha (RectoImage *image, const guint8 *cover, GError **error)
{
  gsize n = (gsize) recto_image_get_width (image) * recto_image_get_height (image);
  RectoImage *copy = recto_image_new (recto_image_get_width (image), recto_image_get_height (image),
                                      recto_image_get_channels (image),
                                      recto_image_get_depth (image), TRUE, error);

  if (copy == NULL)
    return NULL;
  memcpy (recto_image_get_data_mutable (copy), recto_image_get_data (image),
          recto_image_get_stride (image) * recto_image_get_height (image));
  if (recto_image_get_depth (image) == 8)
    memcpy (recto_image_get_alpha_mutable (copy), cover, n);
  else
    for (gsize i = 0; i < n; i++)
      ((guint16 *) recto_image_get_alpha_mutable (copy))[i] = cover[i] * 257;
  return copy;
}

RectoImage *
recto_renderer_render (const RectoRenderer *self, const RectoProjection *projection,
                       const RectoRect *region, GCancellable *cancellable, GError **error)
{
  g_auto (Job) job = { 0 };
  g_autoptr (RectoImage) image = NULL;
  g_autofree guint8 *cover = NULL;
  gsize stride, n, bytes;
  RectoRect block;
  int x = 0, y = 0;

  g_return_val_if_fail (region->width > 0 && region->height > 0, NULL);

  start_job (&job, self, projection, region);
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
  bytes = job.channels * (job.depth / 8);
  while (next_block (region, &x, &y, &block))
    {
      gsize left = (gsize) (block.x - region->x), top = (gsize) (block.y - region->y);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      make_parts (&job, &block);
      for (gsize j = 0; j < (gsize) block.height; j++)
        make_row (&job, &block, (int) j,
                  recto_image_get_data_mutable (image) + (top + j) * stride + left * bytes,
                  cover + (top + j) * region->width + left);
    }
  return is_whole (cover, n) ? g_steal_pointer (&image) : with_alpha (image, cover, error);
}

/* ----- to the screen ----- */

/* One 8-bit exposure whose recipe is a table or nothing goes from the sampler straight to the screen's form. */
static gboolean
render_block_directly (Job *job, const RectoRect *block, guint8 *out, gsize stride)
{
  const RectoSource *source = job->sources[0];
  Store *store = &job->stores[0];
  gsize n = block->width;
  const guint8 *table;

  if (job->n_sources != 1 || source->pyramid == NULL || source->depth != 8)
    return FALSE;
  table = recto_recipe_runner_get_table (source->runner);
  if (table == NULL && !recto_recipe_runner_is_identity (source->runner))
    return FALSE;
  if (!sample (job, 0, block, job->sampled, store->coverage))
    {
      for (int j = 0; j < block->height; j++)
        memset (out + (gsize) j * stride, 0, n * 4);
      return TRUE;
    }
  for (int j = 0; j < block->height; j++)
    {
      guint8 *in = job->sampled + (gsize) j * n * source->channels;
      guint32 *pixels = (guint32 *) (out + (gsize) j * stride);

      if (table != NULL)
        recto_table_map (table, in, in, n * source->channels);
      recto_pack (in, source->channels, 8, n, pixels);
      recto_compose_clear (store->coverage + (gsize) j * n, n, 4, (guint8 *) pixels);
    }
  return TRUE;
}

/* Where one exposure is looked at, its transparency is seen. */
static void
show_through (Job *job, const RectoRect *block, guint8 *out, gsize stride)
{
  RectoPyramid *pyramid = job->n_sources == 1 ? job->sources[0]->pyramid : NULL;
  gsize n = block->width;

  if (pyramid == NULL || !recto_pyramid_has_alpha (pyramid))
    return;
  recto_pyramid_sample_alpha (pyramid, &job->plane_to_exposure[0], block, job->stores[0].coverage, n);
  for (int j = 0; j < block->height; j++)
    recto_checker_show (job->stores[0].coverage + (gsize) j * n, n, block->x, block->y + j,
                        (guint32 *) (out + (gsize) j * stride));
}

gboolean
recto_renderer_render_bgra (const RectoRenderer *self, const RectoProjection *projection,
                            const RectoRect *region, GCancellable *cancellable, guint8 *out,
                            gsize stride)
{
  g_auto (Job) job = { 0 };
  guint16 row[BLOCK_WIDTH * 3];
  guint8 cover[BLOCK_WIDTH];
  RectoRect block;
  int x = 0, y = 0;

  g_return_val_if_fail (region->width > 0 && region->height > 0, FALSE);

  start_job (&job, self, projection, region);
  while (next_block (region, &x, &y, &block))
    {
      guint8 *corner = out + (gsize) (block.y - region->y) * stride + (gsize) (block.x - region->x) * 4;

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (!render_block_directly (&job, &block, corner, stride))
        {
          make_parts (&job, &block);
          for (int j = 0; j < block.height; j++)
            {
              guint32 *pixels = (guint32 *) (corner + (gsize) j * stride);

              make_row (&job, &block, j, (guint8 *) row, cover);
              recto_pack ((const guint8 *) row, job.channels, job.depth, block.width, pixels);
              recto_compose_clear (cover, block.width, 4, (guint8 *) pixels);
            }
        }
      show_through (&job, &block, corner, stride);
    }
  return TRUE;
}

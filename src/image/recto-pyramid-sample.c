/* recto-pyramid-sample.c: from a pyramid to output pixels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three kernels: nearest (at and above 100 %), exact box mean (pure scale and shift with quarter turns
 * and mirror, below 100 %; recto-pyramid-box.c) and bilinear on a level (other transforms, below 100 %). Positions are
 * computed from the absolute output index in IEEE doubles, weights are integers, so the bytes do not depend on tiles
 * or threads.
 */

#include "config.h"
#include "recto-image-scale.h"
#include "recto-pyramid-rows.h"

#include <math.h>
#include <string.h>

static RectoPyramidSource
source_of (RectoImage *image)
{
  return (RectoPyramidSource) { recto_image_get_data (image),          recto_image_get_stride (image),
                    (int) recto_image_get_width (image),   (int) recto_image_get_height (image),
                    recto_image_get_channels (image),      recto_image_get_depth (image) };
}

/* to_source is a scale and shift of each axis, perhaps with the axes exchanged. */
static gboolean
is_axis_aligned (const RectoMatrix3 *m, gboolean *swapped)
{
  if (m->m[6] != 0 || m->m[7] != 0 || m->m[8] == 0)
    return FALSE;
  if (m->m[1] == 0 && m->m[3] == 0)
    {
      *swapped = FALSE;
      return TRUE;
    }
  if (m->m[0] == 0 && m->m[4] == 0)
    {
      *swapped = TRUE;
      return TRUE;
    }
  return FALSE;
}

/* Nearest stored index, floor (position + 0.5), where that is inside, and -1 outside. Ties go to the higher index. */
static inline int
nearest (double position, int size)
{
  double index = position + 0.5;

  return index >= 0 && index < size ? (int) index : -1;
}

/* What a row of nearest samples has in common with every other: the columns that are covered, and where they lie. */
typedef struct
{
  int first; /* covered columns of the output */
  int end;
  gboolean contiguous; /* they are neighbours in the source as well */
  int *along;          /* index into the source's row (or column when swapped), -1 outside */
  guint32 *offsets;    /* the same in bytes, for the covered ones; NULL where the source is too large */
} Columns;

static void
find_columns (Columns *self, const RectoPyramidSource *s, gboolean swapped, int width)
{
  gsize bytes = s->channels * (s->depth / 8);
  gsize step = swapped ? s->stride : bytes;

  self->first = 0;
  while (self->first < width && self->along[self->first] < 0)
    self->first++;
  self->end = width;
  while (self->end > self->first && self->along[self->end - 1] < 0)
    self->end--;
  self->contiguous = !swapped;
  for (int i = self->first; i < self->end; i++)
    {
      if (self->along[i] - self->along[self->first] != i - self->first)
        self->contiguous = FALSE;
      if (self->offsets != NULL)
        self->offsets[i] = (guint32) ((gsize) self->along[i] * step);
    }
}

/* The covered pixels of a row; fixed is its index in the source. */
static void
copy_columns (const Columns *self, const RectoPyramidSource *s, gboolean swapped, int fixed, guint8 *row)
{
  gsize bytes = s->channels * (s->depth / 8);
  gsize start = (gsize) fixed * (swapped ? bytes : s->stride);
  int n = self->end - self->first;

  row += (gsize) self->first * bytes;
  if (self->contiguous)
    memcpy (row, s->data + start + (gsize) self->along[self->first] * bytes, (gsize) n * bytes);
  else if (self->offsets != NULL)
    recto_gather (s->data + start, s->stride * (gsize) s->height - start, self->offsets + self->first, n, bytes,
                  row);
  else
    for (int i = self->first; i < self->end; i++, row += bytes)
      memcpy (row, s->data + start + (gsize) self->along[i] * (swapped ? s->stride : bytes), bytes);
}

static gboolean
sample_nearest_aligned (const RectoPyramidSource *s, const RectoMatrix3 *m, gboolean swapped,
                        const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  gsize bytes = s->channels * (s->depth / 8);
  gsize width = (gsize) region->width;
  g_autofree int *along = g_new (int, width);
  g_autofree guint32 *offsets = recto_source_has_offsets (s) ? g_new (guint32, width) : NULL;
  double scale = swapped ? m->m[3] : m->m[0];
  double shift = swapped ? m->m[5] : m->m[2];
  Columns columns = { .along = along, .offsets = offsets };
  const guint8 *last_row = NULL;
  int last_fixed = -1;

  for (int i = 0; i < region->width; i++)
    along[i] = nearest ((scale * (region->x + i) + shift) / m->m[8], swapped ? s->height : s->width);
  find_columns (&columns, s, swapped, region->width);

  for (int j = 0; j < region->height; j++)
    {
      guint8 *row = out + (gsize) j * out_stride;
      double across = swapped ? m->m[1] * (region->y + j) + m->m[2]
                              : m->m[4] * (region->y + j) + m->m[5];
      int fixed = nearest (across / m->m[8], swapped ? s->width : s->height);
      int first = columns.first, end = fixed < 0 ? columns.first : columns.end;

      if (coverage != NULL)
        {
          guint8 *cover = coverage + (gsize) j * width;

          memset (cover, 0, width);
          memset (cover + first, 255, (gsize) (end - first));
        }
      if (end > first && fixed == last_fixed)
        {
          memcpy (row, last_row, width * bytes);
          continue;
        }
      memset (row, 0, (gsize) first * bytes);
      memset (row + (gsize) end * bytes, 0, (width - (gsize) end) * bytes);
      if (end <= first)
        continue;
      copy_columns (&columns, s, swapped, fixed, row);
      last_row = row;
      last_fixed = fixed;
    }
  return last_fixed >= 0;
}

static gboolean
sample_nearest (const RectoPyramidSource *s, const RectoMatrix3 *m, const RectoRect *region,
                guint8 *out, gsize out_stride, guint8 *coverage)
{
  gboolean any = FALSE;

  for (int j = 0; j < region->height; j++)
    {
      RectoRowMap map = recto_row_map (m, region->y + j);

      any |= recto_row_nearest (s, &map, region->x, region->width, out + (gsize) j * out_stride,
                                coverage != NULL ? coverage + (gsize) j * region->width : NULL);
    }
  return any;
}

static gboolean
sample_linear (const RectoPyramidSource *s, const RectoMatrix3 *m, const RectoPyramidSource *full,
               double scale, const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  gboolean any = FALSE;

  for (int j = 0; j < region->height; j++)
    {
      RectoRowMap map = recto_row_map (m, region->y + j);

      any |= recto_row_linear (s, full, scale, &map, region->x, region->width, out + (gsize) j * out_stride,
                               coverage != NULL ? coverage + (gsize) j * region->width : NULL);
    }
  return any;
}

gboolean
recto_pyramid_sample_levels (GPtrArray *levels, const guint *valid, const RectoMatrix3 *to_source,
                             const RectoRect *region, guint8 *out, gsize out_stride,
                             guint8 *coverage)
{
  RectoPyramidSource full = source_of (levels->pdata[0]);
  double reduction = recto_matrix3_scale_at (to_source, (RectoPoint) { 0, 0 });
  gboolean swapped = FALSE;
  gboolean aligned = is_axis_aligned (to_source, &swapped);
  gboolean keeps = !(reduction > 1 + 1e-9);
  guint level = 0;
  RectoPyramidSource source;
  double scale = 1;

  /* A box mean leaves a reduction of at least 2 to itself; bilinear takes the level next finer. */
  while (!keeps && level + 1 < levels->len && reduction * scale / 2 >= (aligned ? 2 : 1) - 1e-9)
    {
      level++;
      scale /= 2;
    }
  source = source_of (levels->pdata[level]);
  if (valid != NULL)
    {
      source.height = (int) valid[level];
      full.height = (int) MIN (valid[0], (guint64) valid[level] << level);
      if (source.height == 0 || full.height == 0)
        {
          for (int j = 0; j < region->height; j++)
            memset (out + (gsize) j * out_stride, 0,
                    (gsize) region->width * full.channels * (full.depth / 8));
          if (coverage != NULL)
            memset (coverage, 0, (gsize) region->width * (gsize) region->height);
          return FALSE;
        }
    }
  if (keeps)
    return aligned ? sample_nearest_aligned (&full, to_source, swapped, region, out, out_stride,
                                             coverage)
                   : sample_nearest (&full, to_source, region, out, out_stride, coverage);
  return aligned ? recto_pyramid_sample_box (&source, to_source, swapped, scale, region, out,
                                             out_stride, coverage)
                 : sample_linear (&source, to_source, &full, scale, region, out, out_stride,
                                  coverage);
}

gboolean
recto_pyramid_sample (const RectoPyramid *self, const RectoMatrix3 *to_source,
                      const RectoRect *region, guint8 *out, gsize out_stride, guint8 *coverage)
{
  return recto_pyramid_is_complete (self)
             ? recto_pyramid_sample_levels (self->levels, NULL, to_source, region, out, out_stride,
                                            coverage)
             : recto_pyramid_sample_preview (self, to_source, region, out, out_stride, coverage);
}

RectoImage *
recto_pyramid_dup_scaled (const RectoPyramid *self, guint width, guint height, GError **error)
{
  /* From level 0: a picture that is kept is the exact mean, at any reduction. */
  return recto_image_dup_scaled (recto_pyramid_get_level (self, 0), width, height, error);
}

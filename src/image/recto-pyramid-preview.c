/* recto-pyramid-preview.c: pyramids of pictures that are still being read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A growing preview shares the levels that the decoder fills and keeps to the rows that were final when it was made, so that it costs no
 * copy and shows what is there at any zoom as it will stay. A coarse one holds a reduced picture of its own. They can be laid
 * over one another.
 */

#include "config.h"
#include "recto-pyramid-private.h"

#include <math.h>
#include <string.h>

static guint64
next_serial (void)
{
  static gsize last = 0;

  return (guint64) g_atomic_pointer_add (&last, 1) + 1;
}

RectoPyramid *
recto_pyramid_new_growing (GPtrArray *levels, const guint *valid, guint width, guint height,
                           double scale)
{
  RectoPyramid *self = recto_pyramid_new_complete (g_ptr_array_ref (levels));

  self->serial = next_serial ();
  self->width = width;
  self->height = height;
  self->scale_x = self->scale_y = scale;
  memcpy (self->valid, valid, levels->len * sizeof *valid);
  return self;
}

/* The samples of a picture of another kind, for looking at: grey becomes RGB by repeating, RGB grey by the middle channel, and depth changes
 * by × 257 and / 257. */
static RectoImage *
convert (RectoImage *image, guint channels, guint depth)
{
  guint width = recto_image_get_width (image);
  guint height = recto_image_get_height (image);
  guint from_channels = recto_image_get_channels (image);
  guint from_depth = recto_image_get_depth (image);
  const guint8 *from = recto_image_get_data (image);
  RectoImage *other;
  guint8 *to;

  if (channels == from_channels && depth == from_depth)
    return recto_image_ref (image);
  other = recto_image_new (width, height, channels, depth, FALSE, NULL);
  if (other == NULL)
    return NULL;
  to = recto_image_get_data_mutable (other);
  for (gsize i = 0; i < (gsize) width * height; i++)
    for (guint c = 0; c < channels; c++)
      {
        gsize at = i * from_channels + (from_channels == 1 ? 0 : channels == 1 ? 1 : c);
        guint value = from_depth == 16 ? ((const guint16 *) from)[at] : from[at];

        if (depth == 16)
          ((guint16 *) to)[i * channels + c] = (guint16) (from_depth == 16 ? value : value * 257);
        else
          to[i * channels + c] = (guint8) (from_depth == 16 ? (value + 128) / 257 : value);
      }
  return other;
}

static RectoPyramid *
new_coarse (guint width, guint height, guint channels, guint depth, RectoImage *coarse,
            guint valid_rows, double scale_x, double scale_y)
{
  g_autoptr (RectoImage) image = convert (coarse, channels, depth);
  RectoPyramid *self = image != NULL ? recto_pyramid_new (image, NULL) : NULL;

  if (self == NULL)
    return NULL;
  self->width = width;
  self->height = height;
  self->serial = next_serial ();
  self->scale_x = scale_x;
  self->scale_y = scale_y;
  for (guint i = 0; i < self->levels->len; i++)
    {
      guint rows = recto_image_get_height (self->levels->pdata[i]);

      /* A row that averages one that is missing is missing too. */
      self->valid[i] = valid_rows >= recto_image_get_height (coarse) ? rows
                                                                     : MIN (rows, valid_rows >> i);
    }
  return self;
}

RectoPyramid *
recto_pyramid_new_preview (guint width, guint height, guint channels, guint depth,
                           RectoImage *coarse, guint valid_rows)
{
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  return new_coarse (width, height, channels, depth, coarse, valid_rows,
                     (double) recto_image_get_width (coarse) / width,
                     (double) recto_image_get_height (coarse) / height);
}

static RectoPyramid *
copy_preview (RectoPyramid *self, guint channels, guint depth)
{
  RectoPyramid *copy;

  if (self->channels != channels || self->depth != depth)
    {
      /* Only a coarse picture is worth it: what grows has the kind of its file. */
      copy = new_coarse (self->width, self->height, channels, depth, self->levels->pdata[0],
                         self->valid[0], self->scale_x, self->scale_y);
      if (copy == NULL)
        return NULL;
    }
  else
    {
      copy = recto_pyramid_new_complete (g_ptr_array_ref (self->levels));
      copy->width = self->width;
      copy->height = self->height;
      copy->scale_x = self->scale_x;
      copy->scale_y = self->scale_y;
      memcpy (copy->valid, self->valid, sizeof copy->valid);
      copy->serial = next_serial ();
    }
  if (self->lower != NULL)
    copy->lower = copy_preview (self->lower, channels, depth);
  return copy;
}

RectoPyramid *
recto_pyramid_new_over (RectoPyramid *upper, RectoPyramid *lower)
{
  RectoPyramid *self, *last;

  if (recto_pyramid_is_complete (upper) || lower == NULL || recto_pyramid_is_complete (lower))
    return recto_pyramid_ref (upper);
  self = copy_preview (upper, upper->channels, upper->depth);
  for (last = self; last->lower != NULL; last = last->lower)
    ;
  last->lower = copy_preview (lower, upper->channels, upper->depth);
  return self;
}

/* Puts what the lower picture shows where the upper one covers nothing. */
static gboolean
fill_gaps (const RectoPyramid *lower, const RectoMatrix3 *to_source, const RectoRect *region,
           guint8 *out, gsize out_stride, guint8 *coverage)
{
  gsize bytes = lower->channels * (lower->depth / 8);
  gsize width = (gsize) region->width;
  int first = 0, last = region->height;
  RectoRect part;
  g_autofree guint8 *pixels = NULL;
  g_autofree guint8 *cover = NULL;

  while (first < last && memchr (coverage + (gsize) first * width, 0, width) == NULL)
    first++;
  while (last > first && memchr (coverage + (gsize) (last - 1) * width, 0, width) == NULL)
    last--;
  if (first == last)
    return FALSE;
  part = (RectoRect) { region->x, region->y + first, region->width, last - first };
  pixels = g_malloc (width * bytes * (gsize) part.height);
  cover = g_malloc (width * (gsize) part.height);
  if (!recto_pyramid_sample (lower, to_source, &part, pixels, width * bytes, cover))
    return FALSE;
  for (int j = 0; j < part.height; j++)
    {
      guint8 *have = coverage + (gsize) (first + j) * width;
      guint8 *to = out + (gsize) (first + j) * out_stride;
      const guint8 *seen = cover + (gsize) j * width;
      const guint8 *from = pixels + (gsize) j * width * bytes;

      for (gsize i = 0; i < width; i++)
        if (have[i] == 0 && seen[i] != 0)
          {
            memcpy (to + i * bytes, from + i * bytes, bytes);
            have[i] = 255;
          }
    }
  return TRUE;
}

gboolean
recto_pyramid_sample_preview (const RectoPyramid *self, const RectoMatrix3 *to_source,
                              const RectoRect *region, guint8 *out, gsize out_stride,
                              guint8 *coverage)
{
  g_autofree guint8 *own = NULL;
  RectoMatrix3 scaled = *to_source;
  gboolean any;

  if (coverage == NULL && self->lower != NULL)
    coverage = own = g_malloc ((gsize) region->width * (gsize) region->height);
  if (self->scale_x != 1 || self->scale_y != 1)
    {
      /* Zeros are kept as such, so that a straight way stays one. */
      for (guint i = 0; i < 3; i++)
        {
          scaled.m[i] = self->scale_x * to_source->m[i]
                        + (self->scale_x - 1) / 2 * to_source->m[6 + i];
          scaled.m[3 + i] = self->scale_y * to_source->m[3 + i]
                            + (self->scale_y - 1) / 2 * to_source->m[6 + i];
        }
    }
  any = recto_pyramid_sample_levels (self->levels, self->valid, &scaled, region, out, out_stride,
                                     coverage);
  if (self->lower != NULL)
    any |= fill_gaps (self->lower, to_source, region, out, out_stride, coverage);
  return any;
}

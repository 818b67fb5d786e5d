/* recto-pyramid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-pyramid-private.h"

#include "recto-pyramid-halve.h"
#include "recto-scratch.h"

#define SMALLEST 256

G_DEFINE_BOXED_TYPE (RectoPyramid, recto_pyramid, recto_pyramid_ref, recto_pyramid_unref)

void
recto_pyramid_halve (RectoImage *image, RectoImage *half, guint from, guint to)
{
  guint width = recto_image_get_width (image);
  guint height = recto_image_get_height (image);
  guint channels = recto_image_get_channels (image);
  gsize stride = recto_image_get_stride (image);
  const guint8 *upper = recto_image_get_data (image) + (gsize) from * 2 * stride;
  guint8 *out = recto_image_get_data_mutable (half) + from * recto_image_get_stride (half);

  for (guint y = from; y < to; y++)
    {
      /* The last row of an odd height averages what is there. */
      const guint8 *lower = 2 * y + 1 < height ? upper + stride : upper;

      if (recto_image_get_depth (image) == 8)
        recto_pyramid_halve_row_8 (upper, lower, width, channels, out);
      else
        recto_pyramid_halve_row_16 ((const guint16 *) upper, (const guint16 *) lower, width, channels,
                                    (guint16 *) out);
      upper += 2 * stride;
      out += recto_image_get_stride (half);
      if (y % 64 == 63)
        recto_scratch_tidy ();
    }
}

GPtrArray *
recto_pyramid_make_levels (RectoImage *image, GError **error)
{
  g_autoptr (GPtrArray) levels
      = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_image_unref);

  g_ptr_array_add (levels, recto_image_ref (image));
  while (recto_image_get_width (image) > SMALLEST || recto_image_get_height (image) > SMALLEST)
    {
      image = recto_image_new ((recto_image_get_width (image) + 1) / 2,
                               (recto_image_get_height (image) + 1) / 2,
                               recto_image_get_channels (image), recto_image_get_depth (image), FALSE,
                               error);
      if (image == NULL)
        return NULL;
      g_ptr_array_add (levels, image);
    }
  g_assert (levels->len <= RECTO_PYRAMID_MAX_LEVELS);
  return g_steal_pointer (&levels);
}

RectoPyramid *
recto_pyramid_new_complete (GPtrArray *levels)
{
  RectoPyramid *self = g_new0 (RectoPyramid, 1);
  RectoImage *image = levels->pdata[0];

  g_atomic_ref_count_init (&self->ref_count);
  self->levels = levels;
  self->width = recto_image_get_width (image);
  self->height = recto_image_get_height (image);
  self->channels = recto_image_get_channels (image);
  self->depth = recto_image_get_depth (image);
  return self;
}

RectoPyramid *
recto_pyramid_new (RectoImage *image, GError **error)
{
  GPtrArray *levels = recto_pyramid_make_levels (image, error);

  if (levels == NULL)
    return NULL;
  for (guint i = 1; i < levels->len; i++)
    recto_pyramid_halve (levels->pdata[i - 1], levels->pdata[i], 0,
                         recto_image_get_height (levels->pdata[i]));
  return recto_pyramid_new_complete (levels);
}

RectoPyramid *
recto_pyramid_ref (RectoPyramid *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_pyramid_unref (RectoPyramid *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->levels);
  g_clear_pointer (&self->lower, recto_pyramid_unref);
  g_clear_pointer (&self->alpha, recto_pyramid_unref);
  g_free (self);
}

guint
recto_pyramid_get_width (const RectoPyramid *self)
{
  return self->width;
}

guint
recto_pyramid_get_height (const RectoPyramid *self)
{
  return self->height;
}

guint
recto_pyramid_get_channels (const RectoPyramid *self)
{
  return self->channels;
}

guint
recto_pyramid_get_depth (const RectoPyramid *self)
{
  return self->depth;
}

GBytes *
recto_pyramid_get_icc_profile (const RectoPyramid *self)
{
  return recto_image_get_icc_profile (self->levels->pdata[0]);
}

gboolean
recto_pyramid_is_complete (const RectoPyramid *self)
{
  return self->serial == 0;
}

guint64
recto_pyramid_get_serial (const RectoPyramid *self)
{
  return self->serial;
}

guint
recto_pyramid_get_n_levels (const RectoPyramid *self)
{
  return recto_pyramid_is_complete (self) ? self->levels->len : 0;
}

RectoImage *
recto_pyramid_get_level (const RectoPyramid *self, guint level)
{
  g_return_val_if_fail (recto_pyramid_is_complete (self), NULL);
  g_return_val_if_fail (level < self->levels->len, NULL);
  return self->levels->pdata[level];
}

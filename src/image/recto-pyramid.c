/* recto-pyramid.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-pyramid-private.h"

#define SMALLEST 256

G_DEFINE_BOXED_TYPE (RectoPyramid, recto_pyramid, recto_pyramid_ref, recto_pyramid_unref)

/* Means of 2 × 2 samples, rounded half up; the last row or column of an odd size averages what
 * is there. */
#define DEFINE_HALVE(Sample)                                                                    \
  static void halve_##Sample (const Sample *in, guint in_width, guint in_height, guint channels, \
                              Sample *out)                                                       \
  {                                                                                              \
    guint width = (in_width + 1) / 2;                                                            \
    guint height = (in_height + 1) / 2;                                                          \
    gsize in_stride = (gsize) in_width * channels;                                               \
                                                                                                 \
    for (guint y = 0; y < height; y++)                                                           \
      {                                                                                          \
        const Sample *upper = in + (gsize) y * 2 * in_stride;                                    \
        const Sample *lower = 2 * y + 1 < in_height ? upper + in_stride : upper;                 \
        guint whole = in_width / 2;                                                              \
                                                                                                 \
        for (guint x = 0; x < whole; x++)                                                        \
          {                                                                                      \
            for (guint c = 0; c < channels; c++)                                                 \
              out[c] = (guint32) (upper[c] + upper[c + channels] + lower[c]                      \
                                  + lower[c + channels] + 2)                                     \
                       >> 2;                                                                     \
            upper += 2 * channels;                                                               \
            lower += 2 * channels;                                                               \
            out += channels;                                                                     \
          }                                                                                      \
        if (whole < width)                                                                       \
          {                                                                                      \
            for (guint c = 0; c < channels; c++)                                                 \
              out[c] = (guint32) (upper[c] + lower[c] + 1) >> 1;                                 \
            out += channels;                                                                     \
          }                                                                                      \
      }                                                                                          \
  }

DEFINE_HALVE (guint8)
DEFINE_HALVE (guint16)

static RectoImage *
halve (RectoImage *image, GError **error)
{
  guint width = recto_image_get_width (image);
  guint height = recto_image_get_height (image);
  guint channels = recto_image_get_channels (image);
  RectoImage *half = recto_image_new ((width + 1) / 2, (height + 1) / 2, channels,
                                      recto_image_get_depth (image), FALSE, error);

  if (half == NULL)
    return NULL;
  if (recto_image_get_depth (image) == 8)
    halve_guint8 (recto_image_get_data (image), width, height, channels,
                  recto_image_get_data_mutable (half));
  else
    halve_guint16 ((const guint16 *) recto_image_get_data (image), width, height, channels,
                   (guint16 *) recto_image_get_data_mutable (half));
  return half;
}

RectoPyramid *
recto_pyramid_new (RectoImage *image, GError **error)
{
  RectoPyramid *self = g_new0 (RectoPyramid, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->levels = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_image_unref);
  g_ptr_array_add (self->levels, recto_image_ref (image));
  while (recto_image_get_width (image) > SMALLEST || recto_image_get_height (image) > SMALLEST)
    {
      image = halve (image, error);
      if (image == NULL)
        {
          recto_pyramid_unref (self);
          return NULL;
        }
      g_ptr_array_add (self->levels, image);
    }
  return self;
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
  g_free (self);
}

guint
recto_pyramid_get_n_levels (const RectoPyramid *self)
{
  return self->levels->len;
}

RectoImage *
recto_pyramid_get_level (const RectoPyramid *self, guint level)
{
  g_return_val_if_fail (level < self->levels->len, NULL);
  return self->levels->pdata[level];
}

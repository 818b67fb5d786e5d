/* recto-pyramid-alpha.c: the alpha plane as a pyramid of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made when it is first asked for: few scans have transparency, and most that have an alpha plane are opaque all over.
 */

#include "config.h"
#include "recto-pyramid-private.h"

static gboolean
is_opaque (RectoImage *image)
{
  gsize n = (gsize) recto_image_get_width (image) * recto_image_get_height (image);
  const guint8 *alpha = recto_image_get_alpha (image);

  for (gsize i = 0; i < n * recto_image_get_depth (image) / 8; i++)
    if (alpha[i] != 255)
      return FALSE;
  return TRUE;
}

/* NULL: opaque, or there is no memory, and then it is shown as if it were. */
static RectoPyramid *
make (RectoImage *image)
{
  gsize n = (gsize) recto_image_get_width (image) * recto_image_get_height (image);
  g_autoptr (RectoImage) plane = NULL;
  const guint8 *alpha;
  guint8 *out;

  if (!recto_image_has_alpha (image) || is_opaque (image))
    return NULL;
  plane = recto_image_new (recto_image_get_width (image), recto_image_get_height (image), 1, 8, FALSE, NULL);
  if (plane == NULL)
    return NULL;
  alpha = recto_image_get_alpha (image);
  out = recto_image_get_data_mutable (plane);
  for (gsize i = 0; i < n; i++)
    out[i] = recto_image_get_depth (image) == 8
                 ? alpha[i]
                 : (guint8) ((((const guint16 *) (gconstpointer) alpha)[i] + 128u) / 257);
  return recto_pyramid_new (plane, NULL);
}

gboolean
recto_pyramid_has_alpha (RectoPyramid *self)
{
  if (!recto_pyramid_is_complete (self))
    return FALSE;
  if (g_once_init_enter (&self->alpha_known))
    {
      self->alpha = make (self->levels->pdata[0]);
      g_once_init_leave (&self->alpha_known, 1);
    }
  return self->alpha != NULL;
}

gboolean
recto_pyramid_sample_alpha (RectoPyramid *self, const RectoMatrix3 *to_source, const RectoRect *region,
                            guint8 *alpha, gsize stride)
{
  if (!recto_pyramid_has_alpha (self))
    return FALSE;
  recto_pyramid_sample (self->alpha, to_source, region, alpha, stride, NULL);
  return TRUE;
}

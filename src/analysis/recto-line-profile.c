/* recto-line-profile.c: the values along a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-statistics.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_WORK 1e9 /* values read */

void
recto_line_profile_free (RectoLineProfile *self)
{
  g_free (self->distances);
  g_free (self->values);
  g_free (self);
}

static double
stored (RectoImage *image, guint x, guint y, guint channel)
{
  const guint8 *row = recto_image_get_data (image) + (gsize) y * recto_image_get_stride (image);
  gsize at = (gsize) x * recto_image_get_channels (image) + channel;

  return recto_image_get_depth (image) == 8 ? row[at] : ((const guint16 *) (gconstpointer) row)[at];
}

/* FALSE: not between pixels. */
static gboolean
sample (RectoImage *image, double x, double y, double *values)
{
  guint width = recto_image_get_width (image), height = recto_image_get_height (image);
  guint left, top, right, bottom;
  double fx, fy;

  if (!(x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1))
    return FALSE;
  left = (guint) x;
  top = (guint) y;
  right = MIN (left + 1, width - 1);
  bottom = MIN (top + 1, height - 1);
  fx = x - left;
  fy = y - top;
  for (guint k = 0; k < recto_image_get_channels (image); k++)
    {
      double above = stored (image, left, top, k) * (1 - fx) + stored (image, right, top, k) * fx;
      double below = stored (image, left, bottom, k) * (1 - fx) + stored (image, right, bottom, k) * fx;

      values[k] += above * (1 - fy) + below * fy;
    }
  return TRUE;
}

RectoLineProfile *
recto_line_profile_new (RectoImage *image, RectoPoint from, RectoPoint to, guint width, GError **error)
{
  double length = hypot (to.x - from.x, to.y - from.y);
  double dx = (to.x - from.x) / length, dy = (to.y - from.y) / length;
  guint channels = recto_image_get_channels (image);
  RectoLineProfile *self;

  if (!(length >= 1) || width < 1 || !(length * width <= MAX_WORK))
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                           _("A profile needs a line of one pixel or more, a width of one or more, and a size that fits a picture."));
      return NULL;
    }
  self = g_new0 (RectoLineProfile, 1);
  /* A length that rounding left a hair short keeps its last pixel. */
  self->n = (guint) floor (length + 1e-9) + 1;
  self->n_channels = channels;
  self->distances = g_new (double, self->n);
  self->values = g_new (double, (gsize) self->n * channels);
  for (guint i = 0; i < self->n; i++)
    {
      double sums[3] = { 0 };
      guint found = 0;

      self->distances[i] = i;
      for (guint w = 0; w < width; w++)
        {
          double across = w - (width - 1) / 2.0;

          if (sample (image, from.x + i * dx - across * dy, from.y + i * dy + across * dx, sums))
            found++;
        }
      for (guint k = 0; k < channels; k++)
        self->values[(gsize) i * channels + k] = found > 0 ? sums[k] / found : NAN;
    }
  return self;
}

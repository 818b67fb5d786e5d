/* recto-statistics.c: the numbers of an area
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-statistics.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef struct
{
  RectoImage *image;
  const RectoShape *shape;
  const RectoMatrix3 *to_page;
  RectoRect bounds; /* in the picture, clipped */
  gboolean upright; /* bounds is the area */
  RectoColourProfile *profile;
  guint64 *counts[3]; /* of each value */
  guint64 n;
  double lab[3];
} Work;

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, message);
  return FALSE;
}

/* Whole numbers from first up to and without last, within 0 and most. */
static void
clip (double first, double last, guint most, int *at, int *length)
{
  int a = (int) CLAMP (ceil (first), 0, (double) most), b = (int) CLAMP (ceil (last), 0, (double) most);

  *at = a;
  *length = MAX (b - a, 0);
}

static void
find_bounds (Work *work)
{
  double x = 0, y = 0, width = 0, height = 0, rotation = 0;
  double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
  guint image_width = recto_image_get_width (work->image), image_height = recto_image_get_height (work->image);
  RectoMatrix3 from_page = recto_matrix3_identity;

  if (recto_shape_get_shape_type (work->shape) == RECTO_SHAPE_RECTANGLE)
    recto_shape_get_box (work->shape, &x, &y, &width, &height, &rotation);
  work->upright = work->to_page == NULL && recto_shape_get_shape_type (work->shape) == RECTO_SHAPE_RECTANGLE && rotation == 0;
  if (work->upright)
    {
      clip (x, x + width, image_width, &work->bounds.x, &work->bounds.width);
      clip (y, y + height, image_height, &work->bounds.y, &work->bounds.height);
      return;
    }
  recto_shape_get_bounds (work->shape, &x, &y, &width, &height);
  if (work->to_page != NULL)
    recto_matrix3_invert (work->to_page, &from_page);
  for (guint i = 0; i < 4; i++)
    {
      RectoPoint corner = recto_matrix3_map (&from_page, (RectoPoint) { x + (i % 2) * width, y + (i / 2) * height });

      left = MIN (left, corner.x);
      right = MAX (right, corner.x);
      top = MIN (top, corner.y);
      bottom = MAX (bottom, corner.y);
    }
  clip (floor (left), right + 2, image_width, &work->bounds.x, &work->bounds.width);
  clip (floor (top), bottom + 2, image_height, &work->bounds.y, &work->bounds.height);
}

static gboolean
belongs (const Work *work, int x, int y)
{
  const guint8 *alpha = recto_image_get_alpha (work->image);
  gsize at = (gsize) y * recto_image_get_width (work->image) + (gsize) x;
  RectoPoint point = { x, y };
  gboolean inside = TRUE;

  if (alpha != NULL
      && (recto_image_get_depth (work->image) == 8 ? alpha[at] : ((const guint16 *) (gconstpointer) alpha)[at]) == 0)
    return FALSE;
  if (work->upright)
    return TRUE;
  if (work->to_page != NULL)
    point = recto_matrix3_map (work->to_page, point);
  return recto_shape_distance (work->shape, point, &inside) == 0 || inside;
}

static void
count_row (Work *work, int y)
{
  guint channels = recto_image_get_channels (work->image), depth = recto_image_get_depth (work->image);
  const guint8 *row = recto_image_get_data (work->image) + (gsize) y * recto_image_get_stride (work->image);
  guint last[3] = { 0 }, values[3] = { 0 };
  gboolean known = FALSE;
  RectoLab lab = { 0 };

  for (int x = work->bounds.x; x < work->bounds.x + work->bounds.width; x++)
    {
      if (!belongs (work, x, y))
        continue;
      for (guint k = 0; k < channels; k++)
        {
          gsize at = (gsize) x * channels + k;

          values[k] = depth == 8 ? row[at] : ((const guint16 *) (gconstpointer) row)[at];
          work->counts[k][values[k]]++;
        }
      if (!known || memcmp (last, values, sizeof last) != 0)
        {
          lab = recto_colour_profile_get_lab (work->profile, values, depth);
          memcpy (last, values, sizeof last);
          known = TRUE;
        }
      work->lab[0] += lab.l;
      work->lab[1] += lab.a;
      work->lab[2] += lab.b;
      work->n++;
    }
}

/* The value that stands at place (from 0) among all in order. */
static guint
value_at (const guint64 *counts, guint64 place)
{
  guint value = 0;

  for (guint64 before = 0; (before += counts[value]) <= place;)
    value++;
  return value;
}

static double
quantile (const guint64 *counts, guint64 n, double share)
{
  double place = share * (double) (n - 1);
  guint64 below = (guint64) floor (place);
  double first = value_at (counts, below), second = value_at (counts, MIN (below + 1, n - 1));

  return first + (second - first) * (place - (double) below);
}

static void
describe (const guint64 *counts, guint n_values, guint64 n, RectoChannelStatistics *out)
{
  guint64 sum = 0;
  double squares = 0;

  for (guint v = 0; v < n_values; v++)
    sum += counts[v] * v;
  out->mean = (double) sum / (double) n;
  for (guint v = 0; v < n_values; v++)
    squares += (double) counts[v] * (v - out->mean) * (v - out->mean);
  out->deviation = n > 1 ? sqrt (squares / (double) (n - 1)) : 0;
  out->minimum = value_at (counts, 0);
  out->maximum = value_at (counts, n - 1);
  out->p5 = quantile (counts, n, 0.05);
  out->q1 = quantile (counts, n, 0.25);
  out->median = quantile (counts, n, 0.5);
  out->q3 = quantile (counts, n, 0.75);
  out->p95 = quantile (counts, n, 0.95);
}

gboolean
recto_area_statistics (RectoImage *image, const RectoShape *shape, const RectoMatrix3 *to_page,
                       RectoAreaStatistics *statistics, GCancellable *cancellable, GError **error)
{
  RectoShapeType type = recto_shape_get_shape_type (shape);
  guint channels = recto_image_get_channels (image), n_values = 1u << recto_image_get_depth (image);
  Work work = { .image = image, .shape = shape, .to_page = to_page };
  gboolean cancelled = FALSE;

  if (type != RECTO_SHAPE_RECTANGLE && type != RECTO_SHAPE_ELLIPSE && type != RECTO_SHAPE_POLYGON)
    return invalid (error, _("Only a rectangle, an ellipse or a polygon has an area."));
  if (to_page != NULL && recto_matrix3_is_identity (to_page))
    work.to_page = NULL;
  find_bounds (&work);
  *statistics = (RectoAreaStatistics) { .n_channels = channels, .depth = recto_image_get_depth (image) };
  work.profile = recto_colour_profile_new_for_image (image, &statistics->calibrated);
  for (guint k = 0; k < channels; k++)
    work.counts[k] = g_new0 (guint64, n_values);
  for (int y = work.bounds.y; y < work.bounds.y + work.bounds.height && !cancelled; y++)
    {
      count_row (&work, y);
      cancelled = g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  statistics->n = work.n;
  if (work.n > 0 && !cancelled)
    {
      for (guint k = 0; k < channels; k++)
        describe (work.counts[k], n_values, work.n, &statistics->channels[k]);
      statistics->lab = (RectoLab) { work.lab[0] / (double) work.n, work.lab[1] / (double) work.n, work.lab[2] / (double) work.n };
    }
  for (guint k = 0; k < channels; k++)
    g_free (work.counts[k]);
  recto_colour_profile_unref (work.profile);
  if (work.n == 0 && !cancelled)
    return invalid (error, _("The area holds no pixel of the picture. Choose one that lies on it."));
  return !cancelled;
}

/* recto-metadata-thumbnail.c: the small picture inside a file against the picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture is scaled down by area mean to the small one's size, in each of the eight orientations that fit its shape, and both are
 * smoothed by a mean of 5 × 5, since programs make small pictures by picking, by sharpening or by blurring. Black bars, with
 * which cameras fill up a small picture of another shape, are cut off. Both are taken as luminance and their levels aligned by the least-squares
 * line, because cameras make the small picture with other contrast. The measure is the mean absolute difference that is left, in 256 levels:
 * over all, and in the worst block of about an eighth of the width, where a changed face or number would show.
 */

#include "config.h"
#include "recto-image-load.h"
#include "recto-metadata-private.h"

#include <string.h>

/* Largest small picture that is decoded. */
#define MAX_PIXELS (4 * 1000 * 1000)
/* Samples that are read along each axis of the box that a pixel of the small picture stands for. */
#define MAX_STEPS 12

/* From these on they differ. Small pictures of cameras, scaled and compressed by other programs, stay below half of it. */
#define MEAN_BOUND 10.0
#define WORST_BOUND 36.0

/* Shapes that differ by less are the same but for rounding. */
#define SHAPE_TOLERANCE 0.04

static double
luminance_at (const RectoImage *image, guint x, guint y)
{
  guint channels = recto_image_get_channels (image);
  const guint8 *row = recto_image_get_data (image) + (gsize) y * recto_image_get_stride (image);
  double v[3];

  for (guint c = 0; c < 3; c++)
    {
      gsize at = (gsize) x * channels + (channels == 3 ? c : 0);

      v[c] = recto_image_get_depth (image) == 16 ? ((const guint16 *) row)[at] / 257.0 : row[at];
    }
  return 0.299 * v[0] + 0.587 * v[1] + 0.114 * v[2];
}

/* The picture scaled to width × height after orientation (EXIF 1 to 8) was applied. */
static double *
scale_down (const RectoImage *image, guint orientation, guint width, guint height)
{
  gboolean swap = orientation >= 5;
  gboolean mirror_x = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  gboolean mirror_y = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  guint stored_width = swap ? height : width, stored_height = swap ? width : height;
  guint full_width = recto_image_get_width (image), full_height = recto_image_get_height (image);
  double *out = g_new (double, (gsize) width * height);

  for (guint j = 0; j < stored_height; j++)
    for (guint i = 0; i < stored_width; i++)
      {
        guint x0 = (guint) ((guint64) full_width * i / stored_width), x1 = (guint) ((guint64) full_width * (i + 1) / stored_width);
        guint y0 = (guint) ((guint64) full_height * j / stored_height);
        guint y1 = (guint) ((guint64) full_height * (j + 1) / stored_height);
        guint step_x = MAX (1, (x1 - x0 + MAX_STEPS - 1) / MAX_STEPS), step_y = MAX (1, (y1 - y0 + MAX_STEPS - 1) / MAX_STEPS);
        guint to_x, to_y, n = 0;
        double sum = 0;

        for (guint y = y0; y < MAX (y1, y0 + 1); y += step_y)
          for (guint x = x0; x < MAX (x1, x0 + 1); x += step_x, n++)
            sum += luminance_at (image, x, y);
        to_x = swap ? j : i;
        to_y = swap ? i : j;
        if (mirror_x)
          to_x = width - 1 - to_x;
        if (mirror_y)
          to_y = height - 1 - to_y;
        out[(gsize) to_y * width + to_x] = sum / n;
      }
  return out;
}

/* Black bars at two opposite edges. */
static RectoRect
find_inside (const RectoImage *small)
{
  gint width = (gint) recto_image_get_width (small), height = (gint) recto_image_get_height (small);
  RectoRect inside = { 0, 0, width, height };
  gint top = 0, left = 0;

  for (gboolean dark = TRUE; dark && top < height / 3; top += dark)
    for (gint x = 0; x < width && dark; x++)
      dark = luminance_at (small, (guint) x, (guint) top) < 20 && luminance_at (small, (guint) x, (guint) (height - 1 - top)) < 20;
  for (gboolean dark = TRUE; dark && left < width / 3; left += dark)
    for (gint y = 0; y < height && dark; y++)
      dark = luminance_at (small, (guint) left, (guint) y) < 20 && luminance_at (small, (guint) (width - 1 - left), (guint) y) < 20;
  inside.x = left;
  inside.y = top;
  inside.width -= 2 * left;
  inside.height -= 2 * top;
  return inside;
}

static gboolean
same_shape (double width, double height, double other_width, double other_height)
{
  /* Half a pixel of rounding on either side of the small one counts for nothing. */
  double tolerance = SHAPE_TOLERANCE + 1 / MIN (width, height);

  return fabs (log ((width / height) / (other_width / other_height))) < tolerance;
}

static void
smooth (double *levels, guint width, guint height)
{
  g_autofree double *from = g_memdup2 (levels, (gsize) width * height * sizeof (double));

  for (gint y = 0; y < (gint) height; y++)
    for (gint x = 0; x < (gint) width; x++)
      {
        double sum = 0;
        guint n = 0;

        for (gint v = MAX (0, y - 2); v <= MIN ((gint) height - 1, y + 2); v++)
          for (gint u = MAX (0, x - 2); u <= MIN ((gint) width - 1, x + 2); u++, n++)
            sum += from[(gsize) v * width + (gsize) u];
        levels[(gsize) y * width + (gsize) x] = sum / n;
      }
}

typedef struct
{
  double mean, worst;
} Difference;

static Difference
compare (const double *small, const double *big, guint width, guint height)
{
  Difference difference = { 0, 0 };
  double n = (double) width * height, sx = 0, sy = 0, sxx = 0, sxy = 0, gain, offset;
  guint block = MAX (4, MIN (width, height) / 8);

  for (gsize i = 0; i < (gsize) width * height; i++)
    {
      sx += big[i];
      sy += small[i];
      sxx += big[i] * big[i];
      sxy += big[i] * small[i];
    }
  gain = n * sxx - sx * sx > 1e-6 * n * n ? (n * sxy - sx * sy) / (n * sxx - sx * sx) : 1;
  /* A line that falls, or is nearly flat, would make anything alike. */
  gain = CLAMP (gain, 0.4, 2.5);
  offset = (sy - gain * sx) / n;
  for (guint top = 0; top < height; top += block)
    for (guint left = 0; left < width; left += block)
      {
        double sum = 0;
        guint count = 0;

        for (guint y = top; y < MIN (height, top + block); y++)
          for (guint x = left; x < MIN (width, left + block); x++, count++)
            sum += fabs (small[(gsize) y * width + x] - (gain * big[(gsize) y * width + x] + offset));
        difference.mean += sum;
        if (count * 2 >= block * block)
          difference.worst = MAX (difference.worst, sum / count);
      }
  difference.mean /= n;
  return difference;
}

/* Looks through the orientations whose shape fits; FALSE when none does. */
static gboolean
find_best (const RectoImage *image, const RectoImage *small, RectoRect inside, Difference *as_stored, Difference *best,
           guint *best_orientation)
{
  guint width = (guint) inside.width, height = (guint) inside.height;
  g_autofree double *levels = g_new (double, (gsize) width * height);
  gboolean found = FALSE;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      levels[(gsize) y * width + x] = luminance_at (small, x + (guint) inside.x, y + (guint) inside.y);
  smooth (levels, width, height);
  for (guint orientation = 1; orientation <= 8; orientation++)
    {
      gboolean swap = orientation >= 5;
      double full_width = recto_image_get_width (image), full_height = recto_image_get_height (image);
      g_autofree double *big = NULL;
      Difference difference;

      if (!same_shape (width, height, swap ? full_height : full_width, swap ? full_width : full_height))
        continue;
      big = scale_down (image, orientation, width, height);
      smooth (big, width, height);
      difference = compare (levels, big, width, height);
      if (orientation == 1)
        *as_stored = difference;
      if (!found || difference.mean < best->mean)
        {
          *best = difference;
          *best_orientation = orientation;
        }
      found = TRUE;
    }
  return found;
}

void
recto_metadata_read_thumbnail (RectoMetadata *self, const RectoImage *image)
{
  const RectoImageLoadOptions options = { .max_pixels = MAX_PIXELS };
  g_autoptr (RectoImage) small = NULL;
  g_autofree char *small_size = NULL;
  g_autofree char *full_size = NULL;
  Difference as_stored = { 255, 255 }, best = { 255, 255 };
  guint orientation = 1;
  RectoRect inside;

  if (self->thumbnail == NULL)
    return;
  small = recto_image_load_bytes (self->thumbnail, &options, NULL, NULL);
  if (small == NULL || recto_image_get_width (small) < 16 || recto_image_get_height (small) < 16)
    {
      recto_metadata_add_doubt (self, "thumbnail-damaged", NULL);
      return;
    }
  small_size = g_strdup_printf ("%u × %u", recto_image_get_width (small), recto_image_get_height (small));
  full_size = g_strdup_printf ("%u × %u", recto_image_get_width (image), recto_image_get_height (image));
  recto_metadata_add (self, RECTO_CLAIM_FILE, "thumbnail", small_size, -1);
  inside = (RectoRect) { 0, 0, (gint) recto_image_get_width (small), (gint) recto_image_get_height (small) };
  if (!find_best (image, small, inside, &as_stored, &best, &orientation))
    {
      inside = find_inside (small);
      if (inside.width < 16 || inside.height < 16 || !find_best (image, small, inside, &as_stored, &best, &orientation))
        {
          recto_metadata_add_doubt (self, "thumbnail-shape", small_size, full_size, NULL);
          return;
        }
    }
  recto_metadata_add_number (self, RECTO_CLAIM_FILE, "thumbnail-difference", round (best.mean * 10) / 10);
  if (best.mean > MEAN_BOUND || best.worst > WORST_BOUND)
    {
      g_autofree char *text = recto_metadata_dup_number (best.mean > MEAN_BOUND ? best.mean : best.worst, 0);

      recto_metadata_add_doubt (self, "thumbnail-differs", text, NULL);
    }
  else if (orientation != 1 && as_stored.mean > 2 * best.mean + 2)
    recto_metadata_add_doubt (self, "thumbnail-turned", NULL);
}

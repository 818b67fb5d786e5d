/* recto-register-tower.c: grey halvings of a picture, and samples of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Grey is the plain mean of the channels: fluorescence is mostly blue, which luminance would all but drop.
 */

#include "config.h"
#include "recto-register-private.h"
#include "recto-scratch.h"

#include <math.h>

#define SMALLEST 128

static void
grey_row (RectoImage *image, guint y, guint x, guint n, float *out)
{
  guint channels = recto_image_get_channels (image);
  const guint8 *row = recto_image_get_data (image) + y * recto_image_get_stride (image);

  if (recto_image_get_depth (image) == 8)
    {
      const guint8 *p = row + (gsize) x * channels;

      if (channels == 1)
        for (guint i = 0; i < n; i++)
          out[i] = p[i] * 3;
      else
        for (guint i = 0; i < n; i++, p += 3)
          out[i] = p[0] + p[1] + p[2];
    }
  else
    {
      const guint16 *p = (const guint16 *) (gconstpointer) row + (gsize) x * channels;

      if (channels == 1)
        for (guint i = 0; i < n; i++)
          out[i] = p[i] * (3.0f / 257);
      else
        for (guint i = 0; i < n; i++, p += 3)
          out[i] = ((int) p[0] + p[1] + p[2]) / 257.0f;
    }
}

static void
halve_rows (const float *a, const float *b, guint width, float *out)
{
  for (guint x = 0; x < width; x++)
    out[x] = (a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1]) * 0.25f;
}

void
recto_tower_init (RectoTower *self, RectoImage *image)
{
  guint width = recto_image_get_width (image), height = recto_image_get_height (image);

  *self = (RectoTower) { recto_image_ref (image), 1, { { width, height, NULL } } };
  while (self->n_levels < RECTO_TOWER_MAX_LEVELS && MAX (width, height) > SMALLEST
         && MIN (width, height) >= 16)
    {
      const RectoGrey *finer = &self->levels[self->n_levels - 1];
      RectoGrey *level = &self->levels[self->n_levels];
      g_autofree float *rows = finer->data == NULL ? g_new (float, 2 * (gsize) finer->width) : NULL;

      width /= 2;
      height /= 2;
      *level = (RectoGrey) { width, height, g_new (float, (gsize) width * height) };
      for (guint y = 0; y < height; y++)
        {
          const float *a = rows, *b;

          if (y % 64 == 63)
            recto_scratch_tidy ();
          if (rows != NULL)
            {
              grey_row (image, 2 * y, 0, finer->width, rows);
              grey_row (image, 2 * y + 1, 0, finer->width, rows + finer->width);
            }
          else
            a = finer->data + 2 * (gsize) y * finer->width;
          b = a + finer->width;
          halve_rows (a, b, width, level->data + (gsize) y * width);
        }
      self->n_levels++;
    }
}

void
recto_tower_clear (RectoTower *self)
{
  for (guint i = 0; i < self->n_levels; i++)
    g_clear_pointer (&self->levels[i].data, g_free);
  g_clear_pointer (&self->image, recto_image_unref);
  self->n_levels = 0;
}

guint
recto_tower_find_level (const RectoTower *self, guint size)
{
  for (guint i = 0; i < self->n_levels; i++)
    if (MAX (self->levels[i].width, self->levels[i].height) <= size)
      return i;
  return self->n_levels - 1;
}

guint
recto_tower_level_for (const RectoTower *self, double size)
{
  double level = round (log2 (size));

  return level > 0 ? MIN ((guint) level, self->n_levels - 1) : 0;
}

RectoMatrix3
recto_tower_from_level (guint level)
{
  double s = 1u << level, t = (s - 1) / 2;

  return (RectoMatrix3) { { s, 0, t, 0, s, t, 0, 0, 1 } };
}

RectoMatrix3
recto_tower_to_level (guint level)
{
  double s = 1.0 / (1u << level), t = (s - 1) / 2;

  return (RectoMatrix3) { { s, 0, t, 0, s, t, 0, 0, 1 } };
}

gboolean
recto_tower_sample (const RectoTower *self, guint level, const RectoMatrix3 *to_level, guint width,
                    guint height, gboolean clamp, float *out)
{
  const RectoGrey *grey = &self->levels[level];
  const RectoPoint corners[4] = { { 0, 0 }, { width - 1, 0 }, { 0, height - 1 }, { width - 1, height - 1 } };
  g_autofree float *part = NULL;
  const float *data = grey->data;
  double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;
  int x0 = 0, y0 = 0, columns = grey->width, rows = grey->height;
  gboolean affine = to_level->m[6] == 0 && to_level->m[7] == 0 && to_level->m[8] == 1;

  for (guint i = 0; i < 4; i++)
    {
      RectoPoint p = recto_matrix3_map (to_level, corners[i]);

      left = MIN (left, p.x);
      right = MAX (right, p.x);
      top = MIN (top, p.y);
      bottom = MAX (bottom, p.y);
    }
  if (!isfinite (left + right + top + bottom))
    return FALSE;
  if (!clamp
      && (left < 0 || top < 0 || right > (double) grey->width - 1 || bottom > (double) grey->height - 1))
    return FALSE;

  if (data == NULL)
    {
      x0 = CLAMP (floor (left), 0, columns - 1);
      y0 = CLAMP (floor (top), 0, rows - 1);
      columns = MIN ((int) CLAMP (ceil (right) + 2, 1, columns), columns) - x0;
      rows = MIN ((int) CLAMP (ceil (bottom) + 2, 1, rows), rows) - y0;
      columns = MAX (columns, 1);
      rows = MAX (rows, 1);
      part = g_new (float, (gsize) columns * rows);
      for (int y = 0; y < rows; y++)
        grey_row (self->image, y0 + y, x0, columns, part + (gsize) y * columns);
      data = part;
    }

  for (guint row = 0; row < height; row++)
    for (guint column = 0; column < width; column++)
      {
        RectoPoint p;
        int ix, iy, jx, jy;
        float fx, fy, upper, lower;

        if (affine)
          {
            p.x = to_level->m[0] * column + to_level->m[1] * row + to_level->m[2];
            p.y = to_level->m[3] * column + to_level->m[4] * row + to_level->m[5];
          }
        else
          p = recto_matrix3_map (to_level, (RectoPoint) { column, row });
        p.x = CLAMP (p.x - x0, 0, columns - 1);
        p.y = CLAMP (p.y - y0, 0, rows - 1);
        ix = (int) p.x;
        iy = (int) p.y;
        jx = MIN (ix + 1, columns - 1);
        jy = MIN (iy + 1, rows - 1);
        fx = (float) (p.x - ix);
        fy = (float) (p.y - iy);
        upper = data[iy * columns + ix] * (1 - fx) + data[iy * columns + jx] * fx;
        lower = data[jy * columns + ix] * (1 - fx) + data[jy * columns + jx] * fx;
        *out++ = upper * (1 - fy) + lower * fy;
      }
  return TRUE;
}

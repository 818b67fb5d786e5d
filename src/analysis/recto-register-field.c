/* recto-register-field.c: the direction of edges, whatever their sign, and where there is structure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-register-private.h"

#include <math.h>

#define STRUCTURE_SIZE 768
#define FLOOR 2.0

/* g² of in, (width - 4) × (height - 4): Gaussian smoothing 1 4 6 4 1 across, its derivative 1 2 0 -2 -1 along. */
static void
squared_gradient (const float *in, guint width, guint height, float *re, float *im)
{
  guint w = width - 4, h = height - 4;
  g_autofree float *smooth = g_new (float, (gsize) w *height);
  g_autofree float *slope = g_new (float, (gsize) w *height);

  for (guint y = 0; y < height; y++)
    {
      const float *p = in + (gsize) y * width;
      float *s = smooth + (gsize) y * w, *d = slope + (gsize) y * w;

      for (guint x = 0; x < w; x++)
        {
          s[x] = p[x] + p[x + 4] + 4 * (p[x + 1] + p[x + 3]) + 6 * p[x + 2];
          d[x] = p[x + 4] - p[x] + 2 * (p[x + 3] - p[x + 1]);
        }
    }
  for (guint y = 0; y < h; y++)
    {
      const float *s0 = smooth + (gsize) y * w, *s1 = s0 + w, *s3 = s1 + 2 * w, *s4 = s3 + w;
      const float *d0 = slope + (gsize) y * w, *d1 = d0 + w, *d2 = d1 + w, *d3 = d2 + w, *d4 = d3 + w;
      float *r = re + (gsize) y * w, *i = im + (gsize) y * w;

      for (guint x = 0; x < w; x++)
        {
          float gx = d0[x] + d4[x] + 4 * (d1[x] + d3[x]) + 6 * d2[x];
          float gy = s4[x] - s0[x] + 2 * (s3[x] - s1[x]);

          r[x] = gx * gx - gy * gy;
          i[x] = 2 * gx * gy;
        }
    }
}

/* |g²| = |g|², so the field needs no other magnitude. */
static inline float
magnitude (float re, float im)
{
  return sqrtf (re * re + im * im);
}

/* What the floor is a mean of: √|g|. A few fluorescent lines would raise a mean of |g|² above all the faint print. */
static inline float
root (float re, float im)
{
  return sqrtf (sqrtf (magnitude (re, im)));
}

static inline double
floor_of (double mean_root)
{
  double square = mean_root * mean_root;

  return FLOOR * square * square;
}

void
recto_field_compute (const float *in, guint width, guint height, double mean_square, float *re,
                     float *im)
{
  gsize n = (gsize) (width - 4) * (height - 4);
  float floor_value;

  squared_gradient (in, width, height, re, im);
  if (mean_square <= 0)
    {
      double sum = 0;

      for (gsize i = 0; i < n; i++)
        sum += root (re[i], im[i]);
      mean_square = floor_of (sum / n);
    }
  floor_value = (float) mean_square + 1e-6f;
  for (gsize i = 0; i < n; i++)
    {
      float scale = 1 / (magnitude (re[i], im[i]) + floor_value);

      re[i] *= scale;
      im[i] *= scale;
    }
}

void
recto_field_compute_local (const float *in, guint width, guint height, guint radius, float *re,
                           float *im)
{
  guint w = width - 4, h = height - 4;
  g_autofree double *sums = g_new0 (double, (gsize) (w + 1) * (h + 1));
  double mean;

  squared_gradient (in, width, height, re, im);
  for (guint y = 0; y < h; y++)
    {
      double row = 0;

      for (guint x = 0; x < w; x++)
        {
          row += root (re[(gsize) y * w + x], im[(gsize) y * w + x]);
          sums[(gsize) (y + 1) * (w + 1) + x + 1] = sums[(gsize) y * (w + 1) + x + 1] + row;
        }
    }
  mean = sums[(gsize) h * (w + 1) + w] / ((double) w * h);
  for (guint y = 0; y < h; y++)
    for (guint x = 0; x < w; x++)
      {
        gsize i = (gsize) y * w + x;
        guint l = x > radius ? x - radius : 0, r = MIN (x + radius + 1, w);
        guint t = y > radius ? y - radius : 0, b = MIN (y + radius + 1, h);
        double sum = sums[(gsize) b * (w + 1) + r] - sums[(gsize) t * (w + 1) + r]
                     - sums[(gsize) b * (w + 1) + l] + sums[(gsize) t * (w + 1) + l];
        /* A little of the whole picture's mean keeps the noise of empty areas low. */
        double local = floor_of (sum / ((double) (r - l) * (b - t)) * 0.9 + 0.1 * mean);
        float scale = 1 / (magnitude (re[i], im[i]) + (float) local + 1e-6f);

        re[i] *= scale;
        im[i] *= scale;
      }
}

void
recto_structure_init (RectoStructure *self, const RectoTower *tower)
{
  guint level = recto_tower_find_level (tower, STRUCTURE_SIZE);
  const RectoGrey *grey = &tower->levels[level];
  guint width = grey->width, height = grey->height;
  g_autofree float *copy = NULL, *re = NULL, *im = NULL;
  const float *in = grey->data;

  *self = (RectoStructure) { level, width - 4, height - 4 };
  if (in == NULL)
    {
      copy = g_new (float, (gsize) width * height);
      recto_tower_sample (tower, level, &recto_matrix3_identity, width, height, TRUE, copy);
      in = copy;
    }
  re = g_new (float, (gsize) self->width * self->height);
  im = g_new (float, (gsize) self->width * self->height);
  recto_field_compute_local (in, width, height, 48, re, im);

  self->sums = g_new0 (double, (gsize) (self->width + 1) * (self->height + 1) * 3);
  for (guint y = 0; y < self->height; y++)
    {
      double row[3] = { 0 };

      for (guint x = 0; x < self->width; x++)
        {
          gsize i = (gsize) y * self->width + x;
          double *above = self->sums + ((gsize) y * (self->width + 1) + x + 1) * 3;
          double *here = above + ((gsize) self->width + 1) * 3;

          row[0] += magnitude (re[i], im[i]);
          row[1] += re[i];
          row[2] += im[i];
          for (guint k = 0; k < 3; k++)
            here[k] = above[k] + row[k];
        }
    }
}

void
recto_structure_clear (RectoStructure *self)
{
  g_clear_pointer (&self->sums, g_free);
}

double
recto_structure_at (const RectoStructure *self, RectoPoint centre, double side)
{
  RectoMatrix3 to_level = recto_tower_to_level (self->level);
  RectoPoint c = recto_matrix3_map (&to_level, centre);
  double half = side * to_level.m[0] / 2;
  double sum[3];
  int l, t, r, b;

  c.x -= RECTO_FIELD_MARGIN;
  c.y -= RECTO_FIELD_MARGIN;
  if (!(c.x > -1 && c.y > -1 && c.x < self->width && c.y < self->height))
    return -1;
  l = CLAMP (floor (c.x - half + 0.5), 0, (int) self->width - 1);
  t = CLAMP (floor (c.y - half + 0.5), 0, (int) self->height - 1);
  r = CLAMP (floor (c.x + half + 0.5), l + 1, (int) self->width);
  b = CLAMP (floor (c.y + half + 0.5), t + 1, (int) self->height);
  for (guint k = 0; k < 3; k++)
    {
      gsize w = self->width + 1;

      sum[k] = self->sums[(b * w + r) * 3 + k] - self->sums[(t * w + r) * 3 + k]
               - self->sums[(b * w + l) * 3 + k] + self->sums[(t * w + l) * 3 + k];
    }
  /* The smaller eigenvalue of the structure tensor: edges of one direction alone leave a block free to slide. */
  return (sum[0] - hypot (sum[1], sum[2])) / 2 / ((double) (r - l) * (b - t));
}

/* recto-specimen-capture.c: what lamp, paper and sensor add to the drawn page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Integers throughout, and noise that depends only on the pixel's place, the light and the seed: a deviation
 * changes the pixels where it is and no others.
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <math.h>
#include <string.h>

#define TILE 256 /* paper texture, wraps around */

/* Blurs rows of four bytes per pixel by a symmetric kernel in 1/4096. */
static void
blur_rows (guint32 *pixels, guint width, guint height, const guint *kernel, guint radius)
{
  g_autofree guint32 *line = g_new (guint32, width + 2 * radius);

  for (guint y = 0; y < height; y++)
    {
      guint32 *row = pixels + (gsize) y * width;

      for (guint x = 0; x < width + 2 * radius; x++)
        line[x] = row[CLAMP ((int) x - (int) radius, 0, (int) width - 1)];
      for (guint x = 0; x < width; x++)
        {
          guint r = 2048, g = 2048, b = 2048;

          for (guint k = 0; k <= 2 * radius; k++)
            {
              guint32 pixel = line[x + k];

              r += kernel[k] * ((pixel >> 16) & 255);
              g += kernel[k] * ((pixel >> 8) & 255);
              b += kernel[k] * (pixel & 255);
            }
          row[x] = (r >> 12) << 16 | (g >> 12) << 8 | b >> 12;
        }
    }
}

static void
blur_columns (guint32 *pixels, guint width, guint height, const guint *kernel, guint radius)
{
  guint taps = 2 * radius + 1;
  g_autofree guint32 *ring = g_new (guint32, (gsize) taps * width);
  g_autofree const guint32 **rows = g_new (const guint32 *, taps);

  /* A ring of untouched rows, since the picture is written in place. */
  for (guint k = 0; k < taps; k++)
    memcpy (ring + (gsize) k * width,
            pixels + (gsize) CLAMP ((int) k - (int) radius, 0, (int) height - 1) * width,
            sizeof (guint32) * width);
  for (guint y = 0; y < height; y++)
    {
      guint32 *out = pixels + (gsize) y * width;

      for (guint k = 0; k < taps; k++)
        rows[k] = ring + (gsize) ((y + k) % taps) * width;
      for (guint x = 0; x < width; x++)
        {
          guint r = 2048, g = 2048, b = 2048;

          for (guint k = 0; k < taps; k++)
            {
              guint32 pixel = rows[k][x];

              r += kernel[k] * ((pixel >> 16) & 255);
              g += kernel[k] * ((pixel >> 8) & 255);
              b += kernel[k] * (pixel & 255);
            }
          out[x] = (r >> 12) << 16 | (g >> 12) << 8 | b >> 12;
        }
      /* The oldest row makes room for the next one, which is still untouched. */
      memcpy (ring + (gsize) (y % taps) * width,
              pixels + (gsize) MIN (y + radius + 1, height - 1) * width, sizeof (guint32) * width);
    }
}

static void
blur (guint32 *pixels, guint width, guint height, double sigma)
{
  guint radius = (guint) ceil (2.5 * sigma);
  g_autofree guint *kernel = NULL;
  double total = 0;
  guint given = 0;

  if (sigma < 0.2)
    return;
  kernel = g_new0 (guint, 2 * radius + 1);
  for (guint k = 0; k <= 2 * radius; k++)
    total += exp (-0.5 * pow (((double) k - radius) / sigma, 2));
  for (guint k = 0; k <= 2 * radius; k++)
    {
      kernel[k] = (guint) (4096 * exp (-0.5 * pow (((double) k - radius) / sigma, 2)) / total + 0.5);
      given += kernel[k];
    }
  kernel[radius] += 4096 - given;
  blur_rows (pixels, width, height, kernel, radius);
  blur_columns (pixels, width, height, kernel, radius);
}

/* Fibres and formation of the paper as a tile of -127 to 127. */
static gint8 *
make_paper (guint32 seed)
{
  g_autofree gint32 *sum = g_new0 (gint32, TILE * TILE);
  gint8 *tile = g_new (gint8, TILE * TILE);
  RectoRandom random;

  recto_random_init (&random, seed, RECTO_STREAM_PAPER);
  for (guint i = 0; i < TILE * TILE; i++)
    sum[i] = (gint32) recto_random_below (&random, 37) - 18;
  for (guint i = 0; i < 2600; i++)
    {
      double x = recto_random_range (&random, 0, TILE);
      double y = recto_random_range (&random, 0, TILE);
      double angle = recto_random_range (&random, 0, 2 * G_PI);
      double turn = recto_random_range (&random, -0.06, 0.06);
      gint32 weight = recto_random_below (&random, 2) ? 22 : -22;
      guint length = 10 + recto_random_below (&random, 26);

      for (guint k = 0; k < length; k++, angle += turn)
        {
          x += cos (angle);
          y += sin (angle);
          sum[((int) floor (y) & (TILE - 1)) * TILE + ((int) floor (x) & (TILE - 1))] += weight;
        }
    }
  for (guint i = 0; i < TILE * TILE; i++)
    tile[i] = (gint8) CLAMP (sum[i], -127, 127);
  return tile;
}

/* x and y in 1/65536 texels. */
static inline int
sample_paper (const gint8 *tile, guint32 x, guint32 y)
{
  guint x0 = (x >> 16) & (TILE - 1), y0 = (y >> 16) & (TILE - 1);
  guint x1 = (x0 + 1) & (TILE - 1), y1 = (y0 + 1) & (TILE - 1);
  int fx = (int) ((x >> 8) & 255), fy = (int) ((y >> 8) & 255);
  int top = tile[y0 * TILE + x0] * (256 - fx) + tile[y0 * TILE + x1] * fx;
  int bottom = tile[y1 * TILE + x0] * (256 - fx) + tile[y1 * TILE + x1] * fx;

  return (top * (256 - fy) + bottom * fy) >> 16;
}

/* splitmix64's finaliser (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014). */
static inline guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline guint8
clamp_byte (int value)
{
  return (guint8) CLAMP (value, 0, 255);
}

RectoImage *
recto_capture (cairo_surface_t *surface, const RectoSpecimenOptions *options,
               RectoSpecimenLight light, const RectoMatrix3 *to_page, double page_width,
               double page_height, GError **error)
{
  static const double softness[] = { 0, 0.036, 0.03 }; /* mm */
  static const int grain[] = { 10, 9, 7 };             /* of the paper, in 1/256 of its tile */
  guint width = (guint) cairo_image_surface_get_width (surface);
  guint height = (guint) cairo_image_surface_get_height (surface);
  gboolean grey = light == RECTO_SPECIMEN_IR;
  RectoImage *image = recto_image_new (width, height, grey ? 1 : 3, 8, FALSE, error);
  g_autofree gint8 *tile = NULL;
  guint32 *pixels;
  guint8 *out;
  /* The sum of four bytes has a standard deviation of 147.8. */
  int level = (int) (recto_specimen_noise (options, light) / 147.8 * 65536 + 0.5);
  guint64 salt = mix (((guint64) options->seed << 8) + light + 1);
  const double fine = 1 / 0.035, coarse = 1 / 0.23; /* texels per mm */

  if (image == NULL)
    return NULL;
  cairo_surface_flush (surface);
  pixels = (guint32 *) cairo_image_surface_get_data (surface);
  g_assert (cairo_image_surface_get_stride (surface) == (int) (4 * width));
  blur (pixels, width, height, softness[light] * options->dpi / 25.4);

  tile = make_paper (options->seed);
  out = recto_image_get_data_mutable (image);
  for (guint y = 0; y < height; y++)
    {
      const double *m = to_page->m;
      double px = m[1] * y + m[2], py = m[4] * y + m[5];

      for (guint x = 0; x < width; x++, px += m[0], py += m[3])
        {
          guint32 pixel = pixels[(gsize) y * width + x];
          guint64 bits = mix (salt + ((guint64) y << 32 | x) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
          int shared = (int) ((bits & 255) + ((bits >> 8) & 255)) - 510;
          int r = (pixel >> 16) & 255, g = (pixel >> 8) & 255, b = pixel & 255;

          if (px >= 0 && py >= 0 && px < page_width && py < page_height)
            {
              int texture = 2 * sample_paper (tile, (guint32) (px * fine * 65536), (guint32) (py * fine * 65536))
                            + sample_paper (tile, (guint32) (py * coarse * 65536), (guint32) (px * coarse * 65536));

              texture = texture * grain[light];
              /* Paper shows in proportion to the light it sends back, and always a little. */
              r += texture * (r + 24) >> 16;
              g += texture * (g + 24) >> 16;
              b += texture * (b + 24) >> 16;
            }
          if (grey)
            {
              int noise = shared + (int) (((bits >> 16) & 255) + ((bits >> 24) & 255));

              *out++ = clamp_byte (g + ((noise * level + 32768) >> 16));
              continue;
            }
          *out++ = clamp_byte (
              r + (((shared + (int) (((bits >> 16) & 255) + ((bits >> 24) & 255))) * level + 32768) >> 16));
          *out++ = clamp_byte (
              g + (((shared + (int) (((bits >> 32) & 255) + ((bits >> 40) & 255))) * level + 32768) >> 16));
          *out++ = clamp_byte (
              b + (((shared + (int) (((bits >> 48) & 255) + ((bits >> 56) & 255))) * level + 32768) >> 16));
        }
    }
  return image;
}

/* drawn-page.c: pages drawn by cairo in two lights, with a planted transform
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "drawn-page.h"

#include <cairo.h>
#include <math.h>

static guint
random_below (guint32 *state, guint n)
{
  *state = *state * 1664525u + 1013904223u;
  return (guint) (((guint64) *state * n) >> 32);
}

/* Letters of no script: three strokes each. */
static void
draw_words (cairo_t *cr, guint32 *state, double x, double y, double size, guint n)
{
  cairo_set_line_width (cr, size / 7);
  for (guint i = 0; i < n; i++, x += size * 0.75)
    for (guint stroke = 0; stroke < 3; stroke++)
      {
        cairo_move_to (cr, x + random_below (state, 4) * size / 6, y + random_below (state, 5) * size / 4);
        cairo_line_to (cr, x + random_below (state, 4) * size / 6, y + random_below (state, 5) * size / 4);
        cairo_stroke (cr);
      }
}

static void
draw_waves (cairo_t *cr, guint32 *state, double step, double height)
{
  double phase = random_below (state, 628) / 100.0, length = 40 + random_below (state, 60);

  for (double y = 4; y < DRAWN_HEIGHT; y += step)
    {
      for (double x = 0; x <= DRAWN_WIDTH; x += 4)
        cairo_line_to (cr, x, y + height * sin (x / length + phase + y / 90));
      cairo_stroke (cr);
    }
}

static void
draw_page (cairo_t *cr, const DrawnPage *page)
{
  guint32 state = page->seed * 7919 + 17;
  double print = page->uv ? 0.07 : 0.1, paper = page->uv ? 0.13 : 0.93;

  cairo_set_source_rgb (cr, paper, paper, page->uv ? 0.3 : 0.85);
  cairo_paint (cr);
  cairo_set_line_width (cr, 1);
  if (page->uv)
    cairo_set_source_rgb (cr, paper + 0.03, paper + 0.03, 0.33);
  else
    cairo_set_source_rgb (cr, 0.75, 0.85, 0.8);
  draw_waves (cr, &state, 9, 5);

  /* The portrait, which only white light shows. */
  if (!page->uv)
    {
      cairo_set_source_rgb (cr, 0.55, 0.6, 0.65);
      cairo_rectangle (cr, 30, 120, 240, 320);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 0.8, 0.65, 0.55);
      cairo_arc (cr, 150, 260, 85, 0, 2 * G_PI);
      cairo_fill (cr);
    }

  cairo_set_source_rgb (cr, print, print, page->uv ? 0.24 : 0.12);
  draw_words (cr, &state, 30 + random_below (&state, 60), 24, 36, 12);
  for (guint row = 0; row < 8; row++)
    for (guint column = 0; column < 2; column++)
      draw_words (cr, &state, 310 + 340 * column + random_below (&state, 40),
                  100 + row * (42 + random_below (&state, 6)), 18, 8 + random_below (&state, 8));
  for (guint row = 0; row < 5; row++)
    draw_words (cr, &state, 290, 470 + 14 * row, 5, 160);
  draw_words (cr, &state, 40, 560, 26, 44);
  draw_words (cr, &state, 40, 615, 26, 44);

  if (page->uv)
    {
      cairo_set_source_rgb (cr, 0.8, 0.75, 0.3);
      cairo_set_line_width (cr, 4);
      draw_waves (cr, &state, 130, 30);
      cairo_set_line_width (cr, 3);
      for (guint i = 0; i < 40; i++)
        {
          double x = random_below (&state, DRAWN_WIDTH), y = random_below (&state, DRAWN_HEIGHT);

          cairo_set_source_rgb (cr, 0.3 + 0.5 * (i % 2), 0.9 - 0.4 * (i % 2), 0.5);
          cairo_move_to (cr, x, y);
          cairo_line_to (cr, x + (int) random_below (&state, 40) - 20, y + (int) random_below (&state, 40) - 20);
          cairo_stroke (cr);
        }
    }
}

RectoImage *
drawn_page_new (const DrawnPage *page)
{
  guint width = floor (DRAWN_WIDTH * page->scale), height = floor (DRAWN_HEIGHT * page->scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  RectoMatrix3 draw;
  RectoImage *image = recto_image_new (width, height, 3, 8, FALSE, NULL);
  guint8 *out = recto_image_get_data_mutable (image);
  guint32 state = 99;
  cairo_matrix_t matrix;

  /* cairo's pixel centres are at halves. */
  g_assert_true (recto_matrix3_invert (&page->transform, &draw));
  cairo_matrix_init (&matrix, draw.m[0], draw.m[3], draw.m[1], draw.m[4],
                     draw.m[2] + 0.5 - 0.5 * (draw.m[0] + draw.m[1]),
                     draw.m[5] + 0.5 - 0.5 * (draw.m[3] + draw.m[4]));
  cairo_set_matrix (cr, &matrix);
  draw_page (cr, page);
  if (page->bend != 0)
    {
      cairo_rectangle (cr, DRAWN_WIDTH * 2 / 3, -DRAWN_HEIGHT, DRAWN_WIDTH, 3 * DRAWN_HEIGHT);
      cairo_clip (cr);
      cairo_translate (cr, 0, page->bend);
      draw_page (cr, page);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  for (guint y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
                                                              + (gsize) y * cairo_image_surface_get_stride (surface));

      for (guint x = 0; x < width; x++)
        for (guint k = 0; k < 3; k++)
          {
            double noise = 0;

            for (guint i = 0; i < 4; i++)
              noise += random_below (&state, 1000) / 500.0 - 1;
            /* Four uniform values have a standard deviation of 1.15. */
            *out++ = CLAMP (((row[x] >> (16 - 8 * k)) & 255) + noise * page->noise / 1.15 + 0.5, 0, 255);
          }
    }
  cairo_surface_destroy (surface);
  return image;
}

RectoMatrix3
drawn_page_move (double degrees, double scale, double dx, double dy)
{
  double c = cos (degrees * G_PI / 180) * scale, s = sin (degrees * G_PI / 180) * scale;
  double x = DRAWN_WIDTH / 2.0, y = DRAWN_HEIGHT / 2.0;

  return (RectoMatrix3) { { c, -s, x - c * x + s * y + dx, s, c, y - s * x - c * y + dy, 0, 0, 1 } };
}

/* recto-specimen-pattern.c: rainbow ground, wave lines, guilloches, emblem and fibres
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <math.h>

void
recto_page_set_colour (cairo_t *cr, guint32 colour, double alpha)
{
  cairo_set_source_rgba (cr, ((colour >> 16) & 255) / 255.0, ((colour >> 8) & 255) / 255.0,
                         (colour & 255) / 255.0, alpha);
}

gboolean
recto_page_set_ink (RectoPage *self, const RectoInk *ink)
{
  const guint32 colours[] = { ink->white, ink->uv, ink->ir };
  const double alphas[] = { ink->white_alpha, ink->uv_alpha, ink->ir_alpha };

  recto_page_set_colour (self->cr, colours[self->light], alphas[self->light]);
  return alphas[self->light] > 0;
}

static void
add_stop (cairo_pattern_t *pattern, double at, guint32 colour, double alpha)
{
  cairo_pattern_add_color_stop_rgba (pattern, at, ((colour >> 16) & 255) / 255.0,
                                     ((colour >> 8) & 255) / 255.0, (colour & 255) / 255.0, alpha);
}

static void
fill_pattern (cairo_t *cr, cairo_pattern_t *pattern)
{
  cairo_set_source (cr, pattern);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

void
recto_page_background (RectoPage *self)
{
  cairo_t *cr = self->cr;
  cairo_pattern_t *pattern;

  cairo_rectangle (cr, 0, 0, self->width, self->height);
  switch (self->light)
    {
    case RECTO_SPECIMEN_WHITE:
      pattern = cairo_pattern_create_linear (14, -8, 62, 84);
      add_stop (pattern, 0, 0xdbeaec, 1);
      add_stop (pattern, 0.28, 0xe9efe6, 1);
      add_stop (pattern, 0.5, 0xf4f0e3, 1);
      add_stop (pattern, 0.72, 0xf5e5e3, 1);
      add_stop (pattern, 1, 0xefe2ea, 1);
      fill_pattern (cr, pattern);
      /* The MRZ stands on a paler ground, as Doc 9303 asks. */
      cairo_rectangle (cr, 0, 69.8, self->width, self->height - 69.8);
      recto_page_set_colour (cr, 0xf1f1f7, 0.82);
      cairo_fill (cr);
      break;

    case RECTO_SPECIMEN_UV365:
      if (self->options->forgery & RECTO_FORGERY_PAPER)
        {
          pattern = cairo_pattern_create_linear (0, 0, 125, 88);
          add_stop (pattern, 0, 0x8f9ff2, 1);
          add_stop (pattern, 0.5, 0x9caaf8, 1);
          add_stop (pattern, 1, 0x8c9bee, 1);
        }
      else
        {
          pattern = cairo_pattern_create_linear (0, 0, 125, 88);
          add_stop (pattern, 0, 0x100c2a, 1);
          add_stop (pattern, 0.5, 0x120e2e, 1);
          add_stop (pattern, 1, 0x0f0b28, 1);
        }
      fill_pattern (cr, pattern);
      break;

    case RECTO_SPECIMEN_IR:
    default:
      recto_page_set_colour (cr, 0xdcdcdc, 1);
      cairo_fill (cr);
      break;
    }
}

/* Wavy lines over the whole page, each a little out of step with the one above. */
void
recto_page_waves (RectoPage *self)
{
  cairo_t *cr = self->cr;
  RectoRandom random;
  cairo_pattern_t *pattern;
  double phase;
  double second;

  /* The ground's offset ink neither glows nor absorbs infrared. */
  if (self->light != RECTO_SPECIMEN_WHITE)
    return;
  recto_random_init (&random, 1, RECTO_STREAM_PATTERN);
  phase = recto_random_range (&random, 0, 2 * G_PI);
  second = recto_random_range (&random, 0, 2 * G_PI);

  pattern = cairo_pattern_create_linear (0, 0, 90, 84);
  add_stop (pattern, 0, 0x6f9c92, 0.62);
  add_stop (pattern, 0.4, 0x8d9a72, 0.55);
  add_stop (pattern, 0.65, 0xb98a86, 0.52);
  add_stop (pattern, 1, 0xa583a6, 0.5);
  cairo_set_source (cr, pattern);
  cairo_set_line_width (cr, 0.07);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  for (double y = -2; y < self->height + 2; y += 0.86)
    {
      for (double x = -0.5; x <= self->width + 1; x += 0.5)
        {
          double swell = 0.55 + 0.45 * sin (x * 0.043 + y * 0.061 + second);
          double dy = 0.92 * swell * sin (x * 0.36 + 0.16 * y + phase + 1.3 * sin (y * 0.083 + second))
                      + 0.7 * sin (x * 0.05 - y * 0.045);

          if (x < 0)
            cairo_move_to (cr, x, y + dy);
          else
            cairo_line_to (cr, x, y + dy);
        }
      cairo_stroke (cr);
    }
  cairo_pattern_destroy (pattern);
}

/* One line of a guilloche about (x, y): a circle of radius r on which a second one of radius d
 * turns n times as fast, breathing with depth b at its own rate m. */
static void
trace (cairo_t *cr, double x, double y, double r, double d, double n, double turns, double phase,
       double b, double m, guint steps)
{
  for (guint i = 0; i < steps; i++)
    {
      double t = 2 * G_PI * turns * i / steps;
      double radius = d * (1 + b * cos (m * t));
      double px = x + r * cos (t) + radius * cos (n * t + phase);
      double py = y + r * sin (t) + radius * sin (n * t + phase);

      if (i == 0)
        cairo_move_to (cr, px, py);
      else
        cairo_line_to (cr, px, py);
    }
  cairo_close_path (cr);
}

/* A wreath of @petals loops from radius @inner to @outer. Each is drawn @lines times, turned a little further
 * about the centre and a little slimmer towards the ends of the turn, so that the lines cross in a mesh. */
static void
wreath (RectoPage *self, double x, double y, double inner, double outer, guint petals, guint lines,
        double slim, double spread, double width, double turn, const RectoInk *ink)
{
  const guint steps = 56;
  cairo_t *cr = self->cr;
  double middle = (inner + outer) / 2;
  double half = (outer - inner) / 2;

  if (!recto_page_set_ink (self, ink))
    return;
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  for (guint k = 0; k < lines; k++)
    {
      double share = lines == 1 ? 0 : 2.0 * k / (lines - 1) - 1; /* -1 to 1 */
      double across = G_PI / petals * slim * (1 - 0.3 * share * share);
      double along = half * (1 - 0.17 * share * share);
      double lean = share * spread * G_PI / petals;

      for (guint p = 0; p < petals; p++)
        {
          double angle = turn + 2 * G_PI * p / petals;

          for (guint i = 0; i < steps; i++)
            {
              double t = 2 * G_PI * i / steps;
              double radius = middle - (half - along) * 0.5 + along * cos (t);
              /* Wider outside than inside, as petals are; the inner ends stay together. */
              double offset = across * sin (t) * (0.72 + 0.28 * cos (t)) + lean * (0.55 + 0.45 * cos (t));
              double px = x + radius * cos (angle + offset);
              double py = y + radius * sin (angle + offset);

              if (i == 0)
                cairo_move_to (cr, px, py);
              else
                cairo_line_to (cr, px, py);
            }
          cairo_close_path (cr);
        }
      cairo_stroke (cr);
    }
}

/* A band of one closed line between radius r - d and r + d. */
static void
band (RectoPage *self, double x, double y, double r, double d, guint loops, guint turns,
      guint lines, double width, const RectoInk *ink)
{
  cairo_t *cr = self->cr;

  if (!recto_page_set_ink (self, ink))
    return;
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  for (guint k = 0; k < lines; k++)
    {
      trace (cr, x, y, r, d, 1 - (double) loops / turns, turns,
             2 * G_PI * k / ((double) lines * turns), 0.12, (double) loops / turns, loops * 26);
      cairo_stroke (cr);
    }
}

#define ROSETTE_X 84.0
#define ROSETTE_Y 39.6

void
recto_page_rosettes (RectoPage *self)
{
  static const RectoInk outer = { 0xb4667f, 0.5, 0xcdf02c, 0.86, 0, 0 };
  static const RectoInk inner = { 0x4d7fb3, 0.62, 0x4dfb9a, 0.9, 0, 0 };

  gboolean uv = self->light == RECTO_SPECIMEN_UV365;

  /* Fluorescence spreads a little in the paper. */
  wreath (self, ROSETTE_X, ROSETTE_Y, 7.2, 24.6, 24, 7, 0.74, 0.7, uv ? 0.115 : 0.08, 0.05, &outer);
  wreath (self, ROSETTE_X, ROSETTE_Y, 2.6, 12, 30, 5, 0.7, 0.75, uv ? 0.1 : 0.07, 0, &inner);
  band (self, ROSETTE_X, ROSETTE_Y, 5.9, 3.5, 47, 4, 1, uv ? 0.1 : 0.07, &inner);
}

void
recto_page_edge_rosette (RectoPage *self)
{
  static const RectoInk ink = { 0x4b7cc0, 0.7, 0x46f590, 0.9, 0, 0 };

  wreath (self, 41.7, 50.2, 2.1, 6.9, 20, 5, 0.66, 0.66, 0.07, 0, &ink);
  band (self, 41.7, 50.2, 3.7, 1.5, 29, 4, 1, 0.065, &ink);
}

void
recto_page_signature_rosette (RectoPage *self)
{
  static const RectoInk ink = { 0x4f9a7c, 0.55, 0x2f8dd8, 0.75, 0, 0 };

  wreath (self, 22, 68.6, 3.6, 10.9, 20, 5, 0.64, 0.64, 0.075, 0.1, &ink);
  band (self, 22, 68.6, 4.6, 2.2, 37, 4, 1, 0.075, &ink);
}

/* A rising bird between two wings, under a star: 10 units wide either side. */
static void
emblem_path (cairo_t *cr)
{
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, 0, 6.6);
      cairo_curve_to (cr, side * 4.2, 5.6, side * 8.6, 2.6, side * 9.8, -8.6);
      cairo_curve_to (cr, side * 7.8, -4.9, side * 6.3, -2.7, side * 4.7, -1.6);
      cairo_curve_to (cr, side * 3.6, 0.2, side * 2.6, 1.6, 0, 2.3);
      cairo_close_path (cr);
    }
  cairo_move_to (cr, 0, -5.2);
  cairo_curve_to (cr, 0.9, -2.4, 1.5, 0.8, 1.7, 3.6);
  cairo_curve_to (cr, 1.3, 6.6, 0.6, 9, 0, 10.8);
  cairo_curve_to (cr, -0.6, 9, -1.3, 6.6, -1.7, 3.6);
  cairo_curve_to (cr, -1.5, 0.8, -0.9, -2.4, 0, -5.2);
  cairo_close_path (cr);
  for (guint i = 0; i < 10; i++)
    {
      double radius = i % 2 == 0 ? 2 : 0.85;
      double angle = G_PI * i / 5 - G_PI / 2;

      if (i == 0)
        cairo_move_to (cr, radius * cos (angle), -8.8 + radius * sin (angle));
      else
        cairo_line_to (cr, radius * cos (angle), -8.8 + radius * sin (angle));
    }
  cairo_close_path (cr);
}

void
recto_page_emblem (RectoPage *self)
{
  static const RectoInk ink = { 0x6b87ab, 0.3, 0xff6a3c, 0.97, 0, 0 };
  cairo_t *cr = self->cr;

  if (!recto_page_set_ink (self, &ink))
    return;
  cairo_save (cr);
  cairo_translate (cr, ROSETTE_X, ROSETTE_Y - 0.4);
  /* In white light a pale shape as wide as the rosette; the glowing overprint is smaller. */
  cairo_scale (cr, self->light == RECTO_SPECIMEN_WHITE ? 1.42 : 0.8,
               self->light == RECTO_SPECIMEN_WHITE ? 1.3 : 0.8);
  emblem_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

void
recto_page_fibres (RectoPage *self)
{
  static const guint32 colours[] = { 0xff5a46, 0x49e58a, 0x3f9bff };
  cairo_t *cr = self->cr;
  RectoRandom random;

  recto_random_init (&random, self->options->seed, RECTO_STREAM_FIBRES);
  if (self->light != RECTO_SPECIMEN_UV365 || (self->options->forgery & RECTO_FORGERY_FIBRES))
    return;
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < 66; i++)
    {
      double x = recto_random_range (&random, 2, self->width - 2);
      double y = recto_random_range (&random, 2, self->height - 2);
      double angle = recto_random_range (&random, 0, 2 * G_PI);
      double length = recto_random_range (&random, 2.4, 4.2);
      double bend = recto_random_range (&random, -0.9, 0.9);
      double bend2 = recto_random_range (&random, -0.9, 0.9);
      double c = cos (angle), s = sin (angle);

      cairo_move_to (cr, x, y);
      cairo_curve_to (cr, x + c * length / 3 - s * bend, y + s * length / 3 + c * bend,
                      x + c * length * 2 / 3 - s * bend2, y + s * length * 2 / 3 + c * bend2,
                      x + c * length, y + s * length);
      recto_page_set_colour (cr, colours[i % 3], recto_random_range (&random, 0.5, 0.9));
      cairo_set_line_width (cr, recto_random_range (&random, 0.09, 0.14));
      cairo_stroke (cr);
    }
}

/* recto-specimen-number.c: the printed number and what erasing one of its digits leaves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <math.h>

#define NUMBER_X 92.1
#define NUMBER_Y 17.5
#define NUMBER_PITCH 2.34
#define NUMBER_SIZE 2.95

static double
digit_x (int index)
{
  return NUMBER_X + 1.05 + index * NUMBER_PITCH;
}

/* The disturbed surface, as wide as a rubber or a blade needs. */
RectoArea
recto_area_of_digit (const RectoHolder *holder)
{
  double x = digit_x (holder->changed_digit);

  return (RectoArea){ x - 4.1, NUMBER_Y - 3.2, 8.2, 4.3 };
}

/* Below the lettering. */
void
recto_page_erasure (RectoPage *self)
{
  cairo_t *cr = self->cr;
  RectoArea area;
  RectoRandom random;
  cairo_pattern_t *pattern;
  double x, y, rx, ry;
  gboolean uv = self->light == RECTO_SPECIMEN_UV365;

  if (self->holder->changed_digit < 0)
    return;
  area = recto_area_of_digit (self->holder);
  x = area.x + area.width / 2;
  y = area.y + area.height / 2;
  rx = area.width / 2 - 0.3;
  ry = area.height / 2 - 0.25;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  pattern = cairo_pattern_create_radial (0, 0, 0, 0, 0, 1);
  if (uv)
    {
      cairo_pattern_add_color_stop_rgba (pattern, 0, 0.66, 0.78, 0.97, 0.95);
      cairo_pattern_add_color_stop_rgba (pattern, 0.62, 0.53, 0.65, 0.9, 0.9);
      cairo_pattern_add_color_stop_rgba (pattern, 0.85, 0.4, 0.5, 0.75, 0.5);
      cairo_pattern_add_color_stop_rgba (pattern, 1, 0.3, 0.4, 0.65, 0);
    }
  else
    {
      double level = self->light == RECTO_SPECIMEN_WHITE ? 0.965 : 0.89;

      cairo_pattern_add_color_stop_rgba (pattern, 0, level, level, level * 0.985, 0.55);
      cairo_pattern_add_color_stop_rgba (pattern, 0.7, level, level, level * 0.985, 0.35);
      cairo_pattern_add_color_stop_rgba (pattern, 1, level, level, level * 0.985, 0);
    }
  cairo_set_source (cr, pattern);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);

  /* Raised fibres: short streaks along the strokes of the blade, light and dark. */
  recto_random_init (&random, self->options->seed, RECTO_STREAM_ERASURE);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (guint i = 0; i < 260; i++)
    {
      double radius = sqrt (recto_random_range (&random, 0, 0.8));
      double angle = recto_random_range (&random, 0, 2 * G_PI);
      double length = recto_random_range (&random, 0.3, 1.1);
      double lean = recto_random_range (&random, -0.08, 0.08);
      double width = recto_random_range (&random, 0.03, 0.08);
      double strength = recto_random_range (&random, 0.08, 0.3) * (1.1 - radius);
      gboolean bright = recto_random_below (&random, 2) == 0;
      double px = x + rx * 0.85 * radius * cos (angle) - length / 2;
      double py = y + ry * 0.9 * radius * sin (angle);

      cairo_move_to (cr, px, py);
      cairo_line_to (cr, px + length, py + lean);
      cairo_set_line_width (cr, width);
      if (uv)
        recto_page_set_colour (cr, bright ? 0xd6e6ff : 0x3a4c86, strength * 1.6);
      else
        recto_page_set_colour (cr, bright ? 0xffffff : 0x77726c,
                               strength * (self->light == RECTO_SPECIMEN_WHITE ? 1 : 0.3));
      cairo_stroke (cr);
    }
}

void
recto_page_number (RectoPage *self)
{
  static const RectoInk ink = { 0x121216, 0.97, 0x060414, 0.72, 0x202020, 0.96 };
  static const RectoInk other = { 0x38363b, 0.95, 0x131a38, 0.85, 0, 0 };
  static const RectoInk remnant = { 0, 0, 0, 0, 0x7d7d7d, 0.9 };
  const RectoHolder *holder = self->holder;

  for (int i = 0; i < 9; i++)
    {
      gboolean changed = i == holder->changed_digit;

      if (changed)
        recto_page_character (self, RECTO_LETTERS_DATA, digit_x (i), NUMBER_Y, NUMBER_SIZE,
                              holder->number[i], &remnant);
      recto_page_character (self, RECTO_LETTERS_DATA, digit_x (i), NUMBER_Y, NUMBER_SIZE,
                            holder->printed_number[i], changed ? &other : &ink);
    }
}

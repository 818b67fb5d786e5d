/* recto-specimen-face.c: faces of nobody
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

void
recto_face_init (RectoFace *self, guint32 seed, guint stream, gboolean woman)
{
  static const guint32 skins[] = { 0xe3b18c, 0xd39b73, 0xc38a5f, 0xa97048, 0xefc7a6, 0x8a5a3a };
  static const guint32 hairs[] = { 0x17110f, 0x241812, 0x3a2416, 0x1b1a20, 0x4d321f };
  static const guint32 clothes[] = { 0x24405f, 0x2e5148, 0x5b2f3a, 0x3b3a52, 0x6a5133, 0x2f2f33 };
  static const guint32 irises[] = { 0x2a1a10, 0x3d2714, 0x1c1512, 0x46412c };
  RectoRandom random;

  recto_random_init (&random, seed, stream);
  self->woman = woman;
  self->skin = skins[recto_random_below (&random, G_N_ELEMENTS (skins))];
  self->hair = hairs[recto_random_below (&random, G_N_ELEMENTS (hairs))];
  self->clothes = clothes[recto_random_below (&random, G_N_ELEMENTS (clothes))];
  self->style = recto_random_below (&random, 3);
  self->beard = !woman && recto_random_below (&random, 3) == 0;
  self->width = recto_random_range (&random, 0.93, 1.06);
  self->eyes = recto_random_range (&random, 0.94, 1.05);
  self->mouth = recto_random_range (&random, 0.9, 1.12);
  self->iris = irises[recto_random_below (&random, G_N_ELEMENTS (irises))];

  /* The holder of the first specimen is always seen like this. */
  if (seed == 1 && stream == RECTO_STREAM_PORTRAIT)
    *self = (RectoFace){ 0xe0ab85, 0x1d1310, 0x24405f, 0, TRUE, FALSE, 1, 1, 1, 0x2a1a10 };
}

/* amount < 0 darkens, > 0 lightens */
static guint32
shade (guint32 colour, double amount)
{
  guint32 result = 0;

  for (int shift = 16; shift >= 0; shift -= 8)
    {
      double value = (colour >> shift) & 255;

      value = amount < 0 ? value * (1 + amount) : value + (255 - value) * amount;
      result |= (guint32) (value + 0.5) << shift;
    }
  return result;
}

static void
add_stop (cairo_pattern_t *pattern, double at, guint32 colour, double alpha)
{
  cairo_pattern_add_color_stop_rgba (pattern, at, ((colour >> 16) & 255) / 255.0,
                                     ((colour >> 8) & 255) / 255.0, (colour & 255) / 255.0, alpha);
}

static void
fill_between (cairo_t *cr, double x0, double y0, double x1, double y1, guint32 from, double from_alpha,
              guint32 to, double to_alpha)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (x0, y0, x1, y1);

  add_stop (pattern, 0, from, from_alpha);
  add_stop (pattern, 1, to, to_alpha);
  cairo_set_source (cr, pattern);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
}

static void
fill_round (cairo_t *cr, double x, double y, double rx, double ry, guint32 colour, double alpha)
{
  cairo_pattern_t *pattern = cairo_pattern_create_radial (0, 0, 0, 0, 0, 1);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, rx, ry);
  add_stop (pattern, 0, colour, alpha);
  add_stop (pattern, 0.55, colour, alpha * 0.5);
  add_stop (pattern, 1, colour, 0);
  cairo_set_source (cr, pattern);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
}

static void
back_hair (const RectoFace *self, cairo_t *cr)
{
  guint32 light = shade (self->hair, 0.07);

  if (!self->woman)
    return;
  switch (self->style)
    {
    case 0: /* long and straight */
      cairo_move_to (cr, 17, 3.7);
      cairo_curve_to (cr, 24.6, 3.7, 27.2, 9, 27.5, 15.5);
      cairo_curve_to (cr, 27.7, 22, 27.3, 28, 27.6, 32.2);
      cairo_curve_to (cr, 26, 33.9, 23.6, 33.7, 22.3, 33);
      cairo_line_to (cr, 11.5, 33);
      cairo_curve_to (cr, 10, 33.7, 8.2, 33.6, 7.4, 33.1);
      cairo_curve_to (cr, 6, 31.4, 6.3, 29, 6.3, 26.6);
      cairo_curve_to (cr, 6.6, 22, 6.3, 19, 6.5, 15.5);
      cairo_curve_to (cr, 6.8, 9, 9.4, 3.7, 17, 3.7);
      break;
    case 1: /* to the chin */
      cairo_move_to (cr, 17, 3.7);
      cairo_curve_to (cr, 25, 3.7, 27.4, 9.4, 27.2, 16);
      cairo_curve_to (cr, 27.2, 20.4, 28.2, 24.2, 26.6, 27.6);
      cairo_curve_to (cr, 24.4, 29, 22.6, 28.4, 21.4, 27.6);
      cairo_line_to (cr, 12.6, 27.6);
      cairo_curve_to (cr, 11.4, 28.4, 9.6, 29, 7.4, 27.6);
      cairo_curve_to (cr, 5.8, 24.2, 6.8, 20.4, 6.8, 16);
      cairo_curve_to (cr, 6.6, 9.4, 9, 3.7, 17, 3.7);
      break;
    default: /* tied back */
      cairo_save (cr);
      cairo_translate (cr, 17, 4.9);
      cairo_scale (cr, 4.4, 3.4);
      cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_restore (cr);
      cairo_new_sub_path (cr);
      cairo_move_to (cr, 17, 4.6);
      cairo_curve_to (cr, 23.4, 4.6, 25.7, 9.4, 25.4, 15.6);
      cairo_curve_to (cr, 25.2, 18, 24.8, 19.6, 24.2, 21);
      cairo_line_to (cr, 9.8, 21);
      cairo_curve_to (cr, 9.2, 19.6, 8.8, 18, 8.6, 15.6);
      cairo_curve_to (cr, 8.3, 9.4, 10.6, 4.6, 17, 4.6);
      break;
    }
  cairo_close_path (cr);
  fill_between (cr, 6, 4, 28, 34, light, 1, shade (self->hair, -0.25), 1);
}

static void
body (const RectoFace *self, cairo_t *cr)
{
  guint32 skin = self->skin;
  double half = self->woman ? 3.5 : 4.5;
  double low = self->woman ? 33 : 32.4;

  /* Neck. */
  cairo_move_to (cr, 17 - half, 24);
  cairo_line_to (cr, 17 - half, 30.6);
  cairo_curve_to (cr, 17 - half, 32, 16.6 - half, 32.6, 15.4 - half, 33.6);
  cairo_line_to (cr, 17, 42.2);
  cairo_line_to (cr, 18.6 + half, 33.6);
  cairo_curve_to (cr, 17.4 + half, 32.6, 17 + half, 32, 17 + half, 30.6);
  cairo_line_to (cr, 17 + half, 24);
  cairo_close_path (cr);
  fill_between (cr, 13, 27, 22, 37, shade (skin, -0.17), 1, shade (skin, -0.04), 1);
  /* The chin's shadow. */
  cairo_move_to (cr, 17 - half, 27.2);
  cairo_curve_to (cr, 17 - half, 30.4, 14.8, 32.2, 17, 32.2);
  cairo_curve_to (cr, 19.2, 32.2, 17 + half, 30.4, 17 + half, 27.2);
  cairo_close_path (cr);
  recto_page_set_colour (cr, shade (skin, -0.36), 0.55);
  cairo_fill (cr);

  /* Shirt, then the garment with its opening. */
  cairo_move_to (cr, 12.4, low + 0.2);
  cairo_line_to (cr, 17, 39.4);
  cairo_line_to (cr, 21.6, low + 0.2);
  cairo_line_to (cr, 23.6, 36);
  cairo_line_to (cr, 17, 43.3);
  cairo_line_to (cr, 10.4, 36);
  cairo_close_path (cr);
  fill_between (cr, 12, 33, 20, 43, 0xf7f5ee, 1, 0xe2dfd6, 1);

  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, 17 + side * 4.4, low - 0.2);
      cairo_curve_to (cr, 17 + side * 8, low + 1.4, 17 + side * 10.6, low + 2, 17 + side * 12.4, 36.6);
      cairo_curve_to (cr, 17 + side * 15.4, 38.2, 17 + side * 16.4, 41, 17 + side * 16.9, 43.3);
      cairo_line_to (cr, 17, 43.3);
      cairo_line_to (cr, 17, 41.6);
      cairo_close_path (cr);
      fill_between (cr, 17 - side * 2, 33, 17 + side * 17, 44, shade (self->clothes, 0.06 + 0.03 * side), 1,
                    shade (self->clothes, -0.38), 1);
      /* The edge of the opening. */
      cairo_move_to (cr, 17 + side * 4.4, low - 0.2);
      cairo_line_to (cr, 17, 41.6);
      cairo_set_line_width (cr, 0.2);
      recto_page_set_colour (cr, shade (self->clothes, -0.55), 0.8);
      cairo_stroke (cr);
    }
  if (!self->woman)
    {
      /* A tie. */
      cairo_move_to (cr, 15.9, 36.9);
      cairo_line_to (cr, 18.1, 36.9);
      cairo_line_to (cr, 17.6, 38.9);
      cairo_line_to (cr, 18.6, 43.3);
      cairo_line_to (cr, 15.4, 43.3);
      cairo_line_to (cr, 16.4, 38.9);
      cairo_close_path (cr);
      fill_between (cr, 15, 37, 19, 43, shade (self->clothes, 0.3), 1, shade (self->clothes, 0.05), 1);
    }
}

static void
face_path (cairo_t *cr)
{
  cairo_move_to (cr, 9.75, 16);
  cairo_curve_to (cr, 9.5, 9, 12, 6.4, 17, 6.4);
  cairo_curve_to (cr, 22, 6.4, 24.5, 9, 24.25, 16);
  cairo_curve_to (cr, 24.3, 20.6, 23.6, 24.2, 21.7, 26.9);
  cairo_curve_to (cr, 20, 29.4, 18.6, 30.4, 17, 30.4);
  cairo_curve_to (cr, 15.4, 30.4, 14, 29.4, 12.3, 26.9);
  cairo_curve_to (cr, 10.4, 24.2, 9.7, 20.6, 9.75, 16);
  cairo_close_path (cr);
}

static void
features (const RectoFace *self, cairo_t *cr)
{
  guint32 skin = self->skin;
  guint32 lips = self->woman ? 0xb4564f : shade (skin, -0.3);

  for (int side = -1; side <= 1; side += 2)
    {
      double x = 17 + side * 3.8 * self->eyes;

      /* Cheek, socket. */
      fill_round (cr, 17 + side * 4.2, 23.6, 2.8, 2.4, 0xe0735a, self->woman ? 0.3 : 0.16);
      fill_round (cr, x, 17.9, 2.6, 1.7, shade (skin, -0.45), 0.3);
      /* White of the eye, iris, pupil, lid. */
      cairo_move_to (cr, x - 1.95, 18.5);
      cairo_curve_to (cr, x - 1.1, 17.2, x + 1.1, 17.2, x + 1.95, 18.5);
      cairo_curve_to (cr, x + 1, 19.45, x - 1, 19.45, x - 1.95, 18.5);
      cairo_close_path (cr);
      recto_page_set_colour (cr, 0xf8f4ef, 1);
      cairo_fill_preserve (cr);
      cairo_save (cr);
      cairo_clip (cr);
      cairo_arc (cr, x, 18.35, 0.92, 0, 2 * G_PI);
      recto_page_set_colour (cr, self->iris, 1);
      cairo_fill (cr);
      cairo_arc (cr, x, 18.35, 0.62, 0, 2 * G_PI);
      recto_page_set_colour (cr, shade (self->iris, 0.16), 1);
      cairo_fill (cr);
      cairo_arc (cr, x, 18.35, 0.42, 0, 2 * G_PI);
      recto_page_set_colour (cr, 0x0a0807, 1);
      cairo_fill (cr);
      cairo_restore (cr);
      cairo_arc (cr, x + 0.3, 18.05, 0.17, 0, 2 * G_PI);
      recto_page_set_colour (cr, 0xffffff, 0.95);
      cairo_fill (cr);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
      cairo_move_to (cr, x - side * 1.95, 18.5);
      cairo_curve_to (cr, x - side * 1.1, 17.15, x + side * 1.1, 17.1, x + side * 2.2, 18.3);
      cairo_set_line_width (cr, self->woman ? 0.34 : 0.24);
      recto_page_set_colour (cr, 0x1a110d, 0.95);
      cairo_stroke (cr);
      cairo_move_to (cr, x - 1.5, 19.05);
      cairo_curve_to (cr, x - 0.8, 19.5, x + 0.8, 19.5, x + 1.5, 19.05);
      cairo_set_line_width (cr, 0.1);
      recto_page_set_colour (cr, shade (skin, -0.5), 0.7);
      cairo_stroke (cr);
      /* Brow: thick towards the nose. */
      cairo_move_to (cr, x - side * 2.1, 16.35);
      cairo_curve_to (cr, x - side * 0.9, 15.2, x + side * 0.9, 14.8, x + side * 2.5, 16);
      cairo_curve_to (cr, x + side * 0.9, 15.35, x - side * 0.8, self->woman ? 15.75 : 16.1,
                      x - side * 2, self->woman ? 16.75 : 17.1);
      cairo_close_path (cr);
      recto_page_set_colour (cr, shade (self->hair, 0.03), 0.92);
      cairo_fill (cr);
      /* Wing of the nose. */
      cairo_move_to (cr, 17 + side * 1.75, 22.8);
      cairo_curve_to (cr, 17 + side * 2.05, 23.7, 17 + side * 1.2, 24.2, 17 + side * 0.7, 23.95);
      cairo_set_line_width (cr, 0.16);
      recto_page_set_colour (cr, shade (skin, -0.4), 0.75);
      cairo_stroke (cr);
    }

  /* Nose: one side in shadow, a light along the bridge. */
  cairo_move_to (cr, 16.1, 17.6);
  cairo_curve_to (cr, 16.1, 20, 15.6, 22, 15.3, 22.9);
  cairo_curve_to (cr, 15.3, 23.8, 16.1, 24.2, 17, 24.15);
  cairo_curve_to (cr, 16.3, 22.6, 16.5, 20, 16.6, 17.8);
  cairo_close_path (cr);
  recto_page_set_colour (cr, shade (skin, -0.3), 0.45);
  cairo_fill (cr);
  fill_round (cr, 17.2, 21, 0.9, 3.4, shade (skin, 0.5), 0.5);
  cairo_move_to (cr, 15.9, 24.05);
  cairo_curve_to (cr, 16.6, 24.5, 17.4, 24.5, 18.1, 24.05);
  cairo_set_line_width (cr, 0.15);
  recto_page_set_colour (cr, shade (skin, -0.45), 0.7);
  cairo_stroke (cr);

  /* Mouth. */
  cairo_save (cr);
  cairo_translate (cr, 17, 26.25);
  cairo_scale (cr, self->mouth, 1);
  cairo_move_to (cr, -2.55, 0.05);
  cairo_curve_to (cr, -1.4, -0.55, -0.7, -0.85, 0, -0.45);
  cairo_curve_to (cr, 0.7, -0.85, 1.4, -0.55, 2.55, 0.05);
  cairo_curve_to (cr, 1.2, 0.3, -1.2, 0.3, -2.55, 0.05);
  cairo_close_path (cr);
  recto_page_set_colour (cr, shade (lips, -0.18), 1);
  cairo_fill (cr);
  cairo_move_to (cr, -2.55, 0.05);
  cairo_curve_to (cr, -1.2, 0.25, 1.2, 0.25, 2.55, 0.05);
  cairo_curve_to (cr, 1.4, 1.15, -1.4, 1.15, -2.55, 0.05);
  cairo_close_path (cr);
  recto_page_set_colour (cr, shade (lips, 0.12), 1);
  cairo_fill (cr);
  cairo_move_to (cr, -2.6, 0.05);
  cairo_curve_to (cr, -1.2, 0.3, 1.2, 0.3, 2.6, 0.05);
  cairo_set_line_width (cr, 0.13);
  recto_page_set_colour (cr, shade (lips, -0.55), 0.9);
  cairo_stroke (cr);
  cairo_restore (cr);
  fill_round (cr, 17, 27.9, 1.5, 0.6, shade (skin, -0.4), 0.35);
}

static void
front_hair (const RectoFace *self, cairo_t *cr)
{
  guint32 light = shade (self->hair, 0.09);

  if (self->woman && self->style != 2)
    {
      /* A fringe swept from one parting. */
      cairo_move_to (cr, 13.3, 11);
      cairo_curve_to (cr, 12.2, 14, 10.4, 15.4, 9.6, 18.4);
      cairo_curve_to (cr, 8.8, 16.8, 8.2, 14.6, 8.4, 12);
      cairo_curve_to (cr, 8.8, 7, 12, 4.3, 17, 4.3);
      cairo_curve_to (cr, 22.2, 4.3, 25.4, 7.2, 25.7, 12.4);
      cairo_curve_to (cr, 25.8, 15, 25.2, 17, 24.4, 18.2);
      cairo_curve_to (cr, 24, 16.8, 23.2, 16.2, 22, 15.6);
      cairo_curve_to (cr, 18.4, 14.6, 15.4, 13.2, 13.3, 11);
      cairo_close_path (cr);
      fill_between (cr, 9, 4, 25, 18, light, 1, shade (self->hair, -0.1), 1);
      /* Light on the hair. */
      cairo_move_to (cr, 17.2, 4.8);
      cairo_curve_to (cr, 21.6, 5.6, 24, 9.4, 24.4, 15.4);
      cairo_curve_to (cr, 23.2, 10.2, 21, 6.8, 17.2, 4.8);
      cairo_close_path (cr);
      recto_page_set_colour (cr, 0xb79d86, 0.42);
      cairo_fill (cr);
      cairo_move_to (cr, 15, 4.9);
      cairo_curve_to (cr, 11.4, 6.6, 9.2, 10.4, 8.7, 16);
      cairo_curve_to (cr, 10.2, 11.4, 12, 7.4, 16.4, 5.2);
      cairo_close_path (cr);
      recto_page_set_colour (cr, 0xb79d86, 0.34);
      cairo_fill (cr);
      /* Strands in front of the shoulders. */
      for (int side = -1; side <= 1; side += 2)
        {
          cairo_move_to (cr, 17 + side * 7.2, 15);
          cairo_curve_to (cr, 17 + side * 7.6, 21, 17 + side * 6.2, 25, 17 + side * 7.4,
                          self->style == 0 ? 32.6 : 27.4);
          cairo_curve_to (cr, 17 + side * 9, self->style == 0 ? 33.6 : 28.2, 17 + side * 9.8, 26, 17 + side * 9, 18);
          cairo_close_path (cr);
          fill_between (cr, 17 + side * 6, 16, 17 + side * 10, 32, shade (self->hair, 0.02), 1,
                        shade (self->hair, -0.25), 1);
        }
      return;
    }

  /* Short, or combed back: a cap over the skull with a hairline by style. */
  cairo_move_to (cr, 9.5, 16.4);
  if (!self->woman)
    cairo_curve_to (cr, 8.2, 9, 9.4, 3.6, 17, 3.4);
  else
    cairo_curve_to (cr, 8.4, 9.6, 10, 4.6, 17, 4.5);
  if (!self->woman)
    cairo_curve_to (cr, 24.6, 3.6, 25.8, 9, 24.5, 16.4);
  else
    cairo_curve_to (cr, 24, 4.6, 25.6, 9.6, 24.5, 16.4);
  cairo_curve_to (cr, 24, 14, 23.6, 12, 22.8, 10.8);
  switch (self->woman ? 1 : self->style)
    {
    case 0: /* parted */
      cairo_curve_to (cr, 19.4, 11.4, 15, 10.4, 13.4, 8.6);
      cairo_curve_to (cr, 12.6, 10.2, 11.4, 10.6, 11, 11.4);
      break;
    case 1: /* back from the brow */
      cairo_curve_to (cr, 20.6, 7.8, 13.4, 7.8, 11.2, 10.8);
      break;
    default: /* cropped, straight in front */
      cairo_curve_to (cr, 22, 9.4, 12, 9.4, 11.2, 10.8);
      break;
    }
  cairo_curve_to (cr, 10.4, 12, 10, 14, 9.5, 16.4);
  cairo_close_path (cr);
  fill_between (cr, 9, 3, 25, 15, light, 1, shade (self->hair, -0.15), 1);
  cairo_move_to (cr, 12, 7.4);
  cairo_curve_to (cr, 14.4, 5, 18.6, 4.6, 21, 5.6);
  cairo_curve_to (cr, 18, 5.6, 14.8, 6.2, 12, 7.4);
  cairo_close_path (cr);
  recto_page_set_colour (cr, 0xb79d86, 0.28);
  cairo_fill (cr);
}

void
recto_face_draw (const RectoFace *self, cairo_t *cr)
{
  cairo_pattern_t *pattern;

  cairo_rectangle (cr, 0, 0, recto_photo_area.width, recto_photo_area.height);
  fill_between (cr, 4, 0, 30, 43, 0xd3dce9, 1, 0xbccadb, 1);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, recto_photo_area.width, recto_photo_area.height);
  cairo_clip (cr);

  back_hair (self, cr);
  body (self, cr);
  cairo_save (cr);
  cairo_translate (cr, 17, 0);
  cairo_scale (cr, self->width, 1);
  cairo_translate (cr, -17, 0);
  if (!self->woman || self->style == 2)
    for (int side = -1; side <= 1; side += 2)
      {
        /* Ears. */
        cairo_save (cr);
        cairo_translate (cr, 17 + side * 7.5, 19.4);
        cairo_scale (cr, 1.1, 2.2);
        cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
        cairo_restore (cr);
        recto_page_set_colour (cr, shade (self->skin, -0.14), 1);
        cairo_fill (cr);
      }
  face_path (cr);
  fill_between (cr, 10, 8, 24, 30, shade (self->skin, 0.1), 1, shade (self->skin, -0.1), 1);
  /* The side away from the lamp, and the jaw. */
  face_path (cr);
  pattern = cairo_pattern_create_radial (15.4, 16.5, 4, 16.6, 17.5, 14.2);
  add_stop (pattern, 0, shade (self->skin, 0.3), 0.35);
  add_stop (pattern, 0.5, self->skin, 0);
  add_stop (pattern, 1, shade (self->skin, -0.5), 0.6);
  cairo_set_source (cr, pattern);
  cairo_fill (cr);
  cairo_pattern_destroy (pattern);
  if (self->beard)
    {
      cairo_move_to (cr, 9.9, 19.6);
      cairo_curve_to (cr, 10.6, 23.6, 12, 24.4, 13.4, 24.6);
      cairo_curve_to (cr, 15, 24.8, 16, 24.9, 17, 24.9);
      cairo_curve_to (cr, 18, 24.9, 19, 24.8, 20.6, 24.6);
      cairo_curve_to (cr, 22, 24.4, 23.4, 23.6, 24.1, 19.6);
      cairo_curve_to (cr, 24, 23.6, 23.4, 26, 21.8, 28);
      cairo_curve_to (cr, 20.2, 30.3, 18.6, 31, 17, 31);
      cairo_curve_to (cr, 15.4, 31, 13.8, 30.3, 12.2, 28);
      cairo_curve_to (cr, 10.6, 26, 10, 23.6, 9.9, 19.6);
      cairo_close_path (cr);
      fill_between (cr, 17, 19, 17, 29, self->hair, 0.1, self->hair, 0.86);
    }
  features (self, cr);
  front_hair (self, cr);
  cairo_restore (cr);
  cairo_restore (cr);
}

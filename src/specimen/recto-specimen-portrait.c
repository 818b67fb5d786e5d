/* recto-specimen-portrait.c: portrait, ghost portrait and signature on the page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <math.h>

const RectoArea recto_photo_area = { 7.0, 15.0, 34.0, 43.3 };

/* A straight run of colours from the darkest to the lightest tone, and how opaque it is. */
typedef struct
{
  guint32 dark;
  guint32 light;
  double alpha;
} Tones;

/* Gives what was drawn in white light's colours the tones of another light. */
static void
retone (cairo_surface_t *surface, const Tones *tones)
{
  int width, height, stride;
  guint8 *data;
  guint opacity = (guint) (tones->alpha * 256 + 0.5);
  guint8 table[3][256];

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (guint c = 0; c < 3; c++)
    {
      int dark = (tones->dark >> (16 - 8 * c)) & 255;
      int light = (tones->light >> (16 - 8 * c)) & 255;

      for (int i = 0; i < 256; i++)
        table[c][i] = (guint8) (dark + ((light - dark) * i + (light >= dark ? 127 : -127)) / 255);
    }
  for (int y = 0; y < height; y++)
    {
      guint32 *row = (guint32 *) (data + (gsize) y * stride);

      for (int x = 0; x < width; x++)
        {
          guint alpha = row[x] >> 24;
          guint r, g, b, grey;

          if (alpha == 0)
            continue;
          /* Premultiplied; the edge pixels of a turned photo are the only ones not opaque. */
          r = (row[x] >> 16) & 255;
          g = (row[x] >> 8) & 255;
          b = row[x] & 255;
          grey = MIN (255, (r * 77 + g * 150 + b * 29) / alpha * 255 / 256);
          alpha = alpha * opacity >> 8;
          row[x] = alpha << 24 | (table[0][grey] * alpha / 255) << 16
                   | (table[1][grey] * alpha / 255) << 8 | (table[2][grey] * alpha / 255);
        }
    }
  cairo_surface_mark_dirty (surface);
}

static void
paint_face (RectoPage *self, const RectoFace *face, double x, double y, double scale,
            const Tones *tones)
{
  cairo_t *cr = self->cr;
  cairo_pattern_t *group;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  if (tones == NULL)
    {
      recto_face_draw (face, cr);
      cairo_restore (cr);
      return;
    }
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, recto_photo_area.width, recto_photo_area.height);
  cairo_clip (cr);
  cairo_push_group (cr);
  recto_face_draw (face, cr);
  group = cairo_pop_group (cr);
  cairo_restore (cr);
  {
    cairo_surface_t *surface = NULL;

    if (cairo_pattern_get_surface (group, &surface) == CAIRO_STATUS_SUCCESS
        && cairo_surface_get_type (surface) == CAIRO_SURFACE_TYPE_IMAGE
        && cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
      retone (surface, tones);
  }
  /* The group lies on the device's own pixels: no resampling. */
  cairo_pattern_set_filter (group, CAIRO_FILTER_NEAREST);
  cairo_set_source (cr, group);
  cairo_paint (cr);
  cairo_pattern_destroy (group);
  cairo_restore (cr);
}

void
recto_page_portrait (RectoPage *self)
{
  static const Tones genuine[]
      = { { 0, 0, 0 }, { 0x0a0718, 0x2c2850, 1 }, { 0x8a8a8a, 0xd2d2d2, 1 } };
  static const Tones substituted[]
      = { { 0, 0, 0 }, { 0x2b3263, 0xa9bdf6, 1 }, { 0x1c1c1c, 0xe6e6e6, 1 } };
  const RectoArea *area = &recto_photo_area;
  gboolean forged = (self->options->forgery & RECTO_FORGERY_PHOTO) != 0;
  const Tones *tones = forged ? substituted : genuine;
  cairo_t *cr = self->cr;
  RectoFace face;

  recto_face_init (&face, self->options->seed,
                   forged ? RECTO_STREAM_OTHER_PORTRAIT : RECTO_STREAM_PORTRAIT,
                   self->holder->sex == 'F');
  if (forged && self->options->seed == 1)
    {
      /* Of the first specimen's holder a lesson expects somebody clearly different. */
      face.hair = 0x4d321f;
      face.style = 1;
      face.clothes = 0x5b2f3a;
      face.skin = 0xc38a5f;
    }
  paint_face (self, &face, area->x, area->y, 1,
              self->light == RECTO_SPECIMEN_WHITE ? NULL : &tones[self->light]);
  if (forged)
    {
      /* The cut edge: a shadow in white light and infrared, a bright rim under UV. */
      static const RectoInk edge = { 0x5e6472, 0.55, 0xcfe0ff, 0.95, 0x4a4a4a, 0.6 };

      recto_page_set_ink (self, &edge);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
      cairo_set_line_width (cr, self->light == RECTO_SPECIMEN_UV365 ? 0.5 : 0.16);
      cairo_rectangle (cr, area->x, area->y, area->width, area->height);
      cairo_stroke (cr);
    }
}

void
recto_page_ghost (RectoPage *self)
{
  static const Tones tones[]
      = { { 0x6d7488, 0xe9eaf0, 0.62 }, { 0x0c0920, 0x25214a, 0.9 }, { 0xbdbdbd, 0xdadada, 0.75 } };
  /* Its ink dims paper that glows and does not hide it. */
  static const Tones on_bright = { 0x0c0920, 0x9ca6e8, 0.5 };
  gboolean bright = self->light == RECTO_SPECIMEN_UV365 && (self->options->forgery & RECTO_FORGERY_PAPER);
  RectoFace face;

  /* Always the true holder: a substituted photo leaves it as it was. */
  recto_face_init (&face, self->options->seed, RECTO_STREAM_PORTRAIT, self->holder->sex == 'F');
  paint_face (self, &face, 107, 24, 0.338, bright ? &on_bright : &tones[self->light]);
}

void
recto_page_signature (RectoPage *self)
{
  static const RectoInk ink = { 0x1c2746, 0.95, 0x08061a, 0.7, 0x6e6e6e, 0.55 };
  cairo_t *cr = self->cr;
  RectoRandom random;
  double x = 9.2, y = 67;
  guint loops;

  recto_random_init (&random, self->options->seed, RECTO_STREAM_SIGNATURE);
  if (!recto_page_set_ink (self, &ink))
    return;
  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, 0.3);
  cairo_move_to (cr, x, y);
  loops = 3 + recto_random_below (&random, 3);
  for (guint i = 0; i < loops; i++)
    {
      double high = (i == 0 || i == 2) ? recto_random_range (&random, 4.2, 5.4)
                                       : recto_random_range (&random, 1.8, 3);
      double wide = recto_random_range (&random, 2.6, 3.6);
      double dip = recto_random_range (&random, -0.3, 0.8);

      cairo_curve_to (cr, x + 0.9, y - high * 0.8, x + wide * 0.75, y - high * 1.25, x + wide * 0.85, y - high * 0.75);
      cairo_curve_to (cr, x + wide * 0.92, y - high * 0.3, x + wide * 0.7, y, x + wide, 67 + dip);
      x += wide;
      y = 67 + dip;
    }
  cairo_curve_to (cr, x + 1.6, y - 2.6, x + 3, y - 1.2, x + 5, 65.6);
  cairo_curve_to (cr, x + 9, 65.4, 35, 65.6, 39.4, recto_random_range (&random, 64.2, 65.2));
  cairo_stroke (cr);
  cairo_restore (cr);
}

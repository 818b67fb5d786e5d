/* recto-specimen.c: the page of one light, from its elements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <glib/gi18n.h>
#include <math.h>

void
recto_specimen_options_init (RectoSpecimenOptions *options)
{
  *options = (RectoSpecimenOptions){ .dpi = 600, .seed = 1, .displaced = TRUE };
}

gboolean
recto_forgery_from_string (const char *text, RectoForgery *forgery)
{
  static const struct
  {
    const char *name;
    guint value;
  } kinds[] = {
    { "none", RECTO_FORGERY_NONE },   { "photo", RECTO_FORGERY_PHOTO }, { "paper", RECTO_FORGERY_PAPER },
    { "digit", RECTO_FORGERY_DIGIT }, { "mrz", RECTO_FORGERY_MRZ },     { "fibres", RECTO_FORGERY_FIBRES },
    { "all", RECTO_FORGERY_PHOTO | RECTO_FORGERY_PAPER | RECTO_FORGERY_DIGIT | RECTO_FORGERY_MRZ
                 | RECTO_FORGERY_FIBRES },
  };
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint result = 0;

  if (words[0] == NULL)
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint k = 0;

      while (k < G_N_ELEMENTS (kinds) && g_strcmp0 (g_strstrip (words[i]), kinds[k].name) != 0)
        k++;
      if (k == G_N_ELEMENTS (kinds))
        return FALSE;
      result |= kinds[k].value;
    }
  *forgery = (RectoForgery) result;
  return TRUE;
}

gboolean
recto_specimen_check (const RectoSpecimenOptions *options, GError **error)
{
  const char *words = NULL;

  if (!(options->dpi >= 50 && options->dpi <= 2400))
    words = _("A specimen is drawn at 50 to 2400 dpi. Choose a resolution in between.");
  else if (!(options->max_rotation >= 0 && options->max_rotation <= 180))
    words = _("The greatest rotation between lights must be 0 to 180 degrees.");
  else if (!(options->max_scale >= 0 && options->max_scale <= 0.5))
    words = _("The greatest change of scale between lights must be 0 to 0.5.");
  else if (!(options->max_shift >= 0 && options->max_shift <= 0.5))
    words = _("The greatest shift between lights must be 0 to 0.5 of the width.");
  else if (!(options->noise >= 0 && options->noise <= 60))
    words = _("The noise must be 0 to 60 levels.");
  if (words != NULL)
    g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED, words);
  return words == NULL;
}

void
recto_specimen_size (const RectoSpecimenOptions *options, guint *width, guint *height)
{
  *width = (guint) (RECTO_PAGE_WIDTH * options->dpi / 25.4 + 0.5);
  *height = (guint) (RECTO_PAGE_HEIGHT * options->dpi / 25.4 + 0.5);
}

double
recto_specimen_noise (const RectoSpecimenOptions *options, RectoSpecimenLight light)
{
  static const double usual[] = { 1.1, 1.8, 1.5 };

  return options->noise > 0 ? options->noise : usual[light];
}

void
recto_specimen_transform (const RectoSpecimenOptions *options, RectoSpecimenLight light,
                          RectoMatrix3 *transform)
{
  double max_rotation = options->max_rotation > 0 ? options->max_rotation : 1.5;
  double max_scale = options->max_scale > 0 ? options->max_scale : 0.01;
  double max_shift = options->max_shift > 0 ? options->max_shift : 0.015;
  RectoRandom random;
  guint width, height;
  double angle, scale, dx, dy, cx, cy, c, s;

  *transform = recto_matrix3_identity;
  if (light == RECTO_SPECIMEN_WHITE || !options->displaced)
    return;
  recto_specimen_size (options, &width, &height);
  recto_random_init (&random, options->seed, RECTO_STREAM_DISPLACEMENT + light);
  angle = recto_random_range (&random, -max_rotation, max_rotation) * G_PI / 180;
  scale = 1 + recto_random_range (&random, -max_scale, max_scale);
  dx = recto_random_range (&random, -max_shift, max_shift) * width;
  dy = recto_random_range (&random, -max_shift, max_shift) * width;
  /* About the middle of the picture. */
  cx = (width - 1) / 2.0;
  cy = (height - 1) / 2.0;
  c = scale * cos (angle);
  s = scale * sin (angle);
  *transform = (RectoMatrix3){ { c, -s, cx + dx - c * cx + s * cy, s, c, cy + dy - s * cx - c * cy, 0, 0, 1 } };
}

static void
draw_microprint (RectoPage *self)
{
  static const RectoInk line = { 0x5c6f9e, 0.55, 0, 0, 0, 0 };
  static const RectoInk ink = { 0x2f4272, 0.95, 0x07051a, 0.5, 0, 0 };
  g_autoptr (GString) text = g_string_new (NULL);
  cairo_t *cr = self->cr;

  for (guint i = 0; i < 26; i++)
    g_string_append (text, "UTOPIA");
  if (recto_page_set_ink (self, &line))
    {
      cairo_set_line_width (cr, 0.09);
      for (guint i = 0; i < 2; i++)
        {
          cairo_move_to (cr, 47.1, 63 + 1.5 * i);
          cairo_line_to (cr, 118.5, 63 + 1.5 * i);
        }
      cairo_stroke (cr);
    }
  cairo_save (cr);
  cairo_rectangle (cr, 47.1, 62, 71.4, 4);
  cairo_clip (cr);
  recto_page_letters (self, RECTO_LETTERS_LABEL, 47.2, 64.05, 0.86, 0.12, text->str, &ink);
  cairo_restore (cr);
}

static void
draw_glowing_row (RectoPage *self)
{
  static const RectoInk ink = { 0, 0, 0xff7f35, 0.8, 0, 0 };

  for (guint i = 0; i < 7; i++)
    recto_page_letters (self, RECTO_LETTERS_TITLE, 47.1 + i * 10.5, 67.6, 1.75, 0.12, "UTOPIA", &ink);
}

static void
draw_words (RectoPage *self)
{
  static const RectoInk title = { 0x1c3468, 0.97, 0x080622, 0.6, 0xb4b4b4, 0.35 };
  static const RectoInk label = { 0x3a5590, 0.92, 0x090720, 0.45, 0, 0 };
  static const RectoInk data = { 0x121216, 0.97, 0x060414, 0.72, 0x202020, 0.96 };
  const RectoHolder *holder = self->holder;
  const char sex[] = { holder->sex, '\0' };
  const struct
  {
    double x, y;
    const char *label;
    const char *data;
  } fields[] = {
    { 47.1, 13.7, "Type", "P" },
    { 60.1, 13.7, "Code", "UTO" },
    { 92.1, 13.7, "Passport no. / N° du passeport", NULL },
    { 47.1, 20.7, "Surname / Nom", holder->surname },
    { 47.1, 27.7, "Given names / Prénoms", holder->given },
    { 47.1, 34.7, "Nationality / Nationalité", "UTOPIAN" },
    { 47.1, 41.7, "Date of birth / Date de naissance", holder->birth },
    { 82.1, 41.7, "Place of birth / Lieu de naissance", holder->place },
    { 47.1, 48.7, "Sex / Sexe", sex },
    { 60.1, 48.7, "Date of issue / Date de délivrance", holder->issue },
    { 92.1, 48.7, "Authority / Autorité", "MIN. INT. 04" },
    { 47.1, 55.7, "Date of expiry / Date d’expiration", holder->expiry },
  };

  recto_page_letters (self, RECTO_LETTERS_TITLE, 47, 7.9, 4.9, 0.75, "UTOPIA", &title);
  recto_page_letters (self, RECTO_LETTERS_LABEL, 80, 7.75, 2.7, 0.3, "PASSPORT · PASSEPORT", &title);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      recto_page_letters (self, RECTO_LETTERS_LABEL, fields[i].x, fields[i].y, 1.42, 0, fields[i].label, &label);
      if (fields[i].data != NULL)
        recto_page_letters (self, RECTO_LETTERS_DATA, fields[i].x, fields[i].y + 3.8, 2.95, 0.02,
                            fields[i].data, &data);
    }
}

static void
draw_mrz (RectoPage *self)
{
  static const RectoInk ink = { 0x111114, 0.98, 0x060414, 0.74, 0x1b1b1b, 0.98 };

  recto_page_mrz_line (self, 0, &ink);
  recto_page_mrz_line (self, 1, &ink);
}

static void
draw_scene (RectoPage *self)
{
  typedef void (*Element) (RectoPage *self);
  gboolean uv = self->light == RECTO_SPECIMEN_UV365;
  /* The pattern is printed across the photo's edge; a photo laid over the page later covers its part of it. */
  gboolean covered = (self->options->forgery & RECTO_FORGERY_PHOTO) != 0;
  /* In white light the emblem stands behind the rosette; its glowing overprint lies on it. */
  const Element elements[] = {
    recto_page_background,
    recto_page_waves,
    uv ? recto_page_rosettes : recto_page_emblem,
    uv ? recto_page_emblem : recto_page_rosettes,
    recto_page_signature_rosette,
    recto_page_fibres,
    recto_page_ghost,
    covered ? recto_page_edge_rosette : recto_page_portrait,
    covered ? recto_page_portrait : recto_page_edge_rosette,
    draw_glowing_row,
    draw_microprint,
    recto_page_erasure,
    draw_words,
    recto_page_number,
    recto_page_signature,
    draw_mrz,
  };

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      /* No element leaves a line width or a clip behind for the next one. */
      cairo_save (self->cr);
      elements[i](self);
      cairo_restore (self->cr);
    }
}

/* What lies around a page that was not put down straight: the dark box, or the scanner's lid. */
static void
draw_surround (RectoPage *self)
{
  static const RectoInk lid = { 0x26262a, 1, 0x030208, 1, 0x2c2c2c, 1 };
  cairo_t *cr = self->cr;

  recto_page_set_ink (self, &lid);
  cairo_rectangle (cr, -400, -400, 1000, 1000);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill (cr);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_WINDING);
}

RectoImage *
recto_specimen_draw (const RectoSpecimenOptions *options, RectoSpecimenLight light,
                     RectoMatrix3 *transform, GError **error)
{
  double per_mm = options->dpi / 25.4;
  RectoHolder holder;
  RectoPage page = { .light = light, .options = options, .holder = &holder };
  RectoMatrix3 to_white, to_page, from_white;
  RectoImage *image = NULL;
  cairo_surface_t *surface;
  cairo_matrix_t matrix;
  guint width, height;

  g_assert (light <= RECTO_SPECIMEN_IR);
  if (!recto_specimen_check (options, error))
    return NULL;
  page.ocrb = recto_ocrb_load (&page.ocrb_size, error);
  if (page.ocrb == NULL)
    return NULL;

  recto_holder_init (&holder, options);
  recto_specimen_size (options, &width, &height);
  recto_specimen_transform (options, light, &to_white);
  if (!recto_matrix3_invert (&to_white, &from_white))
    g_assert_not_reached ();
  page.width = width / per_mm;
  page.height = height / per_mm;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  page.cr = cairo_create (surface);

  /* Cairo's pixel centres are at halves, ours at integers. */
  cairo_translate (page.cr, 0.5, 0.5);
  cairo_matrix_init (&matrix, from_white.m[0], from_white.m[3], from_white.m[1], from_white.m[4],
                     from_white.m[2], from_white.m[5]);
  cairo_transform (page.cr, &matrix);
  cairo_translate (page.cr, -0.5, -0.5);
  cairo_scale (page.cr, per_mm, per_mm);
  cairo_set_tolerance (page.cr, 0.1);
  draw_scene (&page);
  if (!recto_matrix3_is_identity (&to_white))
    draw_surround (&page);

  if (cairo_status (page.cr) != CAIRO_STATUS_SUCCESS)
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                 _("The specimen could not be drawn: %s. Try a lower resolution."),
                 cairo_status_to_string (cairo_status (page.cr)));
  else
    {
      const RectoMatrix3 scale = { { 1 / per_mm, 0, 0.5 / per_mm, 0, 1 / per_mm, 0.5 / per_mm, 0, 0, 1 } };

      to_page = recto_matrix3_multiply (&scale, &to_white);
      image = recto_capture (surface, options, light, &to_page, page.width, page.height, error);
    }
  cairo_destroy (page.cr);
  cairo_surface_destroy (surface);
  cairo_font_face_destroy (page.ocrb);
  if (image == NULL)
    return NULL;
  recto_image_set_dpi (image, options->dpi, options->dpi);
  if (transform != NULL)
    *transform = to_white;
  return image;
}

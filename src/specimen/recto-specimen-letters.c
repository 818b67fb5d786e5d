/* recto-specimen-letters.c: printed words and the MRZ
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Letters are filled as paths. Cairo sets glyph images on whole pixels, which would put
 * letters up to half a pixel beside the place that truth.json states.
 */

#include "config.h"
#include "recto-specimen-private.h"

#include <cairo-ft.h>
#include <fontconfig/fontconfig.h>
#include <glib/gi18n.h>

/* Pango lays out in hundredths of a millimetre, fine enough for its integers. */
#define LAYOUT_SCALE 100.0

static const struct
{
  const char *families;
  PangoWeight weight;
} faces[] = {
  [RECTO_LETTERS_LABEL] = { "Nimbus Sans, Liberation Sans, Arimo, DejaVu Sans, Sans", PANGO_WEIGHT_NORMAL },
  [RECTO_LETTERS_DATA] = { "Nimbus Sans, Liberation Sans, Arimo, DejaVu Sans, Sans", PANGO_WEIGHT_BOLD },
  [RECTO_LETTERS_TITLE] = { "C059, DejaVu Serif, Noto Serif, Serif", PANGO_WEIGHT_BOLD },
};

static PangoLayout *
create_layout (RectoLetters letters, double size, double spacing, const char *text)
{
  /* The layout knows nothing of where it will be drawn: the same distances at every resolution and rotation. */
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string (faces[letters].families);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("en"));
  pango_font_description_set_weight (font, faces[letters].weight);
  pango_font_description_set_absolute_size (font, size * LAYOUT_SCALE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  if (spacing != 0)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (
          attributes, pango_attr_letter_spacing_new ((int) (spacing * LAYOUT_SCALE * PANGO_SCALE)));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  pango_layout_set_text (layout, text, -1);
  cairo_font_options_destroy (options);
  pango_font_description_free (font);
  g_object_unref (context);
  return layout;
}

void
recto_page_letters (RectoPage *self, RectoLetters letters, double x, double y, double size,
                    double spacing, const char *text, const RectoInk *ink)
{
  cairo_t *cr = self->cr;
  PangoLayout *layout;

  if (!recto_page_set_ink (self, ink))
    return;
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, 1 / LAYOUT_SCALE, 1 / LAYOUT_SCALE);
  layout = create_layout (letters, size, spacing, text);
  /* Pango puts half of the spacing before the first letter. */
  cairo_move_to (cr, -spacing * LAYOUT_SCALE / 2, 0);
  pango_cairo_layout_line_path (cr, pango_layout_get_line_readonly (layout, 0));
  cairo_fill (cr);
  g_object_unref (layout);
  cairo_restore (cr);
}

void
recto_page_character (RectoPage *self, RectoLetters letters, double x, double y, double size,
                      char character, const RectoInk *ink)
{
  const char text[] = { character, '\0' };
  cairo_t *cr = self->cr;
  PangoLayout *layout;
  PangoRectangle extents;

  if (!recto_page_set_ink (self, ink))
    return;
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, 1 / LAYOUT_SCALE, 1 / LAYOUT_SCALE);
  layout = create_layout (letters, size, 0, text);
  pango_layout_get_extents (layout, NULL, &extents);
  cairo_move_to (cr, -(double) extents.width / PANGO_SCALE / 2, 0);
  pango_cairo_layout_line_path (cr, pango_layout_get_line_readonly (layout, 0));
  cairo_fill (cr);
  g_object_unref (layout);
  cairo_restore (cr);
}

static cairo_scaled_font_t *
scale_font (cairo_font_face_t *face, double size)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_matrix_t font, identity;
  cairo_scaled_font_t *scaled;

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_matrix_init_scale (&font, size, size);
  cairo_matrix_init_identity (&identity);
  scaled = cairo_scaled_font_create (face, &font, &identity, options);
  cairo_font_options_destroy (options);
  return scaled;
}

cairo_font_face_t *
recto_ocrb_load (double *size, GError **error)
{
  /* The family also holds outlined, sharp and inverted faces: the file is chosen by its style. */
  static const char *const names[] = { "OCR B", "OCR-B", "OCRB" };
  cairo_font_face_t *face = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names) && face == NULL; i++)
    {
      FcPattern *pattern = FcPatternBuild (NULL, FC_FAMILY, FcTypeString, names[i], FC_OUTLINE,
                                           FcTypeBool, FcTrue, NULL);
      FcObjectSet *objects = FcObjectSetBuild (FC_FAMILY, FC_STYLE, FC_FILE, FC_INDEX, NULL);
      FcFontSet *set = FcFontList (NULL, pattern, objects);

      for (int j = 0; set != NULL && j < set->nfont && face == NULL; j++)
        {
          FcChar8 *style = NULL;

          if (FcPatternGetString (set->fonts[j], FC_STYLE, 0, &style) == FcResultMatch
              && g_ascii_strcasecmp ((const char *) style, "Regular") == 0)
            {
              cairo_font_face_t *found = cairo_ft_font_face_create_for_pattern (set->fonts[j]);

              if (cairo_font_face_status (found) == CAIRO_STATUS_SUCCESS)
                face = found;
              else
                cairo_font_face_destroy (found);
            }
        }
      if (set != NULL)
        FcFontSetDestroy (set);
      FcObjectSetDestroy (objects);
      FcPatternDestroy (pattern);
    }

  if (face != NULL)
    {
      cairo_scaled_font_t *scaled = scale_font (face, 1000);
      cairo_text_extents_t extents;

      cairo_scaled_font_text_extents (scaled, "<", &extents);
      cairo_scaled_font_destroy (scaled);
      if (extents.x_advance > 100)
        {
          *size = RECTO_MRZ_PITCH * 1000 / extents.x_advance;
          return face;
        }
      cairo_font_face_destroy (face);
    }
  g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                       _("The font OCR-B, in which the MRZ is printed, is missing. Install the "
                         "Debian package fonts-ocr-b and try again."));
  return NULL;
}

double
recto_mrz_column_x (guint column)
{
  return (RECTO_PAGE_WIDTH - RECTO_MRZ_LENGTH * RECTO_MRZ_PITCH) / 2 + column * RECTO_MRZ_PITCH;
}

double
recto_mrz_line_y (guint line)
{
  return line == 0 ? 76.5 : 82.85;
}

void
recto_page_mrz_line (RectoPage *self, guint line, const RectoInk *ink)
{
  const char *text = self->holder->mrz[line];
  cairo_t *cr = self->cr;

  if (!recto_page_set_ink (self, ink))
    return;
  cairo_save (cr);
  /* Outlines are taken at a large size and scaled, so that FreeType's 1/64 units do not show. */
  cairo_set_font_face (cr, self->ocrb);
  for (guint i = 0; i < RECTO_MRZ_LENGTH; i++)
    {
      const char character[] = { text[i], '\0' };
      gboolean changed = line == 1 && (int) i == self->holder->changed_mrz;
      cairo_font_options_t *options = cairo_font_options_create ();

      cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
      cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
      cairo_set_font_options (cr, options);
      cairo_font_options_destroy (options);
      cairo_set_font_size (cr, self->ocrb_size);
      /* An altered character sits a little low, in another ink. */
      if (changed)
        {
          static const RectoInk other = { 0x2b2a30, 1, 0x0b0918, 0.6, 0x8c8c8c, 0.8 };

          recto_page_set_ink (self, &other);
        }
      cairo_move_to (cr, recto_mrz_column_x (i), recto_mrz_line_y (line) + (changed ? 0.09 : 0));
      cairo_text_path (cr, character);
      cairo_fill (cr);
      if (changed)
        recto_page_set_ink (self, ink);
    }
  cairo_restore (cr);
}

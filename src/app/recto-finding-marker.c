/* recto-finding-marker.c: the number of a finding in the look of its result
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-finding-marker.h"

#define SIZE 22

struct _RectoFindingMarker
{
  GtkWidget parent_instance;

  guint number;
  RectoAnnotationStyle style;
};

G_DEFINE_FINAL_TYPE (RectoFindingMarker, recto_finding_marker, GTK_TYPE_WIDGET)

static const struct
{
  const char *colour;
  gboolean filled;
  gboolean dotted;
} looks[] = {
  [RECTO_STYLE_DEVIATES] = { "#ff7b63", TRUE, FALSE },
  [RECTO_STYLE_ABSENT] = { "#ff7b63", TRUE, FALSE },
  [RECTO_STYLE_DISTURBED] = { "#ffbe6f", TRUE, FALSE },
  [RECTO_STYLE_AS_EXPECTED] = { "#57e389", FALSE, FALSE },
  [RECTO_STYLE_NOT_ASSESSABLE] = { "#c0bfbc", FALSE, TRUE },
  [RECTO_STYLE_NO_REFERENCE] = { "#99c1f1", FALSE, TRUE },
};

static void
recto_finding_marker_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                              int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = SIZE;
  *natural = SIZE;
}

static void
recto_finding_marker_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RectoFindingMarker *self = RECTO_FINDING_MARKER (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  g_autofree char *text = g_strdup_printf ("%u", self->number);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  PangoFontDescription *font = pango_font_description_from_string ("Sans Bold");
  int text_width, text_height;
  double x = width / 2, y = height / 2;
  GdkRGBA colour;
  cairo_t *cr;

  gdk_rgba_parse (&colour, looks[self->style].colour);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  cairo_arc (cr, x, y, SIZE / 2.0 - 1.5, 0, 2 * G_PI);
  if (looks[self->style].filled)
    {
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_fill (cr);
    }
  else
    {
      const double dots[] = { 2, 2.4 };

      /* A ring on black, as on the page, so that it shows in the light style too. */
      cairo_set_source_rgb (cr, 0.13, 0.13, 0.13);
      cairo_fill_preserve (cr);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_set_line_width (cr, 2);
      if (looks[self->style].dotted)
        cairo_set_dash (cr, dots, 2, 0);
      cairo_stroke (cr);
    }

  pango_font_description_set_absolute_size (font, (self->number < 100 ? 12.5 : 10) * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  if (looks[self->style].filled)
    cairo_set_source_rgb (cr, 0.106, 0.106, 0.106);
  else
    gdk_cairo_set_source_rgba (cr, &colour);
  cairo_move_to (cr, x - text_width / 2.0, y - text_height / 2.0);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
}

static void
recto_finding_marker_class_init (RectoFindingMarkerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = recto_finding_marker_measure;
  widget_class->snapshot = recto_finding_marker_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
recto_finding_marker_init (RectoFindingMarker *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
recto_finding_marker_new (void)
{
  return g_object_new (RECTO_TYPE_FINDING_MARKER, NULL);
}

void
recto_finding_marker_set (RectoFindingMarker *self, guint number, RectoAnnotationStyle style)
{
  g_return_if_fail (RECTO_IS_FINDING_MARKER (self));
  g_return_if_fail (style < G_N_ELEMENTS (looks));

  self->number = number;
  self->style = style;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

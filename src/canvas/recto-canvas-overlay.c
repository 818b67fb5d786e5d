/* recto-canvas-overlay.c: the sheets above the picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notes: annotations and the scale bar, which change seldom. Hand: curtain line, lens ring, rubber band, handles, points and focus, which move.
 */

#include "config.h"
#include "recto-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

static void
draw_scale_bar (RectoCanvas *self, GtkSnapshot *snapshot)
{
  static const double steps[] = { 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100 };
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double unit = self->px_per_mm / recto_canvas_page_length (self, 1); /* widget units per mm */
  double mm = steps[0], length, x, y, card;
  g_autofree char *text = NULL;
  PangoLayout *layout;
  PangoFontDescription *font;
  int text_width, text_height;
  cairo_t *cr;

  if (self->px_per_mm <= 0 || self->page_width == 0 || width < 260)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * unit <= 90)
      mm = steps[i];
  length = round (mm * unit);
  text = g_strdup_printf (_("%g mm"), mm);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));
  pango_font_description_set_absolute_size (font, 12 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  card = text_width + length + 8 + 24;
  x = width - 16 - card;
  y = height - 16 - 26;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) card, 26));
  /* On a ground of its own: it may lie on white paper. */
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_rectangle (cr, x, y, card, 26);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_move_to (cr, x + 12, y + 13 - text_height / 2.0);
  pango_cairo_show_layout (cr, layout);
  x = floor (x + 12 + text_width + 8) + 0.5;
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, floor (y) + 12.5);
  cairo_line_to (cr, x, floor (y) + 18.5);
  cairo_line_to (cr, x + length, floor (y) + 18.5);
  cairo_line_to (cr, x + length, floor (y) + 12.5);
  cairo_stroke (cr);
  cairo_destroy (cr);
  pango_font_description_free (font);
  g_object_unref (layout);
}

/* The part of the view where A or B alone is seen, with the curtain or the torch. */
static void
push_half (RectoCanvas *self, GtkSnapshot *snapshot, gboolean b)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  gboolean vertical, b_after;
  int position;
  float line;

  if (self->composition.mode == RECTO_MODE_TORCH && b)
    {
      RectoPoint centre = recto_canvas_page_to_widget (self, self->composition.torch);
      float radius = (float) (self->composition.torch_radius / recto_canvas_page_length (self, 1));
      GskRoundedRect circle;

      gsk_rounded_rect_init_from_rect (&circle,
                                       &GRAPHENE_RECT_INIT ((float) centre.x - radius, (float) centre.y - radius,
                                                            2 * radius, 2 * radius),
                                       radius);
      gtk_snapshot_push_rounded_clip (snapshot, &circle);
      return;
    }
  if (!recto_canvas_get_curtain (self, &vertical, &b_after, &position))
    {
      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
      return;
    }
  line = (float) position / (float) self->scale;
  line = CLAMP (line, 0, vertical ? width : height);
  if (vertical)
    gtk_snapshot_push_clip (snapshot, b == b_after ? &GRAPHENE_RECT_INIT (line, 0, width - line, height)
                                                   : &GRAPHENE_RECT_INIT (0, 0, line, height));
  else
    gtk_snapshot_push_clip (snapshot, b == b_after ? &GRAPHENE_RECT_INIT (0, line, width, height - line)
                                                   : &GRAPHENE_RECT_INIT (0, 0, width, line));
}

/* Before drawing marks, and after: they stay off a picture that is not aligned. */
static gboolean
begin_marks (RectoCanvas *self, GtkSnapshot *snapshot)
{
  if (!recto_canvas_shows_marks (self))
    return FALSE;
  if (self->placed[0] != self->placed[1])
    push_half (self, snapshot, self->placed[1]);
  return TRUE;
}

static void
end_marks (RectoCanvas *self, GtkSnapshot *snapshot)
{
  if (self->placed[0] == self->placed[1])
    return;
  gtk_snapshot_pop (snapshot);
  if (self->composition.mode == RECTO_MODE_TORCH && !self->placed[1] && self->n_layers == 2)
    recto_canvas_draw_lens (self, snapshot);
}

void
recto_canvas_draw_notes (RectoCanvas *self, GtkSnapshot *snapshot)
{
  gboolean reshaping = self->draft != NULL
                       && (self->drag == DRAG_SHAPE || self->drag == DRAG_HANDLE);

  if (self->page_width == 0 || self->viewport == NULL)
    return;
  if (begin_marks (self, snapshot))
    {
      for (guint i = 0; i < self->watched->len; i++)
        {
          RectoAnnotation *annotation = g_ptr_array_index (self->watched, i);

          if (annotation != self->selected || !reshaping)
            recto_canvas_draw_shape (self, snapshot, recto_annotation_get_shape (annotation),
                                     recto_annotation_get_style (annotation),
                                     recto_annotation_get_number (annotation));
        }
      end_marks (self, snapshot);
    }
  draw_scale_bar (self, snapshot);
}

static void
draw_curtain_line (RectoCanvas *self, GtkSnapshot *snapshot)
{
  gboolean vertical, after;
  int position;
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRGBA dark = { 0, 0, 0, 0.6f };
  RectoPoint handle;
  double x, y;
  float at;
  cairo_t *cr;

  if (!recto_canvas_get_curtain (self, &vertical, &after, &position)
      || !recto_canvas_get_curtain_handle (self, &vertical, &handle))
    return;
  at = (float) position / (float) self->scale;
  if (vertical && at >= 0 && at <= width)
    {
      gtk_snapshot_append_color (snapshot, &dark, &GRAPHENE_RECT_INIT (at - 2, 0, 4, height));
      gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (at - 1, 0, 2, height));
    }
  else if (!vertical && at >= 0 && at <= height)
    {
      gtk_snapshot_append_color (snapshot, &dark, &GRAPHENE_RECT_INIT (0, at - 2, width, 4));
      gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, at - 1, width, 2));
    }
  x = handle.x;
  y = handle.y;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) floor (x - 25), (float) floor (y - 25), 50, 50));
  cairo_translate (cr, x, y);
  if (!vertical)
    cairo_rotate (cr, G_PI / 2);
  cairo_arc (cr, 0, -7, 15, G_PI, 2 * G_PI);
  cairo_arc (cr, 0, 7, 15, 0, G_PI);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_set_line_width (cr, 2);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.1, 0.1, 0.1);
  cairo_set_line_width (cr, 2);
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, side * 4, -5);
      cairo_line_to (cr, side * 9, 0);
      cairo_line_to (cr, side * 4, 5);
    }
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_lens_ring (RectoCanvas *self, GtkSnapshot *snapshot)
{
  RectoPoint centre = recto_canvas_page_to_widget (self, self->composition.torch);
  double radius = self->composition.torch_radius / recto_canvas_page_length (self, 1);
  const GdkRGBA dark = { 0, 0, 0, 0.6f };
  const GdkRGBA white = { 1, 1, 1, 0.9f };
  GskRoundedRect outline;

  if (radius <= 0 || radius > 1e5)
    return;
  /* Border nodes: cheap at any size. The ring lies over the lens's cut edge. */
  for (guint pass = 0; pass < 2; pass++)
    {
      float w = pass == 0 ? 5 : 3;
      const GdkRGBA *colour = pass == 0 ? &dark : &self->lens_colour;
      float r = (float) radius + w / 2;

      gsk_rounded_rect_init_from_rect (
          &outline,
          &GRAPHENE_RECT_INIT ((float) centre.x - r, (float) centre.y - r, 2 * r, 2 * r), r);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]) { w, w, w, w },
                                  (GdkRGBA[4]) { *colour, *colour, *colour, *colour });
    }
  /* The cross in the middle is the pointer. */
  for (guint pass = 0; pass < 2; pass++)
    {
      float w = pass == 0 ? 3 : 1;
      float reach = pass == 0 ? 8 : 7;
      const GdkRGBA *colour = pass == 0 ? &dark : &white;
      float x = floorf ((float) centre.x);
      float y = floorf ((float) centre.y);

      gtk_snapshot_append_color (snapshot, colour,
                                 &GRAPHENE_RECT_INIT (x - reach, y - (w - 1) / 2, 2 * reach + 1, w));
      gtk_snapshot_append_color (snapshot, colour,
                                 &GRAPHENE_RECT_INIT (x - (w - 1) / 2, y - reach, w, 2 * reach + 1));
    }
}

static void
draw_polygon_under_way (RectoCanvas *self, GtkSnapshot *snapshot)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (RectoPoint));
  g_autoptr (RectoShape) shape = NULL;

  g_array_append_vals (points, self->stroke->data, self->stroke->len);
  if (self->pointer_inside)
    {
      RectoPoint at = recto_canvas_widget_to_page (self, self->pointer_x, self->pointer_y);

      g_array_append_val (points, at);
    }
  if (points->len < 2)
    return;
  shape = recto_shape_new_points (points->len >= 3 ? RECTO_SHAPE_POLYGON : RECTO_SHAPE_FREEHAND,
                                  (const RectoPoint *) (gpointer) points->data, points->len);
  recto_canvas_draw_shape (self, snapshot, shape, RECTO_STYLE_DEVIATES, 0);
  recto_canvas_draw_handles (self, snapshot, shape);
}

static void
draw_focus (RectoCanvas *self, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self));
  const GdkRGBA black = { 0, 0, 0, 1 };
  const GdkRGBA white = { 1, 1, 1, 1 };
  GskRoundedRect outline;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    return;
  /* White over black, to be seen on any picture. */
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, height), 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 3, 3, 3, 3 },
                              (GdkRGBA[4]) { black, black, black, black });
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 },
                              (GdkRGBA[4]) { white, white, white, white });
}

/* While pairs are set, each pane shows an exposure in its own coordinates. */
static void
draw_mark (RectoCanvas *self, GtkSnapshot *snapshot)
{
  RectoPoint at = recto_canvas_page_to_widget (self, self->mark);
  float x = floorf ((float) at.x), y = floorf ((float) at.y);

  if (!self->has_mark || self->tool == RECTO_TOOL_PAIRS)
    return;
  for (guint pass = 0; pass < 2; pass++)
    {
      float w = pass == 0 ? 3 : 1, from = pass == 0 ? 3 : 4, to = pass == 0 ? 11 : 10;
      const GdkRGBA colour = { (float) pass, (float) pass, (float) pass, pass == 0 ? 0.6f : 1 };

      for (int side = -1; side <= 1; side += 2)
        {
          float start = side < 0 ? -to : from;

          gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x + start, y - (w - 1) / 2, to - from, w));
          gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (x - (w - 1) / 2, y + start, w, to - from));
        }
    }
}

void
recto_canvas_draw_hand (RectoCanvas *self, GtkSnapshot *snapshot)
{
  if (self->page_width > 0 && self->viewport != NULL)
    {
      gboolean reshaping = self->drag == DRAG_SHAPE || self->drag == DRAG_HANDLE;

      if (self->composition.mode == RECTO_MODE_CURTAIN)
        draw_curtain_line (self, snapshot);
      else if (self->composition.mode == RECTO_MODE_TORCH)
        draw_lens_ring (self, snapshot);
      recto_canvas_draw_points (self, snapshot);
      draw_mark (self, snapshot);
      if (self->draft != NULL)
        recto_canvas_draw_shape (
            self, snapshot, self->draft,
            reshaping ? recto_annotation_get_style (self->selected) : RECTO_STYLE_DEVIATES,
            reshaping ? recto_annotation_get_number (self->selected) : 0);
      else if (self->tool == RECTO_TOOL_POLYGON && self->stroke->len > 0)
        draw_polygon_under_way (self, snapshot);
      if (self->selected != NULL && recto_canvas_shows_marks (self)
          && !recto_annotation_get_locked (self->selected))
        recto_canvas_draw_handles (self, snapshot,
                                   self->draft != NULL && reshaping
                                       ? self->draft
                                       : recto_annotation_get_shape (self->selected));
    }
  draw_focus (self, snapshot);
}

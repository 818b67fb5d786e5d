/* recto-canvas-shapes.c: how annotations look
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line of 2 on a black one of 4.6, so that it shows on white paper and on a dark UV page; the same size at every zoom. Cairo nodes cover no more
 * than the visible part of one shape; upright rectangles are border nodes, which cost nothing.
 */

#include "config.h"
#include "recto-canvas-private.h"

#include <math.h>

#define LINE 2.0
#define UNDER_LINE 4.6
#define HANDLE 10.0

GdkRGBA
recto_annotation_style_get_colour (RectoAnnotationStyle style)
{
  static const guint colours[] = { 0xff7b63, 0xff7b63, 0xffbe6f, 0x57e389, 0xc0bfbc, 0x99c1f1 };
  guint colour = colours[style];

  return (GdkRGBA) { (float) (colour >> 16) / 255.f, (float) (colour >> 8 & 255) / 255.f,
                     (float) (colour & 255) / 255.f, 1 };
}

static gboolean
is_filled (RectoAnnotationStyle style)
{
  return style == RECTO_STYLE_DEVIATES || style == RECTO_STYLE_ABSENT
         || style == RECTO_STYLE_DISTURBED;
}

static gboolean
is_dotted (RectoAnnotationStyle style)
{
  return style == RECTO_STYLE_NOT_ASSESSABLE || style == RECTO_STYLE_NO_REFERENCE;
}

/* ----- paths, in widget units ----- */

static void
box_corners (RectoCanvas *self, RectoShape *shape, RectoPoint corners[4])
{
  double x, y, w, h, rotation, radians, cx, cy;

  recto_shape_get_box (shape, &x, &y, &w, &h, &rotation);
  cx = x + w / 2;
  cy = y + h / 2;
  radians = rotation * G_PI / 180;
  for (guint i = 0; i < 4; i++)
    {
      double dx = (i == 1 || i == 2 ? w : -w) / 2;
      double dy = (i >= 2 ? h : -h) / 2;

      corners[i] = recto_canvas_page_to_widget (
          self, (RectoPoint) { cx + dx * cos (radians) - dy * sin (radians),
                               cy + dx * sin (radians) + dy * cos (radians) });
    }
}

static void
box_path (cairo_t *cr, const RectoPoint corners[4], gboolean ellipse)
{
  if (ellipse)
    {
      cairo_matrix_t matrix;

      /* The unit circle onto the box, however it is turned or mirrored. */
      cairo_save (cr);
      cairo_matrix_init (&matrix, (corners[1].x - corners[0].x) / 2,
                         (corners[1].y - corners[0].y) / 2, (corners[3].x - corners[0].x) / 2,
                         (corners[3].y - corners[0].y) / 2, (corners[0].x + corners[2].x) / 2,
                         (corners[0].y + corners[2].y) / 2);
      cairo_transform (cr, &matrix);
      cairo_new_sub_path (cr);
      cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_close_path (cr);
      cairo_restore (cr);
      return;
    }
  for (guint i = 0; i < 4; i++)
    cairo_line_to (cr, corners[i].x, corners[i].y);
  cairo_close_path (cr);
}

static void
points_path (RectoCanvas *self, cairo_t *cr, RectoShape *shape)
{
  RectoShapeType type = recto_shape_get_shape_type (shape);
  const RectoPoint *points;
  guint n;
  RectoPoint last = { 0, 0 };

  points = recto_shape_get_points (shape, &n);
  for (guint i = 0; i < n; i++)
    {
      RectoPoint at = recto_canvas_page_to_widget (self, points[i]);

      if (type == RECTO_SHAPE_POINT)
        {
          static const double arms[] = { 5, 12 };

          for (guint side = 0; side < 4; side++)
            {
              double dx = side == 0 ? 1 : side == 1 ? -1 : 0;
              double dy = side == 2 ? 1 : side == 3 ? -1 : 0;

              cairo_move_to (cr, at.x + dx * arms[0], at.y + dy * arms[0]);
              cairo_line_to (cr, at.x + dx * arms[1], at.y + dy * arms[1]);
            }
          return;
        }
      cairo_line_to (cr, at.x, at.y);
      if (type == RECTO_SHAPE_ARROW && i == 1)
        {
          double angle = atan2 (at.y - last.y, at.x - last.x);

          for (int side = -1; side <= 1; side += 2)
            {
              cairo_move_to (cr, at.x - 13 * cos (angle + side * 0.45),
                             at.y - 13 * sin (angle + side * 0.45));
              cairo_line_to (cr, at.x, at.y);
            }
        }
      last = at;
    }
  if (type == RECTO_SHAPE_POLYGON)
    cairo_close_path (cr);
}

static gboolean
is_box (RectoShape *shape)
{
  RectoShapeType type = recto_shape_get_shape_type (shape);

  return type == RECTO_SHAPE_RECTANGLE || type == RECTO_SHAPE_ELLIPSE;
}

static void
shape_path (RectoCanvas *self, cairo_t *cr, RectoShape *shape)
{
  RectoPoint corners[4];

  cairo_new_path (cr);
  if (!is_box (shape))
    {
      points_path (self, cr, shape);
      return;
    }
  box_corners (self, shape, corners);
  box_path (cr, corners, recto_shape_get_shape_type (shape) == RECTO_SHAPE_ELLIPSE);
}

/* The visible part of the shape with room for its line; FALSE when nothing of it is. */
static gboolean
visible_part (RectoCanvas *self, RectoShape *shape, double room, graphene_rect_t *area)
{
  double x, y, w, h;
  RectoPoint one, other;
  graphene_rect_t view = GRAPHENE_RECT_INIT (-8, -8, gtk_widget_get_width (GTK_WIDGET (self)) + 16,
                                             gtk_widget_get_height (GTK_WIDGET (self)) + 16);

  recto_shape_get_bounds (shape, &x, &y, &w, &h);
  one = recto_canvas_page_to_widget (self, (RectoPoint) { x, y });
  other = recto_canvas_page_to_widget (self, (RectoPoint) { x + w, y + h });
  x = floor (MIN (one.x, other.x) - room);
  y = floor (MIN (one.y, other.y) - room);
  graphene_rect_init (area, (float) x, (float) y,
                      (float) (ceil (MAX (one.x, other.x) + room) - x),
                      (float) (ceil (MAX (one.y, other.y) + room) - y));
  return graphene_rect_intersection (area, &view, area);
}

static void
set_dash (cairo_t *cr, RectoAnnotationStyle style)
{
  static const double dashed[] = { 6, 4 };
  static const double dotted[] = { 0.1, 4 };

  cairo_set_line_cap (cr, is_dotted (style) ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
  if (style == RECTO_STYLE_ABSENT)
    cairo_set_dash (cr, dashed, 2, 0);
  else if (is_dotted (style))
    cairo_set_dash (cr, dotted, 2, 0);
}

static void
border (GtkSnapshot *snapshot, const RectoPoint corners[4], double width, GdkRGBA colour)
{
  double x = MIN (corners[0].x, corners[2].x) - width / 2;
  double y = MIN (corners[0].y, corners[2].y) - width / 2;
  double w = fabs (corners[2].x - corners[0].x) + width;
  double h = fabs (corners[2].y - corners[0].y) + width;
  float f = (float) width;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) w, (float) h), 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { f, f, f, f },
                              (GdkRGBA[4]) { colour, colour, colour, colour });
}

static void
draw_line (RectoCanvas *self, GtkSnapshot *snapshot, RectoShape *shape, RectoAnnotationStyle style)
{
  GdkRGBA colour = recto_annotation_style_get_colour (style);
  GdkRGBA black = { 0, 0, 0, 0.6f };
  double band = self->error_band / recto_canvas_page_length (self, 1);
  graphene_rect_t area;
  cairo_t *cr;

  if (!visible_part (self, shape, 16 + band, &area))
    return;
  if (recto_shape_get_shape_type (shape) == RECTO_SHAPE_RECTANGLE && !is_dotted (style)
      && style != RECTO_STYLE_ABSENT && band <= UNDER_LINE / 2)
    {
      RectoPoint corners[4];
      double x, y, w, h, rotation;

      recto_shape_get_box (shape, &x, &y, &w, &h, &rotation);
      if (rotation == 0)
        {
          box_corners (self, shape, corners);
          border (snapshot, corners, UNDER_LINE, black);
          border (snapshot, corners, LINE, colour);
          return;
        }
    }

  cr = gtk_snapshot_append_cairo (snapshot, &area);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  shape_path (self, cr, shape);
  if (band > UNDER_LINE / 2)
    {
      /* As wide as the registration may be wrong, softer outwards. */
      for (guint step = 3; step > 0; step--)
        {
          cairo_set_source_rgba (cr, colour.red, colour.green, colour.blue, 0.10);
          cairo_set_line_width (cr, 2 * band * step / 3);
          cairo_stroke_preserve (cr);
        }
    }
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_set_line_width (cr, UNDER_LINE);
  cairo_stroke_preserve (cr);
  /* A point's cross and an arrow are too short of line to be dotted; their marker says it. */
  if (recto_shape_get_shape_type (shape) != RECTO_SHAPE_POINT
      && recto_shape_get_shape_type (shape) != RECTO_SHAPE_ARROW)
    set_dash (cr, style);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, LINE);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* A number in the middle of (x, y). */
static void
draw_number (RectoCanvas *self, cairo_t *cr, guint number, double x, double y, const GdkRGBA *ink)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font
      = pango_font_description_copy (pango_context_get_font_description (
          pango_layout_get_context (layout)));
  PangoRectangle extents;

  pango_font_description_set_absolute_size (font, (number > 99 ? 9.5 : 12.5) * PANGO_SCALE);
  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_get_pixel_extents (layout, &extents, NULL);
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_move_to (cr, x - extents.x - extents.width / 2.0, y - extents.y - extents.height / 2.0);
  pango_cairo_show_layout (cr, layout);
  pango_font_description_free (font);
  g_object_unref (layout);
}

static void
draw_marker (RectoCanvas *self, GtkSnapshot *snapshot, RectoShape *shape, RectoAnnotationStyle style,
             guint number)
{
  RectoPoint at = recto_canvas_marker_position (self, shape);
  GdkRGBA colour = recto_annotation_style_get_colour (style);
  GdkRGBA dark = { 0x1b / 255.f, 0x1b / 255.f, 0x1b / 255.f, 1 };
  double radius = RECTO_MARKER_SIZE / 2.0;
  cairo_t *cr;

  if (at.x < -radius || at.y < -radius || at.x > gtk_widget_get_width (GTK_WIDGET (self)) + radius
      || at.y > gtk_widget_get_height (GTK_WIDGET (self)) + radius)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) floor (at.x - radius - 2),
                                     (float) floor (at.y - radius - 2), RECTO_MARKER_SIZE + 5,
                                     RECTO_MARKER_SIZE + 5));
  cairo_arc (cr, at.x, at.y, radius + 1.3, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
  cairo_fill (cr);
  cairo_arc (cr, at.x, at.y, is_filled (style) ? radius : radius - 1, 0, 2 * G_PI);
  if (is_filled (style))
    {
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_fill (cr);
    }
  else
    {
      gdk_cairo_set_source_rgba (cr, &dark);
      cairo_fill_preserve (cr);
      set_dash (cr, style);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_set_line_width (cr, LINE);
      cairo_stroke (cr);
    }
  draw_number (self, cr, number, at.x, at.y, is_filled (style) ? &dark : &colour);
  cairo_destroy (cr);
}

void
recto_canvas_draw_shape (RectoCanvas *self, GtkSnapshot *snapshot, RectoShape *shape,
                         RectoAnnotationStyle style, guint number)
{
  draw_line (self, snapshot, shape, style);
  if (number > 0)
    draw_marker (self, snapshot, shape, style, number);
}

void
recto_canvas_draw_handles (RectoCanvas *self, GtkSnapshot *snapshot, RectoShape *shape)
{
  double offset = recto_canvas_page_length (self, RECTO_TURN_HANDLE_UNITS);
  graphene_rect_t area;
  cairo_t *cr;
  guint n = recto_shape_get_n_handles (shape);

  if (recto_shape_get_shape_type (shape) == RECTO_SHAPE_FREEHAND
      || !visible_part (self, shape, RECTO_TURN_HANDLE_UNITS + HANDLE, &area))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  if (is_box (shape))
    {
      static const double dash[] = { 4, 3 };
      RectoPoint corners[4];
      RectoPoint top = recto_canvas_page_to_widget (self, recto_shape_get_handle (shape, 1, offset));
      RectoPoint turn
          = recto_canvas_page_to_widget (self, recto_shape_get_handle (shape, 8, offset));

      box_corners (self, shape, corners);
      for (guint pass = 0; pass < 2; pass++)
        {
          /* White over black, so that it shows on any ground. */
          cairo_set_source_rgba (cr, pass, pass, pass, pass == 0 ? 0.55 : 0.8);
          cairo_set_dash (cr, dash, pass == 0 ? 0 : 2, 0);
          cairo_set_line_width (cr, 1);
          box_path (cr, corners, FALSE);
          cairo_move_to (cr, top.x, top.y);
          cairo_line_to (cr, turn.x, turn.y);
          cairo_stroke (cr);
        }
      cairo_set_dash (cr, dash, 0, 0);
    }
  for (guint i = 0; i < n; i++)
    {
      RectoPoint at = recto_canvas_page_to_widget (self, recto_shape_get_handle (shape, i, offset));

      if (is_box (shape) && i == 8)
        cairo_arc (cr, at.x, at.y, HANDLE / 2, 0, 2 * G_PI);
      else
        cairo_rectangle (cr, round (at.x - HANDLE / 2) + 0.5, round (at.y - HANDLE / 2) + 0.5,
                         HANDLE - 1, HANDLE - 1);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_fill_preserve (cr);
      cairo_set_source_rgb (cr, 0.1, 0.1, 0.1);
      cairo_set_line_width (cr, 1.5);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

/* ----- points of the hand registration ----- */

/* From the worst point to where the others put it, and a dot there. */
static void
draw_target (RectoCanvas *self, GtkSnapshot *snapshot, RectoPoint from)
{
  RectoPoint to = recto_canvas_page_to_widget (self, self->target);
  double x = floor (MIN (from.x, to.x)) - 6;
  double y = floor (MIN (from.y, to.y)) - 6;
  graphene_rect_t area
      = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) (fabs (to.x - from.x) + 13), (float) (fabs (to.y - from.y) + 13));
  graphene_rect_t view = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                                             gtk_widget_get_height (GTK_WIDGET (self)));
  GdkRGBA colour = recto_annotation_style_get_colour (RECTO_STYLE_DEVIATES);
  cairo_t *cr;

  if (!graphene_rect_intersection (&area, &view, &area))
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &area);
  for (guint pass = 0; pass < 2; pass++)
    {
      if (pass == 0)
        cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
      else
        gdk_cairo_set_source_rgba (cr, &colour);
      cairo_set_line_width (cr, pass == 0 ? UNDER_LINE : LINE);
      cairo_move_to (cr, from.x, from.y);
      cairo_line_to (cr, to.x, to.y);
      cairo_stroke (cr);
      cairo_arc (cr, to.x, to.y, pass == 0 ? 4.3 : 3, 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

void
recto_canvas_draw_points (RectoCanvas *self, GtkSnapshot *snapshot)
{
  if (self->has_target && self->worst_point >= 0 && self->worst_point < (int) self->points->len)
    draw_target (self, snapshot, recto_canvas_page_to_widget (self, g_array_index (self->points, RectoPoint, self->worst_point)));
  for (guint i = 0; i < self->points->len; i++)
    {
      RectoPoint at = recto_canvas_page_to_widget (self, g_array_index (self->points, RectoPoint, i));
      gboolean worst = (int) i == self->worst_point;
      gboolean selected = (int) i == self->selected_point;
      GdkRGBA colour = recto_annotation_style_get_colour (worst ? RECTO_STYLE_DEVIATES
                                                                : RECTO_STYLE_AS_EXPECTED);
      const GdkRGBA dark = { 0x1b / 255.f, 0x1b / 255.f, 0x1b / 255.f, 1 };
      cairo_t *cr;

      if (at.x < -40 || at.y < -40 || at.x > gtk_widget_get_width (GTK_WIDGET (self)) + 40
          || at.y > gtk_widget_get_height (GTK_WIDGET (self)) + 40)
        continue;
      cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) floor (at.x - 22),
                                                                     (float) floor (at.y - 22), 56, 52));
      for (guint pass = 0; pass < 2; pass++)
        {
          for (guint side = 0; side < 4; side++)
            {
              double dx = side == 0 ? 1 : side == 1 ? -1 : 0;
              double dy = side == 2 ? 1 : side == 3 ? -1 : 0;

              cairo_move_to (cr, at.x + dx * 3, at.y + dy * 3);
              cairo_line_to (cr, at.x + dx * 12, at.y + dy * 12);
            }
          if (selected)
            {
              cairo_new_sub_path (cr);
              cairo_arc (cr, at.x, at.y, 17, 0, 2 * G_PI);
            }
          cairo_set_line_width (cr, pass == 0 ? UNDER_LINE : LINE);
          if (pass == 0)
            cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
          else
            gdk_cairo_set_source_rgba (cr, &colour);
          cairo_stroke (cr);
        }
      cairo_rectangle (cr, at.x + 9, at.y + 7, 18, 18);
      cairo_set_source_rgba (cr, 0, 0, 0, 0.6);
      cairo_set_line_width (cr, 2.6);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke_preserve (cr);
      gdk_cairo_set_source_rgba (cr, &colour);
      cairo_fill (cr);
      draw_number (self, cr, i + 1, at.x + 18, at.y + 16, &dark);
      cairo_destroy (cr);
    }
}

/* recto-hand-align-pairs.c: what the pairs of points give, and how they are listed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-hand-align-private.h"

#include "recto-parts.h"
#include <glib/gi18n.h>
#include <math.h>

guint
recto_hand_align_n_pairs (RectoHandAlign *self)
{
  return MIN (self->points[0]->len, self->points[1]->len);
}

/* Registers the pairs, leaving out one (-1: none). */
RectoRegistration *
recto_hand_align_register_without (RectoHandAlign *self, int without)
{
  const RectoExposure *record = recto_exposure_item_get_record (self->exposure);
  RectoExposureItem *reference = recto_page_item_get_reference (recto_session_get_page (self->session));
  g_autoptr (GArray) pairs = g_array_new (FALSE, TRUE, sizeof (RectoPointPair));

  for (guint i = 0; i < recto_hand_align_n_pairs (self); i++)
    {
      RectoPointPair pair = { 0 };

      if ((int) i == without)
        continue;
      pair.reference = g_array_index (self->points[0], RectoPoint, i);
      pair.moving = g_array_index (self->points[1], RectoPoint, i);
      g_array_append_val (pairs, pair);
    }

  return recto_register_points ((const RectoPointPair *) (gpointer) pairs->data, pairs->len,
                                reference != NULL ? recto_exposure_item_get_record (reference)->dpi_x : 0,
                                (guint) record->width, (guint) record->height);
}

gboolean
recto_hand_align_is_aligned (RectoRegistration *registration)
{
  return registration != NULL && recto_registration_get_status (registration) == RECTO_REGISTRATION_ALIGNED;
}

/* The pair without which the others agree far better; -1: none. Four are needed to tell. */
int
recto_hand_align_find_worst (RectoHandAlign *self, double *distance, double *rms_without)
{
  int worst = -1;
  double whole;

  if (recto_hand_align_n_pairs (self) < 4 || !recto_hand_align_is_aligned (self->registration))
    return -1;
  whole = recto_registration_get_rms_px (self->registration);
  *rms_without = G_MAXDOUBLE;
  for (guint i = 0; i < recto_hand_align_n_pairs (self); i++)
    {
      g_autoptr (RectoRegistration) rest = recto_hand_align_register_without (self, (int) i);
      RectoPoint at;

      if (!recto_hand_align_is_aligned (rest) || recto_registration_get_rms_px (rest) >= *rms_without)
        continue;
      *rms_without = recto_registration_get_rms_px (rest);
      at = recto_matrix3_map (recto_registration_get_transform (rest), g_array_index (self->points[1], RectoPoint, i));
      *distance = hypot (at.x - g_array_index (self->points[0], RectoPoint, i).x,
                         at.y - g_array_index (self->points[0], RectoPoint, i).y);
      worst = (int) i;
    }
  if (worst < 0 || *distance < 2 || *rms_without > whole / 2)
    return -1;

  return worst;
}

void
recto_hand_align_show_target (RectoHandAlign *self, int worst)
{
  RectoCanvas *canvas = recto_panes_get_canvas (self->panes, 1);
  g_autoptr (RectoRegistration) rest = worst >= 0 ? recto_hand_align_register_without (self, worst) : NULL;
  RectoMatrix3 back;
  RectoPoint target;

  if (!recto_hand_align_is_aligned (rest) || !recto_matrix3_invert (recto_registration_get_transform (rest), &back))
    {
      recto_canvas_set_point_target (canvas, NULL);
      return;
    }
  target = recto_matrix3_map (&back, g_array_index (self->points[0], RectoPoint, worst));
  recto_canvas_set_point_target (canvas, &target);
}

static void
draw_cross_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  double x = floor (width / 2.0) + 0.5, y = floor (height / 2.0) + 0.5;

  for (guint pass = 0; pass < 2; pass++)
    {
      cairo_set_source_rgba (cr, pass, pass, pass, pass == 0 ? 0.7 : 1);
      cairo_set_line_width (cr, pass == 0 ? 3 : 1);
      for (int side = -1; side <= 1; side += 2)
        {
          cairo_move_to (cr, x + side * 5, y);
          cairo_line_to (cr, x + side * 14, y);
          cairo_move_to (cr, x, y + side * 5);
          cairo_line_to (cr, x, y + side * 14);
        }
      cairo_stroke (cr);
    }
}

GtkWidget *
recto_hand_align_new_enlargement (GtkWidget *picture, int zoom)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *cross = gtk_drawing_area_new ();
  g_autofree char *words = g_strdup_printf ("%d : 1", zoom);
  GtkWidget *scale = recto_parts_label (words, "enlargement-scale");

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (cross), draw_cross_cb, NULL, NULL);
  gtk_widget_set_can_target (cross, FALSE);
  gtk_widget_set_halign (scale, GTK_ALIGN_START);
  gtk_widget_set_valign (scale, GTK_ALIGN_START);
  gtk_widget_set_can_target (scale, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), picture);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), cross);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), scale);

  return overlay;
}

GtkWidget *
recto_hand_align_new_row (RectoHandAlign *self, guint i, int worst, GCallback remove_cb)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *number = g_strdup_printf ("%u", i + 1);
  g_autofree char *where = NULL;
  g_autofree char *residual = NULL;
  g_autofree char *remove_words = g_strdup_printf (_ ("Remove pair %u"), i + 1);
  g_autofree char *words = NULL;
  GtkWidget *tag = gtk_label_new (number);
  GtkWidget *place, *value, *remove;
  gboolean whole = i < recto_hand_align_n_pairs (self);
  RectoPoint p = { 0, 0 };
  double px_per_mm = 0;

  if (i < self->points[0]->len)
    {
      p = g_array_index (self->points[0], RectoPoint, i);
      if (recto_page_item_get_scale (recto_session_get_page (self->session), &px_per_mm, NULL) && px_per_mm > 0)
        where = g_strdup_printf (_ ("%.1f, %.1f mm"), p.x / px_per_mm, p.y / px_per_mm);
      else
        where = g_strdup_printf (_ ("%.1f, %.1f px"), p.x, p.y);
    }
  if (!whole)
    {
      g_free (where);
      where = g_strdup (i < self->points[0]->len ? _ ("now set it in B") : _ ("now set it in A"));
    }
  else if (recto_hand_align_is_aligned (self->registration))
    {
      guint n;
      const RectoPointPair *pairs = recto_registration_get_pairs (self->registration, &n);

      if (i < n)
        residual = g_strdup_printf (_ ("%.1f px"), pairs[i].residual_px);
    }
  gtk_widget_add_css_class (tag, "pair-tag");
  gtk_widget_set_valign (tag, GTK_ALIGN_CENTER);
  if ((int) i == worst)
    {
      gtk_widget_add_css_class (tag, "worst");
      gtk_widget_add_css_class (row, "worst");
    }
  place = recto_parts_label (where, "panel-text");
  gtk_widget_add_css_class (place, "numeric");
  gtk_widget_set_hexpand (place, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_END);
  value = recto_parts_label (residual, "panel-text");
  gtk_widget_add_css_class (value, "numeric");
  remove = recto_parts_icon_button ("user-trash-symbolic", remove_words, NULL);
  gtk_widget_add_css_class (remove, "small-button");
  g_object_set_data (G_OBJECT (remove), "recto-pair", GUINT_TO_POINTER (i));
  g_signal_connect (remove, "clicked", remove_cb, self);
  gtk_box_append (GTK_BOX (box), tag);
  gtk_box_append (GTK_BOX (box), place);
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  words = g_strdup_printf (_ ("Pair %u, %s %s"), i + 1, where, residual != NULL ? residual : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return row;
}

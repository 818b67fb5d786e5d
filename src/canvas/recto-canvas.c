/* recto-canvas.c: the widget, its children and its life
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-canvas-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (RectoCanvas, recto_canvas, GTK_TYPE_WIDGET)

guint recto_canvas_signals[N_CANVAS_SIGNALS];

static void
recto_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  /* As large as the place it is given; never as large as the page. */
  *minimum = 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 480;
  *minimum_baseline = *natural_baseline = -1;
}

static void
recto_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RectoCanvas *self = RECTO_CANVAS (widget);
  GtkAllocation all = { 0, 0, width, height };

  recto_canvas_update (self);
  gtk_widget_size_allocate (self->picture, &all, -1);
  gtk_widget_size_allocate (self->notes, &all, -1);
  gtk_widget_size_allocate (self->hand, &all, -1);
  recto_canvas_place_badges (self);
}

static void
recto_canvas_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (recto_canvas_parent_class)->map (widget);
  recto_canvas_update (RECTO_CANVAS (widget));
}

/* A pane that is not seen has no say in what fits. */
static void
recto_canvas_unmap (GtkWidget *widget)
{
  RectoCanvas *self = RECTO_CANVAS (widget);

  recto_canvas_stop_glide (self);
  /* First: the viewport's answer must not find the pane still there. */
  GTK_WIDGET_CLASS (recto_canvas_parent_class)->unmap (widget);
  if (self->viewport != NULL)
    recto_viewport_set_pane_size (self->viewport, self, 0, 0, 0, 0);
}

static void
scale_factor_cb (RectoCanvas *self)
{
  recto_canvas_update (self);
}

static void
recto_canvas_dispose (GObject *object)
{
  RectoCanvas *self = RECTO_CANVAS (object);

  recto_canvas_input_dispose (self);
  recto_canvas_annotations_dispose (self);
  recto_canvas_view_dispose (self);
  g_clear_pointer (&self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->notes, gtk_widget_unparent);
  g_clear_pointer (&self->hand, gtk_widget_unparent);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->badges[i], gtk_widget_unparent);
      g_clear_pointer (&self->badge_classes[i], g_free);
    }
  G_OBJECT_CLASS (recto_canvas_parent_class)->dispose (object);
}

static void
recto_canvas_finalize (GObject *object)
{
  RectoCanvas *self = RECTO_CANVAS (object);

  g_array_unref (self->points);
  g_array_unref (self->stroke);
  g_ptr_array_unref (self->watched);
  g_free (self->described);
  G_OBJECT_CLASS (recto_canvas_parent_class)->finalize (object);
}

static void
add_signal (guint id, const char *name, guint n, const GType *types)
{
  recto_canvas_signals[id] = g_signal_newv (name, RECTO_TYPE_CANVAS, G_SIGNAL_RUN_LAST, NULL, NULL,
                                            NULL, NULL, G_TYPE_NONE, n, (GType *) types);
}

static void
recto_canvas_class_init (RectoCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType point[] = { G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_BOOLEAN };
  const GType shape[] = { RECTO_TYPE_SHAPE };
  const GType change[] = { RECTO_TYPE_ANNOTATION, RECTO_TYPE_SHAPE };
  const GType set[] = { G_TYPE_INT, G_TYPE_DOUBLE, G_TYPE_DOUBLE };

  object_class->dispose = recto_canvas_dispose;
  object_class->finalize = recto_canvas_finalize;
  widget_class->map = recto_canvas_map;
  widget_class->unmap = recto_canvas_unmap;
  widget_class->measure = recto_canvas_measure;
  widget_class->size_allocate = recto_canvas_size_allocate;

  add_signal (SIGNAL_SETTLED, "settled", 0, NULL);
  add_signal (SIGNAL_POINTER_MOVED, "pointer-moved", 3, point);
  add_signal (SIGNAL_SHAPE_DRAWN, "shape-drawn", 1, shape);
  add_signal (SIGNAL_SHAPE_CHANGED, "shape-changed", 2, change);
  add_signal (SIGNAL_ANNOTATION_ACTIVATED, "annotation-activated", 1, change);
  add_signal (SIGNAL_COMPOSITION_CHANGED, "composition-changed", 0, NULL);
  add_signal (SIGNAL_POINT_SET, "point-set", 3, set);
  add_signal (SIGNAL_FOCUSED, "focused", 0, NULL);

  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  recto_canvas_actions_class_init (widget_class);
}

static void
recto_canvas_init (RectoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->points = g_array_new (FALSE, FALSE, sizeof (RectoPoint));
  self->stroke = g_array_new (FALSE, FALSE, sizeof (RectoPoint));
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->selected_point = -1;
  self->worst_point = -1;
  self->dragged_point = -1;
  self->annotations_visible = TRUE;
  self->lens_colour = (GdkRGBA) { 0xdc / 255.f, 0x8a / 255.f, 0xdd / 255.f, 1 };
  self->side_margin = RECTO_FIT_MARGIN;
  self->surround = (GdkRGBA) { 0x17 / 255.f, 0x17 / 255.f, 0x17 / 255.f, 1 };

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);

  self->picture = recto_canvas_sheet_new (recto_canvas_draw_picture);
  self->notes = recto_canvas_sheet_new (recto_canvas_draw_notes);
  self->hand = recto_canvas_sheet_new (recto_canvas_draw_hand);
  gtk_widget_set_parent (self->picture, widget);
  gtk_widget_set_parent (self->notes, widget);
  gtk_widget_set_parent (self->hand, widget);
  for (guint i = 0; i < 2; i++)
    {
      self->badges[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->badges[i], "light-badge");
      gtk_widget_set_can_target (self->badges[i], FALSE);
      gtk_widget_set_child_visible (self->badges[i], FALSE);
      gtk_widget_set_parent (self->badges[i], widget);
    }

  recto_canvas_view_init (self);
  recto_canvas_input_init (self);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Picture"), -1);
}

GtkWidget *
recto_canvas_new (void)
{
  return g_object_new (RECTO_TYPE_CANVAS, NULL);
}

void
recto_canvas_set_pane_labels (RectoCanvas *self, const char *a_text, const char *a_class,
                              const char *b_text, const char *b_class)
{
  const char *texts[] = { a_text, b_text };
  const char *classes[] = { a_class, b_class };

  g_return_if_fail (RECTO_IS_CANVAS (self));

  for (guint i = 0; i < 2; i++)
    {
      gtk_label_set_text (GTK_LABEL (self->badges[i]), texts[i] != NULL ? texts[i] : "");
      if (self->badge_classes[i] != NULL)
        gtk_widget_remove_css_class (self->badges[i], self->badge_classes[i]);
      g_free (self->badge_classes[i]);
      self->badge_classes[i] = g_strdup (classes[i]);
      if (classes[i] != NULL)
        gtk_widget_add_css_class (self->badges[i], classes[i]);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

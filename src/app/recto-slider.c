/* recto-slider.c: a scale that fills from its neutral value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-slider.h"

#include <math.h>

#define REST_MS 300
/* From here on equal ways are equal factors: gamma 0.5 lies as far from 1 as 2 does. */
#define LOGARITHMIC_RANGE 100

struct _RectoSlider
{
  GtkScale parent_instance;

  double neutral;
  double step;
  gboolean logarithmic; /* the range holds the logarithm */
  gboolean setting;
  gboolean held;
  gboolean pending; /* moved since the last final */
  guint rest_source;
};

enum
{
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoSlider, recto_slider, GTK_TYPE_SCALE)

static double
to_range (RectoSlider *self, double value)
{
  return self->logarithmic ? log (value) : value;
}

static void
move_to (RectoSlider *self, double value)
{
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self));

  /* Below zero there is no logarithm; the range ends before. */
  if (self->logarithmic)
    value = fmax (value, exp (gtk_adjustment_get_lower (adjustment)));
  gtk_range_set_value (GTK_RANGE (self), to_range (self, value));
}

static void
finish (RectoSlider *self)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (!self->pending)
    return;
  self->pending = FALSE;
  g_signal_emit (self, signals[MOVED], 0, TRUE);
}

static gboolean
rest_cb (gpointer user_data)
{
  RectoSlider *self = user_data;

  self->rest_source = 0;
  if (!self->held)
    finish (self);

  return G_SOURCE_REMOVE;
}

static void
recto_slider_value_changed (GtkRange *range)
{
  RectoSlider *self = RECTO_SLIDER (range);

  if (GTK_RANGE_CLASS (recto_slider_parent_class)->value_changed != NULL)
    GTK_RANGE_CLASS (recto_slider_parent_class)->value_changed (range);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->logarithmic)
    {
      g_autofree char *words = g_strdup_printf ("%.3g", recto_slider_get (self));

      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
    }
  if (self->setting)
    return;
  self->pending = TRUE;
  g_signal_emit (self, signals[MOVED], 0, FALSE);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, rest_cb, self);
}

static void
reset (RectoSlider *self)
{
  move_to (self, self->neutral);
  finish (self);
}

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, RectoSlider *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    {
      self->held = TRUE;
    }
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL)
    {
      self->held = FALSE;
      finish (self);
    }

  return GDK_EVENT_PROPAGATE;
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, RectoSlider *self)
{
  if (n_press != 2)
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  self->held = FALSE;
  reset (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RectoSlider *self)
{
  double value = recto_slider_get (self);
  double factor = (state & GDK_SHIFT_MASK) != 0 ? 10 : 1;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Delete:
    case GDK_KEY_BackSpace:
      reset (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_Down:
      move_to (self, value - factor * self->step);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_Up:
      move_to (self, value + factor * self->step);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* The wheel scrolls the panel: a value must not change because the pointer happened to lie on it. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, RectoSlider *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;

  if (window != NULL)
    {
      adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + dy * 48);
    }

  return GDK_EVENT_STOP;
}

/* Where the knob stands. gtk_range_get_slider_range() of GTK 4.8 gives a place across the scale as the start. */
static gboolean
get_knob (GtkWidget *widget, graphene_rect_t *bounds)
{
  for (GtkWidget *trough = gtk_widget_get_first_child (widget); trough != NULL; trough = gtk_widget_get_next_sibling (trough))
    for (GtkWidget *child = gtk_widget_get_first_child (trough); child != NULL; child = gtk_widget_get_next_sibling (child))
      if (g_str_equal (gtk_widget_get_css_name (child), "slider"))
        return gtk_widget_compute_bounds (child, widget, bounds);

  return FALSE;
}

static void
recto_slider_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RectoSlider *self = RECTO_SLIDER (widget);
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self));
  double low = gtk_adjustment_get_lower (adjustment);
  double high = gtk_adjustment_get_upper (adjustment);
  GdkRectangle range;
  graphene_rect_t knob;
  GdkRGBA colour;
  double start, end, x0, x1, middle, at;

  GTK_WIDGET_CLASS (recto_slider_parent_class)->snapshot (widget, snapshot);

  gtk_range_get_range_rect (GTK_RANGE (self), &range);
  if (high <= low || !get_knob (widget, &knob))
    return;
  start = knob.origin.x;
  end = start + knob.size.width;
  if (range.width <= end - start
      || !gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", &colour))
    return;
  if (!gtk_widget_is_sensitive (widget))
    colour.alpha *= 0.5f;

  /* Where the knob's middle stands at the neutral value; the fill ends at the knob, which lies above it. */
  middle = (end - start) / 2;
  at = range.x + middle + (to_range (self, self->neutral) - low) / (high - low) * (range.width - 2 * middle);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    at = range.x + range.width - (at - range.x);
  if (at < start)
    {
      x0 = at;
      x1 = start + 1;
    }
  else if (at > end)
    {
      x0 = end - 1;
      x1 = at;
    }
  else
    return;
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT ((float) x0, (float) (range.y + range.height / 2 - 2),
                                                  (float) (x1 - x0), 4));
}

static void
recto_slider_dispose (GObject *object)
{
  RectoSlider *self = RECTO_SLIDER (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);

  G_OBJECT_CLASS (recto_slider_parent_class)->dispose (object);
}

static void
recto_slider_class_init (RectoSliderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_slider_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = recto_slider_snapshot;
  GTK_RANGE_CLASS (klass)->value_changed = recto_slider_value_changed;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
recto_slider_init (RectoSlider *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *legacy = gtk_event_controller_legacy_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_scale_set_draw_value (GTK_SCALE (self), FALSE);
  gtk_scale_set_has_origin (GTK_SCALE (self), FALSE);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_event_controller_set_propagation_phase (legacy, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (legacy, "event", G_CALLBACK (event_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, legacy);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
recto_slider_new (double minimum, double maximum, double step, double neutral)
{
  RectoSlider *self = g_object_new (RECTO_TYPE_SLIDER, NULL);

  self->step = step;
  self->neutral = neutral;
  self->logarithmic = minimum > 0 && maximum >= LOGARITHMIC_RANGE * minimum;
  self->setting = TRUE;
  gtk_range_set_adjustment (GTK_RANGE (self),
                            gtk_adjustment_new (to_range (self, neutral), to_range (self, minimum),
                                                to_range (self, maximum), step, 10 * step, 0));
  gtk_range_set_round_digits (GTK_RANGE (self), -1);
  self->setting = FALSE;

  return GTK_WIDGET (self);
}

void
recto_slider_set (RectoSlider *self, double value)
{
  g_return_if_fail (RECTO_IS_SLIDER (self));

  self->setting = TRUE;
  move_to (self, value);
  self->setting = FALSE;
}

double
recto_slider_get (RectoSlider *self)
{
  g_return_val_if_fail (RECTO_IS_SLIDER (self), 0);

  if (self->logarithmic)
    return exp (gtk_range_get_value (GTK_RANGE (self)));

  return gtk_range_get_value (GTK_RANGE (self));
}

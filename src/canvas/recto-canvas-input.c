/* recto-canvas-input.c: pointer, wheel, touch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-canvas-private.h"

#include <math.h>

/* One detent of the wheel. */
#define WHEEL_FACTOR 1.189207115002721 /* 2^(1/4) */
/* What a drag may wander before it is one. */
#define DRAG_THRESHOLD 4
#define GLIDE_DECAY 4.5        /* per second */
#define GLIDE_START 150        /* device pixels per second */
#define GLIDE_END 25
#define TRAIL_US 100000
#define SHIFT_WHEEL_STEP 96

/* ----- panning by whole device pixels ----- */

static void
pan_fraction (RectoCanvas *self, double dx, double dy, double *rest_x, double *rest_y)
{
  double whole_x, whole_y;

  if (self->viewport == NULL)
    return;
  *rest_x += dx;
  *rest_y += dy;
  whole_x = trunc (*rest_x);
  whole_y = trunc (*rest_y);
  *rest_x -= whole_x;
  *rest_y -= whole_y;
  if (whole_x != 0 || whole_y != 0)
    recto_viewport_pan (self->viewport, whole_x, whole_y);
}

void
recto_canvas_stop_glide (RectoCanvas *self)
{
  if (self->glide_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->glide_tick);
  self->glide_tick = 0;
}

static gboolean
glide_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  RectoCanvas *self = RECTO_CANVAS (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = self->glide_time == 0 ? 0 : (double) (now - self->glide_time) / G_USEC_PER_SEC;
  double slower = exp (-GLIDE_DECAY * CLAMP (seconds, 0, 0.1));

  self->glide_time = now;
  seconds = CLAMP (seconds, 0, 0.1);
  pan_fraction (self, self->glide_x * seconds, self->glide_y * seconds, &self->glide_rest_x,
                &self->glide_rest_y);
  self->glide_x *= slower;
  self->glide_y *= slower;
  if (hypot (self->glide_x, self->glide_y) >= GLIDE_END)
    return G_SOURCE_CONTINUE;
  self->glide_tick = 0;
  return G_SOURCE_REMOVE;
}

/* The picture goes on moving as it was thrown; not where animations are switched off. */
static void
start_glide (RectoCanvas *self, double x, double y)
{
  gboolean animate = TRUE;

  recto_canvas_stop_glide (self);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate, NULL);
  if (!animate || hypot (x, y) < GLIDE_START)
    return;
  self->glide_x = x;
  self->glide_y = y;
  self->glide_rest_x = self->glide_rest_y = 0;
  self->glide_time = 0;
  self->glide_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), glide_cb, NULL, NULL);
}

static void
trail_add (RectoCanvas *self, double x, double y)
{
  guint n = G_N_ELEMENTS (self->trail);

  if (self->trail_length == n)
    {
      memmove (self->trail, self->trail + 1, (n - 1) * sizeof self->trail[0]);
      self->trail_length--;
    }
  self->trail[self->trail_length].time = g_get_monotonic_time ();
  self->trail[self->trail_length].x = x;
  self->trail[self->trail_length].y = y;
  self->trail_length++;
}

static void
throw (RectoCanvas *self)
{
  gint64 now = g_get_monotonic_time ();
  guint first = 0;
  guint last = self->trail_length - 1;
  double seconds;

  if (self->trail_length < 2 || now - self->trail[last].time > TRAIL_US / 2)
    return;
  while (first < last && now - self->trail[first].time > TRAIL_US)
    first++;
  seconds = (double) (self->trail[last].time - self->trail[first].time) / G_USEC_PER_SEC;
  if (seconds < 0.005)
    return;
  start_glide (self, (self->trail[last].x - self->trail[first].x) * self->scale / seconds,
               (self->trail[last].y - self->trail[first].y) * self->scale / seconds);
}

/* ----- drag ----- */

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, RectoCanvas *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  recto_canvas_stop_glide (self);
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  self->press_x = x;
  self->press_y = y;
  self->panned_x = self->panned_y = 0;
  self->trail_length = 0;
  self->moved = FALSE;
  self->press_page = recto_canvas_widget_to_page (self, x, y);
  trail_add (self, x, y);
  if (self->page_width == 0 || button > GDK_BUTTON_MIDDLE)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  self->drag = button == GDK_BUTTON_MIDDLE ? DRAG_PAN : recto_canvas_tool_press (self, x, y, 1);
  if (self->drag != DRAG_PAN)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  recto_canvas_update_cursor (self);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, RectoCanvas *self)
{
  if (self->drag == DRAG_NONE)
    return;
  if (!self->moved && hypot (dx, dy) < DRAG_THRESHOLD && self->drag != DRAG_DRAW
      && self->drag != DRAG_CURTAIN)
    return;
  self->moved = TRUE;
  if (self->drag == DRAG_PAN)
    {
      int total_x = (int) lround (dx * self->scale);
      int total_y = (int) lround (dy * self->scale);

      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      trail_add (self, self->press_x + dx, self->press_y + dy);
      if (self->viewport != NULL && (total_x != self->panned_x || total_y != self->panned_y))
        recto_viewport_pan (self->viewport, total_x - self->panned_x, total_y - self->panned_y);
      self->panned_x = total_x;
      self->panned_y = total_y;
      return;
    }
  recto_canvas_tool_drag (self, self->press_x + dx, self->press_y + dy);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, RectoCanvas *self)
{
  RectoDrag drag = self->drag;

  if (drag == DRAG_PAN && self->moved)
    throw (self);
  else if (drag != DRAG_NONE)
    recto_canvas_tool_release (self, self->press_x + dx, self->press_y + dy);
  self->drag = DRAG_NONE;
  recto_canvas_update_cursor (self);
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, RectoCanvas *self)
{
  if (self->drag != DRAG_NONE && self->drag != DRAG_PAN)
    recto_canvas_tool_cancel (self);
  self->drag = DRAG_NONE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, RectoCanvas *self)
{
  if (n_press == 2 && self->tool == RECTO_TOOL_POLYGON)
    recto_canvas_tool_finish (self);
}

/* ----- pointer ----- */

static void
tell_pointer (RectoCanvas *self)
{
  RectoPoint page = recto_canvas_widget_to_page (self, self->pointer_x, self->pointer_y);

  if (self->composition.mode == RECTO_MODE_TORCH && !self->torch_pinned && self->page_width > 0
      && self->drag == DRAG_NONE)
    {
      self->composition.torch = page;
      recto_canvas_composition_moved (self);
    }
  recto_canvas_tool_motion (self);
  recto_canvas_update_cursor (self);
  g_signal_emit (self, recto_canvas_signals[SIGNAL_POINTER_MOVED], 0, page.x, page.y,
                 self->page_width > 0);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, RectoCanvas *self)
{
  if (self->pointer_inside && x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  self->pointer_inside = TRUE;
  tell_pointer (self);
}

static gboolean
pointer_cb (gpointer data)
{
  RectoCanvas *self = data;

  self->pointer_source = 0;
  if (self->pointer_inside)
    tell_pointer (self);
  return G_SOURCE_REMOVE;
}

/* Later: the view also changes while the canvas is being allocated, and the listeners change what they show. */
void
recto_canvas_pointer_over_other (RectoCanvas *self)
{
  if (self->pointer_inside && self->pointer_source == 0)
    self->pointer_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, pointer_cb, self, NULL);
}

static void
leave_cb (GtkEventControllerMotion *controller, RectoCanvas *self)
{
  self->pointer_inside = FALSE;
  recto_canvas_tool_motion (self);
  g_signal_emit (self, recto_canvas_signals[SIGNAL_POINTER_MOVED], 0, 0.0, 0.0, FALSE);
}

void
recto_canvas_update_cursor (RectoCanvas *self)
{
  const char *name = NULL;

  if (self->drag == DRAG_PAN && self->moved)
    name = "grabbing";
  else if (self->tool != RECTO_TOOL_SELECT)
    name = "crosshair";
  else if (recto_canvas_hit_curtain (self, self->pointer_x, self->pointer_y))
    {
      gboolean vertical = TRUE, after;
      int position;

      recto_canvas_get_curtain (self, &vertical, &after, &position);
      name = vertical ? "ew-resize" : "ns-resize";
    }
  else if (recto_canvas_hit_handle (self, self->pointer_x, self->pointer_y) >= 0)
    name = "crosshair";
  else if (recto_canvas_hit_annotation (self, self->pointer_x, self->pointer_y) != NULL)
    name = "pointer";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

/* ----- wheel and touchpad ----- */

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, RectoCanvas *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;

  if (self->viewport == NULL || self->page_width == 0)
    return FALSE;
  recto_canvas_stop_glide (self);
  if (state & GDK_SHIFT_MASK)
    {
      double step = wheel ? SHIFT_WHEEL_STEP * self->scale : self->scale;

      /* GTK already turns Shift and the wheel into sideways on some systems. */
      pan_fraction (self, -(dx != 0 ? dx : dy) * step, 0, &self->scroll_rest_x,
                    &self->scroll_rest_y);
    }
  else if (wheel || (state & GDK_CONTROL_MASK))
    {
      double detents = wheel ? dy : dy / 20;
      RectoPoint anchor = recto_canvas_widget_to_page (self, self->pointer_x, self->pointer_y);

      if (dx != 0 && dy == 0)
        pan_fraction (self, -dx * SHIFT_WHEEL_STEP * self->scale, 0, &self->scroll_rest_x,
                      &self->scroll_rest_y);
      else
        recto_viewport_zoom_about (
            self->viewport,
            recto_viewport_get_zoom (self->viewport) * pow (WHEEL_FACTOR, -detents), anchor);
    }
  else
    pan_fraction (self, -dx * self->scale, -dy * self->scale, &self->scroll_rest_x,
                  &self->scroll_rest_y);
  return TRUE;
}

static void
decelerate_cb (GtkEventControllerScroll *controller, double vx, double vy, RectoCanvas *self)
{
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE)
    start_glide (self, -vx * self->scale, -vy * self->scale);
}

/* ----- pinch ----- */

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, RectoCanvas *self)
{
  double x = self->pointer_x;
  double y = self->pointer_y;

  if (self->viewport == NULL)
    return;
  recto_canvas_stop_glide (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_gesture_get_bounding_box_center (gesture, &x, &y);
  self->pinch_zoom = recto_viewport_get_zoom (self->viewport);
  self->pinch_anchor = recto_canvas_widget_to_page (self, x, y);
}

static void
pinch_cb (GtkGestureZoom *gesture, double factor, RectoCanvas *self)
{
  double x, y;

  if (self->viewport == NULL || self->page_width == 0 || self->pinch_zoom <= 0)
    return;
  recto_viewport_zoom_about (self->viewport, self->pinch_zoom * factor, self->pinch_anchor);
  /* The point between the fingers follows them. */
  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    {
      RectoPoint at = recto_canvas_page_to_widget (self, self->pinch_anchor);

      recto_viewport_pan (self->viewport, round ((x - at.x) * self->scale),
                          round ((y - at.y) * self->scale));
    }
}

/* ----- focus ----- */

static void
focus_enter_cb (GtkEventControllerFocus *controller, RectoCanvas *self)
{
  gtk_widget_queue_draw (self->hand);
  g_signal_emit (self, recto_canvas_signals[SIGNAL_FOCUSED], 0);
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, RectoCanvas *self)
{
  gtk_widget_queue_draw (self->hand);
}

void
recto_canvas_input_init (RectoCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES | GTK_EVENT_CONTROLLER_SCROLL_KINETIC);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (scroll, "decelerate", G_CALLBACK (decelerate_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_leave_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_static_name (scroll, "canvas-scroll");
  gtk_event_controller_set_static_name (GTK_EVENT_CONTROLLER (drag), "canvas-drag");
  gtk_event_controller_set_static_name (motion, "canvas-motion");
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_gesture_group (GTK_GESTURE (drag), click);
}

void
recto_canvas_input_dispose (RectoCanvas *self)
{
  recto_canvas_stop_glide (self);
  g_clear_handle_id (&self->pointer_source, g_source_remove);
  g_clear_pointer (&self->draft, recto_shape_unref);
}

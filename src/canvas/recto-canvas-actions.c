/* recto-canvas-actions.c: what can be done by name and by key
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-canvas-private.h"

#define KEY_ZOOM 1.4142135623730951 /* the square root of two: two presses double */
#define PAN_STEP 64

static void
zoom_by (RectoCanvas *self, double factor)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  if (self->viewport == NULL)
    return;
  recto_canvas_stop_glide (self);
  recto_viewport_zoom_about (self->viewport, recto_viewport_get_zoom (self->viewport) * factor,
                             recto_viewport_get_center (self->viewport));
}

void
recto_canvas_zoom_in (RectoCanvas *self)
{
  zoom_by (self, KEY_ZOOM);
}

void
recto_canvas_zoom_out (RectoCanvas *self)
{
  zoom_by (self, 1 / KEY_ZOOM);
}

void
recto_canvas_zoom_fit (RectoCanvas *self)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  recto_canvas_stop_glide (self);
  if (self->viewport != NULL)
    recto_viewport_set_fit (self->viewport, TRUE);
}

void
recto_canvas_zoom_one (RectoCanvas *self)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  recto_canvas_stop_glide (self);
  if (self->viewport != NULL)
    recto_viewport_look_at (self->viewport, recto_viewport_get_center (self->viewport), 1);
}

static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RectoCanvas *self = RECTO_CANVAS (widget);
  double step = PAN_STEP * self->scale;

  if (g_str_equal (name, "view.blink"))
    {
      if (self->composition.mode == RECTO_MODE_BLINK)
        {
          self->composition.blink_b = !self->composition.blink_b;
          recto_canvas_composition_moved (self);
        }
      return;
    }
  if (self->viewport == NULL)
    return;
  if (g_str_equal (name, "view.zoom-in"))
    recto_canvas_zoom_in (self);
  else if (g_str_equal (name, "view.zoom-out"))
    recto_canvas_zoom_out (self);
  else if (g_str_equal (name, "view.zoom-fit"))
    recto_canvas_zoom_fit (self);
  else if (g_str_equal (name, "view.zoom-one"))
    recto_canvas_zoom_one (self);
  else if (g_str_equal (name, "view.rotate-left"))
    recto_viewport_rotate (self->viewport, -1);
  else if (g_str_equal (name, "view.rotate-right"))
    recto_viewport_rotate (self->viewport, 1);
  else if (g_str_equal (name, "view.mirror"))
    recto_viewport_mirror (self->viewport);
  else if (g_str_equal (name, "view.pan-left"))
    recto_viewport_pan (self->viewport, step, 0);
  else if (g_str_equal (name, "view.pan-right"))
    recto_viewport_pan (self->viewport, -step, 0);
  else if (g_str_equal (name, "view.pan-up"))
    recto_viewport_pan (self->viewport, 0, step);
  else if (g_str_equal (name, "view.pan-down"))
    recto_viewport_pan (self->viewport, 0, -step);
}

/* Arrows: the selected shape or point, with Alt the curtain or the lens, otherwise the view. Parameters: x, y, Shift, Alt. */
static gboolean
arrow_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  RectoCanvas *self = RECTO_CANVAS (widget);
  int dx, dy;
  gboolean shift, alt;

  g_variant_get (args, "(iibb)", &dx, &dy, &shift, &alt);
  if (self->page_width == 0)
    return FALSE;
  if (alt)
    return recto_canvas_nudge_composition (self, dx, dy, shift);
  if (recto_canvas_tool_nudge (self, dx, dy, shift))
    return TRUE;
  if (self->viewport != NULL)
    {
      double step = PAN_STEP * self->scale * (shift ? 4 : 1);

      recto_canvas_stop_glide (self);
      recto_viewport_pan (self->viewport, -dx * step, -dy * step);
    }
  return TRUE;
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  return recto_canvas_tool_cancel (RECTO_CANVAS (widget));
}

static gboolean
enter_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  return recto_canvas_tool_finish (RECTO_CANVAS (widget));
}

static void
bind_arrow (GtkWidgetClass *klass, guint key, guint keypad, int dx, int dy)
{
  static const GdkModifierType states[]
      = { 0, GDK_SHIFT_MASK, GDK_ALT_MASK, GDK_ALT_MASK | GDK_SHIFT_MASK };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gboolean shift = (states[i] & GDK_SHIFT_MASK) != 0;
      gboolean alt = (states[i] & GDK_ALT_MASK) != 0;

      gtk_widget_class_add_binding (klass, key, states[i], arrow_cb, "(iibb)", dx, dy, shift, alt);
      gtk_widget_class_add_binding (klass, keypad, states[i], arrow_cb, "(iibb)", dx, dy, shift,
                                    alt);
    }
}

void
recto_canvas_actions_class_init (GtkWidgetClass *klass)
{
  static const char *const names[] = {
    "view.zoom-in",      "view.zoom-out", "view.zoom-fit", "view.zoom-one",  "view.rotate-left",
    "view.rotate-right", "view.mirror",   "view.pan-left", "view.pan-right", "view.pan-up",
    "view.pan-down",     "view.blink",
  };
  static const struct
  {
    guint key;
    GdkModifierType state;
    const char *action;
  } keys[] = {
    { GDK_KEY_plus, 0, "view.zoom-in" },
    { GDK_KEY_plus, GDK_SHIFT_MASK, "view.zoom-in" },
    { GDK_KEY_equal, 0, "view.zoom-in" },
    { GDK_KEY_KP_Add, 0, "view.zoom-in" },
    { GDK_KEY_minus, 0, "view.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "view.zoom-out" },
    { GDK_KEY_0, GDK_CONTROL_MASK, "view.zoom-fit" },
    { GDK_KEY_KP_0, GDK_CONTROL_MASK, "view.zoom-fit" },
    { GDK_KEY_1, GDK_CONTROL_MASK, "view.zoom-one" },
    { GDK_KEY_KP_1, GDK_CONTROL_MASK, "view.zoom-one" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (klass, names[i], NULL, action_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (klass, keys[i].key, keys[i].state, keys[i].action, NULL);
  bind_arrow (klass, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  bind_arrow (klass, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  bind_arrow (klass, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  bind_arrow (klass, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
}

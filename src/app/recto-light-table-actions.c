/* recto-light-table-actions.c: the light table's actions and keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-light-table-private.h"

#include "recto-loupe.h"
#include "recto-mode-bar.h"
#include <glib/gi18n.h>

static void
step_finding (RectoLightTable *self, int step)
{
  GListModel *findings = recto_session_get_findings (self->session);
  RectoFindingItem *selected = recto_session_get_selected (self->session);
  guint n = g_list_model_get_n_items (findings);
  g_autoptr (RectoFindingItem) next = NULL;
  int at = step > 0 ? -1 : (int) n;

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoFindingItem) item = g_list_model_get_item (findings, i);

      if (item == selected)
        at = (int) i;
    }
  next = g_list_model_get_item (findings, (guint) (at + step + (int) n) % n);
  recto_inspector_stop_hand (RECTO_INSPECTOR (self->inspector));
  recto_session_select (self->session, next);
  recto_session_show_finding (self->session, next);
}

/* While pairs are set, what lies on the table stays: other pictures under the points would make them wrong. */
static void
set_aligning (RectoLightTable *self, gboolean aligning)
{
  gtk_widget_set_visible (self->tool_bar, !aligning);
  recto_mode_bar_set_locked (RECTO_MODE_BAR (self->mode_bar), aligning);
  recto_mode_settings_set_hidden (RECTO_MODE_SETTINGS (self->mode_settings), aligning);
  gtk_widget_set_sensitive (self->pages, !aligning);
}

static gboolean
is_aligning (RectoLightTable *self)
{
  return g_strcmp0 (recto_inspector_get_page (RECTO_INSPECTOR (self->inspector)), "hand") == 0;
}

/* The numbers are in the Adjust panel. */
static void
set_reference (RectoLightTable *self)
{
  RectoLoupe *loupe = RECTO_LOUPE (recto_inspector_get_loupe (RECTO_INSPECTOR (self->inspector)));

  if (is_aligning (self))
    return;
  if (recto_loupe_set_reference_here (loupe))
    {
      recto_inspector_show_page (RECTO_INSPECTOR (self->inspector), "adjust");
      recto_light_table_set_open (self, TRUE);
    }
  else
    g_signal_emit_by_name (self->session, "announce", _ ("Point at the picture first: the place under the pointer becomes the reference."), FALSE);
}

static void
align_by_hand (RectoLightTable *self)
{
  if (recto_inspector_align_by_hand (RECTO_INSPECTOR (self->inspector)))
    {
      recto_light_table_set_open (self, TRUE);
      set_aligning (self, TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (recto_panes_get_canvas (RECTO_PANES (self->panes), 0)));
    }
  else
    g_signal_emit_by_name (self->session, "announce", _ ("There is no second picture on the table to align."), FALSE);
}

static void
next_part (RectoLightTable *self)
{
  GtkWidget *parts[] = { self->pages, self->mode_bar, GTK_WIDGET (recto_panes_get_active (RECTO_PANES (self->panes))),
                         self->inspector, recto_inspector_get_rail (RECTO_INSPECTOR (self->inspector)), self->status_bar };
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  int at = -1;

  for (guint i = 0; focus != NULL && i < G_N_ELEMENTS (parts); i++)
    if (focus == parts[i] || gtk_widget_is_ancestor (focus, parts[i]))
      at = (int) i;
  for (guint i = 1; i <= G_N_ELEMENTS (parts); i++)
    {
      GtkWidget *part = parts[(guint) (at + (int) i) % G_N_ELEMENTS (parts)];

      if (gtk_widget_get_mapped (part)
          && (gtk_widget_child_focus (part, GTK_DIR_TAB_FORWARD) || gtk_widget_grab_focus (part)))
        return;
    }
}

/* A menu acts on the picture and is gone then: what is pressed next is meant for the picture. */
static void
leave_menu (RectoLightTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL || GTK_IS_MENU_BUTTON (gtk_widget_get_parent (focus)))
    recto_light_table_focus_canvas (self);
}

static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RectoLightTable *self = RECTO_LIGHT_TABLE (widget);
  RectoCanvas *canvas = recto_panes_get_active (RECTO_PANES (self->panes));
  RectoViewport *viewport = recto_canvas_get_viewport (canvas);

  if (g_str_equal (name, "table.next-part"))
    next_part (self);
  if (self->session == NULL)
    return;
  if (g_str_has_prefix (name, "table.zoom-") || g_str_has_prefix (name, "table.turn-") || g_str_equal (name, "table.mirror")
      || g_str_equal (name, "table.annotations"))
    leave_menu (self);
  if (g_str_equal (name, "table.swap"))
    {
      if (!is_aligning (self))
        recto_session_swap (self->session);
    }
  else if (g_str_equal (name, "table.blink"))
    {
      recto_panes_blink (RECTO_PANES (self->panes));
      if (recto_session_get_composition (self->session)->blink_rate <= 0)
        recto_panes_commit_composition (RECTO_PANES (self->panes));
    }
  else if (g_str_equal (name, "table.zoom-in"))
    recto_canvas_zoom_in (canvas);
  else if (g_str_equal (name, "table.zoom-out"))
    recto_canvas_zoom_out (canvas);
  else if (g_str_equal (name, "table.zoom-fit"))
    recto_canvas_zoom_fit (canvas);
  else if (g_str_equal (name, "table.zoom-one"))
    recto_canvas_zoom_one (canvas);
  else if (g_str_equal (name, "table.turn-left"))
    recto_viewport_rotate (viewport, -1);
  else if (g_str_equal (name, "table.turn-right"))
    recto_viewport_rotate (viewport, 1);
  else if (g_str_equal (name, "table.mirror"))
    recto_viewport_mirror (viewport);
  else if (g_str_equal (name, "table.annotations"))
    recto_session_set_annotations_visible (self->session, !recto_session_get_annotations_visible (self->session));
  else if (g_str_equal (name, "table.new-finding"))
    {
      if (recto_session_get_a (self->session) == NULL)
        return;
      recto_inspector_stop_hand (RECTO_INSPECTOR (self->inspector));
      recto_session_set_annotations_visible (self->session, TRUE);
      recto_tool_bar_set_tool (RECTO_TOOL_BAR (self->tool_bar), RECTO_TOOL_RECTANGLE);
      gtk_widget_grab_focus (GTK_WIDGET (canvas));
    }
  else if (g_str_equal (name, "table.next-finding"))
    step_finding (self, 1);
  else if (g_str_equal (name, "table.previous-finding"))
    step_finding (self, -1);
  else if (g_str_equal (name, "table.add-step"))
    {
      recto_light_table_set_open (self, TRUE);
      recto_inspector_add_step (RECTO_INSPECTOR (self->inspector));
    }
  else if (g_str_equal (name, "table.set-reference"))
    set_reference (self);
  else if (g_str_equal (name, "table.clear-reference"))
    recto_loupe_clear_reference (RECTO_LOUPE (recto_inspector_get_loupe (RECTO_INSPECTOR (self->inspector))));
  else if (g_str_equal (name, "table.focus-canvas"))
    recto_light_table_focus_canvas (self);
  else if (g_str_equal (name, "table.align-by-hand"))
    align_by_hand (self);
  else if (g_str_equal (name, "table.hand-finished"))
    {
      set_aligning (self, FALSE);
      recto_panes_set_tool (RECTO_PANES (self->panes), recto_tool_bar_get_tool (RECTO_TOOL_BAR (self->tool_bar)));
    }
  else if (g_str_has_prefix (name, "table.inspector-"))
    {
      /* The numbers are the panels' places in the full rail. */
      const char *page = g_str_has_suffix (name, "1") ? "adjust" : g_str_has_suffix (name, "2") ? "findings" : "info";

      recto_inspector_stop_hand (RECTO_INSPECTOR (self->inspector));
      recto_inspector_show_page (RECTO_INSPECTOR (self->inspector), page);
      recto_light_table_set_open (self, TRUE);
    }
}

void
recto_light_table_class_install_actions (GtkWidgetClass *klass)
{
  static const char *const names[]
      = { "table.swap",          "table.blink",       "table.zoom-in",       "table.zoom-out",         "table.zoom-fit",
          "table.zoom-one",      "table.turn-left",   "table.turn-right",    "table.mirror",           "table.annotations",
          "table.new-finding",   "table.next-finding", "table.previous-finding", "table.add-step",     "table.align-by-hand",
          "table.hand-finished", "table.inspector-1", "table.inspector-2",   "table.inspector-6",
          "table.next-part",    "table.set-reference", "table.clear-reference",
          "table.focus-canvas" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (klass, names[i], NULL, action_cb);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_k, GDK_CONTROL_MASK, "table.add-step", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_0, GDK_CONTROL_MASK, "table.zoom-fit", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_1, GDK_CONTROL_MASK, "table.zoom-one", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_1, GDK_ALT_MASK, "table.inspector-1", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_2, GDK_ALT_MASK, "table.inspector-2", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_6, GDK_ALT_MASK, "table.inspector-6", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F6, 0, "table.next-part", NULL);
}

/* ----- keys of the canvas ----- */

static gboolean
escape (RectoLightTable *self)
{
  if (recto_tool_bar_get_tool (RECTO_TOOL_BAR (self->tool_bar)) != RECTO_TOOL_SELECT)
    {
      recto_tool_bar_set_tool (RECTO_TOOL_BAR (self->tool_bar), RECTO_TOOL_SELECT);
      return GDK_EVENT_STOP;
    }
  if (recto_inspector_stop_hand (RECTO_INSPECTOR (self->inspector)))
    return GDK_EVENT_STOP;

  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RectoLightTable *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  RectoMode mode;

  if (self->session == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9)
    key = GDK_KEY_1 + (key - GDK_KEY_KP_1);
  if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    {
      if (is_aligning (self) || !recto_mode_bar_mode_for_key (key - GDK_KEY_0, &mode))
        return GDK_EVENT_PROPAGATE;
      if (mode == RECTO_MODE_SINGLE || recto_session_get_b (self->session) != NULL)
        recto_session_set_mode (self->session, mode);
      recto_mode_settings_wake (RECTO_MODE_SETTINGS (self->mode_settings));
      return GDK_EVENT_STOP;
    }

  switch (gdk_keyval_to_lower (key))
    {
    case GDK_KEY_space:
      if (recto_session_get_composition (self->session)->mode != RECTO_MODE_BLINK)
        return GDK_EVENT_PROPAGATE;
      gtk_widget_activate_action (widget, "table.blink", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_o:
      recto_session_set_show_original (self->session, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_x:
      gtk_widget_activate_action (widget, "table.swap", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_l:
      if (recto_session_get_composition (self->session)->mode == RECTO_MODE_TORCH)
        recto_mode_settings_toggle_pin (RECTO_MODE_SETTINGS (self->mode_settings));
      return GDK_EVENT_STOP;
    case GDK_KEY_bracketleft:
    case GDK_KEY_bracketright:
      if (recto_session_get_composition (self->session)->mode == RECTO_MODE_TORCH)
        recto_mode_settings_grow_lens (RECTO_MODE_SETTINGS (self->mode_settings), key == GDK_KEY_bracketright);
      return GDK_EVENT_STOP;
    case GDK_KEY_f:
      gtk_widget_activate_action (widget, "table.new-finding", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_n:
      gtk_widget_activate_action (widget, shift ? "table.previous-finding" : "table.next-finding", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_p:
      if (is_aligning (self))
        return GDK_EVENT_PROPAGATE;
      gtk_widget_activate_action (widget, shift ? "table.clear-reference" : "table.set-reference", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_t:
      gtk_widget_activate_action (widget, shift ? "table.turn-left" : "table.turn-right", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_m:
      gtk_widget_activate_action (widget, "table.mirror", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_h:
      gtk_widget_activate_action (widget, "table.annotations", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      return escape (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
key_released_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RectoLightTable *self)
{
  if (self->session != NULL && gdk_keyval_to_lower (key) == GDK_KEY_o)
    recto_session_set_show_original (self->session, FALSE);
}

/* The window may lose the focus while O is held. */
static void
leave_cb (GtkEventControllerFocus *controller, RectoLightTable *self)
{
  if (self->session != NULL)
    recto_session_set_show_original (self->session, FALSE);
}

void
recto_light_table_add_keys (RectoLightTable *self, GtkWidget *canvas)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released_cb), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (canvas, keys);
  gtk_widget_add_controller (canvas, focus);
}

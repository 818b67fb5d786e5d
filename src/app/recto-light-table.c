/* recto-light-table.c: pages, canvas with its bars, inspector and status bar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-light-table-private.h"

#include "recto-align-card.h"
#include "recto-loupe.h"
#include "recto-mode-bar.h"
#include "recto-pages-panel.h"
#include "recto-parts.h"
#include "recto-registration-popover.h"
#include "recto-settings.h"
#include "recto-status-bar.h"
#include <glib/gi18n.h>

#define INSPECTOR_WIDTH 356
#define PAGES_WIDTH 220
#define PANED_HANDLE 1
#define PAGES_STRIP 92

G_DEFINE_FINAL_TYPE (RectoLightTable, recto_light_table, GTK_TYPE_BOX)

/* ----- layout by width ----- */

static int
class_for_width (int width)
{
  if (width >= 1500)
    return 0;
  if (width >= 1440)
    return 1;

  /* A window of 1100 with what its frame takes. */
  return width >= 1090 ? 2 : 3;
}

static gboolean
is_covering (RectoLightTable *self)
{
  return gtk_widget_get_parent (self->inspector) == self->cover_box;
}

void
recto_light_table_set_open (RectoLightTable *self, gboolean open)
{
  self->open = open;
  if (is_covering (self))
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), open);
  else
    gtk_widget_set_visible (self->inspector, open);
}

static void
set_compact (RectoLightTable *self, gboolean compact)
{
  recto_pages_panel_set_compact (RECTO_PAGES_PANEL (self->pages), compact);
  gtk_paned_set_position (GTK_PANED (self->outer),
                          compact ? PAGES_STRIP : MAX (PAGES_STRIP + 1, recto_settings_get_int ("pages-width", PAGES_WIDTH)));
}

static void
place_inspector (RectoLightTable *self, gboolean cover)
{
  if (cover == is_covering (self) && gtk_widget_get_parent (self->inspector) != NULL)
    return;
  g_object_ref (self->inspector);
  if (cover)
    {
      gtk_paned_set_end_child (GTK_PANED (self->inner), NULL);
      gtk_box_append (GTK_BOX (self->cover_box), self->inspector);
      gtk_widget_set_vexpand (self->inspector, TRUE);
      gtk_widget_set_visible (self->inspector, TRUE);
      self->open = FALSE;
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
    }
  else
    {
      if (is_covering (self))
        gtk_box_remove (GTK_BOX (self->cover_box), self->inspector);
      gtk_paned_set_end_child (GTK_PANED (self->inner), self->inspector);
      gtk_paned_set_resize_end_child (GTK_PANED (self->inner), FALSE);
      gtk_paned_set_shrink_end_child (GTK_PANED (self->inner), FALSE);
      self->open = TRUE;
      gtk_widget_set_visible (self->inspector, TRUE);
    }
  gtk_widget_set_visible (self->revealer, cover);
  g_object_unref (self->inspector);
}

/* The bar above the canvas stays in reach under a panel that covers. */
static void
clear_mode_bar (RectoLightTable *self)
{
  int height;

  gtk_widget_measure (self->mode_bar, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_set_margin_top (self->revealer, height);
}

static gboolean
layout_cb (gpointer user_data)
{
  RectoLightTable *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int next = class_for_width (width);

  self->layout_source = 0;
  if (width <= 0 || next == self->width_class)
    return G_SOURCE_REMOVE;
  self->width_class = next;
  clear_mode_bar (self);
  set_compact (self, next >= 1);
  recto_inspector_set_rail_words (RECTO_INSPECTOR (self->inspector), next < 2);
  recto_mode_bar_set_short (RECTO_MODE_BAR (self->mode_bar), next >= 2);
  place_inspector (self, next == 3);
  if (next != 3)
    gtk_paned_set_position (GTK_PANED (self->inner),
                            gtk_widget_get_width (self->inner) - recto_settings_get_int ("inspector-width", INSPECTOR_WIDTH)
                                - PANED_HANDLE);

  return G_SOURCE_REMOVE;
}

/* The paned's greatest position follows the table's width. */
static void
width_changed_cb (GtkPaned *paned, GParamSpec *spec, RectoLightTable *self)
{
  /* Not inside an allocation: it changes what is asked for. */
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_cb, self, NULL);
}

void
recto_light_table_toggle_pages (RectoLightTable *self)
{
  g_return_if_fail (RECTO_IS_LIGHT_TABLE (self));

  set_compact (self, !recto_pages_panel_get_compact (RECTO_PAGES_PANEL (self->pages)));
}

static void
pages_moved_cb (GtkPaned *paned, GParamSpec *spec, RectoLightTable *self)
{
  if (!recto_pages_panel_get_compact (RECTO_PAGES_PANEL (self->pages)) && self->width_class >= 0)
    recto_settings_set_int ("pages-width", gtk_paned_get_position (paned));
}

static gboolean
keep_width_cb (gpointer user_data)
{
  RectoLightTable *self = user_data;
  int width = gtk_widget_get_width (self->inspector);

  self->keep_source = 0;
  if (!is_covering (self) && gtk_widget_get_mapped (self->inspector) && width >= INSPECTOR_WIDTH)
    recto_settings_set_int ("inspector-width", width);

  return G_SOURCE_REMOVE;
}

/* Later: the paned tells its position before the panel has its width. */
static void
inspector_moved_cb (GtkPaned *paned, GParamSpec *spec, RectoLightTable *self)
{
  if (self->keep_source == 0 && self->width_class >= 0)
    self->keep_source = g_idle_add (keep_width_cb, self);
}

/* ----- signals of the parts ----- */

static void
pointer_moved_cb (RectoPanes *panes, double x, double y, gboolean inside, RectoLightTable *self)
{
  RectoPoint page = { x, y };

  recto_status_bar_set_pointer (RECTO_STATUS_BAR (self->status_bar), page, inside);
  recto_inspector_set_pointer (RECTO_INSPECTOR (self->inspector), page, inside);
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, RectoLightTable *self)
{
  /* A widget that moves under a resting pointer is no movement. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  recto_mode_settings_wake (RECTO_MODE_SETTINGS (self->mode_settings));
}

static void
reference_changed_cb (RectoLoupe *loupe, RectoLightTable *self)
{
  RectoPoint page;
  gboolean has = recto_loupe_get_reference (loupe, &page);

  for (guint i = 0; i < RECTO_N_PANES; i++)
    recto_canvas_set_mark (recto_panes_get_canvas (RECTO_PANES (self->panes), i), has ? &page : NULL);
}

static void
shape_drawn_cb (RectoPanes *panes, RectoShape *shape, RectoLightTable *self)
{
  if (self->session == NULL)
    return;
  recto_panes_commit_composition (panes);
  recto_session_add_finding (self->session, shape);
  recto_tool_bar_set_tool (RECTO_TOOL_BAR (self->tool_bar), RECTO_TOOL_SELECT);
  recto_inspector_show_page (RECTO_INSPECTOR (self->inspector), "findings");
  recto_light_table_set_open (self, TRUE);
}

/* Without a picture there is nothing to draw on. */
static void
update_tools (RectoLightTable *self)
{
  gboolean drawable = self->session != NULL && recto_session_get_a (self->session) != NULL;

  if (!drawable)
    recto_tool_bar_set_tool (RECTO_TOOL_BAR (self->tool_bar), RECTO_TOOL_SELECT);
  gtk_widget_set_visible (self->tool_bar, drawable);
}

static void
tool_cb (RectoToolBar *tool_bar, GParamSpec *spec, RectoLightTable *self)
{
  recto_panes_set_tool (RECTO_PANES (self->panes), recto_tool_bar_get_tool (tool_bar));
}

static void
chosen_cb (RectoInspector *inspector, gboolean other, RectoLightTable *self)
{
  recto_light_table_set_open (self, other || !self->open);
}

static void
registration_cb (RectoStatusBar *status_bar, RectoLightTable *self)
{
  if (self->session != NULL && recto_registration_subject (self->session) != NULL)
    gtk_popover_popup (GTK_POPOVER (self->registration));
}

static void
update_zoom (RectoLightTable *self)
{
  if (self->session != NULL)
    recto_status_bar_set_zoom (RECTO_STATUS_BAR (self->status_bar), recto_viewport_get_zoom (recto_session_get_viewport (self->session)));
}

static gboolean
zoom_cb (gpointer user_data)
{
  RectoLightTable *self = user_data;

  self->zoom_source = 0;
  update_zoom (self);

  return G_SOURCE_REMOVE;
}

/* The zoom may change while the canvas is being allocated; a label may not. */
static void
viewport_changed (RectoLightTable *self)
{
  if (self->zoom_source == 0)
    self->zoom_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, zoom_cb, self, NULL);
}

static void
recto_light_table_dispose (GObject *object)
{
  RectoLightTable *self = RECTO_LIGHT_TABLE (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_handle_id (&self->zoom_source, g_source_remove);
  g_clear_handle_id (&self->keep_source, g_source_remove);
  g_clear_object (&self->viewport_signals);
  if (self->registration != NULL)
    gtk_widget_unparent (self->registration);
  self->registration = NULL;
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_light_table_parent_class)->dispose (object);
}

static void
recto_light_table_class_init (RectoLightTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = recto_light_table_dispose;
  recto_light_table_class_install_actions (widget_class);
}

static void
close_clicked_cb (RectoLightTable *self)
{
  recto_light_table_set_open (self, FALSE);
  recto_light_table_focus_canvas (self);
}

/* In a narrow window the panel lies over the picture: it is put away where it is. */
static GtkWidget *
new_close_row (RectoLightTable *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *close = recto_parts_icon_button ("window-close-symbolic", _ ("Close the panel"), NULL);

  gtk_widget_set_hexpand (close, TRUE);
  gtk_widget_set_halign (close, GTK_ALIGN_END);
  gtk_widget_add_css_class (row, "cover-head");
  gtk_box_append (GTK_BOX (row), close);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_clicked_cb), self, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
build_canvas (RectoLightTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->mode_bar = recto_mode_bar_new ();
  self->canvas_overlay = gtk_overlay_new ();
  self->panes = recto_panes_new ();
  self->tool_bar = recto_tool_bar_new ();
  self->mode_settings = recto_mode_settings_new (RECTO_PANES (self->panes));
  self->align_card = recto_align_card_new ();
  gtk_widget_set_vexpand (self->canvas_overlay, TRUE);
  gtk_widget_set_hexpand (self->canvas_overlay, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (self->canvas_overlay), self->panes);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->canvas_overlay), self->tool_bar);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->canvas_overlay), self->mode_settings);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->canvas_overlay), self->align_card);
  gtk_box_append (GTK_BOX (box), self->mode_bar);
  gtk_box_append (GTK_BOX (box), self->canvas_overlay);

  for (guint i = 0; i < RECTO_N_PANES; i++)
    recto_light_table_add_keys (self, GTK_WIDGET (recto_panes_get_canvas (RECTO_PANES (self->panes), i)));
  g_signal_connect_object (self->panes, "pointer-moved", G_CALLBACK (pointer_moved_cb), self, 0);
  g_signal_connect_object (self->panes, "shape-drawn", G_CALLBACK (shape_drawn_cb), self, 0);
  g_signal_connect_object (self->tool_bar, "notify::tool", G_CALLBACK (tool_cb), self, 0);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, 0);
  gtk_widget_add_controller (self->canvas_overlay, motion);

  return box;
}

static void
recto_light_table_init (RectoLightTable *self)
{
  GtkWidget *canvas = build_canvas (self);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->width_class = -1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->pages = recto_pages_panel_new ();
  self->inspector = recto_inspector_new (RECTO_PANES (self->panes));
  gtk_widget_set_size_request (self->inspector, INSPECTOR_WIDTH, -1);
  g_signal_connect_object (self->inspector, "chosen", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (recto_inspector_get_loupe (RECTO_INSPECTOR (self->inspector)), "reference-changed",
                           G_CALLBACK (reference_changed_cb), self, 0);

  self->inner = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_start_child (GTK_PANED (self->inner), canvas);
  gtk_paned_set_shrink_start_child (GTK_PANED (self->inner), TRUE);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_SLIDE_LEFT);
  gtk_widget_set_halign (self->revealer, GTK_ALIGN_END);
  gtk_widget_add_css_class (self->revealer, "cover");
  self->cover_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->cover_box, "recto-panel");
  gtk_box_append (GTK_BOX (self->cover_box), new_close_row (self));
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->cover_box);
  self->cover = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->cover), self->inner);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->cover), self->revealer);
  gtk_widget_set_hexpand (self->cover, TRUE);
  gtk_box_append (GTK_BOX (row), self->cover);
  gtk_box_append (GTK_BOX (row), recto_inspector_get_rail (RECTO_INSPECTOR (self->inspector)));

  self->outer = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  gtk_paned_set_start_child (GTK_PANED (self->outer), self->pages);
  gtk_paned_set_end_child (GTK_PANED (self->outer), row);
  gtk_paned_set_resize_start_child (GTK_PANED (self->outer), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (self->outer), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (self->outer), TRUE);
  gtk_widget_set_vexpand (self->outer, TRUE);
  g_signal_connect_object (self->outer, "notify::position", G_CALLBACK (pages_moved_cb), self, 0);
  g_signal_connect_object (self->outer, "notify::max-position", G_CALLBACK (width_changed_cb), self, 0);
  gtk_box_append (GTK_BOX (self), self->outer);
  g_signal_connect_object (self->inner, "notify::position", G_CALLBACK (inspector_moved_cb), self, 0);
  place_inspector (self, FALSE);

  self->status_bar = recto_status_bar_new ();
  g_signal_connect_object (self->status_bar, "registration-activated", G_CALLBACK (registration_cb), self, 0);
  gtk_box_append (GTK_BOX (self), self->status_bar);
  /* Inside the table, so that its buttons find the table’s actions. */
  self->registration = recto_registration_popover_new ();
  gtk_widget_set_parent (self->registration, recto_status_bar_get_registration_button (RECTO_STATUS_BAR (self->status_bar)));
  gtk_popover_set_position (GTK_POPOVER (self->registration), GTK_POS_TOP);
  recto_parts_quiet_under (gtk_widget_get_parent (self->registration), self->registration);

  self->viewport_signals = g_signal_group_new (RECTO_TYPE_VIEWPORT);
  g_signal_group_connect_swapped (self->viewport_signals, "changed", G_CALLBACK (viewport_changed), self);
}

GtkWidget *
recto_light_table_new (void)
{
  return g_object_new (RECTO_TYPE_LIGHT_TABLE, NULL);
}

void
recto_light_table_set_session (RectoLightTable *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_LIGHT_TABLE (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  if (self->session == session)
    return;
  if (self->session != NULL)
    {
      recto_inspector_stop_hand (RECTO_INSPECTOR (self->inspector));
      recto_inspector_flush (RECTO_INSPECTOR (self->inspector));
      recto_panes_commit_composition (RECTO_PANES (self->panes));
    }
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, update_tools, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (session, "table-changed", G_CALLBACK (update_tools), self, G_CONNECT_SWAPPED);
  g_signal_group_set_target (self->viewport_signals, session != NULL ? recto_session_get_viewport (session) : NULL);
  recto_pages_panel_set_session (RECTO_PAGES_PANEL (self->pages), session);
  recto_mode_bar_set_session (RECTO_MODE_BAR (self->mode_bar), session);
  recto_panes_set_session (RECTO_PANES (self->panes), session);
  recto_mode_settings_set_session (RECTO_MODE_SETTINGS (self->mode_settings), session);
  recto_align_card_set_session (RECTO_ALIGN_CARD (self->align_card), session);
  recto_inspector_set_session (RECTO_INSPECTOR (self->inspector), session);
  recto_status_bar_set_session (RECTO_STATUS_BAR (self->status_bar), session);
  recto_registration_popover_set_session (RECTO_REGISTRATION_POPOVER (self->registration), session);
  recto_tool_bar_set_tool (RECTO_TOOL_BAR (self->tool_bar), RECTO_TOOL_SELECT);
  update_tools (self);
  update_zoom (self);
}

void
recto_light_table_focus_canvas (RectoLightTable *self)
{
  g_return_if_fail (RECTO_IS_LIGHT_TABLE (self));

  gtk_widget_grab_focus (GTK_WIDGET (recto_panes_get_active (RECTO_PANES (self->panes))));
}

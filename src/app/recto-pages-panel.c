/* recto-pages-panel.c: the film strip: pages and their exposures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-pages-panel-private.h"

#include "recto-exposure-row.h"
#include "recto-light-badge.h"
#include <glib/gi18n.h>

#define WIDE 220
#define NARROW 92
/* Below this the pages become a strip. */
#define WINDOW_WIDTH 1500


enum
{
  PROP_0,
  PROP_COMPACT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RectoPagesPanel, recto_pages_panel, GTK_TYPE_WIDGET)

static void rebuild_later (RectoPagesPanel *self);

/* ----- rows ----- */

static GtkWidget *
new_page_row (RectoPagesPanel *self, RectoPageItem *page)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *title = recto_page_item_dup_title (page);
  guint n = g_list_model_get_n_items (recto_page_item_get_exposures (page));
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (row, "page-head");
  gtk_widget_set_tooltip_text (row, title);
  g_object_set_data_full (G_OBJECT (row), "page", g_object_ref (page), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (self->compact)
    {
      gtk_widget_add_css_class (label, "caption-text");
      gtk_widget_add_css_class (label, "second");
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
      gtk_widget_set_focusable (row, FALSE);
    }
  else
    {
      gboolean folded = g_hash_table_contains (self->folded, recto_page_item_get_id (page));
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      g_autofree char *words = g_strdup_printf (ngettext ("%u light", "%u lights", n), n);
      GtkWidget *count = gtk_label_new (words);

      gtk_widget_add_css_class (label, "page-head-label");
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_add_css_class (count, "caption-text");
      gtk_widget_add_css_class (count, "second");
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (folded ? "pan-end-symbolic"
                                                                          : "pan-down-symbolic"));
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), count);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
    }

  return row;
}

static void
rebuild (RectoPagesPanel *self)
{
  GListModel *pages;
  GtkWidget *row;
  guint n_pages;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  if (self->session == NULL)
    return;

  pages = recto_session_get_pages (self->session);
  n_pages = g_list_model_get_n_items (pages);
  for (guint p = 0; p < n_pages; p++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (pages, p);
      GListModel *exposures = recto_page_item_get_exposures (page);
      guint n = g_list_model_get_n_items (exposures);

      if (n == 0)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (self->list), new_page_row (self, page));
      if (!self->compact && g_hash_table_contains (self->folded, recto_page_item_get_id (page)))
        continue;
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (RectoExposureItem) exposure = g_list_model_get_item (exposures, i);

          gtk_list_box_append (GTK_LIST_BOX (self->list),
                               recto_exposure_row_new (exposure, self->compact));
        }
    }
}

static gboolean
rebuild_cb (gpointer user_data)
{
  RectoPagesPanel *self = user_data;

  self->rebuild_source = 0;
  rebuild (self);

  return G_SOURCE_REMOVE;
}

static void
rebuild_later (RectoPagesPanel *self)
{
  if (self->rebuild_source == 0)
    self->rebuild_source = g_idle_add_full (G_PRIORITY_DEFAULT, rebuild_cb, self, NULL);
}

static void
unwatch (RectoPagesPanel *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->watched, i), self);
  g_ptr_array_set_size (self->watched, 0);
}

static void
watch (RectoPagesPanel *self, gpointer object, const char *signal, GCallback callback)
{
  g_signal_connect_swapped (object, signal, callback, self);
  g_ptr_array_add (self->watched, g_object_ref (object));
}

static void
pages_changed_cb (RectoPagesPanel *self)
{
  GListModel *pages;
  guint n_pages;

  unwatch (self);
  if (self->session != NULL)
    {
      pages = recto_session_get_pages (self->session);
      watch (self, pages, "items-changed", G_CALLBACK (pages_changed_cb));
      n_pages = g_list_model_get_n_items (pages);
      for (guint p = 0; p < n_pages; p++)
        {
          g_autoptr (RectoPageItem) page = g_list_model_get_item (pages, p);

          watch (self, page, "notify::title", G_CALLBACK (rebuild_later));
          watch (self, recto_page_item_get_exposures (page), "items-changed",
                 G_CALLBACK (rebuild_later));
        }
    }
  rebuild_later (self);
}

/* ----- acting on rows ----- */

static RectoExposureItem *
get_row_exposure (GtkWidget *row)
{
  return row != NULL && RECTO_IS_EXPOSURE_ROW (row)
             ? recto_exposure_row_get_exposure (RECTO_EXPOSURE_ROW (row))
             : NULL;
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RectoPagesPanel *self)
{
  RectoExposureItem *exposure = get_row_exposure (GTK_WIDGET (row));
  RectoPageItem *page = g_object_get_data (G_OBJECT (row), "page");

  if (exposure != NULL)
    {
      recto_session_set_a (self->session, exposure);
    }
  else if (page != NULL)
    {
      const char *id = recto_page_item_get_id (page);

      if (!g_hash_table_remove (self->folded, id))
        g_hash_table_add (self->folded, g_strdup (id));
      rebuild_later (self);
    }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, RectoPagesPanel *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (GTK_LIST_BOX (self->list), (int) y);
  RectoExposureItem *exposure = get_row_exposure (GTK_WIDGET (row));

  if (exposure == NULL || !(state & GDK_SHIFT_MASK))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  recto_session_set_b (self->session, exposure);
}

static GtkWidget *
get_focus_row (RectoPagesPanel *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (self->list);

  return child;
}

static void
open_menu (RectoPagesPanel *self, GtkWidget *row)
{
  RectoExposureItem *exposure = get_row_exposure (row);
  graphene_rect_t bounds;

  if (exposure == NULL)
    return;
  g_set_object (&self->context, exposure);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exposure.align",
                                 !recto_exposure_item_is_reference (exposure));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exposure.set-a",
                                 recto_session_get_a (self->session) != exposure);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exposure.set-b",
                                 recto_session_get_b (self->session) != exposure);
  if (gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                                 &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                                   (int) bounds.size.width,
                                                   (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_cb (GtkGestureClick *gesture, int n_press, double x, double y, RectoPagesPanel *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (GTK_LIST_BOX (self->list), (int) y);

  if (get_row_exposure (GTK_WIDGET (row)) == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  open_menu (self, GTK_WIDGET (row));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
                GdkModifierType state, RectoPagesPanel *self)
{
  GtkWidget *row = get_focus_row (self);
  RectoExposureItem *exposure = get_row_exposure (row);

  if (exposure == NULL)
    return GDK_EVENT_PROPAGATE;
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && (state & GDK_SHIFT_MASK))
    {
      recto_session_set_b (self->session, exposure);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK)))
    {
      open_menu (self, row);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Delete)
    {
      g_set_object (&self->context, exposure);
      gtk_widget_activate_action (GTK_WIDGET (self), "exposure.withdraw", NULL);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

/* ----- width ----- */

static void
layout_cb (GdkSurface *surface, int width, int height, RectoPagesPanel *self)
{
  int narrow = width < WINDOW_WIDTH;

  /* Follows the window only when it crosses the limit, so that F9 stays what the user chose. */
  if (narrow == self->narrow_window)
    return;
  self->narrow_window = narrow;
  recto_pages_panel_set_compact (self, narrow);
}

static void
recto_pages_panel_realize (GtkWidget *widget)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (widget);

  GTK_WIDGET_CLASS (recto_pages_panel_parent_class)->realize (widget);
  self->surface = g_object_ref (gtk_native_get_surface (gtk_widget_get_native (widget)));
  g_signal_connect (self->surface, "layout", G_CALLBACK (layout_cb), self);
  if (gdk_surface_get_width (self->surface) > 1)
    layout_cb (self->surface, gdk_surface_get_width (self->surface),
               gdk_surface_get_height (self->surface), self);
}

static void
recto_pages_panel_unrealize (GtkWidget *widget)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (widget);

  g_signal_handlers_disconnect_by_data (self->surface, self);
  g_clear_object (&self->surface);
  GTK_WIDGET_CLASS (recto_pages_panel_parent_class)->unrealize (widget);
}

static void
update_shape (RectoPagesPanel *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), self->compact ? NARROW : WIDE, -1);
  gtk_widget_set_visible (self->title, !self->compact);
  gtk_button_set_icon_name (GTK_BUTTON (self->toggle),
                            self->compact ? "go-next-symbolic" : "go-previous-symbolic");
  gtk_widget_set_hexpand (self->toggle, self->compact);
  gtk_widget_set_tooltip_text (self->toggle, self->compact ? _ ("Show the pages with words (F9)")
                                                           : _ ("Show the pages as a strip (F9)"));
  if (self->compact)
    gtk_widget_add_css_class (self->list, "compact");
  else
    gtk_widget_remove_css_class (self->list, "compact");
  if (self->compact)
    gtk_button_set_icon_name (GTK_BUTTON (self->add), "list-add-symbolic");
  else
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("list-add-symbolic"));
      gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("Add images")));
      gtk_button_set_child (GTK_BUTTON (self->add), box);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add images"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pages panel"), -1);
}

static void
toggle_cb (RectoPagesPanel *self)
{
  recto_pages_panel_set_compact (self, !self->compact);
}

/* ----- class ----- */

static void
recto_pages_panel_dispose (GObject *object)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (object);

  unwatch (self);
  g_clear_handle_id (&self->rebuild_source, g_source_remove);
  g_clear_object (&self->context);
  g_clear_object (&self->session);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->head, gtk_widget_unparent);

  G_OBJECT_CLASS (recto_pages_panel_parent_class)->dispose (object);
}

static void
recto_pages_panel_finalize (GObject *object)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (object);

  g_ptr_array_unref (self->watched);
  g_hash_table_unref (self->folded);

  G_OBJECT_CLASS (recto_pages_panel_parent_class)->finalize (object);
}

static void
recto_pages_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COMPACT)
    g_value_set_boolean (value, RECTO_PAGES_PANEL (object)->compact);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
recto_pages_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COMPACT)
    recto_pages_panel_set_compact (RECTO_PAGES_PANEL (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
recto_pages_panel_class_init (RectoPagesPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = recto_pages_panel_dispose;
  object_class->finalize = recto_pages_panel_finalize;
  object_class->get_property = recto_pages_panel_get_property;
  object_class->set_property = recto_pages_panel_set_property;
  widget_class->realize = recto_pages_panel_realize;
  widget_class->unrealize = recto_pages_panel_unrealize;

  props[PROP_COMPACT]
      = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "pages");
  recto_pages_panel_install_menu (widget_class);
}

static void
add_controllers (RectoPagesPanel *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (secondary_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (secondary));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->list, keys);
}

static void
recto_pages_panel_init (RectoPagesPanel *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (GMenuModel) model = recto_pages_panel_new_menu ();

  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->narrow_window = -1;
  gtk_widget_add_css_class (GTK_WIDGET (self), "recto-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "pages-panel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pages"), -1);

  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));

  gtk_widget_set_size_request (bar, -1, 46);
  gtk_widget_set_margin_start (bar, 8);
  gtk_widget_set_margin_end (bar, 8);
  self->title = gtk_label_new (_ ("Pages"));
  gtk_widget_add_css_class (self->title, "heading");
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_margin_start (self->title, 6);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->toggle = gtk_button_new ();
  gtk_widget_add_css_class (self->toggle, "flat");
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->toggle, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->toggle, "clicked", G_CALLBACK (toggle_cb), self);
  gtk_box_append (GTK_BOX (bar), self->title);
  gtk_box_append (GTK_BOX (bar), self->toggle);
  gtk_box_append (GTK_BOX (self->head), bar);

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "pages-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pages and lights"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->head), scroller);

  self->add = gtk_button_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "win.add-images");
  gtk_widget_set_tooltip_text (self->add, _ ("Add images to the case (Ctrl I)"));
  gtk_widget_set_halign (self->add, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (self->add, 8);
  gtk_widget_set_margin_bottom (self->add, 12);
  gtk_box_append (GTK_BOX (self->head), self->add);

  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_RIGHT);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  add_controllers (self);
  update_shape (self);
}

GtkWidget *
recto_pages_panel_new (void)
{
  return g_object_new (RECTO_TYPE_PAGES_PANEL, NULL);
}

void
recto_pages_panel_set_session (RectoPagesPanel *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_PAGES_PANEL (self));

  if (!g_set_object (&self->session, session))
    return;
  g_clear_object (&self->context);
  g_hash_table_remove_all (self->folded);
  pages_changed_cb (self);
}

void
recto_pages_panel_set_compact (RectoPagesPanel *self, gboolean compact)
{
  g_return_if_fail (RECTO_IS_PAGES_PANEL (self));

  compact = !!compact;
  if (self->compact == compact)
    return;
  self->compact = compact;
  update_shape (self);
  rebuild_later (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPACT]);
}

gboolean
recto_pages_panel_get_compact (RectoPagesPanel *self)
{
  return self->compact;
}

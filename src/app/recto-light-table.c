/* recto-light-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-light-table.h"

#include "recto-canvas.h"
#include "recto-pages-panel.h"
#include "recto-status-bar.h"

struct _RectoLightTable
{
  GtkWidget parent_instance;

  RectoSession *session;
  RectoPagesPanel *pages;
  RectoCanvas *canvas;
  RectoStatusBar *status;
};

G_DEFINE_FINAL_TYPE (RectoLightTable, recto_light_table, GTK_TYPE_WIDGET)

static void
table_changed_cb (RectoLightTable *self)
{
  g_autoptr (RectoRenderer) renderer = recto_session_dup_renderer (self->session, 0);

  recto_canvas_set_renderer (self->canvas, renderer);
}

static void
pointer_cb (RectoLightTable *self, double x, double y, gboolean inside)
{
  recto_status_bar_set_pointer (self->status, (RectoPoint) { x, y }, inside);
}

static void
zoom_cb (RectoLightTable *self)
{
  recto_status_bar_set_zoom (self->status,
                             recto_viewport_get_zoom (recto_session_get_viewport (self->session)));
}

static void
recto_light_table_dispose (GObject *object)
{
  RectoLightTable *self = RECTO_LIGHT_TABLE (object);
  GtkWidget *child;

  if (self->session != NULL)
    recto_light_table_set_session (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (recto_light_table_parent_class)->dispose (object);
}

static void
recto_light_table_class_init (RectoLightTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_light_table_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
recto_light_table_init (RectoLightTable *self)
{
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->pages = RECTO_PAGES_PANEL (recto_pages_panel_new ());
  self->canvas = RECTO_CANVAS (recto_canvas_new ());
  self->status = RECTO_STATUS_BAR (recto_status_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->canvas), TRUE);
  gtk_widget_set_vexpand (middle, TRUE);
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->pages));
  gtk_box_append (GTK_BOX (middle), GTK_WIDGET (self->canvas));
  gtk_widget_set_parent (middle, GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->status), GTK_WIDGET (self));
  g_signal_connect_swapped (self->canvas, "pointer-moved", G_CALLBACK (pointer_cb), self);
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

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (recto_session_get_viewport (self->session), self);
    }
  g_set_object (&self->session, session);
  recto_pages_panel_set_session (self->pages, session);
  recto_status_bar_set_session (self->status, session);
  recto_canvas_set_viewport (self->canvas, session != NULL ? recto_session_get_viewport (session) : NULL);
  recto_canvas_set_annotations (self->canvas, session != NULL ? recto_session_get_annotations (session) : NULL);
  if (session == NULL)
    {
      recto_canvas_set_renderer (self->canvas, NULL);
      return;
    }
  g_signal_connect_swapped (session, "table-changed", G_CALLBACK (table_changed_cb), self);
  g_signal_connect_swapped (recto_session_get_viewport (session), "changed", G_CALLBACK (zoom_cb), self);
  table_changed_cb (self);
}

void
recto_light_table_toggle_pages (RectoLightTable *self)
{
  recto_pages_panel_set_compact (self->pages, !recto_pages_panel_get_compact (self->pages));
}

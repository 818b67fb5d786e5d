/* recto-pages-panel-private.h: shared by the panel's files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-pages-panel.h"

G_BEGIN_DECLS

struct _RectoPagesPanel
{
  GtkWidget parent_instance;

  RectoSession *session;
  GPtrArray *watched; /* the exposure lists of the pages */
  RectoExposureItem *context; /* what the open menu is about */
  GHashTable *folded;         /* page ids */
  gboolean compact;
  int narrow_window; /* -1 not known yet */
  GdkSurface *surface;
  guint rebuild_source;

  GtkWidget *head;
  GtkWidget *title;
  GtkWidget *toggle;
  GtkWidget *list;
  GtkWidget *add;
  GtkWidget *menu;
};

GMenuModel *recto_pages_panel_new_menu (void);
void recto_pages_panel_install_menu (GtkWidgetClass *widget_class);

G_END_DECLS

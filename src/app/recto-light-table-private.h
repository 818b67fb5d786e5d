/* recto-light-table-private.h: what the recto-light-table*.c files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-inspector.h"
#include "recto-light-table.h"
#include "recto-mode-settings.h"
#include "recto-panes.h"
#include "recto-tool-bar.h"

G_BEGIN_DECLS

struct _RectoLightTable
{
  GtkBox parent_instance;

  GtkWidget *pages;
  GtkWidget *mode_bar;
  GtkWidget *panes;
  GtkWidget *canvas_overlay;
  GtkWidget *tool_bar;
  GtkWidget *mode_settings;
  GtkWidget *align_card;
  GtkWidget *inspector;
  GtkWidget *outer;    /* GtkPaned: pages | rest */
  GtkWidget *inner;    /* GtkPaned: canvas | inspector */
  GtkWidget *cover;    /* GtkOverlay over the inner paned */
  GtkWidget *revealer; /* holds the inspector in a narrow window */
  GtkWidget *cover_box; /* in it: the way to close it, and the inspector */
  GtkWidget *status_bar;
  GtkWidget *registration;

  RectoSession *session;
  GSignalGroup *viewport_signals;
  int width_class; /* 0 wide … 3 narrow; -1 not known */
  guint layout_source;
  guint zoom_source;
  guint keep_source; /* the inspector's width, when it rests */
  gboolean open; /* the inspector */
  double pointer_x, pointer_y;
};

void recto_light_table_class_install_actions (GtkWidgetClass *klass);
/* Single letters and digits, only while a canvas has the focus. */
void recto_light_table_add_keys (RectoLightTable *self, GtkWidget *canvas);
void recto_light_table_set_open (RectoLightTable *self, gboolean open);

G_END_DECLS

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
  GtkWidget *status_bar;
  GtkWidget *registration;

  RectoSession *session;
  GSignalGroup *viewport_signals;
  int width_class; /* 0 wide … 3 narrow; -1 not known */
  guint layout_source;
  guint zoom_source;
  gboolean open; /* the inspector */
  double pointer_x, pointer_y;
};

void recto_light_table_class_install_actions (GtkWidgetClass *klass);
/* Single letters and digits, unless the focus is where text is written. */
void recto_light_table_add_keys (RectoLightTable *self);
void recto_light_table_set_open (RectoLightTable *self, gboolean open);

G_END_DECLS

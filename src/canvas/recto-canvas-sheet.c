/* recto-canvas-sheet.c: a child of the canvas that draws one layer of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-canvas-private.h"

#define RECTO_TYPE_CANVAS_SHEET (recto_canvas_sheet_get_type ())
G_DECLARE_FINAL_TYPE (RectoCanvasSheet, recto_canvas_sheet, RECTO, CANVAS_SHEET, GtkWidget)

struct _RectoCanvasSheet
{
  GtkWidget parent_instance;

  RectoSheetDraw draw;
};

G_DEFINE_FINAL_TYPE (RectoCanvasSheet, recto_canvas_sheet, GTK_TYPE_WIDGET)

static void
recto_canvas_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RectoCanvasSheet *self = RECTO_CANVAS_SHEET (widget);
  RectoCanvas *canvas = RECTO_CANVAS (gtk_widget_get_parent (widget));

  self->draw (canvas, snapshot);
}

static void
recto_canvas_sheet_class_init (RectoCanvasSheetClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = recto_canvas_sheet_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
recto_canvas_sheet_init (RectoCanvasSheet *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
recto_canvas_sheet_new (RectoSheetDraw draw)
{
  RectoCanvasSheet *self = g_object_new (RECTO_TYPE_CANVAS_SHEET, NULL);

  self->draw = draw;
  return GTK_WIDGET (self);
}

/* recto-tool-bar.c: the drawing tools, floating over the canvas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-tool-bar.h"

#include "recto-parts.h"
#include <glib/gi18n.h>

static const struct
{
  RectoTool tool;
  const char *icon;
  const char *words;
  const char *key;
} tools[] = {
  { RECTO_TOOL_SELECT, "recto-tool-select-symbolic", N_ ("Select and move"), N_ ("Escape") },
  { RECTO_TOOL_RECTANGLE, "recto-tool-rectangle-symbolic", N_ ("Finding: rectangle"), "F" },
  { RECTO_TOOL_ELLIPSE, "recto-tool-ellipse-symbolic", N_ ("Finding: ellipse"), NULL },
  { RECTO_TOOL_POLYGON, "recto-tool-polygon-symbolic", N_ ("Finding: polygon"), NULL },
  { RECTO_TOOL_ARROW, "recto-tool-arrow-symbolic", N_ ("Finding: arrow"), NULL },
  { RECTO_TOOL_FREEHAND, "recto-tool-freehand-symbolic", N_ ("Finding: freehand"), NULL },
  { RECTO_TOOL_POINT, "recto-tool-point-symbolic", N_ ("Finding: point"), NULL },
};

struct _RectoToolBar
{
  GtkBox parent_instance;

  GtkWidget *buttons[G_N_ELEMENTS (tools)];
  RectoTool tool;
};

enum
{
  PROP_TOOL = 1,
};

G_DEFINE_FINAL_TYPE (RectoToolBar, recto_tool_bar, GTK_TYPE_BOX)

static void
toggled_cb (GtkToggleButton *button, RectoToolBar *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    if (self->buttons[i] == GTK_WIDGET (button) && self->tool != tools[i].tool)
      {
        self->tool = tools[i].tool;
        g_object_notify (G_OBJECT (self), "tool");
      }
}

static void
recto_tool_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_int (value, RECTO_TOOL_BAR (object)->tool);
}

static void
recto_tool_bar_class_init (RectoToolBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = recto_tool_bar_get_property;
  g_object_class_install_property (object_class, PROP_TOOL,
                                   g_param_spec_int ("tool", NULL, NULL, 0, RECTO_TOOL_PAIRS,
                                                     RECTO_TOOL_SELECT,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
recto_tool_bar_init (RectoToolBar *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "canvas-float");
  gtk_widget_add_css_class (GTK_WIDGET (self), "tool-bar");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Tools"), -1);

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      const char *key = tools[i].key;

      self->buttons[i]
          = recto_parts_icon_toggle (tools[i].icon, _ (tools[i].words), key != NULL ? _ (key) : NULL);
      if (i == 0)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->buttons[i]),
                                     GTK_TOGGLE_BUTTON (self->buttons[0]));
      gtk_widget_set_focus_on_click (self->buttons[i], FALSE);
      g_signal_connect (self->buttons[i], "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (self), self->buttons[i]);
      if (i == 0)
        gtk_box_append (GTK_BOX (self), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
    }
}

GtkWidget *
recto_tool_bar_new (void)
{
  return g_object_new (RECTO_TYPE_TOOL_BAR, NULL);
}

void
recto_tool_bar_set_tool (RectoToolBar *self, RectoTool tool)
{
  g_return_if_fail (RECTO_IS_TOOL_BAR (self));

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    if (tools[i].tool == tool)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), TRUE);
}

RectoTool
recto_tool_bar_get_tool (RectoToolBar *self)
{
  g_return_val_if_fail (RECTO_IS_TOOL_BAR (self), RECTO_TOOL_SELECT);

  return self->tool;
}

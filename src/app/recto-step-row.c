/* recto-step-row.c: one step of a recipe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-step-row.h"

#include "recto-param-row.h"
#include "recto-parts.h"
#include <glib/gi18n.h>

struct _RectoStepRow
{
  GtkBox parent_instance;

  const RectoOperation *operation;
  guint index;
  GtkWidget *head;
  GtkWidget *grip;
  GtkWidget *toggle;
  GtkWidget *name;
  GtkWidget *summary;
  GtkWidget *expander;
  GtkWidget *revealer;
  GtkWidget *obstacle;
  GtkWidget *params[RECTO_OPERATION_MAX_PARAMS];
  gboolean updating;
};

enum
{
  VALUE_CHANGED,
  ENABLED_CHANGED,
  RESET,
  REMOVE,
  OPENED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoStepRow, recto_step_row, GTK_TYPE_BOX)

static void
param_changed_cb (RectoParamRow *row, double value, gboolean final, RectoStepRow *self)
{
  for (guint i = 0; i < self->operation->n_params; i++)
    if (self->params[i] == GTK_WIDGET (row))
      g_signal_emit (self, signals[VALUE_CHANGED], 0, i, value, final);
}

static void
toggle_cb (GtkSwitch *toggle, GParamSpec *spec, RectoStepRow *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[ENABLED_CHANGED], 0, gtk_switch_get_active (toggle));
}

static void
expand_cb (GtkToggleButton *button, RectoStepRow *self)
{
  gboolean open = gtk_toggle_button_get_active (button);

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), open);
  gtk_button_set_icon_name (GTK_BUTTON (self->expander), open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_widget_set_visible (self->summary, !open);
  if (!self->updating)
    g_signal_emit (self, signals[OPENED], 0, open);
}

static void
head_clicked_cb (GtkGestureClick *click, int n_press, double x, double y, RectoStepRow *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->expander),
                                !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->expander)));
}

static void
reset_cb (GtkButton *button, RectoStepRow *self)
{
  g_signal_emit (self, signals[RESET], 0);
}

static void
remove_cb (GtkButton *button, RectoStepRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RectoStepRow *self)
{
  if ((state & GDK_ALT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Up && self->index > 0)
    {
      g_signal_emit (self, signals[MOVED], 0, self->index, self->index - 1);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Down)
    {
      g_signal_emit (self, signals[MOVED], 0, self->index, self->index + 1);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

/* ----- dragging by the handle ----- */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, RectoStepRow *self)
{
  return gdk_content_provider_new_typed (RECTO_TYPE_STEP_ROW, self);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, RectoStepRow *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (self->head);

  gtk_drag_source_set_icon (source, paintable, 12, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
  g_object_set_data_full (G_OBJECT (gtk_widget_get_parent (GTK_WIDGET (self))), "recto-dragged", g_object_ref (self), g_object_unref);
}

/* A line shows where the step would come to lie: after this one when it comes from above, else before it. */
static GdkDragAction
drop_enter_cb (GtkDropTarget *target, double x, double y, RectoStepRow *self)
{
  RectoStepRow *from = g_object_get_data (G_OBJECT (gtk_widget_get_parent (GTK_WIDGET (self))), "recto-dragged");

  if (from == NULL || from == self)
    return 0;
  gtk_widget_add_css_class (GTK_WIDGET (self), from->index < self->index ? "drop-after" : "drop-before");

  return GDK_ACTION_COPY;
}

static void
drop_leave_cb (GtkDropTarget *target, RectoStepRow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-after");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "drop-before");
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, RectoStepRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
  if (parent != NULL)
    g_object_set_data (G_OBJECT (parent), "recto-dragged", NULL);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, RectoStepRow *self)
{
  RectoStepRow *from = g_value_get_object (value);

  drop_leave_cb (target, self);
  if (from == self || gtk_widget_get_parent (GTK_WIDGET (from)) != gtk_widget_get_parent (GTK_WIDGET (self)))
    return FALSE;
  g_signal_emit (self, signals[MOVED], 0, from->index, self->index);

  return TRUE;
}

static void
recto_step_row_class_init (RectoStepRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[VALUE_CHANGED] = g_signal_new ("value-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  signals[ENABLED_CHANGED] = g_signal_new ("enabled-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[RESET] = g_signal_new ("reset", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_BOOLEAN);
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_UINT, G_TYPE_UINT);
}

static void
recto_step_row_init (RectoStepRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "step-row");
}

static void
build_head (RectoStepRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (RECTO_TYPE_STEP_ROW, GDK_ACTION_COPY);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->head, "step-head");
  self->grip = gtk_image_new_from_icon_name ("recto-grip-symbolic");
  gtk_widget_add_css_class (self->grip, "third");
  gtk_widget_set_cursor_from_name (self->grip, "grab");
  recto_parts_describe (self->grip, _ ("Move this step"), _ ("Alt Up, Alt Down"));
  self->toggle = gtk_switch_new ();
  gtk_widget_add_css_class (self->toggle, "small-switch");
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_CENTER);
  recto_parts_describe (self->toggle, _ ("Apply this step"), NULL);
  self->name = recto_parts_label (_ (self->operation->label), "step-name");
  self->summary = recto_parts_label ("", "caption-text");
  gtk_widget_add_css_class (self->summary, "second");
  gtk_label_set_ellipsize (GTK_LABEL (self->summary), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), self->name);
  gtk_box_append (GTK_BOX (words), self->summary);
  gtk_widget_set_tooltip_text (words, self->operation->help != NULL ? _ (self->operation->help) : NULL);
  self->expander = recto_parts_icon_toggle ("pan-down-symbolic", _ (self->operation->label), NULL);
  gtk_widget_set_tooltip_text (self->expander, _ ("Show or hide the settings"));
  gtk_widget_add_css_class (self->expander, "small-button");
  gtk_box_append (GTK_BOX (self->head), self->grip);
  gtk_box_append (GTK_BOX (self->head), self->toggle);
  gtk_box_append (GTK_BOX (self->head), words);
  gtk_box_append (GTK_BOX (self->head), self->expander);
  gtk_box_append (GTK_BOX (self), self->head);

  g_signal_connect (click, "released", G_CALLBACK (head_clicked_cb), self);
  gtk_widget_add_controller (words, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (self->grip, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (target, "enter", G_CALLBACK (drop_enter_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self->toggle, "notify::active", G_CALLBACK (toggle_cb), self);
  g_signal_connect (self->expander, "toggled", G_CALLBACK (expand_cb), self);
}

static void
build_body (RectoStepRow *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *reset = recto_parts_word_button ("recto-reset-symbolic", _ ("Reset"), NULL);
  GtkWidget *bin = recto_parts_word_button ("user-trash-symbolic", _ ("Remove"), NULL);

  gtk_widget_add_css_class (body, "step-body");
  self->obstacle = recto_parts_label ("", "caption-text");
  gtk_label_set_wrap (GTK_LABEL (self->obstacle), TRUE);
  gtk_widget_add_css_class (self->obstacle, "warn");
  gtk_widget_set_visible (self->obstacle, FALSE);
  gtk_box_append (GTK_BOX (body), self->obstacle);
  for (guint i = 0; i < self->operation->n_params; i++)
    {
      self->params[i] = recto_param_row_new (&self->operation->params[i]);
      g_signal_connect (self->params[i], "changed", G_CALLBACK (param_changed_cb), self);
      gtk_box_append (GTK_BOX (body), self->params[i]);
    }
  gtk_widget_add_css_class (reset, "flat");
  gtk_widget_add_css_class (reset, "small-button");
  gtk_widget_add_css_class (bin, "flat");
  gtk_widget_add_css_class (bin, "small-button");
  gtk_widget_set_tooltip_text (bin, _ ("Take this step out of the recipe"));
  gtk_widget_set_tooltip_text (reset, _ ("All values of this step back to neutral"));
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_widget_set_visible (reset, self->operation->n_params > 0);
  g_signal_connect (reset, "clicked", G_CALLBACK (reset_cb), self);
  g_signal_connect (bin, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (buttons), bin);
  gtk_box_append (GTK_BOX (buttons), reset);
  gtk_box_append (GTK_BOX (body), buttons);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_SLIDE_DOWN);
  gtk_revealer_set_transition_duration (GTK_REVEALER (self->revealer), 120);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), body);
  gtk_box_append (GTK_BOX (self), self->revealer);
}

GtkWidget *
recto_step_row_new (const RectoOperation *operation, guint index)
{
  RectoStepRow *self = g_object_new (RECTO_TYPE_STEP_ROW, NULL);

  self->operation = operation;
  self->index = index;
  build_head (self);
  build_body (self);

  return GTK_WIDGET (self);
}

const RectoOperation *
recto_step_row_get_operation (RectoStepRow *self)
{
  g_return_val_if_fail (RECTO_IS_STEP_ROW (self), NULL);

  return self->operation;
}

guint
recto_step_row_get_index (RectoStepRow *self)
{
  g_return_val_if_fail (RECTO_IS_STEP_ROW (self), 0);

  return self->index;
}

void
recto_step_row_set_step (RectoStepRow *self, const RectoStep *step)
{
  g_autoptr (GString) summary = g_string_new (NULL);

  g_return_if_fail (RECTO_IS_STEP_ROW (self));
  g_return_if_fail (step != NULL && step->operation == self->operation);

  self->updating = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->toggle), step->enabled);
  for (guint i = 0; i < self->operation->n_params; i++)
    {
      const RectoParam *param = &self->operation->params[i];

      recto_param_row_set_value (RECTO_PARAM_ROW (self->params[i]), step->values[i]);
      if (step->values[i] != param->default_value || param->type == RECTO_PARAM_CHOICE)
        {
          g_autofree char *text = recto_param_format (param, step->values[i]);

          g_string_append_printf (summary, "%s%s", summary->len > 0 ? " · " : "", text);
        }
    }
  gtk_label_set_label (GTK_LABEL (self->summary), summary->str);
  if (step->enabled)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "step-off");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "step-off");
  self->updating = FALSE;
}

void
recto_step_row_set_open (RectoStepRow *self, gboolean open)
{
  g_return_if_fail (RECTO_IS_STEP_ROW (self));

  self->updating = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->expander), open);
  self->updating = FALSE;
}

void
recto_step_row_set_obstacle (RectoStepRow *self, const char *words)
{
  g_return_if_fail (RECTO_IS_STEP_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->obstacle), words != NULL ? words : "");
  gtk_widget_set_visible (self->obstacle, words != NULL);
  gtk_widget_set_tooltip_text (self->head, words);
  gtk_widget_set_sensitive (self->toggle, words == NULL);
  for (guint i = 0; i < self->operation->n_params; i++)
    gtk_widget_set_sensitive (self->params[i], words == NULL);
  if (words != NULL)
    gtk_label_set_label (GTK_LABEL (self->summary), _ ("changes nothing here"));
}

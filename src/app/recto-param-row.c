/* recto-param-row.c: one parameter of a step, built from its descriptor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-param-row.h"

#include "recto-parts.h"
#include "recto-slider.h"
#include <glib/gi18n.h>
#include <math.h>

struct _RectoParamRow
{
  GtkBox parent_instance;

  const RectoParam *param;
  GtkWidget *slider; /* numbers */
  GtkWidget *entry;
  GtkWidget *choice; /* GtkDropDown */
  GtkWidget *toggle; /* GtkSwitch */
  double value;
  gboolean updating;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoParamRow, recto_param_row, GTK_TYPE_BOX)

char *
recto_param_format (const RectoParam *param, double value)
{
  const char *sign = param->minimum < 0 && value > 0 ? "+" : "";
  const char *unit = param->unit != NULL ? param->unit : "";

  if (param->type == RECTO_PARAM_CHOICE)
    return g_strdup (_ (param->choices[(guint) value].label));
  if (param->type == RECTO_PARAM_BOOLEAN)
    /* Translators: the short value of a switch of a step. */
    return g_strdup (value != 0 ? _ ("on") : _ ("off"));

  return g_strdup_printf ("%s%.*f%s%s", sign, (int) param->digits, value, *unit != '\0' ? " " : "", unit);
}

static void
change (RectoParamRow *self, double value, gboolean final)
{
  self->value = value;
  g_signal_emit (self, signals[CHANGED], 0, value, final);
}

/* What is stored has the decimals that are shown. */
static double
tidy (const RectoParam *param, double value)
{
  double scale = param->type == RECTO_PARAM_INT ? 1 : pow (10, param->digits);

  return CLAMP (round (value * scale) / scale, param->minimum, param->maximum);
}

static void
moved_cb (RectoSlider *slider, gboolean final, RectoParamRow *self)
{
  double value = tidy (self->param, recto_slider_get (slider));
  g_autofree char *text = recto_param_format (self->param, value);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  change (self, value, final);
}

static void
take_entry (RectoParamRow *self)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))), ",", '.');
  g_autofree char *shown = NULL;
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);

  if (end != text && isfinite (value))
    {
      value = tidy (self->param, value);
      if (value != self->value)
        {
          recto_slider_set (RECTO_SLIDER (self->slider), value);
          change (self, value, TRUE);
        }
    }
  shown = recto_param_format (self->param, self->value);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), shown);
}

static void
entry_activate_cb (GtkEntry *entry, RectoParamRow *self)
{
  take_entry (self);
}

static void
entry_leave_cb (GtkEventControllerFocus *focus, RectoParamRow *self)
{
  take_entry (self);
}

static void
choice_cb (GtkDropDown *choice, GParamSpec *spec, RectoParamRow *self)
{
  if (!self->updating)
    change (self, gtk_drop_down_get_selected (choice), TRUE);
}

static void
toggle_cb (GtkSwitch *toggle, GParamSpec *spec, RectoParamRow *self)
{
  if (!self->updating)
    change (self, gtk_switch_get_active (toggle) ? 1 : 0, TRUE);
}

static void
recto_param_row_class_init (RectoParamRowClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
}

static void
recto_param_row_init (RectoParamRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "param-row");
}

static void
build_number (RectoParamRow *self)
{
  const RectoParam *param = self->param;
  GtkEventController *focus = gtk_event_controller_focus_new ();
  double neutral = CLAMP (param->default_value, param->minimum, param->maximum);

  self->slider = recto_slider_new (param->minimum, param->maximum, param->step > 0 ? param->step : 1, neutral);
  recto_parts_describe (self->slider, _ (param->label), NULL);
  gtk_widget_set_tooltip_text (self->slider, param->help != NULL ? _ (param->help) : NULL);
  g_signal_connect (self->slider, "moved", G_CALLBACK (moved_cb), self);
  gtk_box_append (GTK_BOX (self), self->slider);

  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 6);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 1);
  gtk_widget_add_css_class (self->entry, "param-entry");
  gtk_widget_add_css_class (self->entry, "numeric");
  gtk_widget_set_valign (self->entry, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (param->label), -1);
  g_signal_connect (self->entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (entry_leave_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_box_append (GTK_BOX (self), self->entry);
}

static void
build_choice (RectoParamRow *self)
{
  GtkStringList *words = gtk_string_list_new (NULL);

  for (const RectoParamChoice *choice = self->param->choices; choice->id != NULL; choice++)
    gtk_string_list_append (words, _ (choice->label));
  self->choice = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  gtk_widget_set_hexpand (self->choice, TRUE);
  recto_parts_describe (self->choice, _ (self->param->label), NULL);
  g_signal_connect (self->choice, "notify::selected", G_CALLBACK (choice_cb), self);
  gtk_box_append (GTK_BOX (self), self->choice);
}

GtkWidget *
recto_param_row_new (const RectoParam *param)
{
  RectoParamRow *self = g_object_new (RECTO_TYPE_PARAM_ROW, NULL);
  GtkWidget *label = recto_parts_label (_ (param->label), "panel-text");

  self->param = param;
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_widget_add_css_class (label, "second");
  gtk_widget_set_tooltip_text (label, param->help != NULL ? _ (param->help) : NULL);
  gtk_box_append (GTK_BOX (self), label);

  self->updating = TRUE;
  if (param->type == RECTO_PARAM_CHOICE)
    build_choice (self);
  else if (param->type == RECTO_PARAM_BOOLEAN)
    {
      self->toggle = gtk_switch_new ();
      gtk_widget_set_halign (self->toggle, GTK_ALIGN_END);
      gtk_widget_set_hexpand (self->toggle, TRUE);
      recto_parts_describe (self->toggle, _ (param->label), NULL);
      g_signal_connect (self->toggle, "notify::active", G_CALLBACK (toggle_cb), self);
      gtk_box_append (GTK_BOX (self), self->toggle);
    }
  else
    build_number (self);
  self->updating = FALSE;
  recto_param_row_set_value (self, param->default_value);

  return GTK_WIDGET (self);
}

void
recto_param_row_set_value (RectoParamRow *self, double value)
{
  g_return_if_fail (RECTO_IS_PARAM_ROW (self));

  self->value = value;
  self->updating = TRUE;
  if (self->choice != NULL)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), (guint) value);
  else if (self->toggle != NULL)
    gtk_switch_set_active (GTK_SWITCH (self->toggle), value != 0);
  else
    {
      g_autofree char *text = recto_param_format (self->param, value);

      if (tidy (self->param, recto_slider_get (RECTO_SLIDER (self->slider))) != value)
        recto_slider_set (RECTO_SLIDER (self->slider), value);
      if (!gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
        gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
    }
  self->updating = FALSE;
}

/* recto-mode-settings.c: the settings of the compare mode, floating at the foot of the canvas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-mode-settings.h"

#include "recto-parts.h"
#include <glib/gi18n.h>
#include <math.h>

#define FADE_AFTER_MS 2000

struct _RectoModeSettings
{
  GtkBox parent_instance;

  GtkWidget *groups[RECTO_MODE_SIGNED_DIFFERENCE + 1]; /* by mode; NULL: nothing to set */
  GtkWidget *upright, *level;
  GtkWidget *angle, *angle_value;
  GtkWidget *radius, *radius_value;
  GtkWidget *edge;
  GtkWidget *pin;
  GtkWidget *opacity, *opacity_value;
  GtkWidget *rate, *rate_value;
  GtkWidget *gain, *gain_value;
  GtkWidget *absolute, *with_sign;
  GtkWidget *beside, *stacked;

  RectoPanes *panes; /* beside us in the same overlay, and as long-lived */
  RectoSession *session;
  GSignalGroup *session_signals;
  gboolean updating;
  gboolean has_settings;
  gboolean hidden; /* for the time being */
  gboolean hovered;
  guint fade_source;
};

G_DEFINE_FINAL_TYPE (RectoModeSettings, recto_mode_settings, GTK_TYPE_BOX)

/* ----- fading ----- */

static gboolean
fade_cb (gpointer user_data)
{
  RectoModeSettings *self = user_data;
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  self->fade_source = 0;
  if (!self->hovered && focus == NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "faded");
      gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
    }

  return G_SOURCE_REMOVE;
}

static void update (RectoModeSettings *self);

void
recto_mode_settings_set_hidden (RectoModeSettings *self, gboolean hidden)
{
  g_return_if_fail (RECTO_IS_MODE_SETTINGS (self));

  self->hidden = hidden;
  update (self);
}

void
recto_mode_settings_wake (RectoModeSettings *self)
{
  g_return_if_fail (RECTO_IS_MODE_SETTINGS (self));

  gtk_widget_remove_css_class (GTK_WIDGET (self), "faded");
  gtk_widget_set_can_target (GTK_WIDGET (self), TRUE);
  g_clear_handle_id (&self->fade_source, g_source_remove);
  self->fade_source = g_timeout_add (FADE_AFTER_MS, fade_cb, self);
}

static void
enter_cb (GtkEventControllerMotion *motion, double x, double y, RectoModeSettings *self)
{
  self->hovered = TRUE;
  recto_mode_settings_wake (self);
}

static void
leave_cb (GtkEventControllerMotion *motion, RectoModeSettings *self)
{
  self->hovered = FALSE;
  recto_mode_settings_wake (self);
}

/* ----- showing ----- */

static void
set_value (GtkWidget *scale, double value)
{
  gtk_range_set_value (GTK_RANGE (scale), value);
}

static void
set_words (GtkWidget *label, char *words)
{
  gtk_label_set_label (GTK_LABEL (label), words);
  g_free (words);
}

static void
show_radius (RectoModeSettings *self, double radius)
{
  RectoPageItem *page = recto_session_get_page (self->session);
  double px_per_mm;

  if (page != NULL && recto_page_item_get_scale (page, &px_per_mm, NULL) && px_per_mm > 0)
    set_words (self->radius_value, g_strdup_printf (_ ("%.1f mm"), radius / px_per_mm));
  else
    set_words (self->radius_value, g_strdup_printf (_ ("%.0f px"), radius));
}

static void
update (RectoModeSettings *self)
{
  const RectoComposition *c;
  RectoMode mode;

  if (self->session == NULL)
    return;
  c = recto_session_get_composition (self->session);
  mode = c->mode == RECTO_MODE_SIGNED_DIFFERENCE ? RECTO_MODE_DIFFERENCE : c->mode;

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (self->groups); i++)
    if (self->groups[i] != NULL)
      gtk_widget_set_visible (self->groups[i], i == mode);
  self->has_settings = recto_session_get_b (self->session) != NULL && self->groups[mode] != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), self->has_settings && !self->hidden);

  set_value (self->angle, c->curtain_angle);
  set_words (self->angle_value, g_strdup_printf ("%.0f°", c->curtain_angle));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->upright), fabs (c->curtain_angle - 90) < 0.5);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->level), fabs (c->curtain_angle) < 0.5);
  set_value (self->radius, log (MAX (c->torch_radius, 1)));
  show_radius (self, c->torch_radius);
  set_value (self->edge, c->torch_radius > 0 ? c->torch_edge / c->torch_radius : 0);
  set_value (self->opacity, c->opacity);
  set_words (self->opacity_value, g_strdup_printf (_ ("%.0f %%"), 100 * c->opacity));
  set_value (self->rate, c->blink_rate);
  set_words (self->rate_value,
             c->blink_rate > 0 ? g_strdup_printf (_ ("%.1f / s"), c->blink_rate) : g_strdup (_ ("by hand")));
  set_value (self->gain, c->gain);
  set_words (self->gain_value, g_strdup_printf ("× %.1f", c->gain));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->with_sign),
                                c->mode == RECTO_MODE_SIGNED_DIFFERENCE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->absolute),
                                c->mode != RECTO_MODE_SIGNED_DIFFERENCE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->stacked), recto_panes_get_stacked (self->panes));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->beside), !recto_panes_get_stacked (self->panes));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->pin), recto_panes_get_torch_pinned (self->panes));
  self->updating = FALSE;
}

/* ----- changing ----- */

static void
changed_cb (GtkWidget *widget, RectoModeSettings *self)
{
  RectoComposition c;

  if (self->updating || self->session == NULL)
    return;
  recto_panes_commit_composition (self->panes);
  c = *recto_session_get_composition (self->session);
  if (widget == self->angle)
    c.curtain_angle = gtk_range_get_value (GTK_RANGE (widget));
  else if (widget == self->radius)
    {
      double edge = c.torch_radius > 0 ? c.torch_edge / c.torch_radius : 0;

      c.torch_radius = exp (gtk_range_get_value (GTK_RANGE (widget)));
      c.torch_edge = edge * c.torch_radius;
    }
  else if (widget == self->edge)
    c.torch_edge = gtk_range_get_value (GTK_RANGE (widget)) * c.torch_radius;
  else if (widget == self->opacity)
    c.opacity = gtk_range_get_value (GTK_RANGE (widget));
  else if (widget == self->rate)
    c.blink_rate = gtk_range_get_value (GTK_RANGE (widget)) < 0.25 ? 0 : gtk_range_get_value (GTK_RANGE (widget));
  else if (widget == self->gain)
    c.gain = gtk_range_get_value (GTK_RANGE (widget));
  recto_session_set_composition (self->session, &c);
  recto_mode_settings_wake (self);
}

static void
chosen_cb (GtkWidget *button, RectoModeSettings *self)
{
  RectoComposition c;

  if (self->updating || self->session == NULL)
    return;
  c = *recto_session_get_composition (self->session);
  if (button == self->upright)
    c.curtain_angle = 90;
  else if (button == self->level)
    c.curtain_angle = 0;
  else if (button == self->absolute)
    c.mode = RECTO_MODE_DIFFERENCE;
  else if (button == self->with_sign)
    c.mode = RECTO_MODE_SIGNED_DIFFERENCE;
  else if (button == self->beside || button == self->stacked)
    recto_panes_set_stacked (self->panes, button == self->stacked);
  else if (button == self->pin)
    recto_mode_settings_toggle_pin (self);
  recto_session_set_composition (self->session, &c);
  update (self);
  recto_mode_settings_wake (self);
}

void
recto_mode_settings_toggle_pin (RectoModeSettings *self)
{
  g_return_if_fail (RECTO_IS_MODE_SETTINGS (self));

  recto_panes_commit_composition (self->panes);
  recto_panes_set_torch_pinned (self->panes, !recto_panes_get_torch_pinned (self->panes));
  update (self);
  recto_mode_settings_wake (self);
}

void
recto_mode_settings_grow_lens (RectoModeSettings *self, gboolean larger)
{
  double value;

  g_return_if_fail (RECTO_IS_MODE_SETTINGS (self));

  value = gtk_range_get_value (GTK_RANGE (self->radius));
  gtk_range_set_value (GTK_RANGE (self->radius), value + (larger ? log (1.1) : -log (1.1)));
}

/* ----- building ----- */

static GtkWidget *
add_group (RectoModeSettings *self, RectoMode mode)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->groups[mode] = group;
  gtk_box_append (GTK_BOX (self), group);

  return group;
}

static GtkWidget *
add_scale (RectoModeSettings *self, GtkWidget *group, const char *words, double low, double high,
           double step, GtkWidget **value)
{
  GtkWidget *label = recto_parts_label (words, NULL);
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, low, high, step);

  gtk_widget_set_size_request (scale, 120, -1);
  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_box_append (GTK_BOX (group), label);
  gtk_box_append (GTK_BOX (group), scale);
  if (value != NULL)
    {
      *value = recto_parts_label ("", "numeric");
      gtk_label_set_width_chars (GTK_LABEL (*value), 7);
      gtk_widget_add_css_class (*value, "float-value");
      gtk_box_append (GTK_BOX (group), *value);
    }
  g_signal_connect (scale, "value-changed", G_CALLBACK (changed_cb), self);

  return scale;
}

static GtkWidget *
add_choice (RectoModeSettings *self, GtkWidget *linked, const char *icon, const char *words)
{
  GtkWidget *button = gtk_toggle_button_new ();

  if (icon != NULL)
    gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  else
    gtk_button_set_label (GTK_BUTTON (button), words);
  recto_parts_describe (button, words, NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (chosen_cb), self);
  gtk_box_append (GTK_BOX (linked), button);

  return button;
}

static GtkWidget *
add_linked (GtkWidget *group)
{
  GtkWidget *linked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (linked, "linked");
  gtk_widget_set_valign (linked, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (group), linked);

  return linked;
}

static void
add_swap (GtkWidget *group)
{
  GtkWidget *swap = recto_parts_word_button ("recto-swap-symbolic", _ ("Swap"), "X");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (swap), "table.swap");
  gtk_box_append (GTK_BOX (group), recto_parts_separator ());
  gtk_box_append (GTK_BOX (group), swap);
}

static void
build (RectoModeSettings *self)
{
  GtkWidget *group, *linked, *button;

  group = add_group (self, RECTO_MODE_SIDE_BY_SIDE);
  /* Translators: how the two pictures lie, beside or above each other. */
  gtk_box_append (GTK_BOX (group), recto_parts_label (_ ("Panes"), NULL));
  linked = add_linked (group);
  self->beside = add_choice (self, linked, "recto-mode-side-by-side-symbolic", _ ("Beside each other"));
  self->stacked = add_choice (self, linked, "recto-mode-stacked-symbolic", _ ("Above each other"));
  add_swap (group);

  group = add_group (self, RECTO_MODE_CURTAIN);
  self->angle = add_scale (self, group, _ ("Angle"), 0, 180, 1, &self->angle_value);
  gtk_label_set_width_chars (GTK_LABEL (self->angle_value), 4);
  linked = add_linked (group);
  self->upright = add_choice (self, linked, "recto-angle-upright-symbolic", _ ("Upright line"));
  self->level = add_choice (self, linked, "recto-angle-level-symbolic", _ ("Level line"));
  add_swap (group);

  group = add_group (self, RECTO_MODE_TORCH);
  self->radius = add_scale (self, group, _ ("Lens radius"), log (10), log (4000), log (1.05), &self->radius_value);
  /* Translators: how soft the edge of the lens is. */
  self->edge = add_scale (self, group, _ ("Edge"), 0, 1, 0.05, NULL);
  gtk_widget_set_size_request (self->edge, 80, -1);
  add_swap (group);
  self->pin = gtk_toggle_button_new ();
  button = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_box_append (GTK_BOX (button), gtk_image_new_from_icon_name ("recto-pin-symbolic"));
  gtk_box_append (GTK_BOX (button), gtk_label_new (_ ("Pin")));
  gtk_box_append (GTK_BOX (button), recto_parts_key_hint ("L"));
  gtk_button_set_child (GTK_BUTTON (self->pin), button);
  recto_parts_describe (self->pin, _ ("Pin the lens"), "L");
  gtk_widget_set_valign (self->pin, GTK_ALIGN_CENTER);
  g_signal_connect (self->pin, "clicked", G_CALLBACK (chosen_cb), self);
  gtk_box_append (GTK_BOX (group), self->pin);

  group = add_group (self, RECTO_MODE_OVERLAY);
  self->opacity = add_scale (self, group, _ ("Opacity of B"), 0, 1, 0.01, &self->opacity_value);
  add_swap (group);

  group = add_group (self, RECTO_MODE_BLINK);
  /* Translators: how often the picture changes in blink mode, per second. */
  self->rate = add_scale (self, group, _ ("Changes"), 0, 10, 0.5, &self->rate_value);
  gtk_label_set_width_chars (GTK_LABEL (self->rate_value), 9);
  /* Translators: “Space” is the key. */
  button = recto_parts_word_button ("recto-swap-symbolic", _ ("Change now"), _ ("Space"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "table.blink");
  gtk_box_append (GTK_BOX (group), button);

  group = add_group (self, RECTO_MODE_DIFFERENCE);
  self->gain = add_scale (self, group, _ ("Gain"), 1, 16, 0.5, &self->gain_value);
  linked = add_linked (group);
  self->absolute = add_choice (self, linked, NULL, _ ("Absolute"));
  self->with_sign = add_choice (self, linked, NULL, _ ("Signed"));
  add_swap (group);

  group = add_group (self, RECTO_MODE_TWO_COLOUR);
  gtk_box_append (GTK_BOX (group), recto_parts_label (_ ("A red, B cyan; where they agree it is grey"), NULL));
  add_swap (group);
}

static void
recto_mode_settings_dispose (GObject *object)
{
  RectoModeSettings *self = RECTO_MODE_SETTINGS (object);

  g_clear_handle_id (&self->fade_source, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_mode_settings_parent_class)->dispose (object);
}

static void
recto_mode_settings_class_init (RectoModeSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_mode_settings_dispose;
}

static void
recto_mode_settings_init (RectoModeSettings *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "canvas-float");
  gtk_widget_add_css_class (GTK_WIDGET (self), "mode-settings");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  build (self);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed", G_CALLBACK (update), self);
}

GtkWidget *
recto_mode_settings_new (RectoPanes *panes)
{
  RectoModeSettings *self = g_object_new (RECTO_TYPE_MODE_SETTINGS, NULL);

  self->panes = panes;

  return GTK_WIDGET (self);
}

void
recto_mode_settings_set_session (RectoModeSettings *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_MODE_SETTINGS (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  update (self);
}

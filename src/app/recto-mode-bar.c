/* recto-mode-bar.c: compare modes, A and B, zoom, above the canvas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-mode-bar.h"

#include "recto-light-badge.h"
#include "recto-parts.h"
#include <glib/gi18n.h>
#include <math.h>

static const struct
{
  RectoMode mode;
  const char *icon;
  const char *words;
  const char *key;
} modes[] = {
  { RECTO_MODE_SINGLE, "recto-mode-single-symbolic", N_ ("Single"), "1" },
  { RECTO_MODE_SIDE_BY_SIDE, "recto-mode-side-by-side-symbolic", N_ ("Side by side"), "2" },
  { RECTO_MODE_CURTAIN, "recto-mode-curtain-symbolic", N_ ("Curtain"), "3" },
  { RECTO_MODE_TORCH, "recto-mode-torch-symbolic", N_ ("Torch"), "4" },
  { RECTO_MODE_OVERLAY, "recto-mode-overlay-symbolic", N_ ("Overlay"), "5" },
  { RECTO_MODE_BLINK, "recto-mode-blink-symbolic", N_ ("Blink"), "6" },
  { RECTO_MODE_DIFFERENCE, "recto-mode-difference-symbolic", N_ ("Difference"), "7" },
  { RECTO_MODE_TWO_COLOUR, "recto-mode-two-colour-symbolic", N_ ("Two-colour"), "8" },
};

struct _RectoModeBar
{
  GtkBox parent_instance;

  GtkWidget *buttons[G_N_ELEMENTS (modes)];
  GtkWidget *words[G_N_ELEMENTS (modes)];
  GtkWidget *a_label;
  GtkWidget *a_badge;
  GtkWidget *swap;
  GtkWidget *b_label;
  GtkWidget *b_badge;
  GtkWidget *percent;

  RectoSession *session;
  GSignalGroup *session_signals;
  GSignalGroup *viewport_signals;
  gboolean updating;
  gboolean locked;
  guint zoom_source;
};

G_DEFINE_FINAL_TYPE (RectoModeBar, recto_mode_bar, GTK_TYPE_BOX)

gboolean
recto_mode_bar_mode_for_key (guint number, RectoMode *mode)
{
  if (number < 1 || number > G_N_ELEMENTS (modes))
    return FALSE;
  *mode = modes[number - 1].mode;

  return TRUE;
}

static void
update_zoom (RectoModeBar *self)
{
  g_autofree char *text = NULL;
  double percent;

  if (self->session == NULL)
    return;
  percent = 100 * recto_viewport_get_zoom (recto_session_get_viewport (self->session));
  text = percent < 9.95 ? g_strdup_printf (_ ("%.1f %%"), percent)
                        : g_strdup_printf (_ ("%.0f %%"), percent);
  gtk_label_set_label (GTK_LABEL (self->percent), text);
}

static gboolean
zoom_cb (gpointer user_data)
{
  RectoModeBar *self = user_data;

  self->zoom_source = 0;
  update_zoom (self);

  return G_SOURCE_REMOVE;
}

/* The zoom may change while the canvas is being allocated; a label may not. */
static void
viewport_changed (RectoModeBar *self)
{
  if (self->zoom_source == 0)
    self->zoom_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, zoom_cb, self, NULL);
}

static void
update (RectoModeBar *self)
{
  RectoExposureItem *a, *b;
  RectoMode mode;

  if (self->session == NULL)
    return;

  a = recto_session_get_a (self->session);
  b = recto_session_get_b (self->session);
  mode = recto_session_get_composition (self->session)->mode;
  if (mode == RECTO_MODE_SIGNED_DIFFERENCE)
    mode = RECTO_MODE_DIFFERENCE;

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), modes[i].mode == mode);
      gtk_widget_set_visible (self->words[i], modes[i].mode == mode);
      gtk_widget_set_sensitive (self->buttons[i],
                                !self->locked && a != NULL && (modes[i].mode == RECTO_MODE_SINGLE || b != NULL));
    }
  self->updating = FALSE;

  gtk_widget_set_visible (self->a_label, a != NULL);
  gtk_widget_set_visible (self->a_badge, a != NULL);
  gtk_widget_set_visible (self->b_label, b != NULL);
  gtk_widget_set_visible (self->b_badge, b != NULL);
  gtk_widget_set_visible (self->swap, b != NULL);
  gtk_widget_set_sensitive (self->swap, !self->locked);
  if (a != NULL)
    recto_light_badge_set_light (RECTO_LIGHT_BADGE (self->a_badge), recto_exposure_item_get_light (a));
  if (b != NULL)
    recto_light_badge_set_light (RECTO_LIGHT_BADGE (self->b_badge), recto_exposure_item_get_light (b));
  update_zoom (self);
}

static void
mode_clicked_cb (GtkToggleButton *button, RectoModeBar *self)
{
  if (self->updating || self->session == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      recto_session_set_mode (self->session, modes[i].mode);
  /* A click on the chosen one would let it go. */
  update (self);
}

static GtkWidget *
new_mode_button (RectoModeBar *self, guint i)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *key = gtk_label_new (modes[i].key);

  self->words[i] = gtk_label_new (_ (modes[i].words));
  gtk_widget_add_css_class (self->words[i], "mode-word");
  gtk_widget_add_css_class (key, "mode-key");
  gtk_widget_set_valign (key, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (modes[i].icon));
  gtk_box_append (GTK_BOX (box), self->words[i]);
  gtk_box_append (GTK_BOX (box), key);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "mode-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_focus_on_click (button, FALSE);
  recto_parts_describe (button, _ (modes[i].words), modes[i].key);
  g_signal_connect (button, "clicked", G_CALLBACK (mode_clicked_cb), self);

  return button;
}

static GtkWidget *
new_action_button (const char *icon, const char *words, const char *key, const char *action)
{
  GtkWidget *button = recto_parts_icon_button (icon, words, key);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_focus_on_click (button, FALSE);

  return button;
}

/* The key is shown only: the table listens for it. */
static void
append (GMenu *menu, const char *words, const char *action, const char *key)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (words, action);

  g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (menu, item);
}

static GtkWidget *
new_view_menu (void)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) turn = g_menu_new ();
  g_autoptr (GMenu) zoom = g_menu_new ();
  g_autoptr (GMenu) marks = g_menu_new ();

  append (zoom, _ ("Whole page"), "table.zoom-fit", "<Control>0");
  append (zoom, _ ("One to one"), "table.zoom-one", "<Control>1");
  append (turn, _ ("Turn left"), "table.turn-left", "<Shift>t");
  append (turn, _ ("Turn right"), "table.turn-right", "t");
  append (turn, _ ("Mirror"), "table.mirror", "m");
  append (marks, _ ("Hide or show annotations"), "table.annotations", "h");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (zoom));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (turn));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (marks));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  recto_parts_describe (button, _ ("View: turn, mirror, annotations"), NULL);
  recto_parts_quiet_under (button, GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));

  return button;
}

static void
recto_mode_bar_dispose (GObject *object)
{
  RectoModeBar *self = RECTO_MODE_BAR (object);

  g_clear_handle_id (&self->zoom_source, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->viewport_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_mode_bar_parent_class)->dispose (object);
}

static void
recto_mode_bar_class_init (RectoModeBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_mode_bar_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
recto_mode_bar_init (RectoModeBar *self)
{
  GtkBox *box = GTK_BOX (self);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (GTK_WIDGET (self), "recto-toolbar");
  gtk_widget_add_css_class (GTK_WIDGET (self), "mode-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Comparison and view"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      self->buttons[i] = new_mode_button (self, i);
      gtk_box_append (box, self->buttons[i]);
    }
  gtk_box_append (box, recto_parts_separator ());

  self->a_label = recto_parts_label ("A", "ab-letter");
  self->a_badge = recto_light_badge_new (recto_light_find ("white"), RECTO_BADGE_WORD);
  self->swap = new_action_button ("recto-swap-symbolic", _ ("Swap A and B"), "X", "table.swap");
  self->b_label = recto_parts_label ("B", "ab-letter");
  self->b_badge = recto_light_badge_new (recto_light_find ("white"), RECTO_BADGE_WORD);
  gtk_widget_set_valign (self->a_badge, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->b_badge, GTK_ALIGN_CENTER);
  gtk_box_append (box, self->a_label);
  gtk_box_append (box, self->a_badge);
  gtk_box_append (box, self->swap);
  gtk_box_append (box, self->b_label);
  gtk_box_append (box, self->b_badge);

  gtk_widget_set_hexpand (space, TRUE);
  gtk_box_append (box, space);
  gtk_box_append (box, new_action_button ("list-remove-symbolic", _ ("Zoom out"), "−", "table.zoom-out"));
  self->percent = gtk_label_new ("100 %");
  gtk_label_set_width_chars (GTK_LABEL (self->percent), 7);
  gtk_widget_add_css_class (self->percent, "numeric");
  gtk_box_append (box, self->percent);
  gtk_box_append (box, new_action_button ("list-add-symbolic", _ ("Zoom in"), "+", "table.zoom-in"));
  gtk_box_append (box, new_action_button ("recto-fit-symbolic", _ ("Whole page"), "Ctrl 0", "table.zoom-fit"));
  gtk_box_append (box, new_view_menu ());

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed", G_CALLBACK (update), self);
  self->viewport_signals = g_signal_group_new (RECTO_TYPE_VIEWPORT);
  g_signal_group_connect_swapped (self->viewport_signals, "changed", G_CALLBACK (viewport_changed), self);
}

void
recto_mode_bar_set_short (RectoModeBar *self, gboolean is_short)
{
  RectoBadgeSize size = is_short ? RECTO_BADGE_SHORT : RECTO_BADGE_WORD;

  g_return_if_fail (RECTO_IS_MODE_BAR (self));

  recto_light_badge_set_size (RECTO_LIGHT_BADGE (self->a_badge), size);
  recto_light_badge_set_size (RECTO_LIGHT_BADGE (self->b_badge), size);
}

void
recto_mode_bar_set_locked (RectoModeBar *self, gboolean locked)
{
  g_return_if_fail (RECTO_IS_MODE_BAR (self));

  self->locked = locked;
  update (self);
}

GtkWidget *
recto_mode_bar_new (void)
{
  return g_object_new (RECTO_TYPE_MODE_BAR, NULL);
}

void
recto_mode_bar_set_session (RectoModeBar *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_MODE_BAR (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->viewport_signals,
                             session != NULL ? recto_session_get_viewport (session) : NULL);
  update (self);
}

/* recto-status-bar.c: where the pointer is and what every exposure shows there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-status-bar.h"

#include "recto-light-badge.h"
#include "recto-registration-popover.h"
#include <glib/gi18n.h>
#include <math.h>

/* Exposures read at once; more do not fit beside the rest. */
#define MAX_VALUES 5

typedef struct
{
  GtkWidget *box;
  GtkWidget *badge;
  GtkWidget *label;
  RectoExposureItem *exposure; /* borrowed; the session's list holds it */
} Value;

struct _RectoStatusBar
{
  GtkWidget parent_instance;

  RectoSession *session;
  GSignalGroup *session_signals;
  RectoPoint pointer;
  gboolean inside;

  GtkWidget *position;
  GtkWidget *millimetres;
  GtkWidget *millimetres_line; /* after it; both only where the scale is known */
  GtkWidget *values_line;
  GtkWidget *scale_line;
  GtkWidget *values_box;
  Value values[MAX_VALUES];
  guint n_values;
  GtkWidget *zoom;
  GtkWidget *registration;
  GtkWidget *registration_label;
  GtkWidget *scale;
  GtkWidget *working;
};

enum
{
  REGISTRATION_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoStatusBar, recto_status_bar, GTK_TYPE_WIDGET)

/* ----- what is under the pointer ----- */

static void
update_position (RectoStatusBar *self)
{
  RectoPageItem *page = self->session != NULL ? recto_session_get_page (self->session) : NULL;
  g_autofree char *pixels = NULL;
  g_autofree char *millimetres = NULL;
  double px_per_mm = 0;

  if (page == NULL || !self->inside)
    {
      gtk_label_set_label (GTK_LABEL (self->position), "");
      gtk_label_set_label (GTK_LABEL (self->millimetres), "");
      return;
    }
  pixels = g_strdup_printf (_ ("x %d  y %d px"), (int) floor (self->pointer.x + 0.5),
                            (int) floor (self->pointer.y + 0.5));
  gtk_label_set_label (GTK_LABEL (self->position), pixels);
  if (recto_page_item_get_scale (page, &px_per_mm, NULL))
    millimetres = g_strdup_printf (_ ("%.1f, %.1f mm"), (self->pointer.x + 0.5) / px_per_mm,
                                   (self->pointer.y + 0.5) / px_per_mm);
  gtk_label_set_label (GTK_LABEL (self->millimetres), millimetres != NULL ? millimetres : "");
}

/* Only a preview is shown, whose samples are not the stored ones. */
static gboolean
is_loading (RectoExposureItem *exposure)
{
  RectoLoadState state = recto_exposure_item_get_load_state (exposure);

  return state == RECTO_LOAD_IDLE || state == RECTO_LOAD_RUNNING;
}

static void
update_values (RectoStatusBar *self)
{
  for (guint i = 0; i < self->n_values; i++)
    {
      Value *value = &self->values[i];
      guint depth, channels, samples[3];
      g_autofree char *words = NULL;

      if (self->inside && is_loading (value->exposure))
        words = g_strdup (_ ("loading…"));
      else if (!self->inside
               || !recto_session_pick (self->session, value->exposure, self->pointer, &depth,
                                       &channels, samples))
        words = g_strdup ("–");
      else if (channels == 1)
        words = g_strdup_printf ("%u", samples[0]);
      else
        words = g_strdup_printf ("%u %u %u", samples[0], samples[1], samples[2]);
      gtk_label_set_label (GTK_LABEL (value->label), words);
    }
}

/* ----- which exposures are read ----- */

static void
choose_value (RectoStatusBar *self, RectoExposureItem *exposure)
{
  Value *value;

  if (exposure == NULL || self->n_values == MAX_VALUES)
    return;
  for (guint i = 0; i < self->n_values; i++)
    if (self->values[i].exposure == exposure)
      return;

  value = &self->values[self->n_values++];
  value->exposure = exposure;
  recto_light_badge_set_light (RECTO_LIGHT_BADGE (value->badge),
                               recto_exposure_item_get_light (exposure));
  gtk_label_set_width_chars (GTK_LABEL (value->label),
                             recto_exposure_item_get_record (exposure)->channels == 1 ? 4 : 11);
  gtk_widget_set_visible (value->box, TRUE);
}

static void
choose_values (RectoStatusBar *self)
{
  RectoPageItem *page = self->session != NULL ? recto_session_get_page (self->session) : NULL;
  GListModel *exposures;
  guint n;

  for (guint i = 0; i < MAX_VALUES; i++)
    {
      self->values[i].exposure = NULL;
      gtk_widget_set_visible (self->values[i].box, FALSE);
    }
  self->n_values = 0;
  if (page == NULL)
    return;

  choose_value (self, recto_session_get_a (self->session));
  choose_value (self, recto_session_get_b (self->session));
  exposures = recto_page_item_get_exposures (page);
  n = g_list_model_get_n_items (exposures);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoExposureItem) exposure = g_list_model_get_item (exposures, i);

      choose_value (self, exposure);
    }
}

/* ----- registration and scale ----- */

static char *
registration_words (RectoStatusBar *self, RectoExposureItem *exposure, const char **css_class)
{
  RectoPageItem *page = recto_session_get_page (self->session);
  RectoExposureItem *reference = recto_page_item_get_reference (page);
  RectoRegistration *registration = recto_exposure_item_get_registration (exposure);
  const char *light = _ (recto_exposure_item_get_light (exposure)->label);
  const char *on = _ (recto_exposure_item_get_light (reference)->label);
  double rms, mm;

  *css_class = "warn";
  if (recto_exposure_item_get_align_state (exposure) == RECTO_ALIGN_RUNNING)
    return g_strdup_printf (_ ("Aligning %s…"), light);
  if (registration == NULL
      || recto_registration_get_status (registration) == RECTO_REGISTRATION_NOT_ALIGNED)
    return g_strdup_printf (_ ("%s not aligned"), light);

  *css_class = "good";
  rms = recto_registration_get_rms_px (registration);
  mm = recto_registration_get_rms_mm (registration);
  if (rms < 0)
    return g_strdup_printf (_ ("%s on %s, error unknown"), light, on);
  if (mm < 0)
    return g_strdup_printf (_ ("%s on %s ±%.1f px"), light, on, rms);

  return g_strdup_printf (_ ("%s on %s ±%.1f px (%.3f mm)"), light, on, rms, mm);
}

static void
update_registration (RectoStatusBar *self)
{
  RectoPageItem *page = self->session != NULL ? recto_session_get_page (self->session) : NULL;
  RectoExposureItem *exposure
      = page != NULL && recto_page_item_get_reference (page) != NULL ? recto_registration_subject (self->session) : NULL;
  const char *css_class = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->registration, exposure != NULL);
  if (exposure == NULL)
    return;
  words = registration_words (self, exposure, &css_class);
  gtk_label_set_label (GTK_LABEL (self->registration_label), words);
  gtk_widget_remove_css_class (self->registration, "good");
  gtk_widget_remove_css_class (self->registration, "warn");
  gtk_widget_add_css_class (self->registration, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->registration),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
update_scale (RectoStatusBar *self)
{
  RectoPageItem *page = self->session != NULL ? recto_session_get_page (self->session) : NULL;
  g_autofree char *source = NULL;
  g_autofree char *words = NULL;
  double px_per_mm = 0;
  gboolean known;

  known = page != NULL && recto_page_item_get_scale (page, &px_per_mm, &source);
  /* No empty place between two lines. */
  gtk_widget_set_visible (self->millimetres, known);
  gtk_widget_set_visible (self->millimetres_line, known);
  gtk_widget_set_visible (self->values_line, self->n_values > 0);
  gtk_widget_set_visible (self->scale_line, gtk_widget_get_visible (self->registration));
  if (known)
    words = g_strdup_printf (_ ("%.0f dpi · %s"), px_per_mm * 25.4, source);
  else if (page != NULL)
    words = g_strdup (_ ("scale unknown"));
  gtk_label_set_label (GTK_LABEL (self->scale), words != NULL ? words : "");
  gtk_widget_set_tooltip_text (self->scale, words);
}

static void
update_working (RectoStatusBar *self)
{
  gboolean working = FALSE;

  if (self->session != NULL)
    g_object_get (self->session, "working", &working, NULL);
  gtk_widget_set_visible (self->working, working);
}

static void
table_changed_cb (RectoStatusBar *self)
{
  choose_values (self);
  update_position (self);
  update_values (self);
  update_registration (self);
  update_scale (self);
}

static void
registration_clicked_cb (RectoStatusBar *self)
{
  g_signal_emit (self, signals[REGISTRATION_ACTIVATED], 0);
}

/* ----- class ----- */

static void
recto_status_bar_dispose (GObject *object)
{
  RectoStatusBar *self = RECTO_STATUS_BAR (object);
  GtkWidget *child;

  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (recto_status_bar_parent_class)->dispose (object);
}

static void
recto_status_bar_class_init (RectoStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = recto_status_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "statusbar");

  signals[REGISTRATION_ACTIVATED]
      = g_signal_new ("registration-activated", RECTO_TYPE_STATUS_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_label (RectoStatusBar *self, int width_chars)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), width_chars);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "second");
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_end (label, 6);
  gtk_widget_set_parent (label, GTK_WIDGET (self));

  return label;
}

static GtkWidget *
add_separator (RectoStatusBar *self)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  gtk_widget_set_parent (line, GTK_WIDGET (self));

  return line;
}

static void
init_value (RectoStatusBar *self, Value *value)
{
  value->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  value->badge = recto_light_badge_new (NULL, RECTO_BADGE_WORD);
  value->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (value->label), 0);
  gtk_widget_add_css_class (value->label, "numeric");
  gtk_widget_set_tooltip_text (value->box, _ ("Stored values under the pointer, before the recipe"));
  gtk_box_append (GTK_BOX (value->box), value->badge);
  gtk_box_append (GTK_BOX (value->box), value->label);
  gtk_widget_set_margin_start (value->box, 6);
  gtk_widget_set_margin_end (value->box, 4);
  gtk_widget_set_visible (value->box, FALSE);
  gtk_box_append (GTK_BOX (self->values_box), value->box);
}

static void
recto_status_bar_init (RectoStatusBar *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (GTK_WIDGET (self), "recto-statusbar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Status"), -1);

  self->position = add_label (self, 15);
  add_separator (self);
  self->millimetres = add_label (self, 13);
  self->millimetres_line = add_separator (self);
  self->values_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_set_parent (self->values_box, GTK_WIDGET (self));
  for (guint i = 0; i < MAX_VALUES; i++)
    init_value (self, &self->values[i]);
  self->values_line = add_separator (self);
  self->zoom = add_label (self, 6);
  add_separator (self);

  self->registration_label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->registration_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->registration_label, "numeric");
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("recto-registration-symbolic"));
  gtk_box_append (GTK_BOX (content), self->registration_label);
  self->registration = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->registration), content);
  gtk_button_set_has_frame (GTK_BUTTON (self->registration), FALSE);
  gtk_widget_set_valign (self->registration, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->registration, FALSE);
  gtk_widget_set_tooltip_text (self->registration,
                               _ ("How the picture was laid on the page, and how sure that is"));
  gtk_widget_set_parent (self->registration, GTK_WIDGET (self));
  g_signal_connect_swapped (self->registration, "clicked", G_CALLBACK (registration_clicked_cb),
                            self);

  self->scale_line = add_separator (self);
  self->scale = add_label (self, -1);
  gtk_label_set_ellipsize (GTK_LABEL (self->scale), PANGO_ELLIPSIZE_END);
  self->working = add_label (self, -1);
  /* Translators: in the status bar, while a recipe is worked out for the whole picture. */
  gtk_label_set_label (GTK_LABEL (self->working), _ ("working…"));
  gtk_widget_set_tooltip_text (self->working, _ ("The recipe is worked out for the whole picture; until then it is shown coarse"));
  gtk_widget_set_hexpand (self->working, TRUE);
  gtk_widget_set_halign (self->working, GTK_ALIGN_END);
  gtk_widget_set_visible (self->working, FALSE);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed",
                                  G_CALLBACK (table_changed_cb), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::working", G_CALLBACK (update_working), self);
}

GtkWidget *
recto_status_bar_new (void)
{
  return g_object_new (RECTO_TYPE_STATUS_BAR, NULL);
}

void
recto_status_bar_set_session (RectoStatusBar *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_STATUS_BAR (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  self->inside = FALSE;
  table_changed_cb (self);
  update_working (self);
}

void
recto_status_bar_set_pointer (RectoStatusBar *self, RectoPoint page, gboolean inside)
{
  g_return_if_fail (RECTO_IS_STATUS_BAR (self));

  self->pointer = page;
  self->inside = inside;
  if (self->session == NULL)
    return;
  update_position (self);
  update_values (self);
}

void
recto_status_bar_set_zoom (RectoStatusBar *self, double zoom)
{
  g_autofree char *words = NULL;

  g_return_if_fail (RECTO_IS_STATUS_BAR (self));

  words = g_strdup_printf (zoom < 0.1 ? _ ("%.1f %%") : _ ("%.0f %%"), zoom * 100);
  gtk_label_set_label (GTK_LABEL (self->zoom), words);
}

GtkWidget *
recto_status_bar_get_registration_button (RectoStatusBar *self)
{
  g_return_val_if_fail (RECTO_IS_STATUS_BAR (self), NULL);

  return self->registration;
}

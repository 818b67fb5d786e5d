/* recto-alarm-banner.c: says in red which original has changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-alarm-banner.h"

#include "recto-verified-button.h"
#include <glib/gi18n.h>

struct _RectoAlarmBanner
{
  GtkWidget parent_instance;

  RectoSession *session;
  GSignalGroup *session_signals;
  char *details;
  GtkWidget *revealer;
  GtkWidget *heading;
  GtkWidget *rows;
  GtkWidget *body;
};

G_DEFINE_FINAL_TYPE (RectoAlarmBanner, recto_alarm_banner, GTK_TYPE_WIDGET)

static GtkWidget *
new_label (const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), css_class != NULL);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

/* Seen in the picture, or in a comparison with it. */
static gboolean
rests_on (const RectoFinding *record, const char *exposure_id)
{
  g_autoptr (RectoScene) scene = NULL;
  const RectoComposition *composition;

  if (g_strcmp0 (record->exposure_id, exposure_id) == 0)
    return TRUE;
  if (record->scene != NULL)
    scene = recto_scene_new_from_text (record->scene, NULL);
  if (scene == NULL)
    return FALSE;
  composition = recto_scene_get_composition (scene);
  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    if ((composition->mode != RECTO_MODE_SINGLE || i == composition->a)
        && g_strcmp0 (recto_scene_get_exposure (scene, i)->id, exposure_id) == 0)
      return TRUE;

  return FALSE;
}

/* "1, 2 and 4 rest on this picture": the numbers of the findings seen in it. */
static char *
dup_findings_on (RectoAlarmBanner *self, const char *exposure_id)
{
  GListModel *findings = recto_session_get_findings (self->session);
  guint n = g_list_model_get_n_items (findings);
  GString *numbers = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoFindingItem) finding = g_list_model_get_item (findings, i);
      const RectoFinding *record = recto_finding_item_get_record (finding);

      if (rests_on (record, exposure_id))
        g_string_append_printf (numbers, "%s%d", numbers->len > 0 ? ", " : "", record->number);
    }

  return g_string_free (numbers, FALSE);
}

static void
add_exposure (RectoAlarmBanner *self, const char *id, GString *details)
{
  RectoExposureItem *exposure = recto_session_find_exposure (self->session, id);
  const RectoExposure *record;
  RectoPageItem *page;
  const char *present;
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  g_autofree char *was = NULL;
  g_autofree char *is = NULL;
  g_autofree char *findings = NULL;
  GtkWidget *grid;

  if (exposure == NULL)
    return;
  record = recto_exposure_item_get_record (exposure);
  page = recto_session_find_page (self->session, record->page_id);
  title = page != NULL ? recto_page_item_dup_title (page) : g_strdup ("");
  name = g_strdup_printf ("%s · %s, %s", record->file_name, title,
                          _ (recto_exposure_item_get_light (exposure)->label));
  present = recto_session_get_present_sha256 (self->session, id);
  was = recto_shorten_hash (record->sha256);
  is = present != NULL ? recto_shorten_hash (present) : g_strdup (_ ("missing"));
  findings = dup_findings_on (self, id);

  grid = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (grid), new_label (name, "heading"));
  gtk_box_append (GTK_BOX (grid), new_label (_ ("recorded"), NULL));
  gtk_box_append (GTK_BOX (grid), new_label (was, "hash"));
  gtk_widget_set_tooltip_text (gtk_widget_get_last_child (grid), record->sha256);
  gtk_box_append (GTK_BOX (grid), new_label (_ ("now"), NULL));
  gtk_box_append (GTK_BOX (grid), new_label (is, "hash"));
  gtk_widget_set_tooltip_text (gtk_widget_get_last_child (grid), present);
  if (*findings != '\0')
    {
      g_autofree char *rest = g_strdup_printf (_ ("findings resting on it: %s"), findings);

      gtk_box_append (GTK_BOX (grid), new_label (rest, NULL));
    }
  gtk_box_append (GTK_BOX (self->rows), grid);
  g_string_append_printf (details, "%s\n  %s %s\n  %s %s\n", name, _ ("recorded"), record->sha256,
                          _ ("now"), present != NULL ? present : _ ("missing"));
}

static void
show_failure (RectoAlarmBanner *self)
{
  const RectoVerification *seen = recto_session_get_verification (self->session);
  GString *details = g_string_new (NULL);
  g_autofree char *heading = NULL;
  guint n_changed = seen->n_originals - seen->n_originals_intact;

  if (n_changed > 0)
    heading = g_strdup_printf (ngettext ("%u of %u originals has changed",
                                         "%u of %u originals have changed", n_changed),
                               n_changed, seen->n_originals);
  else
    heading = g_strdup (_ ("The record is not intact"));
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  g_string_append_printf (details, "%s\n", heading);
  for (guint i = 0; i < seen->changed_exposures->len && i < 4; i++)
    add_exposure (self, g_ptr_array_index (seen->changed_exposures, i), details);
  for (guint i = 0; i < seen->problems->len; i++)
    {
      g_string_append_printf (details, "%s\n", (char *) g_ptr_array_index (seen->problems, i));
      if (n_changed == 0 && i < 3)
        {
          GtkWidget *label = new_label (g_ptr_array_index (seen->problems, i), "panel-text");

          gtk_label_set_wrap (GTK_LABEL (label), TRUE);
          gtk_box_append (GTK_BOX (self->rows), label);
        }
    }
  gtk_label_set_label (GTK_LABEL (self->body),
                       _ ("The case can be read, but do not rest a conclusion on it. Copy the file back "
                          "from a backup of the casebook, then verify again."));
  g_free (self->details);
  self->details = g_string_free (details, FALSE);
}

static void
update (RectoAlarmBanner *self)
{
  g_autofree char *state = NULL;
  GtkWidget *child;
  gboolean failed;

  if (self->session != NULL)
    g_object_get (self->session, "verification", &state, NULL);
  /* While it is checked again the banner stays. */
  if (g_strcmp0 (state, "running") == 0)
    return;
  failed = g_strcmp0 (state, "failed") == 0;
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  if (failed)
    show_failure (self);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), failed);
}

static void
copy_cb (RectoAlarmBanner *self)
{
  if (self->details != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->details);
}

static void
recto_alarm_banner_dispose (GObject *object)
{
  RectoAlarmBanner *self = RECTO_ALARM_BANNER (object);

  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->details, g_free);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (recto_alarm_banner_parent_class)->dispose (object);
}

static void
recto_alarm_banner_class_init (RectoAlarmBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_alarm_banner_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
recto_alarm_banner_init (RectoAlarmBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *copy = gtk_button_new_with_label (_ ("Copy details"));
  GtkWidget *again = gtk_button_new_with_label (_ ("Verify now"));

  gtk_widget_add_css_class (box, "alarm-banner");
  self->heading = new_label (NULL, "card-heading");
  gtk_widget_set_hexpand (self->heading, TRUE);
  g_signal_connect_swapped (copy, "clicked", G_CALLBACK (copy_cb), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (again), "win.verify");
  gtk_box_append (GTK_BOX (top), gtk_image_new_from_icon_name ("recto-changed-symbolic"));
  gtk_box_append (GTK_BOX (top), self->heading);
  gtk_box_append (GTK_BOX (top), copy);
  gtk_box_append (GTK_BOX (top), again);
  gtk_box_append (GTK_BOX (box), top);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_box_append (GTK_BOX (box), self->rows);
  self->body = new_label (NULL, "panel-text");
  gtk_label_set_wrap (GTK_LABEL (self->body), TRUE);
  gtk_box_append (GTK_BOX (box), self->body);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::verification",
                                  G_CALLBACK (update), self);
}

void
recto_alarm_banner_set_session (RectoAlarmBanner *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_ALARM_BANNER (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  update (self);
}

/* recto-align-card.c: says over the canvas that B could not be aligned, why, and what to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-align-card.h"

#include "recto-parts.h"
#include "recto-registration-popover.h"
#include <glib/gi18n.h>

struct _RectoAlignCard
{
  GtkBox parent_instance;

  GtkWidget *heading;
  GtkWidget *reason;
  RectoSession *session;
  GSignalGroup *session_signals;
  GHashTable *left; /* exposures left as they are; set of ids */
  gboolean held_back;
};

G_DEFINE_FINAL_TYPE (RectoAlignCard, recto_align_card, GTK_TYPE_BOX)

static void
update (RectoAlignCard *self)
{
  RectoExposureItem *subject = self->session != NULL ? recto_registration_subject (self->session) : NULL;
  RectoRegistration *registration = subject != NULL ? recto_exposure_item_get_registration (subject) : NULL;
  gboolean show;

  show = !self->held_back && registration != NULL
         && recto_registration_get_status (registration) == RECTO_REGISTRATION_NOT_ALIGNED
         && recto_exposure_item_get_align_state (subject) != RECTO_ALIGN_RUNNING
         && !g_hash_table_contains (self->left, recto_exposure_item_get_id (subject));
  gtk_widget_set_visible (GTK_WIDGET (self), show);
  if (show)
    {
      g_autofree char *heading = g_strdup_printf (_ ("%s is not aligned"), _ (recto_exposure_item_get_light (subject)->label));

      gtk_label_set_label (GTK_LABEL (self->heading), heading);
      gtk_label_set_label (GTK_LABEL (self->reason), recto_registration_get_reason (registration));
    }
}

static void
leave_cb (GtkButton *button, RectoAlignCard *self)
{
  RectoExposureItem *subject = self->session != NULL ? recto_registration_subject (self->session) : NULL;

  if (subject != NULL)
    g_hash_table_add (self->left, g_strdup (recto_exposure_item_get_id (subject)));
  update (self);
}

static void
recto_align_card_dispose (GObject *object)
{
  RectoAlignCard *self = RECTO_ALIGN_CARD (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_align_card_parent_class)->dispose (object);
}

static void
recto_align_card_finalize (GObject *object)
{
  g_hash_table_unref (RECTO_ALIGN_CARD (object)->left);

  G_OBJECT_CLASS (recto_align_card_parent_class)->finalize (object);
}

static void
recto_align_card_class_init (RectoAlignCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_align_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = recto_align_card_finalize;
}

static void
recto_align_card_init (RectoAlignCard *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("recto-warning-symbolic");
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *set = recto_parts_word_button ("recto-tool-point-symbolic", _ ("Set points…"), NULL);
  GtkWidget *leave = recto_parts_word_button (NULL, _ ("Leave as it is"), NULL);

  self->left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 10);
  gtk_widget_add_css_class (GTK_WIDGET (self), "float-card");
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 16);
  gtk_widget_set_margin_end (GTK_WIDGET (self), 16);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->heading = recto_parts_label ("", "panel-heading");
  self->reason = recto_parts_label ("", "panel-text");
  gtk_widget_add_css_class (icon, "warn");
  gtk_label_set_wrap (GTK_LABEL (self->reason), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->reason), 44);
  gtk_widget_add_css_class (self->reason, "second");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (set), "table.align-by-hand");
  gtk_widget_add_css_class (set, "suggested-action");
  g_signal_connect (leave, "clicked", G_CALLBACK (leave_cb), self);
  gtk_box_append (GTK_BOX (head), icon);
  gtk_box_append (GTK_BOX (head), self->heading);
  gtk_box_append (GTK_BOX (buttons), set);
  gtk_box_append (GTK_BOX (buttons), leave);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->reason);
  gtk_box_append (GTK_BOX (self), buttons);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed", G_CALLBACK (update), self);
}

GtkWidget *
recto_align_card_new (void)
{
  return g_object_new (RECTO_TYPE_ALIGN_CARD, NULL);
}

void
recto_align_card_set_session (RectoAlignCard *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_ALIGN_CARD (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  g_hash_table_remove_all (self->left);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  update (self);
}

void
recto_align_card_set_held_back (RectoAlignCard *self, gboolean held_back)
{
  g_return_if_fail (RECTO_IS_ALIGN_CARD (self));

  self->held_back = held_back;
  update (self);
}

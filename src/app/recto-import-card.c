/* recto-import-card.c: what is going on and what went wrong, over the light table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-import-card.h"

#include <glib/gi18n.h>

/* More cards than this would hide the picture; older ones go. */
#define MAX_PROBLEMS 3

struct _RectoImportCard
{
  GtkWidget parent_instance;

  RectoSession *session;
  GSignalGroup *session_signals;
  GtkWidget *box;
  GtkWidget *problems;
  GtkWidget *card;
  GtkWidget *words;
  GtkWidget *percent;
  GtkWidget *bar;
};

G_DEFINE_FINAL_TYPE (RectoImportCard, recto_import_card, GTK_TYPE_WIDGET)

static void
progress_cb (RectoSession *session, double fraction, const char *words, RectoImportCard *self)
{
  g_autofree char *percent = g_strdup_printf (_ ("%.0f %%"), fraction * 100);

  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_label_set_label (GTK_LABEL (self->percent), percent);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), CLAMP (fraction, 0, 1));
  gtk_widget_set_visible (self->card, TRUE);
}

static void
finished_cb (RectoSession *session, guint n_done, guint n_failed, RectoImportCard *self)
{
  gtk_widget_set_visible (self->card, FALSE);
}

static void
cancel_cb (RectoImportCard *self)
{
  if (self->session != NULL)
    recto_session_cancel_import (self->session);
}

static void
close_problem_cb (GtkButton *button, GtkWidget *card)
{
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (card)), card);
}

static void
add_problem (RectoImportCard *self, const char *icon, const char *heading, const char *body)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *title = gtk_label_new (heading);
  GtkWidget *words = gtk_label_new (body);
  GtkWidget *close = gtk_button_new_with_label (_ ("Close"));
  GtkWidget *child;
  guint n = 0;

  for (child = gtk_widget_get_first_child (self->problems); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  if (n >= MAX_PROBLEMS)
    gtk_box_remove (GTK_BOX (self->problems), gtk_widget_get_first_child (self->problems));

  gtk_widget_add_css_class (card, "float-card");
  gtk_widget_add_css_class (image, "bad");
  gtk_widget_add_css_class (title, "card-heading");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (words), 52);
  gtk_label_set_selectable (GTK_LABEL (words), TRUE);
  gtk_widget_add_css_class (words, "second");
  gtk_widget_set_halign (close, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (top), image);
  gtk_box_append (GTK_BOX (top), title);
  gtk_box_append (GTK_BOX (card), top);
  gtk_box_append (GTK_BOX (card), words);
  gtk_box_append (GTK_BOX (card), close);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, heading,
                                  -1);
  g_signal_connect (close, "clicked", G_CALLBACK (close_problem_cb), card);
  gtk_box_append (GTK_BOX (self->problems), card);
}

static void
load_state_cb (RectoExposureItem *exposure, GParamSpec *spec, GtkWidget *card)
{
  GtkWidget *parent = gtk_widget_get_parent (card);

  if (parent != NULL && recto_exposure_item_get_load_state (exposure) == RECTO_LOAD_READY)
    gtk_box_remove (GTK_BOX (parent), card);
}

/* What is said of a picture that cannot be shown is taken back when it can. */
static void
follow_picture (RectoImportCard *self, const char *body, GtkWidget *card)
{
  GListModel *pages = recto_session_get_pages (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (pages, i);
      GListModel *exposures = recto_page_item_get_exposures (page);

      for (guint k = 0; k < g_list_model_get_n_items (exposures); k++)
        {
          g_autoptr (RectoExposureItem) exposure = g_list_model_get_item (exposures, k);

          if (recto_exposure_item_get_load_state (exposure) == RECTO_LOAD_FAILED
              && g_strcmp0 (recto_exposure_item_get_problem (exposure), body) == 0)
            g_signal_connect_object (exposure, "notify::load-state", G_CALLBACK (load_state_cb), card, 0);
        }
    }
}

static void
problem_cb (RectoSession *session, const char *heading, const char *body, RectoImportCard *self)
{
  add_problem (self, "recto-warning-symbolic", heading, body);
  follow_picture (self, body, gtk_widget_get_last_child (self->problems));
}

static void
import_failed_cb (RectoSession *session, const char *path, const char *heading, const char *body,
                  guint index, RectoImportCard *self)
{
  add_problem (self, "recto-file-broken-symbolic", heading, body);
}

static void
recto_import_card_dispose (GObject *object)
{
  RectoImportCard *self = RECTO_IMPORT_CARD (object);

  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (recto_import_card_parent_class)->dispose (object);
}

static void
recto_import_card_class_init (RectoImportCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_import_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
recto_import_card_init (RectoImportCard *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *hint = gtk_label_new (_ ("You can look and pan already."));
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Cancel"));

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->problems = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (self->box), self->problems);

  self->card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_add_css_class (self->card, "float-card");
  gtk_widget_set_size_request (self->card, 360, -1);
  gtk_widget_set_visible (self->card, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->card);
  self->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_widget_add_css_class (self->words, "heading");
  self->percent = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->percent, "numeric");
  gtk_box_append (GTK_BOX (top), self->words);
  gtk_box_append (GTK_BOX (top), self->percent);
  gtk_box_append (GTK_BOX (self->card), top);
  self->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Import"), -1);
  gtk_box_append (GTK_BOX (self->card), self->bar);
  gtk_widget_add_css_class (hint, "caption-text");
  gtk_widget_add_css_class (hint, "second");
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  gtk_box_append (GTK_BOX (foot), hint);
  gtk_box_append (GTK_BOX (foot), cancel);
  gtk_box_append (GTK_BOX (self->card), foot);

  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self), 56);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect (self->session_signals, "import-progress", G_CALLBACK (progress_cb), self);
  g_signal_group_connect (self->session_signals, "import-finished", G_CALLBACK (finished_cb), self);
  g_signal_group_connect (self->session_signals, "import-failed", G_CALLBACK (import_failed_cb),
                          self);
  g_signal_group_connect (self->session_signals, "problem", G_CALLBACK (problem_cb), self);
}

GtkWidget *
recto_import_card_new (void)
{
  return g_object_new (RECTO_TYPE_IMPORT_CARD, NULL);
}

void
recto_import_card_set_session (RectoImportCard *self, RectoSession *session)
{
  GtkWidget *child;

  g_return_if_fail (RECTO_IS_IMPORT_CARD (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  gtk_widget_set_visible (self->card, FALSE);
  while ((child = gtk_widget_get_first_child (self->problems)) != NULL)
    gtk_box_remove (GTK_BOX (self->problems), child);
}

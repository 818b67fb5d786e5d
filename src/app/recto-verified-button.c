/* recto-verified-button.c: the shield: what was checked and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-verified-button.h"

#include <glib/gi18n.h>

struct _RectoVerifiedButton
{
  GtkWidget parent_instance;

  RectoSession *session;
  GSignalGroup *session_signals;
  GtkWidget *button;
  GtkWidget *image;
  GtkWidget *label;
  GtkWidget *rows;
};

G_DEFINE_FINAL_TYPE (RectoVerifiedButton, recto_verified_button, GTK_TYPE_WIDGET)

char *
recto_shorten_hash (const char *hash)
{
  gsize length = hash != NULL ? strlen (hash) : 0;

  if (length <= 12)
    return g_strdup (hash != NULL ? hash : "");

  return g_strdup_printf ("%.4s…%s", hash, hash + length - 4);
}

static void
add_row (RectoVerifiedButton *self, gboolean good, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *image = gtk_image_new_from_icon_name (good ? "object-select-symbolic"
                                                        : "recto-warning-symbolic");
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (image, good ? "good" : "bad");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "panel-text");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->rows), box);
}

static void
copy_cb (GtkButton *button, const char *hash)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), hash);
}

static void
add_head (RectoVerifiedButton *self, const char *hash)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (_ ("Head of the record"));
  g_autofree char *shortened = recto_shorten_hash (hash);
  g_autofree char *tooltip = g_strdup_printf (_ ("%s\nClick to copy"), hash);
  GtkWidget *button = gtk_button_new_with_label (shortened);

  gtk_widget_add_css_class (label, "panel-text");
  gtk_widget_add_css_class (label, "second");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "hash");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_cb), g_strdup (hash),
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (self->rows), box);
}

static void
fill_rows (RectoVerifiedButton *self)
{
  const RectoVerification *seen = recto_session_get_verification (self->session);
  guint n_pictures, n_same;
  g_autofree char *originals = NULL;
  g_autofree char *pictures = NULL;
  g_autofree char *events = NULL;

  recto_session_get_pixel_check (self->session, &n_pictures, &n_same);
  originals = g_strdup_printf (_ ("Originals unchanged: %u of %u"), seen->n_originals_intact,
                               seen->n_originals);
  add_row (self, seen->n_originals_intact == seen->n_originals, originals);
  pictures = g_strdup_printf (_ ("Pixels as imported: %u of %u"), n_same, n_pictures);
  add_row (self, n_same == n_pictures, pictures);
  events = g_strdup_printf (_ ("Chain of events unbroken: %u"), seen->n_events);
  add_row (self, seen->chain_intact, events);
  add_row (self, seen->rows_intact, _ ("Every entry is what its events say"));
  add_row (self, seen->database_intact, _ ("Database sound"));
  for (guint i = 0; i < seen->problems->len && i < 8; i++)
    add_row (self, FALSE, g_ptr_array_index (seen->problems, i));
  if (seen->head != NULL)
    add_head (self, seen->head);
}

static void
update (RectoVerifiedButton *self)
{
  g_autofree char *state = NULL;
  g_autofree char *time = NULL;
  g_autofree char *words = NULL;
  const char *icon = "recto-verify-running-symbolic";
  const char *colour = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  gtk_widget_set_visible (self->button, self->session != NULL);
  if (self->session == NULL)
    return;

  g_object_get (self->session, "verification", &state, NULL);
  time = recto_session_dup_verified_time (self->session);
  if (g_strcmp0 (state, "running") == 0)
    words = g_strdup (_ ("Verifying…"));
  else if (g_strcmp0 (state, "intact") == 0)
    {
      icon = "recto-verified-symbolic";
      colour = "good";
      words = g_strdup_printf (_ ("Verified %s"), time);
    }
  else if (g_strcmp0 (state, "failed") == 0)
    {
      icon = "recto-verify-failed-symbolic";
      colour = "bad";
      words = g_strdup_printf (_ ("Not intact %s"), time);
    }
  else
    words = g_strdup (_ ("Not verified"));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon);
  gtk_widget_remove_css_class (self->image, "good");
  gtk_widget_remove_css_class (self->image, "bad");
  if (colour != NULL)
    gtk_widget_add_css_class (self->image, colour);
  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_widget_set_tooltip_text (self->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  if (recto_session_get_verification (self->session) != NULL)
    fill_rows (self);
  else
    add_row (self, g_strcmp0 (state, "running") == 0, words);
}

static void
recto_verified_button_dispose (GObject *object)
{
  RectoVerifiedButton *self = RECTO_VERIFIED_BUTTON (object);

  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (recto_verified_button_parent_class)->dispose (object);
}

static void
recto_verified_button_class_init (RectoVerifiedButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_verified_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
recto_verified_button_init (RectoVerifiedButton *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *heading = gtk_label_new (_ ("What was checked"));
  GtkWidget *again = gtk_button_new_with_label (_ ("Verify now"));

  self->image = gtk_image_new ();
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_box_append (GTK_BOX (content), self->image);
  gtk_box_append (GTK_BOX (content), self->label);
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), content);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->button), FALSE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));

  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_add_css_class (heading, "heading");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_box_append (GTK_BOX (box), heading);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (again), "win.verify");
  gtk_widget_set_tooltip_text (again, _ ("Check everything again (Ctrl Shift V)"));
  gtk_box_append (GTK_BOX (box), again);
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::verification",
                                  G_CALLBACK (update), self);
  update (self);
}

void
recto_verified_button_set_session (RectoVerifiedButton *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_VERIFIED_BUTTON (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  update (self);
}

void
recto_verified_button_set_compact (RectoVerifiedButton *self, gboolean compact)
{
  g_return_if_fail (RECTO_IS_VERIFIED_BUTTON (self));

  gtk_widget_set_visible (self->label, !compact);
}

/* recto-info-rows.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-info-rows.h"

#include "recto-parts.h"
#include <glib/gi18n.h>

#define PICTURE_SIZE 150
/* Of the panel's width, what the names take. */
#define NAME_WIDTH 116
/* A longer text ends in an ellipsis; the whole is in the tooltip. */
#define MAX_LINES 8
#define LONG_TEXT 100

GtkWidget *
recto_info_card_new (const char *words)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "recto-card");
  gtk_widget_add_css_class (card, "info-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);

  return card;
}

static GtkWidget *
wrapping (const char *words, const char *css_class)
{
  GtkWidget *label = recto_parts_label (words, css_class);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_yalign (GTK_LABEL (label), 0);

  return label;
}

/* Name and a widget beside it. */
static GtkWidget *
row_with (const char *name, GtkWidget *value)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = wrapping (name, "caption-text");

  gtk_widget_add_css_class (row, "info-row");
  gtk_widget_add_css_class (label, "second");
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_size_request (label, NAME_WIDTH, -1);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), value);

  return row;
}

GtkWidget *
recto_info_row_new (const char *name, const char *value)
{
  GtkWidget *label = wrapping (value, "caption-text");

  gtk_widget_add_css_class (label, "numeric");
  /* The width is the panel's to give, however long the text. */
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (g_utf8_strlen (value, -1) > LONG_TEXT)
    gtk_widget_set_tooltip_text (label, value);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_can_focus (label, FALSE);

  return row_with (name, label);
}

static void
copy_cb (GtkButton *button, const char *hash)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), hash);
}

GtkWidget *
recto_info_hash_row_new (const char *name, const char *hash, GCallback copied, gpointer data)
{
  g_autofree char *shown = recto_parts_short_hash (hash);
  g_autofree char *words = NULL;
  GtkWidget *button = gtk_button_new_with_label (shown);

  /* Translators: %s is the name of a hash, such as "SHA-256". */
  words = g_strdup_printf (_ ("Copy %s"), name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "hash");
  gtk_widget_add_css_class (button, "info-hash");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, hash);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hash, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_cb), g_strdup (hash), (GClosureNotify) (void (*) (void)) g_free, 0);
  g_signal_connect_swapped (button, "clicked", copied, data);

  return row_with (name, button);
}

GtkWidget *
recto_info_doubt_row_new (const RectoDoubt *doubt)
{
  g_autofree char *text = recto_doubt_dup_text (doubt);
  g_autofree char *words = NULL;
  gboolean warning = doubt->severity == RECTO_DOUBT_WARNING;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *sign = gtk_image_new_from_icon_name (warning ? "dialog-warning-symbolic" : "recto-panel-info-symbolic");
  GtkWidget *label = wrapping (text, "caption-text");

  words = g_strdup_printf ("%s: %s", warning ? _ ("Doubtful") : _ ("Worth knowing"), text);
  gtk_widget_add_css_class (row, "info-doubt");
  gtk_widget_add_css_class (sign, warning ? "warn" : "second");
  gtk_widget_set_valign (sign, GTK_ALIGN_START);
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_box_append (GTK_BOX (row), sign);
  gtk_box_append (GTK_BOX (row), label);

  return row;
}

GtkWidget *
recto_info_picture_new (GdkTexture *texture, const char *caption, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (texture));
  GtkWidget *label = wrapping (caption, "caption-text");

  gtk_widget_set_size_request (picture, PICTURE_SIZE, PICTURE_SIZE);
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), TRUE);
  /* GTK 4.8 makes of the alternative text a description only. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (picture, "info-picture");
  gtk_widget_set_tooltip_text (picture, words);
  gtk_widget_add_css_class (label, "second");
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);

  return box;
}

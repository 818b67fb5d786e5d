/* recto-parts.c: small controls used by several panels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-parts.h"

#include <string.h>

/* The tooltip would lie over what the button has opened. */
static void
popover_visible_cb (GtkWidget *popover, GParamSpec *spec, GtkWidget *button)
{
  gtk_widget_set_has_tooltip (button, !gtk_widget_get_visible (popover));
}

void
recto_parts_quiet_under (GtkWidget *button, GtkWidget *popover)
{
  g_signal_connect_object (popover, "notify::visible", G_CALLBACK (popover_visible_cb), button, 0);
}

void
recto_parts_quiet_menus (GtkWidget *root)
{
  if (GTK_IS_MENU_BUTTON (root))
    {
      GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (root));

      if (popover != NULL && gtk_widget_get_has_tooltip (root))
        recto_parts_quiet_under (root, GTK_WIDGET (popover));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    recto_parts_quiet_menus (child);
}

void
recto_parts_describe (GtkWidget *widget, const char *words, const char *key)
{
  g_autofree char *tooltip = NULL;

  tooltip = key != NULL ? g_strdup_printf ("%s (%s)", words, key) : g_strdup (words);
  gtk_widget_set_tooltip_text (widget, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

GtkWidget *
recto_parts_icon_button (const char *icon, const char *words, const char *key)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  recto_parts_describe (button, words, key);

  return button;
}

GtkWidget *
recto_parts_icon_toggle (const char *icon, const char *words, const char *key)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  recto_parts_describe (button, words, key);

  return button;
}

GtkWidget *
recto_parts_word_button (const char *icon, const char *words, const char *key)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), gtk_label_new (words));
  if (key != NULL)
    gtk_box_append (GTK_BOX (box), recto_parts_key_hint (key));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  recto_parts_describe (button, words, key);

  return button;
}

GtkWidget *
recto_parts_key_hint (const char *key)
{
  GtkWidget *label = gtk_label_new (key);

  gtk_widget_add_css_class (label, "key-hint");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);

  return label;
}

GtkWidget *
recto_parts_label (const char *words, const char *css_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

GtkWidget *
recto_parts_separator (void)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_VERTICAL);

  gtk_widget_add_css_class (line, "bar-line");

  return line;
}

char *
recto_parts_short_hash (const char *hash)
{
  gsize length = strlen (hash);

  if (length < 12)
    return g_strdup (hash);

  return g_strdup_printf ("%.4s…%s", hash, hash + length - 4);
}

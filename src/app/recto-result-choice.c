/* recto-result-choice.c: the results to choose from, each with its dot
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-result-choice.h"

#include "recto-parts.h"
#include "recto-result-dots.h"
#include "recto-vocabulary.h"
#include <glib/gi18n.h>

static void
result_setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = recto_parts_label ("", NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), recto_result_dots_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
result_bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *dot = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  const RectoTerm *term = &recto_vocabulary_results ()[gtk_list_item_get_position (item)];

  recto_result_dots_set_results (RECTO_RESULT_DOTS (dot), term->id);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (dot)), _ (term->label));
  gtk_widget_set_tooltip_text (gtk_widget_get_next_sibling (dot), _ (term->label));
}

/* In the field the item's position is that of the chosen one. */
static GtkListItemFactory *
new_result_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (result_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (result_bind_cb), NULL);

  return factory;
}

GtkWidget *
recto_result_choice_new (void)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = new_result_factory ();
  GtkWidget *choice;

  for (const RectoTerm *term = recto_vocabulary_results (); term->id != NULL; term++)
    gtk_string_list_append (words, _ (term->label));
  choice = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (choice), factory);

  return choice;
}

/* recto-term-picker.c: a list of words, searched while typing, by word and by code
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-term-picker.h"

#include "recto-parts.h"
#include <glib/gi18n.h>

struct _RectoTermPicker
{
  GtkPopover parent_instance;

  GtkWidget *search;
  GtkWidget *list;
  const RectoTerm *terms;
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoTermPicker, recto_term_picker, GTK_TYPE_POPOVER)

gboolean
recto_term_matches (const RectoTerm *term, const char *typed)
{
  g_autofree char *joined = g_strdup_printf ("%s %s %s %s", term->id, _ (term->label),
                                             term->name != NULL ? term->name : "",
                                             term->group != NULL ? _ (term->group) : "");
  g_autofree char *folded = g_utf8_casefold (joined, -1);
  g_autofree char *wanted = g_utf8_casefold (typed, -1);
  g_auto (GStrv) words = g_strsplit_set (wanted, " \t", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && strstr (folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static const RectoTerm *
row_term (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "recto-term");
}

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  RectoTermPicker *self = user_data;

  return recto_term_matches (row_term (row), gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const char *group = row_term (row)->group;
  const char *group_before = before != NULL ? row_term (before)->group : NULL;
  GtkWidget *label;

  if (group == NULL || g_strcmp0 (group, group_before) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = recto_parts_label (_ (group), "picker-head");
  gtk_list_box_row_set_header (row, label);
}

static GtkListBoxRow *
first_shown (RectoTermPicker *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (filter_cb (row, self))
      return row;

  return NULL;
}

static void
pick (RectoTermPicker *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, row_term (row)->id);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RectoTermPicker *self)
{
  pick (self, row);
}

static void
search_activate_cb (GtkSearchEntry *search, RectoTermPicker *self)
{
  GtkListBoxRow *row = first_shown (self);

  if (row != NULL)
    pick (self, row);
}

static void
search_changed_cb (GtkEditable *search, RectoTermPicker *self)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  gtk_list_box_invalidate_headers (GTK_LIST_BOX (self->list));
}

static void
stop_search_cb (GtkSearchEntry *search, RectoTermPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static gboolean
search_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
               RectoTermPicker *self)
{
  GtkListBoxRow *row;

  if (key != GDK_KEY_Down)
    return GDK_EVENT_PROPAGATE;
  row = first_shown (self);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));

  return GDK_EVENT_STOP;
}

static void
recto_term_picker_show (GtkWidget *widget)
{
  RectoTermPicker *self = RECTO_TERM_PICKER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  GTK_WIDGET_CLASS (recto_term_picker_parent_class)->show (widget);
  gtk_widget_grab_focus (self->search);
}

static void
recto_term_picker_class_init (RectoTermPickerClass *klass)
{
  GTK_WIDGET_CLASS (klass)->show = recto_term_picker_show;

  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
recto_term_picker_init (RectoTermPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *nothing = recto_parts_label (_ ("Nothing has this word or code."), "second");
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->search), 0);
  g_object_set (self->search, "placeholder-text", _ ("Search by word or code"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search by word or code"), -1);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_cb, self, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (self->list), header_cb, self, NULL);
  gtk_widget_set_margin_start (nothing, 8);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), nothing);
  gtk_widget_add_css_class (self->list, "picker-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 360);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_set_size_request (box, 300, -1);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  g_signal_connect (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect (self->search, "activate", G_CALLBACK (search_activate_cb), self);
  g_signal_connect (self->search, "stop-search", G_CALLBACK (stop_search_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (self->search, keys);
}

static GtkWidget *
new_row (const RectoTerm *term, gboolean show_codes)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = recto_parts_label (_ (term->label), NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_box_append (GTK_BOX (box), label);
  if (show_codes)
    {
      GtkWidget *code = recto_parts_label (term->id, "caption-text");

      gtk_widget_add_css_class (code, "third");
      gtk_box_append (GTK_BOX (box), code);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (term->label), -1);
  g_object_set_data (G_OBJECT (row), "recto-term", (gpointer) term);

  return row;
}

GtkWidget *
recto_term_picker_new (const RectoTerm *terms, gboolean show_codes)
{
  RectoTermPicker *self = g_object_new (RECTO_TYPE_TERM_PICKER, NULL);

  self->terms = terms;
  for (const RectoTerm *term = terms; term->id != NULL; term++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (term, show_codes));

  return GTK_WIDGET (self);
}

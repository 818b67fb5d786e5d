/* recto-term-picker.c: a list of words, searched while typing, by word and by code
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-term-picker.h"

#include "recto-parts.h"
#include <glib/gi18n.h>
#include <string.h>

#define LIST_HEIGHT 320

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

/* Words that people use for what the lists call otherwise. */
static const struct
{
  const char *ids; /* between spaces */
  const char *words;
} other_words[] = {
  /* Translators: only searched, never shown: all the words an examiner may type for these features. */
  { " R01 R02 R03 R04 R05 R12 R15 ",
    N_ ("printed personal data, name, surname, date of birth, date of issue, date of expiry, place, sex, nationality") },
  /* Translators: only searched, never shown. */
  { " R06 R07 R08 R09 R11 R16 M10 M11 M12 M13 M14 ", N_ ("portrait, photo, photograph, picture of the holder, face") },
  /* Translators: only searched, never shown. */
  { " P13 P14 P15 ", N_ ("passport number, serial number, document number, numbering, digits") },
  /* Translators: only searched, never shown. */
  { " X01 R13 M23 ", N_ ("machine readable zone, lines at the foot, OCR") },
  /* Translators: only searched, never shown. */
  { " I01 I02 I03 S06 S07 S09 B02 ", N_ ("UV, ultraviolet, fluorescence, glowing, bright paper") },
  /* Translators: only searched, never shown. */
  { " I06 I07 ", N_ ("infrared, disappears") },
  /* Translators: only searched, never shown. */
  { " O01 O02 O03 O04 O05 O06 O07 O09 O10 R10 I09 M32 ", N_ ("OVD, DOVID, OVI, foil, shiny, tilted, colour shift") },
  /* Translators: only searched, never shown. */
  { " X05 X06 M61 M62 ", N_ ("RFID, NFC, antenna, electronic") },
  /* Translators: only searched, never shown. */
  { " M20 M21 M22 ", N_ ("removed, rubbed, scraped, washed, erasure, changed number, changed date") },
};

static const char *
get_other_words (const RectoTerm *term, guint *at)
{
  g_autofree char *wanted = g_strdup_printf (" %s ", term->id);

  for (; *at < G_N_ELEMENTS (other_words); (*at)++)
    if (strstr (other_words[*at].ids, wanted) != NULL)
      return _ (other_words[(*at)++].words);

  return NULL;
}

gboolean
recto_term_matches (const RectoTerm *term, const char *typed)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_autofree char *wanted = g_utf8_casefold (typed, -1);
  g_auto (GStrv) words = g_strsplit_set (wanted, " \t", -1);
  guint at = 0;

  g_string_printf (joined, "%s %s %s %s", term->id, _ (term->label), term->name != NULL ? term->name : "",
                   term->group != NULL ? _ (term->group) : "");
  for (const char *other = get_other_words (term, &at); other != NULL; other = get_other_words (term, &at))
    g_string_append_printf (joined, " %s", other);
  folded = g_utf8_casefold (joined->str, -1);
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
  GtkWidget *nothing = recto_parts_label (_ ("Nothing has this word or code. Try a shorter word, or clear the field to see all."),
                                          "second");
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
  gtk_label_set_wrap (GTK_LABEL (nothing), TRUE);
  gtk_widget_set_margin_start (nothing, 8);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), nothing);
  gtk_widget_add_css_class (self->list, "picker-list");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  /* Of one height: a list that shrinks while one types would let the popover jump to the other side of its button. */
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
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

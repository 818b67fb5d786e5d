/* recto-casebook-page.c: the start page: the cases of a casebook
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-casebook-page.h"

#include "recto-case-card.h"
#include "recto-settings.h"
#include <adwaita.h>
#include <glib/gi18n.h>

#define REFRESH_DELAY_MS 150

struct _RectoCasebookPage
{
  GtkWidget parent_instance;

  RectoCasebook *casebook;
  GListStore *cases;
  GtkFilter *filter;
  GtkSorter *sorter;
  GtkSingleSelection *selection;
  char *needle; /* folded */
  guint refresh_source;

  AdwWindowTitle *window_title;
  GtkLabel *author_label;
  GtkWidget *author_box;
  GtkStack *stack;
  GtkEditable *search;
  GtkDropDown *sort;
  GtkLabel *count;
  GtkStack *found;
  GtkGridView *grid;
  GtkButton *clear;
};

enum
{
  OPEN_CASE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoCasebookPage, recto_casebook_page, GTK_TYPE_WIDGET)

/* ----- searching and sorting ----- */

static char *
fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  g_autofree char *plain = NULL;
  GString *out = g_string_new (NULL);

  if (text == NULL)
    return g_string_free (out, FALSE);
  /* Without diacritics: "Nguyen" finds "Nguyễn". */
  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  for (const char *p = decomposed; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_type (c) != G_UNICODE_NON_SPACING_MARK)
        g_string_append_unichar (out, c);
    }
  plain = g_string_free (out, FALSE);

  return g_utf8_casefold (plain, -1);
}

static gboolean
case_matches_cb (gpointer item, gpointer user_data)
{
  RectoCasebookPage *self = user_data;
  const RectoCase *record = recto_case_item_get_record (item);
  g_autofree char *joined = NULL;
  g_autofree char *hay = NULL;
  g_auto (GStrv) words = NULL;

  if (self->needle == NULL || *self->needle == '\0')
    return TRUE;
  joined = g_strjoin (" ", record->reference != NULL ? record->reference : "",
                      record->title != NULL ? record->title : "",
                      record->author != NULL ? record->author : "", NULL);
  hay = fold (joined);
  words = g_strsplit (self->needle, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (hay, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

static int
compare_cases_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  RectoCasebookPage *self = user_data;
  const RectoCase *first = recto_case_item_get_record ((gpointer) a);
  const RectoCase *second = recto_case_item_get_record ((gpointer) b);

  if (gtk_drop_down_get_selected (self->sort) == 1)
    return g_strcmp0 (second->reference, first->reference);

  return g_strcmp0 (second->changed, first->changed);
}

static void
update_count (RectoCasebookPage *self)
{
  guint n_all = g_list_model_get_n_items (G_LIST_MODEL (self->cases));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *words = n == n_all ? g_strdup_printf ("%u", n_all)
                                      : g_strdup_printf (_ ("%u of %u"), n, n_all);

  gtk_label_set_label (self->count, words);
  gtk_stack_set_visible_child_name (self->stack, n_all > 0 ? "cases" : "empty");
  gtk_stack_set_visible_child_name (self->found, n > 0 ? "grid" : "nothing");
}

static void
search_changed_cb (RectoCasebookPage *self)
{
  g_free (self->needle);
  self->needle = fold (gtk_editable_get_text (self->search));
  g_strstrip (self->needle);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_count (self);
}

static void
sort_changed_cb (RectoCasebookPage *self)
{
  recto_settings_set_string ("sort", gtk_drop_down_get_selected (self->sort) == 1 ? "reference"
                                                                                   : "changed");
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
}

static void
clear_cb (RectoCasebookPage *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* ----- the list ----- */

static void
refresh (RectoCasebookPage *self)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;

  if (self->casebook == NULL)
    return;
  records = recto_casebook_list_cases (self->casebook, &error);
  if (records == NULL)
    {
      g_message ("%s", error->message);
      return;
    }

  /* Items stay the same objects, so that selection and scroll position stay too. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->cases)); i++)
    {
      g_autoptr (RectoCaseItem) item = g_list_model_get_item (G_LIST_MODEL (self->cases), i);

      g_hash_table_insert (known, recto_case_item_get_record (item)->id, item);
    }
  for (guint i = 0; i < records->len; i++)
    {
      const RectoCase *record = g_ptr_array_index (records, i);
      RectoCaseItem *item = g_hash_table_lookup (known, record->id);

      g_hash_table_add (seen, record->id);
      if (item != NULL)
        {
          /* The key belongs to the record that is replaced. */
          g_hash_table_steal (known, record->id);
          recto_case_item_set_record (item, record);
        }
      else
        {
          g_autoptr (RectoCaseItem) fresh = recto_case_item_new (self->casebook, record);

          g_list_store_append (self->cases, fresh);
        }
    }
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->cases)); i > 0; i--)
    {
      g_autoptr (RectoCaseItem) item = g_list_model_get_item (G_LIST_MODEL (self->cases), i - 1);

      if (!g_hash_table_contains (seen, recto_case_item_get_record (item)->id))
        g_list_store_remove (self->cases, i - 1);
    }
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  update_count (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  RectoCasebookPage *self = user_data;

  self->refresh_source = 0;
  refresh (self);

  return G_SOURCE_REMOVE;
}

static void
casebook_changed_cb (RectoCasebookPage *self)
{
  /* While the light table is shown the list waits until someone looks. */
  if (self->refresh_source == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->refresh_source = g_timeout_add (REFRESH_DELAY_MS, refresh_cb, self);
}

static void
recto_casebook_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (recto_casebook_page_parent_class)->map (widget);
  refresh (RECTO_CASEBOOK_PAGE (widget));
}

static void
activate_cb (RectoCasebookPage *self, guint position)
{
  g_autoptr (RectoCaseItem) item
      = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    g_signal_emit (self, signals[OPEN_CASE], 0, recto_case_item_get_record (item)->id);
}

static void
search_activate_cb (RectoCasebookPage *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (selected != GTK_INVALID_LIST_POSITION)
    activate_cb (self, selected);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, recto_case_card_new ());
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  recto_case_card_set_item (RECTO_CASE_CARD (gtk_list_item_get_child (list_item)),
                            gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkListItemFactory *factory, GtkListItem *list_item)
{
  recto_case_card_set_item (RECTO_CASE_CARD (gtk_list_item_get_child (list_item)), NULL);
}

/* ----- class ----- */

static void
recto_casebook_page_dispose (GObject *object)
{
  RectoCasebookPage *self = RECTO_CASEBOOK_PAGE (object);
  GtkWidget *child;

  recto_casebook_page_set_casebook (self, NULL);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (recto_casebook_page_parent_class)->dispose (object);
}

static void
recto_casebook_page_finalize (GObject *object)
{
  RectoCasebookPage *self = RECTO_CASEBOOK_PAGE (object);

  g_free (self->needle);
  g_clear_object (&self->selection);
  g_clear_object (&self->cases);

  G_OBJECT_CLASS (recto_casebook_page_parent_class)->finalize (object);
}

static void
recto_casebook_page_class_init (RectoCasebookPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = recto_casebook_page_dispose;
  object_class->finalize = recto_casebook_page_finalize;
  widget_class->map = recto_casebook_page_map;

  signals[OPEN_CASE]
      = g_signal_new ("open-case", RECTO_TYPE_CASEBOOK_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recto/Recto/ui/recto-casebook-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, window_title);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, author_label);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, author_box);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, search);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, sort);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, count);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, found);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, grid);
  gtk_widget_class_bind_template_child (widget_class, RectoCasebookPage, clear);
}

static void
recto_casebook_page_init (RectoCasebookPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autofree char *sort = recto_settings_dup_string ("sort", "changed");
  GtkFilterListModel *filtered;
  GtkSortListModel *sorted;

  gtk_widget_init_template (GTK_WIDGET (self));

  self->cases = g_list_store_new (RECTO_TYPE_CASE_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (case_matches_cb, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare_cases_cb, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->cases)), self->filter);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), self->sorter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_grid_view_set_factory (self->grid, factory);
  g_object_unref (factory);
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (self->selection));
  gtk_drop_down_set_selected (self->sort, g_str_equal (sort, "reference") ? 1 : 0);

  g_signal_connect_object (self->grid, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sort, "notify::selected", G_CALLBACK (sort_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
}

void
recto_casebook_page_set_casebook (RectoCasebookPage *self, RectoCasebook *casebook)
{
  g_return_if_fail (RECTO_IS_CASEBOOK_PAGE (self));

  if (self->casebook == casebook)
    return;
  if (self->casebook != NULL)
    g_signal_handlers_disconnect_by_func (self->casebook, casebook_changed_cb, self);
  g_set_object (&self->casebook, casebook);
  if (casebook == NULL)
    return;
  g_signal_connect_swapped (casebook, "changed", G_CALLBACK (casebook_changed_cb), self);
  g_list_store_remove_all (self->cases);
  adw_window_title_set_subtitle (self->window_title, recto_casebook_get_directory (casebook));
  refresh (self);
}

void
recto_casebook_page_set_author (RectoCasebookPage *self, const char *author)
{
  g_autofree char *words = NULL;

  g_return_if_fail (RECTO_IS_CASEBOOK_PAGE (self));

  words = g_strdup_printf (_ ("Everything is recorded under the name %s"), author);
  gtk_label_set_label (self->author_label, author);
  gtk_widget_set_tooltip_text (self->author_box, words);
}

void
recto_casebook_page_search (RectoCasebookPage *self)
{
  g_return_if_fail (RECTO_IS_CASEBOOK_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (self->search, 0, -1);
}

void
recto_casebook_page_focus_cases (RectoCasebookPage *self)
{
  g_return_if_fail (RECTO_IS_CASEBOOK_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/* recto-import-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-import-dialog-private.h"

#include "recto-light-badge.h"
#include "recto-vocabulary.h"
#include <glib/gi18n.h>

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoImportDialog, recto_import_dialog, ADW_TYPE_WINDOW)

static void
file_free (gpointer data)
{
  RectoImportFile *file = data;

  if (file->entry != NULL)
    recto_import_entry_free (file->entry);
  g_free (file);
}

/* ----- what is still wanted ----- */

void
recto_import_dialog_update (RectoImportDialog *self)
{
  guint n_without = 0, n_ready = 0, n_broken = 0, n_looking = 0, n_left_out = 0;
  guint n_wanted;
  g_autofree char *words = NULL;
  g_autofree char *title = NULL;

  for (guint i = 0; i < self->files->len; i++)
    {
      const RectoImportFile *file = self->files->pdata[i];

      if (file->left_out)
        {
          n_left_out++;
          continue;
        }
      if (!file->looked)
        n_looking++;
      if (file->broken)
        n_broken++;
      else if (file->entry->light == NULL)
        n_without++;
      else
        n_ready++;
    }
  gtk_widget_set_sensitive (self->accept, n_without == 0 && n_ready > 0 && n_looking == 0);
  if (n_without > 0)
    words = g_strdup_printf (ngettext ("%u image has no light yet. Choose it to go on.",
                                       "%u images have no light yet. Choose them to go on.", n_without),
                             n_without);
  else if (n_broken > 0)
    words = g_strdup_printf (ngettext ("%u file cannot be read and is left out.",
                                       "%u files cannot be read and are left out.", n_broken),
                             n_broken);
  gtk_widget_set_visible (self->hint_box, words != NULL);
  gtk_label_set_label (self->hint, words != NULL ? words : "");
  /* The number is what goes in. */
  n_wanted = self->files->len - n_broken - n_left_out;
  title = g_strdup_printf (ngettext ("Import %u image", "Import %u images", n_wanted), n_wanted);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

void
recto_import_file_show_light (RectoImportFile *file)
{
  const RectoLight *light = recto_light_find (file->entry->light);
  g_autofree char *spoken = NULL;

  if (light != NULL)
    {
      gtk_menu_button_set_child (file->light, recto_light_badge_new (light, RECTO_BADGE_WORD));
      gtk_widget_remove_css_class (GTK_WIDGET (file->light), "unknown");
      spoken = g_strdup_printf (_ ("Light of %s: %s"), file->entry->name, _ (light->spoken));
    }
  else
    {
      gtk_menu_button_set_child (file->light, gtk_label_new (_ ("Which light?")));
      gtk_widget_add_css_class (GTK_WIDGET (file->light), "unknown");
      spoken = g_strdup_printf (_ ("Light of %s: not chosen"), file->entry->name);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (file->light), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
light_chosen_cb (GtkListBox *list, GtkListBoxRow *row, RectoImportFile *file)
{
  g_free (file->entry->light);
  file->entry->light = g_strdup (g_object_get_data (G_OBJECT (row), "light"));
  gtk_popover_popdown (gtk_menu_button_get_popover (file->light));
  recto_import_file_show_light (file);
  recto_import_dialog_update (file->dialog);
}

static GtkWidget *
make_light_button (RectoImportFile *file)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *popover = gtk_popover_new ();

  file->light = GTK_MENU_BUTTON (gtk_menu_button_new ());
  for (const RectoLight *light = recto_light_list (); light->id != NULL; light++)
    {
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *badge = recto_light_badge_new (light, RECTO_BADGE_WORD);

      gtk_widget_set_halign (badge, GTK_ALIGN_START);
      gtk_widget_set_margin_top (badge, 4);
      gtk_widget_set_margin_bottom (badge, 4);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), badge);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (light->spoken), -1);
      g_object_set_data (G_OBJECT (row), "light", (gpointer) light->id);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "picker-list");
  g_signal_connect (list, "row-activated", G_CALLBACK (light_chosen_cb), file);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  /* As wide as the longest light: a shortened badge could not be told from its neighbour. */
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (file->light, popover);
  gtk_menu_button_set_always_show_arrow (file->light, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (file->light), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (file->light), "light-button");
  recto_import_file_show_light (file);

  return GTK_WIDGET (file->light);
}

/* ----- looking into the files ----- */

static void
keep_toggled_cb (RectoImportFile *file)
{
  file->entry->accept_truncated = gtk_check_button_get_active (file->keep);
  file->broken = !file->entry->accept_truncated;
  if (file->broken)
    gtk_widget_add_css_class (file->row, "error-row");
  else
    gtk_widget_remove_css_class (file->row, "error-row");
  recto_import_dialog_update (file->dialog);
}

void
recto_import_file_show_problem (RectoImportFile *file, const char *words, gboolean keepable)
{
  file->looked = TRUE;
  file->broken = TRUE;
  gtk_label_set_label (file->details, words);
  gtk_label_set_wrap (file->details, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (file->details), "bad");
  gtk_widget_add_css_class (file->row, "error-row");
  gtk_widget_set_sensitive (GTK_WIDGET (file->light), keepable);
  gtk_widget_set_visible (GTK_WIDGET (file->keep), keepable);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RectoImportDialog *self = RECTO_IMPORT_DIALOG (source);
  RectoImportFile *file = user_data;
  RectoImportLook *look = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *size = NULL;
  g_autofree char *words = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->files == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (look->frames != NULL && look->frames->len > 1 && file->include == NULL)
    recto_import_file_add_frames (file, look->frames, look->bytes);
  if (!done)
    {
      recto_import_file_show_problem (file, error->message,
                    g_error_matches (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TRUNCATED));
      recto_import_dialog_update (self);
      return;
    }
  file->looked = TRUE;
  size = g_format_size (look->n_bytes);
  words = g_strdup_printf ("%u × %u · %s", look->width, look->height, size);
  gtk_label_set_label (file->details, words);
  gtk_picture_set_paintable (file->picture, GDK_PAINTABLE (look->texture));
  recto_import_dialog_update (self);
}

/* bytes: of the file when it is in memory already, or NULL. */
void
recto_import_file_look (RectoImportFile *self, GBytes *bytes)
{
  RectoImportLook *look = g_new0 (RectoImportLook, 1);

  if (bytes == NULL)
    bytes = self->entry->bytes;
  look->path = g_strdup (self->entry->path);
  look->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  look->frame = self->entry->frame;
  recto_import_look_start (look, self->dialog, self->dialog->cancellable, looked_cb, self);
}

/* ----- building ----- */

GtkWidget *
recto_import_file_make_row (RectoImportFile *file)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (file->entry->name);
  GtkWidget *frame;

  file->box = box;
  file->name = GTK_LABEL (name);

  file->picture = GTK_PICTURE (gtk_picture_new ());
  gtk_picture_set_content_fit (file->picture, GTK_CONTENT_FIT_COVER);
  gtk_picture_set_can_shrink (file->picture, TRUE);
  frame = GTK_WIDGET (file->picture);
  gtk_widget_set_size_request (frame, 48, 36);
  gtk_widget_set_valign (frame, GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (frame, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (frame, "exposure-thumb");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_tooltip_text (name, file->entry->path != NULL ? file->entry->path : file->entry->name);
  file->details = GTK_LABEL (gtk_label_new (_ ("Reading…")));
  gtk_label_set_xalign (file->details, 0);
  gtk_widget_add_css_class (GTK_WIDGET (file->details), "caption-text");
  gtk_widget_add_css_class (GTK_WIDGET (file->details), "second");
  file->keep = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ ("Keep the rows that are there")));
  gtk_widget_set_visible (GTK_WIDGET (file->keep), FALSE);
  g_signal_connect_swapped (file->keep, "toggled", G_CALLBACK (keep_toggled_cb), file);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (file->details));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (file->keep));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), make_light_button (file));
  file->row = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (file->row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (file->row), box);

  return file->row;
}

/* Where a group of files goes: pages of the case, then a new page of each role. */
typedef struct
{
  RectoImportDialog *dialog;
  char *key;
  GPtrArray *page_ids; /* char *, as many as pages */
} Group;

static void
group_free (gpointer data, GClosure *closure)
{
  Group *group = data;

  g_free (group->key);
  g_ptr_array_unref (group->page_ids);
  g_free (group);
}

static void
page_chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec, Group *group)
{
  guint selected = gtk_drop_down_get_selected (drop_down);
  guint n_pages = group->page_ids->len;

  for (guint i = 0; i < group->dialog->files->len; i++)
    {
      RectoImportEntry *entry = ((RectoImportFile *) group->dialog->files->pdata[i])->entry;

      if (!g_str_equal (entry->page_key, group->key))
        continue;
      g_clear_pointer (&entry->page_id, g_free);
      if (selected < n_pages)
        entry->page_id = g_strdup (group->page_ids->pdata[selected]);
      else
        {
          g_free (entry->role);
          entry->role = g_strdup (recto_vocabulary_page_roles ()[selected - n_pages].id);
        }
    }
}

static GtkWidget *
make_page_choice (RectoImportDialog *self, const RectoImportEntry *first)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GListModel *pages = recto_session_get_pages (self->session);
  Group *group = g_new0 (Group, 1);
  GtkWidget *drop_down;
  guint selected = 0;
  gboolean found = FALSE;

  group->dialog = self;
  group->key = g_strdup (first->page_key);
  group->page_ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (pages, i);
      g_autofree char *title = recto_page_item_dup_title (page);
      g_autofree char *words = g_strdup_printf (_ ("%s of this case"), title);

      if (g_strcmp0 (first->page_id, recto_page_item_get_id (page)) == 0)
        {
          selected = i;
          found = TRUE;
        }
      g_ptr_array_add (group->page_ids, g_strdup (recto_page_item_get_id (page)));
      gtk_string_list_append (names, words);
    }
  for (const RectoTerm *role = recto_vocabulary_page_roles (); role->id != NULL; role++)
    {
      g_autofree char *words = g_strdup_printf (_ ("New page: %s"), _ (role->label));

      if (!found && g_str_equal (role->id, first->role))
        selected = g_list_model_get_n_items (G_LIST_MODEL (names));
      gtk_string_list_append (names, words);
    }
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Page"), -1);
  g_signal_connect_data (drop_down, "notify::selected", G_CALLBACK (page_chosen_cb), group, group_free, 0);

  return drop_down;
}

static guint
count_groups (RectoImportDialog *self)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->files->len; i++)
    g_hash_table_add (keys, ((RectoImportFile *) self->files->pdata[i])->entry->page_key);

  return g_hash_table_size (keys);
}

/* Several new pages have the same role more often than not: a number and what their files' names share tell them apart. */
static GtkWidget *
make_head (RectoImportDialog *self, const RectoImportEntry *first, guint number)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *choice = make_page_choice (self, first);
  g_autofree char *words = NULL;
  GtkWidget *label;

  if (number > 0)
    {
      if (*first->page_key != '\0' && first->page_id == NULL)
        words = g_strdup_printf ("%u · %s", number, first->page_key);
      else
        words = g_strdup_printf ("%u", number);
      label = gtk_label_new (words);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_widget_set_tooltip_text (label, words);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_add_css_class (label, "panel-heading");
      gtk_box_append (GTK_BOX (head), label);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, label, NULL, -1);
    }
  gtk_box_append (GTK_BOX (head), choice);

  return head;
}

static void
build (RectoImportDialog *self)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_groups = count_groups (self);

  for (guint i = 0; i < self->files->len; i++)
    {
      const RectoImportFile *first = self->files->pdata[i];
      GtkWidget *head, *list;

      if (!g_hash_table_add (done, first->entry->page_key))
        continue;
      head = make_head (self, first->entry, n_groups > 1 ? g_hash_table_size (done) : 0);
      list = gtk_list_box_new ();
      gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
      gtk_widget_add_css_class (list, "boxed-list");
      gtk_widget_add_css_class (list, "import-list");
      for (guint k = i; k < self->files->len; k++)
        {
          RectoImportFile *file = self->files->pdata[k];

          if (g_str_equal (file->entry->page_key, first->entry->page_key))
            {
              gtk_list_box_append (GTK_LIST_BOX (list), recto_import_file_make_row (file));
              recto_import_file_look (file, NULL);
            }
        }
      gtk_box_append (GTK_BOX (self->groups), head);
      gtk_box_append (GTK_BOX (self->groups), list);
    }
  recto_import_dialog_update (self);
}

static void
accept_cb (RectoImportDialog *self)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_import_entry_free);

  for (guint i = 0; i < self->files->len; i++)
    {
      RectoImportFile *file = self->files->pdata[i];

      if (!file->broken && !file->left_out && file->entry->light != NULL)
        g_ptr_array_add (entries, g_steal_pointer (&file->entry));
    }
  g_cancellable_cancel (self->cancellable);
  g_object_ref (self);
  g_signal_emit (self, signals[ACCEPTED], 0, entries);
  gtk_window_destroy (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
recto_import_dialog_dispose (GObject *object)
{
  RectoImportDialog *self = RECTO_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (recto_import_dialog_parent_class)->dispose (object);
  g_clear_pointer (&self->files, g_ptr_array_unref);
}

static void
recto_import_dialog_finalize (GObject *object)
{
  RectoImportDialog *self = RECTO_IMPORT_DIALOG (object);

  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (recto_import_dialog_parent_class)->finalize (object);
}

static void
recto_import_dialog_class_init (RectoImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = recto_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = recto_import_dialog_finalize;
  signals[ACCEPTED] = g_signal_new ("accepted", RECTO_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/recto/Recto/ui/recto-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RectoImportDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, RectoImportDialog, accept);
  gtk_widget_class_bind_template_child (widget_class, RectoImportDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, RectoImportDialog, hint_box);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
recto_import_dialog_init (RectoImportDialog *self)
{
  self->files = g_ptr_array_new_with_free_func (file_free);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->accept, "clicked", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
}

/* A page of the case that has the role the name tells takes the files. */
static char *
find_page (RectoSession *session, const char *role)
{
  GListModel *pages = recto_session_get_pages (session);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (pages, i);

      if (g_str_equal (recto_page_item_get_record (page)->role, role))
        return g_strdup (recto_page_item_get_id (page));
    }
  return NULL;
}

GtkWidget *
recto_import_dialog_new (GtkWindow *parent, RectoSession *session, GPtrArray *entries)
{
  RectoImportDialog *self
      = g_object_new (RECTO_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < entries->len; i++)
    {
      RectoImportFile *file = g_new0 (RectoImportFile, 1);
      RectoImportEntry *entry = entries->pdata[i];
      RectoNameGuess guess;
      gboolean new_page;

      recto_name_guess (entry->name, &guess);
      if (entry->light == NULL && guess.light != NULL)
        entry->light = g_strdup (guess.light->id);
      if (entry->role == NULL)
        entry->role = g_strdup (guess.role);
      new_page = entry->page_key != NULL;
      if (!new_page)
        entry->page_key = g_strdup (entry->page_id != NULL ? entry->page_id : guess.page);
      if (entry->page_id == NULL && !new_page)
        entry->page_id = find_page (session, entry->role);
      recto_name_guess_clear (&guess);
      file->dialog = self;
      file->entry = entry;
      g_ptr_array_add (self->files, file);
    }
  g_ptr_array_set_free_func (entries, NULL);
  g_ptr_array_unref (entries);
  build (self);

  return GTK_WIDGET (self);
}

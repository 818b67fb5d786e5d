/* recto-window-import.c: files into the window: dialog, drop, paste, command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * However they come, files go through the import dialog. Without an open case the new-case window asks first, and the files wait.
 */

#include "config.h"
#include "recto-window-private.h"

#include "recto-dialogs.h"
#include "recto-import-dialog.h"
#include "recto-new-case.h"
#include "recto-vocabulary.h"
#include <glib/gi18n.h>

static void
accepted_cb (RectoWindow *self, GPtrArray *entries)
{
  if (self->session == NULL)
    {
      g_ptr_array_unref (entries);
      return;
    }
  recto_session_import (self->session, entries);
  recto_light_table_focus_canvas (self->table);
}

static void
ask (RectoWindow *self, GPtrArray *entries)
{
  GtkWidget *dialog = recto_import_dialog_new (GTK_WINDOW (self), self->session, entries);

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
recto_window_import_waiting (RectoWindow *self)
{
  if (self->waiting != NULL && self->waiting->len > 0)
    ask (self, g_steal_pointer (&self->waiting));
}

static void
import_entries (RectoWindow *self, GPtrArray *entries)
{
  if (entries->len == 0)
    {
      g_ptr_array_unref (entries);
      return;
    }
  if (self->session != NULL)
    {
      ask (self, entries);
      return;
    }
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  self->waiting = entries;
  g_action_group_activate_action (G_ACTION_GROUP (self), "new-case", NULL);
}

static RectoImportEntry *
entry_for_path (const char *path)
{
  RectoImportEntry *entry = g_new0 (RectoImportEntry, 1);
  g_autofree char *name = g_path_get_basename (path);

  entry->path = g_strdup (path);
  entry->name = g_utf8_make_valid (name, -1);

  return entry;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const RectoImportEntry *first = *(RectoImportEntry *const *) a;
  const RectoImportEntry *second = *(RectoImportEntry *const *) b;

  return g_strcmp0 (first->name, second->name);
}

static gboolean
is_named_as_picture (const char *name)
{
  const char *const endings[] = { ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

/* A folder stands for the pictures in it, as a reader's output folder does. One without pictures goes into the list itself, which says so. */
static void
add_path (GPtrArray *entries, const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n_before = entries->len;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_ptr_array_add (entries, entry_for_path (path));
      return;
    }
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (is_named_as_picture (name) && g_file_test (inner, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (entries, entry_for_path (inner));
    }
  if (entries->len == n_before)
    g_ptr_array_add (entries, entry_for_path (path));
}

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) recto_import_entry_free);
}

void
recto_window_import_paths (RectoWindow *self, const char *const *paths)
{
  GPtrArray *entries = new_entries ();

  g_return_if_fail (RECTO_IS_WINDOW (self));

  for (gsize i = 0; paths[i] != NULL; i++)
    add_path (entries, paths[i]);
  g_ptr_array_sort (entries, compare_entries);
  import_entries (self, entries);
}

/* ----- dialog ----- */

static void
chosen_cb (const char *const *paths, gpointer user_data)
{
  g_autoptr (RectoWindow) self = user_data;

  if (paths != NULL)
    recto_window_import_paths (self, paths);
}

void
recto_window_choose_files (RectoWindow *self)
{
  recto_dialogs_choose_images (GTK_WIDGET (self), chosen_cb, g_object_ref (self));
}

/* ----- files from the clipboard or a drop ----- */

static void
import_files (RectoWindow *self, GSList *files, const char *page_id, const char *new_role)
{
  GPtrArray *entries = new_entries ();
  guint n_away = 0;

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *path = g_file_get_path (l->data);

      if (path != NULL)
        add_path (entries, path);
      else
        n_away++;
    }
  g_ptr_array_sort (entries, compare_entries);
  for (guint i = 0; page_id != NULL && i < entries->len; i++)
    ((RectoImportEntry *) entries->pdata[i])->page_id = g_strdup (page_id);
  for (guint i = 0; new_role != NULL && i < entries->len; i++)
    {
      RectoImportEntry *entry = entries->pdata[i];

      entry->page_key = g_strdup ("");
      if (*new_role != '\0')
        entry->role = g_strdup (new_role);
    }
  if (n_away > 0)
    recto_window_say (self, _ ("Not on this computer"),
                      _ ("What was dropped or pasted is not a file of this computer. Save it here first."));
  import_entries (self, entries);
}

static void
import_texture (RectoWindow *self, GdkTexture *texture)
{
  GPtrArray *entries = new_entries ();
  RectoImportEntry *entry = g_new0 (RectoImportEntry, 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  entry->bytes = gdk_texture_save_to_png_bytes (texture);
  entry->name = g_date_time_format (now, _ ("Pasted %Y-%m-%d %H.%M.%S.png"));
  g_ptr_array_add (entries, entry);
  import_entries (self, entries);
}

static void
texture_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RectoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture
      = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source), result, &error);

  if (texture != NULL)
    import_texture (self, texture);
  else
    recto_window_say (self, _ ("Nothing to paste"),
                      _ ("The clipboard holds no picture and no files. Copy scans in the file manager, then "
                         "paste them here."));
}

static void
files_pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RectoWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    import_files (self, g_value_get_boxed (value), NULL, NULL);
  else
    gdk_clipboard_read_texture_async (GDK_CLIPBOARD (source), NULL, texture_pasted_cb, g_object_ref (self));
}

void
recto_window_paste (RectoWindow *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));

  gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, files_pasted_cb,
                                  g_object_ref (self));
}

/* ----- drop ----- */

/* page_id: an existing page. role: a new page of it; "" of the role that the names tell. Neither: as the names say. */
static void
add_target (GtkWidget *targets, const char *words, const char *page_id, const char *role)
{
  GtkWidget *target = gtk_label_new (words);

  gtk_label_set_ellipsize (GTK_LABEL (target), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (target, "drop-target");
  g_object_set_data_full (G_OBJECT (target), "page-id", g_strdup (page_id), g_free);
  g_object_set_data_full (G_OBJECT (target), "role", g_strdup (role), g_free);
  gtk_box_append (GTK_BOX (targets), target);
}

static GtkWidget *
make_targets (RectoWindow *self)
{
  static const char *const first_roles[] = { "DATA_PAGE", "OBJECT_PAGE", "COVER_FRONT" };
  GtkWidget *targets = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GListModel *pages = self->session != NULL ? recto_session_get_pages (self->session) : NULL;
  guint n_pages = pages != NULL ? g_list_model_get_n_items (pages) : 0;

  gtk_box_set_homogeneous (GTK_BOX (targets), TRUE);
  gtk_widget_set_margin_start (targets, 16);
  gtk_widget_set_margin_end (targets, 16);
  gtk_widget_set_margin_bottom (targets, 16);
  for (guint i = 0; i < MIN (n_pages, 4); i++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (pages, i);
      g_autofree char *name = recto_page_item_dup_title (page);
      /* Several data pages are told apart by their place in the case. */
      g_autofree char *words = n_pages > 1 ? g_strdup_printf ("%u · %s", i + 1, name) : g_strdup (name);

      add_target (targets, words, recto_page_item_get_id (page), NULL);
    }
  if (n_pages > 0)
    add_target (targets, _ ("New page"), NULL, "");
  for (guint i = 0; n_pages == 0 && i < G_N_ELEMENTS (first_roles); i++)
    add_target (targets, _ (recto_vocabulary_find (recto_vocabulary_page_roles (), first_roles[i])->label), NULL, first_roles[i]);
  add_target (targets, _ ("As the names say"), NULL, NULL);

  return targets;
}

/* While files hang over the window a sheet tells where they may go. */
static void
show_sheet (RectoWindow *self, gboolean show)
{
  GtkWidget *box, *title, *words;

  if (!show)
    {
      if (self->drop_sheet != NULL)
        gtk_overlay_remove_overlay (self->start_overlay, g_steal_pointer (&self->drop_sheet));
      return;
    }
  if (self->drop_sheet != NULL)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (box, "drop-overlay");
  title = gtk_label_new (self->session != NULL ? _ ("Add to this case") : _ ("Begin a case"));
  gtk_widget_add_css_class (title, "drop-title");
  gtk_widget_set_vexpand (title, TRUE);
  gtk_widget_set_valign (title, GTK_ALIGN_END);
  words = gtk_label_new (_ ("The page and light are read from the names, and shown before anything is stored."));
  gtk_widget_set_vexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), make_targets (self));
  gtk_widget_set_can_target (box, FALSE);
  self->drop_sheet = box;
  gtk_overlay_add_overlay (self->start_overlay, box);
}

/* The target under the pointer; NULL elsewhere. */
static GtkWidget *
target_at (RectoWindow *self, double x, double y)
{
  GtkWidget *targets, *found = NULL;

  if (self->drop_sheet == NULL)
    return NULL;
  targets = gtk_widget_get_last_child (self->drop_sheet);
  if (!GTK_IS_BOX (targets))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (targets); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      graphene_rect_t bounds;
      gboolean inside = gtk_widget_compute_bounds (child, GTK_WIDGET (self->start_overlay), &bounds)
                        && graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT ((float) x, (float) y));

      if (inside)
        {
          gtk_widget_add_css_class (child, "hover");
          found = child;
        }
      else
        gtk_widget_remove_css_class (child, "hover");
    }
  return found;
}

static GdkDragAction
drop_enter_cb (RectoWindow *self, double x, double y)
{
  show_sheet (self, TRUE);

  return GDK_ACTION_COPY;
}

static GdkDragAction
drop_motion_cb (RectoWindow *self, double x, double y)
{
  target_at (self, x, y);

  return GDK_ACTION_COPY;
}

static void
drop_leave_cb (RectoWindow *self)
{
  show_sheet (self, FALSE);
}

static gboolean
drop_cb (RectoWindow *self, const GValue *value, double x, double y)
{
  GtkWidget *target = target_at (self, x, y);
  g_autofree char *page_id = target != NULL ? g_strdup (g_object_get_data (G_OBJECT (target), "page-id")) : NULL;
  g_autofree char *role = target != NULL ? g_strdup (g_object_get_data (G_OBJECT (target), "role")) : NULL;

  show_sheet (self, FALSE);
  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) || self->casebook == NULL)
    return FALSE;
  import_files (self, g_value_get_boxed (value), page_id, role);

  return TRUE;
}

void
recto_window_init_import (RectoWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "enter", G_CALLBACK (drop_enter_cb), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->start_overlay), GTK_EVENT_CONTROLLER (target));
}

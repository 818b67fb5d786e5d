/* test-app-window.c: the window's own parts: what comes in, what is said, where the keys go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "recto-application.h"
#include "recto-image-save.h"
#include "recto-import-dialog.h"
#include "recto-window-private.h"

#include <glib/gstdio.h>
#include <string.h>

static GApplication *application;

/* ----- helpers ----- */

typedef gboolean (*Wanted) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *root, Wanted wanted, gconstpointer data)
{
  if (wanted (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, wanted, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_label_with (GtkWidget *widget, gconstpointer words)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget)
         && strstr (gtk_label_get_label (GTK_LABEL (widget)), words) != NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), type);
}

static void
wait_label (GtkWidget *root, const char *words)
{
  while (find (root, is_label_with, words) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static char *
save_picture (const char *folder, const char *name)
{
  g_autoptr (RectoImage) image = recto_image_new (40, 30, 3, 8, FALSE, NULL);
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  memset (recto_image_get_data_mutable (image), 120, 40 * 30 * 3);
  png = recto_image_encode_png (image, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), &error);
  g_assert_no_error (error);

  return path;
}

static RectoImportEntry *
entry_of (const char *path)
{
  RectoImportEntry *entry = g_new0 (RectoImportEntry, 1);

  entry->path = g_strdup (path);
  entry->name = g_path_get_basename (path);

  return entry;
}

static RectoSession *
new_session (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, &error);
  g_autofree char *case_id = NULL;
  RectoSession *session;

  g_assert_no_error (error);
  case_id = recto_casebook_create_case (casebook, "Examiner", NULL, "Window", &error);
  g_assert_no_error (error);
  session = recto_session_new (casebook, case_id, "Examiner", &error);
  g_assert_no_error (error);

  return session;
}

/* ----- the import list ----- */

static void
assert_whole_words (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root))
    g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (root))));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_whole_words (child);
}

static void
test_import_list (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-window-XXXXXX", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty_ir.png", NULL);
  g_autofree char *first = save_picture (folder, "A1_p2_W.png");
  g_autofree char *second = save_picture (folder, "A1_p3_UV.png");
  g_autoptr (RectoSession) session = new_session (folder);
  GPtrArray *entries = g_ptr_array_new ();
  GtkWidget *dialog, *button, *popover;

  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  g_ptr_array_add (entries, entry_of (first));
  g_ptr_array_add (entries, entry_of (second));
  g_ptr_array_add (entries, entry_of (empty));
  dialog = recto_import_dialog_new (NULL, session, entries);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (dialog);

  /* Three new pages of one role are told apart. */
  g_assert_nonnull (find (dialog, is_label_with, "1 · A1_p2"));
  g_assert_nonnull (find (dialog, is_label_with, "2 · A1_p3"));
  g_assert_nonnull (find (dialog, is_label_with, "3 · empty"));
  /* A folder without pictures says so where it stands. */
  wait_label (dialog, "holds no pictures");

  /* Every light can be read whole. */
  button = find (dialog, is_of_type, "GtkMenuButton");
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  while (!gtk_widget_get_mapped (popover) || gtk_widget_get_width (popover) == 0)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (popover);
  assert_whole_words (popover);

  gtk_window_destroy (GTK_WINDOW (dialog));
  recto_session_close (session);
}

/* ----- the window ----- */

static RectoWindow *
open_window (const char *folder, const char *case_text)
{
  RectoWindow *window = recto_window_new (application, "Examiner");

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_present (GTK_WINDOW (window));
  recto_window_open_casebook (window, folder, case_text);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));

  return window;
}

/* Enter opens the case that looks chosen. */
static void
test_start_focus (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-window-XXXXXX", NULL);
  g_autoptr (RectoSession) session = new_session (folder);
  RectoWindow *window;
  GtkWidget *focus;

  recto_session_close (session);
  window = open_window (folder, NULL);
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_nonnull (focus);
  g_assert_nonnull (gtk_widget_get_ancestor (focus, GTK_TYPE_GRID_VIEW));
  g_assert_false (GTK_IS_GRID_VIEW (focus));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was said before goes at once; its Undo would take back another step. */
static void
test_toasts (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-window-XXXXXX", NULL);
  g_autoptr (RectoSession) session = new_session (folder);
  g_autofree char *case_id = g_strdup (recto_session_get_case (session)->id);
  RectoWindow *window;
  GtkWidget *root;

  recto_session_close (session);
  window = open_window (folder, case_id);
  root = GTK_WIDGET (window->toasts);
  g_signal_emit_by_name (window->session, "announce", "The first words", TRUE);
  wait_label (root, "The first words");
  /* At once, not when the time of the first is over. */
  g_signal_emit_by_name (window->session, "announce", "The second words", TRUE);
  g_assert_nonnull (find (root, is_label_with, "The second words"));
  g_signal_emit_by_name (window->session, "announce", "The third words", FALSE);
  g_assert_nonnull (find (root, is_label_with, "The third words"));
  while (find (root, is_label_with, "The first words") != NULL || find (root, is_label_with, "The second words") != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find (root, is_label_with, "The third words"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkEventController *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) list = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (list, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller;
    }
  g_assert_not_reached ();
}

/* Also an empty case has places for what hangs over it. */
static void
test_drop_targets (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-window-XXXXXX", NULL);
  g_autoptr (RectoSession) session = new_session (folder);
  g_autofree char *case_id = g_strdup (recto_session_get_case (session)->id);
  RectoWindow *window;
  GtkEventController *target;
  GdkDragAction action;

  recto_session_close (session);
  window = open_window (folder, case_id);
  target = find_drop_target (GTK_WIDGET (window->start_overlay));
  g_signal_emit_by_name (target, "enter", 10.0, 10.0, &action);
  g_assert_nonnull (window->drop_sheet);
  g_assert_nonnull (find (window->drop_sheet, is_label_with, "Data page"));
  g_assert_nonnull (find (window->drop_sheet, is_label_with, "Front cover"));
  g_assert_nonnull (find (window->drop_sheet, is_label_with, "As the names say"));
  g_signal_emit_by_name (target, "leave");
  g_assert_null (window->drop_sheet);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = G_APPLICATION (recto_application_new ());
  g_application_register (application, NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/window/import-list", test_import_list);
  g_test_add_func ("/window/start-focus", test_start_focus);
  g_test_add_func ("/window/toasts", test_toasts);
  g_test_add_func ("/window/drop-targets", test_drop_targets);
  status = g_test_run ();
  g_object_unref (application);

  return status;
}

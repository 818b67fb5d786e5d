/* recto-dialogs.c: file choosers, questions and the about window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GtkFileChooserNative, AdwMessageDialog and AdwAboutWindow have successors that GTK 4.8 and libadwaita 1.2 do not have yet. They stand only here, so
 * that moving on is one file.
 */

#include "config.h"
#include "recto-dialogs.h"

#include "recto-preferences.h"

#include <adwaita.h>
#include <glib/gi18n.h>

static GtkWindow *
get_window (GtkWidget *parent)
{
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;

  return root != NULL && GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ----- questions ----- */

typedef struct
{
  GtkWidget *entry;
  RectoReasonCallback callback;
  gpointer user_data;
} Reason;

static void
reason_response_cb (AdwMessageDialog *dialog, const char *response, Reason *reason)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (reason->entry)));

  g_strstrip (text);
  reason->callback (g_str_equal (response, "accept") && *text != '\0' ? text : NULL,
                    reason->user_data);
  g_free (reason);
}

static void
reason_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));

  adw_message_dialog_set_response_enabled (dialog, "accept", *g_strstrip (text) != '\0');
}

void
recto_dialogs_ask_reason (GtkWidget *parent, const char *heading, const char *body,
                          const char *accept, RectoReasonCallback callback, gpointer user_data)
{
  Reason *reason = g_new0 (Reason, 1);
  AdwMessageDialog *dialog
      = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));

  reason->entry = gtk_entry_new ();
  reason->callback = callback;
  reason->user_data = user_data;
  gtk_entry_set_placeholder_text (GTK_ENTRY (reason->entry), _ ("Reason"));
  gtk_entry_set_activates_default (GTK_ENTRY (reason->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (reason->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  adw_message_dialog_set_extra_child (dialog, reason->entry);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("Cancel"), "accept", accept, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (dialog, "accept", FALSE);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (reason->entry, "changed", G_CALLBACK (reason_changed_cb), dialog);
  g_signal_connect (dialog, "response", G_CALLBACK (reason_response_cb), reason);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (reason->entry);
}

void
recto_dialogs_tell (GtkWidget *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog
      = ADW_MESSAGE_DIALOG (adw_message_dialog_new (get_window (parent), heading, body));

  adw_message_dialog_add_response (dialog, "close", _ ("Close"));
  adw_message_dialog_set_close_response (dialog, "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ----- files ----- */

typedef struct
{
  GtkFileChooserNative *chooser; /* GTK does not keep it alive */
  RectoPathsCallback callback;
  gpointer user_data;
} Choice;

static void
choice_response_cb (GtkNativeDialog *dialog, int response, Choice *choice)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files
          = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (choice->chooser));
      guint n = g_list_model_get_n_items (files);

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);
          g_autofree char *path = g_file_get_path (file);

          if (path != NULL)
            g_strv_builder_add (builder, path);
        }
      paths = g_strv_builder_end (builder);
    }
  choice->callback (paths != NULL && paths[0] != NULL ? (const char *const *) paths : NULL,
                    choice->user_data);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (choice->chooser);
  g_free (choice);
}

static GtkFileChooserNative *
open_chooser (GtkWidget *parent, const char *title, GtkFileChooserAction action,
              RectoPathsCallback callback, gpointer user_data)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->chooser
      = gtk_file_chooser_native_new (title, get_window (parent), action, _ ("Open"), _ ("Cancel"));
  choice->callback = callback;
  choice->user_data = user_data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->chooser), TRUE);
  g_signal_connect (choice->chooser, "response", G_CALLBACK (choice_response_cb), choice);

  return choice->chooser;
}

void
recto_dialogs_choose_images (GtkWidget *parent, RectoPathsCallback callback, gpointer user_data)
{
  GtkFileChooserNative *chooser = open_chooser (parent, _ ("Open images"),
                                                GTK_FILE_CHOOSER_ACTION_OPEN, callback, user_data);
  g_autoptr (GtkFileFilter) pictures = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (pictures, _ ("Pictures (PNG, JPEG, TIFF, WebP, BMP)"));
  gtk_file_filter_add_mime_type (pictures, "image/png");
  gtk_file_filter_add_mime_type (pictures, "image/jpeg");
  gtk_file_filter_add_mime_type (pictures, "image/tiff");
  gtk_file_filter_add_mime_type (pictures, "image/webp");
  gtk_file_filter_add_mime_type (pictures, "image/bmp");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), pictures);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
recto_dialogs_choose_folder (GtkWidget *parent, const char *title, RectoPathsCallback callback,
                             gpointer user_data)
{
  GtkFileChooserNative *chooser = open_chooser (
      parent, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, callback, user_data);

  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* ----- about ----- */

void
recto_dialogs_show_about (GtkWidget *parent)
{
  adw_show_about_window (get_window (parent), "application-name", _ ("Recto"), "application-icon",
                         RECTO_ID, "version", RECTO_VERSION, "developer-name",
                         _ ("The Recto developers"), "license-type", GTK_LICENSE_GPL_3_0,
                         "comments",
                         _ ("A bench for examining scans of travel documents under several lights."),
                         NULL);
}

/* ----- preferences ----- */

void
recto_dialogs_show_preferences (GtkWidget *parent)
{
  GtkWidget *window = adw_preferences_window_new ();

  gtk_window_set_title (GTK_WINDOW (window), _ ("Preferences"));
  gtk_window_set_transient_for (GTK_WINDOW (window), get_window (parent));
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 420);
  adw_preferences_window_set_search_enabled (ADW_PREFERENCES_WINDOW (window), FALSE);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), recto_preferences_page_new ());
  gtk_window_present (GTK_WINDOW (window));
}

/* ----- keyboard shortcuts ----- */

/* Made when it is asked for. The automatic overlay would be a window that is there and never shown, and GTK 4.8 ends the program when
 * assistive technology asks the application for a child that has just gone and the last window is such a one. */
void
recto_dialogs_show_shortcuts (GtkWidget *parent)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/org/recto/Recto/ui/help-overlay.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (window, get_window (parent));
  gtk_window_present (window);
}

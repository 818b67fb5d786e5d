/* recto-application.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-application.h"

#include "recto-app-resources.h"
#include "recto-dialogs.h"
#include "recto-preferences.h"
#include "recto-settings.h"
#include "recto-window.h"
#include <glib/gi18n.h>

struct _RectoApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (RectoApplication, recto_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "casebook", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this casebook"), N_ ("DIR") },
  { "case", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Open this case of it (id or reference)"), N_ ("CASE") },
  { "author", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Record what is done under this name"), N_ ("NAME") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_ ("[IMAGES…]") },
  { NULL },
};

static int
handle_local_options (GApplication *application, GVariantDict *dict)
{
  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("recto %s\n", RECTO_VERSION);
      return 0;
    }
  return -1;
}

/* The name in the account, or the login's. */
static char *
dup_author (GVariantDict *dict)
{
  const char *author = NULL;

  if (g_variant_dict_lookup (dict, "author", "&s", &author) && *author != '\0')
    return g_strdup (author);
  author = g_get_real_name ();
  if (author == NULL || *author == '\0' || g_str_equal (author, "Unknown"))
    author = g_get_user_name ();
  return g_strdup (author);
}

static int
command_line (GApplication *application, GApplicationCommandLine *line)
{
  GVariantDict *dict = g_application_command_line_get_options_dict (line);
  g_autofree char *directory = NULL;
  g_autofree char *author = dup_author (dict);
  const char *case_text = NULL;
  const char **files = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  RectoWindow *window;

  if (!g_variant_dict_lookup (dict, "casebook", "^ay", &directory))
    directory = recto_casebook_dup_default_path ();
  g_variant_dict_lookup (dict, "case", "&s", &case_text);
  if (g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &files))
    for (gsize i = 0; files[i] != NULL; i++)
      {
        g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (line, files[i]);
        char *path = g_file_get_path (file);

        if (path != NULL)
          g_ptr_array_add (paths, path);
      }
  g_free (files);

  window = recto_window_new (application, author);
  gtk_window_present (GTK_WINDOW (window));
  recto_window_open_casebook (window, directory, case_text);
  if (paths->len > 0)
    recto_window_import_paths (window, (const char *const *) paths->pdata);

  return 0;
}

/* ----- actions ----- */

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  recto_dialogs_show_about (GTK_WIDGET (gtk_application_get_active_window (user_data)));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  recto_dialogs_show_preferences (GTK_WIDGET (gtk_application_get_active_window (user_data)));
}

static void
folder_chosen_cb (const char *const *paths, gpointer user_data)
{
  g_autoptr (RectoWindow) window = user_data;

  if (paths != NULL)
    recto_window_open_casebook (window, paths[0], NULL);
}

static void
open_casebook_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (RECTO_IS_WINDOW (window))
    recto_dialogs_choose_folder (GTK_WIDGET (window), _ ("Open a casebook"), folder_chosen_cb,
                                 g_object_ref (window));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = gtk_application_get_windows (user_data);

  /* Closing stores the table of each. */
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
}

static void
apply_style (const char *style)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  if (g_str_equal (style, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (style, "system"))
    scheme = ADW_COLOR_SCHEME_DEFAULT;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
style_changed_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  const char *style = g_variant_get_string (value, NULL);

  g_simple_action_set_state (action, value);
  recto_settings_set_string ("style", style);
  apply_style (style);
}

static void
startup (GApplication *application)
{
  const GActionEntry entries[] = {
    { .name = "about", .activate = about_cb },
    { .name = "open-casebook", .activate = open_casebook_cb },
    { .name = "preferences", .activate = preferences_cb },
    { .name = "quit", .activate = quit_cb },
  };
  static const struct
  {
    const char *action;
    const char *keys[3];
  } accels[] = {
    { "app.quit", { "<Ctrl>q" } },
    { "app.preferences", { "<Ctrl>comma" } },
    { "app.open-casebook", { "<Shift><Ctrl>o" } },
    { "win.new-case", { "<Ctrl>n" } },
    { "win.open-file", { "<Ctrl>o" } },
    { "win.add-images", { "<Ctrl>i" } },
    { "win.paste", { "<Ctrl>v" } },
    { "win.verify", { "<Shift><Ctrl>v" } },
    { "win.search", { "<Ctrl>f" } },
    { "win.back", { "<Alt>Left" } },
    { "win.undo", { "<Ctrl>z" } },
    { "win.redo", { "<Shift><Ctrl>z" } },
    { "win.pages", { "F9" } },
    { "win.fullscreen", { "F11" } },
    { "win.show-help-overlay", { "<Ctrl>question" } },
    { "window.close", { "<Ctrl>w" } },
  };
  g_autofree char *style = NULL;
  g_autoptr (GSimpleAction) style_action = NULL;

  G_APPLICATION_CLASS (recto_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (RECTO_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  style = recto_settings_dup_string ("style", "dark");
  style_action
      = g_simple_action_new_stateful ("style", G_VARIANT_TYPE_STRING, g_variant_new_string (style));
  g_signal_connect (style_action, "change-state", G_CALLBACK (style_changed_cb), application);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (style_action));
  apply_style (style);
  recto_preferences_apply ();
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action,
                                           (const char *const *) accels[i].keys);
}

static void
recto_application_class_init (RectoApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->handle_local_options = handle_local_options;
  application_class->command_line = command_line;
  application_class->startup = startup;
}

static void
recto_application_init (RectoApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[IMAGES…]"));
}

RectoApplication *
recto_application_new (void)
{
  /* A static library's resource is linked only when it is asked for. */
  g_resources_register (recto_app_get_resource ());

  return g_object_new (RECTO_TYPE_APPLICATION, "application-id", RECTO_ID, "flags",
                       G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_NON_UNIQUE,
                       "resource-base-path", "/org/recto/Recto", NULL);
}

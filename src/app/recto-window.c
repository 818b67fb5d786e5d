/* recto-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-window-private.h"

#include "recto-dialogs.h"
#include "recto-new-case.h"
#include "recto-parts.h"
#include "recto-settings.h"
#include "recto-vocabulary.h"
#include <glib/gi18n.h>

/* Below this width the pages become a strip and the header loses its words. */
#define COMPACT_WIDTH 1500

G_DEFINE_FINAL_TYPE (RectoWindow, recto_window, ADW_TYPE_APPLICATION_WINDOW)

void
recto_window_say (RectoWindow *self, const char *heading, const char *body)
{
  recto_dialogs_tell (GTK_WIDGET (self), heading, body);
}

/* ----- the open case ----- */

static void
set_enabled (RectoWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (RectoWindow *self)
{
  static const char *const table_actions[]
      = { "back", "case-words", "verify", "pages", "add-images" };
  gboolean can_undo = FALSE, can_redo = FALSE;

  if (self->session != NULL)
    g_object_get (self->session, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  set_enabled (self, "undo", can_undo);
  set_enabled (self, "redo", can_redo);
  for (guint i = 0; i < G_N_ELEMENTS (table_actions); i++)
    set_enabled (self, table_actions[i], self->session != NULL);
}

static void
update_head (RectoWindow *self)
{
  const RectoCase *record;
  const RectoTerm *state;
  g_autofree char *title = NULL;
  const char *classes[3] = { "state-pill", NULL, NULL };

  if (self->session == NULL)
    {
      gtk_window_set_title (GTK_WINDOW (self), _ ("Recto"));
      return;
    }
  record = recto_session_get_case (self->session);
  title = g_strdup_printf (_ ("Case %s"), record->reference);
  adw_window_title_set_title (self->case_title, title);
  adw_window_title_set_subtitle (self->case_title, record->title != NULL ? record->title : "");
  gtk_window_set_title (GTK_WINDOW (self), title);
  state = recto_vocabulary_find (recto_vocabulary_states (), record->state);
  gtk_label_set_label (self->pill, state != NULL ? _ (state->label) : record->state);
  classes[1] = record->state;
  gtk_widget_set_css_classes (GTK_WIDGET (self->pill), classes);
}

static void
toast_dismissed_cb (RectoWindow *self, AdwToast *toast)
{
  if (self->toast == toast)
    self->toast = NULL;
}

/* libadwaita 1.2 fails when a window is closed while a toast is on its way in or out: they come and go without a way. */
static void
set_still (RectoWindow *self, gboolean still)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (self));

  if (still)
    g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  else
    gtk_settings_reset_property (settings, "gtk-enable-animations");
}

/* What was said before is over: its Undo would take back something else. */
static void
hush (RectoWindow *self)
{
  AdwToast *toast = g_steal_pointer (&self->toast);

  if (toast == NULL)
    return;
  set_still (self, TRUE);
  adw_toast_dismiss (toast);
  set_still (self, FALSE);
}

static void
announce_cb (RectoWindow *self, const char *words, gboolean with_undo)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);
  AdwToast *toast = adw_toast_new (escaped);

  hush (self);
  adw_toast_set_timeout (toast, 8);
  if (with_undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  self->toast = toast;
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self, G_CONNECT_SWAPPED);
  set_still (self, TRUE);
  adw_toast_overlay_add_toast (self->toasts, toast);
  set_still (self, FALSE);
}

/* A case without pictures says how they come in. */
static void
update_empty (RectoWindow *self)
{
  gtk_widget_set_visible (
      self->empty, self->session != NULL
                       && g_list_model_get_n_items (recto_session_get_pages (self->session)) == 0);
}

static GtkWidget *
new_empty (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name ("recto-images-add-symbolic");
  GtkWidget *title = gtk_label_new (_ ("No images yet"));
  GtkWidget *words = gtk_label_new (_ ("Drop the scans of a page here, or paste them."));
  GtkWidget *add = gtk_button_new_with_label (_ ("Add images…"));

  gtk_image_set_pixel_size (GTK_IMAGE (image), 96);
  gtk_widget_add_css_class (image, "dim-label");
  gtk_widget_add_css_class (title, "title-1");
  gtk_widget_add_css_class (words, "second");
  gtk_widget_add_css_class (add, "pill");
  gtk_widget_add_css_class (add, "suggested-action");
  gtk_widget_set_halign (add, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (add, _ ("Add images to the case (Ctrl I)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "win.add-images");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), add);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (box, FALSE);

  return box;
}

static void
close_case (RectoWindow *self)
{
  if (self->session == NULL)
    return;
  hush (self);
  recto_light_table_set_session (self->table, NULL);
  recto_verified_button_set_session (self->verified, NULL);
  recto_alarm_banner_set_session (self->alarm, NULL);
  recto_import_card_set_session (RECTO_IMPORT_CARD (self->import_card), NULL);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (recto_session_get_pages (self->session), self);
  recto_session_close (self->session);
  g_clear_object (&self->session);
  update_actions (self);
  update_head (self);
  update_empty (self);
}

void
recto_window_open_case (RectoWindow *self, const char *case_id)
{
  g_autoptr (GError) error = NULL;
  RectoSession *session = recto_session_new (self->casebook, case_id, self->author, &error);

  if (session == NULL)
    {
      recto_window_say (self, _ ("The case cannot be opened"), error->message);
      return;
    }
  close_case (self);
  self->session = session;
  g_signal_connect_swapped (session, "announce", G_CALLBACK (announce_cb), self);
  g_signal_connect_swapped (session, "case-changed", G_CALLBACK (update_head), self);
  g_signal_connect_swapped (recto_session_get_pages (session), "items-changed",
                            G_CALLBACK (update_empty), self);
  g_signal_connect_swapped (session, "notify::can-undo", G_CALLBACK (update_actions), self);
  g_signal_connect_swapped (session, "notify::can-redo", G_CALLBACK (update_actions), self);
  recto_verified_button_set_session (self->verified, session);
  recto_alarm_banner_set_session (self->alarm, session);
  recto_import_card_set_session (RECTO_IMPORT_CARD (self->import_card), session);
  gtk_stack_set_visible_child_name (self->stack, "table");
  recto_light_table_set_session (self->table, session);
  recto_light_table_focus_canvas (self->table);
  update_actions (self);
  update_head (self);
  update_empty (self);
  recto_window_import_waiting (self);
}

void
recto_window_open_casebook (RectoWindow *self, const char *directory, const char *case_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCasebook) casebook = NULL;

  g_return_if_fail (RECTO_IS_WINDOW (self));

  casebook = recto_casebook_open (directory, TRUE, &error);
  if (casebook != NULL)
    recto_casebook_set_patience (casebook, RECTO_SESSION_PATIENCE_MS);
  if (casebook == NULL)
    {
      g_autofree char *body = g_strdup_printf ("%s\n\n%s", directory, error->message);

      recto_window_say (self, _ ("The casebook cannot be opened"), body);
      return;
    }
  close_case (self);
  g_set_object (&self->casebook, casebook);
  recto_casebook_page_set_casebook (self->casebook_page, casebook);
  gtk_stack_set_visible_child_name (self->stack, "casebook");
  set_enabled (self, "new-case", TRUE);
  set_enabled (self, "open-specimen", TRUE);
  set_enabled (self, "open-file", TRUE);
  set_enabled (self, "paste", TRUE);
  set_enabled (self, "import-paths", TRUE);
  if (case_text == NULL)
    recto_casebook_page_focus_cases (self->casebook_page);
  else
    {
      g_autofree char *case_id = recto_casebook_resolve_case (casebook, case_text, &error);

      if (case_id != NULL)
        recto_window_open_case (self, case_id);
      else
        recto_window_say (self, _ ("The case cannot be opened"), error->message);
    }
}

/* ----- actions ----- */

static void
new_case_accepted_cb (RectoWindow *self, const char *reference, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = recto_casebook_create_case (
      self->casebook, self->author, reference, title != NULL && *title != '\0' ? title : NULL, &error);

  if (case_id != NULL)
    recto_window_open_case (self, case_id);
  else
    recto_window_say (self, _ ("The case was not made"), error->message);
}

/* Files that waited for a case that was not made after all are let go. */
static void
new_case_closed_cb (RectoWindow *self)
{
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
}

static void
new_case_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RectoWindow *self = RECTO_WINDOW (widget);
  GtkWidget *dialog = recto_new_case_new (GTK_WINDOW (self));

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (new_case_accepted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "unrealize", G_CALLBACK (new_case_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
case_words_accepted_cb (RectoWindow *self, const char *reference, const char *title)
{
  if (self->session != NULL)
    recto_session_set_case_words (self->session, reference, title);
}

static void
activate_new_case (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  new_case_cb (user_data, NULL, NULL);
}

static void
activate_case_words (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RectoWindow *self = user_data;
  const RectoCase *record = recto_session_get_case (self->session);
  GtkWidget *dialog
      = recto_new_case_new_for_edit (GTK_WINDOW (self), record->reference, record->title);

  g_signal_connect_object (dialog, "accepted", G_CALLBACK (case_words_accepted_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
activate_open_files (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  recto_window_choose_files (user_data);
}

static void
activate_paste (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RectoWindow *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* In a text field Ctrl V means the text. */
  if (focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus)))
    gtk_widget_activate_action (focus, "clipboard.paste", NULL);
  else
    recto_window_paste (self);
}

static void
activate_import_paths (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree const char **paths = g_variant_get_strv (parameter, NULL);

  recto_window_import_paths (user_data, paths);
}

static void
activate_specimen (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  recto_window_open_specimen (user_data);
}

static void
activate_search (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RectoWindow *self = user_data;

  if (self->session == NULL)
    recto_casebook_page_search (self->casebook_page);
}

static void
activate_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RectoWindow *self = user_data;

  close_case (self);
  gtk_stack_set_visible_child_name (self->stack, "casebook");
  recto_casebook_page_focus_cases (self->casebook_page);
}

static void
activate_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RectoWindow *self = user_data;

  if (self->session != NULL)
    recto_session_undo (self->session);
}

static void
activate_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RectoWindow *self = user_data;

  if (self->session != NULL)
    recto_session_redo (self->session);
}

static void
activate_verify (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RectoWindow *self = user_data;

  recto_session_verify (self->session);
}

static void
activate_pages (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RectoWindow *self = user_data;

  recto_light_table_toggle_pages (self->table);
}

static void
activate_fullscreen (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = user_data;

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
activate_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  recto_dialogs_show_shortcuts (user_data);
}

/* ----- size ----- */

static gboolean
update_compact_cb (gpointer user_data)
{
  RectoWindow *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean compact = width > 0 && width < COMPACT_WIDTH;

  if (compact != self->compact)
    {
      self->compact = compact;
      gtk_widget_set_visible (self->back_label, !compact);
      recto_verified_button_set_compact (self->verified, compact);
    }

  return G_SOURCE_REMOVE;
}

static void
recto_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (recto_window_parent_class)->size_allocate (widget, width, height, baseline);
  /* Children are not shown or hidden while they are being placed. */
  g_idle_add_full (G_PRIORITY_DEFAULT, update_compact_cb, g_object_ref (widget), g_object_unref);
}

static gboolean
recto_window_close_request (GtkWindow *window)
{
  RectoWindow *self = RECTO_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  recto_settings_set_boolean ("window-maximized", gtk_window_is_maximized (window));
  if (!gtk_window_is_maximized (window) && !gtk_window_is_fullscreen (window))
    {
      recto_settings_set_int ("window-width", width);
      recto_settings_set_int ("window-height", height);
    }
  close_case (self);

  return GTK_WINDOW_CLASS (recto_window_parent_class)->close_request (window);
}

/* ----- class ----- */

static void
recto_window_dispose (GObject *object)
{
  RectoWindow *self = RECTO_WINDOW (object);

  if (self->session != NULL)
    close_case (self);
  g_clear_object (&self->casebook);
  G_OBJECT_CLASS (recto_window_parent_class)->dispose (object);
}

static void
recto_window_finalize (GObject *object)
{
  RectoWindow *self = RECTO_WINDOW (object);

  g_free (self->author);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (recto_window_parent_class)->finalize (object);
}

static void
recto_window_class_init (RectoWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = recto_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = recto_window_finalize;
  widget_class->size_allocate = recto_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = recto_window_close_request;

  g_type_ensure (RECTO_TYPE_CASEBOOK_PAGE);
  g_type_ensure (RECTO_TYPE_VERIFIED_BUTTON);
  g_type_ensure (RECTO_TYPE_ALARM_BANNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/recto/Recto/ui/recto-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, start_overlay);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, casebook_page);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, case_title);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, back_label);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, pill);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, verified);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, alarm);
  gtk_widget_class_bind_template_child (widget_class, RectoWindow, table_overlay);
}

static void
recto_window_init (RectoWindow *self)
{
  const GActionEntry entries[] = {
    { .name = "new-case", .activate = activate_new_case },
    { .name = "open-file", .activate = activate_open_files },
    { .name = "add-images", .activate = activate_open_files },
    { .name = "open-specimen", .activate = activate_specimen },
    { .name = "paste", .activate = activate_paste },
    { .name = "import-paths", .activate = activate_import_paths, .parameter_type = "as" },
    { .name = "search", .activate = activate_search },
    { .name = "back", .activate = activate_back },
    { .name = "case-words", .activate = activate_case_words },
    { .name = "undo", .activate = activate_undo },
    { .name = "redo", .activate = activate_redo },
    { .name = "verify", .activate = activate_verify },
    { .name = "pages", .activate = activate_pages },
    { .name = "fullscreen", .activate = activate_fullscreen },
    { .name = "show-help-overlay", .activate = activate_shortcuts },
  };

  /* Actions first: widgets of the template look for them. */
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  recto_parts_quiet_menus (GTK_WIDGET (self));

  self->table = RECTO_LIGHT_TABLE (recto_light_table_new ());
  gtk_overlay_set_child (self->table_overlay, GTK_WIDGET (self->table));
  self->empty = new_empty ();
  gtk_overlay_add_overlay (self->table_overlay, self->empty);
  self->import_card = recto_import_card_new ();
  gtk_overlay_add_overlay (self->table_overlay, self->import_card);
  g_signal_connect_swapped (self->casebook_page, "open-case", G_CALLBACK (recto_window_open_case),
                            self);
  recto_window_init_import (self);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (!g_str_equal (entries[i].name, "search") && !g_str_equal (entries[i].name, "fullscreen")
        && !g_str_equal (entries[i].name, "show-help-overlay"))
      set_enabled (self, entries[i].name, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self), recto_settings_get_int ("window-width", 1600),
                               recto_settings_get_int ("window-height", 1000));
  if (recto_settings_get_boolean ("window-maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
}

RectoWindow *
recto_window_new (GApplication *application, const char *author)
{
  RectoWindow *self = g_object_new (RECTO_TYPE_WINDOW, "application", application, NULL);

  self->author = g_strdup (author);
  recto_casebook_page_set_author (self->casebook_page, author);

  return self;
}

/* recto-finding-editor.c: the fields of one finding; each is saved when left
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-finding-editor.h"

#include "recto-dialogs.h"
#include "recto-finding-marker.h"
#include "recto-finding-words.h"
#include "recto-parts.h"
#include "recto-result-choice.h"
#include "recto-term-picker.h"
#include "recto-vocabulary.h"
#include <glib/gi18n.h>

#define REST_MS 1000

struct _RectoFindingEditor
{
  GtkBox parent_instance;

  GtkWidget *marker;
  GtkWidget *title;
  GtkWidget *lock;
  GtkWidget *bin;
  GtkWidget *seen;
  GtkWidget *made;
  GtkWidget *fields;
  GtkWidget *feature;
  GtkWidget *feature_label;
  GtkWidget *result;
  GtkWidget *methods; /* GtkFlowBox */
  GtkWidget *add_method;
  GtkWidget *text;
  GtkTextBuffer *buffer;
  GtkWidget *placeholder;

  RectoSession *session;
  RectoFindingItem *finding;
  gboolean updating;
  guint rest_source;
};

G_DEFINE_FINAL_TYPE (RectoFindingEditor, recto_finding_editor, GTK_TYPE_BOX)

static RectoFinding *
copy_record (RectoFindingEditor *self)
{
  return recto_finding_copy (recto_finding_item_get_record (self->finding));
}

static void
take (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

/* ----- text ----- */

void
recto_finding_editor_flush (RectoFindingEditor *self)
{
  g_autofree char *text = NULL;
  g_autoptr (RectoFinding) record = NULL;
  GtkTextIter start, end;

  g_return_if_fail (RECTO_IS_FINDING_EDITOR (self));

  g_clear_handle_id (&self->rest_source, g_source_remove);
  if (self->finding == NULL || self->session == NULL || recto_finding_item_get_record (self->finding)->locked)
    return;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  record = copy_record (self);
  if (g_strcmp0 (record->text != NULL ? record->text : "", text) == 0)
    return;
  take (&record->text, text);
  recto_session_update_finding (self->session, self->finding, record, _ ("Text of the finding"));
}

static gboolean
rest_cb (gpointer user_data)
{
  RectoFindingEditor *self = user_data;

  self->rest_source = 0;
  recto_finding_editor_flush (self);

  return G_SOURCE_REMOVE;
}

static void
text_changed_cb (GtkTextBuffer *buffer, RectoFindingEditor *self)
{
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (buffer) == 0);
  if (self->updating)
    return;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, rest_cb, self);
}

static void
text_leave_cb (GtkEventControllerFocus *focus, RectoFindingEditor *self)
{
  recto_finding_editor_flush (self);
}

static void
show_text (RectoFindingEditor *self, const char *text)
{
  g_autofree char *present = NULL;
  GtkTextIter start, end;

  if (self->rest_source != 0)
    return; /* being typed: what comes back from the store is what was typed before */
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  present = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  if (g_strcmp0 (present, text != NULL ? text : "") != 0)
    gtk_text_buffer_set_text (self->buffer, text != NULL ? text : "", -1);
}

/* ----- methods ----- */

static void
store_methods (RectoFindingEditor *self, GStrv methods)
{
  g_autoptr (RectoFinding) record = copy_record (self);
  g_autofree char *joined = g_strjoinv (",", methods);

  take (&record->methods, *joined != '\0' ? joined : NULL);
  recto_session_update_finding (self->session, self->finding, record, _ ("Methods of the finding"));
}

static void
remove_method_cb (GtkButton *button, RectoFindingEditor *self)
{
  const char *id = g_object_get_data (G_OBJECT (button), "recto-id");
  const RectoFinding *record = recto_finding_item_get_record (self->finding);
  g_auto (GStrv) methods = g_strsplit (record->methods != NULL ? record->methods : "", ",", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;

  for (guint i = 0; methods[i] != NULL; i++)
    if (g_strcmp0 (methods[i], id) != 0)
      g_strv_builder_add (builder, methods[i]);
  kept = g_strv_builder_end (builder);
  store_methods (self, kept);
}

static void
method_picked_cb (RectoTermPicker *picker, const char *id, RectoFindingEditor *self)
{
  const RectoFinding *record;
  g_auto (GStrv) methods = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (self->finding == NULL)
    return;
  record = recto_finding_item_get_record (self->finding);
  methods = g_strsplit (record->methods != NULL ? record->methods : "", ",", -1);
  if (g_strv_contains ((const char *const *) methods, id))
    return;
  g_strv_builder_addv (builder, (const char **) methods);
  g_strv_builder_add (builder, id);
  all = g_strv_builder_end (builder);
  store_methods (self, all);
}

static GtkWidget *
new_chip (RectoFindingEditor *self, const char *id)
{
  const RectoTerm *term = recto_vocabulary_find (recto_vocabulary_methods (), id);
  const char *words = term != NULL ? _ (term->label) : id;
  g_autofree char *remove_words = g_strdup_printf (_ ("Remove “%s”"), words);
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = recto_parts_label (words, "panel-text");
  GtkWidget *remove = recto_parts_icon_button ("window-close-symbolic", remove_words, NULL);

  gtk_widget_add_css_class (chip, "chip");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 22);
  gtk_widget_set_tooltip_text (label, words);
  gtk_widget_add_css_class (remove, "chip-close");
  g_object_set_data_full (G_OBJECT (remove), "recto-id", g_strdup (id), g_free);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_method_cb), self);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), remove);

  return chip;
}

static void
show_methods (RectoFindingEditor *self, const RectoFinding *record)
{
  g_auto (GStrv) methods = g_strsplit (record->methods != NULL ? record->methods : "", ",", -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->methods)) != NULL)
    gtk_box_remove (GTK_BOX (self->methods), child);
  for (guint i = 0; methods[i] != NULL; i++)
    if (*methods[i] != '\0')
      gtk_box_append (GTK_BOX (self->methods), new_chip (self, methods[i]));
  gtk_widget_set_visible (self->methods, record->methods != NULL);
}

/* ----- showing ----- */

static void
update (RectoFindingEditor *self)
{
  const RectoFinding *record;
  const RectoTerm *results = recto_vocabulary_results ();
  g_autofree char *title = NULL;
  g_autofree char *seen = NULL;
  g_autofree char *seen_words = NULL;
  g_autofree char *made = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), self->finding != NULL);
  if (self->finding == NULL)
    return;
  record = recto_finding_item_get_record (self->finding);

  self->updating = TRUE;
  title = recto_finding_words_title (record);
  seen = recto_finding_words_seen (record);
  made = recto_finding_words_made (record);
  seen_words = g_strdup_printf (_ ("Seen as: %s"), seen);
  recto_finding_marker_set (RECTO_FINDING_MARKER (self->marker), (guint) record->number,
                            recto_annotation_style_for_result (record->result));
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_widget_set_tooltip_text (self->title, title);
  gtk_label_set_label (GTK_LABEL (self->seen), seen_words);
  gtk_label_set_label (GTK_LABEL (self->made), made);
  gtk_label_set_label (GTK_LABEL (self->feature_label), record->feature != NULL ? title : _ ("Choose…"));
  for (guint i = 0; results[i].id != NULL; i++)
    if (g_strcmp0 (results[i].id, record->result) == 0)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->result), i);
  show_methods (self, record);
  show_text (self, record->text);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->lock), record->locked);
  gtk_button_set_icon_name (GTK_BUTTON (self->lock), record->locked ? "recto-lock-symbolic" : "recto-unlock-symbolic");
  recto_parts_describe (self->lock, record->locked ? _ ("Unlock this finding") : _ ("Lock this finding: read only"), NULL);
  gtk_widget_set_sensitive (self->fields, !record->locked);
  gtk_widget_set_sensitive (self->bin, !record->locked);
  self->updating = FALSE;
}

/* ----- the other controls ----- */

static void
feature_picked_cb (RectoTermPicker *picker, const char *id, RectoFindingEditor *self)
{
  g_autoptr (RectoFinding) record = NULL;

  if (self->finding == NULL)
    return;
  record = copy_record (self);
  if (g_strcmp0 (record->feature, id) == 0)
    return;
  take (&record->feature, id);
  recto_session_update_finding (self->session, self->finding, record, _ ("Feature of the finding"));
}

static void
result_cb (GtkDropDown *drop_down, GParamSpec *spec, RectoFindingEditor *self)
{
  guint chosen = gtk_drop_down_get_selected (drop_down);
  g_autoptr (RectoFinding) record = NULL;

  if (self->updating || self->finding == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  record = copy_record (self);
  take (&record->result, recto_vocabulary_results ()[chosen].id);
  recto_session_update_finding (self->session, self->finding, record, _ ("Result of the finding"));
}

static void
lock_cb (GtkToggleButton *button, RectoFindingEditor *self)
{
  g_autoptr (RectoFinding) record = NULL;

  if (self->updating || self->finding == NULL)
    return;
  recto_finding_editor_flush (self);
  record = copy_record (self);
  record->locked = gtk_toggle_button_get_active (button);
  recto_session_update_finding (self->session, self->finding, record, record->locked ? _ ("Lock") : _ ("Unlock"));
}

typedef struct
{
  RectoSession *session;
  RectoFindingItem *finding;
} Withdrawal;

static void
reason_cb (const char *reason, gpointer user_data)
{
  Withdrawal *withdrawal = user_data;

  if (reason != NULL)
    recto_session_withdraw_finding (withdrawal->session, withdrawal->finding, reason);
  g_object_unref (withdrawal->session);
  g_object_unref (withdrawal->finding);
  g_free (withdrawal);
}

static void
bin_cb (GtkButton *button, RectoFindingEditor *self)
{
  Withdrawal *withdrawal;
  g_autofree char *heading = NULL;

  if (self->finding == NULL)
    return;
  recto_finding_editor_flush (self);
  withdrawal = g_new0 (Withdrawal, 1);
  withdrawal->session = g_object_ref (self->session);
  withdrawal->finding = g_object_ref (self->finding);
  heading = g_strdup_printf (_ ("Withdraw finding %d?"), recto_finding_item_get_record (self->finding)->number);
  recto_dialogs_ask_reason (GTK_WIDGET (self), heading,
                            _ ("It is no longer counted, and stays in the casebook with your reason. It can be put back with Undo."),
                            _ ("Withdraw"), reason_cb, withdrawal);
}

static void
show_cb (GtkButton *button, RectoFindingEditor *self)
{
  if (self->finding != NULL)
    recto_session_show_finding (self->session, self->finding);
}

static void
take_view_cb (GtkButton *button, RectoFindingEditor *self)
{
  if (self->finding != NULL)
    recto_session_take_view (self->session, self->finding);
}

static void
recto_finding_editor_dispose (GObject *object)
{
  RectoFindingEditor *self = RECTO_FINDING_EDITOR (object);

  recto_finding_editor_set_finding (self, NULL);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_finding_editor_parent_class)->dispose (object);
}

static void
recto_finding_editor_class_init (RectoFindingEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_finding_editor_dispose;
}

/* ----- building ----- */

static void
add_field (GtkWidget *grid, int row, const char *words, GtkWidget *widget)
{
  GtkWidget *label = recto_parts_label (words, "panel-text");

  gtk_widget_add_css_class (label, "second");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), widget, 1, row, 1, 1);
}

static GtkWidget *
build_head (RectoFindingEditor *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->marker = recto_finding_marker_new ();
  self->title = recto_parts_label ("", "panel-heading");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->lock = recto_parts_icon_toggle ("recto-unlock-symbolic", _ ("Lock this finding: read only"), NULL);
  self->bin = recto_parts_icon_button ("user-trash-symbolic", _ ("Withdraw this finding"), NULL);
  gtk_widget_add_css_class (self->lock, "small-button");
  gtk_widget_add_css_class (self->bin, "small-button");
  g_signal_connect (self->lock, "toggled", G_CALLBACK (lock_cb), self);
  g_signal_connect (self->bin, "clicked", G_CALLBACK (bin_cb), self);
  gtk_box_append (GTK_BOX (head), self->marker);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->lock);
  gtk_box_append (GTK_BOX (head), self->bin);

  return head;
}

static GtkWidget *
build_seen (RectoFindingEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *show = recto_parts_word_button ("recto-view-symbolic", _ ("Show"), NULL);
  GtkWidget *take_view = recto_parts_word_button (NULL, _ ("Take this view"), NULL);

  self->seen = recto_parts_label ("", "caption-text");
  self->made = recto_parts_label ("", "caption-text");
  gtk_label_set_wrap (GTK_LABEL (self->seen), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->made), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->seen, "second");
  gtk_widget_add_css_class (self->made, "second");
  gtk_widget_set_tooltip_text (show, _ ("Restore the view the finding was made in"));
  gtk_widget_set_tooltip_text (take_view, _ ("Keep what is on the table now as the view of this finding"));
  gtk_widget_add_css_class (show, "small-button");
  gtk_widget_add_css_class (take_view, "small-button");
  gtk_widget_add_css_class (take_view, "flat");
  gtk_widget_set_margin_top (buttons, 6);
  g_signal_connect (show, "clicked", G_CALLBACK (show_cb), self);
  g_signal_connect (take_view, "clicked", G_CALLBACK (take_view_cb), self);
  gtk_box_append (GTK_BOX (buttons), show);
  gtk_box_append (GTK_BOX (buttons), take_view);
  gtk_box_append (GTK_BOX (box), self->seen);
  gtk_box_append (GTK_BOX (box), self->made);
  gtk_box_append (GTK_BOX (box), buttons);

  return box;
}

static GtkWidget *
build_feature (RectoFindingEditor *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *picker = recto_term_picker_new (recto_vocabulary_features (), TRUE);

  self->feature = gtk_menu_button_new ();
  self->feature_label = recto_parts_label ("", NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->feature_label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->feature_label, TRUE);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("system-search-symbolic"));
  gtk_box_append (GTK_BOX (content), self->feature_label);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_widget_set_hexpand (content, TRUE);
  gtk_widget_set_halign (content, GTK_ALIGN_FILL);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->feature), content);
  /* What a menu button puts around its content would keep it in the middle. */
  for (GtkWidget *widget = content; widget != self->feature; widget = gtk_widget_get_parent (widget))
    {
      gtk_widget_set_halign (widget, GTK_ALIGN_FILL);
      gtk_widget_set_hexpand (widget, TRUE);
    }
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->feature), picker);
  recto_parts_describe (self->feature, _ ("Feature"), NULL);
  g_signal_connect (picker, "picked", G_CALLBACK (feature_picked_cb), self);

  return self->feature;
}

static GtkWidget *
build_result (RectoFindingEditor *self)
{
  self->result = recto_result_choice_new ();
  recto_parts_describe (self->result, _ ("Result"), NULL);
  g_signal_connect (self->result, "notify::selected", G_CALLBACK (result_cb), self);

  return self->result;
}

static GtkWidget *
build_methods (RectoFindingEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *picker = recto_term_picker_new (recto_vocabulary_methods (), TRUE);

  gtk_widget_add_css_class (box, "chip-box");
  self->methods = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_halign (self->methods, GTK_ALIGN_START);
  self->add_method = gtk_menu_button_new ();
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (content), gtk_label_new (_ ("Add method")));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->add_method), content);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add_method), picker);
  gtk_widget_set_halign (self->add_method, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add_method, "flat");
  /* On the button inside: the menu button around it has no padding of its own. */
  gtk_widget_add_css_class (gtk_widget_get_first_child (self->add_method), "small-button");
  recto_parts_describe (self->add_method, _ ("Add method"), NULL);
  g_signal_connect (picker, "picked", G_CALLBACK (method_picked_cb), self);
  gtk_box_append (GTK_BOX (box), self->methods);
  gtk_box_append (GTK_BOX (box), self->add_method);

  return box;
}

static GtkWidget *
build_text (RectoFindingEditor *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = gtk_text_view_new ();
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->text), 8);
  gtk_widget_set_tooltip_text (self->text, _ ("What was seen, in whole sentences"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Text of the finding"), -1);
  g_signal_connect (self->buffer, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (text_leave_cb), self);
  gtk_widget_add_controller (self->text, focus);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->text);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 104);
  gtk_widget_add_css_class (scrolled, "finding-text");

  self->placeholder = recto_parts_label (_ ("What was seen, in whole sentences"), "panel-text");
  gtk_label_set_wrap (GTK_LABEL (self->placeholder), TRUE);
  gtk_widget_add_css_class (self->placeholder, "third");
  gtk_widget_set_margin_start (self->placeholder, 8);
  gtk_widget_set_margin_end (self->placeholder, 8);
  gtk_widget_set_margin_top (self->placeholder, 8);
  gtk_widget_set_valign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_can_target (self->placeholder, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scrolled);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->placeholder);

  return overlay;
}

static void
recto_finding_editor_init (RectoFindingEditor *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "recto-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "finding-editor");
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  add_field (grid, 0, _ ("Feature"), build_feature (self));
  add_field (grid, 1, _ ("Result"), build_result (self));
  add_field (grid, 2, _ ("Method"), build_methods (self));
  self->fields = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_box_append (GTK_BOX (self->fields), grid);
  gtk_box_append (GTK_BOX (self->fields), build_text (self));
  gtk_box_append (GTK_BOX (self), build_head (self));
  gtk_box_append (GTK_BOX (self), build_seen (self));
  gtk_box_append (GTK_BOX (self), self->fields);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
recto_finding_editor_new (void)
{
  return g_object_new (RECTO_TYPE_FINDING_EDITOR, NULL);
}

void
recto_finding_editor_set_session (RectoFindingEditor *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_FINDING_EDITOR (self));

  recto_finding_editor_set_finding (self, NULL);
  g_set_object (&self->session, session);
}

void
recto_finding_editor_set_finding (RectoFindingEditor *self, RectoFindingItem *finding)
{
  g_return_if_fail (RECTO_IS_FINDING_EDITOR (self));
  g_return_if_fail (finding == NULL || RECTO_IS_FINDING_ITEM (finding));

  if (self->finding == finding)
    return;
  if (self->finding != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->finding, update, self);
      /* A finding that was withdrawn meanwhile takes no text. */
      if (self->session != NULL
          && recto_session_find_finding (self->session, recto_finding_item_get_record (self->finding)->id) != NULL)
        recto_finding_editor_flush (self);
      g_clear_handle_id (&self->rest_source, g_source_remove);
    }
  g_set_object (&self->finding, finding);
  if (finding != NULL)
    g_signal_connect_swapped (finding, "record-changed", G_CALLBACK (update), self);
  update (self);
}

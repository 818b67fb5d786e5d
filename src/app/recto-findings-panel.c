/* recto-findings-panel.c: the findings of the case, and the chosen one's fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-findings-panel.h"

#include "recto-finding-editor.h"
#include "recto-finding-marker.h"
#include "recto-finding-words.h"
#include "recto-light-badge.h"
#include "recto-parts.h"
#include <glib/gi18n.h>

struct _RectoFindingsPanel
{
  GtkBox parent_instance;

  GtkWidget *list;
  GtkWidget *empty;
  GtkWidget *editor;
  GtkWidget *saved;
  GtkWidget *next;
  GtkWidget *annotations;

  RectoSession *session;
  GSignalGroup *session_signals;
  GSignalGroup *model_signals;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RectoFindingsPanel, recto_findings_panel, GTK_TYPE_BOX)

static RectoFindingItem *
row_finding (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "recto-finding");
}

/* ----- rows ----- */

static void
update_row (GtkWidget *row)
{
  RectoFindingItem *finding = row_finding (GTK_LIST_BOX_ROW (row));
  const RectoFinding *record = recto_finding_item_get_record (finding);
  g_autofree char *title = recto_finding_words_title (record);
  g_autofree char *words = NULL;
  g_autofree const RectoLight **lights = recto_finding_words_lights (record);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *marker = recto_finding_marker_new ();
  GtkWidget *label = recto_parts_label (title, "panel-text");
  GtkWidget *result = recto_parts_label (recto_finding_words_result (record), "caption-text");

  recto_finding_marker_set (RECTO_FINDING_MARKER (marker), (guint) record->number,
                            recto_annotation_style_for_result (record->result));
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (result), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (result, "second");
  gtk_widget_set_hexpand (names, TRUE);
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (names), label);
  gtk_box_append (GTK_BOX (names), result);
  gtk_box_append (GTK_BOX (box), marker);
  gtk_box_append (GTK_BOX (box), names);
  if (record->locked)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("recto-lock-symbolic"));
  for (guint i = 0; lights[i] != NULL; i++)
    {
      GtkWidget *badge = recto_light_badge_new (lights[i], RECTO_BADGE_ICON);

      gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), badge);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, title);
  words = g_strdup_printf (_ ("Finding %d, %s, %s"), record->number, recto_finding_words_result (record), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
record_changed_cb (RectoFindingItem *finding, GtkWidget *row)
{
  update_row (row);
}

static GtkWidget *
create_row_cb (gpointer item, gpointer user_data)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_widget_add_css_class (row, "finding-row");
  g_object_set_data_full (G_OBJECT (row), "recto-finding", g_object_ref (item), g_object_unref);
  update_row (row);
  g_signal_connect_object (item, "record-changed", G_CALLBACK (record_changed_cb), row, 0);

  return row;
}

/* ----- selection ----- */

static void
update_selection (RectoFindingsPanel *self)
{
  RectoFindingItem *selected;
  GtkListBoxRow *row;

  if (self->session == NULL)
    return;
  selected = recto_session_get_selected (self->session);
  self->updating = TRUE;
  gtk_list_box_unselect_all (GTK_LIST_BOX (self->list));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (row_finding (row) == selected)
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  self->updating = FALSE;
  recto_finding_editor_set_finding (RECTO_FINDING_EDITOR (self->editor), selected);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RectoFindingsPanel *self)
{
  if (self->updating || self->session == NULL)
    return;
  recto_session_select (self->session, row_finding (row));
  recto_session_show_finding (self->session, row_finding (row));
  /* The finding is looked at now: keys are meant for the picture. */
  gtk_widget_activate_action (GTK_WIDGET (self), "table.focus-canvas", NULL);
}

static void
model_changed (RectoFindingsPanel *self)
{
  guint n = g_list_model_get_n_items (recto_session_get_findings (self->session));

  gtk_widget_set_visible (self->list, n > 0);
  gtk_widget_set_visible (self->empty, n == 0);
  gtk_widget_set_sensitive (self->next, n > 0);
  update_selection (self);
}

static void
saved_cb (RectoSession *session, const char *time, RectoFindingsPanel *self)
{
  g_autofree char *words = g_strdup_printf (_ ("✓ Saved %s"), time);

  gtk_label_set_label (GTK_LABEL (self->saved), words);
}

static void
update_annotations (RectoFindingsPanel *self)
{
  if (self->session == NULL)
    return;
  self->updating = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->annotations),
                                recto_session_get_annotations_visible (self->session));
  self->updating = FALSE;
}

static void
annotations_cb (GtkToggleButton *button, RectoFindingsPanel *self)
{
  if (!self->updating && self->session != NULL)
    recto_session_set_annotations_visible (self->session, gtk_toggle_button_get_active (button));
}

static void
recto_findings_panel_dispose (GObject *object)
{
  RectoFindingsPanel *self = RECTO_FINDINGS_PANEL (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->model_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_findings_panel_parent_class)->dispose (object);
}

static void
recto_findings_panel_class_init (RectoFindingsPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_findings_panel_dispose;
}

static GtkWidget *
build_head (RectoFindingsPanel *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = recto_parts_label (_ ("Findings"), "panel-title");
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *new_button = recto_parts_word_button ("list-add-symbolic", _ ("New"), "F");

  gtk_widget_set_hexpand (title, TRUE);
  self->annotations = gtk_toggle_button_new ();
  gtk_box_append (GTK_BOX (content), gtk_label_new (_ ("Annotations")));
  gtk_box_append (GTK_BOX (content), recto_parts_key_hint ("H"));
  gtk_button_set_child (GTK_BUTTON (self->annotations), content);
  recto_parts_describe (self->annotations, _ ("Show annotations"), "H");
  gtk_widget_add_css_class (self->annotations, "flat");
  gtk_widget_add_css_class (self->annotations, "small-button");
  gtk_widget_set_valign (self->annotations, GTK_ALIGN_CENTER);
  g_signal_connect (self->annotations, "toggled", G_CALLBACK (annotations_cb), self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (new_button), "table.new-finding");
  recto_parts_describe (new_button, _ ("New finding: draw a rectangle"), "F");
  gtk_widget_add_css_class (new_button, "small-button");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->annotations);
  gtk_box_append (GTK_BOX (head), new_button);

  return head;
}

static void
recto_findings_panel_init (RectoFindingsPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (box, "panel-body");
  gtk_box_append (GTK_BOX (box), build_head (self));

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "findings-list");
  gtk_widget_add_css_class (self->list, "recto-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Findings"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (box), self->list);

  self->empty = recto_parts_label (_ ("No finding yet. Press F and draw a rectangle over what you see, or choose another tool at the canvas’s edge."), "panel-text");
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "second");
  gtk_widget_add_css_class (self->empty, "recto-card");
  gtk_widget_add_css_class (self->empty, "card-text");
  gtk_box_append (GTK_BOX (box), self->empty);

  self->editor = recto_finding_editor_new ();
  gtk_box_append (GTK_BOX (box), self->editor);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self), scrolled);

  gtk_widget_add_css_class (foot, "panel-foot");
  self->saved = recto_parts_label ("", "caption-text");
  gtk_widget_add_css_class (self->saved, "good");
  gtk_widget_set_hexpand (self->saved, TRUE);
  self->next = recto_parts_word_button (NULL, _ ("Next finding"), "N");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->next), "table.next-finding");
  gtk_widget_add_css_class (self->next, "flat");
  gtk_widget_add_css_class (self->next, "small-button");
  gtk_box_append (GTK_BOX (foot), self->saved);
  gtk_box_append (GTK_BOX (foot), self->next);
  gtk_box_append (GTK_BOX (self), foot);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "selection-changed", G_CALLBACK (update_selection), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::annotations-visible", G_CALLBACK (update_annotations), self);
  g_signal_group_connect (self->session_signals, "saved", G_CALLBACK (saved_cb), self);
  self->model_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "items-changed", G_CALLBACK (model_changed), self);
}

GtkWidget *
recto_findings_panel_new (void)
{
  return g_object_new (RECTO_TYPE_FINDINGS_PANEL, NULL);
}

void
recto_findings_panel_set_session (RectoFindingsPanel *self, RectoSession *session)
{
  GListModel *model;

  g_return_if_fail (RECTO_IS_FINDINGS_PANEL (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  model = session != NULL ? recto_session_get_findings (session) : NULL;
  recto_finding_editor_set_session (RECTO_FINDING_EDITOR (self->editor), session);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), model, create_row_cb, NULL, NULL);
  /* After the list box, so that its rows stand when the panel looks for them. */
  g_signal_group_set_target (self->model_signals, model);
  gtk_label_set_label (GTK_LABEL (self->saved), "");
  if (session != NULL)
    {
      model_changed (self);
      update_annotations (self);
    }
}

void
recto_findings_panel_flush (RectoFindingsPanel *self)
{
  g_return_if_fail (RECTO_IS_FINDINGS_PANEL (self));

  recto_finding_editor_flush (RECTO_FINDING_EDITOR (self->editor));
}

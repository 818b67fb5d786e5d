/* recto-new-case.c: asks for the reference and title of a case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-new-case.h"

#include <glib/gi18n.h>

struct _RectoNewCase
{
  AdwWindow parent_instance;

  gboolean edits;
  GtkEditable *reference;
  GtkEditable *case_title;
  GtkButton *create;
  GtkWidget *hint;
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoNewCase, recto_new_case, ADW_TYPE_WINDOW)

static void
create_cb (RectoNewCase *self)
{
  g_autofree char *reference = g_strstrip (g_strdup (gtk_editable_get_text (self->reference)));
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->case_title)));

  g_object_ref (self);
  g_signal_emit (self, signals[ACCEPTED], 0, *reference != '\0' ? reference : NULL, title);
  gtk_window_close (GTK_WINDOW (self));
  g_object_unref (self);
}

static void
changed_cb (RectoNewCase *self)
{
  g_autofree char *reference = g_strstrip (g_strdup (gtk_editable_get_text (self->reference)));

  /* A case that has a reference keeps one. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->create), !self->edits || *reference != '\0');
}

static void
recto_new_case_class_init (RectoNewCaseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[ACCEPTED] = g_signal_new ("accepted", RECTO_TYPE_NEW_CASE, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recto/Recto/ui/recto-new-case.ui");
  gtk_widget_class_bind_template_child (widget_class, RectoNewCase, reference);
  gtk_widget_class_bind_template_child (widget_class, RectoNewCase, case_title);
  gtk_widget_class_bind_template_child (widget_class, RectoNewCase, create);
  gtk_widget_class_bind_template_child (widget_class, RectoNewCase, hint);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
recto_new_case_init (RectoNewCase *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->create, "clicked", G_CALLBACK (create_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reference, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
recto_new_case_new (GtkWindow *parent)
{
  RectoNewCase *self = g_object_new (RECTO_TYPE_NEW_CASE, "transient-for", parent, NULL);

  gtk_widget_grab_focus (GTK_WIDGET (self->case_title));

  return GTK_WIDGET (self);
}

GtkWidget *
recto_new_case_new_for_edit (GtkWindow *parent, const char *reference, const char *title)
{
  RectoNewCase *self = g_object_new (RECTO_TYPE_NEW_CASE, "transient-for", parent, NULL);

  self->edits = TRUE;
  gtk_window_set_title (GTK_WINDOW (self), _ ("Reference and title"));
  gtk_button_set_label (self->create, _ ("Save"));
  gtk_widget_set_visible (self->hint, FALSE);
  gtk_editable_set_text (self->reference, reference != NULL ? reference : "");
  gtk_editable_set_text (self->case_title, title != NULL ? title : "");
  gtk_widget_grab_focus (GTK_WIDGET (self->case_title));

  return GTK_WIDGET (self);
}

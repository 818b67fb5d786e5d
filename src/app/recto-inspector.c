/* recto-inspector.c: the panels on the right and the rail that chooses among them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-inspector.h"

#include "recto-adjust-panel.h"
#include "recto-findings-panel.h"
#include "recto-hand-align.h"
#include "recto-info-panel.h"
#include "recto-parts.h"
#include <glib/gi18n.h>

static const struct
{
  const char *name;
  const char *icon;
  const char *words;
  const char *key;
} pages[] = {
  { "adjust", "recto-panel-adjust-symbolic", N_ ("Adjust"), "Alt 1" },
  { "findings", "recto-panel-findings-symbolic", N_ ("Findings"), "Alt 2" },
  { "info", "recto-panel-info-symbolic", N_ ("Info"), "Alt 6" },
};

struct _RectoInspector
{
  GtkBox parent_instance;

  GtkWidget *stack;
  GtkWidget *adjust;
  GtkWidget *findings;
  GtkWidget *info;
  GtkWidget *hand;
  GtkWidget *rail;
  GtkWidget *buttons[G_N_ELEMENTS (pages)];
  GtkWidget *words[G_N_ELEMENTS (pages)];
  GtkWidget *count;
  char *before_hand;

  RectoSession *session;
  GSignalGroup *model_signals;
  gboolean updating;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoInspector, recto_inspector, GTK_TYPE_BOX)

static void
update_buttons (RectoInspector *self)
{
  const char *name = recto_inspector_get_page (self);

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), g_strcmp0 (name, pages[i].name) == 0);
  self->updating = FALSE;
}

static void
button_cb (GtkToggleButton *button, RectoInspector *self)
{
  if (self->updating)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      {
        gboolean open = g_strcmp0 (recto_inspector_get_page (self), pages[i].name) != 0;

        recto_inspector_stop_hand (self);
        recto_inspector_show_page (self, pages[i].name);
        g_signal_emit (self, signals[CHOSEN], 0, open);
      }
}

static void
update_count (RectoInspector *self)
{
  guint n = self->session != NULL ? g_list_model_get_n_items (recto_session_get_findings (self->session)) : 0;
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_label (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, n > 0);
}

static void
hand_finished_cb (RectoHandAlign *hand, RectoInspector *self)
{
  recto_inspector_show_page (self, self->before_hand != NULL ? self->before_hand : "adjust");
  gtk_widget_activate_action (GTK_WIDGET (self), "table.hand-finished", NULL);
}

static void
recto_inspector_dispose (GObject *object)
{
  RectoInspector *self = RECTO_INSPECTOR (object);

  g_clear_object (&self->model_signals);
  g_clear_object (&self->session);
  g_clear_object (&self->rail);

  G_OBJECT_CLASS (recto_inspector_parent_class)->dispose (object);
}

static void
recto_inspector_finalize (GObject *object)
{
  g_free (RECTO_INSPECTOR (object)->before_hand);

  G_OBJECT_CLASS (recto_inspector_parent_class)->finalize (object);
}

static void
recto_inspector_class_init (RectoInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_inspector_dispose;
  G_OBJECT_CLASS (klass)->finalize = recto_inspector_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_BOOLEAN);
}

static void
build_rail (RectoInspector *self)
{
  self->rail = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_add_css_class (self->rail, "recto-rail");
  gtk_widget_add_css_class (self->rail, "rail");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
      GtkWidget *overlay = gtk_overlay_new ();

      self->buttons[i] = gtk_toggle_button_new ();
      self->words[i] = gtk_label_new (_ (pages[i].words));
      gtk_label_set_wrap (GTK_LABEL (self->words[i]), TRUE);
      gtk_label_set_justify (GTK_LABEL (self->words[i]), GTK_JUSTIFY_CENTER);
      gtk_widget_add_css_class (self->words[i], "rail-word");
      gtk_overlay_set_child (GTK_OVERLAY (overlay), gtk_image_new_from_icon_name (pages[i].icon));
      if (g_strcmp0 (pages[i].name, "findings") == 0)
        {
          self->count = gtk_label_new ("0");
          gtk_widget_add_css_class (self->count, "rail-count");
          gtk_widget_set_halign (self->count, GTK_ALIGN_CENTER);
          gtk_widget_set_valign (self->count, GTK_ALIGN_START);
          gtk_widget_set_margin_start (self->count, 22);
          gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->count);
        }
      gtk_box_append (GTK_BOX (box), overlay);
      gtk_box_append (GTK_BOX (box), self->words[i]);
      gtk_button_set_child (GTK_BUTTON (self->buttons[i]), box);
      gtk_widget_add_css_class (self->buttons[i], "flat");
      gtk_widget_add_css_class (self->buttons[i], "rail-button");
      recto_parts_describe (self->buttons[i], _ (pages[i].words), pages[i].key);
      g_signal_connect (self->buttons[i], "clicked", G_CALLBACK (button_cb), self);
      gtk_box_append (GTK_BOX (self->rail), self->buttons[i]);
    }
}

static void
recto_inspector_init (RectoInspector *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "recto-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "inspector");
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), TRUE);
  gtk_box_append (GTK_BOX (self), self->stack);
  build_rail (self);
  self->model_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->model_signals, "items-changed", G_CALLBACK (update_count), self);
}

GtkWidget *
recto_inspector_new (RectoPanes *panes)
{
  RectoInspector *self = g_object_new (RECTO_TYPE_INSPECTOR, NULL);

  self->adjust = recto_adjust_panel_new ();
  self->findings = recto_findings_panel_new ();
  self->info = recto_info_panel_new ();
  self->hand = recto_hand_align_new (panes);
  gtk_stack_add_named (GTK_STACK (self->stack), self->adjust, "adjust");
  gtk_stack_add_named (GTK_STACK (self->stack), self->findings, "findings");
  gtk_stack_add_named (GTK_STACK (self->stack), self->info, "info");
  gtk_stack_add_named (GTK_STACK (self->stack), self->hand, "hand");
  g_signal_connect_object (self->hand, "finished", G_CALLBACK (hand_finished_cb), self, 0);
  recto_inspector_show_page (self, "adjust");

  return GTK_WIDGET (self);
}

GtkWidget *
recto_inspector_get_rail (RectoInspector *self)
{
  g_return_val_if_fail (RECTO_IS_INSPECTOR (self), NULL);

  return self->rail;
}

void
recto_inspector_set_session (RectoInspector *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_INSPECTOR (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  recto_hand_align_set_session (RECTO_HAND_ALIGN (self->hand), session);
  recto_adjust_panel_set_session (RECTO_ADJUST_PANEL (self->adjust), session);
  recto_findings_panel_set_session (RECTO_FINDINGS_PANEL (self->findings), session);
  recto_info_panel_set_session (RECTO_INFO_PANEL (self->info), session);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->model_signals, session != NULL ? recto_session_get_findings (session) : NULL);
  update_count (self);
}

void
recto_inspector_show_page (RectoInspector *self, const char *name)
{
  g_return_if_fail (RECTO_IS_INSPECTOR (self));

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  update_buttons (self);
}

const char *
recto_inspector_get_page (RectoInspector *self)
{
  g_return_val_if_fail (RECTO_IS_INSPECTOR (self), NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

void
recto_inspector_set_rail_words (RectoInspector *self, gboolean words)
{
  g_return_if_fail (RECTO_IS_INSPECTOR (self));

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_widget_set_visible (self->words[i], words);
  if (words)
    gtk_widget_remove_css_class (self->rail, "narrow");
  else
    gtk_widget_add_css_class (self->rail, "narrow");
}

void
recto_inspector_set_pointer (RectoInspector *self, RectoPoint page, gboolean inside)
{
  g_return_if_fail (RECTO_IS_INSPECTOR (self));

  recto_adjust_panel_set_pointer (RECTO_ADJUST_PANEL (self->adjust), page, inside);
}

GtkWidget *
recto_inspector_get_loupe (RectoInspector *self)
{
  g_return_val_if_fail (RECTO_IS_INSPECTOR (self), NULL);

  return recto_adjust_panel_get_loupe (RECTO_ADJUST_PANEL (self->adjust));
}

void
recto_inspector_add_step (RectoInspector *self)
{
  g_return_if_fail (RECTO_IS_INSPECTOR (self));

  recto_inspector_show_page (self, "adjust");
  recto_adjust_panel_add_step (RECTO_ADJUST_PANEL (self->adjust));
}

void
recto_inspector_flush (RectoInspector *self)
{
  g_return_if_fail (RECTO_IS_INSPECTOR (self));

  recto_findings_panel_flush (RECTO_FINDINGS_PANEL (self->findings));
}

gboolean
recto_inspector_align_by_hand (RectoInspector *self)
{
  g_autofree char *before = NULL;

  g_return_val_if_fail (RECTO_IS_INSPECTOR (self), FALSE);

  before = g_strdup (recto_inspector_get_page (self));
  if (!recto_hand_align_begin (RECTO_HAND_ALIGN (self->hand)))
    return FALSE;
  if (g_strcmp0 (before, "hand") != 0)
    {
      g_free (self->before_hand);
      self->before_hand = g_steal_pointer (&before);
    }
  recto_inspector_show_page (self, "hand");

  return TRUE;
}

gboolean
recto_inspector_stop_hand (RectoInspector *self)
{
  g_return_val_if_fail (RECTO_IS_INSPECTOR (self), FALSE);

  if (!recto_hand_align_is_running (RECTO_HAND_ALIGN (self->hand)))
    return FALSE;
  recto_hand_align_end (RECTO_HAND_ALIGN (self->hand));

  return TRUE;
}

/* recto-pages-panel-menu.c: what can be done with an exposure of the film strip
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-pages-panel-private.h"

#include "recto-dialogs.h"
#include <glib/gi18n.h>

static void
set_a_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (widget);

  if (self->context != NULL)
    recto_session_set_a (self->session, self->context);
}

static void
set_b_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (widget);

  if (self->context != NULL)
    recto_session_set_b (self->session, self->context);
}

static void
align_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (widget);

  if (self->context != NULL && !recto_exposure_item_is_reference (self->context))
    recto_session_align (self->session, self->context, NULL);
}

static void
light_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (widget);

  if (self->context != NULL)
    recto_session_set_exposure_light (self->session, self->context,
                                      g_variant_get_string (parameter, NULL));
}

static void
withdraw_reason_cb (const char *reason, gpointer user_data)
{
  RectoPagesPanel *self = user_data;

  if (reason != NULL && self->context != NULL && self->session != NULL)
    recto_session_withdraw_exposure (self->session, self->context, reason);
  g_object_unref (self);
}

static void
withdraw_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RectoPagesPanel *self = RECTO_PAGES_PANEL (widget);
  g_autofree char *heading = NULL;

  if (self->context == NULL)
    return;
  heading = g_strdup_printf (_ ("Withdraw %s?"),
                             recto_exposure_item_get_record (self->context)->file_name);
  recto_dialogs_ask_reason (
      widget, heading,
      _ ("The picture leaves the table. It stays in the casebook with your reason and can be put back."),
      _ ("Withdraw"), withdraw_reason_cb, g_object_ref (self));
}

GMenuModel *
recto_pages_panel_new_menu (void)
{
  GMenu *menu = g_menu_new ();
  GMenu *table = g_menu_new ();
  GMenu *lights = g_menu_new ();
  GMenu *edit = g_menu_new ();

  g_menu_append (table, _ ("Show as A"), "exposure.set-a");
  g_menu_append (table, _ ("Show as B"), "exposure.set-b");
  for (const RectoLight *light = recto_light_list (); light->id != NULL; light++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (light->label), NULL);

      g_menu_item_set_action_and_target (item, "exposure.light", "s", light->id);
      g_menu_append_item (lights, item);
    }
  g_menu_append_submenu (edit, _ ("Change light"), G_MENU_MODEL (lights));
  g_menu_append (edit, _ ("Align again"), "exposure.align");
  g_menu_append (edit, _ ("Withdraw…"), "exposure.withdraw");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (table));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_object_unref (table);
  g_object_unref (lights);
  g_object_unref (edit);

  return G_MENU_MODEL (menu);
}

void
recto_pages_panel_install_menu (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "exposure.set-a", NULL, set_a_cb);
  gtk_widget_class_install_action (widget_class, "exposure.set-b", NULL, set_b_cb);
  gtk_widget_class_install_action (widget_class, "exposure.align", NULL, align_cb);
  gtk_widget_class_install_action (widget_class, "exposure.light", "s", light_cb);
  gtk_widget_class_install_action (widget_class, "exposure.withdraw", NULL, withdraw_cb);
}

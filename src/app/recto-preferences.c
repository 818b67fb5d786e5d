/* recto-preferences.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-preferences.h"

#include "recto-canvas.h"
#include "recto-image-load.h"
#include "recto-settings.h"

#include <glib/gi18n.h>

#define MAX_MEGAPIXELS 4000
#define MIN_TILES 64
#define MAX_TILES 2048

static const char *const styles[] = { "dark", "light", "system" };

void
recto_preferences_apply (void)
{
  int megapixels = recto_settings_get_int ("max-megapixels", 512);
  int tiles = recto_settings_get_int ("tile-memory", 256);

  recto_image_set_max_megapixels ((guint) CLAMP (megapixels, 1, MAX_MEGAPIXELS));
  recto_canvas_set_cache_limit ((gsize) CLAMP (tiles, MIN_TILES, MAX_TILES) << 20);
}

static void
number_changed_cb (GtkSpinButton *button, const char *key)
{
  recto_settings_set_int (key, gtk_spin_button_get_value_as_int (button));
  recto_preferences_apply ();
}

static GtkWidget *
number_row (const char *title, const char *subtitle, const char *key, int fallback, int least, int most,
            int step)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_spin_button_new_with_range (least, most, step);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (button), recto_settings_get_int (key, fallback));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (button, "value-changed", G_CALLBACK (number_changed_cb), (gpointer) key);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);

  return row;
}

/* The application's action stores it, so that the menu says the same. */
static void
style_selected_cb (AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  GApplication *application = g_application_get_default ();

  if (selected < G_N_ELEMENTS (styles) && application != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (application), "style",
                                        g_variant_new_string (styles[selected]));
}

static GtkWidget *
style_row (void)
{
  const char *const names[] = { _ ("Dark"), _ ("Light"), _ ("As the system"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  g_autofree char *style = recto_settings_dup_string ("style", "dark");
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Style"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (style, styles[i]))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect (row, "notify::selected", G_CALLBACK (style_selected_cb), NULL);

  return row;
}

AdwPreferencesPage *
recto_preferences_page_new (void)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *pictures = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *looks = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (pictures, _ ("Pictures"));
  adw_preferences_group_add (
      pictures, number_row (_ ("Largest picture, in megapixels"),
                            _ ("A file that claims more is refused before any memory is taken."),
                            "max-megapixels", 512, 1, MAX_MEGAPIXELS, 64));
  adw_preferences_group_add (
      pictures, number_row (_ ("Memory for drawn tiles, in MB"),
                            _ ("More makes going back to a place quicker."), "tile-memory", 256, MIN_TILES,
                            MAX_TILES, 64));
  adw_preferences_group_set_title (looks, _ ("Appearance"));
  adw_preferences_group_add (looks, style_row ());
  adw_preferences_page_add (page, pictures);
  adw_preferences_page_add (page, looks);

  return page;
}

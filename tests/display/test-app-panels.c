/* test-app-panels.c: the light table's parts stand, with and without a session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "recto-light-table.h"
#include "recto-param-row.h"
#include "recto-parts.h"
#include "recto-slider.h"
#include "recto-step-row.h"
#include "recto-term-picker.h"

static void
test_picker_words (void)
{
  const RectoTerm term = { "S07", "Fluorescent fibres", "Substrate", "fibres_fluorescent" };

  g_assert_true (recto_term_matches (&term, ""));
  g_assert_true (recto_term_matches (&term, "s07"));
  g_assert_true (recto_term_matches (&term, "fib FLUOR"));
  g_assert_true (recto_term_matches (&term, "substrate"));
  g_assert_false (recto_term_matches (&term, "fibres S08"));
}

static void
test_short_hash (void)
{
  g_autofree char *hash = recto_parts_short_hash ("4f1c000000000000000000000000a902");

  g_assert_cmpstr (hash, ==, "4f1c…a902");
}

static void
count_cb (RectoSlider *slider, gboolean final, guint *count)
{
  count[final ? 1 : 0]++;
}

static void
test_slider (void)
{
  GtkWidget *slider = g_object_ref_sink (recto_slider_new (0, 1, 0.01, 0.5));
  guint count[2] = { 0, 0 };

  g_assert_cmpfloat (recto_slider_get (RECTO_SLIDER (slider)), ==, 0.5);
  g_signal_connect (slider, "moved", G_CALLBACK (count_cb), count);
  recto_slider_set (RECTO_SLIDER (slider), 0.25);
  g_assert_cmpuint (count[0], ==, 0);
  gtk_range_set_value (GTK_RANGE (slider), 0.75);
  g_assert_cmpuint (count[0], ==, 1);
  g_assert_cmpuint (count[1], ==, 0);
  while (count[1] == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count[1], ==, 1);
  g_object_unref (slider);
}

/* Every operation's descriptor gives a row that shows its step. */
static void
test_steps (void)
{
  const RectoOperation *const *list = recto_operation_list ();
  g_autoptr (RectoRecipe) recipe = recto_recipe_new ();

  for (guint i = 0; list[i] != NULL; i++)
    {
      RectoRecipe *next = recto_recipe_with_step_added (recipe, list[i], -1);
      GtkWidget *row = g_object_ref_sink (recto_step_row_new (list[i], i));

      recto_recipe_unref (recipe);
      recipe = next;
      recto_step_row_set_step (RECTO_STEP_ROW (row), recto_recipe_get_step (recipe, i));
      recto_step_row_set_open (RECTO_STEP_ROW (row), TRUE);
      g_object_unref (row);
    }
}

static void
test_table_empty (void)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *table = recto_light_table_new ();

  adw_window_set_content (ADW_WINDOW (window), table);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 800);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_table (gconstpointer width)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-panels-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCasebook) casebook = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (RectoSession) session = NULL;
  GtkWidget *window = adw_window_new ();
  GtkWidget *table = recto_light_table_new ();

  casebook = recto_casebook_open (folder, TRUE, &error);
  g_assert_no_error (error);
  case_id = recto_casebook_create_case (casebook, "Examiner", NULL, "Panels", &error);
  g_assert_no_error (error);
  session = recto_session_new (casebook, case_id, "Examiner", &error);
  g_assert_no_error (error);
  adw_window_set_content (ADW_WINDOW (window), table);
  gtk_window_set_default_size (GTK_WINDOW (window), GPOINTER_TO_INT (width), 700);
  recto_light_table_set_session (RECTO_LIGHT_TABLE (table), session);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_activate_action (table, "table.inspector-6", NULL);
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_activate_action (table, "table.inspector-2", NULL);
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_activate_action (table, "table.next-part", NULL);
  gtk_widget_activate_action (table, "table.turn-left", NULL);
  g_assert_cmpuint (recto_viewport_get_quarter_turns (recto_session_get_viewport (session)), ==, 3);
  recto_light_table_set_session (RECTO_LIGHT_TABLE (table), NULL);
  gtk_test_widget_wait_for_draw (window);
  gtk_window_destroy (GTK_WINDOW (window));
  recto_session_close (session);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/panels/picker-words", test_picker_words);
  g_test_add_func ("/panels/short-hash", test_short_hash);
  g_test_add_func ("/panels/slider", test_slider);
  g_test_add_func ("/panels/steps", test_steps);
  g_test_add_func ("/panels/table-empty", test_table_empty);
  g_test_add_data_func ("/panels/table-wide", GINT_TO_POINTER (1270), test_table);
  g_test_add_data_func ("/panels/table-narrow", GINT_TO_POINTER (900), test_table);

  return g_test_run ();
}

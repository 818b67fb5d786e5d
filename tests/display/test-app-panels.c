/* test-app-panels.c: the light table's parts stand, with and without a session
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "recto-finding-words.h"
#include "recto-histogram-view.h"
#include "recto-image-save.h"
#include "recto-light-table.h"
#include "recto-param-row.h"
#include "recto-parts.h"
#include "recto-slider.h"
#include "recto-step-row.h"
#include "recto-shape.h"
#include "recto-term-picker.h"
#include "recto-tool-bar.h"
#include "recto-vocabulary.h"

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

static guint
count_matches (const char *typed)
{
  guint n = 0;

  for (const RectoTerm *term = recto_vocabulary_features (); term->id != NULL; term++)
    n += recto_term_matches (term, typed);

  return n;
}

/* What people call a thing finds it, and nothing finds everything. */
static void
test_picker_other_words (void)
{
  const char *const words[] = { "date", "portrait", "port", "birth", "photo", "serial", "RFID", "ultraviolet", "ovd" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpuint (count_matches (words[i]), >, 0);
      g_assert_cmpuint (count_matches (words[i]), <, 20);
    }
  g_assert_true (recto_term_matches (recto_vocabulary_find (recto_vocabulary_features (), "R07"), "portrait"));
  g_assert_cmpuint (count_matches ("zzz"), ==, 0);
}

/* The popover keeps its size while the list gets shorter. */
static void
test_picker_height (void)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *picker = recto_term_picker_new (recto_vocabulary_features (), TRUE);
  GtkWidget *search = gtk_widget_get_first_child (gtk_popover_get_child (GTK_POPOVER (picker)));
  int full, few;

  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), picker);
  adw_window_set_content (ADW_WINDOW (window), button);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_measure (gtk_popover_get_child (GTK_POPOVER (picker)), GTK_ORIENTATION_VERTICAL, -1, NULL, &full, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (search), "S07");
  /* The field tells of its text from the main loop. */
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  gtk_test_widget_wait_for_draw (window);
  gtk_widget_measure (gtk_popover_get_child (GTK_POPOVER (picker)), GTK_ORIENTATION_VERTICAL, -1, NULL, &few, NULL, NULL);
  g_assert_cmpint (few, ==, full);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A finding without a feature is told by its shape and the middle of it. */
static void
test_finding_title (void)
{
  g_autoptr (RectoShape) shape = recto_shape_new_box (RECTO_SHAPE_ELLIPSE, 100, 50, 40, 20, 0);
  g_autofree char *json = recto_shape_to_text (shape);
  RectoFinding record = { 0 };
  g_autofree char *placed = NULL;
  g_autofree char *named = NULL;

  record.shape = json;
  placed = recto_finding_words_title (&record);
  g_assert_cmpstr (placed, ==, "Ellipse at 120, 60 px");
  record.feature = (char *) "S07";
  named = recto_finding_words_title (&record);
  g_assert_cmpstr (named, ==, "Fluorescent fibres");
}

/* Samples beyond the marks: a quarter lies in each of four bins. */
static void
test_histogram_clipped (void)
{
  GtkWidget *view = g_object_ref_sink (recto_histogram_view_new ());
  RectoHistogram *histogram = g_new0 (RectoHistogram, 1);
  double dark, light;

  for (guint c = 0; c < 3; c++)
    {
      histogram->bins[c][0] = 25;
      histogram->bins[c][64] = 25;
      histogram->bins[c][128] = 25;
      histogram->bins[c][255] = 25;
    }
  recto_histogram_view_set_histogram (RECTO_HISTOGRAM_VIEW (view), histogram);
  g_free (histogram);
  recto_histogram_view_set_levels (RECTO_HISTOGRAM_VIEW (view), 0, 1, 1);
  recto_histogram_view_get_clipped (RECTO_HISTOGRAM_VIEW (view), &dark, &light);
  g_assert_cmpfloat (dark, ==, 0);
  g_assert_cmpfloat (light, ==, 0);
  recto_histogram_view_set_levels (RECTO_HISTOGRAM_VIEW (view), 0.3, 1, 0.9);
  recto_histogram_view_get_clipped (RECTO_HISTOGRAM_VIEW (view), &dark, &light);
  g_assert_cmpfloat (dark, ==, 50);
  g_assert_cmpfloat (light, ==, 25);
  g_object_unref (view);
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

/* Gamma 1 lies in the middle of 0.1 to 10, and what is set comes back as it was. */
static void
test_slider_logarithmic (void)
{
  GtkWidget *slider = g_object_ref_sink (recto_slider_new (0.1, 10, 0.05, 1));
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (slider));
  double low = gtk_adjustment_get_lower (adjustment), high = gtk_adjustment_get_upper (adjustment);

  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (GTK_RANGE (slider)), (low + high) / 2, 1e-9);
  for (double value = 0.1; value < 10; value *= 1.7)
    {
      recto_slider_set (RECTO_SLIDER (slider), value);
      g_assert_cmpfloat_with_epsilon (recto_slider_get (RECTO_SLIDER (slider)), value, 1e-9);
    }
  gtk_range_set_value (GTK_RANGE (slider), high);
  g_assert_cmpfloat_with_epsilon (recto_slider_get (RECTO_SLIDER (slider)), 10, 1e-9);
  g_object_unref (slider);
}

/* Pixels of the accent colour in what is drawn, left and right of the middle. */
static void
count_accent (GtkWidget *widget, guint *left, guint *right)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint8 *data = g_malloc ((gsize) width * (gsize) height * 4);
  GdkRGBA accent;

  g_assert_true (gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", &accent));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gdk_texture_download (texture, data, (gsize) width * 4);
  *left = *right = 0;
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *p = data + 4 * ((gsize) y * (gsize) width + (gsize) x);

        if (ABS (p[2] - (int) (accent.red * 255)) < 4 && ABS (p[1] - (int) (accent.green * 255)) < 4
            && ABS (p[0] - (int) (accent.blue * 255)) < 4)
          (*(x < width / 2 ? left : right))++;
      }
}

/* The fill goes from the neutral value to the knob. */
static void
test_slider_fill (void)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *slider = recto_slider_new (-1, 1, 0.01, 0);
  guint left, right;

  gtk_widget_set_size_request (slider, 200, 30);
  adw_window_set_content (ADW_WINDOW (window), slider);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  count_accent (slider, &left, &right);
  g_assert_cmpuint (left + right, ==, 0);
  recto_slider_set (RECTO_SLIDER (slider), 0.8);
  gtk_test_widget_wait_for_draw (window);
  count_accent (slider, &left, &right);
  g_assert_cmpuint (right, >, 100);
  g_assert_cmpuint (left, <, right / 10);
  recto_slider_set (RECTO_SLIDER (slider), -0.8);
  gtk_test_widget_wait_for_draw (window);
  count_accent (slider, &left, &right);
  g_assert_cmpuint (left, >, 100);
  g_assert_cmpuint (right, <, left / 10);
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkEventController *
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) list = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (list, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller;
    }
  g_assert_not_reached ();
}

static void
levels_cb (RectoHistogramView *view, double black, double gamma, double white, gboolean final, guint *count)
{
  count[final ? 1 : 0]++;
}

/* What the keys moved is stored before a drag begins, and one drag is one step. */
static void
test_histogram_steps (void)
{
  GtkWidget *view = g_object_ref_sink (recto_histogram_view_new ());
  GtkWidget *area = gtk_widget_get_first_child (view);
  GtkEventController *keys = find_controller (area, GTK_TYPE_EVENT_CONTROLLER_KEY);
  GtkEventController *drag = find_controller (area, GTK_TYPE_GESTURE_DRAG);
  RectoHistogram *histogram = g_new0 (RectoHistogram, 1);
  guint count[2] = { 0, 0 };
  gboolean taken;

  recto_histogram_view_set_histogram (RECTO_HISTOGRAM_VIEW (view), histogram);
  g_free (histogram);
  g_signal_connect (view, "levels-moved", G_CALLBACK (levels_cb), count);
  g_signal_emit_by_name (keys, "key-pressed", GDK_KEY_Right, 0, 0, &taken);
  g_assert_true (taken);
  g_assert_cmpuint (count[0], ==, 1);
  g_assert_cmpuint (count[1], ==, 0);
  g_signal_emit_by_name (drag, "drag-begin", 20.0, 20.0);
  g_assert_cmpuint (count[1], ==, 1);
  g_signal_emit_by_name (drag, "drag-update", 0.1, 0.0);
  g_assert_cmpuint (count[0], ==, 2);
  g_signal_emit_by_name (drag, "drag-end", 0.1, 0.0);
  g_assert_cmpuint (count[1], ==, 2);
  g_object_unref (view);
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

/* A dragged step is dim, and a line shows on which side of a row it would come to lie. */
static void
test_step_drag (void)
{
  const RectoOperation *const *list = recto_operation_list ();
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *rows[3];
  GtkWidget *grip;
  GtkEventController *source, *target;
  GdkDragAction action;

  for (guint i = 0; i < 3; i++)
    {
      rows[i] = recto_step_row_new (list[i], i);
      gtk_box_append (GTK_BOX (box), rows[i]);
    }
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  grip = gtk_widget_get_first_child (gtk_widget_get_first_child (rows[1]));
  source = find_controller (grip, GTK_TYPE_DRAG_SOURCE);
  g_signal_emit_by_name (source, "drag-begin", NULL);
  g_assert_true (gtk_widget_has_css_class (rows[1], "dragged"));

  target = find_controller (rows[0], GTK_TYPE_DROP_TARGET);
  g_signal_emit_by_name (target, "enter", 5.0, 5.0, &action);
  g_assert_true (gtk_widget_has_css_class (rows[0], "drop-before"));
  g_signal_emit_by_name (target, "leave");
  g_assert_false (gtk_widget_has_css_class (rows[0], "drop-before"));
  target = find_controller (rows[2], GTK_TYPE_DROP_TARGET);
  g_signal_emit_by_name (target, "enter", 5.0, 5.0, &action);
  g_assert_true (gtk_widget_has_css_class (rows[2], "drop-after"));
  g_signal_emit_by_name (target, "leave");

  g_signal_emit_by_name (source, "drag-end", NULL, FALSE);
  g_assert_false (gtk_widget_has_css_class (rows[1], "dragged"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static GtkWidget *
find_named (GtkWidget *root, const char *type)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static GtkWidget *
find_tools (GtkWidget *root)
{
  return find_named (root, "RectoToolBar");
}

/* What the marks cut off is told only where they meet the stored samples. */
static void
test_histogram_cuts (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-panels-XXXXXX", NULL);
  g_autoptr (RectoImage) image = recto_image_new (16, 12, 3, 8, TRUE, NULL);
  g_autoptr (GBytes) png = recto_image_encode_png (image, NULL);
  g_autofree char *hash = recto_image_dup_pixel_sha256 (image);
  RectoExposure given = { .light = (char *) "white", .file_name = (char *) "page.png", .pixel_sha256 = hash, .format = (char *) "png",
                          .width = 16, .height = 12, .channels = 3, .depth = 8, .orientation = 1 };
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, NULL);
  g_autofree char *case_id = recto_casebook_create_case (casebook, "Examiner", NULL, "Cuts", NULL);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoSession) session = NULL;
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) inverted = recto_recipe_with_step_added (empty, recto_operation_find ("invert", 0), -1);
  g_autoptr (RectoRecipe) second = recto_recipe_with_step_added (inverted, recto_operation_find ("tone", 0), -1);
  g_autoptr (RectoRecipe) first = recto_recipe_with_step_added (inverted, recto_operation_find ("tone", 0), 0);
  g_autoptr (RectoRecipe) alone = recto_recipe_with_step_enabled (second, 0, FALSE);
  GtkWidget *window = adw_window_new ();
  GtkWidget *table = recto_light_table_new ();
  RectoHistogramView *view;
  RectoExposureItem *a;

  id = recto_casebook_add_page_with_exposure (casebook, "Examiner", case_id, "DATA_PAGE", NULL, &given, png, NULL, NULL, &error);
  g_assert_no_error (error);
  session = recto_session_new (casebook, case_id, "Examiner", &error);
  g_assert_no_error (error);
  adw_window_set_content (ADW_WINDOW (window), table);
  recto_light_table_set_session (RECTO_LIGHT_TABLE (table), session);
  a = recto_session_get_a (session);
  view = RECTO_HISTOGRAM_VIEW (find_named (table, "RectoHistogramView"));
  g_assert_false (recto_histogram_view_get_cuts (view));
  recto_session_commit_recipe (session, a, first, "First");
  g_assert_true (recto_histogram_view_get_cuts (view));
  recto_session_commit_recipe (session, a, second, "Second");
  g_assert_false (recto_histogram_view_get_cuts (view));
  recto_session_commit_recipe (session, a, alone, "Alone");
  g_assert_true (recto_histogram_view_get_cuts (view));
  recto_light_table_set_session (RECTO_LIGHT_TABLE (table), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  recto_session_close (session);
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
  /* Nothing to draw on. */
  g_assert_false (gtk_widget_get_visible (find_tools (table)));
  gtk_widget_activate_action (table, "table.new-finding", NULL);
  g_assert_cmpint (recto_tool_bar_get_tool (RECTO_TOOL_BAR (find_tools (table))), ==, RECTO_TOOL_SELECT);
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
  g_test_add_func ("/panels/picker-other-words", test_picker_other_words);
  g_test_add_func ("/panels/picker-height", test_picker_height);
  g_test_add_func ("/panels/finding-title", test_finding_title);
  g_test_add_func ("/panels/histogram-clipped", test_histogram_clipped);
  g_test_add_func ("/panels/short-hash", test_short_hash);
  g_test_add_func ("/panels/slider", test_slider);
  g_test_add_func ("/panels/slider-logarithmic", test_slider_logarithmic);
  g_test_add_func ("/panels/slider-fill", test_slider_fill);
  g_test_add_func ("/panels/histogram-steps", test_histogram_steps);
  g_test_add_func ("/panels/steps", test_steps);
  g_test_add_func ("/panels/histogram-cuts", test_histogram_cuts);
  g_test_add_func ("/panels/step-drag", test_step_drag);
  g_test_add_func ("/panels/table-empty", test_table_empty);
  g_test_add_data_func ("/panels/table-wide", GINT_TO_POINTER (1270), test_table);
  g_test_add_data_func ("/panels/table-narrow", GINT_TO_POINTER (900), test_table);

  return g_test_run ();
}

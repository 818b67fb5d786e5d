/* test-app-colour.c: the line that tells of the profile, the step that has nothing to do, and the numbers under the pointer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "colour-profiles.h"

#include <adwaita.h>
#include <string.h>

#include "recto-colour-readings.h"
#include "recto-profile-line.h"
#include "recto-step-row.h"

/* Two pixels: (200, 100, 50) and (60, 120, 240). */
static RectoImage *
new_image (GBytes *profile)
{
  static const guint8 samples[6] = { 200, 100, 50, 60, 120, 240 };
  RectoImage *image = recto_image_new (2, 1, 3, 8, FALSE, NULL);

  memcpy (recto_image_get_data_mutable (image), samples, 6);
  recto_image_set_icc_profile (image, profile);
  return image;
}

/* The first descendant of the type whose label, or child's label, is or begins with words. */
static GtkWidget *
find (GtkWidget *root, GType type, const char *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, words);

      if (found != NULL)
        return found;
    }
  if (!g_type_is_a (G_OBJECT_TYPE (root), type))
    return NULL;
  if (GTK_IS_LABEL (root) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (root)), words))
    return root;
  if (GTK_IS_BUTTON (root) && gtk_button_get_label (GTK_BUTTON (root)) != NULL
      && g_str_equal (gtk_button_get_label (GTK_BUTTON (root)), words))
    return root;
  return NULL;
}

static void
convert_cb (RectoProfileLine *line, guint *count)
{
  (*count)++;
}

static void
test_line (void)
{
  g_autoptr (GBytes) adobe = make_profile (PROFILE_ADOBE);
  g_autoptr (GBytes) grey = make_profile (PROFILE_GREY_22);
  g_autoptr (RectoImage) with = new_image (adobe);
  g_autoptr (RectoImage) without = new_image (NULL);
  g_autoptr (RectoImage) wrong = new_image (grey);
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) step = recto_recipe_with_step_added (empty, recto_operation_find ("profile", 0), 0);
  g_autoptr (RectoRecipe) off = recto_recipe_with_step_enabled (step, 0, FALSE);
  GtkWidget *widget = g_object_ref_sink (recto_profile_line_new ());
  RectoProfileLine *line = RECTO_PROFILE_LINE (widget);
  GtkWidget *button = find (widget, GTK_TYPE_BUTTON, "Convert to sRGB");
  guint count = 0;

  g_assert_nonnull (button);
  g_signal_connect (line, "convert", G_CALLBACK (convert_cb), &count);
  g_assert_false (gtk_widget_get_visible (widget));
  recto_profile_line_set (line, with, empty);
  g_assert_true (gtk_widget_get_visible (widget));
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "Embedded profile: Adobe-like — stored numbers are shown"));
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_null (recto_profile_line_get_obstacle (line));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (count, ==, 1);
  {
    g_autoptr (RectoRecipe) tone = recto_recipe_with_step_added (empty, recto_operation_find ("tone", 0), 0);
    g_autoptr (RectoRecipe) first = recto_profile_line_convert (tone);
    g_autoptr (RectoRecipe) again = recto_profile_line_convert (off);

    g_assert_cmpuint (recto_recipe_get_n_steps (first), ==, 2);
    g_assert_true (recto_recipe_get_step (first, 0)->operation->to_srgb);
    g_assert_true (recto_recipe_equal (again, step));
  }
  recto_profile_line_set (line, with, off);
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "Embedded profile: Adobe-like — stored numbers are shown"));
  recto_profile_line_set (line, with, step);
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "Embedded profile: Adobe-like — converted to sRGB"));
  g_assert_false (gtk_widget_get_visible (button));
  recto_profile_line_set (line, wrong, empty);
  g_assert_nonnull (strstr (recto_profile_line_get_obstacle (line), "is for grey"));
  g_assert_true (gtk_widget_get_visible (widget));
  g_assert_false (gtk_widget_get_visible (button));
  recto_profile_line_set (line, without, step);
  g_assert_false (gtk_widget_get_visible (widget));
  g_assert_nonnull (strstr (recto_profile_line_get_obstacle (line), "no embedded colour profile"));
  recto_profile_line_set (line, NULL, step);
  g_assert_null (recto_profile_line_get_obstacle (line));
  g_object_unref (widget);
}

static void
test_step (void)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) step = recto_recipe_with_step_added (empty, recto_operation_find ("profile", 0), 0);
  GtkWidget *row = g_object_ref_sink (recto_step_row_new (recto_operation_find ("profile", 0), 0));
  GtkWidget *reason, *label;

  recto_step_row_set_step (RECTO_STEP_ROW (row), recto_recipe_get_step (step, 0));
  label = find (row, GTK_TYPE_LABEL, "Rendering intent");
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_is_sensitive (label));
  recto_step_row_set_obstacle (RECTO_STEP_ROW (row), "The picture has no embedded colour profile.");
  reason = find (row, GTK_TYPE_LABEL, "The picture has no embedded");
  g_assert_nonnull (reason);
  g_assert_true (gtk_widget_get_visible (reason));
  g_assert_false (gtk_widget_is_sensitive (label));
  g_assert_nonnull (find (row, GTK_TYPE_LABEL, "changes nothing here"));
  recto_step_row_set_step (RECTO_STEP_ROW (row), recto_recipe_get_step (step, 0));
  recto_step_row_set_obstacle (RECTO_STEP_ROW (row), NULL);
  g_assert_true (gtk_widget_is_sensitive (label));
  g_assert_false (gtk_widget_get_visible (reason));
  g_assert_null (find (row, GTK_TYPE_LABEL, "changes nothing here"));
  g_object_unref (row);
}

static RectoRenderer *
new_renderer (RectoImage *image, RectoRecipe *recipe)
{
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  RectoSceneExposure exposure = { .id = "one", .recipe = recipe, .registration = recto_matrix3_identity };
  g_autoptr (RectoScene) scene = NULL;
  RectoComposition composition;

  recto_composition_init (&composition, 1, 2, 1);
  composition.mode = RECTO_MODE_SINGLE;
  scene = recto_scene_new (2, 1, &exposure, 1, &composition);
  return recto_renderer_new (scene, &pyramid);
}

static void
test_readings (void)
{
  g_autoptr (GBytes) adobe = make_profile (PROFILE_ADOBE);
  g_autoptr (RectoImage) a = new_image (adobe);
  g_autoptr (RectoImage) b = new_image (NULL);
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) invert = recto_recipe_with_step_added (empty, recto_operation_find ("invert", 0), 0);
  g_autoptr (RectoRenderer) renderer_a = new_renderer (a, invert);
  g_autoptr (RectoRenderer) renderer_b = new_renderer (b, empty);
  GtkWidget *widget = g_object_ref_sink (recto_colour_readings_new ());
  RectoColourReadings *readings = RECTO_COLOUR_READINGS (widget);
  const RectoPoint first = { 0, 0 }, second = { 1, 0 }, outside = { 7, 7 };
  RectoLab lab[2] = { expected_lab (PROFILE_ADOBE, (const double[]) { 200 / 255.0, 100 / 255.0, 50 / 255.0 }),
                      expected_lab (PROFILE_ADOBE, (const double[]) { 60 / 255.0, 120 / 255.0, 240 / 255.0 }) };
  g_autofree char *words = g_strdup_printf ("%.1f %.1f %.1f", lab[0].l, lab[0].a, lab[0].b);
  g_autofree char *spoken = g_strdup_printf ("A L*a*b* %s", words);
  g_autofree char *difference = g_strdup_printf ("%.2f", recto_lab_delta_e2000 (&lab[0], &lab[1]));
  GtkWidget *caption = find (widget, GTK_TYPE_LABEL, "ΔE2000"), *label;

  recto_colour_readings_set_exposure (readings, 0, renderer_a, a);
  recto_colour_readings_set_exposure (readings, 1, renderer_b, b);
  recto_colour_readings_set_pointer (readings, &first);
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "200 100 50"));
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "55 155 205"));
  label = find (widget, GTK_TYPE_LABEL, words);
  g_assert_nonnull (label);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "Adobe-like"));
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "uncalibrated"));
  g_assert_false (gtk_widget_get_visible (caption));
  recto_colour_readings_set_reference (readings, &first);
  g_assert_true (gtk_widget_get_visible (caption));
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "0.00"));
  recto_colour_readings_set_pointer (readings, &second);
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, difference));
  recto_colour_readings_set_pointer (readings, &outside);
  g_assert_nonnull (find (widget, GTK_TYPE_LABEL, "–"));
  g_assert_null (find (widget, GTK_TYPE_LABEL, difference));
  recto_colour_readings_set_reference (readings, NULL);
  g_assert_false (gtk_widget_get_visible (caption));
  g_object_unref (widget);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app-colour/line", test_line);
  g_test_add_func ("/app-colour/step", test_step);
  g_test_add_func ("/app-colour/readings", test_readings);

  return g_test_run ();
}

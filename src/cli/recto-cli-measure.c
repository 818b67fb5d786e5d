/* recto-cli-measure.c: lengths, angles, areas, counts and values, each with what it is worth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-measure.h"

#include "recto-image-load.h"
#include "recto-measure.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  char *calibration;
  char *against;
  double dpi;
  double pointing;
  double registration;
  int width;
  gboolean json;
} Options;

static gboolean
parse_point (const char *text, RectoPoint *point)
{
  char *end;

  point->x = g_ascii_strtod (text, &end);
  if (end == text || *end != ',')
    return FALSE;
  text = end + 1;
  point->y = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && fabs (point->x) <= 1e7 && fabs (point->y) <= 1e7;
}

static RectoPoint *
parse_points (char **texts, guint n)
{
  g_autofree RectoPoint *points = g_new (RectoPoint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    if (!parse_point (texts[i], &points[i]))
      return NULL;
  return g_steal_pointer (&points);
}

/* The scales that are known, the one that measures as chosen; NULL with error: said by the caller; NULL without: pixels. */
static RectoCalibration *
find_calibration (const Options *options, RectoImage *image, GError **error)
{
  g_autofree char *text = NULL;
  RectoScale scale;
  double x = options->dpi, y = options->dpi;

  if (options->calibration != NULL)
    return g_file_get_contents (options->calibration, &text, NULL, error) ? recto_calibration_new_from_text (text, error) : NULL;
  if (x == 0 && !recto_image_get_dpi (image, &x, &y))
    return NULL;
  if (!recto_scale_init_dpi (&scale, x, y, RECTO_DPI_TOLERANCE, error))
    return NULL;
  return recto_calibration_new (&scale, 1, 0);
}

static JsonArray *
compare_scales (const char *path, const RectoCalibration *calibration, RectoPoint centre)
{
  guint chosen = recto_calibration_get_chosen (calibration);
  const RectoScale *used = recto_calibration_get_scale (calibration, chosen);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < recto_calibration_get_n_scales (calibration); i++)
    {
      const RectoScale *scale = recto_calibration_get_scale (calibration, i);
      JsonObject *object;
      RectoScaleComparison comparison;
      g_autofree char *text = NULL;

      if (i == chosen)
        continue;
      recto_scale_compare (used, scale, centre, &comparison);
      text = recto_scale_dup_comparison_text (used, scale, &comparison);
      if (comparison.disagree)
        recto_cli_say (path, text);
      object = json_object_new ();
      json_object_set_string_member (object, "source", recto_scale_source_to_string (scale->source));
      json_object_set_double_member (object, "normalised", comparison.normalised);
      json_object_set_boolean_member (object, "disagree", comparison.disagree);
      json_object_set_string_member (object, "words", text);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* Takes compared. */
static void
print_json (const RectoMeasurement *m, const RectoScale *scale, JsonArray *compared)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonObject *parts = json_object_new ();

  json_object_set_string_member (object, "kind", recto_measure_kind_to_string (m->kind));
  json_object_set_double_member (object, "value", m->value);
  json_object_set_string_member (object, "unit", m->unit);
  json_object_set_double_member (object, "expanded_uncertainty", m->expanded);
  json_object_set_int_member (object, "k", 2);
  for (guint i = 0; i < RECTO_UNCERTAINTY_N_SOURCES; i++)
    json_object_set_double_member (parts, recto_uncertainty_source_to_string (i), m->parts[i]);
  json_object_set_object_member (object, "parts", parts);
  if (m->dominant >= 0)
    json_object_set_string_member (object, "dominant", recto_uncertainty_source_to_string ((RectoUncertaintySource) m->dominant));
  else
    json_object_set_null_member (object, "dominant");
  if (m->residual >= 0)
    json_object_set_double_member (object, "residual", m->residual);
  else
    json_object_set_null_member (object, "residual");
  if (scale != NULL)
    json_object_set_string_member (object, "scale", recto_scale_source_to_string (scale->source));
  else
    json_object_set_null_member (object, "scale");
  json_object_set_array_member (object, "compared", compared);
  json_node_take_object (node, object);
  recto_cli_print_json (node);
}

static void
print_words (const RectoMeasurement *m, const RectoScale *scale)
{
  g_autofree char *text = recto_measurement_dup_text (m);

  g_print ("%s: %s\n", recto_measure_kind_get_label (m->kind), text);
  if (m->kind == RECTO_MEASURE_COUNT)
    return;
  g_print (_("Expanded uncertainty, k = 2:"));
  for (guint i = 0; i < RECTO_UNCERTAINTY_N_SOURCES; i++)
    if (m->parts[i] > 0)
      g_print (" %s %.2g;", recto_uncertainty_source_get_label (i), m->parts[i]);
  if (m->dominant >= 0)
    g_print (_(" most of it: %s"), recto_uncertainty_source_get_label ((RectoUncertaintySource) m->dominant));
  g_print ("\n");
  if (scale != NULL)
    g_print (_("Scale from the %s\n"), recto_scale_source_get_label (scale->source));
  else
    g_print ("%s\n", _("In pixels: the picture claims no resolution. Give --dpi or --calibration."));
}

static int
measure_geometry (const char *path, RectoImage *image, RectoMeasureKind kind, const RectoPoint *points, guint n_points,
                  const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCalibration) calibration = find_calibration (options, image, &error);
  RectoMeasureConditions conditions = { NULL, options->pointing, options->registration };
  RectoPoint centre = { recto_image_get_width (image) / 2.0, recto_image_get_height (image) / 2.0 };
  RectoMeasurement measurement;
  JsonArray *compared;

  if (error != NULL)
    return recto_cli_fail (options->calibration != NULL ? options->calibration : path, error);
  if (calibration != NULL)
    conditions.scale = recto_calibration_get_scale (calibration, recto_calibration_get_chosen (calibration));
  if (!recto_measure (kind, points, n_points, &conditions, &measurement, &error))
    return recto_cli_fail (path, error);
  compared = calibration != NULL ? compare_scales (path, calibration, centre) : json_array_new ();
  if (options->json)
    {
      print_json (&measurement, conditions.scale, compared);
      return RECTO_CLI_DONE;
    }
  json_array_unref (compared);
  print_words (&measurement, conditions.scale);
  return RECTO_CLI_DONE;
}

static int
measure_picture (char **argv, const RectoPoint *points, guint n_points, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autofree RectoPoint *other = NULL;
  guint n_other = 0;
  gboolean statistics = g_str_equal (argv[2], "statistics"), profile = g_str_equal (argv[2], "profile");
  RectoMeasureKind kind = RECTO_MEASURE_COUNT;

  if (!statistics && !profile && !recto_measure_kind_from_string (argv[2], &kind))
    return recto_cli_usage (&recto_cli_measure, _("Measure distance, angle, area, perimeter, circle, perforation, line-spacing, font-height, "
                                                  "count, statistics or profile."));
  if ((profile && n_points != 2) || (statistics && (n_points < 2 || n_points > RECTO_MEASURE_MAX_POINTS)))
    return recto_cli_usage (&recto_cli_measure, _("A profile takes two points; statistics take two corners of a box, or the corners of a polygon."));
  if (options->against != NULL)
    {
      g_auto (GStrv) texts = g_strsplit (options->against, " ", RECTO_MEASURE_MAX_POINTS + 1);

      n_other = g_strv_length (texts);
      other = parse_points (texts, n_other);
      if (!statistics || other == NULL || n_other < 2 || n_other > RECTO_MEASURE_MAX_POINTS)
        return recto_cli_usage (&recto_cli_measure, _("--against takes the points of a second area for statistics: \"X,Y X,Y\"."));
    }
  image = recto_image_load_file (argv[1], NULL, NULL, &error);
  if (image == NULL)
    return recto_cli_fail (argv[1], error);
  if (statistics)
    return recto_cli_measure_statistics (argv[1], image, points, n_points, other, n_other, options->json);
  if (profile)
    return recto_cli_measure_profile (argv[1], image, points, (guint) options->width, options->json);
  return measure_geometry (argv[1], image, kind, points, n_points, options);
}

static int
run (int argc, char **argv)
{
  g_autofree char *calibration = NULL;
  g_autofree char *against = NULL;
  Options options = { .pointing = RECTO_POINTING_PX, .width = 1 };
  const GOptionEntry entries[] = {
    { "calibration", 0, 0, G_OPTION_ARG_FILENAME, &calibration,
      N_("Scales, the chosen one measures, the others are held against it: {\"recto-calibration\": 1, \"scales\": [{\"source\": \"page-size\", "
         "\"width\": 125, \"height\": 88, \"corners\": [[X, Y], …]}, …]}; other sources are mrz-pitch, ruler and dpi"),
      "FILE.json" },
    { "dpi", 0, 0, G_OPTION_ARG_DOUBLE, &options.dpi, N_("Resolution, taken for a claim within a twentieth (default: what the file claims)"), "N" },
    { "pointing", 0, 0, G_OPTION_ARG_DOUBLE, &options.pointing, N_("Standard uncertainty of a coordinate in pixels (default: 0.5)"), "PX" },
    { "registration-error", 0, 0, G_OPTION_ARG_DOUBLE, &options.registration, N_("RMS error of the registration in pixels (default: 0)"), "PX" },
    { "against", 0, 0, G_OPTION_ARG_STRING, &against, N_("Second area of statistics, for the colour difference"), "\"X,Y X,Y …\"" },
    { "width", 0, 0, G_OPTION_ARG_INT, &options.width, N_("Width of a profile in pixels, averaged (default: 1)"), "PX" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print JSON"), NULL },
    RECTO_CLI_MAX_MEGAPIXELS,
    G_OPTION_ENTRY_NULL,
  };
  g_autofree RectoPoint *points = NULL;
  int status;

  if (!recto_cli_parse (&recto_cli_measure, entries, &argc, &argv, &status))
    return status;
  options.calibration = calibration;
  options.against = against;
  if (argc < 4)
    return recto_cli_usage (&recto_cli_measure, _("Name an image, what to measure, and points."));
  points = parse_points (argv + 3, (guint) argc - 3);
  if (points == NULL)
    return recto_cli_usage (&recto_cli_measure, _("A point is two numbers in pixels: X,Y."));
  if (options.width < 1 || options.width > 10000 || !(options.dpi >= 0))
    return recto_cli_usage (&recto_cli_measure, _("--width takes 1 to 10000, --dpi a number above 0."));
  return measure_picture (argv, points, (guint) argc - 3, &options);
}

const RectoCommand recto_cli_measure = {
  "measure",
  "IMAGE distance|angle|area|circle|statistics|profile|… X,Y…",
  N_("Measures with stated uncertainty, and tells the values of an area or a line"),
  run,
};

/* recto-cli-measure-area.c: the numbers of an area and of a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-measure.h"

#include "recto-statistics.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

static const char *
channel_name (guint n_channels, guint channel)
{
  static const char *const names[] = { "R", "G", "B" };

  return n_channels == 1 ? "grey" : names[channel];
}

static JsonObject *
area_to_json (const RectoAreaStatistics *area)
{
  JsonObject *object = json_object_new ();
  JsonArray *channels = json_array_new ();
  JsonArray *lab = json_array_new ();

  json_object_set_int_member (object, "n", (gint64) area->n);
  json_object_set_int_member (object, "depth", area->depth);
  for (guint k = 0; k < area->n_channels; k++)
    {
      const RectoChannelStatistics *c = &area->channels[k];
      JsonObject *channel = json_object_new ();

      json_object_set_string_member (channel, "channel", channel_name (area->n_channels, k));
      json_object_set_double_member (channel, "mean", c->mean);
      json_object_set_double_member (channel, "deviation", c->deviation);
      json_object_set_int_member (channel, "minimum", c->minimum);
      json_object_set_double_member (channel, "p5", c->p5);
      json_object_set_double_member (channel, "q1", c->q1);
      json_object_set_double_member (channel, "median", c->median);
      json_object_set_double_member (channel, "q3", c->q3);
      json_object_set_double_member (channel, "p95", c->p95);
      json_object_set_int_member (channel, "maximum", c->maximum);
      json_object_set_double_member (channel, "iqr", c->q3 - c->q1);
      json_array_add_object_element (channels, channel);
    }
  json_object_set_array_member (object, "channels", channels);
  json_array_add_double_element (lab, area->lab.l);
  json_array_add_double_element (lab, area->lab.a);
  json_array_add_double_element (lab, area->lab.b);
  json_object_set_array_member (object, "lab", lab);
  json_object_set_boolean_member (object, "calibrated", area->calibrated);
  return object;
}

static void
print_area (const RectoAreaStatistics *area)
{
  g_print (_("%" PRIu64 " pixels, L*a*b* %.2f %.2f %.2f\n"), area->n, area->lab.l, area->lab.a, area->lab.b);
  for (guint k = 0; k < area->n_channels; k++)
    {
      const RectoChannelStatistics *c = &area->channels[k];

      g_print (_("%s: mean %.2f, standard deviation %.2f, median %g, IQR %g (%g to %g), p5 to p95 %g to %g, minimum %u, maximum %u\n"),
               channel_name (area->n_channels, k), c->mean, c->deviation, c->median, c->q3 - c->q1, c->q1, c->q3, c->p5, c->p95,
               c->minimum, c->maximum);
    }
  if (!area->calibrated)
    g_print ("%s\n", _("uncalibrated: there is no usable colour profile, sRGB is assumed"));
}

static RectoShape *
make_shape (const RectoPoint *p, guint n)
{
  if (n > 2)
    return recto_shape_new_points (RECTO_SHAPE_POLYGON, p, n);
  return recto_shape_new_box (RECTO_SHAPE_RECTANGLE, MIN (p[0].x, p[1].x) - 0.5, MIN (p[0].y, p[1].y) - 0.5,
                              fabs (p[1].x - p[0].x) + 1, fabs (p[1].y - p[0].y) + 1, 0);
}

int
recto_cli_measure_statistics (const char *path, RectoImage *image, const RectoPoint *points, guint n_points,
                              const RectoPoint *other, guint n_other, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoShape) first = make_shape (points, n_points);
  g_autoptr (RectoShape) second = other != NULL ? make_shape (other, n_other) : NULL;
  RectoAreaStatistics areas[2];
  double difference = 0;

  if (!recto_area_statistics (image, first, NULL, &areas[0], NULL, &error)
      || (second != NULL && !recto_area_statistics (image, second, NULL, &areas[1], NULL, &error)))
    return recto_cli_fail (path, error);
  if (second != NULL)
    difference = recto_lab_delta_e2000 (&areas[0].lab, &areas[1].lab);
  if (as_json)
    {
      JsonObject *object = area_to_json (&areas[0]);
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);

      if (second != NULL)
        {
          json_object_set_object_member (object, "second", area_to_json (&areas[1]));
          json_object_set_double_member (object, "delta_e2000", difference);
        }
      json_node_take_object (node, object);
      recto_cli_print_json (node);
      return RECTO_CLI_DONE;
    }
  print_area (&areas[0]);
  if (second != NULL)
    {
      print_area (&areas[1]);
      g_print (_("ΔE2000 of the means %.2f\n"), difference);
    }
  return RECTO_CLI_DONE;
}

int
recto_cli_measure_profile (const char *path, RectoImage *image, const RectoPoint *points, guint width, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoLineProfile) profile = recto_line_profile_new (image, points[0], points[1], width, &error);
  JsonArray *samples;

  if (profile == NULL)
    return recto_cli_fail (path, error);
  samples = json_array_new ();
  for (guint i = 0; i < profile->n; i++)
    {
      const double *values = profile->values + (gsize) i * profile->n_channels;
      JsonArray *sample = json_array_new ();

      for (guint k = 0; k < profile->n_channels; k++)
        if (isnan (values[k]))
          json_array_add_null_element (sample);
        else
          json_array_add_double_element (sample, values[k]);
      json_array_add_array_element (samples, sample);
      if (as_json)
        continue;
      g_print ("%.0f", profile->distances[i]);
      for (guint k = 0; k < profile->n_channels; k++)
        if (isnan (values[k]))
          g_print ("\t-");
        else
          g_print ("\t%.2f", values[k]);
      g_print ("\n");
    }
  if (as_json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "width", width);
      json_object_set_array_member (object, "samples", g_steal_pointer (&samples));
      json_node_take_object (node, object);
      recto_cli_print_json (node);
    }
  g_clear_pointer (&samples, json_array_unref);
  return RECTO_CLI_DONE;
}

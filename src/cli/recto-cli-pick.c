/* recto-cli-pick.c: the colour of a pixel, and how far two are apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-picture.h"

#include "recto-colour.h"
#include "recto-image-load.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  int x, y;
  guint stored[3];
  guint seen[3];
  RectoLab lab;
} Pick;

static gboolean
parse_position (const char *text, Pick *pick)
{
  char rest;

  return strlen (text) < 24 && sscanf (text, "%9d,%9d%c", &pick->x, &pick->y, &rest) == 2;
}

/* FALSE: outside, said. */
static gboolean
read_pixel (const char *path, RectoImage *image, RectoImage *seen, const RectoColourProfile *profile, Pick *pick)
{
  RectoImage *const images[2] = { image, seen };

  if (pick->x < 0 || pick->y < 0 || (guint) pick->x >= recto_image_get_width (image)
      || (guint) pick->y >= recto_image_get_height (image))
    {
      g_autofree char *message
          = g_strdup_printf (_ ("There is no pixel %d,%d in the picture of %u × %u pixels. Choose one that is inside."), pick->x, pick->y,
                             recto_image_get_width (image), recto_image_get_height (image));

      recto_cli_say (path, message);
      return FALSE;
    }
  for (guint i = 0; i < 2; i++)
    {
      guint channels = recto_image_get_channels (images[i]), depth = recto_image_get_depth (images[i]);
      const guint8 *row = recto_image_get_data (images[i]) + (i == 0 ? (gsize) pick->y * recto_image_get_stride (image) : 0);
      gsize x = i == 0 ? (gsize) pick->x : 0;
      guint *values = i == 0 ? pick->stored : pick->seen;

      for (guint k = 0; k < channels; k++)
        values[k] = depth == 8 ? row[x * channels + k] : ((const guint16 *) (gconstpointer) row)[x * channels + k];
    }
  pick->lab = recto_colour_profile_get_lab (profile, pick->stored, recto_image_get_depth (image));
  return TRUE;
}

/* The pixel alone through the recipe. */
static RectoImage *
run_recipe (const RectoRecipe *recipe, RectoImage *image, const Pick *pick, GError **error)
{
  gsize bytes = recto_image_get_channels (image) * (recto_image_get_depth (image) / 8);
  g_autoptr (RectoImage) one = recto_image_new (1, 1, recto_image_get_channels (image), recto_image_get_depth (image),
                                                FALSE, error);

  if (one == NULL)
    return NULL;
  if (pick->x >= 0 && pick->y >= 0 && (guint) pick->x < recto_image_get_width (image)
      && (guint) pick->y < recto_image_get_height (image))
    memcpy (recto_image_get_data_mutable (one),
            recto_image_get_data (image) + (gsize) pick->y * recto_image_get_stride (image) + (gsize) pick->x * bytes,
            bytes);
  recto_image_set_icc_profile (one, recto_image_get_icc_profile (image));
  return recto_recipe_apply (recipe, one, 1, error);
}

static JsonArray *
values_to_json (const guint *values, guint n)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < n; i++)
    json_array_add_int_element (array, values[i]);
  return array;
}

/* Four decimals: what is beyond is no measurement. */
static double
rounded (double v)
{
  return floor (v * 10000 + 0.5) / 10000 + 0.0;
}

static void
add_pick (JsonObject *object, const Pick *pick, guint channels, guint seen_channels)
{
  JsonArray *lab = json_array_new ();
  const int position[2] = { pick->x, pick->y };

  json_object_set_array_member (object, "position", values_to_json ((const guint *) position, 2));
  json_object_set_array_member (object, "stored", values_to_json (pick->stored, channels));
  json_object_set_array_member (object, "seen", values_to_json (pick->seen, seen_channels));
  json_array_add_double_element (lab, rounded (pick->lab.l));
  json_array_add_double_element (lab, rounded (pick->lab.a));
  json_array_add_double_element (lab, rounded (pick->lab.b));
  json_object_set_array_member (object, "lab", lab);
}

static void
print_json (const Pick *picks, guint n, RectoImage *image, guint seen_channels, const RectoColourProfile *profile,
            gboolean calibrated)
{
  guint channels = recto_image_get_channels (image);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  add_pick (object, &picks[0], channels, seen_channels);
  json_object_set_int_member (object, "depth", recto_image_get_depth (image));
  json_object_set_boolean_member (object, "calibrated", calibrated);
  if (calibrated)
    json_object_set_string_member (object, "profile", recto_colour_profile_get_description (profile));
  else
    json_object_set_null_member (object, "profile");
  json_object_set_string_member (object, "engine", recto_colour_get_engine ());
  if (n == 2)
    {
      JsonObject *second = json_object_new ();
      RectoLabParts parts = recto_lab_parts (&picks[0].lab, &picks[1].lab);

      add_pick (second, &picks[1], channels, seen_channels);
      json_object_set_object_member (object, "second", second);
      json_object_set_double_member (object, "delta_e2000", rounded (recto_lab_delta_e2000 (&picks[0].lab, &picks[1].lab)));
      json_object_set_double_member (object, "delta_e76", rounded (recto_lab_delta_e76 (&picks[0].lab, &picks[1].lab)));
      json_object_set_double_member (object, "delta_l", rounded (parts.l));
      json_object_set_double_member (object, "delta_c", rounded (parts.c));
      json_object_set_double_member (object, "delta_h", rounded (parts.h));
    }
  json_node_take_object (node, object);
  recto_cli_print_json (node);
}

static char *
values_to_words (const guint *values, guint n)
{
  return n == 1 ? g_strdup_printf ("%u", values[0]) : g_strdup_printf ("%u %u %u", values[0], values[1], values[2]);
}

static void
print_words (const Pick *picks, guint n, RectoImage *image, guint seen_channels, const RectoColourProfile *profile,
             gboolean calibrated)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *stored = values_to_words (picks[i].stored, recto_image_get_channels (image));
      g_autofree char *seen = values_to_words (picks[i].seen, seen_channels);

      g_print (_ ("%d,%d  stored %s  seen %s  L*a*b* %.2f %.2f %.2f\n"), picks[i].x, picks[i].y, stored, seen,
               picks[i].lab.l, picks[i].lab.a, picks[i].lab.b);
    }
  if (n == 2)
    {
      RectoLabParts parts = recto_lab_parts (&picks[0].lab, &picks[1].lab);

      g_print (_ ("ΔE2000 %.2f  ΔE76 %.2f  ΔL* %+.2f  ΔC* %+.2f  ΔH* %+.2f\n"),
               recto_lab_delta_e2000 (&picks[0].lab, &picks[1].lab), recto_lab_delta_e76 (&picks[0].lab, &picks[1].lab),
               parts.l, parts.c, parts.h);
    }
  if (calibrated)
    g_print (_ ("L*a*b* by the embedded profile “%s”\n"), recto_colour_profile_get_description (profile));
  else
    g_print ("%s\n", _ ("uncalibrated: there is no usable colour profile, sRGB is assumed"));
}

static int
pick_pixels (const char *path, const char *recipe_path, Pick *picks, guint n, gboolean as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoRecipe) recipe = recto_cli_read_recipe (recipe_path);
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoColourProfile) profile = NULL;
  guint seen_channels = 1;
  gboolean calibrated;

  if (recipe == NULL)
    return RECTO_CLI_FAILED;
  image = recto_image_load_file (path, NULL, NULL, &error);
  if (image == NULL)
    return recto_cli_fail (path, error);
  profile = recto_colour_profile_new_for_image (image, &calibrated);
  if (!calibrated && recto_image_get_icc_profile (image) != NULL)
    {
      g_autofree char *obstacle = recto_colour_dup_obstacle (image);

      recto_cli_say (path, obstacle);
    }
  else
    recto_cli_warn_profile (path, recipe, image);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoImage) seen = run_recipe (recipe, image, &picks[i], &error);

      if (seen == NULL)
        return recto_cli_fail (path, error);
      if (!read_pixel (path, image, seen, profile, &picks[i]))
        return RECTO_CLI_FAILED;
      seen_channels = recto_image_get_channels (seen);
    }
  if (as_json)
    print_json (picks, n, image, seen_channels, profile, calibrated);
  else
    print_words (picks, n, image, seen_channels, profile, calibrated);
  return RECTO_CLI_DONE;
}

static int
run (int argc, char **argv)
{
  g_autofree char *recipe = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "recipe", 0, 0, G_OPTION_ARG_FILENAME, &recipe, N_ ("Recipe that “seen” has gone through"), "RECIPE.json" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print JSON"), NULL },
    RECTO_CLI_MAX_MEGAPIXELS,
    G_OPTION_ENTRY_NULL,
  };
  Pick picks[2] = { 0 };
  int status;

  if (!recto_cli_parse (&recto_cli_pick, entries, &argc, &argv, &status))
    return status;
  if (argc < 3 || argc > 4)
    return recto_cli_usage (&recto_cli_pick, _ ("Name one image and one or two positions."));
  for (int i = 2; i < argc; i++)
    if (!parse_position (argv[i], &picks[i - 2]))
      return recto_cli_usage (&recto_cli_pick, _ ("A position is two whole numbers: X,Y."));
  return pick_pixels (argv[1], recipe, picks, (guint) argc - 2, as_json);
}

const RectoCommand recto_cli_pick = {
  "pick",
  "IMAGE X,Y [X2,Y2]",
  N_ ("Tells the colour of a pixel, and how far two are apart"),
  run,
};

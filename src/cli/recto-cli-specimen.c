/* recto-cli-specimen.c: draws a specimen page into a folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli.h"
#include "recto-specimen.h"

#include <float.h>
#include <glib/gi18n.h>

/* In the library 0 stands for “the usual”; whoever types 0 means none. */
static double
at_most (double given)
{
  return given == 0 ? DBL_MIN : MAX (given, 0);
}

static void
print_answer (const RectoSpecimenOptions *options, const char *directory)
{
  g_autofree char *text = recto_specimen_dup_truth (options);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object = json_node_get_object (node);
  JsonObject *files = json_object_new ();
  static const char *const lights[] = { "white", "uv365", "ir" };

  for (guint i = 0; i < G_N_ELEMENTS (lights); i++)
    {
      g_autofree char *name = g_strdup_printf ("page-%s.png", lights[i]);
      g_autofree char *path = g_build_filename (directory, name, NULL);

      json_object_set_string_member (files, lights[i], path);
    }
  json_object_set_object_member (object, "files", files);
  recto_cli_print_json (g_steal_pointer (&node));
}

static int
run (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  g_autofree char *forgery = NULL;
  g_autoptr (GError) error = NULL;
  RectoSpecimenOptions options;
  gint64 seed = 1;
  double dpi = 600, rotation = -1, scale = -1, shift = -1, noise = -1;
  gboolean force = FALSE, json = FALSE, straight = FALSE;
  int status;
  const GOptionEntry entries[] = {
    { "output-dir", 'o', 0, G_OPTION_ARG_FILENAME, &directory, N_("Folder for the pictures and truth.json"), N_("DIR") },
    { "dpi", 0, 0, G_OPTION_ARG_DOUBLE, &dpi, N_("Resolution, 50 to 2400 (600)"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("Which holder, number and pattern (1)"), N_("N") },
    { "forgery", 0, 0, G_OPTION_ARG_STRING, &forgery,
      N_("none, photo, paper, digit, mrz, fibres, all, or several with commas"), N_("KIND") },
    { "no-displacement", 0, 0, G_OPTION_ARG_NONE, &straight, N_("Lay every light exactly over the white one"), NULL },
    { "max-rotation", 0, 0, G_OPTION_ARG_DOUBLE, &rotation, N_("Greatest rotation between lights in degrees (1.5)"), N_("N") },
    { "max-scale", 0, 0, G_OPTION_ARG_DOUBLE, &scale, N_("Greatest change of scale between lights (0.01)"), N_("N") },
    { "max-shift", 0, 0, G_OPTION_ARG_DOUBLE, &shift, N_("Greatest shift as a part of the width (0.015)"), N_("N") },
    { "noise", 0, 0, G_OPTION_ARG_DOUBLE, &noise, N_("Sensor noise, standard deviation in levels"), N_("N") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace existing files"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print what was planted as JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!recto_cli_parse (&recto_cli_specimen, entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    return recto_cli_usage (&recto_cli_specimen, _("The specimen command takes no files. Name the folder with --output-dir."));
  if (directory == NULL)
    return recto_cli_usage (&recto_cli_specimen, _("Name a folder for the pictures with --output-dir."));

  recto_specimen_options_init (&options);
  if (!(dpi >= 50 && dpi <= 2400))
    return recto_cli_usage (&recto_cli_specimen, _("--dpi must be 50 to 2400."));
  if (seed < 0 || seed > G_MAXUINT32)
    return recto_cli_usage (&recto_cli_specimen, _("--seed must be 0 to 4294967295."));
  if (rotation > 180 || scale > 0.5 || shift > 0.5 || noise > 60)
    return recto_cli_usage (&recto_cli_specimen, _("A limit is too large: rotation goes to 180, scale and shift to 0.5, noise to 60."));
  if (forgery != NULL && !recto_forgery_from_string (forgery, &options.forgery))
    return recto_cli_usage (&recto_cli_specimen,
                            _("--forgery must be none, photo, paper, digit, mrz, fibres, all, or several with commas."));
  options.dpi = dpi;
  options.seed = (guint32) seed;
  options.displaced = !straight;
  if (rotation >= 0)
    options.max_rotation = at_most (rotation);
  if (scale >= 0)
    options.max_scale = at_most (scale);
  if (shift >= 0)
    options.max_shift = at_most (shift);
  if (noise >= 0)
    options.noise = at_most (noise);

  if (!recto_specimen_write (&options, directory, force, &error))
    return recto_cli_fail (directory, error);
  if (json)
    print_answer (&options, directory);
  else
    g_print (_("page-white.png, page-uv365.png, page-ir.png and truth.json are in %s\n"), directory);
  return RECTO_CLI_DONE;
}

const RectoCommand recto_cli_specimen = {
  "specimen",
  "--output-dir DIR [--dpi N] [--seed N] [--forgery KIND]",
  N_("Draw a synthetic page in several lights, with what was planted in it"),
  run,
};

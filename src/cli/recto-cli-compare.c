/* recto-cli-compare.c: two exposures of a page, composed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-picture.h"

#include "recto-image-save.h"
#include "recto-registration.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  char *mode;
  char *align;
  char *recipe;
  char *output;
  double gain;
  double opacity;
  gboolean json;
  gboolean force;
} Options;

static const RectoMode allowed[] = {
  RECTO_MODE_DIFFERENCE, RECTO_MODE_SIGNED_DIFFERENCE, RECTO_MODE_TWO_COLOUR, RECTO_MODE_OVERLAY,
  RECTO_MODE_CHECKERBOARD, RECTO_MODE_CURTAIN, RECTO_MODE_COMPOSITE,
};

static gboolean
parse_mode (const char *name, RectoMode *mode)
{
  if (!recto_mode_from_string (name, mode))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (allowed[i] == *mode)
      return TRUE;
  return FALSE;
}

/* Nine numbers, an object with them as "transform", or what align --json prints. */
static RectoRegistration *
read_transform (const char *path, RectoImage *moving)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoRegistration) registration = NULL;

  if (!g_file_get_contents (path, &text, NULL, &error)
      || (registration = recto_registration_new_from_text (text, &error)) == NULL)
    {
      recto_cli_fail (path, error);
      return NULL;
    }
  if (!recto_matrix3_is_usable (recto_registration_get_transform (registration), recto_image_get_width (moving),
                                recto_image_get_height (moving)))
    {
      recto_cli_say (path, _("The transform folds the picture over. Give one that keeps it on one side of the horizon."));
      return NULL;
    }
  return g_steal_pointer (&registration);
}

static RectoRegistration *
find_registration (const Options *options, RectoImage *reference, RectoImage *moving)
{
  double dpi = 0;

  if (options->align == NULL || g_str_equal (options->align, "auto"))
    {
      recto_image_get_dpi (reference, &dpi, NULL);
      return recto_register_images (reference, moving, dpi, NULL, NULL, NULL);
    }
  if (g_str_equal (options->align, "none"))
    return recto_registration_new_given (&recto_matrix3_identity);
  return read_transform (options->align, moving);
}

static int
run_with (int argc, char **argv, Options *options)
{
  const GOptionEntry entries[] = {
    { "mode", 0, 0, G_OPTION_ARG_STRING, &options->mode, N_("How to compose"), "MODE" },
    { "align", 0, 0, G_OPTION_ARG_FILENAME, &options->align, N_("auto (default), none, or a transform"), "auto|none|TRANSFORM.json" },
    { "recipe", 0, 0, G_OPTION_ARG_FILENAME, &options->recipe, N_("Recipe to run over both"), "RECIPE.json" },
    { "gain", 0, 0, G_OPTION_ARG_DOUBLE, &options->gain, N_("Gain of differences, 1 to 16"), "FACTOR" },
    { "opacity", 0, 0, G_OPTION_ARG_DOUBLE, &options->opacity, N_("Opacity of an overlay, 0 to 1"), "SHARE" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, N_("File to write (.png or .tif)"), "OUT" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options->force, N_("Replace an existing file"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON"), NULL },
    RECTO_CLI_MAX_MEGAPIXELS,
    G_OPTION_ENTRY_NULL,
  };
  RectoMode mode;
  int status;
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoRecipe) recipe = NULL;
  g_autoptr (RectoPyramid) reference = NULL;
  g_autoptr (RectoPyramid) moving = NULL;
  g_autoptr (RectoRegistration) registration = NULL;
  g_autoptr (RectoScene) scene = NULL;
  g_autoptr (RectoRenderer) renderer = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoImage) out = NULL;
  RectoComposition composition;
  guint width, height;
  RectoProjection projection = { 1, 0, FALSE };
  double dpi_x, dpi_y;

  if (!recto_cli_parse (&recto_cli_compare, entries, &argc, &argv, &status))
    return status;
  if (argc != 3)
    return recto_cli_usage (&recto_cli_compare, _("Name two images: the reference and the moving one."));
  if (options->mode == NULL || !parse_mode (options->mode, &mode))
    return recto_cli_usage (&recto_cli_compare, _("--mode takes difference, signed-difference, two-colour, overlay, "
                                                  "checkerboard, curtain or composite."));
  if (options->output == NULL)
    return recto_cli_usage (&recto_cli_compare, _("Name the file to write with -o."));
  if (!(options->gain >= 1 && options->gain <= 16) || !(options->opacity >= 0 && options->opacity <= 1))
    return recto_cli_usage (&recto_cli_compare, _("--gain lies between 1 and 16, --opacity between 0 and 1."));
  if (!recto_cli_check_output (options->output, options->force))
    return RECTO_CLI_FAILED;

  recipe = recto_cli_read_recipe (options->recipe);
  reference = recipe != NULL ? recto_cli_read_pyramid (argv[1]) : NULL;
  moving = reference != NULL ? recto_cli_read_pyramid (argv[2]) : NULL;
  if (moving == NULL)
    return RECTO_CLI_FAILED;
  recto_cli_warn_profile (argv[1], recipe, recto_pyramid_get_level (reference, 0));
  recto_cli_warn_profile (argv[2], recipe, recto_pyramid_get_level (moving, 0));
  registration = find_registration (options, recto_pyramid_get_level (reference, 0), recto_pyramid_get_level (moving, 0));
  if (registration == NULL)
    return RECTO_CLI_FAILED;
  if (recto_registration_get_status (registration) == RECTO_REGISTRATION_NOT_ALIGNED)
    {
      recto_cli_say (argv[2], recto_registration_get_reason (registration));
      if (options->json)
        recto_cli_print_json (recto_registration_to_json (registration));
      return RECTO_CLI_NO;
    }

  width = recto_image_get_width (recto_pyramid_get_level (reference, 0));
  height = recto_image_get_height (recto_pyramid_get_level (reference, 0));
  recto_composition_init (&composition, 2, width, height);
  composition.mode = mode;
  composition.gain = options->gain;
  composition.opacity = options->opacity;
  composition.composite[0] = 0;
  composition.composite[1] = composition.composite[2] = 1;
  {
    RectoSceneExposure exposures[2] = {
      { .id = "reference", .recipe = recipe, .registration = recto_matrix3_identity },
      { .id = "moving", .recipe = recipe, .registration = *recto_registration_get_transform (registration) },
    };
    RectoPyramid *pyramids[2] = { reference, moving };

    scene = recto_scene_new (width, height, exposures, 2, &composition);
    renderer = recto_renderer_new (scene, pyramids);
  }
  image = recto_renderer_render (renderer, &projection, &(RectoRect) { 0, 0, (int) width, (int) height }, NULL, &error);
  out = image != NULL ? recto_cli_without_alpha (image, &error) : NULL;
  if (out != NULL && recto_image_get_dpi (recto_pyramid_get_level (reference, 0), &dpi_x, &dpi_y))
    recto_image_set_dpi (out, dpi_x, dpi_y);
  if (out == NULL || !recto_image_save (out, options->output, options->force, &error))
    return recto_cli_fail (options->output, error);
  if (options->json)
    {
      JsonNode *node = recto_registration_to_json (registration);
      g_autofree char *hash = recto_image_dup_pixel_sha256 (out);

      json_object_set_string_member (json_node_get_object (node), "pixel_sha256", hash);
      json_object_set_string_member (json_node_get_object (node), "mode", options->mode);
      recto_cli_print_json (node);
    }
  return RECTO_CLI_DONE;
}

static int
run (int argc, char **argv)
{
  Options options = { .gain = 1, .opacity = 0.5 };
  int status = run_with (argc, argv, &options);

  g_free (options.mode);
  g_free (options.align);
  g_free (options.recipe);
  g_free (options.output);
  return status;
}

const RectoCommand recto_cli_compare = {
  "compare",
  "REFERENCE MOVING --mode MODE -o OUT",
  N_("Composes two exposures of a page into a picture"),
  run,
};

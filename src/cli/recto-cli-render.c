/* recto-cli-render.c: a picture through a recipe, or a scene, to a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-picture.h"

#include "recto-colour.h"
#include "recto-image-load.h"
#include "recto-image-save.h"
#include "recto-image-scale.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  char *recipe;
  char *scene;
  char *region;
  char *size;
  char *output;
  double zoom;
  gint frame;
  gboolean json;
  gboolean force;
  gboolean converts; /* from a colour profile */
} Options;

static gboolean
parse_size (const char *text, guint *width, guint *height)
{
  char rest;

  return sscanf (text, "%ux%u%c", width, height, &rest) == 2 && *width > 0 && *height > 0
         && *width <= G_MAXINT16 * 4 && *height <= G_MAXINT16 * 4;
}

/* The part of image; FALSE and words when it is not inside. */
static RectoImage *
crop (RectoImage *image, const RectoRect *region, GError **error)
{
  RectoRect whole = { 0, 0, (int) recto_image_get_width (image), (int) recto_image_get_height (image) };
  RectoRect part;
  RectoImage *copy;
  gsize bytes;
  double x, y;

  if (!recto_rect_intersect (&whole, region, &part) || part.width != region->width
      || part.height != region->height)
    {
      g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                   _("The region is not inside the picture of %d × %d pixels. Choose one that is."), whole.width,
                   whole.height);
      return NULL;
    }
  copy = recto_image_new ((guint) part.width, (guint) part.height, recto_image_get_channels (image),
                          recto_image_get_depth (image), FALSE, error);
  if (copy == NULL)
    return NULL;
  bytes = recto_image_get_channels (image) * (recto_image_get_depth (image) / 8);
  for (int j = 0; j < part.height; j++)
    memcpy (recto_image_get_data_mutable (copy) + (gsize) j * recto_image_get_stride (copy),
            recto_image_get_data (image) + (gsize) (part.y + j) * recto_image_get_stride (image)
                + (gsize) part.x * bytes,
            (gsize) part.width * bytes);
  if (recto_image_get_dpi (image, &x, &y))
    recto_image_set_dpi (copy, x, y);
  recto_image_set_icc_name (copy, recto_image_get_icc_name (image));
  recto_image_set_icc_profile (copy, recto_image_get_icc_profile (image));
  return copy;
}

static RectoImage *
render_image (const char *path, Options *options, const RectoRecipe *recipe, char **input_sha256)
{
  g_autoptr (GError) error = NULL;
  RectoImageLoadOptions load = { .frame = (guint) options->frame };
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoImage) out = NULL;
  gboolean whole = options->region == NULL && options->size != NULL;
  guint width = 1, height = 1;

  if (options->size != NULL)
    parse_size (options->size, &width, &height);
  if (whole)
    out = recto_image_load_scaled_file (path, &load, width, height, &image, NULL, &error);
  else if ((image = recto_image_load_file (path, &load, NULL, &error)) != NULL)
    out = recto_image_ref (image);
  if (out != NULL)
    {
      options->converts = recto_cli_warn_profile (path, recipe, image);
      if (options->json)
        *input_sha256 = recto_image_dup_pixel_sha256 (image);
    }
  if (out != NULL && options->region != NULL)
    {
      RectoRect region;
      RectoImage *part;

      recto_cli_parse_region (options->region, &region);
      part = crop (out, &region, &error);
      recto_image_unref (out);
      out = part;
    }
  if (out != NULL && options->size != NULL && !whole)
    {
      RectoImage *scaled = recto_image_dup_scaled (out, width, height, &error);

      recto_image_unref (out);
      out = scaled;
    }
  if (out != NULL)
    {
      RectoImage *done = recto_recipe_apply (recipe, out, 0, &error);

      recto_image_unref (out);
      out = done;
    }
  if (out == NULL)
    recto_cli_fail (path, error);
  return g_steal_pointer (&out);
}

static RectoImage *
render_scene (Options *options, char **scene_hash)
{
  g_autofree char *text = NULL;
  g_autofree char *folder = g_path_get_dirname (options->scene);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoScene) scene = NULL;
  g_autoptr (RectoRenderer) renderer = NULL;
  g_autoptr (GPtrArray) pyramids = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_pyramid_unref);
  RectoProjection projection = { options->zoom, 0, FALSE };
  guint page_width, page_height;
  RectoRect region = { 0 };
  RectoImage *image;

  if (!g_file_get_contents (options->scene, &text, NULL, &error)
      || (scene = recto_scene_new_from_text (text, &error)) == NULL)
    {
      recto_cli_fail (options->scene, error);
      return NULL;
    }
  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    {
      const RectoSceneExposure *exposure = recto_scene_get_exposure (scene, i);
      g_autofree char *path = NULL;
      RectoPyramid *pyramid;

      if (exposure->image == NULL)
        {
          recto_cli_say (options->scene, _("An exposure of the scene names no “image” file."));
          return NULL;
        }
      path = g_path_is_absolute (exposure->image) ? g_strdup (exposure->image)
                                                  : g_build_filename (folder, exposure->image, NULL);
      pyramid = recto_cli_read_pyramid (path);
      if (pyramid == NULL)
        return NULL;
      g_ptr_array_add (pyramids, pyramid);
      if (recto_cli_warn_profile (path, exposure->recipe, recto_pyramid_get_level (pyramid, 0)))
        options->converts = TRUE;
      if (exposure->pixel_sha256 != NULL)
        {
          g_autofree char *hash = recto_image_dup_pixel_sha256 (recto_pyramid_get_level (pyramid, 0));

          if (!g_str_equal (hash, exposure->pixel_sha256))
            {
              recto_cli_say (path, _("This is not the picture of the scene: its pixels have another hash."));
              return NULL;
            }
        }
    }
  recto_scene_get_page_size (scene, &page_width, &page_height);
  if (options->size != NULL)
    {
      guint width = 1, height = 1;

      parse_size (options->size, &width, &height);
      projection.zoom = MIN ((double) width / page_width, (double) height / page_height);
    }
  recto_projection_get_size (&projection, page_width, page_height, &region.width, &region.height);
  if (options->region != NULL)
    {
      RectoRect page;
      double z = projection.zoom;

      recto_cli_parse_region (options->region, &page);
      region.x = (int) floor (page.x * z + 0.5);
      region.y = (int) floor (page.y * z + 0.5);
      region.width = (int) floor ((page.x + page.width) * z + 0.5) - region.x;
      region.height = (int) floor ((page.y + page.height) * z + 0.5) - region.y;
    }
  if (region.width <= 0 || region.height <= 0
      || (guint64) region.width * region.height > recto_image_get_max_pixels ())
    {
      recto_cli_say (options->scene, _("The picture would have no pixels, or too many. Choose another zoom or "
                                       "region."));
      return NULL;
    }
  renderer = recto_renderer_new (scene, (RectoPyramid *const *) pyramids->pdata);
  *scene_hash = g_strdup (recto_scene_get_hash (scene));
  image = recto_renderer_render (renderer, &projection, &region, NULL, &error);
  if (image == NULL)
    recto_cli_fail (options->scene, error);
  return image;
}

static int
finish (RectoImage *image, const Options *options, const char *input, const char *recipe, const char *scene)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoImage) out = recto_cli_without_alpha (image, &error);

  if (out == NULL || !recto_image_save (out, options->output, options->force, &error))
    return recto_cli_fail (options->output, error);
  if (options->json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();
      g_autofree char *hash = recto_image_dup_pixel_sha256 (out);

      json_object_set_string_member (object, "pixel_sha256", hash);
      if (recipe != NULL)
        json_object_set_string_member (object, "recipe_sha256", recipe);
      if (input != NULL)
        json_object_set_string_member (object, "input_sha256", input);
      if (scene != NULL)
        json_object_set_string_member (object, "scene_sha256", scene);
      if (options->converts)
        json_object_set_string_member (object, "colour_engine", recto_colour_get_engine ());
      json_object_set_int_member (object, "width", recto_image_get_width (out));
      json_object_set_int_member (object, "height", recto_image_get_height (out));
      json_node_take_object (node, object);
      recto_cli_print_json (node);
    }
  return RECTO_CLI_DONE;
}

static int
run_with (int argc, char **argv, Options *options)
{
  const GOptionEntry entries[] = {
    { "recipe", 0, 0, G_OPTION_ARG_FILENAME, &options->recipe, N_("Recipe to run"), "RECIPE.json" },
    { "scene", 0, 0, G_OPTION_ARG_FILENAME, &options->scene, N_("Scene to render instead of an image"), "SCENE.json" },
    { "region", 0, 0, G_OPTION_ARG_STRING, &options->region, N_("Part, in stored (page) pixels"), "X,Y,W,H" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options->size, N_("Fit within this size by area average"), "WxH" },
    { "zoom", 0, 0, G_OPTION_ARG_DOUBLE, &options->zoom, N_("Zoom of a scene, 1 is one to one"), "FACTOR" },
    { "frame", 0, 0, G_OPTION_ARG_INT, &options->frame, N_("Which picture of a file that holds several, from 0"), "N" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, N_("File to write (.png or .tif)"), "OUT" },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options->force, N_("Replace an existing file"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON"), NULL },
    RECTO_CLI_MAX_MEGAPIXELS,
    G_OPTION_ENTRY_NULL,
  };
  RectoRect region;
  guint width, height;
  int status;
  g_autoptr (RectoRecipe) recipe = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autofree char *input = NULL;
  g_autofree char *scene = NULL;

  if (!recto_cli_parse (&recto_cli_render, entries, &argc, &argv, &status))
    return status;
  if ((options->scene != NULL) == (argc == 2) || argc > 2)
    return recto_cli_usage (&recto_cli_render, _("Name one image, or a scene with --scene."));
  if (options->frame < 0 || (options->frame > 0 && options->scene != NULL))
    return recto_cli_usage (&recto_cli_render, _("--frame takes a number from 0 and goes with one image."));
  if (options->scene != NULL && options->recipe != NULL)
    return recto_cli_usage (&recto_cli_render, _("A scene holds its own recipes: leave --recipe out."));
  if (options->output == NULL)
    return recto_cli_usage (&recto_cli_render, _("Name the file to write with -o."));
  if (options->region != NULL && !recto_cli_parse_region (options->region, &region))
    return recto_cli_usage (&recto_cli_render, _("--region takes four whole numbers: X,Y,W,H."));
  if (options->size != NULL && !parse_size (options->size, &width, &height))
    return recto_cli_usage (&recto_cli_render, _("--size takes two whole numbers: WxH."));
  if (!(options->zoom >= 0.001 && options->zoom <= 64) || (options->zoom != 1 && options->scene == NULL))
    return recto_cli_usage (&recto_cli_render, _("--zoom takes a factor between 0.001 and 64 and goes with --scene."));
  if (!recto_cli_check_output (options->output, options->force))
    return RECTO_CLI_FAILED;

  if (options->scene != NULL)
    image = render_scene (options, &scene);
  else
    {
      recipe = recto_cli_read_recipe (options->recipe);
      if (recipe == NULL)
        return RECTO_CLI_FAILED;
      image = render_image (argv[1], options, recipe, &input);
    }
  if (image == NULL)
    return RECTO_CLI_FAILED;
  return finish (image, options, input, recipe != NULL ? recto_recipe_get_hash (recipe) : NULL, scene);
}

static int
run (int argc, char **argv)
{
  Options options = { .zoom = 1 };
  int status = run_with (argc, argv, &options);

  g_free (options.recipe);
  g_free (options.scene);
  g_free (options.region);
  g_free (options.size);
  g_free (options.output);
  return status;
}

const RectoCommand recto_cli_render = {
  "render",
  "IMAGE | --scene SCENE.json",
  N_("Runs a recipe over a picture, or renders a scene, into a file"),
  run,
};

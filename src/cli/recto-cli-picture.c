/* recto-cli-picture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-picture.h"

#include "recto-colour.h"
#include "recto-pyramid-load.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

RectoRecipe *
recto_cli_read_recipe (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  RectoRecipe *recipe;

  if (path == NULL)
    return recto_recipe_new ();
  if (!g_file_get_contents (path, &text, NULL, &error)
      || (recipe = recto_recipe_new_from_text (text, &error)) == NULL)
    {
      recto_cli_fail (path, error);
      return NULL;
    }
  return recipe;
}

RectoPyramid *
recto_cli_read_pyramid (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = recto_image_read_file (path, NULL, &error);
  RectoPyramid *pyramid
      = bytes != NULL ? recto_pyramid_load_bytes (bytes, NULL, NULL, NULL, NULL, &error) : NULL;

  if (pyramid == NULL)
    recto_cli_fail (path, error);
  return pyramid;
}

gboolean
recto_cli_parse_region (const char *text, RectoRect *region)
{
  const int most = 10000000; /* no sum or product with a zoom leaves an int */
  char rest;

  return strlen (text) < 40
         && sscanf (text, "%8d,%8d,%8d,%8d%c", &region->x, &region->y, &region->width, &region->height, &rest) == 4
         && ABS (region->x) <= most && ABS (region->y) <= most && region->width > 0 && region->height > 0
         && region->width <= most && region->height <= most;
}

RectoImage *
recto_cli_without_alpha (RectoImage *image, GError **error)
{
  RectoImage *copy;
  double x, y;

  if (!recto_image_has_alpha (image))
    return recto_image_ref (image);
  copy = recto_image_new (recto_image_get_width (image), recto_image_get_height (image),
                          recto_image_get_channels (image), recto_image_get_depth (image), FALSE, error);
  if (copy == NULL)
    return NULL;
  memcpy (recto_image_get_data_mutable (copy), recto_image_get_data (image),
          recto_image_get_stride (image) * recto_image_get_height (image));
  if (recto_image_get_dpi (image, &x, &y))
    recto_image_set_dpi (copy, x, y);
  return copy;
}

gboolean
recto_cli_warn_profile (const char *path, const RectoRecipe *recipe, RectoImage *image)
{
  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    {
      const RectoStep *step = recto_recipe_get_step (recipe, i);
      g_autofree char *obstacle = NULL;

      if (!step->enabled || !step->operation->to_srgb)
        continue;
      obstacle = recto_colour_dup_obstacle (image);
      if (obstacle != NULL)
        recto_cli_say (path, obstacle);
      return obstacle == NULL;
    }
  return FALSE;
}

gboolean
recto_cli_check_output (const char *path, gboolean force)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (!g_str_has_suffix (lower, ".png") && !g_str_has_suffix (lower, ".tif")
      && !g_str_has_suffix (lower, ".tiff"))
    {
      recto_cli_say (path, _("A working result is written without loss, so that it can be compared: name it "
                             ".png or .tif."));
      return FALSE;
    }
  if (!force && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      recto_cli_say (path, _("The file is there already. Choose another name, or add --force to replace it."));
      return FALSE;
    }
  return TRUE;
}

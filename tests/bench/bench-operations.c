/* bench-operations.c: whole-picture time of a recipe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-operations SAMPLES WIDTH HEIGHT CHANNELS DEPTH: each line on standard input is a number of threads, a blank and a recipe; the answer is the
 * milliseconds of running it, numbers drawn on the way, into a new picture. Says "ready" first. Driven by bench-operations.py.
 */

#include "config.h"
#include "recto-recipe.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main (int argc, char *argv[])
{
  g_autoptr (RectoImage) image = NULL;
  g_autofree char *samples = NULL;
  gsize length, stride;
  char line[65536];

  setlocale (LC_ALL, "C.UTF-8");
  if (argc < 6)
    {
      g_printerr ("usage: %s SAMPLES WIDTH HEIGHT CHANNELS DEPTH\n", argv[0]);
      return 2;
    }
  image = recto_image_new ((guint) atoi (argv[2]), (guint) atoi (argv[3]), (guint) atoi (argv[4]), (guint) atoi (argv[5]), FALSE, NULL);
  if (image == NULL || !g_file_get_contents (argv[1], &samples, &length, NULL))
    return 1;
  stride = recto_image_get_stride (image);
  if (length < stride * recto_image_get_height (image))
    return 1;
  memcpy (recto_image_get_data_mutable (image), samples, stride * recto_image_get_height (image));
  g_print ("ready\n");
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      char *text = strchr (line, ' ');
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoRecipe) recipe = recto_recipe_new_from_text (text != NULL ? text + 1 : "", &error);
      g_autoptr (RectoImage) done = NULL;
      gint64 start = g_get_monotonic_time ();

      if (recipe != NULL)
        done = recto_recipe_apply (recipe, image, (guint) atoi (line), &error);
      if (done == NULL)
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      g_print ("%.3f\n", (g_get_monotonic_time () - start) / 1000.0);
      fflush (stdout);
    }
  return 0;
}

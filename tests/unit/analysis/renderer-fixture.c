/* renderer-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "renderer-fixture.h"

#include <math.h>
#include <string.h>

/* A second exposure, turned by 4° and of another scale; numbers that keep pixel centres off the edges. */
static RectoMatrix3
planted (void)
{
  double a = 4 * G_PI / 180, s = 1.03;

  return (RectoMatrix3) { { s * cos (a), -s * sin (a), 5.3, s * sin (a), s * cos (a), -2.7, 0, 0, 1 } };
}

static RectoPyramid *
noise (guint width, guint height, guint channels, guint depth, guint32 seed)
{
  g_autoptr (RectoImage) image = recto_image_new (width, height, channels, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);

  for (gsize i = 0; i < recto_image_get_stride (image) * height; i++)
    {
      seed = seed * 1664525u + 1013904223u;
      data[i] = (guint8) (seed >> 24);
    }
  return recto_pyramid_new (image, NULL);
}

void
set_up (Fixture *f, const Kind *kind, const RectoComposition *composition)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoRecipe) invert = recto_recipe_with_step_added (empty, recto_operation_find ("invert", 0), -1);
  RectoSceneExposure exposures[3];

  f->pyramids[0] = noise (PAGE_WIDTH, PAGE_HEIGHT, kind->channels[0], kind->depth[0], 1);
  f->pyramids[1] = noise (80, 75, kind->channels[1], kind->depth[1], 2);
  f->pyramids[2] = noise (30, 40, kind->channels[2], kind->depth[2], 3);
  f->registration[0] = recto_matrix3_identity;
  f->registration[1] = planted ();
  f->registration[2] = (RectoMatrix3) { { 2, 0, 10.25, 0, 2, 3.25, 0, 0, 1 } };
  for (guint i = 0; i < 3; i++)
    {
      f->inverted[i] = (kind->inverted >> i & 1) != 0;
      exposures[i] = (RectoSceneExposure) { .recipe = f->inverted[i] ? invert : empty, .registration = f->registration[i] };
    }
  f->scene = recto_scene_new (PAGE_WIDTH, PAGE_HEIGHT, exposures, 3, composition);
  f->renderer = recto_renderer_new (f->scene, f->pyramids);
}

void
tear_down (Fixture *f)
{
  recto_renderer_unref (f->renderer);
  recto_scene_unref (f->scene);
  for (guint i = 0; i < 3; i++)
    recto_pyramid_unref (f->pyramids[i]);
}

double
raw (RectoImage *image, int x, int y, guint c)
{
  guint channels = recto_image_get_channels (image);
  const guint8 *row = recto_image_get_data (image) + (gsize) y * recto_image_get_stride (image);
  gsize at = (gsize) x * channels + (channels == 3 ? c : 0);

  return recto_image_get_depth (image) == 8 ? row[at] : ((const guint16 *) row)[at];
}

gboolean
look (const Fixture *f, guint i, RectoPoint page, guint depth, double sample[3])
{
  RectoImage *image = recto_pyramid_get_level (f->pyramids[i], 0);
  const double *m = f->registration[i].m;
  double det = m[0] * m[4] - m[1] * m[3];
  double dx = page.x - m[2], dy = page.y - m[5];
  int x = (int) floor ((m[4] * dx - m[1] * dy) / det + 0.5);
  int y = (int) floor ((m[0] * dy - m[3] * dx) / det + 0.5);

  sample[0] = sample[1] = sample[2] = 0;
  if (x < 0 || y < 0 || x >= (int) recto_image_get_width (image) || y >= (int) recto_image_get_height (image))
    return FALSE;
  for (guint c = 0; c < 3; c++)
    {
      double v = raw (image, x, y, c);

      if (f->inverted[i])
        v = (recto_image_get_depth (image) == 8 ? 255 : 65535) - v;
      sample[c] = depth == 16 && recto_image_get_depth (image) == 8 ? v * 257 : v;
    }
  return TRUE;
}

/* bench-render.c: recipes and views, as multiples of copying the same bytes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints, for a 24-megapixel page: a tone recipe over the whole picture against memcpy of it, and a viewport of
 * 2560 × 1440 in each mode and at several zooms against memcpy of its output. The median of several runs; one thread where nothing else is said.
 */

#include "config.h"
#include "recto-renderer.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 6000
#define HEIGHT 4000
#define VIEW_WIDTH 2560
#define VIEW_HEIGHT 1440
#define TILE 512
#define RUNS 5

static RectoImage *
draw (guint channels, guint depth, guint seed)
{
  RectoImage *image = recto_image_new (WIDTH, HEIGHT, channels, depth, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  guint32 state = seed;

  /* Paper with grain and lines: neither flat nor noise. */
  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      for (guint c = 0; c < channels; c++)
        {
          gsize at = ((gsize) y * WIDTH + x) * channels + c;
          guint value;

          state = state * 1664525u + 1013904223u;
          value = ((x / 7 + y / 5 + seed) % 9 == 0 ? 60 : 190 + c * 10) + (state >> 28);
          if (depth == 8)
            data[at] = (guint8) value;
          else
            ((guint16 *) data)[at] = (guint16) (value * 257);
        }
  return image;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *times)
{
  qsort (times, RUNS, sizeof (double), compare_doubles);
  return times[RUNS / 2];
}

/* Milliseconds for copying that many bytes. */
static double
copying (gsize bytes)
{
  g_autofree guint8 *from = g_malloc (bytes);
  g_autofree guint8 *to = g_malloc (bytes);
  double times[RUNS];

  memset (from, 1, bytes);
  memset (to, 2, bytes);
  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      from[i] ^= to[bytes - 1 - i];
      memcpy (to, from, bytes);
      times[i] = (g_get_monotonic_time () - start) / 1000.0;
    }
  return median (times);
}

static RectoRecipe *
tone (void)
{
  return recto_recipe_new_from_text (
      "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"params\":{\"black\":0.1,\"white\":0.9,\"gamma\":1.4,\"contrast\":0.2}}]}", NULL);
}

static void
bench_tone (void)
{
  g_autoptr (RectoRecipe) recipe = tone ();

  for (guint depth = 8; depth <= 16; depth += 8)
    {
      g_autoptr (RectoImage) image = draw (3, depth, 1);
      gsize bytes = recto_image_get_stride (image) * HEIGHT;
      g_autofree guint8 *out = g_malloc0 (bytes);
      g_autoptr (RectoRecipeRunner) runner = recto_recipe_runner_new (recipe, 3, depth, NULL);
      RectoPixels from = { recto_image_get_data_mutable (image), recto_image_get_stride (image), WIDTH, HEIGHT, 3, depth };
      RectoPixels to = from;
      double times[RUNS], copy = copying (bytes), one;

      to.data = out;
      for (guint i = 0; i < RUNS; i++)
        {
          gint64 start = g_get_monotonic_time ();

          recto_recipe_runner_run (runner, &from, &to);
          times[i] = (g_get_monotonic_time () - start) / 1000.0;
        }
      one = median (times);
      g_print ("tone, 24 megapixels RGB %2u bit: %6.1f ms, %.1f × memcpy (%.1f ms)\n", depth, one, one / copy, copy);
      for (guint i = 0; i < RUNS; i++)
        {
          gint64 start = g_get_monotonic_time ();
          g_autoptr (RectoImage) done = recto_recipe_apply (recipe, image, 0, NULL);

          times[i] = (g_get_monotonic_time () - start) / 1000.0;
          g_assert_nonnull (done);
        }
      one = median (times);
      g_print ("  into a new picture, all threads: %6.1f ms, %.1f × memcpy\n", one, one / copy);
    }
}

/* The viewport in tiles, as the canvas asks for it. */
static double
view (RectoRenderer *renderer, double zoom, guint8 *out)
{
  RectoProjection projection = { zoom, 0, FALSE };
  double times[RUNS];
  int left = (int) (WIDTH * zoom / 2) - VIEW_WIDTH / 2, top = (int) (HEIGHT * zoom / 2) - VIEW_HEIGHT / 2;

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      for (int y = 0; y < VIEW_HEIGHT; y += TILE)
        for (int x = 0; x < VIEW_WIDTH; x += TILE)
          {
            RectoRect tile = { left + x, top + y, MIN (TILE, VIEW_WIDTH - x), MIN (TILE, VIEW_HEIGHT - y) };

            recto_renderer_render_bgra (renderer, &projection, &tile, NULL, out + ((gsize) y * VIEW_WIDTH + x) * 4, VIEW_WIDTH * 4);
          }
      times[i] = (g_get_monotonic_time () - start) / 1000.0;
    }
  return median (times);
}

static void
bench_views (guint channels, guint depth)
{
  g_autoptr (RectoRecipe) recipe = tone ();
  g_autoptr (RectoImage) first = draw (channels, depth, 1);
  g_autoptr (RectoImage) second = draw (channels, depth, 2);
  g_autoptr (RectoPyramid) a = recto_pyramid_new (first, NULL);
  g_autoptr (RectoPyramid) b = recto_pyramid_new (second, NULL);
  const double turn = 1.3 * G_PI / 180, scale = 1.01;
  RectoSceneExposure exposures[2] = {
    { .recipe = recipe, .registration = recto_matrix3_identity },
    { .recipe = recipe,
      .registration = { { scale * cos (turn), -scale * sin (turn), 17.3, scale * sin (turn), scale * cos (turn), -28.1, 0, 0, 1 } } },
  };
  RectoPyramid *pyramids[2] = { a, b };
  g_autofree guint8 *out = g_malloc0 ((gsize) VIEW_WIDTH * VIEW_HEIGHT * 4);
  double copy = copying ((gsize) VIEW_WIDTH * VIEW_HEIGHT * 4);
  const RectoMode modes[] = { RECTO_MODE_SINGLE, RECTO_MODE_BLINK, RECTO_MODE_DIFFERENCE, RECTO_MODE_SIGNED_DIFFERENCE,
                              RECTO_MODE_OVERLAY, RECTO_MODE_TWO_COLOUR, RECTO_MODE_CURTAIN, RECTO_MODE_TORCH,
                              RECTO_MODE_CHECKERBOARD, RECTO_MODE_COMPOSITE };
  const double zooms[] = { 0.4, 1, 2 };

  g_print ("view of %d × %d, two exposures with tone, %s %u bit; memcpy of it %.2f ms\n", VIEW_WIDTH, VIEW_HEIGHT,
           channels == 3 ? "RGB" : "grey", depth, copy);
  for (guint m = 0; m < G_N_ELEMENTS (modes); m++)
    {
      g_print ("  %-18s", recto_mode_to_string (modes[m]));
      for (guint k = 0; k < G_N_ELEMENTS (zooms); k++)
        {
          RectoComposition c;
          g_autoptr (RectoScene) scene = NULL;
          g_autoptr (RectoRenderer) renderer = NULL;
          double ms;

          recto_composition_init (&c, 2, WIDTH, HEIGHT);
          c.mode = modes[m];
          c.gain = 2;
          c.blink_b = TRUE;
          scene = recto_scene_new (WIDTH, HEIGHT, exposures, 2, &c);
          renderer = recto_renderer_new (scene, pyramids);
          ms = view (renderer, zooms[k], out);
          g_print ("  %3.0f %%: %6.1f ms (%5.1f ×)", zooms[k] * 100, ms, ms / copy);
        }
      g_print ("\n");
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  bench_tone ();
  bench_views (3, 8);
  if (argc > 1)
    {
      bench_views (1, 8);
      bench_views (3, 16);
    }
  return 0;
}

/* bench-render.c: recipes and views, with the limit beside each figure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For a 24-megapixel page: a tone recipe over the whole picture against OpenCV's LUT on the same samples (bench-lut.py, told as the first
 * argument), in turn and with the same number of threads; and a viewport of 2560 × 1440 in each mode and at several zooms, in the
 * canvas's tiles on as many threads as there are processors, against 16 ms. Medians.
 */

#include "config.h"
#include "recto-recipe-private.h"
#include "recto-renderer.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WIDTH 6000
#define HEIGHT 4000
#define VIEW_WIDTH 2560
#define VIEW_HEIGHT 1440
#define TILE 512
#define RUNS 9
#define VIEW_LIMIT 16.0

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

static const char *
verdict (gboolean met)
{
  return met ? "met" : "missed";
}

/* ----- tone ----- */

/* The other program, or NULL streams where it cannot be had. */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *answers;
} Other;

static gboolean
start_other (Other *self, const char *script, const char *samples, const char *table)
{
  g_autofree char *height = g_strdup_printf ("%d", HEIGHT);
  g_autofree char *width = g_strdup_printf ("%d", WIDTH);
  g_autofree char *ready = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                    NULL, "/usr/bin/python3", script, samples, table, height, width, NULL);
  if (self->process == NULL)
    return FALSE;
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  ready = g_data_input_stream_read_line (self->answers, NULL, NULL, NULL);
  return g_strcmp0 (ready, "ready") == 0;
}

static double
ask_other (Other *self, int threads)
{
  g_autofree char *question = g_strdup_printf ("%d\n", threads);
  g_autofree char *answer = NULL;

  if (!g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), question, strlen (question), NULL, NULL, NULL))
    return 0;
  answer = g_data_input_stream_read_line (self->answers, NULL, NULL, NULL);
  return answer != NULL ? g_ascii_strtod (answer, NULL) : 0;
}

typedef struct
{
  const RectoRecipeRunner *runner;
  RectoPixels in;
  RectoPixels out;
} ToneBand;

static gpointer
tone_band (gpointer data)
{
  ToneBand *band = data;

  recto_recipe_runner_run (band->runner, &band->in, &band->out);
  return NULL;
}

/* Into memory that is there. */
static double
run_tone (const RectoRecipeRunner *runner, RectoImage *image, guint8 *out, guint n_threads)
{
  gsize stride = recto_image_get_stride (image);
  ToneBand bands[64];
  GThread *threads[64];
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < n_threads; i++)
    {
      guint top = HEIGHT * i / n_threads, rows = HEIGHT * (i + 1) / n_threads - top;
      RectoPixels in = { (guint8 *) recto_image_get_data (image) + top * stride, stride, WIDTH, rows, 3,
                         recto_image_get_depth (image) };

      bands[i] = (ToneBand) { runner, in, in };
      bands[i].out.data = out + top * stride;
      if (i > 0)
        threads[i] = g_thread_new ("tone", tone_band, &bands[i]);
    }
  tone_band (&bands[0]);
  for (guint i = 1; i < n_threads; i++)
    g_thread_join (threads[i]);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static double
apply_tone (const RectoRecipe *recipe, RectoImage *image, guint n_threads)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (RectoImage) done = recto_recipe_apply (recipe, image, n_threads, NULL);

  g_assert_nonnull (done);
  return (g_get_monotonic_time () - start) / 1000.0;
}

static void
bench_tone (const char *script)
{
  g_autoptr (RectoRecipe) recipe = tone ();
  g_autofree char *folder = g_dir_make_tmp ("recto-bench-XXXXXX", NULL);
  g_autofree char *samples = g_build_filename (folder, "samples", NULL);
  g_autofree char *map = g_build_filename (folder, "table", NULL);
  guint most = CLAMP (g_get_num_processors (), 1, 64);

  for (guint depth = 8; depth <= 16; depth += 8)
    {
      g_autoptr (RectoImage) image = draw (3, depth, 1);
      gsize bytes = recto_image_get_stride (image) * HEIGHT;
      g_autofree guint8 *out = g_malloc0 (bytes);
      g_autoptr (RectoRecipeRunner) runner = recto_recipe_runner_new (recipe, 3, depth, NULL);
      double copy = copying (bytes);
      Other other = { NULL, NULL };
      gboolean there = FALSE;

      if (depth == 8 && script != NULL
          && g_file_set_contents (samples, (const char *) recto_image_get_data (image), (gssize) bytes, NULL)
          && g_file_set_contents (map, recto_recipe_runner_get_table (runner), 256, NULL))
        {
          there = start_other (&other, script, samples, map);
          if (!there)
            g_print ("OpenCV for Python is not installed: no limit can be judged\n");
        }
      for (guint threads = 1; threads <= most; threads = threads < most ? most : most + 1)
        for (guint fresh = 0; fresh < 2; fresh++)
          {
            double times[RUNS], others[RUNS];
            double one;

            for (guint i = 0; i < RUNS; i++)
              {
                times[i] = fresh ? apply_tone (recipe, image, threads) : run_tone (runner, image, out, threads);
                others[i] = there ? ask_other (&other, fresh ? -(int) threads : (int) threads) : 0;
              }
            one = median (times);
            g_print ("tone, 24 megapixels RGB %2u bit, %u thread(s), %s: %6.1f ms, %.1f × memcpy (%.1f ms)", depth, threads,
                     fresh ? "into a new picture" : "into memory in use", one, one / copy, copy);
            if (there)
              {
                double limit = median (others);

                g_print ("; limit OpenCV's LUT %.1f ms: %s", limit, verdict (one <= limit));
              }
            g_print ("\n");
          }
      g_clear_object (&other.answers);
      if (other.process != NULL)
        g_subprocess_force_exit (other.process);
      g_clear_object (&other.process);
    }
  g_remove (samples);
  g_remove (map);
  g_rmdir (folder);
}

/* ----- views ----- */

/* Milliseconds that all threads have worked. */
static double
work (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

typedef struct
{
  RectoRenderer *renderer;
  RectoProjection projection;
  int left;
  int top;
  guint8 *out;
  int next; /* atomic: the tile to do */
} View;

#define COLUMNS ((VIEW_WIDTH + TILE - 1) / TILE)
#define ROWS ((VIEW_HEIGHT + TILE - 1) / TILE)

static gpointer
view_thread (gpointer data)
{
  View *self = data;
  int i;

  while ((i = g_atomic_int_add (&self->next, 1)) < COLUMNS * ROWS)
    {
      int x = i % COLUMNS * TILE, y = i / COLUMNS * TILE;
      RectoRect tile = { self->left + x, self->top + y, MIN (TILE, VIEW_WIDTH - x), MIN (TILE, VIEW_HEIGHT - y) };

      recto_renderer_render_bgra (self->renderer, &self->projection, &tile, NULL,
                                  self->out + ((gsize) y * VIEW_WIDTH + x) * 4, VIEW_WIDTH * 4);
    }
  return NULL;
}

/* The viewport in tiles, as the canvas asks for it. */
static double
view (RectoRenderer *renderer, double zoom, guint8 *out, double *share)
{
  double times[RUNS], shares[RUNS];
  guint n_threads = CLAMP (g_get_num_processors (), 1, 64);

  for (guint i = 0; i < RUNS; i++)
    {
      View self = { renderer, { zoom, 0, FALSE }, (int) (WIDTH * zoom / 2) - VIEW_WIDTH / 2,
                    (int) (HEIGHT * zoom / 2) - VIEW_HEIGHT / 2, out, 0 };
      GThread *threads[64];
      gint64 start = g_get_monotonic_time ();
      double before = work ();

      for (guint k = 1; k < n_threads; k++)
        threads[k] = g_thread_new ("view", view_thread, &self);
      view_thread (&self);
      for (guint k = 1; k < n_threads; k++)
        g_thread_join (threads[k]);
      times[i] = (g_get_monotonic_time () - start) / 1000.0;
      shares[i] = (work () - before) / n_threads;
    }
  *share = median (shares);
  return median (times);
}

/* What a slider asks of the main thread before any pixel is drawn. */
static void
bench_ready (guint depth)
{
  g_autoptr (RectoImage) image = recto_image_new (300, 200, 3, depth, FALSE, NULL);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  g_autoptr (RectoRecipe) recipe = tone ();
  RectoPyramid *pyramids[2] = { pyramid, pyramid };
  double times[RUNS], ms;

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (RectoRecipe) moved = recto_recipe_with_value (recipe, 0, 2, 0.7 + 0.05 * i);
      RectoSceneExposure exposures[2] = { { .recipe = moved, .registration = recto_matrix3_identity },
                                          { .recipe = recipe, .registration = recto_matrix3_identity } };
      RectoComposition c;
      g_autoptr (RectoScene) scene = NULL;
      g_autoptr (RectoRenderer) renderer = NULL;

      recto_composition_init (&c, 2, 300, 200);
      scene = recto_scene_new (300, 200, exposures, 2, &c);
      renderer = recto_renderer_new (scene, pyramids);
      times[i] = (g_get_monotonic_time () - start) / 1000.0;
    }
  ms = median (times);
  g_print ("a moved slider to a renderer, two exposures of %u bit: %.2f ms; limit %.1f ms: %s\n", depth, ms, 16.7, verdict (ms <= 16.7));
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
  const double zooms[] = { 0.33, 1, 2 };

  g_print ("view of %d × %d, two exposures with tone, %s %u bit, all processors; memcpy of it %.2f ms; limit under %.0f ms,\n"
           "and in brackets each processor's share of the work, which other programs do not lengthen\n",
           VIEW_WIDTH, VIEW_HEIGHT, channels == 3 ? "RGB" : "grey", depth, copy, VIEW_LIMIT);
  for (guint m = 0; m < G_N_ELEMENTS (modes); m++)
    {
      g_print ("  %-18s", recto_mode_to_string (modes[m]));
      for (guint k = 0; k < G_N_ELEMENTS (zooms); k++)
        {
          RectoComposition c;
          g_autoptr (RectoScene) scene = NULL;
          g_autoptr (RectoRenderer) renderer = NULL;
          double ms, share;

          recto_composition_init (&c, 2, WIDTH, HEIGHT);
          c.mode = modes[m];
          c.gain = 2;
          c.blink_b = TRUE;
          scene = recto_scene_new (WIDTH, HEIGHT, exposures, 2, &c);
          renderer = recto_renderer_new (scene, pyramids);
          ms = view (renderer, zooms[k], out, &share);
          g_print ("  %3.0f %%: %5.1f ms %s (%4.1f %s)", zooms[k] * 100, ms, verdict (ms < VIEW_LIMIT), share, verdict (share < VIEW_LIMIT));
        }
      g_print ("\n");
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  bench_tone (argc > 1 ? argv[1] : NULL);
  bench_ready (8);
  bench_ready (16);
  bench_views (3, 8);
  if (argc > 2)
    {
      bench_views (1, 8);
      bench_views (3, 16);
    }
  return 0;
}

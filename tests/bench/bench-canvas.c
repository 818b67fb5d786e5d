/* bench-canvas.c: times of the canvas on a 24-megapixel page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints, twice: from the first renderer to the first frame and to settled, to settled after a pan by half a view and after another recipe, and
 * what one whole frame costs while panning and while a slider is moved: the work of the main thread (50th and 95th percentile) against
 * 16.7 ms. Waiting and the workers' tiles are not in it.
 */

#include "config.h"
#include "../display/canvas-fixture.h"

#include <time.h>

#define FRAMES 60
#define FRAME_LIMIT 16.7 /* milliseconds */

/* What this thread has worked, in milliseconds. */
static double
work (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
settle_ms (CanvasFixture *f, gint64 start)
{
  while (!recto_canvas_is_settled (f->canvas))
    g_main_context_iteration (NULL, TRUE);
  return since (start);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* What snapshot() of the whole canvas costs, without painting it. */
static double
snapshot_ms (CanvasFixture *f)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  gint64 start = g_get_monotonic_time ();
  double ms;

  /* The canvas's sheets, each drawn anew. */
  for (GtkWidget *child = gtk_widget_get_first_child (f->widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    GTK_WIDGET_GET_CLASS (child)->snapshot (child, snapshot);
  ms = since (start);
  node = gtk_snapshot_free_to_node (snapshot);
  g_clear_pointer (&node, gsk_render_node_unref);
  return ms;
}

static void
print_frames (const char *what, double *frames)
{
  double p95;

  qsort (frames, FRAMES, sizeof (double), compare_doubles);
  p95 = frames[FRAMES * 95 / 100];
  g_print ("# work of the main thread for a frame while %s: p50 %.1f ms, p95 %.1f ms; limit %.1f ms: %s\n", what, frames[FRAMES / 2],
           p95, FRAME_LIMIT, p95 <= FRAME_LIMIT ? "met" : "missed");
}

static void
run (CanvasFixture *f, guint round)
{
  RectoComposition composition;
  g_autoptr (RectoRenderer) plain = NULL;
  g_autoptr (RectoRenderer) toned = NULL;
  g_autoptr (RectoRecipe) recipe = NULL;
  g_autofree char *text = g_strdup_printf (
      "{\"recto-recipe\":1,\"steps\":[{\"op\":\"tone\",\"version\":1,\"params\":{\"gamma\":1.%u}}]}",
      round + 3);
  double snapshots[FRAMES], frames[FRAMES];
  gint64 start;

  recto_canvas_set_cache_limit (0);
  recto_canvas_set_cache_limit (256 << 20);
  recipe = recto_recipe_new_from_text (text, NULL);
  canvas_fixture_composition (f, RECTO_MODE_SINGLE, &composition);
  plain = canvas_fixture_renderer (f, &composition, NULL);
  toned = canvas_fixture_renderer (f, &composition, recipe);

  recto_viewport_set_fit (f->viewport, TRUE);
  start = g_get_monotonic_time ();
  recto_canvas_set_renderer (f->canvas, plain);
  gtk_test_widget_wait_for_draw (f->widget);
  g_print ("# first frame %.1f ms", since (start));
  g_print (", settled (fit) %.1f ms\n", settle_ms (f, start));

  recto_viewport_look_at (f->viewport, (RectoPoint) { 2000, 1500 }, 1);
  start = g_get_monotonic_time ();
  g_print ("# settled at 100 %% %.1f ms\n", settle_ms (f, start));
  start = g_get_monotonic_time ();
  recto_viewport_pan (f->viewport, -900, -400);
  g_print ("# settled after a pan %.1f ms\n", settle_ms (f, start));
  start = g_get_monotonic_time ();
  recto_canvas_set_renderer (f->canvas, toned);
  g_print ("# settled after another recipe %.1f ms\n", settle_ms (f, start));

  for (guint i = 0; i < FRAMES; i++)
    {
      double before = work ();

      recto_viewport_pan (f->viewport, -17, -5);
      gtk_test_widget_wait_for_draw (f->widget);
      frames[i] = work () - before;
      snapshots[i] = snapshot_ms (f);
    }
  qsort (snapshots, FRAMES, sizeof (double), compare_doubles);
  g_print ("# snapshot() p50 %.2f ms, p95 %.2f ms\n", snapshots[FRAMES / 2], snapshots[FRAMES * 95 / 100]);
  print_frames ("panning", frames);

  for (guint mode = 0; mode < 2; mode++)
    {
      if (mode == 1)
        canvas_fixture_composition (f, RECTO_MODE_DIFFERENCE, &composition);
      for (guint i = 0; i < FRAMES; i++)
        {
          double before = work ();
          g_autoptr (RectoRecipe) moved = recto_recipe_with_value (recipe, 0, 2, 0.5 + (i + 1) * 0.02);
          g_autoptr (RectoRenderer) renderer = canvas_fixture_renderer (f, &composition, moved);

          recto_canvas_set_renderer (f->canvas, renderer);
          gtk_test_widget_wait_for_draw (f->widget);
          frames[i] = work () - before;
        }
      print_frames (mode == 0 ? "a slider moves" : "a slider moves, difference", frames);
    }
  recto_canvas_set_renderer (f->canvas, NULL);
}

int
main (int argc, char *argv[])
{
  CanvasFixture f;

  gtk_test_init (&argc, &argv, NULL);
  canvas_fixture_open (&f, 1200, 860);
  canvas_fixture_make_page (&f, 5906, 4157);
  for (guint round = 0; round < 2; round++)
    run (&f, round);
  canvas_fixture_close (&f);
  return 0;
}

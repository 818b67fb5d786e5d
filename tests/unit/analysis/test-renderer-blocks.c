/* test-renderer-blocks.c: regions wider than a block, many threads on one renderer, curtains at any angle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "renderer-fixture.h"
#include "recto-cpu.h"
#include "operations/recto-operations.h"

#include <math.h>
#include <string.h>

static const Kind kinds[] = {
  { { 3, 3, 3 }, { 8, 8, 8 }, 2 },
  { { 1, 3, 1 }, { 8, 16, 16 }, 5 },
};

static RectoComposition
composition_for (RectoMode mode)
{
  RectoComposition c;

  recto_composition_init (&c, 3, PAGE_WIDTH, PAGE_HEIGHT);
  c.mode = mode;
  c.curtain_angle = 63;
  c.torch_radius = 21;
  c.torch_edge = 6;
  c.opacity = 0.37;
  c.gain = 2.5;
  c.checker_size = 11;
  return c;
}

/* A horizontal band of the whole, rendered by a thread of its own in tiles that fit no block. */
typedef struct
{
  const RectoRenderer *renderer;
  const RectoProjection *projection;
  RectoRect band;
  guint8 *out;
  gsize stride;
} Work;

static gpointer
render_band (gpointer data)
{
  const Work *work = data;

  for (int y = 0; y < work->band.height; y += 13)
    for (int x = 0; x < work->band.width; x += 701)
      {
        RectoRect tile = { work->band.x + x, work->band.y + y, MIN (701, work->band.width - x), MIN (13, work->band.height - y) };

        recto_renderer_render_bgra (work->renderer, work->projection, &tile, NULL, work->out + (gsize) y * work->stride + (gsize) x * 4,
                                    work->stride);
      }
  return NULL;
}

static void
test_wide (void)
{
  static const RectoProjection projections[] = { { 14.3, 0, FALSE }, { 17, 1, TRUE } };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint p = 0; p < G_N_ELEMENTS (projections); p++)
      for (guint mode = RECTO_MODE_SINGLE; mode <= RECTO_MODE_SIGNED_DIFFERENCE; mode++)
        {
          RectoComposition c = composition_for (mode);
          Fixture f;
          /* Over the page's edges on all sides. */
          RectoRect whole = { -40, 300, 1400, 61 };
          gsize stride = (gsize) whole.width * 4, size = stride * whole.height;
          g_autofree guint8 *once = g_malloc (size);
          g_autofree guint8 *split = g_malloc (size);
          g_autoptr (RectoImage) image = NULL;
          Work work[4];
          GThread *threads[4];

          memset (once, 1, size);
          memset (split, 2, size);
          set_up (&f, &kinds[k], &c);
          g_assert_true (recto_renderer_render_bgra (f.renderer, &projections[p], &whole, NULL, once, stride));
          for (int i = 0; i < 4; i++)
            {
              int top = whole.height * i / 4;

              work[i] = (Work) { f.renderer, &projections[p], { whole.x, whole.y + top, whole.width, whole.height * (i + 1) / 4 - top },
                                 split + (gsize) top * stride, stride };
              threads[i] = g_thread_new ("band", render_band, &work[i]);
            }
          for (guint i = 0; i < 4; i++)
            g_thread_join (threads[i]);
          g_assert_cmpmem (once, size, split, size);
          image = recto_renderer_render (f.renderer, &projections[p], &whole, NULL, NULL);
          for (gsize i = 0; i < (gsize) whole.width * whole.height; i++)
            {
              int x = (int) (i % whole.width), y = (int) (i / whole.width);
              gboolean deep = recto_image_get_depth (image) == 16;
              gboolean covered = !recto_image_has_alpha (image) || recto_image_get_alpha (image)[deep ? 2 * i : i] != 0;

              g_assert_cmpuint (once[i * 4 + 3], ==, covered ? 255 : 0);
              for (guint q = 0; q < 3; q++)
                g_assert_cmpuint (once[i * 4 + q], ==, (guint) floor (raw (image, x, y, 2 - q) / (deep ? 257 : 1) + 0.5));
            }
          tear_down (&f);
        }
}

/* Every kind of processor gives the bytes of the plainest. */
static void
test_processors (void)
{
  static const RectoProjection projections[] = { { 14.3, 0, FALSE }, { 1, 1, TRUE }, { 0.37, 0, FALSE } };
  static const Kind more[] = { { { 3, 3, 3 }, { 8, 8, 8 }, 2 }, { { 1, 1, 1 }, { 8, 8, 8 }, 1 },
                               { { 1, 3, 1 }, { 8, 16, 16 }, 5 }, { { 3, 1, 3 }, { 16, 8, 8 }, 4 } };

  for (guint k = 0; k < G_N_ELEMENTS (more); k++)
    for (guint p = 0; p < G_N_ELEMENTS (projections); p++)
      for (guint mode = RECTO_MODE_SINGLE; mode <= RECTO_MODE_SIGNED_DIFFERENCE; mode++)
        {
          RectoComposition c = composition_for (mode);
          RectoRect whole = { -5, -3, 211, 47 };
          gsize stride = (gsize) whole.width * 4, size = stride * whole.height;
          g_autofree guint8 *plain = g_malloc (size);
          g_autofree guint8 *other = g_malloc (size);
          Fixture f;

          recto_cpu_limit (RECTO_CPU_PLAIN);
          set_up (&f, &more[k], &c);
          g_assert_true (recto_renderer_render_bgra (f.renderer, &projections[p], &whole, NULL, plain, stride));
          for (guint cpu = RECTO_CPU_AVX2; cpu <= RECTO_CPU_AVX512 && recto_cpu_limit (cpu) == cpu; cpu++)
            {
              memset (other, 3, size);
              g_assert_true (recto_renderer_render_bgra (f.renderer, &projections[p], &whole, NULL, other, stride));
              g_assert_cmpmem (plain, size, other, size);
            }
          tear_down (&f);
        }
  recto_cpu_limit (RECTO_CPU_AVX512);
}

static void
test_tables (void)
{
  guint8 map[256], in[700], out[700];

  for (guint i = 0; i < 256; i++)
    map[i] = (guint8) g_test_rand_int ();
  for (guint i = 0; i < sizeof in; i++)
    in[i] = i < 256 ? (guint8) i : (guint8) g_test_rand_int ();
  for (guint cpu = RECTO_CPU_PLAIN; cpu <= RECTO_CPU_AVX512 && recto_cpu_limit (cpu) == cpu; cpu++)
    for (gsize n = 1; n <= sizeof in; n += 37)
      {
        memset (out, 9, sizeof out);
        recto_table_map (map, in, out, n);
        for (gsize i = 0; i < sizeof out; i++)
          g_assert_cmpuint (out[i], ==, i < n ? map[in[i]] : 9);
      }
  recto_cpu_limit (RECTO_CPU_AVX512);
}

/* Pixels away from the line by more than rounding are A's or B's by the geometry. */
static void
test_curtains (void)
{
  const RectoProjection projection = { 3, 0, FALSE };
  const RectoRect region = { 0, 0, PAGE_WIDTH * 3, PAGE_HEIGHT * 3 };
  RectoComposition c = composition_for (RECTO_MODE_SINGLE);
  g_autoptr (RectoImage) a = NULL;
  g_autoptr (RectoImage) b = NULL;
  Fixture f;

  set_up (&f, &kinds[0], &c);
  a = recto_renderer_render (f.renderer, &projection, &region, NULL, NULL);
  tear_down (&f);
  c.a = 1;
  set_up (&f, &kinds[0], &c);
  b = recto_renderer_render (f.renderer, &projection, &region, NULL, NULL);
  tear_down (&f);

  for (int angle = -360; angle <= 360; angle += 15)
    {
      g_autoptr (RectoImage) out = NULL;
      double nx = sin (angle * G_PI / 180), ny = cos (angle * G_PI / 180);

      c = composition_for (RECTO_MODE_CURTAIN);
      c.curtain_angle = angle;
      set_up (&f, &kinds[0], &c);
      out = recto_renderer_render (f.renderer, &projection, &region, NULL, NULL);
      tear_down (&f);
      for (int y = 0; y < region.height; y++)
        for (int x = 0; x < region.width; x++)
          {
            double distance = ((x + 0.5) / 3 - 0.5 - c.curtain.x) * nx + ((y + 0.5) / 3 - 0.5 - c.curtain.y) * ny;
            RectoImage *side = distance > 0 ? b : a;

            if (fabs (distance) > 1e-9)
              for (guint k = 0; k < 3; k++)
                g_assert_cmpfloat (raw (out, x, y, k), ==, raw (side, x, y, k));
          }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/renderer/wide", test_wide);
  g_test_add_func ("/renderer/processors", test_processors);
  g_test_add_func ("/renderer/tables", test_tables);
  g_test_add_func ("/renderer/curtains", test_curtains);
  return g_test_run ();
}

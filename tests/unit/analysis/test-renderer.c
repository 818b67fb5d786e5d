/* test-renderer.c: every mode against a picture composed here, pixel by pixel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The expected pictures are computed from the stored samples with arithmetic of this file: doubles, not the
 * fixed-point of the code under test. At and above 100 % they are byte-exact but for roundings that are stated.
 */

#include "config.h"
#include "renderer-fixture.h"

#include <math.h>
#include <string.h>

static double
luminance (const double s[3])
{
  return s[0] == s[1] && s[1] == s[2] ? s[0] : 0.2126 * s[0] + 0.7152 * s[1] + 0.0722 * s[2];
}

/* The expected pixel; returns whether it is covered. */
static gboolean
expect (const Fixture *f, const RectoComposition *c, RectoPoint page, guint depth, double out[3])
{
  double a[3], b[3];
  gboolean see_a = look (f, c->a, page, depth, a);
  gboolean see_b = look (f, c->b, page, depth, b);
  double top = depth == 8 ? 255 : 65535;
  double share = 0;

  out[0] = out[1] = out[2] = 0;
  switch (c->mode)
    {
    case RECTO_MODE_SINGLE:
    case RECTO_MODE_SIDE_BY_SIDE:
      memcpy (out, a, sizeof a);
      return see_a;
    case RECTO_MODE_BLINK:
      memcpy (out, c->blink_b ? b : a, sizeof a);
      return c->blink_b ? see_b : see_a;
    case RECTO_MODE_DIFFERENCE:
    case RECTO_MODE_SIGNED_DIFFERENCE:
      if (!see_a || !see_b)
        return FALSE;
      for (guint k = 0; k < 3; k++)
        {
          double v = c->mode == RECTO_MODE_DIFFERENCE ? fabs (a[k] - b[k]) * c->gain
                                                      : (top + 1) / 2 + (a[k] - b[k]) * c->gain / 2;

          out[k] = fmin (fmax (v, 0), top);
        }
      return TRUE;
    case RECTO_MODE_TWO_COLOUR:
      out[0] = see_a ? luminance (a) : 0;
      out[1] = out[2] = see_b ? luminance (b) : 0;
      return see_a || see_b;
    case RECTO_MODE_COMPOSITE:
      {
        gboolean any = FALSE;

        for (guint k = 0; k < 3; k++)
          {
            gboolean see = look (f, c->composite[k], page, depth, a);

            out[k] = see ? luminance (a) : 0;
            any = any || see;
          }
        return any;
      }
    case RECTO_MODE_OVERLAY:
      if (!see_a && !see_b)
        return FALSE;
      share = !see_b ? 0 : !see_a ? 1 : c->opacity;
      break;
    case RECTO_MODE_CURTAIN:
      if (c->curtain_angle == 90)
        share = page.x >= c->curtain.x;
      else if (c->curtain_angle == 0)
        share = page.y >= c->curtain.y;
      else
        share = (page.x - c->curtain.x) * sin (c->curtain_angle * G_PI / 180)
                        + (page.y - c->curtain.y) * cos (c->curtain_angle * G_PI / 180) >= 0;
      break;
    case RECTO_MODE_TORCH:
      {
        double d = hypot (page.x - c->torch.x, page.y - c->torch.y);

        share = c->torch_edge > 0 ? fmin (fmax ((c->torch_radius + c->torch_edge / 2 - d) / c->torch_edge, 0), 1)
                                  : d <= c->torch_radius;
        break;
      }
    case RECTO_MODE_CHECKERBOARD:
      share = fmod (floor ((page.x + 0.5) / c->checker_size) + floor ((page.y + 0.5) / c->checker_size) + 1000, 2);
      break;
    default:
      g_assert_not_reached ();
    }
  /* Where one takes over from the other softly, what is not there gives way; a hard side stays empty. */
  if (share > 0 && share < 1)
    share = !see_b ? 0 : !see_a ? 1 : share;
  if (share == 0 ? !see_a : !see_b)
    return FALSE;
  for (guint k = 0; k < 3; k++)
    out[k] = a[k] * (1 - share) + b[k] * share;
  return TRUE;
}

static RectoComposition
composition_for (RectoMode mode)
{
  return (RectoComposition) {
    .mode = mode, .a = 0, .b = 1, .curtain_angle = 90, .curtain = { 44.6, 33 }, .torch = { 40.2, 36.1 }, .torch_radius = 21.3,
    .opacity = 0.3, .blink_rate = 1, .blink_b = TRUE, .gain = 1, .composite = { 0, 1, 2 }, .checker_size = 13,
  };
}

/* Renders a region and compares every pixel. */
static void
check (const Kind *kind, const RectoComposition *c, const RectoProjection *projection)
{
  Fixture f;
  g_autoptr (RectoImage) image = NULL;
  RectoRect region;
  int width, height;
  guint depth, channels, n_covered = 0, n_bare = 0;

  set_up (&f, kind, c);
  recto_projection_get_size (projection, PAGE_WIDTH, PAGE_HEIGHT, &width, &height);
  region = (RectoRect) { -5, -4, width + 11, height + 9 };
  image = recto_renderer_render (f.renderer, projection, &region, NULL, NULL);
  depth = recto_image_get_depth (image);
  channels = recto_image_get_channels (image);
  g_assert_true (recto_image_has_alpha (image));
  for (int v = 0; v < region.height; v++)
    for (int u = 0; u < region.width; u++)
      {
        /* Plane to page by hand: undo the quarter turns, then the mirror. */
        double x = (region.x + u + 0.5) / projection->zoom, y = (region.y + v + 0.5) / projection->zoom, wanted[3];
        guint alpha;
        RectoPoint page;

        switch (projection->quarter_turns)
          {
          case 1:
            page = (RectoPoint) { y, PAGE_HEIGHT - x };
            break;
          case 2:
            page = (RectoPoint) { PAGE_WIDTH - x, PAGE_HEIGHT - y };
            break;
          case 3:
            page = (RectoPoint) { PAGE_WIDTH - y, x };
            break;
          default:
            page = (RectoPoint) { x, y };
          }
        if (projection->mirrored)
          page.x = PAGE_WIDTH - page.x;
        page.x -= 0.5;
        page.y -= 0.5;
        alpha = depth == 8 ? recto_image_get_alpha (image)[v * region.width + u]
                           : ((const guint16 *) recto_image_get_alpha (image))[v * region.width + u];
        if (expect (&f, c, page, depth, wanted))
          {
            g_assert_cmpuint (alpha, ==, depth == 8 ? 255 : 65535);
            n_covered++;
          }
        else
          {
            g_assert_cmpuint (alpha, ==, 0);
            n_bare++;
          }
        for (guint k = 0; k < channels; k++)
          {
            /* Rounding of shares and weights in 1/65536. */
            double slack = depth == 8 ? 0.52 : 1.6;

            g_assert_cmpfloat_with_epsilon (raw (image, u, v, k), wanted[k], slack);
          }
      }
  g_assert_cmpuint (n_covered, >, 500);
  g_assert_cmpuint (n_bare, >, 20);
  tear_down (&f);
}

static const Kind plain = { { 3, 3, 1 }, { 8, 8, 8 }, 0 };

static void
test_modes (void)
{
  const RectoProjection one = { 1, 0, FALSE };

  for (guint mode = RECTO_MODE_SINGLE; mode <= RECTO_MODE_SIGNED_DIFFERENCE; mode++)
    {
      RectoComposition c = composition_for (mode);

      g_test_message ("%s", recto_mode_to_string (mode));
      check (&plain, &c, &one);
    }
}

static void
test_settings (void)
{
  const RectoProjection two = { 2, 0, FALSE };
  RectoComposition c = composition_for (RECTO_MODE_CURTAIN);

  c.curtain_angle = 0;
  check (&plain, &c, &two);
  c.curtain_angle = 27;
  check (&plain, &c, &two);
  c = composition_for (RECTO_MODE_TORCH);
  c.torch_edge = 9.5;
  check (&plain, &c, &two);
  c = composition_for (RECTO_MODE_BLINK);
  c.blink_b = FALSE;
  check (&plain, &c, &two);
  for (double gain = 1; gain <= 16; gain = gain * 1.5 + 1)
    {
      c = composition_for (RECTO_MODE_DIFFERENCE);
      c.gain = gain;
      check (&plain, &c, &two);
      c.mode = RECTO_MODE_SIGNED_DIFFERENCE;
      check (&plain, &c, &two);
    }
  c = composition_for (RECTO_MODE_OVERLAY);
  c.opacity = 0;
  check (&plain, &c, &two);
  c.opacity = 1;
  check (&plain, &c, &two);
  c = composition_for (RECTO_MODE_DIFFERENCE);
  c.a = 2;
  c.b = 0;
  check (&plain, &c, &two);
  c = composition_for (RECTO_MODE_COMPOSITE);
  c.composite[0] = 2;
  c.composite[2] = 0;
  check (&plain, &c, &two);
}

static void
test_kinds (void)
{
  const RectoProjection one = { 1, 0, FALSE };
  const Kind kinds[] = {
    { { 1, 1, 1 }, { 8, 8, 8 }, 1 },   { { 1, 3, 3 }, { 8, 8, 8 }, 3 },   { { 3, 1, 1 }, { 8, 8, 8 }, 0 },
    { { 3, 3, 3 }, { 16, 8, 8 }, 7 },  { { 1, 3, 1 }, { 8, 16, 8 }, 4 },  { { 3, 3, 1 }, { 16, 16, 16 }, 1 },
    { { 1, 1, 1 }, { 16, 16, 8 }, 2 },
  };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint mode = RECTO_MODE_SINGLE; mode <= RECTO_MODE_SIGNED_DIFFERENCE; mode++)
      {
        RectoComposition c = composition_for (mode);
        gboolean both = mode != RECTO_MODE_SINGLE && mode != RECTO_MODE_SIDE_BY_SIDE && mode != RECTO_MODE_BLINK;
        guint depth = mode == RECTO_MODE_COMPOSITE ? MAX (MAX (kinds[k].depth[0], kinds[k].depth[1]), kinds[k].depth[2])
                      : both                       ? MAX (kinds[k].depth[0], kinds[k].depth[1])
                                                   : kinds[k].depth[mode == RECTO_MODE_BLINK];
        guint channels = mode == RECTO_MODE_COMPOSITE || mode == RECTO_MODE_TWO_COLOUR ? 3
                         : both ? MAX (kinds[k].channels[0], kinds[k].channels[1])
                                : kinds[k].channels[mode == RECTO_MODE_BLINK];
        Fixture f;
        g_autoptr (RectoImage) dot = NULL;

        c.gain = 3;
        g_test_message ("%u %s", k, recto_mode_to_string (mode));
        check (&kinds[k], &c, &one);
        set_up (&f, &kinds[k], &c);
        dot = recto_renderer_render (f.renderer, &one, &(RectoRect) { 20, 20, 1, 1 }, NULL, NULL);
        g_assert_cmpuint (recto_image_get_depth (dot), ==, depth);
        g_assert_cmpuint (recto_image_get_channels (dot), ==, channels);
        g_assert_false (recto_image_has_alpha (dot));
        tear_down (&f);
      }
}

static void
test_projections (void)
{
  for (guint turns = 0; turns < 4; turns++)
    for (guint mirrored = 0; mirrored < 2; mirrored++)
      {
        const RectoProjection projection = { turns == 1 ? 3 : 1, turns, mirrored == 1 };
        RectoComposition c = composition_for (RECTO_MODE_DIFFERENCE);

        check (&plain, &c, &projection);
        c = composition_for (RECTO_MODE_CURTAIN);
        check (&plain, &c, &projection);
      }
}

/* A page of 10 × 6; where its upper left pixel's centre (0, 0) and the one at (9, 2) come to lie, on paper. */
static void
test_matrix (void)
{
  const struct
  {
    guint turns;
    gboolean mirrored;
    double ax, ay, bx, by;
    int width, height;
  } cases[] = {
    { 0, FALSE, 0.5, 0.5, 9.5, 2.5, 10, 6 }, { 1, FALSE, 5.5, 0.5, 3.5, 9.5, 6, 10 },
    { 2, FALSE, 9.5, 5.5, 0.5, 3.5, 10, 6 }, { 3, FALSE, 0.5, 9.5, 2.5, 0.5, 6, 10 },
    { 0, TRUE, 9.5, 0.5, 0.5, 2.5, 10, 6 },  { 1, TRUE, 5.5, 9.5, 3.5, 0.5, 6, 10 },
    { 2, TRUE, 0.5, 5.5, 9.5, 3.5, 10, 6 },  { 3, TRUE, 0.5, 0.5, 2.5, 9.5, 6, 10 },
  };
  const double zooms[] = { 1, 2, 0.33, 64 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (zooms); k++)
      {
        double z = zooms[k];
        const RectoProjection projection = { z, cases[i].turns, cases[i].mirrored };
        RectoMatrix3 m;
        RectoPoint a, b;
        int width, height;

        recto_projection_get_matrix (&projection, 10, 6, &m);
        a = recto_matrix3_map (&m, (RectoPoint) { 0, 0 });
        b = recto_matrix3_map (&m, (RectoPoint) { 9, 2 });
        g_assert_cmpfloat_with_epsilon (a.x, cases[i].ax * z, 1e-9);
        g_assert_cmpfloat_with_epsilon (a.y, cases[i].ay * z, 1e-9);
        g_assert_cmpfloat_with_epsilon (b.x, cases[i].bx * z, 1e-9);
        g_assert_cmpfloat_with_epsilon (b.y, cases[i].by * z, 1e-9);
        recto_projection_get_size (&projection, 10, 6, &width, &height);
        g_assert_cmpint (width, ==, (int) ceil (cases[i].width * z));
        g_assert_cmpint (height, ==, (int) ceil (cases[i].height * z));
      }
}

/* Any cut into tiles gives the bytes of the whole, alpha too, and the screen's bytes are those of render. */
static void
test_tiles (void)
{
  const Kind kinds[] = { { { 3, 3, 1 }, { 8, 8, 8 }, 7 }, { { 1, 1, 3 }, { 16, 8, 8 }, 3 } };
  const RectoProjection projections[] = { { 0.31, 0, FALSE }, { 0.5, 1, TRUE }, { 1, 3, FALSE }, { 2.7, 2, TRUE } };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    for (guint p = 0; p < G_N_ELEMENTS (projections); p++)
      for (guint mode = RECTO_MODE_SINGLE; mode <= RECTO_MODE_SIGNED_DIFFERENCE; mode++)
        {
          RectoComposition c = composition_for (mode);
          const RectoRect whole = { -7, -9, 113, 91 };
          Fixture f;
          g_autoptr (RectoImage) all = NULL;
          g_autofree guint8 *screen = g_malloc0 (whole.width * whole.height * 4 + 64);
          guint channels, depth;
          gsize bytes;

          c.torch_edge = 6;
          c.gain = 2.5;
          set_up (&f, &kinds[k], &c);
          all = recto_renderer_render (f.renderer, &projections[p], &whole, NULL, NULL);
          channels = recto_image_get_channels (all);
          depth = recto_image_get_depth (all);
          bytes = channels * (depth / 8);
          g_assert_true (recto_image_has_alpha (all));
          for (int y = 0; y < whole.height; y += 37)
            for (int x = 0; x < whole.width; x += 41)
              {
                RectoRect tile = { whole.x + x, whole.y + y, MIN (41, whole.width - x), MIN (37, whole.height - y) };
                g_autoptr (RectoImage) part = recto_renderer_render (f.renderer, &projections[p], &tile, NULL, NULL);

                g_assert_cmpuint (recto_image_get_channels (part), ==, channels);
                for (int j = 0; j < tile.height; j++)
                  {
                    gsize at = (gsize) (y + j) * whole.width + x, n = (gsize) tile.width;

                    g_assert_cmpmem (recto_image_get_data (part) + j * recto_image_get_stride (part), n * bytes,
                                     recto_image_get_data (all) + at * bytes, n * bytes);
                    for (int i = 0; i < tile.width * (int) depth / 8; i++)
                      {
                        guint8 alpha = recto_image_has_alpha (part)
                                           ? recto_image_get_alpha (part)[(gsize) j * tile.width * depth / 8 + i]
                                           : 255;

                        g_assert_cmpuint (alpha, ==, recto_image_get_alpha (all)[at * depth / 8 + i]);
                      }
                  }
                g_assert_true (recto_renderer_render_bgra (f.renderer, &projections[p], &tile, NULL,
                                                           screen + ((gsize) y * whole.width + x) * 4,
                                                           (gsize) whole.width * 4));
              }
          for (int i = 0; i < whole.width * whole.height; i++)
            {
              int x = i % whole.width, y = i / whole.width;
              guint8 wanted[4] = { 0 };

              if (recto_image_get_alpha (all)[(gsize) i * depth / 8] != 0)
                {
                  for (guint q = 0; q < 3; q++)
                    wanted[q] = (guint8) floor (raw (all, x, y, 2 - q) / (depth == 8 ? 1 : 257) + 0.5);
                  wanted[3] = 255;
                }
              else
                for (guint q = 0; q < channels; q++)
                  g_assert_cmpfloat (raw (all, x, y, q), ==, 0);
              g_assert_cmpmem (screen + (gsize) i * 4, 4, wanted, 4);
            }
          tear_down (&f);
        }
}

static void
test_pick (void)
{
  const Kind kind = { { 3, 3, 1 }, { 8, 16, 8 }, 2 };
  RectoComposition c = composition_for (RECTO_MODE_SINGLE);
  Fixture f;

  set_up (&f, &kind, &c);
  for (guint i = 0; i < 3; i++)
    for (double y = -6; y < PAGE_HEIGHT + 6; y += 1.7)
      for (double x = -6; x < PAGE_WIDTH + 6; x += 1.9)
        {
          double wanted[3];
          guint depth = 0, n_stored = 0, n_seen = 0, stored[3], seen[3];
          gboolean there = look (&f, i, (RectoPoint) { x, y }, kind.depth[i], wanted);

          g_assert_cmpint (recto_renderer_pick (f.renderer, i, (RectoPoint) { x, y }, &depth, &n_stored, stored, &n_seen, seen), ==,
                           there);
          if (!there)
            continue;
          g_assert_cmpuint (depth, ==, kind.depth[i]);
          g_assert_cmpuint (n_stored, ==, kind.channels[i]);
          g_assert_cmpuint (n_seen, ==, kind.channels[i]);
          for (guint k = 0; k < n_seen; k++)
            {
              g_assert_cmpfloat (seen[k], ==, wanted[k]);
              g_assert_cmpfloat (stored[k], ==, f.inverted[i] ? 65535 - wanted[k] : wanted[k]);
            }
        }
  tear_down (&f);
}

/* Exposures that are not loaded are not covered; keys say what is loaded; a single view has its own. */
static void
test_not_loaded (void)
{
  const RectoProjection one = { 1, 0, FALSE };
  const RectoRect dot = { 30, 30, 8, 8 };
  RectoComposition c = composition_for (RECTO_MODE_OVERLAY);
  Fixture f;
  g_autoptr (RectoRenderer) half = NULL;
  g_autoptr (RectoRenderer) none = NULL;
  g_autoptr (RectoRenderer) lone = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoImage) bare = NULL;
  g_autoptr (RectoImage) second = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint8 screen[8 * 8 * 4];
  guint n, values[3];

  set_up (&f, &plain, &c);
  half = recto_renderer_new (f.scene, (RectoPyramid *[]) { f.pyramids[0], NULL, NULL });
  none = recto_renderer_new (f.scene, (RectoPyramid *[]) { NULL, NULL, NULL });
  g_assert_cmpstr (recto_renderer_get_key (half), !=, recto_renderer_get_key (f.renderer));
  g_assert_cmpstr (recto_renderer_get_key (half), !=, recto_renderer_get_key (none));
  image = recto_renderer_render (half, &one, &dot, NULL, NULL);
  g_assert_false (recto_image_has_alpha (image));
  g_assert_cmpfloat (raw (image, 3, 4, 1), ==, raw (recto_pyramid_get_level (f.pyramids[0], 0), 33, 34, 1));
  bare = recto_renderer_render (none, &one, &dot, NULL, NULL);
  g_assert_true (recto_image_has_alpha (bare));
  for (guint i = 0; i < 64; i++)
    g_assert_cmpuint (recto_image_get_alpha (bare)[i], ==, 0);
  g_assert_false (recto_renderer_pick (half, 1, (RectoPoint) { 30, 30 }, &n, &n, values, &n, values));

  lone = recto_renderer_new_single (f.renderer, 1);
  second = recto_renderer_render (lone, &one, &dot, NULL, NULL);
  for (int y = 0; y < 8; y++)
    for (int x = 0; x < 8; x++)
      {
        double wanted[3];

        g_assert_true (look (&f, 1, (RectoPoint) { 30 + x, 30 + y }, 8, wanted));
        for (guint k = 0; k < 3; k++)
          g_assert_cmpfloat (raw (second, x, y, k), ==, wanted[k]);
      }
  {
    g_autoptr (RectoRenderer) again = recto_renderer_new_single (f.renderer, 1);

    g_assert_cmpstr (recto_renderer_get_key (again), ==, recto_renderer_get_key (lone));
  }

  g_cancellable_cancel (cancelled);
  g_assert_null (recto_renderer_render (f.renderer, &one, &dot, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (recto_renderer_render_bgra (f.renderer, &one, &dot, cancelled, screen, 32));
  tear_down (&f);
}

/* Below 100 % the mean of what is stored, before the recipe. */
static void
test_reduced (void)
{
  const RectoProjection half = { 0.5, 0, FALSE };
  RectoComposition c = composition_for (RECTO_MODE_SINGLE);
  Fixture f;
  g_autoptr (RectoImage) image = NULL;
  RectoImage *stored;

  set_up (&f, &plain, &c);
  stored = recto_pyramid_get_level (f.pyramids[0], 0);
  image = recto_renderer_render (f.renderer, &half, &(RectoRect) { 0, 0, 45, 35 }, NULL, NULL);
  g_assert_false (recto_image_has_alpha (image));
  for (int y = 0; y < 35; y++)
    for (int x = 0; x < 45; x++)
      for (guint k = 0; k < 3; k++)
        {
          double sum = raw (stored, 2 * x, 2 * y, k) + raw (stored, 2 * x + 1, 2 * y, k) + raw (stored, 2 * x, 2 * y + 1, k)
                       + raw (stored, 2 * x + 1, 2 * y + 1, k);

          g_assert_cmpfloat (raw (image, x, y, k), ==, floor (sum / 4 + 0.5));
        }
  tear_down (&f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/renderer/matrix", test_matrix);
  g_test_add_func ("/renderer/modes", test_modes);
  g_test_add_func ("/renderer/settings", test_settings);
  g_test_add_func ("/renderer/kinds", test_kinds);
  g_test_add_func ("/renderer/projections", test_projections);
  g_test_add_func ("/renderer/reduced", test_reduced);
  g_test_add_func ("/renderer/tiles", test_tiles);
  g_test_add_func ("/renderer/pick", test_pick);
  g_test_add_func ("/renderer/not-loaded", test_not_loaded);
  return g_test_run ();
}

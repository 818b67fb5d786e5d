/* test-register.c: planted transforms found again, strangers refused
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages are drawn by cairo straight in the moved frame, so that the planted transform is known and nothing of the code under test
 * takes part in it. In "ultraviolet" the paper is dark, faint print keeps its place with little contrast, the
 * portrait is gone and lines and fibres glow that white light does not show.
 */

#include "config.h"
#include "recto-registration.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#define WIDTH 984
#define HEIGHT 692

typedef struct
{
  guint32 seed;    /* of the page: two seeds are two pages */
  gboolean uv;
  double noise;
  double bend;     /* pixels by which the right third is pushed down */
  double scale;    /* 1: WIDTH × HEIGHT */
  RectoMatrix3 transform; /* picture to page */
} Page;

static guint
random_below (guint32 *state, guint n)
{
  *state = *state * 1664525u + 1013904223u;
  return (guint) (((guint64) *state * n) >> 32);
}

/* Letters of no script: three strokes each. */
static void
draw_words (cairo_t *cr, guint32 *state, double x, double y, double size, guint n)
{
  cairo_set_line_width (cr, size / 7);
  for (guint i = 0; i < n; i++, x += size * 0.75)
    for (guint stroke = 0; stroke < 3; stroke++)
      {
        cairo_move_to (cr, x + random_below (state, 4) * size / 6, y + random_below (state, 5) * size / 4);
        cairo_line_to (cr, x + random_below (state, 4) * size / 6, y + random_below (state, 5) * size / 4);
        cairo_stroke (cr);
      }
}

static void
draw_waves (cairo_t *cr, guint32 *state, double step, double height)
{
  double phase = random_below (state, 628) / 100.0, length = 40 + random_below (state, 60);

  for (double y = 4; y < HEIGHT; y += step)
    {
      for (double x = 0; x <= WIDTH; x += 4)
        cairo_line_to (cr, x, y + height * sin (x / length + phase + y / 90));
      cairo_stroke (cr);
    }
}

static void
draw_page (cairo_t *cr, const Page *page)
{
  guint32 state = page->seed * 7919 + 17;
  double print = page->uv ? 0.07 : 0.1, paper = page->uv ? 0.13 : 0.93;

  cairo_set_source_rgb (cr, paper, paper, page->uv ? 0.3 : 0.85);
  cairo_paint (cr);
  cairo_set_line_width (cr, 1);
  if (page->uv)
    cairo_set_source_rgb (cr, paper + 0.03, paper + 0.03, 0.33);
  else
    cairo_set_source_rgb (cr, 0.75, 0.85, 0.8);
  draw_waves (cr, &state, 9, 5);

  /* The portrait, which only white light shows. */
  if (!page->uv)
    {
      cairo_set_source_rgb (cr, 0.55, 0.6, 0.65);
      cairo_rectangle (cr, 30, 120, 240, 320);
      cairo_fill (cr);
      cairo_set_source_rgb (cr, 0.8, 0.65, 0.55);
      cairo_arc (cr, 150, 260, 85, 0, 2 * G_PI);
      cairo_fill (cr);
    }

  cairo_set_source_rgb (cr, print, print, page->uv ? 0.24 : 0.12);
  draw_words (cr, &state, 30 + random_below (&state, 60), 24, 36, 12);
  for (guint row = 0; row < 8; row++)
    for (guint column = 0; column < 2; column++)
      draw_words (cr, &state, 310 + 340 * column + random_below (&state, 40),
                  100 + row * (42 + random_below (&state, 6)), 18, 8 + random_below (&state, 8));
  draw_words (cr, &state, 40, 560, 26, 44);
  draw_words (cr, &state, 40, 615, 26, 44);

  if (page->uv)
    {
      cairo_set_source_rgb (cr, 0.8, 0.75, 0.3);
      cairo_set_line_width (cr, 4);
      draw_waves (cr, &state, 130, 30);
      cairo_set_line_width (cr, 3);
      for (guint i = 0; i < 40; i++)
        {
          double x = random_below (&state, WIDTH), y = random_below (&state, HEIGHT);

          cairo_set_source_rgb (cr, 0.3 + 0.5 * (i % 2), 0.9 - 0.4 * (i % 2), 0.5);
          cairo_move_to (cr, x, y);
          cairo_line_to (cr, x + (int) random_below (&state, 40) - 20, y + (int) random_below (&state, 40) - 20);
          cairo_stroke (cr);
        }
    }
}

static RectoImage *
draw_picture (const Page *page)
{
  guint width = floor (WIDTH * page->scale), height = floor (HEIGHT * page->scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  RectoMatrix3 draw;
  RectoImage *image = recto_image_new (width, height, 3, 8, FALSE, NULL);
  guint8 *out = recto_image_get_data_mutable (image);
  guint32 state = 99;
  cairo_matrix_t matrix;

  /* cairo's pixel centres are at halves. */
  g_assert_true (recto_matrix3_invert (&page->transform, &draw));
  cairo_matrix_init (&matrix, draw.m[0], draw.m[3], draw.m[1], draw.m[4],
                     draw.m[2] + 0.5 - 0.5 * (draw.m[0] + draw.m[1]),
                     draw.m[5] + 0.5 - 0.5 * (draw.m[3] + draw.m[4]));
  cairo_set_matrix (cr, &matrix);
  draw_page (cr, page);
  if (page->bend != 0)
    {
      cairo_rectangle (cr, WIDTH * 2 / 3, -HEIGHT, WIDTH, 3 * HEIGHT);
      cairo_clip (cr);
      cairo_translate (cr, 0, page->bend);
      draw_page (cr, page);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  for (guint y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
                                                              + (gsize) y * cairo_image_surface_get_stride (surface));

      for (guint x = 0; x < width; x++)
        for (guint k = 0; k < 3; k++)
          {
            double noise = 0;

            for (guint i = 0; i < 4; i++)
              noise += random_below (&state, 1000) / 500.0 - 1;
            /* Four uniform values have a standard deviation of 1.15. */
            *out++ = CLAMP (((row[x] >> (16 - 8 * k)) & 255) + noise * page->noise / 1.15 + 0.5, 0, 255);
          }
    }
  cairo_surface_destroy (surface);
  return image;
}

static RectoMatrix3
planted (double degrees, double scale, double dx, double dy)
{
  double c = cos (degrees * G_PI / 180) * scale, s = sin (degrees * G_PI / 180) * scale;
  double x = WIDTH / 2.0, y = HEIGHT / 2.0;

  return (RectoMatrix3) { { c, -s, x - c * x + s * y + dx, s, c, y - s * x - c * y + dy, 0, 0, 1 } };
}

static void
check_found (const RectoRegistration *found, const RectoMatrix3 *truth, double limit)
{
  double error = recto_matrix3_corner_distance (recto_registration_get_transform (found), truth, WIDTH, HEIGHT);

  g_test_message ("true error %.3f px, stated RMS %.3f, maximum %.3f at %u held-out blocks, %u agree%s%s", error,
                  recto_registration_get_rms_px (found), recto_registration_get_max_px (found),
                  recto_registration_get_n_held_out (found), recto_registration_get_n_agreeing (found),
                  recto_registration_get_reason (found) != NULL ? ": " : "",
                  recto_registration_get_reason (found) != NULL ? recto_registration_get_reason (found) : "");
  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_ALIGNED);
  g_assert_cmpint (recto_registration_get_source (found), ==, RECTO_REGISTRATION_BY_AUTO);
  g_assert_cmpfloat (error, <, limit);
  g_assert_cmpuint (recto_registration_get_n_held_out (found), >=, 5);
  g_assert_cmpfloat (recto_registration_get_max_px (found), >=, recto_registration_get_rms_px (found));
  /* The error stated covers the error there is. */
  g_assert_cmpfloat (error, <, 2 * recto_registration_get_max_px (found) + 0.1);
}

static void
check_refused (RectoRegistration *found)
{
  g_test_message ("%s: %s", recto_registration_get_reason_code (found), recto_registration_get_reason (found));
  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_NOT_ALIGNED);
  g_assert_nonnull (recto_registration_get_reason_code (found));
  g_assert_true (g_str_has_suffix (recto_registration_get_reason (found), "."));
  g_assert_true (recto_matrix3_is_identity (recto_registration_get_transform (found)));
  recto_registration_unref (found);
}

static void
test_planted (void)
{
  const double cases[][4] = { { 6, 1.05, 29, -20 }, { -6, 0.95, -29, 11 }, { 0, 1, 0.37, 0.73 }, { 183, 0.97, 5, 9 } };
  Page white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  g_autoptr (RectoImage) reference = draw_picture (&white);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Page uv = { 3, TRUE, 2, 0, 1, planted (cases[i][0], cases[i][1], cases[i][2], cases[i][3]) };
      g_autoptr (RectoImage) moving = draw_picture (&uv);
      g_autoptr (RectoRegistration) found = recto_register_images (reference, moving, 200, NULL, NULL, NULL);

      check_found (found, &uv.transform, 0.5);
      g_assert_cmpstr (recto_model_to_string (recto_registration_get_model (found)), ==, "similarity");
      g_assert_cmpfloat_with_epsilon (recto_registration_get_rms_mm (found),
                                      recto_registration_get_rms_px (found) * 25.4 / 200, 1e-9);
      if (i == 0)
        {
          g_autoptr (RectoRegistration) again = recto_register_images (reference, moving, 200, NULL, NULL, NULL);
          g_autofree char *one = recto_registration_to_text (found);
          g_autofree char *two = recto_registration_to_text (again);

          g_assert_cmpstr (one, ==, two);
        }
    }
}

static void
test_resolutions (void)
{
  Page white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  Page half = { 3, TRUE, 2, 0, 0.5, { { 2, 0, 7.5, 0, 2, -4.5, 0, 0, 1 } } };
  g_autoptr (RectoImage) reference = draw_picture (&white);
  g_autoptr (RectoImage) moving = draw_picture (&half);
  g_autoptr (RectoRegistration) found = NULL;

  recto_image_set_dpi (reference, 200, 200);
  recto_image_set_dpi (moving, 100, 100);
  found = recto_register_images (reference, moving, 200, NULL, NULL, NULL);
  check_found (found, &half.transform, 1);
}

static void
test_initial (void)
{
  Page white = { 5, FALSE, 2, 0, 1, recto_matrix3_identity };
  Page uv = { 5, TRUE, 2, 0, 1, planted (40, 1, 15, -8) };
  RectoMatrix3 start = planted (40.6, 1.004, 22, -3);
  g_autoptr (RectoImage) reference = draw_picture (&white);
  g_autoptr (RectoImage) moving = draw_picture (&uv);
  g_autoptr (RectoRegistration) found = recto_register_images (reference, moving, 0, &start, NULL, NULL);

  check_found (found, &uv.transform, 0.5);
  g_assert_cmpfloat (recto_registration_get_rms_mm (found), ==, -1);
}

/* A third of the page is pushed down by 3 pixels: one transform cannot hold, and the maximum must say so. */
static void
test_bent (void)
{
  Page white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  Page uv = { 3, TRUE, 2, 3, 1, planted (2, 1, 4, 4) };
  g_autoptr (RectoImage) reference = draw_picture (&white);
  g_autoptr (RectoImage) moving = draw_picture (&uv);
  g_autoptr (RectoRegistration) found = recto_register_images (reference, moving, 0, NULL, NULL, NULL);

  g_test_message ("RMS %.2f, maximum %.2f", recto_registration_get_rms_px (found), recto_registration_get_max_px (found));
  g_assert_cmpint (recto_registration_get_status (found), ==, RECTO_REGISTRATION_ALIGNED);
  g_assert_cmpfloat (recto_registration_get_max_px (found), >, 2.5);
  g_assert_cmpfloat (recto_registration_get_max_px (found), <, 4);
}

static void
test_strangers (void)
{
  Page white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  Page other = { 8, TRUE, 2, 0, 1, planted (1, 1, 0, 0) };
  g_autoptr (RectoImage) reference = draw_picture (&white);
  g_autoptr (RectoImage) moving = draw_picture (&other);
  g_autoptr (RectoImage) blank = recto_image_new (WIDTH, HEIGHT, 1, 16, FALSE, NULL);
  g_autoptr (RectoImage) tiny = recto_image_new (20, 900, 1, 8, FALSE, NULL);
  RectoMatrix3 singular = { { 0 } };

  check_refused (recto_register_images (reference, moving, 300, NULL, NULL, NULL));
  check_refused (recto_register_images (reference, blank, 300, &recto_matrix3_identity, NULL, NULL));
  check_refused (recto_register_images (reference, tiny, 300, NULL, NULL, NULL));
  check_refused (recto_register_images (reference, moving, 300, &singular, NULL, NULL));
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_async (void)
{
  Page white = { 3, FALSE, 2, 0, 1, recto_matrix3_identity };
  Page uv = { 3, TRUE, 2, 0, 1, planted (2, 1, 4, 4) };
  g_autoptr (RectoImage) reference = draw_picture (&white);
  g_autoptr (RectoImage) moving = draw_picture (&uv);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoRegistration) found = NULL;

  recto_register_images_async (reference, moving, 0, NULL, cancellable, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  found = recto_register_images_finish (result, &error);
  g_assert_no_error (error);
  check_found (found, &uv.transform, 0.5);

  g_clear_object (&result);
  recto_register_images_async (reference, moving, 0, NULL, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (recto_register_images_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register/planted", test_planted);
  g_test_add_func ("/register/resolutions", test_resolutions);
  g_test_add_func ("/register/initial", test_initial);
  g_test_add_func ("/register/bent", test_bent);
  g_test_add_func ("/register/strangers", test_strangers);
  g_test_add_func ("/register/async", test_async);
  return g_test_run ();
}

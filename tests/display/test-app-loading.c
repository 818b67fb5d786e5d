/* test-app-loading.c: a picture that loads is seen from the first moment, and closing meanwhile is safe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load.h"
#include "recto-image-save.h"
#include "recto-light-table.h"
#include "recto-pyramid.h"
#include "recto-session.h"

#include <adwaita.h>
#include <string.h>

#define WIDTH 2100
#define HEIGHT 1500

static RectoImage *
draw (void)
{
  RectoImage *image = recto_image_new (WIDTH, HEIGHT, 3, 8, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  guint32 state = 5;

  for (guint y = 0; y < HEIGHT; y++)
    for (guint x = 0; x < WIDTH; x++)
      for (guint c = 0; c < 3; c++)
        {
          state = state * 1664525u + 1013904223u;
          *data++ = (guint8) (80 + 60 * y / HEIGHT + 60 * x / WIDTH + c * 10 + (state >> 28));
        }
  return image;
}

/* A case with one page and one exposure. cut: the stored original ends in its middle. */
static char *
make_case (RectoCasebook *casebook, gboolean with_thumbnail, gboolean cut)
{
  g_autoptr (RectoImage) image = draw ();
  g_autoptr (GBytes) png = recto_image_encode_png (image, NULL);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  g_autoptr (RectoImage) small = recto_pyramid_dup_scaled (pyramid, 256, 256, NULL);
  g_autoptr (GBytes) thumbnail = with_thumbnail ? recto_image_encode_png (small, NULL) : NULL;
  g_autofree char *hash = recto_image_dup_pixel_sha256 (image);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  char *case_id = recto_casebook_create_case (casebook, "Examiner", NULL, "Loading", &error);
  RectoExposure given = { 0 };

  g_assert_no_error (error);
  given.light = (char *) "white";
  given.file_name = (char *) "page.png";
  given.pixel_sha256 = hash;
  given.format = (char *) "png";
  given.width = WIDTH;
  given.height = HEIGHT;
  given.channels = 3;
  given.depth = 8;
  given.orientation = 1;
  if (cut)
    {
      GBytes *part = g_bytes_new_from_bytes (png, 0, g_bytes_get_size (png) / 2);
      gsize size;
      guint8 *bad = g_memdup2 (g_bytes_get_data (part, NULL), g_bytes_get_size (part));

      size = g_bytes_get_size (part);
      /* Bytes that no Deflate stream has, so that it is damaged and not only short. */
      memset (bad + size - 20000, 0xff, 20000);
      g_bytes_unref (part);
      g_bytes_unref (png);
      png = g_bytes_new_take (bad, size);
    }
  id = recto_casebook_add_page_with_exposure (casebook, "Examiner", case_id, "DATA_PAGE", NULL, &given, png,
                                              thumbnail, NULL, &error);
  g_assert_no_error (error);
  return case_id;
}

static RectoCasebook *
open_casebook (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-loading-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  RectoCasebook *casebook = recto_casebook_open (folder, TRUE, &error);

  g_assert_no_error (error);
  return casebook;
}

static GtkWidget *
open_window (RectoSession *session, GtkWidget **table)
{
  GtkWidget *window = adw_window_new ();

  *table = recto_light_table_new ();
  adw_window_set_content (ADW_WINDOW (window), *table);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  recto_light_table_set_session (RECTO_LIGHT_TABLE (*table), session);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
close_window (GtkWidget *window, GtkWidget *table, RectoSession *session)
{
  recto_light_table_set_session (RECTO_LIGHT_TABLE (table), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  recto_session_close (session);
}

/* How much of the page the present renderer shows, in per cent. */
static guint
shown (RectoSession *session)
{
  g_autoptr (RectoRenderer) renderer = recto_session_dup_renderer (session, 0);
  g_autoptr (RectoImage) image = NULL;
  const RectoProjection projection = { 0.1, 0, FALSE };
  guint n = 0;

  if (renderer == NULL)
    return 0;
  image = recto_renderer_render (renderer, &projection,
                                 &(RectoRect) { 0, 0, WIDTH / 10, HEIGHT / 10 }, NULL, NULL);
  if (!recto_image_has_alpha (image))
    return 100;
  for (guint i = 0; i < WIDTH / 10 * (HEIGHT / 10); i++)
    n += recto_image_get_alpha (image)[i] != 0;
  return n * 100 / (WIDTH / 10 * (HEIGHT / 10));
}

static void
wait_for (RectoExposureItem *item, RectoLoadState state)
{
  while (recto_exposure_item_get_load_state (item) != state)
    g_main_context_iteration (NULL, TRUE);
}

/* From the first moment to the last the whole page is seen, and no value is read before it is the stored one. */
static void
test_seen_at_once (void)
{
  g_autoptr (RectoCasebook) casebook = open_casebook ();
  g_autofree char *case_id = make_case (casebook, TRUE, FALSE);
  g_autoptr (RectoImage) image = draw ();
  g_autoptr (RectoSession) session = recto_session_new (casebook, case_id, "Examiner", NULL);
  g_autoptr (RectoRenderer) first = recto_session_dup_renderer (session, 0);
  g_autoptr (RectoRenderer) last = NULL;
  RectoExposureItem *item = recto_session_get_a (session);
  const guint8 *stored = recto_image_get_data (image) + (700 * WIDTH + 900) * 3;
  guint depth, channels, values[3], seen[3], n;
  GtkWidget *table;
  GtkWidget *window = open_window (session, &table);

  g_assert_nonnull (first);
  while (recto_exposure_item_get_load_state (item) != RECTO_LOAD_READY)
    {
      g_assert_cmpint (recto_exposure_item_get_load_state (item), !=, RECTO_LOAD_FAILED);
      g_assert_cmpuint (shown (session), ==, 100);
      g_assert_false (recto_session_pick (session, item, (RectoPoint) { 900, 700 }, &depth,
                                          &channels, values));
      g_assert_null (recto_exposure_item_get_histogram (item));
      g_assert_null (recto_exposure_item_get_pyramid (item));
      g_main_context_iteration (NULL, TRUE);
    }
  last = recto_session_dup_renderer (session, 0);
  g_assert_cmpuint (shown (session), ==, 100);
  g_assert_cmpstr (recto_renderer_get_key (first), !=, recto_renderer_get_key (last));
  g_assert_cmpstr (recto_scene_get_hash (recto_renderer_get_scene (first)), ==,
                   recto_scene_get_hash (recto_renderer_get_scene (last)));
  g_assert_true (recto_session_pick (session, item, (RectoPoint) { 900, 700 }, &depth, &channels, values));
  for (guint c = 0; c < 3; c++)
    g_assert_cmpuint (values[c], ==, stored[c]);
  g_assert_nonnull (recto_exposure_item_get_histogram (item));
  /* A renderer of a preview reads no values, even now. */
  g_assert_false (recto_renderer_pick (first, 0, (RectoPoint) { 900, 700 }, &depth, &channels, values, &n, seen));
  g_assert_true (recto_renderer_pick (last, 0, (RectoPoint) { 900, 700 }, &depth, &channels, values, &n, seen));
  g_assert_cmpuint (values[1], ==, stored[1]);
  gtk_test_widget_wait_for_draw (window);
  close_window (window, table, session);
}

/* Without a thumbnail, closed at different moments of loading; then the loop runs on. */
static void
test_close (void)
{
  g_autoptr (RectoCasebook) casebook = open_casebook ();
  g_autofree char *case_id = make_case (casebook, FALSE, FALSE);

  for (guint turns = 0; turns < 24; turns += 4)
    {
      RectoSession *session = recto_session_new (casebook, case_id, "Examiner", NULL);
      GtkWidget *table;
      GtkWidget *window = open_window (session, &table);

      for (guint i = 0; i < turns; i++)
        g_main_context_iteration (NULL, TRUE);
      close_window (window, table, session);
      g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &session);
      g_object_unref (session);
      /* The worker holds the session until it has stopped. */
      while (session != NULL)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* The part that could be read is not left standing as if it were the picture. */
static void
test_broken (void)
{
  g_autoptr (RectoCasebook) casebook = open_casebook ();
  g_autofree char *case_id = make_case (casebook, FALSE, TRUE);
  g_autoptr (RectoSession) session = recto_session_new (casebook, case_id, "Examiner", NULL);
  RectoExposureItem *item = recto_session_get_a (session);
  GtkWidget *table;
  GtkWidget *window = open_window (session, &table);

  wait_for (item, RECTO_LOAD_FAILED);
  g_assert_nonnull (recto_exposure_item_get_problem (item));
  g_assert_cmpuint (shown (session), ==, 0);
  close_window (window, table, session);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/loading/seen-at-once", test_seen_at_once);
  g_test_add_func ("/loading/close", test_close);
  g_test_add_func ("/loading/broken", test_broken);

  return g_test_run ();
}

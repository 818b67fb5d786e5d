/* session-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "session-fixture.h"

#include "recto-image-save.h"
#include <string.h>

#define WIDTH 64
#define HEIGHT 48

GBytes *
session_picture (guint seed, char **pixel_sha256)
{
  g_autoptr (RectoImage) image = recto_image_new (WIDTH, HEIGHT, 3, 8, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  GBytes *png;

  for (guint i = 0; i < WIDTH * HEIGHT * 3; i++)
    data[i] = (guint8) (i * 7 + i / 97 * 13 + seed * 31);
  if (pixel_sha256 != NULL)
    *pixel_sha256 = recto_image_dup_pixel_sha256 (image);
  png = recto_image_encode_png (image, NULL);
  g_assert_nonnull (png);

  return png;
}

static char *
add_exposure (SessionFixture *f, const char *light, guint seed)
{
  g_autofree char *pixels = NULL;
  g_autoptr (GBytes) png = session_picture (seed, &pixels);
  g_autoptr (GError) error = NULL;
  RectoExposure exposure = {
    .page_id = f->page_id, .light = (char *) light, .file_name = (char *) light,
    .pixel_sha256 = pixels, .format = (char *) "png", .width = WIDTH, .height = HEIGHT,
    .channels = 3, .depth = 8, .orientation = 1,
  };
  char *id = recto_casebook_add_exposure (f->casebook, "tester", &exposure, png, NULL, &error);

  g_assert_no_error (error);

  return id;
}

void
session_set_up (SessionFixture *f, gconstpointer data)
{
  g_autoptr (RectoRegistration) registration = recto_registration_new_given (&recto_matrix3_identity);
  g_autofree char *text = recto_registration_to_text (registration);
  g_autofree char *name = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;

  f->folder = g_build_filename (g_get_user_data_dir (), name, NULL);
  f->casebook = recto_casebook_open (f->folder, TRUE, &error);
  g_assert_no_error (error);
  f->case_id = recto_casebook_create_case (f->casebook, "tester", "2026-0001", "Passport UTO", &error);
  f->page_id = recto_casebook_add_page (f->casebook, "tester", f->case_id, "DATA_PAGE", NULL, &error);
  f->white = add_exposure (f, "white", 1);
  f->uv = add_exposure (f, "uv365", 2);
  g_assert_true (recto_casebook_set_exposure_registration (f->casebook, "tester", f->uv, text, &error));
  session_open (f);
}

static void
problem_cb (RectoSession *session, const char *heading, const char *body, SessionFixture *f)
{
  session_forget_problem (f);
  f->heading = g_strdup (heading);
  f->body = g_strdup (body);
  f->n_problems++;
}

static void
import_failed_cb (RectoSession *session, const char *path, const char *heading, const char *body,
                  guint index, SessionFixture *f)
{
  problem_cb (session, heading, body, f);
  f->n_import_failed++;
}

static void
import_finished_cb (RectoSession *session, guint n_done, guint n_failed, SessionFixture *f)
{
  f->import_finished = TRUE;
}

void
session_open (SessionFixture *f)
{
  g_autoptr (GError) error = NULL;

  f->session = recto_session_new (f->casebook, f->case_id, "tester", &error);
  g_assert_no_error (error);
  g_signal_connect (f->session, "problem", G_CALLBACK (problem_cb), f);
  g_signal_connect (f->session, "import-failed", G_CALLBACK (import_failed_cb), f);
  g_signal_connect (f->session, "import-finished", G_CALLBACK (import_finished_cb), f);
  session_settle (f);
}

static gboolean
is_busy (SessionFixture *f)
{
  g_autofree char *verification = NULL;
  GListModel *pages = recto_session_get_pages (f->session);

  for (guint p = 0; p < g_list_model_get_n_items (pages); p++)
    {
      g_autoptr (RectoPageItem) page = g_list_model_get_item (pages, p);
      GListModel *exposures = recto_page_item_get_exposures (page);

      for (guint i = 0; i < g_list_model_get_n_items (exposures); i++)
        {
          g_autoptr (RectoExposureItem) item = g_list_model_get_item (exposures, i);

          if (recto_exposure_item_get_load_state (item) == RECTO_LOAD_RUNNING
              || recto_exposure_item_get_align_state (item) == RECTO_ALIGN_RUNNING)
            return TRUE;
        }
    }
  g_object_get (f->session, "verification", &verification, NULL);

  return g_str_equal (verification, "running") || g_str_equal (verification, "none");
}

void
session_settle (SessionFixture *f)
{
  while (is_busy (f))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
session_close (SessionFixture *f)
{
  recto_session_close (f->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&f->session);
}

void
session_tear_down (SessionFixture *f, gconstpointer data)
{
  g_autoptr (RectoVerification) verification = NULL;

  if (f->session != NULL)
    session_close (f);
  verification = recto_casebook_verify (f->casebook, NULL, NULL, NULL);
  g_assert_nonnull (verification);
  g_assert_true (recto_verification_is_intact (verification));
  g_clear_object (&f->casebook);
  session_forget_problem (f);
  g_free (f->folder);
  g_free (f->case_id);
  g_free (f->page_id);
  g_free (f->white);
  g_free (f->uv);
}

void
session_occupy (SessionFixture *f)
{
  g_autofree char *path = g_build_filename (f->folder, "casebook.sqlite", NULL);

  g_assert_null (f->other);
  g_assert_cmpint (sqlite3_open_v2 (path, &f->other, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (f->other, 5000);
  g_assert_cmpint (sqlite3_exec (f->other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
}

void
session_release (SessionFixture *f)
{
  g_assert_nonnull (f->other);
  g_assert_cmpint (sqlite3_exec (f->other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (f->other);
  f->other = NULL;
}

void
session_forget_problem (SessionFixture *f)
{
  g_clear_pointer (&f->heading, g_free);
  g_clear_pointer (&f->body, g_free);
}

void
session_assert_problem (SessionFixture *f, const char *heading, const char *words)
{
  g_assert_cmpstr (f->heading, ==, heading);
  if (strstr (f->body, words) == NULL)
    g_error ("“%s” is not in “%s”", words, f->body);
  session_forget_problem (f);
}

gboolean
session_get (SessionFixture *f, const char *property)
{
  gboolean value;

  g_object_get (f->session, property, &value, NULL);

  return value;
}

RectoExposureItem *
session_find (SessionFixture *f, const char *id)
{
  RectoExposureItem *item = recto_session_find_exposure (f->session, id);

  g_assert_nonnull (item);

  return item;
}

RectoRecipe *
session_inverted (void)
{
  g_autoptr (GError) error = NULL;
  RectoRecipe *recipe
      = recto_recipe_new_from_text ("{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\"}]}", &error);

  g_assert_no_error (error);

  return recipe;
}

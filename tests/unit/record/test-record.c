/* test-record.c: what is recorded of pictures, against hashes computed by hand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-record.h"

#include "recto-image-save.h"
#include <string.h>

#define WIDTH 64
#define HEIGHT 48
#define INVERT "{\"recto-recipe\":1,\"steps\":[{\"op\":\"invert\"}]}"

typedef struct
{
  char *folder;
  RectoCasebook *casebook;
  char *case_id;
  char *page_id;
  char *id;
} Fixture;

static guint8
sample (guint i)
{
  return (guint8) (i * 7 + i / 97 * 13);
}

static RectoImage *
draw (void)
{
  RectoImage *image = recto_image_new (WIDTH, HEIGHT, 3, 8, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);

  for (guint i = 0; i < WIDTH * HEIGHT * 3; i++)
    data[i] = sample (i);
  recto_image_set_dpi (image, 600, 300);
  recto_image_add_warning (image, "a “warning”");
  return image;
}

/* As recto-image.h defines it. */
static char *
hash_of (const guint8 *samples, int width, int height)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *line = g_strdup_printf ("%dx%dx3x8\n", width, height);

  g_checksum_update (checksum, (const guchar *) line, -1);
  g_checksum_update (checksum, samples, (gssize) width * height * 3);
  return g_strdup (g_checksum_get_string (checksum));
}

static char *
hash_inverted (void)
{
  guint8 samples[WIDTH * HEIGHT * 3];

  for (guint i = 0; i < sizeof samples; i++)
    samples[i] = (guint8) (255 - sample (i));
  return hash_of (samples, WIDTH, HEIGHT);
}

/* The page at 100 % in the middle of the window of 1024 × 768. */
static char *
hash_page (guint turns)
{
  g_autofree guint8 *window = g_malloc0 (1024 * 768 * 3);
  int w = turns == 0 ? WIDTH : HEIGHT, h = turns == 0 ? HEIGHT : WIDTH;

  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++)
      for (int c = 0; c < 3; c++)
        {
          /* A quarter turn clockwise puts the lower left corner at the upper left. */
          int from = turns == 0 ? y * WIDTH + x : (HEIGHT - 1 - x) * WIDTH + y;

          window[((384 - h / 2 + y) * 1024 + 512 - w / 2 + x) * 3 + c] = sample ((guint) (from * 3 + c));
        }
  return hash_of (window, 1024, 768);
}

static RectoScene *
make_scene (const char *id, const char *hash, RectoMode mode)
{
  g_autoptr (RectoRecipe) recipe = recto_recipe_new ();
  RectoSceneExposure parts[2] = {
    { .id = id, .pixel_sha256 = hash, .recipe = recipe, .registration = recto_matrix3_identity },
    { .id = id, .pixel_sha256 = hash, .recipe = recipe, .registration = recto_matrix3_identity },
  };
  RectoComposition composition;

  recto_composition_init (&composition, 2, WIDTH, HEIGHT);
  composition.mode = mode;
  return recto_scene_new (WIDTH, HEIGHT, parts, 2, &composition);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *name = g_uuid_string_random ();
  g_autoptr (RectoImage) image = draw ();
  g_autoptr (GBytes) png = recto_image_encode_png (image, NULL);
  g_autoptr (RectoExposure) exposure = g_new0 (RectoExposure, 1);
  g_autoptr (GError) error = NULL;

  f->folder = g_build_filename (g_get_user_data_dir (), name, NULL);
  f->casebook = recto_casebook_open (f->folder, TRUE, &error);
  g_assert_no_error (error);
  f->case_id = recto_casebook_create_case (f->casebook, "tester", NULL, NULL, NULL);
  f->page_id = recto_casebook_add_page (f->casebook, "tester", f->case_id, "DATA_PAGE", NULL, NULL);
  recto_record_fill_exposure (exposure, png, 0, image);
  exposure->page_id = g_strdup (f->page_id);
  exposure->light = g_strdup ("white");
  exposure->file_name = g_strdup ("w.png");
  g_free (exposure->format);
  exposure->format = g_strdup ("png");
  f->id = recto_casebook_add_exposure (f->casebook, "tester", exposure, png, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->casebook);
  g_free (f->folder);
  g_free (f->case_id);
  g_free (f->page_id);
  g_free (f->id);
}

static void
verify (Fixture *f, RectoRecordCheck *check, guint n_problems)
{
  g_autoptr (RectoVerification) verification = recto_casebook_verify (f->casebook, f->case_id, NULL, NULL);
  g_autoptr (RectoRecordPictures) pictures = recto_record_pictures_new (f->casebook, FALSE);
  g_autoptr (GError) error = NULL;

  memset (check, 0, sizeof *check);
  g_assert_true (recto_record_check_case (f->casebook, f->case_id, pictures, 1, verification, check, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < verification->problems->len; i++)
    g_test_message ("%s", (char *) verification->problems->pdata[i]);
  g_assert_cmpuint (verification->problems->len, ==, n_problems);
}

static void
test_fill (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoExposure) stored = recto_casebook_get_exposure (f->casebook, f->id, NULL);
  g_autoptr (RectoImage) image = draw ();
  g_autoptr (RectoImage) large = recto_image_new (1600, 400, 1, 8, FALSE, NULL);
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (large, NULL);
  g_autoptr (GBytes) png = recto_record_make_thumbnail (pyramid, NULL);
  g_autofree char *hash = hash_of (recto_image_get_data (image), WIDTH, HEIGHT);
  const guint8 *bytes = g_bytes_get_data (png, NULL);

  g_assert_cmpstr (stored->pixel_sha256, ==, hash);
  g_assert_cmpstr (stored->output_sha256, ==, hash);
  g_assert_cmpint (stored->width, ==, WIDTH);
  g_assert_cmpint (stored->height, ==, HEIGHT);
  g_assert_cmpint (stored->channels, ==, 3);
  g_assert_cmpint (stored->depth, ==, 8);
  g_assert_cmpfloat (stored->dpi_x, ==, 600);
  g_assert_cmpfloat (stored->dpi_y, ==, 300);
  g_assert_cmpstr (stored->warnings, ==, "[\"a “warning”\"]");
  g_assert_nonnull (strstr (stored->metadata, "\"recto-metadata\":1"));
  /* Width and height stand in the header of a PNG file. */
  g_assert_cmpint (bytes[18] << 8 | bytes[19], ==, 512);
  g_assert_cmpint (bytes[22] << 8 | bytes[23], ==, 128);
}

static void
test_recipe (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoImage) image = draw ();
  g_autofree char *wanted = hash_inverted ();
  g_autofree char *hash = recto_record_hash_recipe (INVERT, image, 1, NULL);
  RectoRecordCheck check;

  g_assert_cmpstr (hash, ==, wanted);
  g_assert_true (recto_casebook_set_exposure_recipe (f->casebook, "tester", f->id, INVERT, NULL));
  verify (f, &check, 0);
  g_assert_cmpuint (check.n_recipes_run, ==, 1);
  g_assert_cmpuint (check.n_recipes_recorded, ==, 0);
  g_assert_true (recto_record_check_is_intact (&check));

  g_assert_true (recto_casebook_set_exposure_output (f->casebook, "tester", f->id, INVERT, wanted, NULL));
  verify (f, &check, 0);
  g_assert_cmpuint (check.n_recipes_recorded, ==, 1);
  g_assert_cmpuint (check.n_recipes_same, ==, 1);

  wanted[0] = wanted[0] == '0' ? '1' : '0';
  g_assert_true (recto_casebook_set_exposure_output (f->casebook, "tester", f->id, INVERT, wanted, NULL));
  verify (f, &check, 1);
  g_assert_cmpuint (check.n_recipes_same, ==, 0);
  g_assert_false (recto_record_check_is_intact (&check));
}

static void
test_view (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoImage) image = draw ();
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, NULL);
  RectoPyramid *both[] = { pyramid, pyramid };
  g_autofree char *pixels = recto_image_dup_pixel_sha256 (image);
  g_autoptr (RectoScene) single = make_scene (f->id, pixels, RECTO_MODE_SINGLE);
  g_autoptr (RectoScene) side = make_scene (f->id, pixels, RECTO_MODE_SIDE_BY_SIDE);
  const char *viewport = "{\"center\":[31.5,23.5],\"fit\":false,\"mirrored\":false,\"quarter_turns\":0,\"zoom\":1}";
  const char *turned = "{\"center\":[31.5,23.5],\"fit\":false,\"mirrored\":false,\"quarter_turns\":1,\"zoom\":1}";
  g_autofree char *wanted = hash_page (0);
  g_autofree char *wanted_turned = hash_page (1);
  g_autofree char *lines = g_strdup_printf ("%s\n%s\n", wanted, wanted);
  g_autofree char *wanted_side = g_compute_checksum_for_string (G_CHECKSUM_SHA256, lines, -1);
  g_autofree char *hash = recto_record_hash_view (single, viewport, both, NULL, NULL);
  g_autofree char *hash_turned = recto_record_hash_view (single, turned, both, NULL, NULL);
  g_autofree char *hash_side = recto_record_hash_view (side, viewport, both, NULL, NULL);
  g_autofree char *fitted = recto_record_hash_view (single, NULL, both, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (hash, ==, wanted);
  g_assert_cmpstr (hash_turned, ==, wanted_turned);
  g_assert_cmpstr (hash_side, ==, wanted_side);
  g_assert_nonnull (fitted);
  g_assert_cmpstr (fitted, !=, wanted);
  g_assert_true (recto_record_view_needs (side, 1));
  g_assert_false (recto_record_view_needs (single, 1));
  g_assert_null (recto_record_hash_view (single, "{\"zoom\":1}", both, NULL, &error));
  g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
}

static void
test_finding (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoExposure) stored = recto_casebook_get_exposure (f->casebook, f->id, NULL);
  g_autoptr (RectoScene) scene = make_scene (f->id, stored->pixel_sha256, RECTO_MODE_SINGLE);
  g_autofree char *text = recto_scene_to_text (scene);
  g_autofree char *wanted = hash_page (0);
  g_autofree char *id = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GPtrArray) exposures = NULL;
  g_autoptr (RectoRecordPictures) pictures = recto_record_pictures_new (f->casebook, TRUE);
  RectoFinding finding = {
    .page_id = f->page_id, .exposure_id = f->id, .shape = (char *) "{\"type\":\"point\",\"x\":1,\"y\":2}",
    .result = (char *) "DEVIATES", .scene = text,
    .viewport = (char *) "{\"center\":[31.5,23.5],\"fit\":false,\"mirrored\":false,\"quarter_turns\":0,\"zoom\":1}",
  };
  RectoRecordCheck check;

  /* Withdrawn, the picture is still there to be drawn. */
  g_assert_true (recto_casebook_withdraw_exposure (f->casebook, "tester", f->id, "blurred", NULL));
  exposures = recto_casebook_list_all_exposures (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (exposures->len, ==, 1);
  hash = recto_record_hash_finding (pictures, exposures, &finding, NULL, NULL);
  g_assert_cmpstr (hash, ==, wanted);
  finding.output_sha256 = hash;
  id = recto_casebook_add_finding (f->casebook, "tester", &finding, NULL);
  verify (f, &check, 0);
  g_assert_cmpuint (check.n_findings, ==, 1);
  g_assert_cmpuint (check.n_findings_recorded, ==, 1);
  g_assert_cmpuint (check.n_findings_same, ==, 1);

  hash[5] = hash[5] == '0' ? '1' : '0';
  g_assert_true (recto_casebook_set_finding_output (f->casebook, "tester", id, finding.scene, finding.viewport, hash, NULL));
  verify (f, &check, 1);
  g_assert_cmpuint (check.n_findings_same, ==, 0);
  g_assert_false (recto_record_check_is_intact (&check));
}

/* Nothing is recorded from a picture that is not the one that was imported. */
static void
test_strict (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoExposure) stored = recto_casebook_get_exposure (f->casebook, f->id, NULL);
  g_autoptr (RectoImage) image = recto_image_new (WIDTH, HEIGHT, 3, 8, FALSE, NULL);
  g_autoptr (RectoPyramid) other = recto_pyramid_new (image, NULL);
  g_autoptr (RectoRecordPictures) strict = recto_record_pictures_new (f->casebook, TRUE);
  g_autoptr (RectoRecordPictures) lax = recto_record_pictures_new (f->casebook, FALSE);
  g_autoptr (RectoImage) got = NULL;
  g_autoptr (GError) error = NULL;

  recto_record_pictures_give (strict, stored->sha256, 0, other);
  recto_record_pictures_give (lax, stored->sha256, 0, other);
  g_assert_null (recto_record_pictures_dup_image (strict, stored, NULL, &error));
  g_assert_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED);
  got = recto_record_pictures_dup_image (lax, stored, NULL, NULL);
  g_assert_true (got == image);
}

static void
test_shape (void)
{
  const struct
  {
    const char *shape;
    gboolean on;
  } cases[] = {
    { "{\"type\":\"rectangle\",\"x\":-10,\"y\":-10,\"width\":10,\"height\":10}", TRUE },
    { "{\"type\":\"rectangle\",\"x\":-10,\"y\":-10,\"width\":9,\"height\":30}", FALSE },
    { "{\"type\":\"rectangle\",\"x\":-100,\"y\":-100,\"width\":500,\"height\":500}", TRUE },
    { "{\"type\":\"point\",\"x\":99.5,\"y\":49.5}", TRUE },
    { "{\"type\":\"point\",\"x\":99.6,\"y\":49}", FALSE },
    { "{\"type\":\"point\",\"x\":50,\"y\":1e9}", FALSE },
    { "{\"type\":\"arrow\",\"points\":[[50,25],[4000,25]]}", TRUE },
    { "{\"type\":\"arrow\",\"points\":[[400,25],[4000,25]]}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RectoShape) shape = recto_shape_new_from_text (cases[i].shape, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (recto_record_check_shape (shape, 100, 50, &error), ==, cases[i].on);
      if (!cases[i].on)
        g_assert_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add ("/record/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("fill", test_fill);
  ADD ("recipe", test_recipe);
  ADD ("view", test_view);
  ADD ("finding", test_finding);
  ADD ("strict", test_strict);
  g_test_add_func ("/record/shape", test_shape);
  return g_test_run ();
}

/* test-casebook-edits.c: each edit does what it says, leaves its event, and can be undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fixture.h"
#include "recto-casebook-private.h"

#include <string.h>

typedef struct
{
  char *folder;
  RectoCasebook *casebook;
  char *case_id;
  char *page_id;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->folder = fixture_folder ();
  f->casebook = recto_casebook_open (f->folder, TRUE, &error);
  g_assert_no_error (error);
  f->case_id = recto_casebook_create_case (f->casebook, "tester", NULL, "Passport UTO", &error);
  g_assert_no_error (error);
  f->page_id = recto_casebook_add_page (f->casebook, "tester", f->case_id, "DATA_PAGE", "left", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->casebook != NULL)
    {
      g_autoptr (RectoVerification) verification = recto_casebook_verify (f->casebook, NULL, NULL, NULL);

      g_assert_nonnull (verification);
      for (guint i = 0; i < verification->problems->len; i++)
        g_test_message ("%s", (char *) verification->problems->pdata[i]);
      g_assert_true (recto_verification_is_intact (verification));
    }
  g_clear_object (&f->casebook);
  g_free (f->folder);
  g_free (f->case_id);
  g_free (f->page_id);
}

/* The last event has this kind, and its data holds these words, unless they are NULL. */
static void
assert_event (Fixture *f, const char *kind, const char *words)
{
  g_autoptr (GPtrArray) events = recto_casebook_list_events (f->casebook, f->case_id, NULL);
  const RectoEvent *last = events->pdata[events->len - 1];

  g_assert_cmpstr (last->kind, ==, kind);
  if (words != NULL && strstr (last->data, words) == NULL)
    g_error ("“%s” is not in %s", words, last->data);
}

static guint
count_events (Fixture *f)
{
  g_autoptr (GPtrArray) events = recto_casebook_list_events (f->casebook, NULL, NULL);

  return events->len;
}

static void
assert_invalid (GError **error, const char *words)
{
  g_assert_error (*error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID);
  if (strstr ((*error)->message, words) == NULL)
    g_error ("“%s” is not in “%s”", words, (*error)->message);
  g_clear_error (error);
}

static void
test_case (Fixture *f, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *first = g_date_time_format (now, "%Y-0001");
  g_autofree char *seventh = g_date_time_format (now, "%Y-0007");
  g_autofree char *eighth = g_date_time_format (now, "%Y-0008");
  g_autofree char *second_id = NULL;
  g_autofree char *found = NULL;
  g_autofree char *short_id = g_strndup (f->case_id, 13);
  g_autoptr (RectoCase) record = recto_casebook_get_case (f->casebook, f->case_id, NULL);
  g_autoptr (RectoCase) second = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (record->reference, ==, first);
  g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}[+-]\\d\\d:\\d\\d$", record->created, 0, 0));
  g_clear_pointer (&record, recto_case_free);

  g_assert_true (recto_casebook_set_case_words (f->casebook, "other", f->case_id, seventh, "Now Thai: ไทย", &error));
  assert_event (f, "META_EDIT", "\"title\":[\"Passport UTO\",\"Now Thai: ไทย\"]");
  g_assert_true (recto_casebook_set_case_words (f->casebook, "other", f->case_id, NULL, "Now Thai: ไทย", &error));
  record = recto_casebook_get_case (f->casebook, f->case_id, NULL);
  g_assert_cmpstr (record->reference, ==, seventh);
  second_id = recto_casebook_create_case (f->casebook, "tester", NULL, NULL, NULL);
  second = recto_casebook_get_case (f->casebook, second_id, NULL);
  g_assert_cmpstr (second->reference, ==, eighth);
  g_assert_null (second->title);
  cases = recto_casebook_list_cases (f->casebook, NULL);
  g_assert_cmpstr (((RectoCase *) cases->pdata[0])->id, ==, second_id);

  found = recto_casebook_resolve_case (f->casebook, short_id, NULL);
  g_assert_cmpstr (found, ==, f->case_id);
  g_free (found);
  found = recto_casebook_resolve_case (f->casebook, eighth, NULL);
  g_assert_cmpstr (found, ==, second_id);
  g_assert_null (recto_casebook_resolve_case (f->casebook, "", &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (recto_casebook_get_case (f->casebook, "nobody", &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND);
}

static void
test_page (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) pages = NULL;
  g_autofree char *second = recto_casebook_add_page (f->casebook, "tester", f->case_id, "COVER_FRONT", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (second);
  g_assert_true (recto_casebook_set_page_words (f->casebook, "tester", f->page_id, "OBSERVATIONS", NULL, NULL));
  assert_event (f, "META_EDIT", "{\"label\":[\"left\",null],\"role\":[\"DATA_PAGE\",\"OBSERVATIONS\"]}");
  g_assert_true (recto_casebook_set_page_calibration (f->casebook, "tester", f->page_id, "{\"dpi\":600}", NULL));
  assert_event (f, "CALIB_SET", "\"calibration\":[null,\"{\\\"dpi\\\":600}\"]");
  pages = recto_casebook_list_pages (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (pages->len, ==, 2);
  g_assert_cmpstr (((RectoPage *) pages->pdata[0])->role, ==, "OBSERVATIONS");
  g_assert_null (((RectoPage *) pages->pdata[0])->label);
  g_assert_cmpstr (((RectoPage *) pages->pdata[0])->calibration, ==, "{\"dpi\":600}");
  g_assert_cmpint (((RectoPage *) pages->pdata[1])->position, ==, 2);
  g_assert_null (recto_casebook_add_page (f->casebook, "tester", f->case_id, "LID", NULL, &error));
  assert_invalid (&error, "CENTRE_SPREAD");
  g_assert_false (recto_casebook_set_page_words (f->casebook, "tester", f->page_id, NULL, NULL, &error));
  assert_invalid (&error, "DATA_PAGE");
}

static void
test_exposure (Fixture *f, gconstpointer data)
{
  g_autofree char *white = fixture_add_exposure (f->casebook, f->page_id, "white", "one");
  g_autofree char *uv = fixture_add_exposure (f->casebook, f->page_id, "uv365", "two");
  g_autofree char *third = NULL;
  g_autoptr (RectoExposure) exposure = NULL;
  g_autoptr (GPtrArray) exposures = NULL;
  g_autoptr (RectoCase) record = NULL;
  g_autofree char *withdrawn = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  g_assert_true (recto_casebook_set_exposure_light (f->casebook, "tester", uv, "uv254", NULL));
  assert_event (f, "META_EDIT", "\"light\":[\"uv365\",\"uv254\"]");
  g_assert_true (recto_casebook_set_exposure_recipe (f->casebook, "tester", uv, "{\"recto-recipe\":1,\"steps\":[1]}", NULL));
  assert_event (f, "RECIPE_SET", NULL);
  g_assert_true (recto_casebook_set_exposure_registration (f->casebook, "tester", uv, "{\"status\":\"aligned\"}", NULL));
  assert_event (f, "REG_SET", "\"registration\":[null,");
  exposure = recto_casebook_get_exposure (f->casebook, uv, NULL);
  g_assert_cmpstr (exposure->light, ==, "uv254");
  g_assert_cmpstr (exposure->recipe, ==, "{\"recto-recipe\":1,\"steps\":[1]}");
  g_assert_cmpstr (exposure->registration, ==, "{\"status\":\"aligned\"}");
  g_assert_false (recto_casebook_set_exposure_light (f->casebook, "tester", uv, NULL, &error));
  assert_invalid (&error, "light");
  g_assert_true (recto_casebook_set_exposure_recipe (f->casebook, "tester", uv, NULL, NULL));
  g_assert_true (recto_casebook_set_exposure_registration (f->casebook, "tester", uv, NULL, NULL));
  g_clear_pointer (&exposure, recto_exposure_free);
  exposure = recto_casebook_get_exposure (f->casebook, uv, NULL);
  g_assert_cmpstr (exposure->recipe, ==, "{\"recto-recipe\":1,\"steps\":[]}");
  g_assert_null (exposure->registration);

  /* Withdrawing is a tombstone that keeps its time; restoring brings the exposure back as it was. */
  g_assert_true (recto_casebook_withdraw_exposure (f->casebook, "tester", white, "wrong page", NULL));
  assert_event (f, "IMG_WITHDRAW", "\"reason\":\"wrong page\"");
  g_clear_pointer (&exposure, recto_exposure_free);
  exposure = recto_casebook_get_exposure (f->casebook, white, NULL);
  withdrawn = g_strdup (exposure->withdrawn);
  g_assert_nonnull (withdrawn);
  n = count_events (f);
  g_assert_true (recto_casebook_withdraw_exposure (f->casebook, "tester", white, "again", NULL));
  g_assert_cmpuint (count_events (f), ==, n);
  exposures = recto_casebook_list_exposures (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (exposures->len, ==, 1);
  record = recto_casebook_get_case (f->casebook, f->case_id, NULL);
  g_assert_cmpstr (record->lights, ==, "uv254");
  /* The page's coordinates stay those of its first exposure. */
  third = fixture_add_exposure (f->casebook, f->page_id, "ir", "three");
  g_clear_pointer (&exposure, recto_exposure_free);
  exposure = recto_casebook_get_exposure (f->casebook, third, NULL);
  g_assert_false (exposure->is_reference);
  g_assert_true (recto_casebook_restore_exposure (f->casebook, "tester", white, NULL));
  assert_event (f, "IMG_RESTORE", withdrawn);
  g_clear_pointer (&exposures, g_ptr_array_unref);
  exposures = recto_casebook_list_exposures (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (exposures->len, ==, 3);
  g_assert_true (((RectoExposure *) exposures->pdata[0])->is_reference);
}

static void
test_finding (Fixture *f, gconstpointer data)
{
  g_autofree char *exposure = fixture_add_exposure (f->casebook, f->page_id, "white", "one");
  g_autofree char *other_case = recto_casebook_create_case (f->casebook, "tester", NULL, NULL, NULL);
  g_autofree char *other_page = recto_casebook_add_page (f->casebook, "tester", other_case, "DATA_PAGE", NULL, NULL);
  g_autofree char *stranger = fixture_add_exposure (f->casebook, other_page, "white", "one");
  g_autoptr (RectoFinding) finding = fixture_finding (f->page_id, "words");
  g_autoptr (RectoFinding) stored = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  finding->exposure_id = g_strdup (stranger);
  g_assert_null (recto_casebook_add_finding (f->casebook, "tester", finding, &error));
  assert_invalid (&error, "same case");
  g_free (finding->exposure_id);
  finding->exposure_id = g_strdup (exposure);
  finding->scene = g_strdup ("{\"s\":1}");
  finding->viewport = g_strdup ("{\"v\":1}");
  id = recto_casebook_add_finding (f->casebook, "tester", finding, &error);
  g_assert_no_error (error);
  stored = recto_casebook_get_finding (f->casebook, id, NULL);
  g_assert_cmpstr (stored->exposure_id, ==, exposure);
  g_assert_cmpstr (stored->scene, ==, "{\"s\":1}");
  g_assert_cmpstr (stored->viewport, ==, "{\"v\":1}");

  stored->locked = TRUE;
  g_free (stored->feature);
  stored->feature = NULL;
  g_assert_true (recto_casebook_update_finding (f->casebook, "other", stored, NULL));
  assert_event (f, "FINDING_EDIT", "\"feature\":[\"S07\",null],\"locked\":[0,1]");
  g_free (stored->exposure_id);
  stored->exposure_id = g_strdup (stranger);
  g_assert_false (recto_casebook_update_finding (f->casebook, "other", stored, &error));
  assert_invalid (&error, "same case");

  n = count_events (f);
  g_assert_true (recto_casebook_restore_finding (f->casebook, "tester", id, NULL));
  g_assert_cmpuint (count_events (f), ==, n); /* it was never withdrawn */
  g_assert_true (recto_casebook_withdraw_finding (f->casebook, "tester", id, NULL, NULL));
  g_assert_true (recto_casebook_restore_finding (f->casebook, "tester", id, NULL));
  g_assert_cmpuint (count_events (f), ==, n + 2);
  g_clear_pointer (&stored, recto_finding_free);
  stored = recto_casebook_get_finding (f->casebook, id, NULL);
  g_assert_null (stored->withdrawn);
  g_assert_null (stored->withdrawn_reason);
  g_assert_true (stored->locked);
}

/* The chain, put together here by hand from plain columns. */
static void
test_chain (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) events = recto_casebook_list_events (f->casebook, NULL, NULL);
  g_autofree char *previous = g_strnfill (64, '0');

  g_assert_cmpuint (events->len, ==, 2);
  for (guint i = 0; i < events->len; i++)
    {
      const RectoEvent *event = events->pdata[i];
      g_autofree char *line = g_strdup_printf ("%s{\"author\":\"tester\",\"case\":\"%s\",\"data\":%s,\"kind\":\"%s\",\"object\":\"%s\","
                                               "\"sequence\":%u,\"time\":\"%s\"}",
                                               previous, f->case_id, event->data, i == 0 ? "CASE_CREATE" : "PAGE_ADD",
                                               i == 0 ? f->case_id : f->page_id, i + 1, event->time);
      g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, line, -1);

      g_assert_cmpstr (event->previous, ==, previous);
      g_assert_cmpstr (event->hash, ==, hash);
      g_free (previous);
      previous = g_steal_pointer (&hash);
    }
  {
    g_autofree char *expected = g_strdup_printf ("{\"row\":{\"calibration\":null,\"case_id\":\"%s\",\"id\":\"%s\",\"label\":\"left\",\"position\":1,"
                                                 "\"role\":\"DATA_PAGE\"},\"table\":\"pages\"}",
                                                 f->case_id, f->page_id);

    g_assert_cmpstr (((RectoEvent *) events->pdata[1])->data, ==, expected);
  }
}

static void
test_canonical (void)
{
  const struct
  {
    const char *given, *canonical;
  } values[] = {
    { " { \"b\" : 1.0 , \"a\" : [ ] , \"B\" : { } } ", "{\"B\":{},\"a\":[],\"b\":1}" },
    { "[600.1, 0.1, 1e21, 1e-7, -0.0, 9007199254740991, -5]", "[600.1,0.1,1e+21,1e-07,0,9007199254740991,-5]" },
    { "[true, false, null, \"\"]", "[true,false,null,\"\"]" },
    { "[\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\\\/\\u007f\\u0e44\"]", "[\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\/\177ไ\"]" },
    { "[0.30000000000000004, 123456789.123]", "[0.30000000000000004,123456789.123]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (values[i].given, NULL);
      g_autofree char *text = recto_casebook_canonical (node);
      g_autoptr (JsonNode) again = json_from_string (text, NULL);
      g_autofree char *twice = recto_casebook_canonical (again);

      g_assert_cmpstr (text, ==, values[i].canonical);
      g_assert_cmpstr (twice, ==, text);
    }
}

static void
test_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  recto_casebook_close (f->casebook);
  recto_casebook_close (f->casebook);
  g_assert_null (recto_casebook_list_cases (f->casebook, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (recto_casebook_create_case (f->casebook, "tester", NULL, NULL, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FAILED);
  g_clear_object (&f->casebook);
}

typedef struct
{
  Fixture *f;
  guint n_made;
} Worker;

static gpointer
work (gpointer data)
{
  Worker *worker = data;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *id = recto_casebook_create_case (worker->f->casebook, "worker", NULL, NULL, &error);

      if (id == NULL)
        {
          g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FAILED);
          return NULL;
        }
      worker->n_made++;
    }
}

/* Edits from several threads, until the casebook is closed under them: each is either done or refused. */
static void
test_threads (Fixture *f, gconstpointer data)
{
  Worker workers[4];
  GThread *threads[4];
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GHashTable) references = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = 1;

  for (guint i = 0; i < 4; i++)
    {
      workers[i] = (Worker){ f, 0 };
      threads[i] = g_thread_new ("worker", work, &workers[i]);
    }
  g_usleep (100000);
  recto_casebook_close (f->casebook);
  for (guint i = 0; i < 4; i++)
    {
      g_thread_join (threads[i]);
      n += workers[i].n_made;
    }
  g_clear_object (&f->casebook);
  f->casebook = recto_casebook_open (f->folder, FALSE, NULL);
  cases = recto_casebook_list_cases (f->casebook, NULL);
  g_assert_cmpuint (cases->len, ==, n);
  for (guint i = 0; i < cases->len; i++)
    g_assert_true (g_hash_table_add (references, ((RectoCase *) cases->pdata[i])->reference));
}

/* All or none; and the hash of what a recipe gave belongs to that recipe. */
static void
test_recipes (Fixture *f, gconstpointer data)
{
  g_autofree char *a = fixture_add_exposure (f->casebook, f->page_id, "white", "white bytes");
  g_autofree char *b = fixture_add_exposure (f->casebook, f->page_id, "uv365", "uv bytes");
  g_autofree char *other_case = recto_casebook_create_case (f->casebook, "tester", NULL, NULL, NULL);
  g_autofree char *other_page = recto_casebook_add_page (f->casebook, "tester", other_case, "DATA_PAGE", NULL, NULL);
  g_autofree char *other = fixture_add_exposure (f->casebook, other_page, "white", "other bytes");
  const char *const both[] = { a, "{\"one\":1}", b, "{\"one\":1}", NULL };
  const char *const strange[] = { a, "{}", other, "{}", NULL };
  const char *const missing[] = { a, "{}", "nobody", "{}", NULL };
  g_autoptr (RectoExposure) record = NULL;
  g_autoptr (GError) error = NULL;
  guint n = count_events (f);

  g_assert_true (recto_casebook_set_exposure_recipes (f->casebook, "tester", both, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_events (f), ==, n + 2);
  g_assert_true (recto_casebook_set_exposure_recipes (f->casebook, "tester", both, &error));
  g_assert_cmpuint (count_events (f), ==, n + 2);
  g_assert_false (recto_casebook_set_exposure_recipes (f->casebook, "tester", strange, &error));
  assert_invalid (&error, "same case");
  g_assert_false (recto_casebook_set_exposure_recipes (f->casebook, "tester", missing, &error));
  g_assert_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (count_events (f), ==, n + 2);
  record = recto_casebook_get_exposure (f->casebook, a, NULL);
  g_assert_cmpstr (record->recipe, ==, "{\"one\":1}");

  /* The hash of another recipe's picture comes too late. */
  g_assert_true (recto_casebook_set_exposure_output (f->casebook, "tester", a, "{\"two\":2}", "abc", &error));
  g_assert_cmpuint (count_events (f), ==, n + 2);
  g_assert_true (recto_casebook_set_exposure_output (f->casebook, "tester", a, "{\"one\":1}", "abc", &error));
  assert_event (f, "OUTPUT_SET", "\"output_sha256\":[null,\"abc\"]");
  g_assert_true (recto_casebook_set_exposure_recipe (f->casebook, "tester", a, "{}", &error));
  assert_event (f, "RECIPE_SET", "\"output_sha256\":[\"abc\",null]");
}

static void
test_finding_output (Fixture *f, gconstpointer data)
{
  g_autoptr (RectoFinding) finding = fixture_finding (f->page_id, "words");
  g_autoptr (RectoFinding) stored = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  finding->scene = g_strdup ("{\"scene\":1}");
  finding->viewport = g_strdup ("{\"zoom\":1}");
  finding->id = recto_casebook_add_finding (f->casebook, "tester", finding, &error);
  g_assert_no_error (error);
  n = count_events (f);
  g_assert_true (recto_casebook_set_finding_output (f->casebook, "tester", finding->id, "{\"scene\":2}",
                                                    finding->viewport, "abc", &error));
  g_assert_true (recto_casebook_set_finding_output (f->casebook, "tester", finding->id, finding->scene,
                                                    "{\"zoom\":2}", "abc", &error));
  g_assert_cmpuint (count_events (f), ==, n);
  g_assert_true (recto_casebook_set_finding_output (f->casebook, "tester", finding->id, finding->scene,
                                                    finding->viewport, "abc", &error));
  assert_event (f, "OUTPUT_SET", "\"output_sha256\":[null,\"abc\"]");
  /* Words do not touch it, another view does. */
  g_free (finding->text);
  finding->text = g_strdup ("other words");
  g_assert_true (recto_casebook_update_finding (f->casebook, "tester", finding, &error));
  stored = recto_casebook_get_finding (f->casebook, finding->id, NULL);
  g_assert_cmpstr (stored->output_sha256, ==, "abc");
  g_free (finding->viewport);
  finding->viewport = g_strdup ("{\"zoom\":2}");
  g_assert_true (recto_casebook_update_finding (f->casebook, "tester", finding, &error));
  assert_event (f, "FINDING_EDIT", "\"output_sha256\":[\"abc\",null]");
}

/* The page is there with its picture or not at all. */
static void
test_page_with_exposure (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("bytes", 5);
  RectoExposure given = { .light = (char *) "white", .file_name = (char *) "a.png", .pixel_sha256 = (char *) "abc",
                          .format = (char *) "png" };
  g_autoptr (RectoExposure) record = NULL;
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *page_id = NULL;
  g_autofree char *id = NULL;
  guint n = count_events (f);

  g_assert_null (recto_casebook_add_page_with_exposure (f->casebook, "tester", f->case_id, "BACK_SEAT", NULL, &given,
                                                        bytes, NULL, &page_id, &error));
  g_assert_null (page_id);
  assert_invalid (&error, "BACK_SEAT");
  g_assert_null (recto_casebook_add_exposure (f->casebook, "tester", &given, bytes, NULL, &error));
  assert_invalid (&error, "needs a page");
  g_assert_cmpuint (count_events (f), ==, n);
  id = recto_casebook_add_page_with_exposure (f->casebook, "tester", f->case_id, "OBJECT_PAGE", "visa", &given, bytes,
                                              bytes, &page_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_events (f), ==, n + 2);
  record = recto_casebook_get_exposure (f->casebook, id, NULL);
  g_assert_true (record->is_reference);
  g_assert_cmpstr (record->page_id, ==, page_id);
  pages = recto_casebook_list_pages (f->casebook, f->case_id, NULL);
  g_assert_cmpuint (pages->len, ==, 2);
  g_assert_cmpstr (((RectoPage *) pages->pdata[1])->id, ==, record->page_id);
  g_assert_cmpstr (((RectoPage *) pages->pdata[1])->label, ==, "visa");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add ("/casebook/edits/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("case", test_case);
  ADD ("page", test_page);
  ADD ("exposure", test_exposure);
  ADD ("finding", test_finding);
  ADD ("recipes", test_recipes);
  ADD ("finding-output", test_finding_output);
  ADD ("page-with-exposure", test_page_with_exposure);
  ADD ("chain", test_chain);
  ADD ("closed", test_closed);
  ADD ("threads", test_threads);
  g_test_add_func ("/casebook/edits/canonical", test_canonical);
  return g_test_run ();
}

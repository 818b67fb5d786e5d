/* recto-casebook-cases.c: cases and pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-casebook-private.h"
#include "recto-vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a list shows beside the record itself. */
#define CASE_COLUMNS                                                                                     \
  "c.*, (SELECT count(*) FROM exposures e WHERE e.case_id = c.id AND e.withdrawn IS NULL) AS n_exposures," \
  " (SELECT count(*) FROM findings f WHERE f.case_id = c.id AND f.withdrawn IS NULL) AS n_findings,"      \
  " (SELECT group_concat(result) FROM (SELECT result FROM findings f WHERE f.case_id = c.id AND"          \
  "  f.withdrawn IS NULL ORDER BY number)) AS results,"                                                   \
  " (SELECT group_concat(light) FROM (SELECT light FROM exposures e WHERE e.case_id = c.id AND"           \
  "  e.withdrawn IS NULL GROUP BY light ORDER BY min(e.position))) AS lights,"                            \
  " (SELECT e.id FROM exposures e JOIN pages p ON p.id = e.page_id WHERE e.case_id = c.id AND"            \
  "  e.withdrawn IS NULL ORDER BY p.role <> 'DATA_PAGE', p.position, e.position LIMIT 1) AS cover"

typedef struct
{
  const char *author;
  const char *id;
  const char *reference;
  const char *title;
  const char *role;
  const char *text;
  const char *case_id;
  char *new_id;
  gpointer result;
} Request;

/* The next number of this year: "2026-0147". */
static char *
next_reference (RectoStore *store, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *year = g_date_time_format (now, "%Y");
  g_autofree char *pattern = g_strconcat (year, "-[0-9][0-9][0-9][0-9]*", NULL);
  sqlite3_stmt *statement = recto_store_prepare (
      store, error,
      "SELECT max(CAST(substr(reference, 6) AS INTEGER)) FROM cases WHERE reference GLOB ?1", pattern, NULL);
  int n = 0;

  if (statement == NULL)
    return NULL;
  if (sqlite3_step (statement) == SQLITE_ROW)
    n = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return g_strdup_printf ("%s-%04d", year, n + 1);
}

static gboolean
create_case (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoCase) record = g_new0 (RectoCase, 1);

  record->id = g_uuid_string_random ();
  record->reference = request->reference != NULL && *request->reference != '\0'
                          ? g_strdup (request->reference)
                          : next_reference (store, error);
  if (record->reference == NULL)
    return FALSE;
  record->title = g_strdup (request->title);
  record->state = g_strdup ("DRAFT");
  record->created = recto_casebook_now ();
  record->changed = g_strdup (record->created);
  record->author = g_strdup (request->author);
  if (!recto_store_insert (store, &recto_table_cases, record, request->author, "CASE_CREATE", record->id, error))
    return FALSE;
  request->new_id = g_strdup (record->id);
  return TRUE;
}

char *
recto_casebook_create_case (RectoCasebook *self, const char *author, const char *reference,
                            const char *title, GError **error)
{
  Request request = { .author = author, .reference = reference, .title = title };

  if (!recto_casebook_run_edit (self, create_case, &request, (const char *const *) &request.new_id, error))
    g_clear_pointer (&request.new_id, g_free);
  return request.new_id;
}

static GPtrArray *
read_cases (RectoStore *store, sqlite3_stmt *statement, GError **error)
{
  /* The list's own columns go into the record after the table's. */
  GPtrArray *records;
  g_autoptr (GPtrArray) extra = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      char **words = g_new0 (char *, 6);
      int n = sqlite3_column_count (statement);

      for (int i = 0; i < 5; i++)
        {
          const char *text = (const char *) sqlite3_column_text (statement, n - 5 + i);

          words[i] = g_strdup (text != NULL ? text : "");
        }
      g_ptr_array_add (extra, words);
    }
  if (code != SQLITE_DONE)
    {
      recto_store_fail (store, code, error);
      sqlite3_finalize (statement);
      return NULL;
    }
  sqlite3_reset (statement);
  records = recto_store_read (store, &recto_table_cases, statement, error);
  for (guint i = 0; records != NULL && i < records->len && i < extra->len; i++)
    {
      RectoCase *record = records->pdata[i];
      char **words = extra->pdata[i];

      record->n_exposures = (guint) g_ascii_strtoull (words[0], NULL, 10);
      record->n_findings = (guint) g_ascii_strtoull (words[1], NULL, 10);
      record->results = g_strdup (words[2]);
      record->lights = g_strdup (words[3]);
      record->cover = *words[4] != '\0' ? g_strdup (words[4]) : NULL;
    }
  return records;
}

static gboolean
list_cases (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  request->result = read_cases (
      store, recto_store_prepare (store, error, "SELECT " CASE_COLUMNS " FROM cases c WHERE c.withdrawn IS NULL"
                                                " ORDER BY c.changed DESC, c.rowid DESC", NULL),
      error);
  return request->result != NULL;
}

GPtrArray *
recto_casebook_list_cases (RectoCasebook *self, GError **error)
{
  Request request = { 0 };

  recto_casebook_run (self, list_cases, &request, error);
  return request.result;
}

static gboolean
get_case (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (GPtrArray) records = read_cases (
      store,
      recto_store_prepare (store, error, "SELECT " CASE_COLUMNS " FROM cases c WHERE c.id = ?1", request->id, NULL),
      error);

  if (records == NULL)
    return FALSE;
  if (records->len == 0)
    {
      g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND,
                   _("The casebook has no case “%s”. recto-cli case list shows those it has."), request->id);
      return FALSE;
    }
  request->result = g_ptr_array_steal_index (records, 0);
  return TRUE;
}

RectoCase *
recto_casebook_get_case (RectoCasebook *self, const char *case_id, GError **error)
{
  Request request = { .id = case_id };

  recto_casebook_run (self, get_case, &request, error);
  return request.result;
}

static gboolean
resolve_case (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (GPtrArray) records = recto_store_read (
      store, &recto_table_cases,
      recto_store_prepare (store, error,
                           "SELECT * FROM cases WHERE id = ?1 OR reference = ?1 OR substr(id, 1, length(?1)) = ?1"
                           " ORDER BY id = ?1 DESC, reference = ?1 DESC",
                           request->text, NULL),
      error);

  if (records == NULL)
    return FALSE;
  if (*request->text == '\0' || records->len == 0)
    {
      g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND,
                   _("The casebook has no case “%s”. recto-cli case list shows those it has."), request->text);
      return FALSE;
    }
  {
    RectoCase *first = records->pdata[0];

    if (records->len > 1 && !g_str_equal (first->id, request->text)
        && !(g_str_equal (first->reference, request->text)
             && !g_str_equal (((RectoCase *) records->pdata[1])->reference, request->text)))
      {
        g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND,
                     _("“%s” fits several cases. Give more of the identifier."), request->text);
        return FALSE;
      }
    request->new_id = g_strdup (first->id);
  }
  return TRUE;
}

char *
recto_casebook_resolve_case (RectoCasebook *self, const char *text, GError **error)
{
  Request request = { .text = text };

  recto_casebook_run (self, resolve_case, &request, error);
  return request.new_id;
}

static gboolean
set_case_words (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoCase) before = recto_store_get (store, &recto_table_cases, request->id, error);
  g_autoptr (RectoCase) after = NULL;

  if (before == NULL)
    return FALSE;
  after = recto_case_copy (before);
  if (request->reference != NULL && *request->reference != '\0')
    {
      g_free (after->reference);
      after->reference = g_strdup (request->reference);
    }
  g_free (after->title);
  after->title = g_strdup (request->title);
  return recto_store_update (store, &recto_table_cases, before, after, request->author, "META_EDIT",
                             request->id, NULL, error);
}

gboolean
recto_casebook_set_case_words (RectoCasebook *self, const char *author, const char *case_id,
                               const char *reference, const char *title, GError **error)
{
  Request request = { .author = author, .id = case_id, .reference = reference, .title = title };

  return recto_casebook_run_edit (self, set_case_words, &request, &request.id, error);
}

static gboolean
set_case_view (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  sqlite3_stmt *statement = recto_store_prepare (store, error, "UPDATE cases SET view = ?1 WHERE id = ?2",
                                                 request->text, request->id, NULL);

  return statement != NULL && recto_store_finish (store, statement, error);
}

gboolean
recto_casebook_set_case_view (RectoCasebook *self, const char *case_id, const char *view, GError **error)
{
  Request request = { .id = case_id, .text = view != NULL ? view : "" };

  return recto_casebook_run_edit (self, set_case_view, &request, NULL, error);
}

/* ----- pages ----- */

gboolean
recto_store_add_page (RectoStore *store, const char *author, const char *case_id, const char *role, const char *label,
                      char **page_id, GError **error)
{
  g_autoptr (RectoPage) record = g_new0 (RectoPage, 1);
  g_autoptr (RectoCase) owner = recto_store_get (store, &recto_table_cases, case_id, error);
  sqlite3_stmt *statement;

  if (owner == NULL
      || !recto_casebook_check_words (role, FALSE, FALSE, recto_vocabulary_page_roles (), _("page role"), error))
    return FALSE;
  statement = recto_store_prepare (
      store, error, "SELECT coalesce(max(position), 0) + 1 FROM pages WHERE case_id = ?1", case_id, NULL);
  if (statement == NULL)
    return FALSE;
  record->position = sqlite3_step (statement) == SQLITE_ROW ? sqlite3_column_int (statement, 0) : 1;
  sqlite3_finalize (statement);
  record->id = g_uuid_string_random ();
  record->case_id = g_strdup (case_id);
  record->role = g_strdup (role);
  record->label = g_strdup (label);
  if (!recto_store_insert (store, &recto_table_pages, record, author, "PAGE_ADD", case_id, error))
    return FALSE;
  *page_id = g_strdup (record->id);
  return TRUE;
}

static gboolean
add_page (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  return recto_store_add_page (store, request->author, request->case_id, request->role, request->text,
                               &request->new_id, error);
}

char *
recto_casebook_add_page (RectoCasebook *self, const char *author, const char *case_id, const char *role,
                         const char *label, GError **error)
{
  Request request = { .author = author, .case_id = case_id, .role = role, .text = label };

  if (!recto_casebook_run_edit (self, add_page, &request, &request.case_id, error))
    g_clear_pointer (&request.new_id, g_free);
  return request.new_id;
}

static gboolean
list_pages (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  request->result = recto_store_read (
      store, &recto_table_pages,
      recto_store_prepare (store, error, "SELECT * FROM pages WHERE case_id = ?1 ORDER BY position", request->id,
                           NULL),
      error);
  return request->result != NULL;
}

GPtrArray *
recto_casebook_list_pages (RectoCasebook *self, const char *case_id, GError **error)
{
  Request request = { .id = case_id };

  recto_casebook_run (self, list_pages, &request, error);
  return request.result;
}

static gboolean
set_page_words (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoPage) before = recto_store_get (store, &recto_table_pages, request->id, error);
  g_autoptr (RectoPage) after = NULL;

  if (before == NULL
      || !recto_casebook_check_words (request->role, FALSE, FALSE, recto_vocabulary_page_roles (),
                                      _("page role"), error))
    return FALSE;
  after = recto_page_copy (before);
  g_free (after->role);
  after->role = g_strdup (request->role);
  g_free (after->label);
  after->label = g_strdup (request->text);
  request->new_id = g_strdup (before->case_id);
  return recto_store_update (store, &recto_table_pages, before, after, request->author, "META_EDIT",
                             before->case_id, NULL, error);
}

gboolean
recto_casebook_set_page_words (RectoCasebook *self, const char *author, const char *page_id,
                               const char *role, const char *label, GError **error)
{
  Request request = { .author = author, .id = page_id, .role = role, .text = label };
  gboolean done
      = recto_casebook_run_edit (self, set_page_words, &request, (const char *const *) &request.new_id, error);

  g_free (request.new_id);
  return done;
}

static gboolean
set_page_calibration (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoPage) before = recto_store_get (store, &recto_table_pages, request->id, error);
  g_autoptr (RectoPage) after = NULL;

  if (before == NULL)
    return FALSE;
  after = recto_page_copy (before);
  g_free (after->calibration);
  after->calibration = g_strdup (request->text);
  request->new_id = g_strdup (before->case_id);
  return recto_store_update (store, &recto_table_pages, before, after, request->author, "CALIB_SET",
                             before->case_id, NULL, error);
}

gboolean
recto_casebook_set_page_calibration (RectoCasebook *self, const char *author, const char *page_id,
                                     const char *calibration, GError **error)
{
  Request request = { .author = author, .id = page_id, .text = calibration };
  gboolean done = recto_casebook_run_edit (self, set_page_calibration, &request,
                                           (const char *const *) &request.new_id, error);

  g_free (request.new_id);
  return done;
}

static gboolean
list_events (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  request->result = recto_store_list_events (store, request->id, error);
  return request->result != NULL;
}

GPtrArray *
recto_casebook_list_events (RectoCasebook *self, const char *case_id, GError **error)
{
  Request request = { .id = case_id };

  recto_casebook_run (self, list_events, &request, error);
  return request.result;
}

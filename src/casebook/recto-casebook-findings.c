/* recto-casebook-findings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-casebook-private.h"
#include "recto-vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *author;
  const char *id;
  const char *reason;
  gboolean withdrawn;
  const RectoFinding *finding;
  char *case_id;
  char *new_id;
  gpointer result;
} Request;

static gboolean
check (const RectoFinding *finding, GError **error)
{
  if (finding->shape == NULL || *finding->shape == '\0')
    {
      g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID,
                           _("A finding needs a shape: where on the page it is."));
      return FALSE;
    }
  return recto_casebook_check_words (finding->feature, TRUE, FALSE, recto_vocabulary_features (), _("feature"), error)
         && recto_casebook_check_words (finding->result, FALSE, FALSE, recto_vocabulary_results (), _("result"), error)
         && recto_casebook_check_words (finding->methods, TRUE, TRUE, recto_vocabulary_methods (), _("method"), error);
}

/* The exposure in whose light it was seen is of the same case. */
static gboolean
check_exposure (RectoStore *store, const RectoFinding *finding, const char *case_id, GError **error)
{
  g_autoptr (RectoExposure) exposure = NULL;

  if (finding->exposure_id == NULL)
    return TRUE;
  exposure = recto_store_get (store, &recto_table_exposures, finding->exposure_id, error);
  if (exposure == NULL)
    return FALSE;
  if (g_str_equal (exposure->case_id, case_id))
    return TRUE;
  g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID,
                       _("A finding and the exposure in which it was seen must belong to the same case."));
  return FALSE;
}

static gboolean
add_finding (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoFinding) record = recto_finding_copy (request->finding);
  g_autoptr (RectoPage) page = NULL;
  sqlite3_stmt *statement;

  if (!check (record, error))
    return FALSE;
  page = recto_store_get (store, &recto_table_pages, record->page_id != NULL ? record->page_id : "", error);
  if (page == NULL || !check_exposure (store, record, page->case_id, error))
    return FALSE;
  statement = recto_store_prepare (
      store, error, "SELECT coalesce(max(number), 0) + 1 FROM findings WHERE case_id = ?1", page->case_id, NULL);
  if (statement == NULL)
    return FALSE;
  record->number = sqlite3_step (statement) == SQLITE_ROW ? sqlite3_column_int (statement, 0) : 1;
  sqlite3_finalize (statement);

  g_free (record->id);
  g_free (record->case_id);
  g_free (record->author);
  g_free (record->created);
  g_free (record->changed);
  g_clear_pointer (&record->withdrawn, g_free);
  g_clear_pointer (&record->withdrawn_reason, g_free);
  record->id = g_uuid_string_random ();
  record->case_id = g_strdup (page->case_id);
  record->author = g_strdup (request->author);
  record->created = recto_casebook_now ();
  record->changed = g_strdup (record->created);
  if (!recto_store_insert (store, &recto_table_findings, record, request->author, "FINDING_ADD",
                           record->case_id, error))
    return FALSE;
  request->case_id = g_strdup (record->case_id);
  request->new_id = g_strdup (record->id);
  return TRUE;
}

char *
recto_casebook_add_finding (RectoCasebook *self, const char *author, const RectoFinding *finding,
                            GError **error)
{
  Request request = { .author = author, .finding = finding };

  if (!recto_casebook_run_edit (self, add_finding, &request, (const char *const *) &request.case_id, error))
    g_clear_pointer (&request.new_id, g_free);
  g_free (request.case_id);
  return request.new_id;
}

static gboolean
list_findings (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  request->result = recto_store_read (
      store, &recto_table_findings,
      recto_store_prepare (store, error,
                           request->withdrawn
                               ? "SELECT * FROM findings WHERE case_id = ?1 ORDER BY number"
                               : "SELECT * FROM findings WHERE case_id = ?1 AND withdrawn IS NULL ORDER BY number",
                           request->id, NULL),
      error);
  return request->result != NULL;
}

GPtrArray *
recto_casebook_list_findings (RectoCasebook *self, const char *case_id, gboolean with_withdrawn,
                              GError **error)
{
  Request request = { .id = case_id, .withdrawn = with_withdrawn };

  recto_casebook_run (self, list_findings, &request, error);
  return request.result;
}

static gboolean
get_finding (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  request->result = recto_store_get (store, &recto_table_findings, request->id, error);
  return request->result != NULL;
}

RectoFinding *
recto_casebook_get_finding (RectoCasebook *self, const char *finding_id, GError **error)
{
  Request request = { .id = finding_id };

  recto_casebook_run (self, get_finding, &request, error);
  return request.result;
}

static void
replace (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static gboolean
update_finding (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  const RectoFinding *wanted = request->finding;
  g_autoptr (RectoFinding) before = NULL;
  g_autoptr (RectoFinding) after = NULL;
  g_autofree char *now = recto_casebook_now ();

  if (!check (wanted, error))
    return FALSE;
  before = recto_store_get (store, &recto_table_findings, wanted->id, error);
  if (before == NULL || !check_exposure (store, wanted, before->case_id, error))
    return FALSE;
  after = recto_finding_copy (before);
  replace (&after->exposure_id, wanted->exposure_id);
  replace (&after->shape, wanted->shape);
  replace (&after->feature, wanted->feature);
  replace (&after->result, wanted->result);
  replace (&after->methods, wanted->methods);
  replace (&after->text, wanted->text);
  replace (&after->light, wanted->light);
  replace (&after->scene, wanted->scene);
  replace (&after->viewport, wanted->viewport);
  /* What was drawn is not what would be drawn now. */
  if (g_strcmp0 (before->scene, after->scene) != 0 || g_strcmp0 (before->viewport, after->viewport) != 0)
    replace (&after->output_sha256, NULL);
  after->locked = wanted->locked;
  request->case_id = g_strdup (before->case_id);
  {
    /* Only a real difference moves the time. */
    g_autoptr (JsonNode) first = json_node_init_object (json_node_alloc (), recto_table_to_json (&recto_table_findings, before));
    g_autoptr (JsonNode) second = json_node_init_object (json_node_alloc (), recto_table_to_json (&recto_table_findings, after));

    json_object_unref (json_node_get_object (first));
    json_object_unref (json_node_get_object (second));
    if (json_node_equal (first, second))
      return TRUE;
  }
  replace (&after->changed, now);
  return recto_store_update (store, &recto_table_findings, before, after, request->author, "FINDING_EDIT",
                             before->case_id, NULL, error);
}

gboolean
recto_casebook_update_finding (RectoCasebook *self, const char *author, const RectoFinding *finding,
                               GError **error)
{
  Request request = { .author = author, .finding = finding };
  gboolean done
      = recto_casebook_run_edit (self, update_finding, &request, (const char *const *) &request.case_id, error);

  g_free (request.case_id);
  return done;
}

static gboolean
set_withdrawn (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoFinding) before = recto_store_get (store, &recto_table_findings, request->id, error);
  g_autoptr (RectoFinding) after = NULL;
  g_autofree char *now = recto_casebook_now ();

  if (before == NULL)
    return FALSE;
  if ((before->withdrawn != NULL) == request->withdrawn)
    return TRUE;
  after = recto_finding_copy (before);
  replace (&after->withdrawn, request->withdrawn ? now : NULL);
  replace (&after->withdrawn_reason, request->withdrawn ? request->reason : NULL);
  replace (&after->changed, now);
  request->case_id = g_strdup (before->case_id);
  return recto_store_update (store, &recto_table_findings, before, after, request->author,
                             request->withdrawn ? "FINDING_WITHDRAW" : "FINDING_RESTORE", before->case_id, NULL, error);
}

gboolean
recto_casebook_withdraw_finding (RectoCasebook *self, const char *author, const char *finding_id,
                                 const char *reason, GError **error)
{
  Request request = { .author = author, .id = finding_id, .reason = reason, .withdrawn = TRUE };
  gboolean done
      = recto_casebook_run_edit (self, set_withdrawn, &request, (const char *const *) &request.case_id, error);

  g_free (request.case_id);
  return done;
}

gboolean
recto_casebook_restore_finding (RectoCasebook *self, const char *author, const char *finding_id,
                                GError **error)
{
  Request request = { .author = author, .id = finding_id };
  gboolean done
      = recto_casebook_run_edit (self, set_withdrawn, &request, (const char *const *) &request.case_id, error);

  g_free (request.case_id);
  return done;
}

/* recto-casebook-exposures.c: exposures and their originals
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-casebook-private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *author;
  const char *id;
  const char *text;
  gsize offset; /* of the string that an edit replaces */
  const char *kind;
  RectoExposure *record;
  GBytes *thumbnail;
  const char *page_case; /* a page is made with the exposure: in this case */
  const char *page_role;
  const char *page_label;
  gboolean withdrawn; /* list these too */
  char *case_id;
  gpointer result;
} Request;

static gboolean
check (const RectoExposure *record, GError **error)
{
  if (record->light != NULL && *record->light != '\0' && record->file_name != NULL && record->pixel_sha256 != NULL
      && record->format != NULL)
    return TRUE;
  g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID,
                       _("An exposure needs a page, a light, a file name, a format and the hash of its "
                         "pixels."));
  return FALSE;
}

static gboolean
add_exposure (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  RectoExposure *record = request->record;
  g_autoptr (RectoPage) page = NULL;
  sqlite3_stmt *statement;

  if (request->page_case != NULL
      && !recto_store_add_page (store, request->author, request->page_case, request->page_role, request->page_label,
                                &record->page_id, error))
    return FALSE;
  page = recto_store_get (store, &recto_table_pages, record->page_id, error);
  if (page == NULL)
    return FALSE;
  record->case_id = g_strdup (page->case_id);
  statement = recto_store_prepare (store, error,
                                   "SELECT coalesce(max(position), 0) + 1, coalesce(sum(is_reference), 0) FROM"
                                   " exposures WHERE page_id = ?1",
                                   record->page_id, NULL);
  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) == SQLITE_ROW)
    {
      record->position = sqlite3_column_int (statement, 0);
      record->is_reference = sqlite3_column_int (statement, 1) == 0;
    }
  sqlite3_finalize (statement);
  if (!recto_store_insert (store, &recto_table_exposures, record, request->author, "IMG_IMPORT",
                           record->case_id, error))
    return FALSE;
  if (request->thumbnail != NULL)
    {
      gsize size;
      gconstpointer png = g_bytes_get_data (request->thumbnail, &size);

      statement = recto_store_prepare (
          store, error, "INSERT INTO thumbnails (exposure_id, png) VALUES (?1, ?2)", record->id, NULL);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_blob64 (statement, 2, png, size, SQLITE_TRANSIENT);
      if (!recto_store_finish (store, statement, error))
        return FALSE;
    }
  request->case_id = g_strdup (record->case_id);
  return TRUE;
}

static char *
import (RectoCasebook *self, Request *request, const RectoExposure *exposure, GBytes *bytes, char **new_page_id,
        GError **error)
{
  g_autoptr (RectoExposure) record = recto_exposure_copy (exposure);
  gboolean done;

  request->record = record;
  g_free (record->id);
  g_free (record->case_id);
  g_free (record->sha256);
  g_free (record->imported);
  g_free (record->author);
  g_clear_pointer (&record->withdrawn, g_free);
  record->id = g_uuid_string_random ();
  record->case_id = NULL;
  record->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  record->n_bytes = (gint64) g_bytes_get_size (bytes);
  record->imported = recto_casebook_now ();
  record->author = g_strdup (request->author);
  if (request->page_case != NULL)
    g_clear_pointer (&record->page_id, g_free);
  if (record->recipe == NULL)
    record->recipe = g_strdup (RECTO_EMPTY_RECIPE);
  if (!check (record, error))
    return NULL;
  /* The original is safe on disk before a row speaks of it. */
  if (!recto_evidence_store (recto_casebook_get_directory (self), record->sha256, bytes, error))
    return NULL;
  done = recto_casebook_run_edit (self, add_exposure, request, (const char *const *) &request->case_id, error);
  g_free (request->case_id);
  if (!done)
    return NULL;
  if (new_page_id != NULL)
    *new_page_id = g_strdup (record->page_id);
  return g_strdup (record->id);
}

char *
recto_casebook_add_exposure (RectoCasebook *self, const char *author, const RectoExposure *exposure,
                             GBytes *bytes, GBytes *thumbnail, GError **error)
{
  Request request = { .author = author, .thumbnail = thumbnail };

  if (exposure->page_id == NULL)
    {
      g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID,
                           _("An exposure needs a page, a light, a file name, a format and the hash of its "
                             "pixels."));
      return NULL;
    }
  return import (self, &request, exposure, bytes, NULL, error);
}

char *
recto_casebook_add_page_with_exposure (RectoCasebook *self, const char *author, const char *case_id, const char *role,
                                       const char *label, const RectoExposure *exposure, GBytes *bytes,
                                       GBytes *thumbnail, char **new_page_id, GError **error)
{
  Request request = { .author = author, .thumbnail = thumbnail, .page_case = case_id, .page_role = role,
                      .page_label = label };

  return import (self, &request, exposure, bytes, new_page_id, error);
}

static gboolean
list_exposures (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  request->result = recto_store_read (
      store, &recto_table_exposures,
      recto_store_prepare (
          store, error,
          request->withdrawn
              ? "SELECT e.* FROM exposures e JOIN pages p ON p.id = e.page_id WHERE e.case_id = ?1"
                " ORDER BY e.withdrawn IS NOT NULL, p.position, e.position"
              : "SELECT e.* FROM exposures e JOIN pages p ON p.id = e.page_id WHERE e.case_id = ?1 AND"
                " e.withdrawn IS NULL ORDER BY p.position, e.position",
          request->id, NULL),
      error);
  return request->result != NULL;
}

GPtrArray *
recto_casebook_list_exposures (RectoCasebook *self, const char *case_id, GError **error)
{
  Request request = { .id = case_id };

  recto_casebook_run (self, list_exposures, &request, error);
  return request.result;
}

GPtrArray *
recto_casebook_list_all_exposures (RectoCasebook *self, const char *case_id, GError **error)
{
  Request request = { .id = case_id, .withdrawn = TRUE };

  recto_casebook_run (self, list_exposures, &request, error);
  return request.result;
}

static gboolean
get_exposure (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  request->result = recto_store_get (store, &recto_table_exposures, request->id, error);
  return request->result != NULL;
}

RectoExposure *
recto_casebook_get_exposure (RectoCasebook *self, const char *exposure_id, GError **error)
{
  Request request = { .id = exposure_id };

  recto_casebook_run (self, get_exposure, &request, error);
  return request.result;
}

static gboolean
get_thumbnail (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  sqlite3_stmt *statement = recto_store_prepare (
      store, error, "SELECT png FROM thumbnails WHERE exposure_id = ?1", request->id, NULL);
  int code;

  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    request->result = g_bytes_new (sqlite3_column_blob (statement, 0), (gsize) sqlite3_column_bytes (statement, 0));
  else if (code != SQLITE_DONE)
    recto_store_fail (store, code, error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW || code == SQLITE_DONE;
}

GBytes *
recto_casebook_get_thumbnail (RectoCasebook *self, const char *exposure_id, GError **error)
{
  Request request = { .id = exposure_id };

  recto_casebook_run (self, get_thumbnail, &request, error);
  return request.result;
}

static gboolean
set_string (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoExposure) before = recto_store_get (store, &recto_table_exposures, request->id, error);
  g_autoptr (RectoExposure) after = NULL;
  char **place;

  if (before == NULL)
    return FALSE;
  after = recto_exposure_copy (before);
  place = (char **) ((guint8 *) after + request->offset);
  g_free (*place);
  *place = g_strdup (request->text);
  if (!check (after, error))
    return FALSE;
  request->case_id = g_strdup (before->case_id);
  return recto_store_update (store, &recto_table_exposures, before, after, request->author, request->kind,
                             before->case_id, NULL, error);
}

static gboolean
edit_exposure (RectoCasebook *self, const char *author, const char *exposure_id, const char *text,
               gsize offset, const char *kind, GError **error)
{
  Request request = { .author = author, .id = exposure_id, .text = text, .offset = offset, .kind = kind };
  gboolean done
      = recto_casebook_run_edit (self, set_string, &request, (const char *const *) &request.case_id, error);

  g_free (request.case_id);
  return done;
}

gboolean
recto_casebook_set_exposure_light (RectoCasebook *self, const char *author, const char *exposure_id,
                                   const char *light, GError **error)
{
  return edit_exposure (self, author, exposure_id, light, G_STRUCT_OFFSET (RectoExposure, light), "META_EDIT",
                        error);
}

gboolean
recto_casebook_set_exposure_registration (RectoCasebook *self, const char *author, const char *exposure_id,
                                          const char *registration, GError **error)
{
  return edit_exposure (self, author, exposure_id, registration,
                        G_STRUCT_OFFSET (RectoExposure, registration), "REG_SET", error);
}

static gboolean
withdraw (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoExposure) before = recto_store_get (store, &recto_table_exposures, request->id, error);
  g_autoptr (RectoExposure) after = NULL;

  if (before == NULL)
    return FALSE;
  /* The first time stands. */
  if ((before->withdrawn != NULL) == (request->text != NULL))
    return TRUE;
  after = recto_exposure_copy (before);
  g_free (after->withdrawn);
  after->withdrawn = request->text != NULL ? recto_casebook_now () : NULL;
  request->case_id = g_strdup (before->case_id);
  return recto_store_update (store, &recto_table_exposures, before, after, request->author, request->kind,
                             before->case_id, request->text != NULL && *request->text != '\0' ? request->text : NULL,
                             error);
}

gboolean
recto_casebook_withdraw_exposure (RectoCasebook *self, const char *author, const char *exposure_id,
                                  const char *reason, GError **error)
{
  Request request = { .author = author, .id = exposure_id, .text = reason != NULL ? reason : "",
                      .kind = "IMG_WITHDRAW" };
  gboolean done = recto_casebook_run_edit (self, withdraw, &request, (const char *const *) &request.case_id, error);

  g_free (request.case_id);
  return done;
}

gboolean
recto_casebook_restore_exposure (RectoCasebook *self, const char *author, const char *exposure_id,
                                 GError **error)
{
  Request request = { .author = author, .id = exposure_id, .kind = "IMG_RESTORE" };
  gboolean done = recto_casebook_run_edit (self, withdraw, &request, (const char *const *) &request.case_id, error);

  g_free (request.case_id);
  return done;
}

/* recto-casebook-private.h: shared by the files of the casebook room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Store is the open database as its own thread sees it. Everything that takes a Store runs in that thread.
 */

#pragma once

#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include "recto-casebook.h"

G_BEGIN_DECLS

#define RECTO_SCHEMA_VERSION 3
#define RECTO_APPLICATION_ID 0x52435430 /* "RCT0" */
#define RECTO_EMPTY_RECIPE "{\"recto-recipe\":1,\"steps\":[]}"
#define RECTO_NO_HASH "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  sqlite3 *db;
  char *directory;
} RectoStore;

/* ----- rows ----- */

typedef enum
{
  RECTO_FIELD_STRING,
  RECTO_FIELD_INT,
  RECTO_FIELD_INT64,
  RECTO_FIELD_DOUBLE,
} RectoFieldType;

/* One column: where it stands in the record's struct. */
typedef struct
{
  const char *name;
  gsize offset;
  RectoFieldType type;
  gboolean in_record; /* FALSE: no part of what events tell */
} RectoField;

typedef struct
{
  const char *name;  /* of the SQL table */
  const char *title; /* for messages */
  gsize size;
  const RectoField *fields; /* ended by name NULL; "id" is the first */
  GDestroyNotify free_record;
} RectoTable;

extern const RectoTable recto_table_cases;
extern const RectoTable recto_table_pages;
extern const RectoTable recto_table_exposures;
extern const RectoTable recto_table_findings;

/* Turns the database's complaint into a sentence and a code. Returns FALSE. */
gboolean recto_store_fail (RectoStore *store, int code, GError **error);

/* Prepares and binds text parameters (NULL-terminated list; a NULL value cannot be bound this way). */
sqlite3_stmt *recto_store_prepare (RectoStore *store, GError **error, const char *sql, ...)
    G_GNUC_NULL_TERMINATED;
/* Runs a statement to its end and finalises it. */
gboolean recto_store_finish (RectoStore *store, sqlite3_stmt *statement, GError **error);
gboolean recto_store_execute (RectoStore *store, const char *sql, GError **error);

/* All rows of a statement as records of the table; finalises it. */
GPtrArray *recto_store_read (RectoStore *store, const RectoTable *table, sqlite3_stmt *statement,
                             GError **error);
/* The record of that id; NOT_FOUND when there is none. */
gpointer recto_store_get (RectoStore *store, const RectoTable *table, const char *id, GError **error);

/* The record's columns as an object, in the table's order. */
JsonObject *recto_table_to_json (const RectoTable *table, gconstpointer record);

/* Inserts the record and its event. */
gboolean recto_store_insert (RectoStore *store, const RectoTable *table, gconstpointer record,
                             const char *author, const char *kind, const char *case_id,
                             GError **error);
/* Writes what differs between old and new (same id) with an event that holds both, and the reason unless it is NULL; nothing differs: TRUE, no
 * event. */
gboolean recto_store_update (RectoStore *store, const RectoTable *table, gconstpointer old_record,
                             gconstpointer new_record, const char *author, const char *kind,
                             const char *case_id, const char *reason, GError **error);

/* ----- parts of edits, inside a transaction ----- */
gboolean recto_store_add_page (RectoStore *store, const char *author, const char *case_id, const char *role,
                               const char *label, char **page_id, GError **error);

/* ----- events ----- */
gboolean recto_store_append_event (RectoStore *store, const char *author, const char *kind,
                                   const char *case_id, const char *object_id, JsonObject *data,
                                   GError **error); /* takes data */
/* NULL when the event's data is not canonical JSON, as everything written here is. */
char *recto_event_dup_hash (const RectoEvent *event);
GPtrArray *recto_store_list_events (RectoStore *store, const char *case_id, GError **error);

/* JSON for hashing: no spaces, members in byte order, shortest numbers. */
char *recto_casebook_canonical (JsonNode *node);

/* Now, ISO 8601 with milliseconds and the local offset. */
char *recto_casebook_now (void);

/* ----- schema ----- */
typedef struct
{
  int newest;                                              /* the version this Recto writes */
  GBytes *(*get_migration) (int version, GError **error); /* SQL from version - 1 to version, zero-terminated */
} RectoSchema;

extern const RectoSchema recto_schema;

sqlite3 *recto_schema_open (const RectoSchema *schema, const char *directory, gboolean create, GError **error);

/* ----- evidence ----- */
gboolean recto_evidence_store (const char *directory, const char *sha256, GBytes *bytes, GError **error);
char *recto_evidence_path (const char *directory, const char *sha256);
/* Puts a folder's entries on the disk. FALSE with errno. */
gboolean recto_sync_folder (const char *folder);
/* Removes what a killed process left half-written; what a living one is writing stays. */
void recto_evidence_sweep (const char *directory);
/* Whether there is any original in the folder. */
gboolean recto_evidence_is_there (const char *directory);
/* NULL and error when it is missing or cannot be read. */
char *recto_evidence_dup_hash (const char *directory, const char *sha256, GCancellable *cancellable,
                               GError **error);

/* ----- the thread ----- */
typedef gboolean (*RectoStoreWork) (RectoStore *store, gpointer data, GError **error);

typedef struct _RectoThread RectoThread;

RectoThread *recto_thread_new (RectoStore *store);
/* Runs work in the thread and waits. Error FAILED when it has been stopped. Any thread, its own too. */
gboolean recto_thread_run (RectoThread *self, RectoStoreWork work, gpointer data, GError **error);
/* Finishes what was asked for before, closes the database. Any thread, any number of times. */
void recto_thread_stop (RectoThread *self);
void recto_thread_free (RectoThread *self);

/* Runs work in the casebook's thread and waits. */
gboolean recto_casebook_run (RectoCasebook *self, RectoStoreWork work, gpointer data, GError **error);
/* The same inside one transaction; emits "changed" for case_id when it is committed. *case_id is read after work. */
gboolean recto_casebook_run_edit (RectoCasebook *self, RectoStoreWork work, gpointer data,
                                  const char *const *case_id, GError **error);

/* Error INVALID unless every comma-separated word of ids is in the list; NULL passes when optional. */
gboolean recto_casebook_check_words (const char *ids, gboolean optional, gboolean many,
                                     gconstpointer list, const char *what, GError **error);

G_END_DECLS

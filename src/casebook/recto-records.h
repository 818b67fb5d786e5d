/* recto-records.h: rows of the casebook as plain records
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strings belong to the record; NULL is "not said". Times are ISO 8601 with the local offset, as stored ("2026-11-24T09:41:27.123+07:00").
 * Identifiers are UUIDs. JSON texts are canonical and opaque to this room. Free with the matching _free.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *reference; /* the authority's or the centre's number: "2026-0147" */
  char *title;     /* "Passport UTO JP4730266" */
  char *state;     /* "DRAFT" … */
  char *created;
  char *changed;
  char *author;    /* who created it */
  char *view;      /* JSON: the table as it was left, opaque; may be NULL */
  char *withdrawn; /* time, or NULL */
  /* For lists: */
  guint n_exposures;
  guint n_findings; /* not withdrawn */
  char *results;    /* results of the findings in order, comma separated: "DEVIATES,AS_EXPECTED" */
  char *lights;     /* lights of the exposures, distinct, comma separated: "white,uv365" */
  char *cover;      /* id of the exposure that stands for the case, or NULL */
} RectoCase;

typedef struct
{
  char *id;
  char *case_id;
  char *role;  /* page_role identifier: "DATA_PAGE" */
  char *label; /* own words, or NULL */
  gint position;
  char *calibration; /* JSON, or NULL */
} RectoPage;

typedef struct
{
  char *id;
  char *case_id;
  char *page_id;
  gint position;
  gboolean is_reference; /* owns the page's coordinates */
  char *light;         /* "uv365" */
  char *file_name;     /* as it came, without folder */
  char *sha256;        /* of the file's bytes: its name in the evidence store */
  char *pixel_sha256;
  gint64 n_bytes;
  gint frame;          /* which picture of a file that holds several, from 0 */
  char *format;        /* "png" */
  gint width;
  gint height;
  gint channels;
  gint depth;
  double dpi_x;        /* 0: no claim */
  double dpi_y;
  gint orientation;
  char *icc_name;
  char *decoder;       /* name and version */
  char *warnings;      /* JSON array of strings, or NULL */
  char *metadata;      /* JSON: what the file tells of itself (EXIF …), or NULL: nothing, or imported before it was kept */
  char *recipe;        /* JSON, never NULL; "{\"recto-recipe\":1,\"steps\":[]}" at first */
  char *output_sha256; /* hash of the whole picture's pixels after the recipe, or NULL: not computed yet */
  char *registration;  /* JSON, or NULL: not tried */
  char *imported;      /* time */
  char *author;
  char *withdrawn;     /* time, or NULL */
} RectoExposure;

typedef struct
{
  char *id;
  char *case_id;
  char *page_id;
  char *exposure_id; /* in whose light it was seen */
  gint number;       /* 1, 2, …: never given twice in a case */
  char *shape;       /* JSON, page coordinates */
  char *feature;     /* "S07", or NULL */
  char *result;      /* "DEVIATES" … */
  char *methods;     /* comma separated: "M20,M22", or NULL */
  char *text;
  char *light;       /* "uv365" */
  char *scene;       /* JSON: what was seen */
  char *viewport;    /* JSON: where one looked */
  char *output_sha256; /* hash of the pixels that scene and viewport gave, or NULL: not computed yet */
  char *author;
  char *created;
  char *changed;
  gboolean locked;
  char *withdrawn;        /* time, or NULL */
  char *withdrawn_reason;
} RectoFinding;

typedef struct
{
  gint64 sequence;
  char *time;
  char *author;
  char *kind;      /* "FINDING_ADD" … as in the field handbook */
  char *case_id;   /* or NULL */
  char *object_id; /* or NULL */
  char *data;      /* canonical JSON: what changed */
  char *previous;  /* hash of the event before, 64 zeros for the first */
  char *hash;
} RectoEvent;

void recto_case_free (RectoCase *self);
void recto_page_free (RectoPage *self);
void recto_exposure_free (RectoExposure *self);
void recto_finding_free (RectoFinding *self);
void recto_event_free (RectoEvent *self);
RectoCase *recto_case_copy (const RectoCase *self);
RectoPage *recto_page_copy (const RectoPage *self);
RectoExposure *recto_exposure_copy (const RectoExposure *self);
RectoFinding *recto_finding_copy (const RectoFinding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoCase, recto_case_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoPage, recto_page_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoExposure, recto_exposure_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoFinding, recto_finding_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoEvent, recto_event_free)

G_END_DECLS

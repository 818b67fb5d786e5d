/* session-fixture.h: an open case without a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sqlite3.h>

#include "recto-session.h"

typedef struct
{
  char *folder;
  char *case_id;
  char *page_id;
  char *white; /* the page's reference, 64 × 48 */
  char *uv;    /* the other exposure, aligned by hand */
  RectoCasebook *casebook;
  RectoSession *session;

  sqlite3 *other; /* another program's connection, while it holds the casebook */
  char *heading;  /* of the last problem */
  char *body;
  guint n_problems;
  guint n_import_failed;
  gboolean import_finished;
} SessionFixture;

void session_set_up (SessionFixture *f, gconstpointer data);
/* Verifies the casebook. */
void session_tear_down (SessionFixture *f, gconstpointer data);
void session_open (SessionFixture *f);
void session_close (SessionFixture *f);
/* Runs the main loop until the pictures are there and nothing is being checked. */
void session_settle (SessionFixture *f);

/* Another program begins to write to the casebook, and stops. */
void session_occupy (SessionFixture *f);
void session_release (SessionFixture *f);

void session_forget_problem (SessionFixture *f);
void session_assert_problem (SessionFixture *f, const char *heading, const char *words);
gboolean session_get (SessionFixture *f, const char *property);

/* A picture as a PNG file; each seed gives another one. */
GBytes *session_picture (guint seed, char **pixel_sha256);
RectoExposureItem *session_find (SessionFixture *f, const char *id);
/* A recipe of one step: inverted. */
RectoRecipe *session_inverted (void);

/* fixture.h: a casebook in a folder of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sqlite3.h>
#include "recto-casebook.h"

/* A fresh folder below the test's isolated data folder; free with g_free. */
char *fixture_folder (void);
/* One page with one exposure of bytes; returns the exposure's id. */
char *fixture_add_exposure (RectoCasebook *casebook, const char *page_id, const char *light,
                            const char *bytes);
RectoFinding *fixture_finding (const char *page_id, const char *text);
/* Runs SQL on the file behind Recto's back. */
void fixture_tamper (const char *folder, const char *sql);

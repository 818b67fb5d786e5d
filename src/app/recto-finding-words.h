/* recto-finding-words.h: a finding in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-items.h"

G_BEGIN_DECLS

/* The feature's word; without one the shape and its place: "Ellipse at 1203, 411 px". */
char *recto_finding_words_title (const RectoFinding *record);
const char *recto_finding_words_result (const RectoFinding *record);
/* "White, UV 365, curtain, 160 %, at 2480, 389 px" */
char *recto_finding_words_seen (const RectoFinding *record);
/* "24 Nov 09:41, M. Khamvongsa" */
char *recto_finding_words_made (const RectoFinding *record);
/* Lights of the exposures shown, ended by NULL; free with g_free. */
const RectoLight **recto_finding_words_lights (const RectoFinding *record);

G_END_DECLS

/* cli-fixture.h: recto-cli run as a script runs it, in a folder of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

extern char *cli_folder; /* where everything is written */

void cli_set_up (void);
void cli_tear_down (void); /* removes the folder */

/* A path in the folder, as a new string. */
char *in_folder (const char *name);

typedef struct
{
  int status;
  char *out;
  char *err;
} CliRun;

/* The exit status, with what was written; arguments end with NULL. Relative names are in the folder. */
CliRun cli (const char *first, ...) G_GNUC_NULL_TERMINATED;
void cli_run_clear (CliRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CliRun, cli_run_clear)

/* What standard output is as JSON; it must be one value and nothing else. */
JsonNode *cli_json (const CliRun *run);

/* That run failed with status, said nothing on standard output, and told words about file. */
void cli_assert_said (const CliRun *run, int status, const char *file, const char *words);

/* How many entries the folder has whose name begins with prefix: temporary files are entries too. */
guint cli_count (const char *prefix);

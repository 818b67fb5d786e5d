/* recto-cli-case.h: the case commands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-casebook.h"
#include "recto-cli.h"

G_BEGIN_DECLS

extern const RectoCommand recto_cli_case_new;
extern const RectoCommand recto_cli_case_list;
extern const RectoCommand recto_cli_case_show;
extern const RectoCommand recto_cli_case_add;
extern const RectoCommand recto_cli_case_finding;
extern const RectoCommand recto_cli_case_verify;

/* Options of every case command. */
typedef struct
{
  char *casebook;
  char *author;
  gboolean json;
} RectoCaseOptions;

/* Parses entries and the common options. TRUE to go on; otherwise *status is the exit status. */
gboolean recto_cli_case_parse (const RectoCommand *command, const GOptionEntry *entries, int *argc, char ***argv,
                               RectoCaseOptions *options, int *status);
/* Opens the casebook, after the arguments have been looked at. NULL: said, and RECTO_CLI_FAILED. */
RectoCasebook *recto_cli_case_open (const RectoCaseOptions *options, gboolean create);
void recto_case_options_clear (RectoCaseOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RectoCaseOptions, recto_case_options_clear)

const char *recto_case_options_get_author (const RectoCaseOptions *options);

/* {name: value} or the value alone, as --json says. */
void recto_cli_case_print_id (const RectoCaseOptions *options, const char *name, const char *id);

G_END_DECLS

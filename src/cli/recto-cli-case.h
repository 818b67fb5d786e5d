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

/* Parses entries and the common options; NULL without an open casebook (*status then is the exit status). */
RectoCasebook *recto_cli_case_start (const RectoCommand *command, const GOptionEntry *entries, int *argc,
                                     char ***argv, gboolean create, RectoCaseOptions *options, int *status);
void recto_case_options_clear (RectoCaseOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RectoCaseOptions, recto_case_options_clear)

const char *recto_case_options_get_author (const RectoCaseOptions *options);

/* {name: value} or the value alone, as --json says. */
void recto_cli_case_print_id (const RectoCaseOptions *options, const char *name, const char *id);

G_END_DECLS

/* recto-cli.h: what the commands share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Exit status of every command. */
enum
{
  RECTO_CLI_DONE = 0,
  RECTO_CLI_FAILED = 1,
  RECTO_CLI_USAGE = 2,
  RECTO_CLI_NO = 3, /* the question was answered with no */
};

typedef struct
{
  const char *name;
  const char *arguments; /* "IMAGE..." */
  const char *summary;
  int (*run) (int argc, char **argv); /* argv[0] is the command's name */
} RectoCommand;

extern const RectoCommand recto_cli_info;
extern const RectoCommand recto_cli_render;
extern const RectoCommand recto_cli_operations;
extern const RectoCommand recto_cli_align;
extern const RectoCommand recto_cli_compare;
extern const RectoCommand recto_cli_measure;
extern const RectoCommand recto_cli_pick;
extern const RectoCommand recto_cli_specimen;
extern const RectoCommand recto_cli_case;

/* Parses a command's options. Understands --help and adds the command's head line. TRUE to go on; otherwise *status is the exit
 * status (0 after --help, 2 after wrong usage, which has been said). */
gboolean recto_cli_parse (const RectoCommand *command, const GOptionEntry *entries, int *argc,
                          char ***argv, int *status);

/* An entry for the options of each command that reads pictures: the limit holds from there on. */
#define RECTO_CLI_MAX_MEGAPIXELS                                                                           \
  {                                                                                                        \
    "max-megapixels", 0, 0, G_OPTION_ARG_CALLBACK, (gpointer) recto_cli_max_megapixels_cb,                 \
        N_("Read pictures of up to N megapixels (default: 512)"), "N"                                      \
  }
gboolean recto_cli_max_megapixels_cb (const char *name, const char *value, gpointer data, GError **error);

/* "recto-cli: FILE: message" on standard error; file may be NULL. */
void recto_cli_say (const char *file, const char *message);
/* recto_cli_say and RECTO_CLI_FAILED. */
int recto_cli_fail (const char *file, const GError *error);
int recto_cli_usage (const RectoCommand *command, const char *message);

/* One JSON value on standard output, takes node. Numbers in shortest form, readable layout. */
void recto_cli_print_json (JsonNode *node);

/* The text with spaces after it, so that it fills so many cells of a terminal. printf counts bytes, and a Thai vowel above its
 * consonant takes no cell. */
char *recto_cli_dup_padded (const char *text, guint cells);

/* A progress line on standard error when that is a terminal. fraction < 0 clears it. */
void recto_cli_progress (const char *words, double fraction);

G_END_DECLS

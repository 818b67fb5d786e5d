/* po-file.h: reads the entries of a .po file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

typedef struct
{
  guint line;
  gboolean fuzzy;
  char *context;
  char *id;
  char *id_plural;
  GPtrArray *strings;
} PoEntry;

/* All entries but the header and obsolete ones. */
GPtrArray *po_file_read (const char *path);

/* The printf and strftime directives of text, in order, joined by spaces. */
char *po_file_directives (const char *text);

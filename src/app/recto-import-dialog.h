/* recto-import-dialog.h: what the files' names say, shown and changed before import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files are grouped by page; each shows its picture, size and light. Import stays insensitive until every file that can be read has a light; files that
 * cannot be read say why where they stand, and are left out. Main thread.
 *
 * Signal "accepted" (GPtrArray *entries of RectoImportEntry, to be taken by one handler).
 */

#pragma once

#include <adwaita.h>
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_IMPORT_DIALOG (recto_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RectoImportDialog, recto_import_dialog, RECTO, IMPORT_DIALOG, AdwWindow)

/* entries: path or bytes and name filled in; page_id where a page was chosen already, page_key (and perhaps role) where a new one was. Taken. */
GtkWidget *recto_import_dialog_new (GtkWindow *parent, RectoSession *session, GPtrArray *entries);

G_END_DECLS

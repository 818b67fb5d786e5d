/* recto-import-dialog-private.h: the files of the import dialog
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-import-dialog.h"
#include "recto-import-look.h"

G_BEGIN_DECLS

/* One file on its way in. */
typedef struct
{
  RectoImportDialog *dialog;
  RectoImportEntry *entry;
  GtkWidget *row;
  GtkWidget *box;       /* in the row */
  GtkLabel *name;
  GtkSwitch *include;   /* of a file that holds several pictures, or NULL */
  GtkPicture *picture;
  GtkLabel *details;
  GtkMenuButton *light;
  GtkCheckButton *keep; /* a truncated file's rows are kept */
  gboolean left_out;    /* its switch is off */
  gboolean looked;      /* the preview has been decoded, or could not be */
  gboolean broken;      /* cannot be read, and no choice was made */
} RectoImportFile;

struct _RectoImportDialog
{
  AdwWindow parent_instance;

  RectoSession *session;
  GPtrArray *files; /* RectoImportFile */
  GCancellable *cancellable;
  GtkWidget *groups;
  GtkWidget *accept;
  GtkLabel *hint;
  GtkWidget *hint_box;
};

void recto_import_dialog_update (RectoImportDialog *self);
void recto_import_file_show_light (RectoImportFile *self);
/* Why it cannot be read; keepable when some of its rows can be kept. */
void recto_import_file_show_problem (RectoImportFile *self, const char *words, gboolean keepable);
GtkWidget *recto_import_file_make_row (RectoImportFile *self);
/* Decodes it for its preview. bytes: of the file when it is in memory already, or NULL. */
void recto_import_file_look (RectoImportFile *self, GBytes *bytes);
/* A row for each picture of the file of first, which is the first of them. */
void recto_import_file_add_frames (RectoImportFile *first, GPtrArray *frames, GBytes *bytes);

G_END_DECLS

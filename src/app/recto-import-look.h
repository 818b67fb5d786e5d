/* recto-import-look.h: a look into a file before it is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-image-load.h"

G_BEGIN_DECLS

typedef struct
{
  /* given */
  char *path;
  GBytes *bytes; /* or NULL: the path is read */
  guint frame;
  /* found */
  GPtrArray *frames; /* RectoImageFrame; NULL when the file holds none that can be told; also after an error */
  gsize n_bytes;
  guint width, height;
  GdkTexture *texture;
} RectoImportLook;

void recto_import_look_free (RectoImportLook *self);

/* Runs in a worker; takes self, which is the task's data in callback. */
void recto_import_look_start (RectoImportLook *self, gpointer source, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS

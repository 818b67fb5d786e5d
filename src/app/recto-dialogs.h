/* recto-dialogs.h: every dialog that newer platforms have another way for, in one file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * parent: any widget of the window the dialog belongs to. Callbacks run once; user_data is theirs.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* reason NULL: cancelled. */
typedef void (*RectoReasonCallback) (const char *reason, gpointer user_data);
void recto_dialogs_ask_reason (GtkWidget *parent, const char *heading, const char *body,
                               const char *accept, RectoReasonCallback callback, gpointer user_data);

void recto_dialogs_tell (GtkWidget *parent, const char *heading, const char *body);

/* paths NULL: cancelled; NULL-terminated otherwise. */
typedef void (*RectoPathsCallback) (const char *const *paths, gpointer user_data);
void recto_dialogs_choose_images (GtkWidget *parent, RectoPathsCallback callback, gpointer user_data);
void recto_dialogs_choose_folder (GtkWidget *parent, const char *title, RectoPathsCallback callback,
                                  gpointer user_data);

void recto_dialogs_show_about (GtkWidget *parent);
void recto_dialogs_show_preferences (GtkWidget *parent);
void recto_dialogs_show_shortcuts (GtkWidget *parent);

G_END_DECLS

/* recto-window.h: one window on a casebook: the start page, or a case on the light table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread.
 */

#pragma once

#include <adwaita.h>
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_WINDOW (recto_window_get_type ())
G_DECLARE_FINAL_TYPE (RectoWindow, recto_window, RECTO, WINDOW, AdwApplicationWindow)

RectoWindow *recto_window_new (GApplication *application, const char *author);
/* Opens, and makes it when it is not there; case_text (id, beginning of one, or reference) opens that case. What fails is said in the window. */
void recto_window_open_casebook (RectoWindow *self, const char *directory, const char *case_text);
/* Shows what the files' names say and asks; without an open case a new one begins first. */
void recto_window_import_paths (RectoWindow *self, const char *const *paths);

G_END_DECLS

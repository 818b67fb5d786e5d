/* recto-settings.h: what is remembered per user
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GSettings, with fallbacks where the schema is not installed: then nothing is remembered and everything works. Main thread.
 * Keys: "window-width", "window-height", "pages-width", "inspector-width", "max-megapixels",
 * "tile-memory" (int), "window-maximized" (bool), "style", "sort" (string).
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* NULL where the schema is not installed. */
GSettings *recto_settings_get (void);

int recto_settings_get_int (const char *key, int fallback);
void recto_settings_set_int (const char *key, int value);
gboolean recto_settings_get_boolean (const char *key, gboolean fallback);
void recto_settings_set_boolean (const char *key, gboolean value);
char *recto_settings_dup_string (const char *key, const char *fallback);
void recto_settings_set_string (const char *key, const char *value);

G_END_DECLS

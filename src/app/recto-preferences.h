/* recto-preferences.h: what a person can set for all cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The limit of megapixels, the memory for drawn tiles, and the style. What is chosen holds at once.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* At start: what is stored is put in force. */
void recto_preferences_apply (void);

/* The rows, for a window of preferences. */
AdwPreferencesPage *recto_preferences_page_new (void);

G_END_DECLS

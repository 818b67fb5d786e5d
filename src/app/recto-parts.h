/* recto-parts.h: small controls used by several panels
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* words are the accessible label; the tooltip adds the key: "Swap A and B (X)". key may be NULL. */
void recto_parts_describe (GtkWidget *widget, const char *words, const char *key);
/* The button's tooltip stays away while its popover is open: it would lie over it. */
void recto_parts_quiet_under (GtkWidget *button, GtkWidget *popover);
void recto_parts_quiet_menus (GtkWidget *root); /* every menu button in it */

GtkWidget *recto_parts_icon_button (const char *icon, const char *words, const char *key);
GtkWidget *recto_parts_icon_toggle (const char *icon, const char *words, const char *key);
/* Icon and word, and the key small behind it (NULL: none). */
GtkWidget *recto_parts_word_button (const char *icon, const char *words, const char *key);
GtkWidget *recto_parts_key_hint (const char *key);
/* Left-aligned; css_class may be NULL. */
GtkWidget *recto_parts_label (const char *words, const char *css_class);
GtkWidget *recto_parts_separator (void);

/* "4f1c…a902" */
char *recto_parts_short_hash (const char *hash);

G_END_DECLS

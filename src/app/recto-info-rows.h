/* recto-info-rows.h: rows of the Info panel
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-metadata.h"

G_BEGIN_DECLS

/* A box with the look of a card, to take rows. */
GtkWidget *recto_info_card_new (const char *words);

/* Name on the left, value on the right; both wrap. The value can be selected with the mouse. */
GtkWidget *recto_info_row_new (const char *name, const char *value);

/* A hash, shortened in the middle; the whole in the tooltip; a click copies it (signal "clicked" of the button comes after that). */
GtkWidget *recto_info_hash_row_new (const char *name, const char *hash, GCallback copied, gpointer data);

/* A doubt: sign and sentence. */
GtkWidget *recto_info_doubt_row_new (const RectoDoubt *doubt);

/* A picture with a caption, at most 150 px wide and high. */
GtkWidget *recto_info_picture_new (GdkTexture *texture, const char *caption, const char *words);

G_END_DECLS

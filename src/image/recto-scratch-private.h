/* recto-scratch-private.h: the mapped files behind a RectoScratch
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A shared mapping of a file without a name, size zeroed bytes that are reserved on the disk. NULL with words. */
guint8 *recto_scratch_map_file (gsize size, GError **error);

/* While a mapping is kept, its pages are given back when too many are resident. Any thread. */
void recto_scratch_keeper_add (guint8 *data, gsize size);
void recto_scratch_keeper_remove (guint8 *data);

G_END_DECLS

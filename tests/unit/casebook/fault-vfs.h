/* fault-vfs.h: a disk that fails when told to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stands before SQLite's own file system as its default. Writes, syncs and truncations of all files are counted.
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

void fault_vfs_install (void);
/* From the n-th write or sync on (1 is the next), code is what comes of it: once, or from then on. */
void fault_vfs_arm (guint n, int code, gboolean for_ever);
void fault_vfs_disarm (void);
/* How often it has failed since it was armed. */
guint fault_vfs_get_n_faults (void);

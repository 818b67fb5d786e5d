/* recto-scratch.h: room for decoded pixels and files, which the kernel may move out of memory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small blocks are on the heap, and larger ones as well as long as these together stay small: an everyday scan never
 * touches the disk. What is larger lives in a file in the user's cache folder ($XDG_CACHE_HOME/recto, for the user alone). The file has
 * no name and is gone when the program ends, however it ends. It is mapped shared, so the kernel writes its pages out and drops them when
 * memory is wanted for other things; while there are such blocks a thread of their own also gives their pages back to the kernel as soon as more
 * than RECTO_SCRATCH_RESIDENT of files is mapped in, so that the resident memory of the program stays bounded. A page that is used
 * again comes back from the page cache or the disk. The bytes never change by any of this.
 *
 * The room on the disk is reserved before a block is handed out: a full disk is an error with words, not a signal in the midst of
 * a picture. A disk that fails while its pages are read back still ends the program with SIGBUS, as it does for a program's own code.
 *
 * A cache folder on tmpfs is memory: blocks are then on the heap, where they are at least not counted twice. The same when
 * the folder cannot be used or has no room; then there must be free memory for the block.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A block of at most RECTO_SCRATCH_SMALL is always on the heap, a larger one if all larger ones there take no more than
 * RECTO_SCRATCH_HEAP together. */
#define RECTO_SCRATCH_SMALL ((gsize) 32 * 1024 * 1024)
#define RECTO_SCRATCH_HEAP ((gsize) 192 * 1024 * 1024)
#define RECTO_SCRATCH_RESIDENT ((gsize) 256 * 1024 * 1024)

typedef struct _RectoScratch RectoScratch;

/* size zeroed bytes, size ≥ 1. NULL with RECTO_IMAGE_ERROR_TOO_LARGE when they can be had neither on the disk nor in memory. */
RectoScratch *recto_scratch_new (gsize size, GError **error);
void recto_scratch_free (RectoScratch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoScratch, recto_scratch_free)

guint8 *recto_scratch_get_data (const RectoScratch *self);
gsize recto_scratch_get_size (const RectoScratch *self);
gboolean recto_scratch_is_in_file (const RectoScratch *self);

/* What could be taken of memory without moving others out, in bytes; G_MAXUINT64 where the system does not tell. */
guint64 recto_scratch_get_free_memory (void);

/* For those who go through large blocks from end to end, now and then: gives pages back at once when too many are resident, where
 * the thread may be too late. Costs next to nothing while there is no block in a file. Any thread. */
void recto_scratch_tidy (void);

/* The block as bytes, which own it. */
GBytes *recto_scratch_free_to_bytes (RectoScratch *self);

G_END_DECLS

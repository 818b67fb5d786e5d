/* recto-work.h: how a long computation over a picture is done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads and cancelling of one computation, handed down to whoever does a part of it. The split into bands never
 * decides the bytes: what a row becomes depends on the input alone. Used by one thread at a time; the bands run in several.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RectoWork RectoWork;

/* Does rows first to first + n - 1. Runs in any thread. */
typedef void (*RectoWorkRows) (guint first, guint n, gpointer data);

/* n_threads 0: as many as processors. cancellable may be NULL. */
RectoWork *recto_work_new (guint n_threads, GCancellable *cancellable);
void recto_work_free (RectoWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoWork, recto_work_free)

/* Stored pixels are this many times as many along each axis as those worked on: 1, or more in a coarse preview. Lengths in
 * pixels are divided by it. */
double recto_work_get_reduction (const RectoWork *self);
void recto_work_set_reduction (RectoWork *self, double reduction);

gboolean recto_work_is_cancelled (const RectoWork *self);
guint recto_work_get_n_threads (const RectoWork *self);

/* Calls rows for bands that together are [0, height), over all threads. FALSE when cancelled meanwhile: then some bands are
 * missing. */
gboolean recto_work_rows (RectoWork *self, guint height, RectoWorkRows rows, gpointer data);

/* Does one of few large parts. Runs in any thread. */
typedef void (*RectoWorkPart) (guint part, gpointer data);

/* Calls part for 0 to n - 1, over all threads. FALSE when cancelled meanwhile. */
gboolean recto_work_parts (RectoWork *self, guint n, RectoWorkPart part, gpointer data);

G_END_DECLS

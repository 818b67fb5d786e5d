/* recto-scratch-keeper.c: keeps the resident part of mapped pixels bounded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever decodes, hashes, aligns or pans over a picture touches all its pages, and each stays in the program's memory until the kernel is
 * short of it. Here a thread looks at how much of files is resident and, when it is too much, takes the pages out of the
 * program slice by slice and in turn, so that those that were given back last time are not the first again. MADV_DONTNEED on a shared mapping
 * keeps what was written: it goes to the page cache, and from there to the file. Others may read and write the pages
 * all the while.
 */

#include "config.h"
#include "recto-scratch-private.h"

#include "recto-scratch.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* A decoder fills well under a gigabyte in a second. */
#define LOOK_WHILE_BUSY (40 * G_TIME_SPAN_MILLISECOND)
#define LOOK_WHILE_IDLE (250 * G_TIME_SPAN_MILLISECOND)
#define BUSY_BYTES ((gsize) 4 * 1024 * 1024)
#define SLICE ((gsize) 16 * 1024 * 1024)
#define RESIDENT_AFTER (RECTO_SCRATCH_RESIDENT * 5 / 8)

typedef struct
{
  guint8 *data;
  gsize size;
} Block;

static GMutex lock;
static GCond wake;
static GArray *blocks; /* Block; kept once made */
static gboolean running;
static int n_blocks; /* of blocks, to be seen without the lock */
static guint next_block;
static gsize next_offset;

/* Pages of files in the program's memory, in bytes; 0 where the system does not tell. */
static gsize
file_resident (void)
{
  unsigned long total, resident, shared;
  FILE *file = fopen ("/proc/self/statm", "re");
  gboolean read;

  if (file == NULL)
    return 0;
  read = fscanf (file, "%lu %lu %lu", &total, &resident, &shared) == 3;
  fclose (file);
  return read ? (gsize) shared * (gsize) sysconf (_SC_PAGESIZE) : 0;
}

/* Once around at most: what is left then is not ours. */
static void
give_back (void)
{
  gsize all = 0, given = 0;

  for (guint i = 0; i < blocks->len; i++)
    all += g_array_index (blocks, Block, i).size;
  while (given < all && file_resident () > RESIDENT_AFTER)
    {
      const Block *block;
      gsize n;

      if (next_block >= blocks->len || next_offset >= g_array_index (blocks, Block, next_block).size)
        {
          next_block = next_block + 1 < blocks->len ? next_block + 1 : 0;
          next_offset = 0;
        }
      block = &g_array_index (blocks, Block, next_block);
      n = MIN (SLICE, block->size - next_offset);
      madvise (block->data + next_offset, n, MADV_DONTNEED);
      next_offset += n;
      given += n;
    }
}

static gpointer
keeper_thread (gpointer data)
{
  gsize last = 0;

  g_mutex_lock (&lock);
  while (blocks->len > 0)
    {
      gsize now = file_resident ();
      gboolean busy = now > last + BUSY_BYTES;

      if (now > RECTO_SCRATCH_RESIDENT)
        {
          give_back ();
          now = file_resident ();
          busy = TRUE;
        }
      last = now;
      g_cond_wait_until (&wake, &lock,
                         g_get_monotonic_time () + (busy ? LOOK_WHILE_BUSY : LOOK_WHILE_IDLE));
    }
  running = FALSE;
  g_mutex_unlock (&lock);
  return NULL;
}

void
recto_scratch_keeper_add (guint8 *data, gsize size)
{
  Block block = { data, size };

  g_mutex_lock (&lock);
  if (blocks == NULL)
    blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_append_val (blocks, block);
  g_atomic_int_set (&n_blocks, (int) blocks->len);
  if (!running)
    {
      GThread *thread = g_thread_try_new ("recto-scratch", keeper_thread, NULL, NULL);

      /* Without it the kernel still takes pages when it is short of them. */
      running = thread != NULL;
      g_clear_pointer (&thread, g_thread_unref);
    }
  g_cond_signal (&wake);
  g_mutex_unlock (&lock);
}

void
recto_scratch_tidy (void)
{
  if (g_atomic_int_get (&n_blocks) == 0 || file_resident () <= RECTO_SCRATCH_RESIDENT
      || !g_mutex_trylock (&lock))
    return;
  give_back ();
  g_mutex_unlock (&lock);
}

void
recto_scratch_keeper_remove (guint8 *data)
{
  g_mutex_lock (&lock);
  for (guint i = 0; i < blocks->len; i++)
    if (g_array_index (blocks, Block, i).data == data)
      {
        g_array_remove_index (blocks, i);
        g_atomic_int_set (&n_blocks, (int) blocks->len);
        break;
      }
  g_cond_signal (&wake);
  g_mutex_unlock (&lock);
}

/* recto-scratch.c: where a block goes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-scratch.h"

#include "recto-image.h"
#include "recto-scratch-private.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* Left to the system when a large block must be on the heap. */
#define HEAP_RESERVE ((guint64) 128 * 1024 * 1024)

struct _RectoScratch
{
  guint8 *data;
  gsize size;
  gboolean in_file;
  gboolean counted; /* among the larger ones on the heap */
};

G_LOCK_DEFINE_STATIC (heap);
static gsize heap_used;

static gboolean
take_of_heap (gsize size)
{
  gboolean taken;

  G_LOCK (heap);
  taken = size <= RECTO_SCRATCH_HEAP && heap_used <= RECTO_SCRATCH_HEAP - size;
  if (taken)
    heap_used += size;
  G_UNLOCK (heap);
  return taken;
}

static void
return_to_heap (gsize size)
{
  G_LOCK (heap);
  heap_used -= size;
  G_UNLOCK (heap);
}

guint64
recto_scratch_get_free_memory (void)
{
  guint64 kilobytes = G_MAXUINT64 / 1024;
  FILE *file = fopen ("/proc/meminfo", "re");
  char line[128];

  if (file == NULL)
    return G_MAXUINT64;
  while (fgets (line, sizeof line, file) != NULL)
    if (g_str_has_prefix (line, "MemAvailable:"))
      kilobytes = g_ascii_strtoull (line + strlen ("MemAvailable:"), NULL, 10);
  fclose (file);
  return kilobytes * 1024;
}

static RectoScratch *
wrap (guint8 *data, gsize size)
{
  RectoScratch *self = g_new0 (RectoScratch, 1);

  self->data = data;
  self->size = size;
  return self;
}

/* A large block for which there is no file. */
static RectoScratch *
new_on_heap_instead (gsize size, const GError *reason, GError **error)
{
  static gsize told;
  g_autofree char *needed = g_format_size (size);
  guint64 free_bytes = recto_scratch_get_free_memory ();
  guint8 *data = NULL;

  if (free_bytes >= HEAP_RESERVE && size <= free_bytes - HEAP_RESERVE)
    data = g_try_malloc0 (size);
  if (data != NULL)
    {
      if (g_once_init_enter (&told))
        {
          g_message (_("Large pictures are kept in memory: %s"), reason->message);
          g_once_init_leave (&told, 1);
        }
      return wrap (data, size);
    }
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
               _("The picture needs %s of room, and so much memory is not free. %s"), needed,
               reason->message);
  return NULL;
}

RectoScratch *
recto_scratch_new (gsize size, GError **error)
{
  g_autoptr (GError) reason = NULL;
  RectoScratch *self;
  guint8 *data;

  g_return_val_if_fail (size > 0, NULL);

  if (size <= RECTO_SCRATCH_SMALL || take_of_heap (size))
    {
      gboolean counted = size > RECTO_SCRATCH_SMALL;

      data = g_try_malloc0 (size);
      if (data != NULL)
        {
          self = wrap (data, size);
          self->counted = counted;
          return self;
        }
      if (counted)
        return_to_heap (size);
    }
  data = recto_scratch_map_file (size, &reason);
  if (data == NULL)
    return new_on_heap_instead (size, reason, error);
  self = wrap (data, size);
  self->in_file = TRUE;
  recto_scratch_keeper_add (data, size);
  return self;
}

void
recto_scratch_free (RectoScratch *self)
{
  if (self->in_file)
    {
      recto_scratch_keeper_remove (self->data);
      munmap (self->data, self->size);
    }
  else
    g_free (self->data);
  if (self->counted)
    return_to_heap (self->size);
  g_free (self);
}

guint8 *
recto_scratch_get_data (const RectoScratch *self)
{
  return self->data;
}

gsize
recto_scratch_get_size (const RectoScratch *self)
{
  return self->size;
}

gboolean
recto_scratch_is_in_file (const RectoScratch *self)
{
  return self->in_file;
}

GBytes *
recto_scratch_free_to_bytes (RectoScratch *self)
{
  return g_bytes_new_with_free_func (self->data, self->size, (GDestroyNotify) recto_scratch_free,
                                     self);
}

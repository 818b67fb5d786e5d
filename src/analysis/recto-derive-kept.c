/* recto-derive-kept.c: the pictures that were derived last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-derive-private.h"

/* Two exposures with a few steps each, and bounded in bytes beside: pictures of this size are paged out by the kernel. */
#define MOST_KEPT 8
#define MOST_BYTES ((gsize) 2 * 1024 * 1024 * 1024)

typedef struct
{
  guint64 serial;
  char *hash;
  RectoImage *image;
  RectoPyramid *pyramid; /* NULL: not wanted yet */
} Kept;

static GMutex mutex;
static GQueue all = G_QUEUE_INIT; /* the one used last first */

static void
kept_free (Kept *kept)
{
  g_free (kept->hash);
  recto_image_unref (kept->image);
  g_clear_pointer (&kept->pyramid, recto_pyramid_unref);
  g_free (kept);
}

static gsize
size_of (const RectoImage *image)
{
  return recto_image_get_stride (image) * recto_image_get_height (image);
}

/* With the mutex held. */
static Kept *
find (guint64 serial, const char *hash)
{
  for (GList *l = all.head; l != NULL; l = l->next)
    {
      Kept *kept = l->data;

      if (kept->serial == serial && g_str_equal (kept->hash, hash))
        {
          g_queue_unlink (&all, l);
          g_queue_push_head_link (&all, l);
          return kept;
        }
    }
  return NULL;
}

RectoImage *
recto_kept_image (guint64 serial, const char *hash)
{
  Kept *kept;
  RectoImage *image;

  g_mutex_lock (&mutex);
  kept = find (serial, hash);
  image = kept != NULL ? recto_image_ref (kept->image) : NULL;
  g_mutex_unlock (&mutex);
  return image;
}

RectoPyramid *
recto_kept_pyramid (guint64 serial, const char *hash)
{
  Kept *kept;
  RectoPyramid *pyramid;

  g_mutex_lock (&mutex);
  kept = find (serial, hash);
  pyramid = kept != NULL && kept->pyramid != NULL ? recto_pyramid_ref (kept->pyramid) : NULL;
  g_mutex_unlock (&mutex);
  return pyramid;
}

void
recto_keep_image (guint64 serial, const char *hash, RectoImage *image)
{
  GQueue gone = G_QUEUE_INIT;
  gsize bytes = 0;
  guint n = 0;

  g_mutex_lock (&mutex);
  if (find (serial, hash) == NULL)
    {
      Kept *kept = g_new0 (Kept, 1);

      kept->serial = serial;
      kept->hash = g_strdup (hash);
      kept->image = recto_image_ref (image);
      g_queue_push_head (&all, kept);
    }
  for (GList *l = all.head, *next; l != NULL; l = next)
    {
      Kept *kept = l->data;

      next = l->next;
      bytes += size_of (kept->image);
      if (n++ > 0 && (n > MOST_KEPT || bytes > MOST_BYTES))
        {
          g_queue_unlink (&all, l);
          g_queue_push_tail_link (&gone, l);
        }
    }
  g_mutex_unlock (&mutex);
  g_queue_clear_full (&gone, (GDestroyNotify) kept_free);
}

void
recto_keep_pyramid (guint64 serial, const char *hash, RectoPyramid *pyramid)
{
  Kept *kept;

  g_mutex_lock (&mutex);
  kept = find (serial, hash);
  if (kept != NULL && kept->pyramid == NULL)
    kept->pyramid = recto_pyramid_ref (pyramid);
  g_mutex_unlock (&mutex);
}

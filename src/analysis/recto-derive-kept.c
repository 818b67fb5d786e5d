/* recto-derive-kept.c: the pictures that were derived last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-derive-private.h"

/* Two exposures with a few steps each, and bounded in bytes beside, pyramids counted: pictures of this size are paged out by the kernel. */
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

static gsize
kept_size (const Kept *kept)
{
  gsize bytes = size_of (kept->image);
  guint n = kept->pyramid != NULL ? recto_pyramid_get_n_levels (kept->pyramid) : 0;

  for (guint i = 0; i < n; i++)
    {
      const RectoImage *level = recto_pyramid_get_level (kept->pyramid, i);

      /* The full level is most often the image itself. */
      if (level != kept->image)
        bytes += size_of (level);
    }
  return bytes;
}

/* With the mutex held: moves what is too much to gone, never the one used last. */
static void
trim (GQueue *gone)
{
  gsize bytes = 0;
  guint n = 0;

  for (GList *l = all.head, *next; l != NULL; l = next)
    {
      Kept *kept = l->data;

      next = l->next;
      bytes += kept_size (kept);
      if (n++ > 0 && (n > MOST_KEPT || bytes > MOST_BYTES))
        {
          g_queue_unlink (&all, l);
          g_queue_push_tail_link (gone, l);
        }
    }
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

  g_mutex_lock (&mutex);
  if (find (serial, hash) == NULL)
    {
      Kept *kept = g_new0 (Kept, 1);

      kept->serial = serial;
      kept->hash = g_strdup (hash);
      kept->image = recto_image_ref (image);
      g_queue_push_head (&all, kept);
    }
  trim (&gone);
  g_mutex_unlock (&mutex);
  g_queue_clear_full (&gone, (GDestroyNotify) kept_free);
}

void
recto_keep_pyramid (guint64 serial, const char *hash, RectoPyramid *pyramid)
{
  GQueue gone = G_QUEUE_INIT;
  Kept *kept;

  g_mutex_lock (&mutex);
  kept = find (serial, hash);
  if (kept != NULL && kept->pyramid == NULL)
    {
      kept->pyramid = recto_pyramid_ref (pyramid);
      trim (&gone);
    }
  g_mutex_unlock (&mutex);
  g_queue_clear_full (&gone, (GDestroyNotify) kept_free);
}

void
recto_derive_forget (guint64 serial)
{
  GQueue gone = G_QUEUE_INIT;

  g_mutex_lock (&mutex);
  for (GList *l = all.head, *next; l != NULL; l = next)
    {
      const Kept *kept = l->data;

      next = l->next;
      if (kept->serial == serial)
        {
          g_queue_unlink (&all, l);
          g_queue_push_tail_link (&gone, l);
        }
    }
  g_mutex_unlock (&mutex);
  g_queue_clear_full (&gone, (GDestroyNotify) kept_free);
}

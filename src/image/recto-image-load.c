/* recto-image-load.c: reads the file, tells the format by content, and hands over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load-private.h"

#include "recto-scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* No scan of a document comes near this; it keeps a mistaken device image out of memory. */
#define MAX_FILE_BYTES (G_GINT64_CONSTANT (4) * 1024 * 1024 * 1024)

gboolean
recto_image_check_limit (guint64 width, guint64 height, const RectoImageLoadOptions *options,
                         GError **error)
{
  guint64 limit = options != NULL && options->max_pixels > 0 ? options->max_pixels
                                                             : recto_image_get_max_pixels ();

  if (width > 0 && height > 0 && width <= G_MAXINT32 && height <= G_MAXINT32
      && width <= limit / height)
    return TRUE;
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
               _("The file says that its picture has %" PRIu64 " × %" PRIu64
                 " pixels, which is over the limit of %" PRIu64
                 " megapixels. Check the file. If it is right, raise the limit in the preferences, or with "
                 "--max-megapixels on the command line."),
               width, height, limit / 1000000);
  return FALSE;
}

void
recto_image_load_tell_started (const RectoImageLoadOptions *options, RectoImage *image)
{
  if (options != NULL && options->started != NULL)
    options->started (image, options->growth_data);
}

void
recto_image_load_tell_progress (const RectoImageLoadOptions *options, guint done, guint total)
{
  if (options != NULL && options->progress != NULL)
    options->progress (done, total, options->progress_data);
}

void
recto_image_load_tell_final (const RectoImageLoadOptions *options, guint done)
{
  if (options != NULL && options->rows != NULL)
    options->rows (done, options->growth_data);
}

void
recto_image_load_tell_rows (const RectoImageLoadOptions *options, guint done, guint total)
{
  recto_scratch_tidy ();
  recto_image_load_tell_final (options, done);
  recto_image_load_tell_progress (options, done, total);
}

static gsize raised_limit; /* in megapixels; 0: not set */

void
recto_image_set_max_megapixels (guint megapixels)
{
  g_atomic_pointer_set (&raised_limit, (gsize) megapixels);
}

guint64
recto_image_get_max_pixels (void)
{
  guint64 megapixels = (gsize) g_atomic_pointer_get (&raised_limit);

  return megapixels > 0 ? megapixels * 1000 * 1000 : RECTO_IMAGE_DEFAULT_MAX_PIXELS;
}

static guint
per_cent (guint done, guint total)
{
  return total > 0 ? (guint) ((guint64) done * 100 / total) : 0;
}

void
recto_image_set_truncated_error (GError **error, guint done, guint total, gboolean coarse)
{
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TRUNCATED,
               coarse ? _("The file ends too early: %u %% of its rows are there whole, the others only "
                          "coarsely or not at all. Ask the sender for it again, or keep what is there, "
                          "marked as damaged.")
                      : _("The file ends too early: %u %% of its rows are there. Ask the sender for it again, "
                          "or keep the rows that are there, marked as damaged."),
               per_cent (done, total));
}

void
recto_image_set_hollow_error (GError **error)
{
  g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TRUNCATED,
                       _("The file ends too early, and what is there of its picture cannot be kept. Ask the sender for it "
                         "again."));
}

char *
recto_image_dup_truncated_warning (guint done, guint total, gboolean coarse)
{
  return g_strdup_printf (coarse ? _("The file ends too early: only %u %% of the rows are there whole, the "
                                     "others only coarsely or not at all.")
                                 : _("The file ends too early: only %u %% of the rows are there, the rest is "
                                     "black."),
                          per_cent (done, total));
}

GBytes *
recto_image_read_file (const char *path, GCancellable *cancellable, GError **error)
{
  int fd = -1;
  struct stat info;
  g_autoptr (RectoScratch) scratch = NULL;
  gsize size, done = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0 || fstat (fd, &info) != 0)
    {
      int saved = errno;

      if (fd >= 0)
        close (fd);
      if (saved == ENOENT || saved == ENOTDIR)
        g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_READABLE,
                             _("There is no such file. Check the name and the folder."));
      else if (saved == EACCES || saved == EPERM)
        g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_READABLE,
                             _("You have no permission to read this file. Ask its owner, or copy it "
                               "to a folder of yours."));
      else
        g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_READABLE,
                     _("The file cannot be opened (%s). Check the disk or the network."),
                     g_strerror (saved));
      return NULL;
    }
  if (S_ISDIR (info.st_mode))
    {
      close (fd);
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_READABLE,
                           _("This is a folder, not a picture. Choose the files inside it."));
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      close (fd);
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_READABLE,
                           _("This is a device or a pipe, not a file. Save the picture to a file "
                             "first."));
      return NULL;
    }
  if (info.st_size == 0)
    {
      close (fd);
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_EMPTY,
                           _("The file is empty (0 bytes). Ask the sender for it again."));
      return NULL;
    }
  size = (gsize) info.st_size;
  if (info.st_size > MAX_FILE_BYTES)
    {
      close (fd);
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                           _("The file is too large to be read into memory. Check that it is a "
                             "picture, or ask for a smaller scan."));
      return NULL;
    }
  /* Not mapped itself: a file that is cut short, or a disk or network that fails, would end the program where now it is an
   * error with words. A large one can be paged out all the same. */
  scratch = recto_scratch_new (size, error);
  if (scratch == NULL)
    {
      close (fd);
      return NULL;
    }
  while (done < size)
    {
      gssize n = read (fd, recto_scratch_get_data (scratch) + done, MIN (size - done, 8 * 1024 * 1024));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0 || g_cancellable_is_cancelled (cancellable))
        {
          int saved = errno;

          close (fd);
          if (!g_cancellable_set_error_if_cancelled (cancellable, error))
            g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_READABLE,
                         _("The file cannot be read to its end (%s). Check the disk or the network."),
                         n < 0 ? g_strerror (saved) : _("it was cut short meanwhile"));
          return NULL;
        }
      done += (gsize) n;
      recto_scratch_tidy ();
    }
  close (fd);
  return recto_scratch_free_to_bytes (g_steal_pointer (&scratch));
}

char *
recto_image_dup_bytes_sha256 (GBytes *bytes)
{
  const gsize piece = 8 * 1024 * 1024;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size; at += piece)
    {
      g_checksum_update (sum, data + at, (gssize) MIN (piece, size - at));
      recto_scratch_tidy ();
    }
  return g_strdup (g_checksum_get_string (sum));
}

RectoImageFormat
recto_image_sniff (const guint8 *data, gsize size)
{
  if (size >= 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return RECTO_IMAGE_FORMAT_PNG;
  if (size >= 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return RECTO_IMAGE_FORMAT_JPEG;
  if (size >= 4
      && (memcmp (data, "II*\0", 4) == 0 || memcmp (data, "MM\0*", 4) == 0 || memcmp (data, "II+\0", 4) == 0
          || memcmp (data, "MM\0+", 4) == 0))
    return RECTO_IMAGE_FORMAT_TIFF;
  if (size >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return RECTO_IMAGE_FORMAT_WEBP;
  /* Two letters say little: the sizes of the headers must fit as well. */
  if (size >= 18 && memcmp (data, "BM", 2) == 0 && data[14] >= 12 && data[14] <= 124 && data[15] == 0
      && data[16] == 0 && data[17] == 0)
    return RECTO_IMAGE_FORMAT_BMP;
  return RECTO_IMAGE_FORMAT_NONE;
}

void
recto_image_set_unknown_error (GError **error, gsize size)
{
  if (size == 0)
    g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_EMPTY,
                         _("The file is empty (0 bytes). Ask the sender for it again."));
  else
    g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_NOT_AN_IMAGE,
                         _("The content is no PNG, JPEG, TIFF, WebP or BMP picture, whatever the name says. Ask the "
                           "sender for the scan itself."));
}

RectoImage *
recto_image_load_bytes (GBytes *bytes, const RectoImageLoadOptions *options,
                        GCancellable *cancellable, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  RectoImageFormat format = recto_image_sniff (data, size);

  if (format == RECTO_IMAGE_FORMAT_NONE)
    {
      recto_image_set_unknown_error (error, size);
      return NULL;
    }
  if (format == RECTO_IMAGE_FORMAT_TIFF)
    return recto_image_load_tiff (bytes, options, cancellable, error);
  if (options != NULL && options->frame > 0)
    {
      g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                   ngettext ("The file holds %u picture; there is no picture number %u in it.",
                             "The file holds %u pictures; there is no picture number %u in it.", 1),
                   1, options->frame);
      return NULL;
    }
  if (format == RECTO_IMAGE_FORMAT_PNG)
    return recto_image_load_png (bytes, options, cancellable, error);
  if (format == RECTO_IMAGE_FORMAT_JPEG)
    return recto_image_load_jpeg (bytes, options, cancellable, error);
  if (format == RECTO_IMAGE_FORMAT_WEBP)
    return recto_image_load_webp (bytes, options, cancellable, error);
  return recto_image_load_bmp (bytes, options, cancellable, error);
}

RectoImage *
recto_image_load_file (const char *path, const RectoImageLoadOptions *options,
                       GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) bytes = recto_image_read_file (path, cancellable, error);

  if (bytes == NULL)
    return NULL;
  return recto_image_load_bytes (bytes, options, cancellable, error);
}

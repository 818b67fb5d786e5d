/* recto-scratch-file.c: a mapped file without a name in the cache folder
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-scratch-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* Left on the disk for everything else. */
#define DISK_RESERVE ((guint64) 256 * 1024 * 1024)

static int
open_unnamed (const char *folder)
{
  g_autofree char *path = NULL;
  int fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return fd;
  /* Older and foreign file systems have no O_TMPFILE and say so in several ways. */
  path = g_build_filename (folder, "pixels-XXXXXX", NULL);
  fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      int saved = errno;

      unlink (path);
      errno = saved;
    }
  return fd;
}

static gboolean
is_memory (int fd)
{
  struct statfs info;

  return fstatfs (fd, &info) == 0
         && ((guint32) info.f_type == TMPFS_MAGIC || (guint32) info.f_type == RAMFS_MAGIC);
}

static gboolean
reserve (int fd, const char *folder, gsize size, GError **error)
{
  struct statvfs info;
  int failed;

  if (fstatvfs (fd, &info) == 0)
    {
      guint64 has = (guint64) info.f_bavail * info.f_frsize;

      if (has < DISK_RESERVE || has - DISK_RESERVE < size)
        {
          g_autofree char *left = g_format_size (has);
          g_autofree char *needed = g_format_size (size);

          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _("The disk of the folder “%s” has only %s left, and the picture needs %s there while "
                         "it is open. Delete what is not needed any more, or close other pictures."),
                       folder, left, needed);
          return FALSE;
        }
    }
  do
    failed = posix_fallocate (fd, 0, (off_t) size);
  while (failed == EINTR);
  if (failed != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failed),
                   _("Room for the picture cannot be had in the folder “%s” (%s). Delete what is not "
                     "needed any more there, or close other pictures."),
                   folder, g_strerror (failed));
      return FALSE;
    }
  return TRUE;
}

static void
set_unusable_error (GError **error, const char *folder, int failed)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (failed),
               _("The folder “%s” for large pictures cannot be used (%s). Check who owns it."), folder,
               g_strerror (failed));
}

guint8 *
recto_scratch_map_file (gsize size, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "recto", NULL);
  void *data = MAP_FAILED;
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = open_unnamed (folder);
  if (fd < 0)
    {
      set_unusable_error (error, folder, errno);
      return NULL;
    }
  if (is_memory (fd))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("The folder “%s” for large pictures is on no disk but in memory. Set XDG_CACHE_HOME to a "
                   "folder on a disk."),
                 folder);
  else if (reserve (fd, folder, size, error))
    {
      data = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      if (data == MAP_FAILED)
        set_unusable_error (error, folder, errno);
    }
  close (fd);
  if (data == MAP_FAILED)
    return NULL;
  /* A child made by fork has no use for the pixels. */
  madvise (data, size, MADV_DONTFORK);
  return data;
}

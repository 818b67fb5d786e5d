/* recto-casebook-evidence.c: originals, byte for byte
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * evidence/ab/abcdef…: read-only files named by the SHA-256 of their bytes. Written under a temporary name, synced, renamed, and the folder
 * synced, so that a name stands only for whole content.
 */

#include "config.h"
#include "recto-casebook-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY ".new-"

static char *
evidence_folder (const char *directory, const char *sha256)
{
  char prefix[3] = { sha256[0], sha256[1], '\0' };

  return g_build_filename (directory, "evidence", prefix, NULL);
}

char *
recto_evidence_path (const char *directory, const char *sha256)
{
  g_autofree char *folder = NULL;

  /* The name comes from the database, which somebody may have changed. */
  if (sha256 == NULL || strlen (sha256) != 64 || strspn (sha256, "0123456789abcdef") != 64)
    return NULL;
  folder = evidence_folder (directory, sha256);
  return g_build_filename (folder, sha256, NULL);
}

gboolean
recto_sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  int saved = errno;

  if (fd >= 0)
    close (fd);
  errno = saved;
  return done;
}

/* The name in its folder, that folder in evidence/, and evidence/ in the casebook's folder. */
static gboolean
sync_folders (const char *directory, const char *folder)
{
  g_autofree char *parent = g_path_get_dirname (folder);

  return recto_sync_folder (folder) && recto_sync_folder (parent) && recto_sync_folder (directory);
}

/* A new file under a temporary name, locked for as long as this process is writing it. -1 with errno. */
static int
make_temporary (const char *folder, char **path)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_build_filename (folder, TEMPORARY "XXXXXX", NULL);
      int fd = g_mkstemp_full (name, O_WRONLY | O_CLOEXEC, 0600);
      struct stat info;

      if (fd < 0)
        return -1;
      /* A file system without locks has none to mind. Between making and locking, a sweep may have taken the file away. */
      flock (fd, LOCK_EX);
      if (fstat (fd, &info) == 0 && info.st_nlink > 0)
        {
          *path = g_steal_pointer (&name);
          return fd;
        }
      close (fd);
    }
  errno = EEXIST;
  return -1;
}

static gboolean
fail (int code, GError **error)
{
  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FULL,
                         _("The disk is full: the original was not stored. Make room and import it again."));
  else
    g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_READ_ONLY,
                 _("The original cannot be stored in the casebook's folder (%s). Check its permissions."),
                 g_strerror (code));
  return FALSE;
}

gboolean
recto_evidence_store (const char *directory, const char *sha256, GBytes *bytes, GError **error)
{
  g_autofree char *path = recto_evidence_path (directory, sha256);
  g_autofree char *folder = evidence_folder (directory, sha256);
  g_autofree char *temporary = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  int fd, code = 0;

  g_return_val_if_fail (path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_autofree char *present = recto_evidence_dup_hash (directory, sha256, NULL, NULL);

      /* Whoever put it there may have been killed before the folders were synced. */
      if (g_strcmp0 (present, sha256) == 0)
        return sync_folders (directory, folder) ? TRUE : fail (errno, error);
      /* What stands there is not what its name says: the true bytes take its place. */
    }
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (errno, error);
  fd = make_temporary (folder, &temporary);
  if (fd < 0)
    return fail (errno, error);
  while (size > 0 && code == 0)
    {
      gssize n = write (fd, data, MIN (size, 8 * 1024 * 1024));

      if (n < 0 && errno != EINTR)
        code = errno;
      else if (n > 0)
        {
          data += n;
          size -= (gsize) n;
        }
    }
  if (code == 0 && (fchmod (fd, 0400) != 0 || fsync (fd) != 0))
    code = errno;
  if (code == 0 && g_rename (temporary, path) != 0)
    code = errno;
  close (fd);
  if (code != 0)
    {
      g_unlink (temporary);
      return fail (code, error);
    }
  return sync_folders (directory, folder) ? TRUE : fail (errno, error);
}

gboolean
recto_evidence_is_there (const char *directory)
{
  g_autofree char *root = g_build_filename (directory, "evidence", NULL);
  g_autoptr (GDir) folders = g_dir_open (root, 0, NULL);
  const char *name, *file;

  while (folders != NULL && (name = g_dir_read_name (folders)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, name, NULL);
      g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);

      while (files != NULL && (file = g_dir_read_name (files)) != NULL)
        if (strlen (file) == 64)
          return TRUE;
    }
  return FALSE;
}

void
recto_evidence_sweep (const char *directory)
{
  g_autofree char *root = g_build_filename (directory, "evidence", NULL);
  g_autoptr (GDir) folders = g_dir_open (root, 0, NULL);
  const char *name;

  while (folders != NULL && (name = g_dir_read_name (folders)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, name, NULL);
      g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
      const char *file;

      while (files != NULL && (file = g_dir_read_name (files)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, file, NULL);
          int fd = g_str_has_prefix (file, TEMPORARY) ? g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0) : -1;

          if (fd < 0)
            continue;
          /* Its lock says that somebody is writing it just now. */
          if (flock (fd, LOCK_EX | LOCK_NB) == 0)
            g_unlink (path);
          close (fd);
        }
    }
}

char *
recto_evidence_dup_hash (const char *directory, const char *sha256, GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *path = recto_evidence_path (directory, sha256);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = NULL;
  int fd = path != NULL ? g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0) : -1;
  gssize n;

  if (fd < 0)
    {
      g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_NOT_FOUND,
                   _("The original is missing from the evidence folder (%s)."),
                   path != NULL ? g_strerror (errno) : _("its name is no hash"));
      return NULL;
    }
  buffer = g_malloc (1024 * 1024);
  while ((n = read (fd, buffer, 1024 * 1024)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || g_cancellable_is_cancelled (cancellable))
        {
          int saved = errno;

          close (fd);
          if (!g_cancellable_set_error_if_cancelled (cancellable, error))
            g_set_error (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_FAILED,
                         _("The original cannot be read (%s)."), g_strerror (saved));
          return NULL;
        }
      g_checksum_update (sum, buffer, n);
    }
  close (fd);
  return g_strdup (g_checksum_get_string (sum));
}

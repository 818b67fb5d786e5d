/* fault-vfs.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fault-vfs.h"

#include <string.h>

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real; /* follows in the same block */
} FaultFile;

static sqlite3_vfs vfs;
static sqlite3_vfs *real_vfs;
static gint countdown;
static gint code_to_give;
static gint keeps_failing;
static gint n_faults;

#define REAL(file) (((FaultFile *) (file))->real)
#define CALL(file, method, ...) REAL (file)->pMethods->method (REAL (file), ##__VA_ARGS__)

/* The code to fail with, or SQLITE_OK. */
static int
next_fault (void)
{
  gint left = g_atomic_int_get (&countdown);

  if (left == 0)
    return SQLITE_OK;
  if (left > 1)
    {
      g_atomic_int_add (&countdown, -1);
      return SQLITE_OK;
    }
  if (!g_atomic_int_get (&keeps_failing))
    g_atomic_int_set (&countdown, 0);
  g_atomic_int_inc (&n_faults);
  return g_atomic_int_get (&code_to_give);
}

static int
file_close (sqlite3_file *file)
{
  return CALL (file, xClose);
}

static int
file_read (sqlite3_file *file, void *data, int n, sqlite3_int64 at)
{
  return CALL (file, xRead, data, n, at);
}

static int
file_write (sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
  int code = next_fault ();

  /* What fails half-way has written the first half. */
  if (code != SQLITE_OK && n > 1)
    CALL (file, xWrite, data, n / 2, at);
  return code != SQLITE_OK ? code : CALL (file, xWrite, data, n, at);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int code = next_fault ();

  return code != SQLITE_OK ? code : CALL (file, xTruncate, size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  int code = next_fault ();

  return code != SQLITE_OK ? code : CALL (file, xSync, flags);
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return CALL (file, xFileSize, size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  return CALL (file, xLock, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return CALL (file, xUnlock, level);
}

static int
file_check_lock (sqlite3_file *file, int *out)
{
  return CALL (file, xCheckReservedLock, out);
}

static int
file_control (sqlite3_file *file, int op, void *data)
{
  return CALL (file, xFileControl, op, data);
}

static int
file_sector_size (sqlite3_file *file)
{
  return CALL (file, xSectorSize);
}

static int
file_characteristics (sqlite3_file *file)
{
  return CALL (file, xDeviceCharacteristics);
}

static int
file_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
  return CALL (file, xShmMap, page, size, extend, out);
}

static int
file_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return CALL (file, xShmLock, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  CALL (file, xShmBarrier);
}

static int
file_shm_unmap (sqlite3_file *file, int remove)
{
  return CALL (file, xShmUnmap, remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *fault = (FaultFile *) file;
  int code;

  memset (file, 0, (size_t) self->szOsFile);
  fault->real = (sqlite3_file *) (fault + 1);
  code = real_vfs->xOpen (real_vfs, name, fault->real, flags, out_flags);
  fault->base.pMethods = fault->real->pMethods != NULL ? &methods : NULL;
  return code;
}

void
fault_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "fault";
  vfs.szOsFile = (int) sizeof (FaultFile) + real_vfs->szOsFile;
  vfs.xOpen = vfs_open;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
}

void
fault_vfs_arm (guint n, int code, gboolean for_ever)
{
  g_atomic_int_set (&n_faults, 0);
  g_atomic_int_set (&code_to_give, code);
  g_atomic_int_set (&keeps_failing, for_ever);
  g_atomic_int_set (&countdown, (gint) n);
}

void
fault_vfs_disarm (void)
{
  g_atomic_int_set (&countdown, 0);
}

guint
fault_vfs_get_n_faults (void)
{
  return (guint) g_atomic_int_get (&n_faults);
}

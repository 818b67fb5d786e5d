/* recto-image-save.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-save.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void
append_cb (png_structp png, png_bytep data, size_t n)
{
  g_byte_array_append (png_get_io_ptr (png), data, (guint) n);
}

static void
flush_cb (png_structp png)
{
}

GBytes *
recto_image_encode_png (const RectoImage *self, GError **error)
{
  GByteArray *volatile out = g_byte_array_new ();
  guint8 *volatile buffer = NULL;
  guint width = recto_image_get_width (self);
  guint height = recto_image_get_height (self);
  guint channels = recto_image_get_channels (self);
  guint depth = recto_image_get_depth (self);
  gboolean alpha = recto_image_has_alpha (self);
  gsize bytes = depth / 8;
  gsize stride = recto_image_get_stride (self);
  int type = channels == 3 ? (alpha ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB)
                           : (alpha ? PNG_COLOR_TYPE_GRAY_ALPHA : PNG_COLOR_TYPE_GRAY);
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  double dpi_x, dpi_y;

  if (setjmp (png_jmpbuf (png)))
    {
      png_destroy_write_struct (&png, &info);
      g_byte_array_unref (out);
      g_free (buffer);
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                           _("The picture cannot be written as PNG. Try TIFF."));
      return NULL;
    }
  png_set_write_fn (png, out, append_cb, flush_cb);
  png_set_user_limits (png, G_MAXINT32, G_MAXINT32);
  png_set_compression_level (png, 4);
  png_set_IHDR (png, info, width, height, (int) depth, type, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (recto_image_get_dpi (self, &dpi_x, &dpi_y))
    png_set_pHYs (png, info, (png_uint_32) (dpi_x / 0.0254 + 0.5),
                  (png_uint_32) (dpi_y / 0.0254 + 0.5), PNG_RESOLUTION_METER);
  png_write_info (png, info);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  if (depth == 16)
    png_set_swap (png);
#endif
  if (alpha)
    buffer = g_malloc ((gsize) width * (channels + 1) * bytes);
  for (guint y = 0; y < height; y++)
    {
      const guint8 *row = recto_image_get_data (self) + (gsize) y * stride;

      if (alpha)
        {
          const guint8 *plane = recto_image_get_alpha (self) + (gsize) y * width * bytes;

          for (guint x = 0; x < width; x++)
            {
              memcpy (buffer + (gsize) x * (channels + 1) * bytes, row + (gsize) x * channels * bytes,
                      channels * bytes);
              memcpy (buffer + ((gsize) x * (channels + 1) + channels) * bytes, plane + x * bytes, bytes);
            }
          row = buffer;
        }
      png_write_row (png, row);
    }
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  g_free (buffer);
  return g_byte_array_free_to_bytes (out);
}

/* A row of samples, alpha among them, little-endian. */
static void
put_tiff_row (const RectoImage *self, guint y, guint8 *to)
{
  guint width = recto_image_get_width (self);
  guint channels = recto_image_get_channels (self);
  guint bytes = recto_image_get_depth (self) / 8;
  gboolean alpha = recto_image_has_alpha (self);
  guint samples = channels + (alpha ? 1 : 0);
  const guint8 *row = recto_image_get_data (self) + (gsize) y * recto_image_get_stride (self);
  const guint8 *plane = alpha ? recto_image_get_alpha (self) + (gsize) y * width * bytes : NULL;
  gsize n = (gsize) width * samples;

  if (!alpha)
    memcpy (to, row, n * bytes);
  else
    for (gsize x = 0; x < width; x++)
      {
        memcpy (to + x * samples * bytes, row + x * channels * bytes, channels * bytes);
        memcpy (to + (x * samples + channels) * bytes, plane + x * bytes, bytes);
      }
  if (bytes == 2 && G_BYTE_ORDER == G_BIG_ENDIAN)
    for (gsize i = 0; i < n; i++)
      ((guint16 *) to)[i] = GUINT16_SWAP_LE_BE (((guint16 *) to)[i]);
}

/* Baseline TIFF 6.0, little-endian, one strip; resolution in inches. */
static GBytes *
encode_tiff (const RectoImage *self, GError **error)
{
  guint width = recto_image_get_width (self);
  guint height = recto_image_get_height (self);
  guint channels = recto_image_get_channels (self);
  guint bytes = recto_image_get_depth (self) / 8;
  gboolean alpha = recto_image_has_alpha (self);
  guint samples = channels + (alpha ? 1 : 0);
  guint64 size = (guint64) width * height * samples * bytes;
  GByteArray *out;
  double dpi_x = 0, dpi_y = 0;
  gboolean has_dpi = recto_image_get_dpi (self, &dpi_x, &dpi_y);
  guint n_tags = 10 + (alpha ? 1 : 0) + (has_dpi ? 3 : 0);
  guint32 extra = 8 + 2 + n_tags * 12 + 4;
  guint32 pixels = extra + 8 + 16;

  if (size > G_MAXUINT32 - 4096)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                           _("The picture is too large for TIFF (4 GB). Save it as PNG."));
      return NULL;
    }
  out = g_byte_array_sized_new ((guint) (pixels + size));

#define PUT(n, value)                                                                               \
  G_STMT_START                                                                                      \
  {                                                                                                 \
    guint32 v_ = (guint32) (value);                                                                 \
    guint8 b_[4] = { v_ & 255, (v_ >> 8) & 255, (v_ >> 16) & 255, (v_ >> 24) & 255 };                \
    g_byte_array_append (out, b_, n);                                                               \
  }                                                                                                 \
  G_STMT_END
#define TAG(id, type, count, value)                                                                 \
  G_STMT_START                                                                                      \
  {                                                                                                 \
    PUT (2, id);                                                                                    \
    PUT (2, type);                                                                                  \
    PUT (4, count);                                                                                 \
    PUT (4, value);                                                                                 \
  }                                                                                                 \
  G_STMT_END

  PUT (4, 0x002a4949);
  PUT (4, 8);
  PUT (2, n_tags);
  TAG (256, 4, 1, width);
  TAG (257, 4, 1, height);
  if (samples <= 2)
    TAG (258, 3, samples, bytes * 8 | (samples == 2 ? bytes * 8 << 16 : 0));
  else
    TAG (258, 3, samples, extra);
  TAG (259, 3, 1, 1);
  TAG (262, 3, 1, channels == 3 ? 2 : 1);
  TAG (273, 4, 1, pixels);
  TAG (277, 3, 1, samples);
  TAG (278, 4, 1, height);
  TAG (279, 4, 1, size);
  if (has_dpi)
    {
      TAG (282, 5, 1, extra + 8);
      TAG (283, 5, 1, extra + 16);
    }
  TAG (284, 3, 1, 1);
  if (has_dpi)
    TAG (296, 3, 1, 2);
  if (alpha)
    TAG (338, 3, 1, 2);
  PUT (4, 0);
  for (guint i = 0; i < 4; i++)
    PUT (2, bytes * 8);
  PUT (4, dpi_x * 1000 + 0.5);
  PUT (4, 1000);
  PUT (4, dpi_y * 1000 + 0.5);
  PUT (4, 1000);
#undef TAG

#undef PUT

  g_byte_array_set_size (out, (guint) (pixels + size));
  for (guint y = 0; y < height; y++)
    put_tiff_row (self, y, out->data + pixels + (gsize) y * width * samples * bytes);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
write_all (int fd, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, data, MIN (size, 16 * 1024 * 1024));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      size -= (gsize) n;
    }
  return TRUE;
}

/* Gives the finished file its name. Without replace a file that came there meanwhile stays. */
static gboolean
give_name (const char *temporary, const char *path, gboolean replace)
{
  if (replace)
    return g_rename (temporary, path) == 0;
#ifdef RENAME_NOREPLACE
  if (renameat2 (AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  /* Not every file system can do it. */
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
#endif
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      errno = EEXIST;
      return FALSE;
    }
  return g_rename (temporary, path) == 0;
}

/* Makes the name itself last; where a folder cannot be synced the file is still whole. */
static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static void
set_exists_error (GError **error)
{
  g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                       _("The file is there already. Choose another name, or say that it may be "
                         "replaced (--force)."));
}

gboolean
recto_image_save (const RectoImage *self, const char *path, gboolean replace, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *temporary = g_build_filename (folder, ".recto-XXXXXX", NULL);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const guint8 *data;
  int fd;
  int saved;

  if (!g_str_has_suffix (lower, ".png") && !g_str_has_suffix (lower, ".tif")
      && !g_str_has_suffix (lower, ".tiff"))
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
                           _("A working result is written without loss, so that it can be compared: name "
                             "it .png or .tif."));
      return FALSE;
    }
  if (!replace && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      set_exists_error (error);
      return FALSE;
    }
  bytes = g_str_has_suffix (lower, ".png") ? recto_image_encode_png (self, error)
                                           : encode_tiff (self, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0)
    saved = errno;
  else
    {
      gboolean done = write_all (fd, data, size) && fsync (fd) == 0;

      saved = errno;
      if (close (fd) != 0 && done)
        {
          saved = errno;
          done = FALSE;
        }
      if (done && give_name (temporary, path, replace))
        {
          sync_folder (folder);
          return TRUE;
        }
      if (done)
        saved = errno;
      g_unlink (temporary);
    }
  if (saved == EEXIST && !replace)
    set_exists_error (error);
  else if (saved == ENOSPC || saved == EDQUOT)
    g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                         _("The disk is full. Make room, or choose another folder; nothing was "
                           "written."));
  else
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                 _("The file cannot be written there (%s). Choose another folder."),
                 g_strerror (saved));
  return FALSE;
}

/* recto-image-load-tiff-directory.c: the file as libtiff sees it, and the chain of its directories
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chain is walked here and not by libtiff, so that one that turns back, overlaps or never ends is told from a
 * sound one before any of it is believed (TIFF 6.0 section 2; BigTIFF: offsets of 8 bytes, entries of 20).
 */

#include "config.h"
#include "recto-image-load-tiff-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* What libtiff may take at once: tables, and a strip that must be copied. */
#define MOST_MEMORY (G_GINT64_CONSTANT (256) * 1024 * 1024)

/* The values of a directory's tags together are no longer than the file, but for a few that two tags share. Behind the end of a file
 * that is cut they are no longer than this. */
#define LEEWAY (64 * 1024)
#define MOST_PADDED (G_GUINT64_CONSTANT (32) * 1024 * 1024)

/* Pages may share what is the same for all, such as a profile: together they take so many times the file, and so many bytes. */
#define MOST_TIMES 4
#define MOST_SHARED (G_GUINT64_CONSTANT (32) * 1024 * 1024)

static int
message_cb (TIFF *tiff, void *data, const char *module, const char *format, va_list list)
{
  RectoTiff *self = data;

  self->n_messages++;
  if (self->message == NULL)
    {
      char text[200];

      g_vsnprintf (text, sizeof text, format, list);
      self->message = g_utf8_make_valid (text, -1);
      g_strchomp (self->message);
      while (g_str_has_suffix (self->message, "."))
        self->message[strlen (self->message) - 1] = '\0';
    }
  return 1; /* handled: nothing goes to the global handlers */
}

static tmsize_t
read_cb (thandle_t handle, void *out, tmsize_t size)
{
  RectoTiff *self = handle;
  guint64 rest = self->at < self->size ? self->size - self->at : 0;
  guint64 made_up = self->size + self->padded - MIN (self->at, self->size + self->padded) - rest;
  gsize n = MIN ((guint64) size, rest);
  gsize k = MIN ((guint64) size - n, made_up);

  if (n > 0)
    memcpy (out, self->data + self->at, n);
  memset ((guint8 *) out + n, self->padding, k);
  self->at += n + k;
  return (tmsize_t) (n + k);
}

static tmsize_t
write_cb (thandle_t handle, void *data, tmsize_t size)
{
  return 0;
}

static toff_t
seek_cb (thandle_t handle, toff_t offset, int whence)
{
  RectoTiff *self = handle;
  guint64 base = whence == SEEK_CUR ? self->at : whence == SEEK_END ? self->size + self->padded : 0;

  if (offset > G_MAXINT64 - base)
    return (toff_t) -1;
  self->at = (gsize) (base + offset);
  return self->at;
}

static int
close_cb (thandle_t handle)
{
  return 0;
}

static toff_t
size_cb (thandle_t handle)
{
  RectoTiff *self = handle;

  return self->size + self->padded;
}

static int
map_cb (thandle_t handle, void **base, toff_t *size)
{
  RectoTiff *self = handle;

  if (self->padded > 0)
    return 0;
  *base = (void *) self->data;
  *size = self->size;
  return 1;
}

static void
unmap_cb (thandle_t handle, void *base, toff_t size)
{
}

gboolean
recto_tiff_open (RectoTiff *self, GBytes *bytes, GError **error)
{
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc ();

  self->data = g_bytes_get_data (bytes, &self->size);
  TIFFOpenOptionsSetMaxSingleMemAlloc (options, MOST_MEMORY + (tmsize_t) self->size);
  TIFFOpenOptionsSetErrorHandlerExtR (options, message_cb, self);
  TIFFOpenOptionsSetWarningHandlerExtR (options, message_cb, self);
  /* The header only: which directory is read is said afterwards. */
  self->tiff = TIFFClientOpenExt ("picture", "rh", self, read_cb, write_cb, seek_cb, close_cb, size_cb, map_cb,
                                  unmap_cb, options);
  TIFFOpenOptionsFree (options);
  if (self->tiff != NULL)
    return TRUE;
  recto_tiff_set_error (self, error);
  return FALSE;
}

void
recto_tiff_close (RectoTiff *self)
{
  g_clear_pointer (&self->tiff, TIFFClose);
  g_clear_pointer (&self->message, g_free);
}

void
recto_tiff_forget_messages (RectoTiff *self)
{
  g_clear_pointer (&self->message, g_free);
  self->n_messages = 0;
}

void
recto_tiff_set_error (RectoTiff *self, GError **error)
{
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
               _("The TIFF picture is damaged (%s). Ask the sender for it again."),
               self->message != NULL ? self->message : _("unknown"));
}

gboolean
recto_tiff_go_to (RectoTiff *self, guint64 offset, GError **error)
{
  recto_tiff_forget_messages (self);
  if (!TIFFSetSubDirectory (self->tiff, offset))
    {
      recto_tiff_set_error (self, error);
      return FALSE;
    }
  /* What it says of tags that it does not know is of no use to anyone. */
  recto_tiff_forget_messages (self);
  return TRUE;
}

static guint64
read_uint (const guint8 *data, guint n, gboolean little)
{
  guint64 value = 0;

  for (guint i = 0; i < n; i++)
    value |= (guint64) data[i] << (8 * (little ? i : n - 1 - i));
  return value;
}

typedef struct
{
  guint64 start;
  guint64 end;
} Extent;

static int
compare_extents (gconstpointer a, gconstpointer b)
{
  const Extent *x = a;
  const Extent *y = b;

  return x->start < y->start ? -1 : x->start > y->start;
}

static void
set_chain_error (GError **error, const char *what)
{
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
               _("The TIFF file is damaged or made to do harm: %s. Ask the sender for it again."), what);
}

/* Sound directories lie one beside the other. */
static gboolean
check_extents (GArray *extents, GError **error)
{
  g_array_sort (extents, compare_extents);
  for (guint i = 1; i < extents->len; i++)
    if (g_array_index (extents, Extent, i).start < g_array_index (extents, Extent, i - 1).end)
      {
        set_chain_error (error, _("its directories overlap"));
        return FALSE;
      }
  return TRUE;
}

/* Bytes per value of a type (TIFF 6.0 section 2 and BigTIFF); what is unknown is passed over by libtiff, too. */
static guint
get_type_size (guint type)
{
  static const guint8 sizes[] = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8 };

  return type < G_N_ELEMENTS (sizes) ? sizes[type] : 0;
}

/* The bytes that the tags of the directory at this place name outside it, before the end. */
static guint64
weigh_directory (const guint8 *data, gsize size, guint64 end, guint64 at)
{
  gboolean little = data[0] == 'I';
  gboolean big = read_uint (data + 2, 2, little) == 43;
  guint width = big ? 8 : 4;
  guint count_width = big ? 8 : 2;
  guint entry_width = big ? 20 : 12;
  guint64 weight = 0;
  guint64 n;

  if (at > size || size - at < count_width)
    return 0;
  n = MIN (read_uint (data + at, count_width, little), (size - at - count_width) / entry_width);
  for (guint64 i = 0; i < n; i++)
    {
      const guint8 *entry = data + at + count_width + i * entry_width;
      guint type_size = get_type_size ((guint) read_uint (entry + 2, 2, little));
      guint64 count = read_uint (entry + 4, width, little);
      guint64 place = read_uint (entry + 4 + width, width, little);

      if (type_size == 0 || count <= width / type_size || place >= end)
        continue;
      weight += count < (end - place) / type_size ? count * type_size : end - place;
      if (weight > G_MAXUINT32 * G_GUINT64_CONSTANT (1024))
        break; /* more than any file: no need to count on */
    }
  return weight;
}

gboolean
recto_tiff_check_weight (const guint8 *data, gsize size, guint64 padded, guint64 at, guint64 *weight, GError **error)
{
  *weight = weigh_directory (data, size, size + padded, at);
  if (*weight <= (guint64) size + MIN (padded, MOST_PADDED) + LEEWAY)
    return TRUE;
  set_chain_error (error, _("its tags use the same bytes again and again"));
  return FALSE;
}

/* libtiff copies the values of all tags, known or not. In a sound file they lie one beside the other; pages may share a few. */
static gboolean
check_weights (const guint8 *data, gsize size, GArray *offsets, GError **error)
{
  guint64 sum = 0;

  for (guint i = 0; i < offsets->len; i++)
    {
      guint64 weight;

      if (!recto_tiff_check_weight (data, size, 0, g_array_index (offsets, guint64, i), &weight, error))
        return FALSE;
      sum += weight;
    }
  if (sum <= (guint64) size * MOST_TIMES + MOST_SHARED)
    return TRUE;
  set_chain_error (error, _("its tags use the same bytes again and again"));
  return FALSE;
}

GArray *
recto_tiff_list_directories (const guint8 *data, gsize size, gboolean *complete, GError **error)
{
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  gboolean little = data[0] == 'I';
  gboolean big = size >= 4 && read_uint (data + 2, 2, little) == 43;
  guint width = big ? 8 : 4; /* of an offset */
  guint count_width = big ? 8 : 2;
  guint entry_width = big ? 20 : 12;
  guint64 at;

  *complete = TRUE;
  if (size < (big ? 16u : 8u))
    at = G_MAXUINT64;
  else
    at = read_uint (data + (big ? 8 : 4), width, little);
  if (at == 0)
    {
      set_chain_error (error, _("it has no directory"));
      return NULL;
    }
  while (at != 0)
    {
      Extent extent = { at, 0 };
      guint64 n;

      if (at > size || size - at < count_width)
        {
          *complete = FALSE;
          break;
        }
      n = read_uint (data + at, count_width, little);
      if (at < (big ? 16u : 8u) || n == 0)
        {
          set_chain_error (error, _("a directory is empty or lies in the header"));
          return NULL;
        }
      if (n > (size - at - count_width) / entry_width
          || size - at - count_width - n * entry_width < width)
        {
          *complete = FALSE;
          break;
        }
      extent.end = at + count_width + n * entry_width + width;
      for (guint i = 0; i < offsets->len; i++)
        if (g_array_index (offsets, guint64, i) == at)
          {
            set_chain_error (error, _("its directories run in a circle"));
            return NULL;
          }
      if (offsets->len == RECTO_IMAGE_MOST_FRAMES)
        {
          set_chain_error (error, _("it has more than a thousand pages"));
          return NULL;
        }
      g_array_append_val (offsets, at);
      g_array_append_val (extents, extent);
      at = read_uint (data + extent.end - width, width, little);
    }
  if (!check_extents (extents, error))
    return NULL;
  if (offsets->len == 0)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TRUNCATED,
                           _("The file ends before the directory that tells how its TIFF picture is stored. Ask the "
                             "sender for it again."));
      return NULL;
    }
  if (!check_weights (data, size, offsets, error))
    return NULL;
  return g_steal_pointer (&offsets);
}

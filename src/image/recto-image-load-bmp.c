/* recto-image-load-bmp.c: plain Windows bitmaps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read: 1, 4 and 8 bits with a palette, 24 bits, and 32 bits with whole bytes for each colour, uncompressed, either row first. The
 * rows start where the file header says and are padded to 4 bytes. Refused with words: 16 bits, run lengths,
 * JPEG or PNG inside, OS/2 headers other than the first.
 */

#include "config.h"
#include "recto-image-load-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define FILE_HEADER 14

typedef struct
{
  guint32 width;
  guint32 height;
  gboolean top_down;
  guint bits;
  guint64 pixels; /* offset of the first stored row */
  guint64 stride;
  double dpi_x;
  double dpi_y;
  guint channels;
  int place[4]; /* byte of R, G, B and alpha in a pixel of 32 bits; -1: none */
  guint8 palette[256 * 3];
  guint n_palette;
} Layout;

static guint32
read_little (const guint8 *data, guint n)
{
  guint32 value = 0;

  for (guint i = 0; i < n; i++)
    value |= (guint32) data[i] << (8 * i);
  return value;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
               _("This BMP picture is of a kind that Recto does not read: %s. Ask for the scan as PNG or TIFF."), what);
  return FALSE;
}

static gboolean
damaged (GError **error, const char *what)
{
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
               _("The BMP picture is damaged (%s). Ask the sender for it again."), what);
  return FALSE;
}

/* Which byte of a pixel a mask selects; -1: none, -2: no whole byte. */
static int
place_of_mask (guint32 mask)
{
  if (mask == 0)
    return -1;
  for (int i = 0; i < 4; i++)
    if (mask == 0xffu << (8 * i))
      return i;
  return -2;
}

static gboolean
read_masks (const guint8 *data, gsize size, guint32 header, guint compression, Layout *layout, GError **error)
{
  const int usual[4] = { 2, 1, 0, -1 };
  guint n = compression == 6 || header >= 56 ? 4 : 3;

  memcpy (layout->place, usual, sizeof usual);
  if (compression == 0)
    return TRUE;
  if (size < FILE_HEADER + 40 + n * 4)
    return damaged (error, _("its header breaks the rules"));
  for (guint i = 0; i < n; i++)
    layout->place[i] = place_of_mask (read_little (data + FILE_HEADER + 40 + i * 4, 4));
  for (guint i = 0; i < 3; i++)
    if (layout->place[i] < 0)
      return refuse (error, _("colours that are not whole bytes"));
  return layout->place[3] != -2 || refuse (error, _("colours that are not whole bytes"));
}

static gboolean
read_palette (const guint8 *data, gsize size, guint32 header, guint32 used, Layout *layout, GError **error)
{
  guint entry = header == 12 ? 3 : 4;
  guint64 at = FILE_HEADER + (guint64) header;
  guint most = 1u << layout->bits;
  guint n = used == 0 || used > most ? most : used;
  gboolean grey = TRUE;

  if (at > size || (size - at) / entry < n || at + (guint64) n * entry > layout->pixels)
    return damaged (error, _("its palette is missing"));
  for (guint i = 0; i < n; i++)
    {
      const guint8 *from = data + at + (gsize) i * entry;

      for (guint c = 0; c < 3; c++)
        layout->palette[i * 3 + c] = from[2 - c];
      if (from[0] != from[1] || from[0] != from[2])
        grey = FALSE;
    }
  layout->n_palette = n;
  layout->channels = grey ? 1 : 3;
  return TRUE;
}

static gboolean
read_layout (const guint8 *data, gsize size, Layout *layout, GError **error)
{
  guint32 header, compression = 0, used = 0;

  memset (layout, 0, sizeof *layout);
  layout->channels = 3;
  layout->place[3] = -1;
  if (size < FILE_HEADER + 12 || (header = read_little (data + FILE_HEADER, 4)) > size - FILE_HEADER)
    {
      recto_image_set_hollow_error (error);
      return FALSE;
    }
  layout->pixels = read_little (data + 10, 4);
  if (header == 12)
    {
      layout->width = read_little (data + FILE_HEADER + 4, 2);
      layout->height = read_little (data + FILE_HEADER + 6, 2);
      layout->bits = read_little (data + FILE_HEADER + 10, 2);
    }
  else if (header == 40 || header == 52 || header == 56 || header == 108 || header == 124)
    {
      guint32 height = read_little (data + FILE_HEADER + 8, 4);

      layout->width = read_little (data + FILE_HEADER + 4, 4);
      layout->top_down = (height & 0x80000000u) != 0;
      layout->height = layout->top_down ? -height : height;
      layout->bits = read_little (data + FILE_HEADER + 14, 2);
      compression = read_little (data + FILE_HEADER + 16, 4);
      layout->dpi_x = (gint32) read_little (data + FILE_HEADER + 24, 4) * 0.0254;
      layout->dpi_y = (gint32) read_little (data + FILE_HEADER + 28, 4) * 0.0254;
      used = read_little (data + FILE_HEADER + 32, 4);
    }
  else
    return refuse (error, _("an unknown header"));
  if (layout->width == 0 || layout->height == 0 || layout->width > G_MAXINT32 || layout->height > G_MAXINT32)
    return damaged (error, _("it has no size"));
  if (compression == 1 || compression == 2)
    return refuse (error, _("run-length compression"));
  if (compression == 4 || compression == 5)
    return refuse (error, _("a JPEG or PNG picture inside"));
  if (compression != 0 && !((compression == 3 || compression == 6) && layout->bits == 32))
    return refuse (error, _("an unusual layout of its colours"));
  if (layout->bits != 1 && layout->bits != 4 && layout->bits != 8 && layout->bits != 24 && layout->bits != 32)
    return refuse (error, _("an unusual number of bits per pixel"));
  layout->stride = ((guint64) layout->width * layout->bits + 31) / 32 * 4;
  if (layout->pixels < FILE_HEADER + (guint64) header)
    return damaged (error, _("its header breaks the rules"));
  if (layout->bits <= 8)
    return read_palette (data, size, header, used, layout, error);
  return layout->bits != 32 || read_masks (data, size, header, compression, layout, error);
}

void
recto_image_describe_bmp (const guint8 *data, gsize size, RectoImageFrame *frame)
{
  Layout layout;
  g_autoptr (GError) error = NULL;

  if (read_layout (data, size, &layout, &error))
    {
      frame->channels = layout.channels;
      frame->depth = 8;
      frame->alpha = layout.place[3] >= 0;
    }
  else
    frame->problem = g_strdup (error->message);
  frame->width = layout.width;
  frame->height = layout.height;
}

/* TRUE: an index had no entry. */
static gboolean
store_row (const Layout *layout, const guint8 *from, guint8 *to, guint8 *alpha)
{
  gboolean outside = FALSE;

  if (layout->bits <= 8)
    for (guint x = 0; x < layout->width; x++)
      {
        gsize bit = (gsize) x * layout->bits;
        guint index = from[bit / 8] >> (8 - layout->bits - bit % 8) & ((1u << layout->bits) - 1);

        outside |= index >= layout->n_palette;
        for (guint c = 0; c < layout->channels; c++)
          to[x * layout->channels + c] = layout->palette[index * 3 + c];
      }
  else if (layout->bits == 24)
    for (guint x = 0; x < layout->width; x++)
      for (guint c = 0; c < 3; c++)
        to[x * 3 + c] = from[x * 3 + 2 - c];
  else
    for (guint x = 0; x < layout->width; x++)
      {
        for (guint c = 0; c < 3; c++)
          to[x * 3 + c] = from[x * 4 + (guint) layout->place[c]];
        if (alpha != NULL)
          alpha[x] = from[x * 4 + (guint) layout->place[3]];
      }
  return outside;
}

RectoImage *
recto_image_load_bmp (GBytes *bytes, const RectoImageLoadOptions *options, GCancellable *cancellable, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  Layout layout;
  g_autoptr (RectoImage) image = NULL;
  guint64 there;
  gboolean outside = FALSE;

  if (!read_layout (data, size, &layout, error)
      || !recto_image_check_limit (layout.width, layout.height, options, error))
    return NULL;
  /* Rows that are in the file whole, in stored order. */
  there = layout.pixels < size ? MIN ((size - layout.pixels) / layout.stride, layout.height) : 0;
  if (there == 0)
    {
      recto_image_set_hollow_error (error);
      return NULL;
    }
  if (there < layout.height && (options == NULL || !options->accept_truncated))
    {
      recto_image_set_truncated_error (error, (guint) there, layout.height, FALSE);
      return NULL;
    }
  image = recto_image_new (layout.width, layout.height, layout.channels, 8, layout.place[3] >= 0, error);
  if (image == NULL)
    return NULL;
  recto_image_set_format (image, RECTO_IMAGE_FORMAT_BMP);
  recto_image_set_decoder (image, "recto " RECTO_VERSION);
  if (layout.dpi_x > 0 && layout.dpi_y > 0)
    recto_image_set_dpi (image, layout.dpi_x, layout.dpi_y);
  recto_image_load_tell_started (options, image);
  for (guint y = 0; y < layout.height; y++)
    {
      guint stored = layout.top_down ? y : layout.height - 1 - y;

      if (y % RECTO_IMAGE_ROWS_AT_ONCE == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return NULL;
          recto_image_load_tell_rows (options, y, layout.height);
        }
      if (stored < there)
        outside |= store_row (&layout, data + layout.pixels + stored * layout.stride,
                              recto_image_get_data_mutable (image) + (gsize) y * recto_image_get_stride (image),
                              recto_image_has_alpha (image)
                                  ? recto_image_get_alpha_mutable (image) + (gsize) y * layout.width
                                  : NULL);
    }
  if (outside)
    recto_image_add_warning (image, _("Some pixels name a colour that the palette does not have; they are shown black."));
  if (there < layout.height)
    {
      g_autofree char *warning = recto_image_dup_truncated_warning ((guint) there, layout.height, FALSE);

      recto_image_add_warning (image, warning);
    }
  return g_steal_pointer (&image);
}

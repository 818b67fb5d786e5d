/* recto-image-frames.c: the pictures that a file holds, from its headers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load-private.h"

#include <glib/gi18n.h>
#include <string.h>

void
recto_image_frame_free (RectoImageFrame *frame)
{
  if (frame == NULL)
    return;
  g_free (frame->name);
  g_free (frame->problem);
  g_free (frame);
}

static guint32
read_big (const guint8 *data, guint n)
{
  guint32 value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | data[i];
  return value;
}

static gboolean
is_grey_palette (const guint8 *entries, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (entries[i * 3] != entries[i * 3 + 1] || entries[i * 3] != entries[i * 3 + 2])
      return FALSE;
  return TRUE;
}

/* IHDR, and what of PLTE and tRNS stands before the data. */
static void
describe_png (const guint8 *data, gsize size, RectoImageFrame *frame)
{
  guint type;

  if (size < 33 || memcmp (data + 12, "IHDR", 4) != 0)
    return;
  frame->width = read_big (data + 16, 4);
  frame->height = read_big (data + 20, 4);
  frame->depth = data[24] == 16 ? 16 : 8;
  type = data[25];
  frame->channels = (type & 2) != 0 ? 3 : 1;
  frame->alpha = (type & 4) != 0;
  for (gsize at = 33; size - at >= 12;)
    {
      gsize length = read_big (data + at, 4);
      const guint8 *kind = data + at + 4;

      if (length > size - at - 12 || memcmp (kind, "IDAT", 4) == 0)
        break;
      if (type == 3 && memcmp (kind, "PLTE", 4) == 0 && is_grey_palette (kind + 4, length / 3))
        frame->channels = 1;
      if (memcmp (kind, "tRNS", 4) == 0)
        frame->alpha = TRUE;
      at += 12 + length;
    }
}

/* The frame header, behind whatever segments. */
static void
describe_jpeg (const guint8 *data, gsize size, RectoImageFrame *frame)
{
  gsize at = 2;

  while (size - at >= 10)
    {
      guint marker;

      if (data[at] != 0xff)
        {
          at++;
          continue;
        }
      marker = data[at + 1];
      if (marker == 0xff || marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8))
        {
          at += marker == 0xff ? 1 : 2;
          continue;
        }
      if (marker == 0xd9 || marker == 0xda)
        return;
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        {
          frame->depth = data[at + 4] <= 8 ? 8 : 16;
          frame->height = read_big (data + at + 5, 2);
          frame->width = read_big (data + at + 7, 2);
          frame->channels = data[at + 9] == 1 ? 1 : 3;
          return;
        }
      {
        gsize step = 2 + (gsize) read_big (data + at + 2, 2);

        if (step > size - at)
          return;
        at += step;
      }
    }
}

GPtrArray *
recto_image_list_frames (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  RectoImageFormat format = recto_image_sniff (data, size);
  g_autoptr (GPtrArray) frames = NULL;
  RectoImageFrame *frame;

  if (format == RECTO_IMAGE_FORMAT_NONE)
    {
      recto_image_set_unknown_error (error, size);
      return NULL;
    }
  if (format == RECTO_IMAGE_FORMAT_TIFF)
    return recto_image_list_frames_tiff (bytes, error);
  frames = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_image_frame_free);
  frame = g_new0 (RectoImageFrame, 1);
  g_ptr_array_add (frames, frame);
  if (format == RECTO_IMAGE_FORMAT_PNG)
    describe_png (data, size, frame);
  else if (format == RECTO_IMAGE_FORMAT_JPEG)
    describe_jpeg (data, size, frame);
  else if (format == RECTO_IMAGE_FORMAT_WEBP)
    recto_image_describe_webp (data, size, frame);
  else
    recto_image_describe_bmp (data, size, frame);
  if (frame->width == 0 && frame->problem == NULL)
    frame->problem = g_strdup (_("The header of the picture is damaged or missing. Ask the sender for it again."));
  return g_steal_pointer (&frames);
}

/* recto-metadata-png.c: chunks of a PNG file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The chunks are walked here and not by libpng, so that all of them are met whatever the decoder's limits are, also those behind the
 * picture. Checksums are the decoder's business.
 */

#include "config.h"
#include "recto-metadata-private.h"
#include "recto-scratch.h"

#include <string.h>

/* Text chunks that are read, and bytes that all of them may inflate to. */
#define MAX_TEXTS 100
#define MAX_CHUNKS 1000000

static guint32
read32 (const guint8 *data)
{
  return (guint32) data[0] << 24 | (guint32) data[1] << 16 | (guint32) data[2] << 8 | data[3];
}

typedef struct
{
  guint n_texts;
  gsize budget; /* bytes that may still be inflated */
} Limits;

/* Inflates a zlib stream up to what the budget allows; *cut when it would be longer. */
static GByteArray *
inflate_some (const guint8 *data, gsize size, gsize *budget, gboolean *cut)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  GByteArray *out = g_byte_array_new ();
  guint8 piece[4096];

  while (*budget > 0)
    {
      gsize read, written;
      GConverterResult result = g_converter_convert (G_CONVERTER (zlib), data, size, piece, MIN (sizeof piece, *budget),
                                                     G_CONVERTER_INPUT_AT_END, &read, &written, NULL);

      if (result == G_CONVERTER_ERROR)
        return out;
      g_byte_array_append (out, piece, (guint) written);
      *budget -= written;
      data += read;
      size -= read;
      if (result == G_CONVERTER_FINISHED || (read == 0 && written == 0))
        return out;
    }
  *cut = TRUE;
  return out;
}

static void
take_text (RectoMetadata *self, const char *keyword, const char *text, gsize size)
{
  if (g_str_equal (keyword, "XML:com.adobe.xmp"))
    recto_metadata_read_xmp (self, text, size);
  else if (g_str_equal (keyword, "Software"))
    recto_metadata_add_named (self, RECTO_CLAIM_FILE, "png-software", keyword, text, (gssize) size);
  else if (g_str_equal (keyword, "Creation Time"))
    recto_metadata_add_named (self, RECTO_CLAIM_FILE, "png-creation-time", keyword, text, (gssize) size);
  else
    recto_metadata_add_named (self, RECTO_CLAIM_TEXT, "png-text", keyword, text, (gssize) size);
}

/* PNG third edition, 11.3.3: tEXt keyword 0 text · zTXt keyword 0 method data · iTXt keyword 0 compressed method language 0
 * translated 0 text. */
static void
read_text (RectoMetadata *self, const char *kind, const guint8 *data, gsize size, Limits *limits)
{
  const guint8 *end = memchr (data, 0, MIN (size, 80));
  g_autofree char *keyword = NULL;
  gboolean compressed = kind[0] == 'z';
  gsize at;

  if (end == NULL || end == data)
    return;
  if (limits->n_texts++ >= MAX_TEXTS)
    {
      self->cut = TRUE;
      return;
    }
  keyword = g_strndup ((const char *) data, (gsize) (end - data));
  at = (gsize) (end - data) + 1;
  if (kind[0] == 'z')
    at += 1;
  else if (kind[0] == 'i')
    {
      if (size - at < 2)
        return;
      compressed = data[at] == 1;
      at += 2;
      for (guint i = 0; i < 2; i++)
        {
          end = at < size ? memchr (data + at, 0, size - at) : NULL;
          if (end == NULL)
            return;
          at = (gsize) (end - data) + 1;
        }
    }
  if (at >= size)
    return;
  if (compressed)
    {
      g_autoptr (GByteArray) text = inflate_some (data + at, size - at, &limits->budget, &self->cut);

      if (text->len > 0)
        take_text (self, keyword, (const char *) text->data, text->len);
    }
  else
    take_text (self, keyword, (const char *) data + at, size - at);
}

static void
read_profile (RectoMetadata *self, const guint8 *data, gsize size, Limits *limits)
{
  const guint8 *end = memchr (data, 0, MIN (size, 80));
  gsize at;

  if (end == NULL)
    return;
  recto_metadata_add (self, RECTO_CLAIM_COLOUR, "png-profile-name", (const char *) data, end - data);
  at = (gsize) (end - data) + 2;
  if (at < size)
    {
      g_autoptr (GByteArray) profile = inflate_some (data + at, size - at, &limits->budget, &self->cut);

      recto_metadata_read_profile (self, profile->data, profile->len);
    }
}

static void
read_chunk (RectoMetadata *self, const char *kind, const guint8 *data, gsize size, Limits *limits)
{
  if (g_str_equal (kind, "tEXt") || g_str_equal (kind, "zTXt") || g_str_equal (kind, "iTXt"))
    read_text (self, kind, data, size, limits);
  else if (g_str_equal (kind, "eXIf"))
    recto_metadata_read_exif (self, data, size);
  else if (g_str_equal (kind, "iCCP"))
    read_profile (self, data, size, limits);
  else if (g_str_equal (kind, "sRGB") && size == 1)
    recto_metadata_add (self, RECTO_CLAIM_COLOUR, "png-srgb", "sRGB", -1);
  else if (g_str_equal (kind, "gAMA") && size == 4)
    recto_metadata_add_number (self, RECTO_CLAIM_COLOUR, "png-gamma", read32 (data) / 100000.0);
  else if (g_str_equal (kind, "tIME") && size == 7)
    {
      g_autofree char *text = g_strdup_printf ("%04u-%02u-%02u %02u:%02u:%02uZ", (guint) data[0] << 8 | data[1], data[2], data[3],
                                               data[4], data[5], data[6]);

      recto_metadata_add (self, RECTO_CLAIM_FILE, "png-time", text, -1);
    }
  else if (g_str_equal (kind, "pHYs") && size == 9 && data[8] == 1)
    {
      recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "png-dpi-x", read32 (data) * 0.0254);
      recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "png-dpi-y", read32 (data + 4) * 0.0254);
    }
  else if (g_str_equal (kind, "IHDR") && size == 13)
    {
      static const char *const types[] = { "grey", NULL, "rgb", "palette", "grey-alpha", NULL, "rgb-alpha" };

      if (data[9] < G_N_ELEMENTS (types) && types[data[9]] != NULL)
        recto_metadata_add (self, RECTO_CLAIM_FILE, "png-type", types[data[9]], -1);
      recto_metadata_add_number (self, RECTO_CLAIM_FILE, "bits", data[8]);
      if (data[12] == 1)
        recto_metadata_add (self, RECTO_CLAIM_FILE, "png-interlace", "adam7", -1);
    }
  else if (g_str_equal (kind, "caBX"))
    recto_metadata_add (self, RECTO_CLAIM_FILE, "content-credentials", "present", -1);
}

void
recto_metadata_read_png (RectoMetadata *self, const guint8 *data, gsize size)
{
  Limits limits = { 0, RECTO_METADATA_MAX_BLOCK };
  gsize at = 8;

  for (guint n = 0; size - at >= 12 && n < MAX_CHUNKS; n++)
    {
      char kind[5] = { 0 };
      gsize length = read32 (data + at);

      /* A step over a chunk of 8 kB still brings its pages in. */
      if (n % 1024 == 0)
        recto_scratch_tidy ();
      memcpy (kind, data + at + 4, 4);
      if (length > size - at - 12)
        return;
      read_chunk (self, kind, data + at + 8, length, &limits);
      at += 12 + length;
      if (g_str_equal (kind, "IEND"))
        break;
    }
  if (size > at)
    recto_metadata_add_number (self, RECTO_CLAIM_FILE, "trailing-bytes", (double) (size - at));
}

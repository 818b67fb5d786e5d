/* recto-metadata-jpeg.c: segments of a JPEG file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All segments of the first picture are walked (ITU-T T.81, annex B), those between its scans as well. Its end is told by EOI; what
 * follows is counted and not read.
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <string.h>

/* Longest ICC profile that is put together for its name. */
#define MAX_PROFILE (4 * 1024 * 1024)

typedef struct
{
  guint16 tables[4][64]; /* natural order */
  gboolean has_table[4];
  guint luma, chroma; /* numbers of the tables that the first and second component use */
  guint n_components;
  guint n_scans;
  guint n_xmp;
  GByteArray *profile;
} Jpeg;

static const guint8 zigzag[64] = {
  0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6,  7,  14, 21, 28,
  35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
};

static guint
read16 (const guint8 *data)
{
  return (guint) data[0] << 8 | data[1];
}

static gboolean
starts_with (const guint8 *data, gsize size, const char *head, gsize length)
{
  return size >= length && memcmp (data, head, length) == 0;
}

static void
read_tables (Jpeg *jpeg, const guint8 *data, gsize size)
{
  while (size > 0)
    {
      guint wide = data[0] >> 4, number = data[0] & 15;
      gsize length = 1 + 64 * (wide ? 2 : 1);

      if (number > 3 || wide > 1 || size < length)
        return;
      /* The first definition is the picture's; a later one would belong to a later scan. */
      for (guint i = 0; i < 64 && !jpeg->has_table[number]; i++)
        jpeg->tables[number][zigzag[i]] = (guint16) (wide ? read16 (data + 1 + i * 2) : data[1 + i]);
      jpeg->has_table[number] = TRUE;
      data += length;
      size -= length;
    }
}

static void
read_frame (RectoMetadata *self, Jpeg *jpeg, guint marker, const guint8 *data, gsize size)
{
  static const char *const processes[16]
      = { "baseline", "extended", "progressive", "lossless", NULL, "hierarchical", "hierarchical", "hierarchical",
          NULL, "arithmetic", "arithmetic-progressive", "arithmetic-lossless", NULL, "hierarchical", "hierarchical", "hierarchical" };
  guint h0, v0, h1, v1;

  if (jpeg->n_components > 0 || size < 9 || size < 6 + 3 * (gsize) data[5])
    return;
  recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-process", processes[marker & 15], -1);
  recto_metadata_add_number (self, RECTO_CLAIM_FILE, "bits", data[0]);
  jpeg->n_components = data[5];
  jpeg->luma = data[8] & 3;
  jpeg->chroma = jpeg->luma;
  if (data[5] < 3)
    return;
  jpeg->chroma = data[11] & 3;
  h0 = data[7] >> 4;
  v0 = data[7] & 15;
  h1 = data[10] >> 4;
  v1 = data[10] & 15;
  if (h0 == 0 || v0 == 0 || h1 == 0 || v1 == 0 || data[10] != data[13])
    return;
  if (h0 == h1 && v0 == v1)
    recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-subsampling", "4:4:4", -1);
  else if (h0 == 2 * h1 && v0 == v1)
    recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-subsampling", "4:2:2", -1);
  else if (h0 == 2 * h1 && v0 == 2 * v1)
    recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-subsampling", "4:2:0", -1);
  else if (h0 == h1 && v0 == 2 * v1)
    recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-subsampling", "4:4:0", -1);
  else if (h0 == 4 * h1 && v0 == v1)
    recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-subsampling", "4:1:1", -1);
  else
    {
      g_autofree char *text = g_strdup_printf ("%ux%u %ux%u", h0, v0, h1, v1);

      recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-subsampling", text, -1);
    }
}

static void
read_jfif (RectoMetadata *self, const guint8 *data, gsize size)
{
  double unit = data[7] == 1 ? 1 : data[7] == 2 ? 2.54 : NAN;
  double x = read16 (data + 8), y = read16 (data + 10);

  /* 1 × 1 without unit is how JFIF says that the pixels are square. */
  if (x > 0 && y > 0 && !isnan (unit))
    {
      recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "jfif-dpi-x", x * unit);
      recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "jfif-dpi-y", y * unit);
    }
}

static void
read_segment (RectoMetadata *self, Jpeg *jpeg, guint marker, const guint8 *data, gsize size)
{
  static const char xmp[] = "http://ns.adobe.com/xap/1.0/";
  static const char *const transforms[] = { "none", "YCbCr", "YCCK" };

  if (marker == 0xe0 && starts_with (data, size, "JFIF", 5) && size >= 12)
    read_jfif (self, data, size);
  else if (marker == 0xe1 && starts_with (data, size, "Exif\0", 6))
    recto_metadata_read_exif (self, data + 6, size - 6);
  else if (marker == 0xe1 && starts_with (data, size, xmp, sizeof xmp) && jpeg->n_xmp++ == 0)
    recto_metadata_read_xmp (self, (const char *) data + sizeof xmp, size - sizeof xmp);
  else if (marker == 0xe2 && starts_with (data, size, "ICC_PROFILE", 12) && size > 14
           && jpeg->profile->len + size < MAX_PROFILE)
    g_byte_array_append (jpeg->profile, data + 14, (guint) size - 14);
  else if (marker == 0xeb && size > 12 && memmem (data, MIN (size, 64), "jumb", 4) != NULL
           && recto_metadata_find_claim (self, "content-credentials") == NULL)
    recto_metadata_add (self, RECTO_CLAIM_FILE, "content-credentials", "present", -1);
  else if (marker == 0xed && starts_with (data, size, "Photoshop 3.0", 14))
    recto_metadata_read_photoshop (self, data + 14, size - 14);
  else if (marker == 0xee && starts_with (data, size, "Adobe", 5) && size >= 12 && data[11] <= 2)
    recto_metadata_add (self, RECTO_CLAIM_COLOUR, "adobe-transform", transforms[data[11]], -1);
  else if (marker == 0xfe)
    recto_metadata_add (self, RECTO_CLAIM_TEXT, "jpeg-comment", (const char *) data, (gssize) size);
  else if (marker == 0xdb)
    read_tables (jpeg, data, size);
  else if (marker == 0xdd && size >= 2 && read16 (data) > 0)
    recto_metadata_add_number (self, RECTO_CLAIM_FILE, "jpeg-restart", read16 (data));
  else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
    read_frame (self, jpeg, marker, data, size);
}

/* Says the quality only where the table is one of the IJG's; other makers' numbers mean other things. */
static void
add_quality (RectoMetadata *self, const guint16 table[64], gboolean chroma, guint luma_exact)
{
  RectoJpegQuality quality = recto_metadata_jpeg_quality (table, chroma);

  if (chroma)
    {
      if (quality.exact > 0 && quality.exact != luma_exact)
        recto_metadata_add_number (self, RECTO_CLAIM_FILE, "jpeg-quality-chroma", quality.exact);
      return;
    }
  if (quality.exact > 0)
    recto_metadata_add_number (self, RECTO_CLAIM_FILE, "jpeg-quality", quality.exact);
  else
    {
      recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-tables", "not-ijg", -1);
      recto_metadata_add_number (self, RECTO_CLAIM_FILE, "jpeg-quality-like", quality.nearest);
    }
  if (quality.nearest < 75)
    {
      g_autofree char *text = g_strdup_printf ("%u", quality.nearest);

      recto_metadata_add_doubt (self, "jpeg-quality-low", text, NULL);
    }
}

static void
conclude (RectoMetadata *self, Jpeg *jpeg)
{
  if (jpeg->n_components > 0 && jpeg->has_table[jpeg->luma])
    {
      RectoJpegQuality luma = recto_metadata_jpeg_quality (jpeg->tables[jpeg->luma], FALSE);

      add_quality (self, jpeg->tables[jpeg->luma], FALSE, 0);
      if (jpeg->chroma != jpeg->luma && jpeg->has_table[jpeg->chroma])
        add_quality (self, jpeg->tables[jpeg->chroma], TRUE, luma.exact);
    }
  if (jpeg->n_scans > 0)
    recto_metadata_add_number (self, RECTO_CLAIM_FILE, "jpeg-scans", jpeg->n_scans);
  if (jpeg->profile->len > 0)
    recto_metadata_read_profile (self, jpeg->profile->data, jpeg->profile->len);
}

void
recto_metadata_read_jpeg (RectoMetadata *self, const guint8 *data, gsize size)
{
  Jpeg jpeg = { .profile = g_byte_array_new () };
  gsize at = 2;

  while (at < size)
    {
      /* To the next marker: over fill bytes, and over coded data, where FF 00 and RSTn are no markers. */
      const guint8 *next = memchr (data + at, 0xff, size - at);
      guint marker;
      gsize length;

      if (next == NULL || (gsize) (next - data) + 1 >= size)
        break;
      at = (gsize) (next - data) + 1;
      marker = data[at];
      if (marker == 0xff)
        continue;
      at++;
      if (marker == 0xd9)
        {
          if (size > at)
            recto_metadata_add_number (self, RECTO_CLAIM_FILE, "trailing-bytes", (double) (size - at));
          break;
        }
      if (marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8))
        continue;
      if (size - at < 2)
        break;
      length = read16 (data + at);
      if (length < 2 || length > size - at)
        break;
      if (marker == 0xda)
        jpeg.n_scans++;
      else
        read_segment (self, &jpeg, marker, data + at + 2, length - 2);
      at += length;
    }
  conclude (self, &jpeg);
  g_byte_array_unref (jpeg.profile);
}

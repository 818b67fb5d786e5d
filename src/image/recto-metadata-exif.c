/* recto-metadata-exif.c: EXIF blocks, by libexif
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libexif would by default complete a block to what the specification asks for, and so put a resolution of 72 dpi into the file's mouth;
 * that is switched off. Its texts are not used either, because they are already worded in some language.
 */

#include "config.h"
#include "recto-image-load-private.h"
#include "recto-metadata-private.h"

#include <libexif/exif-data.h>
#include <string.h>

/* The most that a JPEG segment holds, and that libexif reads. */
#define MAX_BLOCK 65533

static ExifData *
load (const guint8 *data, gsize size)
{
  g_autofree guint8 *block = NULL;
  ExifData *exif;

  if (size < 8)
    return NULL;
  size = MIN (size, MAX_BLOCK - 6);
  block = g_malloc (size + 6);
  memcpy (block, "Exif\0\0", 6);
  memcpy (block + 6, data, size);
  exif = exif_data_new ();
  exif_data_unset_option (exif, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
  exif_data_unset_option (exif, EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
  exif_data_load_data (exif, block, (unsigned int) size + 6);
  return exif;
}

static ExifEntry *
find (ExifData *exif, ExifIfd ifd, guint tag)
{
  ExifEntry *entry = exif_content_get_entry (exif->ifd[ifd], (ExifTag) tag);

  return entry != NULL && entry->data != NULL && entry->size > 0 ? entry : NULL;
}

/* Component at of an entry as a number; NAN when it is none. */
static double
number_at (ExifData *exif, ExifEntry *entry, guint at)
{
  ExifByteOrder order = exif_data_get_byte_order (exif);
  guint step = exif_format_get_size (entry->format);
  const guint8 *data = entry->data + (gsize) at * step;

  if (step == 0 || at >= entry->components || (guint64) (at + 1) * step > entry->size)
    return NAN;
  switch (entry->format)
    {
    case EXIF_FORMAT_BYTE:
      return *data;
    case EXIF_FORMAT_SHORT:
      return exif_get_short (data, order);
    case EXIF_FORMAT_SSHORT:
      return exif_get_sshort (data, order);
    case EXIF_FORMAT_LONG:
      return exif_get_long (data, order);
    case EXIF_FORMAT_SLONG:
      return exif_get_slong (data, order);
    case EXIF_FORMAT_RATIONAL:
      {
        ExifRational value = exif_get_rational (data, order);

        return value.denominator != 0 ? (double) value.numerator / value.denominator : NAN;
      }
    case EXIF_FORMAT_SRATIONAL:
      {
        ExifSRational value = exif_get_srational (data, order);

        return value.denominator != 0 ? (double) value.numerator / value.denominator : NAN;
      }
    default:
      return NAN;
    }
}

static double
number (ExifData *exif, ExifIfd ifd, guint tag)
{
  ExifEntry *entry = find (exif, ifd, tag);

  return entry != NULL ? number_at (exif, entry, 0) : NAN;
}

static const struct
{
  ExifIfd ifd;
  guint16 tag;
  RectoClaimGroup group;
  const char *id;
  enum { TEXT, DATE, NUMBER } kind;
} tags[] = {
  { EXIF_IFD_0, 0x010f, RECTO_CLAIM_CAMERA, "exif-make", TEXT },
  { EXIF_IFD_0, 0x0110, RECTO_CLAIM_CAMERA, "exif-model", TEXT },
  { EXIF_IFD_EXIF, 0xa434, RECTO_CLAIM_CAMERA, "exif-lens", TEXT },
  { EXIF_IFD_EXIF, 0xa431, RECTO_CLAIM_CAMERA, "exif-serial", TEXT },
  { EXIF_IFD_EXIF, 0x9003, RECTO_CLAIM_CAMERA, "exif-date-original", DATE },
  { EXIF_IFD_EXIF, 0x9004, RECTO_CLAIM_CAMERA, "exif-date-digitized", DATE },
  { EXIF_IFD_EXIF, 0x9011, RECTO_CLAIM_CAMERA, "exif-time-offset", TEXT },
  { EXIF_IFD_EXIF, 0x829a, RECTO_CLAIM_CAMERA, "exif-exposure-time", NUMBER },
  { EXIF_IFD_EXIF, 0x829d, RECTO_CLAIM_CAMERA, "exif-aperture", NUMBER },
  { EXIF_IFD_EXIF, 0x8827, RECTO_CLAIM_CAMERA, "exif-iso", NUMBER },
  { EXIF_IFD_EXIF, 0x920a, RECTO_CLAIM_CAMERA, "exif-focal-length", NUMBER },
  { EXIF_IFD_EXIF, 0x9209, RECTO_CLAIM_CAMERA, "exif-flash", NUMBER },
  { EXIF_IFD_EXIF, 0xa300, RECTO_CLAIM_CAMERA, "exif-source", NUMBER },
  { EXIF_IFD_0, 0x0131, RECTO_CLAIM_FILE, "exif-software", TEXT },
  { EXIF_IFD_0, 0x0132, RECTO_CLAIM_FILE, "exif-date-modified", DATE },
  { EXIF_IFD_0, 0x013c, RECTO_CLAIM_FILE, "exif-computer", TEXT },
  { EXIF_IFD_EXIF, 0xa002, RECTO_CLAIM_FILE, "exif-width", NUMBER },
  { EXIF_IFD_EXIF, 0xa003, RECTO_CLAIM_FILE, "exif-height", NUMBER },
  { EXIF_IFD_EXIF, 0xa420, RECTO_CLAIM_FILE, "exif-unique-id", TEXT },
  { EXIF_IFD_EXIF, 0xa001, RECTO_CLAIM_COLOUR, "exif-colour-space", NUMBER },
  { EXIF_IFD_0, 0x010e, RECTO_CLAIM_TEXT, "exif-description", TEXT },
  { EXIF_IFD_0, 0x013b, RECTO_CLAIM_TEXT, "exif-artist", TEXT },
  { EXIF_IFD_0, 0x8298, RECTO_CLAIM_TEXT, "exif-copyright", TEXT },
};

/* Eight bytes name the character set (Exif 2.32, 4.6.5). */
static void
read_comment (RectoMetadata *self, ExifData *exif)
{
  ExifEntry *entry = find (exif, EXIF_IFD_EXIF, 0x9286);
  const char *text;
  gsize size;

  if (entry == NULL || entry->size <= 8)
    return;
  text = (const char *) entry->data + 8;
  size = entry->size - 8;
  if (memcmp (entry->data, "UNICODE", 7) == 0)
    {
      gboolean little = exif_data_get_byte_order (exif) == EXIF_BYTE_ORDER_INTEL;
      g_autofree char *utf8
          = g_convert (text, (gssize) (size & ~(gsize) 1), "UTF-8", little ? "UTF-16LE" : "UTF-16BE", NULL, NULL, NULL);

      if (utf8 != NULL)
        recto_metadata_add (self, RECTO_CLAIM_TEXT, "exif-comment", utf8, -1);
    }
  else
    recto_metadata_add (self, RECTO_CLAIM_TEXT, "exif-comment", text, (gssize) size);
}

/* Degrees, minutes, seconds and the half of the globe. */
static double
degrees (ExifData *exif, guint tag, char negative)
{
  ExifEntry *entry = find (exif, EXIF_IFD_GPS, tag);
  ExifEntry *half = find (exif, EXIF_IFD_GPS, tag - 1);
  double value = 0, unit = 1;

  if (entry == NULL || half == NULL)
    return NAN;
  for (guint i = 0; i < 3; i++, unit *= 60)
    {
      double part = number_at (exif, entry, i);

      if (isfinite (part))
        value += part / unit;
    }
  return half->data[0] == (guint8) negative ? -value : value;
}

static void
read_place (RectoMetadata *self, ExifData *exif)
{
  double latitude = degrees (exif, 0x0002, 'S');
  double longitude = degrees (exif, 0x0004, 'W');
  g_autofree char *north = NULL;
  g_autofree char *east = NULL;
  g_autofree char *text = NULL;

  if (!(fabs (latitude) <= 90 && fabs (longitude) <= 180))
    return;
  north = recto_metadata_dup_number (latitude, 5);
  east = recto_metadata_dup_number (longitude, 5);
  text = g_strdup_printf ("%s, %s", north, east);
  recto_metadata_add (self, RECTO_CLAIM_CAMERA, "exif-place", text, -1);
}

static void
read_resolution (RectoMetadata *self, ExifData *exif)
{
  double x = number (exif, EXIF_IFD_0, 0x011a);
  double y = number (exif, EXIF_IFD_0, 0x011b);
  double unit = number (exif, EXIF_IFD_0, 0x0128);
  double factor = isnan (unit) || unit == 2 ? 1 : unit == 3 ? 2.54 : NAN;

  recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "exif-dpi-x", x * factor);
  recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "exif-dpi-y", y * factor);
  recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "exif-orientation", number (exif, EXIF_IFD_0, 0x0112));
}

void
recto_metadata_read_exif (RectoMetadata *self, const guint8 *data, gsize size)
{
  ExifData *exif;

  /* A block may take long to read, as its entries may share their bytes: a file of many would take for ever. */
  if (self->has_exif)
    {
      self->cut = TRUE;
      return;
    }
  self->has_exif = TRUE;
  exif = load (data, size);
  if (exif == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      ExifEntry *entry = find (exif, tags[i].ifd, tags[i].tag);

      if (entry == NULL)
        continue;
      if (tags[i].kind == NUMBER)
        recto_metadata_add_number (self, tags[i].group, tags[i].id, number_at (exif, entry, 0));
      else if (entry->format != EXIF_FORMAT_ASCII)
        continue;
      else if (tags[i].kind == DATE)
        recto_metadata_add_date (self, tags[i].group, tags[i].id, (const char *) entry->data, entry->size);
      else
        recto_metadata_add (self, tags[i].group, tags[i].id, (const char *) entry->data, entry->size);
    }
  read_resolution (self, exif);
  read_place (self, exif);
  read_comment (self, exif);
  if (find (exif, EXIF_IFD_EXIF, 0x927c) != NULL)
    recto_metadata_add (self, RECTO_CLAIM_CAMERA, "exif-maker-note", "present", -1);
  if (exif->data != NULL && exif->size > 0 && self->thumbnail == NULL)
    self->thumbnail = g_bytes_new (exif->data, exif->size);
  exif_data_unref (exif);
}

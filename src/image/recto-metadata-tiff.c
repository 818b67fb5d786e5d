/* recto-metadata-tiff.c: tags of one page of a TIFF file, by libtiff
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load-tiff-private.h"
#include "recto-metadata-private.h"

#include <string.h>

/* The most memory that libtiff may take at once; a directory needs far less. */
#define MAX_ALLOCATION (16 * 1024 * 1024)

typedef struct
{
  const guint8 *data;
  gsize size;
  toff_t at;
} Memory;

static tmsize_t
read_cb (thandle_t handle, void *out, tmsize_t n)
{
  Memory *memory = handle;
  gsize left = memory->at < memory->size ? memory->size - (gsize) memory->at : 0;
  gsize take = MIN (left, (gsize) MAX (n, 0));

  if (take > 0)
    memcpy (out, memory->data + memory->at, take);
  memory->at += take;
  return (tmsize_t) take;
}

static tmsize_t
write_cb (thandle_t handle, void *data, tmsize_t n)
{
  return 0;
}

static toff_t
seek_cb (thandle_t handle, toff_t offset, int whence)
{
  Memory *memory = handle;

  memory->at = whence == SEEK_CUR ? memory->at + offset : whence == SEEK_END ? memory->size + offset : offset;
  return memory->at;
}

static int
close_cb (thandle_t handle)
{
  return 0;
}

static toff_t
size_cb (thandle_t handle)
{
  return ((Memory *) handle)->size;
}

static int
message_cb (TIFF *tiff, void *data, const char *module, const char *format, va_list arguments)
{
  return 1; /* said nowhere: the decoder says it */
}

static const struct
{
  guint32 tag;
  RectoClaimGroup group;
  const char *id;
  gboolean date;
} texts[] = {
  { TIFFTAG_MAKE, RECTO_CLAIM_CAMERA, "exif-make", FALSE },
  { TIFFTAG_MODEL, RECTO_CLAIM_CAMERA, "exif-model", FALSE },
  { TIFFTAG_SOFTWARE, RECTO_CLAIM_FILE, "exif-software", FALSE },
  { TIFFTAG_DATETIME, RECTO_CLAIM_FILE, "exif-date-modified", TRUE },
  { TIFFTAG_HOSTCOMPUTER, RECTO_CLAIM_FILE, "exif-computer", FALSE },
  { TIFFTAG_DOCUMENTNAME, RECTO_CLAIM_TEXT, "tiff-document", FALSE },
  { TIFFTAG_PAGENAME, RECTO_CLAIM_TEXT, "tiff-page", FALSE },
  { TIFFTAG_IMAGEDESCRIPTION, RECTO_CLAIM_TEXT, "exif-description", FALSE },
  { TIFFTAG_ARTIST, RECTO_CLAIM_TEXT, "exif-artist", FALSE },
  { TIFFTAG_COPYRIGHT, RECTO_CLAIM_TEXT, "exif-copyright", FALSE },
};

static void
read_texts (RectoMetadata *self, TIFF *tiff)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char *text = NULL;

      if (!TIFFGetField (tiff, texts[i].tag, &text) || text == NULL)
        continue;
      if (texts[i].date)
        recto_metadata_add_date (self, texts[i].group, texts[i].id, text, -1);
      else
        recto_metadata_add (self, texts[i].group, texts[i].id, text, -1);
    }
}

static void
read_coding (RectoMetadata *self, TIFF *tiff)
{
  guint16 bits = 0, compression = 0, value = 0;

  if (TIFFGetField (tiff, TIFFTAG_BITSPERSAMPLE, &bits))
    recto_metadata_add_number (self, RECTO_CLAIM_FILE, "bits", bits);
  if (TIFFGetField (tiff, TIFFTAG_COMPRESSION, &compression))
    {
      const TIFFCodec *codec = TIFFFindCODEC (compression);

      if (codec != NULL)
        recto_metadata_add (self, RECTO_CLAIM_FILE, "tiff-compression", codec->name, -1);
    }
  if (TIFFGetField (tiff, TIFFTAG_ORIENTATION, &value))
    recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "exif-orientation", value);
}

static void
read_resolution (RectoMetadata *self, TIFF *tiff)
{
  guint16 unit = RESUNIT_INCH;
  float x = NAN, y = NAN;
  double factor;

  TIFFGetFieldDefaulted (tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  factor = unit == RESUNIT_INCH ? 1 : unit == RESUNIT_CENTIMETER ? 2.54 : NAN;
  if (TIFFGetField (tiff, TIFFTAG_XRESOLUTION, &x))
    recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "exif-dpi-x", x * factor);
  if (TIFFGetField (tiff, TIFFTAG_YRESOLUTION, &y))
    recto_metadata_add_number (self, RECTO_CLAIM_SCAN, "exif-dpi-y", y * factor);
}

static void
read_blocks (RectoMetadata *self, TIFF *tiff)
{
  guint32 n = 0;
  void *block = NULL;

  if (TIFFGetField (tiff, TIFFTAG_XMLPACKET, &n, &block) && block != NULL)
    recto_metadata_read_xmp (self, block, n);
  if (TIFFGetField (tiff, TIFFTAG_PHOTOSHOP, &n, &block) && block != NULL)
    recto_metadata_read_photoshop (self, block, n);
  else if (TIFFGetField (tiff, TIFFTAG_RICHTIFFIPTC, &n, &block) && block != NULL)
    recto_metadata_read_iptc (self, block, (gsize) n);
  if (TIFFGetField (tiff, TIFFTAG_ICCPROFILE, &n, &block) && block != NULL)
    recto_metadata_read_profile (self, block, n);
}

/* The EXIF directory of a TIFF file: libtiff reads it, wherever in the file it stands. */
static void
read_exif (RectoMetadata *self, TIFF *tiff, const Memory *memory)
{
  static const struct { guint32 tag; const char *id; } dates[]
      = { { EXIFTAG_DATETIMEORIGINAL, "exif-date-original" }, { EXIFTAG_DATETIMEDIGITIZED, "exif-date-digitized" } };
  toff_t offset = 0;
  guint64 weight;

  if (!TIFFGetField (tiff, TIFFTAG_EXIFIFD, &offset) || offset == 0)
    return;
  /* It is not one of the pages' directories, which were looked at before. */
  if (!recto_tiff_check_weight (memory->data, memory->size, 0, offset, &weight, NULL))
    {
      self->cut = TRUE;
      return;
    }
  if (!TIFFReadEXIFDirectory (tiff, offset))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      char *text = NULL;

      if (TIFFGetField (tiff, dates[i].tag, &text) && text != NULL)
        recto_metadata_add_date (self, RECTO_CLAIM_CAMERA, dates[i].id, text, -1);
    }
}

void
recto_metadata_read_tiff (RectoMetadata *self, const guint8 *data, gsize size, guint frame)
{
  Memory memory = { data, size, 0 };
  gboolean complete;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) offsets = recto_tiff_list_directories (data, size, &complete, &error);
  TIFFOpenOptions *options;
  TIFF *tiff;

  /* libtiff copies all that the tags name: only from a file that the decoder takes, too. */
  if (offsets == NULL)
    {
      self->cut = g_error_matches (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED);
      return;
    }
  if (frame >= offsets->len)
    return;
  options = TIFFOpenOptionsAlloc ();
  if (options == NULL)
    return;
  TIFFOpenOptionsSetMaxSingleMemAlloc (options, MAX_ALLOCATION);
  TIFFOpenOptionsSetErrorHandlerExtR (options, message_cb, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR (options, message_cb, NULL);
  /* m: the memory is not mapped a second time; c: strips are left as they are; D: their lists are not
   * read, which are long in a hostile file; h: nor is the first page, which may not be the one. */
  tiff = TIFFClientOpenExt ("tiff", "rmcDh", &memory, read_cb, write_cb, seek_cb, close_cb, size_cb, NULL, NULL, options);
  TIFFOpenOptionsFree (options);
  if (tiff == NULL)
    return;
  if (TIFFSetSubDirectory (tiff, g_array_index (offsets, guint64, frame)))
    {
      read_texts (self, tiff);
      read_coding (self, tiff);
      read_resolution (self, tiff);
      read_blocks (self, tiff);
      if (offsets->len > 1)
        recto_metadata_add_number (self, RECTO_CLAIM_FILE, "tiff-pages", offsets->len);
      read_exif (self, tiff, &memory); /* the last: it makes another directory current */
    }
  TIFFClose (tiff);
}

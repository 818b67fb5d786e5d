/* recto-image-load-tiff-layout.c: what a TIFF directory says, checked, and what is not read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load-tiff-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* What must stand in a block that is decoded whole. */
#define MOST_BLOCK_BYTES (G_GUINT64_CONSTANT (512) * 1024 * 1024)

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
               _("This TIFF picture is of a kind that Recto does not read: %s. Ask for the scan with 8 or 16 "
                 "bits per sample, without compression or with LZW or Deflate."),
               what);
  return FALSE;
}

/* The most bytes that one byte of the file can stand for, so that no few bytes claim a huge picture; 0: a
 * row of the picture may cost next to nothing. */
static guint
most_bytes_per_byte (guint compression)
{
  switch (compression)
    {
    case COMPRESSION_NONE:
      return 1;
    case COMPRESSION_PACKBITS:
      return 64;
    case COMPRESSION_ADOBE_DEFLATE:
    case COMPRESSION_DEFLATE:
      return 1033;
    case COMPRESSION_LZW:
      return 4096;
    case COMPRESSION_JPEG:
      return 2048; /* half a byte for each 8 × 8 block of four channels, and coarser chroma */
    default:
      return 0;
    }
}

static gboolean
check_compression (const RectoTiffLayout *layout, GError **error)
{
  const char *name;

  switch (layout->compression)
    {
    case COMPRESSION_NONE:
    case COMPRESSION_LZW:
    case COMPRESSION_PACKBITS:
    case COMPRESSION_ADOBE_DEFLATE:
    case COMPRESSION_DEFLATE:
      return TRUE;
    case COMPRESSION_CCITTRLE:
    case COMPRESSION_CCITTRLEW:
    case COMPRESSION_CCITTFAX3:
    case COMPRESSION_CCITTFAX4:
      return (layout->bits == 1 && layout->samples == 1)
             || refuse (error, _("fax compression of other than black and white"));
    case COMPRESSION_JPEG:
      if (layout->bits != 8)
        return refuse (error, _("JPEG with other than 8 bits per sample"));
      return !(layout->separate && layout->photometric == PHOTOMETRIC_YCBCR)
             || refuse (error, _("JPEG with its colour planes apart"));
    case COMPRESSION_OJPEG:
      return refuse (error, _("old-style JPEG, which TIFF gave up in 1995"));
    case COMPRESSION_JBIG:
      name = "JBIG";
      break;
    case COMPRESSION_JP2000:
      name = "JPEG 2000";
      break;
    case COMPRESSION_LZMA:
      name = "LZMA";
      break;
    case COMPRESSION_ZSTD:
      name = "Zstandard";
      break;
    case COMPRESSION_WEBP:
      name = "WebP";
      break;
    case COMPRESSION_LERC:
      name = "LERC";
      break;
    case COMPRESSION_THUNDERSCAN:
      name = "ThunderScan";
      break;
    case COMPRESSION_NEXT:
      name = "NeXT";
      break;
    default:
      {
        g_autofree char *what = g_strdup_printf (_("compression number %u"), layout->compression);

        return refuse (error, what);
      }
    }
  {
    g_autofree char *what = g_strdup_printf (_("compressed with %s"), name);

    return refuse (error, what);
  }
}

static gboolean
check_samples (TIFF *tiff, const RectoTiffLayout *layout, GError **error)
{
  guint16 format = SAMPLEFORMAT_UINT;
  guint32 depth = 1;

  TIFFGetFieldDefaulted (tiff, TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_IMAGEDEPTH, &depth);
  if (format == SAMPLEFORMAT_IEEEFP)
    return refuse (error, _("floating-point samples"));
  if (format == SAMPLEFORMAT_COMPLEXINT || format == SAMPLEFORMAT_COMPLEXIEEEFP)
    return refuse (error, _("complex samples"));
  if (format == SAMPLEFORMAT_INT)
    return refuse (error, _("samples below zero"));
  if (depth > 1)
    return refuse (error, _("a volume, not a page"));
  if (layout->bits != 1 && layout->bits != 2 && layout->bits != 4 && layout->bits != 8 && layout->bits != 16)
    {
      g_autofree char *what = g_strdup_printf (_("%u bits per sample"), layout->bits);

      return refuse (error, what);
    }
  return TRUE;
}

static gboolean
read_palette (TIFF *tiff, RectoTiffLayout *layout, GError **error)
{
  guint16 *colours[3];
  guint n = 1u << layout->bits;
  gboolean small = TRUE, grey = TRUE;

  if (layout->bits > 8)
    return refuse (error, _("a palette of more than 256 colours"));
  if (!TIFFGetField (tiff, TIFFTAG_COLORMAP, &colours[0], &colours[1], &colours[2]))
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                           _("The TIFF picture is damaged (its palette is missing). Ask the sender for it again."));
      return FALSE;
    }
  for (guint c = 0; c < 3; c++)
    for (guint i = 0; i < n; i++)
      if (colours[c][i] > 255)
        small = FALSE;
  for (guint i = 0; i < n; i++)
    {
      for (guint c = 0; c < 3; c++)
        {
          guint16 value = colours[c][i];

          /* Old writers stored 8-bit entries; most store v × 257 or v × 256. */
          layout->palette[i * 3 + c] = (guint8) (small ? value : value >> 8);
          if (!small && (value & 255) != 0 && (value & 255) != value >> 8)
            layout->fine_palette = TRUE;
        }
      if (memcmp (&layout->palette[i * 3], &layout->palette[i * 3 + 1], 2) != 0)
        grey = FALSE;
    }
  layout->channels = grey ? 1 : 3;
  layout->depth = 8;
  return TRUE;
}

/* Samples of the colour itself; the others are alpha or unused. 0: refused. */
static guint
read_colour (TIFF *tiff, RectoTiffLayout *layout, GError **error)
{
  guint16 inks = INKSET_CMYK;

  layout->channels = 3;
  layout->depth = layout->bits == 16 ? 16 : 8;
  switch (layout->photometric)
    {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
      layout->channels = 1;
      return 1;
    case PHOTOMETRIC_RGB:
      return 3;
    case PHOTOMETRIC_PALETTE:
      return read_palette (tiff, layout, error) ? 1 : 0;
    case PHOTOMETRIC_SEPARATED:
      TIFFGetFieldDefaulted (tiff, TIFFTAG_INKSET, &inks);
      if (inks != INKSET_CMYK || layout->samples < 4)
        return refuse (error, _("inks other than CMYK")), 0;
      if (layout->bits < 8)
        return refuse (error, _("CMYK with less than 8 bits per sample")), 0;
      return 4;
    case PHOTOMETRIC_YCBCR:
      if (layout->compression == COMPRESSION_JPEG)
        {
          TIFFSetField (tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
          return 3;
        }
      if (layout->bits != 8 || layout->samples != 3 || layout->separate)
        return refuse (error, _("an unusual form of YCbCr")), 0;
      layout->through_rgba = TRUE;
      return 3;
    case PHOTOMETRIC_CIELAB:
    case PHOTOMETRIC_ICCLAB:
    case PHOTOMETRIC_ITULAB:
      return refuse (error, _("L*a*b* colours")), 0;
    case PHOTOMETRIC_MASK:
      return refuse (error, _("a transparency mask, which is no picture")), 0;
    default:
      {
        g_autofree char *what = g_strdup_printf (_("colour space number %u"), layout->photometric);

        return refuse (error, what), 0;
      }
    }
}

static void
read_extra_samples (TIFF *tiff, RectoTiffLayout *layout, guint n_colour)
{
  guint16 n = 0;
  guint16 *types = NULL;

  layout->alpha = -1;
  layout->n_unused = layout->samples - n_colour;
  if (!TIFFGetField (tiff, TIFFTAG_EXTRASAMPLES, &n, &types))
    return;
  for (guint i = 0; i < n && n <= layout->samples - n_colour; i++)
    if (types[i] == EXTRASAMPLE_ASSOCALPHA || types[i] == EXTRASAMPLE_UNASSALPHA)
      {
        layout->alpha = (int) (layout->samples - n + i);
        layout->premultiplied = types[i] == EXTRASAMPLE_ASSOCALPHA;
        layout->n_unused--;
        return;
      }
}

/* A picture that its bytes cannot explain is refused before memory is taken. */
static gboolean
check_size (RectoTiff *self, const RectoTiffLayout *layout, GError **error)
{
  guint factor = most_bytes_per_byte (layout->compression);
  guint64 row = ((guint64) layout->width * layout->samples * layout->bits + 7) / 8;

  if (layout->through_rgba)
    row /= 8; /* chroma may be sixteen times coarser */
  if (layout->tiled)
    {
      guint64 block = ((guint64) layout->block_width * layout->samples * layout->bits + 7) / 8;

      if (layout->block_width == 0 || layout->block_height == 0 || block > MOST_BLOCK_BYTES / layout->block_height)
        {
          g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                               _("The tiles of this TIFF picture are empty or larger than any scanner makes them. Check the file, "
                                 "or ask for a smaller scan."));
          return FALSE;
        }
    }
  if (factor != 0 && layout->compression != COMPRESSION_NONE && row > (guint64) self->size * factor / layout->height)
    {
      recto_image_set_hollow_error (error);
      return FALSE;
    }
  return TRUE;
}

gboolean
recto_tiff_read_layout (RectoTiff *self, RectoTiffLayout *layout, GError **error)
{
  TIFF *tiff = self->tiff;
  guint16 bits = 1, samples = 1, compression = COMPRESSION_NONE, photometric, planar = PLANARCONFIG_CONTIG;
  guint n_colour;

  memset (layout, 0, sizeof *layout);
  TIFFGetField (tiff, TIFFTAG_IMAGEWIDTH, &layout->width);
  TIFFGetField (tiff, TIFFTAG_IMAGELENGTH, &layout->height);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_PLANARCONFIG, &planar);
  layout->bits = bits;
  layout->samples = samples;
  layout->compression = compression;
  layout->separate = planar == PLANARCONFIG_SEPARATE && samples > 1;
  layout->tiled = TIFFIsTiled (tiff) != 0;
  if (!TIFFGetField (tiff, TIFFTAG_PHOTOMETRIC, &photometric))
    photometric = samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
  layout->photometric = photometric;
  if (layout->width == 0 || layout->height == 0 || samples == 0)
    {
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                           _("The TIFF picture is damaged (it has no size). Ask the sender for it again."));
      return FALSE;
    }
  if (layout->tiled)
    {
      TIFFGetField (tiff, TIFFTAG_TILEWIDTH, &layout->block_width);
      TIFFGetField (tiff, TIFFTAG_TILELENGTH, &layout->block_height);
    }
  else
    {
      TIFFGetFieldDefaulted (tiff, TIFFTAG_ROWSPERSTRIP, &layout->block_height);
      layout->block_height = MIN (layout->block_height, layout->height);
      layout->block_width = layout->width;
    }
  if (!check_compression (layout, error) || !check_samples (tiff, layout, error))
    return FALSE;
  n_colour = read_colour (tiff, layout, error);
  if (n_colour == 0)
    {
      layout->channels = 0;
      return FALSE;
    }
  if (layout->samples < n_colour)
    {
      layout->channels = 0;
      g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                           _("The TIFF picture is damaged (it has fewer channels than its colours need). Ask the "
                             "sender for it again."));
      return FALSE;
    }
  if (layout->samples - n_colour > 64)
    return refuse (error, _("very many channels"));
  read_extra_samples (tiff, layout, n_colour);
  return check_size (self, layout, error);
}

RectoTiffRole
recto_tiff_layout_get_role (const RectoTiffLayout *self, guint sample)
{
  if ((int) sample == self->alpha)
    return RECTO_TIFF_ALPHA;
  switch (self->photometric)
    {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
      return sample == 0 ? RECTO_TIFF_GREY : RECTO_TIFF_UNUSED;
    case PHOTOMETRIC_PALETTE:
      return sample == 0 ? RECTO_TIFF_INDEX : RECTO_TIFF_UNUSED;
    case PHOTOMETRIC_SEPARATED:
      return sample < 3 ? RECTO_TIFF_INK : sample == 3 ? RECTO_TIFF_BLACK : RECTO_TIFF_UNUSED;
    default:
      return sample < 3 ? RECTO_TIFF_COLOUR : RECTO_TIFF_UNUSED;
    }
}

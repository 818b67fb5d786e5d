/* recto-image-load-tiff.c: TIFF through libtiff
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read: grey of 1, 2, 4, 8 and 16 bits, either end black; palettes; RGB; CMYK of 8 and 16 bits; YCbCr of 8 bits; alpha and extra channels;
 * strips and tiles, planes together or apart; no compression, LZW, Deflate, PackBits, JPEG, CCITT G3 and G4; both byte and bit orders; BigTIFF;
 * several pages. JPEG inside is converted to RGB by libjpeg as it stands by default: accurate integer DCT and fancy upsampling.
 * Everything else is refused with words.
 */

#include "config.h"
#include "recto-image-load-tiff-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* "LIBTIFF, Version 4.5.0\nCopyright …" */
static char *
dup_decoder (void)
{
  g_auto (GStrv) lines = g_strsplit (TIFFGetVersion (), "\n", 2);
  const char *version = strstr (lines[0], "Version ");

  return g_strdup_printf ("libtiff %s", version != NULL ? version + strlen ("Version ") : lines[0]);
}

static void
read_claims (TIFF *tiff, RectoImage *image)
{
  g_autofree char *decoder = dup_decoder ();
  float x = 0, y = 0;
  guint16 unit = RESUNIT_INCH, orientation = 1;
  guint32 size = 0;
  gpointer profile = NULL;

  recto_image_set_format (image, RECTO_IMAGE_FORMAT_TIFF);
  recto_image_set_decoder (image, decoder);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  if (TIFFGetField (tiff, TIFFTAG_XRESOLUTION, &x) && TIFFGetField (tiff, TIFFTAG_YRESOLUTION, &y)
      && isfinite (x) && isfinite (y) && x > 0 && y > 0 && (unit == RESUNIT_INCH || unit == RESUNIT_CENTIMETER))
    recto_image_set_dpi (image, unit == RESUNIT_INCH ? x : x * 2.54, unit == RESUNIT_INCH ? y : y * 2.54);
  if (TIFFGetField (tiff, TIFFTAG_ORIENTATION, &orientation) && orientation >= 1 && orientation <= 8)
    recto_image_set_orientation (image, orientation);
  if (TIFFGetField (tiff, TIFFTAG_ICCPROFILE, &size, &profile) && size > 0)
    {
      g_autofree char *name = recto_image_dup_icc_name (profile, size);
      g_autoptr (GBytes) copy = g_bytes_new (profile, size);

      recto_image_set_icc_name (image, name != NULL ? name : "ICC");
      recto_image_set_icc_profile (image, copy);
    }
}

static void
add_warnings (const RectoTiffLayout *layout, RectoImage *image)
{
  if (layout->photometric == PHOTOMETRIC_MINISWHITE)
    recto_image_add_warning (image, _("White is stored as zero in this file; the values were inverted, so that "
                                      "black is zero."));
  if (layout->photometric == PHOTOMETRIC_SEPARATED)
    recto_image_add_warning (image, _("The picture is CMYK (for printing) and was converted to RGB by "
                                      "the plain formula; its colours are not exact."));
  if (layout->fine_palette)
    recto_image_add_warning (image, _("The palette has 16 bits per colour, of which the upper 8 are used."));
  if (layout->premultiplied)
    recto_image_add_warning (image, _("The colours were multiplied by the transparency when the file was made; "
                                      "they are left as they are stored."));
  if (layout->n_unused > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("The file has %u more channel, which is not shown.",
                    "The file has %u more channels, which are not shown.", layout->n_unused),
          layout->n_unused);

      recto_image_add_warning (image, text);
    }
}

/* How far behind the file's end its strips or tiles reach (0: not at all), and how many of the rows end before it. hollow: not even the
 * first row can be there. */
static guint64
count_missing (RectoTiff *self, const RectoTiffLayout *layout, guint *rows_there, gboolean *hollow)
{
  guint32 n = layout->tiled ? TIFFNumberOfTiles (self->tiff) : TIFFNumberOfStrips (self->tiff);
  guint32 across = 1, down;
  guint64 most = 0;
  guint64 least = layout->compression != COMPRESSION_NONE ? 1
                  : layout->tiled                        ? TIFFTileSize64 (self->tiff)
                                                         : TIFFScanlineSize64 (self->tiff); /* bytes of a row of blocks */
  guint first = layout->height;

  if (layout->tiled)
    across = (guint32) (((guint64) layout->width + layout->block_width - 1) / layout->block_width);
  down = (guint32) (((guint64) layout->height + layout->block_height - 1) / layout->block_height);
  *hollow = FALSE;
  for (guint32 i = 0; i < n; i++)
    {
      guint64 offset = TIFFGetStrileOffset (self->tiff, i);
      guint64 length = TIFFGetStrileByteCount (self->tiff, i);
      guint64 over;

      if (offset <= self->size && length <= self->size - offset)
        continue;
      over = length > G_MAXINT64 || offset > G_MAXINT64 ? G_MAXINT64 : offset + length - self->size;
      most = MAX (most, over);
      first = (guint) MIN (first, (guint64) (i / across % down) * layout->block_height);
      if (i / across % down == 0 && (offset >= self->size || self->size - offset < least)
          && (!layout->separate || recto_tiff_layout_get_role (layout, i / across / down) != RECTO_TIFF_UNUSED))
        *hollow = TRUE;
    }
  *rows_there = first;
  return most;
}

/* The same file with a made-up continuation. */
static gboolean
open_padded (RectoTiff *self, GBytes *bytes, guint64 padded, guint8 padding, guint64 offset, RectoTiffLayout *layout,
             GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint64 weight;

  self->padded = padded;
  self->padding = padding;
  return recto_tiff_check_weight (data, size, padded, offset, &weight, error)
         && recto_tiff_open (self, bytes, error) && recto_tiff_go_to (self, offset, error)
         && recto_tiff_read_layout (self, layout, error);
}

/* Whether what describes the picture lies in the file, and not in what was made up: a palette or a list of blocks may be cut off, too. */
static gboolean
is_told (const RectoTiffLayout *one, const RectoTiffLayout *two, RectoImage *image, GError **error)
{
  if (memcmp (one, two, sizeof *one) == 0 && one->width == recto_image_get_width (image)
      && one->height == recto_image_get_height (image) && one->channels == recto_image_get_channels (image)
      && one->depth == recto_image_get_depth (image) && (one->alpha >= 0) == recto_image_has_alpha (image))
    return TRUE;
  recto_image_set_hollow_error (error);
  return FALSE;
}

static gboolean
decode_part (GBytes *bytes, guint64 padded, guint64 offset, RectoImage *image, const RectoImageLoadOptions *options,
             GCancellable *cancellable, GError **error)
{
  RectoTiff one = { 0 }, two = { 0 };
  RectoTiffLayout layout = { 0 }, same = { 0 };
  guint rows_done = 0;
  gboolean done = open_padded (&one, bytes, padded, 0x55, offset, &layout, error)
                  && open_padded (&two, bytes, padded, 0xaa, offset, &same, error)
                  && is_told (&layout, &same, image, error)
                  && recto_tiff_decode (&one, &two, &layout, image, options, cancellable, &rows_done, error);

  if (done)
    {
      guint height = recto_image_get_height (image);
      gsize stride = recto_image_get_stride (image);
      gsize alpha_stride = (gsize) recto_image_get_width (image) * (recto_image_get_depth (image) / 8);
      g_autofree char *warning = recto_image_dup_truncated_warning (rows_done, height, FALSE);

      memset (recto_image_get_data_mutable (image) + rows_done * stride, 0, (height - rows_done) * stride);
      if (recto_image_has_alpha (image))
        memset (recto_image_get_alpha_mutable (image) + rows_done * alpha_stride, 0,
                (height - rows_done) * alpha_stride);
      recto_image_add_warning (image, warning);
    }
  recto_tiff_close (&one);
  recto_tiff_close (&two);
  return done;
}

static gboolean
decode_whole (RectoTiff *self, const RectoTiffLayout *layout, RectoImage *image, const RectoImageLoadOptions *options,
              GCancellable *cancellable, GError **error)
{
  guint rows_done;

  recto_tiff_forget_messages (self);
  if (!recto_tiff_decode (self, NULL, layout, image, options, cancellable, &rows_done, error))
    return FALSE;
  if (self->n_messages > 0)
    {
      g_autofree char *warning
          = g_strdup_printf (_("The TIFF data are damaged in %u places (%s); parts of the picture may "
                               "be wrong."),
                             self->n_messages, self->message);

      recto_image_add_warning (image, warning);
    }
  return TRUE;
}

static RectoImage *
load_frame (RectoTiff *self, GBytes *bytes, guint64 offset, const RectoImageLoadOptions *options,
            GCancellable *cancellable, GError **error)
{
  RectoTiffLayout layout;
  g_autoptr (RectoImage) image = NULL;
  guint64 missing;
  guint rows_there;
  gboolean hollow;

  if (!recto_tiff_open (self, bytes, error) || !recto_tiff_go_to (self, offset, error)
      || !recto_tiff_read_layout (self, &layout, error)
      || !recto_image_check_limit (layout.width, layout.height, options, error))
    return NULL;
  missing = count_missing (self, &layout, &rows_there, &hollow);
  if (missing > 0
      && (hollow || layout.through_rgba
          || missing > (guint64) layout.width * layout.height * layout.samples * 2 + 65536))
    {
      recto_image_set_hollow_error (error);
      return NULL;
    }
  if (missing > 0 && (options == NULL || !options->accept_truncated))
    {
      recto_image_set_truncated_error (error, rows_there, layout.height, FALSE);
      return NULL;
    }
  image = recto_image_new (layout.width, layout.height, layout.channels, layout.depth, layout.alpha >= 0, error);
  if (image == NULL)
    return NULL;
  read_claims (self->tiff, image);
  add_warnings (&layout, image);
  recto_image_load_tell_started (options, image);
  if (!(missing > 0 ? decode_part (bytes, missing, offset, image, options, cancellable, error)
                    : decode_whole (self, &layout, image, options, cancellable, error)))
    return NULL;
  return g_steal_pointer (&image);
}

RectoImage *
recto_image_load_tiff (GBytes *bytes, const RectoImageLoadOptions *options, GCancellable *cancellable, GError **error)
{
  RectoTiff tiff = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean complete;
  g_autoptr (GArray) offsets = recto_tiff_list_directories (data, size, &complete, error);
  guint frame = options != NULL ? options->frame : 0;
  RectoImage *image;

  if (offsets == NULL)
    return NULL;
  if (frame >= offsets->len)
    {
      g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                   ngettext ("The file holds %u picture; there is no picture number %u in it.",
                             "The file holds %u pictures; there is no picture number %u in it.", offsets->len),
                   offsets->len, frame);
      return NULL;
    }
  image = load_frame (&tiff, bytes, g_array_index (offsets, guint64, frame), options, cancellable, error);
  recto_tiff_close (&tiff);
  if (image != NULL && !complete)
    recto_image_add_warning (image, _("The file ends too early: pages behind those that are listed are missing."));
  return image;
}

static char *
dup_page_name (TIFF *tiff)
{
  const char *text = NULL;
  g_autofree char *valid = NULL;
  GString *name;

  if (!TIFFGetField (tiff, TIFFTAG_PAGENAME, &text) || text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  name = g_string_new (NULL);
  for (const char *at = valid; *at != '\0' && name->len < 100; at = g_utf8_next_char (at))
    if (g_unichar_isprint (g_utf8_get_char (at)))
      g_string_append_unichar (name, g_utf8_get_char (at));
  return g_string_free (name, name->len == 0);
}

static RectoImageFrame *
describe_frame (RectoTiff *self, guint64 offset)
{
  RectoImageFrame *frame = g_new0 (RectoImageFrame, 1);
  g_autoptr (GError) error = NULL;
  RectoTiffLayout layout = { 0 };
  guint32 kind = 0;
  guint16 old_kind = 0;

  if (!recto_tiff_go_to (self, offset, &error))
    {
      frame->problem = g_strdup (error->message);
      return frame;
    }
  if (recto_tiff_read_layout (self, &layout, &error))
    {
      frame->channels = layout.channels;
      frame->depth = layout.depth;
      frame->alpha = layout.alpha >= 0;
    }
  else
    frame->problem = g_strdup (error->message);
  frame->width = layout.width;
  frame->height = layout.height;
  frame->name = dup_page_name (self->tiff);
  if (TIFFGetField (self->tiff, TIFFTAG_SUBFILETYPE, &kind))
    frame->kind = (kind & FILETYPE_MASK) != 0           ? RECTO_IMAGE_FRAME_MASK
                  : (kind & FILETYPE_REDUCEDIMAGE) != 0 ? RECTO_IMAGE_FRAME_REDUCED
                                                        : RECTO_IMAGE_FRAME_PAGE;
  else if (TIFFGetField (self->tiff, TIFFTAG_OSUBFILETYPE, &old_kind) && old_kind == OFILETYPE_REDUCEDIMAGE)
    frame->kind = RECTO_IMAGE_FRAME_REDUCED;
  return frame;
}

GPtrArray *
recto_image_list_frames_tiff (GBytes *bytes, GError **error)
{
  RectoTiff tiff = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gboolean complete;
  g_autoptr (GArray) offsets = recto_tiff_list_directories (data, size, &complete, error);
  g_autoptr (GPtrArray) frames = NULL;

  if (offsets == NULL)
    return NULL;
  if (recto_tiff_open (&tiff, bytes, error))
    {
      frames = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_image_frame_free);
      for (guint i = 0; i < offsets->len; i++)
        g_ptr_array_add (frames, describe_frame (&tiff, g_array_index (offsets, guint64, i)));
    }
  recto_tiff_close (&tiff);
  return g_steal_pointer (&frames);
}

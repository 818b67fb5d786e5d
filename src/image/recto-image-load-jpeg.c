/* recto-image-load-jpeg.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decoding is pinned to the accurate integer DCT with fancy upsampling, so that it repeats. A CMYK or YCCK picture
 * (Adobe stores it inverted) is converted by the plain formula R = C′ K′ / 255 with C′, K′ as stored by Adobe, and warned about.
 */

#include "config.h"
#include "recto-image-load-private.h"

#include "recto-scratch.h"

#include <glib/gi18n.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <jpeglib.h>
#include <jerror.h>

/* A progressive file with more scans than this is made to waste time. */
#define MAX_SCANS 500

/* The scans of a large one are fewer: each goes over all its blocks whether there is something in them or not. So many samples, or so many
 * times the picture where the limit of pixels was raised, are far more than any encoder's script takes. */
#define MAX_SCANNED_SAMPLES (G_GUINT64_CONSTANT (16) * 1000 * 1000 * 1000)
#define MAX_SCANNED_TIMES 31

/* A Huffman-coded file, be it the first pass of a progressive one, spends at least one bit on each 8 × 8 block of its finest component,
 * which may be four times coarser than the picture. A file that is shorter cannot hold the picture, and must not
 * cost the memory for its coefficients. */
#define MOST_PIXELS_PER_BYTE (8 * 64 * 4)

#define TEXT_OF_(x) #x
#define TEXT_OF(x) TEXT_OF_ (x)

typedef struct
{
  struct jpeg_error_mgr base;
  jmp_buf jump;
  char message[JMSG_LENGTH_MAX];
  gboolean ended;   /* the file has no more bytes */
  gboolean starved; /* and the decoder wanted them for a coefficient */
  guint n_corrupt;
} ErrorManager;

static void
error_exit_cb (j_common_ptr info)
{
  ErrorManager *manager = (ErrorManager *) info->err;

  manager->base.format_message (info, manager->message);
  if (info->err->msg_code == JERR_INPUT_EMPTY || info->err->msg_code == JERR_INPUT_EOF)
    manager->ended = TRUE;
  longjmp (manager->jump, 1);
}

static void
emit_message_cb (j_common_ptr info, int level)
{
  ErrorManager *manager = (ErrorManager *) info->err;

  if (level >= 0)
    return;
  if (info->err->msg_code == JWRN_JPEG_EOF)
    manager->ended = TRUE;
  else if (info->err->msg_code == JWRN_HIT_MARKER && manager->ended)
    manager->starved = TRUE;
  else
    {
      if (manager->n_corrupt == 0)
        manager->base.format_message (info, manager->message);
      manager->n_corrupt++;
    }
}

/* Joins the profile's APP2 parts (ICC.1:2010 B.4) through the library. */
static void
read_claims (struct jpeg_decompress_struct *info, RectoImage *image)
{
  double dpi_x = 0, dpi_y = 0;
  guint orientation = 1;
  JOCTET *profile = NULL;
  unsigned int size = 0;

  recto_image_set_format (image, RECTO_IMAGE_FORMAT_JPEG);
#ifdef LIBJPEG_TURBO_VERSION
  recto_image_set_decoder (image, "libjpeg-turbo " TEXT_OF (LIBJPEG_TURBO_VERSION));
#else
  recto_image_set_decoder (image, "libjpeg " TEXT_OF (JPEG_LIB_VERSION));
#endif
  if (info->saw_JFIF_marker && info->X_density > 1 && info->Y_density > 1)
    {
      double unit = info->density_unit == 1 ? 1 : info->density_unit == 2 ? 2.54 : 0;

      dpi_x = info->X_density * unit;
      dpi_y = info->Y_density * unit;
    }
  for (jpeg_saved_marker_ptr marker = info->marker_list; marker != NULL; marker = marker->next)
    if (marker->marker == JPEG_APP0 + 1 && marker->data_length > 6
        && memcmp (marker->data, "Exif\0\0", 6) == 0)
      {
        /* A file has one; further ones are not believed, here and where its metadata are read. */
        recto_image_read_exif (marker->data + 6, marker->data_length - 6, &orientation, &dpi_x, &dpi_y);
        break;
      }
  recto_image_set_dpi (image, dpi_x, dpi_y);
  recto_image_set_orientation (image, orientation);
  if (jpeg_read_icc_profile (info, &profile, &size))
    {
      g_autofree char *name = recto_image_dup_icc_name (profile, size);
      g_autoptr (GBytes) copy = g_bytes_new (profile, size);

      recto_image_set_icc_name (image, name != NULL ? name : "ICC");
      recto_image_set_icc_profile (image, copy);
      free (profile);
    }
}

/* Something of the picture is missing. The decoder reads ahead, so that a file that lacks only its end mark ends
 * without harm; an arithmetic decoder makes up what is missing and does not tell. */
static gboolean
is_cut (struct jpeg_decompress_struct *info)
{
  const ErrorManager *manager = (const ErrorManager *) info->err;

  return manager->ended && (manager->starved || info->arith_code);
}

/* All scans of a progressive picture have come: each coefficient is known to its last bit. */
static gboolean
is_refined (struct jpeg_decompress_struct *info)
{
  if (info->coef_bits == NULL)
    return FALSE;
  for (int i = 0; i < info->num_components; i++)
    for (int k = 0; k < DCTSIZE2; k++)
      if (info->coef_bits[i][k] != 0)
        return FALSE;
  return TRUE;
}

static void
cmyk_to_rgb (const guint8 *from, guint8 *to, guint width, gboolean inverted)
{
  for (guint x = 0; x < width; x++)
    {
      guint k = inverted ? from[x * 4 + 3] : 255u - from[x * 4 + 3];

      for (guint c = 0; c < 3; c++)
        {
          guint ink = inverted ? from[x * 4 + c] : 255u - from[x * 4 + c];

          to[x * 3 + c] = (guint8) ((ink * k + 127) / 255);
        }
    }
}

static void
set_precision_error (GError **error, int precision)
{
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
               _("This JPEG picture has %d bits per sample; only 8 are read. Ask for the scan as "
                 "PNG."),
               precision);
}

/* What the scan that begins goes over. */
static guint64
scan_samples (const struct jpeg_decompress_struct *info)
{
  guint64 samples = 0;

  for (int i = 0; i < info->comps_in_scan; i++)
    samples += (guint64) info->cur_comp_info[i]->width_in_blocks * info->cur_comp_info[i]->height_in_blocks
               * DCTSIZE2;
  return samples;
}

/* All coefficients of such a file are in memory while it is decoded. FALSE and words when there is too little of it. */
static gboolean
check_coefficients (const struct jpeg_decompress_struct *info, GError **error)
{
  guint64 bytes = 0;
  guint64 most = recto_scratch_get_free_memory () / 2;
  g_autofree char *needed = NULL;

  for (int i = 0; i < info->num_components; i++)
    bytes += (guint64) info->comp_info[i].width_in_blocks * info->comp_info[i].height_in_blocks
             * sizeof (JBLOCK);
  if (bytes <= most)
    return TRUE;
  needed = g_format_size (bytes);
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
               _("This progressive JPEG picture needs %s of memory while it is read, which is too much for "
                 "this computer now. Close other programs, or ask for the scan as PNG or plain JPEG."),
               needed);
  return FALSE;
}

RectoImage *
recto_image_load_jpeg (GBytes *bytes, const RectoImageLoadOptions *options,
                       GCancellable *cancellable, GError **error)
{
  struct jpeg_decompress_struct info = { 0 };
  ErrorManager manager = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  RectoImage *volatile image = NULL;
  guint8 *volatile cmyk = NULL;
  volatile guint rows_done = 0;
  volatile gboolean cancelled = FALSE;
  volatile gboolean too_many_scans = FALSE;
  volatile gboolean coarse = FALSE;
  volatile guint64 scanned = 0;
  volatile guint64 most_scanned = 0;
  gboolean is_cmyk;
  gsize stride;

  info.err = jpeg_std_error (&manager.base);
  manager.base.error_exit = error_exit_cb;
  manager.base.emit_message = emit_message_cb;
  if (setjmp (manager.jump))
    goto failed;

  jpeg_create_decompress (&info);
  jpeg_mem_src (&info, data, size);
  jpeg_save_markers (&info, JPEG_APP0 + 1, 0xffff);
  jpeg_save_markers (&info, JPEG_APP0 + 2, 0xffff);
  jpeg_read_header (&info, TRUE);
  if (!recto_image_check_limit (info.image_width, info.image_height, options, error))
    {
      jpeg_destroy_decompress (&info);
      return NULL;
    }
  if (info.data_precision != 8)
    {
      set_precision_error (error, info.data_precision);
      jpeg_destroy_decompress (&info);
      return NULL;
    }
  is_cmyk = info.num_components == 4;
  if (info.num_components != 1 && info.num_components != 3 && !is_cmyk)
    {
      g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
                   _("This JPEG picture has %d colour channels, which Recto does not know. Ask for the "
                     "scan as PNG."),
                   info.num_components);
      jpeg_destroy_decompress (&info);
      return NULL;
    }
  info.out_color_space = is_cmyk ? JCS_CMYK : info.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  info.dct_method = JDCT_ISLOW;
  info.do_fancy_upsampling = TRUE;
  if (!info.arith_code
      && (guint64) info.image_width * info.image_height / MOST_PIXELS_PER_BYTE > size)
    {
      recto_image_set_truncated_error (error, 0, 1, FALSE);
      jpeg_destroy_decompress (&info);
      return NULL;
    }
  if (jpeg_has_multiple_scans (&info))
    {
      if (!check_coefficients (&info, error))
        {
          jpeg_destroy_decompress (&info);
          return NULL;
        }
      info.buffered_image = TRUE;
      jpeg_start_decompress (&info);
      scanned = scan_samples (&info);
      most_scanned = MAX (MAX_SCANNED_SAMPLES, (guint64) info.image_width * info.image_height * MAX_SCANNED_TIMES);
      while (!jpeg_input_complete (&info))
        {
          int status = jpeg_consume_input (&info);

          if (status == JPEG_REACHED_EOI)
            break;
          if (status == JPEG_REACHED_SOS)
            scanned += scan_samples (&info);
          if (info.input_scan_number > MAX_SCANS || scanned > most_scanned)
            {
              too_many_scans = TRUE;
              goto failed;
            }
          if (status != JPEG_SUSPENDED)
            if (g_cancellable_is_cancelled (cancellable))
              {
                cancelled = TRUE;
                goto failed;
              }
          if (is_cut (&info) && !coarse)
            {
              /* No scan of several holds the picture: the rows that it reached lack their other colours or their finer
               * detail. */
              coarse = TRUE;
              if (options == NULL || !options->accept_truncated)
                goto failed;
            }
        }
      if (manager.ended && !coarse && (is_cut (&info) || !is_refined (&info)))
        {
          coarse = TRUE;
          if (options == NULL || !options->accept_truncated)
            goto failed;
        }
      image = recto_image_new (info.output_width, info.output_height,
                               info.num_components == 1 ? 1 : 3, 8, FALSE, error);
      if (image == NULL)
        {
          jpeg_destroy_decompress (&info);
          return NULL;
        }
      jpeg_start_output (&info, info.input_scan_number);
    }
  else
    {
      jpeg_start_decompress (&info);
      image = recto_image_new (info.output_width, info.output_height,
                               info.num_components == 1 ? 1 : 3, 8, FALSE, error);
      if (image == NULL)
        {
          jpeg_destroy_decompress (&info);
          return NULL;
        }
    }
  read_claims (&info, image);
  if (is_cmyk)
    {
      cmyk = g_malloc ((gsize) info.output_width * 4);
      recto_image_add_warning (image, _("The picture is CMYK (for printing) and was converted to RGB by "
                                        "the plain formula; its colours are not exact."));
    }
  stride = recto_image_get_stride (image);
  recto_image_load_tell_started (options, image);
  while (info.output_scanline < info.output_height)
    {
      guint8 *to = recto_image_get_data_mutable (image) + (gsize) info.output_scanline * stride;
      JSAMPROW rows[1] = { is_cmyk ? cmyk : to };

      if (info.output_scanline % RECTO_IMAGE_ROWS_AT_ONCE == 0)
        {
          if (g_cancellable_is_cancelled (cancellable))
            {
              cancelled = TRUE;
              goto failed;
            }
          recto_image_load_tell_rows (options, info.output_scanline, info.output_height);
        }
      jpeg_read_scanlines (&info, rows, 1);
      if (is_cmyk)
        cmyk_to_rgb (cmyk, to, info.output_width, info.saw_Adobe_marker);
      if (!info.buffered_image && is_cut (&info))
        goto failed;
      rows_done = info.output_scanline;
    }
  if (coarse || is_cut (&info))
    goto failed;
  if (info.buffered_image)
    jpeg_finish_output (&info);
  jpeg_finish_decompress (&info);
  if (manager.ended)
    {
      g_autofree char *warning
          = g_strdup_printf (_("All rows are there, but the file is cut or damaged behind them (%s). Compare it "
                               "with the sender’s."),
                             _("its end mark is missing"));

      recto_image_add_warning (image, warning);
    }
  if (manager.n_corrupt > 0)
    {
      g_autofree char *warning
          = g_strdup_printf (_("The JPEG data are damaged in %u places (%s); parts of the picture may "
                               "be wrong."),
                             manager.n_corrupt, manager.message);

      recto_image_add_warning (image, warning);
    }
  g_free (cmyk);
  jpeg_destroy_decompress (&info);
  return image;

failed:
  g_free (cmyk);
  if (image != NULL && manager.ended && !cancelled && options != NULL && options->accept_truncated)
    {
      gsize stride_kept = recto_image_get_stride (image);
      guint height = recto_image_get_height (image);
      g_autofree char *warning
          = recto_image_dup_truncated_warning (coarse ? 0 : rows_done, height, coarse);

      memset (recto_image_get_data_mutable (image) + rows_done * stride_kept, 0,
              (height - rows_done) * stride_kept);
      recto_image_add_warning (image, warning);
      jpeg_destroy_decompress (&info);
      return image;
    }
  if (cancelled)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Reading was cancelled."));
  else if (too_many_scans)
    g_set_error_literal (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                         _("The JPEG picture has far too many scans and may be made to do harm. Ask "
                           "the sender for it again."));
  else if (manager.ended)
    recto_image_set_truncated_error (error, coarse ? 0 : rows_done, info.image_height, coarse);
  else if (manager.base.msg_code == JERR_BAD_PRECISION)
    set_precision_error (error, info.data_precision);
  else if (manager.base.msg_code == JERR_SOF_UNSUPPORTED || manager.base.msg_code == JERR_NOT_COMPILED
           || manager.base.msg_code == JERR_CONVERSION_NOTIMPL)
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_UNSUPPORTED,
                 _("This JPEG picture is of a kind that Recto does not read (%s). Ask for the scan as "
                   "PNG."),
                 manager.message);
  else if (manager.base.msg_code == JERR_OUT_OF_MEMORY)
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_TOO_LARGE,
                 _("There is not enough memory for a picture of %u × %u pixels. Close other "
                   "programs, or ask for a smaller scan."),
                 info.image_width, info.image_height);
  else
    g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_DAMAGED,
                 _("The JPEG picture is damaged (%s). Ask the sender for it again."), manager.message);
  if (image != NULL)
    recto_image_unref (image);
  jpeg_destroy_decompress (&info);
  return NULL;
}

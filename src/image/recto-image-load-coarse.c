/* recto-image-load-coarse.c: a JPEG picture reduced to an eighth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of every 8 × 8 block only the mean is made, which is in the file. Only for looking at while the whole is decoded: what is
 * unusual is left to the decoder proper, and what is wrong is for it to tell.
 */

#include "config.h"
#include "recto-image-load-private.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <jpeglib.h>

/* A smaller picture is there nearly as soon. */
#define MIN_PIXELS (G_GUINT64_CONSTANT (12) * 1000 * 1000)

/* The library keeps all coefficients of a file of several scans; for one that is larger there would be no room for them
 * twice. */
#define MAX_PIXELS_IN_SCANS (G_GUINT64_CONSTANT (32) * 1000 * 1000)

typedef struct
{
  struct jpeg_error_mgr base;
  jmp_buf jump;
  gboolean damaged;
} ErrorManager;

static void
error_exit_cb (j_common_ptr info)
{
  longjmp (((ErrorManager *) info->err)->jump, 1);
}

static void
emit_message_cb (j_common_ptr info, int level)
{
  if (level < 0)
    ((ErrorManager *) info->err)->damaged = TRUE;
}

/* Of several scans the first usually holds the means of all blocks. */
static gboolean
read_first_scan (struct jpeg_decompress_struct *info, const ErrorManager *manager,
                 GCancellable *cancellable)
{
  int status;

  do
    {
      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      status = jpeg_consume_input (info);
    }
  while (status != JPEG_SCAN_COMPLETED && status != JPEG_REACHED_EOI && !manager->damaged);
  return !manager->damaged && jpeg_start_output (info, 1);
}

gboolean
recto_image_load_jpeg_coarse (GBytes *bytes, const RectoImageLoadOptions *options,
                              RectoImageCoarseStarted started, RectoImageRows rows, gpointer user_data,
                              GCancellable *cancellable)
{
  struct jpeg_decompress_struct info = { 0 };
  ErrorManager manager = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  RectoImage *volatile image = NULL;
  volatile gboolean whole = FALSE;
  guint64 pixels;
  gboolean scans;

  if (size < 3 || memcmp (data, "\xff\xd8\xff", 3) != 0)
    return FALSE;
  info.err = jpeg_std_error (&manager.base);
  manager.base.error_exit = error_exit_cb;
  manager.base.emit_message = emit_message_cb;
  if (setjmp (manager.jump))
    goto out;

  jpeg_create_decompress (&info);
  jpeg_mem_src (&info, data, size);
  jpeg_read_header (&info, TRUE);
  pixels = (guint64) info.image_width * info.image_height;
  scans = jpeg_has_multiple_scans (&info);
  if (!recto_image_check_limit (info.image_width, info.image_height, options, NULL)
      || info.data_precision != 8 || (info.num_components != 1 && info.num_components != 3)
      || pixels < MIN_PIXELS
      || (scans && (pixels > MAX_PIXELS_IN_SCANS || !info.progressive_mode
                    || info.comps_in_scan != info.num_components)))
    goto out;
  info.out_color_space = info.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  info.dct_method = JDCT_ISLOW;
  info.scale_num = 1;
  info.scale_denom = RECTO_IMAGE_COARSE;
  info.buffered_image = scans;
  info.do_block_smoothing = FALSE;
  jpeg_start_decompress (&info);
  image = recto_image_new (info.output_width, info.output_height, info.num_components == 1 ? 1 : 3, 8,
                           FALSE, NULL);
  if (image == NULL || (scans && !read_first_scan (&info, &manager, cancellable)))
    goto out;
  started (image, info.image_width, info.image_height, user_data);
  while (info.output_scanline < info.output_height)
    {
      guint8 *to = recto_image_get_data_mutable (image)
                   + info.output_scanline * recto_image_get_stride (image);

      if (info.output_scanline % RECTO_IMAGE_ROWS_AT_ONCE == 0)
        {
          if (g_cancellable_is_cancelled (cancellable))
            goto out;
          rows (info.output_scanline, user_data);
        }
      jpeg_read_scanlines (&info, &to, 1);
      if (manager.damaged)
        goto out;
    }
  rows (info.output_height, user_data);
  whole = TRUE;

out:
  g_clear_pointer ((RectoImage **) &image, recto_image_unref);
  jpeg_destroy_decompress (&info);
  return whole;
}

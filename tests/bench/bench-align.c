/* bench-align.c: time, error and refusals of the automatic registration at 600 dpi
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-align [PLANTED [UNRELATED]]: that many planted pairs (30) and pairs of different pages (20). Prints one line per pair and
 * a summary. Times are also given as multiples of two things done in the same run: copying both
 * pictures, and one real FFT of the reference.
 */

#include "config.h"
#include "recto-image-load.h"
#include "recto-registration.h"
#include "drawn-page.h"

#include <fftw3.h>
#include <jpeglib.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SCALE 3.0 /* 600 dpi */

static guint32 state = 20;

static double
between (double low, double high)
{
  state = state * 1664525u + 1013904223u;
  return low + (high - low) * state / 4294967296.0;
}

/* Through JPEG and back. */
static RectoImage *
compressed (RectoImage *image, int quality)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr handler;
  unsigned char *data = NULL;
  unsigned long size = 0;
  g_autoptr (GBytes) bytes = NULL;
  RectoImage *result;

  jpeg.err = jpeg_std_error (&handler);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &data, &size);
  jpeg.image_width = recto_image_get_width (image);
  jpeg.image_height = recto_image_get_height (image);
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, quality, TRUE);
  jpeg_start_compress (&jpeg, TRUE);
  while (jpeg.next_scanline < jpeg.image_height)
    {
      JSAMPROW row = (JSAMPROW) (recto_image_get_data (image) + jpeg.next_scanline * recto_image_get_stride (image));

      jpeg_write_scanlines (&jpeg, &row, 1);
    }
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  bytes = g_bytes_new (data, size);
  free (data);
  result = recto_image_load_bytes (bytes, NULL, NULL, NULL);
  g_assert (result != NULL);
  recto_image_unref (image);
  return result;
}

/* Page coordinates of drawn-page.h to pixels at SCALE. */
static RectoMatrix3
at_scale (const RectoMatrix3 *transform)
{
  double t = (SCALE - 1) / 2;
  RectoMatrix3 up = { { SCALE, 0, t, 0, SCALE, t, 0, 0, 1 } };
  RectoMatrix3 result = recto_matrix3_multiply (&up, transform);

  return result;
}

static RectoMatrix3
from_scale (const RectoMatrix3 *transform)
{
  double s = 1 / SCALE, t = (s - 1) / 2;
  RectoMatrix3 down = { { s, 0, t, 0, s, t, 0, 0, 1 } };

  return recto_matrix3_multiply (transform, &down);
}

static RectoImage *
draw (guint32 seed, gboolean uv, double noise, const RectoMatrix3 *move, int quality)
{
  DrawnPage page = { seed, uv, noise, 0, SCALE, from_scale (move) };
  RectoImage *image = drawn_page_new (&page);

  return quality > 0 ? compressed (image, quality) : image;
}

static double
seconds_of_fft (const RectoImage *image)
{
  guint width = recto_image_get_width (image), height = recto_image_get_height (image);
  float *in = fftwf_malloc ((gsize) width * height * sizeof (float));
  fftwf_complex *out = fftwf_malloc ((gsize) (width / 2 + 1) * height * sizeof (fftwf_complex));
  fftwf_plan plan = fftwf_plan_dft_r2c_2d (height, width, in, out, FFTW_ESTIMATE);
  gint64 start;
  double seconds;

  for (gsize i = 0; i < (gsize) width * height; i++)
    in[i] = i % 251;
  start = g_get_monotonic_time ();
  fftwf_execute (plan);
  seconds = (g_get_monotonic_time () - start) / 1e6;
  fftwf_destroy_plan (plan);
  fftwf_free (in);
  fftwf_free (out);
  return seconds;
}

static double
seconds_of_copy (const RectoImage *image)
{
  gsize size = recto_image_get_stride (image) * recto_image_get_height (image);
  g_autofree guint8 *copy = g_malloc0 (size);
  gint64 start = g_get_monotonic_time ();

  memcpy (copy, recto_image_get_data (image), size);
  memcpy (copy, recto_image_get_data (image), size);
  return (g_get_monotonic_time () - start) / 1e6;
}

int
main (int argc, char **argv)
{
  guint n_planted = argc > 1 ? atoi (argv[1]) : 30, n_unrelated = argc > 2 ? atoi (argv[2]) : 20;
  setlocale (LC_ALL, "");
  guint n_aligned = 0, n_refused = 0, n_covered = 0;
  double sum = 0, max = 0, seconds = 0, slowest = 0, refusing = 0, stated = 0, fft = 0, copy = 0;

  for (guint i = 0; i < n_planted; i++)
    {
      double turn = between (-6, 6) + (i % 6 == 5 ? 180 : 0);
      RectoMatrix3 move = drawn_page_move (turn, between (0.95, 1.05), between (-0.03, 0.03) * DRAWN_WIDTH,
                                           between (-0.03, 0.03) * DRAWN_WIDTH);
      int quality = i % 2 ? 60 + 10 * (i % 4) : 0;
      double noise = between (1, 6), error, time;
      g_autoptr (RectoImage) reference = draw (100 + i, FALSE, 2, &recto_matrix3_identity, quality);
      g_autoptr (RectoImage) moving = draw (100 + i, TRUE, noise, &move, quality);
      RectoMatrix3 page = from_scale (&move), truth = at_scale (&page);
      gint64 start = g_get_monotonic_time ();
      g_autoptr (RectoRegistration) found = recto_register_images (reference, moving, 600, NULL, NULL, NULL);

      time = (g_get_monotonic_time () - start) / 1e6;
      if (i == 0)
        {
          fft = seconds_of_fft (reference);
          copy = seconds_of_copy (reference);
        }
      seconds += time;
      slowest = MAX (slowest, time);
      if (recto_registration_get_status (found) != RECTO_REGISTRATION_ALIGNED)
        {
          g_print ("planted %2u: %6.2f deg, noise %.1f, quality %d: refused, %s\n", i, turn, noise, quality,
                   recto_registration_get_reason (found));
          continue;
        }
      n_aligned++;
      error = recto_matrix3_corner_distance (recto_registration_get_transform (found), &truth,
                                             recto_image_get_width (moving), recto_image_get_height (moving));
      sum += error;
      max = MAX (max, error);
      stated += recto_registration_get_rms_px (found) / error;
      n_covered += error <= recto_registration_get_max_px (found);
      g_print ("planted %2u: %6.2f deg, noise %.1f, quality %d: true error %.3f px, stated RMS %.3f, max %.3f, %s, %.0f ms\n", i,
               turn, noise, quality, error, recto_registration_get_rms_px (found), recto_registration_get_max_px (found),
               recto_model_to_string (recto_registration_get_model (found)), time * 1e3);
    }

  for (guint i = 0; i < n_unrelated; i++)
    {
      RectoMatrix3 move = drawn_page_move (between (-6, 6), between (0.95, 1.05), 0, 0);
      g_autoptr (RectoImage) reference = draw (300 + i, FALSE, 2, &recto_matrix3_identity, 0);
      g_autoptr (RectoImage) moving = i % 5 == 4 ? recto_image_new (2000, 1500, 1, 8, FALSE, NULL)
                                                 : draw (400 + i, i % 2, 3, &move, 0);
      gint64 start;
      g_autoptr (RectoRegistration) found = NULL;

      if (i % 5 == 4) /* nothing but noise */
        for (guint k = 0; k < 2000 * 1500; k++)
          recto_image_get_data_mutable (moving)[k] = between (0, 256);
      start = g_get_monotonic_time ();
      found = recto_register_images (reference, moving, 600, NULL, NULL, NULL);
      refusing += (g_get_monotonic_time () - start) / 1e6;
      if (recto_registration_get_status (found) == RECTO_REGISTRATION_NOT_ALIGNED)
        n_refused++;
      else
        g_print ("unrelated %u: WRONGLY ALIGNED, stated RMS %.3f, maximum %.3f\n", i, recto_registration_get_rms_px (found),
                 recto_registration_get_max_px (found));
    }

  g_print ("planted: %u of %u aligned; mean corner error mean %.3f px, worst %.3f px; stated RMS over true error %.2f in the mean; "
           "true error within the stated maximum %u times\n",
           n_aligned, n_planted, sum / MAX (n_aligned, 1), max, stated / MAX (n_aligned, 1), n_covered);
  g_print ("time: %.0f ms in the mean, %.0f ms at most for a pair of %.1f megapixels each; %.1f × one FFT of the reference (%.0f ms), %.0f × "
           "copying both (%.1f ms)\n",
           seconds / MAX (n_planted, 1) * 1e3, slowest * 1e3, DRAWN_WIDTH * DRAWN_HEIGHT * SCALE * SCALE / 1e6,
           seconds / MAX (n_planted, 1) / fft, fft * 1e3, seconds / MAX (n_planted, 1) / copy, copy * 1e3);
  g_print ("unrelated: %u of %u refused, %.0f ms in the mean\n", n_refused, n_unrelated,
           refusing / MAX (n_unrelated, 1) * 1e3);
  return n_refused == n_unrelated && n_aligned == n_planted && max < 1 ? 0 : 1;
}

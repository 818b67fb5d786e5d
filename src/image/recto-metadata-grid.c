/* recto-metadata-grid.c: traces of 8 × 8 JPEG blocks in a picture's samples
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JPEG compression sets most DCT coefficients of a block to zero. So, of the 64 ways in which a grid of blocks can lie over a picture, the one
 * it was compressed with has blocks with the most zeros. Each pixel lets the 64 blocks that contain it compete, and votes for the
 * origin of the one with the most coefficients below 0.5; a tie or a block that is constant along an axis gives no vote. Without
 * compression the origins get equal shares; the number of false alarms (NFA) is how often a share as large as the found one would be expected
 * by chance, over all 64 origins, counting only every 64th vote as independent.
 *
 *   T. Nikoukhah, M. Colom, J.-M. Morel, R. Grompone von Gioi: ZERO: a local JPEG grid origin detector based on the number of
 *   DCT zeros and its applications in image forensics. Image Processing On Line 11, 2021.
 *
 * Unlike there the votes are taken in windows spread evenly over the picture, about a million pixels in all, so that the time does
 * not grow with it. It says nothing about a picture that was scaled or turned after its compression, compressed at
 * nearly full quality, or drawn without texture; and a repeated pattern with a period of 8 pixels can deceive it. Therefore the bound
 * is far stricter than one false alarm. In a JPEG file the stronger of two grids is found, so an earlier one only where
 * that compression was the stronger.
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <string.h>

/* Side of a window; blocks begin at every one of its pixels except the last seven. */
#define WINDOW 96
#define POSITIONS (WINDOW - 7)
#define MAX_WINDOWS 100

/* As a power of ten. Drawn, scanned and photographed pictures without compression stay above -3 (see the tests). */
#define LOG10_NFA_BOUND -12.0

static void
make_cosines (double cosines[8][8])
{
  for (guint k = 0; k < 8; k++)
    for (guint n = 0; n < 8; n++)
      cosines[k][n] = (k == 0 ? sqrt (0.125) : 0.5) * cos ((2 * n + 1) * k * G_PI / 16);
}

static void
read_luminance (const RectoImage *image, guint left, guint top, double luminance[WINDOW][WINDOW])
{
  guint channels = recto_image_get_channels (image);
  const guint8 *data = recto_image_get_data (image);
  gsize stride = recto_image_get_stride (image);

  for (guint y = 0; y < WINDOW; y++)
    for (guint x = 0; x < WINDOW; x++)
      {
        double v[3];

        for (guint c = 0; c < 3; c++)
          {
            gsize at = (gsize) (left + x) * channels + (channels == 3 ? c : 0);
            const guint8 *row = data + (gsize) (top + y) * stride;

            v[c] = recto_image_get_depth (image) == 16 ? ((const guint16 *) row)[at] / 257.0 : row[at];
          }
        luminance[y][x] = floor (0.299 * v[0] + 0.587 * v[1] + 0.114 * v[2] + 0.5);
      }
}

/* The number of DCT zeros of the block that begins at each position; 0 for one that is constant along an axis. */
static void
count_zeros (double luminance[WINDOW][WINDOW], double cosines[8][8], double (*along)[POSITIONS][8], guint8 zeros[POSITIONS][POSITIONS])
{
  for (guint y = 0; y < WINDOW; y++)
    for (guint x = 0; x < POSITIONS; x++)
      for (guint k = 0; k < 8; k++)
        {
          double sum = 0;

          for (guint n = 0; n < 8; n++)
            sum += cosines[k][n] * luminance[y][x + n];
          along[y][x][k] = sum;
        }
  for (guint y = 0; y < POSITIONS; y++)
    for (guint x = 0; x < POSITIONS; x++)
      {
        guint n_zeros = 0, across = 0, down = 0;

        for (guint u = 0; u < 8; u++)
          for (guint v = 0; v < 8; v++)
            {
              double sum = 0;

              for (guint n = 0; n < 8; n++)
                sum += cosines[v][n] * along[y + n][x][u];
              if (fabs (sum) < 0.5)
                n_zeros++;
              else if (u > 0 && v == 0)
                across++;
              else if (v > 0 && u == 0)
                down++;
              else if (u > 0)
                {
                  across++;
                  down++;
                }
            }
        zeros[y][x] = (guint8) (across > 0 && down > 0 ? n_zeros : 0);
      }
}

/* Each pixel that is covered by all 64 origins votes for the one whose block over it has most zeros. */
static void
vote (guint8 zeros[POSITIONS][POSITIONS], guint left, guint top, guint64 votes[8][8], guint64 *n)
{
  for (guint y = 7; y < POSITIONS; y++)
    for (guint x = 7; x < POSITIONS; x++)
      {
        guint most = 0;
        guint best_x = 0, best_y = 0;
        gboolean tie = FALSE;

        for (guint dy = 0; dy < 8; dy++)
          for (guint dx = 0; dx < 8; dx++)
            {
              guint at_x = x - dx, at_y = y - dy, count = zeros[at_y][at_x];

              if (count > most)
                {
                  most = count;
                  best_x = (left + at_x) & 7;
                  best_y = (top + at_y) & 7;
                  tie = FALSE;
                }
              else if (count == most)
                tie = TRUE;
            }
        if (most == 0 || tie)
          continue;
        votes[best_y][best_x]++;
        ++*n;
      }
}

/* Logarithm of the binomial tail P(X >= k) of n trials with probability p, by its first terms, which fall off geometrically. */
static double
log10_tail (double n, double k, double p)
{
  double term, sum = 1, ratio = 1;

  if (k <= n * p)
    return 0;
  term = lgamma (n + 1) - lgamma (k + 1) - lgamma (n - k + 1) + k * log (p) + (n - k) * log1p (-p);
  for (double i = k; i < n && ratio > 1e-12; i++)
    {
      ratio *= (n - i) / (i + 1) * p / (1 - p);
      sum += ratio;
    }
  return MIN (0, (term + log (sum)) / G_LN10);
}

RectoGrid
recto_metadata_find_grid (const RectoImage *image)
{
  RectoGrid grid = { -1, -1, 0, 0 };
  guint width = recto_image_get_width (image), height = recto_image_get_height (image);
  g_autofree double *luminance = NULL;
  g_autofree double *along = NULL;
  g_autofree guint8 *zeros = NULL;
  double cosines[8][8];
  guint64 votes[8][8] = { 0 };
  guint64 n = 0, most = 0;
  guint columns, rows;

  if (width < WINDOW || height < WINDOW)
    return grid;
  luminance = g_new (double, WINDOW * WINDOW);
  along = g_new (double, (gsize) WINDOW * POSITIONS * 8);
  zeros = g_new (guint8, POSITIONS * POSITIONS);
  make_cosines (cosines);
  columns = MIN (width / WINDOW, 10);
  rows = MIN (height / WINDOW, MAX_WINDOWS / 10);
  for (guint j = 0; j < rows; j++)
    for (guint i = 0; i < columns; i++)
      {
        guint left = columns > 1 ? (guint) ((guint64) (width - WINDOW) * i / (columns - 1)) : (width - WINDOW) / 2;
        guint top = rows > 1 ? (guint) ((guint64) (height - WINDOW) * j / (rows - 1)) : (height - WINDOW) / 2;

        read_luminance (image, left, top, (double (*)[WINDOW]) luminance);
        count_zeros ((double (*)[WINDOW]) luminance, cosines, (double (*)[POSITIONS][8]) along, (guint8 (*)[POSITIONS]) zeros);
        vote ((guint8 (*)[POSITIONS]) zeros, left, top, votes, &n);
      }
  for (gint y = 0; y < 8; y++)
    for (gint x = 0; x < 8; x++)
      if (votes[y][x] > most)
        {
          most = votes[y][x];
          grid.x = x;
          grid.y = y;
        }
  if (n > 0)
    {
      grid.share = (double) most / (double) n;
      grid.log10_nfa = log10 (64) + log10_tail (floor ((double) n / 64), floor ((double) most / 64), 1.0 / 64);
    }
  if (n == 0 || grid.log10_nfa > LOG10_NFA_BOUND)
    grid.x = grid.y = -1;
  return grid;
}

void
recto_metadata_read_grid (RectoMetadata *self, const RectoImage *image)
{
  gboolean is_jpeg = recto_image_get_format (image) == RECTO_IMAGE_FORMAT_JPEG;
  RectoGrid grid = recto_metadata_find_grid (image);
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;
  g_autofree char *text = NULL;

  if (grid.x < 0)
    {
      recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-grid", "none", -1);
      return;
    }
  x = g_strdup_printf ("%d", grid.x);
  y = g_strdup_printf ("%d", grid.y);
  text = g_strdup_printf ("%d, %d", grid.x, grid.y);
  recto_metadata_add (self, RECTO_CLAIM_FILE, "jpeg-grid", text, -1);
  recto_metadata_add_number (self, RECTO_CLAIM_FILE, "jpeg-grid-measure", grid.log10_nfa);
  if (!is_jpeg)
    recto_metadata_add_doubt (self, "jpeg-grid", x, y, NULL);
  else if (grid.x != 0 || grid.y != 0)
    recto_metadata_add_doubt (self, "jpeg-grid-shifted", x, y, NULL);
}

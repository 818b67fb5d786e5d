/* recto-checker.c: what is seen through a transparent picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two neutral greys in squares, which stand still on the output plane: neither is a colour of paper, and nobody takes
 * them for the picture. Only for the screen; what is measured, compared and written to files stays as it is stored.
 */

#include "config.h"
#include "recto-renderer-private.h"

#define SQUARE 8
#define LIGHT 153
#define DARK 102

void
recto_checker_show (const guint8 *alpha, gsize n, int x, int y, guint32 *pixels)
{
  for (gsize i = 0; i < n; i++)
    {
      gint64 column = ((gint64) x + (gint64) i) & (2 * SQUARE - 1);
      guint grey = (column < SQUARE) == ((y & (2 * SQUARE - 1)) < SQUARE) ? LIGHT : DARK;
      guint32 word = 0xff000000u;

      /* 0: no picture there, and the surround is seen. */
      if (alpha[i] == 255 || pixels[i] == 0)
        continue;
      for (guint shift = 0; shift < 24; shift += 8)
        {
          guint value = pixels[i] >> shift & 255;

          word |= ((value * alpha[i] + grey * (255u - alpha[i]) + 127) / 255) << shift;
        }
      pixels[i] = word;
    }
}

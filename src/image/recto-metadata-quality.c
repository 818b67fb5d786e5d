/* recto-metadata-quality.c: how strongly a JPEG picture was compressed, from its quantisation table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * T.81 annex K gives example tables. The IJG's library, and most programs with it, scales them by a quality q from 1 to 100: the factor in
 * per cent is 5000 / q below 50 and 200 − 2q from there, each value (k × factor + 50) / 100, held between 1 and 255 (jcparam.c). So
 * a table tells its q, exactly, when it is one of these. Cameras and Photoshop have tables of their own; for them only the
 * q is told whose table differs least, as a rough measure.
 */

#include "config.h"
#include "recto-metadata-private.h"

static const guint8 annex_k[2][64] = {
  { 16, 11, 10, 16, 24, 40, 51,  61,  12, 12, 14, 19, 26,  58,  60,  55,  14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81,  104, 113, 92,  49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99 },
  { 17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99 },
};

RectoJpegQuality
recto_metadata_jpeg_quality (const guint16 table[64], gboolean chroma)
{
  RectoJpegQuality found = { 0, 0 };
  guint least = G_MAXUINT;

  for (guint q = 100; q >= 1; q--)
    {
      guint factor = q < 50 ? 5000 / q : 200 - 2 * q;
      guint sum = 0;

      for (guint i = 0; i < 64; i++)
        {
          gint expected = CLAMP (((gint) annex_k[chroma ? 1 : 0][i] * (gint) factor + 50) / 100, 1, 255);

          sum += (guint) ABS (expected - (gint) table[i]);
        }
      if (sum == 0)
        found.exact = q;
      if (sum < least)
        {
          least = sum;
          found.nearest = q;
        }
    }
  return found;
}

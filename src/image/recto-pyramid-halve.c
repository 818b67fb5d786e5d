/* recto-pyramid-halve.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RGB is done in two steps that any instruction set can do: the mean of the four samples around every sample, of which
 * half belong to no output pixel, and then the picking of those that do. Neighbours in a row of RGB are three apart, so the first
 * step needs no shuffling.
 */

#include "config.h"
#include "recto-pyramid-halve.h"

#include "recto-cpu.h"
#include <string.h>

/* Output pixels at once: their means stay in the first cache. */
#define BLOCK 256

/* The last column of an odd width. */
#define HALVE_EDGE(upper, lower, width, channels, out)                                        \
  for (guint c = 0; (width) % 2 != 0 && c < (channels); c++)                                  \
    {                                                                                         \
      gsize from = (gsize) ((width) - 1) * (channels) + c;                                    \
                                                                                              \
      (out)[(gsize) ((width) / 2) * (channels) + c] = ((upper)[from] + (lower)[from] + 1) >> 1; \
    }

#define DEFINE_HALVE(bits, Sample, Picked)                                                     \
  RECTO_LOOP void halve_grey_##bits##_body (const Sample *restrict upper,                      \
                                            const Sample *restrict lower, gsize n,             \
                                            Sample *restrict out)                              \
  {                                                                                            \
    for (gsize x = 0; x < n; x++)                                                              \
      out[x] = (Sample) ((upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1] + 2) \
                         >> 2);                                                                \
  }                                                                                            \
  RECTO_DEFINE_FORMS (halve_grey_##bits,                                                       \
                      (const Sample *upper, const Sample *lower, gsize n, Sample *out),        \
                      (upper, lower, n, out))                                                  \
                                                                                               \
  RECTO_LOOP void means_##bits##_body (const Sample *restrict upper,                           \
                                       const Sample *restrict lower, gsize n,                  \
                                       Sample *restrict means)                                 \
  {                                                                                            \
    for (gsize i = 0; i < n; i++)                                                              \
      means[i] = (Sample) ((upper[i] + upper[i + 3] + lower[i] + lower[i + 3] + 2) >> 2);      \
  }                                                                                            \
  RECTO_DEFINE_FORMS (means_##bits,                                                            \
                      (const Sample *upper, const Sample *lower, gsize n, Sample *means),      \
                      (upper, lower, n, means))                                                \
                                                                                               \
  static void halve_rgb_##bits (const Sample *upper, const Sample *lower, gsize n, Sample *out) \
  {                                                                                            \
    Sample means[BLOCK * 6];                                                                   \
                                                                                               \
    for (gsize done = 0; done < n; done += BLOCK)                                              \
      {                                                                                        \
        gsize part = MIN (BLOCK, n - done);                                                    \
        const Sample *from = means;                                                            \
                                                                                               \
        means_##bits (upper + done * 6, lower + done * 6, part * 6 - 3, means);                \
        /* Four samples are moved at once; the next pixel overwrites the fourth. */            \
        for (gsize x = 0; x + 1 < part; x++, from += 6, out += 3)                              \
          memcpy (out, from, sizeof (Picked));                                                 \
        memcpy (out, from, 3 * sizeof (Sample));                                               \
        out += 3;                                                                              \
      }                                                                                        \
  }                                                                                            \
                                                                                               \
  void recto_pyramid_halve_row_##bits (const Sample *upper, const Sample *lower, guint width,  \
                                       guint channels, Sample *out)                            \
  {                                                                                            \
    if (channels == 3)                                                                         \
      halve_rgb_##bits (upper, lower, width / 2, out);                                         \
    else                                                                                       \
      halve_grey_##bits (upper, lower, width / 2, out);                                        \
    HALVE_EDGE (upper, lower, width, channels, out)                                            \
  }

DEFINE_HALVE (8, guint8, guint32)
DEFINE_HALVE (16, guint16, guint64)

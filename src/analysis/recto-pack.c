/* recto-pack.c: the last step to the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples become 32-bit words of alpha, red, green and blue (BGRA in memory). 16-bit samples are rounded v / 257.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-renderer-private.h"

#if RECTO_CPU_X86
#include <immintrin.h>
#endif

#define OPAQUE 0xff000000u

RECTO_LOOP void
pack_grey_8_body (const guint8 *in, gsize n, guint32 *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = OPAQUE | in[i] * 0x010101u;
}

RECTO_DEFINE_FORMS (pack_grey_8, (const guint8 *in, gsize n, guint32 *out), (in, n, out))

RECTO_LOOP void
pack_grey_16_body (const guint16 *in, gsize n, guint32 *out)
{
  for (gsize i = 0; i < n; i++)
    out[i] = OPAQUE | (in[i] + 128u) / 257 * 0x010101u;
}

RECTO_DEFINE_FORMS (pack_grey_16, (const guint16 *in, gsize n, guint32 *out), (in, n, out))

static void
pack_rgb_8_plain (const guint8 *in, gsize n, guint32 *out)
{
  for (gsize i = 0; i < n; i++, in += 3)
    out[i] = OPAQUE | (guint32) in[0] << 16 | (guint32) in[1] << 8 | in[2];
}

#if RECTO_CPU_X86
/* Eight pixels at a time; the last ones are left, because four bytes more are read. Returns how many were done. */
RECTO_TARGET_AVX2 static gsize
pack_rgb_8_avx2 (const guint8 *in, gsize n, guint32 *out)
{
  const __m256i spread = _mm256_setr_epi8 (2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1, 2, 1, 0, -1, 5, 4,
                                           3, -1, 8, 7, 6, -1, 11, 10, 9, -1);
  const __m256i opaque = _mm256_set1_epi32 ((int) OPAQUE);
  gsize i = 0;

  for (; i + 10 <= n; i += 8)
    {
      __m256i v = _mm256_inserti128_si256 (
          _mm256_castsi128_si256 (_mm_loadu_si128 ((const __m128i *) (in + 3 * i))),
          _mm_loadu_si128 ((const __m128i *) (in + 3 * i + 12)), 1);

      _mm256_storeu_si256 ((__m256i *) (out + i), _mm256_or_si256 (_mm256_shuffle_epi8 (v, spread), opaque));
    }
  return i;
}
#endif

RECTO_LOOP void
pack_rgb_16_body (const guint16 *in, gsize n, guint32 *out)
{
  for (gsize i = 0; i < n; i++, in += 3)
    out[i] = OPAQUE | (in[0] + 128u) / 257 << 16 | (in[1] + 128u) / 257 << 8 | (in[2] + 128u) / 257;
}

RECTO_DEFINE_FORMS (pack_rgb_16, (const guint16 *in, gsize n, guint32 *out), (in, n, out))

void
recto_pack (const guint8 *in, guint channels, guint depth, gsize n, guint32 *out)
{
  gsize done = 0;

  if (depth == 16 && channels == 1)
    pack_grey_16 ((const guint16 *) in, n, out);
  else if (depth == 16)
    pack_rgb_16 ((const guint16 *) in, n, out);
  else if (channels == 1)
    pack_grey_8 (in, n, out);
  else
    {
#if RECTO_CPU_X86
      if (recto_cpu_get () >= RECTO_CPU_AVX2)
        done = pack_rgb_8_avx2 (in, n, out);
#endif
      pack_rgb_8_plain (in + 3 * done, n - done, out + done);
    }
}

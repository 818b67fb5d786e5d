/* recto-table.c: samples through a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of 256 bytes fits in four registers of 64 bytes or, in sixteen parts, in half as wide ones: then no sample is
 * looked up in memory.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-operations.h"

#include <string.h>

#if RECTO_CPU_X86
#include <immintrin.h>
#endif

static void
map_plain (const guint8 *map, const guint8 *from, guint8 *to, gsize n)
{
  for (gsize i = 0; i < n; i++)
    to[i] = map[from[i]];
}

#if RECTO_CPU_X86
/* For each part of the table: a sample of this part becomes 0x70 to 0x7f, any other 0x80 or more, which gives 0. */
RECTO_TARGET_AVX2 static gsize
map_avx2 (const guint8 *map, const guint8 *from, guint8 *to, gsize n)
{
  const __m256i bias = _mm256_set1_epi8 (0x70);
  const __m256i step = _mm256_set1_epi8 (16);
  gsize i = 0;

  for (; i + 32 <= n; i += 32)
    {
      __m256i v = _mm256_loadu_si256 ((const __m256i *) (from + i));
      __m256i result = _mm256_setzero_si256 ();

      for (guint k = 0; k < 16; k++)
        {
          __m256i part = _mm256_broadcastsi128_si256 (_mm_loadu_si128 ((const __m128i *) (map + 16 * k)));

          result = _mm256_or_si256 (result, _mm256_shuffle_epi8 (part, _mm256_adds_epu8 (v, bias)));
          v = _mm256_sub_epi8 (v, step);
        }
      _mm256_storeu_si256 ((__m256i *) (to + i), result);
    }
  return i;
}

RECTO_TARGET_AVX512 static gsize
map_avx512 (const guint8 *map, const guint8 *from, guint8 *to, gsize n)
{
  const __m512i a = _mm512_loadu_si512 (map), b = _mm512_loadu_si512 (map + 64);
  const __m512i c = _mm512_loadu_si512 (map + 128), d = _mm512_loadu_si512 (map + 192);
  gsize i = 0;

  for (; i + 64 <= n; i += 64)
    {
      __m512i v = _mm512_loadu_si512 (from + i);
      __m512i low = _mm512_permutex2var_epi8 (a, v, b);
      __m512i high = _mm512_permutex2var_epi8 (c, v, d);

      _mm512_storeu_si512 (to + i, _mm512_mask_blend_epi8 (_mm512_movepi8_mask (v), low, high));
    }
  return i;
}
#endif

void
recto_table_map (const guint8 *map, const guint8 *from, guint8 *to, gsize n)
{
  gsize done = 0;

#if RECTO_CPU_X86
  RectoCpu cpu = recto_cpu_get ();

  if (cpu >= RECTO_CPU_AVX512)
    done = map_avx512 (map, from, to, n);
  else if (cpu >= RECTO_CPU_AVX2)
    done = map_avx2 (map, from, to, n);
#endif
  map_plain (map, from + done, to + done, n - done);
}

void
recto_table_run (gconstpointer table, const RectoPixels *in, RectoPixels *out)
{
  gsize n = (gsize) in->width * in->channels;

  for (guint y = 0; y < in->height; y++)
    if (in->depth == 8)
      recto_table_map (table, in->data + y * in->stride, out->data + y * out->stride, n);
    else
      {
        const guint16 *map = table;
        const guint16 *from = (const guint16 *) (in->data + y * in->stride);
        guint16 *to = (guint16 *) (out->data + y * out->stride);

        for (gsize i = 0; i < n; i++)
          to[i] = map[from[i]];
      }
}

void
recto_tables_run (gconstpointer tables, const RectoPixels *in, RectoPixels *out)
{
  gsize values = in->depth == 8 ? 256 : 65536;

  if (in->channels == 1)
    {
      recto_table_run (tables, in, out);
      return;
    }
  for (guint y = 0; y < in->height; y++)
    if (in->depth == 8)
      {
        const guint8 *map = tables;
        const guint8 *from = in->data + y * in->stride;
        guint8 *to = out->data + y * out->stride;

        for (gsize x = 0; x < in->width; x++, from += 3, to += 3)
          {
            to[0] = map[from[0]];
            to[1] = map[256 + from[1]];
            to[2] = map[512 + from[2]];
          }
      }
    else
      {
        const guint16 *map = tables;
        const guint16 *from = (const guint16 *) (in->data + y * in->stride);
        guint16 *to = (guint16 *) (out->data + y * out->stride);

        for (gsize x = 0; x < in->width; x++, from += 3, to += 3)
          {
            to[0] = map[from[0]];
            to[1] = map[values + from[1]];
            to[2] = map[2 * values + from[2]];
          }
      }
}

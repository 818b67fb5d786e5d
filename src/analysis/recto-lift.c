/* recto-lift.c: samples of one kind as samples of another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 8 bit becomes 16 by × 257, grey becomes RGB by repeating, RGB becomes grey as Rec. 709 luminance in 1/65536.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-renderer-private.h"

#if RECTO_CPU_X86
#include <immintrin.h>
#endif

static inline guint
luminance (guint r, guint g, guint b)
{
  return (13933u * r + 46871u * g + 4732u * b + 32768u) >> 16;
}

RECTO_LOOP void
lift_pixels_body (const guint8 *in, guint channels_in, guint depth_in, guint8 *out, guint channels_out,
                  guint depth_out, gsize n)
{
  guint factor = depth_in == depth_out ? 1 : 257;

  for (gsize i = 0; i < n; i++)
    {
      guint v[3];

      for (guint c = 0; c < channels_in; c++)
        v[c] = (depth_in == 8 ? in[i * channels_in + c] : ((const guint16 *) in)[i * channels_in + c])
               * factor;
      if (channels_in == 3 && channels_out == 1)
        v[0] = luminance (v[0], v[1], v[2]);
      for (guint c = 0; c < channels_out; c++)
        {
          guint value = v[channels_in == 1 || channels_out == 1 ? 0 : c];

          if (depth_out == 8)
            out[i * channels_out + c] = (guint8) value;
          else
            ((guint16 *) out)[i * channels_out + c] = (guint16) value;
        }
    }
}

/* A loop for each kind, so that nothing is chosen per pixel. */
#define DEFINE_LIFT(ci, di, co, dout)                                                                          \
  RECTO_LOOP void lift_##ci##_##di##_##co##_##dout##_body (const guint8 *in, guint8 *out, gsize n)             \
  {                                                                                                            \
    lift_pixels_body (in, ci, di, out, co, dout, n);                                                           \
  }                                                                                                            \
  RECTO_DEFINE_FORMS (lift_##ci##_##di##_##co##_##dout, (const guint8 *in, guint8 *out, gsize n), (in, out, n))

DEFINE_LIFT (1, 8, 3, 8)
DEFINE_LIFT (1, 8, 1, 16)
DEFINE_LIFT (1, 8, 3, 16)
DEFINE_LIFT (3, 8, 3, 16)
DEFINE_LIFT (1, 16, 3, 16)
DEFINE_LIFT (3, 8, 1, 8)
DEFINE_LIFT (3, 8, 1, 16)
DEFINE_LIFT (3, 16, 1, 16)

#if RECTO_CPU_X86
/* Eight pixels at a time. The weight of green does not fit in a signed half and is given in two. The last pixels are left, because four
 * bytes more are read. Returns how many were done. */
RECTO_TARGET_AVX2 static gsize
luminance_avx2 (const guint8 *in, guint8 *out, gsize n)
{
  const __m256i red_green = _mm256_setr_epi8 (0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1, 0, -1, 1, -1, 3,
                                              -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1);
  const __m256i blue_green = _mm256_setr_epi8 (2, -1, 1, -1, 5, -1, 4, -1, 8, -1, 7, -1, 11, -1, 10, -1, 2, -1, 1, -1,
                                               5, -1, 4, -1, 8, -1, 7, -1, 11, -1, 10, -1);
  const __m256i first = _mm256_set1_epi32 (13933 | 23436 << 16);
  const __m256i second = _mm256_set1_epi32 (4732 | 23435 << 16);
  const __m256i half = _mm256_set1_epi32 (32768);
  gsize i = 0;

  for (; i + 10 <= n; i += 8)
    {
      __m256i v = _mm256_inserti128_si256 (
          _mm256_castsi128_si256 (_mm_loadu_si128 ((const __m128i *) (in + 3 * i))),
          _mm_loadu_si128 ((const __m128i *) (in + 3 * i + 12)), 1);
      __m256i sum = _mm256_add_epi32 (_mm256_madd_epi16 (_mm256_shuffle_epi8 (v, red_green), first),
                                      _mm256_madd_epi16 (_mm256_shuffle_epi8 (v, blue_green), second));
      __m128i words;

      sum = _mm256_srli_epi32 (_mm256_add_epi32 (sum, half), 16);
      words = _mm_packus_epi32 (_mm256_castsi256_si128 (sum), _mm256_extracti128_si256 (sum, 1));
      _mm_storel_epi64 ((__m128i *) (out + i), _mm_packus_epi16 (words, words));
    }
  return i;
}
#endif

static void
luminance_8 (const guint8 *in, guint8 *out, gsize n)
{
  gsize done = 0;

#if RECTO_CPU_X86
  if (recto_cpu_get () >= RECTO_CPU_AVX2)
    done = luminance_avx2 (in, out, n);
#endif
  lift_3_8_1_8 (in + 3 * done, out + done, n - done);
}

void
recto_lift (const guint8 *in, guint channels_in, guint depth_in, guint8 *out, guint channels_out,
            guint depth_out, gsize n)
{
#define KIND(ci, di, co, dout) ((((ci) << 5 | (di)) << 2 | (co)) << 5 | (dout))
  switch (KIND (channels_in, depth_in, channels_out, depth_out))
    {
    case KIND (1, 8, 3, 8):
      lift_1_8_3_8 (in, out, n);
      break;
    case KIND (1, 8, 1, 16):
      lift_1_8_1_16 (in, out, n);
      break;
    case KIND (1, 8, 3, 16):
      lift_1_8_3_16 (in, out, n);
      break;
    case KIND (3, 8, 3, 16):
      lift_3_8_3_16 (in, out, n);
      break;
    case KIND (1, 16, 3, 16):
      lift_1_16_3_16 (in, out, n);
      break;
    case KIND (3, 8, 1, 8):
      luminance_8 (in, out, n);
      break;
    case KIND (3, 8, 1, 16):
      lift_3_8_1_16 (in, out, n);
      break;
    case KIND (3, 16, 1, 16):
      lift_3_16_1_16 (in, out, n);
      break;
    default:
      g_assert_not_reached ();
    }
#undef KIND
}

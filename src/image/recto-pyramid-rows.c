/* recto-pyramid-rows.c: rows of samples through a transform
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row goes in pieces. First the places of its pixels are computed as byte offsets, in loops for wide instructions, then
 * the samples are fetched. Along a row of an affine transform a position only rises or only falls, also as rounded, so the part
 * that lies inside the source is found by halving. Pictures too large for 32-bit offsets go pixel by pixel.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-pyramid-rows.h"

#include <math.h>
#include <string.h>

#if RECTO_CPU_X86
#include <immintrin.h>
#endif

#define PIECE 256

/* What the loops need, by value. */
typedef struct
{
  double mx, row_x, shift_x; /* x = mx × at + row_x + shift_x */
  double my, row_y, shift_y;
  double mw, row_w, shift_w;
  double scale; /* of the level; 1 for nearest */
  double most_x, most_y; /* last position in 1/256 sample */
  double full_width, full_height;
  guint32 stride;
  guint32 bytes;
} Places;

RectoRowMap
recto_row_map (const RectoMatrix3 *to_source, int y)
{
  const double *m = to_source->m;

  return (RectoRowMap) { m, m[1] * y, m[4] * y, m[7] * y, m[6] != 0 || m[7] != 0 || m[8] != 1 };
}

static Places
places_of (const RectoPyramidSource *s, const RectoPyramidSource *full, double scale, const RectoRowMap *map)
{
  const double *m = map->m;

  return (Places) { m[0], map->x, m[2],
                    m[3], map->y, m[5],
                    m[6], map->w, m[8],
                    scale,
                    (double) (s->width - 1) * 256, (double) (s->height - 1) * 256,
                    full->width, full->height,
                    (guint32) s->stride, s->channels * (s->depth / 8) };
}

gboolean
recto_source_has_offsets (const RectoPyramidSource *s)
{
  return (guint64) s->stride * (guint64) s->height <= G_MAXUINT32;
}

/* ----- what lies inside ----- */

static inline double
position (double step, double row, double shift, int at)
{
  return step * at + row + shift + 0.5;
}

/* The first of [low, high) where the position has reached bound (rising) or is below it (falling). */
static int
find_change (double step, double row, double shift, double bound, int low, int high)
{
  while (low < high)
    {
      int middle = low + (high - low) / 2;

      if ((position (step, row, shift, middle) >= bound) == (step >= 0))
        high = middle;
      else
        low = middle + 1;
    }
  return low;
}

/* Narrows [*low, *high) to where the nearest index is one of size. */
static void
narrow (double step, double row, double shift, int size, int *low, int *high)
{
  int enters = find_change (step, row, shift, step >= 0 ? 0 : size, *low, *high);
  int leaves = find_change (step, row, shift, step >= 0 ? size : 0, *low, *high);

  *low = enters;
  *high = MAX (leaves, enters);
}

/* Numbers so large that sums of them could be infinite are not looked at by halving. */
static gboolean
is_tame (const RectoRowMap *map)
{
  for (guint i = 0; i < 6; i++)
    if (!(fabs (map->m[i]) < 1e100))
      return FALSE;
  return TRUE;
}

/* ----- places ----- */

RECTO_LOOP void
nearest_places_body (const Places *given, int first, int n, guint32 *offsets)
{
  const Places p = *given;

  for (int i = 0; i < n; i++)
    {
      double at = first + i;
      int x = (int) (p.mx * at + p.row_x + p.shift_x + 0.5);
      int y = (int) (p.my * at + p.row_y + p.shift_y + 0.5);

      offsets[i] = (guint32) y * p.stride + (guint32) x * p.bytes;
    }
}

RECTO_DEFINE_FORMS (nearest_places, (const Places *given, int first, int n, guint32 *offsets),
                    (given, first, n, offsets))

/* With the division of a homography; what is outside gets offset 0 and no cover. */
RECTO_LOOP void
divided_places_body (const Places *given, int first, int n, guint32 *offsets, gint32 *inside)
{
  const Places p = *given;

  for (int i = 0; i < n; i++)
    {
      double at = first + i;
      double w = p.mw * at + p.row_w + p.shift_w;
      double x = (p.mx * at + p.row_x + p.shift_x) / w + 0.5;
      double y = (p.my * at + p.row_y + p.shift_y) / w + 0.5;
      gboolean in = (x >= 0) & (x < p.full_width) & (y >= 0) & (y < p.full_height);

      x = in ? x : 0;
      y = in ? y : 0;
      offsets[i] = (guint32) (int) y * p.stride + (guint32) (int) x * p.bytes;
      inside[i] = in;
    }
}

RECTO_DEFINE_FORMS (divided_places, (const Places *given, int first, int n, guint32 *offsets, gint32 *inside),
                    (given, first, n, offsets, inside))

/* A position on a level in 1/256 of a sample, kept inside. */
RECTO_LOOP int
level_position (double at, double scale, double most)
{
  at = ((at + 0.5) * scale - 0.5) * 256 + 0.5;
  at = at > 0 ? at : 0;
  at = at < most ? at : most;
  return (int) at;
}

/* Weights of the first and second sample, 256 together, in the halves of 32 bits. */
#define WEIGHTS(fraction) ((256u - (fraction)) | (fraction) << 16)
#define SECOND(weights) ((weights) >> 16)

RECTO_LOOP void
linear_places_body (const Places *given, gboolean divides, int first, int n, guint32 *offsets, guint32 *across,
                    guint32 *down, gint32 *inside)
{
  const Places p = *given;

  for (int i = 0; i < n; i++)
    {
      double at = first + i;
      double x = p.mx * at + p.row_x + p.shift_x;
      double y = p.my * at + p.row_y + p.shift_y;
      int fx, fy;

      if (divides)
        {
          double w = p.mw * at + p.row_w + p.shift_w;

          x /= w;
          y /= w;
          inside[i] = (x + 0.5 >= 0) & (x + 0.5 < p.full_width) & (y + 0.5 >= 0) & (y + 0.5 < p.full_height);
        }
      fx = level_position (x, p.scale, p.most_x);
      fy = level_position (y, p.scale, p.most_y);
      offsets[i] = (guint32) (fy >> 8) * p.stride + (guint32) (fx >> 8) * p.bytes;
      across[i] = WEIGHTS ((guint32) fx & 255);
      down[i] = WEIGHTS ((guint32) fy & 255);
    }
}

RECTO_LOOP void
affine_linear_places_body (const Places *given, int first, int n, guint32 *offsets, guint32 *across,
                           guint32 *down)
{
  linear_places_body (given, FALSE, first, n, offsets, across, down, NULL);
}

RECTO_DEFINE_FORMS (affine_linear_places,
                    (const Places *given, int first, int n, guint32 *offsets, guint32 *across, guint32 *down),
                    (given, first, n, offsets, across, down))

RECTO_LOOP void
divided_linear_places_body (const Places *given, int first, int n, guint32 *offsets, guint32 *across,
                            guint32 *down, gint32 *inside)
{
  linear_places_body (given, TRUE, first, n, offsets, across, down, inside);
}

RECTO_DEFINE_FORMS (divided_linear_places,
                    (const Places *given, int first, int n, guint32 *offsets, guint32 *across, guint32 *down,
                     gint32 *inside),
                    (given, first, n, offsets, across, down, inside))

/* ----- fetching the nearest ----- */

static guint32
largest (const guint32 *offsets, int n)
{
  guint32 most = 0;

  for (int i = 0; i < n; i++)
    most = MAX (most, offsets[i]);
  return most;
}

void
recto_gather (const guint8 *data, gsize size, const guint32 *offsets, int n, gsize bytes, guint8 *out)
{
  int i = 0;

  if (n <= 0)
    return;
  switch (bytes)
    {
    case 1:
      for (; i < n; i++)
        out[i] = data[offsets[i]];
      return;
    case 2:
      for (; i < n; i++)
        memcpy (out + 2 * i, data + offsets[i], 2);
      return;
    case 3:
      /* Four bytes at once where the source has one more; the next pixel writes over the fourth. */
      if ((guint64) largest (offsets, n) + 4 <= size)
        for (; i < n - 1; i++)
          memcpy (out + 3 * i, data + offsets[i], 4);
      for (; i < n; i++)
        memcpy (out + 3 * i, data + offsets[i], 3);
      return;
    case 6:
      if ((guint64) largest (offsets, n) + 8 <= size)
        for (; i < n - 1; i++)
          memcpy (out + 6 * i, data + offsets[i], 8);
      for (; i < n; i++)
        memcpy (out + 6 * i, data + offsets[i], 6);
      return;
    default:
      g_assert_not_reached ();
    }
}

/* Takes away what lay outside, and says whether anything was inside. */
static gboolean
settle (const gint32 *inside, int n, gsize bytes, guint8 *out, guint8 *cover)
{
  gint32 all = 1, any = 0;

  for (int i = 0; i < n; i++)
    {
      all &= inside[i];
      any |= inside[i];
    }
  if (cover != NULL)
    for (int i = 0; i < n; i++)
      cover[i] = (guint8) -inside[i];
  if (!all)
    for (int i = 0; i < n; i++)
      if (!inside[i])
        memset (out + (gsize) i * bytes, 0, bytes);
  return any;
}

/* Clears what is left and right of [low, high) and marks what is covered. */
static void
trim_row (int low, int high, int width, gsize bytes, guint8 *out, guint8 *cover)
{
  memset (out, 0, (gsize) low * bytes);
  memset (out + (gsize) high * bytes, 0, (gsize) (width - high) * bytes);
  if (cover != NULL)
    {
      memset (cover, 0, (gsize) low);
      memset (cover + low, 255, (gsize) (high - low));
      memset (cover + high, 0, (gsize) (width - high));
    }
}

static gboolean
find_inside (const RectoRowMap *map, const RectoPyramidSource *full, int first, int width, int *low, int *high)
{
  int from = first, to = first + width;

  narrow (map->m[0], map->x, map->m[2], full->width, &from, &to);
  narrow (map->m[3], map->y, map->m[5], full->height, &from, &to);
  *low = from - first;
  *high = to - first;
  if (*high > *low)
    return TRUE;
  *low = *high = 0;
  return FALSE;
}

/* ----- one pixel at a time, of any size ----- */

/* Nearest stored index, floor (position + 0.5), where that is inside, and -1 outside. Ties go to the higher index. */
static inline int
nearest (double at, int size)
{
  double index = at + 0.5;

  return index >= 0 && index < size ? (int) index : -1;
}

static RectoPoint
map_along (const RectoRowMap *map, int at)
{
  const double *m = map->m;
  RectoPoint p = { m[0] * at + map->x + m[2], m[3] * at + map->y + m[5] };

  if (map->divides)
    {
      double w = m[6] * at + map->w + m[8];

      p.x /= w;
      p.y /= w;
    }
  return p;
}

/* a and b: the sample and the one right of it, c and d: those below. */
static void
blend (const guint8 *a, const guint8 *b, const guint8 *c, const guint8 *d, guint32 wx, guint32 wy,
       guint channels, guint depth, guint8 *out)
{
  for (guint i = 0; i < channels; i++)
    if (depth == 8)
      {
        guint32 top = a[i] * (256 - wx) + b[i] * wx;
        guint32 low = c[i] * (256 - wx) + d[i] * wx;

        out[i] = (guint8) ((top * (256 - wy) + low * wy + 32768) >> 16);
      }
    else
      {
        guint64 top = ((const guint16 *) a)[i] * (256 - wx) + ((const guint16 *) b)[i] * wx;
        guint64 low = ((const guint16 *) c)[i] * (256 - wx) + ((const guint16 *) d)[i] * wx;

        ((guint16 *) out)[i] = (guint16) ((top * (256 - wy) + low * wy + 32768) >> 16);
      }
}

/* linear: bilinear, otherwise the nearest. */
static gboolean
row_of_any_size (const RectoPyramidSource *s, const RectoPyramidSource *full, gboolean linear, double scale,
                 const RectoRowMap *map, int first, int width, guint8 *out, guint8 *cover)
{
  gsize bytes = s->channels * (s->depth / 8);
  gboolean any = FALSE;

  for (int i = 0; i < width; i++, out += bytes)
    {
      RectoPoint p = map_along (map, first + i);
      int x = nearest (p.x, full->width);
      int y = nearest (p.y, full->height);
      gboolean inside = (x | y) >= 0;

      if (cover != NULL)
        cover[i] = inside ? 255 : 0;
      any |= inside;
      if (!inside)
        memset (out, 0, bytes);
      else if (!linear)
        memcpy (out, s->data + (gsize) y * s->stride + (gsize) x * bytes, bytes);
      else
        {
          int fx = level_position (p.x, scale, (double) (s->width - 1) * 256);
          int fy = level_position (p.y, scale, (double) (s->height - 1) * 256);
          const guint8 *at = s->data + (gsize) (fy >> 8) * s->stride + (gsize) (fx >> 8) * bytes;
          gsize right = (fx & 255) != 0 ? bytes : 0, below = (fy & 255) != 0 ? s->stride : 0;

          blend (at, at + right, at + below, at + below + right, (guint32) fx & 255, (guint32) fy & 255,
                 s->channels, s->depth, out);
        }
    }
  return any;
}

gboolean
recto_row_nearest (const RectoPyramidSource *s, const RectoRowMap *map, int first, int width, guint8 *out,
                   guint8 *cover)
{
  gsize bytes = s->channels * (s->depth / 8);
  Places places = places_of (s, s, 1, map);
  guint32 offsets[PIECE];
  gint32 inside[PIECE];
  gboolean any = FALSE;
  int low = 0, high = width;

  if (!recto_source_has_offsets (s) || !is_tame (map))
    return row_of_any_size (s, s, FALSE, 1, map, first, width, out, cover);
  if (!map->divides)
    {
      any = find_inside (map, s, first, width, &low, &high);
      trim_row (low, high, width, bytes, out, cover);
    }
  for (int start = low; start < high; start += PIECE)
    {
      int n = MIN (PIECE, high - start);
      guint8 *to = out + (gsize) start * bytes;

      if (!map->divides)
        nearest_places (&places, first + start, n, offsets);
      else
        divided_places (&places, first + start, n, offsets, inside);
      recto_gather (s->data, s->stride * (gsize) s->height, offsets, n, bytes, to);
      if (map->divides)
        any |= settle (inside, n, bytes, to, cover != NULL ? cover + start : NULL);
    }
  return any;
}

/* ----- bilinear ----- */

/* A weight of 0 needs no second sample, and at the edges there is none. */
static void
blend_pieces (const RectoPyramidSource *s, const guint32 *offsets, const guint32 *across, const guint32 *down,
              int n, guint channels, guint depth, guint8 *out)
{
  gsize bytes = channels * (depth / 8);

  for (int i = 0; i < n; i++)
    {
      const guint8 *at = s->data + offsets[i];
      guint32 wx = SECOND (across[i]), wy = SECOND (down[i]);
      gsize right = wx != 0 ? bytes : 0, below = wy != 0 ? s->stride : 0;

      blend (at, at + right, at + below, at + below + right, wx, wy, channels, depth, out + (gsize) i * bytes);
    }
}

/* Grey of 8 bit, where the source has all four samples: fetched one after the other, blended many at once. */
RECTO_LOOP void
blend_grey_body (const guint8 *data, gsize stride, const guint32 *offsets, const guint32 *across,
                 const guint32 *down, int n, guint8 *out)
{
  guint16 upper[PIECE], lower[PIECE];

  for (int i = 0; i < n; i++)
    {
      memcpy (&upper[i], data + offsets[i], 2);
      memcpy (&lower[i], data + offsets[i] + stride, 2);
    }
  for (int i = 0; i < n; i++)
    {
      guint32 wx = SECOND (across[i]), wy = SECOND (down[i]);
      guint32 top = (upper[i] & 255u) * (256 - wx) + (guint32) (upper[i] >> 8) * wx;
      guint32 low = (lower[i] & 255u) * (256 - wx) + (guint32) (lower[i] >> 8) * wx;

      out[i] = (guint8) ((top * (256 - wy) + low * wy + 32768) >> 16);
    }
}

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
RECTO_DEFINE_FORMS (blend_grey,
                    (const guint8 *data, gsize stride, const guint32 *offsets, const guint32 *across,
                     const guint32 *down, int n, guint8 *out),
                    (data, stride, offsets, across, down, n, out))
#endif

#if RECTO_CPU_X86
/* RGB of 8 bit, where the source has all four samples and two bytes more. Samples less 128 keep every sum within a signed half; the
 * weights are 65536 together, so that 128 × 65536 is put back at the end. Writes a fourth byte after each pixel but the last. */
RECTO_TARGET_AVX2 static void
blend_rgb_avx2 (const guint8 *data, gsize stride, const guint32 *offsets, const guint32 *across,
                const guint32 *down, int n, guint8 *out)
{
  const __m128i pairs = _mm_setr_epi8 (0, 3, 1, 4, 2, 5, 6, 7, 8, 11, 9, 12, 10, 13, 14, 15);
  const __m256i middle = _mm256_set1_epi16 (128);
  const __m128i bias = _mm_set1_epi32 ((128 << 16) + 32768);
  const __m128i ends = _mm_setr_epi8 (2, 6, 10, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);

  for (int i = 0; i < n; i++)
    {
      const guint8 *at = data + offsets[i];
      __m128i both = _mm_unpacklo_epi64 (_mm_loadl_epi64 ((const __m128i *) at),
                                         _mm_loadl_epi64 ((const __m128i *) (at + stride)));
      __m256i wide = _mm256_sub_epi16 (_mm256_cvtepu8_epi16 (_mm_shuffle_epi8 (both, pairs)), middle);
      __m256i sums = _mm256_madd_epi16 (wide, _mm256_set1_epi32 ((int) across[i]));
      __m128i top = _mm256_castsi256_si128 (sums);
      __m128i low = _mm256_extracti128_si256 (sums, 1);
      __m128i columns = _mm_blend_epi16 (top, _mm_slli_epi32 (low, 16), 0xaa);
      __m128i total = _mm_add_epi32 (_mm_madd_epi16 (columns, _mm_set1_epi32 ((int) down[i])), bias);
      guint32 pixel = (guint32) _mm_cvtsi128_si32 (_mm_shuffle_epi8 (total, ends));

      if (i < n - 1)
        memcpy (out + 3 * i, &pixel, 4);
      else
        memcpy (out + 3 * i, &pixel, 3);
    }
}
#endif

static void
blend_places (const RectoPyramidSource *s, const guint32 *offsets, const guint32 *across, const guint32 *down,
              int n, guint8 *out)
{
  gboolean inner = (guint64) largest (offsets, n) + s->stride + 8 <= (guint64) s->stride * (guint64) s->height;

#if RECTO_CPU_X86
  if (inner && s->channels == 3 && s->depth == 8 && recto_cpu_get () >= RECTO_CPU_AVX2)
    {
      blend_rgb_avx2 (s->data, s->stride, offsets, across, down, n, out);
      return;
    }
#endif
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  if (inner && s->channels == 1 && s->depth == 8)
    {
      blend_grey (s->data, s->stride, offsets, across, down, n, out);
      return;
    }
#endif
  if (s->channels == 3 && s->depth == 8)
    blend_pieces (s, offsets, across, down, n, 3, 8, out);
  else if (s->depth == 8)
    blend_pieces (s, offsets, across, down, n, 1, 8, out);
  else if (s->channels == 3)
    blend_pieces (s, offsets, across, down, n, 3, 16, out);
  else
    blend_pieces (s, offsets, across, down, n, 1, 16, out);
}

gboolean
recto_row_linear (const RectoPyramidSource *s, const RectoPyramidSource *full, double scale,
                  const RectoRowMap *map, int first, int width, guint8 *out, guint8 *cover)
{
  gsize bytes = s->channels * (s->depth / 8);
  Places places = places_of (s, full, scale, map);
  guint32 offsets[PIECE], across[PIECE], down[PIECE];
  gint32 inside[PIECE];
  gboolean any = FALSE;
  int low = 0, high = width;

  if (!recto_source_has_offsets (s) || !is_tame (map))
    return row_of_any_size (s, full, TRUE, scale, map, first, width, out, cover);
  if (!map->divides)
    {
      any = find_inside (map, full, first, width, &low, &high);
      trim_row (low, high, width, bytes, out, cover);
    }
  for (int start = low; start < high; start += PIECE)
    {
      int n = MIN (PIECE, high - start);
      guint8 *to = out + (gsize) start * bytes;

      if (!map->divides)
        affine_linear_places (&places, first + start, n, offsets, across, down);
      else
        divided_linear_places (&places, first + start, n, offsets, across, down, inside);
      blend_places (s, offsets, across, down, n, to);
      if (map->divides)
        any |= settle (inside, n, bytes, to, cover != NULL ? cover + start : NULL);
    }
  return any;
}

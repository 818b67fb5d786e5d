/* recto-median-sort.c: medians of 3 × 3 and 5 × 5 by networks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each column of the square is sorted once for all squares it belongs to. Then the rows of these are sorted, and what has more than half of the square
 * above or below it by its place alone is left out.
 */

#include "config.h"
#include "recto-median.h"

#include <string.h>
#include "recto-cpu.h"

#define LOW(a, b) ((a) < (b) ? (a) : (b))
#define HIGH(a, b) ((a) > (b) ? (a) : (b))
#define ORDER(type, a, b)       \
  do                            \
    {                           \
      type lower = LOW (a, b);  \
      b = HIGH (a, b);          \
      a = lower;                \
    }                           \
  while (0)

/* Five values in order. */
#define ORDER_5(type, a, b, c, d, e) \
  do                                 \
    {                                \
      ORDER (type, a, b);            \
      ORDER (type, d, e);            \
      ORDER (type, c, e);            \
      ORDER (type, c, d);            \
      ORDER (type, b, e);            \
      ORDER (type, a, d);            \
      ORDER (type, a, c);            \
      ORDER (type, b, d);            \
      ORDER (type, b, c);            \
    }                                \
  while (0)

/* The lowest to a, the highest to the last. */
#define ENDS_4(type, a, b, c, d) \
  do                             \
    {                            \
      ORDER (type, a, b);        \
      ORDER (type, c, d);        \
      ORDER (type, a, c);        \
      ORDER (type, b, d);        \
    }                            \
  while (0)
#define ENDS_5(type, a, b, c, d, e) \
  do                                \
    {                               \
      ENDS_4 (type, a, b, c, d);    \
      ORDER (type, a, e);           \
      ORDER (type, d, e);           \
    }                               \
  while (0)
#define ENDS_6(type, a, b, c, d, e, f) \
  do                                   \
    {                                  \
      ORDER (type, e, f);              \
      ENDS_4 (type, a, b, c, d);       \
      ORDER (type, a, e);              \
      ORDER (type, d, f);              \
    }                                  \
  while (0)
#define ENDS_7(type, a, b, c, d, e, f, g) \
  do                                      \
    {                                     \
      ENDS_6 (type, a, b, c, d, e, f);    \
      ORDER (type, a, g);                 \
      ORDER (type, f, g);                 \
    }                                     \
  while (0)
#define ENDS_8(type, a, b, c, d, e, f, g, h) \
  do                                         \
    {                                        \
      ORDER (type, g, h);                    \
      ENDS_6 (type, a, b, c, d, e, f);       \
      ORDER (type, a, g);                    \
      ORDER (type, f, h);                    \
    }                                        \
  while (0)

#define DEFINE_SORT(type)                                                                                            \
  RECTO_LOOP void columns_3_##type##_body (const type *const *rows, type *const *sorted, gsize n)                     \
  {                                                                                                                  \
    const type *r0 = rows[0], *r1 = rows[1], *r2 = rows[2];                                                          \
    type *s0 = sorted[0], *s1 = sorted[1], *s2 = sorted[2];                                                          \
                                                                                                                     \
    _Pragma ("GCC ivdep") /* nothing is read where it is written */                                                   \
    for (gsize i = 0; i < n; i++)                                                                                    \
      {                                                                                                              \
        type a = r0[i], b = r1[i], c = r2[i];                                                                        \
                                                                                                                     \
        ORDER (type, a, b);                                                                                          \
        ORDER (type, b, c);                                                                                          \
        ORDER (type, a, b);                                                                                          \
        s0[i] = a;                                                                                                   \
        s1[i] = b;                                                                                                   \
        s2[i] = c;                                                                                                   \
      }                                                                                                              \
  }                                                                                                                  \
  RECTO_DEFINE_FORMS (columns_3_##type, (const type *const *rows, type *const *sorted, gsize n), (rows, sorted, n))   \
                                                                                                                     \
  RECTO_LOOP void columns_5_##type##_body (const type *const *rows, type *const *sorted, gsize n)                     \
  {                                                                                                                  \
    const type *r0 = rows[0], *r1 = rows[1], *r2 = rows[2], *r3 = rows[3], *r4 = rows[4];                            \
    type *s0 = sorted[0], *s1 = sorted[1], *s2 = sorted[2], *s3 = sorted[3], *s4 = sorted[4];                        \
                                                                                                                     \
    _Pragma ("GCC ivdep") /* nothing is read where it is written */                                                   \
    for (gsize i = 0; i < n; i++)                                                                                    \
      {                                                                                                              \
        type a = r0[i], b = r1[i], c = r2[i], d = r3[i], e = r4[i];                                                  \
                                                                                                                     \
        ORDER_5 (type, a, b, c, d, e);                                                                               \
        s0[i] = a;                                                                                                   \
        s1[i] = b;                                                                                                   \
        s2[i] = c;                                                                                                   \
        s3[i] = d;                                                                                                   \
        s4[i] = e;                                                                                                   \
      }                                                                                                              \
  }                                                                                                                  \
  RECTO_DEFINE_FORMS (columns_5_##type, (const type *const *rows, type *const *sorted, gsize n), (rows, sorted, n))   \
                                                                                                                     \
  /* The median is that of the highest of the lows, the middle of the middles and the lowest of the highs. */         \
  RECTO_LOOP void middle_3_##type##_body (type *const *sorted, gsize step, type *out, gsize n)                        \
  {                                                                                                                  \
    const type *s0 = sorted[0], *s1 = sorted[1], *s2 = sorted[2];                                                    \
                                                                                                                     \
    _Pragma ("GCC ivdep") /* nothing is read where it is written */                                                   \
    for (gsize i = 0; i < n; i++)                                                                                    \
      {                                                                                                              \
        type low = HIGH (s0[i], s0[i + step]), high = LOW (s2[i], s2[i + step]);                                     \
        type a = s1[i], b = s1[i + step], c = s1[i + 2 * step];                                                      \
                                                                                                                     \
        low = HIGH (low, s0[i + 2 * step]);                                                                          \
        high = LOW (high, s2[i + 2 * step]);                                                                         \
        ORDER (type, a, b);                                                                                          \
        b = LOW (b, c);                                                                                              \
        b = HIGH (a, b);                                                                                             \
        ORDER (type, low, b);                                                                                        \
        b = LOW (b, high);                                                                                           \
        out[i] = HIGH (low, b);                                                                                      \
      }                                                                                                              \
  }                                                                                                                  \
  RECTO_DEFINE_FORMS (middle_3_##type, (type *const *sorted, gsize step, type *out, gsize n), (sorted, step, out, n)) \
                                                                                                                     \
  RECTO_LOOP void middle_5_##type##_body (type *const *sorted, gsize s, type *out, gsize n)                           \
  {                                                                                                                  \
    const type *s0 = sorted[0], *s1 = sorted[1], *s2 = sorted[2], *s3 = sorted[3], *s4 = sorted[4];                  \
                                                                                                                     \
    _Pragma ("GCC ivdep") /* nothing is read where it is written */                                                   \
    for (gsize i = 0; i < n; i++)                                                                                    \
      {                                                                                                              \
        type a0 = s0[i], a1 = s0[i + s], a2 = s0[i + 2 * s], a3 = s0[i + 3 * s], a4 = s0[i + 4 * s];                 \
        type b0 = s1[i], b1 = s1[i + s], b2 = s1[i + 2 * s], b3 = s1[i + 3 * s], b4 = s1[i + 4 * s];                 \
        type c0 = s2[i], c1 = s2[i + s], c2 = s2[i + 2 * s], c3 = s2[i + 3 * s], c4 = s2[i + 4 * s];                 \
        type d0 = s3[i], d1 = s3[i + s], d2 = s3[i + 2 * s], d3 = s3[i + 3 * s], d4 = s3[i + 4 * s];                 \
        type e0 = s4[i], e1 = s4[i + s], e2 = s4[i + 2 * s], e3 = s4[i + 3 * s], e4 = s4[i + 4 * s];                 \
                                                                                                                     \
        ORDER_5 (type, a0, a1, a2, a3, a4);                                                                          \
        ORDER_5 (type, b0, b1, b2, b3, b4);                                                                          \
        ORDER_5 (type, c0, c1, c2, c3, c4);                                                                          \
        ORDER_5 (type, d0, d1, d2, d3, d4);                                                                          \
        ORDER_5 (type, e0, e1, e2, e3, e4);                                                                          \
        /* Thirteen are left; the lowest and highest of more than half are forgotten, and another comes in. */        \
        ENDS_8 (type, a3, a4, b2, b3, b4, c1, c2, c3);                                                               \
        ENDS_7 (type, a4, b2, b3, b4, c1, c2, d0);                                                                   \
        ENDS_6 (type, b2, b3, b4, c1, c2, d1);                                                                       \
        ENDS_5 (type, b3, b4, c1, c2, d2);                                                                           \
        ENDS_4 (type, b4, c1, c2, e0);                                                                               \
        ORDER (type, c1, c2);                                                                                        \
        c2 = LOW (c2, e1);                                                                                           \
        out[i] = HIGH (c1, c2);                                                                                      \
      }                                                                                                              \
  }                                                                                                                  \
  RECTO_DEFINE_FORMS (middle_5_##type, (type *const *sorted, gsize s, type *out, gsize n), (sorted, s, out, n))       \
                                                                                                                     \
  static void sort_##type (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n_rows)         \
  {                                                                                                                  \
    guint side = 2 * radius + 1;                                                                                     \
    gsize step = in->channels, n = in->width * step, edge = radius * step;                                           \
    g_autofree type *buffer = g_new (type, side * (n + 2 * edge));                                                   \
                                                                                                                     \
    for (guint y = first; y < first + n_rows; y++)                                                                   \
      {                                                                                                              \
        const type *rows[5];                                                                                         \
        type *sorted[5], *wide[5];                                                                                   \
        type *to = (type *) (void *) (out->data + y * out->stride);                                                  \
                                                                                                                     \
        for (guint k = 0; k < side; k++)                                                                             \
          {                                                                                                          \
            gint64 at = CLAMP ((gint64) y + k - radius, 0, (gint64) in->height - 1);                                 \
                                                                                                                     \
            rows[k] = (const type *) (const void *) (in->data + at * in->stride);                                    \
            wide[k] = buffer + k * (n + 2 * edge);                                                                   \
            sorted[k] = wide[k] + edge;                                                                              \
          }                                                                                                          \
        if (radius == 1)                                                                                             \
          columns_3_##type (rows, sorted, n);                                                                        \
        else                                                                                                         \
          columns_5_##type (rows, sorted, n);                                                                        \
        for (guint k = 0; k < side; k++)                                                                             \
          for (gsize i = 0; i < edge; i++)                                                                           \
            {                                                                                                        \
              wide[k][i] = sorted[k][i % step];                                                                      \
              sorted[k][n + i] = sorted[k][n - step + i % step];                                                     \
            }                                                                                                        \
        if (radius == 1)                                                                                             \
          middle_3_##type (wide, step, to, n);                                                                       \
        else                                                                                                         \
          middle_5_##type (wide, step, to, n);                                                                       \
      }                                                                                                              \
  }

DEFINE_SORT (guint8)
DEFINE_SORT (guint16)

void
recto_median_sort_rows (const RectoPixels *in, RectoPixels *out, guint radius, guint first, guint n)
{
  g_assert (radius == 1 || radius == 2);
  if (in->depth == 8)
    sort_guint8 (in, out, radius, first, n);
  else
    sort_guint16 (in, out, radius, first, n);
}

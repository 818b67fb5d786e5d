/* recto-compose.c: how two exposures become one picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Integer arithmetic per pixel, so that any split gives the same bytes. 32 bits hold every product: 65535 × 65536 with its
 * rounding is less than 2^32. Samples of different depth are lifted to 16 bit (× 257), grey to RGB.
 */

#include "config.h"
#include "recto-cpu.h"
#include "recto-renderer-private.h"

#include <math.h>
#include <string.h>

void
recto_compose_clear (const guint8 *cover, gsize n, gsize bytes, guint8 *out)
{
  const guint8 *end = cover + n;
  const guint8 *hole = memchr (cover, 0, n);

  /* Coverage is 0 or 255 in long runs. */
  while (hole != NULL)
    {
      const guint8 *beyond = memchr (hole, 255, (gsize) (end - hole));

      if (beyond == NULL)
        beyond = end;
      memset (out + (gsize) (hole - cover) * bytes, 0, (gsize) (beyond - hole) * bytes);
      hole = memchr (beyond, 0, (gsize) (end - beyond));
    }
}

/* ----- rows of samples, n of them ----- */

static inline guint
mix (guint a, guint b, guint32 share)
{
  return (a * (RECTO_SHARE_ALL - share) + b * share + 32768u) >> 16;
}

#define DEFINE_SAMPLE_ROWS(type, suffix, top)                                                           \
  RECTO_LOOP void mix_##suffix##_body (const type *a, const type *b, guint32 share, type *out, gsize n) \
  {                                                                                                     \
    for (gsize i = 0; i < n; i++)                                                                       \
      out[i] = (type) mix (a[i], b[i], share);                                                          \
  }                                                                                                     \
  RECTO_LOOP void difference_##suffix##_body (const type *a, const type *b, int gain, type *out,        \
                                              gsize n)                                                  \
  {                                                                                                     \
    for (gsize i = 0; i < n; i++)                                                                       \
      {                                                                                                 \
        int d = a[i] > b[i] ? a[i] - b[i] : b[i] - a[i];                                                \
        int value = (d * gain + 128) >> 8;                                                              \
                                                                                                        \
        out[i] = (type) (value < top ? value : top);                                                    \
      }                                                                                                 \
  }                                                                                                     \
  RECTO_LOOP void signed_##suffix##_body (const type *a, const type *b, int gain, type *out, gsize n)   \
  {                                                                                                     \
    for (gsize i = 0; i < n; i++)                                                                       \
      {                                                                                                 \
        int value = (top + 1) / 2 + ((((int) a[i] - b[i]) * gain + 256) >> 9);                          \
                                                                                                        \
        value = value < top ? value : top;                                                              \
        out[i] = (type) (value > 0 ? value : 0);                                                        \
      }                                                                                                 \
  }                                                                                                     \
  RECTO_LOOP void interleave_##suffix##_body (const type *r, const type *g, const type *b, type *out,   \
                                              gsize n)                                                  \
  {                                                                                                     \
    for (gsize i = 0; i < n; i++)                                                                       \
      {                                                                                                 \
        out[3 * i] = r[i];                                                                              \
        out[3 * i + 1] = g[i];                                                                          \
        out[3 * i + 2] = b[i];                                                                          \
      }                                                                                                 \
  }                                                                                                     \
  RECTO_DEFINE_FORMS (mix_##suffix, (const type *a, const type *b, guint32 share, type *out, gsize n),  \
                      (a, b, share, out, n))                                                            \
  RECTO_DEFINE_FORMS (difference_##suffix, (const type *a, const type *b, int gain, type *out, gsize n), \
                      (a, b, gain, out, n))                                                             \
  RECTO_DEFINE_FORMS (signed_##suffix, (const type *a, const type *b, int gain, type *out, gsize n),    \
                      (a, b, gain, out, n))                                                             \
  RECTO_DEFINE_FORMS (interleave_##suffix,                                                              \
                      (const type *r, const type *g, const type *b, type *out, gsize n),                \
                      (r, g, b, out, n))

DEFINE_SAMPLE_ROWS (guint8, 8, 255)
DEFINE_SAMPLE_ROWS (guint16, 16, 65535)

#define BY_DEPTH(self, name, a, b, value, out, n)                                              \
  G_STMT_START                                                                                 \
  {                                                                                            \
    if ((self)->depth == 8)                                                                    \
      name##_8 ((const guint8 *) (a), (const guint8 *) (b), value, (guint8 *) (out), n);       \
    else                                                                                       \
      name##_16 ((const guint16 *) (a), (const guint16 *) (b), value, (guint16 *) (out), n);   \
  }                                                                                            \
  G_STMT_END

/* ----- modes ----- */

typedef struct
{
  const guint8 *data;
  const guint8 *cover;
} Row;

/* Row y of a part from column x of the block on; bytes per pixel. */
static Row
row_at (const RectoComposer *self, guint part, int y, int x, gsize bytes)
{
  const RectoPart *p = &self->parts[part];
  gsize at = (gsize) (self->block.y + y - p->rect.y) * p->rect.width + (self->block.x + x - p->rect.x);

  return (Row) { p->data + at * bytes, p->coverage + at };
}

static void
compose_difference (const RectoComposer *self, int y, guint8 *out, guint8 *cover)
{
  gsize bytes = self->channels * (self->depth / 8);
  gsize n = self->block.width;
  Row a = row_at (self, 0, y, 0, bytes), b = row_at (self, 1, y, 0, bytes);
  int gain = (int) floor (self->composition->gain * 256 + 0.5);

  if (self->composition->mode == RECTO_MODE_DIFFERENCE)
    BY_DEPTH (self, difference, a.data, b.data, gain, out, n * self->channels);
  else
    BY_DEPTH (self, signed, a.data, b.data, gain, out, n * self->channels);
  if (self->parts[0].whole && self->parts[1].whole)
    {
      memset (cover, 255, n);
      return;
    }
  for (gsize i = 0; i < n; i++)
    cover[i] = a.cover[i] & b.cover[i];
  recto_compose_clear (cover, n, bytes, out);
}

/* n pixels of a and b in one share. Where one of them is not covered the other is seen alone. */
static void
mix_covered (const RectoComposer *self, Row a, Row b, guint32 share, guint8 *out, guint8 *cover, gsize n)
{
  gsize bytes = self->channels * (self->depth / 8);

  BY_DEPTH (self, mix, a.data, b.data, share, out, n * self->channels);
  if (self->parts[0].whole && self->parts[1].whole)
    {
      memset (cover, 255, n);
      return;
    }
  for (gsize i = 0; i < n; i++)
    cover[i] = a.cover[i] | b.cover[i];
  for (gsize start = 0, end; start < n; start = end)
    {
      guint8 in_a = a.cover[start], in_b = b.cover[start];

      end = start + 1;
      while (end < n && a.cover[end] == in_a && b.cover[end] == in_b)
        end++;
      if ((in_a & in_b) != 0)
        continue;
      if ((in_a | in_b) == 0)
        memset (out + start * bytes, 0, (end - start) * bytes);
      else
        memcpy (out + start * bytes, (in_a != 0 ? a.data : b.data) + start * bytes, (end - start) * bytes);
    }
}

static void
compose_overlay (const RectoComposer *self, int y, guint8 *out, guint8 *cover)
{
  gsize bytes = self->channels * (self->depth / 8);
  guint32 share = (guint32) floor (CLAMP (self->composition->opacity, 0, 1) * RECTO_SHARE_ALL + 0.5);

  mix_covered (self, row_at (self, 0, y, 0, bytes), row_at (self, 1, y, 0, bytes), share, out, cover,
               self->block.width);
}

static void
compose_places (const RectoComposer *self, int y, guint8 *out, guint8 *cover)
{
  gsize bytes = self->channels * (self->depth / 8);
  int width = self->block.width;
  const guint32 *shares = self->places->shares + (gsize) y * width;

  for (int start = 0, end; start < width; start = end)
    {
      guint32 share = shares[start];
      gsize n;

      end = start + 1;
      while (end < width && shares[end] == share)
        end++;
      n = (gsize) (end - start);
      if (share == 0 || share == RECTO_SHARE_ALL)
        {
          guint part = share == 0 ? 0 : 1;
          Row row = row_at (self, part, y, start, bytes);

          memcpy (out + (gsize) start * bytes, row.data, n * bytes);
          memcpy (cover + start, row.cover, n);
          if (!self->parts[part].whole)
            recto_compose_clear (cover + start, n, bytes, out + (gsize) start * bytes);
        }
      else
        mix_covered (self, row_at (self, 0, y, start, bytes), row_at (self, 1, y, start, bytes), share,
                     out + (gsize) start * bytes, cover + start, n);
    }
}

/* Grey parts to red, green and blue; what is not covered is 0 in its channel (parts come cleared). */
static void
compose_colours (const RectoComposer *self, int y, guint8 *out, guint8 *cover)
{
  gsize bytes = self->depth / 8;
  gsize n = self->block.width;
  Row r = row_at (self, 0, y, 0, bytes), g = row_at (self, 1, y, 0, bytes);
  Row b = row_at (self, self->n_parts - 1, y, 0, bytes);

  if (self->depth == 8)
    interleave_8 (r.data, g.data, b.data, out, n);
  else
    interleave_16 ((const guint16 *) r.data, (const guint16 *) g.data, (const guint16 *) b.data,
                   (guint16 *) out, n);
  for (gsize i = 0; i < n; i++)
    cover[i] = r.cover[i] | g.cover[i] | b.cover[i];
}

void
recto_compose_row (const RectoComposer *self, int y, guint8 *out, guint8 *cover)
{
  switch (self->composition->mode)
    {
    case RECTO_MODE_CURTAIN:
    case RECTO_MODE_TORCH:
    case RECTO_MODE_CHECKERBOARD:
      compose_places (self, y, out, cover);
      return;
    case RECTO_MODE_OVERLAY:
      compose_overlay (self, y, out, cover);
      return;
    case RECTO_MODE_TWO_COLOUR:
    case RECTO_MODE_COMPOSITE:
      compose_colours (self, y, out, cover);
      return;
    case RECTO_MODE_DIFFERENCE:
    case RECTO_MODE_SIGNED_DIFFERENCE:
      compose_difference (self, y, out, cover);
      return;
    case RECTO_MODE_SINGLE:
    case RECTO_MODE_SIDE_BY_SIDE:
    case RECTO_MODE_BLINK:
    default:
      g_assert_not_reached (); /* one exposure: nothing to compose */
    }
}

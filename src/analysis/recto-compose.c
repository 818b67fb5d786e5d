/* recto-compose.c: how two exposures become one picture
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Integer arithmetic per pixel, so that any split gives the same bytes. Samples of different depth are lifted to 16 bit (× 257), grey to RGB.
 */

#include "config.h"
#include "recto-renderer-private.h"

#include <math.h>
#include <string.h>

static inline guint
sample_at (const RectoPart *part, gsize pixel, guint channel, guint depth)
{
  gsize index = pixel * part->channels + (part->channels == 3 ? channel : 0);

  if (part->depth == 16)
    return ((const guint16 *) part->data)[index];
  return depth == 16 ? part->data[index] * 257u : part->data[index];
}

static inline guint
luminance_at (const RectoPart *part, gsize pixel, guint depth)
{
  guint r = sample_at (part, pixel, 0, depth);
  guint g, b;

  if (part->channels == 1)
    return r;
  g = sample_at (part, pixel, 1, depth);
  b = sample_at (part, pixel, 2, depth);
  return (guint) (((guint64) 13933 * r + (guint64) 46871 * g + (guint64) 4732 * b + 32768) >> 16);
}

static inline void
put (guint8 *out, gsize index, guint value, guint depth)
{
  if (depth == 8)
    out[index] = (guint8) value;
  else
    ((guint16 *) out)[index] = (guint16) value;
}

/* 0 to 65536: how much of B is seen at a page position. */
static inline guint32
share_of_b (const RectoComposition *c, RectoPoint page, double nx, double ny)
{
  switch (c->mode)
    {
    case RECTO_MODE_CURTAIN:
      return (page.x - c->curtain.x) * nx + (page.y - c->curtain.y) * ny >= 0 ? 65536 : 0;
    case RECTO_MODE_TORCH:
      {
        double dx = page.x - c->torch.x;
        double dy = page.y - c->torch.y;
        double d = sqrt (dx * dx + dy * dy);
        double edge = c->torch_edge;

        if (edge <= 0)
          return d <= c->torch_radius ? 65536 : 0;
        d = (c->torch_radius + edge / 2 - d) / edge;
        return (guint32) floor (CLAMP (d, 0, 1) * 65536 + 0.5);
      }
    case RECTO_MODE_CHECKERBOARD:
    default:
      {
        gint64 i = (gint64) floor ((page.x + 0.5) / c->checker_size);
        gint64 j = (gint64) floor ((page.y + 0.5) / c->checker_size);

        return ((i + j) & 1) != 0 ? 65536 : 0;
      }
    }
}

/* The curtain's normal, pointing to B's side: an upright line (90°) has A at its left, a level one (0°) A above. */
static void
curtain_normal (double angle, double *nx, double *ny)
{
  double radians = angle * G_PI / 180;

  *nx = sin (radians);
  *ny = cos (radians);
  /* Exact for the usual lines, so that a cut at a pixel's edge is one. */
  if (fabs (*nx) < 1e-12)
    *nx = 0;
  if (fabs (*ny) < 1e-12)
    *ny = 0;
}

static void
compose_places (const RectoFrame *frame, const RectoPart *a, const RectoPart *b, guint channels,
                guint depth, guint8 *out, guint8 *cover)
{
  const RectoComposition *c = frame->composition;
  double nx = 0, ny = 0;
  gsize pixel = 0;

  curtain_normal (c->curtain_angle, &nx, &ny);
  for (int j = 0; j < frame->region.height; j++)
    for (int i = 0; i < frame->region.width; i++, pixel++)
      {
        RectoPoint page = recto_matrix3_map (
            &frame->plane_to_page, (RectoPoint) { frame->region.x + i, frame->region.y + j });
        guint32 share = share_of_b (c, page, nx, ny);
        gboolean see_a = a->coverage[pixel] != 0;
        gboolean see_b = b->coverage[pixel] != 0;

        if (share > 0 && share < 65536)
          {
            /* In a soft edge what is not covered gives way. */
            if (!see_b)
              share = 0;
            else if (!see_a)
              share = 65536;
          }
        cover[pixel] = (share == 0 ? see_a : see_b) ? 255 : 0;
        for (guint k = 0; k < channels; k++)
          {
            guint value = 0;

            if (cover[pixel] != 0)
              {
                guint va = sample_at (a, pixel, k, depth);
                guint vb = sample_at (b, pixel, k, depth);

                value = (guint) (((guint64) va * (65536 - share) + (guint64) vb * share + 32768) >> 16);
              }
            put (out, pixel * channels + k, value, depth);
          }
      }
}

void
recto_compose (const RectoFrame *frame, const RectoPart *a, const RectoPart *b, guint channels,
               guint depth, guint8 *out, guint8 *cover)
{
  const RectoComposition *c = frame->composition;
  gsize n = (gsize) frame->region.width * frame->region.height;
  guint top = depth == 8 ? 255 : 65535;
  guint32 opacity = (guint32) floor (CLAMP (c->opacity, 0, 1) * 65536 + 0.5);
  gint64 gain = (gint64) floor (c->gain * 256 + 0.5);

  switch (c->mode)
    {
    case RECTO_MODE_CURTAIN:
    case RECTO_MODE_TORCH:
    case RECTO_MODE_CHECKERBOARD:
      compose_places (frame, a, b, channels, depth, out, cover);
      return;
    case RECTO_MODE_OVERLAY:
      for (gsize pixel = 0; pixel < n; pixel++)
        {
          gboolean see_a = a->coverage[pixel] != 0;
          gboolean see_b = b->coverage[pixel] != 0;
          guint32 share = !see_b ? 0 : !see_a ? 65536 : opacity;

          cover[pixel] = see_a || see_b ? 255 : 0;
          for (guint k = 0; k < channels; k++)
            put (out, pixel * channels + k,
                 cover[pixel] == 0
                     ? 0
                     : (guint) (((guint64) sample_at (a, pixel, k, depth) * (65536 - share)
                                 + (guint64) sample_at (b, pixel, k, depth) * share + 32768)
                                >> 16),
                 depth);
        }
      return;
    case RECTO_MODE_TWO_COLOUR:
      for (gsize pixel = 0; pixel < n; pixel++)
        {
          guint va = a->coverage[pixel] != 0 ? luminance_at (a, pixel, depth) : 0;
          guint vb = b->coverage[pixel] != 0 ? luminance_at (b, pixel, depth) : 0;

          cover[pixel] = a->coverage[pixel] | b->coverage[pixel];
          put (out, pixel * 3, va, depth);
          put (out, pixel * 3 + 1, vb, depth);
          put (out, pixel * 3 + 2, vb, depth);
        }
      return;
    case RECTO_MODE_DIFFERENCE:
    case RECTO_MODE_SIGNED_DIFFERENCE:
    default:
      for (gsize pixel = 0; pixel < n; pixel++)
        {
          gboolean both = a->coverage[pixel] != 0 && b->coverage[pixel] != 0;

          cover[pixel] = both ? 255 : 0;
          for (guint k = 0; k < channels; k++)
            {
              gint64 d = (gint64) sample_at (a, pixel, k, depth) - sample_at (b, pixel, k, depth);
              gint64 value;

              if (c->mode == RECTO_MODE_DIFFERENCE)
                value = (ABS (d) * gain + 128) >> 8;
              else
                value = ((gint64) top + 1) / 2 + ((d * gain + 256) >> 9);
              put (out, pixel * channels + k, both ? (guint) CLAMP (value, 0, (gint64) top) : 0, depth);
            }
        }
      return;
    }
}

void
recto_compose_rgb (const RectoFrame *frame, const RectoPart *const parts[3], guint depth, guint8 *out,
                   guint8 *cover)
{
  gsize n = (gsize) frame->region.width * frame->region.height;

  for (gsize pixel = 0; pixel < n; pixel++)
    {
      cover[pixel] = 0;
      for (guint k = 0; k < 3; k++)
        {
          gboolean seen = parts[k]->coverage[pixel] != 0;

          put (out, pixel * 3 + k, seen ? luminance_at (parts[k], pixel, depth) : 0, depth);
          cover[pixel] |= seen ? 255 : 0;
        }
    }
}

/* recto-renderer-places.c: modes that choose between A and B by place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Projections turn by quarters only, so each page coordinate depends on the plane's column or on its row alone. What
 * belongs to the columns is computed once per block.
 */

#include "config.h"
#include "recto-renderer-private.h"
#include "operations/recto-operations.h"

#include <math.h>
#include <string.h>

gboolean
recto_mode_has_places (RectoMode mode)
{
  return mode == RECTO_MODE_CURTAIN || mode == RECTO_MODE_TORCH || mode == RECTO_MODE_CHECKERBOARD;
}

/* The page coordinates of a block: those its columns decide and those its rows decide. */
typedef struct
{
  const RectoMatrix3 *m;
  gboolean odd; /* columns decide y */
} Axes;

static double
along_column (const Axes *axes, double u)
{
  const double *m = axes->m->m;

  return axes->odd ? m[3] * u + m[5] : m[0] * u + m[2];
}

static double
along_row (const Axes *axes, double v)
{
  const double *m = axes->m->m;

  return axes->odd ? m[1] * v + m[2] : m[4] * v + m[5];
}

static void
extend (RectoRect *rect, int left, int right, int row)
{
  if (right <= left)
    return;
  if (recto_rect_is_empty (rect))
    {
      *rect = (RectoRect) { left, row, right - left, 1 };
      return;
    }
  if (left < rect->x)
    {
      rect->width += rect->x - left;
      rect->x = left;
    }
  rect->width = MAX (rect->width, right - rect->x);
  rect->height = row + 1 - rect->y;
}

/* Adds a row's needs: A where the share is not all, B where it is not 0. */
static void
note_needs (RectoPlaces *self, const guint32 *shares, int width, int row)
{
  int first, last;

  for (first = 0; first < width && shares[first] == RECTO_SHARE_ALL; first++)
    ;
  for (last = width; last > first && shares[last - 1] == RECTO_SHARE_ALL; last--)
    ;
  extend (&self->need_a, first, last, row);
  for (first = 0; first < width && shares[first] == 0; first++)
    ;
  for (last = width; last > first && shares[last - 1] == 0; last--)
    ;
  extend (&self->need_b, first, last, row);
}

static void
fill_share (guint32 *shares, int from, int to, guint32 share)
{
  for (int i = from; i < to; i++)
    shares[i] = share;
}

/* An upright line (90°) has A at its left, a level one (0°) A above. B is seen where the distance to the line is not
 * negative; along a row it rises or falls, so the change is found by halving. */
static void
fill_curtain (const RectoComposition *c, const Axes *axes, const RectoRect *block, const double *along,
              double across, double nx, double ny, guint32 *shares)
{
  double n_along = axes->odd ? ny : nx;
  double n_across = axes->odd ? nx : ny;
  double c_along = axes->odd ? c->curtain.y : c->curtain.x;
  double c_across = axes->odd ? c->curtain.x : c->curtain.y;
  double rest = (across - c_across) * n_across;
  int low = 0, high = block->width;
  gboolean first_is_b = (along[0] - c_along) * n_along + rest >= 0;

  while (low < high)
    {
      int middle = low + (high - low) / 2;
      gboolean is_b = (along[middle] - c_along) * n_along + rest >= 0;

      if (is_b == first_is_b)
        low = middle + 1;
      else
        high = middle;
    }
  fill_share (shares, 0, low, first_is_b ? RECTO_SHARE_ALL : 0);
  fill_share (shares, low, block->width, first_is_b ? 0 : RECTO_SHARE_ALL);
}

static guint32
torch_share (const RectoComposition *c, double square)
{
  double d = sqrt (square);

  if (c->torch_edge <= 0)
    return d <= c->torch_radius ? RECTO_SHARE_ALL : 0;
  d = (c->torch_radius + c->torch_edge / 2 - d) / c->torch_edge;
  /* Not negative, so that cutting is floor(). */
  return (guint32) (CLAMP (d, 0, 1) * RECTO_SHARE_ALL + 0.5);
}

/* Only in the ring about the edge, with a page pixel to spare, does the share have to be computed. */
static void
fill_torch (const RectoComposition *c, const Axes *axes, const RectoRect *block, const double *along,
            double across, guint32 *shares)
{
  double c_along = axes->odd ? c->torch.y : c->torch.x;
  double c_across = axes->odd ? c->torch.x : c->torch.y;
  double soft = MAX (c->torch_edge, 0) / 2 + 1;
  double reach = c->torch_radius + soft;
  double core = MAX (c->torch_radius - soft, 0);
  double dy = across - c_across;

  memset (shares, 0, (gsize) block->width * sizeof *shares);
  if (fabs (dy) > reach)
    return;
  for (int i = 0; i < block->width; i++)
    {
      double dx = along[i] - c_along;
      double square = dx * dx + dy * dy;

      if (square < core * core)
        shares[i] = RECTO_SHARE_ALL;
      else if (square <= reach * reach)
        shares[i] = torch_share (c, square);
    }
}

static gint64
field_of (double position, double size)
{
  return (gint64) floor ((position + 0.5) / size);
}

/* fields: those of the columns. */
static void
fill_checkerboard (const RectoComposition *c, const RectoRect *block, const guint8 *fields, double across,
                   guint32 *shares)
{
  guint8 row = (guint8) (field_of (across, c->checker_size) & 1);

  for (int i = 0; i < block->width; i++)
    shares[i] = row != fields[i] ? RECTO_SHARE_ALL : 0;
}

void
recto_places_fill (RectoPlaces *self, const RectoComposition *composition,
                   const RectoMatrix3 *plane_to_page, const RectoRect *block)
{
  Axes axes = { plane_to_page, plane_to_page->m[0] == 0 };
  g_autofree double *along = g_new (double, block->width);
  g_autofree guint8 *fields = NULL; /* odd or even, of a checkerboard's columns */
  double nx = 0, ny = 0;

  if (composition->mode == RECTO_MODE_CURTAIN)
    recto_exact_sine (composition->curtain_angle, &nx, &ny);
  for (int i = 0; i < block->width; i++)
    along[i] = along_column (&axes, block->x + i);
  if (composition->mode == RECTO_MODE_CHECKERBOARD)
    {
      fields = g_new (guint8, block->width);
      for (int i = 0; i < block->width; i++)
        fields[i] = (guint8) (field_of (along[i], composition->checker_size) & 1);
    }
  self->need_a = self->need_b = (RectoRect) { 0, 0, 0, 0 };
  for (int j = 0; j < block->height; j++)
    {
      guint32 *shares = self->shares + (gsize) j * block->width;
      double across = along_row (&axes, block->y + j);

      if (composition->mode == RECTO_MODE_CURTAIN)
        fill_curtain (composition, &axes, block, along, across, nx, ny, shares);
      else if (composition->mode == RECTO_MODE_TORCH)
        fill_torch (composition, &axes, block, along, across, shares);
      else
        fill_checkerboard (composition, block, fields, across, shares);
      note_needs (self, shares, block->width, j);
    }
  self->need_a.x += block->x;
  self->need_a.y += block->y;
  self->need_b.x += block->x;
  self->need_b.y += block->y;
}

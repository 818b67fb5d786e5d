/* recto-canvas-picture.c: places the layers and what is chosen from them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Curtain and torch choose between the tiles of A and of B with clips at whole device pixels, so that moving them renders nothing.
 */

#include "config.h"
#include "recto-canvas-private.h"

#include <math.h>

#define BADGE_GAP 12
/* Of the lens's soft edge. */
#define SOFT_STEPS 16

gboolean
recto_canvas_get_curtain (RectoCanvas *self, gboolean *vertical, gboolean *b_after, int *position)
{
  const RectoComposition *c = &self->composition;
  double turns = c->curtain_angle / 90;
  double radians = c->curtain_angle * G_PI / 180;
  RectoPoint at, beyond, on_b;
  double dx, dy, edge;

  if (c->mode != RECTO_MODE_CURTAIN || self->page_width == 0 || fabs (turns - round (turns)) > 1e-9)
    return FALSE;
  /* B lies where the line's normal points: right of an upright line, below a level one. */
  on_b = (RectoPoint) { c->curtain.x + sin (radians), c->curtain.y + cos (radians) };
  at = recto_matrix3_map (&self->page_to_plane, c->curtain);
  beyond = recto_matrix3_map (&self->page_to_plane, on_b);
  dx = beyond.x - at.x;
  dy = beyond.y - at.y;
  *vertical = fabs (dx) > fabs (dy);
  *b_after = *vertical ? dx > 0 : dy > 0;
  /* A pixel is B's when its centre is not before the line. */
  edge = *vertical ? at.x : at.y;
  edge = *b_after ? ceil (edge - 0.5 - 1e-9) : floor (edge + 0.5 + 1e-9);
  *position = (int) CLAMP (edge, -1e9, 1e9) - (*vertical ? self->origin_x : self->origin_y);
  return TRUE;
}

static void
push_device_clip (RectoCanvas *self, GtkSnapshot *snapshot, int x, int y, int width, int height)
{
  float s = (float) self->scale;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) x / s, (float) y / s,
                                                         (float) MAX (width, 0) / s,
                                                         (float) MAX (height, 0) / s));
}

static void
draw_curtain (RectoCanvas *self, GtkSnapshot *snapshot)
{
  gboolean vertical, b_after;
  int position;

  if (!recto_canvas_get_curtain (self, &vertical, &b_after, &position))
    return;
  position = CLAMP (position, 0, vertical ? self->device_width : self->device_height);
  for (guint i = 0; i < 2; i++)
    {
      gboolean after = (i == 1) == b_after;
      int start = after ? position : 0;
      int end = after ? (vertical ? self->device_width : self->device_height) : position;

      if (vertical)
        push_device_clip (self, snapshot, start, 0, end - start, self->device_height);
      else
        push_device_clip (self, snapshot, 0, start, self->device_width, end - start);
      recto_tile_layer_snapshot (self->layers[i], snapshot, self->scale);
      gtk_snapshot_pop (snapshot);
    }
}

static void
draw_disc (RectoCanvas *self, GtkSnapshot *snapshot, RectoPoint centre, double radius)
{
  GskRoundedRect circle;

  if (radius <= 0)
    return;
  gsk_rounded_rect_init_from_rect (&circle,
                                   &GRAPHENE_RECT_INIT ((float) (centre.x - radius),
                                                        (float) (centre.y - radius),
                                                        (float) (2 * radius), (float) (2 * radius)),
                                   (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &self->surround, &circle.bounds);
  recto_tile_layer_snapshot (self->layers[1], snapshot, self->scale);
  gtk_snapshot_pop (snapshot);
}

/* GTK 4.8 cannot mask with a gradient: a soft edge is drawn as discs, each smaller and over the last, so that what is seen of B grows in steps as the
 * renderer lets it grow smoothly. */
void
recto_canvas_draw_lens (RectoCanvas *self, GtkSnapshot *snapshot)
{
  RectoPoint centre = recto_canvas_page_to_widget (self, self->composition.torch);
  double unit = recto_canvas_page_length (self, 1);
  double radius = self->composition.torch_radius / unit;
  double edge = MAX (self->composition.torch_edge, 0) / unit;
  guint n = (guint) CLAMP (ceil (edge * self->scale / 2), 1, SOFT_STEPS);

  for (guint i = 0; i < n; i++)
    {
      double size = radius + edge / 2 - edge * (i + 0.5) / n;

      if (i + 1 < n)
        gtk_snapshot_push_opacity (snapshot, 1.0 / (n - i));
      draw_disc (self, snapshot, centre, size);
      if (i + 1 < n)
        gtk_snapshot_pop (snapshot);
    }
}

void
recto_canvas_draw_picture (RectoCanvas *self, GtkSnapshot *snapshot)
{
  const GdkRGBA frame = { 1, 1, 1, 0.1f };
  float s = (float) self->scale;
  GskRoundedRect outline;
  int width, height;
  RectoProjection projection;

  gtk_snapshot_append_color (snapshot, &self->surround,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (self->picture),
                                                  gtk_widget_get_height (self->picture)));
  if (self->page_width == 0 || self->viewport == NULL)
    return;

  recto_viewport_get_projection (self->viewport, &projection);
  recto_projection_get_size (&projection, self->page_width, self->page_height, &width, &height);
  gsk_rounded_rect_init_from_rect (
      &outline,
      &GRAPHENE_RECT_INIT (-self->origin_x / s - 1, -self->origin_y / s - 1, width / s + 2,
                           height / s + 2),
      0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { frame, frame, frame, frame });

  if (self->n_layers == 2 && self->composition.mode == RECTO_MODE_CURTAIN)
    draw_curtain (self, snapshot);
  else if (self->n_layers == 2 && self->composition.mode == RECTO_MODE_TORCH)
    {
      recto_tile_layer_snapshot (self->layers[0], snapshot, self->scale);
      recto_canvas_draw_lens (self, snapshot);
    }
  else if (self->n_layers > 0)
    {
      guint shown = self->n_layers == 2 && self->composition.blink_b ? 1 : 0;

      recto_tile_layer_snapshot (self->layers[shown], snapshot, self->scale);
    }
}

/* ----- badges ----- */

static void
place_badge (RectoCanvas *self, guint index, double x, double y, double align_x, double align_y)
{
  GtkWidget *badge = self->badges[index];
  GskTransform *transform;
  int width, height, unused;
  gboolean shown = gtk_label_get_text (GTK_LABEL (badge))[0] != '\0' && self->page_width > 0;

  gtk_widget_set_child_visible (badge, shown);
  if (!shown)
    return;
  gtk_widget_measure (badge, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (badge, GTK_ORIENTATION_VERTICAL, width, NULL, &height, &unused, &unused);
  transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) floor (x - align_x * width),
                                                                   (float) floor (y - align_y * height)));
  gtk_widget_allocate (badge, width, height, -1, transform);
}

void
recto_canvas_place_badges (RectoCanvas *self)
{
  gboolean vertical, b_after;
  int position;

  if (recto_canvas_get_curtain (self, &vertical, &b_after, &position))
    {
      double line = position / (double) self->scale;

      for (guint i = 0; i < 2; i++)
        {
          gboolean after = (i == 1) == b_after;
          double at = line + (after ? BADGE_GAP : -BADGE_GAP);

          if (vertical)
            place_badge (self, i, at, BADGE_GAP, after ? 0 : 1, 0);
          else
            place_badge (self, i, gtk_widget_get_width (GTK_WIDGET (self)) - BADGE_GAP, at, 1,
                         after ? 0 : 1);
        }
    }
  else if (self->composition.mode == RECTO_MODE_TORCH)
    {
      RectoPoint centre = recto_canvas_page_to_widget (self, self->composition.torch);
      double radius = self->composition.torch_radius / recto_canvas_page_length (self, 1);

      place_badge (self, 0, gtk_widget_get_width (GTK_WIDGET (self)) - BADGE_GAP, BADGE_GAP, 1, 0);
      place_badge (self, 1, CLAMP (centre.x, -1e6, 1e6),
                   CLAMP (centre.y + radius, -1e6, 1e6), 0.5, 0.5);
    }
  else
    {
      gboolean b = self->composition.mode == RECTO_MODE_BLINK && self->composition.blink_b;

      place_badge (self, b ? 1 : 0, gtk_widget_get_width (GTK_WIDGET (self)) - BADGE_GAP, BADGE_GAP, 1, 0);
      gtk_widget_set_child_visible (self->badges[b ? 0 : 1], FALSE);
    }
}

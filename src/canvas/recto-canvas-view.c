/* recto-canvas-view.c: the scene, where the view stands, and what is outstanding
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-canvas-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* While a slider is dragged a picture gets this long before the next one takes its place, so that some are seen. */
#define ADOPT_AFTER_MS 80
#define BLINK_MAX_RATE 3.0

static void adopt (RectoCanvas *self);

static void
describe (RectoCanvas *self)
{
  double percent = self->viewport != NULL ? recto_viewport_get_zoom (self->viewport) * 100 : 100;
  g_autofree char *zoom = g_strdup_printf (percent >= 10 ? "%.0f" : "%.1f", percent);
  g_autofree char *words = NULL;

  if (self->page_width == 0)
    words = g_strdup (_("no picture"));
  else if (self->settled)
    words = g_strdup_printf (_("zoom %s %%, settled"), zoom);
  else
    words = g_strdup_printf (_("zoom %s %%"), zoom);
  if (g_strcmp0 (words, self->described) == 0)
    return;
  g_free (self->described);
  self->described = g_steal_pointer (&words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->described, -1);
}

gboolean
recto_canvas_is_settled (RectoCanvas *self)
{
  g_return_val_if_fail (RECTO_IS_CANVAS (self), FALSE);

  if (self->renderer != self->adopted)
    return FALSE;
  if (self->renderer != NULL && (self->viewport == NULL || self->device_width == 0))
    return FALSE;
  for (guint i = 0; i < self->n_layers; i++)
    if (!recto_tile_layer_is_settled (self->layers[i]))
      return FALSE;
  return TRUE;
}

/* Tells when the last outstanding tile has come. */
static void
check_settled (RectoCanvas *self, gboolean changed)
{
  gboolean was = self->settled && !changed;

  self->settled = recto_canvas_is_settled (self);
  describe (self);
  if (self->settled && !was)
    g_signal_emit (self, recto_canvas_signals[SIGNAL_SETTLED], 0);
}

static void
layer_changed_cb (gpointer data)
{
  RectoCanvas *self = data;
  gboolean done = TRUE;

  gtk_widget_queue_draw (self->picture);
  for (guint i = 0; i < self->n_layers; i++)
    done = done && recto_tile_layer_is_settled (self->layers[i]);
  if (done && self->renderer != self->adopted)
    adopt (self);
  else
    check_settled (self, FALSE);
}

/* ----- geometry ----- */

RectoPoint
recto_canvas_widget_to_page (RectoCanvas *self, double x, double y)
{
  g_return_val_if_fail (RECTO_IS_CANVAS (self), ((RectoPoint) { 0, 0 }));

  return recto_matrix3_map (&self->plane_to_page, (RectoPoint) { x * self->scale + self->origin_x,
                                                                 y * self->scale + self->origin_y });
}

RectoPoint
recto_canvas_page_to_widget (RectoCanvas *self, RectoPoint page)
{
  RectoPoint plane;

  g_return_val_if_fail (RECTO_IS_CANVAS (self), ((RectoPoint) { 0, 0 }));

  plane = recto_matrix3_map (&self->page_to_plane, page);
  return (RectoPoint) { (plane.x - self->origin_x) / self->scale,
                        (plane.y - self->origin_y) / self->scale };
}

double
recto_canvas_page_length (RectoCanvas *self, double units)
{
  double zoom = self->viewport != NULL ? recto_viewport_get_zoom (self->viewport) : 1;

  return units * self->scale / zoom;
}

/* Whole device pixels; halves go down by a hair, so that a view panned by whole pixels rounds the same way each time. */
static int
round_origin (double value)
{
  return (int) floor (value + 0.5 - 1.0 / 1024);
}

static gboolean
is_slanting (RectoCanvas *self)
{
  double turns = self->composition.curtain_angle / 90;

  return self->composition.mode == RECTO_MODE_CURTAIN && fabs (turns - round (turns)) > 1e-9;
}

/* How many single exposures the mode is put together from here; 0: the renderer composes. */
static guint
count_singles (RectoCanvas *self)
{
  switch (self->composition.mode)
    {
    case RECTO_MODE_SINGLE:
    case RECTO_MODE_SIDE_BY_SIDE:
      return 1;
    case RECTO_MODE_BLINK:
    case RECTO_MODE_TORCH:
      return 2;
    case RECTO_MODE_CURTAIN:
      return is_slanting (self) ? 0 : 2;
    default:
      return 0;
    }
}

void
recto_canvas_update (RectoCanvas *self)
{
  RectoProjection projection;
  RectoPoint center;
  RectoRect view;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  self->scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  self->device_width = width * self->scale;
  self->device_height = height * self->scale;
  if (self->viewport == NULL || width <= 0 || height <= 0 || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  recto_viewport_set_pane_size (self->viewport, self, self->device_width, self->device_height,
                                self->side_margin * self->scale, RECTO_FIT_MARGIN * self->scale);
  if (self->page_width == 0)
    {
      check_settled (self, FALSE);
      return;
    }

  recto_viewport_get_projection (self->viewport, &projection);
  recto_projection_get_matrix (&projection, self->page_width, self->page_height,
                               &self->page_to_plane);
  recto_matrix3_invert (&self->page_to_plane, &self->plane_to_page);
  center = recto_matrix3_map (&self->page_to_plane, recto_viewport_get_center (self->viewport));
  self->origin_x = round_origin (center.x - self->device_width / 2.0);
  self->origin_y = round_origin (center.y - self->device_height / 2.0);
  view = (RectoRect) { self->origin_x, self->origin_y, self->device_width, self->device_height };
  for (guint i = 0; i < self->n_layers; i++)
    recto_tile_layer_set_target (self->layers[i], recto_tile_layer_get_renderer (self->layers[i]),
                                 &projection, &view);
  gtk_widget_queue_draw (self->picture);
  gtk_widget_queue_draw (self->notes);
  gtk_widget_queue_draw (self->hand);
  check_settled (self, TRUE);
}

static void
viewport_changed_cb (RectoCanvas *self)
{
  recto_canvas_update (self);
  recto_canvas_pointer_over_other (self);
  if (self->composition.mode == RECTO_MODE_CURTAIN || self->composition.mode == RECTO_MODE_TORCH)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* ----- scene ----- */

static gboolean
blink_cb (gpointer data)
{
  RectoCanvas *self = data;

  self->composition.blink_b = !self->composition.blink_b;
  gtk_widget_queue_draw (self->picture);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_CONTINUE;
}

static void
start_blinking (RectoCanvas *self, double rate)
{
  g_clear_handle_id (&self->blink_source, g_source_remove);
  if (self->composition.mode == RECTO_MODE_BLINK && rate > 0)
    self->blink_source
        = g_timeout_add ((guint) (1000 / MIN (rate, BLINK_MAX_RATE)), blink_cb, self);
}

static gboolean
same_page (RectoRenderer *one, RectoRenderer *other)
{
  RectoScene *a = recto_renderer_get_scene (one);
  RectoScene *b = recto_renderer_get_scene (other);
  guint aw, ah, bw, bh;

  recto_scene_get_page_size (a, &aw, &ah);
  recto_scene_get_page_size (b, &bw, &bh);
  return aw == bw && ah == bh
         && g_strcmp0 (recto_scene_get_exposure (a, 0)->id, recto_scene_get_exposure (b, 0)->id) == 0;
}

/* The wanted renderer becomes the shown one. */
static void
adopt (RectoCanvas *self)
{
  g_autoptr (RectoRenderer) old = g_steal_pointer (&self->adopted);
  RectoRenderer *parts[2] = { NULL, NULL };
  RectoProjection projection = { 1, 0, FALSE };
  RectoRect view;
  guint singles;

  g_clear_handle_id (&self->adopt_source, g_source_remove);
  self->adopted = self->renderer != NULL ? recto_renderer_ref (self->renderer) : NULL;
  self->adopted_time = g_get_monotonic_time ();
  if (self->adopted == NULL)
    {
      self->page_width = self->page_height = 0;
      self->n_layers = 0;
    }
  else
    {
      double width = 0, height = 0;

      recto_scene_get_page_size (recto_renderer_get_scene (self->adopted), &self->page_width,
                                 &self->page_height);
      if (self->viewport != NULL)
        recto_viewport_get_page_size (self->viewport, &width, &height);
      if (self->viewport != NULL && width == 0)
        recto_viewport_set_page_size (self->viewport, self->page_width, self->page_height);
      singles = count_singles (self);
      self->n_layers = MAX (singles, 1);
      if (singles == 0)
        parts[0] = recto_renderer_ref (self->adopted);
      else
        parts[0] = recto_renderer_new_single (self->adopted, self->composition.a);
      if (singles == 2)
        parts[1] = recto_renderer_new_single (self->adopted, self->composition.b);
    }
  /* Geometry before the first tile is asked for. */
  if (self->viewport != NULL && self->page_width > 0 && self->device_width > 0)
    {
      RectoPoint center;

      recto_viewport_get_projection (self->viewport, &projection);
      recto_projection_get_matrix (&projection, self->page_width, self->page_height,
                                   &self->page_to_plane);
      center = recto_matrix3_map (&self->page_to_plane, recto_viewport_get_center (self->viewport));
      self->origin_x = round_origin (center.x - self->device_width / 2.0);
      self->origin_y = round_origin (center.y - self->device_height / 2.0);
    }
  view = (RectoRect) { self->origin_x, self->origin_y, self->device_width, self->device_height };
  for (guint i = 0; i < 2; i++)
    {
      if (old == NULL || self->adopted == NULL || !same_page (old, self->adopted))
        recto_tile_layer_forget (self->layers[i]);
      recto_tile_layer_set_target (self->layers[i], parts[i], &projection, &view);
      g_clear_pointer (&parts[i], recto_renderer_unref);
    }
  recto_canvas_update (self);
  gtk_widget_queue_draw (self->picture);
  gtk_widget_queue_draw (self->hand);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
adopt_cb (gpointer data)
{
  RectoCanvas *self = data;

  self->adopt_source = 0;
  adopt (self);
  return G_SOURCE_REMOVE;
}

/* What the user has under the hand stays there when the owner sends the scene back. */
static void
take_composition (RectoCanvas *self, const RectoComposition *next)
{
  RectoComposition before = self->composition;

  self->composition = *next;
  if (before.mode != next->mode)
    return;
  if (next->mode == RECTO_MODE_TORCH && !self->torch_pinned && self->pointer_inside)
    self->composition.torch = before.torch;
  if (next->mode == RECTO_MODE_CURTAIN && self->drag == DRAG_CURTAIN)
    self->composition.curtain = before.curtain;
  if (next->mode == RECTO_MODE_BLINK && self->blink_source != 0)
    self->composition.blink_b = before.blink_b;
}

void
recto_canvas_set_renderer (RectoCanvas *self, RectoRenderer *renderer)
{
  RectoComposition before;
  gint64 waited;
  gboolean urgent;

  g_return_if_fail (RECTO_IS_CANVAS (self));

  before = self->composition;
  if (renderer == self->renderer)
    return;
  g_clear_pointer (&self->renderer, recto_renderer_unref);
  self->renderer = renderer != NULL ? recto_renderer_ref (renderer) : NULL;
  if (renderer != NULL)
    {
      const RectoComposition *next
          = recto_scene_get_composition (recto_renderer_get_scene (renderer));

      take_composition (self, next);
      if (self->blink_source == 0 || before.blink_rate != next->blink_rate
          || before.mode != next->mode)
        start_blinking (self, next->blink_rate);
    }
  else
    g_clear_handle_id (&self->blink_source, g_source_remove);

  waited = (g_get_monotonic_time () - self->adopted_time) / 1000;
  urgent = renderer == NULL || self->adopted == NULL || before.mode != self->composition.mode
           || before.a != self->composition.a || before.b != self->composition.b
           || !same_page (renderer, self->adopted) || waited >= ADOPT_AFTER_MS;
  for (guint i = 0; i < self->n_layers && !urgent; i++)
    if (!recto_tile_layer_is_settled (self->layers[i]))
      {
        if (self->adopt_source == 0)
          self->adopt_source = g_timeout_add ((guint) (ADOPT_AFTER_MS - waited), adopt_cb, self);
        self->settled = FALSE;
        describe (self);
        return;
      }
  adopt (self);
}

RectoRenderer *
recto_canvas_get_renderer (RectoCanvas *self)
{
  g_return_val_if_fail (RECTO_IS_CANVAS (self), NULL);

  return self->renderer;
}

void
recto_canvas_get_composition (RectoCanvas *self, RectoComposition *composition)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  *composition = self->composition;
}

void
recto_canvas_set_torch_pinned (RectoCanvas *self, gboolean pinned)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->torch_pinned = pinned != FALSE;
}

void
recto_canvas_composition_moved (RectoCanvas *self)
{
  gtk_widget_queue_draw (self->picture);
  gtk_widget_queue_draw (self->hand);
  if (self->placed[0] != self->placed[1])
    gtk_widget_queue_draw (self->notes);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_signal_emit (self, recto_canvas_signals[SIGNAL_COMPOSITION_CHANGED], 0);
}

void
recto_canvas_set_viewport (RectoCanvas *self, RectoViewport *viewport)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  if (viewport == self->viewport)
    return;
  if (self->viewport != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->viewport, self);
      recto_viewport_set_pane_size (self->viewport, self, 0, 0, 0, 0);
      g_clear_object (&self->viewport);
    }
  if (viewport != NULL)
    {
      self->viewport = g_object_ref (viewport);
      g_signal_connect_swapped (viewport, "changed", G_CALLBACK (viewport_changed_cb), self);
    }
  recto_canvas_update (self);
}

RectoViewport *
recto_canvas_get_viewport (RectoCanvas *self)
{
  g_return_val_if_fail (RECTO_IS_CANVAS (self), NULL);

  return self->viewport;
}

void
recto_canvas_set_surround (RectoCanvas *self, const GdkRGBA *colour)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->surround = *colour;
  gtk_widget_queue_draw (self->picture);
}

void
recto_canvas_set_lens_colour (RectoCanvas *self, const GdkRGBA *colour)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->lens_colour = *colour;
  gtk_widget_queue_draw (self->hand);
}

void
recto_canvas_set_side_margin (RectoCanvas *self, int units)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->side_margin = MAX (units, RECTO_FIT_MARGIN);
  recto_canvas_update (self);
}

void
recto_canvas_set_cache_limit (gsize bytes)
{
  recto_tile_store_set_limit (bytes);
}

void
recto_canvas_view_init (RectoCanvas *self)
{
  self->scale = 1;
  self->page_to_plane = self->plane_to_page = recto_matrix3_identity;
  self->placed[0] = self->placed[1] = TRUE;
  for (guint i = 0; i < 2; i++)
    self->layers[i] = recto_tile_layer_new (G_CALLBACK (layer_changed_cb), self);
}

void
recto_canvas_view_dispose (RectoCanvas *self)
{
  g_clear_handle_id (&self->adopt_source, g_source_remove);
  g_clear_handle_id (&self->blink_source, g_source_remove);
  if (self->viewport != NULL)
    {
      RectoViewport *viewport = g_steal_pointer (&self->viewport);

      g_signal_handlers_disconnect_by_data (viewport, self);
      recto_viewport_set_pane_size (viewport, self, 0, 0, 0, 0);
      g_object_unref (viewport);
    }
  self->n_layers = 0;
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->layers[i], recto_tile_layer_free);
  g_clear_pointer (&self->renderer, recto_renderer_unref);
  g_clear_pointer (&self->adopted, recto_renderer_unref);
}

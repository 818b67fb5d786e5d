/* recto-canvas-annotations.c: which annotations there are and what is under the pointer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-canvas-private.h"

#include <math.h>

/* Along each axis: the marker's radius and half a handle, with room between them, along the diagonal. */
#define MARKER_OUT 13
#define CURTAIN_HANDLE_WIDTH 30
#define CURTAIN_HANDLE_HEIGHT 44

static void
redraw (RectoCanvas *self)
{
  gtk_widget_queue_draw (self->notes);
  gtk_widget_queue_draw (self->hand);
}

static void
annotation_changed_cb (RectoCanvas *self)
{
  redraw (self);
}

static void
items_changed_cb (RectoCanvas *self)
{
  guint n = self->annotations != NULL ? g_list_model_get_n_items (self->annotations) : 0;

  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->watched, i), self);
  g_ptr_array_set_size (self->watched, 0);
  for (guint i = 0; i < n; i++)
    {
      RectoAnnotation *annotation = g_list_model_get_item (self->annotations, i);

      g_ptr_array_add (self->watched, annotation);
      g_signal_connect_swapped (annotation, "notify", G_CALLBACK (annotation_changed_cb), self);
    }
  redraw (self);
}

void
recto_canvas_set_annotations (RectoCanvas *self, GListModel *annotations)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  if (annotations == self->annotations)
    return;
  if (self->annotations != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->annotations, self);
      g_clear_object (&self->annotations);
    }
  if (annotations != NULL)
    {
      self->annotations = g_object_ref (annotations);
      g_signal_connect_swapped (annotations, "items-changed", G_CALLBACK (items_changed_cb), self);
    }
  items_changed_cb (self);
}

void
recto_canvas_set_annotations_visible (RectoCanvas *self, gboolean visible)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->annotations_visible = visible != FALSE;
  redraw (self);
}

void
recto_canvas_set_placed (RectoCanvas *self, gboolean a, gboolean b)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  if (self->placed[0] == (a != FALSE) && self->placed[1] == (b != FALSE))
    return;
  self->placed[0] = a != FALSE;
  self->placed[1] = b != FALSE;
  redraw (self);
}

gboolean
recto_canvas_shows_marks (RectoCanvas *self)
{
  gboolean b = self->composition.mode == RECTO_MODE_BLINK && self->composition.blink_b;

  if (self->composition.mode == RECTO_MODE_SINGLE || self->composition.mode == RECTO_MODE_SIDE_BY_SIDE
      || self->composition.mode == RECTO_MODE_BLINK)
    return self->annotations_visible && self->placed[b ? 1 : 0];
  return self->annotations_visible && (self->placed[0] || self->placed[1]);
}

gboolean
recto_canvas_is_marked (RectoCanvas *self, double x, double y)
{
  gboolean vertical, b_after;
  int position;

  if (!recto_canvas_shows_marks (self))
    return FALSE;
  if (recto_canvas_get_curtain (self, &vertical, &b_after, &position))
    {
      gboolean after = (vertical ? x : y) * self->scale >= position;

      return self->placed[after == b_after ? 1 : 0];
    }
  if (self->composition.mode == RECTO_MODE_TORCH)
    {
      RectoPoint page = recto_canvas_widget_to_page (self, x, y);
      double distance = hypot (page.x - self->composition.torch.x, page.y - self->composition.torch.y);

      return self->placed[distance <= self->composition.torch_radius ? 1 : 0];
    }
  return TRUE;
}

void
recto_canvas_set_selected (RectoCanvas *self, RectoAnnotation *annotation)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  if (!g_set_object (&self->selected, annotation))
    return;
  if (self->drag == DRAG_SHAPE || self->drag == DRAG_HANDLE)
    {
      self->drag = DRAG_NONE;
      g_clear_pointer (&self->draft, recto_shape_unref);
    }
  redraw (self);
}

void
recto_canvas_set_error_band (RectoCanvas *self, double error_px)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->error_band = MAX (error_px, 0);
  gtk_widget_queue_draw (self->notes);
}

void
recto_canvas_set_px_per_mm (RectoCanvas *self, double px_per_mm)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->px_per_mm = MAX (px_per_mm, 0);
  gtk_widget_queue_draw (self->notes);
}

void
recto_canvas_set_points (RectoCanvas *self, const RectoPoint *points, guint n_points, int selected,
                         int worst)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  g_array_set_size (self->points, 0);
  if (n_points > 0)
    g_array_append_vals (self->points, points, n_points);
  self->selected_point = selected >= 0 && selected < (int) n_points ? selected : -1;
  self->worst_point = worst;
  gtk_widget_queue_draw (self->hand);
}

void
recto_canvas_set_mark (RectoCanvas *self, const RectoPoint *page)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->has_mark = page != NULL;
  if (page != NULL)
    self->mark = *page;
  gtk_widget_queue_draw (self->hand);
}

void
recto_canvas_set_point_target (RectoCanvas *self, const RectoPoint *target)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  self->has_target = target != NULL;
  if (target != NULL)
    self->target = *target;
  gtk_widget_queue_draw (self->hand);
}

/* ----- hits ----- */

RectoPoint
recto_canvas_marker_position (RectoCanvas *self, RectoShape *shape)
{
  double x, y, width, height;
  RectoPoint one, other;

  recto_shape_get_bounds (shape, &x, &y, &width, &height);
  one = recto_canvas_page_to_widget (self, (RectoPoint) { x, y });
  other = recto_canvas_page_to_widget (self, (RectoPoint) { x + width, y + height });
  /* The corner that is upper left on the screen. */
  one.x = MIN (one.x, other.x);
  one.y = MIN (one.y, other.y);
  if (recto_shape_get_shape_type (shape) == RECTO_SHAPE_POINT)
    return (RectoPoint) { one.x - RECTO_MARKER_SIZE / 2.0 - 4, one.y - RECTO_MARKER_SIZE / 2.0 - 4 };
  /* Outside, so that the handle of the corner does not cover the number. */
  return (RectoPoint) { one.x - MARKER_OUT, one.y - MARKER_OUT };
}

RectoAnnotation *
recto_canvas_hit_annotation (RectoCanvas *self, double x, double y)
{
  RectoPoint page = recto_canvas_widget_to_page (self, x, y);
  double near = recto_canvas_page_length (self, RECTO_HIT_UNITS);
  RectoAnnotation *best = NULL;
  double best_distance = near;

  if (!recto_canvas_is_marked (self, x, y) || self->page_width == 0)
    return NULL;
  /* Markers lie above lines; the last drawn above the first. */
  for (guint i = self->watched->len; i > 0; i--)
    {
      RectoAnnotation *annotation = g_ptr_array_index (self->watched, i - 1);
      RectoPoint marker
          = recto_canvas_marker_position (self, recto_annotation_get_shape (annotation));

      if (hypot (x - marker.x, y - marker.y) <= RECTO_MARKER_SIZE / 2.0 + 1)
        return annotation;
    }
  for (guint i = self->watched->len; i > 0; i--)
    {
      RectoAnnotation *annotation = g_ptr_array_index (self->watched, i - 1);
      double distance
          = recto_shape_distance (recto_annotation_get_shape (annotation), page, NULL);

      if (distance <= best_distance && (best == NULL || distance < best_distance))
        {
          best = annotation;
          best_distance = distance;
        }
    }
  return best;
}

int
recto_canvas_hit_handle (RectoCanvas *self, double x, double y)
{
  RectoShape *shape;
  double offset = recto_canvas_page_length (self, RECTO_TURN_HANDLE_UNITS);

  if (self->selected == NULL || !recto_canvas_is_marked (self, x, y) || self->page_width == 0
      || recto_annotation_get_locked (self->selected))
    return -1;
  shape = recto_annotation_get_shape (self->selected);
  if (recto_shape_get_shape_type (shape) == RECTO_SHAPE_FREEHAND)
    return -1;
  for (guint i = recto_shape_get_n_handles (shape); i > 0; i--)
    {
      RectoPoint at
          = recto_canvas_page_to_widget (self, recto_shape_get_handle (shape, i - 1, offset));

      if (fabs (at.x - x) <= RECTO_HIT_UNITS + 1 && fabs (at.y - y) <= RECTO_HIT_UNITS + 1)
        return (int) i - 1;
    }
  return -1;
}

int
recto_canvas_hit_point (RectoCanvas *self, double x, double y)
{
  int best = -1;
  double best_distance = 12;

  for (guint i = 0; i < self->points->len; i++)
    {
      RectoPoint at = recto_canvas_page_to_widget (self, g_array_index (self->points, RectoPoint, i));
      double distance = hypot (at.x - x, at.y - y);
      double label = hypot (at.x + 18 - x, at.y + 16 - y);

      if (MIN (distance, label) < best_distance)
        {
          best = (int) i;
          best_distance = MIN (distance, label);
        }
    }
  return best;
}

gboolean
recto_canvas_get_curtain_handle (RectoCanvas *self, gboolean *vertical, RectoPoint *handle)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  gboolean b_after;
  int position;
  double line;

  if (!recto_canvas_get_curtain (self, vertical, &b_after, &position))
    return FALSE;
  line = position / (double) self->scale;
  if (line < 0)
    line = CURTAIN_HANDLE_WIDTH / 2.0;
  else if (line > (*vertical ? width : height))
    line = (*vertical ? width : height) - CURTAIN_HANDLE_WIDTH / 2.0;
  *handle = *vertical ? (RectoPoint) { line, height / 2 } : (RectoPoint) { width / 2, line };
  return TRUE;
}

gboolean
recto_canvas_hit_curtain (RectoCanvas *self, double x, double y)
{
  gboolean vertical, b_after;
  int position;
  RectoPoint handle;

  if (!recto_canvas_get_curtain (self, &vertical, &b_after, &position)
      || !recto_canvas_get_curtain_handle (self, &vertical, &handle))
    return FALSE;
  if (fabs ((vertical ? x : y) - position / (double) self->scale) <= 5)
    return TRUE;
  return fabs (x - handle.x) <= (vertical ? CURTAIN_HANDLE_WIDTH : CURTAIN_HANDLE_HEIGHT) / 2.0
         && fabs (y - handle.y) <= (vertical ? CURTAIN_HANDLE_HEIGHT : CURTAIN_HANDLE_WIDTH) / 2.0;
}

void
recto_canvas_annotations_dispose (RectoCanvas *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->watched, i), self);
  g_ptr_array_set_size (self->watched, 0);
  if (self->annotations != NULL)
    g_signal_handlers_disconnect_by_data (self->annotations, self);
  g_clear_object (&self->annotations);
  g_clear_object (&self->selected);
}

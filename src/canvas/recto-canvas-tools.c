/* recto-canvas-tools.c: drawing, moving and reshaping with pointer and keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-canvas-private.h"

#include <math.h>

/* A drawn shape smaller than this is a slip of the hand. */
#define SMALLEST_UNITS 3
#define FREEHAND_STEP_UNITS 2

void
recto_canvas_set_tool (RectoCanvas *self, RectoTool tool)
{
  g_return_if_fail (RECTO_IS_CANVAS (self));

  if (tool == self->tool)
    return;
  recto_canvas_tool_cancel (self);
  self->tool = tool;
  recto_canvas_update_cursor (self);
}

RectoTool
recto_canvas_get_tool (RectoCanvas *self)
{
  g_return_val_if_fail (RECTO_IS_CANVAS (self), RECTO_TOOL_SELECT);

  return self->tool;
}

static void
set_draft (RectoCanvas *self, RectoShape *shape)
{
  g_clear_pointer (&self->draft, recto_shape_unref);
  self->draft = shape;
  gtk_widget_queue_draw (self->hand);
  if (self->drag == DRAG_SHAPE || self->drag == DRAG_HANDLE)
    gtk_widget_queue_draw (self->notes);
}

static void
emit_drawn (RectoCanvas *self, RectoShape *shape)
{
  g_signal_emit (self, recto_canvas_signals[SIGNAL_SHAPE_DRAWN], 0, shape);
}

/* What is drawn so far, with the pointer as its next point. */
static RectoShape *
make_box (RectoCanvas *self, RectoPoint to)
{
  RectoShapeType type
      = self->tool == RECTO_TOOL_ELLIPSE ? RECTO_SHAPE_ELLIPSE : RECTO_SHAPE_RECTANGLE;

  return recto_shape_new_box (type, MIN (self->press_page.x, to.x), MIN (self->press_page.y, to.y),
                              fabs (to.x - self->press_page.x), fabs (to.y - self->press_page.y), 0);
}

RectoDrag
recto_canvas_tool_press (RectoCanvas *self, double x, double y, int n_press)
{
  RectoPoint page = recto_canvas_widget_to_page (self, x, y);
  int handle;

  switch (self->tool)
    {
    case RECTO_TOOL_PAIRS:
      self->dragged_point = recto_canvas_hit_point (self, x, y);
      if (self->dragged_point >= 0)
        {
          self->selected_point = self->dragged_point;
          self->point_at_press = g_array_index (self->points, RectoPoint, self->dragged_point);
          gtk_widget_queue_draw (self->hand);
          return DRAG_POINT;
        }
      return DRAG_PAN;
    case RECTO_TOOL_POINT:
      return DRAG_PAN;
    case RECTO_TOOL_POLYGON:
      if (self->stroke->len >= 3)
        {
          RectoPoint first = recto_canvas_page_to_widget (
              self, g_array_index (self->stroke, RectoPoint, 0));

          if (hypot (first.x - x, first.y - y) <= RECTO_HIT_UNITS + 2)
            {
              recto_canvas_tool_finish (self);
              return DRAG_NONE;
            }
        }
      g_array_append_val (self->stroke, page);
      gtk_widget_queue_draw (self->hand);
      return DRAG_NONE;
    case RECTO_TOOL_RECTANGLE:
    case RECTO_TOOL_ELLIPSE:
    case RECTO_TOOL_ARROW:
      return DRAG_DRAW;
    case RECTO_TOOL_FREEHAND:
      g_array_set_size (self->stroke, 0);
      g_array_append_val (self->stroke, page);
      return DRAG_DRAW;
    case RECTO_TOOL_SELECT:
    default:
      break;
    }

  handle = recto_canvas_hit_handle (self, x, y);
  if (handle >= 0)
    {
      self->handle = (guint) handle;
      return DRAG_HANDLE;
    }
  if (recto_canvas_hit_curtain (self, x, y))
    {
      gboolean vertical;
      RectoPoint at;

      self->curtain_at_press = self->composition.curtain;
      /* Taken at the edge of the view, the line comes from where it lay outside to the hand. */
      if (recto_canvas_get_curtain_handle (self, &vertical, &at))
        {
          RectoPoint hand = recto_canvas_widget_to_page (self, at.x, at.y);
          RectoPoint line = recto_canvas_page_to_widget (self, self->curtain_at_press);

          if (fabs (vertical ? line.x - at.x : line.y - at.y) > 2)
            self->curtain_at_press = hand;
        }
      return DRAG_CURTAIN;
    }
  if (self->selected != NULL && recto_canvas_hit_annotation (self, x, y) == self->selected
      && !recto_annotation_get_locked (self->selected))
    return DRAG_SHAPE;
  return DRAG_PAN;
}

void
recto_canvas_tool_drag (RectoCanvas *self, double x, double y)
{
  RectoPoint page = recto_canvas_widget_to_page (self, x, y);
  double dx = page.x - self->press_page.x;
  double dy = page.y - self->press_page.y;

  switch (self->drag)
    {
    case DRAG_SHAPE:
      if (self->selected != NULL)
        set_draft (self, recto_shape_translated (recto_annotation_get_shape (self->selected), dx, dy));
      break;
    case DRAG_HANDLE:
      if (self->selected != NULL)
        set_draft (self, recto_shape_with_handle_moved (recto_annotation_get_shape (self->selected),
                                                        self->handle, page));
      break;
    case DRAG_CURTAIN:
      self->composition.curtain.x = CLAMP (self->curtain_at_press.x + dx, -0.5, self->page_width - 0.5);
      self->composition.curtain.y = CLAMP (self->curtain_at_press.y + dy, -0.5, self->page_height - 0.5);
      recto_canvas_composition_moved (self);
      break;
    case DRAG_POINT:
      if (self->dragged_point >= 0 && self->dragged_point < (int) self->points->len)
        {
          g_array_index (self->points, RectoPoint, self->dragged_point)
              = (RectoPoint) { self->point_at_press.x + dx, self->point_at_press.y + dy };
          gtk_widget_queue_draw (self->hand);
        }
      break;
    case DRAG_DRAW:
      if (self->tool == RECTO_TOOL_FREEHAND)
        {
          RectoPoint last = g_array_index (self->stroke, RectoPoint, self->stroke->len - 1);

          if (hypot (page.x - last.x, page.y - last.y)
              >= recto_canvas_page_length (self, FREEHAND_STEP_UNITS))
            g_array_append_val (self->stroke, page);
          if (self->stroke->len >= 2)
            set_draft (self, recto_shape_new_points (RECTO_SHAPE_FREEHAND,
                                                     (const RectoPoint *) (gpointer) self->stroke->data,
                                                     self->stroke->len));
        }
      else if (self->tool == RECTO_TOOL_ARROW)
        {
          RectoPoint ends[] = { self->press_page, page };

          set_draft (self, recto_shape_new_points (RECTO_SHAPE_ARROW, ends, 2));
        }
      else
        set_draft (self, make_box (self, page));
      break;
    case DRAG_NONE:
    case DRAG_PAN:
    default:
      break;
    }
}

static void
finish_draw (RectoCanvas *self)
{
  g_autoptr (RectoShape) shape = g_steal_pointer (&self->draft);
  double x, y, width, height;

  g_array_set_size (self->stroke, 0);
  gtk_widget_queue_draw (self->hand);
  if (shape == NULL)
    return;
  recto_shape_get_bounds (shape, &x, &y, &width, &height);
  if (MAX (width, height) < recto_canvas_page_length (self, SMALLEST_UNITS))
    return;
  if (self->tool != RECTO_TOOL_ARROW && self->tool != RECTO_TOOL_FREEHAND
      && (width <= 0 || height <= 0))
    return;
  emit_drawn (self, shape);
}

void
recto_canvas_tool_release (RectoCanvas *self, double x, double y)
{
  RectoPoint page = recto_canvas_widget_to_page (self, x, y);
  g_autoptr (RectoShape) shape = NULL;
  RectoAnnotation *hit;

  switch (self->drag)
    {
    case DRAG_DRAW:
      if (self->moved)
        recto_canvas_tool_drag (self, x, y);
      finish_draw (self);
      return;
    case DRAG_POINT:
      page = g_array_index (self->points, RectoPoint, self->dragged_point);
      g_signal_emit (self, recto_canvas_signals[SIGNAL_POINT_SET], 0, self->dragged_point, page.x,
                     page.y);
      self->dragged_point = -1;
      return;
    case DRAG_SHAPE:
    case DRAG_HANDLE:
      shape = g_steal_pointer (&self->draft);
      gtk_widget_queue_draw (self->notes);
      gtk_widget_queue_draw (self->hand);
      if (shape != NULL && self->selected != NULL
          && !recto_shape_equal (shape, recto_annotation_get_shape (self->selected)))
        g_signal_emit (self, recto_canvas_signals[SIGNAL_SHAPE_CHANGED], 0, self->selected, shape);
      else if (shape == NULL && self->drag == DRAG_SHAPE && self->selected != NULL)
        g_signal_emit (self, recto_canvas_signals[SIGNAL_ANNOTATION_ACTIVATED], 0, self->selected);
      return;
    case DRAG_PAN:
      break;
    case DRAG_CURTAIN:
    case DRAG_NONE:
    default:
      return;
    }

  /* A click: the pan never began. */
  switch (self->tool)
    {
    case RECTO_TOOL_POINT:
      shape = recto_shape_new_points (RECTO_SHAPE_POINT, &page, 1);
      emit_drawn (self, shape);
      break;
    case RECTO_TOOL_PAIRS:
      g_signal_emit (self, recto_canvas_signals[SIGNAL_POINT_SET], 0, -1, page.x, page.y);
      break;
    case RECTO_TOOL_SELECT:
      hit = recto_canvas_hit_annotation (self, x, y);
      if (hit != NULL || self->selected != NULL)
        g_signal_emit (self, recto_canvas_signals[SIGNAL_ANNOTATION_ACTIVATED], 0, hit);
      break;
    default:
      break;
    }
}

void
recto_canvas_tool_motion (RectoCanvas *self)
{
  if (self->tool == RECTO_TOOL_POLYGON && self->stroke->len > 0)
    gtk_widget_queue_draw (self->hand);
}

gboolean
recto_canvas_tool_cancel (RectoCanvas *self)
{
  gboolean something = self->draft != NULL || self->stroke->len > 0;

  if (self->drag != DRAG_NONE && self->drag != DRAG_PAN)
    {
      something = TRUE;
      if (self->drag == DRAG_CURTAIN)
        {
          self->composition.curtain = self->curtain_at_press;
          recto_canvas_composition_moved (self);
        }
      if (self->drag == DRAG_POINT && self->dragged_point >= 0
          && self->dragged_point < (int) self->points->len)
        g_array_index (self->points, RectoPoint, self->dragged_point) = self->point_at_press;
      self->drag = DRAG_NONE;
      self->dragged_point = -1;
    }
  g_array_set_size (self->stroke, 0);
  g_clear_pointer (&self->draft, recto_shape_unref);
  gtk_widget_queue_draw (self->notes);
  gtk_widget_queue_draw (self->hand);
  return something;
}

gboolean
recto_canvas_tool_finish (RectoCanvas *self)
{
  g_autoptr (RectoShape) shape = NULL;
  double same = recto_canvas_page_length (self, 1);

  if (self->tool != RECTO_TOOL_POLYGON || self->stroke->len == 0)
    return FALSE;
  /* A double click has put its point twice. */
  while (self->stroke->len >= 2)
    {
      RectoPoint last = g_array_index (self->stroke, RectoPoint, self->stroke->len - 1);
      RectoPoint before = g_array_index (self->stroke, RectoPoint, self->stroke->len - 2);

      if (hypot (last.x - before.x, last.y - before.y) > 2 * same)
        break;
      g_array_set_size (self->stroke, self->stroke->len - 1);
    }
  if (self->stroke->len < 3)
    return TRUE;
  shape = recto_shape_new_points (RECTO_SHAPE_POLYGON,
                                  (const RectoPoint *) (gpointer) self->stroke->data,
                                  self->stroke->len);
  g_array_set_size (self->stroke, 0);
  gtk_widget_queue_draw (self->hand);
  emit_drawn (self, shape);
  return TRUE;
}

/* ----- keys ----- */

/* A step along the screen's axes, in page pixels. */
static RectoPoint
page_step (RectoCanvas *self, int dx, int dy, double length)
{
  RectoPoint origin = recto_canvas_widget_to_page (self, 0, 0);
  RectoPoint to = recto_canvas_widget_to_page (self, dx, dy);
  double size = hypot (to.x - origin.x, to.y - origin.y);

  /* Quarter turns only: the step lies along one axis of the page. */
  if (size <= 0)
    return (RectoPoint) { 0, 0 };
  return (RectoPoint) { round ((to.x - origin.x) / size) * length,
                        round ((to.y - origin.y) / size) * length };
}

gboolean
recto_canvas_tool_nudge (RectoCanvas *self, int dx, int dy, gboolean large)
{
  g_autoptr (RectoShape) shape = NULL;
  RectoPoint step;

  if (self->tool == RECTO_TOOL_PAIRS && self->selected_point >= 0
      && self->selected_point < (int) self->points->len)
    {
      RectoPoint *point = &g_array_index (self->points, RectoPoint, self->selected_point);

      step = page_step (self, dx, dy, large ? 1 : 0.1);
      point->x += step.x;
      point->y += step.y;
      gtk_widget_queue_draw (self->hand);
      g_signal_emit (self, recto_canvas_signals[SIGNAL_POINT_SET], 0, self->selected_point, point->x,
                     point->y);
      return TRUE;
    }
  if (self->selected == NULL || self->tool != RECTO_TOOL_SELECT || !recto_canvas_shows_marks (self)
      || recto_annotation_get_locked (self->selected))
    return FALSE;
  step = page_step (self, dx, dy, large ? 10 : 1);
  shape = recto_shape_translated (recto_annotation_get_shape (self->selected), step.x, step.y);
  g_signal_emit (self, recto_canvas_signals[SIGNAL_SHAPE_CHANGED], 0, self->selected, shape);
  return TRUE;
}

gboolean
recto_canvas_nudge_composition (RectoCanvas *self, int dx, int dy, gboolean large)
{
  RectoPoint step
      = page_step (self, dx, dy, recto_canvas_page_length (self, large ? 40 : 4));
  RectoPoint *point;

  if (self->composition.mode == RECTO_MODE_CURTAIN)
    point = &self->composition.curtain;
  else if (self->composition.mode == RECTO_MODE_TORCH)
    point = &self->composition.torch;
  else
    return FALSE;
  point->x = CLAMP (point->x + step.x, -0.5, self->page_width - 0.5);
  point->y = CLAMP (point->y + step.y, -0.5, self->page_height - 0.5);
  recto_canvas_composition_moved (self);
  return TRUE;
}

/* test-canvas-tools.c: drawing, selecting, moving, curtain and torch by controller signals
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "canvas-fixture.h"

#include <math.h>
#include <string.h>

typedef struct
{
  RectoShape *drawn;
  RectoShape *changed;
  RectoAnnotation *activated;
  guint activations;
  guint compositions;
  guint pointers;
  RectoPoint pointer;
  int point;
  RectoPoint at;
} Heard;

static void
drawn_cb (RectoCanvas *canvas, RectoShape *shape, Heard *heard)
{
  g_clear_pointer (&heard->drawn, recto_shape_unref);
  heard->drawn = recto_shape_ref (shape);
}

static void
changed_cb (RectoCanvas *canvas, RectoAnnotation *annotation, RectoShape *shape, Heard *heard)
{
  g_clear_pointer (&heard->changed, recto_shape_unref);
  heard->changed = recto_shape_ref (shape);
}

static void
activated_cb (RectoCanvas *canvas, RectoAnnotation *annotation, Heard *heard)
{
  heard->activated = annotation;
  heard->activations++;
}

static void
pointer_cb (RectoCanvas *canvas, double x, double y, gboolean inside, Heard *heard)
{
  heard->pointers++;
  heard->pointer = (RectoPoint) { x, y };
}

static void
composition_cb (RectoCanvas *canvas, Heard *heard)
{
  heard->compositions++;
}

static void
point_cb (RectoCanvas *canvas, int index, double x, double y, Heard *heard)
{
  heard->point = index;
  heard->at = (RectoPoint) { x, y };
}

static GtkEventController *
find_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller; /* the widget keeps it */
    }
  g_assert_not_reached ();
}

static void
drag (CanvasFixture *f, double x, double y, double dx, double dy)
{
  GtkEventController *gesture = find_controller (f->widget, GTK_TYPE_GESTURE_DRAG);

  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  if (dx != 0 || dy != 0)
    {
      g_signal_emit_by_name (gesture, "drag-update", dx / 2, dy / 2);
      g_signal_emit_by_name (gesture, "drag-update", dx, dy);
    }
  g_signal_emit_by_name (gesture, "drag-end", dx, dy);
}

static void
start (CanvasFixture *f, Heard *heard, RectoMode mode)
{
  g_autoptr (RectoRenderer) renderer = NULL;
  RectoComposition composition;

  *heard = (Heard) { .point = -2 };
  canvas_fixture_open (f, 600, 500);
  canvas_fixture_make_page (f, 900, 700);
  canvas_fixture_composition (f, mode, &composition);
  renderer = canvas_fixture_renderer (f, &composition, NULL);
  recto_canvas_set_renderer (f->canvas, renderer);
  recto_viewport_look_at (f->viewport, (RectoPoint) { 400, 300 }, 1);
  g_signal_connect (f->canvas, "shape-drawn", G_CALLBACK (drawn_cb), heard);
  g_signal_connect (f->canvas, "shape-changed", G_CALLBACK (changed_cb), heard);
  g_signal_connect (f->canvas, "annotation-activated", G_CALLBACK (activated_cb), heard);
  g_signal_connect (f->canvas, "composition-changed", G_CALLBACK (composition_cb), heard);
  g_signal_connect (f->canvas, "point-set", G_CALLBACK (point_cb), heard);
  canvas_fixture_settle (f);
}

static void
stop (CanvasFixture *f, Heard *heard)
{
  canvas_fixture_draw (f);
  canvas_fixture_close (f);
  g_clear_pointer (&heard->drawn, recto_shape_unref);
  g_clear_pointer (&heard->changed, recto_shape_unref);
}

static void
test_draw (void)
{
  CanvasFixture f;
  Heard heard;
  double x, y, w, h, rotation;
  RectoPoint at;
  const RectoPoint *points;
  guint n;

  start (&f, &heard, RECTO_MODE_SINGLE);
  at = recto_canvas_widget_to_page (f.canvas, 100, 80);
  recto_canvas_set_tool (f.canvas, RECTO_TOOL_RECTANGLE);
  drag (&f, 100, 80, 120, 60);
  recto_shape_get_box (heard.drawn, &x, &y, &w, &h, &rotation);
  g_assert_cmpint (recto_shape_get_shape_type (heard.drawn), ==, RECTO_SHAPE_RECTANGLE);
  g_assert_cmpfloat_with_epsilon (x, at.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, at.y, 1e-9);
  g_assert_cmpfloat_with_epsilon (w, 120, 1e-9);
  g_assert_cmpfloat_with_epsilon (h, 60, 1e-9);

  /* From the lower right, on a turned page: still upright in the page. */
  recto_viewport_set_quarter_turns (f.viewport, 1);
  recto_canvas_set_tool (f.canvas, RECTO_TOOL_ELLIPSE);
  drag (&f, 300, 300, -80, -40);
  recto_shape_get_box (heard.drawn, &x, &y, &w, &h, &rotation);
  g_assert_cmpint (recto_shape_get_shape_type (heard.drawn), ==, RECTO_SHAPE_ELLIPSE);
  g_assert_cmpfloat_with_epsilon (w, 40, 1e-9);
  g_assert_cmpfloat_with_epsilon (h, 80, 1e-9);
  recto_viewport_set_quarter_turns (f.viewport, 0);

  recto_canvas_set_tool (f.canvas, RECTO_TOOL_ARROW);
  drag (&f, 100, 100, 50, 10);
  points = recto_shape_get_points (heard.drawn, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat_with_epsilon (points[1].x - points[0].x, 50, 1e-9);

  recto_canvas_set_tool (f.canvas, RECTO_TOOL_FREEHAND);
  drag (&f, 100, 100, 50, 10);
  points = recto_shape_get_points (heard.drawn, &n);
  g_assert_cmpint (recto_shape_get_shape_type (heard.drawn), ==, RECTO_SHAPE_FREEHAND);
  g_assert_cmpuint (n, ==, 3);

  recto_canvas_set_tool (f.canvas, RECTO_TOOL_POINT);
  drag (&f, 222, 111, 0, 0);
  points = recto_shape_get_points (heard.drawn, &n);
  at = recto_canvas_widget_to_page (f.canvas, 222, 111);
  g_assert_cmpfloat_with_epsilon (points[0].x, at.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (points[0].y, at.y, 1e-9);

  /* A polygon closes on its first point; a slip of the hand draws nothing. */
  recto_canvas_set_tool (f.canvas, RECTO_TOOL_POLYGON);
  drag (&f, 100, 100, 0, 0);
  drag (&f, 200, 100, 0, 0);
  drag (&f, 150, 200, 0, 0);
  drag (&f, 101, 101, 0, 0);
  points = recto_shape_get_points (heard.drawn, &n);
  g_assert_cmpint (recto_shape_get_shape_type (heard.drawn), ==, RECTO_SHAPE_POLYGON);
  g_assert_cmpuint (n, ==, 3);
  g_clear_pointer (&heard.drawn, recto_shape_unref);
  recto_canvas_set_tool (f.canvas, RECTO_TOOL_RECTANGLE);
  drag (&f, 100, 100, 1, 1);
  g_assert_null (heard.drawn);
  stop (&f, &heard);
}

static void
test_select (void)
{
  CanvasFixture f;
  Heard heard;
  g_autoptr (GListStore) store = g_list_store_new (RECTO_TYPE_ANNOTATION);
  g_autoptr (RectoShape) box = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, 300, 250, 100, 60, 0);
  g_autoptr (RectoAnnotation) annotation
      = recto_annotation_new ("f1", 1, box, RECTO_STYLE_DEVIATES);
  double x, y, w, h, rotation;
  RectoPoint edge;

  start (&f, &heard, RECTO_MODE_SINGLE);
  g_list_store_append (store, annotation);
  recto_canvas_set_annotations (f.canvas, G_LIST_MODEL (store));
  edge = recto_canvas_page_to_widget (f.canvas, (RectoPoint) { 350, 250 });

  drag (&f, edge.x, edge.y + 20, 0, 0);
  g_assert_null (heard.activated);
  drag (&f, edge.x + 12, edge.y + 5, 0, 0);
  g_assert_true (heard.activated == annotation);
  heard.activated = NULL;
  recto_canvas_set_annotations_visible (f.canvas, FALSE);
  drag (&f, edge.x + 12, edge.y + 2, 0, 0);
  g_assert_null (heard.activated);
  recto_canvas_set_annotations_visible (f.canvas, TRUE);

  /* Only the selected one is moved. */
  drag (&f, edge.x + 12, edge.y, 0, 0);
  recto_canvas_set_selected (f.canvas, heard.activated);
  drag (&f, edge.x + 20, edge.y, 30, -10);
  g_assert_nonnull (heard.changed);
  recto_shape_get_box (heard.changed, &x, &y, &w, &h, &rotation);
  g_assert_cmpfloat_with_epsilon (x, 330, 1e-9);
  g_assert_cmpfloat_with_epsilon (y, 240, 1e-9);

  /* The lower right handle. */
  edge = recto_canvas_page_to_widget (f.canvas, (RectoPoint) { 400, 310 });
  drag (&f, edge.x, edge.y, 25, 15);
  recto_shape_get_box (heard.changed, &x, &y, &w, &h, &rotation);
  g_assert_cmpfloat_with_epsilon (x, 300, 1e-9);
  g_assert_cmpfloat_with_epsilon (w, 125, 1e-9);
  g_assert_cmpfloat_with_epsilon (h, 75, 1e-9);

  /* Over a picture that is not aligned nothing is marked, and nothing is moved by keys. */
  g_clear_pointer (&heard.changed, recto_shape_unref);
  recto_canvas_set_placed (f.canvas, FALSE, TRUE);
  drag (&f, edge.x, edge.y, 25, 15);
  g_assert_null (heard.changed);
  recto_canvas_set_placed (f.canvas, TRUE, TRUE);

  /* A click beside it lets it go, once. */
  heard.activations = 0;
  drag (&f, 20, 20, 0, 0);
  g_assert_cmpuint (heard.activations, ==, 1);
  g_assert_null (heard.activated);
  recto_canvas_set_selected (f.canvas, NULL);
  drag (&f, 20, 20, 0, 0);
  g_assert_cmpuint (heard.activations, ==, 1);
  recto_canvas_set_selected (f.canvas, annotation);

  recto_annotation_set_locked (annotation, TRUE);
  drag (&f, edge.x, edge.y, 25, 15);
  g_assert_null (heard.changed);
  canvas_fixture_draw (&f);
  recto_canvas_set_annotations (f.canvas, NULL);
  stop (&f, &heard);
}

static void
test_curtain_and_torch (void)
{
  CanvasFixture f;
  Heard heard;
  RectoComposition composition, moved;
  RectoPoint line;

  start (&f, &heard, RECTO_MODE_CURTAIN);
  recto_canvas_get_composition (f.canvas, &composition);
  line = recto_canvas_page_to_widget (f.canvas, composition.curtain);
  drag (&f, line.x, 30, -77, 5);
  recto_canvas_get_composition (f.canvas, &moved);
  g_assert_cmpfloat_with_epsilon (moved.curtain.x, composition.curtain.x - 77, 1e-9);
  g_assert_cmpuint (heard.compositions, >, 0);
  /* Nothing had to be rendered. */
  g_assert_true (recto_canvas_is_settled (f.canvas));

  /* Out of the view, it is fetched by the handle at the edge. */
  recto_viewport_pan (f.viewport, -gtk_widget_get_width (f.widget) - 40, 0);
  canvas_fixture_settle (&f);
  line = recto_canvas_page_to_widget (f.canvas, moved.curtain);
  g_assert_cmpfloat (line.x, <, 0);
  drag (&f, 15, gtk_widget_get_height (f.widget) / 2.0, 100, 0);
  recto_canvas_get_composition (f.canvas, &moved);
  line = recto_canvas_page_to_widget (f.canvas, moved.curtain);
  g_assert_cmpfloat_with_epsilon (line.x, 115, 1);
  stop (&f, &heard);

  start (&f, &heard, RECTO_MODE_TORCH);
  g_signal_emit_by_name (find_controller (f.widget, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", 210.0, 130.0);
  recto_canvas_get_composition (f.canvas, &moved);
  line = recto_canvas_widget_to_page (f.canvas, 210, 130);
  g_assert_cmpfloat_with_epsilon (moved.torch.x, line.x, 1e-9);
  g_assert_true (recto_canvas_is_settled (f.canvas));
  recto_canvas_set_torch_pinned (f.canvas, TRUE);
  g_signal_emit_by_name (find_controller (f.widget, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", 310.0, 230.0);
  recto_canvas_get_composition (f.canvas, &moved);
  g_assert_cmpfloat_with_epsilon (moved.torch.x, line.x, 1e-9);
  stop (&f, &heard);
}

/* The lens's soft edge against the renderer, beside the ring that lies on it. */
static void
test_soft_edge (void)
{
  CanvasFixture f;
  Heard heard;
  RectoComposition composition;
  g_autoptr (RectoRenderer) renderer = NULL;
  g_autofree guint8 *seen = NULL;
  g_autofree guint8 *expected = NULL;
  RectoPoint centre;
  double sum = 0;
  guint n = 0;
  int width, height;

  start (&f, &heard, RECTO_MODE_TORCH);
  canvas_fixture_composition (&f, RECTO_MODE_TORCH, &composition);
  composition.torch = (RectoPoint) { 400, 300 };
  composition.torch_radius = 120;
  composition.torch_edge = 60;
  renderer = canvas_fixture_renderer (&f, &composition, NULL);
  recto_canvas_set_renderer (f.canvas, renderer);
  canvas_fixture_settle (&f);
  seen = canvas_fixture_pixels (&f, &width, &height);
  expected = canvas_fixture_expected (&f, renderer, width, height);
  centre = recto_canvas_page_to_widget (f.canvas, composition.torch);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        double distance = hypot (x - centre.x, y - centre.y);
        gsize at = ((gsize) y * (gsize) width + (gsize) x) * 4;

        if (distance < 85 || distance > 160 || (distance > 117 && distance < 128))
          continue;
        for (guint k = 0; k < 3; k++)
          sum += abs (seen[at + k] - expected[at + k]);
        n += 3;
      }
  /* Steps of a sixteenth; a hard edge differs by more than twenty on average. */
  g_assert_cmpfloat (sum / n, <, 4);
  stop (&f, &heard);
}

/* The page moves under the resting pointer: what is there is told anew, and the lens stays at the pointer. */
static void
test_pointer (void)
{
  CanvasFixture f;
  Heard heard;
  RectoComposition moved;
  RectoPoint before;
  guint told;

  start (&f, &heard, RECTO_MODE_TORCH);
  g_signal_connect (f.canvas, "pointer-moved", G_CALLBACK (pointer_cb), &heard);
  g_signal_emit_by_name (find_controller (f.widget, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion", 210.0, 130.0);
  before = heard.pointer;
  told = heard.pointers;
  gtk_widget_activate_action (f.widget, "view.pan-right", NULL);
  canvas_fixture_settle (&f);
  g_assert_cmpuint (heard.pointers, >, told);
  g_assert_cmpfloat_with_epsilon (heard.pointer.x, before.x + 64, 1e-9);
  g_assert_cmpfloat_with_epsilon (heard.pointer.y, before.y, 1e-9);
  recto_canvas_get_composition (f.canvas, &moved);
  g_assert_cmpfloat_with_epsilon (moved.torch.x, heard.pointer.x, 1e-9);

  g_signal_emit_by_name (find_controller (f.widget, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
  told = heard.pointers;
  gtk_widget_activate_action (f.widget, "view.pan-right", NULL);
  canvas_fixture_settle (&f);
  g_assert_cmpuint (heard.pointers, ==, told);
  g_signal_handlers_disconnect_by_data (f.canvas, &heard);
  stop (&f, &heard);
}

/* Pixels that differ between the picture with marks and without in a part of the view. */
static guint
count_marked (CanvasFixture *f, int left, int right)
{
  int width, height;
  g_autofree guint8 *seen = canvas_fixture_pixels (f, &width, &height);
  g_autofree guint8 *plain = NULL;
  guint n = 0;

  recto_canvas_set_annotations_visible (f->canvas, FALSE);
  canvas_fixture_draw (f);
  plain = canvas_fixture_pixels (f, &width, &height);
  recto_canvas_set_annotations_visible (f->canvas, TRUE);
  canvas_fixture_draw (f);
  for (int y = 0; y < height; y++)
    for (int x = left; x < MIN (right, width); x++)
      n += memcmp (seen + 4 * (y * width + x), plain + 4 * (y * width + x), 4) != 0;
  return n;
}

/* Marks stay off the side of a picture that is not aligned. */
static void
test_placed (void)
{
  CanvasFixture f;
  Heard heard;
  g_autoptr (GListStore) store = g_list_store_new (RECTO_TYPE_ANNOTATION);
  g_autoptr (RectoShape) box = NULL;
  g_autoptr (RectoAnnotation) annotation = NULL;
  RectoComposition composition;
  RectoPoint line;
  int at;

  start (&f, &heard, RECTO_MODE_CURTAIN);
  recto_canvas_get_composition (f.canvas, &composition);
  box = recto_shape_new_box (RECTO_SHAPE_RECTANGLE, composition.curtain.x - 60, composition.curtain.y - 30, 120, 60, 0);
  annotation = recto_annotation_new ("f1", 1, box, RECTO_STYLE_DEVIATES);
  g_list_store_append (store, annotation);
  recto_canvas_set_annotations (f.canvas, G_LIST_MODEL (store));
  line = recto_canvas_page_to_widget (f.canvas, composition.curtain);
  at = (int) line.x;
  canvas_fixture_draw (&f);
  g_assert_cmpuint (count_marked (&f, 0, at - 4), >, 0);
  g_assert_cmpuint (count_marked (&f, at + 4, 10000), >, 0);
  recto_canvas_set_placed (f.canvas, TRUE, FALSE);
  canvas_fixture_draw (&f);
  g_assert_cmpuint (count_marked (&f, 0, at - 4), >, 0);
  g_assert_cmpuint (count_marked (&f, at + 4, 10000), ==, 0);
  recto_canvas_set_placed (f.canvas, FALSE, TRUE);
  canvas_fixture_draw (&f);
  g_assert_cmpuint (count_marked (&f, 0, at - 4), ==, 0);
  g_assert_cmpuint (count_marked (&f, at + 4, 10000), >, 0);
  recto_canvas_set_annotations (f.canvas, NULL);
  stop (&f, &heard);
}

static void
test_points (void)
{
  const RectoPoint points[] = { { 300, 200 }, { 420, 260 } };
  CanvasFixture f;
  Heard heard;
  RectoPoint at;

  start (&f, &heard, RECTO_MODE_SINGLE);
  recto_canvas_set_tool (f.canvas, RECTO_TOOL_PAIRS);
  recto_canvas_set_points (f.canvas, points, 2, 0, 1);
  at = recto_canvas_page_to_widget (f.canvas, points[1]);
  drag (&f, at.x + 2, at.y - 1, 10, 20);
  g_assert_cmpint (heard.point, ==, 1);
  g_assert_cmpfloat_with_epsilon (heard.at.x, 430, 1e-9);
  g_assert_cmpfloat_with_epsilon (heard.at.y, 280, 1e-9);
  drag (&f, 50, 60, 0, 0);
  g_assert_cmpint (heard.point, ==, -1);
  stop (&f, &heard);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas/tools/draw", test_draw);
  g_test_add_func ("/canvas/tools/select", test_select);
  g_test_add_func ("/canvas/tools/curtain-and-torch", test_curtain_and_torch);
  g_test_add_func ("/canvas/tools/soft-edge", test_soft_edge);
  g_test_add_func ("/canvas/tools/pointer", test_pointer);
  g_test_add_func ("/canvas/tools/placed", test_placed);
  g_test_add_func ("/canvas/tools/points", test_points);
  return g_test_run ();
}

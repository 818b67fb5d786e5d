/* canvas-fixture.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "canvas-fixture.h"

#include <math.h>

void
canvas_fixture_open (CanvasFixture *self, int width, int height)
{
  *self = (CanvasFixture) { 0 };
  self->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  self->widget = recto_canvas_new ();
  self->canvas = RECTO_CANVAS (self->widget);
  self->viewport = recto_viewport_new ();
  recto_canvas_set_viewport (self->canvas, self->viewport);
  gtk_window_set_child (GTK_WINDOW (self->window), self->widget);
  gtk_window_present (GTK_WINDOW (self->window));
  while (gtk_widget_get_width (self->widget) == 0)
    g_main_context_iteration (NULL, TRUE);
}

void
canvas_fixture_close (CanvasFixture *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->viewport);
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->pyramids[i], recto_pyramid_unref);
}

RectoPyramid *
canvas_fixture_picture (guint width, guint height, guint channels, guint seed)
{
  g_autoptr (RectoImage) image = recto_image_new (width, height, channels, 8, FALSE, NULL);
  guint8 *data = recto_image_get_data_mutable (image);
  gsize stride = recto_image_get_stride (image);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      for (guint k = 0; k < channels; k++)
        {
          guint32 v = (x * 73856093u) ^ (y * 19349663u) ^ (k * 83492791u) ^ (seed * 2654435761u);

          v ^= v >> 13;
          v *= 0x5bd1e995;
          data[y * stride + x * channels + k] = (guint8) (v >> 24);
        }
  return recto_pyramid_new (image, NULL);
}

void
canvas_fixture_make_page (CanvasFixture *self, guint width, guint height)
{
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->pyramids[i], recto_pyramid_unref);
  self->page_width = width;
  self->page_height = height;
  self->pyramids[0] = canvas_fixture_picture (width, height, 3, 1);
  self->pyramids[1] = canvas_fixture_picture (MAX (width * 9 / 10, 1), MAX (height * 9 / 10, 1), 3, 2);
  recto_viewport_set_page_size (self->viewport, width, height);
}

void
canvas_fixture_composition (CanvasFixture *self, RectoMode mode, RectoComposition *composition)
{
  recto_composition_init (composition, 2, self->page_width, self->page_height);
  composition->mode = mode;
}

RectoRenderer *
canvas_fixture_renderer (CanvasFixture *self, const RectoComposition *composition,
                         RectoRecipe *recipe)
{
  g_autoptr (RectoRecipe) empty = recto_recipe_new ();
  g_autoptr (RectoScene) scene = NULL;
  RectoSceneExposure exposures[2] = {
    { .id = "a", .light = "white", .recipe = recipe != NULL ? recipe : empty,
      .registration = recto_matrix3_identity },
    { .id = "b", .light = "uv365", .recipe = empty,
      .registration = { { 1.01, -0.02, 3.25, 0.02, 1.01, 7.5, 0, 0, 1 } } },
  };

  scene = recto_scene_new (self->page_width, self->page_height, exposures, 2, composition);
  return recto_renderer_new (scene, self->pyramids);
}

static gboolean
late_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
canvas_fixture_spin (guint milliseconds)
{
  gboolean late = FALSE;

  g_timeout_add (milliseconds, late_cb, &late);
  while (!late)
    g_main_context_iteration (NULL, TRUE);
}

void
canvas_fixture_draw (CanvasFixture *self)
{
  /* The first returns before its frame is painted. */
  gtk_test_widget_wait_for_draw (self->widget);
  gtk_test_widget_wait_for_draw (self->widget);
}

void
canvas_fixture_settle (CanvasFixture *self)
{
  gboolean late = FALSE;
  guint source = g_timeout_add_seconds (30, late_cb, &late);

  while (!recto_canvas_is_settled (self->canvas) && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (source);
  canvas_fixture_draw (self);
  g_assert_true (recto_canvas_is_settled (self->canvas));
}

guint8 *
canvas_fixture_pixels (CanvasFixture *self, int *width, int *height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (self->widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (self->widget));
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint8 *pixels;
  int scale = gtk_widget_get_scale_factor (self->widget);

  /* render_texture draws at scale 1: the device's scale is put into the nodes. */
  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  *width = gtk_widget_get_width (self->widget);
  *height = gtk_widget_get_height (self->widget);
  gdk_paintable_snapshot (paintable, snapshot, *width, *height);
  *width *= scale;
  *height *= scale;
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, (float) *width, (float) *height));
  pixels = g_malloc0_n ((gsize) *width * 4, (gsize) *height);
  gdk_texture_download (texture, pixels, (gsize) *width * 4);
  return pixels;
}

static void
view_origin (CanvasFixture *self, int width, int height, int *x, int *y)
{
  RectoProjection projection;
  RectoMatrix3 matrix;
  RectoPoint center;

  recto_viewport_get_projection (self->viewport, &projection);
  recto_projection_get_matrix (&projection, self->page_width, self->page_height, &matrix);
  center = recto_matrix3_map (&matrix, recto_viewport_get_center (self->viewport));
  *x = (int) floor (center.x - width / 2.0 + 0.5 - 1.0 / 1024);
  *y = (int) floor (center.y - height / 2.0 + 0.5 - 1.0 / 1024);
}

guint8 *
canvas_fixture_expected (CanvasFixture *self, RectoRenderer *renderer, int width, int height)
{
  RectoProjection projection;
  RectoRect region, page = { 0, 0, 0, 0 };
  guint8 *pixels = g_malloc0_n ((gsize) width * 4, (gsize) height);

  recto_viewport_get_projection (self->viewport, &projection);
  view_origin (self, width, height, &region.x, &region.y);
  region.width = width;
  region.height = height;
  recto_renderer_render_bgra (renderer, &projection, &region, NULL, pixels, (gsize) width * 4);
  recto_projection_get_size (&projection, self->page_width, self->page_height, &page.width,
                             &page.height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *p = pixels + ((gsize) y * (gsize) width + (gsize) x) * 4;
        int u = x + region.x;
        int v = y + region.y;

        if (p[3] == 0 || u < 0 || v < 0 || u >= page.width || v >= page.height)
          {
            p[0] = p[1] = p[2] = 0x17;
            p[3] = 255;
          }
      }
  return pixels;
}

guint
canvas_fixture_compare (CanvasFixture *self, const guint8 *seen, const guint8 *expected, int width,
                        int height)
{
  RectoProjection projection;
  int page_width, page_height, origin_x, origin_y;
  guint n = 0;
  int f = gtk_widget_get_scale_factor (self->widget); /* width of the frame */

  recto_viewport_get_projection (self->viewport, &projection);
  view_origin (self, width, height, &origin_x, &origin_y);
  recto_projection_get_size (&projection, self->page_width, self->page_height, &page_width,
                             &page_height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        gsize at = ((gsize) y * (gsize) width + (gsize) x) * 4;
        int u = x + origin_x;
        int v = y + origin_y;

        if ((u < 0 || v < 0 || u >= page_width || v >= page_height) && u >= -f && v >= -f
            && u < page_width + f && v < page_height + f)
          continue;
        if (memcmp (seen + at, expected + at, 4) != 0 && n++ == 0)
          g_test_message ("pixel %d, %d is %u %u %u %u instead of %u %u %u %u", x, y, seen[at],
                          seen[at + 1], seen[at + 2], seen[at + 3], expected[at], expected[at + 1],
                          expected[at + 2], expected[at + 3]);
      }
  return n;
}

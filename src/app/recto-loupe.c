/* recto-loupe.c: A and B under the pointer, enlarged with nearest neighbour
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The few thousand pixels are rendered at once on the main thread, at most once per frame.
 */

#include "config.h"
#include "recto-loupe.h"

#include "recto-colour-readings.h"
#include "recto-light-badge.h"
#include "recto-parts.h"
#include <glib/gi18n.h>
#include <math.h>

#define ZOOM 4
#define HEIGHT 104

struct _RectoLoupe
{
  GtkBox parent_instance;

  GtkWidget *overlays[2];
  GtkWidget *areas[2];
  GtkWidget *badges[2];
  GdkTexture *textures[2];
  RectoRenderer *renderers[2];
  GtkWidget *scale;
  GtkWidget *readings;
  RectoSession *session;
  GSignalGroup *session_signals;
  RectoPoint pointer;
  gboolean inside;
  RectoPoint reference;
  gboolean has_reference;
  char *page_id; /* of the pointer and the reference */
  gboolean stale;
  guint tick;
};

enum
{
  REFERENCE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoLoupe, recto_loupe, GTK_TYPE_BOX)

GdkTexture *
recto_loupe_render (RectoRenderer *renderer, RectoPoint page, double zoom, int width, int height)
{
  RectoProjection projection = { zoom, 0, FALSE };
  RectoMatrix3 matrix;
  RectoRect region;
  RectoPoint centre;
  guint page_width, page_height;
  gsize stride = (gsize) width * 4;
  guint8 *data;
  g_autoptr (GBytes) bytes = NULL;

  recto_scene_get_page_size (recto_renderer_get_scene (renderer), &page_width, &page_height);
  recto_projection_get_matrix (&projection, page_width, page_height, &matrix);
  centre = recto_matrix3_map (&matrix, page);
  region.x = (int) floor (centre.x) - width / 2;
  region.y = (int) floor (centre.y) - height / 2;
  region.width = width;
  region.height = height;
  data = g_malloc0 (stride * (gsize) height);
  if (!recto_renderer_render_bgra (renderer, &projection, &region, NULL, data, stride))
    {
      g_free (data);
      return NULL;
    }
  bytes = g_bytes_new_take (data, stride * (gsize) height);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  RectoLoupe *self = user_data;
  guint which = GTK_WIDGET (area) == self->areas[1] ? 1 : 0;
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (area));

  if (self->textures[which] != NULL)
    {
      GdkTexture *texture = self->textures[which];
      int w = gdk_texture_get_width (texture), h = gdk_texture_get_height (texture);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, w, h);

      gdk_texture_download (texture, cairo_image_surface_get_data (surface), (gsize) cairo_image_surface_get_stride (surface));
      cairo_surface_mark_dirty (surface);
      cairo_surface_set_device_scale (surface, scale, scale);
      cairo_set_source_surface (cr, surface, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
      cairo_paint (cr);
      cairo_surface_destroy (surface);

      for (guint pass = 0; pass < 2; pass++)
        {
          double x = floor (width / 2.0) + 0.5, y = floor (height / 2.0) + 0.5;

          cairo_set_line_width (cr, pass == 0 ? 3 : 1);
          cairo_set_source_rgba (cr, pass, pass, pass, pass == 0 ? 0.6 : 1);
          cairo_move_to (cr, x - 12, y);
          cairo_line_to (cr, x - 4, y);
          cairo_move_to (cr, x + 4, y);
          cairo_line_to (cr, x + 12, y);
          cairo_move_to (cr, x, y - 12);
          cairo_line_to (cr, x, y - 4);
          cairo_move_to (cr, x, y + 4);
          cairo_line_to (cr, x, y + 12);
          cairo_stroke (cr);
        }
    }
}

static void
render (RectoLoupe *self)
{
  for (guint i = 0; i < 2; i++)
    {
      int scale = gtk_widget_get_scale_factor (self->areas[i]);
      int width = gtk_widget_get_width (self->areas[i]) * scale;
      int height = gtk_widget_get_height (self->areas[i]) * scale;

      g_clear_object (&self->textures[i]);
      if (self->inside && self->renderers[i] != NULL && width > 0 && height > 0)
        self->textures[i] = recto_loupe_render (self->renderers[i], self->pointer, ZOOM * scale, width, height);
      gtk_widget_queue_draw (self->areas[i]);
    }
  recto_colour_readings_set_pointer (RECTO_COLOUR_READINGS (self->readings), self->inside ? &self->pointer : NULL);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RectoLoupe *self = RECTO_LOUPE (widget);

  self->tick = 0;
  if (self->stale)
    render (self);
  self->stale = FALSE;

  return G_SOURCE_REMOVE;
}

static void
queue (RectoLoupe *self)
{
  self->stale = TRUE;
  if (self->tick == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
set_reference (RectoLoupe *self, const RectoPoint *page)
{
  if (page == NULL && !self->has_reference)
    return;
  self->has_reference = page != NULL;
  if (page != NULL)
    self->reference = *page;
  recto_colour_readings_set_reference (RECTO_COLOUR_READINGS (self->readings), page);
  g_signal_emit (self, signals[REFERENCE_CHANGED], 0);
}

/* Another page has other coordinates: what was pointed at is no more. */
static void
follow_page (RectoLoupe *self)
{
  RectoPageItem *page = self->session != NULL ? recto_session_get_page (self->session) : NULL;
  const char *id = page != NULL ? recto_page_item_get_id (page) : NULL;

  if (g_strcmp0 (self->page_id, id) == 0)
    return;
  g_free (self->page_id);
  self->page_id = g_strdup (id);
  self->inside = FALSE;
  set_reference (self, NULL);
}

static void
update (RectoLoupe *self)
{
  g_autoptr (RectoRenderer) renderer = NULL;
  RectoExposureItem *exposures[2];
  gboolean original = FALSE;

  g_clear_pointer (&self->renderers[0], recto_renderer_unref);
  g_clear_pointer (&self->renderers[1], recto_renderer_unref);
  follow_page (self);
  if (self->session == NULL)
    {
      for (guint i = 0; i < 2; i++)
        recto_colour_readings_set_exposure (RECTO_COLOUR_READINGS (self->readings), i, NULL, NULL);
      return;
    }
  g_object_get (self->session, "show-original", &original, NULL);
  gtk_label_set_label (GTK_LABEL (self->scale), original ? _ ("4 : 1 · original") : _ ("4 : 1 · recipe applied"));
  exposures[0] = recto_session_get_a (self->session);
  exposures[1] = recto_session_get_b (self->session);
  renderer = recto_session_dup_renderer (self->session, 2);
  for (guint i = 0; i < 2; i++)
    {
      RectoPyramid *pyramid = exposures[i] != NULL ? recto_exposure_item_get_pyramid (exposures[i]) : NULL;

      gtk_widget_set_visible (self->overlays[i], exposures[i] != NULL);
      if (exposures[i] != NULL && renderer != NULL)
        {
          const RectoComposition *composition = recto_scene_get_composition (recto_renderer_get_scene (renderer));

          self->renderers[i] = recto_renderer_new_single (renderer, i == 0 ? composition->a : composition->b);
        }
      recto_colour_readings_set_exposure (RECTO_COLOUR_READINGS (self->readings), i, self->renderers[i],
                                          pyramid != NULL ? recto_pyramid_get_level (pyramid, 0) : NULL);
      if (exposures[i] == NULL)
        continue;
      recto_light_badge_set_light (RECTO_LIGHT_BADGE (self->badges[i]), recto_exposure_item_get_light (exposures[i]));
    }
  queue (self);
}

static void
recto_loupe_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (recto_loupe_parent_class)->map (widget);
  queue (RECTO_LOUPE (widget));
}

static void
recto_loupe_unmap (GtkWidget *widget)
{
  RectoLoupe *self = RECTO_LOUPE (widget);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (widget, self->tick);
  self->tick = 0;
  GTK_WIDGET_CLASS (recto_loupe_parent_class)->unmap (widget);
}

static void
recto_loupe_dispose (GObject *object)
{
  RectoLoupe *self = RECTO_LOUPE (object);

  for (guint i = 0; i < 2; i++)
    {
      g_clear_object (&self->textures[i]);
      g_clear_pointer (&self->renderers[i], recto_renderer_unref);
    }
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_loupe_parent_class)->dispose (object);
}

static void
recto_loupe_finalize (GObject *object)
{
  g_free (RECTO_LOUPE (object)->page_id);

  G_OBJECT_CLASS (recto_loupe_parent_class)->finalize (object);
}

static void
recto_loupe_class_init (RectoLoupeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_loupe_dispose;
  GTK_WIDGET_CLASS (klass)->map = recto_loupe_map;
  GTK_WIDGET_CLASS (klass)->unmap = recto_loupe_unmap;
  G_OBJECT_CLASS (klass)->finalize = recto_loupe_finalize;

  signals[REFERENCE_CHANGED] = g_signal_new ("reference-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
}

static void
recto_loupe_init (RectoLoupe *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = recto_parts_label (_ ("Under the pointer"), "panel-heading");

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_set_hexpand (title, TRUE);
  self->scale = recto_parts_label (_ ("4 : 1 · recipe applied"), "caption-text");
  gtk_widget_add_css_class (self->scale, "second");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->scale);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_set_homogeneous (GTK_BOX (pair), TRUE);
  for (guint i = 0; i < 2; i++)
    {
      self->overlays[i] = gtk_overlay_new ();
      self->areas[i] = gtk_drawing_area_new ();
      self->badges[i] = recto_light_badge_new (recto_light_find ("white"), RECTO_BADGE_WORD);
      gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->areas[i]), HEIGHT);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->areas[i]), draw_cb, self, NULL);
      g_signal_connect_swapped (self->areas[i], "resize", G_CALLBACK (queue), self);
      gtk_overlay_set_child (GTK_OVERLAY (self->overlays[i]), self->areas[i]);
      gtk_widget_set_halign (self->badges[i], GTK_ALIGN_START);
      gtk_widget_set_valign (self->badges[i], GTK_ALIGN_START);
      gtk_widget_set_margin_start (self->badges[i], 6);
      gtk_widget_set_margin_top (self->badges[i], 6);
      gtk_overlay_add_overlay (GTK_OVERLAY (self->overlays[i]), self->badges[i]);
      gtk_widget_add_css_class (self->overlays[i], "loupe");
      gtk_widget_set_overflow (self->overlays[i], GTK_OVERFLOW_HIDDEN);
      gtk_box_append (GTK_BOX (pair), self->overlays[i]);
    }
  gtk_box_append (GTK_BOX (self), pair);
  self->readings = recto_colour_readings_new ();
  gtk_box_append (GTK_BOX (self), self->readings);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed", G_CALLBACK (update), self);
}

GtkWidget *
recto_loupe_new (void)
{
  return g_object_new (RECTO_TYPE_LOUPE, NULL);
}

void
recto_loupe_set_session (RectoLoupe *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_LOUPE (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  self->inside = FALSE;
  update (self);
}

void
recto_loupe_set_pointer (RectoLoupe *self, RectoPoint page, gboolean inside)
{
  g_return_if_fail (RECTO_IS_LOUPE (self));

  /* The last place stays when the pointer goes to the panel. */
  if (!inside)
    return;
  self->pointer = page;
  self->inside = TRUE;
  queue (self);
}

gboolean
recto_loupe_set_reference_here (RectoLoupe *self)
{
  g_return_val_if_fail (RECTO_IS_LOUPE (self), FALSE);

  if (!self->inside)
    return FALSE;
  set_reference (self, &self->pointer);
  queue (self);
  return TRUE;
}

void
recto_loupe_clear_reference (RectoLoupe *self)
{
  g_return_if_fail (RECTO_IS_LOUPE (self));

  set_reference (self, NULL);
}

gboolean
recto_loupe_get_reference (RectoLoupe *self, RectoPoint *page)
{
  g_return_val_if_fail (RECTO_IS_LOUPE (self), FALSE);

  if (self->has_reference)
    *page = self->reference;
  return self->has_reference;
}

/* recto-histogram-view.c: the histogram of an exposure, with the marks of its tone step
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-histogram-view.h"

#include "recto-parts.h"
#include <glib/gi18n.h>
#include <math.h>

#define HEIGHT 128
#define FOOT 14 /* room for the marks */
#define SIDE 7
#define REST_MS 300

typedef enum
{
  CHANNEL_RGB,
  CHANNEL_R,
  CHANNEL_G,
  CHANNEL_B,
  CHANNEL_L,
  N_CHANNELS
} Channel;

enum
{
  MARK_BLACK,
  MARK_GAMMA,
  MARK_WHITE,
  N_MARKS
};

struct _RectoHistogramView
{
  GtkBox parent_instance;

  GtkWidget *area;
  GtkWidget *channels[N_CHANNELS];
  GtkWidget *logarithmic;
  GtkWidget *linear;
  RectoHistogram histogram;
  gboolean has_histogram;
  Channel channel;
  double black, gamma, white;
  gboolean cuts; /* the marks are applied, and to the stored samples themselves */
  int mark; /* chosen */
  gboolean dragging;
  double drag_from;
  guint rest_source;
};

enum
{
  LEVELS_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoHistogramView, recto_histogram_view, GTK_TYPE_BOX)

static const double colours[4][3] = { { 0.93, 0.42, 0.30 }, { 0.34, 0.84, 0.50 }, { 0.38, 0.63, 0.92 }, { 0.80, 0.80, 0.80 } };

/* ----- drawing ----- */

static double
bar (RectoHistogramView *self, guint channel, guint bin, double top)
{
  double n = (double) self->histogram.bins[channel][bin];

  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->logarithmic)))
    return top > 0 ? log1p (n) / log1p (top) : 0;

  return top > 0 ? MIN (1, n / top) : 0;
}

static double
get_top (RectoHistogramView *self)
{
  gboolean logarithmic = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->logarithmic));
  double top = 0;
  guint first = self->channel == CHANNEL_RGB ? 0 : self->channel - 1;
  guint last = self->channel == CHANNEL_RGB ? 2 : self->channel - 1;

  /* A linear view is scaled by its inner bins: paper white or a black surround would flatten all else. */
  for (guint c = first; c <= last; c++)
    for (guint i = logarithmic ? 0 : 1; i < (logarithmic ? 256 : 255); i++)
      top = MAX (top, (double) self->histogram.bins[c][i]);

  return top;
}

static void
draw_channel (RectoHistogramView *self, cairo_t *cr, guint channel, double top, double width, double height)
{
  cairo_move_to (cr, 0, height);
  for (guint i = 0; i < 256; i++)
    {
      double y = height - bar (self, channel, i, top) * (height - 4);

      cairo_line_to (cr, width * i / 256, y);
      cairo_line_to (cr, width * (i + 1) / 256, y);
    }
  cairo_line_to (cr, width, height);
  cairo_close_path (cr);
  cairo_set_source_rgba (cr, colours[channel][0], colours[channel][1], colours[channel][2],
                         self->channel == CHANNEL_RGB ? 0.5 : 0.8);
  cairo_fill (cr);
}

static double
mark_value (RectoHistogramView *self, int mark)
{
  if (mark == MARK_BLACK)
    return self->black;
  if (mark == MARK_WHITE)
    return self->white;

  /* Where the curve gives the middle. */
  return self->black + (self->white - self->black) * pow (0.5, self->gamma);
}

static void
draw_curve (RectoHistogramView *self, cairo_t *cr, double width, double height)
{
  double range = self->white - self->black;

  for (guint i = 0; i <= 64; i++)
    {
      double v = i / 64.0;
      double t = range > 0 ? CLAMP ((v - self->black) / range, 0, 1) : (v < self->white ? 0 : 1);
      double y = height - pow (t, 1 / self->gamma) * (height - 4);

      if (i == 0)
        cairo_move_to (cr, v * width, y);
      else
        cairo_line_to (cr, v * width, y);
    }
  cairo_set_source_rgba (cr, 1, 1, 1, 0.75);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_marks (RectoHistogramView *self, cairo_t *cr, double width, double height)
{
  static const double greys[N_MARKS] = { 0.25, 0.55, 1 };
  gboolean focused = gtk_widget_has_focus (self->area);

  for (int i = 0; i < N_MARKS; i++)
    {
      double x = mark_value (self, i) * width;

      if (i != MARK_GAMMA)
        {
          const double dashes[] = { 3, 3 };

          cairo_save (cr);
          cairo_set_dash (cr, dashes, 2, 0);
          cairo_set_source_rgba (cr, 1, 1, 1, 0.45);
          cairo_set_line_width (cr, 1);
          cairo_move_to (cr, floor (x) + 0.5, 0);
          cairo_line_to (cr, floor (x) + 0.5, height);
          cairo_stroke (cr);
          cairo_restore (cr);
        }
      cairo_move_to (cr, x, height + 3);
      cairo_line_to (cr, x + 5.5, height + 12);
      cairo_line_to (cr, x - 5.5, height + 12);
      cairo_close_path (cr);
      cairo_set_source_rgb (cr, greys[i], greys[i], greys[i]);
      cairo_fill_preserve (cr);
      if (focused && i == self->mark)
        cairo_set_source_rgb (cr, 0.47, 0.68, 0.93);
      else
        cairo_set_source_rgba (cr, 1, 1, 1, 0.6);
      cairo_set_line_width (cr, focused && i == self->mark ? 2 : 1);
      cairo_stroke (cr);
    }
}

void
recto_histogram_view_get_clipped (RectoHistogramView *self, double *dark, double *light)
{
  guint first = self->channel == CHANNEL_RGB ? 0 : self->channel - 1;
  guint last = self->channel == CHANNEL_RGB ? 2 : self->channel - 1;
  double n_dark = 0, n_light = 0, n = 0;

  for (guint c = first; c <= last; c++)
    for (guint i = 0; i < 256; i++)
      {
        double samples = (double) self->histogram.bins[c][i];

        n += samples;
        if (i / 255.0 < self->black)
          n_dark += samples;
        if (i / 255.0 > self->white)
          n_light += samples;
      }
  *dark = n > 0 ? 100 * n_dark / n : 0;
  *light = n > 0 ? 100 * n_light / n : 0;
}

/* On a plate of its own, so that it can be read on any channel. */
static void
draw_line (RectoHistogramView *self, cairo_t *cr, const char *words, gboolean at_end, double width, double y)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->area, words);
  int text_width, text_height;
  double x = 8;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  if (at_end)
    x = width - text_width - 8;
  cairo_rectangle (cr, x - 4, y, text_width + 8, text_height + 2);
  cairo_set_source_rgba (cr, 0.09, 0.09, 0.09, 0.8);
  cairo_fill (cr);
  cairo_move_to (cr, x, y + 1);
  cairo_set_source_rgb (cr, 1, 1, 1);
  pango_cairo_show_layout (cr, layout);
}

/* What the scan itself has lost, and below it what the marks cut off in the channels that are shown. The marks are of stored values, not of L*. */
static void
draw_words (RectoHistogramView *self, cairo_t *cr, double width)
{
  g_autofree char *dark = g_strdup_printf (_ ("original: %.1f %% dark"), self->histogram.dark_percent);
  g_autofree char *saturated = g_strdup_printf (_ ("%.1f %% saturated"), self->histogram.saturated_percent);
  double cut_dark, cut_light;

  draw_line (self, cr, dark, FALSE, width, 4);
  draw_line (self, cr, saturated, TRUE, width, 4);
  if (self->channel == CHANNEL_L || !self->cuts)
    return;
  recto_histogram_view_get_clipped (self, &cut_dark, &cut_light);
  if (self->black > 0)
    {
      g_autofree char *words = g_strdup_printf (_ ("%.1f %% cut to black"), cut_dark);

      draw_line (self, cr, words, FALSE, width, 24);
    }
  if (self->white < 1)
    {
      g_autofree char *words = g_strdup_printf (_ ("%.1f %% cut to white"), cut_light);

      draw_line (self, cr, words, TRUE, width, 24);
    }
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int full_width, int full_height, gpointer user_data)
{
  RectoHistogramView *self = user_data;
  double width = full_width - 2 * SIDE;
  double height = full_height - FOOT;
  double top;

  if (!self->has_histogram || width < 10)
    return;
  cairo_save (cr);
  cairo_translate (cr, SIDE, 0);
  top = get_top (self);
  if (self->channel == CHANNEL_RGB)
    {
      cairo_save (cr);
      cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
      for (guint i = 0; i < 3; i++)
        draw_channel (self, cr, i, top, width, height);
      cairo_restore (cr);
    }
  else
    {
      draw_channel (self, cr, self->channel - 1, top, width, height);
    }
  draw_curve (self, cr, width, height);
  draw_marks (self, cr, width, height);
  cairo_restore (cr);
  draw_words (self, cr, full_width);
}

/* ----- marks ----- */

static void
announce (RectoHistogramView *self)
{
  g_autofree char *words
      = g_strdup_printf (_ ("Histogram: black point %.3f, gamma %.2f, white point %.3f"), self->black, self->gamma, self->white);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
emit (RectoHistogramView *self, gboolean final)
{
  gtk_widget_queue_draw (self->area);
  announce (self);
  g_signal_emit (self, signals[LEVELS_MOVED], 0, self->black, self->gamma, self->white, final);
}

static void
move_mark (RectoHistogramView *self, double value)
{
  double range = self->white - self->black;

  switch (self->mark)
    {
    case MARK_BLACK:
      self->black = CLAMP (value, 0, self->white - 0.005);
      break;
    case MARK_WHITE:
      self->white = CLAMP (value, self->black + 0.005, 1);
      break;
    case MARK_GAMMA:
    default:
      value = CLAMP ((value - self->black) / range, 0.001, 0.93);
      self->gamma = CLAMP (log (value) / log (0.5), 0.1, 10);
      break;
    }
  self->black = round (self->black * 1000) / 1000;
  self->white = round (self->white * 1000) / 1000;
  self->gamma = round (self->gamma * 100) / 100;
}

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, RectoHistogramView *self)
{
  double width = gtk_widget_get_width (self->area) - 2 * SIDE;
  double value = (x - SIDE) / MAX (width, 1);
  double best = G_MAXDOUBLE;

  if (!self->has_histogram)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  /* What the keys moved a moment ago is stored now, not in the middle of the drag. */
  if (self->rest_source != 0)
    {
      g_clear_handle_id (&self->rest_source, g_source_remove);
      emit (self, TRUE);
    }
  gtk_widget_grab_focus (self->area);
  for (int i = 0; i < N_MARKS; i++)
    if (fabs (mark_value (self, i) - value) < best)
      {
        best = fabs (mark_value (self, i) - value);
        self->mark = i;
      }
  self->drag_from = mark_value (self, self->mark);
  self->dragging = TRUE;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_queue_draw (self->area);
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, RectoHistogramView *self)
{
  double width = gtk_widget_get_width (self->area) - 2 * SIDE;

  if (dx == 0)
    return;
  move_mark (self, self->drag_from + dx / MAX (width, 1));
  emit (self, FALSE);
}

static void
drag_end_cb (GtkGestureDrag *drag, double dx, double dy, RectoHistogramView *self)
{
  self->dragging = FALSE;
  if (dx != 0)
    emit (self, TRUE);
}

static gboolean
rest_cb (gpointer user_data)
{
  RectoHistogramView *self = user_data;

  self->rest_source = 0;
  emit (self, TRUE);

  return G_SOURCE_REMOVE;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RectoHistogramView *self)
{
  double step = (state & GDK_SHIFT_MASK) != 0 ? 0.05 : 0.005;

  if (!self->has_histogram || self->dragging || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    {
      self->mark = CLAMP (self->mark + (key == GDK_KEY_Up ? 1 : -1), 0, N_MARKS - 1);
      gtk_widget_queue_draw (self->area);
      return GDK_EVENT_STOP;
    }
  if (key != GDK_KEY_Left && key != GDK_KEY_Right)
    return GDK_EVENT_PROPAGATE;
  move_mark (self, mark_value (self, self->mark) + (key == GDK_KEY_Right ? step : -step));
  emit (self, FALSE);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add (REST_MS, rest_cb, self);

  return GDK_EVENT_STOP;
}

static void
channel_cb (GtkToggleButton *button, RectoHistogramView *self)
{
  for (guint i = 0; i < N_CHANNELS; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->channels[i])))
      self->channel = i;
  gtk_widget_queue_draw (self->area);
}

static void
redraw_cb (GtkWidget *widget, RectoHistogramView *self)
{
  gtk_widget_queue_draw (self->area);
}

static void
recto_histogram_view_dispose (GObject *object)
{
  RectoHistogramView *self = RECTO_HISTOGRAM_VIEW (object);

  g_clear_handle_id (&self->rest_source, g_source_remove);

  G_OBJECT_CLASS (recto_histogram_view_parent_class)->dispose (object);
}

static void
recto_histogram_view_class_init (RectoHistogramViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_histogram_view_dispose;

  signals[LEVELS_MOVED]
      = g_signal_new ("levels-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 4, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
}

static GtkWidget *
add_toggle (GtkWidget *linked, const char *label, const char *words, GtkWidget *group, GCallback callback, gpointer self)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (button, "small-button");
  recto_parts_describe (button, words, NULL);
  if (group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (group));
  g_signal_connect (button, "toggled", callback, self);
  gtk_box_append (GTK_BOX (linked), button);

  return button;
}

static void
recto_histogram_view_init (RectoHistogramView *self)
{
  static const struct { const char *label; const char *words; const char *css; } channels[N_CHANNELS] = {
    { "RGB", N_ ("All channels"), NULL }, { "R", N_ ("Red"), "channel-r" }, { "G", N_ ("Green"), "channel-g" },
    { "B", N_ ("Blue"), "channel-b" }, { "L*", N_ ("Lightness"), NULL },
  };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *left = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *right = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->gamma = 1;
  self->white = 1;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);

  self->area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_SLIDER, NULL);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->area), HEIGHT + FOOT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  gtk_widget_set_focusable (self->area, TRUE);
  gtk_widget_add_css_class (self->area, "histogram");
  gtk_widget_set_overflow (self->area, GTK_OVERFLOW_HIDDEN);
  announce (self);
  gtk_box_append (GTK_BOX (self), self->area);

  gtk_widget_add_css_class (left, "linked");
  gtk_widget_add_css_class (right, "linked");
  for (guint i = 0; i < N_CHANNELS; i++)
    {
      self->channels[i] = add_toggle (left, channels[i].label, _ (channels[i].words), i > 0 ? self->channels[0] : NULL,
                                      G_CALLBACK (channel_cb), self);
      if (channels[i].css != NULL)
        gtk_widget_add_css_class (self->channels[i], channels[i].css);
    }
  self->logarithmic = add_toggle (right, _ ("Log"), _ ("Logarithmic"), NULL, G_CALLBACK (redraw_cb), self);
  self->linear = add_toggle (right, _ ("Linear"), _ ("Linear"), self->logarithmic, G_CALLBACK (redraw_cb), self);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->logarithmic), TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->channels[0]), TRUE);
  gtk_widget_set_hexpand (right, TRUE);
  gtk_widget_set_halign (right, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (row), left);
  gtk_box_append (GTK_BOX (row), right);
  gtk_box_append (GTK_BOX (self), row);

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->area, keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (gtk_widget_queue_draw), self->area);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (gtk_widget_queue_draw), self->area);
  gtk_widget_add_controller (self->area, focus);
}

GtkWidget *
recto_histogram_view_new (void)
{
  return g_object_new (RECTO_TYPE_HISTOGRAM_VIEW, NULL);
}

void
recto_histogram_view_set_histogram (RectoHistogramView *self, const RectoHistogram *histogram)
{
  g_return_if_fail (RECTO_IS_HISTOGRAM_VIEW (self));

  self->has_histogram = histogram != NULL;
  if (histogram != NULL)
    self->histogram = *histogram;
  gtk_widget_queue_draw (self->area);
}

void
recto_histogram_view_set_cuts (RectoHistogramView *self, gboolean cuts)
{
  g_return_if_fail (RECTO_IS_HISTOGRAM_VIEW (self));

  self->cuts = cuts;
  gtk_widget_queue_draw (self->area);
}

gboolean
recto_histogram_view_get_cuts (RectoHistogramView *self)
{
  g_return_val_if_fail (RECTO_IS_HISTOGRAM_VIEW (self), FALSE);

  return self->cuts;
}

void
recto_histogram_view_set_levels (RectoHistogramView *self, double black, double gamma, double white)
{
  g_return_if_fail (RECTO_IS_HISTOGRAM_VIEW (self));

  if (self->dragging)
    return;
  self->black = black;
  self->gamma = gamma > 0 ? gamma : 1;
  self->white = white;
  announce (self);
  gtk_widget_queue_draw (self->area);
}

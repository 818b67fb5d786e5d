/* recto-canvas-private.h: what the canvas's files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The canvas is three sheets one above the other (picture, annotations, hand), so that what moves fast is drawn without touching what does
 * not, and two badges. Each file below owns one concern and its part of the struct.
 */

#pragma once

#include "recto-canvas.h"
#include "recto-tile-layer.h"
#include "recto-viewport-private.h"

typedef enum
{
  DRAG_NONE,
  DRAG_PAN,
  DRAG_SHAPE,
  DRAG_HANDLE,
  DRAG_DRAW,
  DRAG_CURTAIN,
  DRAG_POINT,
} RectoDrag;

struct _RectoCanvas
{
  GtkWidget parent_instance;

  GtkWidget *picture;
  GtkWidget *notes;
  GtkWidget *hand;
  GtkWidget *badges[2];
  char *badge_classes[2];

  /* View: recto-canvas-view.c */
  RectoViewport *viewport;
  RectoRenderer *renderer; /* wanted */
  RectoRenderer *adopted;  /* shown, or being rendered */
  gint64 adopted_time;
  guint adopt_source;
  RectoComposition composition;
  RectoTileLayer *layers[2];
  guint n_layers;
  int scale;
  int device_width;
  int device_height;
  int origin_x; /* the view's upper left in the plane, device pixels */
  int origin_y;
  guint page_width; /* 0: no page */
  guint page_height;
  RectoMatrix3 page_to_plane;
  RectoMatrix3 plane_to_page;
  gboolean settled;
  char *described;
  GdkRGBA surround;
  GdkRGBA lens_colour;
  int side_margin; /* units */
  guint blink_source;
  gboolean torch_pinned;

  /* Annotations: recto-canvas-annotations.c */
  GListModel *annotations;
  GPtrArray *watched; /* of RectoAnnotation */
  gboolean annotations_visible;
  gboolean placed[2]; /* A and B lie on the page */
  RectoAnnotation *selected;
  double error_band;
  double px_per_mm;

  /* Points of the hand registration */
  GArray *points; /* of RectoPoint */
  RectoPoint mark;
  gboolean has_mark;
  int selected_point;
  int worst_point;
  gboolean has_target; /* where the worst point should lie */
  RectoPoint target;

  /* Input: recto-canvas-input.c, recto-canvas-tools.c */
  RectoTool tool;
  RectoDrag drag;
  double press_x; /* widget units */
  double press_y;
  double pointer_x;
  double pointer_y;
  gboolean pointer_inside;
  guint pointer_source; /* the page moved under the resting pointer */
  int panned_x; /* device pixels panned in this drag */
  int panned_y;
  RectoPoint press_page;
  RectoPoint curtain_at_press;
  RectoPoint point_at_press;
  guint handle;
  int dragged_point;
  RectoShape *draft;  /* the selected shape while it is dragged, or what a tool draws */
  GArray *stroke;     /* of RectoPoint, page: polygon and freehand under way */
  gboolean moved;
  struct
  {
    gint64 time;
    double x;
    double y;
  } trail[8];
  guint trail_length;
  guint glide_tick;
  double glide_x; /* device pixels per second */
  double glide_y;
  double glide_rest_x;
  double glide_rest_y;
  gint64 glide_time;
  double scroll_rest_x;
  double scroll_rest_y;
  double pinch_zoom;
  RectoPoint pinch_anchor;
};

enum
{
  SIGNAL_SETTLED,
  SIGNAL_POINTER_MOVED,
  SIGNAL_SHAPE_DRAWN,
  SIGNAL_SHAPE_CHANGED,
  SIGNAL_ANNOTATION_ACTIVATED,
  SIGNAL_COMPOSITION_CHANGED,
  SIGNAL_POINT_SET,
  SIGNAL_FOCUSED,
  N_CANVAS_SIGNALS
};

extern guint recto_canvas_signals[N_CANVAS_SIGNALS];

/* A transparent child that draws with a function of the canvas. */
typedef void (*RectoSheetDraw) (RectoCanvas *canvas, GtkSnapshot *snapshot);
GtkWidget *recto_canvas_sheet_new (RectoSheetDraw draw);

/* ----- view ----- */
void recto_canvas_view_init (RectoCanvas *self);
void recto_canvas_view_dispose (RectoCanvas *self);
void recto_canvas_update (RectoCanvas *self); /* aims the layers anew; cheap when nothing changed */
void recto_canvas_draw_picture (RectoCanvas *self, GtkSnapshot *snapshot);
void recto_canvas_draw_lens (RectoCanvas *self, GtkSnapshot *snapshot); /* what the torch shows of B */
void recto_canvas_composition_moved (RectoCanvas *self); /* the user moved curtain or lens */
void recto_canvas_place_badges (RectoCanvas *self);
/* Plane position of the curtain's line when it is upright or level on the screen: vertical says which, b_after whether B is right
 * of it or below. FALSE: slanting. position is a device pixel edge of the view. */
gboolean recto_canvas_get_curtain (RectoCanvas *self, gboolean *vertical, gboolean *b_after,
                                   int *position);
/* Page pixels covered by n units of the widget. */
double recto_canvas_page_length (RectoCanvas *self, double units);

/* ----- annotations ----- */
void recto_canvas_annotations_dispose (RectoCanvas *self);
void recto_canvas_draw_notes (RectoCanvas *self, GtkSnapshot *snapshot);
void recto_canvas_draw_hand (RectoCanvas *self, GtkSnapshot *snapshot);
/* Whether annotations are drawn at all, and at a place of the widget. */
gboolean recto_canvas_shows_marks (RectoCanvas *self);
gboolean recto_canvas_is_marked (RectoCanvas *self, double x, double y);
void recto_canvas_draw_shape (RectoCanvas *self, GtkSnapshot *snapshot, RectoShape *shape,
                              RectoAnnotationStyle style, guint number);
void recto_canvas_draw_handles (RectoCanvas *self, GtkSnapshot *snapshot, RectoShape *shape);
void recto_canvas_draw_points (RectoCanvas *self, GtkSnapshot *snapshot);
GdkRGBA recto_annotation_style_get_colour (RectoAnnotationStyle style);
/* Where the marker's centre stands, in widget units. */
RectoPoint recto_canvas_marker_position (RectoCanvas *self, RectoShape *shape);
RectoAnnotation *recto_canvas_hit_annotation (RectoCanvas *self, double x, double y);
/* Handle of the selected shape under a widget position, or -1. */
int recto_canvas_hit_handle (RectoCanvas *self, double x, double y);
int recto_canvas_hit_point (RectoCanvas *self, double x, double y);
/* Centre of the curtain's handle; at the edge of the view when the line lies outside. FALSE: there is none. */
gboolean recto_canvas_get_curtain_handle (RectoCanvas *self, gboolean *vertical, RectoPoint *handle);
gboolean recto_canvas_hit_curtain (RectoCanvas *self, double x, double y);

#define RECTO_TURN_HANDLE_UNITS 24
#define RECTO_HIT_UNITS 6
#define RECTO_MARKER_SIZE 22

/* ----- input ----- */
void recto_canvas_input_init (RectoCanvas *self);
void recto_canvas_input_dispose (RectoCanvas *self);
void recto_canvas_actions_class_init (GtkWidgetClass *klass);
void recto_canvas_stop_glide (RectoCanvas *self);
/* The page lies differently under the pointer, which did not move. */
void recto_canvas_pointer_over_other (RectoCanvas *self);
void recto_canvas_update_cursor (RectoCanvas *self);

/* ----- tools ----- */
/* A press of the first button; says what the drag that follows does. */
RectoDrag recto_canvas_tool_press (RectoCanvas *self, double x, double y, int n_press);
void recto_canvas_tool_drag (RectoCanvas *self, double x, double y);
void recto_canvas_tool_release (RectoCanvas *self, double x, double y);
void recto_canvas_tool_motion (RectoCanvas *self);
gboolean recto_canvas_tool_cancel (RectoCanvas *self); /* Escape */
gboolean recto_canvas_tool_finish (RectoCanvas *self); /* Enter */
/* Moves the selected shape or point; FALSE when there is none. steps are 1 on the screen's axes. */
gboolean recto_canvas_tool_nudge (RectoCanvas *self, int dx, int dy, gboolean large);
gboolean recto_canvas_nudge_composition (RectoCanvas *self, int dx, int dy, gboolean large);

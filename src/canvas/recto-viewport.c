/* recto-viewport.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-viewport-private.h"

#include <glib/gi18n.h>
#include <math.h>

typedef struct
{
  gpointer pane;
  int width;
  int height;
  int margin_x;
  int margin_y;
} Pane;

struct _RectoViewport
{
  GObject parent_instance;

  double page_width;
  double page_height;
  RectoPoint center;
  double zoom;
  guint quarter_turns;
  gboolean mirrored;
  gboolean fit;
  GArray *panes;
};

G_DEFINE_FINAL_TYPE (RectoViewport, recto_viewport, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CENTER_X,
  PROP_CENTER_Y,
  PROP_ZOOM,
  PROP_QUARTER_TURNS,
  PROP_MIRRORED,
  PROP_FIT,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Everything changes through here, so that one change is told once. */
typedef struct
{
  RectoPoint center;
  double zoom;
  guint quarter_turns;
  gboolean mirrored;
  gboolean fit;
} State;

static State
get_state (RectoViewport *self)
{
  return (State) { self->center, self->zoom, self->quarter_turns, self->mirrored, self->fit };
}

static void
fit_state (RectoViewport *self, State *state)
{
  double zoom = RECTO_ZOOM_MAX;
  gboolean known = FALSE;
  double width = state->quarter_turns & 1 ? self->page_height : self->page_width;
  double height = state->quarter_turns & 1 ? self->page_width : self->page_height;

  state->center = (RectoPoint) { (self->page_width - 1) / 2, (self->page_height - 1) / 2 };
  for (guint i = 0; i < self->panes->len; i++)
    {
      const Pane *pane = &g_array_index (self->panes, Pane, i);
      double free_width = MAX (pane->width - 2 * pane->margin_x, 1);
      double free_height = MAX (pane->height - 2 * pane->margin_y, 1);

      zoom = MIN (zoom, MIN (free_width / width, free_height / height));
      known = TRUE;
    }
  if (known)
    state->zoom = CLAMP (zoom, RECTO_ZOOM_MIN, RECTO_ZOOM_MAX);
}

static void
set_state (RectoViewport *self, State state)
{
  State old = get_state (self);

  if (state.fit && self->page_width > 0)
    fit_state (self, &state);
  self->center = state.center;
  self->zoom = state.zoom;
  self->quarter_turns = state.quarter_turns;
  self->mirrored = state.mirrored;
  self->fit = state.fit;

  g_object_freeze_notify (G_OBJECT (self));
  if (old.center.x != state.center.x)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CENTER_X]);
  if (old.center.y != state.center.y)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CENTER_Y]);
  if (old.zoom != state.zoom)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
  if (old.quarter_turns != state.quarter_turns)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUARTER_TURNS]);
  if (old.mirrored != state.mirrored)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIRRORED]);
  if (old.fit != state.fit)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIT]);
  if (old.center.x != state.center.x || old.center.y != state.center.y || old.zoom != state.zoom
      || old.quarter_turns != state.quarter_turns || old.mirrored != state.mirrored
      || old.fit != state.fit)
    g_signal_emit (self, signals[CHANGED], 0);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
recto_viewport_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RectoViewport *self = RECTO_VIEWPORT (object);

  switch (id)
    {
    case PROP_CENTER_X:
      g_value_set_double (value, self->center.x);
      break;
    case PROP_CENTER_Y:
      g_value_set_double (value, self->center.y);
      break;
    case PROP_ZOOM:
      g_value_set_double (value, self->zoom);
      break;
    case PROP_QUARTER_TURNS:
      g_value_set_uint (value, self->quarter_turns);
      break;
    case PROP_MIRRORED:
      g_value_set_boolean (value, self->mirrored);
      break;
    case PROP_FIT:
      g_value_set_boolean (value, self->fit);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
recto_viewport_finalize (GObject *object)
{
  RectoViewport *self = RECTO_VIEWPORT (object);

  g_array_unref (self->panes);
  G_OBJECT_CLASS (recto_viewport_parent_class)->finalize (object);
}

static void
recto_viewport_class_init (RectoViewportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = recto_viewport_get_property;
  object_class->finalize = recto_viewport_finalize;

  properties[PROP_CENTER_X] = g_param_spec_double ("center-x", NULL, NULL, -G_MAXDOUBLE,
                                                   G_MAXDOUBLE, 0, flags);
  properties[PROP_CENTER_Y] = g_param_spec_double ("center-y", NULL, NULL, -G_MAXDOUBLE,
                                                   G_MAXDOUBLE, 0, flags);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, RECTO_ZOOM_MIN, RECTO_ZOOM_MAX,
                                               1, flags);
  properties[PROP_QUARTER_TURNS] = g_param_spec_uint ("quarter-turns", NULL, NULL, 0, 3, 0, flags);
  properties[PROP_MIRRORED] = g_param_spec_boolean ("mirrored", NULL, NULL, FALSE, flags);
  properties[PROP_FIT] = g_param_spec_boolean ("fit", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
recto_viewport_init (RectoViewport *self)
{
  self->zoom = 1;
  self->fit = TRUE;
  self->panes = g_array_new (FALSE, FALSE, sizeof (Pane));
}

RectoViewport *
recto_viewport_new (void)
{
  return g_object_new (RECTO_TYPE_VIEWPORT, NULL);
}

void
recto_viewport_set_page_size (RectoViewport *self, double width, double height)
{
  g_return_if_fail (RECTO_IS_VIEWPORT (self));
  g_return_if_fail (width > 0 && height > 0);

  if (self->page_width == width && self->page_height == height)
    return;
  self->page_width = width;
  self->page_height = height;
  set_state (self, get_state (self));
}

void
recto_viewport_get_page_size (RectoViewport *self, double *width, double *height)
{
  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  *width = self->page_width;
  *height = self->page_height;
}

void
recto_viewport_set_pane_size (RectoViewport *self, gpointer pane, int width, int height, int margin_x,
                              int margin_y)
{
  guint i = 0;

  while (i < self->panes->len && g_array_index (self->panes, Pane, i).pane != pane)
    i++;
  if (width <= 0 || height <= 0)
    {
      if (i == self->panes->len)
        return;
      g_array_remove_index (self->panes, i);
    }
  else
    {
      Pane entry = { pane, width, height, margin_x, margin_y };

      if (i == self->panes->len)
        g_array_append_val (self->panes, entry);
      else
        g_array_index (self->panes, Pane, i) = entry;
    }
  if (self->fit)
    set_state (self, get_state (self));
}

RectoPoint
recto_viewport_get_center (RectoViewport *self)
{
  g_return_val_if_fail (RECTO_IS_VIEWPORT (self), ((RectoPoint) { 0, 0 }));

  return self->center;
}

double
recto_viewport_get_zoom (RectoViewport *self)
{
  g_return_val_if_fail (RECTO_IS_VIEWPORT (self), 1);

  return self->zoom;
}

guint
recto_viewport_get_quarter_turns (RectoViewport *self)
{
  g_return_val_if_fail (RECTO_IS_VIEWPORT (self), 0);

  return self->quarter_turns;
}

gboolean
recto_viewport_get_mirrored (RectoViewport *self)
{
  g_return_val_if_fail (RECTO_IS_VIEWPORT (self), FALSE);

  return self->mirrored;
}

void
recto_viewport_get_projection (RectoViewport *self, RectoProjection *projection)
{
  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  *projection = (RectoProjection) { self->zoom, self->quarter_turns, self->mirrored };
}

void
recto_viewport_look_at (RectoViewport *self, RectoPoint center, double zoom)
{
  State state;

  g_return_if_fail (RECTO_IS_VIEWPORT (self));
  g_return_if_fail (isfinite (center.x) && isfinite (center.y) && isfinite (zoom));

  state = get_state (self);
  state.center = center;
  state.zoom = CLAMP (zoom, RECTO_ZOOM_MIN, RECTO_ZOOM_MAX);
  state.fit = FALSE;
  set_state (self, state);
}

void
recto_viewport_zoom_about (RectoViewport *self, double zoom, RectoPoint anchor)
{
  double factor;

  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  zoom = CLAMP (zoom, RECTO_ZOOM_MIN, RECTO_ZOOM_MAX);
  factor = self->zoom / zoom;
  recto_viewport_look_at (self,
                          (RectoPoint) { anchor.x + (self->center.x - anchor.x) * factor,
                                         anchor.y + (self->center.y - anchor.y) * factor },
                          zoom);
}

/* The centre may leave the page only as far as it already is, so that the page is never lost. */
static double
keep_near (double wanted, double now, double size)
{
  double low = MIN (now, -0.5);
  double high = MAX (now, size - 0.5);

  return size > 0 ? CLAMP (wanted, low, high) : wanted;
}

void
recto_viewport_pan (RectoViewport *self, double dx, double dy)
{
  RectoPoint to = { 0, 0 };
  double x, y;

  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  /* The picture follows the hand: the centre goes the other way, turned back into the page. */
  x = -dx / self->zoom;
  y = -dy / self->zoom;
  for (guint i = 0; i < self->quarter_turns; i++)
    {
      double swap = x;

      x = y;
      y = -swap;
    }
  if (self->mirrored)
    x = -x;
  to.x = keep_near (self->center.x + x, self->center.x, self->page_width);
  to.y = keep_near (self->center.y + y, self->center.y, self->page_height);
  recto_viewport_look_at (self, to, self->zoom);
}

void
recto_viewport_rotate (RectoViewport *self, int quarter_turns)
{
  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  recto_viewport_set_quarter_turns (self, (self->quarter_turns + (guint) (quarter_turns & 3)) & 3);
}

void
recto_viewport_set_quarter_turns (RectoViewport *self, guint quarter_turns)
{
  State state;

  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  state = get_state (self);
  state.quarter_turns = quarter_turns & 3;
  set_state (self, state);
}

void
recto_viewport_set_mirrored (RectoViewport *self, gboolean mirrored)
{
  State state;

  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  state = get_state (self);
  state.mirrored = mirrored != FALSE;
  set_state (self, state);
}

void
recto_viewport_mirror (RectoViewport *self)
{
  State state;

  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  /* The page is mirrored before it is turned; mirrored after, it would be turned the other way. */
  state = get_state (self);
  state.mirrored = !state.mirrored;
  state.quarter_turns = (4 - state.quarter_turns) & 3;
  set_state (self, state);
}

void
recto_viewport_set_fit (RectoViewport *self, gboolean fit)
{
  State state;

  g_return_if_fail (RECTO_IS_VIEWPORT (self));

  state = get_state (self);
  state.fit = fit != FALSE;
  set_state (self, state);
}

gboolean
recto_viewport_get_fit (RectoViewport *self)
{
  g_return_val_if_fail (RECTO_IS_VIEWPORT (self), FALSE);

  return self->fit;
}

/* ----- text ----- */

char *
recto_viewport_to_text (RectoViewport *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (RECTO_IS_VIEWPORT (self), NULL);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "center");
  json_builder_begin_array (builder);
  json_builder_add_double_value (builder, self->center.x);
  json_builder_add_double_value (builder, self->center.y);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "fit");
  json_builder_add_boolean_value (builder, self->fit);
  json_builder_set_member_name (builder, "mirrored");
  json_builder_add_boolean_value (builder, self->mirrored);
  json_builder_set_member_name (builder, "quarter_turns");
  json_builder_add_int_value (builder, self->quarter_turns);
  json_builder_set_member_name (builder, "zoom");
  json_builder_add_double_value (builder, self->zoom);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return recto_json_canonical (root);
}

static gboolean
is_number (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_INT64
             || json_node_get_value_type (node) == G_TYPE_DOUBLE)
         && isfinite (json_node_get_double (node));
}

static gboolean
read_flag (JsonObject *object, const char *name, gboolean fallback, gboolean *flag)
{
  JsonNode *node = json_object_get_member (object, name);

  *flag = fallback;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  *flag = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_state (JsonNode *root, State *state)
{
  JsonObject *object;
  JsonNode *center, *zoom, *turns;
  JsonArray *pair;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  center = json_object_get_member (object, "center");
  zoom = json_object_get_member (object, "zoom");
  turns = json_object_get_member (object, "quarter_turns");
  if (center == NULL || !JSON_NODE_HOLDS_ARRAY (center) || !is_number (zoom))
    return FALSE;
  pair = json_node_get_array (center);
  if (json_array_get_length (pair) != 2 || !is_number (json_array_get_element (pair, 0))
      || !is_number (json_array_get_element (pair, 1)))
    return FALSE;
  state->center.x = json_array_get_double_element (pair, 0);
  state->center.y = json_array_get_double_element (pair, 1);
  state->zoom = json_node_get_double (zoom);
  if (state->zoom < RECTO_ZOOM_MIN || state->zoom > RECTO_ZOOM_MAX)
    return FALSE;
  state->quarter_turns = 0;
  if (turns != NULL)
    {
      double value = is_number (turns) ? json_node_get_double (turns) : -1;

      if (value != 0 && value != 1 && value != 2 && value != 3)
        return FALSE;
      state->quarter_turns = (guint) value;
    }
  return read_flag (object, "mirrored", FALSE, &state->mirrored)
         && read_flag (object, "fit", FALSE, &state->fit);
}

gboolean
recto_viewport_restore (RectoViewport *self, const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  State state;

  g_return_val_if_fail (RECTO_IS_VIEWPORT (self), FALSE);
  g_return_val_if_fail (json != NULL, FALSE);

  if (!json_parser_load_from_data (parser, json, -1, NULL)
      || !read_state (json_parser_get_root (parser), &state))
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                           _("The stored view cannot be read. The whole page is shown instead."));
      return FALSE;
    }
  set_state (self, state);
  return TRUE;
}

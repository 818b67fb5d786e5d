/* recto-panes.c: the canvases of the light table, sharing one Viewport
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-panes-private.h"

#include "recto-light-badge.h"
#include <glib/gi18n.h>

struct _RectoPanes
{
  GtkBox parent_instance;

  RectoPane panes[RECTO_N_PANES];
  guint active;
  RectoSession *session;
  GSignalGroup *session_signals;
  GSignalGroup *viewport_signals;

  /* blink */
  RectoRenderer *blink[2];
  char *blink_key;
  gboolean blink_b;
  double blink_rate;
  guint blink_source;

  guint badges_source;
  gboolean torch_pinned;
  RectoExposureItem *hand; /* aligned by hand now */
  RectoViewport *hand_viewport;
};

enum
{
  POINTER_MOVED,
  SHAPE_DRAWN,
  POINT_SET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoPanes, recto_panes, GTK_TYPE_BOX)

static gboolean
badges_cb (gpointer user_data)
{
  RectoPanes *self = user_data;

  self->badges_source = 0;
  for (guint i = 0; i < RECTO_N_PANES; i++)
    gtk_widget_queue_allocate (self->panes[i].overlay);

  return G_SOURCE_REMOVE;
}

/* Later: the view also changes while a canvas is being allocated. */
static void
queue_badges (RectoPanes *self)
{
  if (self->badges_source == 0)
    self->badges_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, badges_cb, self, NULL);
}

static void
show_badge (RectoPane *pane, guint which, RectoExposureItem *exposure)
{
  gtk_widget_set_visible (pane->badges[which], exposure != NULL);
  if (exposure != NULL)
    recto_light_badge_set_light (RECTO_LIGHT_BADGE (pane->badges[which]),
                                 recto_exposure_item_get_light (exposure));
}

static void
update_badges (RectoPanes *self, RectoMode mode)
{
  RectoExposureItem *a = recto_session_get_a (self->session);
  RectoExposureItem *b = recto_session_get_b (self->session);
  RectoExposureItem *first = a;
  RectoExposureItem *second = b;

  if (mode == RECTO_MODE_SINGLE || mode == RECTO_MODE_SIDE_BY_SIDE)
    second = NULL;
  if (mode == RECTO_MODE_BLINK)
    {
      first = self->blink_b && b != NULL ? b : a;
      second = NULL;
    }
  self->panes[0].mode = mode;
  self->panes[1].mode = RECTO_MODE_SINGLE;
  show_badge (&self->panes[0], 0, first);
  show_badge (&self->panes[0], 1, second);
  show_badge (&self->panes[1], 0, self->hand != NULL ? self->hand : b);
  recto_pane_colour_lens (&self->panes[0], b);
  show_badge (&self->panes[1], 1, NULL);
  queue_badges (self);
}

static gboolean
is_placed (RectoExposureItem *exposure)
{
  return exposure != NULL && recto_exposure_item_is_placed (exposure);
}

/* A canvas that shows one picture alone asks for the first. */
static void
update_placed (RectoPanes *self, RectoMode mode)
{
  RectoExposureItem *a = recto_session_get_a (self->session);
  RectoExposureItem *b = recto_session_get_b (self->session);
  gboolean first_is_b = mode == RECTO_MODE_BLINK && self->blink_b && b != NULL;

  recto_canvas_set_placed (self->panes[0].canvas, is_placed (first_is_b ? b : a), is_placed (b));
  recto_canvas_set_placed (self->panes[1].canvas, is_placed (b), is_placed (b));
}

/* ----- blink ----- */

static void
show_blink (RectoPanes *self)
{
  recto_canvas_set_renderer (self->panes[0].canvas, self->blink[self->blink_b ? 1 : 0]);
  update_badges (self, RECTO_MODE_BLINK);
  update_placed (self, RECTO_MODE_BLINK);
}

static gboolean
blink_cb (gpointer user_data)
{
  RectoPanes *self = user_data;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->blink_b = !self->blink_b;
      show_blink (self);
    }

  return G_SOURCE_CONTINUE;
}

static void
stop_blink (RectoPanes *self)
{
  g_clear_handle_id (&self->blink_source, g_source_remove);
  self->blink_rate = 0;
  g_clear_pointer (&self->blink[0], recto_renderer_unref);
  g_clear_pointer (&self->blink[1], recto_renderer_unref);
  g_clear_pointer (&self->blink_key, g_free);
}

static void
start_blink (RectoPanes *self, RectoRenderer *renderer, const RectoComposition *composition)
{
  const char *key = recto_renderer_get_key (renderer);

  if (g_strcmp0 (key, self->blink_key) != 0)
    {
      gboolean running = self->blink_key != NULL && composition->blink_rate > 0;

      g_clear_pointer (&self->blink[0], recto_renderer_unref);
      g_clear_pointer (&self->blink[1], recto_renderer_unref);
      g_free (self->blink_key);
      self->blink_key = g_strdup (key);
      self->blink[0] = recto_renderer_new_single (renderer, composition->a);
      self->blink[1] = recto_renderer_new_single (renderer, composition->b);
      if (!running)
        self->blink_b = composition->blink_b;
    }
  if (composition->blink_rate != self->blink_rate || self->blink_source == 0)
    {
      g_clear_handle_id (&self->blink_source, g_source_remove);
      self->blink_rate = composition->blink_rate;
      if (self->blink_rate > 0)
        self->blink_source
            = g_timeout_add ((guint) MAX (20, 1000 / self->blink_rate), blink_cb, self);
    }
  show_blink (self);
}

/* ----- what is shown ----- */

static void
update (RectoPanes *self)
{
  g_autoptr (RectoRenderer) first = NULL;
  const RectoComposition *composition;
  RectoMode mode;
  gboolean two, original = FALSE;

  if (self->session == NULL)
    return;

  composition = recto_session_get_composition (self->session);
  mode = composition->mode;
  if (recto_session_get_b (self->session) == NULL)
    mode = RECTO_MODE_SINGLE;
  two = mode == RECTO_MODE_SIDE_BY_SIDE;
  first = recto_session_dup_renderer (self->session, 0);
  if (mode == RECTO_MODE_BLINK && first != NULL)
    {
      start_blink (self, first, composition);
    }
  else
    {
      stop_blink (self);
      recto_canvas_set_renderer (self->panes[0].canvas, first);
      update_badges (self, mode);
      update_placed (self, mode);
    }

  gtk_widget_set_visible (self->panes[1].overlay, two);
  if (two)
    {
      g_autoptr (RectoRenderer) second
          = self->hand != NULL ? recto_pane_new_alone (self->hand) : recto_session_dup_renderer (self->session, 1);

      recto_canvas_set_renderer (self->panes[1].canvas, second);
      recto_canvas_set_error_band (self->panes[1].canvas,
                                   recto_pane_error_band (recto_session_get_b (self->session)));
    }
  else
    {
      self->active = 0;
    }
  g_object_get (self->session, "show-original", &original, NULL);
  for (guint i = 0; i < RECTO_N_PANES; i++)
    gtk_widget_set_visible (self->panes[i].original, original);
  for (guint i = 0; i < RECTO_N_PANES; i++)
    recto_pane_follow_scale (&self->panes[i], i == 1 && self->hand != NULL);
  for (guint i = 0; i < RECTO_N_PANES; i++)
    recto_canvas_set_annotations_visible (
        self->panes[i].canvas, self->hand == NULL && recto_session_get_annotations_visible (self->session));
}

static void
update_selection (RectoPanes *self)
{
  RectoFindingItem *finding;

  if (self->session == NULL)
    return;
  finding = recto_session_get_selected (self->session);
  for (guint i = 0; i < RECTO_N_PANES; i++)
    recto_canvas_set_selected (self->panes[i].canvas,
                               finding != NULL ? recto_finding_item_get_annotation (finding) : NULL);
}

/* ----- the canvases' signals ----- */

static void
pointer_moved_cb (RectoCanvas *canvas, double x, double y, gboolean inside, RectoPane *pane)
{
  RectoPanes *self = pane->owner;

  if (pane->mode == RECTO_MODE_TORCH)
    queue_badges (self);
  if (self->hand != NULL && pane->index == 1)
    return; /* its coordinates are not the page's */
  g_signal_emit (self, signals[POINTER_MOVED], 0, x, y, inside);
}

static void
shape_drawn_cb (RectoCanvas *canvas, RectoShape *shape, RectoPane *pane)
{
  g_signal_emit (pane->owner, signals[SHAPE_DRAWN], 0, shape);
}

static void
shape_changed_cb (RectoCanvas *canvas, RectoAnnotation *annotation, RectoShape *shape, RectoPane *pane)
{
  RectoSession *session = pane->owner->session;
  RectoFindingItem *finding;
  g_autoptr (RectoFinding) record = NULL;

  if (session == NULL)
    return;
  finding = recto_session_find_finding (session, recto_annotation_get_id (annotation));
  if (finding == NULL)
    return;
  record = recto_finding_copy (recto_finding_item_get_record (finding));
  g_free (record->shape);
  record->shape = recto_shape_to_text (shape);
  recto_session_update_finding (session, finding, record, _ ("Shape of the finding"));
  /* An arrow key changes the record as well as the mouse: it is said, and taken back at once. */
  if (g_strcmp0 (recto_finding_item_get_record (finding)->shape, record->shape) == 0)
    {
      g_autofree char *words = g_strdup_printf (_ ("The shape of finding %d was changed"), record->number);

      g_signal_emit_by_name (session, "announce", words, TRUE);
    }
}

static void
annotation_activated_cb (RectoCanvas *canvas, RectoAnnotation *annotation, RectoPane *pane)
{
  RectoSession *session = pane->owner->session;

  if (session != NULL)
    recto_session_select (session,
                          annotation != NULL
                              ? recto_session_find_finding (session, recto_annotation_get_id (annotation))
                              : NULL);
}

static void
composition_changed_cb (RectoCanvas *canvas, RectoPane *pane)
{
  RectoComposition composition;

  if (pane->owner->session == NULL || pane->index != 0 || pane->mode == RECTO_MODE_BLINK)
    return;
  recto_canvas_get_composition (canvas, &composition);
  if (composition.mode == recto_session_get_composition (pane->owner->session)->mode)
    recto_session_set_composition (pane->owner->session, &composition);
  queue_badges (pane->owner);
}

static void
point_set_cb (RectoCanvas *canvas, int index, double x, double y, RectoPane *pane)
{
  g_signal_emit (pane->owner, signals[POINT_SET], 0, pane->index, index, x, y);
}

static void
focused_cb (RectoCanvas *canvas, RectoPane *pane)
{
  RectoPanes *self = pane->owner;

  self->active = pane->index;
  if (self->session == NULL || !gtk_widget_get_visible (self->panes[1].overlay))
    return;
  /* The pane one works in is the exposure one works on. */
  recto_session_set_target (self->session, pane->index == 1 ? recto_session_get_b (self->session)
                                                            : recto_session_get_a (self->session));
}

static void
init_pane (RectoPanes *self, guint index)
{
  RectoPane *pane = &self->panes[index];

  pane->owner = self;
  pane->index = index;
  pane->overlay = gtk_overlay_new ();
  pane->canvas = RECTO_CANVAS (recto_canvas_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (pane->canvas), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (pane->canvas), TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (pane->overlay), GTK_WIDGET (pane->canvas));
  gtk_widget_add_css_class (pane->overlay, "pane");
  for (guint i = 0; i < 2; i++)
    {
      pane->badges[i] = recto_light_badge_new (recto_light_find ("white"), RECTO_BADGE_WORD);
      gtk_widget_add_css_class (pane->badges[i], "pane-badge");
      gtk_widget_set_can_target (pane->badges[i], FALSE);
      gtk_widget_set_visible (pane->badges[i], FALSE);
      gtk_overlay_add_overlay (GTK_OVERLAY (pane->overlay), pane->badges[i]);
    }
  g_signal_connect (pane->overlay, "get-child-position", G_CALLBACK (recto_pane_place_badge_cb), pane);
  g_signal_connect (pane->canvas, "pointer-moved", G_CALLBACK (pointer_moved_cb), pane);
  g_signal_connect (pane->canvas, "shape-drawn", G_CALLBACK (shape_drawn_cb), pane);
  g_signal_connect (pane->canvas, "shape-changed", G_CALLBACK (shape_changed_cb), pane);
  g_signal_connect (pane->canvas, "annotation-activated", G_CALLBACK (annotation_activated_cb), pane);
  g_signal_connect (pane->canvas, "composition-changed", G_CALLBACK (composition_changed_cb), pane);
  g_signal_connect (pane->canvas, "point-set", G_CALLBACK (point_set_cb), pane);
  g_signal_connect (pane->canvas, "focused", G_CALLBACK (focused_cb), pane);
  recto_pane_add_original (pane);
  if (index == 0)
    recto_canvas_set_side_margin (pane->canvas, BESIDE_TOOLS);
  recto_pane_follow_style (pane->canvas);
  recto_pane_accept_exposures (pane);
  gtk_box_append (GTK_BOX (self), pane->overlay);
}

RectoSession *
recto_panes_get_session (RectoPanes *self)
{
  return self->session;
}

static void
recto_panes_dispose (GObject *object)
{
  RectoPanes *self = RECTO_PANES (object);

  for (guint i = 0; i < RECTO_N_PANES; i++)
    if (self->panes[i].canvas != NULL)
      {
        g_signal_handlers_disconnect_by_data (self->panes[i].canvas, &self->panes[i]);
        g_signal_handlers_disconnect_by_data (self->panes[i].overlay, &self->panes[i]);
        self->panes[i].canvas = NULL;
      }
  stop_blink (self);
  g_clear_handle_id (&self->badges_source, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->viewport_signals);
  g_clear_object (&self->hand);
  g_clear_object (&self->hand_viewport);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_panes_parent_class)->dispose (object);
}

static void
recto_panes_class_init (RectoPanesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_panes_dispose;

  signals[POINTER_MOVED]
      = g_signal_new ("pointer-moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 3, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
  signals[SHAPE_DRAWN] = g_signal_new ("shape-drawn", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, RECTO_TYPE_SHAPE);
  signals[POINT_SET]
      = g_signal_new ("point-set", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_INT, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
recto_panes_init (RectoPanes *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 2);
  gtk_box_set_homogeneous (GTK_BOX (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "canvas-surround");
  /* What shows between two panes is the line between them. */
  gtk_widget_add_css_class (GTK_WIDGET (self), "panes");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  for (guint i = 0; i < RECTO_N_PANES; i++)
    init_pane (self, i);
  gtk_widget_set_visible (self->panes[1].overlay, FALSE);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::annotations-visible",
                                  G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->session_signals, "selection-changed",
                                  G_CALLBACK (update_selection), self);
  self->viewport_signals = g_signal_group_new (RECTO_TYPE_VIEWPORT);
  g_signal_group_connect_swapped (self->viewport_signals, "changed", G_CALLBACK (queue_badges), self);
}

GtkWidget *
recto_panes_new (void)
{
  return g_object_new (RECTO_TYPE_PANES, NULL);
}

void
recto_panes_set_session (RectoPanes *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_PANES (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  recto_panes_set_hand (self, NULL);
  stop_blink (self);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->viewport_signals,
                             session != NULL ? recto_session_get_viewport (session) : NULL);
  for (guint i = 0; i < RECTO_N_PANES; i++)
    {
      RectoCanvas *canvas = self->panes[i].canvas;

      if (session == NULL)
        {
          recto_canvas_set_renderer (canvas, NULL);
          recto_canvas_set_selected (canvas, NULL);
          recto_canvas_set_annotations (canvas, NULL);
          continue;
        }
      recto_canvas_set_viewport (canvas, recto_session_get_viewport (session));
      recto_canvas_set_annotations (canvas, recto_session_get_annotations (session));
    }
  update (self);
  update_selection (self);
}

RectoCanvas *
recto_panes_get_canvas (RectoPanes *self, guint pane)
{
  g_return_val_if_fail (RECTO_IS_PANES (self), NULL);
  g_return_val_if_fail (pane < RECTO_N_PANES, NULL);

  return self->panes[pane].canvas;
}

RectoCanvas *
recto_panes_get_active (RectoPanes *self)
{
  g_return_val_if_fail (RECTO_IS_PANES (self), NULL);

  return self->panes[self->active].canvas;
}

void
recto_panes_set_tool (RectoPanes *self, RectoTool tool)
{
  g_return_if_fail (RECTO_IS_PANES (self));

  for (guint i = 0; i < RECTO_N_PANES; i++)
    recto_canvas_set_tool (self->panes[i].canvas, tool);
}

void
recto_panes_set_stacked (RectoPanes *self, gboolean stacked)
{
  g_return_if_fail (RECTO_IS_PANES (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

gboolean
recto_panes_get_stacked (RectoPanes *self)
{
  g_return_val_if_fail (RECTO_IS_PANES (self), FALSE);

  return gtk_orientable_get_orientation (GTK_ORIENTABLE (self)) == GTK_ORIENTATION_VERTICAL;
}

void
recto_panes_blink (RectoPanes *self)
{
  g_return_if_fail (RECTO_IS_PANES (self));

  if (self->blink[0] == NULL)
    return;
  self->blink_b = !self->blink_b;
  show_blink (self);
}

void
recto_panes_set_torch_pinned (RectoPanes *self, gboolean pinned)
{
  g_return_if_fail (RECTO_IS_PANES (self));

  self->torch_pinned = pinned;
  recto_canvas_set_torch_pinned (self->panes[0].canvas, pinned);
}

gboolean
recto_panes_get_torch_pinned (RectoPanes *self)
{
  g_return_val_if_fail (RECTO_IS_PANES (self), FALSE);

  return self->torch_pinned;
}

void
recto_panes_commit_composition (RectoPanes *self)
{
  RectoComposition composition;

  g_return_if_fail (RECTO_IS_PANES (self));

  if (self->session == NULL)
    return;
  composition = *recto_session_get_composition (self->session);
  if (composition.mode == RECTO_MODE_BLINK)
    composition.blink_b = self->blink_b;
  else if (composition.mode == RECTO_MODE_TORCH)
    recto_canvas_get_composition (self->panes[0].canvas, &composition);
  else
    return;
  recto_session_set_composition (self->session, &composition);
}

void
recto_panes_set_hand (RectoPanes *self, RectoExposureItem *exposure)
{
  g_return_if_fail (RECTO_IS_PANES (self));
  g_return_if_fail (exposure == NULL || RECTO_IS_EXPOSURE_ITEM (exposure));

  if (!g_set_object (&self->hand, exposure))
    return;
  g_clear_object (&self->hand_viewport);
  if (exposure != NULL)
    {
      const RectoExposure *record = recto_exposure_item_get_record (exposure);

      self->hand_viewport = recto_viewport_new ();
      recto_viewport_set_page_size (self->hand_viewport, record->width, record->height);
      recto_viewport_set_fit (self->hand_viewport, TRUE);
      recto_canvas_set_annotations (self->panes[1].canvas, NULL);
      recto_canvas_set_viewport (self->panes[1].canvas, self->hand_viewport);
    }
  else if (self->session != NULL)
    {
      recto_canvas_set_renderer (self->panes[1].canvas, NULL);
      recto_canvas_set_viewport (self->panes[1].canvas, recto_session_get_viewport (self->session));
      recto_canvas_set_annotations (self->panes[1].canvas, recto_session_get_annotations (self->session));
    }
  update (self);
}

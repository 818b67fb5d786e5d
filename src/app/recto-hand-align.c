/* recto-hand-align.c: alignment by pairs of points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-hand-align-private.h"

#include "recto-light-badge.h"
#include "recto-loupe.h"
#include "recto-parts.h"
#include "recto-registration-popover.h"
#include <glib/gi18n.h>
#include <math.h>

#define LOUPE_HEIGHT 104
#define LOUPE_ZOOM 4

enum
{
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoHandAlign, recto_hand_align, GTK_TYPE_BOX)

/* ----- showing ----- */

static void
show_enlarged (RectoHandAlign *self)
{
  for (guint i = 0; i < 2; i++)
    {
      RectoRenderer *renderer = recto_canvas_get_renderer (recto_panes_get_canvas (self->panes, i));
      g_autoptr (GdkTexture) texture = NULL;

      if (renderer != NULL && self->selected >= 0 && self->selected < (int) self->points[i]->len)
        {
          RectoPoint at = g_array_index (self->points[i], RectoPoint, self->selected);

          texture = recto_loupe_render (renderer, at, LOUPE_ZOOM, 156, LOUPE_HEIGHT);
        }
      gtk_picture_set_paintable (GTK_PICTURE (self->pictures[i]), GDK_PAINTABLE (texture));
    }
  gtk_widget_set_visible (self->nudge_box, self->selected >= 0 && self->selected < (int) self->points[1]->len);
}

static void
show_result (RectoHandAlign *self, int worst, double distance, double rms_without)
{
  g_autofree char *words = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *warning = NULL;
  gboolean aligned = recto_hand_align_is_aligned (self->registration);

  if (aligned)
    {
      double rms = recto_registration_get_rms_px (self->registration);
      double rms_mm = recto_registration_get_rms_mm (self->registration);

      words = g_strdup_printf (_ ("± %.1f px"), rms);
      detail = rms_mm >= 0 ? g_strdup_printf (_ ("%.2f mm, RMS of each pair against the others"), rms_mm)
                           : g_strdup (_ ("RMS of each pair against the others"));
      if (recto_hand_align_n_pairs (self) == 3)
        {
          g_autofree char *more = g_strconcat (detail, "\n", _ ("Three pairs leave little to check. Set a fourth."), NULL);

          g_free (detail);
          detail = g_steal_pointer (&more);
        }
    }
  else
    {
      words = g_strdup (_ ("Not yet"));
      detail = g_strdup (recto_hand_align_n_pairs (self) < 3 ? _ ("Set the same point in both panes, three pairs or more, far apart.")
                                            : recto_registration_get_reason (self->registration));
    }
  if (worst >= 0)
    {
      g_autofree char *more = g_strdup_printf (_ ("%s\nwithout pair %d: ± %.1f px"), detail, worst + 1, rms_without);

      warning = g_strdup_printf (_ ("Pair %d lies %.0f px from where the others put it. Look again, or remove it."), worst + 1, distance);
      g_free (detail);
      detail = g_steal_pointer (&more);
    }
  gtk_label_set_label (GTK_LABEL (self->result), words);
  gtk_label_set_label (GTK_LABEL (self->detail), detail);
  gtk_label_set_label (GTK_LABEL (self->warning), warning != NULL ? warning : "");
  gtk_widget_set_visible (gtk_widget_get_parent (self->warning), warning != NULL);
  gtk_widget_set_sensitive (self->use, aligned);
  gtk_widget_set_sensitive (self->refine, aligned);
}

static void remove_cb (GtkButton *button, RectoHandAlign *self);

static void
update (RectoHandAlign *self)
{
  GtkWidget *child;
  g_autofree char *count = NULL;
  g_autofree char *nudge = NULL;
  double distance = 0, rms_without = 0;
  int worst;
  guint n;

  if (self->exposure == NULL)
    return;
  g_clear_pointer (&self->registration, recto_registration_unref);
  self->registration = recto_hand_align_register_without (self, -1);
  worst = recto_hand_align_find_worst (self, &distance, &rms_without);
  n = MAX (self->points[0]->len, self->points[1]->len);
  self->selected = MIN (self->selected, (int) n - 1);

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), recto_hand_align_new_row (self, i, worst, G_CALLBACK (remove_cb)));
  gtk_widget_set_visible (self->list, n > 0);
  if (self->selected >= 0)
    gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                             gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), self->selected));
  count = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u pair, 3 or more", "%u pairs, 3 or more", recto_hand_align_n_pairs (self)), recto_hand_align_n_pairs (self));
  gtk_label_set_label (GTK_LABEL (self->count), count);
  nudge = g_strdup_printf (_ ("Nudge pair %d in B: 0.1 px, with Shift 1 px"), self->selected + 1);
  gtk_label_set_label (GTK_LABEL (self->nudge_words), nudge);
  for (guint i = 0; i < 2; i++)
    recto_canvas_set_points (recto_panes_get_canvas (self->panes, i), (const RectoPoint *) (gpointer) self->points[i]->data,
                             self->points[i]->len,
                             self->selected < (int) self->points[i]->len ? self->selected : -1, worst);
  recto_hand_align_show_target (self, worst);
  show_result (self, worst, distance, rms_without);
  show_enlarged (self);
}

static void
select_pair (RectoHandAlign *self, int index)
{
  self->selected = index;
  update (self);
}

/* ----- changing ----- */

static void
point_set_cb (RectoPanes *panes, guint pane, int index, double x, double y, RectoHandAlign *self)
{
  RectoPoint point = { x, y };
  GArray *points = self->points[pane];
  double width, height;

  if (self->exposure == NULL)
    return;
  recto_viewport_get_page_size (recto_canvas_get_viewport (recto_panes_get_canvas (panes, pane)), &width, &height);
  if (x < -0.5 || y < -0.5 || x > width - 0.5 || y > height - 0.5)
    {
      update (self); /* nothing lies there: a dragged point goes back */
      return;
    }
  if (index >= 0 && index < (int) points->len)
    g_array_index (points, RectoPoint, index) = point;
  else
    {
      /* One pair after the other: a second point in the same pane moves the one that waits for its partner. */
      if (points->len > self->points[1 - pane]->len)
        g_array_index (points, RectoPoint, points->len - 1) = point;
      else
        g_array_append_val (points, point);
      index = (int) points->len - 1;
    }
  select_pair (self, index);
}

static void
remove_pair (RectoHandAlign *self, guint index)
{
  for (guint i = 0; i < 2; i++)
    if (index < self->points[i]->len)
      g_array_remove_index (self->points[i], index);
  update (self);
}

static gboolean
remove_later_cb (gpointer user_data)
{
  GtkWidget *button = user_data;
  RectoHandAlign *self = RECTO_HAND_ALIGN (gtk_widget_get_ancestor (button, RECTO_TYPE_HAND_ALIGN));

  if (self != NULL)
    remove_pair (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "recto-pair")));

  return G_SOURCE_REMOVE;
}

static void
remove_cb (GtkButton *button, RectoHandAlign *self)
{
  /* The row goes with the button that was pressed in it: not while it still handles the press. */
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_later_cb, g_object_ref (button), g_object_unref);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, RectoHandAlign *self)
{
  int index = gtk_list_box_row_get_index (row);

  for (guint i = 0; i < 2; i++)
    if (index < (int) self->points[i]->len)
      {
        RectoViewport *viewport = recto_canvas_get_viewport (recto_panes_get_canvas (self->panes, i));

        recto_viewport_look_at (viewport, g_array_index (self->points[i], RectoPoint, index), recto_viewport_get_zoom (viewport));
      }
  select_pair (self, index);
}

static void
nudge (RectoHandAlign *self, double dx, double dy, gboolean far)
{
  double step = far ? 1 : 0.1;
  RectoPoint *point;

  if (self->selected < 0 || self->selected >= (int) self->points[1]->len)
    return;
  point = &g_array_index (self->points[1], RectoPoint, self->selected);
  point->x += dx * step;
  point->y += dy * step;
  update (self);
}

static gboolean
shift_is_down (GtkWidget *widget)
{
  GdkDisplay *display = gtk_widget_get_display (widget);
  GdkDevice *keyboard = gdk_seat_get_keyboard (gdk_display_get_default_seat (display));

  return keyboard != NULL && (gdk_device_get_modifier_state (keyboard) & GDK_SHIFT_MASK) != 0;
}

static void
nudge_cb (GtkButton *button, RectoHandAlign *self)
{
  const int *direction = g_object_get_data (G_OBJECT (button), "recto-direction");

  nudge (self, direction[0], direction[1], shift_is_down (GTK_WIDGET (button)));
}

static gboolean
nudge_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RectoHandAlign *self)
{
  gboolean far = (state & GDK_SHIFT_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Left:
      nudge (self, -1, 0, far);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      nudge (self, 1, 0, far);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      nudge (self, 0, -1, far);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      nudge (self, 0, 1, far);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
close_cb (GtkButton *button, RectoHandAlign *self)
{
  recto_hand_align_end (self);
}

static void
use_cb (GtkButton *button, RectoHandAlign *self)
{
  g_autoptr (RectoExposureItem) exposure = g_object_ref (self->exposure);
  g_autoptr (RectoRegistration) registration = recto_registration_ref (self->registration);

  recto_hand_align_end (self);
  recto_session_commit_registration (self->session, exposure, registration);
}

static void
refine_cb (GtkButton *button, RectoHandAlign *self)
{
  g_autoptr (RectoExposureItem) exposure = g_object_ref (self->exposure);
  RectoMatrix3 initial = *recto_registration_get_transform (self->registration);

  recto_hand_align_end (self);
  recto_session_align (self->session, exposure, &initial);
}

gboolean
recto_hand_align_is_running (RectoHandAlign *self)
{
  g_return_val_if_fail (RECTO_IS_HAND_ALIGN (self), FALSE);

  return self->exposure != NULL;
}

gboolean
recto_hand_align_begin (RectoHandAlign *self)
{
  RectoExposureItem *subject, *reference;
  RectoRegistration *old;

  g_return_val_if_fail (RECTO_IS_HAND_ALIGN (self), FALSE);

  if (self->session == NULL || self->exposure != NULL)
    return self->exposure != NULL;
  subject = recto_registration_subject (self->session);
  reference = recto_session_get_page (self->session) != NULL
                  ? recto_page_item_get_reference (recto_session_get_page (self->session))
                  : NULL;
  if (subject == NULL || reference == NULL || recto_exposure_item_get_pyramid (subject) == NULL)
    return FALSE;

  g_set_object (&self->before_a, recto_session_get_a (self->session));
  g_set_object (&self->before_b, recto_session_get_b (self->session));
  self->before_mode = recto_session_get_composition (self->session)->mode;
  self->before_stacked = recto_panes_get_stacked (self->panes);
  g_set_object (&self->exposure, subject);
  g_array_set_size (self->points[0], 0);
  g_array_set_size (self->points[1], 0);
  self->selected = -1;

  /* Pairs set before are taken up again. */
  old = recto_exposure_item_get_registration (subject);
  if (recto_hand_align_is_aligned (old) && recto_registration_get_source (old) == RECTO_REGISTRATION_BY_HAND)
    {
      guint n;
      const RectoPointPair *pairs = recto_registration_get_pairs (old, &n);

      for (guint i = 0; i < n; i++)
        {
          g_array_append_val (self->points[0], pairs[i].reference);
          g_array_append_val (self->points[1], pairs[i].moving);
        }
    }

  recto_session_set_a (self->session, reference);
  recto_session_set_b (self->session, subject);
  recto_panes_set_stacked (self->panes, TRUE);
  recto_session_set_mode (self->session, RECTO_MODE_SIDE_BY_SIDE);
  recto_panes_set_hand (self->panes, subject);
  recto_panes_set_tool (self->panes, RECTO_TOOL_PAIRS);
  recto_light_badge_set_light (RECTO_LIGHT_BADGE (self->moving), recto_exposure_item_get_light (subject));
  recto_light_badge_set_light (RECTO_LIGHT_BADGE (self->reference), recto_exposure_item_get_light (reference));
  update (self);

  return TRUE;
}

void
recto_hand_align_end (RectoHandAlign *self)
{
  g_return_if_fail (RECTO_IS_HAND_ALIGN (self));

  if (self->exposure == NULL)
    return;
  g_clear_object (&self->exposure);
  g_clear_pointer (&self->registration, recto_registration_unref);
  for (guint i = 0; i < 2; i++)
    {
      recto_canvas_set_points (recto_panes_get_canvas (self->panes, i), NULL, 0, -1, -1);
      recto_canvas_set_point_target (recto_panes_get_canvas (self->panes, i), NULL);
    }
  recto_panes_set_hand (self->panes, NULL);
  recto_panes_set_tool (self->panes, RECTO_TOOL_SELECT);
  recto_panes_set_stacked (self->panes, self->before_stacked);
  recto_session_set_mode (self->session, self->before_mode);
  if (self->before_a != NULL)
    recto_session_set_a (self->session, self->before_a);
  if (self->before_b != NULL)
    recto_session_set_b (self->session, self->before_b);
  g_clear_object (&self->before_a);
  g_clear_object (&self->before_b);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
recto_hand_align_dispose (GObject *object)
{
  RectoHandAlign *self = RECTO_HAND_ALIGN (object);

  g_clear_object (&self->exposure);
  g_clear_object (&self->before_a);
  g_clear_object (&self->before_b);
  g_clear_pointer (&self->registration, recto_registration_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_hand_align_parent_class)->dispose (object);
}

static void
recto_hand_align_finalize (GObject *object)
{
  RectoHandAlign *self = RECTO_HAND_ALIGN (object);

  g_array_unref (self->points[0]);
  g_array_unref (self->points[1]);

  G_OBJECT_CLASS (recto_hand_align_parent_class)->finalize (object);
}

static void
recto_hand_align_class_init (RectoHandAlignClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_hand_align_dispose;
  G_OBJECT_CLASS (klass)->finalize = recto_hand_align_finalize;

  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_nudge_button (RectoHandAlign *self, const char *icon, const char *words, const int *direction)
{
  GtkWidget *button = recto_parts_icon_button (icon, words, NULL);

  gtk_widget_remove_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  g_object_set_data (G_OBJECT (button), "recto-direction", (gpointer) direction);
  g_signal_connect (button, "clicked", G_CALLBACK (nudge_cb), self);

  return button;
}

static GtkWidget *
build_nudge (RectoHandAlign *self)
{
  static const int up[] = { 0, -1 }, down[] = { 0, 1 }, left[] = { -1, 0 }, right[] = { 1, 0 };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 2);
  gtk_grid_attach (GTK_GRID (grid), new_nudge_button (self, "go-up-symbolic", _ ("Nudge up"), up), 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_nudge_button (self, "go-previous-symbolic", _ ("Nudge left"), left), 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_nudge_button (self, "go-down-symbolic", _ ("Nudge down"), down), 1, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_nudge_button (self, "go-next-symbolic", _ ("Nudge right"), right), 2, 1, 1, 1);
  gtk_widget_set_valign (grid, GTK_ALIGN_CENTER);

  return grid;
}

static GtkWidget *
build_card (RectoHandAlign *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (card, "recto-card");
  gtk_widget_add_css_class (card, "finding-editor");
  self->result = recto_parts_label ("", "large-number");
  self->detail = recto_parts_label ("", "caption-text");
  self->nudge_words = recto_parts_label ("", "caption-text");
  gtk_widget_add_css_class (self->detail, "second");
  gtk_widget_add_css_class (self->nudge_words, "second");
  gtk_label_set_wrap (GTK_LABEL (self->detail), TRUE);
  gtk_label_set_wrap (GTK_LABEL (self->nudge_words), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), self->result);
  gtk_box_append (GTK_BOX (words), self->detail);
  gtk_box_append (GTK_BOX (top), words);
  gtk_box_append (GTK_BOX (card), top);

  self->nudge_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_set_homogeneous (GTK_BOX (pair), TRUE);
  for (guint i = 0; i < 2; i++)
    {
      self->pictures[i] = gtk_picture_new ();
      gtk_picture_set_can_shrink (GTK_PICTURE (self->pictures[i]), TRUE);
      gtk_picture_set_content_fit (GTK_PICTURE (self->pictures[i]), GTK_CONTENT_FIT_COVER);
      gtk_widget_set_size_request (self->pictures[i], -1, LOUPE_HEIGHT);
      gtk_widget_add_css_class (self->pictures[i], "loupe");
      gtk_widget_set_overflow (self->pictures[i], GTK_OVERFLOW_HIDDEN);
      gtk_picture_set_alternative_text (GTK_PICTURE (self->pictures[i]), i == 0 ? _ ("The point in A, enlarged") : _ ("The point in B, enlarged"));
      gtk_box_append (GTK_BOX (pair), recto_hand_align_new_enlargement (self->pictures[i], LOUPE_ZOOM));
    }
  gtk_box_append (GTK_BOX (self->nudge_box), pair);
  top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_hexpand (self->nudge_words, TRUE);
  gtk_box_append (GTK_BOX (top), self->nudge_words);
  gtk_box_append (GTK_BOX (top), build_nudge (self));
  gtk_box_append (GTK_BOX (self->nudge_box), top);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (nudge_key_cb), self);
  gtk_widget_add_controller (self->nudge_box, keys);
  gtk_box_append (GTK_BOX (card), self->nudge_box);

  return card;
}

static void
recto_hand_align_init (RectoHandAlign *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lights = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = recto_parts_label (_ ("Align by hand"), "panel-title");
  GtkWidget *close = recto_parts_icon_button ("window-close-symbolic", _ ("Close without using the pairs"), _ ("Escape"));
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *warning = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->points[0] = g_array_new (FALSE, FALSE, sizeof (RectoPoint));
  self->points[1] = g_array_new (FALSE, FALSE, sizeof (RectoPoint));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (body, "panel-body");
  gtk_widget_set_hexpand (title, TRUE);
  g_signal_connect (close, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), close);
  gtk_box_append (GTK_BOX (body), head);

  self->moving = recto_light_badge_new (recto_light_find ("white"), RECTO_BADGE_WORD);
  self->reference = recto_light_badge_new (recto_light_find ("white"), RECTO_BADGE_WORD);
  self->count = recto_parts_label ("", "caption-text");
  gtk_widget_add_css_class (self->count, "second");
  gtk_widget_set_hexpand (self->count, TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->count), 1);
  gtk_box_append (GTK_BOX (lights), self->moving);
  /* Translators: between two badges, “UV 365 on White”: which picture is laid on which. */
  gtk_box_append (GTK_BOX (lights), recto_parts_label (C_ ("picture on picture", "on"), "caption-text"));
  gtk_box_append (GTK_BOX (lights), self->reference);
  gtk_box_append (GTK_BOX (lights), self->count);
  gtk_box_append (GTK_BOX (body), lights);

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "recto-card");
  gtk_widget_add_css_class (self->list, "findings-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Pairs of points"), -1);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_box_append (GTK_BOX (body), self->list);

  self->warning = recto_parts_label ("", "panel-text");
  gtk_label_set_wrap (GTK_LABEL (self->warning), TRUE);
  gtk_widget_add_css_class (warning, "bad");
  gtk_box_append (GTK_BOX (warning), gtk_image_new_from_icon_name ("recto-warning-symbolic"));
  gtk_box_append (GTK_BOX (warning), self->warning);
  gtk_box_append (GTK_BOX (body), warning);
  gtk_box_append (GTK_BOX (body), build_card (self));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), body);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self), scrolled);

  self->refine = recto_parts_word_button ("recto-registration-symbolic", _ ("Refine from here"), NULL);
  self->use = recto_parts_word_button (NULL, _ ("Use"), NULL);
  gtk_widget_set_tooltip_text (self->refine, _ ("Let the automatic alignment start from these pairs"));
  gtk_widget_set_tooltip_text (self->use, _ ("Register by these pairs"));
  gtk_widget_add_css_class (self->use, "suggested-action");
  g_signal_connect (self->refine, "clicked", G_CALLBACK (refine_cb), self);
  g_signal_connect (self->use, "clicked", G_CALLBACK (use_cb), self);
  gtk_widget_set_hexpand (space, TRUE);
  gtk_widget_add_css_class (foot, "panel-foot");
  gtk_box_append (GTK_BOX (foot), self->refine);
  gtk_box_append (GTK_BOX (foot), space);
  gtk_box_append (GTK_BOX (foot), self->use);
  gtk_box_append (GTK_BOX (self), foot);
}

GtkWidget *
recto_hand_align_new (RectoPanes *panes)
{
  RectoHandAlign *self = g_object_new (RECTO_TYPE_HAND_ALIGN, NULL);

  self->panes = panes;
  g_signal_connect_object (panes, "point-set", G_CALLBACK (point_set_cb), self, 0);

  return GTK_WIDGET (self);
}

void
recto_hand_align_set_session (RectoHandAlign *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_HAND_ALIGN (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  recto_hand_align_end (self);
  g_set_object (&self->session, session);
}

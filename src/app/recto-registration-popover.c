/* recto-registration-popover.c: how well B lies on A, and how that was found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-registration-popover.h"

#include "recto-light-badge.h"
#include "recto-parts.h"
#include <glib/gi18n.h>
#include <math.h>

struct _RectoRegistrationPopover
{
  GtkPopover parent_instance;

  GtkWidget *moving, *reference;
  GtkWidget *error;
  GtkWidget *details;
  GtkWidget *map;
  GtkWidget *table;
  GtkWidget *values[4];
  GtkWidget *reason;
  RectoRegistration *registration;
  RectoSession *session;
  GSignalGroup *session_signals;
};

G_DEFINE_FINAL_TYPE (RectoRegistrationPopover, recto_registration_popover, GTK_TYPE_POPOVER)

RectoExposureItem *
recto_registration_subject (RectoSession *session)
{
  RectoExposureItem *a = recto_session_get_a (session);
  RectoExposureItem *b = recto_session_get_b (session);

  /* Alone on the table: the one that is seen. */
  if (recto_session_get_composition (session)->mode == RECTO_MODE_SINGLE && a != NULL && !recto_exposure_item_is_reference (a))
    return a;
  if (b != NULL && !recto_exposure_item_is_reference (b))
    return b;
  if (a != NULL && !recto_exposure_item_is_reference (a))
    return a;

  return NULL;
}

/* Arrows of the residuals, enlarged so that they can be seen; those that took no part in the fit are blue. */
static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  RectoRegistrationPopover *self = user_data;
  const RectoPointPair *pairs;
  const RectoMatrix3 *transform;
  double low_x = G_MAXDOUBLE, low_y = G_MAXDOUBLE, high_x = -G_MAXDOUBLE, high_y = -G_MAXDOUBLE;
  double scale, longest = 0;
  guint n;

  if (self->registration == NULL)
    return;
  pairs = recto_registration_get_pairs (self->registration, &n);
  if (n == 0)
    return;
  transform = recto_registration_get_transform (self->registration);
  for (guint i = 0; i < n; i++)
    {
      low_x = MIN (low_x, pairs[i].reference.x);
      high_x = MAX (high_x, pairs[i].reference.x);
      low_y = MIN (low_y, pairs[i].reference.y);
      high_y = MAX (high_y, pairs[i].reference.y);
      longest = MAX (longest, pairs[i].residual_px);
    }
  scale = MIN ((width - 20) / MAX (high_x - low_x, 1), (height - 20) / MAX (high_y - low_y, 1));
  for (guint i = 0; i < n; i++)
    {
      RectoPoint at = recto_matrix3_map (transform, pairs[i].moving);
      double x = width / 2.0 + (pairs[i].reference.x - (low_x + high_x) / 2) * scale;
      double y = height / 2.0 + (pairs[i].reference.y - (low_y + high_y) / 2) * scale;
      double dx = (at.x - pairs[i].reference.x) / MAX (longest, 0.01) * 8;
      double dy = (at.y - pairs[i].reference.y) / MAX (longest, 0.01) * 8;

      if (pairs[i].held_out)
        cairo_set_source_rgb (cr, 0.47, 0.68, 0.93);
      else
        cairo_set_source_rgba (cr, 1, 1, 1, 0.75);
      cairo_arc (cr, x, y, 1.4, 0, 2 * G_PI);
      cairo_fill (cr);
      cairo_set_line_width (cr, 1);
      cairo_move_to (cr, x, y);
      cairo_line_to (cr, x + dx, y + dy);
      cairo_stroke (cr);
    }
}

static void
set_words (GtkWidget *label, char *words)
{
  gtk_label_set_label (GTK_LABEL (label), words);
  g_free (words);
}

static void
show_aligned (RectoRegistrationPopover *self)
{
  RectoRegistration *r = self->registration;
  const RectoMatrix3 *t = recto_registration_get_transform (r);
  double rms = recto_registration_get_rms_px (r), rms_mm = recto_registration_get_rms_mm (r);
  double maximum = recto_registration_get_max_px (r);
  gboolean by_hand = recto_registration_get_source (r) == RECTO_REGISTRATION_BY_HAND;
  g_autoptr (GString) details = g_string_new (NULL);
  guint held_out = recto_registration_get_n_held_out (r), n_pairs;

  recto_registration_get_pairs (r, &n_pairs);
  set_words (self->error, rms >= 0 ? g_strdup_printf (_ ("± %.2f px"), rms) : g_strdup (_ ("Error not known")));
  if (rms_mm >= 0)
    g_string_append_printf (details, _ ("%.3f mm RMS"), rms_mm);
  else if (rms >= 0)
    g_string_append (details, _ ("RMS; the scale in mm is not known"));
  if (held_out > 0)
    g_string_append_printf (details, g_dngettext (GETTEXT_PACKAGE, "\n%u held-out block", "\n%u held-out blocks", held_out), held_out);
  if (maximum >= 0)
    {
      g_string_append_printf (details, _ ("\nmaximum %.2f px"), maximum);
      if (rms > 0 && rms_mm >= 0)
        g_string_append_printf (details, _ (" · %.3f mm"), maximum * rms_mm / rms);
    }
  gtk_label_set_label (GTK_LABEL (self->details), details->str);

  if (by_hand)
    set_words (self->values[0], n_pairs > 0 ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "by hand, %u pair", "by hand, %u pairs", n_pairs), n_pairs)
                                            : g_strdup (_ ("given from outside")));
  else
    set_words (self->values[0], g_strdup_printf (_ ("automatically, %u blocks agree"), recto_registration_get_n_agreeing (r)));
  switch (recto_registration_get_model (r))
    {
    case RECTO_MODEL_AFFINE:
      gtk_label_set_label (GTK_LABEL (self->values[1]), _ ("affine"));
      break;
    case RECTO_MODEL_HOMOGRAPHY:
      gtk_label_set_label (GTK_LABEL (self->values[1]), _ ("homography"));
      break;
    case RECTO_MODEL_SIMILARITY:
    default:
      gtk_label_set_label (GTK_LABEL (self->values[1]), _ ("similarity"));
      break;
    }
  set_words (self->values[2], g_strdup_printf ("%.2f° · %.4f", atan2 (t->m[3] - t->m[1], t->m[0] + t->m[4]) * 180 / G_PI,
                                               sqrt (fabs (t->m[0] * t->m[4] - t->m[1] * t->m[3]))));
  set_words (self->values[3], g_strdup_printf (_ ("%+.1f, %+.1f px"), t->m[2], t->m[5]));
  gtk_widget_set_visible (self->map, n_pairs > 0);
  gtk_widget_queue_draw (self->map);
}

static void
update (RectoRegistrationPopover *self)
{
  RectoExposureItem *subject, *reference;
  gboolean aligned = FALSE;

  if (self->session == NULL)
    return;
  subject = recto_registration_subject (self->session);
  g_clear_pointer (&self->registration, recto_registration_unref);
  if (subject == NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  reference = recto_page_item_get_reference (recto_session_get_page (self->session));
  recto_light_badge_set_light (RECTO_LIGHT_BADGE (self->moving), recto_exposure_item_get_light (subject));
  if (reference != NULL)
    recto_light_badge_set_light (RECTO_LIGHT_BADGE (self->reference), recto_exposure_item_get_light (reference));
  if (recto_exposure_item_get_registration (subject) != NULL)
    {
      self->registration = recto_registration_ref (recto_exposure_item_get_registration (subject));
      aligned = recto_registration_get_status (self->registration) == RECTO_REGISTRATION_ALIGNED;
    }
  gtk_widget_set_visible (self->table, aligned);
  gtk_widget_set_visible (self->details, aligned);
  gtk_widget_set_visible (self->map, aligned);
  gtk_widget_set_visible (self->reason, !aligned);
  if (aligned)
    {
      show_aligned (self);
      return;
    }
  if (recto_exposure_item_get_align_state (subject) == RECTO_ALIGN_RUNNING)
    {
      gtk_label_set_label (GTK_LABEL (self->error), _ ("Aligning…"));
      gtk_label_set_label (GTK_LABEL (self->reason), _ ("The table can be used meanwhile."));
    }
  else
    {
      gtk_label_set_label (GTK_LABEL (self->error), _ ("Not aligned"));
      gtk_label_set_label (GTK_LABEL (self->reason),
                           self->registration != NULL && recto_registration_get_reason (self->registration) != NULL
                               ? recto_registration_get_reason (self->registration)
                               : _ ("Alignment was not tried yet."));
    }
}

static void
again_cb (GtkButton *button, RectoRegistrationPopover *self)
{
  RectoExposureItem *subject = recto_registration_subject (self->session);

  if (subject != NULL)
    recto_session_align (self->session, subject, NULL);
}

static void
hand_cb (GtkButton *button, RectoRegistrationPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "table.align-by-hand", NULL);
}

static void
recto_registration_popover_dispose (GObject *object)
{
  RectoRegistrationPopover *self = RECTO_REGISTRATION_POPOVER (object);

  g_clear_pointer (&self->registration, recto_registration_unref);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_registration_popover_parent_class)->dispose (object);
}

static void
recto_registration_popover_class_init (RectoRegistrationPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_registration_popover_dispose;
}

static void
recto_registration_popover_init (RectoRegistrationPopover *self)
{
  /* Translators: “Found”: in which way; “Shift”: a displacement, not the key. */
  const char *const names[] = { _ ("Found"), _ ("Model"), _ ("Rotation · scale"), _ ("Shift") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = recto_parts_label (_ ("Registration"), "panel-heading");
  GtkWidget *middle = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *again = recto_parts_word_button ("recto-registration-symbolic", _ ("Align again"), NULL);
  GtkWidget *hand = recto_parts_word_button ("recto-tool-point-symbolic", _ ("By hand…"), NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), "registration-popover");
  gtk_widget_set_size_request (box, 330, -1);
  self->moving = recto_light_badge_new (recto_light_find ("white"), RECTO_BADGE_WORD);
  self->reference = recto_light_badge_new (recto_light_find ("white"), RECTO_BADGE_WORD);
  gtk_widget_set_valign (self->moving, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->reference, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->moving);
  /* Translators: between two badges, “UV 365 on White”: which picture is laid on which. */
  gtk_box_append (GTK_BOX (head), recto_parts_label (C_ ("picture on picture", "on"), "caption-text"));
  gtk_box_append (GTK_BOX (head), self->reference);
  gtk_box_append (GTK_BOX (box), head);

  self->error = recto_parts_label ("", "large-number");
  self->details = recto_parts_label ("", "caption-text");
  gtk_widget_add_css_class (self->details, "second");
  self->reason = recto_parts_label ("", "panel-text");
  gtk_label_set_wrap (GTK_LABEL (self->reason), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->reason), 44);
  gtk_box_append (GTK_BOX (words), self->error);
  gtk_box_append (GTK_BOX (words), self->details);
  gtk_box_append (GTK_BOX (words), self->reason);
  gtk_widget_set_hexpand (words, TRUE);
  self->map = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->map), 124);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->map), 78);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->map), draw_cb, self, NULL);
  gtk_widget_add_css_class (self->map, "pair-map");
  gtk_widget_set_valign (self->map, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->map, _ ("Residuals over the page, enlarged; blue ones took no part in the fit"));
  gtk_box_append (GTK_BOX (middle), words);
  gtk_box_append (GTK_BOX (middle), self->map);
  gtk_box_append (GTK_BOX (box), middle);

  self->table = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->table), 6);
  gtk_widget_add_css_class (self->table, "values-card");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *name = recto_parts_label (names[i], "panel-text");

      gtk_widget_add_css_class (name, "second");
      self->values[i] = gtk_label_new ("");
      gtk_label_set_xalign (GTK_LABEL (self->values[i]), 1);
      gtk_widget_set_hexpand (self->values[i], TRUE);
      gtk_widget_add_css_class (self->values[i], "panel-text");
      gtk_widget_add_css_class (self->values[i], "numeric");
      gtk_grid_attach (GTK_GRID (self->table), name, 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->table), self->values[i], 1, (int) i, 1, 1);
    }
  gtk_box_append (GTK_BOX (box), self->table);
  g_signal_connect (again, "clicked", G_CALLBACK (again_cb), self);
  g_signal_connect (hand, "clicked", G_CALLBACK (hand_cb), self);
  gtk_box_append (GTK_BOX (buttons), again);
  gtk_box_append (GTK_BOX (buttons), hand);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed", G_CALLBACK (update), self);
}

GtkWidget *
recto_registration_popover_new (void)
{
  return g_object_new (RECTO_TYPE_REGISTRATION_POPOVER, NULL);
}

void
recto_registration_popover_set_session (RectoRegistrationPopover *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_REGISTRATION_POPOVER (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  update (self);
}

/* recto-adjust-panel.c: histogram and recipe of the exposure one works on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-adjust-panel-private.h"

#include "recto-loupe.h"
#include "recto-parts.h"
#include "recto-profile-line.h"
#include "recto-step-row.h"
#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (RectoAdjustPanel, recto_adjust_panel, GTK_TYPE_BOX)

RectoRecipe *
recto_adjust_panel_get_recipe (RectoAdjustPanel *self)
{
  RectoExposureItem *target = self->session != NULL ? recto_session_get_target (self->session) : NULL;

  return target != NULL ? recto_exposure_item_get_recipe (target) : NULL;
}

void
recto_adjust_panel_commit (RectoAdjustPanel *self, RectoRecipe *recipe, const char *words)
{
  recto_session_commit_recipe (self->session, recto_session_get_target (self->session), recipe, words);
}

void
recto_adjust_panel_preview (RectoAdjustPanel *self, RectoRecipe *recipe)
{
  recto_session_preview_recipe (self->session, recto_session_get_target (self->session), recipe);
}

/* ----- showing ----- */

static void
convert_cb (RectoProfileLine *line, RectoAdjustPanel *self)
{
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);
  g_autoptr (RectoRecipe) next = recipe != NULL ? recto_profile_line_convert (recipe) : NULL;

  if (next == NULL)
    return;
  self->open_step = -1;
  recto_adjust_panel_commit (self, next, _ ("Convert to sRGB"));
}

static void
update_profile (RectoAdjustPanel *self, RectoExposureItem *target, RectoRecipe *recipe)
{
  RectoProfileLine *line = RECTO_PROFILE_LINE (self->profile);
  RectoPyramid *pyramid = target != NULL ? recto_exposure_item_get_pyramid (target) : NULL;

  recto_profile_line_set (line, pyramid != NULL ? recto_pyramid_get_level (pyramid, 0) : NULL, recipe);
  for (GtkWidget *child = gtk_widget_get_first_child (self->steps); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (recto_step_row_get_operation (RECTO_STEP_ROW (child))->to_srgb)
      recto_step_row_set_obstacle (RECTO_STEP_ROW (child), recto_profile_line_get_obstacle (line));
}

static void
name_choice (GtkWidget *button, GtkWidget *label, const char *letter, RectoExposureItem *exposure)
{
  g_autofree char *words = NULL;

  gtk_widget_set_sensitive (button, exposure != NULL);
  words = exposure != NULL ? g_strdup_printf ("%s  %s", letter, _ (recto_exposure_item_get_light (exposure)->label)) : g_strdup (letter);
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
update (RectoAdjustPanel *self)
{
  RectoExposureItem *a, *b, *target;
  g_autoptr (RectoRecipe) recipe = NULL;
  g_autofree char *hash = NULL;
  gboolean another;

  if (self->session == NULL)
    return;
  a = recto_session_get_a (self->session);
  b = recto_session_get_b (self->session);
  target = recto_session_get_target (self->session);

  self->updating = TRUE;
  name_choice (self->a, self->a_label, "A", a);
  name_choice (self->b, self->b_label, "B", b);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->a), target != NULL && target == a);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->b), target != NULL && target == b);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->link), recto_session_get_linked (self->session));
  gtk_widget_set_sensitive (self->link, b != NULL);
  gtk_widget_set_sensitive (self->add, target != NULL);
  gtk_widget_set_visible (self->loupe, target != NULL);
  recto_histogram_view_set_histogram (RECTO_HISTOGRAM_VIEW (self->histogram),
                                      target != NULL ? recto_exposure_item_get_histogram (target) : NULL);

  recipe = target != NULL ? recto_recipe_ref (recto_exposure_item_get_recipe (target)) : recto_recipe_new ();
  another = g_strcmp0 (self->shown_exposure, target != NULL ? recto_exposure_item_get_id (target) : NULL) != 0;
  if (another)
    {
      g_free (self->shown_exposure);
      self->shown_exposure = target != NULL ? g_strdup (recto_exposure_item_get_id (target)) : NULL;
    }
  recto_adjust_panel_update_steps (self, recipe, another);
  update_profile (self, target, recipe);
  gtk_widget_set_visible (self->empty, recto_recipe_get_n_steps (recipe) == 0);
  recto_adjust_panel_update_levels (self, recipe);
  hash = recto_parts_short_hash (recto_recipe_get_hash (recipe));
  gtk_button_set_label (GTK_BUTTON (self->hash), hash);
  gtk_widget_set_tooltip_text (self->hash, recto_recipe_get_hash (recipe));
  gtk_widget_set_visible (self->repeatable, target != NULL && !recto_recipe_is_empty (recipe));
  self->updating = FALSE;
}

/* ----- the panel's own controls ----- */

static void
target_cb (GtkToggleButton *button, RectoAdjustPanel *self)
{
  if (self->updating || self->session == NULL)
    return;
  recto_session_set_target (self->session, GTK_WIDGET (button) == self->b ? recto_session_get_b (self->session)
                                                                          : recto_session_get_a (self->session));
  update (self);
}

static void
link_cb (GtkToggleButton *button, RectoAdjustPanel *self)
{
  if (!self->updating && self->session != NULL)
    recto_session_set_linked (self->session, gtk_toggle_button_get_active (button));
}

static void
picked_cb (RectoTermPicker *picker, const char *id, RectoAdjustPanel *self)
{
  const RectoOperation *operation = recto_operation_find (id, 0);
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);
  g_autoptr (RectoRecipe) next = NULL;

  if (operation == NULL || recipe == NULL)
    return;
  next = recto_recipe_with_step_added (recipe, operation, -1);
  self->open_step = (int) recto_recipe_get_n_steps (next) - 1;
  recto_adjust_panel_commit (self, next, _ (operation->label));
}

static void
hash_cb (GtkButton *button, RectoAdjustPanel *self)
{
  RectoRecipe *recipe = recto_adjust_panel_get_recipe (self);

  if (recipe == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), recto_recipe_get_hash (recipe));
  g_signal_emit_by_name (self->session, "announce", _ ("The recipe’s hash is copied"), FALSE);
}

static void
recto_adjust_panel_dispose (GObject *object)
{
  RectoAdjustPanel *self = RECTO_ADJUST_PANEL (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_adjust_panel_parent_class)->dispose (object);
}

static void
recto_adjust_panel_finalize (GObject *object)
{
  RectoAdjustPanel *self = RECTO_ADJUST_PANEL (object);

  g_free (self->terms);
  g_free (self->shown_exposure);

  G_OBJECT_CLASS (recto_adjust_panel_parent_class)->finalize (object);
}

static void
recto_adjust_panel_class_init (RectoAdjustPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_adjust_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = recto_adjust_panel_finalize;
}

/* Points and patches are set on the picture, not by numbers. */
static gboolean
needs_own_control (const RectoOperation *operation)
{
  for (guint i = 0; i < operation->n_params; i++)
    if (operation->params[i].hidden)
      return TRUE;
  return FALSE;
}

static void
list_operations (RectoAdjustPanel *self)
{
  const RectoOperation *const *list = recto_operation_list ();
  guint n = 0;

  while (list[n] != NULL)
    n++;
  self->terms = g_new0 (RectoTerm, n + 1);
  for (guint i = 0, to = 0; i < n; i++)
    {
      /* Newest version of each first; the older ones are only for recipes that have them. */
      if (i > 0 && g_strcmp0 (list[i]->name, list[i - 1]->name) == 0)
        continue;
      if (needs_own_control (list[i]))
        continue;
      self->terms[to].id = list[i]->name;
      self->terms[to].label = list[i]->label;
      self->terms[to].name = list[i]->name;
      to++;
    }
}

static GtkWidget *
build_choice (RectoAdjustPanel *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->a = gtk_toggle_button_new ();
  self->b = gtk_toggle_button_new ();
  self->a_label = gtk_label_new ("A");
  self->b_label = gtk_label_new ("B");
  gtk_label_set_ellipsize (GTK_LABEL (self->a_label), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->b_label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (self->a), self->a_label);
  gtk_button_set_child (GTK_BUTTON (self->b), self->b_label);
  gtk_widget_set_tooltip_text (self->a, _ ("Adjust exposure A"));
  gtk_widget_set_tooltip_text (self->b, _ ("Adjust exposure B"));
  gtk_widget_set_hexpand (self->a, TRUE);
  gtk_widget_set_hexpand (self->b, TRUE);
  self->link = recto_parts_icon_toggle ("recto-link-symbolic", _ ("Adjust A and B together"), NULL);
  gtk_widget_remove_css_class (self->link, "flat");
  g_signal_connect (self->a, "clicked", G_CALLBACK (target_cb), self);
  g_signal_connect (self->b, "clicked", G_CALLBACK (target_cb), self);
  g_signal_connect (self->link, "toggled", G_CALLBACK (link_cb), self);
  gtk_widget_add_css_class (row, "linked");
  gtk_box_append (GTK_BOX (row), self->a);
  gtk_box_append (GTK_BOX (row), self->b);
  gtk_box_append (GTK_BOX (row), self->link);

  return row;
}

static GtkWidget *
build_recipe (RectoAdjustPanel *self)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (card, "recto-card");
  self->steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->empty = recto_parts_label (_ ("The picture as it was stored. Add a step, or drag the marks under the histogram."), "panel-text");
  gtk_widget_add_css_class (self->empty, "second");
  gtk_widget_add_css_class (self->empty, "card-text");
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);

  list_operations (self);
  self->picker = recto_term_picker_new (self->terms, FALSE);
  g_signal_connect (self->picker, "picked", G_CALLBACK (picked_cb), self);
  self->add = gtk_menu_button_new ();
  gtk_box_append (GTK_BOX (button), gtk_image_new_from_icon_name ("list-add-symbolic"));
  gtk_box_append (GTK_BOX (button), gtk_label_new (_ ("Add step")));
  gtk_box_append (GTK_BOX (button), recto_parts_key_hint ("Ctrl K"));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->add), button);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add), self->picker);
  gtk_widget_add_css_class (self->add, "flat");
  gtk_widget_add_css_class (self->add, "add-step");
  recto_parts_describe (self->add, _ ("Add step"), "Ctrl K");
  gtk_box_append (GTK_BOX (card), self->steps);
  gtk_box_append (GTK_BOX (card), self->empty);
  gtk_box_append (GTK_BOX (card), self->add);

  return card;
}

static GtkWidget *
build_foot (RectoAdjustPanel *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *hold = recto_parts_label (_ ("hold: original"), "caption-text");
  GtkWidget *tick = recto_parts_label (_ ("✓ repeatable"), "caption-text");

  gtk_widget_add_css_class (foot, "panel-foot");
  gtk_widget_add_css_class (hold, "second");
  gtk_widget_add_css_class (tick, "good");
  gtk_widget_set_tooltip_text (tick, _ ("The recipe gives the same pixels on every machine; its hash names it"));
  gtk_box_append (GTK_BOX (foot), recto_parts_key_hint ("O"));
  gtk_box_append (GTK_BOX (foot), hold);
  self->repeatable = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_set_hexpand (self->repeatable, TRUE);
  gtk_widget_set_halign (self->repeatable, GTK_ALIGN_END);
  self->hash = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->hash, "flat");
  gtk_widget_add_css_class (self->hash, "hash");
  gtk_widget_add_css_class (self->hash, "small-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hash), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy the recipe’s hash"), -1);
  g_signal_connect (self->hash, "clicked", G_CALLBACK (hash_cb), self);
  gtk_box_append (GTK_BOX (self->repeatable), tick);
  gtk_box_append (GTK_BOX (self->repeatable), self->hash);
  gtk_box_append (GTK_BOX (foot), self->repeatable);

  return foot;
}

static void
recto_adjust_panel_init (RectoAdjustPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->open_step = -1;
  gtk_widget_add_css_class (box, "panel-body");
  self->histogram = recto_histogram_view_new ();
  self->profile = recto_profile_line_new ();
  g_signal_connect (self->profile, "convert", G_CALLBACK (convert_cb), self);
  self->loupe = recto_loupe_new ();
  g_signal_connect (self->histogram, "levels-moved", G_CALLBACK (recto_adjust_panel_levels_moved_cb), self);
  gtk_box_append (GTK_BOX (box), recto_parts_label (_ ("Adjust"), "panel-title"));
  gtk_box_append (GTK_BOX (box), build_choice (self));
  gtk_box_append (GTK_BOX (box), self->histogram);
  gtk_box_append (GTK_BOX (box), self->profile);
  gtk_box_append (GTK_BOX (box), recto_parts_label (_ ("Recipe"), "panel-heading"));
  gtk_box_append (GTK_BOX (box), build_recipe (self));
  gtk_box_append (GTK_BOX (box), self->loupe);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), box);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (self), self->scrolled);
  gtk_box_append (GTK_BOX (self), build_foot (self));

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::target", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::linked", G_CALLBACK (update), self);
}

GtkWidget *
recto_adjust_panel_new (void)
{
  return g_object_new (RECTO_TYPE_ADJUST_PANEL, NULL);
}

void
recto_adjust_panel_set_session (RectoAdjustPanel *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_ADJUST_PANEL (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  g_clear_pointer (&self->shown_exposure, g_free);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  recto_loupe_set_session (RECTO_LOUPE (self->loupe), session);
  update (self);
}

void
recto_adjust_panel_add_step (RectoAdjustPanel *self)
{
  g_return_if_fail (RECTO_IS_ADJUST_PANEL (self));

  if (gtk_widget_is_sensitive (self->add))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->add));
}

void
recto_adjust_panel_set_pointer (RectoAdjustPanel *self, RectoPoint page, gboolean inside)
{
  g_return_if_fail (RECTO_IS_ADJUST_PANEL (self));

  recto_loupe_set_pointer (RECTO_LOUPE (self->loupe), page, inside);
}

GtkWidget *
recto_adjust_panel_get_loupe (RectoAdjustPanel *self)
{
  g_return_val_if_fail (RECTO_IS_ADJUST_PANEL (self), NULL);

  return self->loupe;
}

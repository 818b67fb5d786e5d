/* recto-case-card.c: a case on the start page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-case-card.h"

#include "recto-light-badge.h"
#include "recto-result-dots.h"
#include "recto-vocabulary.h"
#include <glib/gi18n.h>

#define PICTURE_HEIGHT 163

struct _RectoCaseCard
{
  GtkWidget parent_instance;

  RectoCaseItem *item;
  GtkWidget *box;
  GtkWidget *picture;
  GtkWidget *shade;
  GtkWidget *pill;
  GtkWidget *badges;
  GtkWidget *reference;
  GtkWidget *dots;
  GtkWidget *title;
  GtkWidget *author;
  GtkWidget *age;
};

G_DEFINE_FINAL_TYPE (RectoCaseCard, recto_case_card, GTK_TYPE_WIDGET)

void
recto_state_pill_set_state (GtkWidget *label, const char *state)
{
  const RectoTerm *term = NULL;

  for (const RectoTerm *each = recto_vocabulary_states (); each->id != NULL; each++)
    {
      gtk_widget_remove_css_class (label, each->id);
      if (g_strcmp0 (each->id, state) == 0)
        term = each;
    }
  gtk_widget_add_css_class (label, "state-pill");
  if (state != NULL)
    gtk_widget_add_css_class (label, state);
  gtk_label_set_label (GTK_LABEL (label), term != NULL ? _ (term->label) : state != NULL ? state : "");
}

static void
update_badges (RectoCaseCard *self, const char *lights)
{
  g_auto (GStrv) ids = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->badges)) != NULL)
    gtk_box_remove (GTK_BOX (self->badges), child);
  if (lights == NULL || *lights == '\0')
    return;
  ids = g_strsplit (lights, ",", -1);
  for (guint i = 0; ids[i] != NULL && i < 6; i++)
    {
      const RectoLight *light = recto_light_find (ids[i]);

      if (light != NULL)
        gtk_box_append (GTK_BOX (self->badges), recto_light_badge_new (light, RECTO_BADGE_SHORT));
    }
}

static void
update (RectoCaseCard *self)
{
  const RectoCase *record;
  GdkTexture *picture;
  g_autofree char *age = NULL;
  g_autofree char *label = NULL;

  if (self->item == NULL)
    return;
  record = recto_case_item_get_record (self->item);
  picture = recto_case_item_get_picture (self->item);
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (picture));
  gtk_widget_set_visible (self->shade, picture != NULL);
  recto_state_pill_set_state (self->pill, record->state);
  update_badges (self, record->lights);
  gtk_label_set_label (GTK_LABEL (self->reference), record->reference != NULL ? record->reference : "");
  gtk_label_set_label (GTK_LABEL (self->title), record->title != NULL && *record->title != '\0'
                                                    ? record->title
                                                    : _ ("Untitled"));
  gtk_label_set_label (GTK_LABEL (self->author), record->author != NULL ? record->author : "");
  age = recto_case_dup_age (record->changed);
  gtk_label_set_label (GTK_LABEL (self->age), age);
  gtk_widget_set_tooltip_text (self->age, record->changed);
  recto_result_dots_set_results (RECTO_RESULT_DOTS (self->dots), record->results);
  label = g_strdup_printf ("%s %s", gtk_label_get_label (GTK_LABEL (self->reference)),
                           gtk_label_get_label (GTK_LABEL (self->title)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
recto_case_card_dispose (GObject *object)
{
  RectoCaseCard *self = RECTO_CASE_CARD (object);

  recto_case_card_set_item (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (recto_case_card_parent_class)->dispose (object);
}

static void
recto_case_card_class_init (RectoCaseCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = recto_case_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget *box, const char *css_class, gboolean expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static GtkWidget *
build_picture (RectoCaseCard *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_size_request (self->picture, -1, PICTURE_HEIGHT);
  gtk_widget_add_css_class (self->picture, "case-picture");
  gtk_widget_set_overflow (self->picture, GTK_OVERFLOW_HIDDEN);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->picture);

  self->shade = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->shade, "case-picture");
  gtk_widget_add_css_class (self->shade, "shade");
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->shade);

  self->pill = gtk_label_new (NULL);
  gtk_widget_set_halign (self->pill, GTK_ALIGN_END);
  gtk_widget_set_valign (self->pill, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->pill, 8);
  gtk_widget_set_margin_end (self->pill, 8);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->pill);

  self->badges = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_widget_set_halign (self->badges, GTK_ALIGN_START);
  gtk_widget_set_valign (self->badges, GTK_ALIGN_END);
  gtk_widget_set_margin_start (self->badges, 8);
  gtk_widget_set_margin_bottom (self->badges, 8);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->badges);

  return overlay;
}

static void
recto_case_card_init (RectoCaseCard *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *last = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "case-card");
  gtk_widget_set_size_request (self->box, 280, -1);
  gtk_widget_set_valign (self->box, GTK_ALIGN_START);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), build_picture (self));

  gtk_widget_set_margin_start (words, 12);
  gtk_widget_set_margin_end (words, 12);
  gtk_widget_set_margin_top (words, 10);
  gtk_widget_set_margin_bottom (words, 10);
  gtk_box_append (GTK_BOX (self->box), words);
  gtk_box_append (GTK_BOX (words), first);
  self->reference = add_label (first, "case-reference", TRUE);
  self->dots = recto_result_dots_new ();
  gtk_box_append (GTK_BOX (first), self->dots);
  self->title = add_label (words, "case-title", TRUE);
  gtk_box_append (GTK_BOX (words), last);
  self->author = add_label (last, "caption-text", TRUE);
  gtk_widget_add_css_class (self->author, "second");
  self->age = add_label (last, "caption-text", FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (self->age), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (self->age, "second");
}

GtkWidget *
recto_case_card_new (void)
{
  return g_object_new (RECTO_TYPE_CASE_CARD, NULL);
}

void
recto_case_card_set_item (RectoCaseCard *self, RectoCaseItem *item)
{
  g_return_if_fail (RECTO_IS_CASE_CARD (self));

  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, update, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    {
      g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);
      update (self);
    }
}

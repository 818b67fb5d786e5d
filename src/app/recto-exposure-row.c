/* recto-exposure-row.c: one exposure in the film strip
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-exposure-row.h"

#include "recto-light-badge.h"
#include <glib/gi18n.h>

struct _RectoExposureRow
{
  GtkListBoxRow parent_instance;

  RectoExposureItem *exposure;
  gboolean compact;
  GtkWidget *picture;
  GtkWidget *tag;
  GtkWidget *badge;
  GtkWidget *words;
  GtkWidget *progress;
};

G_DEFINE_FINAL_TYPE (RectoExposureRow, recto_exposure_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_css_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

char *
recto_exposure_dup_registration_words (RectoExposureItem *exposure, const char **css_class)
{
  RectoRegistration *registration = recto_exposure_item_get_registration (exposure);
  double rms;

  *css_class = "third";
  if (recto_exposure_item_get_load_state (exposure) == RECTO_LOAD_FAILED)
    {
      *css_class = "bad";
      return g_strdup (_ ("cannot be shown"));
    }
  if (recto_exposure_item_is_reference (exposure))
    return g_strdup (_ ("reference"));
  if (recto_exposure_item_get_align_state (exposure) == RECTO_ALIGN_RUNNING)
    return g_strdup (_ ("aligning…"));

  *css_class = "warn";
  if (registration == NULL
      || recto_registration_get_status (registration) != RECTO_REGISTRATION_ALIGNED)
    return g_strdup (_ ("not aligned"));

  *css_class = "good";
  rms = recto_registration_get_rms_px (registration);
  if (rms < 0)
    return g_strdup (_ ("aligned by hand"));

  return g_strdup_printf (_ ("±%.1f px"), rms);
}

static void
update (RectoExposureRow *self)
{
  static const char *const colours[] = { "third", "good", "warn", "bad" };
  RectoExposureItem *exposure = self->exposure;
  const RectoExposure *record = recto_exposure_item_get_record (exposure);
  const RectoLight *light = recto_exposure_item_get_light (exposure);
  g_autofree char *role = NULL;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;
  g_autofree char *tooltip = NULL;
  const char *css_class = NULL;
  gboolean intact = TRUE;
  gboolean loading
      = recto_exposure_item_get_load_state (exposure) == RECTO_LOAD_RUNNING;
  double progress = 0;

  g_object_get (exposure, "role", &role, "intact", &intact, "progress", &progress, NULL);
  words = recto_exposure_dup_registration_words (exposure, &css_class);

  gtk_picture_set_paintable (GTK_PICTURE (self->picture),
                             GDK_PAINTABLE (recto_exposure_item_get_thumbnail (exposure)));
  set_css_class (self->picture, "not-intact", !intact);
  set_css_class (self->picture, "tagged", role != NULL);
  set_css_class (GTK_WIDGET (self), "on-table", role != NULL);
  gtk_label_set_label (GTK_LABEL (self->tag), role != NULL ? role : "");
  gtk_widget_set_visible (self->tag, role != NULL);
  recto_light_badge_set_light (RECTO_LIGHT_BADGE (self->badge), light);
  gtk_widget_set_visible (self->progress, loading);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), progress);

  gtk_label_set_label (GTK_LABEL (self->words), words);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    set_css_class (self->words, colours[i], g_strcmp0 (colours[i], css_class) == 0);

  label = role != NULL ? g_strdup_printf ("%s %s, %s", role, _ (light->label), words)
                       : g_strdup_printf ("%s, %s", _ (light->label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  tooltip = g_strdup_printf (
      _ ("%s\n%s, %s\n%d × %d px\nClick or Enter: A · Shift and click or Enter: B"),
      record->file_name, _ (light->label), words, record->width, record->height);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, RectoExposureRow *self)
{
  return gdk_content_provider_new_typed (RECTO_TYPE_EXPOSURE_ITEM, self->exposure);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, RectoExposureRow *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (self->picture);

  gtk_drag_source_set_icon (source, paintable, 12, 12);
}

static void
recto_exposure_row_dispose (GObject *object)
{
  RectoExposureRow *self = RECTO_EXPOSURE_ROW (object);

  g_clear_object (&self->exposure);

  G_OBJECT_CLASS (recto_exposure_row_parent_class)->dispose (object);
}

static void
recto_exposure_row_class_init (RectoExposureRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_exposure_row_dispose;
}

static void
recto_exposure_row_init (RectoExposureRow *self)
{
  GtkDragSource *drag = gtk_drag_source_new ();

  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

static void
build (RectoExposureRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *overlay = gtk_overlay_new ();

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_COVER);
  gtk_widget_set_size_request (self->picture, self->compact ? 76 : 84, self->compact ? 54 : 60);
  gtk_widget_set_overflow (self->picture, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (self->picture, "exposure-thumb");
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->picture);
  gtk_widget_set_valign (overlay, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (overlay, GTK_ALIGN_CENTER);

  self->tag = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->tag, "ab-tag");
  gtk_widget_set_halign (self->tag, GTK_ALIGN_START);
  gtk_widget_set_valign (self->tag, GTK_ALIGN_START);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->tag);

  self->progress = gtk_progress_bar_new ();
  gtk_widget_add_css_class (self->progress, "osd");
  gtk_widget_set_valign (self->progress, GTK_ALIGN_END);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reading"), -1);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->progress);

  self->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->words, "caption-text");
  gtk_widget_add_css_class (self->words, "numeric");

  self->badge = recto_light_badge_new (NULL, self->compact ? RECTO_BADGE_ICON : RECTO_BADGE_WORD);
  gtk_box_append (GTK_BOX (box), overlay);
  if (self->compact)
    {
      gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
      gtk_widget_set_halign (self->badge, GTK_ALIGN_END);
      gtk_widget_set_valign (self->badge, GTK_ALIGN_END);
      gtk_widget_set_margin_end (self->badge, 2);
      gtk_widget_set_margin_bottom (self->badge, 2);
      gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->badge);
      gtk_widget_set_visible (self->words, FALSE);
      gtk_box_append (GTK_BOX (box), self->words);
    }
  else
    {
      gtk_widget_set_valign (side, GTK_ALIGN_CENTER);
      gtk_widget_set_hexpand (side, TRUE);
      gtk_box_append (GTK_BOX (side), self->badge);
      gtk_box_append (GTK_BOX (side), self->words);
      gtk_box_append (GTK_BOX (box), side);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
recto_exposure_row_new (RectoExposureItem *exposure, gboolean compact)
{
  RectoExposureRow *self = g_object_new (RECTO_TYPE_EXPOSURE_ROW, NULL);

  self->exposure = g_object_ref (exposure);
  self->compact = compact;
  build (self);
  g_signal_connect_object (exposure, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}

RectoExposureItem *
recto_exposure_row_get_exposure (RectoExposureRow *self)
{
  return self->exposure;
}

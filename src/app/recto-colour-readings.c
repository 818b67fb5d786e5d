/* recto-colour-readings.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-colour-readings.h"

#include "recto-colour.h"
#include "recto-parts.h"
#include <glib/gi18n.h>

enum
{
  STORED,
  SEEN,
  LAB,
  PROFILE,
  DIFFERENCE,
  N_ROWS,
};

static const char *const captions[N_ROWS] = {
  N_ ("stored"), N_ ("seen"), N_ ("L*a*b*"), N_ ("profile"), N_ ("ΔE2000"),
};

typedef struct
{
  RectoRenderer *renderer;
  RectoColourProfile *profile; /* sRGB when it is not calibrated */
  gboolean calibrated;
  GBytes *bytes; /* what profile was read from */
  guint channels;
  GtkWidget *labels[N_ROWS];
} Side;

struct _RectoColourReadings
{
  GtkBox parent_instance;

  GtkWidget *captions[N_ROWS];
  GtkWidget *clear;
  Side sides[2];
  RectoPoint pointer;
  RectoPoint reference;
  gboolean has_pointer;
  gboolean has_reference;
};

G_DEFINE_FINAL_TYPE (RectoColourReadings, recto_colour_readings, GTK_TYPE_BOX)

typedef struct
{
  guint depth, channels, seen_channels;
  guint stored[3], seen[3];
  RectoLab lab;
} Reading;

static gboolean
read_at (const Side *side, RectoPoint page, Reading *reading)
{
  if (side->renderer == NULL || side->profile == NULL
      || !recto_renderer_pick (side->renderer, 0, page, &reading->depth, &reading->channels, reading->stored,
                               &reading->seen_channels, reading->seen)
      || reading->channels != side->channels)
    return FALSE;
  reading->lab = recto_colour_profile_get_lab (side->profile, reading->stored, reading->depth);
  return TRUE;
}

static char *
values_to_words (const guint *values, guint n)
{
  return n == 1 ? g_strdup_printf ("%u", values[0]) : g_strdup_printf ("%u %u %u", values[0], values[1], values[2]);
}

static void
show (RectoColourReadings *self, guint which, guint row, const char *words)
{
  GtkWidget *label = self->sides[which].labels[row];
  g_autofree char *whole = NULL;

  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), words) == 0)
    return;
  gtk_label_set_label (GTK_LABEL (label), words);
  /* "A stored 214 208 199" */
  whole = g_strdup_printf ("%s %s %s", which == 0 ? "A" : "B", _ (captions[row]), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static void
update_side (RectoColourReadings *self, guint which)
{
  Side *side = &self->sides[which];
  Reading here, there;
  gboolean inside = self->has_pointer && read_at (side, self->pointer, &here);
  g_autofree char *stored = inside ? values_to_words (here.stored, here.channels) : NULL;
  g_autofree char *seen = inside ? values_to_words (here.seen, here.seen_channels) : NULL;
  g_autofree char *lab = inside ? g_strdup_printf ("%.1f %.1f %.1f", here.lab.l, here.lab.a, here.lab.b) : NULL;
  g_autofree char *difference = NULL;
  const char *profile = "";

  if (inside && self->has_reference && read_at (side, self->reference, &there))
    difference = g_strdup_printf ("%.2f", recto_lab_delta_e2000 (&there.lab, &here.lab));
  if (side->profile != NULL)
    profile = side->calibrated ? recto_colour_profile_get_description (side->profile) : _ ("uncalibrated");
  show (self, which, STORED, inside ? stored : "–");
  show (self, which, SEEN, inside ? seen : "–");
  show (self, which, LAB, inside ? lab : "–");
  show (self, which, PROFILE, profile);
  show (self, which, DIFFERENCE, difference != NULL ? difference : "–");
  gtk_widget_set_tooltip_text (side->labels[PROFILE], side->calibrated ? profile : side->profile == NULL ? NULL
                               : _ ("The picture has no colour profile that can be used: sRGB is assumed, and the numbers compare only within this scan"));
}

static void
update (RectoColourReadings *self)
{
  for (guint i = 0; i < 2; i++)
    {
      for (guint row = 0; row < N_ROWS; row++)
        gtk_widget_set_visible (self->sides[i].labels[row],
                                self->sides[i].renderer != NULL && (row != DIFFERENCE || self->has_reference));
      update_side (self, i);
    }
  gtk_widget_set_visible (self->captions[DIFFERENCE], self->has_reference);
  gtk_widget_set_visible (self->clear, self->has_reference);
}

static void
recto_colour_readings_dispose (GObject *object)
{
  RectoColourReadings *self = RECTO_COLOUR_READINGS (object);

  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->sides[i].renderer, recto_renderer_unref);
      g_clear_pointer (&self->sides[i].profile, recto_colour_profile_unref);
      g_clear_pointer (&self->sides[i].bytes, g_bytes_unref);
    }

  G_OBJECT_CLASS (recto_colour_readings_parent_class)->dispose (object);
}

static void
recto_colour_readings_class_init (RectoColourReadingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_colour_readings_dispose;
}

static GtkWidget *
build_buttons (RectoColourReadings *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *set = recto_parts_word_button (NULL, _ ("Set as reference"), "P");

  self->clear = recto_parts_word_button (NULL, _ ("Clear"), NULL);
  gtk_widget_add_css_class (set, "flat");
  gtk_widget_add_css_class (set, "small-button");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_add_css_class (self->clear, "small-button");
  gtk_widget_set_tooltip_text (set, _ ("Compare colours with the place last under the pointer (P)"));
  gtk_widget_set_tooltip_text (self->clear, _ ("Clear the reference place (Shift P)"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (set), "table.set-reference");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear), "table.clear-reference");
  gtk_widget_set_halign (row, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (row), self->clear);
  gtk_box_append (GTK_BOX (row), set);
  return row;
}

static void
recto_colour_readings_init (RectoColourReadings *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  for (int row = 0; row < N_ROWS; row++)
    {
      self->captions[row] = recto_parts_label (_ (captions[row]), "caption-text");
      gtk_widget_add_css_class (self->captions[row], "second");
      gtk_grid_attach (GTK_GRID (grid), self->captions[row], 0, row, 1, 1);
      for (int i = 0; i < 2; i++)
        {
          GtkWidget *label = recto_parts_label ("", "caption-text");

          gtk_widget_add_css_class (label, "numeric");
          gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
          gtk_label_set_width_chars (GTK_LABEL (label), 14);
          gtk_widget_set_hexpand (label, TRUE);
          gtk_grid_attach (GTK_GRID (grid), label, 1 + i, row, 1, 1);
          self->sides[i].labels[row] = label;
        }
    }
  gtk_box_append (GTK_BOX (self), grid);
  gtk_box_append (GTK_BOX (self), build_buttons (self));
  update (self);
}

GtkWidget *
recto_colour_readings_new (void)
{
  return g_object_new (RECTO_TYPE_COLOUR_READINGS, NULL);
}

void
recto_colour_readings_set_exposure (RectoColourReadings *self, guint side, RectoRenderer *renderer, RectoImage *image)
{
  Side *s;
  GBytes *bytes;

  g_return_if_fail (RECTO_IS_COLOUR_READINGS (self));
  g_return_if_fail (side < 2);

  s = &self->sides[side];
  g_clear_pointer (&s->renderer, recto_renderer_unref);
  s->renderer = renderer != NULL ? recto_renderer_ref (renderer) : NULL;
  bytes = image != NULL ? recto_image_get_icc_profile (image) : NULL;
  /* Opening a profile takes some milliseconds, and recipes change often. */
  if (image == NULL)
    g_clear_pointer (&s->profile, recto_colour_profile_unref);
  else if (s->profile == NULL || s->bytes != bytes || s->channels != recto_image_get_channels (image))
    {
      g_clear_pointer (&s->profile, recto_colour_profile_unref);
      g_clear_pointer (&s->bytes, g_bytes_unref);
      s->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
      s->channels = recto_image_get_channels (image);
      s->profile = recto_colour_profile_new_for_image (image, &s->calibrated);
    }
  update (self);
}

void
recto_colour_readings_set_pointer (RectoColourReadings *self, const RectoPoint *page)
{
  g_return_if_fail (RECTO_IS_COLOUR_READINGS (self));

  self->has_pointer = page != NULL;
  if (page != NULL)
    self->pointer = *page;
  for (guint i = 0; i < 2; i++)
    update_side (self, i);
}

void
recto_colour_readings_set_reference (RectoColourReadings *self, const RectoPoint *page)
{
  g_return_if_fail (RECTO_IS_COLOUR_READINGS (self));

  self->has_reference = page != NULL;
  if (page != NULL)
    self->reference = *page;
  update (self);
}

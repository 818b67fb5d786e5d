/* recto-profile-line.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-profile-line.h"

#include "recto-colour.h"
#include "recto-parts.h"
#include <glib/gi18n.h>

struct _RectoProfileLine
{
  GtkBox parent_instance;

  GtkWidget *label;
  GtkWidget *button;

  /* What was last looked at: opening a profile takes some milliseconds. */
  gboolean known;
  GBytes *bytes;
  guint channels;
  char *obstacle;
  char *name;
};

enum
{
  CONVERT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoProfileLine, recto_profile_line, GTK_TYPE_BOX)

static void
forget (RectoProfileLine *self)
{
  self->known = FALSE;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->obstacle, g_free);
  g_clear_pointer (&self->name, g_free);
}

static void
look_at (RectoProfileLine *self, RectoImage *image)
{
  GBytes *bytes = recto_image_get_icc_profile (image);
  g_autoptr (RectoColourProfile) profile = NULL;

  if (self->known && self->bytes == bytes && self->channels == recto_image_get_channels (image))
    return;
  forget (self);
  self->known = TRUE;
  self->channels = recto_image_get_channels (image);
  self->obstacle = recto_colour_dup_obstacle (image);
  if (bytes == NULL)
    return;
  self->bytes = g_bytes_ref (bytes);
  profile = recto_colour_profile_new (bytes, self->channels, NULL);
  self->name = g_strdup (profile != NULL ? recto_colour_profile_get_description (profile)
                                         : recto_image_get_icc_name (image));
}

static gboolean
converts (const RectoRecipe *recipe)
{
  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    {
      const RectoStep *step = recto_recipe_get_step (recipe, i);

      if (step->enabled && step->operation->to_srgb)
        return TRUE;
    }
  return FALSE;
}

static void
clicked_cb (GtkButton *button, RectoProfileLine *self)
{
  g_signal_emit (self, signals[CONVERT], 0);
}

static void
recto_profile_line_finalize (GObject *object)
{
  forget (RECTO_PROFILE_LINE (object));

  G_OBJECT_CLASS (recto_profile_line_parent_class)->finalize (object);
}

static void
recto_profile_line_class_init (RectoProfileLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = recto_profile_line_finalize;

  signals[CONVERT] = g_signal_new ("convert", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
recto_profile_line_init (RectoProfileLine *self)
{
  self->label = recto_parts_label ("", "caption-text");
  gtk_widget_add_css_class (self->label, "second");
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (self->label, TRUE);
  self->button = gtk_button_new_with_label (_ ("Convert to sRGB"));
  gtk_widget_add_css_class (self->button, "small-button");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->button, _ ("Adds a step that shows the colours the profile says"));
  g_signal_connect (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
recto_profile_line_new (void)
{
  return g_object_new (RECTO_TYPE_PROFILE_LINE, NULL);
}

void
recto_profile_line_set (RectoProfileLine *self, RectoImage *image, const RectoRecipe *recipe)
{
  g_autofree char *words = NULL;
  gboolean on;

  g_return_if_fail (RECTO_IS_PROFILE_LINE (self));

  if (image == NULL)
    forget (self);
  else
    look_at (self, image);
  gtk_widget_set_visible (GTK_WIDGET (self), self->bytes != NULL);
  if (self->bytes == NULL)
    return;
  on = self->obstacle == NULL && converts (recipe);
  if (self->obstacle != NULL)
    words = g_strdup_printf (_ ("Embedded profile: %s. %s"), self->name != NULL ? self->name : "ICC", self->obstacle);
  else if (on)
    words = g_strdup_printf (_ ("Embedded profile: %s — converted to sRGB by a step"), self->name);
  else
    words = g_strdup_printf (_ ("Embedded profile: %s — stored numbers are shown"), self->name);
  gtk_label_set_label (GTK_LABEL (self->label), words);
  gtk_widget_set_visible (self->button, self->obstacle == NULL && !on);
}

const char *
recto_profile_line_get_obstacle (RectoProfileLine *self)
{
  g_return_val_if_fail (RECTO_IS_PROFILE_LINE (self), NULL);

  return self->obstacle;
}

RectoRecipe *
recto_profile_line_convert (const RectoRecipe *recipe)
{
  for (guint i = 0; i < recto_recipe_get_n_steps (recipe); i++)
    if (recto_recipe_get_step (recipe, i)->operation->to_srgb)
      return recto_recipe_with_step_enabled (recipe, i, TRUE);
  return recto_recipe_with_step_added (recipe, recto_operation_find ("profile", 0), 0);
}

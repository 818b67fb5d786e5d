/* recto-light-badge.c: icon and word of a light
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-light-badge.h"

#include <glib/gi18n.h>

struct _RectoLightBadge
{
  GtkWidget parent_instance;

  GtkWidget *image;
  GtkWidget *label;
  const RectoLight *light;
  RectoBadgeSize size;
};

G_DEFINE_FINAL_TYPE (RectoLightBadge, recto_light_badge, GTK_TYPE_WIDGET)

static const struct
{
  const char *css_class;
  const char *icon;
  const char *letters;
} kinds[] = {
  /* Translators: the lights in one to five letters, where space is short: white, UV, IR, oblique, transmitted. */
  [RECTO_LIGHT_KIND_WHITE] = { "kind-white", "recto-light-white-symbolic", N_ ("W") },
  [RECTO_LIGHT_KIND_UV] = { "kind-uv", "recto-light-uv-symbolic", N_ ("UV") },
  [RECTO_LIGHT_KIND_IR] = { "kind-ir", "recto-light-ir-symbolic", N_ ("IR") },
  [RECTO_LIGHT_KIND_OBLIQUE] = { "kind-oblique", "recto-light-oblique-symbolic", N_ ("Obl.") },
  [RECTO_LIGHT_KIND_TRANSMITTED]
  = { "kind-transmitted", "recto-light-transmitted-symbolic", N_ ("Tr.") },
  [RECTO_LIGHT_KIND_OTHER] = { "kind-other", "recto-light-other-symbolic", N_ ("?") },
};

const char *
recto_light_icon_name (const RectoLight *light)
{
  static const char *const sides[][2] = {
    { "oblique-n", "recto-light-oblique-n-symbolic" },
    { "oblique-e", "recto-light-oblique-e-symbolic" },
    { "oblique-s", "recto-light-oblique-s-symbolic" },
    { "oblique-w", "recto-light-oblique-w-symbolic" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    if (g_strcmp0 (light->id, sides[i][0]) == 0)
      return sides[i][1];

  return kinds[light->kind].icon;
}

static void
update (RectoLightBadge *self)
{
  const RectoLight *light = self->light;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), kinds[i].css_class);
  if (light == NULL)
    return;

  gtk_widget_add_css_class (GTK_WIDGET (self), kinds[light->kind].css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), recto_light_icon_name (light));
  if (self->size == RECTO_BADGE_SHORT && light->kind != RECTO_LIGHT_KIND_OTHER)
    gtk_label_set_label (GTK_LABEL (self->label), _ (kinds[light->kind].letters));
  else
    gtk_label_set_label (GTK_LABEL (self->label), _ (light->label));
  gtk_widget_set_visible (self->label, self->size != RECTO_BADGE_ICON);
  if (self->size == RECTO_BADGE_ICON)
    gtk_widget_add_css_class (GTK_WIDGET (self), "icon-only");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "icon-only");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               self->size == RECTO_BADGE_WORD ? NULL : _ (light->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (light->spoken), -1);
}

static void
recto_light_badge_dispose (GObject *object)
{
  RectoLightBadge *self = RECTO_LIGHT_BADGE (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (recto_light_badge_parent_class)->dispose (object);
}

static void
recto_light_badge_class_init (RectoLightBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = recto_light_badge_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "badge");
}

static void
recto_light_badge_init (RectoLightBadge *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "light-badge");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  self->image = gtk_image_new ();
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
recto_light_badge_new (const RectoLight *light, RectoBadgeSize size)
{
  RectoLightBadge *self = g_object_new (RECTO_TYPE_LIGHT_BADGE, NULL);

  self->light = light;
  self->size = size;
  update (self);

  return GTK_WIDGET (self);
}

void
recto_light_badge_set_light (RectoLightBadge *self, const RectoLight *light)
{
  g_return_if_fail (RECTO_IS_LIGHT_BADGE (self));

  if (self->light == light)
    return;
  self->light = light;
  update (self);
}

void
recto_light_badge_set_size (RectoLightBadge *self, RectoBadgeSize size)
{
  g_return_if_fail (RECTO_IS_LIGHT_BADGE (self));

  if (self->size == size)
    return;
  self->size = size;
  update (self);
}

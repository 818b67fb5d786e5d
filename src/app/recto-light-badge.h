/* recto-light-badge.h: icon and word of a light, the same everywhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-light.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_BADGE_WORD,  /* icon and word: "UV 365" */
  RECTO_BADGE_SHORT, /* icon and one or two letters: "UV" */
  RECTO_BADGE_ICON,  /* the icon alone, 20 × 18 */
} RectoBadgeSize;

#define RECTO_TYPE_LIGHT_BADGE (recto_light_badge_get_type ())
G_DECLARE_FINAL_TYPE (RectoLightBadge, recto_light_badge, RECTO, LIGHT_BADGE, GtkWidget)

GtkWidget *recto_light_badge_new (const RectoLight *light, RectoBadgeSize size);
void recto_light_badge_set_light (RectoLightBadge *self, const RectoLight *light);
void recto_light_badge_set_size (RectoLightBadge *self, RectoBadgeSize size);
/* Icon of a light: "recto-light-uv-symbolic". */
const char *recto_light_icon_name (const RectoLight *light);

G_END_DECLS

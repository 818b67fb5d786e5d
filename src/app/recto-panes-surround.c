/* recto-panes-surround.c: the canvas surround follows the style; thumbnails are dropped on a pane
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-panes-private.h"

#include <adwaita.h>

/* Neutral both: near black for work in a dim room, mid grey beside light panels. */
static void
update_surround (RectoCanvas *canvas)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GdkRGBA colour;

  gdk_rgba_parse (&colour, dark ? "#171717" : "#777777");
  recto_canvas_set_surround (canvas, &colour);
}

void
recto_pane_follow_style (RectoCanvas *canvas)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_surround), canvas, G_CONNECT_SWAPPED);
  update_surround (canvas);
}

void
recto_pane_follow_scale (RectoPane *pane, gboolean own_pixels)
{
  RectoPageItem *page = recto_session_get_page (recto_panes_get_session (pane->owner));
  double px_per_mm = 0;

  if (page == NULL || own_pixels || !recto_page_item_get_scale (page, &px_per_mm, NULL))
    px_per_mm = 0;
  recto_canvas_set_px_per_mm (pane->canvas, px_per_mm);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, RectoPane *pane)
{
  RectoSession *session = recto_panes_get_session (pane->owner);
  RectoExposureItem *exposure = g_value_get_object (value);

  if (session == NULL || exposure == NULL
      || recto_session_find_exposure (session, recto_exposure_item_get_id (exposure)) != exposure)
    return FALSE;
  if (pane->index == 1)
    recto_session_set_b (session, exposure);
  else
    recto_session_set_a (session, exposure);

  return TRUE;
}

/* A thumbnail let go over a pane becomes its exposure. */
void
recto_pane_accept_exposures (RectoPane *pane)
{
  GtkDropTarget *target = gtk_drop_target_new (RECTO_TYPE_EXPOSURE_ITEM, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), pane);
  gtk_widget_add_controller (pane->overlay, GTK_EVENT_CONTROLLER (target));
}

void
recto_pane_colour_lens (RectoPane *pane, RectoExposureItem *b)
{
  static const char *const colours[] = { "#ffffff", "#dc8add", "#e5a464", "#99c1f1", "#7bd8e6", "#c0bfbc" };
  GdkRGBA colour;

  if (b == NULL)
    return;
  gdk_rgba_parse (&colour, colours[recto_exposure_item_get_light (b)->kind]);
  recto_canvas_set_lens_colour (pane->canvas, &colour);
}

RectoRenderer *
recto_pane_new_alone (RectoExposureItem *item)
{
  RectoPyramid *pyramid = recto_exposure_item_get_pyramid (item);
  const RectoExposure *record = recto_exposure_item_get_record (item);
  RectoSceneExposure exposure = { 0 };
  RectoComposition composition;
  g_autoptr (RectoScene) scene = NULL;

  if (pyramid == NULL)
    return NULL;
  exposure.id = record->id;
  exposure.light = record->light;
  exposure.pixel_sha256 = record->pixel_sha256;
  exposure.recipe = recto_exposure_item_get_recipe (item);
  exposure.registration = recto_matrix3_identity;
  recto_composition_init (&composition, 1, record->width, record->height);
  scene = recto_scene_new (record->width, record->height, &exposure, 1, &composition);

  return recto_renderer_new (scene, &pyramid);
}

double
recto_pane_error_band (RectoExposureItem *b)
{
  RectoRegistration *registration = b != NULL ? recto_exposure_item_get_registration (b) : NULL;

  if (registration == NULL
      || recto_registration_get_status (registration) != RECTO_REGISTRATION_ALIGNED)
    return 0;

  return MAX (0, recto_registration_get_rms_px (registration));
}

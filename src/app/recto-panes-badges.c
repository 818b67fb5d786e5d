/* recto-panes-badges.c: where the light badges stand over a pane
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-panes-private.h"

#include <glib/gi18n.h>
#include <math.h>

#define MARGIN 12

void
recto_pane_add_original (RectoPane *pane)
{
  pane->original = gtk_label_new (_ ("Original"));
  gtk_widget_add_css_class (pane->original, "original-badge");
  gtk_widget_set_can_target (pane->original, FALSE);
  gtk_widget_set_halign (pane->original, GTK_ALIGN_END);
  gtk_widget_set_valign (pane->original, GTK_ALIGN_START);
  gtk_widget_set_visible (pane->original, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (pane->overlay), pane->original);
}

static int
natural (GtkWidget *widget, GtkOrientation orientation)
{
  int size;

  gtk_widget_measure (widget, orientation, -1, NULL, &size, NULL, NULL);

  return size;
}

/* Both badges at the upper end of the line, each on its own side. */
static void
place_at_curtain (RectoPane *pane, const RectoComposition *c, gboolean is_a,
                  GdkRectangle *place)
{
  double angle = c->curtain_angle * G_PI / 180;
  RectoPoint along = { c->curtain.x + 100 * cos (angle), c->curtain.y - 100 * sin (angle) };
  RectoPoint to_a = { c->curtain.x - 100 * sin (angle), c->curtain.y - 100 * cos (angle) };
  RectoPoint p = recto_canvas_page_to_widget (pane->canvas, c->curtain);
  RectoPoint q = recto_canvas_page_to_widget (pane->canvas, along);
  RectoPoint r = recto_canvas_page_to_widget (pane->canvas, to_a);
  double dx = q.x - p.x, dy = q.y - p.y;

  if (fabs (dy) >= fabs (dx))
    {
      double x = p.x + (dy != 0 ? dx / dy * (MARGIN + 9 - p.y) : 0);
      gboolean left = (r.x < p.x) == is_a;

      place->x = (int) lround (left ? x - MARGIN - place->width : x + MARGIN);
      place->y = MARGIN;
    }
  else
    {
      double y = p.y + dy / dx * (BESIDE_TOOLS - p.x);
      gboolean above = (r.y < p.y) == is_a;

      place->x = BESIDE_TOOLS;
      place->y = (int) lround (above ? y - MARGIN - place->height : y + MARGIN);
    }
}

static void
place_at_lens (RectoPane *pane, const RectoComposition *c, GdkRectangle *place)
{
  RectoPoint centre = recto_canvas_page_to_widget (pane->canvas, c->torch);
  RectoPoint edge = { c->torch.x + c->torch_radius, c->torch.y };
  RectoPoint out = recto_canvas_page_to_widget (pane->canvas, edge);
  double radius = hypot (out.x - centre.x, out.y - centre.y);

  place->x = (int) lround (centre.x + 0.2 * radius);
  place->y = (int) lround (centre.y + 0.98 * radius - place->height / 2.0);
}

gboolean
recto_pane_place_badge_cb (GtkOverlay *overlay, GtkWidget *widget, GdkRectangle *place, RectoPane *pane)
{
  RectoComposition c;
  gboolean is_a = widget == pane->badges[0];
  int width = gtk_widget_get_width (GTK_WIDGET (pane->canvas));
  int height = gtk_widget_get_height (GTK_WIDGET (pane->canvas));

  if (widget != pane->badges[0] && widget != pane->badges[1])
    return FALSE;

  place->width = natural (widget, GTK_ORIENTATION_HORIZONTAL);
  place->height = natural (widget, GTK_ORIENTATION_VERTICAL);
  place->x = pane->index == 0 ? BESIDE_TOOLS : MARGIN;
  place->y = MARGIN;
  recto_canvas_get_composition (pane->canvas, &c);
  switch (pane->mode)
    {
    case RECTO_MODE_CURTAIN:
      place_at_curtain (pane, &c, is_a, place);
      break;
    case RECTO_MODE_TORCH:
      if (!is_a)
        place_at_lens (pane, &c, place);
      break;
    case RECTO_MODE_OVERLAY:
    case RECTO_MODE_DIFFERENCE:
    case RECTO_MODE_SIGNED_DIFFERENCE:
    case RECTO_MODE_TWO_COLOUR:
      if (!is_a)
        place->x += natural (pane->badges[0], GTK_ORIENTATION_HORIZONTAL) + 8;
      break;
    case RECTO_MODE_SINGLE:
    case RECTO_MODE_SIDE_BY_SIDE:
    case RECTO_MODE_BLINK:
    case RECTO_MODE_COMPOSITE:
    case RECTO_MODE_CHECKERBOARD:
    default:
      break;
    }
  place->x = CLAMP (place->x, pane->index == 0 && place->y < 340 ? BESIDE_TOOLS : 4, MAX (BESIDE_TOOLS, width - place->width - 4));
  place->y = CLAMP (place->y, 4, MAX (4, height - place->height - 4));

  return TRUE;
}

/* recto-items.h: pages, exposures and findings of the open case as list items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GObjects around casebook records for list models. They change only through RectoSession, which keeps the casebook and the items in
 * step; widgets bind to their properties and "notify". Main thread.
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-annotation.h"
#include "recto-casebook.h"
#include "recto-histogram.h"
#include "recto-light.h"
#include "recto-pyramid.h"
#include "recto-registration.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_LOAD_IDLE,    /* not asked for yet */
  RECTO_LOAD_RUNNING, /* property "progress" 0 to 1 */
  RECTO_LOAD_READY,
  RECTO_LOAD_FAILED,  /* property "problem" says why and what to do */
} RectoLoadState;

typedef enum
{
  RECTO_ALIGN_NONE,    /* not tried, or the reference */
  RECTO_ALIGN_RUNNING,
  RECTO_ALIGN_DONE,    /* aligned or not: see the registration */
} RectoAlignState;

/* One exposure. Properties (read only for widgets): "light" (string), "recipe" (RectoRecipe), "registration" (RectoRegistration),
 * "load-state" (int), "progress" (double), "problem" (string), "align-state" (int), "thumbnail" (GdkTexture), "role" (string: "A", "B" or NULL), "intact" (bool). */
#define RECTO_TYPE_EXPOSURE_ITEM (recto_exposure_item_get_type ())
G_DECLARE_FINAL_TYPE (RectoExposureItem, recto_exposure_item, RECTO, EXPOSURE_ITEM, GObject)
const RectoExposure *recto_exposure_item_get_record (RectoExposureItem *self);
const char *recto_exposure_item_get_id (RectoExposureItem *self);
const RectoLight *recto_exposure_item_get_light (RectoExposureItem *self); /* never NULL: falls back to "unknown" */
RectoRecipe *recto_exposure_item_get_recipe (RectoExposureItem *self);
RectoRegistration *recto_exposure_item_get_registration (RectoExposureItem *self); /* NULL: not tried */
RectoAlignState recto_exposure_item_get_align_state (RectoExposureItem *self);
RectoLoadState recto_exposure_item_get_load_state (RectoExposureItem *self);
const char *recto_exposure_item_get_problem (RectoExposureItem *self);
RectoPyramid *recto_exposure_item_get_pyramid (RectoExposureItem *self); /* NULL until READY */
GdkTexture *recto_exposure_item_get_thumbnail (RectoExposureItem *self);
const RectoHistogram *recto_exposure_item_get_histogram (RectoExposureItem *self); /* of the stored samples; NULL until READY */
gboolean recto_exposure_item_is_reference (RectoExposureItem *self);
/* Whether a place on the page is a place in the picture: the reference, or aligned to it. */
gboolean recto_exposure_item_is_placed (RectoExposureItem *self);

/* One page. Properties: "title", "exposures". */
#define RECTO_TYPE_PAGE_ITEM (recto_page_item_get_type ())
G_DECLARE_FINAL_TYPE (RectoPageItem, recto_page_item, RECTO, PAGE_ITEM, GObject)
const RectoPage *recto_page_item_get_record (RectoPageItem *self);
const char *recto_page_item_get_id (RectoPageItem *self);
char *recto_page_item_dup_title (RectoPageItem *self);                 /* own label, or the role's word */
GListModel *recto_page_item_get_exposures (RectoPageItem *self);       /* of RectoExposureItem */
RectoExposureItem *recto_page_item_get_reference (RectoPageItem *self); /* NULL on an empty page */
/* Pixels per mm of the page and where that comes from (a sentence part: "scale from the file's dpi claim"); FALSE: unknown. */
gboolean recto_page_item_get_scale (RectoPageItem *self, double *px_per_mm, char **source);

/* One finding. Properties: "record-changed" is the signal emitted when any field changed. */
#define RECTO_TYPE_FINDING_ITEM (recto_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (RectoFindingItem, recto_finding_item, RECTO, FINDING_ITEM, GObject)
const RectoFinding *recto_finding_item_get_record (RectoFindingItem *self);
RectoAnnotation *recto_finding_item_get_annotation (RectoFindingItem *self);

G_END_DECLS

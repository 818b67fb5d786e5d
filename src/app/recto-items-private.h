/* recto-items-private.h: how the session fills the items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only the recto-session*.c files use this. Every setter notifies.
 */

#pragma once

#include "recto-items.h"

G_BEGIN_DECLS

struct _RectoExposureItem
{
  GObject parent_instance;

  RectoExposure *record;
  RectoRecipe *recipe; /* as shown; the stored one is in the record */
  RectoRegistration *registration;
  RectoAlignState align_state;
  RectoLoadState load_state;
  double progress;
  char *problem;
  RectoPyramid *pyramid;
  RectoPyramid *stand_in; /* the thumbnail, shown until the picture is there */
  RectoPyramid *preview;  /* what is decoded so far, over the thumbnail */
  GdkTexture *thumbnail;
  GBytes *thumbnail_png;
  RectoHistogram *histogram;
  const char *role;
  gboolean intact;
  gboolean has_shown_matrix; /* a finding's registration is shown instead of the present one */
  RectoMatrix3 shown_matrix;
};

struct _RectoPageItem
{
  GObject parent_instance;

  RectoPage *record;
  GListStore *exposures;
};

struct _RectoFindingItem
{
  GObject parent_instance;

  RectoFinding *record;
  RectoAnnotation *annotation;
};

/* Takes record. */
RectoExposureItem *recto_exposure_item_new (RectoExposure *record);
void recto_exposure_item_set_light (RectoExposureItem *self, const char *light);
void recto_exposure_item_set_recipe (RectoExposureItem *self, RectoRecipe *recipe);
void recto_exposure_item_set_registration (RectoExposureItem *self, RectoRegistration *registration);
void recto_exposure_item_set_align_state (RectoExposureItem *self, RectoAlignState state);
void recto_exposure_item_set_loading (RectoExposureItem *self, double progress);
/* Takes all three. */
void recto_exposure_item_set_ready (RectoExposureItem *self, RectoPyramid *pyramid,
                                    RectoHistogram *histogram);
void recto_exposure_item_set_failed (RectoExposureItem *self, const char *problem);
void recto_exposure_item_forget_derived (RectoExposureItem *self); /* gives back the memory of what recipes made of it */
void recto_exposure_item_set_idle (RectoExposureItem *self);
void recto_exposure_item_set_thumbnail (RectoExposureItem *self, GBytes *png);
void recto_exposure_item_set_role (RectoExposureItem *self, const char *role); /* static string */
void recto_exposure_item_set_intact (RectoExposureItem *self, gboolean intact);
/* What is decoded of the picture so far; nothing is notified. */
void recto_exposure_item_set_preview (RectoExposureItem *self, RectoPyramid *preview);
/* What can be shown of a picture that is not there yet: the preview over the thumbnail, as a preview pyramid; NULL when there is
 * neither. */
RectoPyramid *recto_exposure_item_get_stand_in (RectoExposureItem *self);

/* Takes record. */
RectoPageItem *recto_page_item_new (RectoPage *record);
void recto_page_item_set_words (RectoPageItem *self, const char *role, const char *label);
RectoExposureItem *recto_page_item_find_exposure (RectoPageItem *self, const char *id);

/* Takes record. */
RectoFindingItem *recto_finding_item_new (RectoFinding *record);
void recto_finding_item_set_record (RectoFindingItem *self, RectoFinding *record);

G_END_DECLS

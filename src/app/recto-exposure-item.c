/* recto-exposure-item.c: one exposure of the open case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-items-private.h"

#include "recto-derive.h"
#include "recto-image-load.h"
#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_LIGHT,
  PROP_RECIPE,
  PROP_REGISTRATION,
  PROP_LOAD_STATE,
  PROP_PROGRESS,
  PROP_PROBLEM,
  PROP_ALIGN_STATE,
  PROP_THUMBNAIL,
  PROP_ROLE,
  PROP_INTACT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* Shown for an identifier this version does not know, so that such a case can still be read. */
static const RectoLight unknown_light = {
  "unknown", N_ ("Unknown light"), N_ ("unknown light"), RECTO_LIGHT_KIND_OTHER, "", "", "",
};

G_DEFINE_FINAL_TYPE (RectoExposureItem, recto_exposure_item, G_TYPE_OBJECT)

void
recto_exposure_item_forget_derived (RectoExposureItem *self)
{
  if (self->pyramid != NULL && recto_pyramid_is_complete (self->pyramid))
    recto_derive_forget (recto_image_get_serial (recto_pyramid_get_level (self->pyramid, 0)));
}

static void
drop_pyramid (RectoExposureItem *self)
{
  recto_exposure_item_forget_derived (self);
  g_clear_pointer (&self->pyramid, recto_pyramid_unref);
}

static void
recto_exposure_item_finalize (GObject *object)
{
  RectoExposureItem *self = RECTO_EXPOSURE_ITEM (object);

  g_clear_pointer (&self->record, recto_exposure_free);
  g_clear_pointer (&self->recipe, recto_recipe_unref);
  g_clear_pointer (&self->registration, recto_registration_unref);
  g_clear_pointer (&self->problem, g_free);
  drop_pyramid (self);
  g_clear_pointer (&self->stand_in, recto_pyramid_unref);
  g_clear_pointer (&self->preview, recto_pyramid_unref);
  g_clear_pointer (&self->thumbnail_png, g_bytes_unref);
  g_clear_pointer (&self->histogram, g_free);
  g_clear_object (&self->thumbnail);

  G_OBJECT_CLASS (recto_exposure_item_parent_class)->finalize (object);
}

static void
recto_exposure_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RectoExposureItem *self = RECTO_EXPOSURE_ITEM (object);

  switch (id)
    {
    case PROP_LIGHT:
      g_value_set_string (value, self->record->light);
      break;
    case PROP_RECIPE:
      g_value_set_boxed (value, self->recipe);
      break;
    case PROP_REGISTRATION:
      g_value_set_boxed (value, self->registration);
      break;
    case PROP_LOAD_STATE:
      g_value_set_int (value, self->load_state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_ALIGN_STATE:
      g_value_set_int (value, self->align_state);
      break;
    case PROP_THUMBNAIL:
      g_value_set_object (value, self->thumbnail);
      break;
    case PROP_ROLE:
      g_value_set_string (value, self->role);
      break;
    case PROP_INTACT:
      g_value_set_boolean (value, self->intact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
recto_exposure_item_class_init (RectoExposureItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = recto_exposure_item_finalize;
  object_class->get_property = recto_exposure_item_get_property;

  props[PROP_LIGHT] = g_param_spec_string ("light", NULL, NULL, NULL, flags);
  props[PROP_RECIPE] = g_param_spec_boxed ("recipe", NULL, NULL, RECTO_TYPE_RECIPE, flags);
  props[PROP_REGISTRATION]
      = g_param_spec_boxed ("registration", NULL, NULL, RECTO_TYPE_REGISTRATION, flags);
  props[PROP_LOAD_STATE]
      = g_param_spec_int ("load-state", NULL, NULL, 0, RECTO_LOAD_FAILED, 0, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  props[PROP_ALIGN_STATE]
      = g_param_spec_int ("align-state", NULL, NULL, 0, RECTO_ALIGN_DONE, 0, flags);
  props[PROP_THUMBNAIL]
      = g_param_spec_object ("thumbnail", NULL, NULL, GDK_TYPE_TEXTURE, flags);
  props[PROP_ROLE] = g_param_spec_string ("role", NULL, NULL, NULL, flags);
  props[PROP_INTACT] = g_param_spec_boolean ("intact", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
recto_exposure_item_init (RectoExposureItem *self)
{
  self->intact = TRUE;
}

RectoExposureItem *
recto_exposure_item_new (RectoExposure *record)
{
  RectoExposureItem *self = g_object_new (RECTO_TYPE_EXPOSURE_ITEM, NULL);

  self->record = record;
  /* A recipe of a newer version cannot be run here: the picture is shown untouched. */
  if (record->recipe != NULL)
    self->recipe = recto_recipe_new_from_text (record->recipe, NULL);
  if (self->recipe == NULL)
    self->recipe = recto_recipe_new ();
  if (record->is_reference)
    self->registration = recto_registration_new_reference ();
  else if (record->registration != NULL)
    self->registration = recto_registration_new_from_text (record->registration, NULL);
  if (self->registration != NULL && !record->is_reference)
    self->align_state = RECTO_ALIGN_DONE;

  return self;
}

const RectoExposure *
recto_exposure_item_get_record (RectoExposureItem *self)
{
  return self->record;
}

const char *
recto_exposure_item_get_id (RectoExposureItem *self)
{
  return self->record->id;
}

const RectoLight *
recto_exposure_item_get_light (RectoExposureItem *self)
{
  const RectoLight *light = NULL;

  if (self->record->light != NULL)
    light = recto_light_find (self->record->light);

  return light != NULL ? light : &unknown_light;
}

RectoRecipe *
recto_exposure_item_get_recipe (RectoExposureItem *self)
{
  return self->recipe;
}

RectoRegistration *
recto_exposure_item_get_registration (RectoExposureItem *self)
{
  return self->registration;
}

RectoAlignState
recto_exposure_item_get_align_state (RectoExposureItem *self)
{
  return self->align_state;
}

RectoLoadState
recto_exposure_item_get_load_state (RectoExposureItem *self)
{
  return self->load_state;
}

const char *
recto_exposure_item_get_problem (RectoExposureItem *self)
{
  return self->problem;
}

RectoPyramid *
recto_exposure_item_get_pyramid (RectoExposureItem *self)
{
  return self->pyramid;
}

GdkTexture *
recto_exposure_item_get_thumbnail (RectoExposureItem *self)
{
  return self->thumbnail;
}

const RectoHistogram *
recto_exposure_item_get_histogram (RectoExposureItem *self)
{
  return self->histogram;
}

gboolean
recto_exposure_item_is_reference (RectoExposureItem *self)
{
  return self->record->is_reference;
}

gboolean
recto_exposure_item_is_placed (RectoExposureItem *self)
{
  return self->record->is_reference
         || (self->registration != NULL
             && recto_registration_get_status (self->registration) == RECTO_REGISTRATION_ALIGNED)
         || (self->has_shown_matrix && !recto_matrix3_is_identity (&self->shown_matrix));
}

void
recto_exposure_item_set_light (RectoExposureItem *self, const char *light)
{
  g_free (self->record->light);
  self->record->light = g_strdup (light);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIGHT]);
}

void
recto_exposure_item_set_recipe (RectoExposureItem *self, RectoRecipe *recipe)
{
  RectoRecipe *old = self->recipe;

  self->recipe = recto_recipe_ref (recipe);
  recto_recipe_unref (old);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECIPE]);
}

void
recto_exposure_item_set_registration (RectoExposureItem *self, RectoRegistration *registration)
{
  RectoRegistration *old = self->registration;

  self->registration = registration != NULL ? recto_registration_ref (registration) : NULL;
  g_clear_pointer (&old, recto_registration_unref);
  self->has_shown_matrix = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REGISTRATION]);
}

void
recto_exposure_item_set_align_state (RectoExposureItem *self, RectoAlignState state)
{
  if (self->align_state == state)
    return;
  self->align_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ALIGN_STATE]);
}

static void
set_load_state (RectoExposureItem *self, RectoLoadState state)
{
  if (self->load_state == state)
    return;
  self->load_state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOAD_STATE]);
}

void
recto_exposure_item_set_loading (RectoExposureItem *self, double progress)
{
  self->progress = CLAMP (progress, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  set_load_state (self, RECTO_LOAD_RUNNING);
}

void
recto_exposure_item_set_ready (RectoExposureItem *self, RectoPyramid *pyramid,
                               RectoHistogram *histogram)
{
  drop_pyramid (self);
  g_clear_pointer (&self->stand_in, recto_pyramid_unref);
  g_clear_pointer (&self->preview, recto_pyramid_unref);
  g_clear_pointer (&self->histogram, g_free);
  g_clear_pointer (&self->problem, g_free);
  self->pyramid = pyramid;
  self->histogram = histogram;
  self->progress = 1;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
  set_load_state (self, RECTO_LOAD_READY);
}

void
recto_exposure_item_set_failed (RectoExposureItem *self, const char *problem)
{
  /* A part of a picture that cannot be read to its end would be taken for the whole. */
  g_clear_pointer (&self->preview, recto_pyramid_unref);
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
  set_load_state (self, RECTO_LOAD_FAILED);
}

void
recto_exposure_item_set_idle (RectoExposureItem *self)
{
  drop_pyramid (self);
  g_clear_pointer (&self->preview, recto_pyramid_unref);
  g_clear_pointer (&self->histogram, g_free);
  self->progress = 0;
  set_load_state (self, RECTO_LOAD_IDLE);
}

void
recto_exposure_item_set_thumbnail (RectoExposureItem *self, GBytes *png)
{
  g_clear_object (&self->thumbnail);
  g_clear_pointer (&self->thumbnail_png, g_bytes_unref);
  if (png != NULL)
    {
      self->thumbnail = gdk_texture_new_from_bytes (png, NULL);
      self->thumbnail_png = g_bytes_ref (png);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_THUMBNAIL]);
}

void
recto_exposure_item_set_role (RectoExposureItem *self, const char *role)
{
  if (self->role == role)
    return;
  self->role = role;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ROLE]);
}

void
recto_exposure_item_set_intact (RectoExposureItem *self, gboolean intact)
{
  if (self->intact == intact)
    return;
  self->intact = intact;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_INTACT]);
}

static RectoPyramid *
get_enlarged_thumbnail (RectoExposureItem *self)
{
  const RectoExposure *record = self->record;

  if (self->stand_in == NULL && self->thumbnail_png != NULL && record->width > 0
      && record->height > 0)
    {
      g_autoptr (RectoImage) image
          = recto_image_load_bytes (self->thumbnail_png, NULL, NULL, NULL);

      if (image != NULL)
        self->stand_in = recto_pyramid_new_preview (
            (guint) record->width, (guint) record->height, record->channels == 1 ? 1 : 3,
            record->depth == 16 ? 16 : 8, image, recto_image_get_height (image));
    }

  return self->stand_in;
}

void
recto_exposure_item_set_preview (RectoExposureItem *self, RectoPyramid *preview)
{
  RectoPyramid *over = recto_pyramid_new_over (preview, get_enlarged_thumbnail (self));

  g_clear_pointer (&self->preview, recto_pyramid_unref);
  self->preview = over;
}

RectoPyramid *
recto_exposure_item_get_stand_in (RectoExposureItem *self)
{
  return self->preview != NULL ? self->preview : get_enlarged_thumbnail (self);
}

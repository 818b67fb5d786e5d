/* recto-scene.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-scene.h"

#include <math.h>

struct _RectoScene
{
  gatomicrefcount ref_count;
  guint page_width;
  guint page_height;
  GArray *exposures; /* RectoSceneExposure, strings owned */
  RectoComposition composition;
  char *hash;
};

G_DEFINE_BOXED_TYPE (RectoScene, recto_scene, recto_scene_ref, recto_scene_unref)

static const char *const mode_names[] = {
  "single",     "side-by-side", "curtain",   "torch",        "overlay",           "blink",
  "difference", "two-colour",   "composite", "checkerboard", "signed-difference",
};

const char *
recto_mode_to_string (RectoMode mode)
{
  return mode_names[mode];
}

gboolean
recto_mode_from_string (const char *name, RectoMode *mode)
{
  for (guint i = 0; i < G_N_ELEMENTS (mode_names); i++)
    if (g_strcmp0 (mode_names[i], name) == 0)
      {
        *mode = (RectoMode) i;
        return TRUE;
      }
  return FALSE;
}

void
recto_composition_init (RectoComposition *self, guint n_exposures, double page_width,
                        double page_height)
{
  *self = (RectoComposition) {
    .mode = RECTO_MODE_SINGLE,
    .a = 0,
    .b = n_exposures > 1 ? 1 : 0,
    .curtain_angle = 90,
    .curtain = { floor (page_width / 2), floor (page_height / 2) },
    .torch = { floor (page_width / 2), floor (page_height / 2) },
    .torch_radius = floor (page_width / 6),
    .opacity = 0.5,
    .blink_rate = 1,
    .gain = 1,
    .composite = { 0, n_exposures > 1 ? 1 : 0, n_exposures > 2 ? 2 : 0 },
    .checker_size = MAX (1, floor (page_width / 16)),
  };
}

static void
clear_exposure (gpointer data)
{
  RectoSceneExposure *exposure = data;

  g_free ((char *) exposure->id);
  g_free ((char *) exposure->light);
  g_free ((char *) exposure->image);
  g_free ((char *) exposure->pixel_sha256);
  g_clear_pointer (&exposure->recipe, recto_recipe_unref);
}

static void
append_exposure (GArray *array, const RectoSceneExposure *exposure)
{
  RectoSceneExposure copy = {
    .id = g_strdup (exposure->id),
    .light = g_strdup (exposure->light),
    .image = g_strdup (exposure->image),
    .pixel_sha256 = g_strdup (exposure->pixel_sha256),
    .recipe = exposure->recipe != NULL ? recto_recipe_ref (exposure->recipe) : recto_recipe_new (),
    .registration = exposure->registration,
  };

  g_array_append_val (array, copy);
}

RectoScene *
recto_scene_new (guint page_width, guint page_height, const RectoSceneExposure *exposures,
                 guint n_exposures, const RectoComposition *composition)
{
  RectoScene *self;
  g_autofree char *text = NULL;

  g_return_val_if_fail (n_exposures > 0, NULL);
  g_return_val_if_fail (composition->a < n_exposures && composition->b < n_exposures, NULL);

  self = g_new0 (RectoScene, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->page_width = page_width;
  self->page_height = page_height;
  self->exposures = g_array_new (FALSE, TRUE, sizeof (RectoSceneExposure));
  g_array_set_clear_func (self->exposures, clear_exposure);
  for (guint i = 0; i < n_exposures; i++)
    append_exposure (self->exposures, &exposures[i]);
  self->composition = *composition;
  for (guint i = 0; i < 3; i++)
    self->composition.composite[i] = MIN (self->composition.composite[i], n_exposures - 1);
  text = recto_scene_to_text (self);
  self->hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  return self;
}

RectoScene *
recto_scene_ref (RectoScene *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
recto_scene_unref (RectoScene *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->exposures);
  g_free (self->hash);
  g_free (self);
}

void
recto_scene_get_page_size (const RectoScene *self, guint *width, guint *height)
{
  if (width != NULL)
    *width = self->page_width;
  if (height != NULL)
    *height = self->page_height;
}

guint
recto_scene_get_n_exposures (const RectoScene *self)
{
  return self->exposures->len;
}

const RectoSceneExposure *
recto_scene_get_exposure (const RectoScene *self, guint index)
{
  g_return_val_if_fail (index < self->exposures->len, NULL);
  return &g_array_index (self->exposures, RectoSceneExposure, index);
}

const RectoComposition *
recto_scene_get_composition (const RectoScene *self)
{
  return &self->composition;
}

RectoScene *
recto_scene_with_composition (const RectoScene *self, const RectoComposition *composition)
{
  return recto_scene_new (self->page_width, self->page_height,
                          (const RectoSceneExposure *) self->exposures->data, self->exposures->len,
                          composition);
}

const char *
recto_scene_get_hash (const RectoScene *self)
{
  return self->hash;
}

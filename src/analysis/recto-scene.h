/* recto-scene.h: everything that decides what is seen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Canonical JSON:
 * {"recto-scene": 1,
 *  "page": {"width": 2953, "height": 2079},
 *  "exposures": [{"id": "…", "light": "white", "image": "page-white.png", "pixel_sha256": "…", "recipe": {…}, "registration": [9 numbers]}, …],
 *  "mode": {"name": "curtain", "a": 0, "b": 1, "angle": 90, "line": [1476, 1039]}}
 * "a" and "b" are indices into exposures. Other settings of a mode: "center" [x, y], "radius", "edge" (torch); "opacity" (overlay);
 * "rate", "shown" "a" or "b" (blink); "gain" (differences); "rgb" [indices] (composite); "size" (checkerboard). "image" is a path for the command line (relative to the scene's file), left out
 * in a casebook, where "id" and "pixel_sha256" name the exposure. Unused mode settings are
 * left out; what is absent takes the value of recto_composition_init(). Unknown members are errors.
 *
 * Immutable and reference-counted: any thread. Copies are edited through RectoSceneBuilder.
 */

#pragma once

#include "recto-recipe.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_MODE_SINGLE,            /* key 1: A */
  RECTO_MODE_SIDE_BY_SIDE,      /* key 2: A and B in panes of their own */
  RECTO_MODE_CURTAIN,           /* key 3: A on one side of a line, B on the other */
  RECTO_MODE_TORCH,             /* key 4: B inside a circle, A around it */
  RECTO_MODE_OVERLAY,           /* key 5: (1 - opacity) A + opacity B */
  RECTO_MODE_BLINK,             /* key 6: A and B in turn */
  RECTO_MODE_DIFFERENCE,        /* key 7: |A - B| × gain */
  RECTO_MODE_TWO_COLOUR,        /* key 8: red = luminance of A, green and blue = luminance of B */
  RECTO_MODE_COMPOSITE,         /* key 9: any exposures to R, G, B */
  RECTO_MODE_CHECKERBOARD,      /* key 0 */
  RECTO_MODE_SIGNED_DIFFERENCE, /* a setting of difference: mid grey + (A - B) × gain / 2 */
} RectoMode;

const char *recto_mode_to_string (RectoMode mode); /* "single", "side-by-side", "two-colour" … */
gboolean recto_mode_from_string (const char *name, RectoMode *mode);

/* How exposures are composed. Lengths and positions are page pixels. */
typedef struct
{
  RectoMode mode;
  guint a;             /* index of exposure A */
  guint b;             /* index of exposure B; = a where there is only one */
  double curtain_angle; /* degrees: 90 = upright line, A at its left; 0 = level line, A above it */
  RectoPoint curtain;  /* a point on the line */
  RectoPoint torch;    /* centre */
  double torch_radius;
  double torch_edge;   /* width of the soft edge, 0 = hard */
  double opacity;      /* 0 to 1 */
  double blink_rate;   /* changes per second; 0 = by hand */
  gboolean blink_b;    /* which one is shown */
  double gain;         /* of differences, 1 to 16 */
  guint composite[3];  /* exposures for R, G, B */
  double checker_size; /* side of a field */
} RectoComposition;

/* Sensible settings for a page of this size: A = 0, B = 1 if there is one, the curtain in the middle … */
void recto_composition_init (RectoComposition *self, guint n_exposures, double page_width,
                             double page_height);

/* One exposure's part in a scene. Strings are owned by the scene. */
typedef struct
{
  const char *id;
  const char *light;        /* identifier of recto-light.h, may be NULL */
  const char *image;        /* path, may be NULL */
  const char *pixel_sha256; /* may be NULL */
  RectoRecipe *recipe;      /* never NULL */
  RectoMatrix3 registration; /* exposure pixels to page */
} RectoSceneExposure;

#define RECTO_TYPE_SCENE (recto_scene_get_type ())
typedef struct _RectoScene RectoScene;
GType recto_scene_get_type (void);

RectoScene *recto_scene_new (guint page_width, guint page_height,
                             const RectoSceneExposure *exposures, guint n_exposures,
                             const RectoComposition *composition); /* everything is copied */
RectoScene *recto_scene_new_from_text (const char *json, GError **error);
RectoScene *recto_scene_new_from_json (JsonNode *node, GError **error);
RectoScene *recto_scene_ref (RectoScene *self);
void recto_scene_unref (RectoScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RectoScene, recto_scene_unref)

void recto_scene_get_page_size (const RectoScene *self, guint *width, guint *height);
guint recto_scene_get_n_exposures (const RectoScene *self);
const RectoSceneExposure *recto_scene_get_exposure (const RectoScene *self, guint index);
const RectoComposition *recto_scene_get_composition (const RectoScene *self);
/* The same scene composed differently. */
RectoScene *recto_scene_with_composition (const RectoScene *self, const RectoComposition *composition);

char *recto_scene_to_text (const RectoScene *self); /* canonical JSON */
const char *recto_scene_get_hash (const RectoScene *self); /* SHA-256 of the canonical JSON */

G_END_DECLS

/* recto-light.h: lights by identifier, and the light and page a file's name tells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A light is {band, geometry, detection} (field handbook: WHITE, UV_365, IR_940 …; INCIDENT, OBLIQUE_N,
 * TRANSMITTED …; VISIBLE, UV, IR …), written as one short identifier: "white", "uv365", "uv313", "uv254", "uv", "ir",
 * "ir880", "ir940", "oblique", "oblique-n", "transmitted", "coaxial", "retro" …. Any thread.
 */

#pragma once

#include "recto-image.h"

G_BEGIN_DECLS

typedef enum
{
  RECTO_LIGHT_KIND_WHITE,
  RECTO_LIGHT_KIND_UV,
  RECTO_LIGHT_KIND_IR,
  RECTO_LIGHT_KIND_OBLIQUE,
  RECTO_LIGHT_KIND_TRANSMITTED,
  RECTO_LIGHT_KIND_OTHER, /* coaxial, retro … */
} RectoLightKind;

typedef struct
{
  const char *id;    /* "uv365" */
  const char *label; /* N_() "UV 365" */
  const char *spoken; /* N_() "ultraviolet 365", for assistive technology */
  RectoLightKind kind;
  const char *band;      /* "UV_365" */
  const char *geometry;  /* "INCIDENT" */
  const char *detection; /* "VISIBLE" */
} RectoLight;

/* All lights that can be chosen, ended by an entry with id NULL; white first. */
const RectoLight *recto_light_list (void);
/* NULL for an unknown identifier. */
const RectoLight *recto_light_find (const char *id);

/* What a file's name says. page: the part that the files of one page share ("A0147_p2"), a new string; light: NULL when
 * the name does not tell ("which light?"); role: a page_role identifier guessed from words such as cover, visa; otherwise "DATA_PAGE". */
typedef struct
{
  char *page;
  const RectoLight *light;
  const char *role;
} RectoNameGuess;
void recto_name_guess (const char *basename, RectoNameGuess *guess);
void recto_name_guess_clear (RectoNameGuess *guess);

G_END_DECLS

/* recto-light.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-light.h"

#include <glib/gi18n.h>
#include <string.h>

#define W RECTO_LIGHT_KIND_WHITE
#define U RECTO_LIGHT_KIND_UV
#define I RECTO_LIGHT_KIND_IR
#define O RECTO_LIGHT_KIND_OBLIQUE
#define T RECTO_LIGHT_KIND_TRANSMITTED
#define X RECTO_LIGHT_KIND_OTHER

/* Translators: first the word on a badge, then how it is read out; N, E, S and W are the
   side of the picture that the light comes from: above, right, below, left. */
static const RectoLight lights[] = {
  { "white", N_ ("White"), N_ ("white light"), W, "WHITE", "INCIDENT", "VISIBLE" },
  { "uv365", N_ ("UV 365"), N_ ("ultraviolet 365"), U, "UV_365", "INCIDENT", "VISIBLE" },
  { "uv313", N_ ("UV 313"), N_ ("ultraviolet 313"), U, "UV_313", "INCIDENT", "VISIBLE" },
  { "uv254", N_ ("UV 254"), N_ ("ultraviolet 254"), U, "UV_254", "INCIDENT", "VISIBLE" },
  { "uv395", N_ ("UV 395"), N_ ("ultraviolet 395"), U, "UV_395", "INCIDENT", "VISIBLE" },
  { "uv", N_ ("UV"), N_ ("ultraviolet, wavelength not stated"), U, "UV", "INCIDENT", "VISIBLE" },
  { "ir", N_ ("IR"), N_ ("infrared, wavelength not stated"), I, "IR", "INCIDENT", "IR" },
  { "ir850", N_ ("IR 850"), N_ ("infrared 850"), I, "IR_850", "INCIDENT", "IR" },
  { "ir880", N_ ("IR 880"), N_ ("infrared 880"), I, "IR_880", "INCIDENT", "IR" },
  { "ir940", N_ ("IR 940"), N_ ("infrared 940"), I, "IR_940", "INCIDENT", "IR" },
  { "oblique", N_ ("Oblique"), N_ ("oblique light"), O, "WHITE", "OBLIQUE", "VISIBLE" },
  { "oblique-n", N_ ("Oblique N"), N_ ("oblique light from above"), O, "WHITE", "OBLIQUE_N", "VISIBLE" },
  { "oblique-e", N_ ("Oblique E"), N_ ("oblique light from the right"), O, "WHITE", "OBLIQUE_E", "VISIBLE" },
  { "oblique-s", N_ ("Oblique S"), N_ ("oblique light from below"), O, "WHITE", "OBLIQUE_S", "VISIBLE" },
  { "oblique-w", N_ ("Oblique W"), N_ ("oblique light from the left"), O, "WHITE", "OBLIQUE_W", "VISIBLE" },
  { "transmitted", N_ ("Transmitted"), N_ ("transmitted light"), T, "WHITE", "TRANSMITTED", "VISIBLE" },
  { "coaxial", N_ ("Coaxial"), N_ ("coaxial light"), X, "WHITE", "COAXIAL", "VISIBLE" },
  { "retro", N_ ("Retro-reflective"), N_ ("retro-reflected light"), X, "WHITE", "RETRO", "VISIBLE" },
  { "unknown", N_ ("Other light"), N_ ("a light that is not stated"), X, "UNKNOWN", "UNKNOWN", "UNKNOWN" },
  { NULL },
};

#undef W
#undef U
#undef I
#undef O
#undef T
#undef X

const RectoLight *
recto_light_list (void)
{
  return lights;
}

const RectoLight *
recto_light_find (const char *id)
{
  for (gsize i = 0; id != NULL && lights[i].id != NULL; i++)
    if (g_str_equal (lights[i].id, id))
      return &lights[i];
  return NULL;
}

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

/* What stands in file names. */
static const struct
{
  const char *word;
  const char *light;
} words[] = {
  { "w", "white" },          { "wh", "white" },       { "wht", "white" },        { "white", "white" },
  { "vis", "white" },        { "visible", "white" },  { "vl", "white" },         { "rgb", "white" },
  { "uv", "uv365" },         { "uva", "uv365" },      { "uvl", "uv365" },        { "uvc", "uv254" },
  { "uvb", "uv313" },        { "ir", "ir" },          { "irr", "ir" },           { "nir", "ir" },
  { "infrared", "ir" },      { "b900", "ir" },        { "ultraviolet", "uv365" },
  { "oblique", "oblique" },  { "obl", "oblique" },    { "sidelight", "oblique" }, { "raking", "oblique" },
  { "trans", "transmitted" },{ "transmitted", "transmitted" }, { "tr", "transmitted" }, { "tl", "transmitted" },
  { "coaxial", "coaxial" },  { "coax", "coaxial" },   { "axial", "coaxial" },    { "retro", "retro" },
};

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

/* A run of letters or of digits in a name. */
typedef struct
{
  gsize start;
  gsize length;
  gboolean digits;
} Token;

static GArray *
split (const char *stem)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  gsize n = strlen (stem);

  for (gsize i = 0; i < n;)
    {
      Token token = { i, 0, g_ascii_isdigit (stem[i]) != 0 };

      if (!g_ascii_isalnum (stem[i]))
        {
          i++;
          continue;
        }
      while (i < n && g_ascii_isalnum (stem[i]) && (g_ascii_isdigit (stem[i]) != 0) == token.digits)
        {
          /* "pageUV": a capital after a small letter begins a word. */
          if (i > token.start && !token.digits && g_ascii_isupper (stem[i])
              && g_ascii_islower (stem[i - 1]))
            break;
          i++;
        }
      token.length = i - token.start;
      g_array_append_val (tokens, token);
    }
  return tokens;
}

static const char *
word_to_light (const char *stem, const Token *token)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].word) == token->length
        && g_ascii_strncasecmp (stem + token->start, words[i].word, token->length) == 0)
      return words[i].light;
  return NULL;
}

static const char *
guess_role (const char *stem)
{
  g_autofree char *lower = g_ascii_strdown (stem, -1);
  static const struct
  {
    const char *word;
    const char *role;
  } roles[] = {
    { "backcover", "COVER_BACK" },  { "cover_back", "COVER_BACK" }, { "cover-back", "COVER_BACK" },
    { "cover", "COVER_FRONT" },     { "visa", "OBJECT_PAGE" },      { "stamp", "OBJECT_PAGE" },
    { "endpaper", "ENDPAPER_FRONT" }, { "spine", "SPINE" },         { "spread", "CENTRE_SPREAD" },
    { "observation", "OBSERVATIONS" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    if (strstr (lower, roles[i].word) != NULL)
      return roles[i].role;
  return "DATA_PAGE";
}

void
recto_name_guess (const char *basename, RectoNameGuess *guess)
{
  g_autofree char *stem = g_strdup (basename);
  char *dot = strrchr (stem, '.');
  g_autoptr (GArray) tokens = NULL;
  GString *page = g_string_new (NULL);
  gsize cut_start = 0, cut_end = 0;

  if (dot != NULL && dot != stem)
    *dot = '\0';
  tokens = split (stem);
  *guess = (RectoNameGuess) { NULL, NULL, guess_role (stem) };

  /* The last word that names a light counts: "white_paper_UV" is UV. */
  for (int i = (int) tokens->len - 1; i >= 0 && guess->light == NULL; i--)
    {
      const Token *token = &g_array_index (tokens, Token, i);
      const Token *next
          = i + 1 < (int) tokens->len ? &g_array_index (tokens, Token, i + 1) : NULL;
      const char *id = token->digits ? NULL : word_to_light (stem, token);

      /* The W of "oblique_w" is a side, not white. */
      if (id != NULL && token->length == 1 && i > 0)
        {
          const Token *before = &g_array_index (tokens, Token, i - 1);

          if (before->start + before->length + 1 >= token->start
              && g_strcmp0 (before->digits ? NULL : word_to_light (stem, before), "oblique") == 0)
            continue;
        }
      if (id == NULL)
        continue;
      cut_start = token->start;
      cut_end = token->start + token->length;
      if (next != NULL && next->digits && next->start <= cut_end + 1
          && (g_str_has_prefix (id, "uv") || g_str_equal (id, "ir")))
        {
          g_autofree char *number = g_strndup (stem + next->start, next->length);
          g_autofree char *full
              = g_strconcat (g_str_has_prefix (id, "uv") ? "uv" : "ir", number, NULL);
          const RectoLight *light = recto_light_find (full);

          if (light != NULL)
            {
              const Token *unit
                  = i + 2 < (int) tokens->len ? &g_array_index (tokens, Token, i + 2) : NULL;

              id = light->id;
              cut_end = next->start + next->length;
              if (unit != NULL && unit->length == 2 && unit->start <= cut_end + 1
                  && g_ascii_strncasecmp (stem + unit->start, "nm", 2) == 0)
                cut_end = unit->start + unit->length;
            }
        }
      else if (g_str_equal (id, "oblique") && next != NULL && next->length == 1
               && strchr ("nesw", g_ascii_tolower (stem[next->start])) != NULL)
        {
          char side[] = { 'o', 'b', 'l', 'i', 'q', 'u', 'e', '-', g_ascii_tolower (stem[next->start]), '\0' };

          id = recto_light_find (side)->id;
          cut_end = next->start + next->length;
        }
      guess->light = recto_light_find (id);
    }

  g_string_append (page, stem);
  if (guess->light != NULL)
    {
      g_string_erase (page, (gssize) cut_start, (gssize) (cut_end - cut_start));
      /* Separators that met at the cut become one; those at the ends go. */
      while (cut_start < page->len && cut_start > 0 && strchr ("_- .", page->str[cut_start]) != NULL
             && strchr ("_- .", page->str[cut_start - 1]) != NULL)
        g_string_erase (page, (gssize) cut_start, 1);
    }
  while (page->len > 0 && strchr ("_- .", page->str[page->len - 1]) != NULL)
    g_string_truncate (page, page->len - 1);
  while (page->len > 0 && strchr ("_- .", page->str[0]) != NULL)
    g_string_erase (page, 0, 1);
  guess->page = g_string_free (page, FALSE);
}

void
recto_name_guess_clear (RectoNameGuess *guess)
{
  g_clear_pointer (&guess->page, g_free);
}

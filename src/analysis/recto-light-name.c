/* recto-light-name.c: the light, page and role that a file's name tells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names are cut into words at everything that is no letter or digit, between letters and digits, and where a capital
 * begins a word. The last words that name a light count: "white_paper_UV" is UV.
 */

#include "config.h"
#include "recto-light.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *word;
  const char *id;
} Word;

/* Lamps for documents give 365 nm where no wavelength is stated. */
static const Word light_words[] = {
  { "w", "white" },
  { "wh", "white" },
  { "wht", "white" },
  { "white", "white" },
  { "vis", "white" },
  { "visible", "white" },
  { "vl", "white" },
  { "uv", "uv365" },
  { "uva", "uv365" },
  { "ultraviolet", "uv365" },
  { "uvb", "uv313" },
  { "uvc", "uv254" },
  { "ir", "ir" },
  { "nir", "ir" },
  { "irr", "ir" },
  { "infrared", "ir" },
  { "oblique", "oblique" },
  { "obl", "oblique" },
  { "raking", "oblique" },
  { "sidelight", "oblique" },
  { "grazing", "oblique" },
  { "trans", "transmitted" },
  { "transmitted", "transmitted" },
  { "transmission", "transmitted" },
  { "backlit", "transmitted" },
  { "coaxial", "coaxial" },
  { "coax", "coaxial" },
  { "axial", "coaxial" },
  { "retro", "retro" },
  { NULL, NULL },
};

static const Word side_words[] = {
  { "n", "oblique-n" },   { "north", "oblique-n" }, { "top", "oblique-n" },    { "e", "oblique-e" },
  { "east", "oblique-e" }, { "right", "oblique-e" }, { "s", "oblique-s" },     { "south", "oblique-s" },
  { "bottom", "oblique-s" }, { "w", "oblique-w" },  { "west", "oblique-w" },   { "left", "oblique-w" },
  { NULL, NULL },
};

static const Word role_words[] = {
  { "backcover", "COVER_BACK" }, { "coverback", "COVER_BACK" },   { "frontcover", "COVER_FRONT" },
  { "cover", "COVER_FRONT" },    { "visa", "OBJECT_PAGE" },       { "visas", "OBJECT_PAGE" },
  { "stamp", "OBJECT_PAGE" },    { "stamps", "OBJECT_PAGE" },     { "endpaper", "ENDPAPER_FRONT" },
  { "spine", "SPINE" },          { "spread", "CENTRE_SPREAD" },   { "observations", "OBSERVATIONS" },
  { "observation", "OBSERVATIONS" }, { "data", "DATA_PAGE" },     { NULL, NULL },
};

/* A run of letters, or of digits. */
typedef struct
{
  const char *text;
  gsize start;
  gsize length;
  gboolean digits;
} Token;

static gboolean
begins_word (const char *stem, gsize start, gsize i)
{
  if (i == start || !g_ascii_isupper (stem[i]))
    return FALSE;
  /* "pageUV", and the P of "UVPage". */
  return g_ascii_islower (stem[i - 1]) || g_ascii_islower (stem[i + 1]);
}

static GArray *
split (const char *stem)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));

  for (gsize i = 0; stem[i] != '\0';)
    {
      Token token = { stem + i, i, 0, g_ascii_isdigit (stem[i]) != 0 };

      if (!g_ascii_isalnum (stem[i]))
        {
          i++;
          continue;
        }
      while (g_ascii_isalnum (stem[i]) && (g_ascii_isdigit (stem[i]) != 0) == token.digits
             && (token.digits || !begins_word (stem, token.start, i)))
        i++;
      token.length = i - token.start;
      g_array_append_val (tokens, token);
    }
  return tokens;
}

static const Token *
token_at (GArray *tokens, int index)
{
  return index >= 0 && index < (int) tokens->len ? &g_array_index (tokens, Token, index) : NULL;
}

static gboolean
is_word (const Token *token, const char *word)
{
  return token != NULL && strlen (word) == token->length
         && g_ascii_strncasecmp (token->text, word, token->length) == 0;
}

static const char *
look_up (const Word *words, const Token *token)
{
  for (gsize i = 0; token != NULL && words[i].word != NULL; i++)
    if (is_word (token, words[i].word))
      return words[i].id;
  return NULL;
}

static gsize
end_of (const Token *token)
{
  return token->start + token->length;
}

/* A wavelength in nanometres; 0 when the token is none. */
static int
wavelength (const Token *token)
{
  int value = token != NULL && token->digits && token->length >= 3 && token->length <= 4
                  ? atoi (token->text)
                  : 0;

  return value >= 200 && value <= 1100 ? value : 0;
}

/* Whether a number after the word may be a wavelength. */
static gboolean
has_band (const char *id)
{
  return id != NULL && (g_str_has_prefix (id, "uv") || g_str_equal (id, "ir"));
}

static const RectoLight *
find_by_wavelength (const char *band, int value)
{
  g_autofree char *id = g_strdup_printf ("%s%d", band, value);

  return recto_light_find (id);
}

/* The light named by the words that begin at index; the part of the name they take. */
static const RectoLight *
read_light (GArray *tokens, int index, gsize *start, gsize *end)
{
  const Token *token = token_at (tokens, index);
  const Token *next = token_at (tokens, index + 1);
  const char *id = token->digits ? NULL : look_up (light_words, token);
  const RectoLight *light = recto_light_find (id);
  int value = wavelength (next);

  *start = token->start;
  *end = end_of (token);
  if (light == NULL)
    {
      value = wavelength (token);
      if (value == 0 || !is_word (next, "nm") || next->start != end_of (token))
        return NULL;
      *end = end_of (next);
      light = find_by_wavelength ("uv", value);
      return light != NULL ? light : find_by_wavelength ("ir", value);
    }
  if (has_band (id) && value != 0 && next->start <= *end + 1)
    {
      const RectoLight *exact = find_by_wavelength (id[0] == 'u' ? "uv" : "ir", value);

      *end = end_of (next);
      next = token_at (tokens, index + 2);
      if (is_word (next, "nm") && next->start <= *end + 1)
        *end = end_of (next);
      return exact != NULL ? exact : recto_light_find (id[0] == 'u' ? "uv" : "ir");
    }
  if (g_str_equal (id, "oblique") && look_up (side_words, next) != NULL)
    {
      *end = end_of (next);
      return recto_light_find (look_up (side_words, next));
    }
  return light;
}

static const char *
read_role (GArray *tokens)
{
  const char *role = NULL;
  gboolean back = FALSE;

  for (guint i = 0; i < tokens->len; i++)
    {
      const Token *token = token_at (tokens, (int) i);

      if (role == NULL)
        role = look_up (role_words, token);
      back = back || is_word (token, "back");
    }
  if (role != NULL && back && g_str_equal (role, "COVER_FRONT"))
    return "COVER_BACK";
  if (role != NULL && back && g_str_equal (role, "ENDPAPER_FRONT"))
    return "ENDPAPER_BACK";
  return role != NULL ? role : "DATA_PAGE";
}

static gboolean
is_separator (char c)
{
  return c != '\0' && strchr ("_- .", c) != NULL;
}

/* The name without [start, end); separators that met there become one, those at the ends go. */
static char *
cut (const char *stem, gsize start, gsize end)
{
  GString *page = g_string_new (stem);

  g_string_erase (page, (gssize) start, (gssize) (end - start));
  if (start > 0 && ((page->str[start - 1] == '(' && page->str[start] == ')')
                    || (page->str[start - 1] == '[' && page->str[start] == ']')))
    {
      start--;
      g_string_erase (page, (gssize) start, 2);
    }
  while (start > 0 && is_separator (page->str[start - 1]) && is_separator (page->str[start]))
    g_string_erase (page, (gssize) start, 1);
  while (page->len > 0 && is_separator (page->str[page->len - 1]))
    g_string_truncate (page, page->len - 1);
  while (page->len > 0 && is_separator (page->str[0]))
    g_string_erase (page, 0, 1);
  return g_string_free (page, FALSE);
}

void
recto_name_guess (const char *basename, RectoNameGuess *guess)
{
  g_autofree char *stem = g_strdup (basename);
  char *dot = strrchr (stem, '.');
  g_autoptr (GArray) tokens = NULL;
  gsize start = 0, end = 0;

  if (dot != NULL && dot != stem)
    *dot = '\0';
  tokens = split (stem);
  *guess = (RectoNameGuess) { NULL, NULL, read_role (tokens) };
  for (int i = (int) tokens->len - 1; i >= 0 && guess->light == NULL; i--)
    {
      /* The w of "oblique_w" is a side and not white light; the number of "uv_365nm" belongs to its band. */
      const Token *token = token_at (tokens, i);
      const char *before = look_up (light_words, token_at (tokens, i - 1));

      if ((g_strcmp0 (before, "oblique") == 0 && look_up (side_words, token) != NULL)
          || (has_band (before) && wavelength (token) != 0))
        i--;
      guess->light = read_light (tokens, i, &start, &end);
    }
  guess->page = cut (stem, guess->light != NULL ? start : 0, guess->light != NULL ? end : 0);
}

void
recto_name_guess_clear (RectoNameGuess *guess)
{
  g_clear_pointer (&guess->page, g_free);
}

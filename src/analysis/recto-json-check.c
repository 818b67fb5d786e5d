/* recto-json-check.c: is a text JSON?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grammar of RFC 8259 by recursive descent. Only after this the text is given to json-glib, which takes more than JSON
 * and recurses as deep as the text asks.
 */

#include "config.h"
#include "recto-json-private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *start;
  const char *at;
  guint depth;
  const char *problem; /* translated words */
} Check;

static gboolean check_value (Check *check);

static gboolean
fail (Check *check, const char *problem)
{
  if (check->problem == NULL)
    check->problem = problem;
  return FALSE;
}

static void
skip_space (Check *check)
{
  while (*check->at != '\0' && strchr (" \t\r\n", *check->at) != NULL)
    check->at++;
}

static gboolean
check_digits (Check *check)
{
  if (!g_ascii_isdigit (*check->at))
    return fail (check, _("a number lacks digits"));
  while (g_ascii_isdigit (*check->at))
    check->at++;
  return TRUE;
}

static gboolean
check_number (Check *check)
{
  if (*check->at == '-')
    check->at++;
  if (check->at[0] == '0' && g_ascii_isdigit (check->at[1]))
    return fail (check, _("a number begins with 0"));
  if (!check_digits (check))
    return FALSE;
  if (*check->at == '.')
    {
      check->at++;
      if (!check_digits (check))
        return FALSE;
    }
  if (*check->at == 'e' || *check->at == 'E')
    {
      check->at++;
      if (*check->at == '+' || *check->at == '-')
        check->at++;
      if (!check_digits (check))
        return FALSE;
    }
  return TRUE;
}

/* Four hexadecimal digits; -1 when they are not there. */
static int
hex4 (const char *text)
{
  int value = 0;

  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (text[i]);
    }
  return value;
}

static gboolean
check_escape (Check *check)
{
  const char *at = check->at + 1;
  int code;

  if (*at != '\0' && strchr ("\"\\/bfnrt", *at) != NULL)
    {
      check->at += 2;
      return TRUE;
    }
  code = *at == 'u' ? hex4 (at + 1) : -1;
  /* U+0000 would cut the text short; surrogates come in pairs. */
  if (code <= 0 || (code >= 0xdc00 && code <= 0xdfff))
    return fail (check, _("a “\\” is followed by something that is no escape"));
  check->at += 6;
  if (code >= 0xd800 && code <= 0xdbff)
    {
      code = check->at[0] == '\\' && check->at[1] == 'u' ? hex4 (check->at + 2) : -1;
      if (code < 0xdc00 || code > 0xdfff)
        return fail (check, _("half of a surrogate pair stands alone"));
      check->at += 6;
    }
  return TRUE;
}

static gboolean
check_string (Check *check)
{
  check->at++;
  while (*check->at != '"')
    {
      if (*check->at == '\0')
        return fail (check, _("a text is not closed by “\"”"));
      if ((guchar) *check->at < 0x20)
        return fail (check, _("a text holds a line break or another control character"));
      if (*check->at == '\\')
        {
          if (!check_escape (check))
            return FALSE;
        }
      else
        check->at++;
    }
  check->at++;
  return TRUE;
}

static gboolean
check_object (Check *check)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  check->at++;
  skip_space (check);
  if (*check->at == '}')
    {
      check->at++;
      return TRUE;
    }
  for (;;)
    {
      const char *name = check->at;

      if (*check->at != '"')
        return fail (check, _("a member's name in quotation marks is missing"));
      if (!check_string (check))
        return FALSE;
      if (!g_hash_table_add (names, g_strndup (name, (gsize) (check->at - name))))
        {
          check->at = name;
          return fail (check, _("a member stands twice in one object"));
        }
      skip_space (check);
      if (*check->at != ':')
        return fail (check, _("a “:” is missing"));
      check->at++;
      if (!check_value (check))
        return FALSE;
      if (*check->at == '}')
        {
          check->at++;
          return TRUE;
        }
      if (*check->at != ',')
        return fail (check, _("a “,” or “}” is missing"));
      check->at++;
      skip_space (check);
    }
}

static gboolean
check_array (Check *check)
{
  check->at++;
  skip_space (check);
  if (*check->at == ']')
    {
      check->at++;
      return TRUE;
    }
  for (;;)
    {
      if (!check_value (check))
        return FALSE;
      if (*check->at == ']')
        {
          check->at++;
          return TRUE;
        }
      if (*check->at != ',')
        return fail (check, _("a “,” or “]” is missing"));
      check->at++;
    }
}

/* A value with the space around it. */
static gboolean
check_value (Check *check)
{
  static const char *const words[] = { "true", "false", "null" };
  gboolean good = FALSE;

  skip_space (check);
  if (check->depth >= RECTO_JSON_MAX_DEPTH)
    return fail (check, _("it is nested too deeply"));
  check->depth++;
  if (*check->at == '{')
    good = check_object (check);
  else if (*check->at == '[')
    good = check_array (check);
  else if (*check->at == '"')
    good = check_string (check);
  else if (*check->at == '-' || g_ascii_isdigit (*check->at))
    good = check_number (check);
  else
    for (guint i = 0; i < G_N_ELEMENTS (words) && !good; i++)
      if (g_str_has_prefix (check->at, words[i]))
        {
          check->at += strlen (words[i]);
          good = TRUE;
        }
  if (!good)
    return fail (check, _("a value is missing"));
  check->depth--;
  skip_space (check);
  return TRUE;
}

JsonNode *
recto_json_parse (const char *text, GError **error)
{
  Check check = { text, text, 0, NULL };
  g_autoptr (GError) local = NULL;
  JsonNode *node;
  const char *end;
  guint line = 1;

  if (text[strspn (text, " \t\r\n")] == '\0')
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, _("it is empty"));
      return NULL;
    }
  if (!g_utf8_validate (text, -1, &end))
    {
      check.at = end;
      check.problem = _("it is not UTF-8");
    }
  else if (check_value (&check) && *check.at != '\0')
    check.problem = _("something follows after its end");
  if (check.problem != NULL)
    {
      for (const char *p = text; p < check.at; p++)
        line += *p == '\n';
      g_set_error (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID, _("line %u: %s"), line,
                   check.problem);
      return NULL;
    }
  node = json_from_string (text, &local);
  if (node == NULL)
    g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                         local != NULL ? local->message : _("it is empty"));
  return node;
}

/* po-file.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "po-file.h"

#include <string.h>

static void
entry_free (gpointer data)
{
  PoEntry *entry = data;

  g_free (entry->context);
  g_free (entry->id);
  g_free (entry->id_plural);
  g_ptr_array_unref (entry->strings);
  g_free (entry);
}

static PoEntry *
entry_new (void)
{
  PoEntry *entry = g_new0 (PoEntry, 1);

  entry->strings = g_ptr_array_new_with_free_func (g_free);
  return entry;
}

/* The text between the first and the last quote of a line. */
static char *
dup_quoted (const char *line)
{
  const char *begin = strchr (line, '"');
  const char *end = strrchr (line, '"');
  g_autofree char *inside = NULL;

  g_assert_true (begin != NULL && end > begin);
  inside = g_strndup (begin + 1, end - begin - 1);
  return g_strcompress (inside);
}

static void
append (char **text, const char *line)
{
  g_autofree char *more = dup_quoted (line);
  char *joined = g_strconcat (*text != NULL ? *text : "", more, NULL);

  g_free (*text);
  *text = joined;
}

static void
finish (GPtrArray *entries, PoEntry **entry)
{
  if ((*entry)->id != NULL && *(*entry)->id != '\0')
    g_ptr_array_add (entries, g_steal_pointer (entry));
  else
    entry_free (g_steal_pointer (entry));
}

GPtrArray *
po_file_read (const char *path)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  PoEntry *entry = entry_new ();
  char **current = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = lines[i];

      if (*line == '\0')
        {
          finish (entries, &entry);
          entry = entry_new ();
          current = NULL;
        }
      else if (g_str_has_prefix (line, "#,"))
        entry->fuzzy = strstr (line, "fuzzy") != NULL;
      else if (*line == '#')
        continue;
      else
        {
          if (g_str_has_prefix (line, "msgctxt "))
            current = &entry->context;
          else if (g_str_has_prefix (line, "msgid "))
            {
              current = &entry->id;
              entry->line = i + 1;
            }
          else if (g_str_has_prefix (line, "msgid_plural "))
            current = &entry->id_plural;
          else if (g_str_has_prefix (line, "msgstr"))
            {
              g_ptr_array_add (entry->strings, NULL);
              current = (char **) &entry->strings->pdata[entry->strings->len - 1];
            }
          g_assert_nonnull (current);
          append (current, line);
        }
    }
  finish (entries, &entry);
  return entries;
}

char *
po_file_directives (const char *text)
{
  GString *found = g_string_new (NULL);
  g_autoptr (GRegex) regex
      = g_regex_new ("%(?:%|(?:[0-9]+\\$)?[-+0#]*[0-9*]*(?:\\.[0-9*]+)?(?:<PRI[a-zA-Z0-9]+>|(?:hh|h|ll|l|z|j|t)?[a-zA-Z]))",
                     G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_nonnull (regex);
  g_regex_match (regex, text, 0, &match);
  while (g_match_info_matches (match))
    {
      g_autofree char *one = g_match_info_fetch (match, 0);

      g_string_append_printf (found, "%s ", one);
      g_match_info_next (match, NULL);
    }
  return g_string_free (found, FALSE);
}

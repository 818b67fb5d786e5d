/* recto-metadata-text.c: text from a file made fit to be shown and stored
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <string.h>

/* Old blocks say ASCII and hold the writer's code page; Latin-1 shows every byte. */
static char *
dup_utf8 (const char *data, gsize length)
{
  GString *text;

  if (g_utf8_validate (data, (gssize) length, NULL))
    return g_strndup (data, length);
  text = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    g_string_append_unichar (text, (guchar) data[i]);
  return g_string_free (text, FALSE);
}

char *
recto_metadata_dup_clean (const char *data, gssize size, guint max)
{
  gsize length = size < 0 ? strlen (data) : strnlen (data, (gsize) size);
  g_autofree char *text = dup_utf8 (data, MIN (length, RECTO_METADATA_MAX_BLOCK));
  GString *clean = g_string_new (NULL);
  gboolean gap = FALSE;
  guint n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      guint more = gap && n > 0 ? 2 : 1;

      if (g_unichar_isspace (c))
        {
          gap = TRUE;
          continue;
        }
      /* Not control characters, which a terminal obeys, nor those that turn the direction of writing; but joiners,
       * which Khmer and Indic scripts need. */
      if (!g_unichar_isprint (c) && c != 0x200c && c != 0x200d)
        continue;
      if (n + more > max)
        {
          while (n >= max)
            {
              g_string_truncate (clean, (gsize) (g_utf8_prev_char (clean->str + clean->len) - clean->str));
              n--;
            }
          g_strchomp (clean->str);
          g_string_set_size (clean, strlen (clean->str));
          g_string_append (clean, "…");
          break;
        }
      if (more == 2)
        g_string_append_c (clean, ' ');
      g_string_append_unichar (clean, c);
      n += more;
      gap = FALSE;
    }
  return g_string_free (clean, clean->len == 0);
}

char *
recto_metadata_dup_number (double number, int decimals)
{
  char format[8], text[G_ASCII_DTOSTR_BUF_SIZE];

  g_snprintf (format, sizeof format, "%%.%df", decimals);
  return g_strdup (g_ascii_formatd (text, sizeof text, format, number));
}

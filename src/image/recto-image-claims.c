/* recto-image-claims.c: what EXIF and ICC blocks say
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only the few fields Recto shows are read; every access is checked against the block's end. Layouts: TIFF 6.0
 * and Exif 2.3 (tags 0x0112, 0x011A, 0x011B, 0x0128); ICC.1:2010 ("desc" and "mluc" types).
 */

#include "config.h"
#include "recto-image-load-private.h"

#include <string.h>

static guint32
read_uint (const guint8 *data, gsize size, gsize at, guint n, gboolean little)
{
  guint32 value = 0;

  if (at > size || size - at < n)
    return 0;
  for (guint i = 0; i < n; i++)
    value |= (guint32) data[at + i] << (8 * (little ? i : n - 1 - i));
  return value;
}

void
recto_image_read_exif (const guint8 *data, gsize size, guint *orientation, double *dpi_x,
                       double *dpi_y)
{
  gboolean little;
  guint32 at, n, unit = 2;
  double x = 0, y = 0;

  if (size < 8 || !((data[0] == 'I' && data[1] == 'I') || (data[0] == 'M' && data[1] == 'M')))
    return;
  little = data[0] == 'I';
  at = read_uint (data, size, 4, 4, little);
  if (at < 8 || at > size - 2)
    return;
  n = read_uint (data, size, at, 2, little);
  for (guint32 i = 0; i < n; i++)
    {
      gsize entry = (gsize) at + 2 + (gsize) i * 12;
      guint32 tag, value, numerator, denominator;

      if (entry > size || size - entry < 12)
        break;
      tag = read_uint (data, size, entry, 2, little);
      value = read_uint (data, size, entry + 8, 2, little);
      if (tag == 0x0112 && value >= 1 && value <= 8)
        *orientation = value;
      else if (tag == 0x0128)
        unit = value;
      else if (tag == 0x011a || tag == 0x011b)
        {
          gsize rational = read_uint (data, size, entry + 8, 4, little);

          numerator = read_uint (data, size, rational, 4, little);
          denominator = read_uint (data, size, rational + 4, 4, little);
          if (numerator > 0 && denominator > 0)
            *(tag == 0x011a ? &x : &y) = (double) numerator / denominator;
        }
    }
  if (x > 0 && y > 0 && (unit == 2 || unit == 3))
    {
      *dpi_x = unit == 3 ? x * 2.54 : x;
      *dpi_y = unit == 3 ? y * 2.54 : y;
    }
}

/* Takes a name from the file and makes it fit to be shown: valid text without control characters, which a
 * terminal would obey. */
static char *
clean_name (char *name)
{
  GString *clean = g_string_new (NULL);

  if (name != NULL && g_utf8_validate (name, -1, NULL))
    for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
      if (g_unichar_isprint (g_utf8_get_char (at)))
        g_string_append_unichar (clean, g_utf8_get_char (at));
  g_free (name);
  if (clean->len == 0)
    g_string_append (clean, "ICC");
  return g_string_free (clean, FALSE);
}

char *
recto_image_dup_icc_name (const guint8 *data, gsize size)
{
  guint32 n;

  if (size < 132)
    return NULL;
  n = read_uint (data, size, 128, 4, FALSE);
  for (guint32 i = 0; i < n && i < 200; i++)
    {
      gsize entry = 132 + (gsize) i * 12;
      gsize at, length;

      if (entry > size || size - entry < 12)
        break;
      if (memcmp (data + entry, "desc", 4) != 0)
        continue;
      at = read_uint (data, size, entry + 4, 4, FALSE);
      if (at > size || size - at < 28)
        break;
      if (memcmp (data + at, "desc", 4) == 0)
        {
          length = read_uint (data, size, at + 8, 4, FALSE);
          length = MIN (length, size - at - 12);
          return clean_name (g_strndup ((const char *) data + at + 12, length));
        }
      if (memcmp (data + at, "mluc", 4) == 0)
        {
          gsize offset;

          length = read_uint (data, size, at + 20, 4, FALSE);
          offset = at + read_uint (data, size, at + 24, 4, FALSE);
          if (offset > size || size - offset < length)
            break;
          return clean_name (g_convert ((const char *) data + offset, (gssize) length, "UTF-8", "UTF-16BE",
                                        NULL, NULL, NULL));
        }
    }
  return g_strdup ("ICC");
}

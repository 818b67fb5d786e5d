/* recto-metadata-xmp.c: software, dates and history in XMP packets, and what Photoshop and IPTC blocks name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * XMP is RDF in XML. A packet is hostile text of any size, so it is not parsed: a few property names are looked for in its first
 * megabyte, as an attribute (name="value") or as an element (<name>value</name>), the two forms that XMP part 1 allows for simple values.
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <string.h>

/* Steps of a history that are kept. */
#define MAX_HISTORY 30

static const struct
{
  const char *name;
  RectoClaimGroup group;
  const char *id;
  guint most; /* distinct values kept */
} properties[] = {
  { "xmp:CreatorTool", RECTO_CLAIM_FILE, "xmp-creator-tool", 1 },
  { "stEvt:softwareAgent", RECTO_CLAIM_FILE, "xmp-history-software", MAX_HISTORY },
  { "xmp:CreateDate", RECTO_CLAIM_FILE, "xmp-date-created", 1 },
  { "xmp:ModifyDate", RECTO_CLAIM_FILE, "xmp-date-modified", 1 },
  { "xmpMM:OriginalDocumentID", RECTO_CLAIM_FILE, "xmp-original-document", 1 },
  { "Iptc4xmpExt:DigitalSourceType", RECTO_CLAIM_FILE, "xmp-source-type", 1 },
  { "photoshop:Credit", RECTO_CLAIM_TEXT, "xmp-credit", 1 },
};

/* The five entities of XML. */
static char *
unescape (const char *text, gsize length)
{
  static const struct { const char *name; char c; } entities[]
      = { { "&lt;", '<' }, { "&gt;", '>' }, { "&amp;", '&' }, { "&quot;", '"' }, { "&apos;", '\'' } };
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length;)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (entities) && text[i] == '&' && !found; k++)
        if (length - i >= strlen (entities[k].name) && strncmp (text + i, entities[k].name, strlen (entities[k].name)) == 0)
          {
            g_string_append_c (out, entities[k].c);
            i += strlen (entities[k].name);
            found = TRUE;
          }
      if (!found)
        g_string_append_c (out, text[i++]);
    }
  return g_string_free (out, FALSE);
}

/* The value behind a property's name, or NULL when it is not one of the two forms. */
static char *
value_at (const char *at, const char *end)
{
  const char *stop;
  char quote;

  while (at < end && g_ascii_isspace (*at))
    at++;
  if (at < end && *at == '>')
    {
      at++;
      stop = memchr (at, '<', (gsize) MIN (end - at, 2000));
    }
  else if (at < end && *at == '=')
    {
      at++;
      while (at < end && g_ascii_isspace (*at))
        at++;
      if (at >= end || (*at != '"' && *at != '\''))
        return NULL;
      quote = *at++;
      stop = memchr (at, quote, (gsize) MIN (end - at, 2000));
    }
  else
    return NULL;
  return stop != NULL ? unescape (at, (gsize) (stop - at)) : NULL;
}

static gboolean
is_known (RectoMetadata *self, const char *id, const char *value)
{
  g_autofree char *clean = recto_metadata_dup_clean (value, -1, RECTO_METADATA_MAX_VALUE);

  for (guint i = 0; clean != NULL && i < self->claims->len; i++)
    {
      const RectoClaim *claim = self->claims->pdata[i];

      if (g_str_equal (claim->id, id) && g_str_equal (claim->value, clean))
        return TRUE;
    }
  return clean == NULL;
}

void
recto_metadata_read_xmp (RectoMetadata *self, const char *data, gsize size)
{
  const char *end = data + MIN (size, RECTO_METADATA_MAX_BLOCK);

  if (size > RECTO_METADATA_MAX_BLOCK)
    self->cut = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      gsize length = strlen (properties[i].name);
      const char *at = data;
      guint n = 0, seen = 0;

      while (n < properties[i].most && seen++ < 1000
             && (at = memmem (at, (gsize) (end - at), properties[i].name, length)) != NULL)
        {
          g_autofree char *value = value_at (at + length, end);

          at += length;
          if (value == NULL || is_known (self, properties[i].id, value))
            continue;
          recto_metadata_add (self, properties[i].group, properties[i].id, value, -1);
          n++;
        }
    }
}

/* Datasets of record 2 (IPTC-IIM 4): 65 is the originating program, 120 the caption. */
void
recto_metadata_read_iptc (RectoMetadata *self, const guint8 *data, gsize size)
{
  gsize at = 0;
  guint n = 0;

  while (size - at >= 5 && data[at] == 0x1c && n < 500)
    {
      gsize length = (gsize) data[at + 3] << 8 | data[at + 4];

      if (length > size - at - 5)
        break;
      if (data[at + 1] == 2 && data[at + 2] == 65)
        recto_metadata_add (self, RECTO_CLAIM_FILE, "iptc-program", (const char *) data + at + 5, (gssize) length);
      else if (data[at + 1] == 2 && data[at + 2] == 120)
        recto_metadata_add (self, RECTO_CLAIM_TEXT, "iptc-caption", (const char *) data + at + 5, (gssize) length);
      at += 5 + length;
      n++;
    }
  if (n > 0)
    recto_metadata_add_number (self, RECTO_CLAIM_FILE, "iptc", n);
}

/* Image resources: "8BIM", identifier, Pascal name padded to even, size, data padded to even. */
void
recto_metadata_read_photoshop (RectoMetadata *self, const guint8 *data, gsize size)
{
  gsize at = 0;
  guint n = 0;

  while (size - at >= 12 && memcmp (data + at, "8BIM", 4) == 0 && n < 500)
    {
      guint id = (guint) data[at + 4] << 8 | data[at + 5];
      gsize name = ((gsize) data[at + 6] + 2) & ~(gsize) 1;
      gsize length;

      if (size - at - 6 < name + 4)
        break;
      at += 6 + name;
      length = (gsize) data[at] << 24 | (gsize) data[at + 1] << 16 | (gsize) data[at + 2] << 8 | data[at + 3];
      at += 4;
      if (length > size - at)
        break;
      if (id == 0x0404)
        recto_metadata_read_iptc (self, data + at, length);
      at += length;
      at += MIN (length & 1, size - at);
      n++;
    }
  if (n > 0)
    recto_metadata_add_number (self, RECTO_CLAIM_FILE, "photoshop-block", n);
}

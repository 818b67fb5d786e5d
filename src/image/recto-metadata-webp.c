/* recto-metadata-webp.c: chunks of a WebP file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * RIFF container of the WebP specification: chunks of four letters, size (little-endian) and data padded to even.
 */

#include "config.h"
#include "recto-metadata-private.h"

#include <string.h>

#define MAX_CHUNKS 10000

static gsize
read32 (const guint8 *data)
{
  return (gsize) data[3] << 24 | (gsize) data[2] << 16 | (gsize) data[1] << 8 | data[0];
}

void
recto_metadata_read_webp (RectoMetadata *self, const guint8 *data, gsize size)
{
  gsize end = MIN (size, read32 (data + 4) + 8), at = 12;

  for (guint n = 0; at < end && end - at >= 8 && n < MAX_CHUNKS; n++)
    {
      const guint8 *kind = data + at;
      gsize length = read32 (data + at + 4);

      at += 8;
      if (length > end - at)
        return;
      if (memcmp (kind, "EXIF", 4) == 0)
        {
          /* Some writers keep the head that the block has in a JPEG file. */
          gsize head = length > 6 && memcmp (data + at, "Exif\0", 6) == 0 ? 6 : 0;

          recto_metadata_read_exif (self, data + at + head, length - head);
        }
      else if (memcmp (kind, "XMP ", 4) == 0)
        recto_metadata_read_xmp (self, (const char *) data + at, length);
      else if (memcmp (kind, "ICCP", 4) == 0)
        recto_metadata_read_profile (self, data + at, length);
      else if (memcmp (kind, "VP8 ", 4) == 0)
        recto_metadata_add (self, RECTO_CLAIM_FILE, "webp-coding", "lossy", -1);
      else if (memcmp (kind, "VP8L", 4) == 0)
        recto_metadata_add (self, RECTO_CLAIM_FILE, "webp-coding", "lossless", -1);
      at += length;
      at += MIN (length & 1, end - at);
    }
  if (size > end)
    recto_metadata_add_number (self, RECTO_CLAIM_FILE, "trailing-bytes", (double) (size - end));
}

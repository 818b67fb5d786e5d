/* recto-metadata-profile.c: what an ICC profile's header says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-image-load-private.h"
#include "recto-metadata-private.h"

#include <string.h>

void
recto_metadata_read_profile (RectoMetadata *self, const guint8 *data, gsize size)
{
  g_autofree char *name = recto_image_dup_icc_name (data, size);

  if (name == NULL || memcmp (data + 36, "acsp", 4) != 0)
    return;
  recto_metadata_add (self, RECTO_CLAIM_COLOUR, "profile-name", name, -1);
  recto_metadata_add (self, RECTO_CLAIM_COLOUR, "profile-space", (const char *) data + 16, 4);
  recto_metadata_add (self, RECTO_CLAIM_COLOUR, "profile-class", (const char *) data + 12, 4);
}

/* A colour profile that is of another kind than the picture, or other than EXIF says. */
void
recto_metadata_doubt_colour (RectoMetadata *self, const RectoImage *image)
{
  const RectoClaim *space = recto_metadata_find_claim (self, "profile-space");
  const RectoClaim *name = recto_metadata_find_claim (self, "profile-name");
  const RectoClaim *exif = recto_metadata_find_claim (self, "exif-colour-space");
  const char *picture = recto_image_get_channels (image) == 1 ? "GRAY" : "RGB";

  /* A CMYK picture comes out of the loader as RGB; its profile is about what was stored. */
  if (space != NULL && !g_str_equal (space->value, picture) && !g_str_equal (space->value, "CMYK"))
    recto_metadata_add_doubt (self, "profile-kind", space->value, picture, NULL);
  if (name != NULL && exif != NULL && exif->number == 1 && strcasestr (name->value, "srgb") == NULL
      && space != NULL && g_str_equal (space->value, "RGB"))
    recto_metadata_add_doubt (self, "profile-exif", name->value, NULL);
  if (name == NULL && exif != NULL && exif->number == 65535 && recto_image_get_channels (image) == 3)
    recto_metadata_add_doubt (self, "profile-missing", NULL);
}

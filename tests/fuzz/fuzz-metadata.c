/* fuzz-metadata.c: any bytes as a file that says something of itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "fuzz-target.h"

#include "recto-image-load.h"
#include "recto-metadata-json.h"

#define MOST_PIXELS (256 * 256)

/* What was read can be put into words, and comes back from its JSON. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 1, 1, 12, 0, 0);
  const RectoImageLoadOptions options = { .max_pixels = MOST_PIXELS };
  g_autoptr (RectoImage) image = recto_image_load_bytes (bytes, &options, NULL, NULL);
  g_autoptr (RectoMetadata) metadata = recto_metadata_read (bytes, 0, image, now);
  g_autofree char *text = recto_metadata_to_text (metadata);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoMetadata) again = recto_metadata_new_from_text (text, &error);
  g_autoptr (JsonNode) words = recto_metadata_to_worded_json (metadata);
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  text_again = recto_metadata_to_text (again);
  g_assert_cmpstr (text, ==, text_again);
  return 0;
}

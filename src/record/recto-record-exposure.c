/* recto-record-exposure.c: a picture as the casebook records it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-record.h"

#include "recto-image-save.h"
#include "recto-metadata-json.h"

#define THUMBNAIL_SIZE 512

static char *
warnings_to_json (const RectoImage *image)
{
  const char *const *warnings = recto_image_get_warnings (image);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (warnings == NULL || warnings[0] == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; warnings[i] != NULL; i++)
    json_array_add_string_element (array, warnings[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return recto_json_canonical (node);
}

static void
set (char **place, char *text)
{
  g_free (*place);
  *place = text;
}

void
recto_record_fill_exposure (RectoExposure *exposure, GBytes *bytes, guint frame, RectoImage *image)
{
  exposure->frame = (gint) frame;
  set (&exposure->pixel_sha256, recto_image_dup_pixel_sha256 (image));
  set (&exposure->format, g_strdup (recto_image_format_to_string (recto_image_get_format (image))));
  exposure->width = (gint) recto_image_get_width (image);
  exposure->height = (gint) recto_image_get_height (image);
  exposure->channels = (gint) recto_image_get_channels (image);
  exposure->depth = (gint) recto_image_get_depth (image);
  exposure->dpi_x = exposure->dpi_y = 0;
  recto_image_get_dpi (image, &exposure->dpi_x, &exposure->dpi_y);
  exposure->orientation = (gint) recto_image_get_orientation (image);
  set (&exposure->icc_name, g_strdup (recto_image_get_icc_name (image)));
  set (&exposure->decoder, g_strdup (recto_image_get_decoder (image)));
  set (&exposure->warnings, warnings_to_json (image));
  set (&exposure->metadata, recto_metadata_dup_text_of (bytes, frame, image));
  /* No step has been taken. */
  set (&exposure->output_sha256, exposure->recipe == NULL ? g_strdup (exposure->pixel_sha256) : NULL);
}

GBytes *
recto_record_make_thumbnail (RectoPyramid *pyramid, GError **error)
{
  g_autoptr (RectoImage) small = recto_pyramid_dup_scaled (pyramid, THUMBNAIL_SIZE, THUMBNAIL_SIZE, error);

  return small != NULL ? recto_image_encode_png (small, error) : NULL;
}

/* recto-cli-info.c: what a file is, and what it claims
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli.h"

#include "recto-image-load.h"
#include "recto-metadata-json.h"

#include <glib/gi18n.h>

static JsonArray *
frames_to_json (GPtrArray *frames)
{
  const char *const kinds[] = { "page", "reduced", "mask" };
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < frames->len; i++)
    {
      const RectoImageFrame *frame = frames->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "kind", kinds[frame->kind]);
      json_object_set_int_member (object, "width", frame->width);
      json_object_set_int_member (object, "height", frame->height);
      json_object_set_int_member (object, "channels", frame->channels);
      json_object_set_boolean_member (object, "alpha", frame->alpha);
      json_object_set_int_member (object, "depth", frame->depth);
      if (frame->name != NULL)
        json_object_set_string_member (object, "name", frame->name);
      else
        json_object_set_null_member (object, "name");
      if (frame->problem != NULL)
        json_object_set_string_member (object, "problem", frame->problem);
      else
        json_object_set_null_member (object, "problem");
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
describe (const char *path, guint frame, GBytes *bytes, RectoImage *image, GPtrArray *frames,
          RectoMetadata *metadata)
{
  JsonObject *object = json_object_new ();
  JsonArray *warnings = json_array_new ();
  g_autofree char *shown = g_utf8_make_valid (path, -1);
  g_autofree char *sha256 = recto_image_dup_bytes_sha256 (bytes);
  g_autofree char *pixels = recto_image_dup_pixel_sha256 (image);
  const char *const *texts = recto_image_get_warnings (image);
  double x, y;

  json_object_set_string_member (object, "path", shown);
  json_object_set_string_member (object, "format",
                                 recto_image_format_to_string (recto_image_get_format (image)));
  json_object_set_int_member (object, "frame", frame);
  json_object_set_array_member (object, "frames", frames_to_json (frames));
  json_object_set_int_member (object, "width", recto_image_get_width (image));
  json_object_set_int_member (object, "height", recto_image_get_height (image));
  json_object_set_int_member (object, "channels", recto_image_get_channels (image));
  json_object_set_boolean_member (object, "alpha", recto_image_has_alpha (image));
  json_object_set_int_member (object, "depth", recto_image_get_depth (image));
  if (recto_image_get_dpi (image, &x, &y))
    {
      JsonArray *dpi = json_array_new ();

      json_array_add_double_element (dpi, x);
      json_array_add_double_element (dpi, y);
      json_object_set_array_member (object, "dpi", dpi);
    }
  else
    json_object_set_null_member (object, "dpi");
  json_object_set_int_member (object, "orientation", recto_image_get_orientation (image));
  if (recto_image_get_icc_name (image) != NULL)
    json_object_set_string_member (object, "icc", recto_image_get_icc_name (image));
  else
    json_object_set_null_member (object, "icc");
  json_object_set_string_member (object, "sha256", sha256);
  json_object_set_string_member (object, "pixel_sha256", pixels);
  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (warnings, texts[i]);
  json_object_set_array_member (object, "warnings", warnings);
  json_object_set_member (object, "metadata", recto_metadata_to_worded_json (metadata));
  return object;
}

/* One line for each claim, under its group; the doubts before them. */
static void
print_metadata (RectoMetadata *metadata)
{
  for (guint i = 0; i < recto_metadata_get_n_doubts (metadata); i++)
    {
      const RectoDoubt *doubt = recto_metadata_get_doubt (metadata, i);
      g_autofree char *text = recto_doubt_dup_text (doubt);

      g_print ("  %s %s\n", doubt->severity == RECTO_DOUBT_WARNING ? "!" : "·", text);
    }
  for (guint group = 0; group < RECTO_CLAIM_N_GROUPS; group++)
    {
      gboolean begun = FALSE;

      for (guint i = 0; i < recto_metadata_get_n_claims (metadata); i++)
        {
          const RectoClaim *claim = recto_metadata_get_claim (metadata, i);
          g_autofree char *text = NULL;

          if (claim->group != group)
            continue;
          if (!begun)
            g_print ("  %s\n", recto_claim_group_get_label (group));
          begun = TRUE;
          text = recto_claim_dup_text (claim);
          g_print ("    %s: %s\n", recto_claim_get_label (claim), text);
        }
    }
}

static void
print_frames (GPtrArray *frames)
{
  for (guint i = 0; frames->len > 1 && i < frames->len; i++)
    {
      const RectoImageFrame *frame = frames->pdata[i];

      g_print (_("  frame %-7u %u × %u%s%s%s\n"), i, frame->width, frame->height,
               frame->kind == RECTO_IMAGE_FRAME_REDUCED ? _(", a smaller copy")
               : frame->kind == RECTO_IMAGE_FRAME_MASK  ? _(", a mask")
                                                        : "",
               frame->name != NULL ? ", " : "", frame->name != NULL ? frame->name : "");
    }
}

static void
print_words (const char *path, JsonObject *object, RectoImage *image, GPtrArray *frames, RectoMetadata *metadata)
{
  double x, y;
  const char *const *texts = recto_image_get_warnings (image);

  g_print ("%s\n", path);
  g_print (_("  picture       %s, %u × %u, %s, %u bit%s\n"),
           json_object_get_string_member (object, "format"), recto_image_get_width (image),
           recto_image_get_height (image), recto_image_get_channels (image) == 1 ? _("grey") : _("RGB"),
           recto_image_get_depth (image), recto_image_has_alpha (image) ? _(", alpha") : "");
  if (recto_image_get_dpi (image, &x, &y))
    g_print (_("  claims        %.4g × %.4g dpi"), x, y);
  else
    g_print (_("  claims        no resolution"));
  g_print (_(", orientation %u, %s\n"), recto_image_get_orientation (image),
           recto_image_get_icc_name (image) != NULL ? recto_image_get_icc_name (image) : _("no colour profile"));
  g_print (_("  SHA-256       %s\n"), json_object_get_string_member (object, "sha256"));
  g_print (_("  of the pixels %s\n"), json_object_get_string_member (object, "pixel_sha256"));
  for (guint i = 0; texts[i] != NULL; i++)
    g_print (_("  note          %s\n"), texts[i]);
  print_frames (frames);
  print_metadata (metadata);
}

static int
run (int argc, char **argv)
{
  gboolean as_json = FALSE;
  gint frame = 0;
  const GOptionEntry entries[] = {
    { "frame", 0, 0, G_OPTION_ARG_INT, &frame, N_("Which picture of a file that holds several, from 0"), "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
    RECTO_CLI_MAX_MEGAPIXELS,
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  JsonArray *list;
  int status = RECTO_CLI_DONE;

  if (!recto_cli_parse (&recto_cli_info, entries, &argc, &argv, &status))
    return status;
  if (frame < 0)
    return recto_cli_usage (&recto_cli_info, _("--frame takes a number from 0."));
  if (argc < 2)
    return recto_cli_usage (&recto_cli_info, _("Name at least one image."));
  list = json_array_new ();
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = recto_image_read_file (argv[i], NULL, &error);
      RectoImageLoadOptions load = { .frame = (guint) frame };
      g_autoptr (RectoImage) image
          = bytes != NULL ? recto_image_load_bytes (bytes, &load, NULL, &error) : NULL;
      g_autoptr (GPtrArray) frames = image != NULL ? recto_image_list_frames (bytes, &error) : NULL;
      g_autoptr (RectoMetadata) metadata = NULL;
      JsonObject *object;

      if (frames == NULL)
        {
          status = recto_cli_fail (argv[i], error);
          continue;
        }
      metadata = recto_metadata_read (bytes, (guint) frame, image, now);
      object = describe (argv[i], (guint) frame, bytes, image, frames, metadata);
      if (as_json)
        json_array_add_object_element (list, object);
      else
        {
          print_words (argv[i], object, image, frames, metadata);
          json_object_unref (object);
        }
    }
  if (as_json)
    recto_cli_print_json (json_node_init_array (json_node_alloc (), list));
  json_array_unref (list);
  return status;
}

const RectoCommand recto_cli_info = {
  "info",
  "IMAGE...",
  N_("Tells what pictures are and what they claim"),
  run,
};

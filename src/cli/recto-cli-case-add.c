/* recto-cli-case-add.c: imports exposures and aligns them to their page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-case.h"

#include "recto-image-load.h"
#include "recto-image-save.h"
#include "recto-light.h"
#include "recto-pyramid.h"
#include "recto-registration.h"
#include "recto-vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

#define THUMBNAIL 320

/* "data", "data_page" and "DATA_PAGE" are the data page. */
static const RectoTerm *
find_role (const char *text)
{
  g_autofree char *upper = g_ascii_strup (text, -1);
  g_autofree char *page = NULL;
  const RectoTerm *term;

  g_strdelimit (upper, "- ", '_');
  term = recto_vocabulary_find (recto_vocabulary_page_roles (), upper);
  if (term != NULL)
    return term;
  page = g_strconcat (upper, "_PAGE", NULL);
  if (g_str_equal (upper, "COVER"))
    return recto_vocabulary_find (recto_vocabulary_page_roles (), "COVER_FRONT");
  if (g_str_equal (upper, "VISA"))
    return recto_vocabulary_find (recto_vocabulary_page_roles (), "OBJECT_PAGE");
  return recto_vocabulary_find (recto_vocabulary_page_roles (), page);
}

/* The case's page of that role; made when there is none. */
static char *
find_page (RectoCasebook *casebook, const char *author, const char *case_id, const char *role, GError **error)
{
  g_autoptr (GPtrArray) pages = recto_casebook_list_pages (casebook, case_id, error);

  if (pages == NULL)
    return NULL;
  for (guint i = 0; i < pages->len; i++)
    {
      const RectoPage *page = pages->pdata[i];

      if (g_str_equal (page->role, role))
        return g_strdup (page->id);
    }
  return recto_casebook_add_page (casebook, author, case_id, role, NULL, error);
}

static char *
warnings_to_json (RectoImage *image)
{
  const char *const *warnings = recto_image_get_warnings (image);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (warnings[0] == NULL)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; warnings[i] != NULL; i++)
    json_array_add_string_element (array, warnings[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return json_to_string (node, FALSE);
}

/* The page's reference picture, decoded from the evidence; NULL when the page has none yet. */
static RectoImage *
load_reference (RectoCasebook *casebook, const char *case_id, const char *page_id)
{
  g_autoptr (GPtrArray) exposures = recto_casebook_list_exposures (casebook, case_id, NULL);

  for (guint i = 0; exposures != NULL && i < exposures->len; i++)
    {
      const RectoExposure *exposure = exposures->pdata[i];

      if (exposure->is_reference && g_str_equal (exposure->page_id, page_id))
        {
          g_autofree char *path = recto_casebook_dup_evidence_path (casebook, exposure->sha256);

          return path != NULL ? recto_image_load_file (path, NULL, NULL, NULL) : NULL;
        }
    }
  return NULL;
}

static char *
add_one (RectoCasebook *casebook, const char *author, const char *page_id, const char *light, const char *path,
         RectoImage **picture, GError **error)
{
  g_autoptr (GBytes) bytes = recto_image_read_file (path, NULL, error);
  g_autoptr (RectoImage) image = bytes != NULL ? recto_image_load_bytes (bytes, NULL, NULL, error) : NULL;
  g_autoptr (RectoPyramid) pyramid = image != NULL ? recto_pyramid_new (image, error) : NULL;
  g_autoptr (RectoImage) small = NULL;
  g_autoptr (GBytes) thumbnail = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autofree char *hash = NULL;
  g_autofree char *warnings = NULL;
  RectoExposure exposure = { 0 };
  char *id;

  if (pyramid == NULL)
    return NULL;
  small = recto_pyramid_dup_scaled (pyramid, THUMBNAIL, THUMBNAIL, error);
  thumbnail = small != NULL ? recto_image_encode_png (small, error) : NULL;
  if (thumbnail == NULL)
    return NULL;
  hash = recto_image_dup_pixel_sha256 (image);
  warnings = warnings_to_json (image);
  exposure.page_id = (char *) page_id;
  exposure.light = (char *) light;
  exposure.file_name = shown;
  exposure.pixel_sha256 = hash;
  exposure.format = (char *) recto_image_format_to_string (recto_image_get_format (image));
  exposure.width = (gint) recto_image_get_width (image);
  exposure.height = (gint) recto_image_get_height (image);
  exposure.channels = (gint) recto_image_get_channels (image);
  exposure.depth = (gint) recto_image_get_depth (image);
  recto_image_get_dpi (image, &exposure.dpi_x, &exposure.dpi_y);
  exposure.orientation = (gint) recto_image_get_orientation (image);
  exposure.icc_name = (char *) recto_image_get_icc_name (image);
  exposure.decoder = (char *) recto_image_get_decoder (image);
  exposure.warnings = warnings;
  id = recto_casebook_add_exposure (casebook, author, &exposure, bytes, thumbnail, error);
  if (id != NULL)
    *picture = g_steal_pointer (&image);
  return id;
}

static void
align (RectoCasebook *casebook, const char *author, const char *path, const char *id, RectoImage *reference,
       RectoImage *image)
{
  g_autoptr (RectoRegistration) registration = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  double dpi = 0;

  recto_image_get_dpi (reference, &dpi, NULL);
  registration = recto_register_images (reference, image, dpi, NULL, NULL, &error);
  if (registration == NULL)
    {
      recto_cli_say (path, error->message);
      return;
    }
  if (recto_registration_get_status (registration) == RECTO_REGISTRATION_NOT_ALIGNED)
    {
      g_autofree char *words
          = g_strdup_printf (_("Imported, but not aligned: %s"), recto_registration_get_reason (registration));

      recto_cli_say (path, words);
    }
  text = recto_registration_to_text (registration);
  if (!recto_casebook_set_exposure_registration (casebook, author, id, text, &error))
    recto_cli_say (path, error->message);
}

static int
run (int argc, char **argv)
{
  g_auto (RectoCaseOptions) options = { 0 };
  g_autofree char *role = NULL;
  g_autofree char *light = NULL;
  const GOptionEntry entries[] = {
    { "page", 0, 0, G_OPTION_ARG_STRING, &role, N_("Role of the page: data, cover-front, visa …"), "ROLE" },
    { "light", 0, 0, G_OPTION_ARG_STRING, &light, N_("Light: white, uv365, ir …"), "LIGHT" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RectoCasebook) casebook = NULL;
  g_autoptr (RectoImage) reference = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = NULL;
  g_autofree char *page_id = NULL;
  const RectoTerm *page;
  JsonArray *ids;
  const char *author;
  int status = RECTO_CLI_DONE;

  if (!recto_cli_case_parse (&recto_cli_case_add, entries, &argc, &argv, &options, &status))
    return status;
  if (argc < 3 || role == NULL || light == NULL)
    return recto_cli_usage (&recto_cli_case_add, _("Name a case, at least one image, --page and --light."));
  page = find_role (role);
  if (page == NULL)
    return recto_cli_usage (&recto_cli_case_add,
                            _("--page takes a page's role: data, cover-front, cover-back, visa, observations …"));
  if (recto_light_find (light) == NULL)
    {
      g_autoptr (GString) known = g_string_new (_("--light takes one of:"));

      for (const RectoLight *l = recto_light_list (); l->id != NULL; l++)
        g_string_append_printf (known, " %s", l->id);
      return recto_cli_usage (&recto_cli_case_add, known->str);
    }
  casebook = recto_cli_case_open (&options, FALSE);
  if (casebook == NULL)
    return RECTO_CLI_FAILED;
  author = recto_case_options_get_author (&options);
  case_id = recto_casebook_resolve_case (casebook, argv[1], &error);
  if (case_id == NULL)
    return recto_cli_fail (options.casebook, error);
  ids = json_array_new ();
  for (int i = 2; i < argc; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (RectoImage) image = NULL;
      g_autofree char *id = NULL;

      recto_cli_progress (argv[i], (i - 2.0) / (argc - 2));
      if (page_id == NULL)
        {
          /* A page is made only once there is a picture to put on it. */
          g_autoptr (RectoImage) probe = recto_image_load_file (argv[i], NULL, NULL, &local);

          if (probe == NULL)
            {
              status = recto_cli_fail (argv[i], local);
              continue;
            }
          page_id = find_page (casebook, author, case_id, page->id, &local);
          if (page_id == NULL)
            {
              status = recto_cli_fail (options.casebook, local);
              break;
            }
          reference = load_reference (casebook, case_id, page_id);
        }
      id = add_one (casebook, author, page_id, light, argv[i], &image, &local);
      if (id == NULL)
        {
          status = recto_cli_fail (argv[i], local);
          continue;
        }
      if (reference == NULL)
        reference = recto_image_ref (image);
      else
        align (casebook, author, argv[i], id, reference, image);
      json_array_add_string_element (ids, id);
      recto_cli_progress (NULL, -1);
      if (!options.json)
        g_print ("%s\n", id);
    }
  recto_cli_progress (NULL, -1);
  if (options.json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_array_member (object, "exposures", ids);
      json_node_take_object (node, object);
      recto_cli_print_json (node);
    }
  else
    json_array_unref (ids);
  return status;
}

const RectoCommand recto_cli_case_add = {
  "case add",
  "CASE IMAGE... --page ROLE --light LIGHT --casebook DIR",
  N_("Imports exposures of a page, prints their ids and aligns them"),
  run,
};

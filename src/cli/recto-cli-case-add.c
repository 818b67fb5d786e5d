/* recto-cli-case-add.c: imports exposures and aligns them to their page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-case.h"

#include "recto-image-load.h"
#include "recto-image-save.h"
#include "recto-light.h"
#include "recto-metadata-json.h"
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

/* The page's reference, also when it has been withdrawn: it still owns the page's coordinates. NULL: none yet. */
static RectoExposure *
find_reference (RectoCasebook *casebook, const char *case_id, const char *page_id, GError **error)
{
  g_autoptr (GPtrArray) exposures = recto_cli_case_list_exposures (casebook, case_id, error);

  for (guint i = 0; exposures != NULL && i < exposures->len; i++)
    {
      const RectoExposure *exposure = exposures->pdata[i];

      if (exposure->is_reference && g_str_equal (exposure->page_id, page_id))
        return recto_exposure_copy (exposure);
    }
  return NULL;
}

static char *
add_one (RectoCasebook *casebook, const char *author, const char *page_id, const char *light, const char *path,
         guint frame, GBytes *bytes, RectoImage *image, GError **error)
{
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, error);
  g_autoptr (RectoImage) small = NULL;
  g_autoptr (GBytes) thumbnail = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autofree char *hash = NULL;
  g_autofree char *warnings = NULL;
  g_autofree char *metadata = NULL;
  RectoExposure exposure = { 0 };

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
  exposure.frame = (gint) frame;
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
  metadata = recto_metadata_dup_text_of (bytes, image);
  exposure.metadata = metadata;
  return recto_casebook_add_exposure (casebook, author, &exposure, bytes, thumbnail, error);
}

static void
say_not_aligned (const char *path, const char *reason)
{
  g_autofree char *words = g_strdup_printf (_("Imported, but not aligned: %s"), reason);

  recto_cli_say (path, words);
}

/* Aligns image, which is exposure id, to the page's reference picture. */
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
      say_not_aligned (path, error->message);
      return;
    }
  if (recto_registration_get_status (registration) == RECTO_REGISTRATION_NOT_ALIGNED)
    say_not_aligned (path, recto_registration_get_reason (registration));
  text = recto_registration_to_text (registration);
  if (!recto_casebook_set_exposure_registration (casebook, author, id, text, &error))
    say_not_aligned (path, error->message);
}

/* The page that images go to, found when the first of them has been read. */
typedef struct
{
  RectoCasebook *casebook;
  const char *author;
  const char *case_id;
  const char *role;
  char *id;
  RectoImage *reference; /* NULL: none yet, or it cannot be read */
  char *problem;         /* why it cannot be read */
} Page;

static void
page_clear (Page *page)
{
  g_clear_pointer (&page->id, g_free);
  g_clear_pointer (&page->reference, recto_image_unref);
  g_clear_pointer (&page->problem, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static gboolean
page_open (Page *page, GError **error)
{
  g_autoptr (RectoExposure) reference = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *path = NULL;
  RectoImageLoadOptions load = { .accept_truncated = TRUE };

  if (page->id != NULL)
    return TRUE;
  page->id = find_page (page->casebook, page->author, page->case_id, page->role, error);
  if (page->id == NULL)
    return FALSE;
  reference = find_reference (page->casebook, page->case_id, page->id, &local);
  if (reference != NULL)
    {
      path = recto_casebook_dup_evidence_path (page->casebook, reference->sha256);
      load.frame = (guint) reference->frame;
      page->reference = path != NULL ? recto_image_load_file (path, &load, NULL, &local) : NULL;
      if (page->reference == NULL)
        page->problem = g_strdup (local != NULL ? local->message : reference->sha256);
    }
  return TRUE;
}

/* One file from the disk into the case. NULL: said, and nothing of it is in the case. */
static char *
add_file (Page *page, const char *path, guint frame, const char *light)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = recto_image_read_file (path, NULL, &error);
  RectoImageLoadOptions load = { .frame = frame };
  g_autoptr (RectoImage) image = bytes != NULL ? recto_image_load_bytes (bytes, &load, NULL, &error) : NULL;
  char *id = NULL;

  /* A page is made only once there is a picture to put on it. */
  if (image != NULL && page_open (page, &error))
    id = add_one (page->casebook, page->author, page->id, light, path, frame, bytes, image, &error);
  if (id == NULL)
    recto_cli_fail (path, error);
  else if (page->problem != NULL)
    say_not_aligned (path, page->problem);
  else if (page->reference != NULL)
    align (page->casebook, page->author, path, id, page->reference, image);
  else
    page->reference = g_steal_pointer (&image);
  return id;
}

static int
run (int argc, char **argv)
{
  g_auto (RectoCaseOptions) options = { 0 };
  g_autofree char *role = NULL;
  g_auto (GStrv) lights = NULL;
  gint frame = 0;
  const GOptionEntry entries[] = {
    { "page", 0, 0, G_OPTION_ARG_STRING, &role, N_("Role of the page: data, cover-front, visa …"), "ROLE" },
    { "light", 0, 0, G_OPTION_ARG_STRING_ARRAY, &lights,
      N_("Light: white, uv365, ir …; once for all images or once for each"), "LIGHT" },
    { "frame", 0, 0, G_OPTION_ARG_INT, &frame, N_("Which picture of a file that holds several, from 0"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RectoCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = NULL;
  g_auto (Page) page = { 0 };
  const RectoTerm *term;
  JsonArray *ids;
  guint n_lights;
  int status = RECTO_CLI_DONE;

  if (!recto_cli_case_parse (&recto_cli_case_add, entries, &argc, &argv, &options, &status))
    return status;
  if (frame < 0)
    return recto_cli_usage (&recto_cli_case_add, _("--frame takes a number from 0."));
  if (argc < 3 || role == NULL || lights == NULL)
    return recto_cli_usage (&recto_cli_case_add, _("Name a case, at least one image, --page and --light."));
  term = find_role (role);
  if (term == NULL)
    return recto_cli_usage (&recto_cli_case_add,
                            _("--page takes a page's role: data, cover-front, cover-back, visa, observations …"));
  n_lights = g_strv_length (lights);
  if (n_lights != 1 && n_lights != (guint) argc - 2)
    return recto_cli_usage (&recto_cli_case_add,
                            _("Give --light once for all images, or once for each in their order."));
  for (guint i = 0; i < n_lights; i++)
    if (recto_light_find (lights[i]) == NULL)
      {
        g_autoptr (GString) known = g_string_new (_("--light takes one of:"));

        for (const RectoLight *l = recto_light_list (); l->id != NULL; l++)
          g_string_append_printf (known, " %s", l->id);
        return recto_cli_usage (&recto_cli_case_add, known->str);
      }
  casebook = recto_cli_case_open (&options, FALSE);
  if (casebook == NULL)
    return RECTO_CLI_FAILED;
  case_id = recto_casebook_resolve_case (casebook, argv[1], &error);
  if (case_id == NULL)
    return recto_cli_fail (options.casebook, error);
  page.casebook = casebook;
  page.author = recto_case_options_get_author (&options);
  page.case_id = case_id;
  page.role = term->id;
  ids = json_array_new ();
  for (int i = 2; i < argc; i++)
    {
      g_autofree char *id = NULL;

      recto_cli_progress (argv[i], (i - 2.0) / (argc - 2));
      id = add_file (&page, argv[i], (guint) frame, lights[n_lights == 1 ? 0 : i - 2]);
      if (id == NULL)
        {
          status = RECTO_CLI_FAILED;
          continue;
        }
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

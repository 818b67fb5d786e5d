/* recto-cli-case-add.c: imports exposures and aligns them to their page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-case.h"

#include "recto-image-load.h"
#include "recto-light.h"
#include "recto-record.h"
#include "recto-registration.h"
#include "recto-vocabulary.h"

#include <glib/gi18n.h>
#include <string.h>

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

/* The case's page of that role; *id is NULL when there is none yet. */
static gboolean
find_page (RectoCasebook *casebook, const char *case_id, const char *role, char **id, GError **error)
{
  g_autoptr (GPtrArray) pages = recto_casebook_list_pages (casebook, case_id, error);

  for (guint i = 0; pages != NULL && i < pages->len && *id == NULL; i++)
    {
      const RectoPage *page = pages->pdata[i];

      if (g_str_equal (page->role, role))
        *id = g_strdup (page->id);
    }
  return pages != NULL;
}

/* The page's reference, also when it has been withdrawn: it still owns the page's coordinates. NULL: none yet. */
static RectoExposure *
find_reference (RectoCasebook *casebook, const char *case_id, const char *page_id, GError **error)
{
  g_autoptr (GPtrArray) exposures = recto_casebook_list_all_exposures (casebook, case_id, error);

  for (guint i = 0; exposures != NULL && i < exposures->len; i++)
    {
      const RectoExposure *exposure = exposures->pdata[i];

      if (exposure->is_reference && g_str_equal (exposure->page_id, page_id))
        return recto_exposure_copy (exposure);
    }
  return NULL;
}

/* page_id NULL: on a new page of that role, both or neither; *new_page_id is then that page. */
static char *
add_one (RectoCasebook *casebook, const char *author, const char *case_id, const char *page_id, const char *role,
         const char *light, const char *path, guint frame, GBytes *bytes, RectoImage *image, char **new_page_id,
         GError **error)
{
  g_autoptr (RectoPyramid) pyramid = recto_pyramid_new (image, error);
  g_autoptr (GBytes) thumbnail = pyramid != NULL ? recto_record_make_thumbnail (pyramid, error) : NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (RectoExposure) exposure = g_new0 (RectoExposure, 1);

  if (thumbnail == NULL)
    return NULL;
  recto_record_fill_exposure (exposure, bytes, frame, image);
  exposure->page_id = g_strdup (page_id);
  exposure->light = g_strdup (light);
  exposure->file_name = g_utf8_make_valid (name, -1);
  return page_id != NULL
             ? recto_casebook_add_exposure (casebook, author, exposure, bytes, thumbnail, error)
             : recto_casebook_add_page_with_exposure (casebook, author, case_id, role, NULL, exposure, bytes, thumbnail,
                                                      new_page_id, error);
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
  char *id;              /* NULL: not made yet; it is made with its first picture */
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
  if (!find_page (page->casebook, page->case_id, page->role, &page->id, error))
    return FALSE;
  if (page->id == NULL)
    return TRUE;
  reference = find_reference (page->casebook, page->case_id, page->id, &local);
  if (reference != NULL)
    {
      path = recto_casebook_dup_evidence_path (page->casebook, reference->sha256);
      load.frame = (guint) reference->frame;
      page->reference = path != NULL ? recto_image_load_file (path, &load, NULL, &local) : NULL;
      if (page->reference == NULL && local == NULL)
        page->problem = g_strdup (reference->sha256);
    }
  /* Also when it is not known which picture is the reference: no other may take its place. */
  if (local != NULL)
    page->problem = g_strdup (local->message);
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
  g_autofree char *new_page_id = NULL;
  char *id = NULL;

  if (image != NULL && page_open (page, &error))
    id = add_one (page->casebook, page->author, page->case_id, page->id, page->role, light, path, frame, bytes, image,
                  &new_page_id, &error);
  if (id != NULL && page->id == NULL)
    page->id = g_steal_pointer (&new_page_id);
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
    RECTO_CLI_MAX_MEGAPIXELS,
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

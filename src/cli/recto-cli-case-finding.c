/* recto-cli-case-finding.c: adds a finding with the view that frames it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-case.h"

#include "recto-record.h"
#include "recto-registration.h"

#include <glib/gi18n.h>

/* The reference of the exposure's page, which owns its coordinates. */
static const RectoExposure *
find_reference (GPtrArray *exposures, const RectoExposure *exposure)
{
  for (guint i = 0; i < exposures->len; i++)
    {
      const RectoExposure *other = exposures->pdata[i];

      if (other->is_reference && g_str_equal (other->page_id, exposure->page_id))
        return other;
    }
  return exposure;
}

/* The exposure alone, with its recipe and registration. */
static char *
default_scene (const RectoExposure *exposure, guint width, guint height, GError **error)
{
  g_autoptr (RectoRecipe) recipe = recto_recipe_new_from_text (exposure->recipe, error);
  g_autoptr (RectoRegistration) registration = NULL;
  g_autoptr (RectoScene) scene = NULL;
  RectoSceneExposure part = { .registration = recto_matrix3_identity };
  RectoComposition composition;

  if (recipe == NULL)
    return NULL;
  if (exposure->registration != NULL)
    registration = recto_registration_new_from_text (exposure->registration, NULL);
  if (registration != NULL)
    part.registration = *recto_registration_get_transform (registration);
  part.id = exposure->id;
  part.light = exposure->light;
  part.pixel_sha256 = exposure->pixel_sha256;
  part.recipe = recipe;
  recto_composition_init (&composition, 1, width, height);
  scene = recto_scene_new (width, height, &part, 1, &composition);
  return recto_scene_to_text (scene);
}

/* Centred on the shape, so that it fills about a third of a 1200-pixel canvas. */
static char *
default_viewport (const RectoShape *shape)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *center = json_array_new ();
  double x, y, width, height, size;

  recto_shape_get_bounds (shape, &x, &y, &width, &height);
  size = MAX (MAX (width, height), 1);
  json_array_add_double_element (center, x + width / 2);
  json_array_add_double_element (center, y + height / 2);
  json_object_set_array_member (object, "center", center);
  json_object_set_boolean_member (object, "fit", FALSE);
  json_object_set_boolean_member (object, "mirrored", FALSE);
  json_object_set_int_member (object, "quarter_turns", 0);
  json_object_set_double_member (object, "zoom", CLAMP (400 / size, 0.05, 4));
  json_node_take_object (node, object);
  return recto_json_canonical (node);
}

static int
run (int argc, char **argv)
{
  g_auto (RectoCaseOptions) options = { 0 };
  g_autofree char *exposure_id = NULL;
  g_autofree char *shape_text = NULL;
  g_autofree char *feature = NULL;
  g_autofree char *result = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) methods = NULL;
  const GOptionEntry entries[] = {
    { "exposure", 0, 0, G_OPTION_ARG_STRING, &exposure_id, N_("Exposure in whose light it was seen"), "ID" },
    { "shape", 0, 0, G_OPTION_ARG_STRING, &shape_text, N_("Shape in page coordinates"), "JSON" },
    { "feature", 0, 0, G_OPTION_ARG_STRING, &feature, N_("Security feature, as S07"), "CODE" },
    { "result", 0, 0, G_OPTION_ARG_STRING, &result, N_("AS_EXPECTED, DEVIATES, ABSENT …"), "CODE" },
    { "method", 0, 0, G_OPTION_ARG_STRING_ARRAY, &methods, N_("Method, as M20; may be given again"), "CODE" },
    { "text", 0, 0, G_OPTION_ARG_STRING, &text, N_("In your own words"), "TEXT" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RectoCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (RectoExposure) exposure = NULL;
  g_autoptr (GPtrArray) exposures = NULL;
  g_autoptr (RectoRecordPictures) pictures = NULL;
  g_autoptr (RectoShape) shape = NULL;
  g_autoptr (RectoFinding) finding = g_new0 (RectoFinding, 1);
  g_autofree char *id = NULL;
  const RectoExposure *reference;
  int status;

  if (!recto_cli_case_parse (&recto_cli_case_finding, entries, &argc, &argv, &options, &status))
    return status;
  if (argc != 2 || exposure_id == NULL || shape_text == NULL || feature == NULL || result == NULL)
    return recto_cli_usage (&recto_cli_case_finding, _("Name a case, --exposure, --shape, --feature and --result."));
  casebook = recto_cli_case_open (&options, FALSE);
  if (casebook == NULL)
    return RECTO_CLI_FAILED;
  case_id = recto_casebook_resolve_case (casebook, argv[1], &error);
  exposure = case_id != NULL ? recto_casebook_get_exposure (casebook, exposure_id, &error) : NULL;
  if (exposure == NULL)
    return recto_cli_fail (options.casebook, error);
  if (!g_str_equal (exposure->case_id, case_id))
    {
      recto_cli_say (exposure_id, _("This exposure belongs to another case. recto-cli case show lists those of a case."));
      return RECTO_CLI_FAILED;
    }
  shape = recto_shape_new_from_text (shape_text, &error);
  if (shape == NULL)
    return recto_cli_fail ("--shape", error);
  exposures = recto_casebook_list_all_exposures (casebook, case_id, &error);
  if (exposures == NULL)
    return recto_cli_fail (options.casebook, error);
  reference = find_reference (exposures, exposure);
  if (!recto_record_check_shape (shape, reference->width, reference->height, &error))
    return recto_cli_fail ("--shape", error);
  finding->page_id = g_strdup (exposure->page_id);
  finding->exposure_id = g_strdup (exposure->id);
  finding->light = g_strdup (exposure->light);
  finding->shape = recto_shape_to_text (shape);
  finding->feature = g_strdup (feature);
  finding->result = g_strdup (result);
  finding->methods = methods != NULL ? g_strjoinv (",", methods) : NULL;
  finding->text = g_strdup (text);
  finding->viewport = default_viewport (shape);
  finding->scene = default_scene (exposure, (guint) reference->width, (guint) reference->height, &error);
  if (finding->scene == NULL)
    return recto_cli_fail (NULL, error);
  pictures = recto_record_pictures_new (casebook, TRUE);
  finding->output_sha256 = recto_record_hash_finding (pictures, exposures, finding, NULL, &error);
  if (finding->output_sha256 == NULL)
    {
      /* What the examiner saw is still worth keeping. */
      recto_cli_say (exposure->file_name, error->message);
      g_clear_error (&error);
    }
  id = recto_casebook_add_finding (casebook, recto_case_options_get_author (&options), finding, &error);
  if (id == NULL)
    return recto_cli_fail (NULL, error);
  recto_cli_case_print_id (&options, "finding", id);
  return RECTO_CLI_DONE;
}

const RectoCommand recto_cli_case_finding = {
  "case finding",
  "CASE --exposure ID --shape JSON --feature CODE --result CODE --casebook DIR",
  N_("Adds a finding and prints its id"),
  run,
};

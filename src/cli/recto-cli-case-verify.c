/* recto-cli-case-verify.c: is the case as it was recorded, and do its recipes still run?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-case.h"

#include "recto-image-load.h"
#include "recto-recipe.h"

#include <glib/gi18n.h>

typedef struct
{
  guint n_pictures;
  guint n_pictures_same;
  guint n_recipes;
  guint n_recipes_run;
} Pixels;

static void G_GNUC_PRINTF (2, 3)
add_problem (RectoVerification *verification, const char *format, ...)
{
  va_list list;

  va_start (list, format);
  g_ptr_array_add (verification->problems, g_strdup_vprintf (format, list));
  va_end (list);
}

/* Decodes the original again, compares its pixels, and runs its recipe. */
static void
check_exposure (RectoCasebook *casebook, const RectoExposure *exposure, RectoVerification *verification,
                Pixels *pixels)
{
  g_autofree char *path = recto_casebook_dup_evidence_path (casebook, exposure->sha256);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autoptr (RectoRecipe) recipe = NULL;
  g_autoptr (RectoImage) result = NULL;
  g_autofree char *hash = NULL;
  RectoImageLoadOptions load = { .accept_truncated = TRUE, .frame = (guint) exposure->frame };

  pixels->n_pictures++;
  pixels->n_recipes++;
  image = path != NULL ? recto_image_load_file (path, &load, NULL, &error) : NULL;
  if (image == NULL)
    {
      add_problem (verification, _("The picture %s cannot be decoded: %s"), exposure->file_name,
                   error != NULL ? error->message : _("its name in the evidence is no hash"));
      return;
    }
  hash = recto_image_dup_pixel_sha256 (image);
  if (g_str_equal (hash, exposure->pixel_sha256))
    pixels->n_pictures_same++;
  else
    add_problem (verification, _("The pixels of %s decode differently (decoder then: %s, now: %s)."),
                 exposure->file_name, exposure->decoder != NULL ? exposure->decoder : _("not recorded"),
                 recto_image_get_decoder (image));
  recipe = recto_recipe_new_from_text (exposure->recipe, &error);
  result = recipe != NULL ? recto_recipe_apply (recipe, image, 0, &error) : NULL;
  if (result != NULL)
    pixels->n_recipes_run++;
  else
    add_problem (verification, _("The recipe of %s cannot be run: %s"), exposure->file_name, error->message);
}

/* A casebook too damaged to be opened is an answer as well. */
static int
answer_damaged (const RectoCaseOptions *options, const char *problem)
{
  JsonNode *node;
  JsonObject *object;
  JsonArray *problems;

  if (!options->json)
    {
      recto_cli_say (options->casebook, problem);
      return RECTO_CLI_NO;
    }
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  problems = json_array_new ();
  json_object_set_boolean_member (object, "intact", FALSE);
  json_object_set_boolean_member (object, "database_intact", FALSE);
  json_array_add_string_element (problems, problem);
  json_object_set_array_member (object, "problems", problems);
  json_node_take_object (node, object);
  recto_cli_print_json (node);
  return RECTO_CLI_NO;
}

static int
run (int argc, char **argv)
{
  g_auto (RectoCaseOptions) options = { 0 };
  g_autoptr (RectoCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (RectoVerification) verification = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  Pixels pixels = { 0 };
  gboolean intact;
  int status;

  if (!recto_cli_case_parse (&recto_cli_case_verify, NULL, &argc, &argv, &options, &status))
    return status;
  if (argc > 2)
    return recto_cli_usage (&recto_cli_case_verify, _("Name one case, or none for all."));
  casebook = recto_casebook_open (options.casebook, FALSE, &error);
  if (casebook == NULL)
    return g_error_matches (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_DAMAGED)
               ? answer_damaged (&options, error->message)
               : recto_cli_fail (options.casebook, error);
  if (argc == 2)
    {
      case_id = recto_casebook_resolve_case (casebook, argv[1], &error);
      if (case_id == NULL)
        return recto_cli_fail (options.casebook, error);
    }
  verification = recto_casebook_verify (casebook, case_id, NULL, &error);
  cases = verification != NULL ? recto_casebook_list_cases (casebook, &error) : NULL;
  if (cases == NULL)
    return recto_cli_fail (options.casebook, error);
  for (guint i = 0; i < cases->len; i++)
    {
      const RectoCase *record = cases->pdata[i];
      g_autoptr (GPtrArray) exposures = NULL;

      if (case_id != NULL && !g_str_equal (record->id, case_id))
        continue;
      exposures = recto_cli_case_list_exposures (casebook, record->id, &error);
      if (exposures == NULL)
        return recto_cli_fail (options.casebook, error);
      for (guint k = 0; k < exposures->len; k++)
        {
          recto_cli_progress (((RectoExposure *) exposures->pdata[k])->file_name, (double) k / exposures->len);
          check_exposure (casebook, exposures->pdata[k], verification, &pixels);
        }
    }
  recto_cli_progress (NULL, -1);
  intact = recto_verification_is_intact (verification) && pixels.n_pictures == pixels.n_pictures_same
           && pixels.n_recipes == pixels.n_recipes_run;

  if (options.json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();
      JsonArray *problems = json_array_new ();

      json_object_set_boolean_member (object, "intact", intact);
      json_object_set_int_member (object, "originals", verification->n_originals);
      json_object_set_int_member (object, "originals_intact", verification->n_originals_intact);
      json_object_set_int_member (object, "pictures", pixels.n_pictures);
      json_object_set_int_member (object, "pictures_identical", pixels.n_pictures_same);
      json_object_set_int_member (object, "recipes", pixels.n_recipes);
      json_object_set_int_member (object, "recipes_run", pixels.n_recipes_run);
      json_object_set_int_member (object, "events", verification->n_events);
      json_object_set_boolean_member (object, "chain_intact", verification->chain_intact);
      json_object_set_boolean_member (object, "rows_intact", verification->rows_intact);
      json_object_set_boolean_member (object, "database_intact", verification->database_intact);
      json_object_set_string_member (object, "head", verification->head);
      for (guint i = 0; i < verification->problems->len; i++)
        json_array_add_string_element (problems, verification->problems->pdata[i]);
      json_object_set_array_member (object, "problems", problems);
      json_node_take_object (node, object);
      recto_cli_print_json (node);
    }
  else
    {
      g_print (_("originals  %u of %u match\n"), verification->n_originals_intact, verification->n_originals);
      g_print (_("pictures   %u of %u decode to the same pixels\n"), pixels.n_pictures_same, pixels.n_pictures);
      g_print (_("recipes    %u of %u run\n"), pixels.n_recipes_run, pixels.n_recipes);
      g_print (_("events     %u, %s, head %s\n"), verification->n_events,
               verification->chain_intact ? _("chain intact") : _("chain broken"), verification->head);
      g_print (_("rows       %s\n"), verification->rows_intact ? _("as their events say") : _("differ from their events"));
      g_print (_("database   %s\n"), verification->database_intact ? _("sound") : _("damaged"));
      for (guint i = 0; i < verification->problems->len; i++)
        recto_cli_say (options.casebook, verification->problems->pdata[i]);
    }
  return intact ? RECTO_CLI_DONE : RECTO_CLI_NO;
}

const RectoCommand recto_cli_case_verify = {
  "case verify",
  "[CASE] --casebook DIR",
  N_("Checks originals, pixels, recipes, events and rows"),
  run,
};

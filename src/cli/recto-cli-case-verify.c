/* recto-cli-case-verify.c: is the case as it was recorded, and do its recipes and findings still give the same pixels?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-case.h"

#include "recto-record.h"

#include <glib/gi18n.h>

static void
progress_cb (const char *words, double fraction, gpointer user_data)
{
  recto_cli_progress (words, fraction);
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
  g_autoptr (RectoRecordPictures) pictures = NULL;
  RectoRecordCheck check = { 0 };
  const GOptionEntry entries[] = {
    RECTO_CLI_MAX_MEGAPIXELS,
    G_OPTION_ENTRY_NULL,
  };
  gboolean intact;
  int status;

  if (!recto_cli_case_parse (&recto_cli_case_verify, entries, &argc, &argv, &options, &status))
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
  pictures = recto_record_pictures_new (casebook, FALSE);
  for (guint i = 0; i < cases->len; i++)
    {
      const RectoCase *record = cases->pdata[i];

      if (case_id != NULL && !g_str_equal (record->id, case_id))
        continue;
      if (!recto_record_check_case (casebook, record->id, pictures, 0, verification, &check, progress_cb, NULL, NULL,
                                    &error))
        return recto_cli_fail (options.casebook, error);
    }
  recto_cli_progress (NULL, -1);
  intact = recto_verification_is_intact (verification) && recto_record_check_is_intact (&check);

  if (options.json)
    {
      JsonNode *node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();
      JsonArray *problems = json_array_new ();

      json_object_set_boolean_member (object, "intact", intact);
      json_object_set_int_member (object, "originals", verification->n_originals);
      json_object_set_int_member (object, "originals_intact", verification->n_originals_intact);
      json_object_set_int_member (object, "pictures", check.n_pictures);
      json_object_set_int_member (object, "pictures_identical", check.n_pictures_same);
      json_object_set_int_member (object, "recipes", check.n_recipes);
      json_object_set_int_member (object, "recipes_run", check.n_recipes_run);
      json_object_set_int_member (object, "recipes_recorded", check.n_recipes_recorded);
      json_object_set_int_member (object, "recipes_identical", check.n_recipes_same);
      json_object_set_int_member (object, "findings", check.n_findings);
      json_object_set_int_member (object, "findings_recorded", check.n_findings_recorded);
      json_object_set_int_member (object, "findings_identical", check.n_findings_same);
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
      g_print (_("pictures   %u of %u decode to the same pixels\n"), check.n_pictures_same, check.n_pictures);
      g_print (_("recipes    %u of %u run\n"), check.n_recipes_run, check.n_recipes);
      g_print (_("           identical %u of %u whose pixels were recorded\n"), check.n_recipes_same, check.n_recipes_recorded);
      g_print (_("findings   identical %u of %u whose pixels were recorded\n"), check.n_findings_same, check.n_findings_recorded);
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
  N_("Checks originals, pixels, recipes, findings, events and rows"),
  run,
};

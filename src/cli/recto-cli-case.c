/* recto-cli-case.c: finds the case command; new, list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-case.h"

#include "recto-vocabulary.h"

#include <glib/gi18n.h>
#include <stdio.h>

static const RectoCommand *const commands[] = {
  &recto_cli_case_new, &recto_cli_case_list,    &recto_cli_case_show,
  &recto_cli_case_add, &recto_cli_case_finding, &recto_cli_case_verify,
};

void
recto_case_options_clear (RectoCaseOptions *options)
{
  g_clear_pointer (&options->casebook, g_free);
  g_clear_pointer (&options->author, g_free);
}

const char *
recto_case_options_get_author (const RectoCaseOptions *options)
{
  return options->author != NULL ? options->author : g_get_user_name ();
}

gboolean
recto_cli_case_parse (const RectoCommand *command, const GOptionEntry *entries, int *argc, char ***argv,
                      RectoCaseOptions *options, int *status)
{
  g_autoptr (GArray) all = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));
  const GOptionEntry common[] = {
    { "casebook", 0, 0, G_OPTION_ARG_FILENAME, &options->casebook, N_("The casebook's folder"), "DIR" },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options->author, N_("Who does it (default: the login name)"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON"), NULL },
  };

  for (; entries != NULL && entries->long_name != NULL; entries++)
    g_array_append_val (all, *entries);
  g_array_append_vals (all, common, G_N_ELEMENTS (common));
  if (!recto_cli_parse (command, (const GOptionEntry *) all->data, argc, argv, status))
    return FALSE;
  if (options->casebook == NULL)
    options->casebook = recto_casebook_dup_default_path ();
  return TRUE;
}

RectoCasebook *
recto_cli_case_open (const RectoCaseOptions *options, gboolean create)
{
  g_autoptr (GError) error = NULL;
  RectoCasebook *casebook = recto_casebook_open (options->casebook, create, &error);

  if (casebook == NULL)
    recto_cli_fail (options->casebook, error);
  return casebook;
}

void
recto_cli_case_print_id (const RectoCaseOptions *options, const char *name, const char *id)
{
  JsonNode *node;
  JsonObject *object;

  if (!options->json)
    {
      g_print ("%s\n", id);
      return;
    }
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_object_set_string_member (object, name, id);
  json_node_take_object (node, object);
  recto_cli_print_json (node);
}

/* ----- new ----- */

static int
run_new (int argc, char **argv)
{
  g_auto (RectoCaseOptions) options = { 0 };
  g_autofree char *reference = NULL;
  g_autofree char *title = NULL;
  const GOptionEntry entries[] = {
    { "reference", 0, 0, G_OPTION_ARG_STRING, &reference, N_("The case's number (default: the next of this year)"), "TEXT" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_("A few words on the document"), "TEXT" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RectoCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  int status;

  if (!recto_cli_case_parse (&recto_cli_case_new, entries, &argc, &argv, &options, &status))
    return status;
  if (argc > 1)
    return recto_cli_usage (&recto_cli_case_new, _("This command takes only options."));
  casebook = recto_cli_case_open (&options, TRUE);
  if (casebook == NULL)
    return RECTO_CLI_FAILED;
  id = recto_casebook_create_case (casebook, recto_case_options_get_author (&options), reference, title, &error);
  if (id == NULL)
    return recto_cli_fail (options.casebook, error);
  recto_cli_case_print_id (&options, "case", id);
  return RECTO_CLI_DONE;
}

const RectoCommand recto_cli_case_new = {
  "case new",
  "--casebook DIR",
  N_("Begins a case and prints its id; the casebook is made when it is not there"),
  run_new,
};

/* ----- list ----- */

static int
run_list (int argc, char **argv)
{
  g_auto (RectoCaseOptions) options = { 0 };
  g_autoptr (RectoCasebook) casebook = NULL;
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *list;
  int status;

  if (!recto_cli_case_parse (&recto_cli_case_list, NULL, &argc, &argv, &options, &status))
    return status;
  if (argc > 1)
    return recto_cli_usage (&recto_cli_case_list, _("This command takes only options."));
  casebook = recto_cli_case_open (&options, FALSE);
  if (casebook == NULL)
    return RECTO_CLI_FAILED;
  cases = recto_casebook_list_cases (casebook, &error);
  if (cases == NULL)
    return recto_cli_fail (options.casebook, error);
  list = json_array_new ();
  for (guint i = 0; i < cases->len; i++)
    {
      const RectoCase *record = cases->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "case", record->id);
      json_object_set_string_member (object, "reference", record->reference);
      if (record->title != NULL)
        json_object_set_string_member (object, "title", record->title);
      else
        json_object_set_null_member (object, "title");
      json_object_set_string_member (object, "state", record->state);
      json_object_set_string_member (object, "changed", record->changed);
      json_object_set_string_member (object, "author", record->author);
      json_object_set_int_member (object, "exposures", record->n_exposures);
      json_object_set_int_member (object, "findings", record->n_findings);
      json_array_add_object_element (list, object);
      if (!options.json)
        {
          const RectoTerm *term = recto_vocabulary_find (recto_vocabulary_states (), record->state);
          g_autofree char *reference = recto_cli_dup_padded (record->reference, 12);
          g_autofree char *state = recto_cli_dup_padded (term != NULL ? _(term->label) : record->state, 10);

          g_print ("%s  %s %s %s\n", record->id, reference, state, record->title != NULL ? record->title : "");
        }
    }
  if (options.json)
    recto_cli_print_json (json_node_init_array (json_node_alloc (), list));
  json_array_unref (list);
  return RECTO_CLI_DONE;
}

const RectoCommand recto_cli_case_list = {
  "case list",
  "--casebook DIR",
  N_("Lists the cases, last changed first"),
  run_list,
};

/* ----- dispatch ----- */

static void
print_help (FILE *out)
{
  fprintf (out, "%s", _("Usage: recto-cli case COMMAND --casebook DIR …\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (out, "  %-14s %s\n", commands[i]->name, _(commands[i]->summary));
}

static int
run (int argc, char **argv)
{
  if (argc >= 2)
    {
      g_autofree char *name = g_strconcat ("case ", argv[1], NULL);
      g_autofree char *message = NULL;

      if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
        {
          print_help (stdout);
          return RECTO_CLI_DONE;
        }
      for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
        if (g_str_equal (commands[i]->name, name))
          return commands[i]->run (argc - 1, argv + 1);
      message = g_strdup_printf (_("There is no case command “%s”. recto-cli case --help lists them."), argv[1]);
      recto_cli_say (NULL, message);
      return RECTO_CLI_USAGE;
    }
  print_help (stderr);
  return RECTO_CLI_USAGE;
}

const RectoCommand recto_cli_case = {
  "case",
  "new|list|show|add|finding|verify …",
  N_("Keeps cases: exposures, findings, verification"),
  run,
};

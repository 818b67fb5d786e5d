/* recto-cli-operations.c: lists the operations from their descriptors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli.h"

#include "recto-operation.h"

#include <glib/gi18n.h>

static const char *
type_name (RectoParamType type)
{
  switch (type)
    {
    case RECTO_PARAM_INT:
      return "integer";
    case RECTO_PARAM_BOOLEAN:
      return "boolean";
    case RECTO_PARAM_CHOICE:
      return "choice";
    case RECTO_PARAM_DOUBLE:
    default:
      return "number";
    }
}

static JsonObject *
param_to_json (const RectoParam *param)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", param->name);
  json_object_set_string_member (object, "label", _(param->label));
  json_object_set_string_member (object, "help", _(param->help));
  json_object_set_string_member (object, "type", type_name (param->type));
  json_object_set_string_member (object, "unit", param->unit);
  if (param->type == RECTO_PARAM_CHOICE)
    {
      JsonArray *choices = json_array_new ();

      for (int i = 0; param->choices[i].id != NULL; i++)
        json_array_add_string_element (choices, param->choices[i].id);
      json_object_set_array_member (object, "choices", choices);
      json_object_set_string_member (object, "default", param->choices[(int) param->default_value].id);
    }
  else if (param->type == RECTO_PARAM_BOOLEAN)
    json_object_set_boolean_member (object, "default", param->default_value != 0);
  else
    {
      JsonArray *range = json_array_new ();

      json_array_add_double_element (range, param->minimum);
      json_array_add_double_element (range, param->maximum);
      json_object_set_array_member (object, "range", range);
      json_object_set_double_member (object, "default", param->default_value);
    }
  return object;
}

static JsonNode *
to_json (void)
{
  JsonArray *list = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (const RectoOperation *const *operation = recto_operation_list (); *operation != NULL; operation++)
    {
      JsonObject *object = json_object_new ();
      JsonArray *params = json_array_new ();

      json_object_set_string_member (object, "op", (*operation)->name);
      json_object_set_int_member (object, "version", (*operation)->version);
      json_object_set_string_member (object, "label", _((*operation)->label));
      json_object_set_string_member (object, "help", _((*operation)->help));
      for (guint i = 0; i < (*operation)->n_params; i++)
        json_array_add_object_element (params, param_to_json (&(*operation)->params[i]));
      json_object_set_array_member (object, "params", params);
      json_array_add_object_element (list, object);
    }
  json_node_take_array (node, list);
  return node;
}

static void
print_words (void)
{
  for (const RectoOperation *const *operation = recto_operation_list (); *operation != NULL; operation++)
    {
      g_print ("%s %u — %s\n    %s\n", (*operation)->name, (*operation)->version, _((*operation)->label),
               _((*operation)->help));
      for (guint i = 0; i < (*operation)->n_params; i++)
        {
          const RectoParam *param = &(*operation)->params[i];

          if (param->type == RECTO_PARAM_CHOICE)
            {
              g_print ("    %-12s ", param->name);
              for (int k = 0; param->choices[k].id != NULL; k++)
                g_print ("%s%s", k > 0 ? " | " : "", param->choices[k].id);
              g_print (_(", default %s\n"), param->choices[(int) param->default_value].id);
            }
          else
            g_print (_("    %-12s %g to %g, default %g %s\n"), param->name, param->minimum, param->maximum,
                     param->default_value, param->unit);
        }
    }
}

static int
run (int argc, char **argv)
{
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  int status = RECTO_CLI_DONE;

  if (!recto_cli_parse (&recto_cli_operations, entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    return recto_cli_usage (&recto_cli_operations, _("This command takes no arguments."));
  if (as_json)
    recto_cli_print_json (to_json ());
  else
    print_words ();
  return RECTO_CLI_DONE;
}

const RectoCommand recto_cli_operations = {
  "operations",
  "",
  N_("Lists the operations that recipes are made of"),
  run,
};

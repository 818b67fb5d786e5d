/* recto-cli-case-show.c: everything in a case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli-case.h"

#include "recto-light.h"
#include "recto-metadata-json.h"
#include "recto-vocabulary.h"

#include <glib/gi18n.h>

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* A column that holds JSON is shown as what it holds. */
static void
set_json (JsonObject *object, const char *name, const char *text)
{
  JsonNode *node = text != NULL ? json_from_string (text, NULL) : NULL;

  json_object_set_member (object, name, node != NULL ? node : json_node_new (JSON_NODE_NULL));
}

/* What was stored, put into words. */
static void
set_metadata (JsonObject *object, const char *text)
{
  g_autoptr (RectoMetadata) metadata = text != NULL ? recto_metadata_new_from_text (text, NULL) : NULL;

  if (metadata != NULL)
    json_object_set_member (object, "metadata", recto_metadata_to_worded_json (metadata));
  else
    json_object_set_null_member (object, "metadata");
}

static void
print_doubts (const char *text)
{
  g_autoptr (RectoMetadata) metadata = text != NULL ? recto_metadata_new_from_text (text, NULL) : NULL;

  for (guint i = 0; metadata != NULL && i < recto_metadata_get_n_doubts (metadata); i++)
    {
      const RectoDoubt *doubt = recto_metadata_get_doubt (metadata, i);
      g_autofree char *words = recto_doubt_dup_text (doubt);

      g_print ("      %s %s\n", doubt->severity == RECTO_DOUBT_WARNING ? "!" : "·", words);
    }
}

static JsonObject *
exposure_to_json (const RectoExposure *exposure)
{
  JsonObject *object = json_object_new ();

  set_text (object, "exposure", exposure->id);
  json_object_set_boolean_member (object, "reference", exposure->is_reference);
  set_text (object, "light", exposure->light);
  set_text (object, "file_name", exposure->file_name);
  set_text (object, "sha256", exposure->sha256);
  set_text (object, "pixel_sha256", exposure->pixel_sha256);
  json_object_set_int_member (object, "bytes", exposure->n_bytes);
  json_object_set_int_member (object, "frame", exposure->frame);
  set_text (object, "format", exposure->format);
  json_object_set_int_member (object, "width", exposure->width);
  json_object_set_int_member (object, "height", exposure->height);
  json_object_set_int_member (object, "channels", exposure->channels);
  json_object_set_int_member (object, "depth", exposure->depth);
  if (exposure->dpi_x > 0)
    {
      JsonArray *dpi = json_array_new ();

      json_array_add_double_element (dpi, exposure->dpi_x);
      json_array_add_double_element (dpi, exposure->dpi_y);
      json_object_set_array_member (object, "dpi", dpi);
    }
  else
    json_object_set_null_member (object, "dpi");
  json_object_set_int_member (object, "orientation", exposure->orientation);
  set_text (object, "icc", exposure->icc_name);
  set_text (object, "decoder", exposure->decoder);
  set_json (object, "warnings", exposure->warnings);
  set_metadata (object, exposure->metadata);
  set_json (object, "recipe", exposure->recipe);
  set_json (object, "registration", exposure->registration);
  set_text (object, "imported", exposure->imported);
  set_text (object, "author", exposure->author);
  set_text (object, "withdrawn", exposure->withdrawn);
  return object;
}

static JsonObject *
finding_to_json (const RectoFinding *finding)
{
  JsonObject *object = json_object_new ();
  JsonArray *methods = json_array_new ();
  g_auto (GStrv) codes = g_strsplit (finding->methods != NULL ? finding->methods : "", ",", -1);

  set_text (object, "finding", finding->id);
  json_object_set_int_member (object, "number", finding->number);
  set_text (object, "page", finding->page_id);
  set_text (object, "exposure", finding->exposure_id);
  set_text (object, "light", finding->light);
  set_json (object, "shape", finding->shape);
  set_text (object, "feature", finding->feature);
  set_text (object, "result", finding->result);
  for (guint i = 0; codes[i] != NULL; i++)
    json_array_add_string_element (methods, codes[i]);
  json_object_set_array_member (object, "methods", methods);
  set_text (object, "text", finding->text);
  set_json (object, "scene", finding->scene);
  set_json (object, "viewport", finding->viewport);
  set_text (object, "author", finding->author);
  set_text (object, "created", finding->created);
  set_text (object, "changed", finding->changed);
  json_object_set_boolean_member (object, "locked", finding->locked);
  set_text (object, "withdrawn", finding->withdrawn);
  set_text (object, "withdrawn_reason", finding->withdrawn_reason);
  return object;
}

static const char *
word (const RectoTerm *list, const char *id)
{
  const RectoTerm *term = recto_vocabulary_find (list, id);

  return term != NULL ? _(term->label) : id != NULL ? id : "";
}

static void
print_words (const RectoCase *record, GPtrArray *pages, GPtrArray *exposures, GPtrArray *findings)
{
  g_print (_("Case %s (%s)\n"), record->reference, word (recto_vocabulary_states (), record->state));
  if (record->title != NULL)
    g_print ("  %s\n", record->title);
  g_print (_("  id %s\n  begun %s by %s, changed %s\n"), record->id, record->created, record->author,
           record->changed);
  for (guint i = 0; i < pages->len; i++)
    {
      const RectoPage *page = pages->pdata[i];

      g_print ("\n%s%s%s\n", word (recto_vocabulary_page_roles (), page->role), page->label != NULL ? " · " : "",
               page->label != NULL ? page->label : "");
      for (guint k = 0; k < exposures->len; k++)
        {
          const RectoExposure *exposure = exposures->pdata[k];
          const RectoLight *light = recto_light_find (exposure->light);

          if (g_str_equal (exposure->page_id, page->id))
            {
              g_autofree char *label
                  = recto_cli_dup_padded (light != NULL ? _(light->label) : exposure->light, 12);

              g_autofree char *marks = g_strconcat (exposure->is_reference ? _(" (reference)") : "",
                                                    exposure->withdrawn != NULL ? _(" (withdrawn)") : "", NULL);

              g_print (_("  %s %s, %d × %d, %s%s\n"), label, exposure->file_name, exposure->width,
                       exposure->height, exposure->id, marks);
              print_doubts (exposure->metadata);
            }
        }
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const RectoFinding *finding = findings->pdata[i];
      g_auto (GStrv) codes = g_strsplit (finding->methods != NULL ? finding->methods : "", ",", -1);

      g_print ("\n%d. %s — %s%s\n", finding->number, word (recto_vocabulary_features (), finding->feature),
               word (recto_vocabulary_results (), finding->result),
               finding->withdrawn != NULL ? _(" (withdrawn)") : "");
      for (guint k = 0; codes[k] != NULL; k++)
        g_print ("   %s\n", word (recto_vocabulary_methods (), codes[k]));
      if (finding->text != NULL && *finding->text != '\0')
        g_print ("   %s\n", finding->text);
      if (finding->withdrawn_reason != NULL)
        g_print (_("   withdrawn because: %s\n"), finding->withdrawn_reason);
      g_print (_("   %s, %s, id %s\n"), finding->author, finding->created, finding->id);
    }
}

static int
run (int argc, char **argv)
{
  g_auto (RectoCaseOptions) options = { 0 };
  g_autoptr (RectoCasebook) casebook = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = NULL;
  g_autoptr (RectoCase) record = NULL;
  g_autoptr (GPtrArray) pages = NULL;
  g_autoptr (GPtrArray) exposures = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  JsonNode *node;
  JsonObject *root;
  JsonArray *page_list, *finding_list;
  int status;

  if (!recto_cli_case_parse (&recto_cli_case_show, NULL, &argc, &argv, &options, &status))
    return status;
  if (argc != 2)
    return recto_cli_usage (&recto_cli_case_show, _("Name one case."));
  casebook = recto_cli_case_open (&options, FALSE);
  if (casebook == NULL)
    return RECTO_CLI_FAILED;
  case_id = recto_casebook_resolve_case (casebook, argv[1], &error);
  record = case_id != NULL ? recto_casebook_get_case (casebook, case_id, &error) : NULL;
  pages = record != NULL ? recto_casebook_list_pages (casebook, case_id, &error) : NULL;
  exposures = pages != NULL ? recto_casebook_list_all_exposures (casebook, case_id, &error) : NULL;
  findings = exposures != NULL ? recto_casebook_list_findings (casebook, case_id, TRUE, &error) : NULL;
  if (findings == NULL)
    return recto_cli_fail (options.casebook, error);
  if (!options.json)
    {
      print_words (record, pages, exposures, findings);
      return RECTO_CLI_DONE;
    }

  root = json_object_new ();
  set_text (root, "case", record->id);
  set_text (root, "reference", record->reference);
  set_text (root, "title", record->title);
  set_text (root, "state", record->state);
  set_text (root, "created", record->created);
  set_text (root, "changed", record->changed);
  set_text (root, "author", record->author);
  set_text (root, "withdrawn", record->withdrawn);
  page_list = json_array_new ();
  for (guint i = 0; i < pages->len; i++)
    {
      const RectoPage *page = pages->pdata[i];
      JsonObject *object = json_object_new ();
      JsonArray *list = json_array_new ();

      set_text (object, "page", page->id);
      set_text (object, "role", page->role);
      set_text (object, "label", page->label);
      set_json (object, "calibration", page->calibration);
      for (guint k = 0; k < exposures->len; k++)
        if (g_str_equal (((RectoExposure *) exposures->pdata[k])->page_id, page->id))
          json_array_add_object_element (list, exposure_to_json (exposures->pdata[k]));
      json_object_set_array_member (object, "exposures", list);
      json_array_add_object_element (page_list, object);
    }
  json_object_set_array_member (root, "pages", page_list);
  finding_list = json_array_new ();
  for (guint i = 0; i < findings->len; i++)
    json_array_add_object_element (finding_list, finding_to_json (findings->pdata[i]));
  json_object_set_array_member (root, "findings", finding_list);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, root);
  recto_cli_print_json (node);
  return RECTO_CLI_DONE;
}

const RectoCommand recto_cli_case_show = {
  "case show",
  "CASE --casebook DIR",
  N_("Shows everything in a case, texts included"),
  run,
};

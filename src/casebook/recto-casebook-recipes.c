/* recto-casebook-recipes.c: recipes, and the hashes of what they gave
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-casebook-private.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *author;
  const char *const *pairs;
  const char *id;
  const char *seen[2];
  const char *output;
  char *case_id;
} Request;

static void
replace (char **place, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*place);
  *place = copy;
}

static gboolean
set_recipes (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;

  for (guint i = 0; request->pairs[i] != NULL; i += 2)
    {
      g_autoptr (RectoExposure) before = recto_store_get (store, &recto_table_exposures, request->pairs[i], error);
      g_autoptr (RectoExposure) after = NULL;

      if (before == NULL)
        return FALSE;
      if (request->case_id == NULL)
        request->case_id = g_strdup (before->case_id);
      else if (!g_str_equal (request->case_id, before->case_id))
        {
          g_set_error_literal (error, RECTO_CASEBOOK_ERROR, RECTO_CASEBOOK_ERROR_INVALID,
                               _("Exposures whose recipes are set together must belong to the same case."));
          return FALSE;
        }
      if (g_str_equal (before->recipe, request->pairs[i + 1]))
        continue;
      after = recto_exposure_copy (before);
      replace (&after->recipe, request->pairs[i + 1]);
      /* It was the other recipe's. */
      replace (&after->output_sha256, NULL);
      if (!recto_store_update (store, &recto_table_exposures, before, after, request->author, "RECIPE_SET",
                               before->case_id, NULL, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
recto_casebook_set_exposure_recipes (RectoCasebook *self, const char *author, const char *const *ids_and_recipes,
                                     GError **error)
{
  Request request = { .author = author, .pairs = ids_and_recipes };
  gboolean done;

  g_return_val_if_fail (g_strv_length ((char **) ids_and_recipes) % 2 == 0, FALSE);

  done = recto_casebook_run_edit (self, set_recipes, &request, (const char *const *) &request.case_id, error);
  g_free (request.case_id);
  return done;
}

gboolean
recto_casebook_set_exposure_recipe (RectoCasebook *self, const char *author, const char *exposure_id,
                                    const char *recipe, GError **error)
{
  const char *const pair[] = { exposure_id, recipe != NULL ? recipe : RECTO_EMPTY_RECIPE, NULL };

  return recto_casebook_set_exposure_recipes (self, author, pair, error);
}

static gboolean
set_exposure_output (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoExposure) before = recto_store_get (store, &recto_table_exposures, request->id, error);
  g_autoptr (RectoExposure) after = NULL;

  if (before == NULL)
    return FALSE;
  /* Computing takes its time; what is stored meanwhile is another recipe's. */
  if (!g_str_equal (before->recipe, request->seen[0]))
    return TRUE;
  after = recto_exposure_copy (before);
  replace (&after->output_sha256, request->output);
  request->case_id = g_strdup (before->case_id);
  return recto_store_update (store, &recto_table_exposures, before, after, request->author, "OUTPUT_SET",
                             before->case_id, NULL, error);
}

gboolean
recto_casebook_set_exposure_output (RectoCasebook *self, const char *author, const char *exposure_id,
                                    const char *recipe, const char *output_sha256, GError **error)
{
  Request request = { .author = author, .id = exposure_id, .seen = { recipe }, .output = output_sha256 };
  gboolean done = recto_casebook_run_edit (self, set_exposure_output, &request,
                                           (const char *const *) &request.case_id, error);

  g_free (request.case_id);
  return done;
}

static gboolean
set_finding_output (RectoStore *store, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (RectoFinding) before = recto_store_get (store, &recto_table_findings, request->id, error);
  g_autoptr (RectoFinding) after = NULL;

  if (before == NULL)
    return FALSE;
  if (g_strcmp0 (before->scene, request->seen[0]) != 0 || g_strcmp0 (before->viewport, request->seen[1]) != 0)
    return TRUE;
  after = recto_finding_copy (before);
  replace (&after->output_sha256, request->output);
  request->case_id = g_strdup (before->case_id);
  return recto_store_update (store, &recto_table_findings, before, after, request->author, "OUTPUT_SET",
                             before->case_id, NULL, error);
}

gboolean
recto_casebook_set_finding_output (RectoCasebook *self, const char *author, const char *finding_id, const char *scene,
                                   const char *viewport, const char *output_sha256, GError **error)
{
  Request request
      = { .author = author, .id = finding_id, .seen = { scene, viewport }, .output = output_sha256 };
  gboolean done = recto_casebook_run_edit (self, set_finding_output, &request,
                                           (const char *const *) &request.case_id, error);

  g_free (request.case_id);
  return done;
}

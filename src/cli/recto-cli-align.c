/* recto-cli-align.c: recto-cli align REFERENCE MOVING
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli.h"
#include "recto-image-load.h"
#include "recto-registration.h"

#include <glib/gi18n.h>
#include <math.h>

static RectoRegistration *
load_start (const char *path, GError **error)
{
  g_autoptr (RectoRegistration) start = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  start = recto_registration_new_from_text (text, error);
  if (start != NULL
      && recto_registration_get_status (start) == RECTO_REGISTRATION_NOT_ALIGNED)
    {
      g_set_error_literal (error, RECTO_ANALYSIS_ERROR, RECTO_ANALYSIS_ERROR_INVALID,
                           _("The registration has the status not-aligned and is no position to start from."));
      return NULL;
    }
  return g_steal_pointer (&start);
}

static void
print_words (const RectoRegistration *found)
{
  const double *m = recto_registration_get_transform (found)->m;

  if (recto_registration_get_status (found) == RECTO_REGISTRATION_NOT_ALIGNED)
    {
      g_print (_("Not aligned. %s\n"), recto_registration_get_reason (found));
      return;
    }
  g_print (_("Aligned (%s): %u blocks agree.\n"),
           recto_model_to_string (recto_registration_get_model (found)),
           recto_registration_get_n_agreeing (found));
  g_print (_("Error at %u held-out blocks: RMS %.2f px, maximum %.2f px"),
           recto_registration_get_n_held_out (found), recto_registration_get_rms_px (found),
           recto_registration_get_max_px (found));
  if (recto_registration_get_rms_mm (found) >= 0)
    g_print (_(" (RMS %.3f mm)"), recto_registration_get_rms_mm (found));
  g_print ("\n");
  g_print (_("Turned by %.3f°, scaled by %.5f.\nTransform, MOVING to REFERENCE:\n"),
           atan2 (m[3], m[0]) * 180 / G_PI, sqrt (fabs (m[0] * m[4] - m[1] * m[3])));
  for (guint i = 0; i < 9; i += 3)
    {
      char a[3][G_ASCII_DTOSTR_BUF_SIZE];

      for (guint k = 0; k < 3; k++)
        g_ascii_formatd (a[k], sizeof a[k], "%.9g", m[i + k]);
      g_print ("  %16s %16s %16s\n", a[0], a[1], a[2]);
    }
}

static int
run (int argc, char **argv)
{
  gboolean json = FALSE;
  g_autofree char *initial = NULL;
  const GOptionEntry entries[] = {
    { "initial", 0, 0, G_OPTION_ARG_FILENAME, &initial,
      N_("Start from this transform (nine numbers, or what align --json printed) and refine it"),
      N_("TRANSFORM.json") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON value"), NULL },
    RECTO_CLI_MAX_MEGAPIXELS,
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (RectoImage) reference = NULL;
  g_autoptr (RectoImage) moving = NULL;
  g_autoptr (RectoRegistration) start = NULL;
  g_autoptr (RectoRegistration) found = NULL;
  g_autoptr (GError) error = NULL;
  double dpi, dpi_y;
  int status;

  if (!recto_cli_parse (&recto_cli_align, entries, &argc, &argv, &status))
    return status;
  if (argc != 3)
    return recto_cli_usage (&recto_cli_align, _("Two pictures are needed: the reference and the one to be aligned to it."));

  if (initial != NULL && (start = load_start (initial, &error)) == NULL)
    return recto_cli_fail (initial, error);
  reference = recto_image_load_file (argv[1], NULL, NULL, &error);
  if (reference == NULL)
    return recto_cli_fail (argv[1], error);
  moving = recto_image_load_file (argv[2], NULL, NULL, &error);
  if (moving == NULL)
    return recto_cli_fail (argv[2], error);
  if (!recto_image_get_dpi (reference, &dpi, &dpi_y))
    dpi = 0;

  found = recto_register_images (reference, moving, dpi,
                                 start != NULL ? recto_registration_get_transform (start) : NULL,
                                 NULL, &error);
  if (found == NULL)
    return recto_cli_fail (argv[2], error);
  if (json)
    recto_cli_print_json (recto_registration_to_json (found));
  else
    print_words (found);
  return recto_registration_get_status (found) == RECTO_REGISTRATION_NOT_ALIGNED ? RECTO_CLI_NO
                                                                                 : RECTO_CLI_DONE;
}

const RectoCommand recto_cli_align = {
  "align",
  N_("REFERENCE MOVING"),
  N_("Find how one picture of a page lies on another, with the error"),
  run,
};

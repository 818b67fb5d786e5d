/* recto-specimen-truth.c: what was planted, and the files of a specimen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-specimen-private.h"

#include "recto-image-save.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static const char *const light_names[] = { "white", "uv365", "ir" };

/* The codes are those of the casebook's vocabularies: features and methods. */
static const struct
{
  RectoForgery forgery;
  const char *kind;
  const char *feature;
  const char *method;
  guint lights; /* bits by RectoSpecimenLight */
  const char *words;
} deviations[] = {
  { RECTO_FORGERY_PHOTO, "photo", "R16", "M10", 7,
    "The portrait was replaced: the pattern stops at its edge, its paper glows under UV, and in infrared it keeps "
    "the contrast that the page's own inks lose." },
  { RECTO_FORGERY_PAPER, "paper", "S09", "M02", 2,
    "The paper is bright under UV; genuine paper is dull." },
  { RECTO_FORGERY_DIGIT, "digit", "P13", "M20", 7,
    "A digit of the printed number was erased mechanically and overwritten: the surface glows under UV and infrared "
    "shows the digit that was there." },
  { RECTO_FORGERY_MRZ, "mrz", "X01", "M23", 7,
    "The year of expiry in the MRZ was altered; its check digit and the composite check digit do not agree." },
  { RECTO_FORGERY_FIBRES, "fibres", "S07", "M02", 2,
    "The fluorescent fibres of genuine paper are missing." },
};

static RectoArea
deviation_area (const RectoHolder *holder, RectoForgery forgery)
{
  switch ((guint) forgery)
    {
    case RECTO_FORGERY_PHOTO:
      return (RectoArea){ recto_photo_area.x - 0.3, recto_photo_area.y - 0.3,
                          recto_photo_area.width + 0.6, recto_photo_area.height + 0.6 };
    case RECTO_FORGERY_DIGIT:
      return recto_area_of_digit (holder);
    case RECTO_FORGERY_MRZ:
      return (RectoArea){ recto_mrz_column_x ((guint) holder->changed_mrz), recto_mrz_line_y (1) - 3.1,
                          RECTO_MRZ_PITCH, 3.7 };
    default:
      return (RectoArea){ 0, 0, RECTO_PAGE_WIDTH, RECTO_PAGE_HEIGHT };
    }
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_number (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (value == floor (value) && fabs (value) < 1e15)
    json_builder_add_int_value (builder, (gint64) value);
  else
    json_builder_add_double_value (builder, value);
}

static void
add_options (JsonBuilder *builder, const RectoSpecimenOptions *options)
{
  json_builder_set_member_name (builder, "options");
  json_builder_begin_object (builder);
  add_number (builder, "dpi", options->dpi);
  add_number (builder, "seed", options->seed);
  json_builder_set_member_name (builder, "forgery");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (deviations); i++)
    if (options->forgery & deviations[i].forgery)
      json_builder_add_string_value (builder, deviations[i].kind);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "displaced");
  json_builder_add_boolean_value (builder, options->displaced);
  add_number (builder, "max_rotation", options->max_rotation);
  add_number (builder, "max_scale", options->max_scale);
  add_number (builder, "max_shift", options->max_shift);
  add_number (builder, "noise", options->noise);
  json_builder_end_object (builder);
}

static void
add_document (JsonBuilder *builder, const RectoHolder *holder)
{
  const char sex[] = { holder->sex, '\0' };

  json_builder_set_member_name (builder, "document");
  json_builder_begin_object (builder);
  add_member (builder, "type", "P");
  add_member (builder, "state", "UTO");
  add_member (builder, "number", holder->number);
  add_member (builder, "printed_number", holder->printed_number);
  add_member (builder, "surname", holder->surname);
  add_member (builder, "given_names", holder->given);
  add_member (builder, "nationality", "UTOPIAN");
  add_member (builder, "birth", holder->birth_iso);
  add_member (builder, "sex", sex);
  add_member (builder, "place_of_birth", holder->place);
  add_member (builder, "issue", holder->issue_iso);
  add_member (builder, "expiry", holder->expiry_iso);
  add_member (builder, "authority", "MIN. INT. 04");
  json_builder_end_object (builder);
}

static void
add_planted (JsonBuilder *builder, const RectoSpecimenOptions *options, const RectoHolder *holder)
{
  double per_mm = options->dpi / 25.4;
  guint width, height;

  recto_specimen_size (options, &width, &height);
  json_builder_set_member_name (builder, "planted");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (deviations); i++)
    {
      RectoArea area;
      int x0, y0, x1, y1;

      if (!(options->forgery & deviations[i].forgery))
        continue;
      area = deviation_area (holder, deviations[i].forgery);
      x0 = MAX (0, (int) floor (area.x * per_mm));
      y0 = MAX (0, (int) floor (area.y * per_mm));
      x1 = MIN ((int) width, (int) ceil ((area.x + area.width) * per_mm));
      y1 = MIN ((int) height, (int) ceil ((area.y + area.height) * per_mm));
      json_builder_begin_object (builder);
      add_member (builder, "kind", deviations[i].kind);
      json_builder_set_member_name (builder, "box");
      json_builder_begin_array (builder);
      json_builder_add_int_value (builder, x0);
      json_builder_add_int_value (builder, y0);
      json_builder_add_int_value (builder, x1 - x0);
      json_builder_add_int_value (builder, y1 - y0);
      json_builder_end_array (builder);
      add_member (builder, "feature", deviations[i].feature);
      add_member (builder, "method", deviations[i].method);
      json_builder_set_member_name (builder, "lights");
      json_builder_begin_array (builder);
      for (guint k = 0; k < G_N_ELEMENTS (light_names); k++)
        if (deviations[i].lights & (1u << k))
          json_builder_add_string_value (builder, light_names[k]);
      json_builder_end_array (builder);
      add_member (builder, "words", deviations[i].words);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

char *
recto_specimen_dup_truth (const RectoSpecimenOptions *options)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  RectoHolder holder;
  guint width, height;

  recto_holder_init (&holder, options);
  recto_specimen_size (options, &width, &height);
  json_builder_begin_object (builder);
  add_number (builder, "recto-specimen", 1);
  add_options (builder, options);
  add_number (builder, "width", width);
  add_number (builder, "height", height);
  add_document (builder, &holder);
  json_builder_set_member_name (builder, "mrz");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, holder.mrz[0]);
  json_builder_add_string_value (builder, holder.mrz[1]);
  json_builder_end_array (builder);
  /* From each picture's pixels to those of the white one. */
  json_builder_set_member_name (builder, "transforms");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (light_names); i++)
    {
      RectoMatrix3 transform;

      recto_specimen_transform (options, (RectoSpecimenLight) i, &transform);
      json_builder_set_member_name (builder, light_names[i]);
      json_builder_begin_array (builder);
      for (guint k = 0; k < 9; k++)
        json_builder_add_double_value (builder, transform.m[k]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  add_planted (builder, options, &holder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

static gboolean
make_directory (const char *directory, GError **error)
{
  if (g_mkdir_with_parents (directory, 0777) == 0)
    return TRUE;
  g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
               _("The folder cannot be made: %s. Choose another place."), g_strerror (errno));
  return FALSE;
}

gboolean
recto_specimen_write (const RectoSpecimenOptions *options, const char *directory, gboolean replace,
                      GError **error)
{
  g_autofree char *truth_path = g_build_filename (directory, "truth.json", NULL);
  g_autofree char *truth = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (truth_path);
  char *paths[G_N_ELEMENTS (light_names)];
  gboolean done = TRUE;
  guint written = 0;

  if (!recto_specimen_check (options, error) || !make_directory (directory, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (light_names); i++)
    {
      g_autofree char *name = g_strdup_printf ("page-%s.png", light_names[i]);

      paths[i] = g_build_filename (directory, name, NULL);
    }

  /* Nothing is drawn when a file would be in the way. */
  for (guint i = 0; i <= G_N_ELEMENTS (light_names) && done && !replace; i++)
    {
      const char *path = i < G_N_ELEMENTS (light_names) ? paths[i] : truth_path;

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        {
          g_autofree char *base = g_path_get_basename (path);

          g_set_error (error, RECTO_IMAGE_ERROR, RECTO_IMAGE_ERROR_FAILED,
                       _("The folder already holds %s. Choose another folder, or replace the files."), base);
          done = FALSE;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (light_names) && done; i++)
    {
      g_autoptr (RectoImage) image = recto_specimen_draw (options, (RectoSpecimenLight) i, NULL, error);

      done = image != NULL && recto_image_save (image, paths[i], replace, error);
      if (done)
        written++;
    }
  if (done)
    {
      truth = recto_specimen_dup_truth (options);
      text = g_strconcat (truth, "\n", NULL);
      done = g_file_replace_contents (file, text, strlen (text), NULL, FALSE,
                                      G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error);
    }
  /* Half a specimen helps nobody. */
  if (!done && !replace)
    for (guint i = 0; i < written; i++)
      g_unlink (paths[i]);
  for (guint i = 0; i < G_N_ELEMENTS (light_names); i++)
    g_free (paths[i]);
  return done;
}

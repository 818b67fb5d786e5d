/* recto-record-check.c: are the pixels, and what was made of them, still what was recorded?
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-record.h"

#include <glib/gi18n.h>

typedef struct
{
  RectoRecordPictures *pictures;
  RectoVerification *verification;
  RectoRecordCheck *check;
  GPtrArray *exposures;
  guint n_threads;
  GCancellable *cancellable;
} Work;

gboolean
recto_record_check_is_intact (const RectoRecordCheck *self)
{
  return self->n_pictures_same == self->n_pictures && self->n_recipes_run == self->n_recipes
         && self->n_recipes_same == self->n_recipes_recorded && self->n_findings_same == self->n_findings_recorded;
}

static void G_GNUC_PRINTF (2, 3)
add_problem (Work *work, const char *format, ...)
{
  va_list list;

  /* What was broken off is no problem of the case's. */
  if (g_cancellable_is_cancelled (work->cancellable))
    return;
  va_start (list, format);
  g_ptr_array_add (work->verification->problems, g_strdup_vprintf (format, list));
  va_end (list);
}

/* The casebook has said already that the original is missing or another. */
static gboolean
is_changed (Work *work, const char *id)
{
  return g_ptr_array_find_with_equal_func (work->verification->changed_exposures, id, g_str_equal, NULL);
}

static void
check_recipe (Work *work, const RectoExposure *exposure, RectoImage *image)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = recto_record_hash_recipe (exposure->recipe, image, work->n_threads, &error);

  if (hash == NULL)
    {
      add_problem (work, _("The recipe of %s cannot be run: %s"), exposure->file_name, error->message);
      return;
    }
  work->check->n_recipes_run++;
  if (exposure->output_sha256 == NULL)
    return;
  if (g_str_equal (hash, exposure->output_sha256))
    work->check->n_recipes_same++;
  else if (!is_changed (work, exposure->id))
    add_problem (work, _("The recipe of %s gives other pixels than when it was stored: recorded %s, now %s."),
                 exposure->file_name, exposure->output_sha256, hash);
}

static void
check_exposure (Work *work, const RectoExposure *exposure)
{
  gboolean changed = is_changed (work, exposure->id);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoImage) image = NULL;
  g_autofree char *hash = NULL;

  work->check->n_pictures++;
  work->check->n_recipes++;
  work->check->n_recipes_recorded += exposure->output_sha256 != NULL;
  image = recto_record_pictures_dup_image (work->pictures, exposure, work->cancellable, &error);
  if (image == NULL)
    {
      if (!changed)
        add_problem (work, _("The picture %s cannot be decoded: %s"), exposure->file_name, error->message);
      return;
    }
  hash = recto_image_dup_pixel_sha256 (image);
  if (g_str_equal (hash, exposure->pixel_sha256))
    work->check->n_pictures_same++;
  else if (!changed)
    {
      /* The file is what it was and decodes differently: another decoder, or one in memory that is no longer the file's. */
      add_problem (work,
                   _("The pixels of %s are not those recorded at import, though the file is the same (decoder then: "
                     "%s, now: %s)."),
                   exposure->file_name, exposure->decoder != NULL ? exposure->decoder : _("not recorded"),
                   recto_image_get_decoder (image) != NULL ? recto_image_get_decoder (image) : _("not recorded"));
      g_ptr_array_add (work->verification->changed_exposures, g_strdup (exposure->id));
    }
  check_recipe (work, exposure, image);
}

static void
check_finding (Work *work, const RectoFinding *finding)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;

  work->check->n_findings++;
  if (finding->output_sha256 == NULL)
    return;
  work->check->n_findings_recorded++;
  hash = recto_record_hash_finding (work->pictures, work->exposures, finding, work->cancellable, &error);
  if (hash == NULL)
    add_problem (work, _("The view of finding %d cannot be drawn again: %s"), finding->number,
                 error != NULL ? error->message : _("it is not recorded."));
  else if (g_str_equal (hash, finding->output_sha256))
    work->check->n_findings_same++;
  else
    add_problem (work, _("The view of finding %d gives other pixels than when it was stored: recorded %s, now %s."),
                 finding->number, finding->output_sha256, hash);
}

gboolean
recto_record_check_case (RectoCasebook *casebook, const char *case_id, RectoRecordPictures *pictures, guint n_threads,
                         RectoVerification *verification, RectoRecordCheck *check, RectoRecordProgress progress,
                         gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) exposures = recto_casebook_list_all_exposures (casebook, case_id, error);
  g_autoptr (GPtrArray) findings
      = exposures != NULL ? recto_casebook_list_findings (casebook, case_id, TRUE, error) : NULL;
  Work work = { pictures, verification, check, exposures, n_threads, cancellable };
  guint n, done = 0;

  if (findings == NULL)
    return FALSE;
  n = exposures->len + findings->len;
  for (guint i = 0; i < exposures->len; i++)
    {
      const RectoExposure *exposure = exposures->pdata[i];

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (exposure->file_name, (double) done / n, user_data);
      check_exposure (&work, exposure);
      done++;
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const RectoFinding *finding = findings->pdata[i];
      g_autofree char *words = g_strdup_printf (_("Finding %d"), finding->number);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (words, (double) done / n, user_data);
      check_finding (&work, finding);
      done++;
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* recto-window-specimen.c: draws a specimen page into a new case, to look around in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-window-private.h"

#include "recto-image-save.h"
#include "recto-specimen.h"
#include <glib/gi18n.h>

static const struct
{
  RectoSpecimenLight light;
  const char *id;
  const char *file;
} lights[] = {
  { RECTO_SPECIMEN_WHITE, "white", "page-white.png" },
  { RECTO_SPECIMEN_UV365, "uv365", "page-uv365.png" },
  { RECTO_SPECIMEN_IR, "ir", "page-ir.png" },
};

/* In a worker. */
static void
draw_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  RectoSpecimenOptions options;
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_import_entry_free);

  recto_specimen_options_init (&options);
  options.forgery = RECTO_FORGERY_DIGIT;
  for (guint i = 0; i < G_N_ELEMENTS (lights); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RectoImage) image = recto_specimen_draw (&options, lights[i].light, NULL, &error);
      g_autoptr (GBytes) png = image != NULL ? recto_image_encode_png (image, &error) : NULL;
      RectoImportEntry *entry;

      if (png == NULL)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      entry = g_new0 (RectoImportEntry, 1);
      entry->bytes = g_steal_pointer (&png);
      entry->name = g_strdup (lights[i].file);
      entry->light = g_strdup (lights[i].id);
      entry->page_key = g_strdup ("specimen");
      entry->role = g_strdup ("DATA_PAGE");
      g_ptr_array_add (entries, entry);
    }
  g_task_return_pointer (task, g_steal_pointer (&entries), (GDestroyNotify) g_ptr_array_unref);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RectoWindow *self = RECTO_WINDOW (source);
  AdwToast *toast = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *case_id = NULL;

  adw_toast_dismiss (toast);
  g_object_unref (toast);
  if (entries == NULL)
    {
      recto_window_say (self, _ ("The specimen cannot be drawn"), error->message);
      return;
    }
  if (self->casebook != NULL)
    case_id = recto_casebook_create_case (self->casebook, self->author, NULL, _ ("Specimen passport UTO"), &error);
  if (case_id == NULL)
    {
      if (error != NULL)
        recto_window_say (self, _ ("The case was not made"), error->message);
      g_ptr_array_unref (entries);
      return;
    }
  recto_window_open_case (self, case_id);
  if (self->session != NULL)
    recto_session_import (self->session, entries);
  else
    g_ptr_array_unref (entries);
}

void
recto_window_open_specimen (RectoWindow *self)
{
  AdwToast *toast = adw_toast_new (_ ("Drawing a specimen page in three lights…"));
  g_autoptr (GTask) task = NULL;

  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
  task = g_task_new (self, NULL, drawn_cb, toast);
  g_task_run_in_thread (task, draw_thread);
}

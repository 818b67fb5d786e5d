/* recto-import-frames.c: files that hold several pictures, in the import dialog
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-import-dialog-private.h"

#include <glib/gi18n.h>

static void
include_changed_cb (RectoImportFile *file)
{
  file->left_out = !gtk_switch_get_active (file->include);
  gtk_widget_set_sensitive (GTK_WIDGET (file->light), !file->left_out && !file->broken);
  recto_import_dialog_update (file->dialog);
}

/* The row becomes one of several: it says which, and can be left out. A smaller copy and a mask are, at first. */
static void
mark_as_frame (RectoImportFile *file, const RectoImageFrame *frame, guint index)
{
  g_autofree char *number = g_strdup_printf (_ ("picture %u"), index + 1);
  g_autofree char *title
      = g_strdup_printf ("%s · %s", file->entry->name, frame->name != NULL ? frame->name : number);
  g_autofree char *spoken = g_strdup_printf (_ ("Import %s"), title);

  gtk_label_set_label (file->name, title);
  file->include = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (file->include), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (file->include), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_box_append (GTK_BOX (file->box), GTK_WIDGET (file->include));
  gtk_switch_set_active (file->include, frame->kind == RECTO_IMAGE_FRAME_PAGE && frame->problem == NULL);
  file->left_out = !gtk_switch_get_active (file->include);
  gtk_widget_set_sensitive (GTK_WIDGET (file->light), !file->left_out);
  g_signal_connect_swapped (file->include, "notify::active", G_CALLBACK (include_changed_cb), file);
}

static RectoImportEntry *
copy_entry (const RectoImportEntry *entry)
{
  RectoImportEntry *copy = g_memdup2 (entry, sizeof *entry);

  copy->path = g_strdup (entry->path);
  copy->bytes = entry->bytes != NULL ? g_bytes_ref (entry->bytes) : NULL;
  copy->name = g_strdup (entry->name);
  copy->light = g_strdup (entry->light);
  copy->page_id = g_strdup (entry->page_id);
  copy->page_key = g_strdup (entry->page_key);
  copy->role = g_strdup (entry->role);
  return copy;
}

/* A reader's file may name the light of each picture. */
static void
guess_light (RectoImportFile *file, const RectoImageFrame *frame)
{
  RectoNameGuess guess;

  if (frame->name == NULL)
    return;
  recto_name_guess (frame->name, &guess);
  if (guess.light != NULL)
    {
      g_free (file->entry->light);
      file->entry->light = g_strdup (guess.light->id);
      recto_import_file_show_light (file);
    }
  recto_name_guess_clear (&guess);
}

/* One row for each picture of the file, below the first. */
void
recto_import_file_add_frames (RectoImportFile *first, GPtrArray *frames, GBytes *bytes)
{
  RectoImportDialog *self = first->dialog;
  GtkListBox *list = GTK_LIST_BOX (gtk_widget_get_parent (first->row));
  int row = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (first->row));
  guint at = 0;

  g_ptr_array_find (self->files, first, &at);
  for (guint i = 1; i < frames->len; i++)
    {
      const RectoImageFrame *frame = frames->pdata[i];
      RectoImportFile *file = g_new0 (RectoImportFile, 1);

      file->dialog = self;
      file->entry = copy_entry (first->entry);
      file->entry->frame = i;
      g_ptr_array_insert (self->files, (int) (at + i), file);
      gtk_list_box_insert (list, recto_import_file_make_row (file), row + (int) i);
      guess_light (file, frame);
      mark_as_frame (file, frame, i);
      if (frame->problem != NULL)
        recto_import_file_show_problem (file, frame->problem, FALSE);
      else
        recto_import_file_look (file, bytes);
    }
  guess_light (first, frames->pdata[0]);
  mark_as_frame (first, frames->pdata[0], 0);
}

/* test-app-frames.c: a file of several pictures shows one row for each, and those that are chosen come in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-app-resources.h"
#include "recto-import-dialog.h"
#include "recto-session.h"

#include <adwaita.h>
#include <string.h>

#define N_PAGES 4
#define SIDE 40

static void
put (GByteArray *out, guint32 value, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const guint8 byte = (guint8) (value >> (8 * i));

      g_byte_array_append (out, &byte, 1);
    }
}

static void
put_entry (GByteArray *out, guint tag, guint kind, guint32 count, guint32 value)
{
  put (out, tag, 2);
  put (out, kind, 2);
  put (out, count, 4);
  put (out, value, 4);
}

/* A TIFF of grey pages, each of its own shade; the third is a smaller copy and the last has a depth that is not read. */
static GBytes *
draw_pages (void)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *) "II*\0", 4);
  put (out, 8, 4);
  for (guint i = 0; i < N_PAGES; i++)
    {
      const guint n_entries = 9;
      guint name_at = out->len + 2 + n_entries * 12 + 4;
      guint pixels_at = name_at + 8;
      guint8 shade = (guint8) (50 + 40 * i);

      put (out, n_entries, 2);
      put_entry (out, 254, 4, 1, i == 2 ? 1 : 0);
      put_entry (out, 256, 4, 1, SIDE);
      put_entry (out, 257, 4, 1, SIDE);
      put_entry (out, 258, 3, 1, i == 3 ? 12 : 8);
      put_entry (out, 262, 3, 1, 1);
      put_entry (out, 273, 4, 1, pixels_at);
      put_entry (out, 278, 4, 1, SIDE);
      put_entry (out, 279, 4, 1, SIDE * SIDE);
      put_entry (out, 285, 2, 8, name_at);
      put (out, i == N_PAGES - 1 ? 0 : pixels_at + SIDE * SIDE, 4);
      g_byte_array_append (out, (const guint8 *) (i == 1 ? "uv365\0\0" : "a page\0"), 8);
      for (guint k = 0; k < SIDE * SIDE; k++)
        g_byte_array_append (out, &shade, 1);
    }
  return g_byte_array_free_to_bytes (out);
}

/* All widgets of a type below root, in order. */
static void
collect (GtkWidget *root, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static void
accepted_cb (RectoImportDialog *dialog, GPtrArray *entries, gpointer data)
{
  *(GPtrArray **) data = entries;
}

static void
finished_cb (RectoSession *session, guint n_done, guint n_failed, gpointer data)
{
  guint *counts = data;

  counts[0] = n_done;
  counts[1] = n_failed;
  counts[2] = 1;
}

static void
test_frames (void)
{
  g_autofree char *folder = g_dir_make_tmp ("recto-frames-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (RectoCasebook) casebook = recto_casebook_open (folder, TRUE, &error);
  g_autofree char *case_id = recto_casebook_create_case (casebook, "Examiner", NULL, "Frames", &error);
  g_autoptr (RectoSession) session = recto_session_new (casebook, case_id, "Examiner", NULL);
  g_autoptr (GPtrArray) switches = g_ptr_array_new ();
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();
  g_autoptr (GPtrArray) exposures = NULL;
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) recto_import_entry_free);
  GPtrArray *accepted = NULL;
  RectoImportEntry *entry = g_new0 (RectoImportEntry, 1);
  GtkWidget *parent = adw_window_new ();
  GtkWidget *dialog, *accept = NULL;
  guint counts[3] = { 0 };

  g_assert_no_error (error);
  entry->bytes = draw_pages ();
  entry->name = g_strdup ("data-white.tif");
  g_ptr_array_add (entries, entry);
  dialog = recto_import_dialog_new (GTK_WINDOW (parent), session, entries);
  g_signal_connect (dialog, "accepted", G_CALLBACK (accepted_cb), &accepted);
  gtk_window_present (GTK_WINDOW (dialog));
  while (switches->len < N_PAGES)
    {
      g_main_context_iteration (NULL, TRUE);
      g_ptr_array_set_size (switches, 0);
      collect (dialog, GTK_TYPE_SWITCH, switches);
    }
  /* Pages are chosen, a smaller copy and what is not read are not. */
  g_assert_true (gtk_switch_get_active (switches->pdata[0]));
  g_assert_true (gtk_switch_get_active (switches->pdata[1]));
  g_assert_false (gtk_switch_get_active (switches->pdata[2]));
  g_assert_false (gtk_switch_get_active (switches->pdata[3]));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Import 2 images");
  gtk_switch_set_active (switches->pdata[0], FALSE);
  gtk_switch_set_active (switches->pdata[2], TRUE);
  gtk_switch_set_active (switches->pdata[1], FALSE);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (dialog)), ==, "Import 1 image");
  gtk_switch_set_active (switches->pdata[1], TRUE);
  collect (dialog, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (buttons->pdata[i], "suggested-action"))
      accept = buttons->pdata[i];
  g_assert_nonnull (accept);
  while (!gtk_widget_get_sensitive (accept))
    g_main_context_iteration (NULL, TRUE);
  g_signal_emit_by_name (accept, "clicked");
  g_assert_nonnull (accepted);
  g_assert_cmpuint (accepted->len, ==, 2);

  g_signal_connect (session, "import-finished", G_CALLBACK (finished_cb), counts);
  recto_session_import (session, accepted);
  while (counts[2] == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (counts[0], ==, 2);
  g_assert_cmpuint (counts[1], ==, 0);
  exposures = recto_casebook_list_exposures (casebook, case_id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (exposures->len, ==, 2);
  {
    const RectoExposure *first = exposures->pdata[0];
    const RectoExposure *second = exposures->pdata[1];
    const RectoExposure *named = first->frame == 1 ? first : second;

    g_assert_cmpint (first->frame + second->frame, ==, 3);
    g_assert_cmpint (ABS (first->frame - second->frame), ==, 1);
    /* One original, two pictures, and the light that the page's name tells. */
    g_assert_cmpstr (first->sha256, ==, second->sha256);
    g_assert_cmpstr (first->pixel_sha256, !=, second->pixel_sha256);
    g_assert_cmpstr (named->light, ==, "uv365");
  }
  recto_session_close (session);
  gtk_window_destroy (GTK_WINDOW (parent));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (recto_app_get_resource ());

  g_test_add_func ("/frames/import", test_frames);

  return g_test_run ();
}

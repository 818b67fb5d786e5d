/* recto-info-panel.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-info-panel.h"

#include "recto-image-load.h"
#include "recto-info-rows.h"
#include "recto-metadata-json.h"
#include "recto-parts.h"
#include <glib/gi18n.h>

/* Larger small pictures are not shown. */
#define MAX_THUMBNAIL_PIXELS (4 * 1000 * 1000)

struct _RectoInfoPanel
{
  GtkBox parent_instance;

  GtkWidget *choice;
  GtkWidget *a;
  GtkWidget *b;
  GtkWidget *a_label;
  GtkWidget *b_label;
  GtkWidget *empty;
  GtkWidget *doubts;
  GtkWidget *file;
  GtkWidget *pictures;
  GtkWidget *claims;
  GtkWidget *scrolled;

  RectoSession *session;
  GSignalGroup *session_signals;
  GCancellable *cancellable;
  char *shown; /* id of the exposure whose rows stand there */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (RectoInfoPanel, recto_info_panel, GTK_TYPE_BOX)

static void
copied_cb (RectoInfoPanel *self)
{
  if (self->session != NULL)
    g_signal_emit_by_name (self->session, "announce", _ ("The hash is copied"), FALSE);
}

/* ----- rows ----- */

static void
append_row (GtkWidget *card, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    gtk_box_append (GTK_BOX (card), recto_info_row_new (name, value));
}

static GtkWidget *
append_card (GtkWidget *box, const char *words)
{
  GtkWidget *card = recto_info_card_new (words);

  gtk_box_append (GTK_BOX (box), recto_parts_label (words, "panel-heading"));
  gtk_box_append (GTK_BOX (box), card);
  gtk_widget_set_visible (box, TRUE);

  return card;
}

static char *
dup_resolution (const RectoExposure *record)
{
  if (record->dpi_x <= 0 || record->dpi_y <= 0)
    return g_strdup (_ ("not stated"));
  if (record->dpi_x == record->dpi_y)
    return g_strdup_printf (_ ("%.4g dpi, so %.1f × %.1f mm"), record->dpi_x, record->width / record->dpi_x * 25.4,
                            record->height / record->dpi_y * 25.4);

  return g_strdup_printf (_ ("%.4g × %.4g dpi, so %.1f × %.1f mm"), record->dpi_x, record->dpi_y, record->width / record->dpi_x * 25.4,
                          record->height / record->dpi_y * 25.4);
}

/* "2026-11-24 09:41" of "2026-11-24T09:41:27.123+07:00": the examiner's own time, as it was then. */
static char *
dup_time (const char *time)
{
  char *text = g_strndup (time, 16);

  g_strdelimit (text, "T", ' ');
  return text;
}

static void
add_file (RectoInfoPanel *self, const RectoExposure *record)
{
  GtkWidget *card = append_card (self->file, _ ("File"));
  g_autofree char *size = g_format_size_full ((guint64) record->n_bytes, G_FORMAT_SIZE_LONG_FORMAT);
  g_autofree char *format = g_ascii_strup (record->format, -1);
  g_autofree char *pixels = g_strdup_printf (_ ("%d × %d px"), record->width, record->height);
  g_autofree char *samples = g_strdup_printf (_ ("%s, %d bit"), record->channels == 1 ? _ ("grey") : _ ("RGB"), record->depth);
  g_autofree char *resolution = dup_resolution (record);
  g_autofree char *time = dup_time (record->imported);
  g_autofree char *imported = g_strdup_printf (_ ("%s by %s"), time, record->author);

  append_row (card, _ ("Name"), record->file_name);
  gtk_box_append (GTK_BOX (card), recto_info_hash_row_new (_ ("SHA-256"), record->sha256, G_CALLBACK (copied_cb), self));
  gtk_box_append (GTK_BOX (card), recto_info_hash_row_new (_ ("SHA-256 of pixels"), record->pixel_sha256, G_CALLBACK (copied_cb), self));
  append_row (card, _ ("Size"), size);
  append_row (card, _ ("Format"), format);
  append_row (card, _ ("Read with"), record->decoder);
  append_row (card, _ ("Pixels"), pixels);
  append_row (card, _ ("Samples"), samples);
  append_row (card, _ ("Resolution"), resolution);
  append_row (card, _ ("Colour profile"), record->icc_name != NULL ? record->icc_name : _ ("none"));
  append_row (card, _ ("Imported"), imported);
}

static void
add_doubts (RectoInfoPanel *self, RectoMetadata *metadata)
{
  GtkWidget *card;

  if (recto_metadata_get_n_doubts (metadata) == 0)
    return;
  card = append_card (self->doubts, _ ("To be aware of"));
  for (guint i = 0; i < recto_metadata_get_n_doubts (metadata); i++)
    gtk_box_append (GTK_BOX (card), recto_info_doubt_row_new (recto_metadata_get_doubt (metadata, i)));
}

static void
add_claims (RectoInfoPanel *self, RectoMetadata *metadata)
{
  gboolean any = FALSE;

  for (guint group = 0; group < RECTO_CLAIM_N_GROUPS; group++)
    {
      GtkWidget *card = NULL;

      for (guint i = 0; i < recto_metadata_get_n_claims (metadata); i++)
        {
          const RectoClaim *claim = recto_metadata_get_claim (metadata, i);
          g_autofree char *text = NULL;

          if (claim->group != group)
            continue;
          if (card == NULL)
            card = append_card (self->claims, recto_claim_group_get_label (group));
          text = recto_claim_dup_text (claim);
          append_row (card, recto_claim_get_label (claim), text);
          any = TRUE;
        }
    }
  if (any)
    {
      GtkWidget *note = recto_parts_label (_ ("This is what the file says of itself. Any program can write any of it."), "caption-text");

      gtk_label_set_wrap (GTK_LABEL (note), TRUE);
      gtk_widget_add_css_class (note, "second");
      gtk_box_append (GTK_BOX (self->claims), note);
    }
}

/* ----- the original, read in a worker ----- */

typedef struct
{
  char *path;
  guint frame;
  gboolean whole; /* no metadata was stored: decode and examine */
  RectoMetadata *metadata;
  RectoImage *small;
} Reading;

static void
reading_free (Reading *reading)
{
  g_free (reading->path);
  g_clear_pointer (&reading->metadata, recto_metadata_unref);
  g_clear_pointer (&reading->small, recto_image_unref);
  g_free (reading);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Reading *reading = task_data;
  const RectoImageLoadOptions small = { .max_pixels = MAX_THUMBNAIL_PIXELS };
  const RectoImageLoadOptions whole = { .accept_truncated = TRUE, .frame = reading->frame };
  g_autoptr (GBytes) bytes = recto_image_read_file (reading->path, cancellable, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (RectoImage) image = NULL;

  if (bytes != NULL && reading->whole)
    image = recto_image_load_bytes (bytes, &whole, cancellable, NULL);
  if (bytes != NULL && !g_cancellable_is_cancelled (cancellable))
    {
      reading->metadata = recto_metadata_read (bytes, reading->frame, image, now);
      if (recto_metadata_get_thumbnail (reading->metadata) != NULL)
        reading->small = recto_image_load_bytes (recto_metadata_get_thumbnail (reading->metadata), &small, cancellable, NULL);
    }
  g_task_return_boolean (task, TRUE);
}

static GdkTexture *
texture_of (RectoImage *image)
{
  guint width = recto_image_get_width (image), height = recto_image_get_height (image);
  gsize size = recto_image_get_stride (image) * height;
  g_autoptr (GBytes) bytes = NULL;
  guint8 *rgb;

  if (recto_image_get_channels (image) == 3)
    bytes = g_bytes_new (recto_image_get_data (image), size);
  else
    {
      rgb = g_malloc (size * 3);
      for (gsize i = 0; i < size; i++)
        rgb[i * 3] = rgb[i * 3 + 1] = rgb[i * 3 + 2] = recto_image_get_data (image)[i];
      bytes = g_bytes_new_take (rgb, size * 3);
    }

  return gdk_memory_texture_new ((int) width, (int) height, GDK_MEMORY_R8G8B8, bytes, (gsize) width * 3);
}

static void
show_pictures (RectoInfoPanel *self, RectoImage *small)
{
  RectoExposureItem *target = recto_session_get_target (self->session);
  GdkTexture *own = target != NULL ? recto_exposure_item_get_thumbnail (target) : NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GtkWidget *card, *row;

  if (recto_image_get_depth (small) != 8 || own == NULL)
    return;
  texture = texture_of (small);
  card = append_card (self->pictures, _ ("Small picture inside the file"));
  row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (row, "info-pictures");
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_box_append (GTK_BOX (row), recto_info_picture_new (texture, _ ("inside the file"), _ ("The small picture inside the file")));
  gtk_box_append (GTK_BOX (row), recto_info_picture_new (own, _ ("the picture"), _ ("The picture, as small")));
  gtk_box_append (GTK_BOX (card), row);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  RectoInfoPanel *self = RECTO_INFO_PANEL (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));

  /* Another exposure was chosen meanwhile. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL) || self->session == NULL || self->shown == NULL)
    return;
  if (reading->small != NULL)
    show_pictures (self, reading->small);
  if (reading->whole && reading->metadata != NULL)
    {
      add_doubts (self, reading->metadata);
      add_claims (self, reading->metadata);
    }
}

static void
read_original (RectoInfoPanel *self, const RectoExposure *record, gboolean whole)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  reading = g_new0 (Reading, 1);
  reading->path = recto_casebook_dup_evidence_path (recto_session_get_casebook (self->session), record->sha256);
  reading->frame = (guint) record->frame;
  reading->whole = whole;
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  if (reading->path != NULL)
    g_task_run_in_thread (task, read_thread);
}

/* ----- the chosen exposure ----- */

static void
clear (RectoInfoPanel *self)
{
  GtkWidget *boxes[] = { self->doubts, self->file, self->pictures, self->claims };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      GtkWidget *child;

      while ((child = gtk_widget_get_first_child (boxes[i])) != NULL)
        gtk_box_remove (GTK_BOX (boxes[i]), child);
      gtk_widget_set_visible (boxes[i], FALSE);
    }
}

static void
show_exposure (RectoInfoPanel *self, RectoExposureItem *target)
{
  const RectoExposure *record = recto_exposure_item_get_record (target);
  g_autoptr (RectoMetadata) metadata
      = record->metadata != NULL ? recto_metadata_new_from_text (record->metadata, NULL) : NULL;
  const RectoClaim *small = metadata != NULL ? recto_metadata_find_claim (metadata, "thumbnail") : NULL;

  self->shown = g_strdup (record->id);
  if (metadata != NULL)
    add_doubts (self, metadata);
  add_file (self, record);
  if (metadata != NULL)
    add_claims (self, metadata);
  if (metadata == NULL || small != NULL)
    read_original (self, record, metadata == NULL);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
}

static void
name_choice (GtkWidget *button, GtkWidget *label, const char *letter, RectoExposureItem *exposure)
{
  g_autofree char *words = exposure != NULL ? g_strdup_printf ("%s  %s", letter, _ (recto_exposure_item_get_light (exposure)->label))
                                            : g_strdup (letter);

  gtk_widget_set_sensitive (button, exposure != NULL);
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
update (RectoInfoPanel *self)
{
  RectoExposureItem *a = NULL, *b = NULL, *target = NULL;

  if (self->session != NULL)
    {
      a = recto_session_get_a (self->session);
      b = recto_session_get_b (self->session);
      target = recto_session_get_target (self->session);
    }
  self->updating = TRUE;
  name_choice (self->a, self->a_label, "A", a);
  name_choice (self->b, self->b_label, "B", b);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->a), target != NULL && target == a);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->b), target != NULL && target == b);
  self->updating = FALSE;
  gtk_widget_set_visible (self->empty, target == NULL);
  /* Behind another panel nothing is built; "map" comes back here. */
  if (target != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (g_strcmp0 (self->shown, target != NULL ? recto_exposure_item_get_id (target) : NULL) == 0)
    return;
  clear (self);
  if (target != NULL)
    show_exposure (self, target);
}

static void
target_cb (GtkToggleButton *button, RectoInfoPanel *self)
{
  if (self->updating || self->session == NULL)
    return;
  recto_session_set_target (self->session, GTK_WIDGET (button) == self->b ? recto_session_get_b (self->session)
                                                                          : recto_session_get_a (self->session));
  update (self);
}

static void
recto_info_panel_dispose (GObject *object)
{
  RectoInfoPanel *self = RECTO_INFO_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (recto_info_panel_parent_class)->dispose (object);
}

static void
recto_info_panel_finalize (GObject *object)
{
  g_free (RECTO_INFO_PANEL (object)->shown);

  G_OBJECT_CLASS (recto_info_panel_parent_class)->finalize (object);
}

static void
recto_info_panel_class_init (RectoInfoPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = recto_info_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = recto_info_panel_finalize;
}

static GtkWidget *
build_choice (RectoInfoPanel *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  struct { GtkWidget **button, **label; const char *words; } choices[]
      = { { &self->a, &self->a_label, _ ("Exposure A") }, { &self->b, &self->b_label, _ ("Exposure B") } };

  gtk_widget_add_css_class (row, "linked");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      *choices[i].button = gtk_toggle_button_new ();
      *choices[i].label = gtk_label_new (NULL);
      gtk_label_set_ellipsize (GTK_LABEL (*choices[i].label), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (GTK_BUTTON (*choices[i].button), *choices[i].label);
      gtk_widget_set_tooltip_text (*choices[i].button, choices[i].words);
      gtk_widget_set_hexpand (*choices[i].button, TRUE);
      g_signal_connect (*choices[i].button, "clicked", G_CALLBACK (target_cb), self);
      gtk_box_append (GTK_BOX (row), *choices[i].button);
    }

  return row;
}

static void
recto_info_panel_init (RectoInfoPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget **boxes[] = { &self->doubts, &self->file, &self->pictures, &self->claims };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (box, "panel-body");
  self->choice = build_choice (self);
  self->empty = recto_parts_label (_ ("No exposure is on the table. Add images, or choose one on the left."), "panel-text");
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_widget_add_css_class (self->empty, "second");
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      *boxes[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
      gtk_widget_set_visible (*boxes[i], FALSE);
    }
  gtk_box_append (GTK_BOX (box), recto_parts_label (_ ("Info"), "panel-title"));
  gtk_box_append (GTK_BOX (box), self->choice);
  gtk_box_append (GTK_BOX (box), self->empty);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    gtk_box_append (GTK_BOX (box), *boxes[i]);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), box);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (self), self->scrolled);

  self->session_signals = g_signal_group_new (RECTO_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "table-changed", G_CALLBACK (update), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::target", G_CALLBACK (update), self);
  g_signal_connect (self, "map", G_CALLBACK (update), NULL);
}

GtkWidget *
recto_info_panel_new (void)
{
  return g_object_new (RECTO_TYPE_INFO_PANEL, NULL);
}

void
recto_info_panel_set_session (RectoInfoPanel *self, RectoSession *session)
{
  g_return_if_fail (RECTO_IS_INFO_PANEL (self));
  g_return_if_fail (session == NULL || RECTO_IS_SESSION (session));

  clear (self);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  update (self);
}

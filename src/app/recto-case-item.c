/* recto-case-item.c: a case in the list of the start page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-case-item.h"

#include <glib/gi18n.h>

struct _RectoCaseItem
{
  GObject parent_instance;

  RectoCasebook *casebook;
  RectoCase *record;
  GdkTexture *picture;
  gboolean looked;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoCaseItem, recto_case_item, G_TYPE_OBJECT)

static void
recto_case_item_finalize (GObject *object)
{
  RectoCaseItem *self = RECTO_CASE_ITEM (object);

  g_clear_object (&self->casebook);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->record, recto_case_free);

  G_OBJECT_CLASS (recto_case_item_parent_class)->finalize (object);
}

static void
recto_case_item_class_init (RectoCaseItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = recto_case_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", RECTO_TYPE_CASE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
recto_case_item_init (RectoCaseItem *self)
{
}

RectoCaseItem *
recto_case_item_new (RectoCasebook *casebook, const RectoCase *record)
{
  RectoCaseItem *self = g_object_new (RECTO_TYPE_CASE_ITEM, NULL);

  self->casebook = g_object_ref (casebook);
  self->record = recto_case_copy (record);

  return self;
}

const RectoCase *
recto_case_item_get_record (RectoCaseItem *self)
{
  return self->record;
}

void
recto_case_item_set_record (RectoCaseItem *self, const RectoCase *record)
{
  RectoCase *old = self->record;

  self->record = recto_case_copy (record);
  if (g_strcmp0 (old->cover, record->cover) != 0)
    {
      g_clear_object (&self->picture);
      self->looked = FALSE;
    }
  recto_case_free (old);
  g_signal_emit (self, signals[CHANGED], 0);
}

GdkTexture *
recto_case_item_get_picture (RectoCaseItem *self)
{
  if (!self->looked && self->record->cover != NULL)
    {
      g_autoptr (GBytes) png
          = recto_casebook_get_thumbnail (self->casebook, self->record->cover, NULL);

      if (png != NULL)
        self->picture = gdk_texture_new_from_bytes (png, NULL);
      self->looked = TRUE;
    }

  return self->picture;
}

char *
recto_case_dup_age (const char *time)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) parsed = NULL;
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GTimeSpan span;
  gint64 minutes;
  int days;
  GDate day_then, day_now;

  if (time != NULL)
    parsed = g_date_time_new_from_iso8601 (time, local);
  if (parsed == NULL)
    return g_strdup ("");

  then = g_date_time_to_local (parsed);
  span = g_date_time_difference (now, then);
  minutes = span / G_TIME_SPAN_MINUTE;
  if (minutes < 1)
    return g_strdup (_ ("now"));
  if (minutes < 60)
    return g_strdup_printf (_ ("%d min ago"), (int) minutes);
  if (minutes < 6 * 60)
    return g_strdup_printf (_ ("%d h ago"), (int) (minutes / 60));

  g_date_clear (&day_then, 1);
  g_date_clear (&day_now, 1);
  g_date_set_dmy (&day_then, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then), (GDateYear) g_date_time_get_year (then));
  g_date_set_dmy (&day_now, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));
  days = g_date_days_between (&day_then, &day_now);
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));

  return g_date_time_format (then, g_date_time_get_year (then) == g_date_time_get_year (now)
                                       ? "%-d %b"
                                       : "%-d %b %Y");
}

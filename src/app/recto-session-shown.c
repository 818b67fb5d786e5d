/* recto-session-shown.c: a finding's view on the table again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-session-private.h"

#include <glib/gi18n.h>

/* The event that withdrew the exposure last, or NULL. */
static const RectoEvent *
find_withdrawal (GPtrArray *events, const char *id)
{
  const RectoEvent *found = NULL;

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const RectoEvent *event = g_ptr_array_index (events, i);

      if (g_str_equal (event->kind, "IMG_WITHDRAW") && g_strcmp0 (event->object_id, id) == 0)
        found = event;
    }

  return found;
}

static char *
dup_time (const char *iso)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (iso, NULL);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup (iso);
}

/* "uv.png was withdrawn on 2026-11-24 09:41 by Nok." */
static char *
dup_withdrawal (RectoSession *self, const char *id, GPtrArray *events)
{
  g_autoptr (RectoExposure) exposure
      = id != NULL ? recto_casebook_get_exposure (self->casebook, id, NULL) : NULL;
  const RectoEvent *event = exposure != NULL ? find_withdrawal (events, id) : NULL;
  g_autofree char *time = NULL;

  if (event == NULL)
    return g_strdup (_ ("A picture of its view is not in the case."));
  time = dup_time (event->time);

  return g_strdup_printf (_ ("%s was withdrawn on %s by %s."), exposure->file_name, time,
                          event->author);
}

/* Which pictures of the view are no longer in the case, since when and by whom. */
static void
say_withdrawn (RectoSession *self, const RectoFinding *record, RectoScene *scene)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *heading = NULL;

  for (guint i = 0; i < recto_scene_get_n_exposures (scene); i++)
    {
      const char *id = recto_scene_get_exposure (scene, i)->id;
      g_autofree char *sentence = NULL;

      if (!recto_record_view_needs (scene, i) || recto_session_find_exposure (self, id) != NULL)
        continue;
      if (events == NULL)
        events = recto_casebook_list_events (self->casebook, self->record->id, NULL);
      sentence = dup_withdrawal (self, id, events);
      g_string_append_printf (words, "%s ", sentence);
    }
  if (words->len == 0)
    return;

  g_string_append (words, _ ("The table shows what is left of the view; the finding itself is as it was stored."));
  heading = g_strdup_printf (_ ("Finding %d was seen in a picture that was withdrawn"), record->number);
  g_signal_emit (self, recto_session_signals[RECTO_SESSION_PROBLEM], 0, heading, words->str);
}

static void
show_scene (RectoSession *self, RectoScene *scene)
{
  const RectoComposition *composition = recto_scene_get_composition (scene);
  guint n = recto_scene_get_n_exposures (scene);
  RectoExposureItem *a = NULL;
  RectoExposureItem *b = NULL;
  RectoComposition shown;

  if (composition->a < n)
    a = recto_session_find_exposure (self, recto_scene_get_exposure (scene, composition->a)->id);
  if (composition->b < n && composition->b != composition->a)
    b = recto_session_find_exposure (self, recto_scene_get_exposure (scene, composition->b)->id);

  shown = *composition;
  /* What is left cannot be compared with what is gone. */
  if ((a == NULL) != (b == NULL) && composition->b != composition->a)
    shown.mode = RECTO_MODE_SINGLE;
  if (a == NULL)
    {
      a = b;
      b = NULL;
    }
  if (a != NULL)
    recto_session_set_a (self, a);
  if (b != NULL)
    recto_session_set_b (self, b);
  recto_session_end_shown (self);
  for (guint i = 0; i < n; i++)
    {
      const RectoSceneExposure *seen = recto_scene_get_exposure (scene, i);
      RectoExposureItem *item = recto_session_find_exposure (self, seen->id);

      if (item == NULL)
        continue;
      if (!recto_recipe_equal (item->recipe, seen->recipe))
        recto_exposure_item_set_recipe (item, seen->recipe);
      item->shown_matrix = seen->registration;
      item->has_shown_matrix = TRUE;
    }
  /* Settings that the finding's mode does not use stay as they are. */
  recto_session_set_composition (self, &shown);
  recto_session_table_changed (self);
}

void
recto_session_show_finding (RectoSession *self, RectoFindingItem *finding)
{
  g_autoptr (RectoScene) scene = NULL;
  RectoPageItem *page;

  g_return_if_fail (RECTO_IS_SESSION (self));
  g_return_if_fail (RECTO_IS_FINDING_ITEM (finding));

  page = recto_session_find_page (self, finding->record->page_id);
  if (page == NULL)
    return;

  recto_session_freeze (self);
  recto_session_show_step (self, NULL, 0, RECTO_MODE_SINGLE);
  recto_session_set_page (self, page);
  if (finding->record->scene != NULL)
    scene = recto_scene_new_from_text (finding->record->scene, NULL);
  if (scene != NULL)
    show_scene (self, scene);
  if (finding->record->viewport != NULL)
    recto_viewport_restore (self->viewport, finding->record->viewport, NULL);
  recto_session_select (self, finding);
  recto_session_thaw (self);
  if (scene != NULL)
    say_withdrawn (self, finding->record, scene);
}

/* recto-finding-words.c: a finding in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-finding-words.h"

#include "recto-scene.h"
#include "recto-shape.h"
#include "recto-viewport.h"
#include "recto-vocabulary.h"
#include <glib/gi18n.h>

static const char *const mode_words[] = {
  [RECTO_MODE_SINGLE] = N_ ("single"),
  [RECTO_MODE_SIDE_BY_SIDE] = N_ ("side by side"),
  [RECTO_MODE_CURTAIN] = N_ ("curtain"),
  [RECTO_MODE_TORCH] = N_ ("torch"),
  [RECTO_MODE_OVERLAY] = N_ ("overlay"),
  [RECTO_MODE_BLINK] = N_ ("blink"),
  [RECTO_MODE_DIFFERENCE] = N_ ("difference"),
  [RECTO_MODE_TWO_COLOUR] = N_ ("two-colour"),
  [RECTO_MODE_COMPOSITE] = N_ ("composite"),
  [RECTO_MODE_CHECKERBOARD] = N_ ("checkerboard"),
  [RECTO_MODE_SIGNED_DIFFERENCE] = N_ ("signed difference"),
};

static const char *const shape_words[] = {
  [RECTO_SHAPE_RECTANGLE] = N_ ("Rectangle at %.0f, %.0f px"),
  [RECTO_SHAPE_ELLIPSE] = N_ ("Ellipse at %.0f, %.0f px"),
  [RECTO_SHAPE_ARROW] = N_ ("Arrow at %.0f, %.0f px"),
  [RECTO_SHAPE_POLYGON] = N_ ("Polygon at %.0f, %.0f px"),
  [RECTO_SHAPE_FREEHAND] = N_ ("Freehand line at %.0f, %.0f px"),
  [RECTO_SHAPE_POINT] = N_ ("Point at %.0f, %.0f px"),
};

/* Several findings without a feature are told apart by their place. */
static char *
dup_place (const RectoFinding *record)
{
  g_autoptr (RectoShape) shape
      = record->shape != NULL ? recto_shape_new_from_text (record->shape, NULL) : NULL;
  double x, y, width, height;

  if (shape == NULL)
    return g_strdup (_ ("No feature yet"));
  recto_shape_get_bounds (shape, &x, &y, &width, &height);

  return g_strdup_printf (_ (shape_words[recto_shape_get_shape_type (shape)]), x + width / 2, y + height / 2);
}

char *
recto_finding_words_title (const RectoFinding *record)
{
  const RectoTerm *term
      = record->feature != NULL ? recto_vocabulary_find (recto_vocabulary_features (), record->feature) : NULL;

  if (term != NULL)
    return g_strdup (_ (term->label));
  if (record->feature != NULL && *record->feature != '\0')
    return g_strdup (record->feature);

  return dup_place (record);
}

const char *
recto_finding_words_result (const RectoFinding *record)
{
  const RectoTerm *term = recto_vocabulary_find (recto_vocabulary_results (), record->result);

  return term != NULL ? _ (term->label) : record->result;
}

static RectoScene *
read_scene (const RectoFinding *record)
{
  return record->scene != NULL ? recto_scene_new_from_text (record->scene, NULL) : NULL;
}

static guint
list_shown (RectoScene *scene, guint shown[2])
{
  const RectoComposition *c = recto_scene_get_composition (scene);

  shown[0] = c->a;
  shown[1] = c->b;

  return c->mode == RECTO_MODE_SINGLE || c->a == c->b ? 1 : 2;
}

const RectoLight **
recto_finding_words_lights (const RectoFinding *record)
{
  g_autoptr (RectoScene) scene = read_scene (record);
  const RectoLight **lights = g_new0 (const RectoLight *, 3);
  guint shown[2], n = 0;

  if (scene != NULL)
    {
      guint n_shown = list_shown (scene, shown);

      for (guint i = 0; i < n_shown; i++)
        {
          const RectoLight *light = recto_light_find (recto_scene_get_exposure (scene, shown[i])->light);

          if (light != NULL)
            lights[n++] = light;
        }
    }
  if (n == 0 && record->light != NULL)
    lights[0] = recto_light_find (record->light);

  return lights;
}

char *
recto_finding_words_seen (const RectoFinding *record)
{
  g_autoptr (RectoScene) scene = read_scene (record);
  g_autoptr (RectoViewport) viewport = recto_viewport_new ();
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree const RectoLight **lights = recto_finding_words_lights (record);

  for (guint i = 0; lights[i] != NULL; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", _ (lights[i]->label));
  if (scene != NULL)
    {
      guint width, height;

      g_string_append_printf (words, ", %s", _ (mode_words[recto_scene_get_composition (scene)->mode]));
      recto_scene_get_page_size (scene, &width, &height);
      recto_viewport_set_page_size (viewport, width, height);
    }
  if (record->viewport != NULL && recto_viewport_restore (viewport, record->viewport, NULL))
    {
      RectoPoint centre = recto_viewport_get_center (viewport);

      g_string_append_printf (words, _ (", %.0f %%, at %.0f, %.0f px"), 100 * recto_viewport_get_zoom (viewport), centre.x,
                              centre.y);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
recto_finding_words_made (const RectoFinding *record)
{
  g_autoptr (GDateTime) time = record->created != NULL ? g_date_time_new_from_iso8601 (record->created, NULL) : NULL;
  g_autofree char *when = time != NULL ? g_date_time_format (time, "%e %b %H:%M") : NULL;

  return g_strdup_printf ("%s, %s", when != NULL ? g_strstrip (when) : "", record->author != NULL ? record->author : "");
}

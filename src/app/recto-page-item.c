/* recto-page-item.c: one page of the open case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-items-private.h"

#include "recto-vocabulary.h"
#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_EXPOSURES,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RectoPageItem, recto_page_item, G_TYPE_OBJECT)

static void
recto_page_item_finalize (GObject *object)
{
  RectoPageItem *self = RECTO_PAGE_ITEM (object);

  g_clear_pointer (&self->record, recto_page_free);
  g_clear_object (&self->exposures);

  G_OBJECT_CLASS (recto_page_item_parent_class)->finalize (object);
}

static void
recto_page_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RectoPageItem *self = RECTO_PAGE_ITEM (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_take_string (value, recto_page_item_dup_title (self));
      break;
    case PROP_EXPOSURES:
      g_value_set_object (value, self->exposures);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
recto_page_item_class_init (RectoPageItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = recto_page_item_finalize;
  object_class->get_property = recto_page_item_get_property;

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_EXPOSURES]
      = g_param_spec_object ("exposures", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
recto_page_item_init (RectoPageItem *self)
{
  self->exposures = g_list_store_new (RECTO_TYPE_EXPOSURE_ITEM);
}

RectoPageItem *
recto_page_item_new (RectoPage *record)
{
  RectoPageItem *self = g_object_new (RECTO_TYPE_PAGE_ITEM, NULL);

  self->record = record;

  return self;
}

const RectoPage *
recto_page_item_get_record (RectoPageItem *self)
{
  return self->record;
}

const char *
recto_page_item_get_id (RectoPageItem *self)
{
  return self->record->id;
}

char *
recto_page_item_dup_title (RectoPageItem *self)
{
  const RectoTerm *term = NULL;

  if (self->record->label != NULL && *self->record->label != '\0')
    return g_strdup (self->record->label);
  if (self->record->role != NULL)
    term = recto_vocabulary_find (recto_vocabulary_page_roles (), self->record->role);

  return g_strdup (term != NULL ? _ (term->label) : _ ("Page"));
}

GListModel *
recto_page_item_get_exposures (RectoPageItem *self)
{
  return G_LIST_MODEL (self->exposures);
}

RectoExposureItem *
recto_page_item_get_reference (RectoPageItem *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->exposures));

  /* The list holds the references that keep what is returned alive. */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoExposureItem) item = g_list_model_get_item (G_LIST_MODEL (self->exposures), i);

      if (recto_exposure_item_is_reference (item))
        return item;
    }
  if (n > 0)
    {
      g_autoptr (RectoExposureItem) first = g_list_model_get_item (G_LIST_MODEL (self->exposures), 0);

      return first;
    }

  return NULL;
}

gboolean
recto_page_item_get_scale (RectoPageItem *self, double *px_per_mm, char **source)
{
  RectoExposureItem *reference = recto_page_item_get_reference (self);
  double dpi = reference != NULL ? reference->record->dpi_x : 0;

  if (!(dpi > 0))
    return FALSE;
  if (px_per_mm != NULL)
    *px_per_mm = dpi / 25.4;
  if (source != NULL)
    *source = g_strdup (_ ("scale from the file’s dpi claim"));

  return TRUE;
}

void
recto_page_item_set_words (RectoPageItem *self, const char *role, const char *label)
{
  g_free (self->record->role);
  self->record->role = g_strdup (role);
  g_free (self->record->label);
  self->record->label = g_strdup (label);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

RectoExposureItem *
recto_page_item_find_exposure (RectoPageItem *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->exposures));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RectoExposureItem) item = g_list_model_get_item (G_LIST_MODEL (self->exposures), i);

      if (g_strcmp0 (item->record->id, id) == 0)
        return item;
    }

  return NULL;
}

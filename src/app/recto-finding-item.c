/* recto-finding-item.c: one finding of the open case and its mark on the canvas
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-items-private.h"

enum
{
  RECORD_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RectoFindingItem, recto_finding_item, G_TYPE_OBJECT)

static void
recto_finding_item_finalize (GObject *object)
{
  RectoFindingItem *self = RECTO_FINDING_ITEM (object);

  g_clear_pointer (&self->record, recto_finding_free);
  g_clear_object (&self->annotation);

  G_OBJECT_CLASS (recto_finding_item_parent_class)->finalize (object);
}

static void
recto_finding_item_class_init (RectoFindingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = recto_finding_item_finalize;

  signals[RECORD_CHANGED] = g_signal_new ("record-changed", RECTO_TYPE_FINDING_ITEM,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
recto_finding_item_init (RectoFindingItem *self)
{
}

static RectoShape *
read_shape (const RectoFinding *record)
{
  RectoShape *shape = NULL;
  RectoPoint origin = { 0, 0 };

  if (record->shape != NULL)
    shape = recto_shape_new_from_text (record->shape, NULL);

  /* A shape of a newer version still has its place in the list and a mark in the corner. */
  return shape != NULL ? shape : recto_shape_new_points (RECTO_SHAPE_POINT, &origin, 1);
}

RectoFindingItem *
recto_finding_item_new (RectoFinding *record)
{
  RectoFindingItem *self = g_object_new (RECTO_TYPE_FINDING_ITEM, NULL);
  g_autoptr (RectoShape) shape = read_shape (record);

  self->record = record;
  self->annotation = recto_annotation_new (record->id, record->number, shape,
                                           recto_annotation_style_for_result (record->result));
  recto_annotation_set_locked (self->annotation, record->locked);

  return self;
}

const RectoFinding *
recto_finding_item_get_record (RectoFindingItem *self)
{
  return self->record;
}

RectoAnnotation *
recto_finding_item_get_annotation (RectoFindingItem *self)
{
  return self->annotation;
}

void
recto_finding_item_set_record (RectoFindingItem *self, RectoFinding *record)
{
  g_autoptr (RectoShape) shape = read_shape (record);

  recto_finding_free (self->record);
  self->record = record;
  if (!recto_shape_equal (recto_annotation_get_shape (self->annotation), shape))
    recto_annotation_set_shape (self->annotation, shape);
  recto_annotation_set_style (self->annotation, recto_annotation_style_for_result (record->result));
  recto_annotation_set_locked (self->annotation, record->locked);
  g_signal_emit (self, signals[RECORD_CHANGED], 0);
}

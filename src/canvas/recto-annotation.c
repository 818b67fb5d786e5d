/* recto-annotation.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-annotation.h"

struct _RectoAnnotation
{
  GObject parent_instance;

  char *id;
  guint number;
  RectoShape *shape;
  RectoAnnotationStyle style;
  gboolean locked;
};

G_DEFINE_FINAL_TYPE (RectoAnnotation, recto_annotation, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_NUMBER,
  PROP_SHAPE,
  PROP_STYLE,
  PROP_LOCKED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

RectoAnnotationStyle
recto_annotation_style_for_result (const char *result)
{
  static const struct
  {
    const char *result;
    RectoAnnotationStyle style;
  } styles[] = {
    { "DEVIATES", RECTO_STYLE_DEVIATES },
    { "ABSENT", RECTO_STYLE_ABSENT },
    { "PRESENT_BUT_DISTURBED", RECTO_STYLE_DISTURBED },
    { "AS_EXPECTED", RECTO_STYLE_AS_EXPECTED },
    { "NO_REFERENCE", RECTO_STYLE_NO_REFERENCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_strcmp0 (result, styles[i].result) == 0)
      return styles[i].style;
  return RECTO_STYLE_NOT_ASSESSABLE;
}

static void
recto_annotation_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RectoAnnotation *self = RECTO_ANNOTATION (object);

  switch (id)
    {
    case PROP_NUMBER:
      g_value_set_uint (value, self->number);
      break;
    case PROP_SHAPE:
      g_value_set_boxed (value, self->shape);
      break;
    case PROP_STYLE:
      g_value_set_int (value, (int) self->style);
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, self->locked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
recto_annotation_finalize (GObject *object)
{
  RectoAnnotation *self = RECTO_ANNOTATION (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->shape, recto_shape_unref);
  G_OBJECT_CLASS (recto_annotation_parent_class)->finalize (object);
}

static void
recto_annotation_class_init (RectoAnnotationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = recto_annotation_get_property;
  object_class->finalize = recto_annotation_finalize;

  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SHAPE] = g_param_spec_boxed ("shape", NULL, NULL, RECTO_TYPE_SHAPE, flags);
  properties[PROP_STYLE]
      = g_param_spec_int ("style", NULL, NULL, 0, RECTO_STYLE_NO_REFERENCE, 0, flags);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
recto_annotation_init (RectoAnnotation *self)
{
}

RectoAnnotation *
recto_annotation_new (const char *id, guint number, RectoShape *shape, RectoAnnotationStyle style)
{
  RectoAnnotation *self;

  g_return_val_if_fail (shape != NULL, NULL);

  self = g_object_new (RECTO_TYPE_ANNOTATION, NULL);
  self->id = g_strdup (id);
  self->number = number;
  self->shape = recto_shape_ref (shape);
  self->style = style;
  return self;
}

const char *
recto_annotation_get_id (RectoAnnotation *self)
{
  g_return_val_if_fail (RECTO_IS_ANNOTATION (self), NULL);

  return self->id;
}

guint
recto_annotation_get_number (RectoAnnotation *self)
{
  g_return_val_if_fail (RECTO_IS_ANNOTATION (self), 0);

  return self->number;
}

void
recto_annotation_set_number (RectoAnnotation *self, guint number)
{
  g_return_if_fail (RECTO_IS_ANNOTATION (self));

  if (self->number == number)
    return;
  self->number = number;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NUMBER]);
}

RectoShape *
recto_annotation_get_shape (RectoAnnotation *self)
{
  g_return_val_if_fail (RECTO_IS_ANNOTATION (self), NULL);

  return self->shape;
}

void
recto_annotation_set_shape (RectoAnnotation *self, RectoShape *shape)
{
  RectoShape *old;

  g_return_if_fail (RECTO_IS_ANNOTATION (self));
  g_return_if_fail (shape != NULL);

  if (recto_shape_equal (self->shape, shape))
    return;
  old = self->shape;
  self->shape = recto_shape_ref (shape);
  recto_shape_unref (old);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHAPE]);
}

RectoAnnotationStyle
recto_annotation_get_style (RectoAnnotation *self)
{
  g_return_val_if_fail (RECTO_IS_ANNOTATION (self), RECTO_STYLE_NOT_ASSESSABLE);

  return self->style;
}

void
recto_annotation_set_style (RectoAnnotation *self, RectoAnnotationStyle style)
{
  g_return_if_fail (RECTO_IS_ANNOTATION (self));

  if (self->style == style)
    return;
  self->style = style;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STYLE]);
}

gboolean
recto_annotation_get_locked (RectoAnnotation *self)
{
  g_return_val_if_fail (RECTO_IS_ANNOTATION (self), FALSE);

  return self->locked;
}

void
recto_annotation_set_locked (RectoAnnotation *self, gboolean locked)
{
  g_return_if_fail (RECTO_IS_ANNOTATION (self));

  locked = locked != FALSE;
  if (self->locked == locked)
    return;
  self->locked = locked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

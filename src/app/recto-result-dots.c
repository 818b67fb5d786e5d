/* recto-result-dots.c: the findings of a case as a row of dots
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-result-dots.h"

#include "recto-annotation.h"
#include "recto-vocabulary.h"
#include <glib/gi18n.h>

#define SIZE 9
#define GAP 4
/* More do not fit on a card; the number of the rest follows. */
#define MAX_DOTS 8

struct _RectoResultDots
{
  GtkWidget parent_instance;

  char **results;
};

G_DEFINE_FINAL_TYPE (RectoResultDots, recto_result_dots, GTK_TYPE_WIDGET)

static const struct
{
  const char *colour;
  gboolean filled;
  gboolean dotted;
} looks[] = {
  [RECTO_STYLE_DEVIATES] = { "#ff7b63", TRUE, FALSE },
  [RECTO_STYLE_ABSENT] = { "#ff7b63", TRUE, FALSE },
  [RECTO_STYLE_DISTURBED] = { "#ffbe6f", TRUE, FALSE },
  [RECTO_STYLE_AS_EXPECTED] = { "#57e389", FALSE, FALSE },
  [RECTO_STYLE_NOT_ASSESSABLE] = { "#c0bfbc", FALSE, TRUE },
  [RECTO_STYLE_NO_REFERENCE] = { "#99c1f1", FALSE, TRUE },
};

void
recto_result_dots_draw (cairo_t *cr, const char *result, double x, double y, double size)
{
  RectoAnnotationStyle style = recto_annotation_style_for_result (result);
  const double dashes[] = { 1.6, 1.6 };
  GdkRGBA colour;

  gdk_rgba_parse (&colour, looks[style].colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_new_path (cr);
  if (looks[style].filled)
    {
      cairo_arc (cr, x + size / 2, y + size / 2, size / 2, 0, 2 * G_PI);
      cairo_fill (cr);
      return;
    }
  cairo_arc (cr, x + size / 2, y + size / 2, size / 2 - 1, 0, 2 * G_PI);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, dashes, looks[style].dotted ? 2 : 0, 0);
  cairo_stroke (cr);
}

static guint
get_n_dots (RectoResultDots *self)
{
  return self->results != NULL ? MIN (g_strv_length (self->results), MAX_DOTS) : 0;
}

static void
recto_result_dots_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RectoResultDots *self = RECTO_RESULT_DOTS (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  guint n = get_n_dots (self);
  cairo_t *cr;

  if (n == 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (guint i = 0; i < n; i++)
    recto_result_dots_draw (cr, self->results[i], i * (SIZE + GAP), (height - SIZE) / 2.0, SIZE);
  cairo_destroy (cr);
}

static void
recto_result_dots_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  guint n = get_n_dots (RECTO_RESULT_DOTS (widget));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = n > 0 ? (int) n * (SIZE + GAP) - GAP : 0;
  else
    *minimum = *natural = SIZE;
  *minimum_baseline = *natural_baseline = -1;
}

static void
recto_result_dots_finalize (GObject *object)
{
  g_strfreev (RECTO_RESULT_DOTS (object)->results);

  G_OBJECT_CLASS (recto_result_dots_parent_class)->finalize (object);
}

static void
recto_result_dots_class_init (RectoResultDotsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = recto_result_dots_finalize;
  widget_class->snapshot = recto_result_dots_snapshot;
  widget_class->measure = recto_result_dots_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
recto_result_dots_init (RectoResultDots *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
recto_result_dots_new (void)
{
  return g_object_new (RECTO_TYPE_RESULT_DOTS, NULL);
}

static char *
dup_words (char **results)
{
  GString *words = g_string_new (NULL);

  for (const RectoTerm *term = recto_vocabulary_results (); term->id != NULL; term++)
    {
      guint n = 0;

      for (guint i = 0; results != NULL && results[i] != NULL; i++)
        n += g_str_equal (results[i], term->id);
      if (n > 0)
        g_string_append_printf (words, "%s%s: %u", words->len > 0 ? ", " : "", _ (term->label), n);
    }
  if (words->len == 0)
    g_string_append (words, _ ("No findings"));

  return g_string_free (words, FALSE);
}

void
recto_result_dots_set_results (RectoResultDots *self, const char *results)
{
  g_autofree char *words = NULL;

  g_return_if_fail (RECTO_IS_RESULT_DOTS (self));

  g_clear_pointer (&self->results, g_strfreev);
  if (results != NULL && *results != '\0')
    self->results = g_strsplit (results, ",", -1);
  words = dup_words (self->results);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

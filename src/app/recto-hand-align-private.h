/* recto-hand-align-private.h: what the recto-hand-align*.c files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-hand-align.h"

G_BEGIN_DECLS

struct _RectoHandAlign
{
  GtkBox parent_instance;

  GtkWidget *moving, *reference;
  GtkWidget *count;
  GtkWidget *list;
  GtkWidget *warning;
  GtkWidget *result, *detail;
  GtkWidget *nudge_words;
  GtkWidget *nudge_box;
  GtkWidget *pictures[2];
  GtkWidget *refine, *use;

  RectoPanes *panes; /* as long-lived as we are */
  RectoSession *session;
  RectoExposureItem *exposure; /* NULL: not running */
  RectoExposureItem *before_a, *before_b;
  RectoMode before_mode;
  gboolean before_stacked;
  GArray *points[2]; /* RectoPoint, in the page and in the exposure */
  int selected;      /* -1: none */
  RectoRegistration *registration;
};

/* Whole pairs: points that have their partner. */
guint recto_hand_align_n_pairs (RectoHandAlign *self);
gboolean recto_hand_align_is_aligned (RectoRegistration *registration);
/* Registers the pairs, leaving out one (-1: none). */
RectoRegistration *recto_hand_align_register_without (RectoHandAlign *self, int without);
/* The pair without which the others agree far better; -1: none. */
int recto_hand_align_find_worst (RectoHandAlign *self, double *distance, double *rms_without);
/* In B, where a point is nudged: where the other pairs would have the worst. */
void recto_hand_align_show_target (RectoHandAlign *self, int worst);
/* The picture with a cross on the point and how much larger it is. */
GtkWidget *recto_hand_align_new_enlargement (GtkWidget *picture, int zoom);
GtkWidget *recto_hand_align_new_row (RectoHandAlign *self, guint i, int worst, GCallback remove_cb);

G_END_DECLS

/* recto-adjust-panel-private.h: what the recto-adjust-panel*.c files share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-adjust-panel.h"
#include "recto-histogram-view.h"
#include "recto-term-picker.h"

G_BEGIN_DECLS

struct _RectoAdjustPanel
{
  GtkBox parent_instance;

  GtkWidget *a, *b, *link;
  GtkWidget *a_label, *b_label;
  GtkWidget *histogram;
  GtkWidget *profile;
  GtkWidget *steps; /* GtkBox of RectoStepRow */
  GtkWidget *empty;
  GtkWidget *add;
  GtkWidget *picker;
  GtkWidget *repeatable;
  GtkWidget *hash;
  GtkWidget *loupe;
  GtkWidget *scrolled;

  RectoTerm *terms; /* the operations as words */
  RectoSession *session;
  GSignalGroup *session_signals;
  int open_step; /* -1: none */
  char *shown_exposure;
  gboolean updating;
};

/* Of the exposure one works on; NULL: there is none. */
RectoRecipe *recto_adjust_panel_get_recipe (RectoAdjustPanel *self);
void recto_adjust_panel_commit (RectoAdjustPanel *self, RectoRecipe *recipe, const char *words);
/* Shown, not stored. */
void recto_adjust_panel_preview (RectoAdjustPanel *self, RectoRecipe *recipe);

/* The rows follow the recipe; all are made anew when the exposure is another. */
void recto_adjust_panel_update_steps (RectoAdjustPanel *self, RectoRecipe *recipe, gboolean another);

/* The marks under the histogram are the first tone step. */
void recto_adjust_panel_update_levels (RectoAdjustPanel *self, RectoRecipe *recipe);
void recto_adjust_panel_levels_moved_cb (RectoHistogramView *view, double black, double gamma, double white, gboolean final,
                                         RectoAdjustPanel *self);

G_END_DECLS

/* recto-window-private.h: shared by the window's files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-alarm-banner.h"
#include "recto-casebook-page.h"
#include "recto-import-card.h"
#include "recto-light-table.h"
#include "recto-verified-button.h"
#include "recto-window.h"

G_BEGIN_DECLS

struct _RectoWindow
{
  AdwApplicationWindow parent_instance;

  char *author;
  RectoCasebook *casebook;
  RectoSession *session; /* NULL on the start page */
  GPtrArray *waiting;    /* RectoImportEntry seeds that wait for a case */

  AdwToastOverlay *toasts;
  AdwToast *toast; /* the one that is shown; the overlay has it */
  GtkOverlay *start_overlay;
  GtkStack *stack;
  RectoCasebookPage *casebook_page;
  AdwWindowTitle *case_title;
  GtkWidget *back_label;
  GtkLabel *pill;
  RectoVerifiedButton *verified;
  RectoAlarmBanner *alarm;
  GtkOverlay *table_overlay;
  RectoLightTable *table;
  GtkWidget *import_card;
  GtkWidget *empty;
  GtkWidget *drop_sheet; /* what is shown while files hang over the window */
  gboolean compact;
};

void recto_window_open_case (RectoWindow *self, const char *case_id);
void recto_window_say (RectoWindow *self, const char *heading, const char *body);

/* recto-window-import.c */
void recto_window_init_import (RectoWindow *self);
void recto_window_import_waiting (RectoWindow *self); /* after a case was opened */
void recto_window_paste (RectoWindow *self);
void recto_window_choose_files (RectoWindow *self);

/* recto-window-specimen.c */
void recto_window_open_specimen (RectoWindow *self);

G_END_DECLS

/* recto-hand-align.h: alignment by pairs of points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same point is set in both panes: the first shows the page's reference, the second the exposure in its own pixels. Three pairs or more;
 * the residual of each is shown and the one that does not fit is named. Signal "finished" ().
 */

#pragma once

#include "recto-panes.h"

G_BEGIN_DECLS

#define RECTO_TYPE_HAND_ALIGN (recto_hand_align_get_type ())
G_DECLARE_FINAL_TYPE (RectoHandAlign, recto_hand_align, RECTO, HAND_ALIGN, GtkBox)

GtkWidget *recto_hand_align_new (RectoPanes *panes);
void recto_hand_align_set_session (RectoHandAlign *self, RectoSession *session);
/* FALSE: there is nothing to align on the table. */
gboolean recto_hand_align_begin (RectoHandAlign *self);
void recto_hand_align_end (RectoHandAlign *self);
gboolean recto_hand_align_is_running (RectoHandAlign *self);

G_END_DECLS

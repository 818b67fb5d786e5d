/* recto-registration-popover.h: how well B lies on A, and how that was found
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_REGISTRATION_POPOVER (recto_registration_popover_get_type ())
G_DECLARE_FINAL_TYPE (RectoRegistrationPopover, recto_registration_popover, RECTO, REGISTRATION_POPOVER, GtkPopover)

GtkWidget *recto_registration_popover_new (void);
void recto_registration_popover_set_session (RectoRegistrationPopover *self, RectoSession *session);

/* The exposure on the table whose registration is of interest: B, or A when B is the reference. NULL: none. */
RectoExposureItem *recto_registration_subject (RectoSession *session);

G_END_DECLS

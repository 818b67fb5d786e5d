/* recto-alarm-banner.h: says in red which original has changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "recto-session.h"

G_BEGIN_DECLS

#define RECTO_TYPE_ALARM_BANNER (recto_alarm_banner_get_type ())
G_DECLARE_FINAL_TYPE (RectoAlarmBanner, recto_alarm_banner, RECTO, ALARM_BANNER, GtkWidget)

void recto_alarm_banner_set_session (RectoAlarmBanner *self, RectoSession *session);

G_END_DECLS

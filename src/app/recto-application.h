/* recto-application.h: the program: its command line, its casebook, its style
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recto [--casebook DIR] [--case ID] [--author NAME] [FILES…]. Main thread.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RECTO_TYPE_APPLICATION (recto_application_get_type ())
G_DECLARE_FINAL_TYPE (RectoApplication, recto_application, RECTO, APPLICATION, AdwApplication)

RectoApplication *recto_application_new (void);

G_END_DECLS

/* main.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  /* Uninstalled runs say where the translations are. */
  const char *localedir = g_getenv ("RECTO_LOCALEDIR");
  g_autoptr (RectoApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : RECTO_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Recto"));

  application = recto_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}

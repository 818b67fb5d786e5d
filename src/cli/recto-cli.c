/* recto-cli.c: finds the command and what the commands share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-cli.h"

#include "recto-image-load.h"
#include "recto-recipe.h"

#include <glib/gi18n.h>
#include <glib/gprintf.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const RectoCommand *const commands[] = {
  &recto_cli_align,
  &recto_cli_info,
  &recto_cli_render,
  &recto_cli_operations,
  &recto_cli_compare,
  &recto_cli_measure,
  &recto_cli_pick,
  &recto_cli_specimen,
  &recto_cli_case,
  NULL,
};

void
recto_cli_say (const char *file, const char *message)
{
  recto_cli_progress (NULL, -1);
  if (file != NULL)
    g_fprintf (stderr, "recto-cli: %s: %s\n", file, message);
  else
    g_fprintf (stderr, "recto-cli: %s\n", message);
}

int
recto_cli_fail (const char *file, const GError *error)
{
  recto_cli_say (file, error->message);
  return RECTO_CLI_FAILED;
}

int
recto_cli_usage (const RectoCommand *command, const char *message)
{
  recto_cli_say (NULL, message);
  g_fprintf (stderr, _("Usage: recto-cli %s %s\nTry recto-cli %s --help.\n"), command->name,
             command->arguments, command->name);
  return RECTO_CLI_USAGE;
}

gboolean
recto_cli_parse (const RectoCommand *command, const GOptionEntry *entries, int *argc, char ***argv,
                 int *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  const GOptionEntry help_entry[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, _(command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, help_entry, GETTEXT_PACKAGE);

  if (!g_option_context_parse (context, argc, argv, &error))
    {
      *status = recto_cli_usage (command, error->message);
      return FALSE;
    }
  /* GLib leaves the "--" that ends the options where a name after it begins with a dash. */
  for (int i = 1; i < *argc; i++)
    if (g_str_equal ((*argv)[i], "--"))
      {
        memmove (*argv + i, *argv + i + 1, sizeof (char *) * (gsize) (*argc - i));
        (*argc)--;
        break;
      }
  if (help)
    {
      g_autofree char *text = NULL;
      g_autofree char *name = g_strconcat ("recto-cli ", command->name, NULL);

      g_set_prgname (name);
      text = g_option_context_get_help (context, FALSE, NULL);
      g_print ("%s", text);
      *status = RECTO_CLI_DONE;
      return FALSE;
    }
  return TRUE;
}

gboolean
recto_cli_max_megapixels_cb (const char *name, const char *value, gpointer data, GError **error)
{
  guint64 megapixels;

  if (!g_ascii_string_to_unsigned (value, 10, 1, 1000000, &megapixels, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("The limit “%s” is no number of megapixels from 1 to 1000000."), value);
      return FALSE;
    }
  recto_image_set_max_megapixels ((guint) megapixels);
  return TRUE;
}

void
recto_cli_print_json (JsonNode *node)
{
  g_autofree char *text = recto_json_readable (node);

  /* JSON is UTF-8 in every locale; g_print would convert. */
  fputs (text, stdout);
  fputc ('\n', stdout);
  json_node_unref (node);
}

char *
recto_cli_dup_padded (const char *text, guint cells)
{
  GString *padded = g_string_new (text);
  guint taken = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      taken += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  for (; taken < cells; taken++)
    g_string_append_c (padded, ' ');
  return g_string_free (padded, FALSE);
}

void
recto_cli_progress (const char *words, double fraction)
{
  static gboolean shown;

  if (!isatty (STDERR_FILENO))
    return;
  if (fraction < 0)
    {
      if (shown)
        g_fprintf (stderr, "\r\033[K");
      shown = FALSE;
      return;
    }
  g_fprintf (stderr, "\r\033[K%s %3.0f %%", words, fraction * 100);
  shown = TRUE;
}

static void
print_help (FILE *out)
{
  g_fprintf (out, "%s", _("Usage: recto-cli COMMAND [OPTIONS]\n\nCommands:\n"));
  for (gsize i = 0; commands[i] != NULL; i++)
    g_fprintf (out, "  %-12s %s\n", commands[i]->name, _(commands[i]->summary));
  g_fprintf (out, "%s", _("\nrecto-cli COMMAND --help tells a command's options.\n"));
}

int
main (int argc, char *argv[])
{
  /* Uninstalled runs say where the translations are. */
  const char *localedir = g_getenv ("RECTO_LOCALEDIR");

  setlocale (LC_ALL, "");
  /* In the plain C locale arguments and messages are still UTF-8. */
  if (g_str_equal (nl_langinfo (CODESET), "ANSI_X3.4-1968"))
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : RECTO_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2)
    {
      print_help (stderr);
      return RECTO_CLI_USAGE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("recto-cli %s\n", RECTO_VERSION);
      return RECTO_CLI_DONE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") || g_str_equal (argv[1], "help"))
    {
      print_help (stdout);
      return RECTO_CLI_DONE;
    }
  for (gsize i = 0; commands[i] != NULL; i++)
    if (g_str_equal (argv[1], commands[i]->name))
      return commands[i]->run (argc - 1, argv + 1);

  {
    g_autofree char *message
        = g_strdup_printf (_("There is no command “%s”. recto-cli --help lists them."), argv[1]);

    recto_cli_say (NULL, message);
  }
  return RECTO_CLI_USAGE;
}

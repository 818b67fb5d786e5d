/* recto-settings.c: what is remembered per user
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"
#include "recto-settings.h"

GSettings *
recto_settings_get (void)
{
  static GSettings *settings;
  static gboolean looked;

  if (!looked)
    {
      /* g_settings_new() ends the program when the schema is missing; look first. */
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema
          = source != NULL ? g_settings_schema_source_lookup (source, RECTO_ID, TRUE) : NULL;

      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      looked = TRUE;
    }

  return settings;
}

static gboolean
has_key (const char *key)
{
  GSettings *settings = recto_settings_get ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings == NULL)
    return FALSE;
  g_object_get (settings, "settings-schema", &schema, NULL);

  return g_settings_schema_has_key (schema, key);
}

int
recto_settings_get_int (const char *key, int fallback)
{
  return has_key (key) ? g_settings_get_int (recto_settings_get (), key) : fallback;
}

void
recto_settings_set_int (const char *key, int value)
{
  if (has_key (key))
    g_settings_set_int (recto_settings_get (), key, value);
}

gboolean
recto_settings_get_boolean (const char *key, gboolean fallback)
{
  return has_key (key) ? g_settings_get_boolean (recto_settings_get (), key) : fallback;
}

void
recto_settings_set_boolean (const char *key, gboolean value)
{
  if (has_key (key))
    g_settings_set_boolean (recto_settings_get (), key, value);
}

char *
recto_settings_dup_string (const char *key, const char *fallback)
{
  return has_key (key) ? g_settings_get_string (recto_settings_get (), key) : g_strdup (fallback);
}

void
recto_settings_set_string (const char *key, const char *value)
{
  if (has_key (key))
    g_settings_set_string (recto_settings_get (), key, value);
}

/* fuzz-json.c: any text as a recipe, scene, shape or registration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is accepted must have one canonical form: read, written, read and written again it stays the same.
 */

#include "config.h"
#include "fuzz-target.h"

#include <string.h>
#include "recto-registration.h"
#include "recto-scene.h"
#include "recto-shape.h"

#define TWICE(name, Type, prefix, text)                                             \
  G_STMT_START                                                                      \
  {                                                                                 \
    g_autoptr (GError) error = NULL;                                                \
    g_autoptr (Type) first = prefix##_new_from_text (text, &error);                 \
                                                                                    \
    if (first == NULL)                                                              \
      {                                                                             \
        g_assert_nonnull (error);                                                   \
        g_assert_true (g_utf8_validate (error->message, -1, NULL));                 \
      }                                                                             \
    else                                                                            \
      {                                                                             \
        g_autofree char *written = prefix##_to_text (first);                        \
        g_autoptr (Type) second = prefix##_new_from_text (written, NULL);           \
        g_autofree char *again = second != NULL ? prefix##_to_text (second) : NULL; \
                                                                                    \
        g_assert_cmpstr (written, ==, again);                                       \
      }                                                                             \
  }                                                                                 \
  G_STMT_END

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (JsonNode) node = NULL;

  if (strlen (text) > 64 * 1024)
    return 0;
  TWICE ("recipe", RectoRecipe, recto_recipe, text);
  TWICE ("scene", RectoScene, recto_scene, text);
  TWICE ("shape", RectoShape, recto_shape, text);
  TWICE ("registration", RectoRegistration, recto_registration, text);

  node = recto_json_parse (text, NULL);
  if (node != NULL)
    {
      g_autofree char *written = recto_json_canonical (node);
      g_autoptr (JsonNode) second = recto_json_parse (written, NULL);
      g_autofree char *again = second != NULL ? recto_json_canonical (second) : NULL;

      g_assert_cmpstr (written, ==, again);
    }
  return 0;
}
